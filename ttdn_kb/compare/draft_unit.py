"""Whose draft a draft is, and which bodies it means.

Takes what the draft, its user and the document that it replaces say of the province, and a day; gives the unit that exists on the day, and for each
agent of a clause the body of that unit; knows nothing of stores. A draft is not in force yet: it speaks of the bodies of its own day, also in the
words that it keeps of an older document (docs/decisions/0011).
"""

from __future__ import annotations

from dataclasses import dataclass

from ttdn_kb.foundation.model import Assignment
from ttdn_kb.graph.agents_index import AgentIndex, Found
from ttdn_kb.graph.provinces import NATIONAL, exists_on, one_on, predecessors, province_on, renamed, successors


def unit_of(said: str, replaced: str, typed: tuple[str, ...], day: str) -> str:
    """Gives the notation of the unit whose draft it is.

    Args:
        said: the unit that the draft names, "" for none; its name may be that of a later one too.
        replaced: the unit of the document that it replaces, "" for none.
        typed: the units that the user may mean, oldest first, () for none.
        day: ISO 8601 day on which the draft is looked at.

    >>> unit_of("quang-tri", "quang-tri", (), "2026-03-01"), unit_of("", "hau-giang", (), "2026-03-01"), unit_of("", "quang-tri", (), "2025-01-01")
    ('quang-tri-2025', 'can-tho-2025', 'quang-tri')
    """
    if typed:
        return one_on(typed, day)
    unit = province_on(said or replaced, day)
    if said or exists_on(unit, day):
        return unit
    after = [u for u in successors(unit) if exists_on(u, day)]
    return after[0] if len(after) == 1 else unit


@dataclass(frozen=True, slots=True)
class Bearers:
    """The bodies that a draft means.

    Attributes:
        index: the register.
        unit: notation of the draft's unit; home: of the unit whose document it replaces, "" for none.
        day: ISO 8601 day of the draft.
    """

    index: AgentIndex
    unit: str
    home: str
    day: str

    def of(self, a: Assignment) -> Found:
        """Gives the body that an assignment of the draft means."""
        if not a.agent_iri:
            return self.index.resolve(a.agent, self.unit, generic=a.generic, collective=a.collective, day=self.day)
        return self.now(a.agent_iri, a.agent)

    def now(self, iri: str, label: str = "") -> Found:
        """Gives the body that words kept of the replaced document mean in the draft.

        Args:
            iri: of the body that they meant there; label: its name.
        """
        place = self.index.jurisdiction(iri)
        if place not in ("", NATIONAL, self.unit):
            now = self.unit if place == self.home else province_on(place, self.day)
            if now != place:
                return self.index.counterpart(iri, now)
        return Found(iri, label, None)

    def in_unit(self, iri: str) -> str:
        """Gives the IRI of the body of the draft's unit that stands for a body of the replaced document's unit or of one that became it."""
        before = self.index.jurisdiction(iri) in {self.home, *predecessors(self.unit)} - {"", NATIONAL, self.unit}
        return self.index.counterpart(iri, self.unit).iri if before else iri

    def renamed(self, label: str) -> str:
        """Gives a name of the replaced document as the draft's unit has it: "Công an tỉnh" is "Công an thành phố" in a city."""
        return renamed(label, self.home, self.unit) if self.home else label
