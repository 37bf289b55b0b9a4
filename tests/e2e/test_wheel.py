"""A wheel built from the tree answers away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_wheel_carries_the_knowledge_and_answers(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--disable-pip-version-check", "--wheel-dir", str(tmp_path), str(ROOT)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    away = tmp_path / "away"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(away)
    for part in (
        "ontology/ttdn.ttl",
        "data/norms/quang-tri/quyet-dinh-25-2019.ttl",
        "queries/questions/who-leads.rq",
        "data/sources/ha-tinh/ke-hoach-2020/text.txt",
    ):
        assert f"ttdn_kb/_resources/{part}" in names
    environment = {**os.environ, "PYTHONPATH": str(away), "TTDN_STORE": str(tmp_path / "store")}
    environment.pop("TTDN_HOME", None)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import ttdn_kb; print(ttdn_kb.__file__, flush=True); from ttdn_kb.cli.express import main; main()",
            "ask",
            "who-coordinates",
            "--topic",
            "border-information-clusters",
        ],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert str(away) in done.stdout.splitlines()[0]
    assert "Điều 21, khoản 2" in done.stdout and "Bộ Chỉ huy Bộ đội Biên phòng tỉnh" in done.stdout
