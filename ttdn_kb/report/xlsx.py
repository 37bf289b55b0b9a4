"""A page as a workbook.

Takes a `Page`; gives the bytes of an XLSX file: an overview, one sheet a table with frozen header and filter, and a sheet with every quote, to
which the cells link and which links back; knows nothing of the base, nor of how a sheet looks.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from ttdn_kb.foundation.days import day_words
from ttdn_kb.report.page import Block, Facts, Items, Page, Paragraph, Quote, Table, number, tables
from ttdn_kb.report.sheets import FONT, Painter, fill, height, lead, paper, put, safe, sheet_names
from ttdn_kb.report.wording import Wording, wording
from ttdn_kb.text.clean import one_line


def to_xlsx(page: Page) -> bytes:
    """Gives the page as an XLSX file."""
    from openpyxl import Workbook

    words = wording(page.lang)
    book = Workbook()
    overview = book.worksheets[0]
    overview.title = words.overview_sheet
    names = sheet_names([t.sheet or t.caption for t in tables(page)], {words.overview_sheet, words.quotes_sheet})
    quotes = _Quotes(words)
    listed = list(zip(names, tables(page), strict=True))
    for name, table in listed:
        fill(book.create_sheet(name), table, quotes.place)
    for quote in _loose(page):
        quotes.place((quote,), "")
    if quotes.rows:
        quotes.write(book.create_sheet(words.quotes_sheet))
    _overview(overview, page, listed, words, bool(quotes.rows))
    book.properties.title, book.properties.creator = safe(page.title), ""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class _Quotes:
    """The quotes of all cells; quotes of one cell stand in a row, and cells with the same quotes share them."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        self._place: dict[tuple[Quote, ...], int] = {}
        self.rows: list[tuple[Quote, str]] = []

    def place(self, quotes: tuple[Quote, ...], back: str) -> str:
        """Gives the place of the first of the quotes, for a link.

        Args:
            back: place of the cell that rests on them, "" for none.
        """
        if quotes not in self._place:
            self._place[quotes] = len(self.rows) + 2
            self.rows += [(quote, back) for quote in quotes]
        return f"'{self._words.quotes_sheet}'!A{self._place[quotes]}"

    def write(self, sheet: Any) -> None:
        rows = [(str(i), q.who, one_line(q.text), q.provision, q.document, q.note) for i, (q, _) in enumerate(self.rows, 1)]
        fill(sheet, Table(self._words.quote_columns, tuple(rows), "", widths=(6, 34, 90, 26, 46, 30), headers=1))
        paint = Painter()
        for i, (_, back) in enumerate(self.rows, 2):
            if back:
                paint.cell(sheet.cell(i, 1), "name", linked=True)
                lead(sheet.cell(i, 1), back)


def _overview(sheet: Any, page: Page, listed: list[tuple[str, Table]], words: Wording, quoted: bool) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = 34, 100, 10
    put(sheet.cell(1, 1), page.title)
    sheet.cell(1, 1).font = Font(FONT, 16, bold=True, color="1F4E79")
    line = 2
    pairs = [*([("", page.subtitle)] if page.subtitle else []), *page.facts]
    pairs += [(words.as_of, day_words(page.as_of, page.lang))] if page.as_of else []
    pairs += [pair for block in page.summary for pair in _plain(block)]
    for key, value in pairs:
        put(sheet.cell(line, 1), key)
        put(sheet.cell(line, 2), value)
        sheet.cell(line, 1).font = Font(FONT, 10, bold=True)
        sheet.cell(line, 2).font = Font(FONT, 10)
        sheet.row_dimensions[line].height = height((key, 34), (value, 100))
        line += 1
    line += 1
    for name, caption, count in [(n, t.caption, str(len(t.rows))) for n, t in listed] + ([(words.quotes_sheet, words.footer, "")] if quoted else []):
        put(sheet.cell(line, 1), name)
        sheet.cell(line, 1).font = Font(FONT, 10, color="0B5CAD", underline="single")
        sheet.cell(line, 2).font = sheet.cell(line, 3).font = Font(FONT, 10)
        lead(sheet.cell(line, 1), f"'{name}'!A1")
        put(sheet.cell(line, 2), caption)
        if count:
            sheet.cell(line, 3, int(count))
            sheet.cell(line, 3).number_format = f'0 "{words.rows}"'
        line += 1
    for row in sheet.iter_rows(min_row=2, max_row=line):
        for written in row:
            written.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    sheet.freeze_panes = "A2"
    paper(sheet)


def _plain(block: Block) -> list[tuple[str, str]]:
    if isinstance(block, Paragraph):
        return [(block.label, block.text)]
    if isinstance(block, Items):
        return [("", f"• {item}") for item in block.items]
    if isinstance(block, Facts):
        return list(block.pairs)
    return []


def _loose(page: Page) -> Iterable[Quote]:
    """Quotes that stand by themselves."""
    blocks = [*page.summary, *(b for part in number(page) for b in part.section.blocks)]
    return (block for block in blocks if isinstance(block, Quote))
