"""A comparison as a page.

Takes a comparison; gives a `Page` with a heat map, the matrix, differences and a RACI-like view, every cell with its quotes; knows nothing of file
formats.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from ttdn_kb.compare.comparison import Comparison, TaskRow
from ttdn_kb.compare.formats import moved_why
from ttdn_kb.compare.raci import LETTERS, raci
from ttdn_kb.compare.similarity import Likeness, likeness
from ttdn_kb.compare.wording import percent, words
from ttdn_kb.report.cells import clauses, quote, roles_cell, who_cell
from ttdn_kb.report.heat_map import Heat, heat_map
from ttdn_kb.report.page import Block, Cell, Page, Paragraph, Picture, Section, Table

_TONES = {
    "in-order": "good",
    "absent": "muted",
    "no-lead-named": "info",
    "several-leads": "warning",
    "no-lead": "warning",
    "no-doer": "warning",
    "holder-gone": "error",
    "nobody": "error",
}


def comparison_page(comparison: Comparison, lang: str = "vi", as_of: str = "", brief: bool = False) -> Page:
    """Gives the page of a comparison.

    Args:
        as_of: ISO 8601 day of the data.
        brief: for paper: the matrix has a line a role, not a line an agency type.
    """
    sides = comparison.sides
    documents = [(side.label, "; ".join(d.label for d in side.documents) or words("none", lang)) for side in sides]
    alike = (Paragraph(words("likeness-how", lang)), picture(comparison, lang), likeness_table(comparison, lang))
    sections = [
        Section(words("likeness", lang), alike, id="giong-nhau"),
        matrix_section(comparison, lang, brief),
        *differences(comparison, lang),
        moved_section(comparison, lang),
        *_orphaned(comparison, lang),
        raci_section(comparison, lang),
    ]
    notes = tuple(Paragraph(note, tone="warning") for note in comparison.notes)
    title = f"{words('title', lang)}: {' – '.join(s.label for s in sides)}"
    subtitle = comparison.material.names.of("topic", comparison.topic, lang) if comparison.topic else ""
    return Page(title, tuple(sections), subtitle, tuple(documents), (Paragraph(_summary(comparison, lang)), *notes), as_of, lang)


def picture(comparison: Comparison, lang: str) -> Picture:
    """Gives the heat map: how many norms each side has on a concept, and how alike each pair is."""
    names, sides = comparison.material.names, comparison.sides
    counts = {c: [len({e.norm for e in side if c in comparison.concepts_of(e)}) for side in comparison.entries] for c in comparison.concepts()}
    most = max((n for row in counts.values() for n in row), default=1) or 1
    pairs = _pairs(comparison)
    by_topic = {(x.topic, x.a, x.b): x for x in likeness(comparison)} if comparison.by == "topic" else {}
    columns = [s.label for s in sides]
    columns += [_pair_name(comparison, a, b, lang) for a, b in pairs] if by_topic else []
    rows = []
    for concept, row in counts.items():
        cells = [Heat(str(n) if n else "–", n / most if n else 0.0, f"{sides[i].label}: {n}") for i, n in enumerate(row)]
        for a, b in pairs if by_topic else ():
            share = by_topic[concept, a, b].things
            cells.append(Heat(percent(share), share or 0.0))
        rows.append((names.of(comparison.by, concept, lang), cells))
    title = f"{words('clause-count', lang)} – {words(comparison.by, lang).lower()}"
    totals = (f"{s.label} {len({e.norm for e in es})}" for s, es in zip(sides, comparison.entries, strict=True))
    description = f"{words('clause-count', lang)}: {'; '.join(totals)}."
    table = Table(
        (words(comparison.by, lang), *columns),
        tuple((name, *(Cell(h.text, heat=h.shade or None) for h in cells)) for name, cells in rows),
        title,
        sheet=words("clause-count", lang),
    )
    return Picture(heat_map(title, description, columns, rows), title, description, table)


def _pairs(comparison: Comparison) -> list[tuple[int, int]]:
    return [(x.a, x.b) for x in likeness(comparison) if not x.topic]


def _pair_name(comparison: Comparison, a: int, b: int, lang: str) -> str:
    if len(comparison.sides) == 2:
        return words("likeness-things", lang)
    return f"{comparison.sides[a].label} ↔ {comparison.sides[b].label}"


def _summary(comparison: Comparison, lang: str) -> str:
    common = sum(all(comparison.on_task(t)) for t in comparison.tasks())
    own = "; ".join(f"{s.label}: {len(comparison.only(i))}" for i, s in enumerate(comparison.sides))
    pairs = [x for x in likeness(comparison) if not x.topic]
    alike = "; ".join((f"{_pair_name(comparison, x.a, x.b, lang)} " if len(pairs) > 1 else "") + percent(x.things) for x in pairs)
    return words(
        "summary", lang, n=common, only=own, leads=len(comparison.leads_differ()), moved=len({m.task for m in comparison.moved()}), alike=alike
    )


def likeness_table(comparison: Comparison, lang: str) -> Table:
    names, sides = comparison.material.names, comparison.sides

    def line(x: Likeness) -> tuple[str | Cell, ...]:
        topic = names.of("topic", x.topic, lang) if x.topic else words("likeness-all", lang)
        pair = (f"{sides[x.a].label} ↔ {sides[x.b].label}",) if len(sides) > 2 else ()
        shares = (Cell(percent(share), heat=share) for share in (x.things, x.tasks))
        return (topic, *pair, *shares, str(x.shared), str(x.said[0]), str(x.said[1]))

    shown = [sides[0].label, sides[1].label] if len(sides) == 2 else (["Bên trước", "Bên sau"] if lang == "vi" else ["First", "Second"])
    head = (words("topic", lang), *((words("sides", lang),) if len(sides) > 2 else ()), words("likeness-things", lang), words("likeness-tasks", lang))
    tail = ("Bộ ba chung", *(f"Bộ ba: {s}" for s in shown)) if lang == "vi" else ("Shared triples", *(f"Triples: {s}" for s in shown))
    return Table((*head, *tail), tuple(line(x) for x in likeness(comparison)), words("likeness", lang), headers=2 if len(sides) > 2 else 1)


def matrix_section(comparison: Comparison, lang: str, brief: bool = False) -> Section:
    """Gives the matrix; a brief one has no column of agency types."""
    names, material, sides = comparison.material.names, comparison.material, comparison.sides
    by = words(comparison.by, lang)
    rows: list[tuple[str | Cell, ...]] = []
    for (concept, role), group in groupby(comparison.matrix(), key=lambda r: (r.concept, r.role)):
        head = (names.of(comparison.by, concept, lang), names.of("role", role, lang) if role else words("nobody-row", lang))
        lines = list(group)
        if brief:
            held = [[e for line in lines for e in line.cells[i]] for i in range(len(sides))]
            rows.append((*head, *(who_cell(material, h, sides[i].day, lang) for i, h in enumerate(held))))
        else:
            for line in lines:
                own = (who_cell(material, c, sides[i].day, lang) for i, c in enumerate(line.cells))
                rows.append((*head, names.of("type", line.type, lang) if line.type else "–", *own))
    title = words("matrix", lang, by=by.lower())
    columns = (by, words("role", lang), *(() if brief else (words("type", lang),)), *(s.label for s in sides))
    sheet = "Ma trận" if lang == "vi" else "Matrix"
    return Section(title, (Table(columns, tuple(rows), title, sheet=sheet, headers=2 if brief else 3),), id="ma-tran")


def _task_table(comparison: Comparison, rows: Iterable[TaskRow], caption: str, lang: str, only: int | None = None) -> Table:
    shown = [only] if only is not None else [*range(len(comparison.sides))]
    material, sides = comparison.material, comparison.sides
    return Table(
        (words("task", lang), *(sides[i].label for i in shown)),
        tuple((material.names.of("task", r.task, lang), *(roles_cell(material, r.cells[i], sides[i].day, lang) for i in shown)) for r in rows),
        caption,
    )


def differences(comparison: Comparison, lang: str) -> list[Section]:
    sections = []
    for i, side in enumerate(comparison.sides):
        title = words("only", lang, side=side.label)
        sections.append(Section(title, (_filled(_task_table(comparison, comparison.only(i), title, lang, i), lang),)))
    if len(comparison.sides) > 2:
        for i, side in enumerate(comparison.sides):
            title = words("lacking", lang, side=side.label)
            sections.append(Section(title, (_filled(_task_table(comparison, comparison.lacking(i), title, lang), lang),)))
    title = words("leads", lang)
    sections.append(Section(title, (_filled(_task_table(comparison, comparison.leads_differ(), title, lang), lang),), id="chu-tri"))
    return sections


def _filled(table: Table, lang: str) -> Block:
    return table if table.rows else Paragraph(words("none", lang))


def moved_section(comparison: Comparison, lang: str) -> Section:
    names, sides = comparison.material.names, comparison.sides
    rows = []
    for m in comparison.moved():
        types = [
            Cell(
                "\n".join(names.of("type", t, lang) for t in own),
                clauses(comparison.material, (e for e in cell if e.type in own), sides[i].day, lang),
            )
            for i, own, cell in zip((m.before, m.after), (m.gone, m.come), m.cells, strict=True)
        ]
        pair = (f"{sides[m.before].label} → {sides[m.after].label}",) if len(sides) > 2 else ()
        rows.append((names.of("task", m.task, lang), *pair, *types, Cell(moved_why(m.change, lang), tone="info" if m.change else "")))
    title = words("moved", lang)
    if len(sides) > 2:
        own_names = ("Chỉ bên trước", "Chỉ bên sau") if lang == "vi" else ("Only the first", "Only the second")
        columns: tuple[str, ...] = (words("task", lang), words("sides", lang), *own_names)
    else:
        columns = (words("task", lang), *(words("gone", lang, side=s.label) for s in sides))
    return Section(title, (_filled(Table((*columns, words("why", lang)), tuple(rows), title), lang),), id="khac-co-quan")


def _orphaned(comparison: Comparison, lang: str) -> list[Section]:
    found = comparison.orphaned()
    if not found:
        return []
    names = comparison.material.names
    rows = tuple(
        (
            comparison.sides[i].label,
            "; ".join(names.of("task", t, lang) for t in e.tasks),
            Cell(f"{names.of('role', e.role, lang)}: {e.agent}", (quote(comparison.material, e, comparison.sides[i].day, lang),), "error"),
            e.standing(comparison.sides[i].day, lang),
        )
        for i, e in found
    )
    title = words("orphaned", lang)
    columns = (words("side", lang), words("task", lang), words("agency", lang), words("standing", lang))
    return [Section(title, (Table(columns, rows, title),), id="khong-con-nguoi-giu")]


def raci_section(comparison: Comparison, lang: str) -> Section:
    names = comparison.material.names
    rows: list[tuple[str | Cell, ...]] = []
    for row in raci(comparison):
        cells: list[Cell] = []
        for i, c in enumerate(row.cells):
            held = [(letter, list(dict.fromkeys(e.agent for e in c.letters[letter]))) for letter in LETTERS]
            lines = [f"{letter}: {', '.join(who)}" for letter, who in held if who]
            quotes = clauses(comparison.material, c.entries, comparison.sides[i].day, lang)
            cells += [Cell("\n".join(lines) or "–", quotes), Cell(words(c.verdict, lang), tone=_TONES[c.verdict])]
        rows.append((names.of("task", row.task, lang), *cells))
    title = words("raci", lang)
    columns = [words("task", lang)]
    for side in comparison.sides:
        columns += [side.label, words("verdict", lang)]
    return Section(title, (Paragraph(words("raci-how", lang)), Table(tuple(columns), tuple(rows), title, sheet="RACI")), id="raci")
