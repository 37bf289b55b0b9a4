"""History of a duty, topic or agency, and the hand-over statement."""

from __future__ import annotations

import pytest

from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.graph.namespaces import ID, VOCAB
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.query.handover import ENDED, HANDOVER_COLUMNS, ORPHANED, PASSES, handover, handover_markdown, handover_rows
from ttdn_kb.query.history import HISTORY_COLUMNS, agency_events, history, history_rows

HA_TINH, HAU_GIANG, QUANG_TRI = (VOCAB + f"province/{name}" for name in ("ha-tinh", "hau-giang", "quang-tri"))
KY_ANH = ID + "ha-tinh/ke-hoach/ttdn-2025/phan-iv/muc-8/norm-1"


def test_history_of_a_duty_ends_with_the_event_that_left_it_vacant(base: OxigraphStore) -> None:
    (held,) = history(base, KY_ANH)
    assert (held.agent_label, held.start, held.end, held.orphaned) == ("Ủy ban nhân dân thị xã Kỳ Anh", "2025-01-01", "2025-07-01", "2025-07-01")
    assert list(held.causes) == [ID + "event/2025-07-01/cap-huyen-cham-dut"]
    ((row),) = history_rows(base, [held])
    assert len(row) == len(HISTORY_COLUMNS["vi"])
    assert "kho chưa nêu người giữ" in row and "01/07/2025" in row


def test_history_of_a_topic_is_in_order_and_names_each_holder(base: OxigraphStore) -> None:
    found = [h for h in history(base, VOCAB + "topic/border-information-clusters", province=HA_TINH) if not h.way]
    names = [h.agent_label for h in found]
    assert names.index("Sở Thông tin và Truyền thông") < names.index("Sở Văn hóa, Thể thao và Du lịch")
    assert [h.start for h in found] == sorted(h.start for h in found)


def test_an_amended_document_says_so_unless_the_holding_ended_before(base: OxigraphStore) -> None:
    document = HISTORY_COLUMNS["vi"].index("Văn bản")
    found = history(base, VOCAB + "topic/state-management", province=VOCAB + "province/trung-uong")
    told = [(h, row[document]) for h, row in zip(found, history_rows(base, found), strict=True) if "/nghi-dinh/72-2015" in h.document]
    ended = [words for h, words in told if h.end and h.end <= "2026-07-01"]
    lasting = [words for h, words in told if not h.end]
    assert ended and not any("148/2026" in words for words in ended)
    assert lasting and all(words.endswith("(Nghị định 148/2026/NĐ-CP của Chính phủ sửa đổi từ 01/07/2026)") for words in lasting)


def test_history_of_an_agency_holds_its_duties_and_events(base: OxigraphStore) -> None:
    agency = ID + "agency/ha-tinh/bao-ha-tinh"
    assert {h.agent for h in history(base, agency)} == {agency}
    assert [(e[0], e[1], e[4]) for e in agency_events(base, agency)] == [("2025-04-01", "chấm dứt", "Báo và phát thanh, truyền hình Hà Tĩnh")]


def test_who_takes_over_is_named_though_its_own_holding_is_not_asked_for(base: OxigraphStore) -> None:
    found = [h for h in history(base, ID + "agency/quang-tri/so-thong-tin-va-truyen-thong") if h.later and not h.orphaned]
    assert found and {row[HISTORY_COLUMNS["vi"].index("Chuyển đến")] for row in history_rows(base, found)} == {"Sở Văn hóa, Thể thao và Du lịch"}


@pytest.mark.parametrize(("day", "holds"), [("2024-12-31", False), ("2025-01-01", True), ("2025-06-30", True), ("2025-07-01", False)])
def test_a_holding_holds_from_its_first_day_up_to_its_end(base: OxigraphStore, day: str, holds: bool) -> None:
    assert history(base, KY_ANH)[0].holds(day) is holds


def test_handover_tells_what_passes_and_what_is_left_vacant_in_hau_giang(base: OxigraphStore) -> None:
    march = handover(base, "2025-02-01", "2025-03-31", HAU_GIANG)
    passed = [r for r in march if r.outcome == PASSES]
    assert {(r.old, r.new, r.date) for r in passed} >= {("Sở Thông tin và Truyền thông", "Sở Văn hóa, Thể thao và Du lịch", "2025-03-01")}
    assert all(r.grounds and r.sources and r.event for r in passed)
    july = handover(base, "2025-04-01", "2025-08-01", HAU_GIANG)
    assert {r.outcome for r in july} == {ORPHANED}
    assert {r.date for r in july} == {"2025-07-01"}
    assert {"Sở Văn hóa, Thể thao và Du lịch", "Ủy ban nhân dân tỉnh", "Công an tỉnh"} <= {r.old for r in july}
    assert handover(base, "2023-01-01", "2024-12-31", HAU_GIANG) == []


def test_a_duty_in_several_fields_of_which_one_is_moved_passes_in_part(base: OxigraphStore) -> None:
    rows = [r for r in handover(base, "2025-02-28", "2025-03-01", QUANG_TRI) if r.clause.startswith("Điều 14, khoản 10,")]
    (passed,), (rest,) = ([r for r in rows if r.outcome == outcome] for outcome in (PASSES, ORPHANED))
    assert passed.new == "Sở Văn hóa, Thể thao và Du lịch" and passed.duty.endswith("(một phần: cụm thông tin đối ngoại)")
    assert passed.event.endswith("(suy ra, mức chắc chắn: vừa)")
    assert rest.duty.endswith("(phần còn lại)") and not rest.candidates
    portal = history(base, VOCAB + "topic/portal", province=QUANG_TRI)
    assert not any(h.part or h.way == "MandateAssignment" for h in portal)
    how, to = HISTORY_COLUMNS["vi"].index("Cách giữ"), HISTORY_COLUMNS["vi"].index("Chuyển đến")
    told = history_rows(base, [h for h in portal if h.partly])
    assert {row[to] for row in told} == {"một phần: Sở Văn hóa, Thể thao và Du lịch; phần còn lại: kho chưa nêu người giữ"}
    clusters = history_rows(base, [h for h in history(base, VOCAB + "topic/border-information-clusters", province=QUANG_TRI) if h.part])
    assert {row[how] for row in clusters} == {"theo lĩnh vực (một phần: cụm thông tin đối ngoại) (suy ra, mức chắc chắn: vừa)"}


def test_a_duty_all_of_whose_fields_are_moved_passes_whole(base: OxigraphStore) -> None:
    rows = [r for r in handover(base, "2025-02-28", "2025-03-01", HAU_GIANG) if r.outcome == PASSES]
    assert rows and not any("phần" in r.duty.rsplit("(", 1)[-1] for r in rows if "(" in r.duty)


def test_handover_across_two_plans_names_the_clause_that_gives_the_task_anew(base: OxigraphStore) -> None:
    rows = handover(base, "2020-06-01", "2025-05-01", HA_TINH)
    anew = [r for r in rows if r.outcome == PASSES and r.new_clause]
    assert any(r.old == "Sở Thông tin và Truyền thông" and r.new == "Sở Văn hóa, Thể thao và Du lịch" and "2025" in r.new_clause for r in anew)
    assert any(r.outcome == ENDED and not r.new for r in rows)


def test_every_row_is_a_sentence_and_a_table_row(base: OxigraphStore) -> None:
    rows = handover(base, "2025-02-01", "2026-02-01", HA_TINH)
    assert rows
    for row in rows:
        told = row.sentence()
        assert row.duty in told and row.old in told and row.clause in told
        assert told.endswith(".") and ", ," not in told
    assert {len(cells) for cells in handover_rows(rows)} == {len(HANDOVER_COLUMNS["vi"])}
    text = handover_markdown(rows, "2025-02-01", "2026-02-01")
    assert text.startswith("# Bàn giao nhiệm vụ từ 01/02/2025 đến 01/02/2026")
    assert text.count("\n| ") == len(rows) + 2


def test_a_period_that_runs_backwards_is_refused(base: OxigraphStore) -> None:
    with pytest.raises(UsageError) as error:
        handover(base, "2025-08-01", "2025-02-01")
    assert error.value.code == "bad-period"


VIETNAMESE_WORDS = ("chuyển từ", "kho chưa nêu người giữ", "hết hiệu lực từ", "theo sự kiện", "được giao", "chủ trì")


def test_a_history_in_english_names_bodies_events_and_days_in_english(base: OxigraphStore) -> None:
    rows = history_rows(base, history(base, KY_ANH, lang="en"), "en")
    (row,) = (dict(zip(HISTORY_COLUMNS["en"], cells, strict=True)) for cells in rows)
    assert (row["Body"], row["How held"], row["Until before"]) == ("People's Committee of Ky Anh Town, Ha Tinh", "assigned", "2025-07-01")
    assert row["Why it ended"].endswith("The district level of government ends nationwide") and row["Passed to"].startswith(
        "no holder named in the base"
    )


def test_a_handover_in_english_says_the_same_changes_without_vietnamese_words_of_the_program(base: OxigraphStore) -> None:
    vi, en = handover(base, "2025-02-01", "2026-02-01"), handover(base, "2025-02-01", "2026-02-01", lang="en")
    assert sorted((r.outcome, r.norm, r.date) for r in vi) == sorted((r.outcome, r.norm, r.date) for r in en)
    assert {r.outcome for r in en} == {PASSES, ORPHANED, ENDED}
    for row in en:
        assert row.sentence("en").endswith(".") and not any(word in row.sentence("en").split("”", 1)[1] for word in VIETNAMESE_WORDS)
    text = handover_markdown(en, "2025-02-01", "2026-02-01", "en")
    assert text.startswith("# Handover of duties from 2025-02-01 to 2026-02-01") and "duties passed on" in text
