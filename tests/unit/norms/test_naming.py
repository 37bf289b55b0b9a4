"""One body has one label all through a document, whatever short wordings the document has for it."""

from __future__ import annotations

import pytest

from ttdn_kb.norms.aliases import aliases, same_level

WARDS = "Ủy ban nhân dân phường, xã, đặc khu"
CASES = [
    pytest.param(["Ủy ban nhân dân xã, phường, đặc khu", WARDS, WARDS], WARDS, id="places in another order: as said most"),
    pytest.param([WARDS, "Ủy ban nhân dân xã, phường, đặc khu"], WARDS, id="places in another order, each as often: as said first"),
    pytest.param(
        ["Phòng Quản lý xuất nhập cảnh", "Phòng Quản lý xuất nhập cảnh, Công an tỉnh"],
        "Phòng Quản lý xuất nhập cảnh, Công an tỉnh",
        id="a unit has its parent",
    ),
    pytest.param(
        ["Các sở, ban, ngành thuộc tỉnh", "Các sở, ban, ngành của tỉnh", "Các sở, ban, ngành của tỉnh"],
        "Các sở, ban, ngành thuộc tỉnh",
        id="a seat in other words: the closer one",
    ),
    pytest.param(
        ["Các sở, ban, ngành", "Các sở, ban, ngành", "Các sở, ban, ngành Thành phố"],
        "Các sở, ban, ngành Thành phố",
        id="a collective said without its seat has it",
    ),
]


LEVELS = [
    pytest.param(
        ["Chủ tịch Ủy ban nhân dân cấp xã", "Chủ tịch Ủy ban nhân dân cấp xã", "Chủ tịch Ủy ban nhân dân các xã, phường"],
        "Chủ tịch Ủy ban nhân dân cấp xã",
        id="chairmen of a level: the wording used more",
    ),
    pytest.param(
        ["Ủy ban nhân dân cấp xã", "Ủy ban nhân dân cấp xã", "Ủy ban nhân dân xã, phường"],
        "Ủy ban nhân dân cấp xã",
        id="committees of a level: the wording used more",
    ),
    pytest.param(
        ["Chủ tịch Ủy ban nhân dân cấp xã", "Chủ tịch Ủy ban nhân dân các xã, phường"],
        "Chủ tịch Ủy ban nhân dân các xã, phường",
        id="chairmen of a level said as often: the document's own places",
    ),
]


@pytest.mark.parametrize(("labels", "best"), CASES)
def test_wordings_of_one_body_are_one_label(labels: list[str], best: str) -> None:
    table = aliases(labels)
    assert {table.get(label, label) for label in labels} == {best}


def test_the_seat_of_a_collective_is_also_known_from_its_heads() -> None:
    assert aliases(["Các sở, ban, ngành", "Thủ trưởng các sở, ban, ngành tỉnh"])["Các sở, ban, ngành"] == "Các sở, ban, ngành tỉnh"
    assert "Các sở, ban, ngành" not in aliases(["Các sở, ban, ngành", "Thủ trưởng các cơ quan tỉnh"])


@pytest.mark.parametrize(("labels", "best"), LEVELS)
def test_full_names_of_one_level_stay_as_printed_and_mean_one_body(labels: list[str], best: str) -> None:
    assert not set(labels) & set(aliases(labels))
    table = same_level(labels)
    assert {table.get(label, label) for label in labels} == {best}
