"""Free SPARQL, read only, with an end in sight.

Takes a query's text and a built base or an endpoint; gives its answer as text; knows nothing of the catalogue. A local query runs in a
child process that
is ended at the time limit, because the engine itself cannot be stopped.
"""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import os
import re
from multiprocessing.connection import Connection

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.graph.store import Rows, Store, Term, Triple
from ttdn_kb.query import build_place
from ttdn_kb.query.asking import Table
from ttdn_kb.query.tables import render

_FORM = re.compile(r"(?is)\b(select|ask|construct|describe)\b")


def run_local(place: str, text: str, form: str, timeout: int) -> str:
    """Runs a query on a build.

    Args:
        place: folder of the build.
        form: "table", "csv", "json" or "ttl".
        timeout: seconds.

    Raises:
        TtdnError: `bad-query`, `query-writes` or `query-too-long`.
    """
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("spawn").Process(target=_child, args=(place, text, form, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(timeout):
            raise TtdnError(
                "query-too-long",
                "Câu hỏi chạy quá lâu",
                "",
                f"chưa xong sau {timeout} giây",
                "thêm điều kiện cho câu hỏi, tránh FILTER NOT EXISTS với nhiều mẫu, hoặc tăng --timeout",
            )
        answer = ours.recv()
    except EOFError as error:
        raise TtdnError("query-too-long", "Câu hỏi làm cạn bộ nhớ", "", "tiến trình trả lời đã dừng", "thêm điều kiện cho câu hỏi") from error
    finally:
        child.terminate()
        child.join()
    if isinstance(answer, TtdnError):
        raise answer
    assert isinstance(answer, str)
    return answer


def _child(place: str, text: str, form: str, out: Connection) -> None:
    from ttdn_kb.graph.oxigraph import OxigraphStore

    try:
        store = OxigraphStore()
        store.load_quads(os.path.join(place, build_place.QUADS))
        out.send(answer(store, text, form))
    except TtdnError as error:
        out.send(error)


def run_remote(address: str, text: str, form: str, timeout: int) -> str:
    """Runs a query on an endpoint; raises as `RemoteStore` does."""
    from ttdn_kb.graph.remote import RemoteStore

    return answer(RemoteStore(address, timeout), text, form)


def answer(store: Store, text: str, form: str) -> str:
    """Gives a query's answer as text."""
    bare = re.sub(r"<[^<>\s]*>|\"(?:\\.|[^\"\\])*\"|(?m:#.*$)", " ", text)
    kind = _FORM.search(bare)
    if kind and kind.group(1).lower() in ("construct", "describe"):
        return _statements(store.construct(text))
    rows = store.select(text)
    if form == "ttl":
        raise TtdnError(
            "bad-format", "Không ghi được dạng này", "ttl", "câu SELECT và ASK cho bảng, không cho mệnh đề", "dùng --format table, csv hoặc json"
        )
    if form == "json":
        return json.dumps(_sparql_json(rows), ensure_ascii=False, indent=2) + "\n"
    cells = [tuple("" if c is None else c.value for c in row) for row in rows.rows]
    if form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows([rows.variables, *cells])
        return "\ufeff" + out.getvalue()
    return render(Table("", rows.variables, rows.variables, cells, [{} for _ in cells], [f"{len(cells)} dòng"]), "table")


def _sparql_json(rows: Rows) -> dict[str, object]:
    """Gives the W3C SPARQL 1.1 Query Results JSON form."""

    def cell(term: Term) -> dict[str, str]:
        kinds = {"iri": "uri", "bnode": "bnode", "literal": "literal"}
        found = {"type": kinds[term.kind], "value": term.value}
        if term.lang:
            found["xml:lang"] = term.lang
        if term.datatype:
            found["datatype"] = term.datatype
        return found

    bindings = [{v: cell(c) for v, c in zip(rows.variables, row, strict=True) if c is not None} for row in rows.rows]
    return {"head": {"vars": list(rows.variables)}, "results": {"bindings": bindings}}


def _statements(triples: list[Triple]) -> str:
    from ttdn_kb.sparql.binding import written

    def term(t: Term) -> str:
        return f"_:{t.value}" if t.kind == "bnode" else written(t)

    return "".join(f"{term(s)} {term(p)} {term(o)} .\n" for s, p, o, _ in triples)
