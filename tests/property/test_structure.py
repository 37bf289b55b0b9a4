"""Whatever the text, the tree is whole: nothing is lost, nothing overlaps, every id is its own, and nothing is raised."""

from __future__ import annotations

import glob
import os
import re
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ttdn_kb.foundation.model import Provision
from ttdn_kb.foundation.resources import folder
from ttdn_kb.structure.segments import between
from ttdn_kb.structure.tree import parse
from ttdn_kb.text.noise import is_page_noise

HERE = os.path.dirname(__file__)
TEXTS = sorted(glob.glob(os.path.join(folder("data/sources"), "*", "*", "text.txt"))) + sorted(
    glob.glob(os.path.join(HERE, "..", "cases", "structure", "*.txt"))
)
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = st.sampled_from(
    [
        "Phần I",
        "PHẦN THỨ HAI",
        "Chương II",
        "CHƯƠNG 3",
        "Mục 1",
        "Tiểu mục 2",
        "Điều 1.",
        "Điều 2a. ",
        "Điều 9",
        "Điều 26 Quy chế này",
        "I.",
        "IV. NỘI DUNG",
        "A. ",
        "1. ",
        "2. Sở Y tế:",
        "12. ",
        "3) ",
        "4.1. ",
        "4.10 ",
        "a) ",
        "đ) ",
        "d)",
        "- a) ",
        "c. ",
        "- ",
        "+ ",
        "* ",
        "• ",
        " - + ",
        "**",
        "# ",
        "### ",
        "|",
        "| a | b |",
        "|---|---|",
        "STT\tNội dung\tChủ trì",
        "1\tViệc\tSở Y tế",
        "TT",
        "Nội dung",
        "QUYẾT ĐỊNH:",
        "QUYẾT ĐỊNH",
        "KẾ HOẠCH",
        "QUY CHẾ",
        "Căn cứ Luật A;",
        "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn A",
        "PHỤ LỤC II",
        "Phụ lục",
        "(Ban hành kèm theo Quyết định số 1)",
        "Đơn vị chủ trì: Sở Y tế",
        "Đơn vị phối hợp:",
        "Thời gian thực hiện: Quý I",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/QĐ-UBND",
        "chủ trì, phối hợp với",
        "các đơn vị liên quan.",
        "Sở Y tế",
        "thực hiện;",
        "như sau:",
        "này./.",
        "Trong quá trình thực hiện",
        "7",
        " 12 ",
        "-----",
        "CÔNG BÁO/Số 1",
        "\u00a0",
        "\u200b",
        "\u00ad",
        "\u0301",
        "…",
        "\r",
    ]
)
GLUE = st.sampled_from(["\n", "\n\n", " ", "", "\n \n", "\r\n", "\t", "\u2028"])
SOUP = st.lists(st.tuples(st.one_of(WORDS, st.text(max_size=6)), GLUE), max_size=60).map(lambda parts: "".join(word + glue for word, glue in parts))

UNSEEN = "*_# \t\x1c\x1d\x1e\x1f\u00a0\u200b\ufeff\u00ad\u2060"
LEFT_OVER = re.compile(r"[\s#>*_`|:.\-–—=~…·•\u200b\ufeff\u00ad\u2060\u3000\"'“”\\]*")


def read_twice(before: str, line: str) -> bool:
    """Says whether a line is the end of the line before it, from inside a word: a scan read it twice."""
    above, said = before.rstrip().rstrip(".;, "), line.strip(UNSEEN).rstrip(".;, ")
    return bool(said) and above.endswith(said) and above[: -len(said)][-1:].isalpha()


def faults(text: str, tree: Provision) -> list[str]:
    """Gives what is wrong with a tree, in words."""
    found = []
    ids = [node.eid for node in tree.walk()]
    if len(ids) != len(set(ids)):
        found.append("an id stands twice")
    if any(not id_.isascii() for id_ in ids):
        found.append("an id is not ASCII")
    for node in tree.walk():
        place = node.span.start
        for child in node.children:
            if child.span.start < place or child.span.end < child.span.start:
                found.append(f"{child.eid} overlaps what stands before it")
            place = child.span.end
        if place > node.span.end:
            found.append(f"{node.eid} ends before its children")
        for span in (node.heading, node.body):
            if span is not None and not (node.span.start <= span.start <= span.end <= node.span.end):
                found.append(f"{node.eid} has words outside itself")
        if node.children and node.body is not None:
            found.append(f"{node.eid} has both words and children")
    for gap in between(text, tree):
        for match in re.finditer(r"[^\r\n\u0085\u2028\u2029\v\f]+", gap.slice(text)):
            line, before = match.group(), text[: gap.start + match.start()]
            if not LEFT_OVER.fullmatch(line) and not is_page_noise(line.strip(UNSEEN)) and not read_twice(before, line):
                found.append(f"lost: {line[:80]!r}")
    return found


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: os.path.basename(os.path.dirname(path)) + "/" + os.path.basename(path))
def test_a_real_text_is_kept_whole(path: str) -> None:
    with open(path, encoding="utf-8", newline="") as handle:
        text = handle.read()
    assert faults(text, parse(text)) == []


@example("A. \u2028STT\tNội dung\tChủ trì\n")
@example("Phần I\nA\x1f\n")
@example("Phần Ia000\na000\n")
@QUIET
@given(SOUP)
def test_keyword_soup_is_kept_whole(text: str) -> None:
    assert faults(text, parse(text)) == []


@QUIET
@given(st.text(max_size=300))
def test_any_text_is_kept_whole(text: str) -> None:
    assert faults(text, parse(text)) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_cut_of_a_real_text_is_kept_whole(data: st.DataObject) -> None:
    with open(data.draw(st.sampled_from(TEXTS)), encoding="utf-8", newline="") as handle:
        text = handle.read()
    start = data.draw(st.integers(0, len(text)))
    cut = text[start : data.draw(st.integers(start, min(len(text), start + 6000)))]
    assert faults(cut, parse(cut)) == []


def test_time_grows_with_the_length_and_not_faster() -> None:
    piece = "Điều 1. Sở Y tế\n1. Chủ trì, phối hợp với Sở Tài chính:\na) Khám bệnh;\n- Cấp thuốc.\n"
    piece += "Đơn vị chủ trì: Sở Y tế\n\nTrong quá trình thực hiện\n"
    spent = []
    for times in (200, 1600):
        text = piece * times
        begun = time.process_time()
        parse(text)
        spent.append(time.process_time() - begun)
    assert spent[1] < spent[0] * 8 * 3
