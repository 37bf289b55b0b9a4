"""How alike two sides are.

Takes two sides' entries; gives two numbers from 0 to 1, overall and by topic; knows nothing of formats.

A side says a set of things, each thing a triple of task, role and agency type. The likeness of two sides is the Jaccard index of their sets: things
that both say, by things that either says (P. Jaccard, 1912). The likeness of tasks is the same index over the tasks alone: whether both see to the
same work, whoever does it. Two empty sets have no likeness. Bearers that are gone on the day and work that nobody is given say nothing of who does
what, so they count as tasks only.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple, TypeVar

from ttdn_kb.compare.comparison import Comparison
from ttdn_kb.compare.material import Entry

Thing = TypeVar("Thing")


class Likeness(NamedTuple):
    """How alike two sides are on a topic ("" for all topics together).

    Attributes:
        a, b: places of the sides.
        things: Jaccard index of (task, role, agency type); None where neither says anything.
        tasks: Jaccard index of tasks.
        shared: things that both say.
        said: things that a says, things that b says.
    """

    topic: str
    a: int
    b: int
    things: float | None
    tasks: float | None
    shared: int
    said: tuple[int, int]


def likeness(comparison: Comparison) -> list[Likeness]:
    """Gives the likeness of every pair of sides: all topics together first, then each topic by name."""
    names = comparison.material.names
    topics = {t for side in comparison.entries for e in side for t in e.topics}
    if comparison.topic:
        topics &= {comparison.topic}
    found = []
    for topic in ["", *sorted(topics, key=lambda t: names.sort_key("topic", t))]:
        for a, b in combinations(range(len(comparison.sides)), 2):
            own = [[e for e in comparison.entries[i] if not topic or topic in e.topics] for i in (a, b)]
            things = [_things(entries, comparison.sides[i].day) for entries, i in zip(own, (a, b), strict=True)]
            tasks = [{t for e in entries for t in e.tasks} for entries in own]
            said = (len(things[0]), len(things[1]))
            found.append(Likeness(topic, a, b, jaccard(*things), jaccard(*tasks), len(things[0] & things[1]), said))
    return found


def jaccard(first: set[Thing], second: set[Thing]) -> float | None:
    """Gives the Jaccard index, None for two empty sets.

    >>> jaccard({1, 2, 3}, {2, 3, 4}), jaccard(set(), set())
    (0.5, None)
    """
    either = first | second
    return len(first & second) / len(either) if either else None


def _things(entries: Iterable[Entry], day: str) -> set[tuple[str, str, str]]:
    return {(task, e.role, e.type) for e in entries if e.type and not e.orphaned(day) for task in e.tasks}
