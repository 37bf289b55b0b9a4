"""Provisions that a conversion ran together on one line: "Điều 23. Kiểm tra ... 1. Cơ quan chủ quản ... 2. Bộ Tài chính ...: a) ...; b) ...".

Takes one line after another; gives where in it a provision begins that belongs on a line of its own; knows nothing of the tree. A number or letter
counts only where it is the next of its series, so that the numbers inside a sentence stay there.
"""

from __future__ import annotations

import re

from ttdn_kb.structure.marks import SMALL_ROMAN, Rank, letter_value, read_mark
from ttdn_kb.text.vocabulary import pattern

_BREAK = re.compile(r"(?<=[.;:]) (?:(?P<number>\d{1,2})\.|(?P<letter>[a-zđ])\)) (?=[“\"(]?(?P<next>\w))")


class RunOn:
    """Keeps the last number and letter of the open series from line to line."""

    def __init__(self) -> None:
        self.number = self.letter = 0
        self.title_end = -1  # where a line ended that held no more than the beginning of an article's title

    def cuts(self, text: str, start: int, end: int) -> list[int]:
        """Gives the places inside a line where a provision begins that was run on to the one before it."""
        said = text[start:end].lstrip("*#> ")
        mark = read_mark(said) if said.strip() else None
        found: list[int] = []
        titled = self.title_end >= 0 and mark is None and text.count("\n", self.title_end, start) == 1
        self.title_end = -1
        if titled or (mark is not None and mark.rank <= Rank.ARTICLE):
            self.number = self.letter = 0
            first = end - len(said) + (mark.length if mark is not None else 0)
            title = pattern("run-on-title").match(text, first, end) if mark is None or mark.rank is Rank.ARTICLE else None
            if title is not None:
                found.append(title.end())
                self.number = int(title["first"] is not None)
            elif mark is not None and mark.rank is Rank.ARTICLE:
                self.title_end = end
        elif mark is not None and mark.rank is Rank.NUMBER:
            self.number, self.letter = mark.value, 0
        elif mark is not None and mark.rank is Rank.POINT and mark.sign != SMALL_ROMAN:
            self.letter = mark.value
        for broken in _BREAK.finditer(text, found[-1] if found else start, end):
            if not broken["next"].isupper():
                continue
            if broken["number"] is not None and int(broken["number"]) == self.number + 1 and self.number:
                self.number, self.letter = self.number + 1, 0
            elif broken["letter"] is not None and self._goes_on(text, broken):
                self.letter = letter_value(broken["letter"])
            else:
                continue
            found.append(broken.start() + 1)
        return found

    def _goes_on(self, text: str, broken: re.Match[str]) -> bool:
        value = letter_value(broken["letter"])
        return text[broken.start() - 1] == ":" if value == 1 else 0 < value - self.letter <= 1 and self.letter > 0
