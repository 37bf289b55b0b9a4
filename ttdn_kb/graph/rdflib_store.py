"""The reference store, on rdflib.

Takes N-Quads or Turtle; gives a `Store`; slow, but by another hand than the embedded store: the tests hold the two to the same rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.graph.store import Rows, Term, Triple

if TYPE_CHECKING:
    import rdflib

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"


def to_term(node: Any) -> Term:
    """Turns an rdflib node into a term."""
    from rdflib import BNode, Literal

    if isinstance(node, Literal):
        datatype = str(node.datatype or "")
        return Term("literal", str(node), "" if datatype == _STRING or node.language else datatype, node.language or "")
    return Term("bnode" if isinstance(node, BNode) else "iri", str(node))


class RdflibStore:
    """All statements in one rdflib graph (the union of the named graphs).

    Args:
        quads_path: N-Quads file to read.
    """

    def __init__(self, quads_path: str = "") -> None:
        from rdflib import Dataset

        self._dataset = Dataset(default_union=True)
        if quads_path:
            self._dataset.parse(quads_path, format="nquads")

    @property
    def dataset(self) -> rdflib.Dataset:
        return self._dataset

    def select(self, query: str) -> Rows:
        answer = self._run(query)
        if answer.type == "ASK":
            return Rows(("answer",), [(Term("literal", str(bool(answer.askAnswer)).lower(), _BOOLEAN),)])
        if answer.type != "SELECT":
            raise TtdnError("bad-query", "Câu hỏi SPARQL sai", "", "câu hỏi không phải SELECT hay ASK", "đổi thành SELECT")
        names = tuple(str(v) for v in answer.vars or ())
        rows: list[tuple[Term | None, ...]] = []
        for row in answer:
            rows.append(tuple(None if cell is None else to_term(cell) for cell in row))
        return Rows(names, rows)

    def construct(self, query: str) -> list[Triple]:
        answer = self._run(query)
        if answer.type not in ("CONSTRUCT", "DESCRIBE"):
            raise TtdnError("bad-query", "Câu hỏi SPARQL sai", "", "câu hỏi không phải CONSTRUCT", "đổi thành CONSTRUCT")
        return [Triple(to_term(s), to_term(p), to_term(o)) for s, p, o in answer.graph or ()]

    def _run(self, query: str) -> Any:
        try:
            return self._dataset.query(query)
        except Exception as error:  # rdflib raises many unrelated kinds for a query it cannot read
            raise TtdnError("bad-query", "Câu hỏi SPARQL sai", "", str(error).split("\n")[0], "sửa câu hỏi theo SPARQL 1.1") from error
