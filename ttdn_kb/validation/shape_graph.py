"""Shapes and data as pySHACL gets them.

Takes shapes and a store; gives rdflib graphs made for one validation: the shapes laid flat, the data indexed for look-ups; knows nothing of
violations.

Two things make pySHACL slow, and mending them changes nothing of what it finds. It walks a property shape once for every focus node of the shape
around it: so each such property shape gets the targets of that shape and stands beside it. And it parses the text of a sh:sparql constraint once for
every focus node: so these queries are answered by the store that holds the data.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from typing import Any

import rdflib
from rdflib.query import Result
from rdflib.term import Variable

from ttdn_kb.graph.namespaces import OWL, PREFIXES, RDF, RDFS, SH
from ttdn_kb.graph.store import Store, Term, Triple
from ttdn_kb.sparql.binding import written
from ttdn_kb.validation.shape_file import Shapes

_TARGETS = tuple(SH + t for t in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
# A constraint whose text may be answered with the focus node written in place of $this.
_SIMPLE = re.compile(r"(?is)^(?!.*\bgroup\s+by\b)(?!.*\bselect\b.*\bselect\b).*\bselect\b")


def node(term: Term) -> rdflib.term.Identifier:
    """Turns a term into an rdflib node."""
    if term.kind == "iri":
        return rdflib.URIRef(term.value)
    if term.kind == "bnode":
        return rdflib.BNode(term.value)
    if term.lang:
        return rdflib.Literal(term.value, lang=term.lang)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype) if term.datatype else None)


class IndexedGraph(rdflib.Graph):
    """Statements that do not change, found by subject, by property, or by property and object.

    Args:
        triples: the statements.
        store: answers the SPARQL of constraints; None leaves it to rdflib.
    """

    def __init__(self, triples: Iterable[Triple], store: Store | None = None) -> None:
        super().__init__()
        self._source = store
        self._made: dict[Term, Any] = {}
        self._by_subject: dict[Any, list[tuple[Any, Any]]] = {}
        self._by_both: dict[tuple[Any, Any], list[Any]] = {}
        self._by_object: dict[tuple[Any, Any], list[Any]] = {}
        self._by_property: dict[Any, list[tuple[Any, Any]]] = {}
        unique = dict.fromkeys((t.subject, t.predicate, t.object) for t in triples)
        self._count = len(unique)
        for triple in unique:
            s, p, o = map(self._node, triple)
            self._by_subject.setdefault(s, []).append((p, o))
            self._by_both.setdefault((s, p), []).append(o)
            self._by_object.setdefault((p, o), []).append(s)
            self._by_property.setdefault(p, []).append((s, o))

    def _node(self, term: Term) -> Any:
        made = self._made.get(term)
        if made is None:
            made = self._made[term] = node(term)
        return made

    def triples(self, triple: Any) -> Generator[Any, None, None]:
        s, p, o = triple
        if s is not None and p is not None:
            yield from ((s, p, x) for x in self._by_both.get((s, p), ()) if o is None or x == o)
        elif s is not None:
            yield from ((s, q, x) for q, x in self._by_subject.get(s, ()) if o is None or x == o)
        elif p is not None and o is not None:
            yield from ((x, p, o) for x in self._by_object.get((p, o), ()))
        elif p is not None:
            yield from ((x, p, y) for x, y in self._by_property.get(p, ()))
        else:
            yield from ((x, q, y) for x, pairs in self._by_subject.items() for q, y in pairs if o is None or y == o)

    def __contains__(self, triple: Any) -> bool:
        return any(True for _ in self.triples(triple))

    def __len__(self) -> int:
        # pySHACL asks for it at every query.
        return self._count

    def query(self, query_object: Any, *args: Any, **options: Any) -> Result:
        bound = options.get("initBindings") or (args[3] if len(args) > 3 else None) or {}
        values = {str(name).lstrip("?$"): value for name, value in bound.items()}
        this = values.pop("this", None)
        plain = isinstance(query_object, str) and not values and isinstance(this, rdflib.URIRef) and _SIMPLE.match(query_object)
        if self._source is None or not plain:
            return super().query(query_object, *args, **options)
        text = re.sub(r"[$?]this\b", lambda _: written(Term("iri", str(this))), query_object)
        rows = self._source.select(re.sub(r"(?is)(\bselect(?:\s+distinct)?)\s+<[^>]*>", r"\1", text, count=1))
        result = Result("SELECT")
        result.vars = [Variable(name) for name in rows.variables]
        result.bindings = [{v: self._node(cell) for v, cell in zip(result.vars, row, strict=True) if cell is not None} for row in rows.rows]
        return result


def data_graph(store: Store, chosen: Iterable[Triple]) -> IndexedGraph:
    """Gives what shapes can see of a store: the statements of the properties they name, or all where a closed shape or a free query may see any."""
    names = {RDF + "type", RDFS + "subClassOf"}
    for t in chosen:
        found = names_in(t.object.value) if t.predicate.value == SH + "select" else set()
        if found is None or t.predicate.value == SH + "closed":
            return IndexedGraph(store.construct(_ALL), store)
        names |= found
        if t.object.kind == "iri" and not t.object.value.startswith((SH, RDF)):
            names.add(t.object.value)
    listed = " ".join(f"<{n}>" for n in sorted(names))
    return IndexedGraph(store.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?p {{ {listed} }} ?s ?p ?o }}"), store)


def names_in(sparql: str) -> set[str] | None:
    """Gives the IRIs that a query names, its prefixes those of the project; None where a property is a variable.

    >>> sorted(names_in("SELECT $this WHERE { $this a ttdn:Norm ; eli:cites ?x }"))[0]
    'http://data.europa.eu/eli/ontology#cites'
    >>> names_in("SELECT $this WHERE { $this ?any ?x }") is None
    True
    """
    body = re.sub(r'"[^"]*"', '""', sparql[sparql.find("{") :])
    if re.search(r"(?:[$?]\w+|[\w-]*:[\w-]+|>)\s+[$?]\w+\s+(?:[$?]\w+|[\w-]*:[\w-]+|<|\")", re.sub(r"(?i)\b(?:values|bind|filter)\b", "{", body)):
        return None
    known = {f"{name}:": iri for name, iri in PREFIXES.items()}
    found = set(re.findall(r"<([^<>\s]+)>", body))
    for prefix, local in re.findall(r"\b([\w-]+:)([\w-]+)", body):
        if prefix not in known:
            return None
        found.add(known[prefix] + local)
    return found


def flat(shapes: Shapes, chosen: Iterable[Triple]) -> list[Triple]:
    """Gives the statements of shapes with each property shape beside the shape with targets that holds it, and with the same targets.

    The allowed properties of a closed shape are those of its property shapes: they are listed where the property shapes move away.
    """
    chosen = list(chosen)
    users: dict[Term, set[Term]] = {}
    for t in chosen:
        if t.predicate.value == SH + "property":
            users.setdefault(t.object, set()).add(t.subject)
    moved: set[tuple[Term, Term]] = set()
    closed: set[Term] = set()
    added: list[Triple] = []
    here = {t.subject for t in chosen}
    for root in (r for r in shapes.roots() if r in here):
        if any(d.value == "true" for d in shapes.objects(root, SH + "deactivated")) or shapes.one(root, SH + "path") is not None:
            continue
        targets = [(name, o) for name in _TARGETS for o in shapes.objects(root, name)]
        targets += [(SH + "targetClass", root)] if _is_class(shapes, root) else []
        inner = [p for p in shapes.objects(root, SH + "property") if users.get(p) == {root}]
        for p in inner:
            moved.add((root, p))
            added += [Triple(p, Term("iri", name), o) for name, o in targets]
        if inner and shapes.objects(root, SH + "closed"):
            closed.add(root)
            allowed = shapes.items(shapes.one(root, SH + "ignoredProperties"))
            allowed += [o for p in inner for o in shapes.objects(p, SH + "path") if o.kind == "iri"]
            added += _list(root, allowed)
    kept = [t for t in chosen if (t.subject, t.object) not in moved and not (t.subject in closed and t.predicate.value == SH + "ignoredProperties")]
    return [_one_line(t) if t.predicate.value == SH + "select" else t for t in kept + added]


def _one_line(triple: Triple) -> Triple:
    """Puts a query on one line: pySHACL searches the text again for every focus node, in time that grows with the square of its lines."""
    text = triple.object.value
    if "#" in re.sub(r"<[^>]*>", "", text) or '"' in text or "'" in text:
        return triple
    return triple._replace(object=triple.object._replace(value=" ".join(text.split())))


def _list(shape: Term, members: list[Term]) -> list[Triple]:
    found = []
    rest = Term("iri", RDF + "nil")
    for i, member in enumerate(reversed(members)):
        here = Term("bnode", f"allowed{abs(hash(shape))}x{i}")
        found += [Triple(here, Term("iri", RDF + "first"), member), Triple(here, Term("iri", RDF + "rest"), rest)]
        rest = here
    return [*found, Triple(shape, Term("iri", SH + "ignoredProperties"), rest)]


def _is_class(shapes: Shapes, shape: Term) -> bool:
    return any(o.value in (RDFS + "Class", OWL + "Class") for o in shapes.objects(shape, RDF + "type"))
