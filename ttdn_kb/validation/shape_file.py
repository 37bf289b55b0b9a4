"""Shapes as data.

Takes the Turtle files of ontology/shapes; gives their statements with one spelling for blank nodes, a reading of RDF lists, and a heading (id,
severity, words) for every check that they hold; knows nothing of data graphs or of how shapes are run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.loading import turtle_files
from ttdn_kb.graph.namespaces import OWL, RDF, RDFS, SH, SKOS, TTDN
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.store import Term, Triple

_SEVERITY = {SH + "Violation": "error", SH + "Warning": "warning", SH + "Info": "info"}
_TARGETS = tuple(SH + t for t in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target"))
_CHILDREN = tuple(SH + t for t in ("property", "node", "not", "qualifiedValueShape"))
_LISTS = tuple(SH + t for t in ("and", "or", "xone"))


@dataclass(frozen=True, slots=True)
class Heading:
    """What a shape check is called and says; its fields are those of `catalogue.Check`."""

    id: str
    severity: str
    title: Words
    message: Words
    why: Words
    fix: Words
    example: Words
    source: str


@dataclass(frozen=True, slots=True)
class Shapes:
    """The statements of all shape files.

    Attributes:
        triples: all statements.
        facts: subject to predicate to objects, in file order.
        headings: one for each check id.
        check_of: shape (its term) to the id of its check.
    """

    triples: tuple[Triple, ...]
    facts: dict[Term, dict[str, list[Term]]]
    headings: tuple[Heading, ...]
    check_of: dict[Term, str] = field(default_factory=dict)

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        return self.facts.get(subject, {}).get(predicate, [])

    def one(self, subject: Term, predicate: str) -> Term | None:
        found = self.objects(subject, predicate)
        return found[0] if found else None

    def items(self, head: Term | None) -> list[Term]:
        """Gives the members of an RDF list."""
        found = []
        while head is not None and head.value != RDF + "nil":
            first = self.one(head, RDF + "first")
            if first is None:
                break
            found.append(first)
            head = self.one(head, RDF + "rest")
        return found

    def roots(self) -> list[Term]:
        """Gives the shapes that have targets, by IRI."""
        found = [
            s
            for s, said in self.facts.items()
            if any(t in said for t in _TARGETS)
            or (any(o.value in (SH + "NodeShape", SH + "PropertyShape") for o in said.get(RDF + "type", ())) and self._is_class(s))
        ]
        return sorted(found, key=lambda t: (t.kind, t.value))

    def _is_class(self, shape: Term) -> bool:
        return any(o.value in (RDFS + "Class", OWL + "Class") for o in self.objects(shape, RDF + "type"))

    def children(self, shape: Term) -> Iterator[Term]:
        """Gives the shapes directly inside a shape."""
        for predicate in _CHILDREN:
            yield from self.objects(shape, predicate)
        for predicate in _LISTS:
            for head in self.objects(shape, predicate):
                yield from self.items(head)
        yield from self.objects(shape, SH + "sparql")

    def words(self, subject: Term, predicate: str) -> Words:
        """Gives a text in both languages; a text without language counts as Vietnamese."""
        vi = en = ""
        for term in self.objects(subject, predicate):
            if term.lang == "en":
                en = en or term.value
            else:
                vi = vi or term.value
        return Words(vi, en)


def read_shapes() -> Shapes:
    """Reads all shape files; raises TtdnError `bad-turtle` with the file and line."""
    files = []
    for path, relative in turtle_files("ontology/shapes"):
        with open(path, "rb") as file:
            files.append((relative, file.read()))
    return shapes_of(files)


def shapes_of(files: list[tuple[str, bytes]]) -> Shapes:
    """Reads shapes from (file name, Turtle) pairs."""
    triples: list[Triple] = []
    source: dict[Term, str] = {}
    for relative, data in files:
        store = OxigraphStore()
        graph = "urn:shapes"
        store.load(data, graph, relative)
        mark = hashlib.sha256(relative.encode()).hexdigest()[:6]
        for t in store.triples(graph):
            triple = Triple(_named(t.subject, mark), t.predicate, _named(t.object, mark))
            triples.append(triple)
            source.setdefault(triple.subject, relative)
    triples.sort()
    facts: dict[Term, dict[str, list[Term]]] = {}
    for t in triples:
        facts.setdefault(t.subject, {}).setdefault(t.predicate.value, []).append(t.object)
    shapes = Shapes(tuple(triples), facts, (), {})
    headings: dict[str, Heading] = {}
    for root in shapes.roots():
        _collect(shapes, root, "", headings, source.get(root, ""))
    return Shapes(shapes.triples, shapes.facts, tuple(headings[i] for i in sorted(headings)), shapes.check_of)


def _named(term: Term, mark: str) -> Term:
    return term._replace(value=f"{mark}{term.value}") if term.kind == "bnode" else term


def _collect(shapes: Shapes, shape: Term, inherited: str, headings: dict[str, Heading], source: str) -> None:
    if shape in shapes.check_of:
        return
    own = shapes.one(shape, TTDN + "checkId")
    check = own.value if own else inherited or shape.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    shapes.check_of[shape] = check
    if check not in headings:
        severity = shapes.one(shape, SH + "severity")
        headings[check] = Heading(
            check,
            _SEVERITY.get(severity.value if severity else "", "error"),
            _first(shapes, shape, (RDFS + "label", SH + "name"), check),
            shapes.words(shape, SH + "message"),
            shapes.words(shape, TTDN + "why"),
            shapes.words(shape, TTDN + "fix"),
            _first(shapes, shape, (SKOS + "example",), ""),
            source,
        )
    for child in shapes.children(shape):
        _collect(shapes, child, check, headings, source)


def _first(shapes: Shapes, shape: Term, predicates: tuple[str, ...], fallback: str) -> Words:
    for predicate in predicates:
        words = shapes.words(shape, predicate)
        if words.vi or words.en:
            return words
    return Words(fallback, fallback)
