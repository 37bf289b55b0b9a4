"""Tables flattened to one cell line after another, as a PDF gives them.

Takes the lines of such a table; gives its rows of cells; knows nothing of what the columns mean. A cell may take several lines; where one ends is
seen by the first words of the next one, by the width of its column and by the number of cells in the head. Where the labels of the head say which
columns name bodies and times, the lines are shared out among all columns at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ttdn_kb.foundation.model import Span
from ttdn_kb.structure.fitting import cell_starts, column_kinds, fitted_cells
from ttdn_kb.structure.lines import Line
from ttdn_kb.structure.marks import read_mark, roman_value
from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import pattern

ROW_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H])[.)]?")
_GROUP = re.compile(r"([IVX]{1,5})[.)]?\s+(?=\S)")
_ITEM = re.compile(r"[-–+•]\s+\w")
_NUMBERED = re.compile(r"(\d{1,3})(?:[.)]\s+|\s{2,})(?=\w)|(\d{1,3})\.(\d{1,2})[.)]?\s+(?=[^\W\d_])")
_ROW_PART = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))?[.)]*")
_MOST_HEAD_CELL = 400
_MOST_MARK = 6
_MOST_LABEL = 60
_LEAST_CELLS = 3
_NARROW = 0.6
_SHORT = 25
_LEAST_BLANKS = 2


def is_head(line: Line) -> bool:
    """Says whether a line begins the head of a table: with "STT"."""
    return len(line.text) < _MOST_HEAD_CELL and pattern("tables-head").match(fold(line.text[:8])) is not None


def is_short_head(line: Line) -> bool:
    """Says whether a line is the first cell of a head, alone on its line."""
    return len(line.text) <= _MOST_MARK and is_head(line)


def is_flattened(after: Sequence[Line]) -> bool:
    """Says whether a head of a cell a line goes on, with the number of a row alone on its line.

    Where the head shares out work, the title of a group of rows may follow it.

    Args:
        after: the lines behind the first cell of the head.
    """
    for count, line in enumerate(after):
        if ROW_NUMBER.fullmatch(line.text):
            return count >= _LEAST_CELLS - 1
        if count >= _LEAST_CELLS and _heads_group(line) and column_kinds([[], *head_cells(after[:count])]):
            return True
        if len(line.text) > _MOST_LABEL or read_mark(line.text) is not None:
            return False
    return False


def flat_rows(lines: Sequence[Line]) -> list[list[Span]]:
    """Gives the cells of each row of a flattened table, the rows of its head among them; an empty cell is an empty stretch after the one before.

    Args:
        lines: the lines of the table, from its head to its last.
    """
    head = [line.text for line in lines[: _first_row(lines)]]
    headed = head_cells(lines[: len(head)]) if is_short_head(lines[0]) else []
    columns, kinds = body_columns(headed), column_kinds(headed)
    rows: list[list[Span]] = []
    for group in _groups(lines, numbered=bool(kinds)):
        number = _GROUP.match(group[0].text)
        if is_short_head(group[0]):
            # Printed again at the head of every page, where the end of a cell of the page before may follow it.
            same = next((place for place, line in enumerate(group) if head[place : place + 1] != [line.text]), len(group))
            rows.append([_span(cell) for cell in head_cells(group[:same])])
            rest = group[same:]
            starts = [0, *(place for place, line in enumerate(rest) if place and kinds and _ITEM.match(line.text)), len(rest)]
            rows += [[_span(rest[one:after])] for one, after in pairwise(starts) if rest]
        elif number:
            start = group[0].start
            rows.append([Span(start, start + len(number.group(1))), Span(start + number.end(), group[-1].end)])
        elif kinds and len(group) > 1:
            rows.append(_filled(fitted_cells(group, kinds)))
        else:
            rows.append([_span(cell) for cell in row_cells(group, len(rows[0]) if rows else 0, columns)])
    return rows


def _opens_row(line: Line, before: Sequence[Line]) -> bool:
    """A number, a bullet or "STT" alone on its line opens a row, a Roman numeral with a title on one line a group of rows."""
    alone = is_short_head(line) or ROW_NUMBER.fullmatch(line.text) is not None or line.text in {"-", "–", "+"}
    return alone or (len(before) > 1 and _heads_group(line))


def _first_row(lines: Sequence[Line]) -> int:
    return next((place for place in range(1, len(lines)) if _opens_row(lines[place], lines[:place])), len(lines))


def _groups(lines: Sequence[Line], *, numbered: bool) -> list[list[Line]]:
    """Gives the lines of each row; with `numbered` a row may begin with its number and work on one line ("10.  Xây dựng Luật", "2.1 Đề án")."""
    groups: list[list[Line]] = []
    count = part = 0
    for line in lines:
        mark = _NUMBERED.match(line.text) if numbered else None
        if not groups or _opens_row(line, groups[-1]):
            groups.append([line])
        elif mark is not None and (int(mark[1]) == count + 1 if mark[1] else (int(mark[2]), int(mark[3])) == (count, part + 1)):
            first = line.start + len(mark[0].rstrip())
            number = replace(line, end=first, text=mark[0].rstrip())
            groups.append([number, replace(line, start=line.start + mark.end(), text=line.text[mark.end() :])])
        else:
            groups[-1].append(line)
        count, part = _number(groups[-1][0].text) or (count, part)
    return groups


def _number(said: str) -> tuple[int, int] | None:
    """The number of a row and of its part, 0 for none: "2", "2.1."; None for other words."""
    match = _ROW_PART.fullmatch(said)
    return (int(match[1]), int(match[2] or 0)) if match is not None else None


def _heads_group(line: Line) -> bool:
    match = _GROUP.match(line.text)
    return match is not None and line.text[match.end()].isupper() and roman_value(match.group(1)) > 0


def _filled(cells: Sequence[Sequence[Line]]) -> list[Span]:
    """The stretches of cells some of which are empty; a row of one cell beside its number has no empty ones."""
    if not any(cells[2:]):
        cells = cells[:2]
    out: list[Span] = []
    for cell in cells:
        out.append(_span(cell) if cell else Span(out[-1].end, out[-1].end))
    return out


def _span(lines: Sequence[Line]) -> Span:
    return Span(lines[0].start, lines[-1].end)


def head_cells(lines: Sequence[Line]) -> list[list[Line]]:
    """Gives the cells of the head: a line in small letters or in brackets goes on with the cell before."""
    cells: list[list[Line]] = []
    for line in lines:
        if cells and (line.text[0].islower() or (line.text[0] == "(" and len(cells) > 1)):
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
    bodies, times, heads = cell_starts()
    cells: list[list[Line]] = [[lines[0]]]
    inside = filled = 0
    for place, line in enumerate(lines[1:], 1):
        before = cells[-1][-1].text
        if len(cells) == 1:
            cells.append([line])
            continue
        closed = not pattern("flat-tables-goes-on").search(before)
        body = bodies.match(line.text) is not None and closed and heads.search(before) is None
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
