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
from ttdn_kb.inference.engine import Base, add, grow, house, key_of, match, spread, values_block
from ttdn_kb.inference.ledger import Inference, Numbers, Row
from ttdn_kb.inference.rule import TYPE, Pattern, touches
from ttdn_kb.inference.stated import Stated

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
    for group in ledger.groups:
        work.bring_up(group)
    ledger.changed = work.changed()
    return ledger


class _Work:
    """One update.

    Attributes:
        gone: statements that no longer hold, stated or derived, by what a pattern must read to match them.
        new: statements that hold now and did not before, likewise.
        shaken: statements that lost a reason and may still have another.
    """

    def __init__(self, store: ErasableStore, ledger: Inference) -> None:
        self.store = store
        self.ledger = ledger
        self.stated = Stated(store, ledger, 40)
        self.base = Base(store, ledger, self.stated)
        self.gone: dict[str, set[Numbers]] = {}
        self.new: dict[str, set[Numbers]] = {}
        self.shaken: set[Numbers] = set()
        self._resting: dict[int, list[Firing]] = {}
        self._doubted: dict[int, set[Numbers]] = {}
        self._type = ledger.number(Term("iri", TYPE))
        self._keys: dict[tuple[int, int], str] = {}

    def changed(self) -> int:
        return sum(map(len, self.gone.values())) + sum(map(len, self.new.values()))

    def key(self, said: Numbers) -> str:
        short = (said[1], said[2] if said[1] == self._type else -1)
        if short not in self._keys:
            self._keys[short] = key_of(self.ledger, said)
        return self._keys[short]

    def lose(self, said: Numbers) -> None:
        """Counts a statement as gone, and every firing that rests on it as due."""
        self.gone.setdefault(self.key(said), set()).add(said)
        self.new.get(self.key(said), set()).discard(said)
        self.shaken.discard(said)
        for firing in self.ledger.by_premise().get(said, ()):
            self._resting.setdefault(firing[0], []).append(firing)

    def shake(self, said: Numbers) -> None:
        """Counts a statement as doubtful for every rule that still concludes it."""
        self.shaken.add(said)
        for rule, _ in self.ledger.concluding(said):
            self._doubted.setdefault(rule, set()).add(said)

    def edit(self, removed: list[Numbers], added: list[Numbers]) -> None:
        for said in removed:
            if not self.stated(said):
                (self.shake if self.ledger.concluding(said) else self.lose)(said)
        self._rehouse(added)
        for said in added:
            # A statement that was derived before may now stand by itself; it is no news, but nothing can shake it any more.
            if said not in self.gone.get(self.key(said), ()) and not self.ledger.concluding(said):
                self.new.setdefault(self.key(said), set()).add(said)

    def bring_up(self, group: list[int]) -> None:
        """Brings one group of rules up to date: withdraw, take back what still stands, rerun on what is new."""
        ledger = self.ledger
        recheck = self._recheck(group)
        questioned = [f for firings, _ in recheck.values() for f in firings]
        doubtful = {s for rule in group for s in self._doubted.get(rule, ()) if s in self.shaken}
        lost = self._withdraw(set(group), questioned, doubtful)
        self._take_back(lost, set(questioned), doubtful)
        self._rehouse({s for f in lost for s in ledger.conclusions_of(*f)} | doubtful)
        waiting: dict[int, set[Numbers]] = {}
        found: set[Numbers] = set()
        for rule, (_, limits) in recheck.items():
            for limit in limits:
                fresh = add(self.base, rule, limit)
                found.update(fresh)
                spread(ledger, group, fresh, waiting)
        for rule in group:
            reads = ledger.rules[rule].reads()
            news = [said for key, here in self.new.items() if touches(key, reads) for said in here]
            if news:
                waiting.setdefault(rule, set()).update(news)
        found |= grow(self.base, group, waiting)
        self._settle(lost, found, doubtful)

    def _recheck(self, group: list[int]) -> dict[int, tuple[list[Firing], list[str]]]:
        """Gives, for each rule whose negative part the edit touches, the firings in question and the VALUES blocks that find them again."""
        found: dict[int, tuple[list[Firing], list[str]]] = {}
        for rule in group:
            watches = self.ledger.rules[rule].watches()
            changed = [said for sides in (self.gone, self.new) for key, here in sides.items() if touches(key, watches) for said in here]
            if changed:
                limits, rows = self._questions(rule, changed)
                if limits:
                    found[rule] = ([(rule, row) for row in rows], limits)
        return found

    def _questions(self, rule: int, changed: list[Numbers]) -> tuple[list[str], list[Row]]:
        made, columns, number = self.ledger.rules[rule], self.ledger.columns(rule), self.ledger.number
        outer = {v for p in made.premises for v in p.variables()}
        limits: dict[str, None] = {}
        rows: dict[Row, None] = {}
        for pattern in (p for patterns in made.negative for p in patterns):
            names = tuple(n for n in dict.fromkeys(pattern.variables()) if n in outer)
            hits = _bindings(self.ledger, pattern, names, changed)
            if hits and not names:
                # What changed says nothing of which solutions it concerns.
                return [""], list(self.ledger.firings[rule])
            if hits:
                limits[values_block(names, hits)] = None
                places = [columns.index(n) for n in names] if columns else []
                wanted = {tuple(number(t) for t in hit) for hit in hits}
                rows.update((row, None) for row in self.ledger.firings[rule] if tuple([row[n] for n in places]) in wanted)
        return list(limits), list(rows)

    def _withdraw(self, inside: set[int], questioned: list[Firing], doubtful: set[Numbers]) -> dict[Firing, None]:
        """Drops what rests on something gone or doubtful, and all that rests on that, within the group; gives the firings dropped."""
        ledger, by_premise = self.ledger, self.ledger.by_premise()
        lost: dict[Firing, None] = {}
        falling = list(doubtful)
        queue = questioned + [f for rule in sorted(inside) for f in self._resting.pop(rule, ())]
        seen = set(falling)
        while queue or falling:
            if falling:
                queue += [f for f in by_premise.get(falling.pop(), ()) if f[0] in inside]
                continue
            firing = queue.pop()
            if firing in lost or firing[1] not in ledger.firings[firing[0]]:
                continue
            lost[firing] = None
            for said in ledger.conclusions_of(*firing):
                if said not in seen and not self.stated(said):
                    seen.add(said)
                    self.shake(said)
                    falling.append(said)
        for firing in lost:
            ledger.drop(*firing)
        return lost

    def _take_back(self, lost: dict[Firing, None], questioned: set[Firing], doubtful: set[Numbers]) -> None:
        """Takes back the dropped firings whose premises all stand; those in question are left to be found again."""
        ledger = self.ledger
        waiting = [f for f in lost if f not in questioned]
        down = {said for f in lost for said in ledger.conclusions_of(*f)} | doubtful
        down = {s for s in down if not ledger.concluding(s) and not self.stated(s)}
        again = True
        while again:
            again, left = False, []
            for firing in waiting:
                if any(said in down or said in self.gone.get(self.key(said), ()) for said in ledger.premises_of(*firing)):
                    left.append(firing)
                    continue
                ledger.restore(*firing)
                del lost[firing]
                down.difference_update(ledger.conclusions_of(*firing))
                again = True
            waiting = left

    def _rehouse(self, doubtful: Iterable[Numbers]) -> None:
        """Gives every statement in question the home that it now has, and writes the graphs that lose one anew.

        Anew, because the store port has no way to take single statements out.
        """
        ledger = self.ledger
        shrunk: set[int] = set()
        moved: dict[int, list[Numbers]] = {}
        for said in doubtful:
            old = ledger.homes.get(said, -1)
            rules = [] if self.stated(said) else [rule for rule, _ in ledger.concluding(said)]
            if old >= 0 and old not in rules:
                shrunk.add(old)
                del ledger.homes[said], ledger.housed[old][said]
            if rules and old not in rules:
                moved.setdefault(rules[0], []).append(said)
        for rule in sorted(shrunk):
            self.store.drop(ledger.rules[rule].graph)
            house(self.base, rule, list(ledger.housed[rule]))
        for rule, found in moved.items():
            house(self.base, rule, found)

    def _settle(self, lost: dict[Firing, None], found: set[Numbers], doubtful: set[Numbers]) -> None:
        """Sorts what the group said before and says now into gone and new, for the groups after it."""
        ledger = self.ledger
        before = {said for firing in lost for said in ledger.conclusions_of(*firing)} | doubtful
        for said in before:
            if not ledger.concluding(said) and not self.stated(said):
                self.lose(said)
        for said in found:
            gone = self.gone.get(self.key(said), set())
            if said in gone:
                gone.discard(said)
            elif said not in before and not self.stated(said):
                self.new.setdefault(self.key(said), set()).add(said)


def _bindings(ledger: Inference, pattern: Pattern, names: tuple[str, ...], changed: Iterable[Numbers]) -> list[tuple[Term, ...]]:
    """Gives what some of a pattern's variables take in statements that match it."""
    order = list(dict.fromkeys(pattern.variables()))
    found: dict[tuple[Term, ...], None] = {}
    for said in changed:
        terms = match(pattern, ledger, said)
        if terms is not None:
            found[tuple(terms[order.index(n)] for n in names)] = None
    return list(found)
