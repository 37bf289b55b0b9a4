"""The column `province` of the lexicon says from which province's texts alone a name is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from ttdn_kb.compare.attested import TABLES, Attested, marked, of_base
from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.oxigraph import OxigraphStore

KNOWN = Attested(
    {
        "ha-tinh": ["Báo và phát thanh, truyền hình Hà Tĩnh", "Sở Y tế", "Sư đoàn 324", "Hội đồng"],
        "hau-giang": ["Sở Y tế"],
        "trung-uong": ["Thông tấn xã Việt Nam"],
    },
    ["Hội đồng họp"],
)


@pytest.mark.parametrize(
    ("name", "vocabulary", "province"),
    [
        pytest.param("Báo và Phát thanh, Truyền hình", False, "ha-tinh", id="in one province alone, whatever its case"),
        pytest.param("Sở Y tế", False, "", id="in two provinces"),
        pytest.param("Thông tấn xã Việt Nam", False, "", id="a national body"),
        pytest.param("Sở Y", False, "", id="in none"),
        pytest.param("Báo và phát", False, "ha-tinh", id="part of a name, whole words"),
        pytest.param("Báo và phá", False, "", id="no whole words"),
        pytest.param("Sư đoàn", True, "ha-tinh", id="a word used nowhere else"),
        pytest.param("Hội đồng", True, "", id="a word used elsewhere"),
        pytest.param("Hội đồng", False, "ha-tinh", id="a name is not freed by a word elsewhere"),
    ],
)
def test_where_a_name_is_known_from(name: str, vocabulary: bool, province: str) -> None:
    assert KNOWN.province(name, vocabulary) == province


def test_the_column_is_what_the_base_attests(base: OxigraphStore) -> None:
    known = of_base(base)
    stale = [name for name in TABLES if Path(folder("data"), "lexicon", name + ".csv").read_text("utf-8") != marked(name, known)]
    assert not stale, "run python -m ttdn_kb.compare.attested"
    assert "ha-tinh" in marked("agency_names", known)
