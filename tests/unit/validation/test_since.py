"""Only what is new: against a git revision, a day, or the day of recording."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.validation.catalogue import Catalogue, load_catalogue
from ttdn_kb.validation.checking import run_checks
from ttdn_kb.validation.findings import Finding
from ttdn_kb.validation.since import new_findings

CASES = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "checks")
CATALOGUE: Catalogue = load_catalogue()


def git(root: str, *words: str, day: str = "2026-01-10") -> str:
    stamp = f"{day}T12:00:00+00:00"
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    env = {**os.environ, **who, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    return subprocess.run(["git", "-C", root, *words], check=True, capture_output=True, env=env).stdout.decode().strip()


def assemble() -> OxigraphStore:
    """The base of the resource folders: here only the Turtle of data/."""
    store = OxigraphStore()
    for name in sorted(os.listdir(folder("data"))):
        with open(os.path.join(folder("data"), name), "rb") as file:
            store.load(file.read(), f"urn:{name}", name)
    return store


def check(store: object) -> list[Finding]:
    assert isinstance(store, OxigraphStore)
    return run_checks(store, CATALOGUE, today="2026-02-01", only=["no-lead", "vague-assignee"])


@pytest.fixture
def home(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> str:
    """A knowledge base with the gap vague-assignee, to which the next revision adds no-lead."""
    root = str(tmp_path)
    shutil.copytree(folder("queries"), os.path.join(root, "queries"))
    for name in ("data", "ontology/shapes"):
        os.makedirs(os.path.join(root, name))
    shutil.copy(os.path.join(CASES, "common.ttl"), os.path.join(root, "data", "common.ttl"))
    with open(os.path.join(root, "ontology", "x.ttl"), "w", encoding="utf-8") as file:
        file.write("# trống\n")
    shutil.copy(os.path.join(CASES, "vague-assignee", "fires.ttl"), os.path.join(root, "data", "old.ttl"))
    monkeypatch.setenv("TTDN_HOME", root)
    return root


def committed(root: str) -> str:
    git(root, "init", "-q")
    git(root, "add", "data", "ontology")
    git(root, "commit", "-qm", "one")
    revision = git(root, "rev-parse", "HEAD")
    add_gap(root)
    git(root, "add", "data")
    git(root, "commit", "-qm", "two", day="2026-01-20")
    return revision


def add_gap(root: str) -> None:
    with open(os.path.join(CASES, "no-lead", "fires.ttl"), encoding="utf-8") as file:
        text = file.read().replace("here:n", "here:m")
    with open(os.path.join(root, "data", "new.ttl"), "w", encoding="utf-8") as file:
        file.write(text)


def new(since: str, day: str = "") -> set[str]:
    store = assemble()
    return {f.check for f in new_findings(check(store), store, since, day, assemble, check)}


def test_only_what_a_revision_did_not_have_is_new(home: str) -> None:
    revision = committed(home)
    assert new(revision[:8]) == {"no-lead"}
    assert new("HEAD") == set()
    assert os.environ["TTDN_HOME"] == home


@pytest.mark.parametrize(
    ("day", "checks"),
    [("2026-01-15", {"no-lead"}), ("2026-01-25", set()), ("2026-01-05", {"no-lead", "vague-assignee"})],
    ids=["between the revisions", "after both", "before there was any base"],
)
def test_a_day_stands_for_the_last_revision_before_it(home: str, day: str, checks: set[str]) -> None:
    committed(home)
    assert new(day, day) == checks


def test_changes_not_yet_committed_are_new(home: str) -> None:
    git(home, "init", "-q")
    git(home, "add", "data", "ontology")
    git(home, "commit", "-qm", "one")
    add_gap(home)
    assert new("HEAD") == {"no-lead"}


@pytest.mark.parametrize("since", ["nowhere", "--all", "HEAD~9"], ids=["no such name", "an option", "before the first"])
def test_unknown_revision_is_refused(home: str, since: str) -> None:
    committed(home)
    with pytest.raises(UsageError) as error:
        new(since)
    assert error.value.code == "unknown-revision"


def test_without_checkout_the_day_of_recording_counts(home: str) -> None:
    recorded = "@prefix ttdn: <https://w3id.org/ttdn/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
    recorded += '<https://w3id.org/ttdn/id/mau/quyet-dinh/1-2020/n1> ttdn:recordedAt "2026-01-10"^^xsd:date .'
    with open(os.path.join(home, "data", "recorded.ttl"), "w", encoding="utf-8") as file:
        file.write(recorded)
    assert new("2026-01-10", "2026-01-10") == {"vague-assignee"}
    assert new("2026-01-11", "2026-01-11") == set()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("since", "day"), [("HEAD", ""), ("2026-01-01", "2026-01-01")], ids=["a revision", "a day, and nothing recorded"])
def test_without_checkout_or_dates_there_is_no_history(since: str, day: str) -> None:
    with pytest.raises(UsageError) as error:
        new(since, day)
    assert error.value.code == "no-history"
