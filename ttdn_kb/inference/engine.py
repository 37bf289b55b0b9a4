"""Rules to a fixpoint.

Takes a store with what is stated; adds what follows, each rule's results to its own named graph, and gives every derivation with its premises;
knows nothing of what the rules say. A rule that others do not feed back into runs once, over the whole store; in a group of rules that need each
other, each further run looks only at what the run before brought (semi-naive).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ttdn_kb.graph.store import Term, WritableStore
from ttdn_kb.inference.ledger import Inference, Numbers
from ttdn_kb.inference.rule import TYPE, Pattern, Rule, touches
from ttdn_kb.inference.rule_file import load_rules, strata
from ttdn_kb.inference.stated import Stated
from ttdn_kb.sparql.binding import written

#: Above so many new subjects a rule is run whole: a VALUES block of that size costs more than it saves.
_WHOLE = 400


class Base(NamedTuple):
    """What a run works on: the store, what was derived, and what its files state."""

    store: WritableStore
    ledger: Inference
    stated: Stated


def infer(store: WritableStore, rules: Sequence[Rule] | None = None) -> Inference:
    """Derives all that follows and adds it to the store.

    Args:
        store: holds what is stated, nothing inferred.
        rules: the rules of ontology/rules where none are given.

    Returns:
        The derivations, also the means of a later `update`.

    Raises:
        TtdnError: `bad-rule` for a faulty rule file.
    """
    ledger = Inference(load_rules() if rules is None else rules)
    base = Base(store, ledger, Stated(store, ledger, 0))
    ledger.groups = strata(ledger.rules)
    for group in ledger.groups:
        run_group(base, group)
    ledger.changed = len(ledger)
    return ledger


def run_group(base: Base, group: list[int]) -> None:
    """Runs the rules of one group until they bring nothing new."""
    waiting: dict[int, set[Numbers]] = {}
    for rule in group:
        spread(base.ledger, group, add(base, rule, ""), waiting)
    grow(base, group, waiting)


def grow(base: Base, group: list[int], waiting: dict[int, set[Numbers]]) -> set[Numbers]:
    """Runs the waiting rules of a group on what waits for them, until nothing waits; gives the statements that are new."""
    found: set[Numbers] = set()
    while waiting:
        # In turn, so that a rule meets all that the others brought in the round before, not each piece by itself.
        for rule in group:
            delta = waiting.pop(rule, None)
            if delta:
                fresh: list[Numbers] = []
                for block in blocks(base.ledger, base.ledger.rules[rule].premises, delta):
                    fresh += add(base, rule, block)
                found.update(fresh)
                spread(base.ledger, group, fresh, waiting)
    return found


def spread(ledger: Inference, group: list[int], fresh: Iterable[Numbers], waiting: dict[int, set[Numbers]]) -> None:
    """Puts new statements before the rules of a group that may read them."""
    by_key: dict[tuple[int, int], list[Numbers]] = {}
    type_of = ledger.number(Term("iri", TYPE))
    for said in fresh:
        by_key.setdefault((said[1], said[2] if said[1] == type_of else -1), []).append(said)
    keyed = [(key_of(ledger, here[0]), here) for here in by_key.values()]
    for rule in group:
        reads = ledger.rules[rule].reads()
        for key, here in keyed:
            if touches(key, reads):
                waiting.setdefault(rule, set()).update(here)


def add(base: Base, rule: int, block: str) -> list[Numbers]:
    """Runs a rule, limited by a VALUES block or whole, and adds what it concludes; gives what no rule concluded before."""
    made = base.ledger.rules[rule]
    base.ledger.rounds += 1
    answer = base.store.select(made.select[: made.where] + block + made.select[made.where :] if block else made.select)
    fresh = base.ledger.record(rule, answer)
    house(base, rule, [said for said in fresh if not base.stated(said)])
    return fresh


def house(base: Base, rule: int, found: Sequence[Numbers]) -> None:
    """Adds statements to the graph of a rule, which becomes their home."""
    ledger = base.ledger
    ledger.homes.update((said, rule) for said in found)
    ledger.housed[rule].update((said, None) for said in found)
    # As text: a store parses faster than Python builds its terms one by one.
    lines = [" ".join(map(ledger.written, said)) for said in found]
    if lines:
        base.store.load((" .\n".join(lines) + " .").encode(), ledger.rules[rule].graph, ledger.rules[rule].graph)


def key_of(ledger: Inference, said: Numbers) -> str:
    """Gives what a pattern must read to match a statement."""
    return Pattern(*ledger.triple(said)[:3]).key()


def blocks(ledger: Inference, patterns: Iterable[Pattern], delta: set[Numbers]) -> list[str]:
    """Gives VALUES blocks that limit a rule to the solutions in which one of these statements takes part.

    Patterns with one subject share a block: what a solution needs is that its subject is among those that the statements name.
    """
    by_predicate: dict[int, list[Numbers]] = {}
    for said in delta:
        by_predicate.setdefault(said[1], []).append(said)
    subjects: dict[str, dict[Term, None]] = {}
    for pattern in patterns:
        near: Iterable[Numbers] = delta if isinstance(pattern.predicate, str) else by_predicate.get(ledger.number(pattern.predicate), ())
        if not isinstance(pattern.object, str) or pattern.subject == pattern.object or isinstance(pattern.predicate, str):
            near = [said for said in near if match(pattern, ledger, said) is not None]
        if near and not isinstance(pattern.subject, str):
            return [""]
        if near and isinstance(pattern.subject, str):
            subjects.setdefault(pattern.subject, {}).update((ledger.term(said[0]), None) for said in near)
    if sum(map(len, subjects.values())) > _WHOLE:
        return [""]
    return [values_block((name,), [(term,) for term in terms]) for name, terms in subjects.items()]


def values_block(names: tuple[str, ...], rows: Iterable[tuple[Term, ...]]) -> str:
    lines = " ".join(f"({' '.join(written(t) for t in row)})" for row in dict.fromkeys(rows))
    return f" VALUES ({' '.join('?' + n for n in names)}) {{ {lines} }} "


def match(pattern: Pattern, ledger: Inference, said: Numbers) -> tuple[Term, ...] | None:
    """Gives the terms that a pattern's variables take in a statement, in order of first mention; None where it does not match."""
    bound: dict[str, Term] = {}
    for slot, number in zip(pattern, said, strict=True):
        term = ledger.term(number)
        if isinstance(slot, str):
            if bound.setdefault(slot, term) != term:
                return None
        elif slot != term:
            return None
    return None if any(t.kind == "bnode" for t in bound.values()) else tuple(bound.values())
