"""The store port: what every engine must do.

Takes SPARQL text; gives rows of terms; knows nothing of which engine answers. Adapters: `oxigraph` (embedded, the default), `rdflib_store`
(reference),
`remote` (any SPARQL 1.1 endpoint). An adapter turns its library's exceptions into `TtdnError`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol


class Term(NamedTuple):
    """An RDF term.

    Attributes:
        kind: "iri", "literal" or "bnode".
        value: IRI, lexical form or label.
        datatype: IRI of the datatype of a literal without language, "" for xsd:string.
        lang: language tag of a literal, else "".
    """

    kind: str
    value: str
    datatype: str = ""
    lang: str = ""


class Triple(NamedTuple):
    """A statement, with the named graph that holds it ("" where none is asked for)."""

    subject: Term
    predicate: Term
    object: Term
    graph: str = ""


class Rows(NamedTuple):
    """The answer to a SELECT or ASK query: variable names and rows; an unbound variable is None. ASK gives one row with one boolean literal."""

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


class Store(Protocol):
    """A place of RDF that answers SPARQL 1.1."""

    def select(self, query: str) -> Rows:
        """Runs a SELECT or ASK query over the union of all named graphs.

        Raises:
            TtdnError: `bad-query` for a query that is not SPARQL 1.1 or that would write; `store-unreachable` where the store does not answer.
        """
        ...

    def construct(self, query: str) -> list[Triple]:
        """Runs a CONSTRUCT or DESCRIBE query; raises as `select` does."""
        ...


class WritableStore(Store, Protocol):
    """A store that the build fills."""

    def load(self, turtle: bytes, graph: str, where: str) -> None:
        """Adds Turtle text to a named graph; raises TtdnError `bad-turtle` with file and line."""
        ...

    def add(self, triples: Iterable[Triple]) -> None:
        """Adds statements, each to its own graph."""
        ...
