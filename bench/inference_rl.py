"""The part of the rules that OWL 2 RL can express, beside owlrl and reasonable on the same statements.

Takes the resource folders; prints times and whether the entailments are the same; knows nothing of pass or fail. Run: `python bench/inference_rl.py`
(`pip install owlrl reasonable`). owlrl is given growing parts, since its time grows with the square; `--all` gives it the whole corpus (minutes).
"""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from types import ModuleType

from ttdn_kb.graph.loading import load_asserted
from ttdn_kb.graph.namespaces import TTDN
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.store import Term, Triple


def _shared() -> ModuleType:
    """The choice of statements and axioms is that of the test, so that both compare the same thing."""
    path = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tests", "unit", "inference", "test_rl.py")
    spec = importlib.util.spec_from_file_location("shared_rl", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    rl = _shared()
    store = OxigraphStore()
    load_asserted(store)
    stated: list[Triple] = []
    for predicate in rl.READ:
        stated += [Triple(s, Term("iri", predicate), o) for s, o in store.select(f"SELECT ?s ?o WHERE {{ ?s <{predicate}> ?o }}").rows if s and o]
    axioms = store.construct(rl.AXIOMS)
    start = time.perf_counter()
    ours = rl.closure(stated + axioms)
    mine = time.perf_counter() - start
    print(f"rules       {len(stated)} statements, {mine:7.2f} s, {len(ours)} with shared properties")

    import owlrl
    import reasonable
    from rdflib import URIRef

    graph = rl.as_rdflib(stated + axioms)
    for s, p, o in ours:
        if p == TTDN + "involves":
            graph.add((URIRef(s), URIRef(p), URIRef(o)))
    start = time.perf_counter()
    reasoner = reasonable.PyReasoner()
    reasoner.from_graph(graph)
    found = {(str(s), str(p), str(o)) for s, p, o in reasoner.reason() if str(p) in rl.SHARED}
    expected = {t for t in ours if t[1] != TTDN + "reaches"} | {(s, TTDN + "reaches", o) for s, p, o in ours if p == TTDN + "involves"}
    taken = time.perf_counter() - start
    print(f"reasonable  same statements, {taken:7.2f} s (x{taken / mine:.1f}), same but for property chains: {found == expected}")

    sizes = [len(stated)] if "--all" in sys.argv else [250, 500, 1000]
    for size in sizes:
        part = stated[:: max(1, len(stated) // size)] + axioms
        graph = rl.as_rdflib(part)
        start = time.perf_counter()
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, rdfs_closure=False, axiomatic_triples=False, datatype_axioms=False).expand(graph)
        taken = time.perf_counter() - start
        start = time.perf_counter()
        same = rl.shared(graph) == rl.closure(_with_evidence(part))
        print(f"owlrl       {len(part)} statements, {taken:7.2f} s (x{taken / (time.perf_counter() - start):.0f}), same: {same}")


def _with_evidence(part: list[Triple]) -> list[Triple]:
    """Rules want the quote of every norm; a sample of statements may have lost it."""
    evidence = Term("iri", TTDN + "evidence")
    norms = {t.subject for t in part if t.predicate.value == TTDN + "hasAssignment"}
    return part + [Triple(norm, evidence, Term("iri", norm.value + "/quote")) for norm in norms]


if __name__ == "__main__":
    main()
