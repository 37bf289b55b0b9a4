"""Pictures are well-formed, say their names in full, and nothing lies over anything else."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from lxml import etree

from ttdn_kb.report.drawing import text_width, wrap
from ttdn_kb.report.heat_map import Heat, heat_map
from ttdn_kb.report.network import Tie, network, strongest
from ttdn_kb.report.tree_picture import tree

NAMES = [
    "Sở Văn hóa, Thể thao và Du lịch",
    "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
    "Ban Chỉ đạo công tác thông tin đối ngoại Tỉnh ủy Hà Tĩnh",
    "Báo <A> & Đài",
]
TIES = [Tie(a, b, i + 1) for i, (a, b) in enumerate(combinations(NAMES, 2))]
PAIRS = [(NAMES[0], NAMES[1]), (NAMES[2], NAMES[1]), (NAMES[3], NAMES[0]), (NAMES[3], NAMES[2])]
CIRCLE = [("A", "B"), ("B", "C"), ("C", "A")]
PICTURES = {
    "heat map": heat_map("Nhiệt", "mô tả", NAMES, [(n, [Heat("1", 0.5, "gợi ý")] * len(NAMES)) for n in NAMES]),
    "network": network("Mạng", "mô tả", TIES, ("trái", "phải")),
    "tree": tree("Cây", "mô tả", PAIRS),
    "tree of a circle": tree("Cây", "mô tả", CIRCLE),
}


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    root = etree.fromstring(svg.encode())
    found = []
    for r in root.iter("{http://www.w3.org/2000/svg}rect"):
        if r.get("width") != "100%":
            found.append(tuple(float(r.get(k) or 0) for k in ("x", "y", "width", "height")))
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("svg", PICTURES.values(), ids=PICTURES)
def test_well_formed_with_title_and_no_outer_resource(svg: str) -> None:
    root = etree.fromstring(svg.encode())
    assert root[0].tag.endswith("title") and root[1].tag.endswith("desc")
    assert not re.search(r"href|<image|<script|<style", svg)


@pytest.mark.parametrize("svg", PICTURES.values(), ids=PICTURES)
def test_no_box_lies_over_another_or_outside(svg: str) -> None:
    width, height = (float(v) for v in re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())  # type: ignore[union-attr]
    for x, y, w, h in boxes(svg):
        assert x >= 0 and y >= 0 and x + w <= width and y + h <= height
    for (x1, y1, w1, h1), (x2, y2, w2, h2) in combinations(boxes(svg), 2):
        assert x1 + w1 <= x2 or x2 + w2 <= x1 or y1 + h1 <= y2 or y2 + h2 <= y1


@pytest.mark.parametrize(("svg", "names"), [(PICTURES["network"], NAMES), (PICTURES["tree"], NAMES)], ids=["network", "tree"])
def test_every_name_is_written_in_full(svg: str, names: list[str]) -> None:
    words = " ".join(t.text or "" for t in etree.fromstring(svg.encode()).iter("{http://www.w3.org/2000/svg}text"))
    for name in names:
        assert name in words


def test_labels_fit_their_boxes() -> None:
    for name in NAMES:
        assert all(text_width(line, 13) <= 266 for line in wrap(name, 266, 13))


def test_the_same_ties_in_any_order_give_the_same_picture() -> None:
    assert network("M", "m", TIES, ("a", "b")) == network("M", "m", TIES[::-1], ("a", "b"))
    assert tree("M", "m", PAIRS) == tree("M", "m", PAIRS[::-1])


def test_a_body_under_two_is_drawn_under_both_and_grown_once() -> None:
    svg = tree("Cây", "mô tả", [("c", "b"), ("c", "a"), ("d", "c")])
    words = [t.text for t in etree.fromstring(svg.encode()).iter("{http://www.w3.org/2000/svg}text")]
    assert words.count("c") == 2 and words.count("d") == 1 and words.count("(đã vẽ ở trên)") == 1


def test_strongest_keeps_the_most_tied() -> None:
    ties = [Tie(f"l{i}", f"r{i}", i) for i in range(1, 30)]
    assert {t.left for t in strongest(ties, 3, 2)} == {"l29", "l28"}
