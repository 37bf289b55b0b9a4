"""Every shape that is shipped, on its cases: compiled, it gives the same on the embedded and on the reference store."""

from __future__ import annotations

import os

import pytest

from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.rdflib_store import RdflibStore
from ttdn_kb.validation.catalogue import load_catalogue
from ttdn_kb.validation.checking import run_checks
from ttdn_kb.validation.compiler import Compiled

# rdflib's own code calls what it deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")

CASES = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "shapes")
CATALOGUE = load_catalogue()
SHAPES = [c.id for c in CATALOGUE.checks if c.query is None]


def turtle(*steps: str) -> str:
    with open(os.path.join(CASES, *steps), encoding="utf-8") as file:
        return file.read()


@pytest.mark.parametrize("kind", ["fires", "silent"])
@pytest.mark.parametrize("check", SHAPES)
def test_compiled_shapes_give_the_same_on_both_stores(check: str, kind: str) -> None:
    embedded, reference = OxigraphStore(), RdflibStore()
    for name, text in (("common", turtle("common.ttl")), ("case", turtle(check, f"{kind}.ttl"))):
        graph = f"https://w3id.org/ttdn/graph/{name}"
        embedded.load(text.encode(), graph, name)
        reference.dataset.graph(graph).parse(data=text, format="turtle")
    assert run_checks(reference, CATALOGUE, today="2026-01-01", only=[check]) == run_checks(embedded, CATALOGUE, today="2026-01-01", only=[check])


def test_no_shipped_shape_is_left_to_pyshacl() -> None:
    assert Compiled(CATALOGUE.shapes).unknown == []
