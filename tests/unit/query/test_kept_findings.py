"""Findings kept beside a build: read back exactly, and found anew as soon as anything that they depend on changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import ttdn_kb
from ttdn_kb.foundation.words import Words
from ttdn_kb.query.kept_findings import Asked, kept_or_found, packed, unpacked
from ttdn_kb.validation.findings import Clause, Finding, Waiver

CLAUSE = Clause("urn:n", "Hà Tĩnh", "Quy chế", "Điều 1", 3, 9, "lời\nvăn", Words("chủ trì: Sở A", "lead: Sở A"), "urn:d")
FOUND = [
    Finding("1", "no-lead", "error", Words("Thiếu", "No lead"), Words("m", "n"), Words("w", ""), Words("f", "g"), ("urn:a", "urn:b"),
            norms=("urn:n",), clauses=(CLAUSE,), peers=(CLAUSE, CLAUSE), tasks=("urn:t",), agents=("urn:g",),
            waiver=Waiver("An", "2026-01-01", "do")),
    Finding("2", "lacuna", "warning", Words("Khuyết", "Lacuna"), Words("m", "n"), Words("w", "w"), Words("f", "f"), ("urn:c",), start=4, end=8),
]  # fmt: skip
TODAY = Asked("", "2026-11-22")


class Home:
    """A knowledge base of three files, and a program of one."""

    def __init__(self, root: Path) -> None:
        for name in ("ontology/shapes/norm.ttl", "data/norms.ttl", "queries/checks/no-lead.rq", "program/check.py", "build-1/base.nq"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text("one", encoding="utf-8")
        self.root, self.place, self.runs = root, str(root / "build-1"), 0

    def ask(self, asked: Asked = TODAY) -> list[Finding]:
        return kept_or_found(self.place, asked, self.find)

    def find(self) -> list[Finding]:
        self.runs += 1
        return FOUND[: self.runs]

    def write(self, name: str, text: str = "other text") -> None:
        (self.root / name).write_text(text, encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("TTDN_HOME", str(tmp_path))
    monkeypatch.setattr(ttdn_kb, "__path__", [str(tmp_path / "program")])
    return Home(tmp_path)


def test_findings_are_read_back_exactly() -> None:
    assert unpacked(packed(FOUND)) == FOUND


def test_the_same_question_again_runs_no_check(home: Home) -> None:
    assert home.ask() == home.ask() == FOUND[:1]
    assert home.runs == 1


def nothing(_: Home) -> None:
    pass


def touched(home: Home) -> None:
    stat = os.stat(home.root / "data/norms.ttl")
    os.utime(home.root / "data/norms.ttl", ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000))


def damaged(home: Home) -> None:
    (kept,) = home.root.glob("build-1/findings-*.json")
    kept.write_bytes(kept.read_bytes()[:-40])


def another_build(home: Home) -> None:
    os.rename(home.place, home.root / "build-2")
    home.place = str(home.root / "build-2")


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        (lambda home: home.write("data/norms.ttl"), TODAY),
        (touched, TODAY),
        (lambda home: home.write("data/more.ttl"), TODAY),
        (lambda home: os.unlink(home.root / "data/norms.ttl"), TODAY),
        (lambda home: home.write("ontology/shapes/norm.ttl"), TODAY),
        (lambda home: home.write("queries/checks/no-lead.rq"), TODAY),
        (lambda home: home.write("program/check.py"), TODAY),
        (another_build, TODAY),
        (damaged, TODAY),
        (nothing, TODAY._replace(today="2026-11-23")),
        (nothing, TODAY._replace(at="2026-11-22")),
        (nothing, TODAY._replace(only=("no-lead",))),
        (nothing, TODAY._replace(skip=("no-lead",))),
    ],
    ids=["other data", "data of the same length written again", "one file more", "one file less", "another shape", "another query", "another program",
         "another build", "a damaged file", "the next day", "a day asked for", "some checks only", "a check left out"],
)  # fmt: skip
def test_what_findings_depend_on_makes_them_found_anew(home: Home, change: Callable[[Home], object], asked: Asked) -> None:
    home.ask()
    change(home)
    assert home.ask(asked) == FOUND
    assert home.runs == 2
    home.ask(asked)
    assert home.runs == 2


def test_a_base_that_may_only_be_read_is_checked_each_time(home: Home) -> None:
    home.place = str(home.root / "nowhere")
    assert (home.ask(), home.ask()) == (FOUND[:1], FOUND)
