"""Who works with whom, who reports to whom, and who does how much.

Takes entries of one side; gives pairs and counts with the entries they rest on; knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ttdn_kb.compare.material import Entry
from ttdn_kb.query.answers import fold

_DOING, _HELPING = ("lead", "responsible"), ("coordinator", "partner")


class Pair(NamedTuple):
    """Two bodies tied by clauses: who leads or does and who helps, or who reports and to whom. `general` where one is named in general words only."""

    first: str
    second: str
    entries: tuple[Entry, ...]
    general: bool

    @property
    def norms(self) -> int:
        return len({e.norm for e in self.entries})


def coordination(entries: Iterable[Entry]) -> list[Pair]:
    """Gives who coordinates with whom, most works first.

    In each clause the bodies that lead or do it are tied to those that coordinate; where all only coordinate, the bearers to their partners.
    """
    found: dict[tuple[str, str], list[Entry]] = {}
    for held in _by_norm(entries):
        doing = [e for e in held if e.role in _DOING] or [e for e in held if e.role == "coordinator"]
        helping = [e for e in held if e.role in _HELPING and e not in doing]
        for a in doing:
            for b in helping:
                if a.agent_iri != b.agent_iri:
                    found.setdefault((a.agent, b.agent), []).extend((a, b))
    return _pairs(found)


def reporting(entries: Iterable[Entry]) -> list[Pair]:
    """Gives who reports to whom: in each clause that names a recipient, those that lead, do or coordinate the work report to it."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for held in _by_norm(entries):
        for to in (e for e in held if e.role == "report_to"):
            for a in held:
                if a.role in (*_DOING, "coordinator") and a.agent_iri != to.agent_iri:
                    found.setdefault((a.agent, to.agent), []).extend((a, to))
    return _pairs(found)


def by_body(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Gives the entries of each body by its name, the busiest first."""
    found: dict[str, list[Entry]] = {}
    for e in entries:
        if e.agent:
            found.setdefault(e.agent, []).append(e)
    order = sorted(found, key=lambda name: (-len({e.norm for e in found[name]}), fold(name), name))
    return {name: found[name] for name in order}


def _by_norm(entries: Iterable[Entry]) -> list[list[Entry]]:
    norms: dict[str, list[Entry]] = {}
    for e in entries:
        if e.agent:
            norms.setdefault(e.norm, []).append(e)
    return list(norms.values())


def _pairs(found: dict[tuple[str, str], list[Entry]]) -> list[Pair]:
    pairs = [
        Pair(first, second, tuple({e.assignment: e for e in held}.values()), any(e.kind == "generic" for e in held))
        for (first, second), held in found.items()
    ]
    return sorted(pairs, key=lambda p: (-p.norms, fold(p.first), fold(p.second)))
