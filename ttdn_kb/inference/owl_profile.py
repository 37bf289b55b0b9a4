"""Which OWL 2 profiles a set of statements keeps to.

Takes ontology and data files; gives every statement that leaves OWL 2 DL, RL or EL with the reason; knows nothing of reasoners. The rules are those
of OWL 2 Structural Specification (sections 3, 4, 5.8 and 11) and OWL 2 Profiles (sections 2 and 4), W3C 2012.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ttdn_kb.graph.namespaces import OWL, RDF, RDFS, XSD
from ttdn_kb.inference import owl_view
from ttdn_kb.inference.owl_view import Unit
from ttdn_kb.inference.owl_words import Labels, sentence

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

DATATYPES = frozenset(
    [XSD + n for n in (
        "decimal", "integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger", "negativeInteger", "long", "int", "short", "byte",
        "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte", "double", "float", "string", "normalizedString", "token", "language", "Name",
        "NCName", "NMTOKEN", "boolean", "hexBinary", "base64Binary", "anyURI", "dateTime", "dateTimeStamp")]
    + [OWL + "real", OWL + "rational", RDF + "PlainLiteral", RDF + "langString", RDF + "XMLLiteral", RDFS + "Literal"]
)  # fmt: skip
_NOT_EL = frozenset(XSD + n for n in (
    "nonPositiveInteger", "positiveInteger", "negativeInteger", "long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort",
    "unsignedByte", "double", "float", "language", "boolean"))  # fmt: skip
_PROPERTY_KINDS = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
_SIMPLE_ONLY = ("FunctionalProperty", "InverseFunctionalProperty", "IrreflexiveProperty", "AsymmetricProperty")
_COUNTS = ("maxCardinality", "minCardinality", "cardinality", "maxQualifiedCardinality", "minQualifiedCardinality", "qualifiedCardinality", "hasSelf")


@dataclass(frozen=True, slots=True)
class Offence:
    """A statement outside a profile.

    Attributes:
        profile: "DL", "RL" or "EL".
        statement: the statement in words.
        reason: why the profile does not have it.
    """

    profile: str
    statement: str
    reason: str


def profile(files: Iterable[str] = (), ontology: Iterable[str] | None = None) -> tuple[Offence, ...]:
    """Checks statements against OWL 2 DL, RL and EL.

    Args:
        files: data files beside the ontology.
        ontology: ontology files; None takes the entry point and its imports.

    Raises:
        TtdnError: `bad-turtle`, `import-not-found`.
    """
    entry = owl_view.ontology_files() if ontology is None else list(ontology)
    graph = owl_view.read(dict.fromkeys([*entry, *files]))
    return tuple(dict.fromkeys([*_dl(graph), *_smaller(graph)]))


def _dl(graph: Graph) -> Iterator[Offence]:
    labels = Labels(graph)
    kinds = _kinds(graph)

    def offence(statement: str, reason: str) -> Offence:
        return Offence("DL", statement, reason)

    builtin = (OWL, RDF, RDFS, XSD)
    for node, found in sorted(kinds.items()):
        both = [k for k in _PROPERTY_KINDS if k in found]
        if len(both) > 1:
            yield offence(labels.of(node), f"một thuộc tính không thể vừa là {' vừa là '.join(both)}")
        if "Class" in found and "Datatype" in found:
            yield offence(labels.of(node), "một tên không thể vừa là lớp vừa là kiểu dữ liệu")
        if node.startswith(builtin) and found & {"Class", *_PROPERTY_KINDS}:
            yield offence(node, "từ vựng dành riêng không được khai báo lại")
    headers = {str(s) for s in graph.subjects(_uri(RDF + "type"), _uri(OWL + "Ontology"))}
    yield from _facts(graph, kinds, labels, headers)
    simple = _Simplicity(graph)
    for s, p, o in graph:
        name = str(o).removeprefix(OWL)
        if str(p) == RDF + "type" and name in _SIMPLE_ONLY and simple.composite(str(s)):
            yield offence(f"{labels.of(s)}: {name}", "thuộc tính lập từ chuỗi hoặc bắc cầu không được mang tính chất này")
        if str(p) == OWL + "onProperty" and simple.composite(str(o)) and any(str(q).removeprefix(OWL) in _COUNTS for q in graph.predicates(s)):
            yield offence(labels.of(o), "thuộc tính lập từ chuỗi hoặc bắc cầu không được đếm")
    for cycle in simple.cycles():
        yield offence(" → ".join(labels.of(n) for n in cycle), "thứ bậc thuộc tính không đều: chuỗi quay lại chính nó")


def _facts(graph: Graph, kinds: dict[str, set[str]], labels: Labels, headers: set[str]) -> Iterator[Offence]:
    from rdflib import BNode, Literal

    builtin = (OWL, RDF, RDFS)
    for s, p, o in graph:
        kind = kinds.get(str(p), set())
        where = f"{labels.of(s)} — {labels.of(p)}"
        if str(s) in headers:
            continue
        if not kind and not str(p).startswith(builtin):
            yield Offence("DL", f"thuộc tính {p}", "dùng mà chưa khai báo")
        if "ObjectProperty" in kind and isinstance(o, Literal):
            yield Offence("DL", where, "thuộc tính giữa hai đối tượng có giá trị là chữ")
        if "DatatypeProperty" in kind and not isinstance(o, Literal):
            yield Offence("DL", where, "thuộc tính dữ liệu có giá trị là đối tượng")
        if isinstance(o, Literal) and "AnnotationProperty" not in kind and o.datatype is not None and str(o.datatype) not in DATATYPES:
            yield Offence("DL", f"{labels.of(p)}: kiểu {labels.of(o.datatype)}", "kiểu dữ liệu không có trong OWL 2")
        if str(p) == RDF + "type" and not str(o).startswith(builtin) and not isinstance(o, BNode) and not kinds.get(str(o)):
            yield Offence("DL", f"lớp {o}", "dùng mà chưa khai báo")
        if str(p) in (RDFS + "range", OWL + "someValuesFrom", OWL + "allValuesFrom") and str(o).startswith(XSD) and str(o) not in DATATYPES:
            yield Offence("DL", f"{labels.of(s)}: kiểu {labels.of(o)}", "kiểu dữ liệu không có trong OWL 2")


def _uri(text: str) -> Node:
    from rdflib import URIRef

    return URIRef(text)


def _kinds(graph: Graph) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    wanted = {OWL + k for k in ("Class", *_PROPERTY_KINDS, "NamedIndividual")} | {RDFS + "Datatype"}
    for s, o in graph.subject_objects(_uri(RDF + "type")):
        if str(o) in wanted:
            found.setdefault(str(s), set()).add(str(o).rsplit("#", 1)[-1])
    for name in ("label", "comment", "seeAlso", "isDefinedBy"):
        found.setdefault(RDFS + name, set())
    return found


class _Simplicity:
    """Which object properties are composite (transitive, made by a chain, or above such a one), and whether chains come back to themselves."""

    def __init__(self, graph: Graph) -> None:
        self._below: dict[str, set[str]] = {}
        self._order: dict[str, set[str]] = {}
        self._made = {str(s) for s in graph.subjects(_uri(RDF + "type"), _uri(OWL + "TransitiveProperty"))}
        same: dict[str, str] = {}
        for a, b in graph.subject_objects(_uri(OWL + "inverseOf")):
            if str(a).startswith("http") and str(b).startswith("http"):
                same[str(a)] = str(b)
        self._same = same
        for a, b in graph.subject_objects(_uri(RDFS + "subPropertyOf")):
            self._below.setdefault(self._of(str(b)), set()).add(self._of(str(a)))
        for s, head in graph.subject_objects(_uri(OWL + "propertyChainAxiom")):
            self._made.add(str(s))
            parts = [self._of(str(p)) for p in graph.items(head)]
            top = self._of(str(s))
            # A chain may begin or end with the property it makes (OWL 2 Structural Specification, 11.2).
            if len(parts) > 1 and parts[0] == top:
                parts = parts[1:]
            elif len(parts) > 1 and parts[-1] == top:
                parts = parts[:-1]
            self._order.setdefault(top, set()).update(parts)
        self._composite = {self._of(m) for m in self._made}
        grown = True
        while grown:
            more = {top for top, below in self._below.items() if below & self._composite} - self._composite
            self._composite |= more
            grown = bool(more)

    def _of(self, name: str) -> str:
        return self._same.get(name, name)

    def composite(self, name: str) -> bool:
        return self._of(name) in self._composite

    def cycles(self) -> Iterator[tuple[str, ...]]:
        """Gives the circles of the order that chains set among properties; a circle of mere subproperties is none."""
        for start in sorted(self._order):
            todo: list[tuple[str, tuple[str, ...]]] = [(part, (start, part)) for part in sorted(self._order[start])]
            seen: set[str] = set()
            while todo:
                node, path = todo.pop()
                if node == start:
                    yield path
                    break
                if node not in seen:
                    seen.add(node)
                    todo += [(n, (*path, n)) for n in sorted(self._order.get(node, set()) | self._below.get(node, set()))]


def _smaller(graph: Graph) -> Iterator[Offence]:
    from ttdn_kb.inference.owl_fragments import Fragment

    view = owl_view.logical(graph)
    labels = Labels(graph)
    objects = {str(s) for s in view.subjects(_uri(RDF + "type"), _uri(OWL + "ObjectProperty"))}
    for unit in owl_view.units(view):
        fragment = Fragment(unit, objects)
        for name, reason in (("RL", fragment.outside_rl()), ("EL", fragment.outside_el() or _el_datatype(unit))):
            if reason:
                yield Offence(name, sentence(unit, labels), reason)


def _el_datatype(unit: Unit) -> str:
    from rdflib import Literal

    used = {str(t[2].datatype) for t in unit.triples if isinstance(t[2], Literal) and t[2].datatype is not None} | {str(t[2]) for t in unit.triples}
    found = sorted(used & _NOT_EL)
    return f"EL không có kiểu {found[0].removeprefix(XSD)}" if found else ""
