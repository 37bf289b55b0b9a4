"""The reading view says the words as a careful reader would, and every stretch of it leads back to the stored text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ttdn_kb.foundation.model import Span
from ttdn_kb.text.clean import clean, fold, modern_tones

CASES = {
    "decomposed letters are composed": ("Sở Y tế", "Sở Y tế"),
    "old tone places move to the first vowel": ("Uỷ ban, hoà bình, khoẻ, thuý, UỶ BAN", "Ủy ban, hòa bình, khỏe, thúy, ỦY BAN"),
    "a tone before a final consonant and in quy stays": ("hoàn toàn, quý, quỹ, tuyết, khoán", "hoàn toàn, quý, quỹ, tuyết, khoán"),
    "non-breaking and zero-width spaces and soft hyphens go": ("Sở\u00a0Y\u200b tế\u00ad tỉnh\ufeff", "Sở Y tế tỉnh"),
    "broken lines are one line": ("cơ quan, đơn vị liên\n\nquan  triển\r\nkhai", "cơ quan, đơn vị liên quan triển khai"),
    "a number broken at a line end is mended": ("số 218-\n\nCV/BTGDVTU", "số 218-CV/BTGDVTU"),
    "a word pair broken at its hyphen keeps its spaces": ("kinh tế\n\n- xã hội và Việt Nam -\nLào", "kinh tế - xã hội và Việt Nam - Lào"),
    "a hyphen that touches its word is closed up": ("dịch Covid-\n19; Chỉ thị số 42-\nCT/TW", "dịch Covid-19; Chỉ thị số 42-CT/TW"),
    "a page number between lines goes": ("bảo đảm an toàn\n\n 4 \n\nxã hội", "bảo đảm an toàn xã hội"),
    "a running head and a stamp go": ("thế giới\nCÔNG BÁO/Số 277/Ngày 16-05-2026 \n53\nKý bởi: A\nvà khu vực", "thế giới và khu vực"),
    "a number that ends the stretch stays": ("mười\n12", "mười 12"),
    "Markdown marks go": ("### **Điều 1. Phạm vi**\n*Căn cứ* `a` __b__", "Điều 1. Phạm vi Căn cứ a b"),
    "a star between words stays": ("5 * 3", "5 * 3"),
    "a cell break is a semicolon unless a mark stands before it": ("Sở A<br>Sở B,<br/>Sở C", "Sở A; Sở B, Sở C"),
    "nothing but space is nothing": (" \n\u200b\t", ""),
    "tags that a converter left in Markdown": ('<p align="center"><b>Điều 6. Lập dự toán</b><br>', "Điều 6. Lập dự toán"),
    "a sign of comparison is no tag": ("mức a <b và c> d", "mức a <b và c> d"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_words_are_read(text: str, expected: str) -> None:
    assert clean(text).text == expected


def test_ends_are_exact_letter_by_letter() -> None:
    text = "x **Uỷ ban**\n\n nhân dân\u00a0tỉnh y"
    view = clean(text, Span(2, len(text) - 2))
    at = view.text.index("Ủy ban nhân dân")
    assert view.span(at, at + len("Ủy ban nhân dân")).slice(text) == "Uỷ ban**\n\n nhân dân"
    assert view.span(0, 1).slice(text) == "U"
    assert view.span(3, 3) == Span(view.offsets[3], view.offsets[3])


@given(st.text(alphabet=st.sampled_from("aăâđeêioôơuưyáàảãạ ỷ\u0301\u0300\u0323 \n\t-/*#_<>br\u00a0\u200b\u00ad1.;:|QUyoa"), max_size=80))
def test_every_letter_of_the_view_comes_from_its_place(text: str) -> None:
    view = clean(text)
    assert len(view.text) == len(view.offsets) == len(view.ends)
    assert all(one < two for one, two in zip(view.offsets, view.ends, strict=True))
    assert list(view.offsets) == sorted(view.offsets)
    for place, letter in enumerate(view.text):
        source = unicodedata.normalize("NFC", view.span(place, place + 1).slice(text))
        assert letter == " " or letter == ";" or fold(letter) in fold(source)


@given(st.text(max_size=60))
def test_folding_keeps_the_length_of_the_composed_form(text: str) -> None:
    assert len(fold(text)) == len(unicodedata.normalize("NFC", text))
    assert len(modern_tones(text)) == len(text)
