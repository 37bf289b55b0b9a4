"""What a person should know of how a file was read.

Takes what a reader met; gives the note that a user sees, in both languages; knows nothing of formats.
"""

from __future__ import annotations

from collections.abc import Sequence

from ttdn_kb.foundation.words import Words

_PAGES = 20


def from_font(name: str) -> Words:
    """Gives the note on letters of an old Vietnamese font.

    >>> from_font("VNI").en
    'font VNI converted to Unicode'
    """
    return Words(f"phông {name} được đổi sang Unicode", f"font {name} converted to Unicode")


def from_encoding(name: str) -> Words:
    """Gives the note on a text file that is not UTF-8."""
    return Words(
        f"bảng mã {name} được đổi sang Unicode; vị trí tính trên bản đã đổi",
        f"encoding {name} converted to Unicode; places are those of the converted text",
    )


def merged_cells() -> Words:
    """Gives the note on cells that span rows of a Word table."""
    return Words("ô gộp nhiều dòng được nhắc lại ở từng dòng", "cells that span rows are repeated in each row")


def hidden_words(count: int) -> Words:
    """Gives the note on hidden words of a Word file."""
    return Words(
        f"{count} đoạn chữ ẩn của tệp Word vẫn được đọc: hãy đối chiếu với bản in",
        f"hidden stretches of the Word file, read all the same: {count}; compare them with the printed text",
    )


def footnotes(count: int) -> Words:
    """Gives the note on footnotes and endnotes of a Word file."""
    return Words(
        f"{count} chú thích (footnote, endnote) được đặt ở cuối bản chữ, sau dấu [1], [2] … như trong bài: hãy xem chúng có giao việc không",
        f"footnotes and endnotes, put at the end of the text behind the marks [1], [2] … that cite them: {count}; see whether they assign work",
    )


def not_shown(passages: Sequence[str]) -> Words:
    """Gives the note on passages that a browser does not show."""
    seen = ", ".join(f"“{words}”" for words in passages[:3]) + (" …" if len(passages) > 3 else "")
    return Words(
        f"{len(passages)} đoạn không hiện ra trên trang vẫn được đọc ({seen}): hãy đối chiếu với bản in",
        f"passages that the page does not show, read all the same: {len(passages)} ({seen}); compare them with the printed text",
    )


def scanned(pages: Sequence[int]) -> Words:
    """Gives the note on pages of a PDF without a text layer, by their numbers."""
    some = ", ".join(map(str, pages[:_PAGES]))
    return Words(f"trang {some} không có lớp chữ (ảnh quét)", f"pages without a text layer (scanned): {some}")


def lost(places: Sequence[tuple[int, str]]) -> Words:
    """Gives the note on letters that no encoding tells: line number and word of each place."""
    more = " …" if len(places) > 5 else ""
    vi, en = (", ".join(f"{line} {number} (“{words}”)" for number, words in places[:5]) + more for line in ("dòng", "line"))
    return Words(
        f"{len(places)} chỗ có chữ không đọc được, trong bản đã lưu là “\ufffd”: {vi}; tệp bị hỏng ở đó, hãy đối chiếu với bản in",
        f"places with letters that cannot be read, “\ufffd” in the stored text: {len(places)}: {en}; compare them with the printed text",
    )


def strange(words: Sequence[str]) -> Words:
    """Gives the note on words with letters that Vietnamese does not have."""
    seen = ", ".join(f"“{word}”" for word in words[:3])
    return Words(
        f"{len(words)} từ mang chữ không có trong tiếng Việt ({seen} …): lớp chữ của tệp có thể hỏng, hãy đối chiếu với bản in",
        f"words with letters that Vietnamese does not have: {len(words)} ({seen} …); the file's text layer may be damaged, compare it with the print",
    )
