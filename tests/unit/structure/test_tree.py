"""Each form that a provision may take, and the whole outline of each source document."""

from __future__ import annotations

import glob
import os
import re

import pytest

from ttdn_kb.foundation.model import Provision, ProvisionKind
from ttdn_kb.foundation.resources import folder
from ttdn_kb.structure.tree import parse
from ttdn_kb.text.clean import clean

CASES = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "structure")
OUTLINES = os.path.join(CASES, "outlines")
SOURCES = sorted(glob.glob(os.path.join(folder("data/sources"), "*", "*", "text.txt")))


def read(path: str) -> str:
    with open(path, encoding="utf-8", newline="") as handle:
        return handle.read()


def forms() -> list[tuple[str, str, list[str]]]:
    found = []
    for part in read(os.path.join(CASES, "forms.txt")).split("=== ")[1:]:
        head, expected = part.split("--- path | kind | number | heading | words\n")
        name, text = head.split("\n", 1)
        found.append((name, text, expected.rstrip("\n").split("\n")))
    return found


def line(node: Provision, text: str) -> str:
    heading = clean(text, node.heading).text if node.heading else ""
    words = clean(text, node.body).text if node.body else ""
    return " | ".join([node.path, node.kind.value, node.number, heading, words]).replace("|  |", "| |").replace("|  |", "| |").rstrip()


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in forms()], ids=[case[0] for case in forms()])
def test_a_form_is_read(text: str, expected: list[str]) -> None:
    got = [line(node, text) for node in parse(text).walk() if node.path]
    assert got == [one.rstrip() for one in expected]


def outline(text: str) -> str:
    """One line a provision: path, kind, id, title, the first and last words, note."""
    lines = []
    for node in parse(text).walk():
        if not node.eid:
            continue
        heading = clean(text, node.heading).text if node.heading else ""
        words = clean(text, node.body).text.split() if node.body else []
        shown = " ".join(words) if len(words) <= 12 else " ".join([*words[:7], "…", *words[-4:]])
        lines.append(" | ".join([node.path, node.kind.value, node.eid, heading, shown, node.note]).rstrip(" |"))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: os.path.basename(os.path.dirname(path)))
def test_the_outline_of_a_source_is_as_reviewed(path: str) -> None:
    name = os.path.basename(os.path.dirname(path))
    assert outline(read(path)) == read(os.path.join(OUTLINES, f"{name}.txt"))


def test_no_source_is_without_a_reviewed_outline() -> None:
    assert {os.path.basename(os.path.dirname(path)) for path in SOURCES} == {os.path.splitext(name)[0] for name in os.listdir(OUTLINES)}


def test_spans_are_code_points_of_the_stored_text() -> None:
    text = "\ufeffĐiều 1. Sở Y tế\r\n1. Khám bệnh 🏥 tại nhà.\r\n2. Cấp thuốc.\r\n"
    tree = parse(text)
    second = next(node for node in tree.walk() if node.eid == "dieu-1/khoan-2")
    assert second.span.slice(text) == "2. Cấp thuốc."
    assert second.body is not None
    assert second.body.slice(text) == "Cấp thuốc."


def test_a_lacuna_has_no_length_and_stands_between_its_neighbours() -> None:
    text = "IV. TỔ CHỨC\n5. Sở Công Thương\n- Bình ổn giá.\n12. Các sở\n- Báo cáo."
    children = parse(text).children[0].children
    before, gap, after = children
    assert (gap.kind.value, len(gap.span), gap.number, gap.note) == ("lacuna", 0, "6-11", "số thứ tự nhảy từ 5 đến 12")
    assert before.span.end <= gap.span.start <= after.span.start


def test_a_list_that_begins_in_quotation_marks_lacks_nothing() -> None:
    quoted = parse("Điều 8. Sửa đổi Điều 19\n“1. Sở Y tế khám bệnh.\n2. Sở Tài chính cấp kinh phí.”\n").children[0]
    assert [node.kind.value for node in quoted.children] == ["paragraph", "clause"]


def test_the_end_of_a_line_that_a_scan_read_twice_is_noise() -> None:
    text = "Điều 2. Các Vụ trưởng chịu trách nhiệm thi hành Quyết định này.\nịnh này.\nĐiều 3. Gửi hồ sơ về Bộ.\nvà lưu tại Sở.\n"
    first, second = [clean(text, node.body).text for node in parse(text).leaves() if node.body]
    assert first.endswith("thi hành Quyết định này.")
    assert second.endswith("và lưu tại Sở.")


def test_a_provision_does_not_end_where_its_sentence_cannot() -> None:
    text = "1. Sở Y tế:\n- Lập hồ sơ theo yêu cầu của bên mời,\nĐơn vị chuẩn bị dự án.\n2. Trách nhiệm giải trình\n- Báo cáo kết quả.\n"
    bullets = [node for node in parse(text).leaves() if node.kind is ProvisionKind.BULLET]
    assert [len(node.span.slice(text).split("\n")) for node in bullets] == [2, 1]


def test_paragraphs_between_empty_lines_hold_their_short_lines() -> None:
    """A page of a ministry's site breaks the first line of a paragraph early; the empty lines say where it ends."""
    items = "".join(f"\n{n}. Rà soát, bổ sung các\nquy định về quản lý và\nbảo vệ rừng ven biển số {n}.\n" for n in range(1, 12))
    text = f"II. NHIỆM VỤ\n{items}\nĐề nghị Ủy ban Mặt trận Tổ quốc\nViệt Nam tỉnh và các tổ chức thành viên giám sát\nviệc thực hiện.\n"
    last = [line(node, text) for node in parse(text).leaves()][-1]
    assert last.endswith("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức thành viên giám sát việc thực hiện.")


NOTES = "\n\n[1] Theo Luật Ngân sách.\n[2] Sở Nội vụ thi tuyển.\n"
BODY = "Điều 1. Phân công\n1. Sở Tài chính bố trí kinh phí[1].\n2. Sở Y tế chủ trì khám bệnh.[2]"


def test_footnotes_behind_a_text_are_of_no_provision() -> None:
    tree = parse(BODY + NOTES)
    assert [node.path for node in tree.leaves()] == ["Điều 1, khoản 1", "Điều 1, khoản 2", "đoạn cuối, đoạn 1", "đoạn cuối, đoạn 2"]
    assert tree.children[0].children[1].heading is None


def test_an_empty_footnote_is_one_too() -> None:
    tree = parse(BODY + NOTES.replace(" Sở Nội vụ thi tuyển.", "") + "[3] Theo Luật Khám bệnh.\n")
    assert [node.path for node in tree.leaves()][-3:] == ["đoạn cuối, đoạn 1", "đoạn cuối, đoạn 2", "đoạn cuối, đoạn 3"]


@pytest.mark.parametrize("before", ["", NOTES + "\n3. Nhiệm vụ khác:"], ids=["alone", "behind others"])
def test_tasks_numbered_like_footnotes_are_no_notes(before: str) -> None:
    tree = parse(re.sub(r"\[\d\]", "", BODY) + before + NOTES)
    assert not any(node.path.startswith("đoạn cuối") for node in tree.leaves())


def test_notes_with_provisions_behind_them_do_not_end_a_text() -> None:
    tree = parse(BODY + NOTES + "\n3. Sở Nội vụ thi tuyển.\n")
    assert [node.path for node in tree.leaves()][-1] == "Điều 1, khoản 3"
    assert not any(node.path.startswith("đoạn cuối") for node in tree.leaves())
