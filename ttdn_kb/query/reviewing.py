"""What people decide on a draft, and what follows from it.

Takes a draft with its decisions; gives the items to look at, least certain first, checks a correction, and gives the norms as reviewed. A decision stays true
when the text is read again: it finds its item by quote, offsets, role and agent; where the new reading no longer proposes it, the reviewed norm stays.
Knows nothing of terminals and files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.foundation.model import Assignment, Norm, Provision, ProvisionKind, Span
from ttdn_kb.graph import agents_index
from ttdn_kb.graph.agents_index import AgentIndex, Proposal, name_key
from ttdn_kb.graph.norm_records import ROLES
from ttdn_kb.graph.review_records import Decision, Key
from ttdn_kb.graph.vocabulary import concepts, find
from ttdn_kb.query.assignment_table import AssignmentRow
from ttdn_kb.query.drafts import Draft, rows_of

# Columns that a reviewer may change; the rest follows from them.
EDITABLE = ("quote", "agent", "role", "modality", "topics", "tasks", "object", "place", "deadline", "deadline_value", "frequency")
_OF_NORM = EDITABLE[3:]
_VOCABULARY = {"role": "roles", "modality": "modalities", "topics": "topics", "tasks": "tasks"}


@dataclass(frozen=True, slots=True)
class Item:
    """A proposed assignment, or work without bearer, with the latest decision on it."""

    key: Key
    row: AssignmentRow
    norm: int
    decision: Decision | None = None

    def value(self, column: str) -> str:
        """Gives a cell as it stands after the decision."""
        changed = {c: new for c, _, new in self.decision.changes} if self.decision and self.decision.verdict == "correct" else {}
        return changed.get(column, str(getattr(self.row, column)))


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


def key_of(row: AssignmentRow) -> Key:
    return Key(row.start, row.end, row.quote, row.role, row.agent)


def items(draft: Draft) -> list[Item]:
    """Gives all items of a draft in text order, each with its latest decision."""
    rows = [(number, row) for number, e in enumerate(draft.entries) for row in rows_of([(e.iri, e.norm, e.status)], draft.source)]
    found = [Item(key_of(row), row, number) for number, row in rows]
    decided, _ = _match(found, draft.decisions)
    return [replace(item, decision=decided.get(place)) for place, item in enumerate(found)]


def least_certain(every: Iterable[Item]) -> list[Item]:
    """Gives the items that nobody decided on, least certain first."""
    return sorted((i for i in every if i.decision is None), key=lambda i: (i.row.confidence, i.row.start, i.row.end))


def _match(found: list[Item], decisions: Iterable[Decision]) -> tuple[dict[int, Decision], list[Decision]]:
    """The latest decision for each item by its place in the list, and the latest decisions that fit no item."""
    latest: dict[str, Decision] = {}
    for decision in decisions:
        latest.pop(decision.key.id, None)
        latest[decision.key.id] = decision
    exact = {item.key.id: place for place, item in enumerate(found)}
    matched = {exact[mark]: d for mark, d in latest.items() if mark in exact and d.verdict != "add"}
    near: dict[tuple[str, str, str], list[int]] = {}
    for place, item in enumerate(found):
        if place not in matched:
            near.setdefault(_loose(item.key), []).append(place)
    orphans = []
    for mark, decision in latest.items():
        if mark in exact and decision.verdict != "add":
            continue
        places = near.get(_loose(decision.key), []) if decision.verdict != "add" else []
        if places:
            # The text around it grew or shrank: the same words elsewhere are the same item, the nearest first.
            place = min(places, key=lambda p: abs(found[p].key.start - decision.key.start))
            places.remove(place)
            matched[place] = decision
        else:
            orphans.append(decision)
    return matched, orphans


def _loose(key: Key) -> tuple[str, str, str]:
    return " ".join(key.quote.split()), key.role, name_key(key.agent)


def changes(item: Item | None, wanted: Mapping[str, str], text: str) -> tuple[tuple[str, str, str], ...]:
    """Gives what a reviewer changes on a proposal, checked and in the notations of the vocabularies.

    Args:
        item: the proposal, None for a missing assignment that is added.
        wanted: column to the value typed; columns left out stay.
        text: the stored text, in which a new quote must stand.

    Raises:
        UsageError: `bad-review-value`, naming the column.
    """
    found = []
    for column in EDITABLE:
        if column not in wanted:
            continue
        former = str(getattr(item.row, column)) if item else ""
        typed = wanted[column].strip()
        if " ".join(typed.split()) == " ".join(former.split()):
            continue
        if column == "quote":
            span = locate(text, typed, item.row.start if item else 0)
            if span is None:
                raise _bad(column, typed, "đoạn này không có nguyên văn trong văn bản", "chép đúng từng chữ từ văn bản")
            found.append((column, former, span.slice(text)))
            found += [(name, str(getattr(item.row, name)) if item else "", str(value)) for name, value in (("start", span.start), ("end", span.end))]
        else:
            found.append((column, former, _notations(column, typed)))
    result = {c: new for c, _, new in found}
    role = result.get("role", item.row.role if item else "")
    agent = result.get("agent", item.row.agent if item else "")
    if bool(role) != bool(agent):
        raise _bad("role" if agent else "agent", agent or role, "cơ quan và vai trò phải đi cùng nhau", "điền cả hai, hoặc để trống cả hai nếu không giao cho ai")
    return tuple(found)


def _notations(column: str, typed: str) -> str:
    scheme = _VOCABULARY.get(column)
    if scheme is None or not typed:
        return " ".join(typed.split()) if column == "agent" else typed
    marks = []
    for part in typed.split(";") if column in ("topics", "tasks") else [typed]:
        mark = find(scheme, part.strip().replace("-", "_") if column == "role" and part.strip() == "report-to" else part.strip())
        mark = "report_to" if mark == "report-to" else mark
        if not mark:
            some = ", ".join(sorted(concepts(scheme)))
            raise _bad(column, part.strip(), "không có trong từ vựng", f"dùng một trong: {some if len(some) < 300 else some[:300] + ' …'}")
        marks.append(mark)
    return ";".join(sorted(marks))


def _bad(column: str, value: str, why: str, fix: str) -> UsageError:
    return UsageError("bad-review-value", f"Giá trị sửa ở cột {column} không dùng được", value, why, fix)


def locate(text: str, quote: str, near: int) -> Span | None:
    """Gives the place of a quote in the text, the nearest to `near`; white space may differ; None where the text does not have it.

    >>> locate("a  b. Sở Y tế\\nchủ trì", "Sở Y tế chủ trì", 0)
    Span(start=6, end=21)
    """
    words = quote.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(re.escape(w) for w in words))
    places = [Span(*m.span()) for m in pattern.finditer(text)]
    return min(places, key=lambda s: abs(s.start - near)) if places else None


def settle(draft: Draft, tree: Provision) -> Settled:
    """Gives the draft as reviewed.

    Args:
        draft: with its decisions.
        tree: structure of its text, to cite added places.
    """
    every = items(draft)
    index = agents_index.load()
    _, orphans = _match(every, draft.decisions)
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
    kept, lost = [], []
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
        node = _deepest(self.tree, span)
        same = next((n for n in self.draft.norms if n.span == span), None)
        base = same or Norm(node.eid, node.path, span, span.slice(self.draft.source.text))
        self._put(base, None, new.get("role", decision.key.role), new.get("agent", decision.key.agent), {**new, "start": str(span.start), "end": str(span.end)})
        return True

    def _put(self, base: Norm, former: Assignment | None, role: str, agent: str, new: Mapping[str, str]) -> None:
        span = Span(int(new.get("start") or base.span.start), int(new.get("end") or base.span.end))
        words = {c: new[c] for c in ("modality", "object", "place", "deadline", "deadline_value", "frequency") if c in new}
        lists = {c: tuple(p for p in new[c].split(";") if p) for c in ("topics", "tasks") if c in new}
        norm = replace(base, span=span, quote=span.slice(self.draft.source.text), assignments=(), confidence=1.0, **words, **lists)
        if span != base.span:
            node = _deepest(self.tree, span)
            norm = replace(norm, provision=node.eid, path=node.path)
        place = (span.start, span.end, norm.modality)
        known = self.made.setdefault(place, norm)
        if not agent:
            return
        if former is not None and former.agent == agent:
            cast = replace(former, role=role, confidence=1.0)
        else:
            cast = self._resolve(role, agent)
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


def _deepest(tree: Provision, span: Span) -> Provision:
    best = tree
    for node in tree.walk():
        if node.eid and node.kind is not ProvisionKind.LACUNA and node.span.start <= span.start and span.end <= node.span.end:
            best = node
    return best
