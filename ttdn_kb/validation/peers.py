"""How others word the same work.

Takes tasks and a province; gives clauses of other provinces that do what the finding misses; knows nothing of how gaps are found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ttdn_kb.graph.namespaces import VOCAB
from ttdn_kb.graph.provinces import predecessors
from ttdn_kb.validation.findings import Clause
from ttdn_kb.validation.places import Places

_SHOWN = 4
_LEAD = (f"{VOCAB}role/lead",)
_DOING = (f"{VOCAB}role/lead", f"{VOCAB}role/responsible")
_NATIONAL = f"{VOCAB}province/trung-uong"


class Peers:
    """Clauses by task, over all documents.

    Args:
        places: look-ups on the store.
        at: ISO 8601 day on which a peer's document has to hold, "" for any.
    """

    def __init__(self, places: Places, at: str = "") -> None:
        self._places = places
        self._at = at
        self._works: dict[str, list[tuple[str, str, bool]]] = {}

    def of(self, wish: str, tasks: Sequence[str], own: str) -> list[Clause]:
        """Gives up to four clauses, one a document, of other provinces on any of the tasks.

        Args:
            wish: "lead" and "assigned" want a clause that names who leads or does; "deadline" one that gives a time; "any" any; "" none.
            tasks: IRIs of the work.
            own: notation of the province that is left out, with the units that became it.
        """
        if not wish:
            return []
        found: dict[str, tuple[tuple[object, ...], str]] = {}
        self.learn(tasks)
        for task in tasks:
            for norm, province, timed in self._works[task]:
                place = self._places.place(norm)
                if place is None or province in ("", _NATIONAL) or province.rsplit("/", 1)[-1] in (own, *predecessors(own)):
                    continue
                document = self._places.documents.get(place.document)
                if document is None or (self._at and not document.holds(self._at)) or not self._fits(wish, norm, timed):
                    continue
                # The youngest document of a province speaks for it, by its first clause; a clause with a lead is the better model.
                leads = any(role in _LEAD for role, _ in self._places.roles(norm))
                rank = (not leads, place.order, place.start, norm)
                if place.document not in found or rank < found[place.document][0]:
                    found[place.document] = (rank, norm)
        clauses = [self._places.clause(norm) for _, norm in sorted(found.values(), key=lambda x: x[0])]
        return [c for c in clauses if c is not None][:_SHOWN]

    def learn(self, tasks: Iterable[str]) -> None:
        """Looks up the clauses on tasks, many at a time."""
        fresh = sorted({t for t in tasks if t not in self._works})
        if not fresh:
            return
        gathered: dict[str, dict[tuple[str, str], bool]] = {t: {} for t in fresh}
        for row in self._places.rows("works", {"task": fresh}):
            key = (row["norm"], row["province"])
            gathered[row["task"]][key] = gathered[row["task"]].get(key, False) or bool(row["timed"] and row["timed"] != "adhoc")
        for task, works in gathered.items():
            self._works[task] = [(norm, province, timed) for (norm, province), timed in sorted(works.items())]
        self._places.learn_norms(norm for works in gathered.values() for norm, _ in works)

    def _fits(self, wish: str, norm: str, timed: bool) -> bool:
        roles = {role for role, _ in self._places.roles(norm)}
        if wish in ("lead", "assigned"):
            return bool(roles & set(_DOING))
        return timed if wish == "deadline" else True
