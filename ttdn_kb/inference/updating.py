"""What changes when a file changes.

Takes a store whose stated graphs already hold an edit, what was derived before, and the edit; brings the derived graphs up to date; knows nothing
of what the rules say. Delete and rederive (Gupta, Mumick, Subrahmanian 1993) over the kept firings: what rested on a removed statement is
withdrawn, what still stands on something else comes back, and only then rules run, each only on what touches the edit. The result is that of a full
run.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from ttdn_kb.graph.store import Term, Triple, WritableStore
from ttdn_kb.inference.engine import add, grow, key_of, match, spread, values_block
from ttdn_kb.inference.ledger import Inference, Numbers, Row
from ttdn_kb.inference.rule import INFERRED, Pattern, touches
from ttdn_kb.inference.rule_file import strata
from ttdn_kb.sparql.binding import written

Firing = tuple[int, Row]


class ErasableStore(WritableStore, Protocol):
    """A writable store that can drop a named graph."""

    def drop(self, graph: str) -> None:
        """Removes a named graph with all its statements."""
        ...


def update(store: ErasableStore, ledger: Inference, removed: Iterable[Triple], added: Iterable[Triple]) -> Inference:
    """Brings what was derived up to date with an edit of what is stated.

    Args:
        store: its stated graphs already hold the edit.
        ledger: from `infer` or an earlier `update` on this store; it is changed in place.
        removed: statements that the edit took out of some graph; one that another graph still states counts as unchanged.
        added: statements that it put in.

    Returns:
        The same ledger; `changed` tells how many statements appeared or disappeared.
    """
    work = _Work(store, ledger)
    work.edit([ledger.numbers(t) for t in removed], [ledger.numbers(t) for t in added])
    for group in strata(ledger.rules):
        work.bring_up(group)
    ledger.changed = len(work.gone) + len(work.new)
    return ledger


class _Work:
    """One update.

    Attributes:
        gone: statements that no longer hold, stated or derived.
        new: statements that hold now and did not before.
        shaken: statements that lost a reason and may still have another.
    """

    def __init__(self, store: ErasableStore, ledger: Inference) -> None:
        self.store = store
        self.ledger = ledger
        self.gone: set[Numbers] = set()
        self.new: set[Numbers] = set()
        self.shaken: set[Numbers] = set()
        self._stated: dict[Numbers, bool] = {}

    def edit(self, removed: list[Numbers], added: list[Numbers]) -> None:
        for said in removed:
            if not self.stated(said):
                (self.shaken if self.ledger.concluding(said) else self.gone).add(said)
        for said in added:
            # A statement that was derived before may now stand by itself; it is no news, but nothing can shake it any more.
            if said not in self.gone and not self.ledger.concluding(said):
                self.new.add(said)

    def stated(self, said: Numbers) -> bool:
        """Tells whether some file still states it."""
        if said not in self._stated:
            s, p, o = (written(self.ledger.term(n)) for n in said)
            rows = self.store.select(f"SELECT ?g WHERE {{ GRAPH ?g {{ {s} {p} {o} }} FILTER (!STRSTARTS(STR(?g), '{INFERRED}')) }} LIMIT 1").rows
            self._stated[said] = bool(rows)
        return self._stated[said]

    def bring_up(self, group: list[int]) -> None:
        """Brings one group of rules up to date: withdraw, take back what still stands, rerun on what is new."""
        ledger, inside = self.ledger, set(group)
        recheck = self._recheck(group)
        lost = self._withdraw(inside, [f for firings, _ in recheck.values() for f in firings])
        self._take_back(lost, {f for firings, _ in recheck.values() for f in firings})
        self._rewrite(inside, lost)
        waiting: dict[int, set[Numbers]] = {}
        found: set[Numbers] = set()
        for rule, (_, limits) in recheck.items():
            for limit in limits:
                fresh = add(self.store, ledger, rule, limit)
                found.update(fresh)
                spread(ledger, group, fresh, waiting)
        spread(ledger, group, self.new, waiting)
        found |= grow(self.store, ledger, group, waiting)
        self._settle(lost, found)

    def _recheck(self, group: list[int]) -> dict[int, tuple[list[Firing], list[str]]]:
        """Gives, for each rule whose negative part the edit touches, the firings in question and the VALUES blocks that find them again."""
        changed = self.gone | self.new
        keys = {key_of(self.ledger, said) for said in changed}
        found: dict[int, tuple[list[Firing], list[str]]] = {}
        for rule in group:
            made = self.ledger.rules[rule]
            if not any(touches(key, made.watches()) for key in keys):
                continue
            columns = self.ledger.columns(rule)
            limits: dict[str, None] = {}
            firings: dict[Row, None] = {}
            for patterns in made.negative:
                shared = {v for p in patterns for v in p.variables()} & {v for p in made.premises for v in p.variables()}
                for pattern in patterns:
                    names = tuple(n for n in dict.fromkeys(pattern.variables()) if n in shared)
                    hits = _bindings(self.ledger, pattern, names, changed)
                    if not hits:
                        continue
                    if not names:
                        limits, firings = {"": None}, dict(self.ledger.firings[rule])
                        break
                    limits[values_block(names, hits)] = None
                    places = [columns.index(n) for n in names] if columns else []
                    wanted = {tuple(self.ledger.number(t) for t in hit) for hit in hits}
                    firings.update((row, None) for row in self.ledger.firings[rule] if tuple(row[n] for n in places) in wanted)
                if "" in limits:
                    break
            if limits:
                found[rule] = ([(rule, row) for row in firings], list(limits))
        return found

    def _withdraw(self, inside: set[int], questioned: list[Firing]) -> dict[Firing, None]:
        """Drops what rests on something gone or shaken, and all that rests on that, within the group; gives the firings dropped."""
        ledger, by_premise = self.ledger, self.ledger.by_premise()
        lost: dict[Firing, None] = {}
        doubtful = [s for s in self.shaken if any(f[0] in inside for f in ledger.concluding(s))]
        falling: list[Numbers] = [*self.gone, *doubtful]
        queue = list(questioned)
        seen: set[Numbers] = set(falling)
        while queue or falling:
            if falling:
                queue += [f for f in by_premise.get(falling.pop(), ()) if f[0] in inside]
                continue
            firing = queue.pop()
            if firing in lost:
                continue
            lost[firing] = None
            for said in ledger.conclusions_of(*firing):
                if said not in seen and not self.stated(said):
                    seen.add(said)
                    self.shaken.add(said)
                    falling.append(said)
        for firing in lost:
            ledger.drop(*firing)
        return lost

    def _take_back(self, lost: dict[Firing, None], questioned: set[Firing]) -> None:
        """Takes back the dropped firings whose premises all stand; those in question are left to be found again."""
        ledger = self.ledger
        waiting = [f for f in lost if f not in questioned]
        down = {said for f in lost for said in ledger.conclusions_of(*f)} | self.shaken
        down = {s for s in down if not ledger.concluding(s) and not self.stated(s)}
        again = True
        while again:
            again, left = False, []
            for firing in waiting:
                if any(said in down or said in self.gone for said in ledger.premises_of(*firing)):
                    left.append(firing)
                    continue
                ledger.restore(*firing)
                del lost[firing]
                down.difference_update(ledger.conclusions_of(*firing))
                again = True
            waiting = left

    def _rewrite(self, inside: set[int], lost: dict[Firing, None]) -> None:
        """Writes the graphs of rules that lost conclusions anew: the store port has no way to take single statements out."""
        for rule in sorted({rule for rule, _ in lost} & inside):
            made = self.ledger.rules[rule]
            self.store.drop(made.graph)
            self.store.add(self.ledger.triple(said, made.graph) for said in self.ledger.conclusions(rule))

    def _settle(self, lost: dict[Firing, None], found: set[Numbers]) -> None:
        """Sorts what the group said before and says now into gone and new, for the groups after it."""
        ledger = self.ledger
        before = {said for firing in lost for said in ledger.conclusions_of(*firing)} | self.shaken
        for said in before:
            if not ledger.concluding(said) and not self.stated(said):
                self.gone.add(said)
                self.new.discard(said)
                self.shaken.discard(said)
        for said in found:
            if said in self.gone:
                self.gone.discard(said)
            elif said not in before and not self.stated(said):
                self.new.add(said)


def _bindings(ledger: Inference, pattern: Pattern, names: tuple[str, ...], changed: set[Numbers]) -> list[tuple[Term, ...]]:
    """Gives what some of a pattern's variables take in statements that match it."""
    order = list(dict.fromkeys(pattern.variables()))
    found: dict[tuple[Term, ...], None] = {}
    for said in changed:
        terms = match(pattern, ledger, said)
        if terms is not None:
            found[tuple(terms[order.index(n)] for n in names)] = None
    return list(found)
