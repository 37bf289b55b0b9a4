"""Many files by one process and by two, and one regulation after start-up: `python bench/ingest.py [FOLDER]` prints ratios, the runs interleaved.

Takes a folder of texts, by default the texts of data/sources and bench/corpus; sixty of them are read, over again where there are fewer. Wall
clock tells what a user waits; processor time (user + system, workers included) what the work costs.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES = 60
COMMAND = [sys.executable, "-c", "import sys; from ttdn_kb.cli.express import main; sys.exit(main())"]


def texts(folder: str = "") -> list[bytes]:
    """Gives sixty texts, smaller than 100 kB."""
    places = [Path(folder)] if folder else [ROOT / "data" / "sources", ROOT / "bench" / "corpus"]
    found = [path.read_bytes() for place in places for path in sorted(place.rglob("*.txt")) if path.stat().st_size < 100_000]
    return (found * (FILES // len(found) + 1))[:FILES]


def run(folder: str, *options: str) -> tuple[float, float]:
    """Gives wall and processor seconds of one call."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run([*COMMAND, "ingest", *options, "--format", "csv", "-o", os.devnull, folder], capture_output=True, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(rounds: int = 5) -> None:
    """Runs the ways in turn, so that a change of the machine's pace touches all alike."""
    with tempfile.TemporaryDirectory() as folder:
        sixty = Path(folder, "sixty")
        sixty.mkdir()
        size = 0
        for number, data in enumerate(texts(sys.argv[1] if len(sys.argv) > 1 else "")):
            (sixty / f"{number:02}.txt").write_bytes(data)
            size += len(data.decode("utf-8", "replace"))
        words = b"".join(texts()).decode("utf-8", "replace")
        (Path(folder) / "short.txt").write_text("Điều 1. Sở Y tế chủ trì thực hiện.\n", "utf-8")
        (Path(folder) / "regulation.txt").write_text(words[:30_000], "utf-8")
        ways = {
            "60 files --jobs 1": (str(sixty), "--jobs", "1"),
            "60 files --jobs 2": (str(sixty), "--jobs", "2"),
            "one line (start-up)": (str(Path(folder) / "short.txt"), "--jobs", "1"),
            "40 KB regulation": (str(Path(folder) / "regulation.txt"), "--jobs", "1"),
        }
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for _ in range(rounds):
            for name, way in ways.items():
                taken[name].append(run(*way))
    print(f"{FILES} files, {size} characters, {os.cpu_count()} processors")
    best = {name: (min(w for w, _ in t), min(c for _, c in t)) for name, t in taken.items()}
    for name, (wall, cpu) in best.items():
        middle = statistics.median(w for w, _ in taken[name])
        print(f"{name:22} wall {wall:6.2f} s (median {middle:6.2f})   user+sys {cpu:6.2f} s")
    one, two = best["60 files --jobs 1"], best["60 files --jobs 2"]
    print(f"--jobs 2 against --jobs 1: wall x{two[0] / one[0]:.2f}, user+sys x{two[1] / one[1]:.2f}")
    print(f"40 KB after start-up: {best['40 KB regulation'][0] - best['one line (start-up)'][0]:.2f} s")


if __name__ == "__main__":
    main(int(os.environ.get("ROUNDS", "5")))
