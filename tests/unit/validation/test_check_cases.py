"""Every query check on its cases, on both stores: what must be found is found, and nothing else."""

from __future__ import annotations

import os
import re

import pytest

from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.rdflib_store import RdflibStore
from ttdn_kb.graph.store import Store
from ttdn_kb.validation.catalogue import Catalogue, load_catalogue
from ttdn_kb.validation.checking import run_checks
from ttdn_kb.validation.findings import Finding

# rdflib's own code calls what it deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")

CASES = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "checks")
CATALOGUE = load_catalogue()
QUERIES = [c.id for c in CATALOGUE.checks if c.query is not None]


def read(check: str, kind: str) -> str:
    with open(os.path.join(CASES, check, f"{kind}.ttl"), encoding="utf-8") as file:
        return file.read()


def header(text: str, key: str) -> str:
    match = re.search(rf"^#\+ {key}: (.*)$", text, re.MULTILINE)
    return match.group(1).strip() if match else ""


def stores(text: str) -> list[Store]:
    """The case with the statements that all cases share, on the embedded and the reference store."""
    with open(os.path.join(CASES, "common.ttl"), encoding="utf-8") as file:
        common = file.read()
    embedded, reference = OxigraphStore(), RdflibStore()
    for name, turtle in (("https://w3id.org/ttdn/graph/common", common), ("https://w3id.org/ttdn/graph/case", text)):
        embedded.load(turtle.encode(), name, name)
        reference.dataset.graph(name).parse(data=turtle, format="turtle")
    return [embedded, reference]


def found(store: Store, check: str, day: str, catalogue: Catalogue = CATALOGUE) -> list[Finding]:
    return run_checks(store, catalogue, today=day or "2026-01-01", only=[check])


def told(finding: Finding) -> str:
    """A finding by the last steps of its norms, or of its focus where it has none."""
    names = finding.norms or finding.focus
    return " ".join(name.rsplit("/", 1)[-1] for name in names)


@pytest.mark.parametrize("check", QUERIES)
def test_check_finds_what_its_case_says_on_both_stores_to_the_letter(check: str) -> None:
    text = read(check, "fires")
    wanted = sorted(w.strip() for w in header(text, "finds").split("|"))
    embedded, reference = (found(store, check, header(text, "at")) for store in stores(text))
    assert sorted(map(told, embedded)) == wanted
    assert reference == embedded


@pytest.mark.parametrize("check", QUERIES)
def test_check_is_silent_where_nothing_is_wrong(check: str) -> None:
    text = read(check, "silent")
    assert not header(text, "finds")
    for store in stores(text):
        assert [told(f) for f in found(store, check, header(text, "at"))] == [], type(store).__name__


@pytest.mark.parametrize("check", QUERIES)
def test_message_leaves_no_placeholder_and_no_iri(check: str) -> None:
    text = read(check, "fires")
    for finding in found(stores(text)[0], check, header(text, "at")):
        for lang in ("vi", "en"):
            said = " ".join([finding.message.of(lang), finding.reason(lang), finding.fix(lang)])
            assert not re.search(r"[{}]|https?://", said)


def test_every_check_has_its_cases_and_every_case_its_check() -> None:
    folders = sorted(n for n in os.listdir(CASES) if os.path.isdir(os.path.join(CASES, n)) and not n.startswith("_"))
    assert folders == sorted(QUERIES)


def test_every_lead_is_told_also_the_one_whose_article_it_is() -> None:
    text = read("two-leads", "fires").replace('ttdn:path "Điều 3" ;', 'ttdn:path "Điều 3" ; ttdn:heading "Sở Ngoại vụ"@vi ;')
    for store in stores(text):
        (finding,) = (f for f in found(store, "two-leads", "") if told(f) == "n3")
        assert "Sở Ngoại vụ" in finding.message.vi and "Công an tỉnh" in finding.message.vi
