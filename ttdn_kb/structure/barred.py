"""Tables of a web page whose cells stand between lines that hold a bar and nothing else.

Takes stored text; gives the cells of such tables with row and column; knows nothing of what they say. Two bars one after the other part two rows
or stand around an empty cell, which the width of the table tells apart; a bar before an empty line, a text with articles or the recipients closes
the table, and so does a row that holds the end of one table, words and the head of the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ttdn_kb.structure.marks import Rank, read_mark
from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import words

_BAR_LINE = re.compile(r"^[ \t]*\|[ \t\r]*$", re.MULTILINE)
_LEAST_WIDTH = 3
_LEAST_ROWS = 2
_LONG_CELL = 600  # characters
_NUMBER = re.compile(r"[\s*_]*(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H])[.)]?[\s*_]*")
_OPENING = 40  # characters that show what a cell is
_LONGEST_LABEL = 60  # characters of the name of a column
_AHEAD = 6  # rows that show a table's width
Row = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: the number of its table in the text, of its row in the table and of its cell in the row, each from 0."""

    table: int
    row: int
    cell: int


def _runs(text: str) -> Iterator[list[Row]]:
    """The rows of each run of bars; a bar before an empty line or a text with articles ends a run, two bars one after the other part two rows."""
    rows: list[Row] = [[]]
    bars = list(_BAR_LINE.finditer(text))
    for one, after in pairwise(bars):
        line = text.find("\n", one.end() + 1)
        if one.end() + 1 >= after.start():
            rows.append([])
        elif not text[one.end() + 1 : line].strip() or _holds_articles(text[one.end() : after.start()]):
            yield rows
            rows = [[]]
        elif _signs(text[one.end() : after.start()]) and rows[-1]:
            rows[-1].pop()  # what stands before the recipients is the text they end, no cell
            yield rows
            rows = [[]]
        else:
            rows[-1].append((one.end(), after.start()))
    yield rows


def _signs(cell: str) -> bool:
    """True for the recipients beside a signature, which stand in two columns."""
    return fold(cell.replace("*", "").strip()[:_OPENING]).startswith(tuple(fold(word) for word in words("recipients")))


def _holds_articles(cell: str) -> bool:
    """True where what stands between two bars is a text with articles or chapters, too long for a cell."""
    if len(cell) < _LONG_CELL:
        return False
    marks = (read_mark(line.lstrip("*_# \t")) for line in cell.split("\n"))
    return any(mark is not None and mark.firm and mark.rank <= Rank.ARTICLE for mark in marks)


class _Table:
    """The rows of a table that grows row by row, with its width."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows: list[Row] = []
        self._counts: Counter[int] = Counter()
        self._last = self._bare = 0
        for row in rows:
            self.append(row)

    def append(self, row: Row) -> None:
        self.rows.append(row)
        if not row:
            self._bare += 1
            return
        if self._bare and self._last:  # rows without cells are empty cells of the row before them
            self._counts[self._last] -= 1
            self._counts[self._last + self._bare] += 1
        self._counts[len(row)] += 1
        self._last, self._bare = len(row), 0

    @property
    def width(self) -> int:
        """How many cells most rows have, the empty ones at their end included; the more where two counts are as frequent."""
        return max(self._counts, key=lambda cells: (self._counts[cells], cells), default=0)


def _bare_behind(rows: Sequence[Row]) -> list[int]:
    """How many rows without cells stand between each row and the next one with cells, 0 behind the last one."""
    behind: list[int] = []
    count, met = 0, False
    for row in reversed(rows):
        behind.append(count if met else 0)
        count, met = (0, True) if row else (count + 1, met)
    return behind[::-1]


def _numbered(text: str, row: Row) -> bool:
    """True for a row whose first cell is a number."""
    return bool(row) and _NUMBER.fullmatch(text[row[0][0] : row[0][1]]) is not None


def _whole(text: str, rows: Sequence[Row]) -> list[Row]:
    """The rows of a table, each with the empty cell in its middle: a row without a number ends the short one before it where both fill the width."""
    width = _Table(rows).width
    out: list[Row] = []
    for row, bare in zip(rows, _bare_behind(rows), strict=True):
        short = out[-1] if out else []
        filled = len(short) + 1 + len(row)
        fits = filled <= width <= filled + bare
        if row and short and fits and not _numbered(text, row):
            out[-1] = [*short, (short[-1][1], short[-1][1]), *row]
        else:
            out.append(row)
    return out


def _ahead(text: str, rows: Sequence[Row], place: int) -> int:
    """How many cells the rows behind a place have: those of the first one where the others lack the last cell, which spans them all."""
    width = _Table(rows[place + 1 : place + 1 + _AHEAD]).width
    first = rows[place + 1] if place + 1 < len(rows) else []
    label = text[slice(*rows[place][-len(first)])].strip() if width < len(first) == width + 1 < len(rows[place]) else ""
    return len(first) if 0 < len(label) <= _LONGEST_LABEL else width


def _parted(text: str, rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The tables of a run. A page that lost its empty lines has what stands before, between and behind its tables in rows that are too long."""
    table = _Table()
    numbered = [place for place, row in enumerate(rows) if _numbered(text, row)]
    for place, row in enumerate(rows):
        width, ahead = table.width, _ahead(text, rows, place)
        if ahead >= _LEAST_WIDTH and len(row) > max(width, ahead) + 1:
            before = row[:-ahead]
            table.append(before if len(before) == width else before[:-1][:width])
            if ahead != width or not _numbered(text, row[-ahead:]):  # else it goes on behind a line that says that rows are left out
                yield table.rows
                table = _Table()
            table.append(row[-ahead:])
        elif table.rows and len(row) > width and place + 1 == len(rows):
            table.append(row[:width])
        elif table.rows and len(row) > width and numbered and place == numbered[-1]:
            yield [*table.rows, row[:width]]
            table = _Table([row[width:]])  # the words of the page behind it are no rows of the table
        else:
            table.append(row)
    yield table.rows


def barred_cells(text: str) -> list[tuple[int, int, Place]]:
    """Gives start, end and place of every cell of the tables of a text that have rows of three cells or more, in text order.

    A table that only lays out a letterhead or a signature in two columns is left out.

    >>> [(cell.row, cell.cell) for _, _, cell in barred_cells("|\\nTT\\n|\\nViệc\\n|\\nAi\\n|\\n|\\n1\\n|\\nDạy\\n|\\nSở A\\n|\\n\\n")]
    [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    """
    found: list[tuple[int, int, Place]] = []
    if text.count("\n|\n") < _LEAST_WIDTH and text.count("\n|\r") < _LEAST_WIDTH:
        return found
    for number, rows in enumerate(_whole(text, table) for run in _runs(text) for table in _parted(text, run)):
        if len(rows) >= _LEAST_ROWS and max(map(len, rows)) >= _LEAST_WIDTH:
            found += [(start, end, Place(number, row, cell)) for row, cells in enumerate(rows) for cell, (start, end) in enumerate(cells)]
    return found
