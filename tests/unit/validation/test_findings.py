"""Findings, waivers, scope and the catalogue: what holds whatever the data."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from ttdn_kb.foundation.errors import TtdnError, UsageError
from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.sparql.query_file import parse
from ttdn_kb.validation.catalogue import load_catalogue, query_check
from ttdn_kb.validation.checking import run_checks
from ttdn_kb.validation.findings import SEVERITIES, Finding, at_or_over, finding_id, worst_first
from ttdn_kb.validation.scope import Scope, explained, narrowed

CASES = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "checks")
CATALOGUE = load_catalogue()
NO_LEAD = "https://w3id.org/ttdn/id/mau/quyet-dinh/1-2020/"


def case(*names: str, extra: str = "") -> OxigraphStore:
    store = OxigraphStore()
    for name in names:
        with open(os.path.join(CASES, name), "rb") as file:
            store.load(file.read(), f"urn:{name}", name)
    if extra:
        head = "@prefix ttdn: <https://w3id.org/ttdn/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
        head += f"@prefix here: <{NO_LEAD}> . @prefix eli: <http://data.europa.eu/eli/ontology#> . "
        store.load((head + extra).encode(), "urn:extra", "extra.ttl")
    return store


def finding(number: int = 1, **fields: object) -> Finding:
    plain = Finding(finding_id("c", [str(number)]), "c", "error", *(Words(str(i), str(i)) for i in range(4)), (str(number),))
    return replace(plain, **fields)  # type: ignore[arg-type]


def waiver(said: str) -> str:
    return f'[] a ttdn:Waiver ; {said} ; ttdn:waivedBy "A" ; ttdn:waivedOn "2026-01-02"^^xsd:date ; ttdn:waivedBecause "đã biết"@vi .'


def no_lead(extra: str = "") -> dict[str, Finding]:
    found = run_checks(case("common.ttl", "no-lead/fires.ttl", extra=extra), CATALOGUE, today="2026-01-01", only=["no-lead"])
    return {" ".join(n.rsplit("/", 1)[-1] for n in f.norms): f for f in found}


IDS = {name: f.id for name, f in no_lead().items()}


@pytest.mark.parametrize(
    ("said", "accepted"),
    [
        (f'ttdn:waivedFinding "{IDS["n3"]}"', {"n3"}),
        ('ttdn:waivedCheck "no-lead" ; ttdn:waivedNode here:n3', {"n3"}),
        ('ttdn:waivedCheck "two-leads" ; ttdn:waivedNode here:n3', set()),
        ('ttdn:waivedCheck "no-lead" ; ttdn:waivedNode here:n1', set()),
        ('ttdn:waivedFinding "000000000000"', set()),
    ],
    ids=["a finding is waived by its id", "a clause is waived for a check", "another check's waiver does not count",
         "one of two clauses does not waive the gap of both", "an unknown id waives nothing"],
)  # fmt: skip
def test_waiver(said: str, accepted: set[str]) -> None:
    found = no_lead(waiver(said))
    assert {name for name, f in found.items() if f.waived} == accepted
    for name in accepted:
        assert found[name].waiver is not None
        assert found[name].waiver == ("A", "2026-01-02", "đã biết")


def test_waived_findings_do_not_fail_the_command() -> None:
    found = no_lead(waiver(f'ttdn:waivedFinding "{IDS["n3"]}"'))
    assert {f.id for f in at_or_over(found.values(), "error")} == set(IDS.values()) - {IDS["n3"]}


def test_ids_stay_when_a_clause_joins_and_wording_changes() -> None:
    assert no_lead("here:n1-quote <http://www.w3.org/ns/oa#start> 101 .")["n1 n2"].id == IDS["n1 n2"]


@pytest.mark.parametrize(
    ("limit", "left"),
    [("error", {"error"}), ("warning", {"error", "warning"}), ("info", {"error", "warning", "info"}), ("never", set())],
    ids=["errors only", "warnings and errors", "everything", "never"],
)
def test_fail_on(limit: str, left: set[str]) -> None:
    assert {f.severity for f in at_or_over([finding(i, severity=s) for i, s in enumerate(SEVERITIES)], limit)} == left


def test_findings_read_by_document_and_place_those_of_no_document_last() -> None:
    found = [finding(1), finding(2, document="B", order=1), finding(3, document="A", order=2), finding(4, document="A", order=1)]
    assert [f.focus[0] for f in worst_first(found)] == ["4", "3", "2", "1"]


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        (Scope(), {"1", "2", "3"}),
        (Scope(provinces=("a",)), {"1", "2"}),
        (Scope(documents=("d",)), {"1"}),
        (Scope(provinces=("a",), severity="error"), {"1"}),
        (Scope(provinces=("b",), documents=("d",)), set()),
    ],
    ids=["no filter", "a province", "a document", "a province and a severity", "filters that exclude each other"],
)
def test_scope(scope: Scope, left: set[str]) -> None:
    found = [finding(1, province_id="a", document_iri="d"), finding(2, province_id="a", severity="info"), finding(3, province_id="b")]
    assert {f.focus[0] for f in narrowed(found, scope)} == left


@pytest.mark.parametrize(
    ("scope", "at", "said"),
    [
        (Scope(provinces=("tinh-a",)), "2019-01-01", "không văn bản nào trong phạm vi này có hiệu lực"),
        (Scope(severity="error", words=()), "", 'vì --severity "error": bỏ điều kiện này thì có 1 phát hiện'),
        (Scope(documents=("https://w3id.org/ttdn/id/mau/quyet-dinh/1-2020",)), "", "Đã kiểm tra 1 văn bản"),
    ],
    ids=["none in force on the day", "a filter hides all", "all is well"],
)
def test_emptiness_is_explained(scope: Scope, at: str, said: str) -> None:
    everything = [finding(1, severity="info")] if scope.severity == "error" else []
    assert any(said in note for note in explained(everything, scope, case("common.ttl"), at, "vi"))


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (Scope(provinces=("tinh-z",), words=(("--province", "Tỉnh Z"),)), ("--province Tỉnh Z", "các đơn vị có văn bản trong kho: tinh-a")),
        (Scope(provinces=("tinh-z",), documents=("https://w3id.org/ttdn/id/mau/quyet-dinh/1-2020",)), ("các đơn vị có văn bản ấy: tinh-a",)),
    ],
    ids=["a unit without documents", "a document of another unit"],
)
def test_what_has_no_document_is_not_clean(scope: Scope, said: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="no-documents") as caught:
        explained([], scope, case("common.ttl"), "", "vi")
    assert caught.value.exit_code == 2 and all(words in str(caught.value) for words in said)


@pytest.mark.parametrize("day", ["2020-01-14", "2021-01-01"], ids=["the day before it comes into force", "the first day on which it no longer holds"])
def test_at_judges_only_documents_in_force(day: str) -> None:
    ends = '<https://w3id.org/ttdn/id/mau/quyet-dinh/1-2020> eli:date_no_longer_in_force "2021-01-01"^^xsd:date .'
    store = case("common.ttl", "no-lead/fires.ttl", extra=ends)
    assert not run_checks(store, CATALOGUE, at=day, only=["no-lead"])
    assert run_checks(store, CATALOGUE, at="2020-12-31", only=["no-lead"])
    marked = run_checks(store, CATALOGUE, today="2026-01-01", only=["no-lead"])
    assert marked[0].document_status.vi == "văn bản hết hiệu lực từ 01/01/2021"


@pytest.mark.parametrize("field", ["only", "skip"])
def test_unknown_check_names_near_ones(field: str) -> None:
    with pytest.raises(UsageError) as error:
        run_checks(case("common.ttl"), CATALOGUE, **{field: ["no-leed"]})  # type: ignore[arg-type]
    assert error.value.code == "unknown-check"
    assert "no-lead" in error.value.fix


def test_a_refined_check_runs_only_when_it_is_asked_for() -> None:
    finer = {c.refines for c in CATALOGUE.checks if c.refines}
    assert finer <= {c.id for c in CATALOGUE.checks}
    assert not finer & {c.id for c in CATALOGUE.chosen()}
    assert finer <= {c.id for c in CATALOGUE.chosen(only=finer)}
    assert finer <= {c.id for c in CATALOGUE.chosen(skip=[c.id for c in CATALOGUE.checks if c.refines])}


def test_unknown_engine_is_refused() -> None:
    with pytest.raises(UsageError) as error:
        run_checks(case("common.ttl"), CATALOGUE, engine="quick")
    assert error.value.code == "unknown-engine"


WHOLE = "\n".join(
    ["#+ id: x", "#+ severity: error", "#+ focus: norm"]
    + [f"#+ {key}@{lang}: chữ" for key in ("title", "message", "why", "fix", "example") for lang in ("vi", "en")]
)


@pytest.mark.parametrize(
    ("header", "why"),
    [
        (WHOLE.replace("#+ fix@en: chữ", ""), "fix@en"),
        (WHOLE.replace("severity: error", "severity: grave"), "grave"),
        (WHOLE.replace("id: x", "id: y"), "khác tên tệp"),
        (WHOLE + "\n#+ peers: all", "peers"),
    ],
    ids=["a field is missing", "no such severity", "id is not the file's name", "no such wish for peers"],
)
def test_faulty_check_is_named(header: str, why: str) -> None:
    with pytest.raises(TtdnError) as error:
        query_check(parse(header + "\nSELECT ?norm WHERE { ?norm ?p ?o }", "queries/checks/x.rq"))
    assert error.value.code == "bad-check"
    assert why in error.value.why


@pytest.mark.parametrize("check", CATALOGUE.checks, ids=lambda c: c.id)
def test_every_check_says_what_why_and_how_in_both_languages(check: object) -> None:
    for field in ("title", "why", "fix"):
        words = getattr(check, field)
        assert words.vi and words.en and words.vi != words.en
