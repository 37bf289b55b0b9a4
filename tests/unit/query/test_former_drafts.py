"""A text that changed after its review: decisions that still hold come along, the others are named, none is lost."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from ttdn_kb.cli.ingest_words import became
from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.model import Span
from ttdn_kb.graph.review_records import Decision
from ttdn_kb.query import reviewing
from ttdn_kb.query.additions import addition, standing
from ttdn_kb.query.drafts import Draft, ingest_to, keep_decisions, load
from ttdn_kb.query.file_runs import FileResult, Order, run_one
from ttdn_kb.query.former_drafts import Carried, Later, carry_over, holding
from ttdn_kb.query.reading_sources import before_and_now, find_draft

AT, LATER = "2026-11-22T09:00:00+07:00", "2026-11-23T09:00:00+07:00"
HEAD = (Path(__file__).parents[3] / "tests" / "cases" / "ingest" / "plan-head.txt").read_text(encoding="utf-8")
WORK = "2. Sở Y tế tham mưu Ủy ban nhân dân tỉnh tổ chức tập huấn.\n3. Kinh phí được bố trí từ ngân sách tỉnh theo phân cấp hiện hành.\n"


def read(folder: Path, text: str, name: str = "ke-hoach.txt") -> Draft:
    (folder / name).write_text(text, encoding="utf-8")
    return load(ingest_to(str(folder / "d"), str(folder / name), {})[1])


@pytest.fixture
def old(tmp_path: Path) -> Draft:
    draft = read(tmp_path, HEAD + WORK)
    agents = {i.row.agent: i for i in reviewing.items(draft)}
    correction = reviewing.changes(agents["Công an tỉnh"], {"role": "partner", "quote": "Công an tỉnh"}, draft.source.text)
    made = [
        Decision(agents["Sở Tài chính"].key, "accept", (), "Nguyễn Văn A", AT),
        Decision(agents["Công an tỉnh"].key, "correct", correction, "Nguyễn Văn A", AT),
        Decision(agents["Sở Y tế"].key, "accept", (), "Trần B", AT, "đúng"),
    ]
    added = addition({"quote": "Kinh phí được bố trí từ ngân sách tỉnh", "agent": "Sở Tài chính", "role": "lead"}, draft.source.text, "Trần B", AT)
    return keep_decisions(draft, [*made, added])


def test_decisions_whose_words_still_stand_come_along(old: Draft, tmp_path: Path) -> None:
    draft = read(tmp_path, HEAD + "2. Sở Nội vụ thẩm định kế hoạch.\n" + WORK.replace("2. Sở", "3. Sở").replace("3. Kinh", "4. Kinh"))
    assert carry_over(draft.folder) == Carried(old.folder, 4, ())
    new = load(draft.folder)
    y_te = next(i.decision for i in reviewing.items(new) if i.row.agent == "Sở Y tế")
    assert y_te is not None and (y_te.by, y_te.at) == ("Trần B", AT) and y_te.note == f"đúng; chuyển từ {Path(old.folder).name}"
    assert [i.row.provision for i in standing(new)] == ["I.4"]
    for decision in new.decisions:
        changed = {c: v for c, _, v in decision.changes}
        assert new.source.text[decision.key.start : decision.key.end] == decision.key.quote
        if "quote" in changed:
            assert new.source.text[int(changed["start"]) : int(changed["end"])] == changed["quote"]
    assert load(old.folder).decisions == old.decisions


@pytest.mark.usefixtures("old")
def test_decisions_whose_words_changed_are_named(tmp_path: Path) -> None:
    draft = read(tmp_path, HEAD + WORK.replace("tập huấn", "hội nghị").replace("Kinh phí được", "Kinh phí sẽ được"))
    found = carry_over(draft.folder)
    assert found is not None and found.moved == 2 and len(found.left) == 2
    assert all(i.decision is None for i in reviewing.items(load(draft.folder)) if i.row.agent == "Sở Y tế")


@pytest.mark.usefixtures("old")
def test_what_people_decided_on_the_new_text_stands(tmp_path: Path) -> None:
    draft = read(tmp_path, HEAD + WORK + "4. Sở Nội vụ thẩm định kế hoạch.\n")
    one = reviewing.items(draft)[0]
    draft = keep_decisions(draft, [Decision(one.key, "reject", (), "C", AT)])
    assert carry_over(draft.folder) is None and load(draft.folder).decisions == draft.decisions


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize(
    ("name", "was", "now", "carried"),
    [
        ("ke-hoach.txt", "12/KH-UBND", "13/KH-UBND", False),
        ("khac.txt", "12/KH-UBND", "13/KH-UBND", False),
        ("khac.txt", "hiện hành", "quy định", True),
        ("khac.txt", "TỈNH AN GIANG", "HUYỆN AN PHÚ", False),
    ],
    ids=["another number under one name", "another number and name", "the same number under another name", "the same number of another body"],
)
def test_former_draft_is_of_the_same_document(tmp_path: Path, name: str, was: str, now: str, carried: bool) -> None:
    draft = read(tmp_path, (HEAD + WORK).replace(was, now), name)
    assert (carry_over(draft.folder) is not None) == carried


@pytest.mark.parametrize(("by", "lost"), [(0, 0), (40, 3)], ids=["where they stood", "elsewhere"])
def test_decision_holds_only_for_work_that_is_proposed_where_its_words_stand(old: Draft, tmp_path: Path, by: int, lost: int) -> None:
    draft = read(tmp_path, HEAD + WORK + "4. Sở Nội vụ thẩm định kế hoạch.\n")
    spans = [Span(e.norm.span.start + by, e.norm.span.end + by) for e in draft.entries]
    elsewhere = replace(draft, entries=tuple(e._replace(norm=replace(e.norm, span=s)) for e, s in zip(draft.entries, spans, strict=True)))
    held, left = holding(old, elsewhere)
    assert (len(held), len(left)) == (4 - lost, lost)


@pytest.mark.parametrize(
    ("now", "carried"),
    [({}, True), ({"title": "Kế hoạch khác"}, False), ({"issued": "2022-05-06"}, False), ({"number": "12/KH-UBND"}, True)],
    ids=["one title and day", "another title", "another day", "a number that only one states"],
)
def test_one_file_name_is_not_enough_where_no_number_is_stated(tmp_path: Path, now: dict[str, str], carried: bool) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "y").mkdir()
    said = {"title": "Kế hoạch", "issued": "2021-03-04"}
    text = (HEAD + WORK).replace("12/KH-UBND", "   /KH-UBND")
    (tmp_path / "x" / "van-ban.txt").write_text(text, encoding="utf-8")
    draft = load(ingest_to(str(tmp_path / "d"), str(tmp_path / "x" / "van-ban.txt"), said)[1])
    assert draft.source.fields["number"] == ""
    keep_decisions(draft, [Decision(reviewing.items(draft)[0].key, "accept", (), "A", AT)])
    (tmp_path / "y" / "van-ban.txt").write_text(text + "4. Sở Nội vụ thẩm định kế hoạch.\n", encoding="utf-8")
    place = ingest_to(str(tmp_path / "d"), str(tmp_path / "y" / "van-ban.txt"), {**said, **now})[1]
    assert (carry_over(place) is not None) == carried


@pytest.mark.parametrize("damage", ["", "text", "day"])
def test_damaged_former_draft_is_a_note_on_a_good_file(old: Draft, tmp_path: Path, damage: str) -> None:
    toml, text = Path(old.folder) / "source.toml", Path(old.folder) / "text.txt"
    if damage == "text":
        text.write_text(text.read_text(encoding="utf-8") + "thêm", encoding="utf-8")
    elif damage == "day":
        toml.write_text(re.sub(r'^issued = ".*"$', 'issued = "hôm qua"', toml.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")
    (tmp_path / "ke-hoach.txt").write_text(HEAD + WORK + "4. Sở Nội vụ thẩm định kế hoạch.\n", encoding="utf-8")
    found = run_one(str(tmp_path / "ke-hoach.txt"), Order({}, str(tmp_path / "d")))
    assert found.error is None and found.rows and (found.former is None) == bool(damage)
    assert any(old.folder in note.vi and "chưa chuyển được" in note.vi and old.folder in note.en for note in found.notes) == bool(damage)


def test_draft_that_cannot_be_read_is_not_taken_for_none(old: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTDN_DRAFTS", str(tmp_path / "d"))
    read(tmp_path, HEAD + WORK + "4. Sở Nội vụ thẩm định kế hoạch.\n")
    (tmp_path / "ke-hoach.txt").write_text(HEAD + WORK, encoding="utf-8")
    assert "đọc lại bây giờ" in before_and_now(str(tmp_path / "ke-hoach.txt"))[1][0]
    with (Path(old.folder) / "text.txt").open("a", encoding="utf-8") as file:
        file.write("thêm")
    with pytest.raises(TtdnError) as error:
        before_and_now(str(tmp_path / "ke-hoach.txt"))
    assert error.value.code == "source-changed"


def test_file_that_changed_is_compared_with_its_former_draft(old: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTDN_DRAFTS", str(tmp_path / "d"))
    file = tmp_path / "ke-hoach.txt"
    file.write_text(HEAD + WORK.replace("Sở Y tế", "Sở Nội vụ"), encoding="utf-8")
    (_, before), (_, after) = before_and_now(str(file))
    assert {r.agent for r in before} - {r.agent for r in after} == {"Sở Y tế"}
    with pytest.raises(TtdnError) as error:
        find_draft(str(file))
    assert old.folder in error.value.why and "--drafts" in error.value.fix
    file.write_text(HEAD + WORK, encoding="utf-8")
    (name, before), (now, after) = before_and_now(str(file))
    assert before == after and Path(old.folder).name in name and f"{Path(old.folder).name}, đọc lại bây giờ)" in now


@pytest.mark.parametrize(
    ("name", "was", "now", "compared"),
    [("ke-hoach.txt", "tập huấn", "hội nghị", True), ("khac.txt", "tập huấn", "hội nghị", True), ("ke-hoach.txt", "12/KH", "13/KH", False)],
    ids=["one name", "another name", "another document of one name"],
)
def test_file_that_was_read_again_is_compared_with_the_text_before(old: Draft, tmp_path: Path, name: str, was: str, now: str, compared: bool) -> None:
    draft = read(tmp_path, (HEAD + WORK).replace(was, now), name)
    (name_before, before), (name_now, after) = before_and_now(str(tmp_path / name), str(tmp_path / "d"), "en")
    assert f"(draft {Path(draft.folder).name}, read again now)" in name_now
    assert f"(draft {Path(old.folder if compared else draft.folder).name})" in name_before
    assert ({r.quote for r in before} != {r.quote for r in after}) is compared


def test_the_latest_of_several_other_texts_is_compared_with(old: Draft, tmp_path: Path) -> None:
    second = read(tmp_path, HEAD + WORK + "4. Sở Nội vụ thẩm định kế hoạch.\n")
    third = read(tmp_path, HEAD + WORK + "4. Sở Xây dựng thẩm định kế hoạch.\n")
    for age, place in enumerate((third, second, old)):
        os.utime(Path(place.folder) / "draft.ttl", (1e9 - age, 1e9 - age))
    assert Path(second.folder).name in before_and_now(str(tmp_path / "ke-hoach.txt"), str(tmp_path / "d"))[0][0]
    (tmp_path / "ke-hoach.txt").write_text(HEAD + WORK, encoding="utf-8")
    assert Path(third.folder).name in before_and_now(str(tmp_path / "ke-hoach.txt"), str(tmp_path / "d"))[0][0]


def test_going_back_to_a_former_text_tells_of_the_decisions_on_the_later_one(old: Draft, tmp_path: Path) -> None:
    def again(text: str) -> FileResult:
        (tmp_path / "ke-hoach.txt").write_text(text, encoding="utf-8")
        return run_one(str(tmp_path / "ke-hoach.txt"), Order({}, str(tmp_path / "d")))

    newer = HEAD + WORK + "4. Sở Nội vụ thẩm định kế hoạch.\n"
    place = again(newer).place
    back = again(HEAD + WORK)
    assert back.again is not None and back.later is None, "what was taken over is no later decision"
    draft = load(place)
    one = next(i for i in reviewing.items(draft) if i.row.agent == "Sở Nội vụ")
    keep_decisions(draft, [Decision(one.key, verdict, (), "C", at) for verdict, at in (("reject", LATER), ("accept", LATER.replace("T09", "T10")))])
    assert again(HEAD + WORK).later == Later(place, 5) and again(newer).later is None
    told = list(became(again(HEAD + WORK), None, "vi"))
    assert any(f"{os.path.relpath(place)} của văn bản này có 5 quyết định" in line and "ttdn diff " in line for line in told)
    assert any("holds decisions: 5" in line for line in became(again(HEAD + WORK), None, "en"))
    keep_decisions(load(old.folder), [Decision(reviewing.items(old)[0].key, "accept", (), "C", LATER.replace("T09", "T11"))])
    assert again(HEAD + WORK).later is None
    assert again(newer).later == Later(old.folder, 4)


def test_draft_that_is_not_there_is_told_with_the_folder_that_was_searched(old: Draft, tmp_path: Path) -> None:
    root, other = str(tmp_path / "d"), str(tmp_path / "e")
    assert find_draft(str(tmp_path / "ke-hoach.txt"), root).folder == find_draft(Path(old.folder).name, root).folder == old.folder
    for typed in (str(tmp_path / "ke-hoach.txt"), "khong-co"):
        with pytest.raises(TtdnError) as error:
            find_draft(typed, other)
        assert error.value.code == "no-such-draft" and other in error.value.why and "--drafts" in error.value.fix
