"""Statements as pySHACL reads them.

Takes statements, or a store; gives an rdflib graph made for one validation, which looks up by subject and property, and fetches from the store no
more than the shapes ask for; knows nothing of shapes or violations.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from typing import Any

import rdflib
from rdflib.query import Result
from rdflib.term import Variable

from ttdn_kb.graph.store import Rows, Store, Term, Triple
from ttdn_kb.sparql.binding import written

# A constraint whose text may be answered with the focus node written in place of $this.
_SIMPLE = re.compile(r"(?is)^(?!.*\bgroup\s+by\b)(?!.*\bselect\b.*\bselect\b).*\bselect\b")
_NUMBERED = re.compile(r"<urn:constraint:(\d+)>")


def node(term: Term) -> rdflib.term.Identifier:
    """Turns a term into an rdflib node."""
    if term.kind == "iri":
        return rdflib.URIRef(term.value)
    if term.kind == "bnode":
        return rdflib.BNode(term.value)
    if term.lang:
        return rdflib.Literal(term.value, lang=term.lang)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype) if term.datatype else None)


class _Page:
    """The statements of one property, each once."""

    def __init__(self, pairs: Iterable[tuple[Any, Any]]) -> None:
        self.objects: dict[Any, list[Any]] = {}
        self._subjects: dict[Any, list[Any]] | None = None
        for s, o in dict.fromkeys(pairs):
            self.objects.setdefault(s, []).append(o)

    def pairs(self) -> Iterator[tuple[Any, Any]]:
        return ((s, o) for s, found in self.objects.items() for o in found)

    def subjects(self, o: Any) -> list[Any]:
        if self._subjects is None:
            self._subjects = {}
            for subject, value in self.pairs():
                self._subjects.setdefault(value, []).append(subject)
        return self._subjects.get(o, [])


class IndexedGraph(rdflib.Graph):
    """Statements that do not change, found by subject, by property, or by property and object.

    Args:
        triples: the statements.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        super().__init__()
        self._made: dict[Term, Any] = {}
        self._pages: dict[Any, _Page] = {}
        self._said: dict[Any, list[tuple[Any, Any]]] = {}
        kept = dict.fromkeys(tuple(map(self._node, (t.subject, t.predicate, t.object))) for t in triples)
        self._count: int | None = len(kept)
        pairs: dict[Any, list[tuple[Any, Any]]] = {}
        for s, p, o in kept:
            self._said.setdefault(s, []).append((p, o))
            pairs.setdefault(p, []).append((s, o))
        for p, found in pairs.items():
            self._pages[p] = _Page(found)

    def _node(self, term: Term) -> Any:
        made = self._made.get(term)
        if made is None:
            made = self._made[term] = node(term)
        return made

    def _page(self, p: Any) -> _Page:
        return self._pages.get(p) or _Page(())

    def _about(self, s: Any) -> list[tuple[Any, Any]]:
        return self._said.get(s, [])

    def _all(self) -> Iterable[tuple[Any, Any, Any]]:
        return ((s, p, o) for s, said in self._said.items() for p, o in said)

    def triples(self, triple: Any) -> Generator[Any, None, None]:
        s, p, o = triple
        if p is not None:
            page = self._page(p)
            if s is not None:
                yield from ((s, p, x) for x in page.objects.get(s, ()) if o is None or x == o)
            elif o is not None:
                yield from ((x, p, o) for x in page.subjects(o))
            else:
                yield from ((x, p, y) for x, y in page.pairs())
        elif s is not None:
            yield from ((s, q, x) for q, x in self._about(s) if o is None or x == o)
        else:
            yield from (t for t in self._all() if o is None or t[2] == o)

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Any:
        # What pySHACL asks most: no detour over triples.
        if type(predicate) is rdflib.URIRef and isinstance(subject, rdflib.term.Identifier):
            return iter(self._page(predicate).objects.get(subject, ()))
        return super().objects(subject, predicate, unique)

    def __contains__(self, triple: Any) -> bool:
        return any(True for _ in self.triples(triple))

    def __len__(self) -> int:
        return self._count or 0


class StoreGraph(IndexedGraph):
    """The statements of a store, each property fetched when it is first asked for.

    Args:
        store: holds the statements and answers the SPARQL of constraints.

    Attributes:
        numbered: queries that answer for all focus nodes at once, each with ?this among its variables; a constraint names one by its place here
            (`<urn:constraint:0>`). pySHACL reads the text of a constraint again for every focus node, and a name is short.
    """

    def __init__(self, store: Store) -> None:
        super().__init__(())
        self._count = None
        self._source = store
        self.numbered: list[str] = []
        self._answers: dict[str, dict[Any, list[dict[Variable, Any]]]] = {}

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        for row in self._source.select(query).rows:
            yield tuple(self._node(cell) for cell in row if cell is not None)

    def _page(self, p: Any) -> _Page:
        page = self._pages.get(p)
        if page is None:
            page = self._pages[p] = _Page((s, o) for s, o in self._rows(f"SELECT ?s ?o WHERE {{ ?s {p.n3()} ?o }}"))
        return page

    def _about(self, s: Any) -> list[tuple[Any, Any]]:
        if not isinstance(s, rdflib.URIRef):
            # A blank node has no name in SPARQL, and a literal is no subject.
            return [] if isinstance(s, rdflib.Literal) else [(p, o) for x, p, o in self._all() if x == s]
        said = self._said.get(s)
        if said is None:
            said = self._said[s] = [(p, o) for p, o in self._rows(f"SELECT DISTINCT ?p ?o WHERE {{ {s.n3()} ?p ?o }}")]
        return said

    def _all(self) -> Iterable[tuple[Any, Any, Any]]:
        for row in self._rows("SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o }"):
            yield row[0], row[1], row[2]

    def __len__(self) -> int:
        # pySHACL asks at every query.
        if self._count is None:
            self._count = int(next(self._rows("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))[0])
        return self._count

    def __bool__(self) -> bool:
        # rdflib takes a graph without statements for no graph, and would count them all.
        return True

    def query(self, query_object: Any, *args: Any, **options: Any) -> Result:
        bound = options.get("initBindings") or (args[3] if len(args) > 3 else None) or {}
        values = {str(name).lstrip("?$"): value for name, value in bound.items()}
        this = values.pop("this", None)
        if not isinstance(query_object, str) or values:
            return super().query(query_object, *args, **options)
        number = _NUMBERED.search(query_object)
        if number is not None:
            return self._result(self._answered(self.numbered[int(number.group(1))], this))
        if not isinstance(this, rdflib.URIRef) or not _SIMPLE.match(query_object):
            return super().query(query_object, *args, **options)
        focus = written(Term("iri", str(this)))
        text = re.sub(r"[$?]this\b", lambda _: focus, query_object)
        # pySHACL counts a row that holds nothing but the focus node.
        text = re.sub(r"(?is)(\bselect(?:\s+distinct)?)\s+<[^>]*>", lambda m: f"{m.group(1)} ({focus} AS ?this)", text, count=1)
        return self._result(self._bindings(self._source.select(text)))

    def _answered(self, query: str, this: Any) -> list[dict[Variable, Any]]:
        """Gives the rows of a numbered query for one focus node."""
        if query not in self._answers:
            by_focus: dict[Any, list[dict[Variable, Any]]] = {}
            for row in self._bindings(self._source.select(query)):
                by_focus.setdefault(row[Variable("this")], []).append(row)
            self._answers[query] = by_focus
        return self._answers[query].get(this, [])

    def _bindings(self, rows: Rows) -> list[dict[Variable, Any]]:
        names = [Variable(name) for name in rows.variables]
        return [{v: self._node(cell) for v, cell in zip(names, row, strict=True) if cell is not None} for row in rows.rows]

    @staticmethod
    def _result(bindings: list[dict[Variable, Any]]) -> Result:
        result = Result("SELECT")
        result.vars = sorted({name for row in bindings for name in row})
        result.bindings = list(bindings)
        return result
