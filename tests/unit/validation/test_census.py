"""Counts by class and property: what rules out a fault, and what does not."""

from __future__ import annotations

import pytest

from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.validation.census import Census

X = "https://w3id.org/ttdn/id/thu/"
DATA = f"""@prefix x: <{X}> .
x:a a x:Norm ; x:title "a" ; x:topic x:t .
x:b a x:Norm ; x:title "b" ; x:topic x:t , x:u ; x:note "b" .
x:c a x:Quote ; x:title "c" .
x:untyped x:title "d" , "e" .
"""


@pytest.fixture(scope="module")
def census() -> Census:
    store = OxigraphStore()
    store.load(DATA.encode(), "urn:one", "data.ttl")
    store.load(f'<{X}c> <{X}title> "c" .'.encode(), "urn:two", "again.ttl")
    return Census(store)


@pytest.mark.parametrize(
    ("classes", "name", "all_have"),
    [
        pytest.param(["Norm"], "title", True, id="each norm has a title"),
        pytest.param(["Norm"], "note", False, id="one norm of two has a note"),
        pytest.param(["Norm"], "place", False, id="no norm has a place"),
        pytest.param(["Norm", "Quote"], "topic", False, id="norms have a topic, the quote has none"),
        pytest.param(["Norm", "Quote"], "title", True, id="members of both classes have a title"),
        pytest.param(["Absent"], "title", True, id="a class without members lacks nothing"),
    ],
)
def test_a_property_that_each_member_has(census: Census, classes: list[str], name: str, all_have: bool) -> None:
    assert census.all_have([X + c for c in classes], X + name) is all_have


@pytest.mark.parametrize(
    ("classes", "name", "all_once"),
    [
        pytest.param(["Norm"], "title", True, id="one title each; what no member of the class says does not count"),
        pytest.param(["Norm"], "topic", False, id="a norm with two topics"),
        pytest.param(["Norm"], "note", True, id="a norm without note has none twice"),
        pytest.param(["Norm", "Quote"], "topic", False, id="one class of two has members with two topics"),
    ],
)
def test_a_property_that_no_member_has_twice(census: Census, classes: list[str], name: str, all_once: bool) -> None:
    assert census.all_once([X + c for c in classes], X + name) is all_once


def test_a_statement_in_two_graphs_never_hides_a_missing_property(census: Census) -> None:
    assert census.all_have([X + "Quote"], X + "title")
    assert not census.all_have([X + "Quote"], X + "topic")


def test_classes_and_properties_in_use(census: Census) -> None:
    assert census.classes() == {X + "Norm", X + "Quote"}
    assert {p.removeprefix(X) for p in census.properties([X + "Quote"])} == {"title", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"}
