"""The change events: each dated, grounded, sourced, with as many successors as its kind allows, naming only what is known elsewhere."""

from __future__ import annotations

import pytest

from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.namespaces import DCTERMS, ID, ORG, RDFS, TTDN, VOCAB, notation
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.store import Term


def events() -> dict[str, dict[str, list[Term]]]:
    store = OxigraphStore()
    path = folder("data/agencies/changes.ttl")
    with open(path, "rb") as file:
        store.load(file.read(), "urn:changes", path)
    found: dict[str, dict[str, list[Term]]] = {}
    for s, p, o, _ in store.triples("urn:changes"):
        if "/id/event/" in s.value:
            found.setdefault(s.value, {}).setdefault(p.value, []).append(o)
    return found


EVENTS = events()


@pytest.mark.parametrize("event", sorted(EVENTS), ids=lambda e: e.removeprefix(ID + "event/"))
def test_event_is_dated_grounded_and_sourced(event: str) -> None:
    said = EVENTS[event]
    (day,) = said[DCTERMS + "date"]
    assert day.datatype.endswith("#date")
    assert f"/event/{day.value}/" in event
    assert {t.lang for t in said[RDFS + "label"]} == {"vi", "en"}
    assert said.get(TTDN + "legalGround") or said.get(TTDN + "legalGroundText")
    assert said[DCTERMS + "source"]
    assert len(said[TTDN + "certainty"]) == 1
    for decided in said.get(TTDN + "decidedOn", []):
        assert decided.value <= day.value
    kind = notation(said[TTDN + "changeKind"][0].value)
    results = len(said.get(ORG + "resultingOrganization", [])) or len(said.get(TTDN + "resultingProvince", []))
    if kind in ("replaced", "merged", "renamed"):
        assert results == 1
    if kind == "split":
        assert results >= 2
    if kind == "dissolved":
        assert ORG + "resultingOrganization" not in said


@pytest.mark.parametrize("event", sorted(EVENTS), ids=lambda e: e.removeprefix(ID + "event/"))
def test_event_has_one_scope(event: str) -> None:
    said = EVENTS[event]
    scopes = [p for p in (ORG + "originalOrganization", TTDN + "affectsAgencyType", TTDN + "affectsLevel", TTDN + "affectsProvince") if p in said]
    assert len(scopes) == 1


def test_every_body_and_concept_that_an_event_names_is_known(base: OxigraphStore) -> None:
    named = {t.value for said in EVENTS.values() for terms in said.values() for t in terms if t.kind == "iri"}
    for iri in sorted(n for n in named if n.startswith((ID, VOCAB))):
        rows = base.select(f"SELECT ?type WHERE {{ <{iri}> a ?type }} LIMIT 1").rows
        assert rows, iri
