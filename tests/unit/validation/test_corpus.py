"""The checks on the real documents: what a reader finds by hand is found, and every finding stands where it says."""

from __future__ import annotations

import os
from functools import cache

import pytest

from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.query.building import assemble
from ttdn_kb.report.checks_page import checks_page
from ttdn_kb.validation.catalogue import load_catalogue
from ttdn_kb.validation.checking import run_checks
from ttdn_kb.validation.findings import Finding

TODAY = "2026-11-22"
ROOT = os.path.dirname(folder("queries"))


@cache
def base() -> OxigraphStore:
    return assemble()


@cache
def findings() -> tuple[Finding, ...]:
    return tuple(run_checks(base(), load_catalogue(), today=TODAY))


def has(check: str, document: str, provision: str) -> list[Finding]:
    return [f for f in findings() if f.check == check and document in f.document_iri and any(c.provision == provision for c in f.clauses)]


@pytest.mark.parametrize(
    ("check", "document", "provision"),
    [
        ("no-assignee", "hau-giang", "Điều 10, khoản 1"),
        ("no-assignee", "hau-giang", "Điều 10, khoản 2"),
        ("no-lead", "hau-giang", "Điều 12, khoản 2"),
        ("two-leads", "hau-giang", "Điều 9, khoản 2"),
        ("no-deadline", "hau-giang", "Điều 25, khoản 1"),
        ("no-deadline", "quang-tri", "Điều 28, khoản 2"),
        ("no-lead", "quang-tri", "Điều 15, khoản 3"),
        ("abolished", "ha-tinh/ke-hoach/ttdn-2025", "IV.8"),
        ("abolished", "quang-tri", "Điều 21, khoản 2"),
        ("lacuna", "ha-tinh/ke-hoach/ttdn-2020", "IV, (thiếu 6 đến 11)"),
    ],
    ids=["foreign press, conditions: given to nobody", "foreign media, cooperation: given to nobody", "the image data system has no lead",
         "publications are led by two", "a report on the regulation has no time", "the same in Quảng Trị", "press conferences have no lead",
         "a town committee that ended", "border guard command that ended", "items 6 to 11 are lost"],
)  # fmt: skip
def test_what_a_reader_finds_is_found(check: str, document: str, provision: str) -> None:
    assert has(check, document, provision)


def test_the_neighbour_is_quoted_where_it_gives_the_work_to_somebody() -> None:
    (finding,) = has("no-assignee", "hau-giang", "Điều 10, khoản 2")
    peer = next(p for p in finding.peers if "quang-tri" in p.document_iri)
    assert peer.provision == "Điều 11, khoản 2"
    assert "chủ trì: Sở Thông tin và Truyền thông" in peer.roles.vi
    assert "phối hợp: Sở Ngoại vụ" in peer.roles.vi


def test_border_clusters_of_quang_tri_have_a_lead_and_make_no_gap() -> None:
    assert not has("no-lead", "quang-tri", "Điều 21, khoản 2")


def test_every_quote_stands_at_its_offsets() -> None:
    texts: dict[str, str] = {}
    for finding in findings():
        if not finding.quote:
            continue
        if finding.source_path not in texts:
            with open(os.path.join(ROOT, finding.source_path), encoding="utf-8", newline="") as file:
                texts[finding.source_path] = file.read()
        assert texts[finding.source_path][finding.start : finding.end] == finding.quote


def test_ids_are_unique_and_both_engines_agree() -> None:
    ids = [f.id for f in findings()]
    assert len(set(ids)) == len(ids)
    assert run_checks(base(), load_catalogue(), today=TODAY, engine="pyshacl") == list(findings())


def test_what_is_found_of_the_guides_kinds_stays_near_a_readers_list() -> None:
    kinds = {"no-assignee", "no-lead", "vague-assignee", "two-leads", "no-deadline", "lacuna", "abolished"}
    found = [f for f in findings() if f.check in kinds and "trung-uong" not in f.document_iri]
    assert 60 <= len(found) <= 105


def test_the_page_of_checks_is_up_to_date() -> None:
    with open(os.path.join(ROOT, "docs", "checks.md"), encoding="utf-8") as file:
        assert file.read() == checks_page(load_catalogue()), "run: python -m ttdn_kb.report.checks_page"
