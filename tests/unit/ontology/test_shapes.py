"""Every shape against a small sound base, a case that it must report and a case that it must leave alone, by both engines."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.namespaces import RDFS, SH, SKOS, TTDN
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.store import Triple
from ttdn_kb.validation.compiler import Compiled
from ttdn_kb.validation.shape_file import read_shapes
from ttdn_kb.validation.shapes import validate

CASES = Path(__file__).parents[2] / "cases" / "shapes"
SHAPES = read_shapes()
COMPILED = Compiled(SHAPES)
CHECKS = sorted(h.id for h in SHAPES.headings if not h.id.endswith("-concept") and h.id != "prefixes")


@lru_cache(maxsize=1)
def core() -> tuple[tuple[str, bytes], ...]:
    files = [*sorted(Path(folder("ontology/core")).glob("*.ttl")), CASES / "common.ttl"]
    return tuple((path.name, path.read_bytes()) for path in files)


def base(*more: Path) -> OxigraphStore:
    store = OxigraphStore()
    for name, data in [*core(), *((path.name, path.read_bytes()) for path in more)]:
        store.load(data, f"urn:{name}", name)
    return store


def found(store: OxigraphStore) -> set[str]:
    return {SHAPES.check_of[v.shape] for v in COMPILED.violations(store)}


def test_every_check_has_a_folder_of_cases() -> None:
    assert sorted(p.name for p in CASES.iterdir() if p.is_dir()) == CHECKS


def test_the_fast_engine_knows_every_construct_of_the_shapes() -> None:
    assert COMPILED.unknown == []


def test_the_sound_base_breaks_no_shape() -> None:
    assert found(base()) == set()


def test_the_sound_base_breaks_no_shape_by_pyshacl() -> None:
    assert validate(base(), SHAPES) == set()


@pytest.mark.parametrize("check", CHECKS)
def test_the_firing_case_is_reported(check: str) -> None:
    assert check in found(base(CASES / check / "fires.ttl"))


@pytest.mark.parametrize("check", CHECKS)
def test_the_silent_case_breaks_no_shape_at_all(check: str) -> None:
    assert found(base(CASES / check / "silent.ttl")) == set()


@pytest.mark.parametrize("case", ["fires", "silent"])
@pytest.mark.parametrize("check", CHECKS)
def test_both_engines_agree(check: str, case: str) -> None:
    store = base(CASES / check / f"{case}.ttl")
    roots = [r for r in SHAPES.roots() if SHAPES.check_of[r] == check]
    fast = {v for v in COMPILED.violations(store) if SHAPES.check_of[v.shape] == check}
    assert validate(store, SHAPES, roots) == fast


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_has_words_in_both_languages(check: str) -> None:
    heading = next(h for h in SHAPES.headings if h.id == check)
    for words in (heading.title, heading.why, heading.fix, heading.example):
        assert words.vi
        assert words.en
        assert words.vi != words.en


def test_every_constraint_has_a_message_in_both_languages() -> None:
    owners = [
        s for s, said in SHAPES.facts.items() if SH + "path" in said and (SH + "minCount" in said or SH + "maxCount" in said or SH + "class" in said)
    ]
    owners += [o for said in SHAPES.facts.values() for o in said.get(SH + "sparql", ())]
    owners += [s for s, said in SHAPES.facts.items() if SH + "or" in said and TTDN + "checkId" in said]
    silent = []
    for owner in owners:
        words = SHAPES.words(owner, SH + "message")
        if not (words.vi and words.en):
            silent.append(owner)
    # Property shapes inside sh:or only decide; the shape around them speaks.
    inside = {
        p
        for said in SHAPES.facts.values()
        for head in said.get(SH + "or", ())
        for m in SHAPES.items(head)
        for p in SHAPES.objects(m, SH + "property")
    }
    assert [s for s in silent if s not in inside] == []


def test_shapes_use_declared_terms_only() -> None:
    declared = {t.subject.value for t in _ontology_triples()}
    used = {t.object.value for t in SHAPES.triples if t.object.kind == "iri"} | {t.predicate.value for t in SHAPES.triples}
    assert sorted(u for u in used if u.startswith(TTDN) and u not in declared) == []


def _ontology_triples() -> list[Triple]:
    store = base()
    return [t for name, _ in core() for t in store.triples(f"urn:{name}")]


@pytest.mark.parametrize("predicate", [RDFS + "label", SKOS + "example", TTDN + "why", TTDN + "fix"])
def test_every_shape_with_a_check_carries_its_annotation(predicate: str) -> None:
    assert [s.value for s, said in SHAPES.facts.items() if TTDN + "checkId" in said and predicate not in said] == []
