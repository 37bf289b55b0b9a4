"""A draft made from a real regulation: every planted change is reported, nothing else is."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest

from ttdn_kb.compare.draft_opening import opened
from ttdn_kb.compare.draft_reading import head
from ttdn_kb.compare.drafting import DraftStudy, draft_study
from ttdn_kb.foundation.model import Span
from ttdn_kb.query import build_place
from ttdn_kb.report.draft_page import comments, draft_page
from ttdn_kb.report.rendering import render_page
from ttdn_kb.report.word_comments import Comment, commented

ROOT = Path(__file__).parents[3]
ID = "https://w3id.org/ttdn/id/"
QUANG_TRI = ("quang-tri/quyet-dinh-25-2019", ID + "quang-tri/quyet-dinh/25-2019")
PLAN_2020 = ("ha-tinh/ke-hoach-2020", ID + "ha-tinh/ke-hoach/ttdn-2020")
HAU_GIANG = ("hau-giang/quyet-dinh-2022", ID + "hau-giang/quyet-dinh/ttdn-2022")


@cache
def source(name: str) -> str:
    return (ROOT / "data" / "sources" / name / "text.txt").read_bytes().decode()


def study(built: str, document: tuple[str, str], text: str, day: str = "2024-01-01") -> DraftStudy:
    return draft_study(str(Path(built) / build_place.QUADS), opened(text, head(text), day, document[1]), day)


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert text.count(old) >= 1, old
        return text.replace(old, new, 1)

    return change


def cut(start: str, end: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        first = text.index(start)
        return text[:first] + "\n" + text[text.index(end, first) :]

    return change


PLANTED = [
    pytest.param(QUANG_TRI, [], [], id="nothing changed, nothing reported"),
    pytest.param(HAU_GIANG, [], [], id="nothing changed in Hậu Giang"),
    pytest.param(PLAN_2020, [], [], id="nothing changed in a plan that others of the province clash with"),
    pytest.param(
        QUANG_TRI,
        [swap("trước ngày 05 tháng 12", "trước ngày 15 tháng 11")],
        [("deadline", "Điều 26, khoản 2", "Điều 26, khoản 2")],
        id="an earlier deadline",
    ),
    pytest.param(
        HAU_GIANG,
        [cut("c) Tại các cuộc họp báo và giao ban", "d) Qua các hội nghị báo cáo viên")],
        [("removed", "Điều 6, khoản 3, điểm c", "")],
        id="a point that gives nobody work is dropped",
    ),
    pytest.param(
        QUANG_TRI,
        [cut("2. Phối hợp với Sở Thông tin và Truyền thông, các cơ quan đơn vị liên quan quản lý", "Điều 22.")],
        [("removed", "Điều 21, khoản 2", "")],
        id="the clause on the Lao Bảo cluster is dropped",
    ),
    pytest.param(
        QUANG_TRI,
        [swap("Điều 19. Sở Nội vụ", "Điều 19. Sở Tài chính")],
        [("reassigned", "Điều 19", "Điều 19")],
        id="training moves from the home department to finance",
    ),
    pytest.param(
        QUANG_TRI,
        [
            swap(
                "2. Chủ trì, phối hợp với các Sở, ngành, địa phương xây dựng và triển khai",
                "2. Phối hợp với các Sở, ngành, địa phương xây dựng và triển khai",
            )
        ],
        [("reassigned", "Điều 14, khoản 2", "Điều 14, khoản 2")],
        id="a lead becomes a coordinator",
    ),
    pytest.param(
        HAU_GIANG,
        [
            swap(
                "2. Phối hợp với Sở Kế hoạch và Đầu tư tham mưu bảo đảm vốn",
                "2. Chủ trì, phối hợp với Sở Công Thương tham mưu bảo đảm vốn",
            ),
            cut("4. Thực hiện chế độ bảo mật thông tin", "## **Chương IV**"),
        ],
        [("reassigned", "Điều 17, khoản 2", "Điều 17, khoản 2"), ("removed", "Điều 24, khoản 4", "")],
        id="another partner here, a dropped clause there",
    ),
    pytest.param(
        QUANG_TRI,
        [
            swap(
                "3. Chủ trì quảng bá, giới thiệu các dự án kêu gọi đầu tư tại các hội nghị, diễn đàn xúc tiến đầu tư, thương mại và du lịch.",
                "3. Chủ trì quảng bá, giới thiệu các dự án kêu gọi đầu tư tại các hội nghị, diễn đàn xúc tiến đầu tư, thương mại và du lịch.\n\n"
                "3a. Chủ trì, phối hợp với Sở Ngoại vụ tổ chức gặp mặt thường niên các doanh nghiệp nước ngoài.",
            )
        ],
        [("added", "", "Điều 22, khoản 3a")],
        id="a new clause",
    ),
]


@pytest.mark.parametrize(("document", "edits", "expected"), PLANTED)
def test_planted_changes_and_nothing_else(
    built: str, document: tuple[str, str], edits: list[Callable[[str], str]], expected: list[tuple[str, str, str]]
) -> None:
    text = source(document[0])
    for edit in edits:
        text = edit(text)
    found = study(built, document, text)
    assert sorted((c.kind, c.old_path, c.new_path) for c in found.changes) == sorted(expected)
    if not edits:
        assert not found.opened and not found.closed and not found.dropped and not found.clashes


def test_lost_lead_opens_a_gap(built: str) -> None:
    edit = swap(
        "2. Chủ trì, phối hợp với các Sở, ngành, địa phương xây dựng và triển khai",
        "2. Phối hợp với các Sở, ngành, địa phương xây dựng và triển khai",
    )
    found = study(built, QUANG_TRI, edit(source(QUANG_TRI[0])))
    assert [f.check for f in found.opened] == ["no-lead"]


def test_quotes_of_the_draft_stand_in_the_draft(built: str) -> None:
    text = source(QUANG_TRI[0]).replace("Điều 21. Bộ Chỉ huy", "\n\nĐiều 21. Bộ Chỉ huy")
    assert all(n.span.slice(text) == n.quote for n in study(built, QUANG_TRI, text).norms)


def test_base_is_untouched(built: str) -> None:
    path = Path(built) / build_place.QUADS
    before = path.read_bytes()
    study(built, QUANG_TRI, source(QUANG_TRI[0]).replace("Điều 19. Sở Nội vụ", "Điều 19. Sở Tài chính"))
    assert path.read_bytes() == before


def test_word_comments_stand_at_their_clauses(built: str) -> None:
    text = source(QUANG_TRI[0]).replace("Điều 19. Sở Nội vụ", "Điều 19. Sở Tài chính")
    document = docx.Document()
    for line in text.splitlines():
        if line.strip():
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    found = study(built, QUANG_TRI, text)
    made = docx.Document(io.BytesIO(commented(out.getvalue(), text, comments(found, {}))))
    assert [c.author for c in made.comments] and any("đổi phân công" in c.text for c in made.comments)
    assert len(made.paragraphs) == len(document.paragraphs)
    marked = [p.text for p in made.paragraphs if "commentRangeStart" in p._p.xml]
    assert any(t.startswith("Phối hợp với Sở Thông tin và Truyền thông và các cơ quan liên quan tham mưu") for t in marked)


def test_comment_on_a_plain_text_draft() -> None:
    text = "Điều 1. Sở Y tế\n1. Khám bệnh.\n2. Cấp thuốc.\n"
    made = docx.Document(io.BytesIO(commented(None, text, [Comment(Span(text.index("Cấp"), text.index("Cấp") + 9), "xem lại")])))
    assert [p.text for p in made.paragraphs if "commentRangeStart" in p._p.xml] == ["2. Cấp thuốc."]


def test_page_is_one_self_contained_file(built: str) -> None:
    page = render_page(
        draft_page(study(built, QUANG_TRI, source(QUANG_TRI[0]).replace("Điều 19. Sở Nội vụ", "Điều 19. Sở Tài chính")), {}, "2026-11-22"), "html"
    )
    assert isinstance(page, str) and "Sở Tài chính" in page
    assert "http://" not in page.replace("http://www.w3.org/", "") and "<script src" not in page and "<link" not in page


def test_gap_of_a_body_that_loses_one_of_its_clauses_stays_the_same_gap(built: str) -> None:
    text = source(QUANG_TRI[0])
    without = text[: text.index("Điều 11. ")] + text[text.index("Điều 12. ") :]
    found = study(built, QUANG_TRI, without)
    one_way = [f.provision for f in found.left if f.check == "unreturned-coordination"]
    assert "Điều 10, khoản 2" in one_way
    assert not [f.message.vi for f in (*found.opened, *found.closed) if f.check == "unreturned-coordination"]


def test_draft_that_gives_no_work_says_so(built: str) -> None:
    text = "KẾ HOẠCH\nCông tác thông tin đối ngoại năm 2027\n\nI. MỤC ĐÍCH\nNâng cao nhận thức của cán bộ và nhân dân.\n"
    held = opened(text, head(text), "2026-11-22", units=("ha-tinh",))
    page = render_page(draft_page(draft_study(str(Path(built) / build_place.QUADS), held, "2026-11-22"), {}, "2026-11-22"), "html")
    assert isinstance(page, str) and "Không đọc được việc nào được giao trong dự thảo" in page and "nêu --replaces" in page


def test_kept_words_that_cite_an_article_cite_the_draft_s_own(built: str) -> None:
    text = source(QUANG_TRI[0])
    without = text[: text.index("Điều 26. ")] + text[text.index("Điều 27. ") :]
    found = study(built, QUANG_TRI, without)
    assert [f.provision for f in found.opened if f.check == "missing-cited-article"] == ["Điều 24, khoản 5"]
    assert not [f for f in study(built, QUANG_TRI, text).left if f.check == "missing-cited-article"]


SHORT = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG TRỊ

Số:     /2026/QĐ-UBND

QUYẾT ĐỊNH
Ban hành Quy chế quản lý hoạt động thông tin đối ngoại trên địa bàn tỉnh Quảng Trị

Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý hoạt động thông tin đối ngoại trên địa bàn tỉnh Quảng Trị.

Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 01 năm 2027 và thay thế Quyết định số 25/2019/QĐ-UBND.
"""


def test_words_of_a_change_are_spaced_as_each_document_has_them(built: str) -> None:
    """The stored text of the old document has "Số: **25** /2019/QĐ-UBND", and the draft is read in its layout."""
    found = study(built, QUANG_TRI, SHORT, "2027-01-01")
    words = {" ".join(c.now.split()) for c in found.changes if c.now}
    assert any("số 25/2019/QĐ-UBND." in said for said in words)
    assert all(said in " ".join(SHORT.split()) for said in words)
    assert all("**" not in c.was for c in found.changes)
