"""How long inference takes on the corpus, beside the time that rdflib needs to parse it.

Takes the resource folders; prints medians of processor seconds and ratios; knows nothing of pass or fail. Run: `python bench/inference.py`. The limit
aimed at: inference, premises kept, in less time than rdflib parses what it starts from. Printed beside: Oxigraph's own parsing of the same file (the
floor), and the rules as plain CONSTRUCT queries without premises.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable

from ttdn_kb.graph.loading import load_asserted
from ttdn_kb.graph.namespaces import ID
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.rdflib_store import RdflibStore
from ttdn_kb.inference.engine import infer
from ttdn_kb.inference.explain import explain
from ttdn_kb.inference.proof_file import ProofFile, write_proofs
from ttdn_kb.inference.rule_file import load_rules, strata
from ttdn_kb.inference.updating import update

RUNS = 5
KY_ANH = ID + "ha-tinh/ke-hoach/ttdn-2025/phan-iv/muc-8/norm-1/responsible-1"


def timed(action: Callable[[], object], runs: int = RUNS) -> float:
    found = []
    for _ in range(runs):
        start = time.process_time()
        action()
        found.append(time.process_time() - start)
    return statistics.median(found)


def read(path: str) -> OxigraphStore:
    store = OxigraphStore()
    store.load_quads(path)
    return store


def plain(path: str) -> int:
    """The rules as CONSTRUCT queries to a fixpoint, no premises kept."""
    store, rules = read(path), load_rules()
    for group in strata(rules):
        before = -1
        while before != len(store):
            before = len(store)
            for number in group:
                rule = rules[number]
                store.add(t._replace(graph=rule.graph) for t in store.construct(_text(rule.id)))
    return len(store)


def _text(name: str) -> str:
    from ttdn_kb.foundation.resources import folder

    with open(os.path.join(folder("ontology/rules"), name + ".rq"), encoding="utf-8") as file:
        return file.read()


def main() -> None:
    place = tempfile.mkdtemp()
    path = os.path.join(place, "stated.nq")
    store = OxigraphStore()
    load_asserted(store)
    store.dump(path)
    parse = timed(lambda: RdflibStore(path), 3)
    floor = timed(lambda: read(path))
    whole = timed(lambda: infer(read(path))) - floor
    ledger = infer(read(path))
    print(f"stated {len(store)}, inferred {len(ledger)}, derivations {sum(ledger.counts().values())}, runs of rules {ledger.rounds}")
    print(f"rdflib parses what is stated       {parse:7.3f} s  x1")
    print(f"Oxigraph parses it (floor)         {floor:7.3f} s  x{floor / parse:.2f}")
    print(f"rules read and compiled            {timed(load_rules):7.3f} s")
    print(f"inference, every premise kept      {whole:7.3f} s  x{whole / parse:.2f} of rdflib's parsing")
    bare = timed(lambda: plain(path), 3) - floor
    print(f"the same rules as bare CONSTRUCT   {bare:7.3f} s  x{bare / whole:.2f} of inference")
    proofs = os.path.join(place, "proofs.sqlite")
    filled = read(path)
    kept = infer(filled)
    start = time.process_time()
    write_proofs(kept, filled, proofs)
    print(f"proofs written                     {time.process_time() - start:7.3f} s  {os.path.getsize(proofs) / 1e6:.1f} MB")
    print(f"one assignment explained           {timed(lambda: explain(ProofFile(proofs), KY_ANH)):7.4f} s")
    kept.by_premise()
    print("update after an edit, beside a full run:")
    for name, graph, subject in (
        ("one quote", "norms/ha-tinh/ke-hoach-2025", KY_ANH.rsplit("/", 1)[0]),
        ("one event", "agencies/changes", ID + "event/2025-07-01/cap-huyen-cham-dut"),
        ("one whole document", "norms/quang-tri/quyet-dinh-25-2019", ""),
    ):
        home = f"https://w3id.org/ttdn/graph/data/{graph}"
        triples = filled.triples(home)
        chosen = [t for t in triples if not subject or t.subject.value == subject]
        filled.drop(home)
        filled.add(t for t in triples if t not in set(chosen))
        start = time.process_time()
        update(filled, kept, chosen, [])
        out, gone = time.process_time() - start, kept.changed
        filled.drop(home)
        filled.add(triples)
        start = time.process_time()
        update(filled, kept, [], chosen)
        back = time.process_time() - start
        print(f"  {name:20} taken out {out:6.3f} s (x{out / whole:.2f}), put back {back:6.3f} s (x{back / whole:.2f}), {gone} statements changed")


if __name__ == "__main__":
    main()
