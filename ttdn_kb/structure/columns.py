"""Tables laid out in columns by spaces, as a PDF printed to text gives them.

Takes the printed lines of such a table; says which lines make up a row and gives the words of each of its cells; knows nothing of what the columns
mean. The number of a row stands on its first line or, where the cells are centred, in the middle of its lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ttdn_kb.foundation.model import Span
from ttdn_kb.structure.lines import Line, line_start, read_lines
from ttdn_kb.structure.marks import Rank, read_mark
from ttdn_kb.structure.openers import is_caps, opener
from ttdn_kb.text.clean import fold
from ttdn_kb.text.noise import is_page_number
from ttdn_kb.text.vocabulary import pattern, words

_CHUNK = re.compile(r"\S+(?: \S+)*")
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H])[.)]?$")
_LOOK = 14
_MOST_ABOVE = 2
_MOST_MARK = 6
_MOST_LABEL = 30
_LEAST_INDENT = 12
_MOST_CAPS = 20
_MOST_SHIFT = 12
_MOST_HEAD = 400
_LEAST_GAP = 6
_BROKEN = 5


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row: its number as printed, the stretch from its first line to its last, and the words of each cell."""

    number: str
    span: Span
    cells: tuple[str, ...]


@dataclass(slots=True)
class _Printed:
    """A printed line: its chunks parted by two spaces or more, each with its place on the line."""

    start: int
    end: int
    blank: bool
    chunks: list[tuple[int, str]]

    @property
    def number(self) -> str:
        first = self.chunks[0][1]
        return first.rstrip(".)") if _NUMBER.fullmatch(first) else ""


def _printed(line: Line) -> _Printed:
    return _Printed(line.start, line.end, line.blank, [(line.indent + m.start(), m.group()) for m in _CHUNK.finditer(line.text)])


def _head(lines: Sequence[Line], place: int) -> int:
    """The place of "STT" in the head that begins at a line, -1 where none does; labels of two lines may begin above it."""
    for at in range(place, min(place + _MOST_ABOVE + 1, len(lines))):
        text = lines[at].text
        first = text.split("  ", 1)[0]
        if "\t" in text or (at > place and lines[at].blank):
            return -1
        if len(first) <= _MOST_MARK and pattern("columns-head").fullmatch(fold(first)):
            return at if len(first) < len(text) and all(line.indent > lines[at].indent + len(first) for line in lines[place:at]) else -1
        if lines[at].indent < _LEAST_INDENT or len(first) > _MOST_LABEL or len(first) == len(text) or is_caps(text):
            return -1
    return -1


def is_laid_head(lines: Sequence[Line], place: int) -> bool:
    """Says whether a line begins the head of a table laid out by spaces: "STT" and further labels, each after a gap, and a numbered row below."""
    at = _head(lines, place)
    if at < 0:
        return False
    labels = _printed(lines[at]).chunks
    below = [_printed(line) for line in lines[at + 1 : at + _LOOK]]
    return any(line.number and len(line.chunks) > 1 and line.chunks[0][0] < labels[1][0] for line in below)


def read_laid(text: str, span: Span) -> list[LaidRow]:
    """Gives the rows of the table that fills a stretch of the stored text; none where the table is not laid out by spaces."""
    start = line_start(text, span.start)
    if text[span.start] == "|" or "  " not in text[start : span.start + _MOST_HEAD]:
        return []
    lines = read_lines(text[start : span.end])
    if not lines or not is_laid_head(lines, 0):
        return []
    return [LaidRow(r.number, Span(r.span.start + start, r.span.end + start), r.cells) for r in laid_rows(lines)]


def laid_end(lines: Sequence[Line], place: int) -> int:
    """Gives the place after the last line of the table whose head stands at a line."""
    at = _head(lines, place)
    edge, label = _printed(lines[at]).chunks[0]
    stop = at + 1
    while stop < len(lines) and not _ends(lines[stop], edge + len(label) // 2):
        stop += 1
    return stop


def _ends(line: Line, edge: int) -> bool:
    """Says whether a line cannot belong to the table: a heading, or words that begin under the column of numbers."""
    first, words_there = _printed(line).chunks[0]
    if _NUMBER.fullmatch(words_there) or pattern("columns-head").fullmatch(fold(words_there)):
        return False
    mark = read_mark(line.text)
    if mark is not None and mark.rank < Rank.NUMBER and mark.firm:
        return True
    if opener(line.text) in {"annex", "recipients", "enacting", "kind", "signature"}:
        return True
    numbered = _NUMBER.fullmatch(words_there.split(" ", 1)[0]) is not None
    return (first <= edge and not numbered) or (is_caps(line.text) and len(line.text) > _MOST_CAPS) or line.text.startswith(words("table-end"))


def laid_rows(lines: Sequence[Line]) -> list[LaidRow]:
    """Gives the rows of a table; its head is one of them, each time it is printed."""
    heads = [place for place in range(len(lines)) if _head(lines, place) >= 0]
    heads = [place for place in heads if not any(other < place <= _head(lines, other) for other in heads)]
    rows: list[LaidRow] = []
    for start, stop in pairwise([*heads, len(lines)]):
        rows += _part([_printed(line) for line in lines[start:stop]], _head(lines, start) - start)
    return rows


def _part(lines: list[_Printed], at: int) -> list[LaidRow]:
    """The rows below one printing of the head, whose "STT" stands on line `at`."""
    mark = lines[at].chunks[0]
    lines = [line for place, line in enumerate(lines) if place <= at or not _is_page_number(line, mark)]
    numbers = [place for place, line in enumerate(lines) if place > at and line.number]
    top = numbers[0] if numbers else len(lines)
    head = next((place for place in range(at + 1, top) if lines[place].blank), None)
    if head is None:
        head = at + 1
        while head < top and lines[head].chunks[0][1][0].islower():
            head += 1
    edges = _edges(_labels(lines[at], [*lines[:at], *lines[at + 1 : head]]), lines[head:])
    return [_row(lines[one:after], edges) for one, after in _cuts(lines, head, numbers)]


def _is_page_number(line: _Printed, mark: tuple[int, str]) -> bool:
    start, said = line.chunks[0]
    return len(line.chunks) == 1 and start > mark[0] + len(mark[1]) + 4 and is_page_number(said)


def _labels(first: _Printed, others: list[_Printed]) -> list[tuple[int, int]]:
    """Where each label of the head begins and ends; what stands above or below a label belongs to it."""
    labels = [(start, start + len(said)) for start, said in first.chunks]
    for start, said in (chunk for line in others for chunk in line.chunks):
        end = start + len(said)
        beside = [label for label in labels if start < label[1] and label[0] < end]
        labels = [label for label in labels if label not in beside]
        labels.append((min(start, *(one for one, _ in beside)), max(end, *(after for _, after in beside))) if beside else (start, end))
    return sorted(labels)


def _edges(labels: list[tuple[int, int]], body: list[_Printed]) -> list[int]:
    """Where each column but the first begins: the least printed place between two labels."""
    places = []
    for (_, low), (high, _) in pairwise(labels):
        used = [sum(_covers(line, place) for line in body) for place in range(low, high + 1)]
        least = min(used, default=0)
        places.append(low + max((place for place, count in enumerate(used) if count == least), default=0))
    return places


def _covers(line: _Printed, place: int) -> bool:
    return any(start - 1 <= place <= start + len(said) for start, said in line.chunks)


def _cuts(lines: list[_Printed], head: int, numbers: list[int]) -> list[tuple[int, int]]:
    """The first line of each row and the line after its last, the head first."""
    centred = bool(numbers) and _centred(lines, head, numbers)
    out = [(0, head)]
    start = head
    if numbers and not centred and numbers[0] > head:
        out.append((head, numbers[0]))
        start = numbers[0]
    for count, number in enumerate(numbers):
        after = numbers[count + 1] if count + 1 < len(numbers) else len(lines)
        if not centred:
            stop = after
        elif after == len(lines):
            stop = len(lines)
        else:
            stop = min(range(number + 1, after + 1), key=lambda cut: _cost(lines, start, number, cut))
        out.append((start, stop))
        start = stop
    if not numbers and head < len(lines):
        out.append((head, len(lines)))
    return out


def _centred(lines: list[_Printed], head: int, numbers: list[int]) -> bool:
    """Says whether the numbers stand in the middle of their rows: some row begins with words above its number."""
    if numbers[0] > head or any(len(lines[place].chunks) == 1 or lines[place].chunks[1][1][0].islower() for place in numbers):
        return True
    return any(lines[place - 1].blank and lines[place - 1].chunks[0][1][0].isupper() for place in numbers[1:])


def _cost(lines: list[_Printed], start: int, number: int, cut: int) -> int:
    """How badly a row of the lines from `start` that has its number on line `number` would end before line `cut`."""
    opening = lines[cut].chunks[0][1]
    cost = 2 * abs((cut - 1 - number) - (number - start))
    if lines[cut].blank:
        cost -= 3
    return cost + (_BROKEN if opening[0].islower() else 0)


def _row(lines: list[_Printed], edges: list[int]) -> LaidRow:
    cells: list[list[str]] = [[] for _ in range(len(edges) + 1)]
    number = ""
    for line in lines:
        last, end = -1, 0
        for place, (start, said) in enumerate(line.chunks):
            if not place and _NUMBER.fullmatch(said) and start < edges[0] + 1:
                number = number or said.rstrip(".)")
                cells[0].append(said)
                continue
            for column, piece in _pieces(start, said, edges):
                if column == last and start - end >= _LEAST_GAP:
                    column = min(column + 1, len(edges))
                cells[column].append(piece)
                last = column
            end = start + len(said)
    return LaidRow(number, Span(lines[0].start, lines[-1].end), tuple(" ".join(cell) for cell in cells))


def _pieces(start: int, said: str, edges: list[int]) -> list[tuple[int, str]]:
    """The column of a chunk, or of each of its parts where one space is all that keeps two columns apart."""
    first = sum(edge <= start + 2 for edge in edges)
    end = start + len(said)
    for column in range(first, len(edges)):
        edge = edges[column]
        if edge >= end - 2:
            break
        if start + len(said) // 2 >= edge and edge - start <= 4:
            continue  # shifted by a few letters
        gaps = [m.start() for m in re.finditer(" ", said) if abs(start + m.start() + 1 - edge) <= _MOST_SHIFT and said[m.start() + 1].isupper()]
        if not gaps:
            continue
        gap = min(gaps, key=lambda g: (not said[g + 1 :].startswith(words("cell-body")), abs(start + g + 1 - edge)))
        return [(column, said[:gap]), *_pieces(start + gap + 1, said[gap + 1 :], [e if p != column else start + gap for p, e in enumerate(edges)])]
    middle = start + len(said) // 2
    return [(max(first, sum(edge <= middle for edge in edges)) if first else sum(edge <= middle for edge in edges), said)]
