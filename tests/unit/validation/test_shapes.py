"""Compiled shapes against pySHACL: the same violations, construct by construct; and what becomes of shapes that the compiler does not know."""

from __future__ import annotations

import logging
import os

import pytest

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.validation.catalogue import Catalogue, Check
from ttdn_kb.validation.checking import run_checks
from ttdn_kb.validation.compiler import Compiled
from ttdn_kb.validation.shape_file import Shapes, shapes_of
from ttdn_kb.validation.shape_layout import for_all
from ttdn_kb.validation.shapes import Violation, validate

CASE = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "checks", "_shapes")
# rdflib logs a literal that it cannot read; the case has some on purpose.
logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)

X = "https://w3id.org/ttdn/id/thu/"
HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <https://w3id.org/ttdn/id/thu/> . @prefix ttdn: <https://w3id.org/ttdn/ontology#> .
x:S a sh:NodeShape ; sh:targetClass x:Thing ; ttdn:checkId "shape-s" ; """


def read(name: str) -> bytes:
    with open(os.path.join(CASE, name), "rb") as file:
        return file.read()


def base(turtle: bytes) -> OxigraphStore:
    store = OxigraphStore()
    store.load(turtle, "urn:data", "data.ttl")
    return store


def shown(violations: set[Violation], shapes: Shapes) -> list[tuple[str, ...]]:
    return sorted((shapes.check_of[v.shape], v.shape.value, v.component, v.focus.value, v.path, repr(v.value) if v.value else "") for v in violations)


def headed(shapes: Shapes) -> Catalogue:
    checks = [Check(h.id, h.severity, h.title, h.message, h.why, h.fix, h.example, ("focus",), "", "", None, h.source) for h in shapes.headings]
    return Catalogue(tuple(checks), shapes)


SHAPES = shapes_of([("shapes.ttl", read("shapes.ttl"))])
DATA = base(read("data.ttl"))


def test_every_shape_of_the_case_is_compiled() -> None:
    assert Compiled(SHAPES).unknown == []


def test_compiled_shapes_give_what_pyshacl_gives() -> None:
    assert shown(Compiled(SHAPES).violations(DATA), SHAPES) == shown(validate(DATA, SHAPES), SHAPES)


def test_shapes_laid_flat_for_pyshacl_find_what_plain_pyshacl_finds() -> None:
    assert shown(validate(DATA, SHAPES), SHAPES) == shown(validate(DATA, SHAPES, plain=True), SHAPES)


@pytest.mark.parametrize(
    "component",
    ["MinCount", "MaxCount", "Datatype", "Class", "NodeKind", "Pattern", "MinLength", "MaxLength", "In", "MinInclusive", "MaxExclusive", "LessThan",
     "UniqueLang", "LanguageIn", "HasValue", "Disjoint", "Equals", "Node", "QualifiedMaxCount", "Not", "Or", "Xone", "And", "SPARQL", "Closed"],
)  # fmt: skip
def test_the_case_violates_each_construct(component: str) -> None:
    assert any(v.component == f"{component}ConstraintComponent" for v in Compiled(SHAPES).violations(DATA))


@pytest.mark.parametrize("node", ["good", "typed2", "other"])
def test_nothing_is_found_on_sound_data_but_its_namesake(node: str) -> None:
    found = {v.component for v in Compiled(SHAPES).violations(DATA) if v.focus.value == X + node}
    assert found <= {"SPARQLConstraintComponent"}


@pytest.mark.parametrize(
    "unknown",
    [
        'sh:property [ sh:path x:code ; sh:pattern "^(?!cam)" ]',
        'sh:property [ sh:path x:size ; sh:datatype <http://www.w3.org/2001/XMLSchema#gYear> ]',
        "sh:property [ sh:path x:link ; sh:node [ sh:property [ sh:path x:link ; sh:property [ sh:path x:name ; sh:minCount 1 ] ] ] ]",
        'sh:sparql [ sh:select "SELECT $this WHERE { { SELECT $this WHERE { $this ?p ?o } } }" ]',
    ],
    ids=["a regular expression with look-ahead", "a datatype without cast", "a shape that looks two properties on", "a query with a subquery"],
)  # fmt: skip
def test_what_the_compiler_does_not_know_goes_to_pyshacl_and_is_not_skipped(unknown: str) -> None:
    shapes = shapes_of([("s.ttl", (HEAD + unknown + " .").encode())])
    assert [s.value for s in Compiled(shapes).unknown] == [X + "S"]
    fast = run_checks(DATA, headed(shapes), today="2026-01-01")
    assert fast == run_checks(DATA, headed(shapes), today="2026-01-01", engine="pyshacl")
    if "look" not in unknown and "minCount" not in unknown:
        assert fast


NAMED = (
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . x:Named sh:property [ sh:path x:name ; sh:minCount 1 ] ."
    "x:S a sh:NodeShape ; sh:targetClass x:Thing ; sh:property [ sh:path x:near ; sh:node x:Named ] , [ sh:path x:far ; sh:node x:Named ] ."
)


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        ("x:a a x:Thing ; x:near x:b . x:b x:name 'B' .", 0),
        ("x:a a x:Thing ; x:near x:b , x:c . x:b x:name 'B' .", 1),
        ("x:a a x:Thing ; x:near x:c ; x:far x:c .", 2),
        ("x:a a x:Other ; x:near x:c . x:d a x:Thing ; x:far x:b . x:b x:name 'B' .", 0),
        ("x:a a x:Thing ; x:far 'words' .", 1),
    ],
    ids=["all values named", "one of two not", "the same by two ways", "only on what is no target", "a literal has no name"],
)
def test_shapes_of_values_are_screened_and_miss_nothing(facts: str, faults: int) -> None:
    shapes = shapes_of([("s.ttl", (HEAD.split("x:S a")[0] + NAMED).encode())])
    data = base((HEAD.split("x:S a")[0] + facts).encode())
    found = validate(data, shapes)
    assert len(found) == faults
    assert shown(found, shapes) == shown(validate(data, shapes, plain=True), shapes)


@pytest.mark.parametrize(
    ("select", "at_once"),
    [
        ("SELECT $this ?value WHERE { $this x:near ?value . ?value x:near ?more FILTER (?more != $this) }", True),
        ("SELECT $this ?value WHERE { $this x:near ?value . { ?value x:near ?o } UNION { ?value x:far ?o } }", True),
        ("SELECT $this WHERE { $this x:near ?value . FILTER NOT EXISTS { $this x:far ?value } }", False),
        ("SELECT $this WHERE { ?other x:near $this }", False),
        ("SELECT $this WHERE { $this x:near ?value } LIMIT 1", False),
        ("SELECT ?value WHERE { $this x:near ?value }", False),
    ],
    ids=["one group", "groups inside without the focus node", "a group inside with it", "it stands last", "rows are cut", "it is not given out"],
)
def test_a_constraint_is_asked_for_all_nodes_at_once_only_where_that_is_the_same(select: str, at_once: bool) -> None:
    assert bool(for_all(select)) == at_once
    shapes = shapes_of([("s.ttl", (HEAD + f'sh:sparql [ sh:prefixes x: ; sh:select "{select}" ] . x: sh:declare [ sh:prefix "x" ; '
                                   f'sh:namespace "{X}"^^<http://www.w3.org/2001/XMLSchema#anyURI> ] .').encode())])  # fmt: skip
    data = base((HEAD.split("x:S a")[0] + "x:a a x:Thing ; x:near x:b , x:c . x:b a x:Thing ; x:near x:c ; x:far x:c . x:c x:near x:a .").encode())
    found = shown(validate(data, shapes), shapes)
    assert found == shown(validate(data, shapes, plain=True), shapes)
    assert found


def test_findings_of_shapes_carry_the_words_of_the_shape() -> None:
    found = run_checks(DATA, headed(SHAPES), today="2026-01-01", only=["shape-thing"])
    name = [f for f in found if "cần đúng một tên" in f.message.vi]
    assert {f.focus[0] for f in name} == {X + "bad", X + "twice", X + "one"}
    assert all(f.severity == "warning" and f.title == Words("Vật ghi sai", "Thing recorded wrongly") and f.reason("en") == "Why." for f in found)


def test_both_engines_give_the_same_findings_with_the_same_ids() -> None:
    catalogue = headed(SHAPES)
    fast = run_checks(DATA, catalogue, today="2026-01-01")
    assert fast == run_checks(DATA, catalogue, today="2026-01-01", engine="pyshacl")
    assert len({f.id for f in fast}) == len(fast) > 30


def test_a_property_shape_with_its_own_check_id_is_a_check_of_its_own() -> None:
    found = run_checks(DATA, headed(SHAPES), today="2026-01-01", only=["shape-two"])
    assert sorted(f.focus for f in found) == [(X + "bad",), (X + "one",)]


def test_broken_shapes_are_named() -> None:
    shapes = shapes_of([("s.ttl", (HEAD + 'sh:sparql [ sh:select "SELECT $this WHERE { $this ?p " ] .').encode())])
    with pytest.raises(TtdnError) as error:
        validate(DATA, shapes)
    assert error.value.code == "bad-shapes"
