"""What a draft changes in the document that it replaces, clause by clause.

Takes both texts with their trees and readings, and the reviewed norms of the old one; gives the draft's norms and the list of changes;
knows nothing of stores.

A clause whose words and bearer stayed as they were keeps the reviewed reading; only what was written anew is read by the extractor. What a
changed clause gives to
whom is judged by the same extractor on both sides, so that a slip of the extractor is no change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ttdn_kb.compare.alignment import Clause, Pair, align, clauses
from ttdn_kb.foundation.model import Norm, Provision, Span
from ttdn_kb.text.clean import fold

KINDS = ("removed", "reassigned", "merged", "added", "reworded")


@dataclass(frozen=True, slots=True)
class Text:
    """One side: a stored text, its tree, and the extractor's reading of it."""

    text: str
    tree: Provision
    read: tuple[Norm, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the draft does to the old document.

    Attributes:
        kind: one of `KINDS`.
        old: norms of the old document that it touches (reviewed readings).
        new: norms of the draft that came of them.
        old_path, new_path: citations, "" where there is none.
        place: where it stands in the draft; for a dropped clause where its nearest surviving neighbour stands.
        lost, gained: (role, agent) that the work no longer has, or has anew.
    """

    kind: str
    old: tuple[Norm, ...]
    new: tuple[Norm, ...]
    old_path: str
    new_path: str
    place: Span
    lost: tuple[tuple[str, str], ...] = ()
    gained: tuple[tuple[str, str], ...] = ()


def study(old: Text, reviewed: Sequence[Norm], new: Text) -> tuple[tuple[Norm, ...], tuple[Change, ...]]:
    """Gives the draft's norms and what it changes.

    Args:
        old: the document that the draft replaces.
        reviewed: the old document's norms as the base has them.
        new: the draft.
    """
    pairs = align(clauses(old.text, old.tree), clauses(new.text, new.tree))
    norms: list[Norm] = []
    changes: list[Change] = []
    place = Span(0, 0)
    survivors = sorted((p.old[0].node.span.start, p.new.node.span) for p in pairs if p.old and p.new)
    for pair in pairs:
        if pair.kind == "same" and pair.new is not None:
            norms += [m for n in _of(reviewed, pair.old) if (m := moved(n, pair.old[0], pair.new, new.text)) is not None]
            continue
        if pair.new is not None:
            norms += [_same_work(n, _of(reviewed, pair.old)) for n in _of(new.read, (pair.new,))]
        if pair.kind == "removed":
            before = [span for start, span in survivors if start < pair.old[0].node.span.start]
            place = before[-1] if before else Span(0, 0)
        change = _change(pair, old, reviewed, new, place)
        if change is not None:
            changes.append(change)
    return tuple(sorted(norms, key=lambda n: (n.span.start, n.span.end))), tuple(changes)


def _change(pair: Pair, old: Text, reviewed: Sequence[Norm], new: Text, place: Span) -> Change | None:
    before, after = _of(reviewed, pair.old), _of(new.read, (pair.new,)) if pair.new else []
    old_path = ", ".join(dict.fromkeys(o.node.path for o in pair.old))
    new_path = pair.new.node.path if pair.new else ""
    place = pair.new.node.span if pair.new else place
    if pair.kind == "removed":
        return Change("removed", tuple(before), (), old_path, "", place) if before else None
    if pair.kind == "added":
        return Change("added", (), tuple(after), "", new_path, place) if after else None
    if not before and not after:
        return None
    was, now = parts(_of(old.read, pair.old)), parts(after)
    lost, gained = tuple(sorted(was - now)), tuple(sorted(now - was))
    if pair.kind == "merged":
        return Change("merged", tuple(before), tuple(after), old_path, new_path, place, lost, gained)
    if lost or gained:
        return Change("reassigned", tuple(before), tuple(after), old_path, new_path, place, lost, gained)
    if pair.kind == "changed":
        return Change("reworded", tuple(before), tuple(after), old_path, new_path, place)
    return None


def _of(norms: Sequence[Norm], at: tuple[Clause, ...]) -> list[Norm]:
    return [n for n in norms if any(n.span.start < c.node.span.end and n.span.end > c.node.span.start for c in at)]


def _same_work(norm: Norm, before: Sequence[Norm]) -> Norm:
    """Gives a norm of a changed clause with the tasks, topics and named thing of the likest old norm: who does the work changed, the work did not."""
    words = fold(norm.quote).split()
    likest = max(before, key=lambda o: len(set(fold(o.quote).split()) & set(words)), default=None)
    if likest is None or not set(fold(likest.quote).split()) & set(words):
        return norm
    return replace(
        norm,
        tasks=likest.tasks or norm.tasks,
        topics=likest.topics or norm.topics,
        object=norm.object or likest.object,
        place=norm.place or likest.place,
        deadline=norm.deadline or (likest.deadline if likest.deadline in norm.quote else ""),
    )


def parts(norms: Sequence[Norm]) -> set[tuple[str, str]]:
    """Gives who takes part in which role, names folded so that spelling is no change; the first spelling is kept for showing."""
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for norm in norms:
        for a in norm.assignments:
            names.setdefault((a.role, fold(a.agent)), (a.role, " ".join(a.agent.split())))
    return set(names.values())


def moved(norm: Norm, old: Clause, new: Clause, text: str) -> Norm | None:
    """Gives a norm of an old clause at its place in a new clause of the same words; None where its quote does not lie in the clause alone.

    Args:
        text: the stored text of the new clause.
    """
    inside = [i for i, offset in enumerate(old.view.offsets) if norm.span.start <= offset < norm.span.end]
    if not inside or len(old.view.text) != len(new.view.text) or norm.span.start < old.node.span.start or norm.span.end > old.node.span.end:
        return None
    span = new.view.span(inside[0], inside[-1] + 1)
    return replace(norm, provision=new.node.eid, path=new.node.path, span=span, quote=span.slice(text))
