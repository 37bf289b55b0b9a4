"""Comparisons say what the real documents say."""

from __future__ import annotations

import pytest

from ttdn_kb.compare.comparison import Comparison, compare, types_of
from ttdn_kb.compare.formats import COLUMNS, as_data, render
from ttdn_kb.compare.material import Material, load
from ttdn_kb.compare.raci import RaciCell, raci
from ttdn_kb.compare.sides import resolve_side
from ttdn_kb.compare.similarity import likeness
from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.query.answers import AnswerFile

TODAY = "2026-01-15"


@pytest.fixture(scope="module")
def material(base: OxigraphStore) -> Material:
    return load(base)


def laid(answers: AnswerFile, material: Material, *typed: str, by: str = "topic", topic: str = "", at: str = "") -> Comparison:
    return compare(material, [resolve_side(answers, material, t, at, TODAY) for t in typed], by, topic, today=TODAY)


CELLS = {
    "Quảng Trị: Sở TT&TT leads the border clusters (Điều 12.3, 14.10)": (
        "quang-tri", "border-information-clusters", "lead", "so-thong-tin-va-truyen-thong", ["Điều 12, khoản 3", "Điều 14, khoản 10"],
    ),
    "Hà Tĩnh 2025: Sở VHTTDL leads what concerns clusters (II.2, 2.1)": (
        "ha-tinh@2025-12-01", "border-information-clusters", "lead", "so-van-hoa-the-thao-va-du-lich", ["II.2, mục 2.1"],
    ),
    "Hà Tĩnh 2020: Sở TT&TT leads what concerns clusters (II.4, 4.4)": (
        "ha-tinh@2020-06-01", "border-information-clusters", "lead", "so-thong-tin-va-truyen-thong", ["II.4, mục 4.4, gạch 6"],
    ),
    "Hà Tĩnh 2025: border guards run the cluster at Cầu Treo (IV.5)": (
        "ha-tinh@2025-06-30", "border-information-clusters", "responsible", "bo-chi-huy-bo-doi-bien-phong-tinh", ["IV.5, gạch 2"],
    ),
    "Quảng Trị: border guards cooperate on the cluster at Lao Bảo (Điều 21.2)": (
        "quang-tri", "border-information-clusters", "coordinator", "bo-chi-huy-bo-doi-bien-phong-tinh", ["Điều 21, khoản 2"],
    ),
    "Quảng Trị: Sở Ngoại vụ leads guiding foreign reporters (Điều 15.4)": (
        "quang-tri", "foreign-press", "lead", "so-ngoai-vu", ["Điều 15, khoản 4"],
    ),
    "Quảng Trị: Sở TT&TT leads cooperation with foreign media (Điều 11)": (
        "quang-tri", "foreign-press", "lead", "so-thong-tin-va-truyen-thong", ["Điều 11, khoản 1", "Điều 11, khoản 2"],
    ),
    "Hậu Giang: nobody is given cooperation with foreign media (Điều 10)": (
        "hau-giang", "foreign-press", "", "", ["Điều 10, khoản 1", "Điều 10, khoản 2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("side", "topic", "role", "kind", "provisions"), CELLS.values(), ids=CELLS)
def test_matrix_cell(answers: AnswerFile, material: Material, side: str, topic: str, role: str, kind: str, provisions: list[str]) -> None:
    comparison = laid(answers, material, side, "trung-uong")
    cells = [r.cells[0] for r in comparison.matrix() if (r.concept, r.role, r.type) == (topic, role, kind)]
    assert len(cells) == 1, "the matrix has no such line"
    assert set(provisions) <= {e.provision for e in cells[0]}
    assert all(e.quote for e in cells[0])


def test_every_entry_stands_in_the_matrix(answers: AnswerFile, material: Material) -> None:
    comparison = laid(answers, material, "quang-tri", "ha-tinh", "hau-giang")
    for i, entries in enumerate(comparison.entries):
        shown = {(r.concept, e.norm, e.agent_iri, e.role) for r in comparison.matrix() for e in r.cells[i]}
        assert shown == {(t, e.norm, e.agent_iri, e.role) for e in entries for t in e.topics}


def test_one_province_on_two_days_shows_departments_as_they_were(answers: AnswerFile, material: Material) -> None:
    comparison = laid(answers, material, "ha-tinh@2020-06-01", "ha-tinh@2025-12-20")
    assert [{d.iri.rsplit("/", 1)[-1] for d in s.documents} for s in comparison.sides] == [{"ttdn-2020"}, {"ttdn-2025", "03-2025"}]
    rows = {r.task: r for r in comparison.leads_differ()}
    before, after = rows["supply-cluster-content"].cells
    assert (types_of(before), types_of(after)) == ({"so-thong-tin-va-truyen-thong"}, {"so-van-hoa-the-thao-va-du-lich"})
    moved = {m.task: m for m in comparison.moved()}["supply-cluster-content"]
    assert (moved.gone, moved.come) == (("so-thong-tin-va-truyen-thong",), ("so-van-hoa-the-thao-va-du-lich",))
    assert moved.change is not None and moved.change.date == "2025-03-01"


def test_provinces_that_differ_by_text_have_no_event_as_reason(answers: AnswerFile, material: Material) -> None:
    comparison = laid(answers, material, "quang-tri", "hau-giang")
    reasons = {(m.gone, m.come): m.change for m in comparison.moved()}
    assert reasons, "these provinces give work to different bodies"
    for (gone, come), change in reasons.items():
        if change:
            assert change.before in {*gone, *come} and change.after in {*gone, *come}


def test_a_duty_that_followed_its_field_is_marked(answers: AnswerFile, material: Material) -> None:
    comparison = laid(answers, material, "quang-tri@2025-04-01", "ha-tinh@2025-04-01")
    cell = next(
        r.cells[0]
        for r in comparison.matrix()
        if (r.concept, r.role, r.type) == ("border-information-clusters", "lead", "so-van-hoa-the-thao-va-du-lich")
    )
    passed = [e for e in cell if e.provision == "Điều 14, khoản 10"]
    assert [e.derivation for e in passed] == ["mandate"]
    assert "chuyển theo lĩnh vực" in passed[0].standing("2025-04-01")


def test_without_a_day_only_the_text_speaks(answers: AnswerFile, material: Material) -> None:
    comparison = laid(answers, material, "quang-tri", "ha-tinh")
    assert not any(e.derivation for side in comparison.entries for e in side)
    assert any("gộp cả văn bản đã hết hiệu lực" in note for note in comparison.notes)


def test_only_and_lacking_partition_the_tasks(answers: AnswerFile, material: Material) -> None:
    comparison = laid(answers, material, "quang-tri", "ha-tinh", "hau-giang")
    own = [{r.task for r in comparison.only(i)} for i in range(3)]
    lacking = [{r.task for r in comparison.lacking(i)} for i in range(3)]
    common = {t for t in comparison.tasks() if all(comparison.on_task(t))}
    groups = [*own, *lacking, common]
    assert sum(len(g) for g in groups) == len(set().union(*groups)) == len(comparison.tasks())
    assert "run-information-cluster" in lacking[2], "Hậu Giang has no border and no clusters"


def test_likeness_is_symmetric_and_one_with_itself(answers: AnswerFile, material: Material) -> None:
    comparison = laid(answers, material, "quang-tri", "ha-tinh", "quang-tri")
    whole = {(x.a, x.b): x for x in likeness(comparison) if not x.topic}
    assert whole[0, 2].things == whole[0, 2].tasks == 1.0
    assert whole[0, 1].things == whole[1, 2].things and 0 < (whole[0, 1].things or 0) < 1
    assert whole[0, 1].said[0] == whole[0, 2].said[0]


def verdict(comparison: Comparison, task: str, side: int = 0) -> RaciCell:
    return {r.task: r for r in raci(comparison)}[task].cells[side]


def test_raci_of_the_clusters_of_quang_tri(answers: AnswerFile, material: Material) -> None:
    cell = verdict(laid(answers, material, "quang-tri", "ha-tinh"), "run-information-cluster")
    assert {e.agent for e in cell.letters["A"]} == {"Sở Thông tin và Truyền thông"}
    assert cell.verdict == "in-order"


def test_raci_says_where_nobody_is_given_the_work(answers: AnswerFile, material: Material) -> None:
    comparison = laid(answers, material, "hau-giang", "quang-tri")
    nobody = {r.task for r in raci(comparison) if r.cells[0].verdict == "nobody"}
    assert any("Điều 10, khoản 2" in {e.provision for e in comparison.on_task(t)[0]} for t in nobody)


POSTS = {
    "Thành viên Ban Chỉ đạo là Lãnh đạo Sở Ngoại vụ": "so-ngoai-vu",
    "Giám đốc Sở Thông tin và Truyền thông": "so-thong-tin-va-truyen-thong",
    "Trưởng Ban Chỉ đạo": "truong-ban-chi-dao",
}


@pytest.mark.parametrize(("post", "kind"), POSTS.items(), ids=POSTS)
def test_a_post_compares_as_the_body_that_its_holder_leads(material: Material, post: str, kind: str) -> None:
    assert {e.type for e in material.entries if e.agent == post} == {kind}


EMPTY = {
    "a day without any document names the documents and their terms": (
        ["ha-tinh@2023-06-01", "quang-tri"], "", ["không văn bản nào trong kho", "Kế hoạch 2020 (từ 01/01/2020 đến trước 01/01/2021)"],
    ),
    "a topic that a province lacks names its usual topics": (
        ["hau-giang", "quang-tri"],
        "border-information-clusters",
        ["Tỉnh Hậu Giang: không có quy định nào về chủ đề “cụm thông tin đối ngoại”", "--topic"],
    ),
    "a province that was merged is told so": (["quang-tri@2025-12-20", "ha-tinh@2025-12-20"], "", ["không còn là đơn vị riêng từ 01/07/2025"]),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "topic", "said"), EMPTY.values(), ids=EMPTY)
def test_emptiness_is_explained(answers: AnswerFile, material: Material, typed: list[str], topic: str, said: list[str]) -> None:
    notes = " ".join(laid(answers, material, *typed, topic=topic).notes)
    assert all(words in notes for words in said), notes


@pytest.mark.parametrize(
    ("typed", "near"),
    [("ha-tinhh", "tỉnh hà tĩnh"), ("quang tri 2019", "tỉnh quảng trị"), ("25/2019/QD-UBN", "25/2019/QĐ-UBND")],
    ids=["a misspelt province", "a province with a year", "a misspelt number"],
)
def test_unknown_side_names_what_is_near(answers: AnswerFile, material: Material, typed: str, near: str) -> None:
    with pytest.raises(UsageError) as error:
        resolve_side(answers, material, typed)
    assert error.value.code == "unknown-side" and near in (error.value.fix + error.value.why).casefold().replace("qđ-ubnd", "QĐ-UBND")


@pytest.mark.parametrize("typed", ["Quảng Trị", "quang tri", "quang-tri"])
def test_a_province_is_found_however_typed(answers: AnswerFile, material: Material, typed: str) -> None:
    assert resolve_side(answers, material, typed).province == "quang-tri"


def test_documents_and_provinces_can_be_mixed(answers: AnswerFile, material: Material) -> None:
    comparison = laid(answers, material, "25/2019/QĐ-UBND", "ha-tinh", "03-QC/TU")
    assert [len(s.documents) for s in comparison.sides] == [1, 3, 1]
    assert comparison.sides[0].label == "25/2019/QĐ-UBND (Tỉnh Quảng Trị)"


def test_json_and_csv_say_the_same_as_the_matrix(answers: AnswerFile, material: Material) -> None:
    import csv
    import io
    import json

    comparison = laid(answers, material, "quang-tri", "ha-tinh", by="task")
    data = json.loads(render(comparison, "json"))
    assert data == json.loads(json.dumps(as_data(comparison)))
    lines = list(csv.DictReader(io.StringIO(render(comparison, "csv").removeprefix("\ufeff"))))
    assert tuple(lines[0]) == COLUMNS
    assert len(lines) == sum(len(c) for r in comparison.matrix() for c in r.cells) == sum(len(c) for r in data["matrix"] for c in r["cells"])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_terminal_table_names_every_difference(answers: AnswerFile, material: Material, lang: str) -> None:
    comparison = laid(answers, material, "quang-tri", "ha-tinh")
    text = render(comparison, "table", lang)
    names = material.names
    for task in {r.task for r in comparison.leads_differ()} | {m.task for m in comparison.moved()}:
        assert names.of("task", task, lang) in text
    assert "Jaccard" in text


@pytest.mark.parametrize(
    ("lang", "said", "claim"), [("vi", "MÀ KHO CHƯA NÊU NGƯỜI GIỮ", "KHÔNG CÒN NGƯỜI GIỮ"), ("en", "NAMED IN THE BASE", "WITHOUT A HOLDER")]
)
def test_a_missing_holder_is_missing_in_the_base_not_in_law(answers: AnswerFile, material: Material, lang: str, said: str, claim: str) -> None:
    told = render(laid(answers, material, "quang-tri", "ha-tinh", at="2025-08-01"), "table", lang).upper()
    assert said in told and claim not in told
