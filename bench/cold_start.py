"""Cold start of a question against a bare interpreter: `python bench/cold_start.py` prints medians and the ratio, side by side in one run.

Takes nothing; needs a built base (`ttdn build`); prints to stdout.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import click": [sys.executable, "-c", "import click"],
    "ttdn ask (built store)": ["ttdn", "ask", "who-coordinates", "--topic", "border-information-clusters"],
}


def main(rounds: int = 15) -> None:
    """Runs the commands in turn, so that a change of the machine's pace touches all alike."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds + 1):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            times[name].append(time.perf_counter() - start)
    base = statistics.median(times["python -c pass"][1:])
    for name, taken in times.items():
        median = statistics.median(taken[1:])
        print(f"{name:24} {median * 1000:7.1f} ms   x{median / base:.2f}")


if __name__ == "__main__":
    main()
