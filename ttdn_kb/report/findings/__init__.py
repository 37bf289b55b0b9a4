"""Findings as files and on the terminal.

Takes findings; gives text or the bytes of a file in one of `FORMATS`; knows nothing of how they were found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ttdn_kb.validation.findings import Finding

FORMATS = ("table", "json", "csv", "sarif", "html", "xlsx", "docx")
BINARY = ("xlsx", "docx")


class Sheet(NamedTuple):
    """What is said around the findings.

    Attributes:
        title: heading of the report.
        day: ISO 8601 day on which the findings were judged.
        scope: what was asked for, in words, "" for everything.
        notes: what to know about the result (why it is empty, what is waived).
        lang: "vi" or "en".
    """

    title: str
    day: str
    scope: str
    notes: tuple[str, ...]
    lang: str


def render(findings: Sequence[Finding], form: str, sheet: Sheet, width: int = 100) -> str | bytes:
    """Gives findings in a format.

    Args:
        findings: in the order to show.
        form: one of `FORMATS`.
        sheet: title, day and notes.
        width: columns of the terminal, for "table".
    """
    if form == "json":
        from ttdn_kb.report.findings.data import to_json

        return to_json(findings, sheet)
    if form == "csv":
        from ttdn_kb.report.findings.data import to_csv

        return to_csv(findings, sheet)
    if form == "sarif":
        from ttdn_kb.report.findings.sarif import to_sarif

        return to_sarif(findings, sheet)
    if form in ("html", "xlsx", "docx"):
        from ttdn_kb.report.findings.page import findings_page
        from ttdn_kb.report.rendering import render_page

        return render_page(findings_page(findings, sheet.title, sheet.day, sheet.scope, sheet.notes, sheet.lang, form=form), form)
    from ttdn_kb.report.findings.table import to_table

    return to_table(findings, sheet, width)
