"""Provisions that a conversion ran together on one line: "Điều 23. Kiểm tra ... 1. Cơ quan chủ quản ... 2. Bộ Tài chính ...: a) ...; b) ...".

Takes one line after another; gives where in it a provision begins that belongs on a line of its own; knows nothing of the tree. A number or letter
counts only where it is the next of its series, so that the numbers inside a sentence stay there; a bullet only where another one follows it.
"""

from __future__ import annotations

import re

from ttdn_kb.structure.marks import SMALL_ROMAN, Mark, Rank, letter_value, read_mark
from ttdn_kb.text.vocabulary import pattern

_BREAK = re.compile(r"(?<=[.;:]) (?:(?P<number>\d{1,2})\.|(?P<letter>[a-zđ])\)|(?P<bullet>[-–+])) (?=[“\"(]?(?P<next>\w))")
_NEXT_BULLET = re.compile(r"[.;] [-–+] (?=[^\W\d_])")


class RunOn:
    """Keeps the last article, number and letter of the open series from line to line."""

    def __init__(self) -> None:
        self.article = self.number = self.letter = 0
        self.title_end = -1  # where a line ended that held no more than the beginning of an article's title

    def cuts(self, text: str, start: int, end: int) -> list[int]:
        """Gives the places inside a line where a provision begins that was run on to the one before it."""
        found: list[int] = []
        if text.startswith("|", start):
            return found  # a row of a table
        while True:
            said = text[start:end].lstrip("*#> ")
            mark = read_mark(said) if said.strip() else None
            words = end - len(said) + (mark.length if mark is not None else 0)
            article = self._next_article(text, start, words, end, mark)
            found += self._inside(text, start, words, end if article < 0 else article, mark)
            if article < 0:
                return found
            found.append(article)
            start = article

    def _next_article(self, text: str, start: int, words: int, end: int, mark: Mark | None) -> int:
        """The place of the article that begins inside a line, -1 for none: behind the title of its chapter, or as the next one behind a sentence."""
        if mark is not None and mark.rank is Rank.ARTICLE:
            self.article = mark.value
        if mark is not None and mark.rank < Rank.ARTICLE:
            titled = pattern("run-on-first-article").match(text, words, end)
            if titled is not None:
                return titled.end()
        for one in pattern("run-on-article").finditer(text, max(start, words), end):
            if int(one["number"]) == self.article + 1:
                return one.start()
        return -1

    def _inside(self, text: str, start: int, words: int, end: int, mark: Mark | None) -> list[int]:
        """The places inside an article or a smaller provision.

        Args:
            words: where the words after the mark begin.
        """
        found: list[int] = []
        titled = self.title_end >= 0 and mark is None and text.count("\n", self.title_end, start) == 1
        self.title_end = -1
        if titled or (mark is not None and mark.rank < Rank.NUMBER):
            self.number = self.letter = 0
            title = pattern("run-on-title").match(text, words, end) if mark is None or mark.rank is Rank.ARTICLE else None
            if title is not None:
                found.append(title.end())
                self.number = int(title["first"] is not None)
            elif mark is not None and mark.rank is Rank.ARTICLE:
                self.title_end = end
        elif mark is not None and mark.rank is Rank.NUMBER:
            self.number, self.letter = mark.value, 0
        elif mark is not None and mark.rank is Rank.POINT and mark.sign != SMALL_ROMAN:
            self.letter = mark.value
        ordered = titled or (mark is not None and mark.rank < Rank.NUMBER)
        bulleted = False
        for broken in _BREAK.finditer(text, found[-1] if found else start, end):
            opens = text[broken.start() - 1] == ":"
            if not broken["next"].isupper():
                continue
            if broken["number"] is not None and int(broken["number"]) == self.number + 1 and (self.number or (opens and ordered)):
                self.number, self.letter = self.number + 1, 0
            elif broken["letter"] is not None and self._goes_on(broken["letter"], opens=opens):
                self.letter = letter_value(broken["letter"])
            elif broken["bullet"] is not None and (_NEXT_BULLET.search(text, broken.end(), end) is not None if opens else bulleted):
                bulleted = True
                found.append(broken.start() + 1)
                continue
            else:
                continue
            bulleted = False
            found.append(broken.start() + 1)
        return found

    def _goes_on(self, letter: str, *, opens: bool) -> bool:
        value = letter_value(letter)
        return opens if value == 1 else 0 < value - self.letter <= 1 and self.letter > 0
