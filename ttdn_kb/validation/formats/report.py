"""Findings as a document for people who work in Word.

Takes findings; gives the bytes of a DOCX file, grouped by document and provision, with a table of counts; knows nothing of how they were found.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ttdn_kb.validation.findings import SEVERITIES, Clause, Finding
from ttdn_kb.validation.formats import Sheet
from ttdn_kb.validation.formats import words as w
from ttdn_kb.validation.places import vietnamese_day

if TYPE_CHECKING:
    from docx.document import Document

_COLOURS = {"error": (0xA4, 0x16, 0x1A), "warning": (0x8A, 0x5A, 0x00), "info": (0x1F, 0x4E, 0x79)}
_CONTROL = {c: None for c in range(32) if c not in (9, 10)}
_FONT = "Times New Roman"  # the face of official documents: Nghị định 30/2020/NĐ-CP, Phụ lục I


def to_docx(findings: Sequence[Finding], sheet: Sheet) -> bytes:
    """Gives the document."""
    from docx import Document as new_document
    from docx.shared import Cm, Pt

    document = new_document()
    lang = sheet.lang
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(3), Cm(2), Cm(2), Cm(2)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        style: Any = document.styles[name]
        style.font.name = _FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().attrib.clear()
        for face in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            style.element.rPr.rFonts.set(_qualified(face), _FONT)
        style.font.size = Pt({"Normal": 12, "Title": 18, "Heading 1": 15, "Heading 2": 13, "Heading 3": 12}[name])
    document.core_properties.title = sheet.title
    document.core_properties.language = "vi-VN" if lang == "vi" else "en-GB"
    document.add_heading(sheet.title, 0)
    day = vietnamese_day(sheet.day) if lang == "vi" else sheet.day
    for line in (sheet.scope, f"{w.DAY.of(lang)}: {day}.", w.counted(findings, lang), *sheet.notes):
        if line:
            document.add_paragraph(_plain(line))
    if findings:
        _summary(document, findings, lang)
    group = place = ""
    for finding in findings:
        if w.group_of(finding, lang) != group:
            group, place = w.group_of(finding, lang), ""
            document.add_heading(_plain(group), 1)
        if w.place_of(finding, lang) != place:
            place = w.place_of(finding, lang)
            if place:
                document.add_heading(_plain(place), 2)
        _finding(document, finding, lang)
    document.add_paragraph(w.DISCLAIMER.of(lang)).runs[0].italic = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _summary(document: Document, findings: Sequence[Finding], lang: str) -> None:
    counts: dict[tuple[int, str], int] = {}
    for f in findings:
        key = (SEVERITIES.index(f.severity), f.title.of(lang))
        counts[key] = counts.get(key, 0) + 1
    document.add_heading(w.SUMMARY.of(lang), 1)
    table = document.add_table(rows=1, cols=3)
    table.style = "Light Grid Accent 1"
    for cell, text in zip(table.rows[0].cells, (w.COLUMNS["severity"], w.COLUMNS["title"], w.COUNT), strict=True):
        cell.text = text.of(lang)
    for (level, title), number in sorted(counts.items()):
        for cell, value in zip(table.add_row().cells, (w.SEVERITY[SEVERITIES[level]].of(lang), title, str(number)), strict=True):
            cell.text = _plain(value)


def _finding(document: Document, finding: Finding, lang: str) -> None:
    from docx.shared import Pt, RGBColor

    head = document.add_paragraph()
    head.paragraph_format.keep_with_next = True
    kind = head.add_run(_plain(f"{w.SEVERITY[finding.severity].of(lang)}: {finding.title.of(lang)}"))
    kind.bold = True
    kind.font.color.rgb = RGBColor(*_COLOURS[finding.severity])
    code = head.add_run(f"  ({finding.check}, {finding.id})")
    code.font.size = Pt(9)
    document.add_paragraph(_plain(finding.message.of(lang)))
    if finding.waiver:
        _labelled(document, w.WAIVED.of(lang), f"{finding.waiver.by}, {finding.waiver.on}: {finding.waiver.because}")
    told, rest = w.quoted(finding)
    for clause in told:
        _quoted(document, clause, lang, clause.provision if len(finding.clauses) > 1 else "")
    _labelled(document, w.ALSO.of(lang), "; ".join(rest))
    _labelled(document, w.WHY.of(lang), finding.reason(lang))
    _labelled(document, w.FIX.of(lang), finding.fix(lang))
    for i, clause in enumerate(finding.peers):
        if i == 0:
            _labelled(document, w.PEERS.of(lang), " ")
        _quoted(document, clause, lang, ", ".join(x for x in (clause.document, clause.provision) if x))


def _labelled(document: Document, label: str, text: str) -> None:
    if text:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(_plain(text))


def _quoted(document: Document, clause: Clause, lang: str, cite: str) -> None:
    from docx.shared import Cm, Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(1)
    if cite:
        paragraph.add_run(_plain(f"{cite}: ")).bold = True
    paragraph.add_run(_plain(f"“{w.one_line(clause.quote)}”")).italic = True
    if clause.roles.of(lang):
        roles = paragraph.add_run(_plain(f" ({clause.roles.of(lang)})"))
        roles.font.size = Pt(10)


def _plain(text: str) -> str:
    return text.translate(_CONTROL)
