"""What a province's documents give to whom, as sections of a page.

Takes the material and one side; gives its documents, responsibility matrix, work by topic, network, reporting tree, and what has no holder; knows
nothing of file formats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ttdn_kb.compare.comparison import Comparison, compare
from ttdn_kb.compare.material import Document, Entry, Material
from ttdn_kb.compare.raci import LETTERS, raci
from ttdn_kb.compare.sides import Side
from ttdn_kb.compare.wording import words
from ttdn_kb.foundation.days import day_words
from ttdn_kb.report.bodies import by_body
from ttdn_kb.report.cells import clauses, quote, who_cell
from ttdn_kb.report.days import day_facts
from ttdn_kb.report.heat_map import Heat, heat_map
from ttdn_kb.report.page import Block, Cell, Page, Paragraph, Picture, Section, Table
from ttdn_kb.report.ties_sections import coordination_section, reporting_section
from ttdn_kb.report.wording import either, told

_IN_PICTURE = 9  # bodies in the responsibility matrix: as many columns as fit a page
TONES = {"in-order": "good", "no-lead-named": "info", "several-leads": "warning", "no-lead": "warning", "no-doer": "warning"}


def province_page(material: Material, sides: Sequence[Side], as_of: str = "", today: str = "", lang: str = "vi", brief: bool = False) -> Page:
    """Gives the report on provinces (or documents); several stand one after another.

    Args:
        as_of: ISO 8601 day of the data.
        today: ISO 8601 day by which documents out of force are marked.
        brief: for paper: a task stands once, under the first of its topics, and only the busiest bodies and pairs have a line.
    """
    parts = [(side, *_parts(material, side, today, lang, brief)) for side in sides]
    title = told("Phân công trách nhiệm thông tin đối ngoại", lang) + f": {' – '.join(s.label for s in sides)}"
    facts = tuple((s.name, "; ".join(d.label for d in s.documents) or told("không có văn bản nào áp dụng", lang)) for s in sides)
    facts += day_facts(sides, today, lang)
    if len(parts) == 1:
        _, summary, sections = parts[0]
        return Page(title, tuple(sections), "", facts, tuple(summary), as_of, lang)
    nested = tuple(Section(side.label, tuple(summary), tuple(sections)) for side, summary, sections in parts)
    return Page(title, nested, "", facts, (), as_of, lang)


def _parts(material: Material, side: Side, today: str, lang: str, brief: bool) -> tuple[list[Block], list[Section]]:
    comparison = compare(material, [side], lang=lang, today=today)
    entries, day = comparison.entries[0], side.day
    notes: list[Block] = [Paragraph(note, tone="warning") for note in comparison.notes]
    documents = Section(told("Văn bản", lang), (_documents((*side.documents, *side.others), day or today, lang),))
    if not entries:
        return notes, [documents]
    sections = [
        documents,
        Section(
            told("Ma trận trách nhiệm", lang),
            (matrix_picture(comparison, lang), _bodies_table(material, entries, day, lang)),
        ),
        Section(told("Công việc theo chủ đề", lang), _how(lang, brief), tuple(_topics(comparison, lang, brief))),
        coordination_section(material, entries, day, lang, brief),
        reporting_section(material, entries, day, lang, brief),
        _nobody(material, entries, day, lang),
    ]
    orphans = [e for e in entries if e.orphaned(day)]
    if orphans:
        sections.append(_orphaned(material, orphans, day, lang))
    return [Paragraph(_summary(comparison, lang), told("Tóm tắt", lang)), *notes], sections


def _documents(documents: Sequence[Document], day: str, lang: str) -> Table:
    rows = []
    for d in documents:
        standing = Cell(told("đang áp dụng", lang), tone="good") if d.in_force(day) else Cell(told("không áp dụng", lang), tone="warning")
        if d.amended and d.in_force(day) and (not day or day >= d.amended):
            since = day_words(d.amended, lang)
            standing = Cell(either(lang, f"đang áp dụng; được sửa đổi từ {since}", f"in force; amended since {since}"), tone="warning")
        issued = (
            d.number or told("thiếu trong văn bản", lang),
            day_words(d.issued, lang) or told("thiếu", lang),
        )
        rows.append((d.label, *issued, day_words(d.start, lang), day_words(d.end, lang) or "–", standing))
    columns = (
        told("Văn bản", lang),
        told("Số", lang),
        told("Ngày ban hành", lang),
        told("Áp dụng từ", lang),
        told("Không còn áp dụng từ", lang),
        either(lang, f"Vào ngày {day_words(day)}", f"On {day}") if day else told("Tình trạng", lang),
    )
    return Table(columns, tuple(rows), told("Văn bản trong kho", lang), widths=(5, 2, 1.6, 1.6, 1.6, 1.6))


def _summary(comparison: Comparison, lang: str) -> str:
    entries = comparison.entries[0]
    norms = {e.norm for e in entries}
    nobody = {e.norm for e in entries if not e.agent}
    verdicts = Counter(row.cells[0].verdict for row in raci(comparison))
    bodies = len(by_body(entries))
    said = [
        either(lang, f"{len(norms)} việc được giao, {bodies} chủ thể được nêu", f"{len(norms)} norms, {bodies} bodies named"),
        either(lang, f"{len(nobody)} việc không giao cho ai", f"{len(nobody)} given to nobody"),
    ]
    said += [
        either(lang, f"{n} công việc “{words(v, lang)}”", f"{n} tasks “{words(v, lang)}”")
        for v, n in sorted(verdicts.items(), key=lambda x: (-x[1], x[0]))
        if v not in ("nobody", "absent")
    ]
    return "; ".join(said) + "."


def matrix_picture(comparison: Comparison, lang: str = "vi") -> Picture:
    """Gives the responsibility matrix: topics by the busiest bodies, with the letter of the weightiest role."""
    names, entries = comparison.material.names, [e for e in comparison.entries[0] if e.kind != "generic"]
    bodies = list(by_body(entries).items())
    shown = [name for name, _ in bodies[:_IN_PICTURE]]
    letter_of = {role: letter for letter, roles in LETTERS.items() for role in roles}
    counts: dict[tuple[str, str], Counter[str]] = {}
    for e in entries:
        for topic in e.topics:
            counts.setdefault((topic, e.agent), Counter())[letter_of.get(e.role, "")] += 1
    weight = {"A": 1.0, "R": 0.7, "C": 0.35, "I": 0.15}
    rows = []
    for topic in comparison.concepts():
        cells = []
        for body in shown:
            found = counts.get((topic, body), Counter())
            letters = [letter for letter in LETTERS if found[letter]]
            hint = f"{body}: " + ", ".join(f"{letter} {found[letter]}" for letter in letters)
            cells.append(Heat(" ".join(letters) or "–", weight[letters[0]] if letters else 0.0, hint if letters else ""))
        rows.append((names.of("topic", topic, lang), cells))
    title = told("Ma trận trách nhiệm: chủ đề và cơ quan", lang)
    description = (
        f"A – lead; R – responsible; C – coordinator; I – advised, reported to. The picture has {len(shown)} of {len(bodies)} named bodies, "
        "those with most work first; the table below has all."
        if lang == "en"
        else f"A – chủ trì; R – thực hiện; C – phối hợp; I – được tham mưu, nhận báo cáo. Hình nêu {len(shown)} trong {len(bodies)} chủ thể có tên, "
        "nhiều việc nhất trước; bảng bên dưới nêu đủ."
    )
    table = Table(
        (told("Chủ đề", lang), *shown),
        tuple((name, *(Cell(h.text, heat=h.shade or None) for h in cells)) for name, cells in rows),
        title,
        sheet=told("Ma trận trách nhiệm", lang),
        widths=(2, *(1 for _ in shown)),
    )
    return Picture(heat_map(title, description, shown, rows, 260), title, description, table)


def _bodies_table(material: Material, entries: Sequence[Entry], day: str, lang: str) -> Table:
    roles = sorted({e.role for e in entries if e.role}, key=lambda r: material.names.sort_key("role", r))
    rows: list[tuple[str | Cell, ...]] = []
    for body, held in by_body(entries).items():
        cells = []
        for role in roles:
            own = [e for e in held if e.role == role]
            cells.append(Cell(str(len({e.norm for e in own})), clauses(material, own, day, lang)) if own else Cell("–", tone="muted"))
        rows.append((body, material.names.of("type", held[0].type, lang), str(len({e.norm for e in held})), *cells))
    columns = (
        told("Chủ thể", lang),
        told("Loại cơ quan", lang),
        told("Số việc", lang),
        *(material.names.of("role", r, lang) for r in roles),
    )
    return Table(
        columns,
        tuple(rows),
        told("Số việc của mỗi chủ thể, theo vai trò", lang),
        sheet=told("Chủ thể", lang),
    )


def _how(lang: str, brief: bool) -> tuple[Block, ...]:
    said = either(
        lang,
        "Bản in nêu mỗi công việc một lần, dưới chủ đề đầu tiên của nó; bản HTML nêu dưới mọi chủ đề, kèm lời văn của từng điều khoản.",
        "On paper each task stands once, under the first of its topics; the HTML has it under all of them, with the words of each clause.",
    )
    return (Paragraph(words("raci-how", lang)), *((Paragraph(said),) if brief else ()))


def _topics(comparison: Comparison, lang: str, brief: bool) -> list[Section]:
    material, day = comparison.material, comparison.sides[0].day
    sections = []
    told_already: set[str] = set()
    for topic in comparison.concepts():
        own = [e for e in comparison.entries[0] if topic in e.topics]
        if brief:
            tasks = {t for e in own for t in e.tasks} - told_already
            own = [e._replace(tasks=tuple(t for t in e.tasks if t in tasks)) for e in comparison.entries[0] if tasks & set(e.tasks)]
            told_already |= tasks
        if not own:
            continue
        inner = Comparison(material, comparison.sides, [own])
        rows: list[tuple[str | Cell, ...]] = [
            (material.names.of("task", r.task, lang), *_task_cells(material, r.cells[0].entries, day, r.cells[0].verdict, lang)) for r in raci(inner)
        ]
        name = material.names.of("topic", topic, lang)
        table = Table(
            _task_columns(lang), tuple(rows), either(lang, f"Công việc: {name}", f"Tasks: {name}"), sheet=name, widths=(3, 3, 3, 3.4, 2.6, 2)
        )
        sections.append(Section(name[:1].upper() + name[1:], (table,)))
    return sections


def _task_columns(lang: str) -> tuple[str, ...]:
    return (
        told("Công việc", lang),
        told("Chủ trì", lang),
        told("Thực hiện", lang),
        told("Phối hợp", lang),
        told("Được tham mưu, nhận báo cáo", lang),
        told("Nhận xét", lang),
    )


def _task_cells(material: Material, entries: Sequence[Entry], day: str, verdict: str, lang: str) -> list[Cell]:
    """Gives one cell a RACI letter, and the verdict."""
    cells = [who_cell(material, [e for e in entries if e.role in roles], day, lang) for roles in LETTERS.values()]
    nobody = [e for e in entries if not e.role]
    words_, tone = words(verdict, lang), TONES.get(verdict, "error")
    return [*cells, Cell(words_, clauses(material, nobody, day, lang), tone)]


def _nobody(material: Material, entries: Sequence[Entry], day: str, lang: str) -> Section:
    left = [e for e in entries if not e.agent]
    intro = Paragraph(
        told(
            "Những điều khoản sau nêu việc phải làm mà không nêu ai làm; có thể điều khoản khác của cùng văn bản đã giao (xem báo cáo khoảng trống).",
            lang,
        )
        if left
        else told("Không có: mọi việc đều được giao.", lang)
    )
    return Section(told("Việc không nêu ai làm", lang), (intro, *(quote(material, e, day, lang) for e in left)))


def _orphaned(material: Material, entries: Sequence[Entry], day: str, lang: str) -> Section:
    rows = tuple(
        (
            e.agent,
            material.names.of("role", e.role, lang),
            Cell("; ".join(material.names.of("task", t, lang) for t in e.tasks), (quote(material, e, day, lang),)),
            e.standing(day, lang),
        )
        for e in sorted(entries, key=lambda e: (e.agent, e.document, e.start))
    )
    table = Table(
        (
            told("Cơ quan không còn", lang),
            told("Vai trò", lang),
            told("Công việc", lang),
            told("Ghi chú", lang),
        ),
        rows,
        words("orphaned", lang),
    )
    return Section(words("orphaned", lang), (table,))
