"""The provisions that words name: "các khoản 1, 3 và 5 Điều 14", "điểm b khoản 2 và khoản 4 Điều 9".

Takes words; gives places in a document by their eids; knows nothing of which provisions exist but to choose between the two parts of a decision that
promulgates a regulation. Vietnamese names the inner provision first, and an outer one holds for all inner ones before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from ttdn_kb.text.vocabulary import pattern

_DECISION = "qd/"
_LEVELS = ("dieu", "khoan", "diem")


@dataclass(frozen=True, slots=True)
class Place:
    """A provision by its numbers.

    Attributes:
        article, clause, point: as written in small letters, "" where the words do not say it.
        decision: whether it is named as one of the decision itself, not of the regulation that it promulgates.
    """

    article: str = ""
    clause: str = ""
    point: str = ""
    decision: bool = False

    @property
    def numbers(self) -> tuple[str, str, str]:
        return self.article, self.clause, self.point

    @property
    def number(self) -> str:
        return self.point or self.clause or self.article

    @property
    def eid(self) -> str:
        """The path of the provision, "" where an outer number is missing.

        >>> Place("15a", "2", "đ").eid, Place(clause="2").eid
        ('dieu-15a/khoan-2/diem-dd', '')
        """
        if not self.article:
            return ""
        return "/".join(f"{level}-{n.replace('đ', 'dd')}" for level, n in zip(_LEVELS, self.numbers, strict=True) if n)

    @property
    def words(self) -> str:
        """The place as a citation gives it.

        >>> Place("15a", "2", "đ").words
        'Điều 15a, khoản 2, điểm đ'
        """
        levels = zip(("Điều", "khoản", "điểm"), self.numbers, strict=True)
        return ", ".join(f"{level} {number}" for level, number in levels if number)

    @property
    def parent(self) -> Place | None:
        if self.point:
            return Place(self.article, self.clause, "", self.decision)
        return Place(self.article, "", "", self.decision) if self.clause else None

    def beside(self, eid: str, part: str = "") -> bool:
        """Whether an eid is that of a sibling in a part of the document."""
        return eid.startswith(part) and eid.removeprefix(part).rsplit("-", 1)[0] == self.eid.rsplit("-", 1)[0]

    @staticmethod
    def key(number: str) -> tuple[int, str]:
        """Sorts numbers as provisions stand: 9, 10, 10a; d, đ, e.

        >>> sorted(["10a", "9", "10"], key=Place.key), sorted(["e", "đ", "d"], key=Place.key)
        (['9', '10', '10a'], ['d', 'đ', 'e'])
        """
        digits = re.match(r"\d+", number)
        rest = number[digits.end() if digits else 0 :].lower()
        return int(digits.group()) if digits else 0, rest.replace("đ", "d~")


def places_named(words: str) -> tuple[Place, ...]:
    """Gives the provisions that words name, in text order.

    >>> [p.eid for p in places_named("các khoản 1, 3 và 5 Điều 14")]
    ['dieu-14/khoan-1', 'dieu-14/khoan-3', 'dieu-14/khoan-5']
    >>> [p.eid for p in places_named("Điều 17, khoản 3 và khoản 4 Điều 20, điểm a, b khoản 2 Điều 6")]
    ['dieu-17', 'dieu-20/khoan-3', 'dieu-20/khoan-4', 'dieu-6/khoan-2/diem-a', 'dieu-6/khoan-2/diem-b']
    """
    said = []
    for match in pattern("places-named-step").finditer(words):
        level = next(at for at, name in enumerate(("article", "clause", "point")) if match.group(name))
        numbers = [n.lower() for n in pattern("places-named-number").findall(match.group("numbers"))]
        if numbers:
            said.append((level, numbers, match.end()))
    found: list[Place] = []
    decision = False
    article = clause = ""
    for at in range(len(said) - 1, -1, -1):
        level, numbers, end = said[at]
        if level == 0:
            article, clause = numbers[0], ""
            decision = bool(pattern("places-named-decision").match(words, end))
        elif level == 1:
            clause = numbers[0]
        if at and said[at - 1][0] > level:
            continue  # only says where the inner one before it stands
        for number in reversed(numbers):
            inner = {1: Place(article, number, "", decision), 2: Place(article, clause, number, decision)}
            found.append(inner.get(level, Place(number, "", "", decision)))
    return tuple(reversed(found))


def completed(place: Place, around: Place | None) -> Place:
    """Gives a place with the outer numbers that it lacks taken from another one.

    >>> completed(Place(clause="8"), Place("15", "7")).eid, completed(Place(point="d"), Place("6", "2")).eid
    ('dieu-15/khoan-8', 'dieu-6/khoan-2/diem-d')
    """
    if around is None or place.article:
        return place
    clause = place.clause or (around.clause if place.point else "")
    return Place(around.article, clause, place.point, around.decision)


def part_of(place: Place, eids: Collection[str]) -> str | None:
    """Gives the path of the part of a document in which a place stands, "" for a document of one part, None where it is not sure.

    A decision that promulgates a regulation has articles of its own; numbers are those of the regulation unless the words say otherwise.

    >>> part_of(Place("2"), ["qd/dieu-1", "dieu-2"]), part_of(Place("2"), ["qd/dieu-2", "qd_2/dieu-2"])
    ('', 'qd_2/')
    >>> part_of(Place("2", decision=True), ["qd/dieu-2", "dieu-2"])
    'qd/'
    >>> part_of(Place("1"), ["kem-theo-1/dieu-1", "kem-theo-2/dieu-1"])
    """
    parts = sorted({eid[: at + 1] if (at := eid.rfind("/", 0, eid.find("dieu-") + 1)) >= 0 else "" for eid in eids if "dieu-" in eid})
    attached = [part for part in parts if part != _DECISION]
    if place.decision and _DECISION in parts:
        return _DECISION
    if "" in attached or not parts:
        return ""
    here = attached or parts
    return here[0] if len(here) == 1 else None


def eid_of(place: Place, eids: Collection[str]) -> str:
    """Gives the eid of a place in a document, "" where it is not sure in which part of it."""
    part = part_of(place, eids)
    return "" if part is None else part + place.eid
