"""A remote endpoint answers like the store at hand; its faults become one clear error."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.remote import RemoteStore
from ttdn_kb.query.free import answer

DATA = b'<http://x/a> <http://x/name> "S\\u1edf Ngo\\u1ea1i v\\u1ee5"@vi ; <http://x/n> 3 .'


class Endpoint(BaseHTTPRequestHandler):
    """A SPARQL 1.1 query service over a few statements."""

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)["query"][0]
        if "fault" in query:
            self.send_error(500)
            return
        store = OxigraphStore()
        store.load(DATA, "http://x/graph", "data")
        body = answer(store, query, "json").encode()
        json.loads(body)
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the test's output clean."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    thread.join()
    server.server_close()


def test_remote_rows_are_the_local_rows(address: str) -> None:
    query = "SELECT ?name ?n WHERE { ?a <http://x/name> ?name ; <http://x/n> ?n }"
    store = OxigraphStore()
    store.load(DATA, "http://x/graph", "data")
    assert RemoteStore(address).select(query) == store.select(query)


def test_fault_of_the_endpoint_is_one_clear_error(address: str) -> None:
    with pytest.raises(TtdnError) as caught:
        RemoteStore(address).select("SELECT ?fault WHERE { ?fault ?p ?o }")
    assert caught.value.code == "store-unreachable" and caught.value.exit_code == 3


def test_an_update_never_leaves(address: str) -> None:
    with pytest.raises(TtdnError) as caught:
        RemoteStore(address).select("DELETE WHERE { ?s ?p ?o }")
    assert caught.value.code == "query-writes"
