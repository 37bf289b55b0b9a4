"""Number and day that an office stamps into a PDF after the text was made.

Takes a page; gives the page's text with the stamped words in the blanks that they fill. They stand in form fields laid over the page, which its text
layer does not hold: "Số:      /2025/QĐ-UBND" has its 16 in a field. Knows nothing of what the words say.
"""

from __future__ import annotations

from typing import Any, NamedTuple

_WIDGET = 20  # FPDF_ANNOT_WIDGET, a form field
_SAME_PLACE = 1.0  # points: a field printed twice
_APART = 0.6  # of a letter's height between two letters of one word
_OFF_LINE, _OVER = 2.0, 3.0  # points: how far a stamp may stand off the line it fills, and over the letter before it
_ROOM = 0.7  # of the stamp's width: what a blank must offer; offices stamp into blanks that are a little too narrow


class Box(NamedTuple):
    """A word or a letter and where it stands, in points from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


def has_fields(page: Any) -> bool:
    """True for a page with form fields."""
    from pypdfium2 import raw

    count: int = raw.FPDFPage_GetAnnotCount(page.raw)
    for number in range(count):
        field = raw.FPDFPage_GetAnnot(page.raw, number)
        kind = raw.FPDFAnnot_GetSubtype(field)
        raw.FPDFPage_CloseAnnot(field)
        if kind == _WIDGET:
            return True
    return False


def with_stamps(document: Any, number: int, text: str) -> str:
    """Gives a page's text with the words of its form fields put into the blanks of its lines.

    Args:
        document: an open pypdfium2 document with its forms initialised.
        number: index of the page.
        text: the page's text as its layer gives it.
    """
    from pypdfium2 import raw

    page = document[number]
    layer = page.get_textpage()
    letters = [_letter(layer, place) for place in range(layer.count_chars())]
    layer.close()
    flat = raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    if flat != raw.FLATTEN_SUCCESS or "".join(box.text for box in letters) != text:
        return text
    page = document[number]
    layer = page.get_textpage()
    added = [_letter(layer, place) for place in range(len(letters), layer.count_chars())]
    layer.close()
    page.close()
    places = [(place, word.text) for word in _words(added) if (place := _blank(letters, word)) is not None]
    for place, word in sorted(dict(places).items(), reverse=True):
        text = _put(text, place, word)
    return text


def _put(text: str, place: int, word: str) -> str:
    """Gives a text with a word in the blank at a place.

    >>> _put("Số: /2025/QĐ-UBND", 3, "16"), _put("ngày   tháng 2", 4, "28")
    ('Số: 16/2025/QĐ-UBND', 'ngày 28 tháng 2')
    """
    before, behind = text[:place].rstrip(" "), text[place:].lstrip(" ")
    before += " " if before and not before.endswith("\n") else ""
    return f"{before}{word}{' ' if behind[:1].isalnum() else ''}{behind}"


def _letter(layer: Any, place: int) -> Box:
    left, bottom, right, top = layer.get_charbox(place)
    return Box(left, bottom, right, top, layer.get_text_range(place, 1))


def _words(letters: list[Box]) -> list[Box]:
    """Gives the words of the letters that were added; one printed twice in a place counts once."""
    words: list[Box] = []
    seen: set[tuple[int, int, str]] = set()
    for box in letters:
        mark = (round(box.left / _SAME_PLACE), round(box.bottom / _SAME_PLACE), box.text)
        if box.text.isspace() or mark in seen:
            continue
        seen.add(mark)
        last = words[-1] if words else None
        height = box.top - box.bottom
        if last is not None and abs(last.bottom - box.bottom) < height and -height < box.left - last.right < _APART * height:
            words[-1] = Box(last.left, last.bottom, box.right, max(last.top, box.top), last.text + box.text)
        else:
            words.append(box)
    return words


def _blank(letters: list[Box], word: Box) -> int | None:
    """Gives where in a page's letters a word fills a blank of its line, None where it fills none."""
    middle = (word.bottom + word.top) / 2
    line = [(place, box) for place, box in enumerate(letters) if box.bottom - _OFF_LINE <= middle <= box.top + _OFF_LINE and not box.text.isspace()]
    before = [(place, box) for place, box in line if box.right <= word.left + _OVER]
    if not before:
        return None
    place, left = max(before, key=lambda found: found[1].right)
    behind = [box.left for _, box in line if box.left > left.left and box.left >= left.right]
    room = min(behind, default=word.right) - left.right
    return place + 1 if room >= _ROOM * (word.right - word.left) else None
