"""Capitals of TCVN3, which has none with tone marks."""

from __future__ import annotations

import pytest

from ttdn_kb.text.legacy import convert

LINES = {
    "a word that begins with a mark": ("**ñY BAN NH¢N D¢N", "**ỦY BAN NHÂN DÂN"),
    "a word of one plain letter in a line of capitals": ("CéNG HßA X· HéI", "CỘNG HÒA XÃ HỘI"),
    "a word of marks alone in a line of capitals": ("§Ò ¸N, ý KIÕN", "ĐỀ ÁN, Ý KIẾN"),
    "a line of capitals does not raise the next": ("TØNH Hµ TÜNH\nTØnh Hµ TÜnh", "TỈNH HÀ TĨNH\nTỉnh Hà Tĩnh"),
    "a name in a line of small letters": ("®¹i häc Y Hµ Néi", "đại học Y Hà Nội"),
    "a number line": ("Sè: 77/Q§-UBND", "Số: 77/QĐ-UBND"),
    "capitals inside a line of small letters": ("theo ñY BAN nh©n d©n", "theo ỦY BAN nhân dân"),
}


@pytest.mark.parametrize(("old", "meant"), LINES.values(), ids=LINES)
def test_capitals_are_those_that_are_meant(old: str, meant: str) -> None:
    assert convert(old, "TCVN3") == meant
