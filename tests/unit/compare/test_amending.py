"""An amending draft is laid into the document that it amends: every order changes what it names, an order that cannot be laid in is told."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ttdn_kb.compare import draft_opening
from ttdn_kb.compare.amended_title import amended_name, bearers_of
from ttdn_kb.compare.draft_opening import opened
from ttdn_kb.compare.draft_reading import head
from ttdn_kb.compare.drafting import DraftStudy, draft_study
from ttdn_kb.compare.laying_in import amended_text
from ttdn_kb.graph.documents import read_sources
from ttdn_kb.query import build_place
from ttdn_kb.report.draft_page import comments, draft_page
from ttdn_kb.report.page import Paragraph
from ttdn_kb.report.rendering import render_page
from ttdn_kb.structure.amending import beside_orders, orders
from ttdn_kb.structure.tree import parse

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "cases" / "drafts"
DRAFT = (CASES / "quang-tri-sua-doi.txt").read_text("utf-8")
BASE = (ROOT / "data" / "sources" / "quang-tri" / "quyet-dinh-25-2019" / "text.txt").read_bytes().decode()
NUMBER = "25/2019/QĐ-UBND"


def rows() -> list[dict[str, str]]:
    with (CASES / "orders.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:60])
def test_an_order_is_read(row: dict[str, str]) -> None:
    found = orders(row["text"].replace("¶", "\n"))[0]
    assert {
        "kind": found.kind,
        "places": "; ".join(p.eid for p in found.places if p.eid),
        "after": found.after.eid if found.after and found.kind else "",
        "puts": found.text.replace("\n", "¶"),
        "pairs": "; ".join(f"{old} > {new}" for old, new in found.pairs),
    } == {name: cell for name, cell in row.items() if name != "text"}


def changed(*said: str, number: str = NUMBER) -> str:
    return amended_text(BASE, parse(BASE), {number}, orders("\n".join(said))).text


def articles(text: str) -> dict[str, str]:
    return {node.path: " ".join(node.span.slice(text).split()) for node in parse(text).walk() if node.path}


def test_orders_change_what_they_name_and_nothing_else() -> None:
    before, after = articles(BASE), articles(amended_text(BASE, parse(BASE), {NUMBER}, orders(DRAFT)).text)
    touched = ("Điều 8", "Điều 9", "Điều 14", "Điều 15", "Điều 17", "Điều 18", "Điều 19", "Điều 22", "Điều 26", "Chương")
    assert {path: words for path, words in before.items() if not path.startswith(touched)}.items() <= after.items()
    assert after["Điều 15, khoản 4"].startswith("4. Chủ trì, phối hợp với Công an tỉnh")
    assert after["Điều 15, khoản 7"] == before["Điều 15, khoản 7"]
    assert after["Điều 15, khoản 8"].startswith("8. Chủ trì xây dựng kế hoạch")
    assert after["Điều 18, khoản 3"].startswith("3. Chủ trì bảo vệ bí mật")
    assert (
        after["Điều 17"] == "Điều 17. (được bãi bỏ)"
        and after["Điều 22, khoản 3"] == "3. (được bãi bỏ)"
        and after["Điều 22, khoản 4"] == before["Điều 22, khoản 4"]
    )
    assert after["Điều 14"].startswith("Điều 14. Sở Văn hóa, Thể thao và Du lịch 1. Tham mưu")
    assert "Sở Thông tin và Truyền thông" in after["Điều 10"] and "Sở Thông tin và Truyền thông" not in after["Điều 26"]


def test_an_order_that_cannot_be_laid_in_changes_nothing_and_is_told() -> None:
    found = amended_text(BASE, parse(BASE), {NUMBER}, orders(DRAFT))
    assert [(order.said[:20], why) for order, why in found.left] == [("Sửa đổi đoạn 2 khoản", "unread"), ("Bổ sung khoản 9 Điều", "no-place")]
    missing = "1. Thay cụm từ “Sở Giao thông công chính” bằng cụm từ “Sở Xây dựng”."
    assert [why for _, why in amended_text(BASE, parse(BASE), {NUMBER}, orders(missing)).left] == ["no-words"]
    said = [why for _, why in amended_text(BASE, parse(BASE), {NUMBER}, orders("1. Sửa đổi, bổ sung Điều 99 như sau: “Điều 99. Không có.”")).left]
    assert said == ["no-place"]
    taken = "1. Bổ sung khoản 3 vào sau khoản 2 Điều 15 như sau: “3. Chủ trì việc khác.”"
    assert [why for _, why in amended_text(BASE, parse(BASE), {NUMBER}, orders(taken)).left] == ["taken"]
    twice = ("1. Bãi bỏ Điều 17.", "2. Sửa đổi khoản 1 Điều 17 như sau:", "“1. Cung cấp thông tin.”")
    assert [why for _, why in amended_text(BASE, parse(BASE), {NUMBER}, orders("\n".join(twice))).left] == ["overlap"]


def test_orders_on_another_document_are_passed_over() -> None:
    said = ("Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 12/2020/QĐ-UBND như sau:", "1. Bãi bỏ Điều 17.")
    assert changed(*said) == BASE
    assert changed(*said, number="12/2020/QĐ-UBND") != BASE


def test_words_of_the_deciding_part_are_those_of_the_decision() -> None:
    after = articles(changed("1. Sửa đổi, bổ sung Điều 3 Quyết định như sau:", "“Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành.”"))
    assert after["QĐ Điều 3"] == "Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành."
    assert after["Điều 3"] == articles(BASE)["Điều 3"]


@pytest.fixture(scope="module")
def study(built: str) -> DraftStudy:
    return draft_study(str(Path(built) / build_place.QUADS), opened(DRAFT, head(DRAFT), "2024-01-01"), "2024-01-01")


def test_a_draft_that_amends_is_held_against_the_document_that_it_names(study: DraftStudy) -> None:
    assert study.amended is not None and study.replaced.startswith("Quyết định 25/2019/QĐ-UBND")
    assert {c.new_path for c in study.changes if c.kind == "added"} == {"Điều 15, khoản 8", "Điều 18, khoản 3"}
    assert {c.new_path for c in study.changes if c.kind == "rewritten"} == {"Điều 15, khoản 4", "Điều 18, khoản 2", "Điều 19"}
    assert {c.old_path for c in study.changes if c.kind == "removed"} >= {"Điều 17, khoản 1", "Điều 17, khoản 2", "Điều 22, khoản 3"}
    lost = {agent for c in study.changes if c.kind == "reassigned" for _, agent in c.lost}
    assert lost == {"Sở Thông tin và Truyền thông"}


def test_a_gap_that_half_an_exchange_of_names_opens_is_found(study: DraftStudy) -> None:
    """Điều 14 goes to another department, Điều 12 keeps the old one: one work then has two leads."""
    assert any(f.check == "two-leads" and f.provision == "Điều 12, khoản 3" for f in study.opened)


def test_a_body_that_ended_is_the_draft_s_only_where_the_draft_names_it(built: str) -> None:
    day = "2026-12-01"
    found = draft_study(str(Path(built) / build_place.QUADS), opened(DRAFT, head(DRAFT), day), day)
    written = {n.path for c in found.changes for n in c.new}
    assert all(any(c.provision in written for c in f.clauses) for f in found.absent)
    kept = [f for f in found.left if f.check == "abolished"]
    assert kept and not any(c.provision in written for f in kept for c in f.clauses)


def test_a_body_that_would_coordinate_with_itself_is_told(study: DraftStudy) -> None:
    """Điều 14, khoản 11 has the department of information coordinate with that of culture, whose name the draft puts for it."""
    assert [f.provision for f in study.opened if f.check == "own-partner"] == ["Điều 14, khoản 11"]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Bãi bỏ cụm từ “Sở Tài chính” tại Điều 1.", "Điều 1. Việc của Sở Nội vụ, Sở Y tế và Sở Xây dựng."),
        ("Bãi bỏ cụm từ “Sở Y tế” tại Điều 1.", "Điều 1. Việc của Sở Nội vụ, Sở Tài chính và Sở Xây dựng."),
        ("Bãi bỏ cụm từ “Sở Nội vụ” tại Điều 1.", "Điều 1. Việc của Sở Tài chính, Sở Y tế và Sở Xây dựng."),
        ("Bãi bỏ cụm từ “và Sở Xây dựng” tại Điều 1.", "Điều 1. Việc của Sở Nội vụ, Sở Tài chính, Sở Y tế."),
    ],
)
def test_a_struck_wording_takes_its_comma_along(said: str, left: str) -> None:
    law = "Điều 1. Việc của Sở Nội vụ, Sở Tài chính, Sở Y tế và Sở Xây dựng.\nĐiều 2. Hiệu lực\n"
    found = amended_text(law, parse(law), set(), orders(f"1. {said}")).text.split("\n")[0]
    assert " ".join(found.replace(" .", ".").split()) == left


def test_a_name_that_a_page_broke_before_a_capital_is_whole() -> None:
    draft = """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 72/2015/NĐ-CP
1. Sửa đổi, bổ sung khoản 1 Điều 16 như sau:
“1. Cơ quan đại diện Việt Nam ở nước ngoài thực hiện nhiệm vụ thống nhất
quản lý, chủ trì, phối hợp với các cơ quan có liên quan trong việc đề xuất,
triển khai hoạt động thông tin đối ngoại tại quốc gia, tổ chức quốc tế tiếp
nhận. Các bộ, cơ quan ngang bộ, Ủy ban nhân dân cấp tỉnh khi xây dựng kế
hoạch có trách nhiệm lấy ý kiến của Bộ Ngoại giao và Cơ quan đại diện Việt
Nam tại địa bàn về nội dung, hình thức và thời điểm tổ chức trước khi triển
khai thực hiện.”
"""
    (order,) = orders(draft)
    assert "Cơ quan đại diện Việt Nam tại địa bàn" in order.text and "\n" not in order.text


def test_its_gaps_are_cited_from_the_text_that_the_draft_leaves_behind(study: DraftStudy) -> None:
    cited = {c.document for f in study.opened for c in f.clauses if c.provision.startswith("Điều 14")}
    assert cited == {"văn bản sau sửa đổi"}
    html = render_page(draft_page(study, {}, "2024-01-01"), "html")
    assert isinstance(html, str) and html.count("Dự thảo: Sửa đổi") == html.count("<title>Dự thảo: Sửa đổi") + html.count("<h1>Dự thảo: Sửa đổi")


def test_the_page_says_that_the_draft_amends_and_what_was_not_laid_in(study: DraftStudy) -> None:
    page = draft_page(study, {}, "2024-01-01")
    assert ("Sửa đổi, bổ sung", study.replaced) in page.facts
    html = render_page(page, "html")
    assert isinstance(html, str) and "Bổ sung khoản 9 Điều 40 như sau:" in html and "văn bản không có điều khoản này" in html
    assert "2 chỗ sửa đổi chưa đặt được, " in html and "Điều 17; Điều 22, khoản 3" in html
    assert "Chỗ chưa đặt được đứng trước." in html
    assert "7 trong 9 chỗ sửa đổi đã đặt vào văn bản" in html and "văn bản bị thay thế" not in html


def test_a_draft_held_against_a_document_that_it_hardly_resembles_is_read(built: str) -> None:
    held = opened(DRAFT, head(DRAFT), "2024-01-01", replaces="https://w3id.org/ttdn/id/quang-tri/quyet-dinh/25-2019")
    found = draft_study(str(Path(built) / build_place.QUADS), held, "2024-01-01")
    assert found.amended is None and sum(c.kind == "removed" for c in found.changes) > 50


def test_a_repealed_provision_is_no_lost_passage(study: DraftStudy) -> None:
    assert not [f for f in study.opened if f.check == "lacuna"]


ANOTHER = """Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 25/2019/QĐ-UBND như sau:
1. Bãi bỏ Điều 17.
Điều 2. Sửa đổi, bổ sung Quy định ban hành kèm theo Quyết định số 30/2020/QĐ-UBND như sau:
1. Bãi bỏ Điều 6.
"""


def test_every_order_has_a_fate() -> None:
    found = amended_text(BASE, parse(BASE), {NUMBER}, orders(ANOTHER))
    assert [(order.said, why) for order, why in found.fates] == [("Bãi bỏ Điều 17", ""), ("Bãi bỏ Điều 6", "other-document")]


def test_orders_that_cannot_be_laid_in_leave_the_sub_orders_out_too() -> None:
    said = (
        "1. Sửa đổi Điều 14 Quy chế như sau:",
        "a) Tên Điều 14 sửa thành “Sở Ngoại vụ”.",
        "b) Khoản 4 viết gọn lại.",
        "c) Bãi bỏ khoản 7 và khoản 8.",
    )
    found = amended_text(BASE, parse(BASE), {NUMBER}, orders("\n".join(said)))
    assert articles(found.text)["Điều 14, khoản 1"] == articles(BASE)["Điều 14, khoản 1"]
    assert [order.kind for order in found.done] == ["heading", "drop"]


def test_new_provisions_stand_in_order_and_after_one_another() -> None:
    said = (
        "1. Bổ sung khoản 5 và khoản 6 Điều 22 như sau: “5. Việc năm.\n6. Việc sáu.”",
        "2. Bổ sung khoản 5a vào sau khoản 5 Điều 22 như sau: “5a. Việc năm a.”",
    )
    after = changed(*said)
    assert after.index("5. Việc năm.") < after.index("5a. Việc năm a.") and after.index("5. Việc năm.") < after.index("6. Việc sáu.")


def test_a_draft_that_amends_and_leaves_out_the_amendment_of_its_basis_is_told(built: str) -> None:
    day = "2026-11-22"
    now = draft_study(str(Path(built) / build_place.QUADS), opened(DRAFT, head(DRAFT), day), day)
    assert "amended-basis" in {f.check for f in now.opened}
    named = DRAFT.replace(
        "về quản lý hoạt động thông tin đối ngoại;", "về quản lý hoạt động thông tin đối ngoại được sửa đổi bởi Nghị định số 148/2026/NĐ-CP;", 1
    )
    told = draft_study(str(Path(built) / build_place.QUADS), opened(named, head(named), day), day)
    assert "amended-basis" not in {f.check for f in (*told.opened, *told.left)}


def test_comments_name_the_orders_that_were_not_laid_in(study: DraftStudy) -> None:
    told = [c.text for c in comments(study, {}) if c.text.startswith("Chỗ sửa đổi")]
    assert len(told) == 2 and "Bổ sung khoản 9 Điều 40 như sau:" in told[1]


def test_an_order_that_fails_takes_no_number_from_the_next() -> None:
    said = (
        "1. Bổ sung khoản 8 và khoản 9 vào sau khoản 70 Điều 15 như sau: “8. Một.\n9. Hai.”",
        "2. Bổ sung khoản 8 vào sau khoản 7 Điều 15 như sau: “8. Ba.”",
    )
    found = amended_text(BASE, parse(BASE), {NUMBER}, orders("\n".join(said)))
    assert [why for _, why in found.fates] == ["no-place", ""] and "8. Ba." in found.text


def test_words_told_first_are_those_of_the_part_that_is_named() -> None:
    after = changed("1. Tại Điều 1 Quyết định, thay cụm từ “Quy chế” bằng cụm từ “Quy định”.")
    assert articles(after)["Điều 1"] == articles(BASE)["Điều 1"] and articles(after)["QĐ Điều 1"] != articles(BASE)["QĐ Điều 1"]


@pytest.mark.parametrize("heading", ["Thay thế, bãi bỏ một số cụm từ của", "Sửa đổi, bổ sung, bãi bỏ một số điều của", "Một số nội dung của"])
def test_orders_below_the_name_of_another_document_are_its_own(heading: str) -> None:
    said = f"Điều 1. Bãi bỏ Điều 17.\nĐiều 2. {heading} Nghị quyết số 27/2024/NQ-HĐND như sau:\n1. Bãi bỏ Điều 6.\n2. Bãi bỏ khoản 1 Điều 7."
    found = amended_text(BASE, parse(BASE), {NUMBER}, orders(said))
    assert [why for _, why in found.fates] == ["", "other-document", "other-document"]


def test_new_words_without_the_marks_of_their_provisions_are_told() -> None:
    said = "1. Sửa đổi khoản 1, khoản 2 Điều 15 như sau: “Sở Ngoại vụ chủ trì.”"
    assert [why for _, why in amended_text(BASE, parse(BASE), {NUMBER}, orders(said)).fates] == ["unread"]


def test_a_heading_keeps_one_number() -> None:
    after = changed("1. Sửa đổi tên Điều 16 như sau: “Điều 16. Sở Văn hóa”")
    assert "Điều 16. Sở Văn hóa\n" in after and "Điều 16. Điều 16" not in after


def test_words_of_the_regulation_leave_the_decision_as_it_is() -> None:
    after = articles(changed("1. Thay cụm từ “Sở Thông tin và Truyền thông” bằng cụm từ “Sở Ngoại vụ” tại Quy chế."))
    assert after["QĐ Điều 3"] == articles(BASE)["QĐ Điều 3"] and "Sở Thông tin và Truyền thông" not in after["Điều 14"]


SPLIT = """QUYẾT ĐỊNH:
Điều 1. Ban hành Quy định.
Điều 2. Quyết định này có hiệu lực.

QUY ĐỊNH

Điều 1. Phạm vi
Quy định này.

Điều 2. Sở Y tế
1. Chủ trì.
"""


def test_a_number_is_of_the_regulation_whatever_its_part_is_called() -> None:
    tree = parse(SPLIT)
    found = amended_text(SPLIT, tree, {NUMBER}, orders("1. Sửa đổi khoản 1 Điều 2 như sau: “1. Phối hợp.”"))
    assert [why for _, why in found.fates] == [""] and "1. Phối hợp." in found.text and "Điều 2. Quyết định này có hiệu lực." in found.text


def test_a_draft_that_amends_what_is_not_at_hand_says_so_and_judges_nothing(built: str) -> None:
    said = DRAFT.replace("25/2019/QĐ-UBND", "77/2021/QĐ-UBND")
    found = draft_study(str(Path(built) / build_place.QUADS), opened(said, head(said), "2026-11-22"), "2026-11-22")
    assert found.unheld == ("77/2021/QĐ-UBND",) and {f.check for f in found.opened} <= {"amended-basis"} and not found.dropped
    page = draft_page(found, {}, "2026-11-22")
    assert ("Sửa đổi, bổ sung", "77/2021/QĐ-UBND (kho chưa có)") in page.facts
    assert "nêu --amends TỆP" in str(render_page(page, "html"))


def amending(built: str, *said: str, day: str = "2024-01-01") -> DraftStudy:
    """What a draft of the given orders would change; lines after the orders stand as they are."""
    start, end = DRAFT.index("1. Sửa đổi, bổ sung khoản 4"), DRAFT.index("Điều 2. Quyết định này")
    text = DRAFT[:start] + "\n".join(said) + "\n\n" + DRAFT[end:]
    return draft_study(str(Path(built) / build_place.QUADS), opened(text, head(text), day), day)


def test_a_citation_of_nothing_and_one_of_a_repealed_article_are_found(built: str) -> None:
    new = "“8. Báo cáo Ủy ban nhân dân tỉnh kết quả quản lý phóng viên nước ngoài theo quy định tại Điều {} Quy chế này.”"
    adds = "1. Bổ sung khoản 8 vào sau khoản 7 Điều 15 như sau:"
    found = amending(built, adds, new.format(36), "2. Bãi bỏ Điều 26.")
    cited = {f.provision for f in found.opened if f.check == "missing-cited-article"}
    assert cited == {"Điều 15, khoản 8", "Điều 24, khoản 5"}
    told = " ".join(f.message.vi for f in found.opened if f.check == "missing-cited-article")
    assert "trong văn bản: Điều 36." in told and "dieu-" not in told
    assert {f.provision for f in found.opened if f.check == "no-deadline"} == {"Điều 15, khoản 8", "Điều 24, khoản 5"}
    held = amending(built, adds, new.format(26))
    assert not {f.check for f in (*held.opened, *held.left)} & {"missing-cited-article"}
    assert "no-deadline" not in {f.check for f in held.opened}


@pytest.mark.parametrize(
    ("said", "opens"),
    [
        ("Thay thế cụm từ “Sở Thông tin và Truyền thông” bằng cụm từ “Sở Văn hóa, Thể thao và Du lịch” tại Điều 12, Điều 14.", False),
        ("Thay thế cụm từ “nhiệm vụ được giao” bằng cụm từ “phân công” tại khoản 10 Điều 14.", False),
        ("Bãi bỏ cụm từ “Cụm Thông tin đối ngoại Cửa khẩu biên giới” tại khoản 3 Điều 12 và khoản 10 Điều 14.", True),
    ],
    ids=["another lead", "other words about the same things", "the cluster left out of the clauses that name its lead"],
)
def test_work_whose_clause_names_others_stays_work_on_the_same_things(built: str, said: str, opens: bool) -> None:
    found = amending(built, f"1. {said}")
    assert found.amended is not None and not found.amended.left
    assert ("Điều 21, khoản 2" in {f.provision for f in found.opened if f.check == "no-lead"}) is opens


def test_the_draft_s_own_articles_are_judged_and_shown(built: str) -> None:
    """The draft has "Điều 2" on its force and "Điều 3" on who carries it out; a third is put behind."""
    more = "Điều 4. Sở Kế hoạch và Đầu tư chủ trì hướng dẫn thực hiện Điều 3 Quyết định này.\nĐiều 5. Sở Ngoại vụ báo cáo theo Điều 9 Quyết định này."
    text = DRAFT.rstrip() + "\n\n" + more
    day = "2026-12-01"
    found = draft_study(str(Path(built) / build_place.QUADS), opened(text, head(text), day), day)
    own = {c.new_path: [(a.role, a.agent) for n in c.new for a in n.assignments] for c in found.changes if c.kind == "own"}
    assert list(own) == [f"Điều {number} của dự thảo" for number in (2, 3, 4, 5)]
    assert own["Điều 2 của dự thảo"] == [] and own["Điều 4 của dự thảo"] == [("lead", "Sở Kế hoạch và Đầu tư")]
    named = {c.provision for f in found.absent if f.check == "abolished" for c in f.clauses}
    assert {"Điều 4 của dự thảo"} <= {f.provision for f in found.absent}
    assert "Điều 4 của dự thảo" in named and "Điều 3 của dự thảo" not in named
    assert all(n.quote == n.span.slice(found.text) for n in found.norms)
    page = draft_page(found, {}, day)
    html = str(render_page(page, "html"))
    assert "Điều 2 của dự thảo không giao việc" in html and "Việc mới ở Điều 4 của dự thảo" in html


def test_a_draft_without_orders_left_over_says_nothing_twice() -> None:
    rest = beside_orders(DRAFT, orders(DRAFT))
    assert len(rest) == len(DRAFT) and "Bãi bỏ" not in rest and "Điều 3. Chánh Văn phòng" in rest
    assert [line.strip() for line in rest.splitlines() if line.startswith("Điều 1")] == ["Điều 1."]


def test_a_body_that_the_document_names_elsewhere_is_the_draft_s_only_where_the_draft_names_it(built: str) -> None:
    new = "“8. Chủ trì, phối hợp với Sở Thông tin và Truyền thông cung cấp thông tin.”"
    found = amending(built, "1. Bổ sung khoản 8 vào sau khoản 7 Điều 15 như sau:", new, day="2026-12-01")
    gone = "so-thong-tin-va-truyen-thong"
    (named,) = (f for f in found.absent if any(a.endswith("/" + gone) for a in f.agents))
    assert {c.provision for c in named.clauses} == {"Điều 15, khoản 8"} and "Giám đốc" not in named.message.vi
    (kept,) = (f for f in found.left if f.check == "abolished" and any(a.endswith("/" + gone) for a in f.agents))
    assert len(kept.clauses) > 20 and "Điều 15, khoản 8" not in {c.provision for c in kept.clauses}


def test_a_name_that_a_written_clause_keeps_is_told_and_one_that_stands_beside_exchanged_words_is_not(built: str) -> None:
    put = ("1. Sửa đổi khoản 4 Điều 15 như sau:", "“4. Chủ trì, phối hợp với Sở Thông tin và Truyền thông quản lý phóng viên nước ngoài.”")
    assert "Điều 15, khoản 4" in {f.provision for f in amending(built, *put, day="2026-12-01").absent}
    words = "1. Thay thế cụm từ “Sở Ngoại vụ” bằng cụm từ “Sở Nội vụ” tại khoản 2 Điều 10."
    assert not amending(built, words, day="2026-12-01").absent


def test_bodies_about_to_end_are_opened_where_the_draft_brings_them(built: str) -> None:
    """In April 2025 every body of the province is about to end with it."""
    said = "1. Thay thế cụm từ “Sở Thông tin và Truyền thông” bằng cụm từ “Sở Ngoại vụ” tại Điều 14."
    found = amending(built, said, day="2025-04-01")
    (opened_by,) = (f for f in found.opened if f.check == "bearer-ending-soon")
    agents = {a.rsplit("/", 1)[-1] for a in opened_by.agents}
    assert "so-ngoai-vu" in agents and "so-thong-tin-va-truyen-thong" not in agents and "cong-an-tinh" not in agents
    assert {c.provision.split(",")[0] for c in opened_by.clauses} == {"Điều 14", "Điều 3 của dự thảo"}
    assert len({a for f in found.left if f.check == "bearer-ending-soon" for a in f.agents}) > 10
    assert "bearer-ending-soon" not in {f.check for f in found.closed}
    new = "“8. Chủ trì cung cấp thông tin.”"
    added = amending(built, "1. Bổ sung khoản 8 vào sau khoản 7 Điều 15 như sau:", new, day="2025-04-01")
    brought = {c.provision for f in added.opened if f.check == "bearer-ending-soon" for c in f.clauses}
    assert brought == {"Điều 15, khoản 8", "Điều 3 của dự thảo"}


@pytest.mark.parametrize(
    ("said", "lacks", "done"),
    [
        ("Bãi bỏ khoản 2 Điều 21 và khoản 9 Điều 20.", "Điều 20, khoản 9", ["Điều 21, khoản 2"]),
        ("Sửa đổi khoản 1 và khoản 9 Điều 21 như sau: “1. Chủ trì.\n9. Phối hợp.”", "Điều 21, khoản 9", ["Điều 21, khoản 1"]),
        ("Thay cụm từ “Sở Nội vụ” bằng cụm từ “Sở Tài chính” tại Điều 19, Điều 99.", "Điều 99", ["Điều 19"]),
        ("Thay cụm từ “Sở Nội vụ” bằng cụm từ “Sở Y tế”, cụm từ “Sở Than” bằng cụm từ “Sở Mỏ” tại Điều 19.", "“Sở Than”", ["Điều 19"]),
        ("Bổ sung khoản 9 vào sau khoản 70 Điều 15 như sau: “9. Hai.”", "Điều 15, khoản 70", []),
    ],
)
def test_a_part_of_an_order_that_fails_is_named_and_blocks_no_other(built: str, said: str, lacks: str, done: list[str]) -> None:
    found = amending(built, *f"1. {said}".split("\n"))
    assert found.amended is not None and len(found.amended.left) == 1
    assert [place.words for order in found.amended.done for place in order.places] == done
    told = str(render_page(draft_page(found, {}, "2024-01-01"), "html"))
    assert f": {lacks}" in told
    assert any(c.text.startswith("Chỗ sửa đổi") and f": {lacks}." in c.text for c in comments(found, {}))


def test_an_order_whose_parts_share_their_fate_is_told_once() -> None:
    fates = amended_text(BASE, parse(BASE), {NUMBER}, orders("1. Bãi bỏ Điều 17 và khoản 2 Điều 21.\n2. Bãi bỏ Điều 98 và Điều 99.")).fates
    assert [(len(order.places), why) for order, why in fates] == [(2, ""), (2, "no-place")]


def test_wordings_of_one_order_that_lie_over_one_another_change_nothing() -> None:
    said = "1. Thay cụm từ “Sở Thông tin” bằng cụm từ “Sở A”, cụm từ “Sở Thông tin và Truyền thông” bằng cụm từ “Sở B” tại Điều 14."
    found = amended_text(BASE, parse(BASE), {NUMBER}, orders(said))
    assert [why for _, why in found.fates] == ["overlap"] and found.text == BASE


UNNUMBERED = """ỦY BAN NHÂN DÂN
TỈNH HẬU GIANG

Số:     /2025/QĐ-UBND
Hậu Giang, ngày     tháng     năm 2025

QUYẾT ĐỊNH
Sửa đổi, bổ sung một số điều của Quy chế hoạt động thông tin đối ngoại trên địa bàn tỉnh Hậu Giang

Điều 1. Sửa đổi, bổ sung một số điều của Quy chế hoạt động thông tin đối ngoại trên địa bàn tỉnh Hậu Giang
1. Bãi bỏ Điều 24.
2. Sửa đổi khoản 5 Điều 12 như sau:
“5. Chủ trì hướng dẫn phóng viên nước ngoài.”
Điều 2. Quyết định này có hiệu lực kể từ ngày 01 tháng 4 năm 2025.
"""


def of_title(built: str, text: str) -> DraftStudy:
    return draft_study(str(Path(built) / build_place.QUADS), opened(text, head(text), "2025-04-01"), "2025-04-01")


def test_a_document_without_a_number_is_known_by_its_title_and_province(built: str) -> None:
    found = of_title(built, UNNUMBERED)
    assert found.amended is not None and not found.amended.left and found.replaced.startswith("Quyết định năm 2022 của UBND tỉnh Hậu Giang")
    assert not found.unheld and {c.old_path for c in found.changes if c.kind == "rewritten"} == {"Điều 12, khoản 5"}


def test_a_title_that_no_document_bears_is_said_and_nothing_is_judged(built: str) -> None:
    found = of_title(built, UNNUMBERED.replace("Quy chế hoạt động thông tin đối ngoại", "Quy chế phát ngôn"))
    assert found.unheld == ("Quy chế phát ngôn trên địa bàn tỉnh Hậu Giang",) and not found.opened and not found.dropped and not found.replaced
    page = draft_page(found, {}, "2025-04-01")
    assert ("Sửa đổi, bổ sung", "Quy chế phát ngôn trên địa bàn tỉnh Hậu Giang (kho chưa có)") in page.facts
    assert "Không có." not in {block.text for section in page.sections[:6] for block in section.blocks if isinstance(block, Paragraph)}


def test_a_title_that_two_documents_bear_is_left_to_the_user(built: str, monkeypatch: pytest.MonkeyPatch) -> None:
    held = [s for s in read_sources() if s.iri.endswith("ttdn-2022")]
    monkeypatch.setattr(draft_opening, "read_sources", lambda: [*held, *held])
    found = of_title(built, UNNUMBERED)
    assert len(found.namesakes) == 2 and found.unheld and not found.opened
    html = str(render_page(draft_page(found, {}, "2025-04-01"), "html"))
    assert "kho có 2 văn bản mang tên này" in html and "nêu --amends VĂN_BẢN" in html


def test_a_title_that_amends_over_a_text_without_orders_is_a_document_of_its_own(built: str) -> None:
    start, end = UNNUMBERED.index("Điều 1."), UNNUMBERED.index("Điều 2.")
    found = of_title(built, UNNUMBERED[:start] + "Điều 1. Sở Ngoại vụ\n1. Chủ trì tổ chức họp báo quốc tế.\n" + UNNUMBERED[end:])
    assert not found.unheld and found.amended is None and not found.replaced


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Sửa đổi khoản 5 Điều 12 Quy chế làm việc", "Quy chế làm việc"),
        ("Về việc sửa đổi, bổ sung một số quy định của Quy định về quản lý Kế hoạch năm", "Quy định về quản lý Kế hoạch năm"),
        ("Sửa đổi, bổ sung Quy định về quản lý Kế hoạch năm", "Quy định về quản lý Kế hoạch năm"),
        ("Bãi bỏ Quy chế làm việc", ""),
        ("Ban hành Quy chế sửa đổi", ""),
    ],
)
def test_a_title_names_what_it_amends(title: str, name: str) -> None:
    assert amended_name(title) == name


def test_a_name_is_a_title_with_or_without_its_issuer_and_of_its_unit() -> None:
    name = "Quy chế hoạt động thông tin đối ngoại trên địa bàn tỉnh Hậu Giang"
    units = {
        said: len(bearers_of(said, unit, read_sources()))
        for said, unit in ((name, "hau-giang"), (f"{name} của Ủy ban nhân dân tỉnh", "can-tho-2025"), (f"{name} mới", "hau-giang"))
    }
    assert list(units.values()) == [1, 1, 0] and not bearers_of(name, "ha-tinh", read_sources())
