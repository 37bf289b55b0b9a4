"""How long the checks take on the corpus, both engines side by side.

Takes the resource folders; prints medians and ratios; knows nothing of pass or fail. Run: `python bench/checks.py`. Limits aimed at: all checks under
0.5 s after a warm start on the fast way, under 3 s with pySHACL as the engine of the shapes, with identical findings.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from ttdn_kb.query.building import assemble
from ttdn_kb.validation.catalogue import load_catalogue
from ttdn_kb.validation.checking import query_groups, run_checks
from ttdn_kb.validation.compiler import Compiled


def timed(action: Callable[[], object], runs: int) -> float:
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def main() -> None:
    store = assemble()
    start = time.perf_counter()
    catalogue = load_catalogue()
    print(f"catalogue           {time.perf_counter() - start:7.3f} s  ({len(catalogue.checks)} checks)")
    ids = {engine: {f.id for f in run_checks(store, catalogue, today="2026-11-22", engine=engine)} for engine in ("fast", "pyshacl")}
    floor = timed(lambda: sum(1 for _ in store.select("SELECT * WHERE { ?s ?p ?o }").rows), 3)
    fast = timed(lambda: run_checks(store, catalogue, today="2026-11-22"), 7)
    reference = timed(lambda: run_checks(store, catalogue, today="2026-11-22", engine="pyshacl"), 3)
    print(f"all statements read {floor:7.3f} s  ({len(store)} statements)")
    print(f"fast                {fast:7.3f} s  ({len(ids['fast'])} findings; x{fast / floor:.2f} of reading all statements)")
    print(f"pySHACL for shapes  {reference:7.3f} s  ({len(ids['pyshacl'])} findings; x{reference / fast:.1f} of fast)")
    print(f"identical findings  {ids['fast'] == ids['pyshacl']}")
    if catalogue.shapes.triples:
        compiled = Compiled(catalogue.shapes)
        print(f"compiled shapes     {timed(lambda: compiled.violations(store), 5):7.3f} s  ({len(compiled.unknown)} left to pySHACL)")
    for check in catalogue.checks:
        if check.query is not None:
            print(f"  {check.id:24}{timed(lambda c=check: query_groups(store, c, '2026-11-22'), 3):7.3f} s")  # type: ignore[misc]


if __name__ == "__main__":
    main()
