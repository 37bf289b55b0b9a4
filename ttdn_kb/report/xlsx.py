"""A page as a workbook.

Takes a `Page`; gives the bytes of an XLSX file: an overview, one sheet a table with frozen header and filter, and a sheet with every quote, to
which the cells link and which links back; knows nothing of the base. Numbers and shares are written as numbers, so that they sort.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable
from copy import copy
from typing import Any

from ttdn_kb.foundation.days import day_words
from ttdn_kb.report.page import Block, Facts, Items, Page, Paragraph, Quote, Table, cell, number, tables
from ttdn_kb.report.wording import Wording, wording

_FILLS = {"error": "FBE3E1", "warning": "FFF1CC", "good": "E3F5E8", "info": "E6F1FB", "muted": "F3F6F9"}
_ILLEGAL = {c: None for c in range(32) if c not in (9, 10)}
_FONT = "Arial"
_LONGEST = 32000  # Excel holds 32 767 characters a cell


def to_xlsx(page: Page) -> bytes:
    """Gives the page as an XLSX file."""
    from openpyxl import Workbook

    words = wording(page.lang)
    book = Workbook()
    overview = book.worksheets[0]
    overview.title = words.overview_sheet
    names = _sheet_names([t.sheet or t.caption for t in tables(page)], {words.overview_sheet, words.quotes_sheet})
    quotes = _Quotes(words)
    listed = list(zip(names, tables(page), strict=True))
    for name, table in listed:
        _write(book.create_sheet(name), table, quotes)
    for quote in _loose(page):
        quotes.place((quote,), "")
    if quotes.rows:
        quotes.write(book.create_sheet(words.quotes_sheet))
    _overview(overview, page, listed, words, bool(quotes.rows))
    book.properties.title, book.properties.creator = _safe(page.title), ""
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
        rows = [(str(i), q.who, " ".join(q.text.split()), q.provision, q.document, q.note) for i, (q, _) in enumerate(self.rows, 1)]
        _write(sheet, Table(self._words.quote_columns, tuple(rows), "", widths=(6, 34, 90, 26, 46, 30), headers=1), None)
        paint = _Painter()
        for i, (_, back) in enumerate(self.rows, 2):
            if back:
                paint.cell(sheet.cell(i, 1), "name", linked=True)
                _link(sheet.cell(i, 1), back)


def _write(sheet: Any, table: Table, quotes: _Quotes | None) -> None:
    from openpyxl.utils import get_column_letter

    from ttdn_kb.report.html import shade

    paint = _Painter()
    for i, name in enumerate(table.columns, 1):
        paint.cell(sheet.cell(1, i, _safe(name)), "head")
    for r, row in enumerate(table.rows, 2):
        for i, value in enumerate(row, 1):
            own = cell(value)
            written = sheet.cell(r, i)
            number_format = _value(written, own.text)
            colour = _FILLS.get(own.tone) or (shade(own.heat)[1:].upper() if own.heat else "")
            linked = bool(own.quotes and quotes)
            paint.cell(written, "name" if i <= table.headers else "", colour, linked, number_format)
            if own.quotes and quotes:
                _link(written, quotes.place(own.quotes, f"'{sheet.title}'!{written.coordinate}"))
    widths = _widths(table)
    for i, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(i)].width = width
    for r, row in enumerate([table.columns, *table.rows], 1):
        # Said outright: not every program makes rows of wrapped text high enough by itself.
        sheet.row_dimensions[r].height = min(400, 4 + 13.5 * max(_lines(cell(c).text, w) for c, w in zip(row, widths, strict=True)))
    sheet.freeze_panes = f"{get_column_letter(min(table.headers, 3) + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    _paper(sheet)


class _Painter:
    """Styles cells; a look that came before is copied, since making one through the library takes most of the time of a large sheet."""

    def __init__(self) -> None:
        self._looks: dict[tuple[str, str, bool, str], Any] = {}

    def cell(self, written: Any, kind: str, colour: str = "", linked: bool = False, number_format: str = "") -> None:
        """Styles a cell.

        Args:
            kind: "head", "name" (names a row) or "".
            colour: fill as RRGGBB, "" for none.
        """
        look = (kind, colour, linked, number_format)
        if look not in self._looks:
            self._make(written, *look)
            self._looks[look] = copy(written._style)
        else:
            written._style = copy(self._looks[look])

    def _make(self, written: Any, kind: str, colour: str, linked: bool, number_format: str) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        thin = Side(style="thin", color="D0D7DE")
        written.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        written.alignment = Alignment(vertical="center" if kind == "head" else "top", wrap_text=True)
        ink = "FFFFFF" if kind == "head" else "0B5CAD" if linked else "1B1F24"
        written.font = Font(_FONT, 10, bold=bool(kind), color=ink, underline="single" if linked else None)
        colour = "1F4E79" if kind == "head" else colour
        if colour:
            written.fill = PatternFill("solid", fgColor=colour)
        if number_format:
            written.number_format = number_format


def _value(written: Any, text: str) -> str:
    """Writes a number as a number, a share as a share, and everything else as text that is never run as a formula; gives the number format."""
    if re.fullmatch(r"0|[1-9]\d{0,8}", text):
        written.value = int(text)
    elif match := re.fullmatch(r"(\d{1,3}) ?%", text):
        written.value = int(match[1]) / 100
        return "0%"
    else:
        written.value = _safe(text)
        if written.data_type == "f":
            written.data_type = "s"
    return ""


def _safe(text: str) -> str:
    clean = text.translate(_ILLEGAL)
    return clean if len(clean) <= _LONGEST else clean[:_LONGEST] + "…"


def _link(written: Any, place: str) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    look = copy(written._style)
    written.hyperlink = Hyperlink(ref=written.coordinate, location=place)
    written._style = look  # the library puts its own look on a link


def _widths(table: Table) -> list[float]:
    if table.widths and sum(table.widths) > 60:
        return list(table.widths)
    found = []
    for i, name in enumerate(table.columns):
        lines = sorted(len(line) for row in table.rows for line in cell(row[i]).text.split("\n")) or [0]
        usual = lines[int((len(lines) - 1) * 0.9)]
        found.append(float(max(9, min(52, max(usual + 2, len(name) * 0.8 + 3)))))
    return found


def _lines(text: str, width: float) -> int:
    """Gives how many lines a text takes in a column of so many letters."""
    return sum(max(1, math.ceil(len(line) * 1.05 / width)) for line in text.split("\n"))


def _paper(sheet: Any) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.center.text = "&A — &P/&N"


def _overview(sheet: Any, page: Page, listed: list[tuple[str, Table]], words: Wording, quoted: bool) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = 34, 100, 10
    _value(sheet.cell(1, 1), page.title)
    sheet.cell(1, 1).font = Font(_FONT, 16, bold=True, color="1F4E79")
    line = 2
    pairs = [*([("", page.subtitle)] if page.subtitle else []), *page.facts]
    pairs += [(words.as_of, day_words(page.as_of, page.lang))] if page.as_of else []
    pairs += [pair for block in page.summary for pair in _plain(block)]
    for key, value in pairs:
        _value(sheet.cell(line, 1), key)
        _value(sheet.cell(line, 2), value)
        sheet.cell(line, 1).font = Font(_FONT, 10, bold=True)
        sheet.cell(line, 2).font = Font(_FONT, 10)
        sheet.row_dimensions[line].height = 4 + 13.5 * max(_lines(key, 34), _lines(value, 100))
        line += 1
    line += 1
    for name, caption, count in [(n, t.caption, str(len(t.rows))) for n, t in listed] + ([(words.quotes_sheet, words.footer, "")] if quoted else []):
        _value(sheet.cell(line, 1), name)
        sheet.cell(line, 1).font = Font(_FONT, 10, color="0B5CAD", underline="single")
        sheet.cell(line, 2).font = sheet.cell(line, 3).font = Font(_FONT, 10)
        _link(sheet.cell(line, 1), f"'{name}'!A1")
        _value(sheet.cell(line, 2), caption)
        if count:
            sheet.cell(line, 3, int(count))
            sheet.cell(line, 3).number_format = f'0 "{words.rows}"'
        line += 1
    for row in sheet.iter_rows(min_row=2, max_row=line):
        for written in row:
            written.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


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


def _sheet_names(wanted: list[str], taken: set[str]) -> list[str]:
    """Gives names that Excel takes: at most 31 characters, without its reserved ones, no two alike.

    >>> _sheet_names(["Ai làm gì?", "Ai làm gì*"], set())
    ['Ai làm gì', 'Ai làm gì 2']
    """
    used = {t.casefold() for t in taken}
    names = []
    for name in wanted:
        plain = " ".join(name.translate(str.maketrans("[]:*?/\\'", "        ")).split())[:31].strip() or "-"
        candidate, n = plain, 2
        while candidate.casefold() in used:
            candidate, n = f"{plain[:28].strip()} {n}", n + 1
        used.add(candidate.casefold())
        names.append(candidate)
    return names
