"""Who holds a duty on both sides of each change, on the corpus."""

from __future__ import annotations

import pytest

from ttdn_kb.graph.namespaces import ID, PREFIXES, VOCAB
from ttdn_kb.graph.oxigraph import OxigraphStore

HEAD = "".join(f"PREFIX {k}: <{v}>\n" for k, v in PREFIXES.items())


def column(store: OxigraphStore, body: str) -> list[str]:
    return [row[0].value.removeprefix(ID).removeprefix("agency/") for row in store.select(HEAD + body).rows if row[0]]


def leaders(store: OxigraphStore, province: str, day: str) -> list[str]:
    """Bodies that lead on a day, the one with the most duties first; what is said of collectives, posts and committees left out."""
    return column(
        store,
        f"""SELECT ?agent WHERE {{
          ?a ttdn:role <{VOCAB}role/lead> ; ttdn:agent ?agent ; ttdn:assignmentOf ?norm ; ttdn:validFrom ?from .
          ?norm ttdn:inDocument ?document . ?document ttdn:province <{VOCAB}province/{province}> . ?agent a ttdn:Agency .
          OPTIONAL {{ ?a ttdn:validUntil ?until }}
          FILTER (?from <= "{day}"^^xsd:date && (!BOUND(?until) || "{day}"^^xsd:date < ?until))
        }} GROUP BY ?agent ORDER BY DESC(COUNT(?a)) ?agent""",
    )


HA_TINH = [
    ("2020-06-01", "ha-tinh/so-thong-tin-va-truyen-thong"),
    ("2025-05-01", "ha-tinh/so-van-hoa-the-thao-va-du-lich"),
    ("2026-01-01", "ha-tinh/ban-tuyen-giao-va-dan-van-tinh-uy"),
]


@pytest.mark.parametrize(("day", "leader"), HA_TINH, ids=[f"in Hà Tĩnh on {d} external information is led by {a}" for d, a in HA_TINH])
def test_who_leads_external_information_in_ha_tinh(base: OxigraphStore, day: str, leader: str) -> None:
    assert leaders(base, "ha-tinh", day)[0] == leader


FOLLOWS = [
    ("hau-giang", "2025-02-28", "hau-giang/so-thong-tin-va-truyen-thong"),
    ("hau-giang", "2025-03-01", "hau-giang/so-van-hoa-the-thao-va-du-lich"),
    ("quang-tri", "2025-02-28", "quang-tri/so-thong-tin-va-truyen-thong"),
    ("quang-tri", "2025-06-30", "quang-tri/so-van-hoa-the-thao-va-du-lich"),
    ("trung-uong", "2025-02-28", "trung-uong/bo-thong-tin-va-truyen-thong"),
    ("trung-uong", "2025-03-01", "trung-uong/bo-van-hoa-the-thao-va-du-lich"),
]


@pytest.mark.parametrize(("province", "day", "leader"), FOLLOWS, ids=[f"in {p} on {d} the field is with {a}" for p, d, a in FOLLOWS])
def test_the_mandate_follows_the_field(base: OxigraphStore, province: str, day: str, leader: str) -> None:
    assert leaders(base, province, day)[0] == leader


@pytest.mark.parametrize("province", ["hau-giang", "quang-tri"])
def test_no_body_of_a_merged_province_holds_anything_from_its_last_day_on(base: OxigraphStore, province: str) -> None:
    assert leaders(base, province, "2025-06-30")
    assert leaders(base, province, "2025-07-01") == []


VUNG_ANG = """?norm ttdn:evidence ?q . ?q oa:exact ?text . FILTER (CONTAINS(?text, "Vũng Áng") && CONTAINS(STR(?norm), "ttdn-2025"))"""


@pytest.mark.parametrize(("day", "holders"), [("2025-05-01", ["ha-tinh/uy-ban-nhan-dan-thi-xa-ky-anh"]), ("2025-08-01", [])])
def test_who_runs_the_vung_ang_cluster(base: OxigraphStore, day: str, holders: list[str]) -> None:
    found = column(
        base,
        f"""SELECT DISTINCT ?agent WHERE {{ {VUNG_ANG}
            ?a ttdn:assignmentOf ?norm ; ttdn:agent ?agent ; ttdn:validFrom ?from ; ttdn:validUntil ?until .
            FILTER (?from <= "{day}"^^xsd:date && "{day}"^^xsd:date < ?until) }}""",
    )
    assert found == holders


def test_the_vung_ang_cluster_is_orphaned_by_the_end_of_the_district_level(base: OxigraphStore) -> None:
    found = base.select(
        HEAD + f"SELECT DISTINCT ?day ?event WHERE {{ {VUNG_ANG} ?a ttdn:assignmentOf ?norm ; ttdn:orphanedFrom ?day ; ttdn:orphanedBy ?event }}"
    ).rows
    assert [[c.value for c in row if c] for row in found] == [["2025-07-01", ID + "event/2025-07-01/cap-huyen-cham-dut"]]


ABOLISHED = {
    "so-thong-tin-va-truyen-thong",
    "so-ke-hoach-va-dau-tu",
    "giam-doc-so-thong-tin-va-truyen-thong",
    "bo-chi-huy-bo-doi-bien-phong-tinh",
    "uy-ban-nhan-dan-cac-huyen-thi-xa-thanh-pho",
    "chu-tich-uy-ban-nhan-dan-cac-huyen-thi-xa-thanh-pho",
    "phong-van-hoa-thong-tin",
}


def test_bodies_of_quang_tri_that_ended_as_such_are_told_from_those_that_ended_with_the_province(base: OxigraphStore) -> None:
    body = f"?b ttdn:jurisdiction <{VOCAB}province/quang-tri> ; ttdn:existsUntil ?until ; ttdn:endedBy ?e . FILTER (?until <= '2026-11-01'^^xsd:date)"
    ended = set(column(base, f"SELECT DISTINCT ?b WHERE {{ {body} FILTER NOT EXISTS {{ ?e ttdn:affectsProvince ?p }} }}"))
    assert ended == {f"quang-tri/{name}" for name in ABOLISHED}
    gone = set(column(base, f"SELECT DISTINCT ?b WHERE {{ {body} ?b ttdn:endedWithProvince ?province }}"))
    assert "quang-tri/so-ngoai-vu" in gone and len(gone) > 2 * len(ended)


def test_each_date_has_one_value(base: OxigraphStore) -> None:
    for name in ("validFrom", "validUntil", "inForceFrom", "inForceUntil", "existsFrom", "existsUntil"):
        assert column(base, f"SELECT ?x WHERE {{ ?x ttdn:{name} ?d }} GROUP BY ?x HAVING (COUNT(DISTINCT ?d) > 1)") == [], name


def test_a_split_never_names_one_successor(base: OxigraphStore) -> None:
    assert column(base, f"SELECT ?a WHERE {{ ?a a ttdn:SuccessionAssignment ; ttdn:via ?e . ?e ttdn:changeKind <{VOCAB}change-kind/split> }}") == []


def test_every_province_has_the_national_baseline(base: OxigraphStore) -> None:
    found = set(column(base, "SELECT DISTINCT ?p WHERE { ?norm ttdn:requiredOf ?p }"))
    assert {f"{VOCAB}province/{p}" for p in ("ha-tinh", "hau-giang", "quang-tri")} <= found
