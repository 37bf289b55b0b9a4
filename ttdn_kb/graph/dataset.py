"""The base described as a dataset: DCAT and VoID.

Takes a filled store; gives statements about the dataset as a whole: title, licence, languages, how many statements, norms, assignments,
agents and quotes it has, and
one part a document; knows nothing of pages. Standards: W3C DCAT 3, VoID (W3C Interest Group Note 2011).
"""

from __future__ import annotations

from collections.abc import Iterator

from ttdn_kb import __version__
from ttdn_kb.graph.minting import graph_iri
from ttdn_kb.graph.namespaces import BASE, DCAT, DCTERMS, RDF, TTDN, XSD
from ttdn_kb.graph.store import Store, Term, Triple

VOID = "http://rdfs.org/ns/void#"
DATASET = BASE + "dataset"
GRAPH = graph_iri("dataset")
_COUNTED = (
    "Norm",
    "Duty",
    "Request",
    "Power",
    "Assignment",
    "Agency",
    "Committee",
    "Post",
    "Collective",
    "GenericAgent",
    "Quote",
    "Provision",
    "ChangeEvent",
)


def dataset_triples(store: Store) -> Iterator[Triple]:
    """Gives the description of the base that the store holds, in its own named graph."""

    def say(subject: str, predicate: str, value: Term) -> Triple:
        return Triple(Term("iri", subject), Term("iri", predicate), value, GRAPH)

    def number(value: str) -> Term:
        return Term("literal", value, XSD + "integer")

    yield say(DATASET, RDF + "type", Term("iri", DCAT + "Dataset"))
    yield say(DATASET, RDF + "type", Term("iri", VOID + "Dataset"))
    yield say(DATASET, DCTERMS + "title", Term("literal", "Kho tri thức trách nhiệm thông tin đối ngoại cấp tỉnh", "", "vi"))
    yield say(DATASET, DCTERMS + "title", Term("literal", "Knowledge base of provincial responsibilities on external information", "", "en"))
    yield say(DATASET, DCTERMS + "license", Term("iri", "https://www.apache.org/licenses/LICENSE-2.0"))
    yield say(DATASET, DCTERMS + "language", Term("literal", "vi"))
    yield say(DATASET, DCAT + "version", Term("literal", __version__))
    yield say(DATASET, VOID + "triples", number(_count(store, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")))
    for name in _COUNTED:
        pattern = f"?x a <{TTDN}{name}>"
        value = _count(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
        part = f"{DATASET}/class/{name.lower()}"
        yield say(DATASET, VOID + "classPartition", Term("iri", part))
        yield say(part, VOID + "class", Term("iri", TTDN + name))
        yield say(part, VOID + "entities", number(value))
    documents = store.select(f"SELECT ?d (COUNT(?n) AS ?c) WHERE {{ ?n <{TTDN}inDocument> ?d ; <{TTDN}evidence> ?e }} GROUP BY ?d ORDER BY ?d")
    for document, count in documents.rows:
        if document and count:
            part = DATASET + "/document/" + document.value.rsplit("/id/", 1)[-1]
            yield say(DATASET, VOID + "subset", Term("iri", part))
            yield say(part, RDF + "type", Term("iri", VOID + "Dataset"))
            yield say(part, DCTERMS + "source", document)
            yield say(part, VOID + "entities", number(count.value))


def _count(store: Store, query: str) -> str:
    rows = store.select(query).rows
    return rows[0][0].value if rows and rows[0][0] else "0"
