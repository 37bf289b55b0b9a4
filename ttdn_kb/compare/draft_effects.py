"""What a draft does beyond its own clauses.

Takes the assignments of a draft and of the base; gives other leads in documents in force, and work that the draft does not carry; knows nothing of
texts.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttdn_kb.compare.draft_unit import Bearers
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.provinces import NATIONAL, predecessors
from ttdn_kb.query.assignment_table import AssignmentRow, rows_of_store


@dataclass(frozen=True, slots=True)
class Clash:
    """The draft and a document in force of the same province, or of a unit that became it, name different leads for one work."""

    task: str
    draft: AssignmentRow
    other: AssignmentRow

    @property
    def of_unit_before(self) -> bool:
        """Whether the other document is of a unit that became the draft's."""
        return self.other.province != self.draft.province


@dataclass(frozen=True, slots=True)
class Dropped:
    """Work that the draft does not carry, with clauses that do.

    Attributes:
        task: notation.
        carried_by: "replaced", "baseline", "before" (a unit that became the province) or "peers".
        clauses: model wording, one row a clause.
    """

    task: str
    carried_by: str
    clauses: tuple[AssignmentRow, ...]


def clashes(own: list[AssignmentRow], rows: list[AssignmentRow], bearers: Bearers, replaced: str, store: OxigraphStore) -> list[Clash]:
    """Gives the works that a document in force of the province gives another lead, those that the replaced document clashed on already left out.

    Args:
        own: of the draft; rows: of the base and the draft.
        bearers: the bodies of the draft's unit.
        replaced: IRI of the document that the draft replaces, "" for none.
    """
    joint = {
        r[0].value.rsplit("/", 1)[-1]
        for r in store.select("PREFIX ttdn: <https://w3id.org/ttdn/ontology#> SELECT ?task WHERE { ?task ttdn:joint true }").rows
        if r[0]
    }
    holding = {r.norm for r in rows_of_store(store, at=bearers.day)}
    gone = replaced + "/" if replaced else "\x00"
    homes = (bearers.unit, *predecessors(bearers.unit))
    others = [
        r for r in rows if r.province in homes and r.role == "lead" and r.norm in holding and r.status != "draft" and not r.norm.startswith(gone)
    ]
    before = {
        (c.task, bearers.in_unit(c.draft.agent_iri), c.other.norm)
        for c in _clashes([r for r in rows if r.norm.startswith(gone)], others, joint, bearers)
    }
    return [c for c in _clashes(own, others, joint, bearers) if (c.task, c.draft.agent_iri, c.other.norm) not in before]


def _clashes(own: list[AssignmentRow], others: list[AssignmentRow], joint: set[str], bearers: Bearers) -> list[Clash]:
    found = []
    for mine in own:
        if mine.role != "lead":
            continue
        for other in others:
            shared = (set(_list(mine.tasks)) & set(_list(other.tasks))) - joint
            same_thing = not mine.object or not other.object or mine.object == other.object
            if shared and same_thing and bearers.in_unit(other.agent_iri) != mine.agent_iri:
                found += [Clash(task, mine, other) for task in sorted(shared)]
    return found


def dropped(own: list[AssignmentRow], rows: list[AssignmentRow], province: str, replaced: str, store: OxigraphStore) -> list[Dropped]:
    """Gives work of the replaced document that the draft has nowhere; where nothing is replaced, work that others carry: the baseline,
    the units that became the province, most peers.

    Args:
        own: of the draft; rows: of the base and the draft.
        province: notation; replaced: IRI of the document that the draft replaces, "" for none.
    """
    carried = {t for r in own for t in _list(r.tasks)}
    found = []
    if replaced:
        before = [r for r in rows if r.norm.startswith(replaced + "/")]
        for task in sorted({t for r in before for t in _list(r.tasks)} - carried):
            found.append(Dropped(task, "replaced", tuple(_clauses(task, before))))
        return found
    before_it = predecessors(province)
    peers = sorted({r.province for r in rows if r.province not in (province, *before_it, NATIONAL) and r.status != "draft"})
    former = [r for r in rows if r.province in before_it]
    required = _required(store, province)
    national = [r for r in rows if r.norm in required]
    for task in sorted({t for r in rows for t in _list(r.tasks)} - carried):
        having = {r.province for r in rows if task in _list(r.tasks) and r.province in peers}
        if any(task in _list(r.tasks) for r in national):
            found.append(Dropped(task, "baseline", tuple(_clauses(task, national))))
        elif any(task in _list(r.tasks) for r in former):
            found.append(Dropped(task, "before", tuple(_clauses(task, former))))
        elif peers and len(having) * 2 > len(peers):
            found.append(Dropped(task, "peers", tuple(_clauses(task, [r for r in rows if r.province in peers]))))
    return found


def _required(store: OxigraphStore, province: str) -> set[str]:
    """Norms that national documents give to the province; what they give to any province where the base knows no body of this one yet."""
    query = "PREFIX ttdn: <https://w3id.org/ttdn/ontology#> SELECT ?norm ?province WHERE { ?norm ttdn:requiredOf ?province }"
    rows = [(norm.value, place.value.rsplit("/", 1)[-1]) for norm, place in store.select(query).rows if norm and place]
    return {norm for norm, place in rows if place == province} or {norm for norm, _ in rows}


def _clauses(task: str, rows: list[AssignmentRow]) -> list[AssignmentRow]:
    return list({r.norm: r for r in reversed(rows) if task in _list(r.tasks)}.values())[::-1][:4]


def _list(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]
