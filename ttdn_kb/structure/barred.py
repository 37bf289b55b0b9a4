"""Tables of a web page whose cells stand between lines that hold a bar and nothing else.

Takes stored text; gives the cells of such tables with row and column; knows nothing of what they say. Two bars one after the other part two rows;
a bar before an empty line, before running text with articles of its own or before the title of the next table closes the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ttdn_kb.structure.marks import Rank, read_mark
from ttdn_kb.structure.openers import opener
from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import words

_BAR_LINE = re.compile(r"^[ \t]*\|[ \t\r]*$", re.MULTILINE)
_BOLD = re.compile(r"\*\*[^*]+\*\*$")
_TITLES = re.compile(r"\*\*[^*]+\*\*\s*\n\s*\*\*[^*]+\*\*$")
_LONG_CELL = 600  # characters
_LEAST_WIDTH = 3
_LEAST_ROWS = 2
_OPENING = 90


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: the number of its table in the text, of its row in the table and of its cell in the row, each from 0."""

    table: int
    row: int
    cell: int


def _runs(cell: str) -> bool:
    """True where what stands between two bars is a text with articles or chapters, too long for a cell."""
    if len(cell) < _LONG_CELL:
        return False
    marks = (read_mark(line.lstrip("*_# \t")) for line in cell.split("\n"))
    return any(mark is not None and mark.firm and mark.rank <= Rank.ARTICLE for mark in marks)


def _tables(text: str) -> Iterator[list[re.Match[str]]]:
    """The bars of each table."""
    every = list(_BAR_LINE.finditer(text))
    cells = [text[one.end() : after.start()] for one, after in pairwise(every)] + ["", ""]
    bars: list[re.Match[str]] = []
    head = ""
    for place, bar in enumerate(every):
        bars.append(bar)
        head = head or _plain(cells[place])
        after = text.find("\n", bar.end() + 1)
        closed = not text[bar.end() + 1 : after if after >= 0 else len(text)].strip()
        if closed or _runs(cells[place]) or (len(bars) > 1 and _between(cells[place], cells[place + 1], head)):
            yield bars
            bars, head = [], ""
    if bars:
        yield bars


def _plain(cell: str) -> str:
    return " ".join(fold(cell.replace("*", "")).split())


def _between(cell: str, following: str, head: str) -> bool:
    """Says whether words between two bars stand between two tables.

    They open an annex, or are two titles in bold before a bold cell, or the first cell of the head comes again behind them.
    """
    if opener(cell.strip(" *\r\n")) == "annex" or (_TITLES.match(cell.strip()) and _BOLD.match(following.strip())):
        return True
    return bool(_plain(cell)) and head == _plain(following) and not head.isdigit()


def _apart(text: str, bars: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The bars of a table without the letterhead or the signature beside it, which stand in two columns: what follows these is no cell."""
    laid, begin, row, cell = False, 0, 0, 0
    for place, (one, after) in enumerate(pairwise(bars)):
        if one.end() + 1 >= after.start():
            row, cell = place + 1, 0
            continue
        if not laid and _is_laid_out(text[one.end() : after.start()]):
            yield bars[begin : row + 1]
            laid, begin = True, row
        elif laid and cell >= _LEAST_WIDTH - 1:
            yield bars[begin : place + 1]
            laid, begin, row, cell = False, place + 1, place + 1, -1
        cell += 1
    yield bars[begin:]


def _is_laid_out(cell: str) -> bool:
    """Says whether a cell is one of a letterhead or a signature: it bears the state's name or "Nơi nhận"."""
    plain = " ".join(fold(cell.replace("*", "")[:_OPENING]).split())
    return plain.startswith(tuple(fold(word) for word in words("recipients"))) or any(fold(word) in plain for word in words("letterhead"))


def barred_cells(text: str) -> list[tuple[int, int, Place]]:
    """Gives start, end and place of every cell of the tables of a text that have rows of three cells or more, in text order.

    A table that only lays out a letterhead or a signature in two columns is left out.

    >>> [(cell.row, cell.cell) for _, _, cell in barred_cells("|\\nTT\\n|\\nViệc\\n|\\nAi\\n|\\n|\\n1\\n|\\nDạy\\n|\\nSở A\\n|\\n\\n")]
    [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    """
    found: list[tuple[int, int, Place]] = []
    if text.count("\n|\n") < _LEAST_WIDTH and text.count("\n|\r") < _LEAST_WIDTH:
        return found
    for number, bars in enumerate(part for whole in _tables(text) for part in _apart(text, whole)):
        cells: list[tuple[int, int, Place]] = []
        row = cell = 0
        for one, after in pairwise(bars):
            if one.end() + 1 >= after.start():
                row, cell = row + 1, 0
                continue
            cells.append((one.end(), after.start(), Place(number, row, cell)))
            cell += 1
        if row + 1 >= _LEAST_ROWS and cells and max(place.cell for _, _, place in cells) + 1 >= _LEAST_WIDTH:
            found += cells
    return found
