"""The statements that a reasoner reads.

Takes Turtle, N-Triples, TriG or N-Quads files; gives their statements, and views of them inside OWL 2 DL; knows nothing of Java or of answers.

The data keeps `xsd:date`, which the OWL 2 datatype map lacks (OWL 2 Structural Specification, section 4): a view writes such a day as `xsd:dateTime`
at midnight. Annotations, ontology headers and imports say nothing to a reasoner and are left out. Instances have one name each: a view gives every
instance a functional name, so that two IRIs in one functional place are a contradiction and not silently one thing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.namespaces import BASE, ID, VOCAB

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node, URIRef

ONTOLOGY = BASE + "ontology"
NAME = "urn:ttdn:view#name"
TAG = "urn:ttdn:view/tag/"
_FORMATS = {".ttl": "turtle", ".nt": "nt", ".nq": "nquads", ".trig": "trig", ".rdf": "xml", ".owl": "xml"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A statement that stands or falls as one: a triple with the expression under its blank nodes, or a group such as AllDisjointClasses."""

    triples: tuple[tuple[Node, Node, Node], ...]

    @property
    def head(self) -> tuple[Node, Node, Node]:
        return self.triples[0]


def ontology_files(entry: str = ONTOLOGY) -> list[str]:
    """Gives the files of the entry point and all that it imports, in import order.

    Args:
        entry: IRI of an ontology of this project; its path after the base is its path in the folder ontology/.

    Raises:
        TtdnError: `import-not-found` where an imported ontology has no file.
    """
    from rdflib import OWL, Graph, URIRef

    found: list[str] = []
    todo = [entry]
    while todo:
        name = todo.pop(0)
        path = os.path.join(folder("ontology"), *(name.removeprefix(ONTOLOGY).strip("/") or "ttdn").split("/")) + ".ttl"
        if path in found:
            continue
        if not name.startswith(ONTOLOGY) or not os.path.isfile(path):
            raise TtdnError(
                "import-not-found", "Không có tệp của bản thể học được nhập", name, f"không thấy {path}", "sửa dòng owl:imports hoặc thêm tệp"
            )
        found.append(path)
        todo += sorted(str(o) for o in _parse(path, Graph()).objects(URIRef(name), OWL.imports))
    return found


def read(files: Iterable[str]) -> Graph:
    """Reads files into one graph; named graphs are poured together.

    Raises:
        TtdnError: `bad-turtle`, naming the file.
    """
    from rdflib import Dataset, Graph

    graph = Graph()
    for path in files:
        if path.endswith((".nq", ".trig")):
            data = Dataset(default_union=True)
            _parse(path, data)
            for s, p, o in data.triples((None, None, None)):
                graph.add((s, p, o))
        else:
            _parse(path, graph)
    return graph


def _parse(path: str, graph: Graph) -> Graph:
    try:
        return graph.parse(path, format=_FORMATS.get(os.path.splitext(path)[1], "turtle"))
    except Exception as error:  # rdflib's parsers raise many unrelated kinds
        why = " ".join(str(error).split())[:300]
        raise TtdnError("bad-turtle", "Không đọc được tệp dữ liệu", path, why, "sửa cú pháp ở chỗ đã nêu rồi chạy lại") from error


def logical(graph: Graph) -> Graph:
    """Gives the statements that mean something to a reasoner, with days as `xsd:dateTime`."""
    from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal

    silent = set(graph.subjects(RDF.type, OWL.AnnotationProperty)) | {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo}
    headers = set(graph.subjects(RDF.type, OWL.Ontology))
    view = Graph()
    for s, p, o in graph:
        if s in headers or p in silent or s in silent:
            continue
        if isinstance(o, Literal) and o.datatype == XSD.date:
            o = Literal(f"{o}T00:00:00", datatype=XSD.dateTime)
        view.add((s, p, o))
    return view


def named(view: Graph) -> Graph:
    """Adds one functional name to each instance (IRIs below the instance base)."""
    from rdflib import OWL, RDF, Literal, URIRef

    view.add((URIRef(NAME), RDF.type, OWL.DatatypeProperty))
    view.add((URIRef(NAME), RDF.type, OWL.FunctionalProperty))
    for s in {t for triple in view for t in (triple[0], triple[2]) if isinstance(t, URIRef) and t.startswith(ID)}:
        view.add((s, URIRef(NAME), Literal(str(s))))
    return view


def classifying(view: Graph) -> Graph:
    """Gives a smaller view for finding the kinds of instances.

    Concepts named in class expressions become classes of one concept ("has the role lead" is then "has a role of the class lead"), which spares the
    reasoner nominals. Statements with properties that no class expression looks at, and property chains that none needs, are left out.
    """
    from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

    looked_at = set(view.objects(None, OWL.onProperty)) - {SKOS.inScheme}
    relevant = set(looked_at)
    for p in looked_at:
        relevant |= set(view.subjects(RDFS.subPropertyOf, p)) | set(view.subjects(OWL.inverseOf, p)) | set(view.objects(p, OWL.inverseOf))
    out = Graph()
    declared = declarations()
    for triple in view.triples((None, RDF.type, None)):
        if triple[2] in declared:
            out.add(triple)
    concepts = set()
    for unit in units(view):
        s, p, o = unit.head
        inside = {t[1] for t in unit.triples}
        of_scheme = any(t[1] == OWL.onProperty and t[2] == SKOS.inScheme for t in unit.triples)
        if o == OWL.AllDifferent or OWL.hasSelf in inside or of_scheme or (p == OWL.propertyChainAxiom and s not in looked_at):
            continue
        if str(s).startswith(ID):
            if p != RDF.type and p not in relevant:
                continue
            out.add((s, RDF.type, OWL.NamedIndividual))
        if str(s).startswith(VOCAB) and p not in relevant:
            continue
        for triple in unit.triples:
            if triple[1] == OWL.hasValue and isinstance(triple[2], URIRef):
                concepts.add(triple[2])
                out.add((triple[0], OWL.someValuesFrom, _tag(triple[2])))
            else:
                out.add(triple)
    for c in sorted(concepts):
        out.add((_tag(c), RDF.type, OWL.Class))
        out.add((c, RDF.type, _tag(c)))
        for other in concepts:
            if other < c and other.rsplit("/", 1)[0] == c.rsplit("/", 1)[0]:
                out.add((_tag(c), OWL.disjointWith, _tag(other)))
    return out


def _tag(concept: URIRef) -> URIRef:
    from rdflib import URIRef

    return URIRef(TAG + str(concept).removeprefix(VOCAB))


def declarations() -> frozenset[Node]:
    """Gives the types that only declare what kind of entity an IRI is."""
    from rdflib import OWL

    return frozenset((OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual))


def units(view: Graph) -> list[Unit]:
    """Gives the statements of a view as units, declarations left out, by subject."""
    from rdflib import OWL, RDF, RDFS, BNode

    declared = declarations()
    axioms = {RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith}
    nested = {o for o in view.objects() if isinstance(o, BNode)}
    general = {s for p in axioms for s in view.subjects(p) if isinstance(s, BNode)}
    found = []
    for s, p, o in sorted(view, key=_order):
        if isinstance(s, BNode):
            if s not in nested and (p in axioms or (p == RDF.type and s not in general)):
                found.append(Unit(((s, p, o), *(t for t in _below(view, s) if t != (s, p, o)))))
        elif not (p == RDF.type and o in declared):
            found.append(Unit(((s, p, o), *(_below(view, o) if isinstance(o, BNode) else ()))))
    return found


def _order(triple: tuple[Node, Node, Node]) -> tuple[str, str, str]:
    return str(triple[0]), str(triple[1]), str(triple[2])


def _below(view: Graph, node: Node) -> Iterator[tuple[Node, Node, Node]]:
    from rdflib import BNode

    for s, p, o in sorted(view.triples((node, None, None)), key=_order):
        yield s, p, o
        if isinstance(o, BNode):
            yield from _below(view, o)
