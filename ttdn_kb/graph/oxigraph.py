"""The embedded store, on pyoxigraph.

Takes a folder or nothing (memory); gives a `WritableStore`; knows nothing of what is stored. The home of pyoxigraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.graph.store import Rows, Term, Triple

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"


def _to_term(value: object) -> Term:
    if isinstance(value, ox.NamedNode):
        return Term("iri", value.value, "", "")
    if isinstance(value, ox.Literal):
        language = value.language
        if language:
            return Term("literal", value.value, "", language)
        datatype = value.datatype.value
        return Term("literal", value.value, "" if datatype == _STRING else datatype, "")
    if isinstance(value, ox.BlankNode):
        return Term("bnode", value.value)
    raise TypeError(f"not a plain RDF term: {value!r}")


def _from_term(term: Term) -> ox.NamedNode | ox.Literal | ox.BlankNode:
    if term.kind == "iri":
        return ox.NamedNode(term.value)
    if term.kind == "bnode":
        return ox.BlankNode(term.value)
    if term.lang:
        return ox.Literal(term.value, language=term.lang)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype or _STRING))


class OxigraphStore:
    """A store in memory or in a folder.

    Args:
        folder: where it is kept; "" keeps it in memory.
        read_only: opens an existing folder without the lock of a writer.

    Raises:
        TtdnError: `store-damaged` where the folder is not a store.
    """

    def __init__(self, folder: str = "", read_only: bool = False) -> None:
        try:
            if folder:
                self._store = ox.Store.read_only(folder) if read_only else ox.Store(folder)
            else:
                self._store = ox.Store()
        except (OSError, ValueError, RuntimeError) as error:
            raise TtdnError("store-damaged", "Không mở được kho dữ liệu", folder, str(error), "dựng lại kho bằng lệnh: ttdn build") from error

    def select(self, query: str) -> Rows:
        answer = self._run(query)
        if isinstance(answer, ox.QueryBoolean):
            return Rows(("answer",), [(Term("literal", "true" if answer else "false", _BOOLEAN),)])
        if not isinstance(answer, ox.QuerySolutions):
            raise _bad_query("câu hỏi không phải SELECT hay ASK", query)
        names = tuple(v.value for v in answer.variables)
        rows = [tuple(None if cell is None else _to_term(cell) for cell in solution) for solution in answer]
        return Rows(names, rows)

    def construct(self, query: str) -> list[Triple]:
        answer = self._run(query)
        if not isinstance(answer, ox.QueryTriples):
            raise _bad_query("câu hỏi không phải CONSTRUCT hay DESCRIBE", query)
        return [Triple(_to_term(t.subject), _to_term(t.predicate), _to_term(t.object)) for t in answer]

    def _run(self, query: str) -> object:
        try:
            return self._store.query(query, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise _bad_query(str(error), query) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise TtdnError("store-damaged", "Kho dữ liệu không trả lời", "", str(error), "dựng lại kho bằng lệnh: ttdn build") from error

    def load(self, turtle: bytes, graph: str, where: str) -> None:
        try:
            self._store.load(turtle, format=ox.RdfFormat.TURTLE, base_iri=graph, to_graph=ox.NamedNode(graph))
        except SyntaxError as error:
            raise TtdnError("bad-turtle", "Tệp Turtle sai cú pháp", where, str(error), "sửa đúng dòng nêu trên rồi chạy lại") from error

    def add(self, triples: Iterable[Triple]) -> None:
        self._store.bulk_extend(
            ox.Quad(
                _from_term(t.subject),  # type: ignore[arg-type]
                _from_term(t.predicate),  # type: ignore[arg-type]
                _from_term(t.object),
                ox.NamedNode(t.graph) if t.graph else ox.DefaultGraph(),
            )
            for t in triples
        )

    def triples(self, graph: str) -> list[Triple]:
        """Gives all statements of a named graph."""
        name = ox.NamedNode(graph)
        return [
            Triple(_to_term(q.subject), _to_term(q.predicate), _to_term(q.object), graph)
            for q in self._store.quads_for_pattern(None, None, None, name)
        ]

    def graphs(self) -> list[str]:
        return sorted(g.value for g in self._store.named_graphs() if isinstance(g, ox.NamedNode))

    def drop(self, graph: str) -> None:
        """Removes a named graph with all its statements."""
        self._store.remove_graph(ox.NamedNode(graph))

    def dump(self, path: str, format_name: str = "nq") -> None:
        """Writes the store to a file: "nq", "trig", or without graph names "ttl", "nt", "jsonld", "rdf"."""
        formats = {
            "nq": ox.RdfFormat.N_QUADS,
            "trig": ox.RdfFormat.TRIG,
            "ttl": ox.RdfFormat.TURTLE,
            "nt": ox.RdfFormat.N_TRIPLES,
            "jsonld": ox.RdfFormat.JSON_LD,
        }
        chosen = formats[format_name]
        if chosen.supports_datasets:
            self._store.dump(path, chosen)
            return
        with open(path, "wb") as out:
            ox.serialize((ox.Triple(q.subject, q.predicate, q.object) for q in self._store), output=out, format=chosen)

    def load_quads(self, path: str) -> None:
        """Adds an N-Quads file, graph names kept; raises TtdnError `store-damaged` where it is broken."""
        try:
            self._store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
        except (SyntaxError, OSError, ValueError) as error:
            raise TtdnError("store-damaged", "Kho dữ liệu đã hỏng", path, str(error), "dựng lại bằng lệnh: ttdn build --force") from error

    def __len__(self) -> int:
        return len(self._store)


def _bad_query(reason: str, query: str) -> TtdnError:
    if re.search(r"(?i)^\s*(?:prefix[^\n]*\n\s*)*(insert|delete|load|clear|drop|create|add|move|copy|with)\b", query):
        return TtdnError(
            "query-writes",
            "Chỉ được đọc",
            "",
            "câu lệnh này sửa dữ liệu (SPARQL Update)",
            "dùng SELECT, ASK, CONSTRUCT hoặc DESCRIBE; dữ liệu được sửa trong tệp Turtle ở data/",
        )
    place = re.search(r"at (\d+):(\d+)", reason)
    where = f"dòng {place.group(1)}, cột {place.group(2)}" if place else ""
    return TtdnError("bad-query", "Câu hỏi SPARQL sai", where, reason, "sửa câu hỏi theo SPARQL 1.1; xem ví dụ trong queries/questions/")
