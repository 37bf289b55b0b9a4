"""A tree is shown as indented words and as plain records."""

from __future__ import annotations

import json

import pytest

from ttdn_kb.foundation.model import ProvisionKind
from ttdn_kb.structure.segments import between
from ttdn_kb.structure.show import label, outline, to_dict
from ttdn_kb.structure.tree import parse

TEXT = """IV. TỔ CHỨC THỰC HIỆN
5. Sở Công Thương
- Bình ổn giá.
Đơn vị phối hợp: Sở Y tế.
12. Các sở: Báo cáo.
| TT | Việc |
| 1 | Họp |
"""


def test_the_outline_indents_and_names_what_is_missing() -> None:
    assert outline(parse(TEXT), TEXT) == (
        "IV. TỔ CHỨC THỰC HIỆN\n"
        "  5. Sở Công Thương\n"
        "    gạch 1: Bình ổn giá.\n"
        "    Đơn vị phối hợp: Sở Y tế.\n"
        "  (thiếu 6 đến 11)  [số thứ tự nhảy từ 5 đến 12]\n"
        "  12. Các sở\n"
        "    đoạn: Báo cáo.\n"
        "    bảng\n"
        "      dòng 1: TT | Việc\n"
        "      dòng 2: 1 | Họp\n"
    )


def test_the_outline_in_english_names_kinds() -> None:
    assert outline(parse(TEXT), TEXT, "en").splitlines()[:3] == ["part IV TỔ CHỨC THỰC HIỆN", "  item 5 Sở Công Thương", "    bullet: Bình ổn giá."]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_kind_has_a_label(lang: str) -> None:
    assert all(label(kind, lang) for kind in ProvisionKind)


def test_a_record_holds_places_and_clean_words_and_is_ready_for_json() -> None:
    record = to_dict(parse(TEXT), TEXT)
    assert json.loads(json.dumps(record)) == record
    bullet = record["children"][0]["children"][0]["children"][0]
    assert (bullet["kind"], bullet["label"], bullet["path"], bullet["text"]) == ("bullet", "gạch đầu dòng", "IV.5, gạch 1", "Bình ổn giá.")
    assert TEXT[bullet["start"] : bullet["end"]] == "- Bình ổn giá."


def test_only_marks_lie_between_what_provisions_account_for() -> None:
    tree = parse(TEXT)
    assert all(not gap.slice(TEXT).strip("\n |:.") for gap in between(TEXT, tree))
