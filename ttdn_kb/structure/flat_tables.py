"""Tables flattened to one cell line after another, as a PDF gives them.

Takes the lines of such a table, gathered by row; gives the cells of a row; knows nothing of what the columns mean. A cell may take several lines;
where one ends is seen by the first words of the next one, by the width of its column and by the number of cells in the head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from ttdn_kb.structure.lines import Line
from ttdn_kb.text.vocabulary import pattern, words

_NARROW = 0.6
_SHORT = 25
_LEAST_BLANKS = 2


@lru_cache(maxsize=1)
def _cell_starts() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    bodies = "|".join(re.escape(word) for word in sorted(words("cell-body"), key=len, reverse=True))
    times = "|".join(re.escape(word) for word in sorted(words("cell-time"), key=len, reverse=True))
    heads = "|".join(re.escape(word) for word in sorted({*words("cell-body"), *words("cell-open")}, key=len, reverse=True))
    return (
        re.compile(rf"(?:{bodies})(?!\w)"),
        re.compile(rf"(?:{times})(?!\w)|(?:20\d\d|\d{{1,2}}/20\d\d)(?!\d)", re.IGNORECASE),
        re.compile(rf"(?:{heads})"),
    )


def head_cells(lines: Sequence[Line]) -> list[list[Line]]:
    """Gives the cells of the head: a line in small letters goes on with the cell before."""
    cells: list[list[Line]] = []
    for line in lines:
        if cells and line.text[0].islower():
            cells[-1].append(line)
        else:
            cells.append([line])
    return cells


def body_columns(head: Sequence[Sequence[Line]]) -> int:
    """Gives how many cells of a head name columns of bodies ("Cơ quan chủ trì", "Đơn vị phối hợp")."""
    return sum(pattern("flat-tables-body-column").match(cell[0].text) is not None for cell in head)


def row_cells(lines: Sequence[Line], width: int, columns: int = 0) -> list[list[Line]]:
    """Gives the cells of a row: the number, the work, then bodies and times.

    Args:
        lines: the lines of the row, its number or bullet first.
        width: number of cells in the head, 0 where unknown.
        columns: how many of them name bodies, 0 where unknown: the last one may hold several, each on a line of its own.
    """
    if len(lines) == width > 2 and _cell_a_line(lines):
        return [[line] for line in lines]
    bodies, times, heads = _cell_starts()
    cells: list[list[Line]] = [[lines[0]]]
    inside = filled = 0
    for place, line in enumerate(lines[1:], 1):
        before = cells[-1][-1].text
        if len(cells) == 1:
            cells.append([line])
            continue
        closed = not pattern("flat-tables-goes-on").search(before)
        body = bodies.match(line.text) is not None and closed and heads.fullmatch(before) is None
        time = times.match(line.text) is not None and (closed or inside > 0)
        if inside == 0:
            ended = before.endswith((".", ";", "…")) or len(before) < _SHORT or (body and _narrows(cells[-1], lines[place : place + 2]))
            opens = ended and (body or time)
        else:
            other = inside == 1 and not body and filled == columns > 0 and len(cells) < width - 1 and closed and _opens_cell(line, before)
            opens = other or (inside == 1 and body and filled != columns) or (inside in {1, 3} and time)
        if opens:
            filled += body
            cells.append([line])
            inside = 2 if time and not body else 1 if body else 3
        else:
            cells[-1].append(line)
    return cells


def _opens_cell(line: Line, before: str) -> bool:
    """A line behind the last bodies that is not the end of a name broken over two lines ("Bộ Công" / "Thương")."""
    whole = before.count(" ") >= _LEAST_BLANKS or before.split()[-1].islower()
    return whole and line.text[0].isupper() and " " in line.text


def _cell_a_line(lines: Sequence[Line]) -> bool:
    """No line of a row goes on on the next one, so that each is a cell."""
    return not pattern("flat-tables-goes-on").search(lines[-1].text) and all(
        line.text[0].isupper() and not pattern("flat-tables-goes-on").search(before.text) for before, line in pairwise(lines[1:])
    )


def _narrows(work: Sequence[Line], after: Sequence[Line]) -> bool:
    """The lines turn narrow: a column of bodies begins beside a wider one of work."""
    wide = max(len(line.text) for line in work)
    return len(work) > 1 and all(len(line.text) <= _NARROW * wide for line in after) and not after[0].text.endswith(".")
