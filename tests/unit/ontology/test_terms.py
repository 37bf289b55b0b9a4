"""Every own term is described, every module has its header, nothing undeclared is used, and the schemes hold what the project counts on."""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef

from ttdn_kb.foundation.model import ProvisionKind
from ttdn_kb.foundation.resources import folder
from ttdn_kb.inference import owl_view
from ttdn_kb.report.terms import terms_page

ROOT = Path(__file__).parents[3]
ONTOLOGY = Path(folder("ontology"))
TTDN = Namespace("https://w3id.org/ttdn/ontology#")
VOCAB = "https://w3id.org/ttdn/vocab/"
DCTERMS = Namespace("http://purl.org/dc/terms/")
MODULES = sorted([*ONTOLOGY.glob("core/*.ttl"), *ONTOLOGY.glob("vocab/*.ttl"), *ONTOLOGY.glob("align/*.ttl"), ONTOLOGY / "ttdn.ttl"])
GUIDE_TOPICS = [
    "state-management",
    "training",
    "image-promotion",
    "image-data-system",
    "publications",
    "foreign-press",
    "clarification-rebuttal",
    "press-monitoring",
    "press-supply",
    "border-information-clusters",
    "border-sea-islands",
    "portal",
    "human-rights",
    "secrecy-security",
    "funding",
    "reporting",
    "rewards-discipline",
    "inspection",
    "investment-trade",
    "culture-tourism",
    "people-diplomacy",
    "personnel-organization",
    "world-information-inbound",
    "international-cooperation",
    "legal-documents",
    "other",
]


def graph_of(*paths: Path) -> Graph:
    return owl_view.read([str(p) for p in paths])


@lru_cache(maxsize=1)
def everything() -> Graph:
    return graph_of(*MODULES, *Path(folder("data")).rglob("*.ttl"))


CORE = graph_of(*ONTOLOGY.glob("core/*.ttl"))
ALL = graph_of(*MODULES)
TERMS = sorted(str(s) for s in set(CORE.subjects(RDF.type, None)) if isinstance(s, URIRef) and s in TTDN)
SCHEMES = sorted(str(s) for s in ALL.subjects(RDF.type, SKOS.ConceptScheme))
CONCEPTS = {str(s) for s in ALL.subjects(RDF.type, SKOS.Concept)}


def words(graph: Graph, subject: str, predicate: URIRef, lang: str) -> list[str]:
    return [str(o) for o in graph.objects(URIRef(subject), predicate) if isinstance(o, Literal) and o.language == lang]


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.rsplit("#", 1)[-1])
def test_an_own_term_has_labels_definitions_source_and_example(term: str) -> None:
    for lang in ("vi", "en"):
        assert len(words(CORE, term, RDFS.label, lang)) == 1, f"{lang} label"
        assert len(words(CORE, term, SKOS.definition, lang)) == 1, f"{lang} definition"
        assert words(CORE, term, SKOS.definition, lang)[0].lower() != words(CORE, term, RDFS.label, lang)[0].lower()
    assert (URIRef(term), DCTERMS.source, None) in CORE
    assert (URIRef(term), SKOS.example, None) in CORE


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_two_classes_share_a_label(lang: str) -> None:
    counted = Counter(label.lower() for t in TERMS if (URIRef(t), RDF.type, OWL.Class) in CORE for label in words(CORE, t, RDFS.label, lang))
    assert [label for label, n in counted.items() if n > 1] == []


def test_a_class_is_capitalized_and_a_property_is_not() -> None:
    for term in TERMS:
        name = term.rsplit("#", 1)[-1]
        assert name[0].isupper() == ((URIRef(term), RDF.type, OWL.Class) in CORE), name


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ONTOLOGY)))
def test_a_module_has_a_full_header_that_fits_its_place(path: Path) -> None:
    graph = graph_of(path)
    place = str(path.relative_to(ONTOLOGY).with_suffix("")).replace(os.sep, "/")
    iri = owl_view.ONTOLOGY + ("" if place == "ttdn" else "/" + place)
    assert [str(s) for s in graph.subjects(RDF.type, OWL.Ontology)] == [iri]
    version = str(graph.value(URIRef(iri), OWL.versionInfo))
    assert str(graph.value(URIRef(iri), OWL.versionIRI)) == f"{iri}/{version}"
    assert graph.value(URIRef(iri), DCTERMS.license) is not None
    for predicate in (RDFS.label, DCTERMS.abstract):
        for lang in ("vi", "en"):
            assert words(graph, iri, predicate, lang), (predicate, lang)


@pytest.mark.parametrize("path", sorted(ONTOLOGY.glob("core/*.ttl")), ids=lambda p: p.stem)
def test_a_module_stays_small(path: Path) -> None:
    assert len([s for s in set(graph_of(path).subjects(RDF.type, None)) if isinstance(s, URIRef) and s in TTDN]) <= 48


def test_the_imports_reach_every_module_but_those_with_days() -> None:
    reached = {Path(p) for p in owl_view.ontology_files()}
    assert set(MODULES) - reached == {ONTOLOGY / "vocab" / "provinces.ttl", ONTOLOGY / "vocab" / "periods.ttl"}


def test_the_catalogue_for_protege_names_every_module() -> None:
    catalogue = (ONTOLOGY / "catalog-v001.xml").read_text(encoding="utf-8")
    listed = dict(re.findall(r'<uri name="([^"]+)" uri="([^"]+)"/>', catalogue))
    assert {ONTOLOGY / place for place in listed.values()} == set(MODULES)
    for iri, place in listed.items():
        assert (URIRef(iri), RDF.type, OWL.Ontology) in graph_of(ONTOLOGY / place)


def test_no_term_is_used_undeclared_in_ontology_and_data() -> None:
    graph = everything()
    declared = set(graph.subjects(RDF.type, None))
    builtin = (str(OWL), str(RDF), str(RDFS))
    used = set(graph.predicates()) | {o for o in graph.objects(None, RDF.type) if not isinstance(o, BNode)}
    assert sorted(u for u in used if u not in declared and not str(u).startswith(builtin)) == []


def test_no_concept_is_used_undeclared_in_ontology_and_data() -> None:
    graph = everything()
    used = {str(t) for triple in graph for t in triple if str(t).startswith(VOCAB) and str(t).count("/") == VOCAB.count("/") + 1}
    assert sorted(used - CONCEPTS) == []


@pytest.mark.parametrize("place", ["ontology/rules", "queries"])
def test_rules_and_queries_use_declared_terms_only(place: str) -> None:
    found = {name for path in Path(folder(place)).rglob("*.rq") for name in re.findall(r"\bttdn:([A-Za-z0-9]+)", path.read_text(encoding="utf-8"))}
    assert sorted(name for name in found if str(TTDN[name]) not in TERMS) == []


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda s: s.removeprefix(VOCAB))
def test_each_concept_of_a_scheme_is_named_in_both_languages_and_once(scheme: str) -> None:
    members = [s for s in ALL.subjects(SKOS.inScheme, URIRef(scheme)) if isinstance(s, URIRef)]
    assert members
    for concept in members:
        assert str(ALL.value(concept, SKOS.notation)) == str(concept).removeprefix(scheme + "/")
        for lang in ("vi", "en"):
            assert len(words(ALL, str(concept), SKOS.prefLabel, lang)) == 1
        assert (concept, DCTERMS.source, None) in ALL
        for broader in ALL.objects(concept, SKOS.broader):
            assert (broader, RDF.type, SKOS.Concept) in ALL
            assert (concept, SKOS.topConceptOf, None) not in ALL
    counted = Counter(words(ALL, str(c), SKOS.prefLabel, "vi")[0].lower() for c in members)
    assert [label for label, n in counted.items() if n > 1] == []


@pytest.mark.parametrize(
    "scheme", ["role", "modality", "topic", "level", "sector", "action", "change-kind", "no-norm-reason", "provision-kind", "status"]
)
def test_each_concept_of_a_working_scheme_is_defined_in_both_languages(scheme: str) -> None:
    for concept in ALL.subjects(SKOS.inScheme, URIRef(VOCAB + scheme)):
        for lang in ("vi", "en"):
            assert words(ALL, str(concept), SKOS.definition, lang), concept


def notations(scheme: str) -> set[str]:
    return {str(ALL.value(s, SKOS.notation)) for s in ALL.subjects(SKOS.inScheme, URIRef(VOCAB + scheme))}


def test_the_topics_of_the_encoding_guide_are_all_there() -> None:
    assert len(GUIDE_TOPICS) == 26
    assert notations("topic") >= set(GUIDE_TOPICS)


def test_the_kinds_of_provision_are_those_of_the_structure_reader() -> None:
    assert notations("provision-kind") == {kind.value for kind in ProvisionKind}


@pytest.mark.parametrize(("day", "count"), [("2024-12-31", 63), ("2025-06-30", 63), ("2025-07-01", 34), ("2026-11-22", 34)])
def test_as_many_provinces_exist_as_the_law_says(day: str, count: int) -> None:
    existing = 0
    for unit in ALL.subjects(SKOS.inScheme, URIRef(VOCAB + "province")):
        begin, end = ALL.value(unit, TTDN.existsFrom), ALL.value(unit, TTDN.existsUntil)
        existing += str(unit) != VOCAB + "province/trung-uong" and (begin is None or str(begin) <= day) and (end is None or day < str(end))
    assert existing == count


def test_a_department_type_falls_under_the_departments() -> None:
    for concept in ALL.subjects(SKOS.inScheme, URIRef(VOCAB + "agency-type")):
        name = str(ALL.value(concept, SKOS.notation))
        if name.startswith("so-"):
            assert ALL.value(concept, SKOS.broader) == URIRef(VOCAB + "agency-type/so"), name


def test_the_page_of_terms_is_what_the_ontology_gives() -> None:
    page = (ROOT / "docs" / "terms.md").read_text(encoding="utf-8")
    assert page == terms_page(), "run: python -m ttdn_kb.report.terms"
