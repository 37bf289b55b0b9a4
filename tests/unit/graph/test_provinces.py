"""Units of one name, what became of them, and the bodies that a name means in each: tables over the real data."""

from __future__ import annotations

import pytest

from ttdn_kb.foundation.model import Reference, Span
from ttdn_kb.graph import agents_index, citations
from ttdn_kb.graph.agents_index import AgentIndex, Entry
from ttdn_kb.graph.proposals import propose
from ttdn_kb.graph.provinces import one_on, predecessors, renamed, successors, units_named

AGENCY = "https://w3id.org/ttdn/id/agency/"


@pytest.mark.parametrize(
    ("typed", "day", "unit"),
    [
        ("quang-tri", "2026-03-01", "quang-tri"),
        ("quang-tri-2025", "2019-03-01", "quang-tri-2025"),
        ("Quảng Trị", "2026-03-01", "quang-tri-2025"),
        ("tinh quang tri", "2026-03-01", "quang-tri-2025"),
        ("Tỉnh Quảng Trị", "2025-06-30", "quang-tri"),
        ("Quảng Trị", "", "quang-tri"),
        ("thành phố Cần Thơ", "2026-03-01", "can-tho-2025"),
        ("Hậu Giang", "2026-03-01", "hau-giang"),
        ("hà tĩnh", "2026-03-01", "ha-tinh"),
        ("Thừa Thiên Huế", "2026-03-01", "thua-thien-hue"),
        ("Atlantis", "2026-03-01", ""),
    ],
)
def test_a_notation_is_one_unit_and_a_name_that_of_the_day(typed: str, day: str, unit: str) -> None:
    assert one_on(units_named(typed), day) == unit


@pytest.mark.parametrize(
    ("before", "after"),
    [("quang-binh", "quang-tri-2025"), ("quang-tri", "quang-tri-2025"), ("hau-giang", "can-tho-2025"), ("thua-thien-hue", "hue")],
)
def test_what_became_of_a_unit_is_known_both_ways(before: str, after: str) -> None:
    assert successors(before) == (after,) and before in predecessors(after)


def test_a_unit_that_no_reorganisation_touched_has_none_before_and_none_after() -> None:
    assert predecessors("ha-tinh") == successors("ha-tinh") == ()


@pytest.mark.parametrize(
    ("label", "unit", "day", "iri"),
    [
        ("Sở Ngoại vụ", "quang-tri", "2019-04-16", "quang-tri/so-ngoai-vu"),
        ("Sở Ngoại vụ", "quang-tri-2025", "2026-03-01", "quang-tri-2025/so-ngoai-vu"),
        ("Báo Quảng Trị", "quang-tri-2025", "2026-03-01", "quang-tri-2025/bao-quang-tri"),
        ("Công an tỉnh", "can-tho-2025", "2026-03-01", "can-tho-2025/cong-an-thanh-pho"),
        ("Báo Hậu Giang", "can-tho-2025", "2026-03-01", "hau-giang/bao-hau-giang"),
        ("Sở Ngoại vụ", "ha-tinh", "2026-03-01", "ha-tinh/so-ngoai-vu"),
        ("Sở Ngoại vụ tỉnh Quảng Trị", "ha-tinh", "2019-03-01", "quang-tri/so-ngoai-vu"),
        ("Sở Ngoại vụ tỉnh Quảng Trị", "ha-tinh", "2026-03-01", "quang-tri-2025/so-ngoai-vu-tinh-quang-tri"),
        ("Sở Ngoại vụ tỉnh Quảng Trị", "quang-tri-2025", "", "quang-tri-2025/so-ngoai-vu"),
        ("Bộ Ngoại giao", "quang-tri-2025", "2026-03-01", "trung-uong/bo-ngoai-giao"),
    ],
)
def test_a_name_means_the_body_of_the_unit_that_names_it(label: str, unit: str, day: str, iri: str) -> None:
    assert agents_index.load().resolve(label, unit, day=day).iri == AGENCY + iri


def test_a_body_of_a_new_unit_has_the_kind_of_the_one_before_it_and_nothing_more() -> None:
    index = agents_index.load()
    found = index.resolve("Trung tâm Xúc tiến đầu tư, thương mại và du lịch tỉnh", "quang-tri-2025")
    old = AGENCY + "quang-tri/trung-tam-xuc-tien-dau-tu-thuong-mai-va-du-lich-tinh"
    assert found.like == old and found.proposal is not None and found.iri not in index.labels
    made = found.proposal
    assert (made.kind, made.type, made.level, made.jurisdiction) == ("Agency", "trung-tam-xuc-tien-dau-tu", "province", "quang-tri-2025")


def register(*units: str) -> AgentIndex:
    made = [propose("Sở Ngoại vụ", unit) for unit in units]
    return AgentIndex([Entry(said, (said.label, said.name)) for said in made])


@pytest.mark.parametrize(
    ("day", "units", "iri", "known"),
    [
        ("2019-03-01", ("quang-tri",), "quang-tri/so-ngoai-vu", True),
        ("2026-03-01", ("quang-tri", "quang-tri-2025"), "quang-tri-2025/so-ngoai-vu", True),
        ("2019-03-01", ("quang-tri", "quang-tri-2025"), "quang-tri/so-ngoai-vu", True),
        ("2026-03-01", ("quang-tri",), "quang-tri-2025/so-ngoai-vu-tinh-quang-tri", False),
    ],
)
def test_a_full_name_means_the_body_of_the_day(day: str, units: tuple[str, ...], iri: str, known: bool) -> None:
    found = register(*units).resolve("Sở Ngoại vụ tỉnh Quảng Trị", "ha-tinh", day=day)
    assert (found.iri, found.proposal is None) == (AGENCY + iri, known)


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("quang-tri-2025", "Sở Ngoại vụ tỉnh Quảng Trị (từ 01/7/2025)"),
        ("quang-tri", "Sở Ngoại vụ tỉnh Quảng Trị"),
        ("hue", "Sở Ngoại vụ thành phố Huế"),
    ],
)
def test_no_two_bodies_have_one_full_name(unit: str, name: str) -> None:
    assert propose("Sở Ngoại vụ", unit).name == name


@pytest.mark.parametrize(("units", "known"), [(("quang-tri", "quang-tri-2025"), True), (("quang-tri",), False)])
def test_the_entry_of_a_new_unit_is_taken_where_the_register_has_one(units: tuple[str, ...], known: bool) -> None:
    found = register(*units).counterpart(AGENCY + "quang-tri/so-ngoai-vu", "quang-tri-2025")
    assert found.iri == AGENCY + "quang-tri-2025/so-ngoai-vu" and (found.proposal is None) is known


@pytest.mark.parametrize(
    ("label", "before", "after", "same"),
    [
        ("Công an tỉnh", "hau-giang", "can-tho-2025", "Công an thành phố"),
        ("Công an tỉnh", "quang-tri", "quang-tri-2025", "Công an tỉnh"),
        ("Tỉnh ủy", "hau-giang", "can-tho-2025", "Tỉnh ủy"),
        ("Công an thành phố", "hau-giang", "can-tho-2025", "Công an thành phố"),
    ],
)
def test_the_level_in_a_name_goes_with_the_unit(label: str, before: str, after: str, same: str) -> None:
    assert renamed(label, before, after) == same


@pytest.mark.parametrize(
    ("by", "number", "date", "place"),
    [
        ("quang-tri-2025", "25/2019/QĐ-UBND", "", "quang-tri/quyet-dinh/25-2019"),
        ("quang-tri-2025", "07/2026/QĐ-UBND", "", "quang-tri-2025/quyet-dinh/07-2026"),
        ("quang-tri-2025", "07/2025/QĐ-UBND", "", "quang-tri-2025/quyet-dinh/07-2025"),
        ("quang-tri-2025", "07/2025/QĐ-UBND", "2025-02-03", "quang-tri/quyet-dinh/07-2025"),
        ("quang-tri", "07/2025/QĐ-UBND", "", "quang-tri/quyet-dinh/07-2025"),
        ("ha-tinh", "07/2025/QĐ-UBND", "", "ha-tinh/quyet-dinh/07-2025"),
    ],
)
def test_a_document_cited_by_number_is_of_the_unit_of_its_year(by: str, number: str, date: str, place: str) -> None:
    reference = Reference(Span(0, 1), number=number, kind="Quyết định", date=date)
    assert citations.target(reference, "x", "dieu-1", by, ()) == "https://w3id.org/ttdn/id/" + place
