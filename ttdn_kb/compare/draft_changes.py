"""What a draft changes in the document that it replaces, clause by clause.

Takes both texts with their trees and readings, and the reviewed norms of the old one; gives the draft's norms and the list of changes;
knows nothing of stores.

A clause whose words and bearer stayed as they were keeps the reviewed reading; only what was written anew is read by the extractor. What a
changed clause gives to whom, and by when, is judged by the same extractor on both sides, so that a slip of the extractor is no change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ttdn_kb.compare.alignment import Clause, Pair, align, clauses
from ttdn_kb.compare.draft_reading import Draft, placed
from ttdn_kb.compare.layout import in_order
from ttdn_kb.compare.untouched import only_names, untouched
from ttdn_kb.foundation.model import Norm, Provision, Span
from ttdn_kb.text.clean import fold

_WORD = re.compile(r"[^\W_]+")
KINDS = ("removed", "reassigned", "rewritten", "deadline", "merged", "split", "added", "reworded", "moved", "own")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the draft does to the old document.

    Attributes:
        kind: one of `KINDS`; "own" is what an amending draft says beside its orders.
        old: norms of the old document that it touches (reviewed readings); () where the clause gives no work.
        new: norms of the draft that came of them.
        old_path, new_path: citations, "" where there is none.
        place: where it stands in the draft; for a dropped clause where its nearest surviving neighbour stands.
        lost, gained: (role, agent) that the work no longer has, or has anew.
        was, now: the words of the clause or heading before and after, "" where there is none.
        time_was, time_now: deadline or interval before and after, "" where there is none or it stayed.
    """

    kind: str
    old: tuple[Norm, ...]
    new: tuple[Norm, ...]
    old_path: str
    new_path: str
    place: Span
    lost: tuple[tuple[str, str], ...] = ()
    gained: tuple[tuple[str, str], ...] = ()
    was: str = ""
    now: str = ""
    time_was: str = ""
    time_now: str = ""


def rewritten(changes: Sequence[Change], renamed: Callable[[str], str] = str) -> tuple[Change, ...]:
    """Gives a clause that an amendment drops while another of its number comes as one change: it was written anew.

    Args:
        renamed: see `study`.
    """
    gone = {c.old_path: c for c in changes if c.kind == "removed"}
    come = {c.new_path: c for c in changes if c.kind == "added"}
    both = gone.keys() & come.keys()
    kept = []
    for change in changes:
        if change.kind == "removed" and change.old_path in both:
            continue
        if change.kind == "added" and change.new_path in both:
            old = gone[change.new_path]
            lost, gained = difference(old.old, change.new, renamed)
            change = replace(change, kind="rewritten", old=old.old, old_path=old.old_path, was=old.was, lost=lost, gained=gained)
        kept.append(change)
    return tuple(kept)


def study(old: Draft, reviewed: Sequence[Norm], new: Draft, renamed: Callable[[str], str] = str) -> tuple[tuple[Norm, ...], tuple[Change, ...]]:
    """Gives the draft's norms and what it changes, with places and quotes of its stored text.

    Args:
        old: the document that the draft replaces.
        reviewed: the old document's norms as the base has them.
        new: the draft.
        renamed: gives a name as the draft's unit has it: two names that become one are no change.
    """
    here = [replace(placed(n, old.laid.onto, old.laid.text), quote=n.quote) for n in reviewed]
    norms, changes = _Study(old, here, new, renamed).run()
    back = [replace(c, new=tuple(map(new.back, c.new)), place=new.laid.back(c.place)) for c in changes]
    return tuple(map(new.back, norms)), tuple(back)


class _Study:
    def __init__(self, old: Draft, reviewed: Sequence[Norm], new: Draft, renamed: Callable[[str], str]) -> None:
        self.old, self.reviewed, self.new, self.renamed = old, reviewed, new, renamed
        before, after = clauses(old.laid.text, old.tree), clauses(new.laid.text, new.tree)
        said = [{words for c in side for words in c.context} for side in (before, after)]
        self.pairs = [p._replace(kind="same") if _deeper(p, *said) else p for p in align(before, after)]
        places = [(p.old[0].node.span.start, p.new.node.span) for p in self.pairs if p.old and p.new]
        self.survivors = sorted(places, key=lambda place: (place[0], place[1].start))
        # Headings and lead-ins whose new words show in what they give below them.
        self.told: set[int] = set()
        self.told_words: set[str] = set()

    def run(self) -> tuple[tuple[Norm, ...], tuple[Change, ...]]:
        norms: list[Norm] = []
        found: list[tuple[Pair, Change]] = []
        quiet: list[Pair] = []
        for pair in self.pairs:
            kept = self._kept(pair)
            if kept is not None:
                norms += kept
            elif pair.new is not None:
                norms += self._read_anew(pair, pair.new)
            change = self._change(pair)
            if change is not None:
                found.append((pair, change))
            elif pair.new is not None and pair.kind != "part":
                quiet.append(pair)
        changes = [c for pair, c in found if not self._shown_below(pair, c)]
        changes += _headings(self.old, self.new, quiet, self.told)
        changes += _moved(self.old, self.new, quiet)
        return tuple(sorted(norms, key=lambda n: (n.span.start, n.span.end))), tuple(changes)

    def _kept(self, pair: Pair) -> list[Norm] | None:
        """Gives the reviewed norms of a clause that stayed, None where it has to be read anew."""
        if pair.new is None or pair.kind not in ("same", "context"):
            return None
        if pair.kind == "context" and any(difference(_of(self.old.norms, pair.old), _of(self.new.norms, (pair.new,)), self.renamed)):
            return None
        return [m for n in _of(self.reviewed, pair.old) if (m := moved(n, pair.old[0], pair.new, self.new.laid.text)) is not None]

    def _read_anew(self, pair: Pair, at: Clause) -> list[Norm]:
        """Gives the norms of a clause as read in the draft, its bearers as reviewed where its new words cannot have changed them."""
        before, after = _of(self.reviewed, pair.old), _of(self.new.norms, (at,))
        if pair.kind == "changed" and len(before) == len(after) and not any(self._difference(pair, after)):
            after = [replace(n, assignments=o.assignments) for o, n in zip(before, after, strict=True)]
        if pair.old and only_names(pair.old[0], at, (a.agent for n in (*before, *after) for a in n.assignments)):
            return [_as_reviewed(n, before, place if len(before) == len(after) else None) for place, n in enumerate(after)]
        return [_same_work(n, before) for n in after]

    def _difference(self, pair: Pair, after: Sequence[Norm]) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        """Gives what the work lost and gained, slips of the extractor left out."""
        if not pair.old or pair.new is None:
            return (), ()
        lost, gained = difference(_of(self.old.norms, pair.old), after, self.renamed)
        slip = pair.kind == "changed" and pair.old[0].context == pair.new.context and (lost or gained)
        if slip and untouched(pair.old[0], pair.new, [agent for _, agent in (*lost, *gained)]):
            return (), ()
        return lost, gained

    def _change(self, pair: Pair) -> Change | None:
        if pair.kind in ("same", "part"):
            return None
        pieces = (pair.new, *pair.others) if pair.new else ()
        before, after = _of(self.reviewed, pair.old), _of(self.new.norms, pieces)
        if not before and not after and self._goes_with_the_rest(pair):
            return None
        lost, gained = self._difference(pair, after)
        if pair.kind == "changed" and pair.new is not None:
            lost = tuple(sorted({*lost, *_unnamed(before, pair.old[0], pair.new, self.renamed)}))
        time_was, time_now = times(_of(self.old.norms, pair.old), after) if pair.old and pair.new else ("", "")
        kind = pair.kind
        if kind in ("changed", "context"):
            kind = "reassigned" if lost or gained else "deadline" if time_was or time_now else "reworded" if kind == "changed" else ""
        if kind == "reassigned" and pair.new is not None and pair.old[0].words == pair.new.words:
            self.told |= {id(g) for side in _other(pair.old[0], pair.new) for g in side}
            self.told_words |= set(pair.old[0].context) ^ set(pair.new.context)
        if not kind:
            return None
        place = pair.new.node.span if pair.new else self._neighbour(pair.old[0])
        old_path = ", ".join(dict.fromkeys(o.node.path for o in pair.old))
        words = " … ".join(map(self.old.said, pair.old)), " … ".join(map(self.new.said, pieces))
        new_path = ", ".join(n.node.path for n in pieces)
        return Change(kind, tuple(before), tuple(after), old_path, new_path, place, lost, gained, *words, time_was, time_now)

    def _goes_with_the_rest(self, pair: Pair) -> bool:
        """A lead-in or block without work of its own that came or went with all that it governs is no change beside them."""
        one = pair.new or pair.old[0]
        if pair.kind not in ("removed", "added") or not one.governs:
            return False
        below = [p for p in self.pairs if any(g is one.node for c in ((p.new,) if pair.new else p.old) if c for g in c.governors)]
        return all(p.kind == pair.kind for p in below)

    def _shown_below(self, pair: Pair, change: Change) -> bool:
        """A lead-in or block without work of its own that is new or other, where the clauses that it governs are reported for it."""
        clause = pair.new or pair.old[0]
        if not clause.governs or change.old or change.new or change.kind not in ("reworded", "removed", "added"):
            return False
        # A block's own words are those after its label.
        return any(words.endswith(" ".join(c.words)) for c in (clause, *pair.old) if c.words for words in self.told_words)

    def _neighbour(self, clause: Clause) -> Span:
        before = [span for start, span in self.survivors if start < clause.node.span.start]
        return before[-1] if before else Span(0, 0)


def _deeper(pair: Pair, before: set[str], after: set[str]) -> bool:
    """Whether a clause only hangs higher or lower in the tree, under headings and lead-ins that stand in both texts: no word of it changed."""
    if pair.kind != "context" or pair.new is None:
        return False
    gone, come = set(pair.old[0].context) - set(pair.new.context), set(pair.new.context) - set(pair.old[0].context)
    return not (gone and come) and gone <= after and come <= before


def _unnamed(before: Sequence[Norm], old: Clause, new: Clause, renamed: Callable[[str], str]) -> list[tuple[str, str]]:
    """Gives the reviewed parts of agencies that the old words name and the new words do not, whatever the extractor made of either."""
    was, now = (f" {' '.join(c.words)} " for c in (old, new))
    found = []
    for norm in before:
        for a in norm.assignments:
            name, same = (f" {' '.join(fold(said).replace(',', ' ').split())} " for said in (a.agent, renamed(a.agent)))
            if name in was and name not in now and same not in now:
                found.append((a.role, " ".join(a.agent.split())))
    return found


def _other(old: Clause, new: Clause) -> tuple[list[Provision], list[Provision]]:
    """Gives the governors of each side whose words the other side has not, outermost first."""
    return (
        [g for words, g in zip(old.context, old.governors, strict=True) if words not in new.context],
        [g for words, g in zip(new.context, new.governors, strict=True) if words not in old.context],
    )


def _partners(pairs: Sequence[Pair]) -> dict[int, int]:
    """Gives for each governor of the old text the one of the new text under which most of its clauses now stand."""
    votes: Counter[tuple[int, int]] = Counter()
    for pair in pairs:
        if pair.old and pair.new is not None and pair.kind != "merged":
            votes.update((id(a), id(b)) for a, b in zip(pair.old[0].governors, pair.new.governors, strict=False))
    return {a: b for (a, b), _ in reversed(votes.most_common())}


def _headings(old: Draft, new: Draft, quiet: Sequence[Pair], told: set[int]) -> list[Change]:
    """Gives headings with new words that change nobody's work; clauses that went under another heading are left to `_moved`."""
    partners = _partners(quiet)
    found: dict[int, Change] = {}
    for pair in quiet:
        if pair.kind != "context" or pair.new is None:
            continue
        gone, come = _other(pair.old[0], pair.new)
        for a, b in zip(gone, come, strict=False):
            if partners.get(id(a)) == id(b) and a.heading and b.heading and id(b) not in told and id(a) not in told:
                words = old.words(a.heading), new.words(b.heading)
                if fold(words[0]) == fold(words[1]):
                    continue
                found.setdefault(id(a), Change("reworded", (), (), a.path, b.path, b.heading, (), (), *words))
    return list(found.values())


def _moved(old: Draft, new: Draft, quiet: Sequence[Pair]) -> list[Change]:
    """Gives clauses that stand elsewhere, words and work unchanged; clauses that moved together under one heading are one change."""
    pairs = sorted((p for p in quiet if p.new is not None and p.old and not p.new.governs), key=lambda p: p.new.node.span.start if p.new else 0)
    partners = _partners(pairs)
    kept = in_order([p.old[0].node.span.start for p in pairs])
    found: dict[tuple[str, str], list[Pair]] = {}
    for i, pair in enumerate(pairs):
        assert pair.new is not None
        stays = all(partners.get(id(a)) == id(b) for a, b in zip(pair.old[0].governors, pair.new.governors, strict=False))
        if i not in kept or not stays:
            key = tuple(c.governors[-1].path if c.governors else c.node.path for c in (pair.old[0], pair.new))
            found.setdefault((key[0], key[1]), []).append(pair)
    changes = []
    for paths, group in found.items():
        first = group[0]
        assert first.new is not None
        if len(group) == 1:
            paths = first.old[0].node.path, first.new.node.path
        changes.append(Change("moved", (), (), *paths, first.new.node.span, (), (), old.said(first.old[0]), new.said(first.new)))
    return changes


def _of(norms: Sequence[Norm], at: tuple[Clause, ...]) -> list[Norm]:
    return [n for n in norms if any(n.span.start < c.node.span.end and n.span.end > c.node.span.start for c in at)]


def times(before: Sequence[Norm], after: Sequence[Norm]) -> tuple[str, str]:
    """Gives the deadlines that only one side has; where these are alike, the intervals (ISO 8601) that only one side has."""

    def only(side: Sequence[Norm], other: Sequence[Norm], field: str) -> str:
        known = {" ".join(fold(getattr(n, field)).split()) for n in other}
        said = [" ".join(getattr(n, field).split()) for n in side]
        return "; ".join(dict.fromkeys(words for words in said if words and fold(words) not in known))

    for field in ("deadline", "frequency"):
        found = only(before, after, field), only(after, before, field)
        if any(found):
            return found
    return "", ""


def _likest(norm: Norm, before: Sequence[Norm]) -> Norm | None:
    """Gives the old norm that shares most words with a new one, None where none shares any."""
    words = set(fold(norm.quote).split())
    likest = max(before, key=lambda o: len(set(fold(o.quote).split()) & words), default=None)
    return likest if likest is not None and set(fold(likest.quote).split()) & words else None


def _as_reviewed(norm: Norm, before: Sequence[Norm], place: int | None) -> Norm:
    """Gives a norm of a clause in which nothing but names of bodies changed: the reviewed work, done by others.

    Args:
        place: of the old norm that it was, None where the clause is read in other pieces.
    """
    old = before[place] if place is not None else _likest(norm, before)
    if old is None:
        return norm
    return replace(
        norm, modality=old.modality, tasks=old.tasks, topics=old.topics, object=old.object, place=old.place, deadline=old.deadline,
        deadline_value=old.deadline_value, frequency=old.frequency,
    )  # fmt: skip


def _same_work(norm: Norm, before: Sequence[Norm]) -> Norm:
    """Gives a norm of a changed clause with the tasks, topics and named thing of the likest old norm: who does the work changed, the work did not."""
    likest = _likest(norm, before)
    if likest is None:
        return norm
    return replace(
        norm,
        tasks=likest.tasks or norm.tasks,
        topics=likest.topics or norm.topics,
        object=_named(norm.object, likest.object, likest.quote, norm.quote),
        place=_named(norm.place, likest.place, likest.quote, norm.quote),
        deadline=norm.deadline or (likest.deadline if likest.deadline in norm.quote else ""),
    )


def _named(read: str, reviewed: str, was: str, now: str) -> str:
    """Gives the things or places (parted by ";") that a changed clause names: those reviewed whose words it kept, and what is read there beside them.

    Args:
        was, now: the words before and after; of a reviewed name they may hold a part ("Cổng Thông tin đối ngoại" for that "tỉnh Quảng Trị").
    """
    before, after = _spoken(was), _spoken(now)

    def kept(name: str) -> bool:
        words = name.split()
        held = (run for end in range(len(words), 0, -1) if (run := _spoken(" ".join(words[:end]))) in before)
        return next(held, "") in after

    same = [name for name in _parts(reviewed) if kept(name)]
    return ";".join([*same, *(name for name in _parts(read) if not any(_spoken(one).startswith(_spoken(name)) for one in same))])


def _parts(names: str) -> list[str]:
    return [part for name in names.split(";") if (part := name.strip())]


def _spoken(words: str) -> str:
    """Gives words folded, each between spaces, so that whole words are found in them."""
    return f" {' '.join(_WORD.findall(fold(words)))} "


def cast(norms: Sequence[Norm], renamed: Callable[[str], str] = str) -> tuple[Counter[tuple[str, str]], dict[tuple[str, str], tuple[str, str]]]:
    """Gives how often who takes part in which role, by role and folded name so that spelling is no change, and the first spelling of each.

    Args:
        renamed: see `study`.
    """
    names: dict[tuple[str, str], tuple[str, str]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for norm in norms:
        for key, shown in {(a.role, " ".join(fold(renamed(a.agent)).split())): (a.role, " ".join(a.agent.split())) for a in norm.assignments}.items():
            names.setdefault(key, shown)
            counts[key] += 1
    return counts, names


def difference(
    before: Sequence[Norm], after: Sequence[Norm], renamed: Callable[[str], str] = str
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Gives the (role, agent) that work lost and gained; an agent named in two norms of a clause and then in one has lost a part.

    Args:
        renamed: see `study`.
    """
    (was, old_names), (now, new_names) = cast(before, renamed), cast(after, renamed)
    if len(before) != len(after):
        # The clause is read in other pieces: how often a name stands there says nothing.
        was, now = Counter(dict.fromkeys(was, 1)), Counter(dict.fromkeys(now, 1))
    return tuple(sorted(old_names[k] for k in was - now)), tuple(sorted(new_names[k] for k in now - was))


def moved(norm: Norm, old: Clause, new: Clause, text: str) -> Norm | None:
    """Gives a norm of an old clause at its place in a new clause of the same words; None where its quote does not lie in the clause alone.

    Args:
        text: the stored text of the new clause.
    """

    def onto(span: Span) -> Span:
        inside = [i for i, offset in enumerate(old.view.offsets) if span.start <= offset < span.end]
        return new.view.span(inside[0], inside[-1] + 1) if inside else Span(0, 0)

    alike = len(old.view.text) == len(new.view.text) and old.node.span.start <= norm.span.start and norm.span.end <= old.node.span.end
    if not alike or not len(onto(norm.span)):
        return None
    return replace(placed(norm, onto, text), provision=new.node.eid, path=new.node.path)
