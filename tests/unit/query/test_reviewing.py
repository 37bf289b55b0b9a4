"""Review of drafts: decisions are kept, found again, applied, published; nothing reviewed is lost or overwritten."""

from __future__ import annotations

import datetime
import os
import re
import tomllib
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Literal

import openpyxl
import pytest

from ttdn_kb.foundation.errors import TtdnError, UsageError
from ttdn_kb.foundation.model import Span
from ttdn_kb.graph.minting import document_id
from ttdn_kb.graph.norm_records import NormEntry
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.review_records import Decision, Key, read_reviews, reviews_turtle
from ttdn_kb.query import reviewing
from ttdn_kb.query.additions import standing
from ttdn_kb.query.differences import differences, lines, summary
from ttdn_kb.query.drafts import Draft, ingest_to, keep_decisions, load, place_of, read_again
from ttdn_kb.query.filled_sheets import refuse_to_lose, unread
from ttdn_kb.query.publishing import publish
from ttdn_kb.query.reading_sources import draft_rows
from ttdn_kb.query.review_sheets import SHEET, decisions_from, sheet_rows
from ttdn_kb.query.settling import settle
from ttdn_kb.report.sheet_reading import read_sheet
from ttdn_kb.report.table_files import table_bytes
from ttdn_kb.structure.tree import parse
from ttdn_kb.text.readers import read_source

AT, LATER = "2026-11-22T09:00:00+07:00", "2026-11-23T09:00:00+07:00"
# What follows the plan's first item is this test's own.
HEAD = Path(__file__).parents[3] / "tests" / "cases" / "ingest" / "plan-head.txt"
SMALL = f"""{HEAD.read_text(encoding="utf-8")}\
2. Sở Y tế tham mưu Ủy ban nhân dân tỉnh tổ chức tập huấn.
3. Kinh phí được bố trí từ ngân sách tỉnh theo phân cấp hiện hành.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def draft(file: Path, tmp_path: Path) -> Draft:
    return load(ingest_to(str(tmp_path / "d"), str(file), {})[1])


def item(draft: Draft, agent: str) -> reviewing.Item:
    return next(i for i in reviewing.items(draft) if i.row.agent == agent)


def decide(draft: Draft, whose: str, verdict: str, **wanted: str) -> Draft:
    one = item(draft, whose)
    new = reviewing.changes(one, wanted, draft.source.text) if wanted else ()
    return keep_decisions(draft, [Decision(one.key, verdict, new, "Nguyễn Văn A", AT)])


def test_draft_holds_what_was_read_and_the_original_byte_for_byte(draft: Draft, file: Path) -> None:
    place = Path(draft.folder)
    assert (place / "original" / file.name).read_bytes() == file.read_bytes() == (place / "text.txt").read_bytes()
    assert tomllib.loads((place / "source.toml").read_text(encoding="utf-8"))["number"] == "12/KH-UBND"
    assert {r.code for r in draft.remarks} >= {"no-bearer"}
    store = OxigraphStore()
    store.load((place / "draft.ttl").read_bytes(), "urn:d", "draft.ttl")
    asked = store.select(
        "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX ttdn: <https://w3id.org/ttdn/ontology#> SELECT ?n WHERE { ?n ttdn:status "
        "<https://w3id.org/ttdn/vocab/status/draft> ; ttdn:evidence ?e ; prov:wasGeneratedBy ?a . ?a prov:endedAtTime ?t }"
    )
    assert len(asked.rows) == len(draft.entries) > 0


def test_draft_read_back_is_the_reading(draft: Draft) -> None:
    assert draft_rows(draft) == list(read_again(draft).rows())


def test_file_that_is_read_twice_has_one_draft(draft: Draft, file: Path) -> None:
    _, place, before = ingest_to(str(Path(draft.folder).parent), str(file), {})
    assert place == draft.folder and before == draft.norms
    assert [p.name for p in Path(draft.folder).parent.iterdir()] == [Path(place).name]


def test_decisions_and_hand_changes_outlive_a_new_reading(draft: Draft, file: Path) -> None:
    draft = decide(draft, "Công an tỉnh", "reject")
    toml = Path(draft.folder) / "source.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('signer = ""', 'signer = "Lê Văn B"'), encoding="utf-8")
    again = load(ingest_to(str(Path(draft.folder).parent), str(file), {"title": "Kế hoạch mới"})[1])
    assert again.decisions == draft.decisions
    assert (again.source.fields["signer"], again.source.fields["title"]) == ("Lê Văn B", "Kế hoạch mới")
    third = load(ingest_to(str(Path(draft.folder).parent), str(file), {})[1])
    assert (third.source.fields["signer"], third.source.fields["title"]) == ("Lê Văn B", "Kế hoạch mới")


@pytest.mark.parametrize(
    ("field", "day", "good"),
    [
        ("issued", "2024-99-99", False),
        ("issued", "05/03/2021", False),
        ("expires", "2000-01-01", False),
        ("expires", "2031-12-31", True),
        ("expires", "", True),
    ],
)
def test_days_written_by_hand_are_days_in_order(draft: Draft, field: str, day: str, good: bool) -> None:
    toml = Path(draft.folder) / "source.toml"
    toml.write_text(re.sub(rf'^{field} = ".*"$', f'{field} = "{day}"', toml.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")
    if good:
        assert load(draft.folder).source.fields[field] == day
        return
    with pytest.raises(TtdnError) as error:
        load(draft.folder)
    assert error.value.code == "bad-source" and error.value.where == str(toml) and day in error.value.why


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("id", '"an-giang/ke-hoach/12-2021"', ""),
        ("id", '"../../../12"', "id là “../../../12”"),
        ("id", '"an-giang/Kế hoạch/12"', "Kế hoạch"),
        ("id", '"an-giang/12"', "an-giang/12"),
        ("id", "12", "id là “12”"),
        ("province", '""', ""),
        ("province", '"quang-tri-2025"', ""),
        ("province", '"An Giang"', 'province = "an-giang" hoặc "an-giang-2025"'),
        ("province", '"Tỉnh Hà Tĩnh"', 'province = "ha-tinh"'),
        ("province", '"../.."', "provinces.ttl"),
        ("province", '"an-giang/"', "ký hiệu"),
        ("province", "7", "province là “7”"),
    ],
)
def test_id_and_province_written_by_hand_have_their_form(draft: Draft, field: str, value: str, says: str) -> None:
    toml = Path(draft.folder) / "source.toml"
    toml.write_text(re.sub(rf"^{field} = .*$", f"{field} = {value}", toml.read_text(encoding="utf-8"), count=1, flags=re.M), encoding="utf-8")
    if not says:
        assert f'"{load(draft.folder).source.fields[field]}"' == value
        return
    with pytest.raises(TtdnError) as error:
        load(draft.folder)
    assert error.value.code == "bad-source" and error.value.where == str(toml) and says in f"{error.value.why} {error.value.fix}"
    assert error.value.exit_code == 3


def test_failed_write_leaves_the_earlier_draft_whole(draft: Draft, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ttdn_kb.query import drafts

    before = {p.name: p.read_bytes() for p in Path(draft.folder).iterdir() if p.is_file()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(drafts, "draft_turtle", full)
    with pytest.raises(TtdnError) as error:
        ingest_to(str(Path(draft.folder).parent), str(file), {})
    assert error.value.code == "not-writable"
    assert {p.name: p.read_bytes() for p in Path(draft.folder).iterdir() if p.is_file()} == before
    assert [p.name for p in Path(draft.folder).parent.iterdir()] == [Path(draft.folder).name]


def test_interrupt_leaves_nothing_behind(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ttdn_kb.query import drafts

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(drafts, "_swap", stopped)
    with pytest.raises(KeyboardInterrupt):
        ingest_to(str(tmp_path / "d"), str(file), {})
    assert list((tmp_path / "d").iterdir()) == []


def test_least_certain_come_first(draft: Draft) -> None:
    waiting = reviewing.least_certain(reviewing.items(draft))
    assert [i.row.confidence for i in waiting] == sorted(i.row.confidence for i in waiting) and len(waiting) == len(draft_rows(draft))


def test_reviews_as_data_say_who_and_when_and_read_back(draft: Draft) -> None:
    made = [
        Decision(item(draft, "Sở Y tế").key, "accept", (), "Nguyễn Văn A", AT),
        Decision(item(draft, "Công an tỉnh").key, "correct", (("role", "coordinator", "partner"),), 'Trần "B"', AT, "nhầm vai trò"),
        Decision(item(draft, "Sở Y tế").key, "reject", (), "Trần C", "2026-11-23T00:00:00+07:00"),
    ]
    text = reviews_turtle(draft.source.iri, made)
    assert sorted(read_reviews(text.encode(), "r"), key=lambda d: (d.at, d.key.id)) == sorted(made, key=lambda d: (d.at, d.key.id))
    assert "prov:wasAssociatedWith" in text and "prov:endedAtTime" in text and "a ttdn:Review" in text


def test_settled_norms_are_what_people_said(draft: Draft) -> None:
    draft = decide(draft, "Sở Tài chính", "accept")
    draft = decide(draft, "Công an tỉnh", "correct", agent="Sở Nội vụ", role="đối tác phối hợp", deadline="")
    draft = decide(draft, "Sở Y tế", "reject")
    done = settle(draft, parse(draft.source.text))
    norm = next(n for n in done.norms if "dự toán" in n.quote)
    assert {(a.role, a.agent, a.confidence) for a in norm.assignments} == {("lead", "Sở Tài chính", 1.0), ("partner", "Sở Nội vụ", 1.0)}
    assert norm.deadline == "" and done.rejected == 1
    assert {i.row.agent for i in done.pending} == {"", "Ủy ban nhân dân tỉnh"}


def test_the_last_decision_holds(draft: Draft) -> None:
    draft = decide(decide(draft, "Sở Y tế", "reject"), "Sở Y tế", "accept")
    assert any(a.agent == "Sở Y tế" for n in settle(draft, parse(draft.source.text)).norms for a in n.assignments)


def test_reviewed_norm_stays_when_the_new_reading_lacks_it(draft: Draft) -> None:
    draft = decide(draft, "Sở Y tế", "accept")
    poorer = replace(draft, entries=tuple(e for e in draft.entries if "tập huấn" not in e.norm.quote))
    done = settle(poorer, parse(draft.source.text))
    assert len(done.kept) == 1 and any("tập huấn" in n.quote and n.provision for n in done.norms)


def test_decision_finds_its_item_when_the_text_before_it_grew(draft: Draft) -> None:
    draft = decide(draft, "Sở Y tế", "reject")
    moved = [NormEntry(e.iri, replace(e.norm, span=Span(e.norm.span.start + 40, e.norm.span.end + 40)), e.status) for e in draft.entries]
    assert item(replace(draft, entries=tuple(moved)), "Sở Y tế").decision is not None


def test_correction_that_the_reader_learned_is_not_asked_twice(draft: Draft) -> None:
    draft = decide(draft, "Công an tỉnh", "correct", role="partner")
    learned = []
    for e in draft.entries:
        cast = tuple(replace(a, role="partner") if a.agent == "Công an tỉnh" else a for a in e.norm.assignments)
        learned.append(NormEntry(e.iri, replace(e.norm, assignments=cast), e.status))
    done = settle(replace(draft, entries=tuple(learned)), parse(draft.source.text))
    assert all(i.row.agent != "Công an tỉnh" for i in done.pending)


@pytest.mark.parametrize(
    "wanted",
    [
        {"role": "vua"},
        {"topics": "other;abc"},
        {"quote": "câu này không có trong văn bản"},
        {"role": ""},
        {"modality": "must"},
        {"deadline_value": "2026-02-31"},
        {"frequency": "hàng tuần lễ"},
    ],
    ids=[
        "an unknown role",
        "an unknown topic",
        "words that are not in the text",
        "an agent without role",
        "an unknown modality",
        "a day that no calendar has",
        "a frequency in words",
    ],
)
def test_correction_that_cannot_be_is_refused(draft: Draft, wanted: dict[str, str]) -> None:
    with pytest.raises(UsageError) as error:
        reviewing.changes(item(draft, "Sở Y tế"), wanted, draft.source.text)
    assert error.value.code == "bad-review-value"


def sheet(draft: Draft, path: Path, **filled: dict[str, str]) -> Path:
    """Writes the sheet of a draft with cells filled in by agent."""
    rows = []
    for row in sheet_rows(reviewing.items(draft)):
        cells = dict(zip(SHEET, row, strict=True))
        rows.append(tuple({**cells, **filled.get(str(cells["agent"]).replace(" ", "_"), {})}.values()))
    path.write_bytes(table_bytes(path.suffix[1:], SHEET, rows))
    return path


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_sheet_there_and_back(draft: Draft, tmp_path: Path, form: str) -> None:
    path = sheet(
        draft,
        tmp_path / f"a.{form}",
        Sở_Tài_chính={"decision": "nhận"},
        Công_an_tỉnh={"role": "partner"},
        Sở_Y_tế={"decision": "Loại", "note": "không phải"},
    )
    made = decisions_from(read_sheet(str(path), SHEET[:3]), draft, "B", AT)
    assert {d.key.agent: d.verdict for d in made} == {"Sở Tài chính": "accept", "Công an tỉnh": "correct", "Sở Y tế": "reject"}
    done = keep_decisions(draft, made)
    untouched = sheet(done, tmp_path / f"b.{form}")
    assert decisions_from(read_sheet(str(untouched), SHEET[:3]), done, "B", AT) == []


def test_row_without_item_adds_what_the_reader_missed(draft: Draft) -> None:
    row = {"decision": "thêm", "item": "", "quote": "Kinh phí được bố trí từ ngân sách tỉnh", "agent": "Sở Tài chính", "role": "thực hiện"}
    draft = keep_decisions(draft, decisions_from([row], draft, "B", AT))
    norm = next(n for n in settle(draft, parse(draft.source.text)).norms if n.quote.startswith("Kinh phí"))
    assert norm.quote == norm.span.slice(draft.source.text) and norm.path == "I.3" and norm.assignments[0].agent_iri.endswith("an-giang/so-tai-chinh")


ADDED = {"decision": "thêm", "item": "", "quote": "Kinh phí được bố trí từ ngân sách tỉnh", "agent": "Sở Tài chính", "role": "thực hiện"}


def exported(draft: Draft) -> list[dict[str, str]]:
    """The rows of the sheet of a draft, as they come back."""
    every = [*reviewing.items(draft), *standing(draft)]
    return [{c: str(v) for c, v in zip(SHEET, row, strict=True)} for row in sheet_rows(every)]


def row_of(rows: list[dict[str, str]], agent: str) -> dict[str, str]:
    return next(r for r in rows if r["agent"] == agent)


@pytest.mark.parametrize(("by", "verdict"), [("Trần B", "reject"), ("Nguyễn Văn A", "accept")], ids=["another's", "one's own"])
def test_blank_row_of_an_older_sheet_decides_nothing(draft: Draft, by: str, verdict: str) -> None:
    before = exported(draft)
    for cells in (before, [{c: v for c, v in row.items() if c != "decided"} for row in before]):
        done = decide(draft, "Sở Y tế", verdict)
        assert decisions_from(cells, done, by, AT) == []


def test_row_filled_in_before_another_person_decided_is_refused(draft: Draft) -> None:
    rows = exported(draft)
    row_of(rows, "Sở Y tế")["decision"] = "nhận"
    done = decide(draft, "Sở Y tế", "reject")
    with pytest.raises(TtdnError) as error:
        decisions_from(rows, done, "Trần B", AT)
    assert error.value.code == "bad-review-sheet" and "Nguyễn Văn A" in error.value.why
    assert [d.verdict for d in decisions_from(rows, done, "Nguyễn Văn A", AT)] == ["accept"]
    again = exported(done)
    row_of(again, "Sở Y tế")["decision"] = "nhận"
    assert [(d.verdict, d.by) for d in decisions_from(again, done, "Trần B", AT)] == [("accept", "Trần B")]


def test_sheet_read_in_twice_decides_once(draft: Draft) -> None:
    rows = [*exported(draft), ADDED]
    row_of(rows, "Sở Y tế")["decision"] = "nhận"
    row_of(rows, "Công an tỉnh")["role"] = "partner"
    made = decisions_from(rows, draft, "B", AT)
    assert sorted(d.verdict for d in made) == ["accept", "add", "correct"]
    done = keep_decisions(draft, made)
    assert decisions_from(rows, done, "B", AT) == decisions_from(rows, done, "C", AT) == []


def test_addition_is_exported_and_can_be_changed_and_taken_back(draft: Draft) -> None:
    draft = keep_decisions(draft, decisions_from([ADDED], draft, "B", AT))
    rows = exported(draft)
    assert (rows[-1]["decision"], rows[-1]["provision"], rows[-1]["decided"]) == ("add", "I.3", f"B, {AT}")
    assert decisions_from(rows, draft, "C", AT) == []
    changed = decisions_from([{**rows[-1], "agent": "Sở Nội vụ"}], draft, "B", LATER)
    assert [(d.verdict, d.key.agent) for d in changed] == [("reject", "Sở Tài chính"), ("add", "Sở Nội vụ")]
    after = keep_decisions(draft, changed)
    assert [i.row.agent for i in standing(after)] == ["Sở Nội vụ"]
    gone = keep_decisions(after, decisions_from([{**exported(after)[-1], "decision": "loại"}], after, "B", LATER))
    assert standing(gone) == [] and all("Kinh phí" not in n.quote for n in settle(gone, parse(gone.source.text)).norms)
    assert decisions_from(rows, gone, "C", AT) == []


def test_addition_whose_quote_stands_at_several_places_must_say_which(draft: Draft) -> None:
    row = {**ADDED, "quote": "tỉnh"}
    with pytest.raises(TtdnError) as error:
        decisions_from([row], draft, "B", AT)
    assert "nhiều chỗ" in error.value.why
    second = reviewing.places(draft.source.text, "tỉnh")[1]
    assert decisions_from([{**row, "start": str(second.start)}], draft, "B", AT)[0].key.start == second.start


def test_work_that_is_an_item_or_stands_twice_in_the_sheet_is_no_addition(draft: Draft) -> None:
    known = item(draft, "Sở Y tế").row
    for rows in ([{**ADDED, "quote": known.quote, "agent": known.agent, "role": known.role}], [ADDED, ADDED]):
        with pytest.raises(TtdnError) as error:
            decisions_from(rows, draft, "B", AT)
        assert error.value.code == "bad-review-sheet"


def test_sheet_with_what_the_draft_lacks_is_told(draft: Draft) -> None:
    rows = exported(draft)
    assert not unread(rows, draft)
    assert unread([*rows, ADDED], draft) and unread([{**rows[0], "note": "hỏi lại"}, *rows[1:]], draft)
    row_of(rows, "Sở Y tế")["decision"] = "nhận"
    assert unread(rows, draft) and not unread(rows, keep_decisions(draft, decisions_from(rows, draft, "B", AT)))


@pytest.mark.parametrize("held", ["nothing new", "a decision", "another text", "a pipe", "no file"])
def test_file_that_would_lose_what_a_person_wrote_is_not_written_over(draft: Draft, tmp_path: Path, held: str) -> None:
    path = tmp_path / "a.csv"
    if held == "a pipe":
        os.mkfifo(path)
    elif held == "another text":
        path.write_text("thư", encoding="utf-8")
    elif held != "no file":
        sheet(draft, path, **({"Sở_Y_tế": {"decision": "nhận"}} if held == "a decision" else {}))
    if held not in ("a decision", "another text"):
        refuse_to_lose(str(path), draft, read_sheet)
        return
    with pytest.raises(TtdnError) as error:
        refuse_to_lose(str(path), draft, read_sheet)
    assert error.value.code == "sheet-filled" and error.value.where == str(path)


@pytest.mark.parametrize("apart", ["sheet", "text", "both"])
def test_letters_stored_apart_from_their_marks_are_the_same_letters(file: Path, tmp_path: Path, apart: str) -> None:
    if apart != "sheet":
        file.write_text(unicodedata.normalize("NFD", SMALL), encoding="utf-8")
    form: Literal["NFC", "NFD"] = "NFC" if apart == "text" else "NFD"
    draft = load(ingest_to(str(tmp_path / "d"), str(file), {})[1])
    draft = keep_decisions(draft, [Decision(item(draft, "Sở Tài chính").key, "accept", (), "Trần Tế", AT, "đúng")])

    def stored(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [{c: unicodedata.normalize(form, v) for c, v in row.items()} for row in rows]

    rows = exported(draft)
    assert decisions_from(stored(rows), draft, "B", LATER) == [] and not unread(stored(rows), draft)
    row_of(rows, "Công an tỉnh").update(decision="sửa", agent="Sở Nội vụ", quote="lập dự toán kinh phí")
    made = decisions_from(stored([*rows, ADDED]), draft, "B", LATER)
    assert [(d.verdict, {c: v for c, _, v in d.changes}["agent"]) for d in made] == [("correct", "Sở Nội vụ"), ("add", "Sở Tài chính")]
    text = draft.source.text
    assert made[1].key.quote == text[made[1].key.start : made[1].key.end]
    assert unicodedata.normalize("NFC", made[1].key.quote) == ADDED["quote"]
    done = keep_decisions(draft, made)
    assert decisions_from(stored([*rows, ADDED]), done, "C", LATER) == []


def test_marks_in_capitals_are_marks_and_errors_print_them_as_the_sheet_does(draft: Draft) -> None:
    mark = row_of(exported(draft), "Sở Y tế")["item"]
    assert [d.verdict for d in decisions_from([{"decision": "nhận", "item": mark.upper()}], draft, "B", AT)] == ["accept"]
    twice = [{"decision": "nhận", "item": mark.upper()}, {"decision": "loại", "item": mark}]
    known = item(draft, "Sở Y tế").row
    again = [{**ADDED, "quote": known.quote, "agent": known.agent, "role": known.role}]
    other = decide(draft, "Sở Y tế", "reject")
    cases = ((twice, draft), ([{"decision": "sửa", "item": mark}], draft), (again, draft), (twice[:1], other))
    for rows, whose in cases:
        with pytest.raises(TtdnError) as error:
            decisions_from(rows, whose, "B", AT)
        assert f" {mark}" in error.value.why
    with pytest.raises(TtdnError, match="mfff0"):
        decisions_from([{"decision": "nhận", "item": "fff0"}], draft, "B", AT)


def test_letter_cases_of_an_agent_are_one_addition(draft: Draft) -> None:
    lower = {**ADDED, "agent": "sở tài chính"}
    with pytest.raises(TtdnError) as error:
        decisions_from([ADDED, lower], draft, "B", AT)
    assert "dòng 3: việc này đã có ở dòng 2" in error.value.why
    done = keep_decisions(draft, decisions_from([ADDED], draft, "B", AT))
    assert decisions_from([lower], done, "C", LATER) == []
    assert len(decisions_from([ADDED, {**lower, "role": "coordinator"}], draft, "B", AT)) == 2
    known = item(draft, "Sở Y tế").row
    with pytest.raises(TtdnError) as error:
        decisions_from([{**ADDED, "quote": known.quote, "agent": "SỞ Y TẾ", "role": known.role}], draft, "B", AT)
    assert "đã là một mục" in error.value.why


def test_addition_that_was_taken_back_can_be_added_again(draft: Draft) -> None:
    draft = keep_decisions(draft, decisions_from([ADDED], draft, "A", AT))
    gone = keep_decisions(draft, decisions_from([{**exported(draft)[-1], "decision": "loại"}], draft, "B", LATER))
    assert standing(gone) == []
    latest = "2026-11-24T09:00:00+07:00"
    for by, row in (("C", ADDED), ("B", ADDED), ("A", {**ADDED, "note": "Sở nhận việc này"}), ("C", {**ADDED, "agent": "sở tài chính"})):
        back = keep_decisions(gone, decisions_from([row], gone, by, latest))
        assert [(i.row.agent, i.decision.by if i.decision else "") for i in standing(back)] == [("Sở Tài chính", by)]
        (Path(gone.folder) / "reviews.ttl").write_text(reviews_turtle(gone.source.iri, gone.decisions), encoding="utf-8")
    with pytest.raises(TtdnError) as error:
        decisions_from([ADDED], gone, "A", latest)
    assert "đã được thêm rồi bị bỏ" in error.value.why and "B, " in error.value.why


@pytest.mark.parametrize(("shown", "touched"), [("20/06/2024", False), ("6/20/2024", False), ("2024-06-20", False), ("21/06/2024", True)])
def test_day_that_a_spreadsheet_shows_its_own_way_is_the_same_day(draft: Draft, shown: str, touched: bool) -> None:
    dated = [NormEntry(e.iri, replace(e.norm, deadline_value="2024-06-20"), e.status) for e in draft.entries]
    draft = replace(draft, entries=tuple(dated))
    made = decisions_from([{**row_of(exported(draft), "Sở Y tế"), "deadline_value": shown}], draft, "B", AT)
    assert [d.changes for d in made] == ([(("deadline_value", "2024-06-20", "2024-06-21"),)] if touched else [])


@pytest.mark.parametrize(("shown", "clear"), [("6/5/2024", False), ("5/6/2024", True), ("2024-06-05", True)])
def test_day_that_may_be_another_is_asked_for(draft: Draft, shown: str, clear: bool) -> None:
    dated = [NormEntry(e.iri, replace(e.norm, deadline_value="2024-06-05"), e.status) for e in draft.entries]
    draft = replace(draft, entries=tuple(dated))
    row = {**row_of(exported(draft), "Sở Y tế"), "deadline_value": shown}
    if clear:
        assert decisions_from([row], draft, "B", AT) == []
        return
    with pytest.raises(TtdnError) as error:
        decisions_from([row], draft, "B", AT)
    assert "2024-05-06 hoặc 2024-06-05" in error.value.why


@pytest.mark.parametrize(
    ("whose", "cells", "says"),
    [
        ("Sở Y tế", {"note": "hỏi lại"}, "Có ghi chú mà không có quyết định"),
        ("Sở Tài chính", {"decision": ""}, "Ô decision bị xóa"),
        ("Sở Tài chính", {"decision": "", "note": "hỏi lại"}, "Ô decision bị xóa"),
        ("", {}, ""),
    ],
    ids=["a note alone", "a cleared decision", "a note in place of a decision", "nothing touched"],
)
def test_row_that_says_something_and_decides_nothing_is_named(draft: Draft, whose: str, cells: dict[str, str], says: str) -> None:
    draft = decide(draft, "Sở Tài chính", "accept")
    rows = exported(draft)
    if not whose:
        assert decisions_from([*rows, {"note": ""}], draft, "B", AT) == [] and not unread(rows, draft)
        return
    row_of(rows, whose).update(cells)
    with pytest.raises(TtdnError) as error:
        decisions_from(rows, draft, "B", AT)
    assert error.value.code == "bad-review-sheet" and says in error.value.why and unread(rows, draft)


def test_note_outside_every_item_is_named(draft: Draft) -> None:
    with pytest.raises(TtdnError) as error:
        decisions_from([*exported(draft), {"note": "hỏi lại"}], draft, "B", AT)
    assert "Ghi chú không thuộc mục nào" in error.value.why


def test_note_that_is_cleared_is_gone(draft: Draft) -> None:
    one = item(draft, "Sở Y tế")
    draft = keep_decisions(draft, [Decision(one.key, "accept", (), "A", AT, "xem lại")])
    rows = exported(draft)
    assert decisions_from(rows, draft, "B", LATER) == []
    row_of(rows, "Sở Y tế")["note"] = ""
    assert unread(rows, draft)
    made = decisions_from(rows, draft, "B", LATER)
    assert [(d.verdict, d.note) for d in made] == [("accept", "")]
    done = keep_decisions(draft, made)
    assert decisions_from(rows, done, "B", LATER) == [] and not unread(rows, done)


def test_damaged_document_of_the_base_is_named(draft: Draft, tmp_path: Path) -> None:
    publish(draft, str(tmp_path), partial=True)
    toml = tmp_path / "data" / "sources" / "an-giang" / "ke-hoach-12-2021" / "source.toml"
    toml.write_text("number = \n", encoding="utf-8")
    with pytest.raises(TtdnError) as error:
        publish(draft, str(tmp_path), partial=True, replace=True)
    assert error.value.code == "bad-source" and error.value.where == str(toml) and toml.read_text(encoding="utf-8") == "number = \n"


def test_marks_of_items_are_no_numbers(draft: Draft) -> None:
    assert all(not row["item"][0].isdigit() for row in exported(draft))
    assert decisions_from([{"decision": "nhận", "item": item(draft, "Sở Y tế").key.id}], draft, "B", AT)[0].verdict == "accept"


def test_workbook_with_another_sheet_first_and_a_day_as_a_day_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Ghi chú"])
    book.create_sheet("Rà soát").append([*SHEET[:3], "deadline_value"])
    book.worksheets[1].append(["nhận", "", "m1", datetime.datetime(2024, 6, 15)])
    book.save(tmp_path / "a.xlsx")
    assert read_sheet(str(tmp_path / "a.xlsx"), SHEET[:3]) == [{"decision": "nhận", "note": "", "item": "m1", "deadline_value": "2024-06-15"}]


def test_sheet_with_faults_decides_nothing_and_names_every_row(draft: Draft, tmp_path: Path) -> None:
    path = sheet(draft, tmp_path / "a.csv", Sở_Tài_chính={"decision": "hm"}, Công_an_tỉnh={"role": "vua"}, Sở_Y_tế={"decision": "nhận"})
    with pytest.raises(TtdnError) as error:
        decisions_from(read_sheet(str(path), SHEET[:3]), draft, "B", AT)
    assert error.value.code == "bad-review-sheet" and error.value.why.count("dòng") == 2


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({}, "không ô nào khác"),
        ({"start": "3", "confidence": "1"}, "không phải ô sửa được: start, confidence (các ô ấy theo văn bản và cách đọc; sửa được: quote, agent"),
    ],
    ids=["nothing changed", "only cells that follow from the text changed"],
)
def test_sheet_that_corrects_nothing_says_why(draft: Draft, tmp_path: Path, cells: dict[str, str], says: str) -> None:
    path = sheet(draft, tmp_path / "a.csv", Sở_Y_tế={"decision": "sửa", **cells})
    with pytest.raises(TtdnError) as error:
        decisions_from(read_sheet(str(path), SHEET[:3]), draft, "B", AT)
    assert error.value.code == "bad-review-sheet" and says in error.value.why


def test_sheet_with_an_item_on_two_rows_decides_nothing(draft: Draft) -> None:
    mark = item(draft, "Sở Y tế").key.id
    with pytest.raises(TtdnError) as error:
        decisions_from([{"decision": "nhận", "item": mark}, {"decision": "loại", "item": mark}], draft, "B", AT)
    assert error.value.code == "bad-review-sheet" and "đã có ở dòng 2" in error.value.why


def test_sheet_of_another_text_is_refused(draft: Draft) -> None:
    with pytest.raises(TtdnError) as error:
        decisions_from([{"decision": "nhận", "item": "x", "source_sha256": "0" * 64}], draft, "B", AT)
    assert error.value.code == "review-other-document"


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04 broken", b"a,b\r\n1,2\r\n", "decision,note,item\nnhận".encode("utf-16")],
    ids=["empty", "a broken workbook", "columns missing", "not UTF-8"],
)
def test_sheet_that_is_none_gives_a_message(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(data)
    with pytest.raises(TtdnError) as error:
        read_sheet(str(tmp_path / "x.csv"), SHEET[:3])
    assert error.value.code == "sheet-unreadable"


def test_unfinished_review_is_not_published(draft: Draft, tmp_path: Path) -> None:
    with pytest.raises(TtdnError) as error:
        publish(decide(draft, "Sở Y tế", "accept"), str(tmp_path / "home"))
    assert error.value.code == "review-unfinished" and not (tmp_path / "home").exists()


def test_published_draft_is_a_document_of_the_base(draft: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[3]
    home = tmp_path / "home"
    (home / "data").mkdir(parents=True)
    for name in ("ontology", "queries", "data/lexicon"):
        (home / name).symlink_to(root / name)
    draft = keep_decisions(draft, [Decision(i.key, "accept", (), "Nguyễn Văn A", AT) for i in reviewing.items(draft)])
    done = publish(draft, str(home))
    assert sorted(done.files) == [
        "data/agencies/an-giang/ke-hoach-12-2021.ttl",
        "data/norms/an-giang/ke-hoach-12-2021.ttl",
        "data/reviews/an-giang/ke-hoach-12-2021.ttl",
        "data/sources/an-giang/ke-hoach-12-2021/source.toml",
        "data/sources/an-giang/ke-hoach-12-2021/text.txt",
    ]
    with pytest.raises(TtdnError) as error:
        publish(draft, str(home))
    assert error.value.code == "document-exists"
    monkeypatch.setenv("TTDN_HOME", str(home))
    from ttdn_kb.graph.loading import load_asserted
    from ttdn_kb.query.assignment_table import rows_of_store

    store = OxigraphStore()
    load_asserted(store)
    mine = {(r.provision, r.role, r.agent, r.start, r.quote, r.deadline_value) for r in draft_rows(draft)}
    base = rows_of_store(store)
    assert {(r.provision, r.role, r.agent, r.start, r.quote, r.deadline_value) for r in base} == mine
    assert {(r.status, r.confidence) for r in base if r.agent} == {("reviewed", 1.0)}


def test_document_of_another_number_is_never_replaced(file: Path, tmp_path: Path) -> None:
    home, drafts = tmp_path / "home", str(tmp_path / "d")
    first = load(ingest_to(drafts, str(file), {})[1])
    publish(first, str(home), partial=True)
    publish(first, str(home), partial=True, replace=True)
    norms = home / "data" / "norms" / "an-giang" / "ke-hoach-12-2021.ttl"
    before = norms.read_bytes()
    other = load(ingest_to(drafts, str(file), {"number": "12-KH/TU"})[1])
    for replace_it in (False, True):
        with pytest.raises(TtdnError) as error:
            publish(other, str(home), partial=True, replace=replace_it)
        assert error.value.code == "document-id-taken" and "--replace" not in error.value.fix and norms.read_bytes() == before
    toml = Path(other.folder) / "source.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace(other.source.id, "an-giang/ke-hoach/12-tu-2021"), encoding="utf-8")
    done = publish(load(ingest_to(drafts, str(file), {})[1]), str(home), partial=True)
    assert "data/norms/an-giang/ke-hoach-12-tu-2021.ttl" in done.files and norms.read_bytes() == before


def test_document_of_another_issuer_is_never_replaced(file: Path, tmp_path: Path) -> None:
    home, drafts = tmp_path / "home", str(tmp_path / "d")
    publish(load(ingest_to(drafts, str(file), {})[1]), str(home), partial=True)
    norms = home / "data" / "norms" / "an-giang" / "ke-hoach-12-2021.ttl"
    before = norms.read_bytes()
    named = load(ingest_to(drafts, str(file), {"issuer": "Ủy ban nhân dân tỉnh An Giang"})[1])
    publish(named, str(home), partial=True, replace=True)
    district = load(ingest_to(drafts, str(file), {"issuer": "Ủy ban nhân dân huyện An Phú"})[1])
    with pytest.raises(TtdnError) as error:
        publish(district, str(home), partial=True, replace=True)
    assert error.value.code == "document-id-taken" and norms.read_bytes() == before


@pytest.mark.parametrize(
    ("number", "step"),
    [
        ("77/2024/QĐ-UBND", "77-2024"),
        ("77/QĐ-UBND", "77-qd-ubnd-2024"),
        ("77/QĐ-SYT", "77-qd-syt-2024"),
        ("77/QĐ-BCĐ", "77-qd-bcd-2024"),
        ("77-QĐ/TU", "77-2024"),
        ("77b/2024/QĐ-UBND", "77b-2024"),
        ("77A/QĐ-UBND", "77a-qd-ubnd-2024"),
        ("77QĐ/TU", "77-2024"),
    ],
)
def test_id_of_a_decision_says_in_which_series_its_number_stands(number: str, step: str) -> None:
    assert document_id("bac-kan", "Quyết định", number, "2024") == f"bac-kan/quyet-dinh/{step}"


@pytest.mark.parametrize(("number", "step"), [("12/KH-UBND", "12-2024"), ("12/KH-SYT", "12-kh-syt-2024"), ("12/KH", "12-2024")])
def test_id_of_a_plan_names_an_issuer_below_the_province(number: str, step: str) -> None:
    assert document_id("bac-kan", "Kế hoạch", number, "2024") == f"bac-kan/ke-hoach/{step}"


def test_no_difference_between_a_draft_and_itself(draft: Draft) -> None:
    rows = draft_rows(draft)
    assert differences(rows, rows) == [] and summary([]) == "Không có gì khác nhau."


def test_differences_name_norms_assignments_and_fields_with_citations(draft: Draft) -> None:
    rows = draft_rows(draft)
    after = [r._replace(role="partner") if r.agent == "Công an tỉnh" else r for r in rows if not r.quote.startswith("Kinh phí")]
    after = [r._replace(deadline="trước ngày 20 tháng 6") if "dự toán" in r.quote else r for r in after]
    found = differences(rows, after)
    assert {(c.kind, c.field, c.provision_after or c.provision_before) for c in found} == {
        ("removed", "norm", "I.3"),
        ("changed", "deadline", "I.1"),
        ("removed", "assignment", "I.1"),
        ("added", "assignment", "I.1"),
    }
    assert any(line.startswith("− I.3") for line in lines(found))


def test_differences_of_two_versions_match_norms_by_their_words(draft: Draft, tmp_path: Path) -> None:
    newer = tmp_path / "moi.txt"
    inserted = "2. Sở Nội vụ thẩm định kế hoạch hằng năm của các đơn vị.\n3. Sở Y tế"
    newer.write_text(
        SMALL.replace("2. Sở Y tế", inserted).replace("3. Kinh", "4. Kinh").replace("tập huấn", "tập huấn nghiệp vụ"),
        encoding="utf-8",
    )
    from ttdn_kb.query.ingesting import ingest

    found = differences(draft_rows(draft), list(ingest(str(newer), {}).rows()))
    assert [(c.kind, c.provision_after) for c in found if c.field == "norm"] == [("added", "I.2")]
    assert [(c.provision_before, c.provision_after) for c in found if c.field == "quote"] == [("I.2", "I.3")]


def test_place_of_a_draft_is_the_same_for_the_same_bytes(file: Path, tmp_path: Path) -> None:
    assert place_of(str(file), read_source(str(file)), str(tmp_path)) == place_of(str(file), read_source(str(file)), str(tmp_path))


def test_key_of_work_without_bearer_differs_from_that_with_one() -> None:
    assert Key(1, 2, "a").id != Key(1, 2, "a", "lead", "Sở Y tế").id
