"""How long the checks take on the corpus: both engines side by side, in one process and as a command.

Takes the resource folders and, for the command, the store folder (TTDN_STORE); prints the least processor time of several runs, and its ratio to a
fixed loop of plain Python, so that machines and hours compare; knows nothing of pass or fail. Run: `python bench/checks.py`. Figures, and the limits
aimed at: bench/README.md.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable

from ttdn_kb.query.building import assemble
from ttdn_kb.validation.catalogue import load_catalogue
from ttdn_kb.validation.checking import query_groups, run_checks
from ttdn_kb.validation.compiler import Compiled

TODAY = "2026-11-22"
COMMAND = [sys.executable, "-c", "from ttdn_kb.cli.express import main; main()", "check", "--format", "json", "--output", os.devnull]


def least(action: Callable[[], object], runs: int) -> float:
    """Gives the least processor time of several runs, in seconds: what a neighbour on the machine adds is left out as far as it can be."""
    found = []
    for _ in range(runs):
        start = time.process_time()
        action()
        found.append(time.process_time() - start)
    return min(found)


def command(*options: str) -> float:
    """Gives the processor time of one `ttdn check` with all that it loads, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*COMMAND, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    store, catalogue = assemble(), load_catalogue()
    loop = least(lambda: sum(i * i for i in range(3_000_000)), 5)

    def line(name: str, seconds: float, more: str = "") -> None:
        print(f"{name:32}{seconds:7.3f} s  x{seconds / loop:5.2f}  {more}")

    line("plain loop", loop, "3 million squares: 1.00 in the column of ratios")
    found = {engine: run_checks(store, catalogue, today=TODAY, engine=engine) for engine in ("fast", "pyshacl")}
    line("in process, fast", least(lambda: run_checks(store, catalogue, today=TODAY), 9), f"{len(found['fast'])} findings")
    line("in process, pySHACL for shapes", least(lambda: run_checks(store, catalogue, today=TODAY, engine="pyshacl"), 5))
    print(f"identical findings: {found['fast'] == found['pyshacl']}")
    command()  # builds the base, and keeps the findings beside it
    line("ttdn check, findings kept", min(command() for _ in range(7)))
    line("ttdn check, pySHACL for shapes", min(command("--engine", "pyshacl") for _ in range(5)))
    line("all shapes, compiled", least(lambda: Compiled(catalogue.shapes).violations(store), 7))
    for check in catalogue.checks:
        if check.query is not None:
            line(f"  {check.id}", least(lambda c=check: query_groups(store, c, TODAY), 5))  # type: ignore[misc]


if __name__ == "__main__":
    main()
