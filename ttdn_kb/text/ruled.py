"""Tables drawn with rules on a page of a PDF, as rows between bars.

Takes a page of pdfium; gives its text with each ruled table as one line a row, "| a | b |"; knows nothing of what the cells say. Where a table is
drawn, its rules say which words share a cell, which the order of the words on the page does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_PATH = 2
_THIN = 2.5
_NEAR = 3.0
_LEAST_ROWS = 2
_LEAST_SHARE = 0.7
_LEAST_DRAWN = 0.2
_MOST_RULES = 20000
_BULLET = re.compile(r"\n\s*(?=[-+•]\s)")
_PAGE_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,4}\s*[-–]?\s*")


@dataclass(frozen=True, slots=True)
class Grid:
    """The rules of one table in points from the page's lower left corner.

    Attributes:
        uprights: the places of the upright rules, from left to right.
        levels: the places of the level rules, from top to bottom.
        drawn: for each upright rule the stretches where it is drawn; a cell that stands across columns parts it.
    """

    uprights: tuple[float, ...]
    levels: tuple[float, ...]
    drawn: tuple[tuple[tuple[float, float], ...], ...]

    def parts(self, place: int, bottom: float, top: float) -> bool:
        """Says whether an upright rule, by its place in `uprights`, parts the cells of a row."""
        inside = sum(max(0.0, min(top, end) - max(bottom, start)) for start, end in self.drawn[place])
        return place in {0, len(self.uprights) - 1} or inside >= (top - bottom) * _LEAST_DRAWN


@dataclass(frozen=True, slots=True)
class _Rule:
    at: float
    start: float
    end: float


def _rules(page: Any) -> tuple[list[_Rule], list[_Rule]]:
    """The upright and the level rules of a page."""
    uprights: list[_Rule] = []
    levels: list[_Rule] = []
    for count, item in enumerate(page.get_objects(filter=[_PATH], max_depth=3)):
        if count > _MOST_RULES:
            return [], []
        left, bottom, right, top = item.get_bounds()
        if right - left <= _THIN < top - bottom:
            uprights.append(_Rule((left + right) / 2, bottom, top))
        elif top - bottom <= _THIN < right - left:
            levels.append(_Rule((bottom + top) / 2, left, right))
    return uprights, levels


def _merged(rules: list[_Rule]) -> list[tuple[float, float]]:
    """The stretches that rules cover, those that touch joined."""
    out: list[tuple[float, float]] = []
    for start, end in sorted((rule.start, rule.end) for rule in rules):
        if out and start <= out[-1][1] + _NEAR:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _lanes(rules: list[_Rule], least: float) -> list[float]:
    """The places of rules that, joined, are at least so long."""
    lanes: list[list[_Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lanes and rule.at - lanes[-1][-1].at <= _NEAR:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    return [sum(rule.at for rule in lane) / len(lane) for lane in lanes if sum(end - start for start, end in _merged(lane)) >= least]


def grids(page: Any) -> list[Grid]:
    """Gives the ruled tables of a page of two columns and two rows or more, from top to bottom."""
    uprights, levels = _rules(page)
    found = []
    for bottom, top in reversed(_merged(uprights)):
        inside = [rule for rule in levels if bottom - _NEAR <= rule.at <= top + _NEAR]
        upright = [rule for rule in uprights if bottom - _NEAR <= rule.start and rule.end <= top + _NEAR]
        sides = _lanes(upright, (top - bottom) * 0.3)
        if len(sides) < 3:
            continue
        across = _lanes(inside, (sides[-1] - sides[0]) * _LEAST_SHARE)
        if len(across) > _LEAST_ROWS:
            found.append(Grid(tuple(sides), tuple(reversed(across)), _drawn(sides, upright)))
    return found


def _drawn(sides: list[float], rules: list[_Rule]) -> tuple[tuple[tuple[float, float], ...], ...]:
    """For each side the stretches of the rules that are nearer to it than to any other."""
    nearest: dict[float, list[_Rule]] = {side: [] for side in sides}
    for rule in rules:
        nearest[min(sides, key=lambda side: abs(side - rule.at))].append(rule)
    return tuple(tuple(_merged(nearest[side])) for side in sides)


def _cell(words: str) -> str:
    words = _BULLET.sub("<br>", words.strip())
    return re.sub(r"\s+", " ", words).replace("|", "\\|").strip()


def page_text(page: Any, layer: Any, tables: list[Grid]) -> str:
    """Gives the text of a page, its ruled tables as rows between bars.

    A page number alone above or below a table is left out, so that a table that goes on overleaf stays one.
    """
    width, height = page.get_size()
    parts: list[str] = []
    upper = height
    for grid in tables:
        parts.append(_around(layer, grid.levels[0], upper, width))
        rows = []
        for top, bottom in zip(grid.levels, grid.levels[1:], strict=False):
            cells = _cells(layer, grid, bottom, top)
            if any(cells):
                rows.append("| " + " | ".join(cells) + " |")
        parts.append("\n".join(rows))
        upper = grid.levels[-1]
    parts.append(_around(layer, 0.0, upper, width))
    return "\n\n".join(part for part in parts if part)


def _cells(layer: Any, grid: Grid, bottom: float, top: float) -> list[str]:
    """The words of a row, a cell a column; a cell across columns stands in its first."""
    cells: list[str] = []
    sides = [place for place in range(len(grid.uprights)) if grid.parts(place, bottom, top)]
    for left, right in pairwise(sides):
        words = _cell(_bounded(layer, grid.uprights[left], bottom, grid.uprights[right], top))
        cells += [words, *[""] * (right - left - 1)]
    return cells


def _bounded(layer: Any, left: float, bottom: float, right: float, top: float) -> str:
    return str(layer.get_text_bounded(left, bottom, right, top)).replace("\r\n", "\n").replace("\r", "\n")


def _around(layer: Any, bottom: float, top: float, width: float) -> str:
    words = _bounded(layer, 0.0, bottom, width, top).strip("\n ")
    return "" if _PAGE_NUMBER.fullmatch(words) else words
