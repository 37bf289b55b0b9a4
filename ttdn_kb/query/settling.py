"""What follows from the decisions on a draft.

Takes a draft with its decisions and the structure of its text; gives the norms as reviewed, what nobody decided on, and the decisions whose
proposal is gone; knows nothing of who decided how. Nothing reviewed is lost: a norm that the present reading no longer proposes stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ttdn_kb.foundation.model import Assignment, Norm, Provision, ProvisionKind, Span
from ttdn_kb.graph import agents_index
from ttdn_kb.graph.agents_index import AgentIndex
from ttdn_kb.graph.norm_records import ROLES
from ttdn_kb.graph.proposals import Proposal
from ttdn_kb.graph.review_records import Decision
from ttdn_kb.query.drafts import Draft
from ttdn_kb.query.reviewing import EDITABLE, Item, items, locate, match

_OF_NORM = EDITABLE[3:]


@dataclass(frozen=True, slots=True)
class Settled:
    """A draft as reviewed.

    Attributes:
        norms: what people accepted, corrected or added, in text order.
        pending: items without decision.
        rejected: how many proposals were refused.
        kept: decisions whose proposal the present reading no longer makes; their norms are among `norms`.
        lost: decisions whose quote the text no longer has.
        proposals: entries that the register lacks for corrected or added agents.
    """

    norms: tuple[Norm, ...]
    pending: tuple[Item, ...]
    rejected: int
    kept: tuple[Decision, ...]
    lost: tuple[Decision, ...]
    proposals: tuple[Proposal, ...]


def settle(draft: Draft, tree: Provision) -> Settled:
    """Gives the draft as reviewed.

    Args:
        draft: with its decisions.
        tree: structure of its text, to cite added places.
    """
    every = items(draft)
    index = agents_index.load()
    _, orphans = match(every, draft.decisions)
    making = _Making(draft, tree, index)
    shared: dict[int, dict[str, str]] = {}
    for item in every:
        if item.decision is not None and item.decision.verdict == "correct":
            new = {c: v for c, _, v in item.decision.changes}
            shared.setdefault(item.norm, {}).update({c: v for c, v in new.items() if c in (*_OF_NORM, "quote", "start", "end")})
    for item in every:
        if item.decision is not None and item.decision.verdict in ("accept", "correct"):
            own = {c: v for c, _, v in item.decision.changes}
            making.add(item, {**shared.get(item.norm, {}), **own})
    kept: list[Decision] = []
    lost: list[Decision] = []
    for decision in orphans:
        if decision.verdict != "reject":
            (kept if making.add_orphan(decision) else lost).append(decision)
    reviewed = {(n.span.start, n.span.end, a.role, a.agent_iri) for n in making.norms() for a in n.assignments}
    pending = [i for i in every if i.decision is None and (i.row.start, i.row.end, i.row.role, i.row.agent_iri) not in reviewed]
    rejected = sum(1 for i in every if i.decision is not None and i.decision.verdict == "reject")
    return Settled(tuple(making.norms()), tuple(pending), rejected, tuple(kept), tuple(lost), tuple(making.proposals.values()))


class _Making:
    """Reviewed norms under construction: rows with one place and modality are one norm."""

    def __init__(self, draft: Draft, tree: Provision, index: AgentIndex) -> None:
        self.draft, self.tree, self.index = draft, tree, index
        self.made: dict[tuple[int, int, str], Norm] = {}
        self.proposals: dict[str, Proposal] = {}

    def norms(self) -> list[Norm]:
        return [replace(n, assignments=tuple(sorted(n.assignments, key=_rank))) for _, n in sorted(self.made.items())]

    def add(self, item: Item, new: Mapping[str, str]) -> None:
        base = self.draft.entries[item.norm].norm
        former = next((a for a in base.assignments if a.role == item.row.role and a.agent_iri == item.row.agent_iri), None)
        self._put(base, former, new.get("role", item.row.role), new.get("agent", item.row.agent), new)

    def add_orphan(self, decision: Decision) -> bool:
        new = {c: v for c, _, v in decision.changes}
        span = locate(self.draft.source.text, new.get("quote", decision.key.quote), int(new.get("start") or decision.key.start))
        if span is None:
            return False
        node = deepest(self.tree, span)
        same = next((n for n in self.draft.norms if n.span == span), None)
        base = same or Norm(node.eid, node.path, span, span.slice(self.draft.source.text))
        self._put(
            base,
            None,
            new.get("role", decision.key.role),
            new.get("agent", decision.key.agent),
            {**new, "start": str(span.start), "end": str(span.end)},
        )
        return True

    def _put(self, base: Norm, former: Assignment | None, role: str, agent: str, new: Mapping[str, str]) -> None:
        span = Span(int(new.get("start") or base.span.start), int(new.get("end") or base.span.end))
        words: dict[str, Any] = {c: new[c] for c in ("modality", "object", "place", "deadline", "deadline_value", "frequency") if c in new}
        words |= {c: tuple(p for p in new[c].split(";") if p) for c in ("topics", "tasks") if c in new}
        norm = replace(base, span=span, quote=span.slice(self.draft.source.text), assignments=(), confidence=1.0, **words)
        if span != base.span:
            node = deepest(self.tree, span)
            norm = replace(norm, provision=node.eid, path=node.path)
        place = (span.start, span.end, norm.modality)
        known = self.made.setdefault(place, norm)
        if not agent:
            return
        same = former is not None and former.agent == agent
        cast = replace(former, role=role, confidence=1.0) if former is not None and same else self._resolve(role, agent)
        if all((a.role, a.agent_iri) != (cast.role, cast.agent_iri) for a in known.assignments):
            self.made[place] = replace(known, assignments=(*known.assignments, cast))

    def _resolve(self, role: str, agent: str) -> Assignment:
        generic, collective = sort_of(agent)
        fields = self.draft.source.fields
        found = self.index.resolve(agent, str(fields.get("province", "")), generic=generic, collective=collective, day=str(fields.get("issued", "")))
        if found.proposal is not None:
            self.proposals[found.iri] = found.proposal
        vague = found.iri in self.index.generic or (found.proposal is not None and generic)
        return Assignment(role, found.label, found.iri, generic=vague, collective=collective)


def sort_of(agent: str) -> tuple[bool, bool]:
    """Says whether a name is that of a generic agent, and whether of a collective.

    >>> sort_of("các cơ quan, đơn vị liên quan")[0], sort_of("Sở Y tế")
    (True, (False, False))
    """
    from ttdn_kb.norms.agents import AgentParser, Text
    from ttdn_kb.norms.lexicon import load

    mention = AgentParser(load()).at(Text(agent), 0, len(agent)) if agent else None
    return (bool(mention.generic), mention.collective) if mention else (False, False)


def _rank(assignment: Assignment) -> int:
    return ROLES.index(assignment.role) if assignment.role in ROLES else len(ROLES)


def deepest(tree: Provision, span: Span) -> Provision:
    """Gives the innermost provision around a place."""
    best = tree
    for node in tree.walk():
        if node.eid and node.kind is not ProvisionKind.LACUNA and node.span.start <= span.start and span.end <= node.span.end:
            best = node
    return best
