"""Who sees to a topic, province by province, as a page.

Takes a comparison of provinces for each topic; gives the matrix, the differences, and every clause on the topic as it stands; knows nothing of file
formats. Reports are in Vietnamese.
"""

from __future__ import annotations

from collections.abc import Sequence

from ttdn_kb.compare.comparison import Comparison
from ttdn_kb.report.cells import clauses
from ttdn_kb.report.comparison_page import differences, likeness_table, matrix_section, moved_section, picture, raci_section
from ttdn_kb.report.page import Block, Page, Paragraph, Section
from ttdn_kb.report.ties_sections import coordination_section


def topic_page(comparisons: Sequence[Comparison], as_of: str = "", brief: bool = False) -> Page:
    """Gives the report on topics.

    Args:
        comparisons: one a topic, of all provinces, by task.
        as_of: ISO 8601 day of the data.
        brief: for paper: the matrix has no column of agency types.
    """
    names = [c.material.names.of("topic", c.topic) for c in comparisons]
    title = f"Ai làm gì về: {'; '.join(names)}"
    facts = tuple((s.label, "; ".join(d.label for d in s.documents) or "không có văn bản nào áp dụng") for s in comparisons[0].sides)
    if len(comparisons) == 1:
        return Page(title, tuple(_sections(comparisons[0], brief)), "", facts, tuple(_summary(comparisons[0])), as_of)
    nested = (Section(name, tuple(_summary(c)), tuple(_sections(c, brief))) for name, c in zip(names, comparisons, strict=True))
    return Page(title, tuple(nested), "", facts, (), as_of)


def _summary(comparison: Comparison) -> list[Block]:
    said = []
    for side, entries in zip(comparison.sides, comparison.entries, strict=True):
        leads = list(dict.fromkeys(e.agent for e in entries if e.role == "lead"))
        norms = len({e.norm for e in entries})
        said.append(f"{side.label}: {norms} việc, " + (f"chủ trì: {', '.join(leads)}" if leads else "không nêu cơ quan chủ trì") if norms else "")
    blocks: list[Block] = [Paragraph(line) for line in said if line]
    return blocks + [Paragraph(note, tone="warning") for note in comparison.notes]


def _sections(comparison: Comparison, brief: bool) -> list[Section]:
    if not any(comparison.entries):
        return []
    sections = [Section("Số việc của mỗi bên", (picture(comparison, "vi"),)), matrix_section(comparison, "vi", brief)]
    if len([e for e in comparison.entries if e]) > 1:
        sections += [s for s in differences(comparison, "vi") if any(not isinstance(b, Paragraph) for b in s.blocks)]
        sections += [moved_section(comparison, "vi"), Section("Độ giống nhau", (likeness_table(comparison, "vi"),))]
    sections.append(raci_section(comparison, "vi"))
    ties = []
    for side, entries in zip(comparison.sides, comparison.entries, strict=True):
        if entries:
            ties.append(coordination_section(comparison.material, entries, side.day)._replace(heading=side.label))
    sections.append(Section("Ai phối hợp với ai", (), tuple(ties)))
    texts = [
        Section(side.label, clauses(comparison.material, entries, side.day))
        for side, entries in zip(comparison.sides, comparison.entries, strict=True)
        if entries
    ]
    return [*sections, Section("Nguyên văn các điều khoản", (), tuple(texts))]
