"""Short documents give the norms a lawyer reads in them, quoted letter by letter from the stored text."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from ttdn_kb.foundation.model import Metadata, Norm, Remark
from ttdn_kb.norms.reader import read
from ttdn_kb.structure.metadata import read_metadata
from ttdn_kb.structure.tree import parse

TABLE = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "norms", "documents.jsonl")
with open(TABLE, encoding="utf-8") as handle:
    CASES: list[dict[str, Any]] = [json.loads(line) for line in handle if line.strip()]


def norms_of(text: str) -> tuple[tuple[Norm, ...], tuple[Remark, ...]]:
    tree = parse(text)
    return read(text, tree, read_metadata(text, tree))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_document_gives_its_norms(case: dict[str, Any]) -> None:
    norms, _ = norms_of(case["text"])
    assert [[n.modality, " | ".join(f"{a.role}: {a.agent}" for a in n.assignments)] for n in norms] == case["norms"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_quotes_and_mentions_are_letters_of_the_text(case: dict[str, Any]) -> None:
    text = case["text"]
    for norm in norms_of(text)[0]:
        assert norm.quote == norm.span.slice(text)
        for assignment in norm.assignments:
            if assignment.mention is not None:
                assert norm.span.start <= assignment.mention.start < assignment.mention.end <= norm.span.end


PLAN = (
    "1. Tổ chức hội nghị phổ biến Nghị định số 72/2015/NĐ-CP cho cán bộ.\n- Đơn vị chủ trì: Sở Tư pháp.\n"
    "- Thời gian thực hiện: Quý II năm 2024.\n- Địa điểm: huyện Kỳ Anh.\n"
)


def test_a_plan_block_gives_time_and_place_and_the_work_its_citations() -> None:
    (norm,) = norms_of(PLAN)[0]
    assert (norm.deadline_value, norm.deadline, norm.place) == ("2024-Q2", "Quý II năm 2024", "huyện Kỳ Anh")
    assert [r.number for r in norm.references] == ["72/2015/NĐ-CP"]


@pytest.mark.parametrize(
    ("when", "due"),
    [
        ("Vụ Pháp chế chủ trì phối hợp với các đơn vị thuộc Bộ thực hiện.\nThời gian thực hiện: từ Quý II - IV/2014\n", "từ Quý II - IV/2014"),
        ("Cục Tin học phối hợp với Vụ Pháp chế thực hiện trong tháng 1/2014.\n", "trong tháng 1/2014"),
        ("Vụ Pháp chế chủ trì phối hợp với các đơn vị thuộc Bộ thực hiện.\nThời gian thực hiện: Vụ Pháp chế thông báo\n", ""),
    ],
    ids=["a label below who does it", "in the sentence on who does it", "what says no time is none"],
)
def test_a_plan_item_gets_the_time_that_stands_below_it(when: str, due: str) -> None:
    found = norms_of(f"II. NỘI DUNG\n6. Kịp thời cập nhật, đăng tải các văn bản cần phổ biến.\n{when}7. Kiểm tra, đánh giá tình hình.\n")[0]
    assert [norm.deadline for norm in found if norm.quote.startswith("Kịp thời")] == [due]


def test_an_order_below_a_closing_formula_is_quoted_from_its_verb() -> None:
    (norm,) = norms_of("Trên đây là Kế hoạch triển khai Nghị quyết, yêu cầu Sở Y tế, Sở Nội vụ triển khai thực hiện.\n")[0]
    assert norm.quote.startswith("yêu cầu Sở Y tế")


def test_the_time_below_the_paragraphs_of_a_step_is_that_of_each_and_of_no_other_step() -> None:
    first = "2.1. Bước 1: Tiếp nhận hồ sơ.\nSở Nội vụ tiếp nhận hồ sơ.\nThời gian hoàn tất: trước ngày 27 tháng 6 năm 2014.\n"
    second = "2.2. Bước 2: Kiểm tra.\nSở Xây dựng tổ chức kiểm tra.\nSau khi kiểm tra, Ủy ban nhân dân xã lập danh sách.\n"
    found = norms_of(f"2. Trình tự\n{first}{second}Thời hạn hoàn thành: trước ngày 25 tháng 7 năm 2014.\n")[0]
    assert [norm.deadline_value for norm in found] == ["2014-06-27", "2014-07-25", "2014-07-25"]


def test_a_label_from_a_heading_has_no_mention_in_the_quote() -> None:
    (norm,) = norms_of("Điều 15. Sở Ngoại vụ\n1. Cung cấp thông tin về biên giới lãnh thổ cho báo chí.\n")[0]
    assert [a.mention for a in norm.assignments] == [None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Điều 1. Kinh phí\n1. Kinh phí thực hiện được bố trí trong dự toán ngân sách hằng năm.\n", "no-bearer"),
        ("Điều 2. Công ty Sao Mai Xanh\n1. Cung cấp nước sạch cho khu dân cư trong mùa khô.\n", "unknown-agent"),
    ],
    ids=["work without a bearer is remarked", "a body known only by its form is remarked"],
)
def test_what_the_reader_is_not_sure_of_is_remarked(text: str, code: str) -> None:
    assert code in {remark.code for remark in norms_of(text)[1]}


def test_a_province_unseen_is_read_with_its_own_name() -> None:
    text = "Điều 3. Sở Ngoại vụ tỉnh Cà Mau\n1. Chủ trì, phối hợp với Công an tỉnh Cà Mau tổ chức họp báo.\n"
    tree = parse(text)
    (norm,) = read(text, tree, Metadata(province="ca-mau"))[0]
    assert [a.agent for a in norm.assignments] == ["Sở Ngoại vụ", "Công an tỉnh"]
