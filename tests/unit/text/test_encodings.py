"""Bytes of damaged files and of Windows-1258 as text.

The bytes that hurt UTF-8 are single ones put over a whole text, and cuts inside a letter.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from ttdn_kb.text.encodings import decode
from ttdn_kb.text.readers import read_source
from ttdn_kb.text.strange import lost_letters

SENTENCE = "Điều 1. Sở Y tế chủ trì, phối hợp với Sở Tài chính tổ chức khám bệnh ở các xã biên giới.\n"
TEXT = SENTENCE * 30
FRENCH = "Le président de la République a déclaré à l'Assemblée que la forêt brûle, señor Muñoz über Straße.\n" * 20


def windows_1258(text: str) -> bytes:
    """Vietnamese as Windows-1258 keeps it: a vowel with its hat in one byte, the tone in the next."""
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        tones = [mark for mark in unicodedata.normalize("NFD", letter) if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in tones))
        out += (base + "".join(tones)).encode("cp1258")
    return out


def hurt(data: bytes, every: int) -> bytes:
    """The data with one byte in so many made one that UTF-8 does not have."""
    return bytes(0xFF if place % every == every - 1 else byte for place, byte in enumerate(data))


WHOLE = TEXT.encode()
DAMAGED = {
    "one bad byte": WHOLE[:1000] + b"\xc5" + WHOLE[1001:],
    "half a byte in a hundred": hurt(WHOLE, 200),
    "cut inside its first letter": WHOLE[1:],
    "cut inside its last letter": WHOLE[: WHOLE.rindex("ở".encode()) + 2],
    "one bad byte behind a mark": b"\xef\xbb\xbf" + hurt(b"So Y te chu tri. " * 20, 170),
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_damaged_utf8_stays_utf8(data: bytes) -> None:
    found = decode(data)
    assert found is not None
    assert found == (data.decode("utf-8", "replace"), "UTF-8")


@pytest.mark.parametrize("coding", ["cp1252", "latin-1", "cp1258"])
def test_a_western_text_is_no_damaged_utf8_and_no_windows_1258(coding: str) -> None:
    assert decode(FRENCH.encode(coding, "replace")) == (FRENCH.encode(coding, "replace").decode("cp1252"), "cp1252")


def test_the_places_of_lost_letters_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(WHOLE.replace("bệnh".encode(), b"b\xe1\xbbnh", 1))
    stored = read_source(str(path))
    assert stored.text == TEXT.replace("bệnh", "b\ufffdnh", 1)
    assert [note for note in stored.notes if "1 chỗ" in note.vi and "dòng 1 (“b\ufffdnh”)" in note.vi and "line 1 (“b\ufffdnh”)" in note.en]
    path.write_bytes(WHOLE)
    assert read_source(str(path)).notes == ()


def test_a_lost_letter_is_found_by_its_line() -> None:
    assert lost_letters(f"a\nb\n\nx\ufffdy {'z' * 300_000} \ufffd\n") == [(4, "x\ufffdy"), (4, "\ufffd")]
    assert lost_letters(TEXT) == []


def test_windows_1258_is_read_in_composed_letters() -> None:
    assert decode(windows_1258(TEXT)) == (TEXT, "Windows-1258")


def test_a_page_in_windows_1258_is_read_in_composed_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b'<html><head><meta charset="windows-1258"></head><body><p>' + windows_1258(SENTENCE) + b"</p></body></html>")
    assert read_source(str(path)).text == SENTENCE
