"""The names of the graph.

Takes nothing; gives namespace strings and the prefixes that every file and query uses; knows nothing of what is said with them.
"""

from __future__ import annotations

BASE = "https://w3id.org/ttdn/"
TTDN = BASE + "ontology#"
ID = BASE + "id/"
VOCAB = BASE + "vocab/"
GRAPH = BASE + "graph/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
ELI = "http://data.europa.eu/eli/ontology#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
DCAT = "http://www.w3.org/ns/dcat#"
OA = "http://www.w3.org/ns/oa#"
SH = "http://www.w3.org/ns/shacl#"

PREFIXES: dict[str, str] = {
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "eli": ELI,
    "org": ORG,
    "prov": PROV,
    "oa": OA,
    "sh": SH,
    "ttdn": TTDN,
}


def vocab(scheme: str, notation: str) -> str:
    """Gives the IRI of a concept.

    >>> vocab("role", "lead")
    'https://w3id.org/ttdn/vocab/role/lead'
    """
    return f"{VOCAB}{scheme}/{notation}"


def notation(iri: str) -> str:
    """Gives the last step of an IRI.

    >>> notation("https://w3id.org/ttdn/vocab/role/lead")
    'lead'
    """
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
