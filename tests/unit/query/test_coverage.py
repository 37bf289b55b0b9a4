"""Every leaf provision is accounted for, and no word lies outside the tree."""

from __future__ import annotations

from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.query.coverage import ledger


def test_every_provision_has_norms_or_a_reason(base: OxigraphStore) -> None:
    book = ledger(base)
    assert [f"{e.document}: {e.path or e.eid} — {e.words}" for e in book.entries if not e.accounted] == []
    assert len(book.entries) > 500


def test_no_words_lie_outside_every_provision(base: OxigraphStore) -> None:
    assert ledger(base).loose == []


def test_ledger_tells_what_is_not_accounted_for(base: OxigraphStore) -> None:
    """The same texts with nothing encoded: everything is open, so the test above can fail."""
    empty = ledger(OxigraphStore())
    assert empty.share == 0 and len(empty.entries) == len(ledger(base).entries)
