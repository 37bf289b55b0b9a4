"""Pages of any depth are read whole; those that no parser should read are refused with the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.text.notes import not_shown
from ttdn_kb.text.readers import StoredText, read_source

MANY = 3000
ROWS = "<table><tr><td>Việc</td><td>Chủ trì</td></tr><tr><td>Khám bệnh</td><td>Sở Y tế</td></tr></table>"


def read(folder: Path, body: str) -> StoredText:
    path = folder / "a.html"
    path.write_bytes(f"<html><body>{body}</body></html>".encode())
    return read_source(str(path))


@pytest.mark.parametrize("tag", ["font", "div", "span", "b", "p><font size=2", "center><o:p"])
def test_unclosed_tags_cut_nothing(tmp_path: Path, tag: str) -> None:
    said = [f"Điều {number}. Sở Y tế chủ trì khám bệnh lần {number}." for number in range(1, MANY + 1)]
    stored = read(tmp_path, "".join(f"<{tag}>{line}<br>" for line in said))
    assert stored.text.splitlines() == said
    assert stored.notes == ()


def test_a_deep_table_keeps_its_rows_and_deep_blocks_their_lines(tmp_path: Path) -> None:
    stored = read(tmp_path, "<div>" * MANY + f"<p>Điều 1. <font>Sở Y</font> tế</p><p>Điều 2</p>{ROWS}Hết" + "</div>" * MANY + "Sau")
    assert stored.text.splitlines() == ["Điều 1. Sở Y tế", "Điều 2", "| Việc | Chủ trì |", "| Khám bệnh | Sở Y tế |", "Hết", "Sau"]


def test_words_behind_the_page_and_a_second_page_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, "Điều 1</body></html> Điều 2 <html><body>Điều 3").text.split("\n")[:3] == ["Điều 1", "Điều 2", "Điều 3"]


@pytest.mark.parametrize("odd", ['<p style="a&#1;b">', "<a²>", "<đoạn>", "<1a>", '<ol start="&#2;3">'])
def test_odd_tags_and_attributes_hold_their_words(tmp_path: Path, odd: str) -> None:
    assert read(tmp_path, f"<p>Điều 1</p>{odd}Điều 2").text.splitlines()[-1].endswith("Điều 2")


@pytest.mark.parametrize("body", ["<p>Điều 1" + "<table><tr><td>" * 300 + "Hết", "<p>Điều 1" + "<div>" * 30_000 + "Hết"], ids=["tables", "blocks"])
def test_a_page_that_is_too_deep_is_refused_with_the_place(tmp_path: Path, body: str) -> None:
    with pytest.raises(TtdnError) as caught:
        read(tmp_path, body)
    assert caught.value.code == "source-damaged"
    assert "“Điều 1”" in caught.value.why


def test_words_that_browsers_hide_are_read_and_told(tmp_path: Path) -> None:
    hidden = '<p style="display: NONE">Điều 2. <b>Sở</b> Nội vụ</p><div hidden>Điều 3</div><span style="visibility:hidden"> </span>'
    stored = read(tmp_path, f"<p>Điều 1</p>{hidden}")
    assert stored.text.splitlines() == ["Điều 1", "Điều 2. Sở Nội vụ", "Điều 3"]
    assert stored.notes == (not_shown(["Điều 2. Sở Nội vụ", "Điều 3"]),)
    assert stored.notes[0].vi == "2 đoạn không hiện ra trên trang vẫn được đọc (“Điều 2. Sở Nội vụ”, “Điều 3”): hãy đối chiếu với bản in"
    assert read(tmp_path, '<p style="display: block">Điều 1</p><script hidden>x</script>').notes == ()
