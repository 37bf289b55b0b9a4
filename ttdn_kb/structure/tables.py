"""Tables: Markdown rows, rows of cells between tabs, and tables flattened to one cell line after another.

Takes the lines of a text; says where a table ends, and gives its rows of cells as spans; knows nothing of what the columns mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ttdn_kb.foundation.model import Span
from ttdn_kb.structure.columns import is_laid_head, laid_end, laid_rows
from ttdn_kb.structure.flat_tables import ROW_NUMBER, flat_rows, is_flattened, is_head, is_short_head
from ttdn_kb.structure.lines import Line, line_start
from ttdn_kb.structure.marks import Rank, read_mark
from ttdn_kb.structure.openers import is_caps, opener
from ttdn_kb.text.clean import fold
from ttdn_kb.text.labels import label_kind
from ttdn_kb.text.vocabulary import words

_TAB_ROW = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5})[.)]?\s*\t")
_LINE = re.compile(r"[^\r\n\u0085\u2028\u2029\v\f]+")
_BAR = re.compile(r"(?<!\\)\|")
_MOST_CELL = 400
_LEAST_CELLS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number as printed, "" for none, and its cells; an empty cell has an empty span."""

    number: str
    cells: tuple[Span, ...]


def is_markdown_row(text: str) -> bool:
    """Says whether a line is a row between bars; a bar after a backslash is a letter of its cell.

    >>> is_markdown_row("| a | b"), is_markdown_row("| a \\\\| b")
    (True, False)
    """
    return text.startswith("|") and len(_BAR.findall(text)) >= 2


def _is_open_row(text: str) -> bool:
    """Says whether a line is a row whose bars stand between its cells alone: "1 | Tổ chức hội nghị | Sở Y tế"."""
    return not text.startswith("|") and len(_BAR.findall(text)) >= 2


def _is_unnumbered_head(line: Line) -> bool:
    """Says whether a line of cells between tabs heads a table without a column of numbers: "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp"."""
    cells = [fold(cell.strip("*_ ")) for cell in line.text.split("\t") if cell.strip()]
    return len(cells) >= _LEAST_CELLS and len(line.text) < _MOST_CELL and sum(bool(label_kind(cell)) for cell in cells) > 1


def _ends_table(line: Line, *, tabbed: bool) -> bool:
    use = opener(line.text)
    if use in {"annex", "recipients", "enacting", "kind"} or (use == "signature" and line.text.startswith(words("signature-mark"))):
        return True
    mark = read_mark(line.text)
    if mark is None:
        return tabbed and "\t" not in line.text and (is_caps(line.text) or line.text.startswith(words("table-end")))
    if mark.rank in {Rank.PART, Rank.CHAPTER, Rank.SECTION, Rank.ARTICLE}:
        return mark.firm
    return tabbed and mark.rank in {Rank.ROMAN, Rank.LETTER_PART} and "\t" not in line.text and len(line.text) > mark.length


def table_end(lines: Sequence[Line], place: int) -> int:
    """Gives the place after the last line of the table that begins at a line, the same place where none begins.

    Args:
        lines: the lines of the text.
        place: index of the line.
    """
    line = lines[place]
    stop = place
    if is_markdown_row(line.text):
        while stop < len(lines) and is_markdown_row(lines[stop].text):
            stop += 1
        return stop
    if line.place is not None:
        while stop < len(lines) and (cell := lines[stop].place) is not None and cell.table == line.place.table:
            stop += 1
        return stop
    if is_laid_head(lines, place):
        return laid_end(lines, place)
    if not is_head(line):
        while "\t" in line.text and _is_unnumbered_head(line) and stop < len(lines) and "\t" in lines[stop].text:
            stop += 1
        return stop
    if _is_open_row(line.text):
        while stop < len(lines) and _is_open_row(lines[stop].text):
            stop += 1
        return stop
    if "\t" in line.text:
        stop = place + 1
        while stop < len(lines) and not _ends_table(lines[stop], tabbed=True):
            stop += 1
        return stop
    if not is_short_head(line) or not is_flattened(lines[place + 1 : place + 14]):
        return place
    stop = place + 1
    outside = _series(lines[:place])
    while stop < len(lines) and not _ends_table(lines[stop], tabbed=False):
        mark = read_mark(lines[stop].text)
        if mark is not None and len(lines[stop].text) > mark.length:
            if 1 < mark.value == outside.get(mark.rank, 0) + 1:
                return stop  # "III. TỔ CHỨC THỰC HIỆN" after the table of part II
            outside.pop(mark.rank, None)
        stop += 1
    return stop


def _series(lines: Sequence[Line]) -> dict[Rank, int]:
    """The number of the open part, item or section before a table, by rank."""
    found: dict[Rank, int] = {}
    for line in reversed(lines[-400:]):
        if opener(line.text) in {"annex", "kind", "recipients"}:
            break
        mark = read_mark(line.text)
        if mark is not None and Rank.LETTER_PART <= mark.rank <= Rank.NUMBER and len(line.text) > mark.length and not ROW_NUMBER.fullmatch(line.text):
            if any(rank <= mark.rank for rank in found):
                continue
            found[mark.rank] = mark.value
    return found


def read_rows(text: str, lines: Sequence[Line]) -> list[Row]:
    """Gives the rows of the table made of these lines; a row without any cell is none.

    Args:
        text: the stored text.
        lines: the lines of the table, from its first row to its last.
    """
    if is_markdown_row(lines[0].text) or _is_open_row(lines[0].text):
        found = [_markdown_row(text, line) for line in lines]
    elif lines[0].place is not None:
        found = _barred_rows(text, lines)
    elif is_laid_head(lines, 0):
        found = [Row(row.number, (row.span,)) for row in laid_rows(lines)]
    else:
        found = _tab_rows(text, lines) if "\t" in lines[0].text else [_row(text, cells) for cells in flat_rows(lines)]
    return [row for row in found if row.cells]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _row(text: str, cells: list[Span]) -> Row:
    first = cells[0].slice(text).strip("*_ ") if cells else ""
    return Row(first.rstrip(".)") if ROW_NUMBER.fullmatch(first) else "", tuple(cells))


def _markdown_row(text: str, line: Line) -> Row:
    bars = [line.start + match.start() for match in _BAR.finditer(line.text)]
    if not line.text.startswith("|"):
        bars.insert(0, line.start - 1)
    if bars[-1] < line.end - 1 and line.text[bars[-1] - line.start + 1 :].strip():
        bars.append(line.end)
    return _row(text, [_trimmed(text, one + 1, after) for one, after in pairwise(bars)])


def _barred_rows(text: str, lines: Sequence[Line]) -> list[Row]:
    """The cells of one row between bars; a cell without words is an empty stretch after the cell before."""
    rows = []
    for _, group in groupby(lines, key=lambda line: line.place.row if line.place else -1):
        cells: list[Span] = []
        for line in group:
            column = line.place.cell if line.place else 0
            if column < len(cells):
                cells[column] = Span(cells[column].start, line.end)
                continue
            after = cells[-1].end if cells else line.start
            cells += [Span(after, after)] * (column - len(cells))
            cells.append(Span(line.start, line.end))
        rows.append(_row(text, cells))
    return rows


def _tab_rows(text: str, lines: Sequence[Line]) -> list[Row]:
    start = line_start(text, lines[0].start)
    bounds: list[int] = [start]
    width = lines[0].text.count("\t")
    met = 0
    unnumbered = not is_head(lines[0])
    for match in _LINE.finditer(text, lines[0].end, lines[-1].end):
        raw = match.group(0)
        numbered = _TAB_ROW.match(raw) is not None
        # A line that begins with a tab and words opens a row under a cell that spans several rows.
        opens = raw[0] == "\t" and raw.strip() != "" and met >= width - 1
        opens = opens or (unnumbered and bool(raw.strip()))
        if numbered or opens:
            bounds.append(match.start())
            met = 0
        met += raw.count("\t")
    bounds.append(lines[-1].end)
    rows = []
    for one, after in pairwise(bounds):
        cells = []
        place = one
        while place <= after:
            tab = text.find("\t", place, after)
            stop = tab if tab >= 0 else after
            cells.append(_trimmed(text, place, stop))
            place = stop + 1
            if tab < 0:
                break
        if any(len(cell) for cell in cells):
            rows.append(_row(text, cells))
    return rows
