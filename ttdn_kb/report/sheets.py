"""The sheets of every workbook: values, looks, paper.

Takes a sheet of openpyxl and a table; fills the sheet with a frozen header and a filter, ready to be printed; knows nothing of pages or of the base.
Numbers, shares and days are written as such, so that they sort and filter; nothing is ever run as a formula.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from copy import copy
from datetime import date
from typing import Any

from ttdn_kb.report.html import shade
from ttdn_kb.report.page import Quote, Table, cell

FONT = "Arial"
_FILLS = {"error": "FBE3E1", "warning": "FFF1CC", "good": "E3F5E8", "info": "E6F1FB", "muted": "F3F6F9"}
_ILLEGAL = {c: None for c in range(32) if c not in (9, 10, 13)}
_LONGEST = 32000  # Excel holds 32 767 characters a cell
_DAYS = {"dd/mm/yyyy": re.compile(r"(?P<d>\d\d)/(?P<m>\d\d)/(?P<y>\d{4})"), "yyyy-mm-dd": re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)")}
_FIRST_YEAR = 1900  # of the calendar of a spreadsheet

Value = str | int | float | bool | date


def fill(sheet: Any, table: Table, link: Callable[[tuple[Quote, ...], str], str] | None = None, exact: Sequence[Sequence[Value]] = ()) -> None:
    """Fills a sheet with a table.

    Args:
        sheet: an empty sheet of openpyxl.
        link: gives the place that a cell with quotes leads to, from the quotes and the place of the cell; None links nothing.
        exact: what stands in the cells, as it is, instead of what their texts look like.
    """
    from openpyxl.utils import get_column_letter

    paint = Painter()
    for i, name in enumerate(table.columns, 1):
        paint.cell(sheet.cell(1, i, safe(name)), "head")
    for r, row in enumerate(table.rows, 2):
        for i, text in enumerate(row, 1):
            own = cell(text)
            written = sheet.cell(r, i)
            number_format = _put_exact(written, exact[r - 2][i - 1]) if exact else put(written, own.text)
            colour = _FILLS.get(own.tone) or (shade(own.heat)[1:].upper() if own.heat else "")
            linked = bool(own.quotes and link)
            paint.cell(written, "name" if i <= table.headers else "", colour, linked, number_format)
            if own.quotes and link:
                lead(written, link(own.quotes, f"'{sheet.title}'!{written.coordinate}"))
    widths = _widths(table)
    for i, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(i)].width = width
    for r, row in enumerate([table.columns, *table.rows], 1):
        # Said outright: not every program makes rows of wrapped text high enough by itself.
        sheet.row_dimensions[r].height = height(*((cell(c).text, w) for c, w in zip(row, widths, strict=True)))
    sheet.freeze_panes = f"{get_column_letter(min(table.headers, 3) + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(table.columns)))}{len(table.rows) + 1}"
    paper(sheet)
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.center.text = "&A — &P/&N"


def paper(sheet: Any) -> None:
    """Sets a sheet up for A4 across, all columns on a page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def typed(text: str) -> tuple[Value, str]:
    """Gives what a text is to a spreadsheet, and the format in which it then shows: a whole number, a share, a day, else text.

    >>> typed("12"), typed("30 %"), typed("01/07/2025"), typed("2025-07-01")[1]
    ((12, ''), (0.3, '0%'), (datetime.date(2025, 7, 1), 'dd/mm/yyyy'), 'yyyy-mm-dd')
    >>> typed("012"), typed("31/02/2025"), typed("từ 01/07/2025")
    (('012', ''), ('31/02/2025', ''), ('từ 01/07/2025', ''))
    """
    if re.fullmatch(r"0|[1-9]\d{0,8}", text):
        return int(text), ""
    if match := re.fullmatch(r"(\d{1,3}) ?%", text):
        return int(match[1]) / 100, "0%"
    for form, pattern in _DAYS.items():
        found = pattern.fullmatch(text)
        if found and (day := _day(int(found["y"]), int(found["m"]), int(found["d"]))):
            return day, form
    return text, ""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _FIRST_YEAR else None
    except ValueError:
        return None


def put(written: Any, text: str) -> str:
    """Writes a text as what it is to a spreadsheet; gives its number format, "" for the general one."""
    value, number_format = typed(text)
    _set(written, safe(value) if isinstance(value, str) else value)
    if number_format:
        written.number_format = number_format
    return number_format


def _put_exact(written: Any, value: Value) -> str:
    _set(written, value.translate(_ILLEGAL) if isinstance(value, str) else value)
    return ""


def _set(written: Any, value: Value) -> None:
    written.value = value
    if written.data_type == "f":
        written.data_type = "s"


def safe(text: str) -> str:
    """Gives a text as a cell can hold it."""
    clean = text.translate(_ILLEGAL).replace("\r", "")
    return clean if len(clean) <= _LONGEST else clean[:_LONGEST] + "…"


def lead(written: Any, place: str) -> None:
    """Makes a cell lead to a place of the workbook, its look left as it is."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    look = copy(written._style)
    written.hyperlink = Hyperlink(ref=written.coordinate, location=place)
    written._style = look  # the library puts its own look on a link


class Painter:
    """Styles cells; a look that came before is copied, since making one through the library takes most of the time of a large sheet."""

    def __init__(self) -> None:
        self._looks: dict[tuple[str, str, bool, str], Any] = {}

    def cell(self, written: Any, kind: str, colour: str = "", linked: bool = False, number_format: str = "") -> None:
        """Styles a cell.

        Args:
            kind: "head", "name" (names a row) or "".
            colour: fill as RRGGBB, "" for none.
            number_format: that of the cell, which keeps it.
        """
        look = (kind, colour, linked, number_format)
        if look not in self._looks:
            self._make(written, kind, colour, linked)
            self._looks[look] = copy(written._style)
        else:
            written._style = copy(self._looks[look])

    def _make(self, written: Any, kind: str, colour: str, linked: bool) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        thin = Side(style="thin", color="D0D7DE")
        written.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        written.alignment = Alignment(vertical="center" if kind == "head" else "top", wrap_text=True)
        ink = "FFFFFF" if kind == "head" else "0B5CAD" if linked else "1B1F24"
        written.font = Font(FONT, 10, bold=bool(kind), color=ink, underline="single" if linked else None)
        colour = "1F4E79" if kind == "head" else colour
        if colour:
            written.fill = PatternFill("solid", fgColor=colour)


def _widths(table: Table) -> list[float]:
    if table.widths and sum(table.widths) > 60:
        return list(table.widths)
    found = []
    for i, name in enumerate(table.columns):
        lines = sorted(len(line) for row in table.rows for line in cell(row[i]).text.split("\n")) or [0]
        usual = lines[int((len(lines) - 1) * 0.9)]
        found.append(float(max(9, min(52, max(usual + 2, len(name) * 0.8 + 3)))))
    return found


def height(*cells: tuple[str, float]) -> float:
    """Gives the height, in points, of a row of texts in columns of so many letters."""
    return min(400, 4 + 13.5 * max(_lines(text, width) for text, width in cells))


def _lines(text: str, width: float) -> int:
    """Gives how many lines a text takes in a column of so many letters."""
    return sum(max(1, math.ceil(len(line) * 1.05 / width)) for line in text.split("\n"))


def sheet_names(wanted: list[str], taken: set[str]) -> list[str]:
    """Gives names that Excel takes: at most 31 characters, without its reserved ones, no two alike.

    >>> sheet_names(["Ai làm gì?", "Ai làm gì*"], set())
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
