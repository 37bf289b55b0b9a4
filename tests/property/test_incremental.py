"""After any edits, what is brought up to date is what a full run derives: the same statements, in the same graphs, by the same derivations."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.store import Triple
from ttdn_kb.inference.engine import infer
from ttdn_kb.inference.ledger import Inference
from ttdn_kb.inference.rule import INFERRED, Rule
from ttdn_kb.inference.rule_file import load_rules
from ttdn_kb.inference.updating import update

BASE = Path(__file__).parents[1] / "cases" / "incremental" / "base.ttl"
#: Two graphs, so that one may state what the other no longer does.
GRAPHS = ("urn:one", "urn:two")


@cache
def rules() -> tuple[Rule, ...]:
    return load_rules()


@cache
def everything() -> tuple[Triple, ...]:
    store = OxigraphStore()
    store.load(BASE.read_bytes(), "urn:base", str(BASE))
    return tuple(sorted(t._replace(graph="") for t in store.triples("urn:base")))


def filled(held: dict[str, set[Triple]]) -> OxigraphStore:
    store = OxigraphStore()
    for graph, triples in held.items():
        store.add(t._replace(graph=graph) for t in triples)
    return store


def derivations(ledger: Inference) -> set[object]:
    return {d for t in ledger.inferred() for d in ledger.derivations(t)}


def in_graphs(store: OxigraphStore) -> set[Triple]:
    """What lies in the graphs of rules; each statement has one place, and none where a file states it."""
    found = [t for g in store.graphs() if g.startswith(INFERRED) for t in store.triples(g)]
    plain = {t._replace(graph="") for t in found}
    assert len(plain) == len(found)
    assert not plain & {t._replace(graph="") for g in GRAPHS for t in store.triples(g)}
    return plain


places = st.integers(min_value=0, max_value=len(everything()) - 1)
edits = st.lists(st.tuples(st.sampled_from(GRAPHS), st.sets(places, max_size=12), st.sets(places, max_size=12)), min_size=1, max_size=3)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.sets(places, max_size=60), edits)
def test_update_equals_full_run(missing: set[int], changes: list[tuple[str, set[int], set[int]]]) -> None:
    said = everything()
    held = {GRAPHS[0]: {t for n, t in enumerate(said) if n not in missing}, GRAPHS[1]: set()}
    store = filled(held)
    ledger = infer(store, rules())
    for graph, out, back in changes:
        removed = {said[n] for n in out} & held[graph]
        added = {said[n] for n in back} - held[graph]
        held[graph] = (held[graph] - removed) | added
        store.drop(graph)
        store.add(t._replace(graph=graph) for t in held[graph])
        update(store, ledger, removed, added)
    fresh = filled(held)
    full = infer(fresh, rules())
    assert derivations(ledger) == derivations(full)
    assert in_graphs(store) == in_graphs(fresh)


def test_nothing_changes_where_nothing_was_edited() -> None:
    store = filled({GRAPHS[0]: set(everything())})
    ledger = infer(store, rules())
    before = in_graphs(store)
    rounds = ledger.rounds
    update(store, ledger, [], [])
    assert ledger.changed == 0
    assert ledger.rounds == rounds
    assert in_graphs(store) == before


def test_an_edit_runs_only_the_rules_that_it_touches() -> None:
    store = filled({GRAPHS[0]: set(everything())})
    ledger = infer(store, rules())
    rounds = ledger.rounds
    event = next(t for t in everything() if t.subject.value.endswith("/e4") and t.predicate.value.endswith("affectsLevel"))
    store.drop(GRAPHS[0])
    store.add(t._replace(graph=GRAPHS[0]) for t in everything() if t != event)
    update(store, ledger, [event], [])
    assert 0 < ledger.changed < 0.2 * len(ledger)
    assert ledger.rounds - rounds < len(rules()) / 2
