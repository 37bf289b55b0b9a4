"""Any SPARQL 1.1 endpoint, through SPARQLWrapper.

Takes the endpoint's address; gives a `Store` that only reads; knows nothing of the local store. The home of SPARQLWrapper.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from ttdn_kb.foundation.errors import TtdnError, UsageError
from ttdn_kb.graph.store import Rows, Term, Triple

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"


class RemoteStore:
    """A read-only view of an endpoint.

    Args:
        address: http or https address of the query service.
        timeout: seconds to wait for an answer.

    Raises:
        UsageError: `bad-endpoint` where the address is not http(s).
    """

    def __init__(self, address: str, timeout: int = 60) -> None:
        if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).netloc:
            raise UsageError(
                "bad-endpoint", "Địa chỉ điểm truy vấn không dùng được", address, "phải bắt đầu bằng http:// hoặc https://", "sửa --endpoint"
            )
        self._address = address
        self._timeout = timeout

    def select(self, query: str) -> Rows:
        from SPARQLWrapper import JSON

        answer = self._run(query, JSON)
        if not isinstance(answer, dict):
            raise TtdnError("bad-query", "Câu hỏi SPARQL sai", self._address, "câu hỏi không phải SELECT hay ASK", "đổi thành SELECT")
        if "boolean" in answer:
            return Rows(("answer",), [(Term("literal", str(answer["boolean"]).lower(), _BOOLEAN),)])
        names = tuple(answer["head"].get("vars", ()))
        rows = [tuple(_json_term(b[n]) if n in b else None for n in names) for b in answer["results"]["bindings"]]
        return Rows(names, rows)

    def construct(self, query: str) -> list[Triple]:
        from SPARQLWrapper import RDFXML

        from ttdn_kb.graph.rdflib_store import to_term

        answer = self._run(query, RDFXML)
        return [Triple(to_term(s), to_term(p), to_term(o)) for s, p, o in answer]

    def _run(self, query: str, form: str) -> Any:
        from SPARQLWrapper import SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

        wrapper = SPARQLWrapper(self._address)
        wrapper.setTimeout(self._timeout)
        wrapper.setQuery(query)
        wrapper.setReturnFormat(form)
        if wrapper.isSparqlUpdateRequest():
            raise TtdnError("query-writes", "Chỉ được đọc", self._address, "câu lệnh này sửa dữ liệu", "dùng SELECT, ASK, CONSTRUCT hoặc DESCRIBE")
        try:
            return wrapper.query().convert()
        except QueryBadFormed as error:
            raise TtdnError("bad-query", "Câu hỏi SPARQL sai", self._address, _first_line(error), "sửa câu hỏi theo SPARQL 1.1") from error
        except (SPARQLWrapperException, OSError, ValueError) as error:
            raise TtdnError(
                "store-unreachable", "Không hỏi được điểm truy vấn", self._address, _first_line(error), "kiểm tra địa chỉ và mạng, hoặc bỏ --endpoint"
            ) from error


def _first_line(error: Exception) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__


def _json_term(cell: dict[str, str]) -> Term:
    if cell["type"] == "uri":
        return Term("iri", cell["value"])
    if cell["type"] == "bnode":
        return Term("bnode", cell["value"])
    datatype = cell.get("datatype", "")
    return Term("literal", cell["value"], "" if datatype == _STRING else datatype, cell.get("xml:lang", ""))
