"""The rows of a printed table whose lines are shared out among the columns.

Takes the lines of one row and the kinds of the columns; gives the lines of each cell, so that the whole row reads best; knows nothing of where a row
ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from ttdn_kb.structure.lines import Line
from ttdn_kb.text.labels import label_kind
from ttdn_kb.text.vocabulary import pattern, words

_NARROW_BREAK = 0.9
_LEAST_COLUMNS = 4
_NOBODY = ("-", "–", "0")
_BODIES = ("lead", "coordinator", "responsible", "pair")
_APPROVER = "approver"


@lru_cache(maxsize=1)
def cell_starts() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Gives what a cell of bodies and one of times begin with, and the first words of names that a line may end in."""
    bodies = "|".join(re.escape(word) for word in sorted(words("cell-body"), key=len, reverse=True))
    times = "|".join(re.escape(word) for word in sorted(words("cell-time"), key=len, reverse=True))
    heads = "|".join(re.escape(word) for word in sorted({*words("cell-body"), *words("cell-open")}, key=len, reverse=True))
    return (
        re.compile(rf"(?:{bodies})(?!\w)"),
        re.compile(rf"(?:{times})(?!\w)|(?:20\d\d|\d{{1,2}}/20\d\d)(?!\d)", re.IGNORECASE),
        re.compile(rf"(?:^|[,;]\s*)(?:{heads})$"),
    )


def column_kinds(head: Sequence[Sequence[Line]]) -> tuple[str, ...]:
    """Gives the kind of each column by its label: of bodies, "deadline", "number" for the first, "work" for the first other one, "approver" for
    the column of who is laid the result before, "" for the rest.

    Empty where the head does not say enough to share out a row: who leads or bears the work, and who takes part in it or when it is done.
    """
    found = ["number", *(label_kind(" ".join(line.text for line in cell)) for cell in head[1:])]
    if len(found) < _LEAST_COLUMNS or "" not in found or found.count("lead") + found.count("responsible") + found.count("pair") != 1:
        return ()
    found[found.index("")] = "work"
    labels = ["", *(" ".join(line.text for line in cell) for cell in head[1:])]
    found = [_APPROVER if not kind and pattern("fitting-approver").fullmatch(label) else kind for kind, label in zip(found, labels, strict=True)]
    return tuple(found) if "coordinator" in found or "deadline" in found else ()


def fitted_cells(lines: Sequence[Line], kinds: Sequence[str]) -> list[list[Line]]:
    """Gives the cells of a row, one for each column, [] for a column that the row leaves empty: the sharing out that reads best as a whole.

    Args:
        lines: the lines of the row, its number first.
        kinds: of the columns, as `column_kinds` gives them.
    """
    rest = lines[1:]
    named = [_names(rest, place) for place in range(len(rest))]
    # best[i]: what sharing out the lines before i among the columns so far costs, and where each column begins.
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *((float("inf"), ()) for _ in rest)]
    for kind in kinds[1:]:
        following = [(cost + _EMPTY[kind], (*starts, place)) for place, (cost, starts) in enumerate(best)]
        cheapest: tuple[float, tuple[int, ...]] = (float("inf"), ())  # of the ways to have the column open before the line
        for place, (cost, starts) in enumerate(best[:-1]):
            if place:
                cheapest = (cheapest[0] + _going_on(rest, place, kind, named[place]), cheapest[1])
            cheapest = min(cheapest, (cost + _opening(rest, place, kind, named[place]), (*starts, place)))
            following[place + 1] = min(following[place + 1], cheapest)
        best = following
    bounds = [*best[-1][1], len(rest)]
    return [[lines[0]], *(list(rest[one:after]) for one, after in pairwise(bounds))]


# What it costs to leave a column empty, to open it with such a line, and to go on in it with such a line. A line that begins in small letters goes
# on; one that begins with the name of a body, with an outcome or with a time opens a column of that kind. The figures only rank the ways to share
# out one row.
_EMPTY = {"work": 9.0, "lead": 3.0, "responsible": 3.0, "pair": 3.0, "coordinator": 1.5, "deadline": 1.2, _APPROVER: 1.2, "": 1.2}
_UNFINISHED, _AFTER_COMMA = 3.0, 1.2
_OPENS_SMALL, _OPENS_OTHER = 4.0, 2.0
_ENDED = 1.5


def _opening(lines: Sequence[Line], place: int, kind: str, what: str) -> float:
    said = lines[place].text
    cost = _UNFINISHED if place and _goes_on(lines[place - 1].text) and not lines[place - 1].text.endswith(";") else 0.0
    if kind in _BODIES:
        if what == "body" and cost and kind != "coordinator" and lines[place - 1].text.endswith(","):
            cost = _AFTER_COMMA  # the work goes on behind the end of the page
        return cost + (0.0 if what == "body" or said in _NOBODY else _OPENS_SMALL if said[0].islower() else _OPENS_OTHER)
    if kind == _APPROVER:
        one = what == "body" and pattern("fitting-several").match(said) is None  # a result is laid before one body
        one = one or said in _NOBODY or pattern("fitting-level").match(said) is not None
        return cost + (0.0 if one else _OPENS_SMALL if said[0].islower() else _OPENS_OTHER)
    if kind == "deadline":
        return cost + (0.0 if what == "time" or said[0].isdigit() else _OPENS_SMALL if said[0].islower() else _OPENS_OTHER)
    return cost + (_OPENS_SMALL if said[0].islower() else _ENDED if what in {"body", "time"} and kind == "" else 0.0)


def _going_on(lines: Sequence[Line], place: int, kind: str, what: str) -> float:
    said, before = lines[place].text, lines[place - 1].text
    if _goes_on(before):
        return 0.4 if what == "body" and kind == "work" else 0.0
    # The first word would have stood on the line before, had that been of the same cell; a line of one word is a justified one that was taken apart.
    cost = 0.7 if (what != "body" or kind == "lead") and " " in before and len(before) + 1 + len(said.split()[0]) < _NARROW_BREAK * len(said) else 0.0
    if kind in _BODIES and before.endswith("."):
        cost += _ENDED
    if not said[0].isupper():
        return cost + (_OPENS_OTHER if said[0].isdigit() and kind in _BODIES else 0.0)
    names = what == "body" or pattern("fitting-level").match(said) is not None
    if kind in _BODIES:
        return cost + (1.1 if names and kind == "lead" else 0.9 if names else 1.6 if what else 1.2 if " " in said else 0.3)
    if kind == _APPROVER:
        return cost + (_OPENS_OTHER if names or what else 1.2 if " " in said else 0.3)
    if kind == "deadline":
        return cost + 1.0
    return cost + (1.3 if what in {"body", "time"} else 0.6 if kind == "work" else 0.8)


def _goes_on(said: str) -> bool:
    """A line that ends in the middle of a list, or in the first word of a name ("Bộ Tài chính, Bộ")."""
    return pattern("flat-tables-goes-on").search(said) is not None or cell_starts()[2].search(said) is not None


def _names(lines: Sequence[Line], place: int) -> str:
    """What a line begins to name: "time", "outcome" or "body", "" for other words; a word alone on its line is read with those after it."""
    if not lines[place].text[0].isupper():
        return ""
    said = " ".join(line.text for line in lines[place : place + 3])
    bodies, times, _ = cell_starts()
    if times.match(said):
        return "time"
    if pattern("flat-tables-outcome").match(said):
        return "outcome"
    return "body" if bodies.match(said) or pattern("flat-tables-letters").match(said) else ""
