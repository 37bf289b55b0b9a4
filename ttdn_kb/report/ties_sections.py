"""Who coordinates with whom and who reports to whom, as sections with a picture and the full table.

Takes entries of one side; gives sections; knows nothing of file formats.
"""

from __future__ import annotations

from collections.abc import Sequence

from ttdn_kb.compare.material import Entry, Material
from ttdn_kb.report.bodies import Pair, coordination, reporting
from ttdn_kb.report.cells import clauses, tone_of
from ttdn_kb.report.network import Tie, network, strongest
from ttdn_kb.report.page import Cell, Paragraph, Picture, Section, Table, cited
from ttdn_kb.report.tree_picture import tree
from ttdn_kb.report.wording import either, told


def coordination_section(material: Material, entries: Sequence[Entry], day: str, lang: str = "vi", brief: bool = False) -> Section:
    """Gives the network of who coordinates with whom; a brief one, for paper, has a line a body that leads."""
    heading = told("Ai phối hợp với ai", lang)
    pairs = coordination(entries)
    if not pairs:
        return Section(heading, (Paragraph(told("Không điều khoản nào nêu cơ quan phối hợp.", lang)),))
    table = _table(
        material,
        pairs,
        day,
        (told("Chủ trì, thực hiện", lang), told("Phối hợp", lang), told("Số việc", lang)),
        told("Các cặp phối hợp, nhiều việc nhất trước", lang),
        told("Phối hợp", lang),
        lang,
        brief,
    )
    ties = [Tie(p.first, p.second, p.norms) for p in pairs if not p.general]
    if not ties:
        return Section(heading, (table,))
    shown = strongest(ties)
    left_out = (
        either(lang, f" {len(ties) - len(shown)} cặp ít việc hơn và", f" {len(ties) - len(shown)} pairs with less work and")
        if len(shown) < len(ties)
        else ""
    )
    way = told("Bên trái là cơ quan chủ trì hoặc thực hiện, bên phải là cơ quan phối hợp; nét càng đậm càng nhiều việc chung.", lang)
    rest = either(
        lang,
        f"Hình vẽ {len(shown)} cặp;{left_out} các chủ thể gọi chung chỉ có trong bảng.",
        f"{len(shown)} pairs are drawn;{left_out} generic bodies are in the table only.",
    )
    description = f"{way} {rest}"
    title = told("Mạng phối hợp", lang)
    svg = network(title, description, shown, (told("Chủ trì, thực hiện", lang), told("Phối hợp", lang)))
    return Section(heading, (Picture(svg, title, description), table))


def reporting_section(material: Material, entries: Sequence[Entry], day: str, lang: str = "vi", brief: bool = False) -> Section:
    """Gives the tree of who reports to whom; a brief one, for paper, has a line a body that reports."""
    heading = told("Ai báo cáo ai", lang)
    pairs = reporting(entries)
    if not pairs:
        return Section(heading, (Paragraph(told("Không điều khoản nào nêu nơi nhận báo cáo.", lang)),))
    table = _table(
        material,
        pairs,
        day,
        (told("Báo cáo", lang), told("Nhận báo cáo", lang), told("Số việc", lang)),
        told("Các đường báo cáo", lang),
        told("Báo cáo", lang),
        lang,
        brief,
    )
    named = [(p.first, p.second) for p in pairs if not p.general]
    if not named:
        return Section(heading, (table,))
    description = told(
        "Bên trái nhận báo cáo của bên phải; cơ quan báo cáo nhiều nơi được vẽ dưới mỗi nơi. Chủ thể gọi chung chỉ có trong bảng.", lang
    )
    title = told("Cây báo cáo", lang)
    return Section(heading, (Picture(tree(title, description, named, told("đã vẽ ở trên", lang)), title, description), table))


def _table(
    material: Material, pairs: Sequence[Pair], day: str, columns: tuple[str, str, str], caption: str, sheet: str, lang: str, brief: bool
) -> Table:
    rows = _by_first(pairs) if brief else [tie_row(material, p, day, lang) for p in pairs]
    last = () if brief else (told("Điều khoản", lang),)
    return Table((*columns, *last), tuple(rows), caption, sheet=sheet, headers=1 if brief else 2, widths=(4, 10, 1.2) if brief else (4, 4, 1.2, 4))


def _by_first(pairs: Sequence[Pair]) -> list[tuple[str | Cell, ...]]:
    """Gives a line a body: all that it is tied to, with how many works, and its works in all; the clauses stand with the tasks."""
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair.first, []).append(pair)
    return [
        (first, "; ".join(f"{p.second} ({p.norms})" for p in own), str(len({e.norm for p in own for e in p.entries}))) for first, own in found.items()
    ]


def tie_row(material: Material, pair: Pair, day: str, lang: str = "vi") -> tuple[str | Cell, ...]:
    """Gives a line of a table of pairs: who, with whom, how many works, and the clauses."""
    quotes = clauses(material, pair.entries, day, lang)
    return pair.first, pair.second, str(pair.norms), Cell(cited(quotes), quotes, tone_of(pair.entries, day))
