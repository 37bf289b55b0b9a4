"""HTML pages as text.

Takes the bytes of a page; gives its blocks a line each, lists with their marks and tables as rows between bars; knows nothing of what they say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.words import Words
from ttdn_kb.text import limits, notes
from ttdn_kb.text.encodings import decode
from ttdn_kb.text.html_tree import PLAIN_BLOCKS, TooDeep, tree_of
from ttdn_kb.text.legacy import to_unicode
from ttdn_kb.text.numbering import printed

_SKIPPED = frozenset({"script", "style", "head", "noscript", "template", "svg", "nav", "select", "button", "iframe", "title"})
_BLOCKS = PLAIN_BLOCKS | {"li", "ul", "ol", "table", "tr", "hr", "body", "html", "caption"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# Encodings in which the tone is a letter of its own.
_TONES_APART = frozenset({"windows-1258", "cp1258"})
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
# What browsers do not show; a style sheet can hide more.
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SHOWN = 40


def read_html(path: str, data: bytes) -> tuple[str, tuple[Words, ...]]:
    """Gives the text of an HTML page and notes.

    Args:
        path: as the user named it, for messages.
        data: the file's bytes.

    Raises:
        TtdnError: "source-too-large", "source-not-text", "source-damaged" or "source-empty".
    """
    if len(data) > limits.MOST_TEXT:
        raise limits.too_large(path, len(data), limits.MOST_TEXT)
    source = _decoded(data)
    if source is None:
        fix = "kiểm tra xem tệp có đúng là trang HTML không"
        raise TtdnError("source-not-text", "Tệp không phải văn bản", path, "nội dung là dữ liệu nhị phân", fix)
    try:
        root = tree_of(source)
    except TooDeep as error:
        place = f"từ chỗ “{error.words}”" if error.words else "trước chữ đầu tiên"
        raise limits.damaged(path, "trang HTML", f"các thẻ lồng nhau quá sâu {place}") from error
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise limits.damaged(path, "trang HTML", "nội dung không phải HTML") from error
    text, old = to_unicode("\n".join(_tidied(_walk(root))))
    if not text.strip():
        raise TtdnError("source-empty", "Tệp trống", path, "trang không có chữ", "kiểm tra xem trang đã được lưu đủ chưa (không chỉ phần khung)")
    said = [notes.from_font(old)] if old else []
    if hidden := list(_hidden(root)):
        said.append(notes.not_shown(hidden))
    return text + "\n", tuple(said)


def _hidden(element: etree._Element) -> Iterator[str]:
    """The first words of each part of the page that browsers do not show."""
    if element.tag in _SKIPPED:
        return
    if "hidden" in element.attrib or _UNSEEN.search(element.get("style", "")):
        words = " ".join(" ".join(_tidied(_walk(element))).split())
        if words:
            yield words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …"
        return
    for child in element:
        yield from _hidden(child)


def _decoded(data: bytes) -> str | None:
    declared = _CHARSET.search(data[:4096])
    name = declared.group(1).decode("ascii", "replace").lower() if declared else ""
    if name and name not in {"utf-8", "utf8", "iso-8859-1", "windows-1252", "us-ascii"}:
        try:
            return unicodedata.normalize("NFC", data.decode(name)) if name in _TONES_APART else data.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
    found = decode(data)
    return found[0] if found else None


def _tidied(pieces: Iterator[str]) -> Iterator[str]:
    """Joins the pieces of one block on one line; a block end is a line end."""
    line = ""
    for piece in pieces:
        if piece == "\n":
            text = _SPACE.sub(" ", line).strip()
            if text:
                yield text
            line = ""
        else:
            line += piece
    if line.strip():
        yield _SPACE.sub(" ", line).strip()


def _walk(element: etree._Element) -> Iterator[str]:
    tag = element.tag
    if tag in _SKIPPED:
        return
    block = tag in _BLOCKS
    if block:
        yield "\n"
    if tag == "table" and _is_grid(element):
        yield from _table(element)
        yield "\n"
        return
    if tag == "br":
        yield "\n"
    if tag == "li":
        yield _mark(element)
    if tag == "td" or tag == "th":
        yield " "
    yield element.text or ""
    for child in element:
        yield from _walk(child)
        yield child.tail or ""
    if block:
        yield "\n"


def _mark(item: etree._Element) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    place = sum(1 for before in item.itersiblings("li", preceding=True)) + 1
    start = parent.get("start", "1")
    place += int(start) - 1 if start.isascii() and start.isdigit() and len(start) < 5 else 0
    form = _FORMS.get(parent.get("type", "1"), "decimal")
    return printed(place, form) + (") " if form == "lowerLetter" else ". ")


def _is_grid(table: etree._Element) -> bool:
    """Tables that only place things on the page hold other tables or a single cell."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [sum(1 for cell in row if cell.tag in {"td", "th"}) for row in table.iterdescendants("tr")]
    return bool(rows) and max(rows) > 1


def _table(table: etree._Element) -> Iterator[str]:
    pending: dict[int, tuple[int, str]] = {}
    for row in table.iterdescendants("tr"):
        cells: list[str] = []

        def take_pending(cells: list[str] = cells) -> None:
            while len(cells) in pending and pending[len(cells)][0] > 0:
                left, text = pending[len(cells)]
                pending[len(cells)] = (left - 1, text)
                cells.append(text)

        for cell in row:
            if cell.tag not in {"td", "th"}:
                continue
            take_pending()
            text = "<br>".join(_tidied(_inner(cell))).replace("|", "/")
            down, across = _count(cell.get("rowspan")), _count(cell.get("colspan"))
            if down > 1:
                pending[len(cells)] = (down - 1, text)
            cells += [text, *[""] * (across - 1)]
        take_pending()
        if any(cells):
            yield "| " + " | ".join(cells) + " |"
            yield "\n"


def _inner(cell: etree._Element) -> Iterator[str]:
    yield cell.text or ""
    for child in cell:
        yield from _walk(child)
        yield child.tail or ""


def _count(value: str | None) -> int:
    return min(int(value), 100) if value and value.isascii() and value.isdigit() and len(value) < 5 and int(value) > 0 else 1
