"""Every question answers the real texts as a lawyer reads them."""

from __future__ import annotations

import csv
import hashlib
import shlex
from pathlib import Path

import pytest

from ttdn_kb.cli.express import read_options
from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.query.answers import AnswerFile, fold
from ttdn_kb.query.asking import Table, ask

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "cases" / "questions"
QUESTIONS = sorted(p.stem for p in (ROOT / "queries" / "questions").glob("*.rq"))


def table(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = [
    pytest.param(name, row, id=f"{name} {row['options']}: {row['expect']} {row['provision']} {row['role']} {row['agency']}")
    for name in QUESTIONS
    for row in table(name)
]
REQUIRED = {"province", "document", "provision", "role", "agency", "quote", "source_sha256", "start", "end"}


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_answer_has_the_row_of_law(name: str, row: dict[str, str], answers: AnswerFile) -> None:
    options = read_options(shlex.split(row["options"]))
    assert options is not None
    at = options.pop("at", "")
    answer = ask(answers, name, options, at=at, today="2026-11-22")
    rows = [dict(zip(answer.columns, cells, strict=True)) for cells in answer.rows]
    fits = [r for r in rows if all(row[k] in ("*", r[k]) for k in ("province", "provision", "role", "agency"))]
    assert bool(fits) == (row["expect"] == "yes")


@pytest.mark.parametrize("name", QUESTIONS)
def test_question_has_a_firing_and_a_silent_row(name: str) -> None:
    expects = {row["expect"] for row in table(name)}
    assert expects == {"yes", "no"}


@pytest.mark.parametrize("name", QUESTIONS)
def test_rows_carry_citation_and_quote(name: str, answers: AnswerFile) -> None:
    question = answers.question(name)
    assert set(question.columns) >= REQUIRED
    texts = {}
    for path in (ROOT / "data" / "sources").rglob("text.txt"):
        data = path.read_bytes()
        texts[hashlib.sha256(data).hexdigest()] = data.decode()
    for cells in answers.answer(question, {}):
        row = dict(zip(question.variables, cells, strict=True))
        assert texts[row["source_sha256"]][int(row["start"]) : int(row["end"])] == row["quote"]


@pytest.mark.parametrize(
    ("typed", "notation"),
    [("border-information-clusters", "border-information-clusters"), ("Cụm thông tin đối ngoại biên giới", ""), ("cum thong tin doi ngoai", "")],
    ids=["by notation", "by label", "without diacritics"],
)
def test_topic_may_be_typed_in_several_ways(typed: str, notation: str, answers: AnswerFile) -> None:
    try:
        values = answers.resolve("topics", typed, "--topic")
    except UsageError as error:
        assert error.fix.startswith("có phải là: cụm thông tin đối ngoại")
        assert notation == ""
    else:
        assert values == ["https://w3id.org/ttdn/vocab/topic/border-information-clusters"]


def test_province_without_the_duty_is_said_to_have_none(answers: AnswerFile) -> None:
    answer = ask(answers, "who-coordinates", {"topic": "border-information-clusters"}, today="2026-11-22")
    assert any("Hậu Giang" in note and "không có" in note for note in answer.notes)


def test_near_miss_is_suggested(answers: AnswerFile) -> None:
    with pytest.raises(UsageError) as caught:
        ask(answers, "who-leads", {"province": "ha tinhh"})
    assert caught.value.exit_code == 2 and "Hà Tĩnh" in caught.value.fix + caught.value.why


def test_emptiness_names_the_filter(answers: AnswerFile) -> None:
    answer = ask(answers, "who-leads", {"topic": "border-information-clusters", "province": "hau-giang"}, today="2026-11-22")
    assert answer.rows == [] and any("--province" in note or "--topic" in note for note in answer.notes)


def test_vung_ang_cluster_is_left_without_holder(answers: AnswerFile) -> None:
    """The district level ended on 2025-07-01; the plan itself holds up to 2025-12-31."""
    before = ask(answers, "who-coordinates", {"topic": "border-information-clusters", "province": "ha-tinh"}, at="2025-05-01")
    after = ask(answers, "who-coordinates", {"topic": "border-information-clusters", "province": "ha-tinh"}, at="2025-08-01")

    def state(answer: Table) -> str:
        rows = [dict(zip(answer.columns, r, strict=True)) for r in answer.rows]
        return next(r["status"] for r in rows if r["provision"] == "IV.8" and r["quote"].startswith("Quản lý"))

    assert state(before).startswith("đang áp dụng")
    assert "không còn từ 01/07/2025" in state(after) and "kho chưa có văn bản nêu cơ quan kế thừa" in state(after)


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ("2026-11-22", "; chuyển sang: Sở Văn hóa, Thể thao và Du lịch (đến trước 01/07/2025)"),
        ("2025-05-01", "; chuyển sang: Sở Văn hóa, Thể thao và Du lịch"),
        ("2025-01-01", ""),
    ],
    ids=["the taker is gone too", "the taker holds it", "not passed on yet"],
)
def test_a_body_that_is_gone_is_told_with_who_took_its_work_over(today: str, told: str, answers: AnswerFile) -> None:
    answer = ask(answers, "who-leads", {"topic": "foreign-press", "province": "quang-tri"}, today=today)
    rows = [dict(zip(answer.columns, r, strict=True)) for r in answer.rows]
    status = next(r["status"] for r in rows if r["agency"] == "Sở Thông tin và Truyền thông")
    assert status.endswith(told) and ("chuyển sang" in status) == bool(told)
    assert not any("chuyển sang" in r["status"] for r in rows if r["agency"] == "Sở Ngoại vụ")


AMENDED = "Nghị định 148/2026/NĐ-CP"


@pytest.mark.parametrize(("at", "told"), [("2026-06-30", False), ("2026-07-01", True), ("", True)])
def test_answer_tells_that_its_document_was_amended(at: str, told: bool, answers: AnswerFile) -> None:
    answer = ask(answers, "who-leads", {"province": "trung-uong"}, at=at, today="2026-11-22")
    assert any(AMENDED in note for note in answer.notes) == told
    assert {row[-1].endswith("; văn bản được sửa đổi từ 01/07/2026") for row in answer.rows} == {told}


def test_answer_on_other_documents_tells_no_amendment(answers: AnswerFile) -> None:
    answer = ask(answers, "who-leads", {"province": "quang-tri"}, today="2026-11-22")
    assert answer.rows and not any(AMENDED in note for note in answer.notes) and not any("sửa đổi từ" in row[-1] for row in answer.rows)


INFERRED = "(suy ra, mức chắc chắn: vừa)"


@pytest.mark.parametrize(
    ("topic", "clause", "status"),
    [
        ("border-information-clusters", "Điều 14, khoản 10", f"chuyển theo lĩnh vực, một phần: cụm thông tin đối ngoại {INFERRED}; đang áp dụng"),
        ("training", "", f"chuyển theo lĩnh vực {INFERRED}; đang áp dụng"),
    ],
    ids=["a part of a duty is said to be one", "the whole of a duty has no such word"],
)
def test_what_follows_a_field_says_which_part_and_how_certain_it_is(answers: AnswerFile, topic: str, clause: str, status: str) -> None:
    answer = ask(answers, "who-leads", {"topic": topic, "province": "quang-tri"}, at="2025-03-02", today="2026-11-22")
    rows = [dict(zip(answer.columns, cells, strict=True)) for cells in answer.rows]
    told = {r["status"] for r in rows if r["agency"] == "Sở Văn hóa, Thể thao và Du lịch" and clause in r["provision"] and "chuyển" in r["status"]}
    assert told and all(words.startswith(status) for words in told)


def test_what_an_act_confirms_in_a_province_is_told_without_a_doubt(answers: AnswerFile) -> None:
    answer = ask(answers, "who-leads", {"topic": "investment-trade"}, at="2024-01-01", today="2026-11-22")
    assert answer.rows and not any("suy ra" in row[-1] for row in answer.rows)


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_english_answer_names_units_and_bodies_in_english(name: str, answers: AnswerFile) -> None:
    typed = {"agency": "Sở Thông tin và Truyền thông"} if name == "work-of-agency" else {}
    vi, en = (ask(answers, name, typed, lang, today="2026-11-22") for lang in ("vi", "en"))
    names = {"province", "agency", "recipient"}
    for place, column in enumerate(en.columns[:-1]):
        said = {row[place] for row in en.rows}
        assert all(fold(name) == name.casefold() for name in said) if column in names else said == {row[place] for row in vi.rows}, column
    assert not any(note.startswith("Tỉnh") for note in en.notes)


def test_an_english_answer_tells_the_event_and_the_taker_in_english(answers: AnswerFile) -> None:
    table = ask(answers, "who-leads", {"topic": "foreign-press", "province": "quang-tri"}, "en", today="2026-11-22")
    states = {row[-1] for row in table.rows}
    event, taker = "Departments of information and communications are no longer", "passed to: Quang Tri Department of Culture"
    assert any(event in state and taker in state for state in states)
    assert ask(answers, "who-leads", {"province": "Thanh Hóa"}, "en").notes[-2] == "Thanh Hoa Province: the base has no document of this unit."
