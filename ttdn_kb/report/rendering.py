"""A page in the format that was asked for.

Takes a `Page` and a format; gives a file's content; knows nothing of what the page says. Loads only the renderer that is needed.
"""

from __future__ import annotations

from ttdn_kb.report.page import Page

FORMATS = ("html", "docx", "xlsx")


def render_page(page: Page, form: str) -> str | bytes:
    """Gives the page as HTML text, or as the bytes of a DOCX or XLSX file.

    Raises:
        ValueError: for a format that is not in `FORMATS`.
    """
    if form == "html":
        from ttdn_kb.report.html import to_html

        return to_html(page)
    if form == "docx":
        from ttdn_kb.report.docx import to_docx

        return to_docx(page)
    if form == "xlsx":
        from ttdn_kb.report.xlsx import to_xlsx

        return to_xlsx(page)
    raise ValueError(form)
