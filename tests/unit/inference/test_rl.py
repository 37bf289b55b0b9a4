"""Where the rules do what OWL 2 RL does, they derive what owlrl and reasonable derive from the same statements and axioms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ttdn_kb.graph.namespaces import ORG, PREFIXES, TTDN
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.store import Term, Triple
from ttdn_kb.inference.engine import infer
from ttdn_kb.inference.rule_file import load_rules

if TYPE_CHECKING:
    import rdflib

RL_RULES = {"head_leads_body", "group_has_member", "norm_involves_agent", "norm_reaches_agent", "norm_reaches_member", "norm_reaches_led_body"}
SHARED = [TTDN + n for n in ("leads", "involves", "involvedIn", "reaches")] + [ORG + "hasMember"]
READ = [TTDN + n for n in ("hasAssignment", "agent", "headOf", "leads", "memberOf", "evidence")] + [ORG + "hasMember"]
AXIOMS = (
    "".join(f"PREFIX {k}: <{v}>\n" for k, v in PREFIXES.items())
    + """
CONSTRUCT {
  ?p a ?kind ; rdfs:subPropertyOf ?q ; owl:inverseOf ?i ; owl:propertyChainAxiom ?list . ?cell rdf:first ?first ; rdf:rest ?rest
} WHERE {
  { ?p rdfs:subPropertyOf ?q } UNION { ?p owl:inverseOf ?i } UNION { ?p a ?kind . VALUES ?kind { owl:ObjectProperty } }
  UNION { ?p owl:propertyChainAxiom ?list . ?list rdf:rest* ?cell . ?cell rdf:first ?first ; rdf:rest ?rest }
  FILTER (STRSTARTS(STR(?p), "https://w3id.org/ttdn/ontology#") || ?p = org:hasMember)
}"""
)


@pytest.fixture(scope="module")
def statements(base: OxigraphStore) -> list[Triple]:
    """What the corpus states with the properties that both sides read, and the axioms on them."""
    found = []
    for predicate in READ:
        rows = base.select(f"SELECT ?s ?o WHERE {{ GRAPH ?g {{ ?s <{predicate}> ?o }} FILTER (!CONTAINS(STR(?g), '/inferred/')) }}").rows
        found += [Triple(s, Term("iri", predicate), o) for s, o in rows if s and o]
    return list(dict.fromkeys(found)) + base.construct(AXIOMS)


def closure(statements: list[Triple]) -> set[tuple[str, str, str]]:
    store = OxigraphStore()
    store.add(t._replace(graph="urn:stated") for t in statements)
    infer(store, [r for r in load_rules() if r.id in RL_RULES])
    rows = store.select(f"SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {' '.join(f'<{p}>' for p in SHARED)} }} ?s ?p ?o }}").rows
    return {(s.value, p.value, o.value) for s, p, o in rows if s and p and o}


@pytest.fixture(scope="module")
def ours(statements: list[Triple]) -> set[tuple[str, str, str]]:
    return closure(statements)


def as_rdflib(statements: list[Triple]) -> rdflib.Graph:
    from rdflib import BNode, Graph, URIRef

    graph = Graph()
    for s, p, o, _ in statements:
        nodes = [BNode(t.value) if t.kind == "bnode" else URIRef(t.value) for t in (s, p, o)]
        graph.add((nodes[0], nodes[1], nodes[2]))
    return graph


def shared(graph: rdflib.Graph) -> set[tuple[str, str, str]]:
    from rdflib import URIRef

    return {(str(s), p, str(o)) for p in SHARED for s, o in graph.subject_objects(URIRef(p))}


def test_the_rules_derive_more_than_is_stated(statements: list[Triple], ours: set[tuple[str, str, str]]) -> None:
    stated = {(s.value, p.value, o.value) for s, p, o, _ in statements}
    assert len(ours - stated) > 3000
    assert {p for _, p, _ in ours - stated} >= {TTDN + "involves", TTDN + "involvedIn", TTDN + "reaches", TTDN + "leads"}


def test_owlrl_derives_the_same_where_the_rules_overlap_with_owl_rl(statements: list[Triple]) -> None:
    owlrl = pytest.importorskip("owlrl")
    # One section of one document: owlrl takes minutes for the whole corpus, which bench/inference_rl.py gives it.
    section = "/ha-tinh/ke-hoach/ttdn-2020/phan-iv/"
    norms = [t for t in statements if section in t.subject.value]
    agents = {t.object.value for t in norms}
    near = {t.object.value for t in statements if t.subject.value in agents and "/id/agency/" in t.subject.value} | agents
    register = [t for t in statements if "/id/agency/" in t.subject.value and t.subject.value in near]
    axioms = [t for t in statements if "/id/" not in t.subject.value]
    graph = as_rdflib(norms + register + axioms)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, rdfs_closure=False, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    mine = closure(norms + register + axioms)
    assert len(mine) > 200
    assert shared(graph) == mine


def test_reasonable_derives_the_same_but_for_property_chains(statements: list[Triple], ours: set[tuple[str, str, str]]) -> None:
    """reasonable 0.4 does not apply property chains, so the chain to ttdn:involves is given to it and the two through ttdn:reaches are left out."""
    reasonable = pytest.importorskip("reasonable")
    from rdflib import URIRef

    graph = as_rdflib(statements)
    for s, p, o in ours:
        if p == TTDN + "involves":
            graph.add((URIRef(s), URIRef(p), URIRef(o)))
    reasoner = reasonable.PyReasoner()
    reasoner.from_graph(graph)
    found = {(str(s), str(p), str(o)) for s, p, o in reasoner.reason() if str(p) in SHARED}
    direct = {(s, TTDN + "reaches", o) for s, p, o in ours if p == TTDN + "involves"}
    assert found == {t for t in ours if t[1] != TTDN + "reaches"} | direct
