"""Findings as a workbook that sorts and filters.

Takes findings; gives the bytes of an XLSX file: findings, counts and the meaning of each check; knows nothing of how they were found.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ttdn_kb.validation.findings import SEVERITIES, Finding
from ttdn_kb.validation.formats import Sheet
from ttdn_kb.validation.formats import words as w

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# Column and its width in characters.
_COLUMNS = {
    "severity": 11, "title": 24, "province": 14, "document": 34, "provision": 20, "message": 52, "quote": 60, "fix": 44, "reason": 40, "peers": 56,
    "document_status": 18, "waived": 20, "check": 20, "id": 15, "start": 8, "end": 8, "source_sha256": 20,
}  # fmt: skip
_FILLS = {"error": "F8D7DA", "warning": "FFF3CD", "info": "DCE9F5"}
_CONTROL = {c: None for c in range(32) if c not in (9, 10)}
_TALLEST = 400  # points; a row holds 409
_LIMIT = 32000  # a cell holds 32,767 characters


def to_xlsx(findings: Sequence[Finding], sheet: Sheet) -> bytes:
    """Gives the workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    lang = sheet.lang
    _findings(book.create_sheet("Phát hiện" if lang == "vi" else "Findings"), findings, lang)
    _summary(book.create_sheet(w.SUMMARY.of(lang)), findings, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _findings(page: Worksheet, findings: Sequence[Finding], lang: str) -> None:
    from openpyxl.styles import PatternFill

    rows = [_row(f, lang) for f in findings]
    _fill(page, [w.COLUMNS[c].of(lang) for c in _COLUMNS], rows, list(_COLUMNS.values()))
    page.print_area = f"A1:H{len(rows) + 1}"
    for i, finding in enumerate(findings):
        page.cell(row=i + 2, column=1).fill = PatternFill("solid", fgColor="EEEEEE" if finding.waived else _FILLS[finding.severity])


def _row(f: Finding, lang: str) -> list[str | int]:
    told, rest = w.quoted(f)
    quotes = [w.one_line(c.quote) if len(f.clauses) == 1 else f"{c.provision}: {w.one_line(c.quote)}" for c in told]
    if rest:
        quotes.append(f"{w.ALSO.of(lang)}: {'; '.join(rest)}")
    peers = [f"{c.document}, {c.provision}: “{w.one_line(c.quote)}” ({c.roles.of(lang)})" for c in f.peers]
    waived = f"{f.waiver.by}, {f.waiver.on}: {f.waiver.because}" if f.waiver else ""
    values: dict[str, str | int] = {
        "severity": w.SEVERITY[f.severity].of(lang),
        "title": f.title.of(lang),
        "province": f.province,
        "document": f.document or w.group_of(f, lang),
        "provision": w.place_of(f, lang),
        "message": f.message.of(lang),
        "quote": "\n".join(quotes),
        "fix": f.fix(lang),
        "reason": f.reason(lang),
        "peers": "\n".join(peers),
        "document_status": f.document_status.of(lang),
        "waived": waived,
        "check": f.check,
        "id": f.id,
        "start": f.start,
        "end": f.end,
        "source_sha256": f.source_sha256,
    }
    return [values[c] for c in _COLUMNS]


def _summary(page: Worksheet, findings: Sequence[Finding], sheet: Sheet) -> None:
    lang = sheet.lang
    head = [w.COLUMNS["severity"].of(lang), w.CHECK.of(lang), w.COLUMNS["title"].of(lang), w.COUNT.of(lang), w.WHY.of(lang), w.FIX.of(lang)]
    first: dict[str, Finding] = {}
    counts: dict[str, int] = {}
    for f in findings:
        first.setdefault(f.check, f)
        counts[f.check] = counts.get(f.check, 0) + 1
    order = sorted(first.values(), key=lambda f: (SEVERITIES.index(f.severity), f.check))
    rows: list[list[str | int]] = [
        [w.SEVERITY[f.severity].of(lang), f.check, f.title.of(lang), counts[f.check], f.reason(lang), f.fix(lang)] for f in order
    ]
    _fill(page, head, rows, [12, 24, 34, 14, 60, 60])
    notes = [f"{w.DAY.of(lang)}: {sheet.day}", sheet.scope, w.counted(findings, lang), *sheet.notes, w.DISCLAIMER.of(lang)]
    for i, note in enumerate(n for n in notes if n):
        page.cell(row=len(rows) + 4 + i, column=2, value=_plain(note))


def _fill(page: Worksheet, head: list[str], rows: list[list[str | int]], widths: list[int]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    page.append(head)
    for row in rows:
        page.append([_plain(v) if isinstance(v, str) else v for v in row])
    for line in page.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if cell.data_type == "f":
                # Text that begins with "=" would otherwise be run as a formula.
                cell.data_type = "s"
    for cell in page[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    for i, width in enumerate(widths):
        page.column_dimensions[get_column_letter(i + 1)].width = width
    for i, row in enumerate(rows):
        # Not every program fits rows to wrapped text by itself.
        lines = max(sum(math.ceil((len(part) + 1) / width) for part in str(v).split("\n")) for v, width in zip(row, widths, strict=True))
        page.row_dimensions[i + 2].height = min(_TALLEST, 15 * lines + 3)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(rows) + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _plain(text: str) -> str:
    clean = text.translate(_CONTROL)
    return clean if len(clean) <= _LIMIT else clean[:_LIMIT] + " …"
