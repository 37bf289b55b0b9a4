"""Drafts of units that a reorganisation made, from real regulations: their bodies are their own, and the law of the units before stays known."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ttdn_kb.compare.draft_opening import opened, source_named
from ttdn_kb.compare.draft_reading import head
from ttdn_kb.compare.drafting import DraftStudy, draft_study
from ttdn_kb.foundation.model import Metadata
from ttdn_kb.graph.documents import read_sources
from ttdn_kb.query import build_place
from ttdn_kb.report.draft_page import comments, draft_page

ROOT = Path(__file__).parents[3]
TODAY = "2026-03-09"
QUANG_TRI, HAU_GIANG = "quang-tri/quyet-dinh-25-2019", "hau-giang/quyet-dinh-2022"
ENDED_KINDS = {
    "Sở Thông tin và Truyền thông",
    "Giám đốc Sở Thông tin và Truyền thông",
    "Sở Kế hoạch và Đầu tư",
    "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
    "Ủy ban nhân dân các huyện, thị xã, thành phố",
    "Chủ tịch Ủy ban nhân dân các huyện, thị xã, thành phố",
    "Phòng Văn hóa - Thông tin",
}
BLANK = [
    ("Số: **25** /2019/QĐ-UBND", "Số:     /2026/QĐ-UBND"),
    ("ngày **16** tháng **4** năm 2019", "ngày     tháng     năm 2026"),
    ("kể từ ngày **30** tháng **4** năm 2019", "kể từ ngày     tháng     năm 2026"),
    ("**25** /2019/QĐ-UBND)", "/2026/QĐ-UBND)"),
    ("ngày 16 tháng 4 năm 2019 của", "ngày     tháng     năm 2026 của"),
    ("số 08/2012/QĐ-UBND ngày 18 tháng 6 năm 2012", "số 25/2019/QĐ-UBND ngày 16 tháng 4 năm 2019"),
]
CITY = [
    ("tỉnh Hậu Giang", "thành phố Cần Thơ"),
    ("TỈNH HẬU GIANG", "THÀNH PHỐ CẦN THƠ"),
    ("Hậu Giang", "Cần Thơ"),
    ("Ủy ban nhân dân tỉnh", "Ủy ban nhân dân thành phố"),
    ("Công an tỉnh", "Công an thành phố"),
    ("ngày 16 tháng 10 năm 2022", "ngày     tháng     năm 2026"),
    ("/2022/", "/2026/"),
    ("tháng năm 2022", "tháng năm 2026"),
]


@cache
def changed(source: str, *edits: tuple[str, str]) -> str:
    text = (ROOT / "data" / "sources" / source / "text.txt").read_bytes().decode()
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def study(built: str, text: str, day: str = TODAY, named: str = "", typed: tuple[str, ...] = ()) -> DraftStudy:
    said = head(text)
    day = said.in_force or said.issued or day
    return draft_study(str(Path(built) / build_place.QUADS), opened(text, said, day, named, units=typed), day)


def gone(found: DraftStudy) -> set[str]:
    """Names of the bodies that the draft is told do not exist on its day."""
    iris = {iri for f in found.absent for iri in f.agents}
    return {a.agent for n in found.norms for a in n.assignments if a.agent_iri in iris}


def homes(found: DraftStudy) -> set[str]:
    return {a.agent_iri.rsplit("/", 2)[-2] for n in found.norms for a in n.assignments} - {"trung-uong"}


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param((), id="blank day and number"),
        pytest.param((("Quảng Trị, ngày     tháng     năm 2026", "Quảng Trị, ngày 15 tháng 12 năm 2025"),), id="dated after the merger"),
        pytest.param((("TỈNH QUẢNG TRỊ**\n\nSố:     /2026/QĐ-UBND", "TỈNH QUẢNG TRỊ**"),), id="no line for the number"),
    ],
)
def test_a_draft_of_a_merged_province_means_its_own_bodies(built: str, edits: tuple[tuple[str, str], ...]) -> None:
    found = study(built, changed(QUANG_TRI, *BLANK, *edits))
    assert found.unit == "quang-tri-2025" and "25/2019" in found.replaced
    assert homes(found) == {"quang-tri-2025"}
    assert gone(found) == ENDED_KINDS
    assert not found.opened and not found.closed and not found.dropped and not found.clashes


def test_on_a_day_before_the_merger_the_same_draft_is_of_the_old_unit(built: str) -> None:
    found = study(built, changed(QUANG_TRI, *BLANK), "2025-06-30")
    assert found.unit == "quang-tri" and homes(found) == {"quang-tri"}
    assert gone(found) == {n for n in ENDED_KINDS if "Thông tin và Truyền thông" in n or "Kế hoạch" in n}


def test_a_new_clause_and_a_kept_one_mean_one_body_and_work_that_is_left_out_is_missed(built: str) -> None:
    text = changed(QUANG_TRI, *BLANK)
    start, end = text.index("Điều 20. Sở Tài chính"), text.index("Điều 21. ")
    text = text[:start] + "Điều 20. Sở Ngoại vụ\n\nChủ trì tổ chức gặp mặt thường niên các doanh nghiệp nước ngoài.\n\n" + text[end:]
    found = study(built, text)
    offices = {a.agent_iri for n in found.norms for a in n.assignments if a.agent == "Sở Ngoại vụ"}
    assert offices == {"https://w3id.org/ttdn/id/agency/quang-tri-2025/so-ngoai-vu"}
    assert "Sở Ngoại vụ" not in gone(found)
    assert found.dropped and {d.carried_by for d in found.dropped} == {"replaced"}


def test_a_draft_that_names_no_unit_is_of_what_became_of_the_replaced_documents(built: str) -> None:
    text = changed(QUANG_TRI, *BLANK).replace("Quảng Trị", "ta").replace("QUẢNG TRỊ", "TA")
    named = "https://w3id.org/ttdn/id/hau-giang/quyet-dinh/ttdn-2022"
    assert study(built, text, named=named).unit == "can-tho-2025"
    assert study(built, text, "2025-01-02", named=named).unit == "hau-giang"


def test_a_province_that_went_into_a_city_keeps_no_body_by_its_level(built: str) -> None:
    text = changed(HAU_GIANG, *CITY).replace("Bám sát định hướng", "Theo sát định hướng")
    named = "https://w3id.org/ttdn/id/hau-giang/quyet-dinh/ttdn-2022"
    found = study(built, text, named=named)
    assert found.unit == "can-tho-2025" and homes(found) == {"can-tho-2025"}
    lost = {agent for c in found.changes for _, agent in c.lost}
    assert lost == {"Báo Hậu Giang"}, "the newspaper of another unit is another; a police that is now a city's is not"
    assert "Công an thành phố" not in gone(found) and "Sở Thông tin và Truyền thông" in gone(found)


def test_a_body_that_bears_the_name_of_the_unit_before_stays_its_own(built: str) -> None:
    text = changed(HAU_GIANG, *CITY).replace("Báo Cần Thơ", "Báo Hậu Giang")
    assert "Báo Hậu Giang" in gone(study(built, text))
    assert "Báo Cần Thơ" not in gone(study(built, changed(HAU_GIANG, *CITY)))


def test_the_law_of_the_units_before_is_held_against_a_draft_that_replaces_nothing(built: str) -> None:
    text = changed(HAU_GIANG, *CITY).replace("Điều 15. Công an thành phố", "Điều 15. Sở Nội vụ")
    found = study(built, text)
    assert found.clashes and all(c.of_unit_before and c.other.province == "hau-giang" for c in found.clashes)
    assert not [c for c in found.clashes if c.draft.agent == "Công an thành phố"]
    assert "before" in {d.carried_by for d in study(built, text[: text.index("Điều 16.")]).dropped}


def test_a_number_is_looked_for_among_the_documents_of_the_unit_and_those_before_it() -> None:
    cited = Metadata(replaces=("25/2019/QĐ-UBND",))
    found = {p: source_named(p, cited.replaces, "", read_sources()) for p in ("", "quang-tri", "quang-tri-2025", "ha-tinh", "can-tho-2025")}
    assert {p for p, source in found.items() if source is not None} == {"", "quang-tri", "quang-tri-2025"}


def test_a_draft_of_a_province_that_stayed_has_nothing_of_this(built: str) -> None:
    text = (ROOT / "data" / "sources" / "ha-tinh" / "quy-che-03-2025" / "text.txt").read_bytes().decode()
    found = study(built, text, named="https://w3id.org/ttdn/id/ha-tinh/quy-che/03-2025")
    assert found.unit == "ha-tinh" and homes(found) == {"ha-tinh"} and not found.changes


NEVER_SEEN = """ỦY BAN NHÂN DÂN
TỈNH AN GIANG

Số:     /2026/QĐ-UBND

QUYẾT ĐỊNH
Ban hành Quy chế quản lý hoạt động thông tin đối ngoại trên địa bàn tỉnh An Giang

Điều 1. Sở Văn hóa, Thể thao và Du lịch
1. Chủ trì, phối hợp với Sở Giao thông vận tải cung cấp thông tin cho báo chí nước ngoài.

Điều 2. Sở Lao động, Thương binh và Xã hội tỉnh An Giang
1. Chủ trì tổ chức hội nghị thông tin đối ngoại.

Điều 3. Sở Nông nghiệp và Môi trường
1. Cung cấp thông tin nông sản cho báo chí nước ngoài.

Điều 4. Giám đốc Sở Tài nguyên và Môi trường, Trưởng Ban Dân tộc tỉnh, Chủ tịch UBND các huyện, thành phố chịu trách nhiệm thi hành Quyết định này.
"""


def test_kinds_that_ended_are_told_in_a_province_never_seen_and_what_is_not_known_is_no_clean_bill(built: str) -> None:
    found = study(built, NEVER_SEEN)
    assert found.unit == "an-giang-2025"
    assert gone(found) == {
        "Sở Giao thông vận tải",
        "Sở Lao động, Thương binh và Xã hội",
        "Giám đốc Sở Tài nguyên và Môi trường",
        "Trưởng Ban Dân tộc tỉnh",
        "Chủ tịch Ủy ban nhân dân các huyện, thành phố",
    }
    assert found.unchecked == ("Sở Văn hóa, Thể thao và Du lịch", "Sở Nông nghiệp và Môi trường")
    (absent,) = (s for s in draft_page(found, {}, TODAY).sections if s.heading.startswith("Cơ quan không tồn tại"))
    assert "Sở Nông nghiệp và Môi trường" in str(absent.blocks) and "Không kiểm tra được" in str(absent.blocks)
    assert any(c.text.startswith("Không kiểm tra được") for c in comments(found, {}))


def test_before_the_day_of_the_decree_the_departments_stand(built: str) -> None:
    assert not gone(study(built, NEVER_SEEN, "2025-02-28"))


def test_bodies_of_the_register_and_those_after_them_are_checked(built: str) -> None:
    assert study(built, changed(QUANG_TRI, *BLANK)).unchecked == ()
    text = changed(QUANG_TRI, *BLANK, ("Điều 20. Sở Tài chính", "Điều 20. Sở Y tế"))
    found = study(built, text)
    assert found.unchecked == ("Sở Y tế",) and gone(found) == ENDED_KINDS
