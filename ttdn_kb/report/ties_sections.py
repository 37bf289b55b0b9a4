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


def coordination_section(material: Material, entries: Sequence[Entry], day: str) -> Section:
    """Gives the network of who coordinates with whom."""
    heading = "Ai phối hợp với ai"
    pairs = coordination(entries)
    if not pairs:
        return Section(heading, (Paragraph("Không điều khoản nào nêu cơ quan phối hợp."),))
    table = _table(material, pairs, day, ("Chủ trì, thực hiện", "Phối hợp", "Số việc"), "Các cặp phối hợp, nhiều việc nhất trước", "Phối hợp")
    ties = [Tie(p.first, p.second, p.norms) for p in pairs if not p.general]
    if not ties:
        return Section(heading, (table,))
    shown = strongest(ties)
    left_out = f" {len(ties) - len(shown)} cặp ít việc hơn và" if len(shown) < len(ties) else ""
    description = (
        f"Bên trái là cơ quan chủ trì hoặc thực hiện, bên phải là cơ quan phối hợp; nét càng đậm càng nhiều việc chung. Hình vẽ {len(shown)} cặp;"
        f"{left_out} các chủ thể gọi chung chỉ có trong bảng."
    )
    title = "Mạng phối hợp"
    svg = network(title, description, shown, ("Chủ trì, thực hiện", "Phối hợp"))
    return Section(heading, (Picture(svg, title, description), table))


def reporting_section(material: Material, entries: Sequence[Entry], day: str) -> Section:
    """Gives the tree of who reports to whom."""
    heading = "Ai báo cáo ai"
    pairs = reporting(entries)
    if not pairs:
        return Section(heading, (Paragraph("Không điều khoản nào nêu nơi nhận báo cáo."),))
    table = _table(material, pairs, day, ("Báo cáo", "Nhận báo cáo", "Số việc"), "Các đường báo cáo", "Báo cáo")
    named = [(p.first, p.second) for p in pairs if not p.general]
    if not named:
        return Section(heading, (table,))
    description = "Bên trái nhận báo cáo của bên phải; cơ quan báo cáo nhiều nơi được vẽ dưới mỗi nơi. Chủ thể gọi chung chỉ có trong bảng."
    title = "Cây báo cáo"
    return Section(heading, (Picture(tree(title, description, named), title, description), table))


def _table(material: Material, pairs: Sequence[Pair], day: str, columns: tuple[str, str, str], caption: str, sheet: str) -> Table:
    return Table((*columns, "Điều khoản"), tuple(tie_row(material, p, day) for p in pairs), caption, sheet=sheet, headers=2, widths=(4, 4, 1.2, 4))


def tie_row(material: Material, pair: Pair, day: str) -> tuple[str | Cell, ...]:
    """Gives a line of a table of pairs: who, with whom, how many works, and the clauses."""
    quotes = clauses(material, pair.entries, day)
    return pair.first, pair.second, str(pair.norms), Cell(cited(quotes), quotes, tone_of(pair.entries, day))
