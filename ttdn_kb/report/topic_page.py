"""Who sees to a topic, province by province, as a page.

Takes a comparison of provinces for each topic; gives the matrix, the differences, and every clause on the topic as it stands; knows nothing of file
formats.
"""

from __future__ import annotations

from collections.abc import Sequence

from ttdn_kb.compare.comparison import Comparison
from ttdn_kb.compare.formats import holders
from ttdn_kb.report.cells import clauses
from ttdn_kb.report.comparison_page import differences, likeness_table, matrix_section, moved_section, picture, raci_section
from ttdn_kb.report.days import day_facts
from ttdn_kb.report.page import Block, Page, Paragraph, Section
from ttdn_kb.report.ties_sections import coordination_section
from ttdn_kb.report.wording import either, told


def topic_page(comparisons: Sequence[Comparison], as_of: str = "", today: str = "", brief: bool = False, lang: str = "vi") -> Page:
    """Gives the report on topics.

    Args:
        comparisons: one a topic, of all provinces, by task.
        as_of, today: ISO 8601 days, of the data and of the report.
        brief: for paper: the matrix has no column of agency types.
    """
    names = [c.material.names.of("topic", c.topic, lang) for c in comparisons]
    title = told("Ai làm gì về: ", lang) + "; ".join(names)
    sides = comparisons[0].sides
    held = tuple((s.label, "; ".join(d.label for d in s.documents) or told("không có văn bản nào áp dụng", lang)) for s in sides)
    facts = (*day_facts(sides, today, lang), *held)
    if len(comparisons) == 1:
        return Page(title, tuple(_sections(comparisons[0], brief, lang)), "", facts, tuple(_summary(comparisons[0], lang)), as_of, lang)
    nested = (Section(name, tuple(_summary(c, lang)), tuple(_sections(c, brief, lang))) for name, c in zip(names, comparisons, strict=True))
    return Page(title, tuple(nested), "", facts, (), as_of, lang)


def _summary(comparison: Comparison, lang: str) -> list[Block]:
    said = []
    for side, entries in zip(comparison.sides, comparison.entries, strict=True):
        leads = holders([e for e in entries if e.role == "lead"], side.day, lang, cited=False)
        norms = len({e.norm for e in entries})
        said.append(
            f"{side.label}: {norms} {either(lang, 'việc', 'norms')}, "
            + (f"{either(lang, 'chủ trì', 'lead')}: {leads}" if leads else told("không nêu cơ quan chủ trì", lang))
            if norms
            else ""
        )
    blocks: list[Block] = [Paragraph(line) for line in said if line]
    return blocks + [Paragraph(note, tone="warning") for note in comparison.notes]


def _sections(comparison: Comparison, brief: bool, lang: str) -> list[Section]:
    if not any(comparison.entries):
        return []
    sections = [
        Section(told("Số việc của mỗi bên", lang), (picture(comparison, lang),)),
        matrix_section(comparison, lang, brief),
    ]
    if len([e for e in comparison.entries if e]) > 1:
        sections += [s for s in differences(comparison, lang) if any(not isinstance(b, Paragraph) for b in s.blocks)]
        sections += [moved_section(comparison, lang), Section(told("Độ giống nhau", lang), (likeness_table(comparison, lang),))]
    sections.append(raci_section(comparison, lang))
    ties = []
    for side, entries in zip(comparison.sides, comparison.entries, strict=True):
        if entries:
            ties.append(coordination_section(comparison.material, entries, side.day, lang)._replace(heading=side.label))
    sections.append(Section(told("Ai phối hợp với ai", lang), (), tuple(ties)))
    texts = [
        Section(side.label, clauses(comparison.material, entries, side.day, lang))
        for side, entries in zip(comparison.sides, comparison.entries, strict=True)
        if entries
    ]
    return [*sections, Section(told("Nguyên văn các điều khoản", lang), (), tuple(texts))]
