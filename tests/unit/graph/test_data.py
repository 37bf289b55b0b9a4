"""What the data files say stands in the texts."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ttdn_kb.graph.oxigraph import OxigraphStore

ROOT = Path(__file__).parents[3]
PREFIXES = "PREFIX ttdn: <https://w3id.org/ttdn/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> "
TEXTS = {hashlib.sha256(p.read_bytes()).hexdigest(): p.read_bytes().decode() for p in (ROOT / "data" / "sources").rglob("text.txt")}


def test_every_quote_stands_at_its_offsets(base: OxigraphStore) -> None:
    rows = base.select(
        PREFIXES
        + "SELECT ?quote ?start ?end ?sha WHERE { ?q oa:exact ?quote ; oa:start ?start ; oa:end ?end ; ttdn:ofText ?t . ?t ttdn:sha256 ?sha }"
    ).rows
    assert len(rows) > 400
    wrong = [q.value[:60] for q, s, e, sha in rows if q and s and e and sha and TEXTS[sha.value][int(s.value) : int(e.value)] != q.value]
    assert wrong == []


def test_every_norm_lies_in_its_provision(base: OxigraphStore) -> None:
    rows = base.select(
        PREFIXES
        + """SELECT ?norm WHERE { ?norm ttdn:statedIn ?p ; ttdn:evidence ?q . ?q oa:start ?s ; oa:end ?e . ?p ttdn:start ?ps ; ttdn:end ?pe .
             FILTER (?s < ?ps || ?e > ?pe) }"""
    ).rows
    assert rows == []


@pytest.mark.parametrize("predicate", ["statedIn", "inDocument", "agent", "role", "task", "topic", "object"])
def test_nothing_points_into_the_void(predicate: str, base: OxigraphStore) -> None:
    rows = base.select(PREFIXES + f"SELECT DISTINCT ?o WHERE {{ ?s ttdn:{predicate} ?o OPTIONAL {{ ?o a ?class }} FILTER (!BOUND(?class)) }}").rows
    assert [r[0].value for r in rows if r[0]] == []
