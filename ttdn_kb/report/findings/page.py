"""Findings as a page for people who sign regulations.

Takes findings; gives a `Page`: a summary, counts by kind, a table to sort and filter, and each finding with why, how to mend, its clauses and how
others word the same; knows nothing of how gaps are found, nor of file formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from ttdn_kb.foundation.days import day_words
from ttdn_kb.report.findings import words as w
from ttdn_kb.report.page import Block, Cell, Page, Paragraph, Quote, Section, Table
from ttdn_kb.text.clean import one_line
from ttdn_kb.validation.findings import SEVERITIES, Clause, Finding

# Columns of the table and their widths in letters; the second set is for a workbook, which is there to be sorted and filtered.
_READ = {"document": 30, "provision": 20, "severity": 11, "title": 24, "message": 46, "fix": 40, "waived": 16}
_SORTED = {
    "severity": 11, "title": 26, "province": 14, "document": 34, "provision": 20, "message": 52, "quote": 60, "fix": 44, "reason": 40, "peers": 56,
    "document_status": 18, "waived": 20, "check": 20, "id": 15, "start": 8, "end": 8, "source_sha256": 20,
}  # fmt: skip


def findings_page(
    findings: Sequence[Finding],
    title: str,
    day: str,
    scope: str = "",
    notes: Sequence[str] = (),
    lang: str = "vi",
    as_of: str = "",
    form: str = "html",
) -> Page:
    """Gives the page.

    Args:
        findings: in the order to show.
        day: ISO 8601 day that was judged.
        scope: what was asked for, in words, "" for everything.
        notes: sentences that explain an empty or narrowed result.
        as_of: ISO 8601 day of the data, "" leaves it out.
        form: "docx" leaves out the table of all findings, since each follows in full; "xlsx" gives it every column.
    """
    facts = tuple(pair for pair in ((w.SCOPE.of(lang), scope), (w.DAY.of(lang), day_words(day, lang))) if pair[1])
    summary: list[Block] = [Paragraph(w.counted(findings, lang), w.SUMMARY.of(lang)), *(Paragraph(n, tone="info") for n in notes)]
    sections = [Section(w.BY_KIND.of(lang), (_by_check(findings, lang, form),))] if findings else []
    if findings and form != "docx":
        sections.append(Section(w.ALL.of(lang), (_all(findings, lang, form),)))
    for name, group in groupby(findings, key=lambda f: w.group_of(f, lang)):
        places = groupby(group, key=lambda f: w.place_of(f, lang))
        sections.append(Section(name, (), tuple(_place(place, list(own), lang) for place, own in places)))
    summary.append(Paragraph(w.DISCLAIMER.of(lang), tone="muted"))
    return Page(title, tuple(sections), "", facts, tuple(summary), as_of, lang)


def _by_check(findings: Iterable[Finding], lang: str, form: str) -> Table:
    kinds: dict[str, list[Finding]] = {}
    for f in findings:
        kinds.setdefault(f.check, []).append(f)
    order = sorted(kinds.items(), key=lambda x: (SEVERITIES.index(x[1][0].severity), -len(x[1]), x[0]))
    columns = [w.COLUMNS["severity"], w.COLUMNS["title"], w.COUNT, w.WHY, *((w.FIX, w.CHECK) if form == "xlsx" else ())]
    rows = tuple(
        (
            Cell(w.SEVERITY[own[0].severity].of(lang), tone=own[0].severity), own[0].title.of(lang), str(len(own)), own[0].reason(lang),
            *((own[0].fix(lang), check) if form == "xlsx" else ()),
        )
        for check, own in order
    )  # fmt: skip
    widths = (12, 34, 10, 60, 60, 24)[: len(columns)]
    return Table(tuple(c.of(lang) for c in columns), rows, w.BY_KIND.of(lang), sheet=w.BY_KIND.of(lang), widths=widths)


def _all(findings: Iterable[Finding], lang: str, form: str) -> Table:
    findings = list(findings)
    accepted = any(f.waived for f in findings)
    columns = _SORTED if form == "xlsx" else {c: width for c, width in _READ.items() if c != "waived" or accepted}
    rows = tuple(tuple(_cell(f, column, lang, form) for column in columns) for f in findings)
    names = tuple(w.COLUMNS[c].of(lang) for c in columns)
    headers = 2 if form == "xlsx" else 1
    return Table(names, rows, w.ALL.of(lang), sheet=w.FINDINGS.of(lang), widths=tuple(columns.values()), headers=headers)


def _cell(f: Finding, column: str, lang: str, form: str) -> Cell:
    if column == "severity":
        return Cell(w.SEVERITY[f.severity].of(lang), tone="muted" if f.waived else f.severity)
    if column == "message":
        return Cell(f.message.of(lang), () if form == "xlsx" else tuple(_quote(c, lang) for c in w.quoted(f)[0]))
    if column == "quote":
        return Cell("\n".join(_cited(c, len(f.clauses) > 1) for c in f.clauses if c.quote))
    if column == "peers":
        return Cell("\n".join(w.peer_words(c, lang) for c in f.peers))
    plain = {
        "title": f.title.of(lang),
        "province": f.province,
        "document": f.document or w.group_of(f, lang),
        "provision": w.place_of(f, lang),
        "fix": f.fix(lang),
        "reason": f.reason(lang),
        "document_status": f.document_status.of(lang),
        "waived": w.accepted(f, lang),
        "check": f.check,
        "id": f.id,
        "start": str(f.start) if f.end else "",
        "end": str(f.end) if f.end else "",
        "source_sha256": f.source_sha256,
    }
    return Cell(plain[column])


def _cited(clause: Clause, several: bool) -> str:
    return f"{clause.provision}: “{one_line(clause.quote)}”" if several else one_line(clause.quote)


def _quote(clause: Clause, lang: str) -> Quote:
    return Quote(one_line(clause.quote), clause.document, clause.provision, clause.roles.of(lang))


def _place(place: str, findings: Sequence[Finding], lang: str) -> Section:
    if len(findings) == 1:
        title = findings[0].title.of(lang)
        return Section(f"{place}: {title}" if place else title, _finding(findings[0], lang, False), id=f"f-{findings[0].id}")
    blocks = tuple(block for finding in findings for block in _finding(finding, lang, True))
    return Section(place or (w.WHOLE_PROVINCE if findings[0].province else w.BASE).of(lang), blocks, id=f"f-{findings[0].id}")


def _finding(f: Finding, lang: str, titled: bool) -> tuple[Block, ...]:
    label = w.SEVERITY[f.severity].of(lang)
    label = f"{label} – {f.title.of(lang)}" if titled else label
    blocks: list[Block] = [Paragraph(f.message.of(lang), label, f.severity)]
    told, rest = w.quoted(f)
    blocks += [_quote(c, lang) for c in told] or ([Quote(one_line(f.quote), f.document, f.provision)] if f.quote else [])
    if rest:
        blocks.append(Paragraph("; ".join(rest), w.ALSO.of(lang)))
    blocks += [Paragraph(text, name.of(lang)) for text, name in ((f.reason(lang), w.WHY), (f.fix(lang), w.FIX)) if text]
    if f.peers:
        blocks += [Paragraph("", w.PEERS.of(lang)), *(_quote(c, lang) for c in f.peers)]
    if f.waiver:
        blocks.append(Paragraph(w.accepted(f, lang), w.WAIVED.of(lang), "good"))
    blocks.append(Paragraph(f"{w.REFERENCE.of(lang)}: {f.check}, {f.id}", tone="muted"))
    return tuple(blocks)
