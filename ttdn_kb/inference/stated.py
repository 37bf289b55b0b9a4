"""Whether a statement is stated, whatever rules derive.

Takes a store; gives a yes or no for one statement at a time; knows nothing of rules. What is asked about often is read whole.
"""

from __future__ import annotations

from ttdn_kb.graph.store import Store, Term
from ttdn_kb.inference.ledger import Inference, Numbers
from ttdn_kb.inference.rule import INFERRED, TYPE
from ttdn_kb.sparql.binding import written

_OUTSIDE = f"FILTER (!STRSTARTS(STR(?g), '{INFERRED}'))"


class Stated:
    """What the files of a store state; true as long as no file changes.

    Args:
        patience: how many statements with one predicate (for rdf:type: one class) are asked for singly before all are read.
    """

    def __init__(self, store: Store, ledger: Inference, patience: int) -> None:
        self._store = store
        self._ledger = ledger
        self._patience = patience
        self._type = ledger.number(Term("iri", TYPE))
        self._known: dict[Numbers, bool] = {}
        self._asked: dict[tuple[int, int], int] = {}
        self._whole: dict[tuple[int, int], set[Numbers]] = {}

    def __call__(self, said: Numbers) -> bool:
        kind = (said[1], said[2] if said[1] == self._type else -1)
        if kind in self._whole:
            return said in self._whole[kind]
        if said not in self._known:
            self._asked[kind] = self._asked.get(kind, 0) + 1
            if self._asked[kind] > self._patience:
                self._whole[kind] = self._read(kind)
                return said in self._whole[kind]
            self._known[said] = self._ask(said)
        return self._known[said]

    def _ask(self, said: Numbers) -> bool:
        terms = [self._ledger.term(n) for n in said]
        if any(term.kind == "bnode" for term in terms):
            return False
        return bool(self._store.select(f"SELECT ?g WHERE {{ GRAPH ?g {{ {' '.join(map(written, terms))} }} {_OUTSIDE} }} LIMIT 1").rows)

    def _read(self, kind: tuple[int, int]) -> set[Numbers]:
        term, number = self._ledger.term, self._ledger.number
        value = written(term(kind[1])) if kind[1] >= 0 else "?o"
        rows = self._store.select(
            f"SELECT ?s {'?o' if kind[1] < 0 else ''} WHERE {{ GRAPH ?g {{ ?s {written(term(kind[0]))} {value} }} {_OUTSIDE} }}"
        ).rows
        return {(number(row[0]), kind[0], number(row[1]) if kind[1] < 0 and row[1] else kind[1]) for row in rows if row[0]}
