"""A question on a built base loads no engine and no command library."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("rdflib", "pyshacl", "owlready2", "pyoxigraph", "click", "typing", "dataclasses", "pathlib", "docx", "lxml")


def test_ask_loads_nothing_heavy(built: str) -> None:
    code = (
        "import sys; sys.argv = ['ttdn', *sys.argv[1:]]\nfrom ttdn_kb.cli.express import main\n"
        "try:\n    main()\nfinally:\n    sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, "ask", "who-coordinates", "--topic", "border-information-clusters"],
        env={**os.environ, "TTDN_STORE": str(Path(built).parent), "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0 and "Điều 21, khoản 2" in done.stdout
    loaded = set(done.stderr.split())
    assert not loaded & set(HEAVY), loaded & set(HEAVY)


def test_both_ways_say_the_same(built: str) -> None:
    """The short way and the full commands print the same bytes."""
    words = ["who-leads", "--topic", "training", "--at", "2020-06-01", "--format", "csv"]
    environment = {**os.environ, "TTDN_STORE": str(Path(built).parent)}
    short = "from ttdn_kb.cli.express import main; main()"
    full = "from ttdn_kb.cli.main import cli; cli(prog_name='ttdn')"
    outputs = [
        subprocess.run([sys.executable, "-c", code, "ask", *words], env=environment, capture_output=True, timeout=120, check=True).stdout
        for code in (short, full)
    ]
    assert outputs[0] == outputs[1] and outputs[0].startswith(b"\xef\xbb\xbf")


def test_checks_say_the_same_when_kept_and_by_either_engine(built: str) -> None:
    environment = {**os.environ, "TTDN_STORE": str(Path(built).parent)}
    code = "from ttdn_kb.cli.express import main; main()"
    ways = [["--engine", "pyshacl"], [], []]
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code, "check", "--format", "json", "--fail-on", "never", *way],
            env=environment,
            capture_output=True,
            timeout=120,
            check=True,
        ).stdout
        for way in ways
    ]
    assert outputs[0] == outputs[1] == outputs[2] and b"no-lead" in outputs[0]
    assert list(Path(built).glob("findings-*.json"))
