"""What an agency is given, as a page.

Takes the material, agencies and what reached them through others; gives the work by topic, partners, reporting lines and events; knows nothing of
file formats.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ttdn_kb.compare.material import Entry, Material
from ttdn_kb.foundation.days import day_words
from ttdn_kb.report.bodies import Pair, coordination, reporting
from ttdn_kb.report.cells import clauses, tone_of, who_cell
from ttdn_kb.report.network import Tie, network
from ttdn_kb.report.page import Block, Cell, Page, Paragraph, Picture, Quote, Section, Table
from ttdn_kb.report.ties_sections import tie_row
from ttdn_kb.report.wording import either, told


class Shared(NamedTuple):
    """A duty that reaches the agency through a group, a post or a committee: how, in which role, and the clause."""

    way: str
    role: str
    quote: Quote


class Agency(NamedTuple):
    """An agency to report on.

    Attributes:
        iri, name, province: who it is.
        events: (ISO 8601 day, what happened, kind, other bodies).
        shared: duties through others.
    """

    iri: str
    name: str
    province: str
    events: tuple[tuple[str, str, str, str], ...] = ()
    shared: tuple[Shared, ...] = ()


def agency_page(material: Material, agencies: Sequence[Agency], day: str = "", as_of: str = "", lang: str = "vi") -> Page:
    """Gives the report on agencies; several (one a province) stand one after another.

    Args:
        day: ISO 8601 day; keeps what holds on it, "" keeps what the texts say.
        as_of: ISO 8601 day of the data.
    """
    held = material.held(day)
    parts = [(a, *_parts(material, a, held, day, lang)) for a in agencies]
    names = list(dict.fromkeys(a.name for a in agencies))
    title = told("Nhiệm vụ thông tin đối ngoại của ", lang) + "; ".join(names[:3]) + (" …" if len(names) > 3 else "")
    facts = ((told("Vào ngày", lang), day_words(day, lang)),) if day else ()
    if len(parts) == 1:
        agency, summary, sections = parts[0]
        return Page(title, tuple(sections), agency.province, facts, tuple(summary), as_of, lang)
    nested = tuple(Section(f"{a.name} ({a.province})", tuple(summary), tuple(sections)) for a, summary, sections in parts)
    return Page(title, nested, "", facts, (), as_of, lang)


def _parts(material: Material, agency: Agency, held: Sequence[Entry], day: str, lang: str) -> tuple[list[Block], list[Section]]:
    own = [e for e in held if e.agent_iri == agency.iri]
    norms = {e.norm for e in own}
    around = [e for e in held if e.norm in norms]
    roles: dict[str, set[str]] = {}
    for e in own:
        roles.setdefault(e.role, set()).add(e.norm)
    order = sorted(roles, key=lambda r: material.names.sort_key("role", r))
    counted = ", ".join(f"{material.names.of('role', r, lang)} {len(roles[r])}" for r in order)
    summary: list[Block] = [
        Paragraph(
            either(lang, f"{len(norms)} việc được giao đích danh: {counted}.", f"{len(norms)} norms by name: {counted}.")
            if own
            else _nothing(material, agency, day, lang),
            "Tóm tắt",
        )
    ]
    if agency.shared:
        summary.append(
            Paragraph(
                either(
                    lang,
                    f"Thêm {len(agency.shared)} phân công qua tập thể, chức danh hoặc Ban Chỉ đạo.",
                    f"{len(agency.shared)} more through groups, posts or committees.",
                )
            )
        )
    sections = []
    if agency.events:
        rows = tuple((day_words(date, lang), what, kind, others) for date, what, kind, others in agency.events)
        table = Table(
            (
                told("Từ ngày", lang),
                told("Sự kiện", lang),
                told("Loại", lang),
                told("Cơ quan khác", lang),
            ),
            rows,
            told("Thay đổi tổ chức", lang),
            widths=(1.2, 5, 1.8, 3),
        )
        sections.append(Section(told("Thay đổi tổ chức", lang), (table,)))
    if own:
        sections.append(Section(told("Việc được giao, theo chủ đề", lang), (), tuple(_topics(material, own, around, day, lang))))
        sections += _ties(material, agency, around, day, lang)
    if agency.shared:
        shared = tuple((s.way, s.role, Cell(s.quote.citation, (s.quote,))) for s in agency.shared)
        sections.append(
            Section(
                told("Việc qua tập thể, chức danh", lang),
                (
                    Table(
                        (told("Qua", lang), told("Vai trò", lang), told("Điều khoản", lang)),
                        shared,
                        told("Việc không giao đích danh", lang),
                    ),
                ),
            )
        )
    return summary, sections


def _nothing(material: Material, agency: Agency, day: str, lang: str) -> str:
    if not day:
        return told("Văn bản trong kho không giao việc nào đích danh.", lang)
    other = {e.norm for e in material.held("") if e.agent_iri == agency.iri}
    more = (
        either(
            lang,
            f" {len(other)} việc đã ghi không áp dụng vào ngày này; bỏ --at để xem.",
            f" {len(other)} do not hold on this day; leave out --at to see them.",
        )
        if other
        else ""
    )
    return either(lang, f"Không việc nào giao đích danh áp dụng vào ngày {day_words(day)}.", f"No work given by name holds on {day}.") + more


def _topics(material: Material, own: Sequence[Entry], around: Sequence[Entry], day: str, lang: str) -> list[Section]:
    topics = sorted({t for e in own for t in e.topics}, key=lambda t: material.names.sort_key("topic", t))
    sections = []
    for topic in topics:
        rows: list[tuple[str | Cell, ...]] = []
        mine = [e for e in own if topic in e.topics]
        works = {(task, e.document) for e in mine for task in e.tasks}
        for task, document in sorted(works, key=lambda w: (material.names.sort_key("task", w[0]), material.documents[w[1]].start, w[1])):
            held = [e for e in mine if task in e.tasks and e.document == document]
            norms = {e.norm for e in held}
            others = [e for e in around if e.norm in norms and e.agent_iri != held[0].agent_iri and e.agent]
            roles = sorted({e.role for e in held}, key=lambda r: material.names.sort_key("role", r))
            cited = "\n".join(dict.fromkeys(e.provision for e in held))
            standing = "; ".join(dict.fromkeys(s for e in held if (s := e.standing(day, lang))))
            who = "\n".join(material.names.of("role", r, lang) for r in roles) + (f"\n({standing})" if standing else "")
            partners = who_cell(material, others, day, lang)._replace(quotes=())
            cells = (Cell(who, tone=tone_of(held, day)), Cell(cited, clauses(material, held, day, lang)), partners)
            rows.append((material.names.of("task", task, lang), material.documents[document].short(lang), *cells))
        name = material.names.of("topic", topic, lang)
        columns = (
            told("Công việc", lang),
            told("Văn bản", lang),
            told("Vai trò", lang),
            told("Điều khoản", lang),
            told("Cùng ai", lang),
        )
        sections.append(Section(name[:1].upper() + name[1:], (Table(columns, tuple(rows), name, widths=(4, 2, 2, 3, 4)),)))
    return sections


def _ties(material: Material, agency: Agency, around: Sequence[Entry], day: str, lang: str) -> list[Section]:
    def mine(pairs: Sequence[Pair]) -> list[Pair]:
        return [p for p in pairs if any(e.agent_iri == agency.iri for e in p.entries)]

    def table(pairs: Sequence[Pair], columns: tuple[str, str, str], caption: str) -> Table:
        rows = tuple(tie_row(material, p, day, lang) for p in pairs)
        return Table((*columns, told("Điều khoản", lang)), rows, caption, headers=2, widths=(4, 4, 1.2, 4))

    sections = []
    partners = mine(coordination(around))
    if partners:
        heads = (told("Chủ trì, thực hiện", lang), told("Phối hợp", lang))
        ties = [Tie(p.first, p.second, p.norms) for p in partners if not p.general]
        blocks: list[Block] = []
        if ties:
            description = told("Bên trái là cơ quan chủ trì hoặc thực hiện, bên phải là cơ quan phối hợp; nét càng đậm càng nhiều việc chung.", lang)
            blocks.append(
                Picture(
                    network(told("Mạng phối hợp", lang), description, ties, heads),
                    told("Mạng phối hợp", lang),
                    description,
                )
            )
        sections.append(
            Section(
                told("Ai phối hợp với ai", lang),
                (*blocks, table(partners, (*heads, told("Số việc", lang)), told("Các cặp phối hợp", lang))),
            )
        )
    lines = mine(reporting(around))
    if lines:
        sections.append(
            Section(
                told("Ai báo cáo ai", lang),
                (
                    table(
                        lines,
                        (told("Báo cáo", lang), told("Nhận báo cáo", lang), told("Số việc", lang)),
                        told("Các đường báo cáo", lang),
                    ),
                ),
            )
        )
    return sections
