"""Texts whose letters and marks are stored apart, whose letters only look like those of Vietnamese, or whose words run into each other.

Takes a text in any Unicode form; gives it in composed letters with the way there and back; knows nothing of structure. A text in NFD is read in NFC,
an eth that was typed for "đ" is read as "đ", two words that lost the space between them ("đốcSở") are read as two, and every place found is given in
the text as it is stored.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from ttdn_kb.foundation.model import Span

_LETTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
# The Icelandic eth and the African D look like "Đ"; Vietnamese has neither.
_AS_D = {ord("Ð"): "Đ", ord("Ɖ"): "Đ", ord("ð"): "đ", ord("ɖ"): "đ"}
_LIKE_D = re.compile(f"[{''.join(map(chr, _AS_D))}]")
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SMALL = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES) + "bcdđghklmnpqrstvx"
_WORD = re.compile(f"[{_SMALL}{_SMALL.upper()}]+")
_GLUED = re.compile(f"(?<=[{_SMALL}])(?=[{_SMALL.upper()}][{_SMALL}])")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Composed:
    """A text in composed letters (Unicode NFC).

    Attributes:
        text: the composed text.
        starts, ends: for each code point of `text` where it begins and ends in the text that it was made from.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def back(self, span: Span) -> Span:
        """Gives the place of a span of `text` in the text that it was made from."""
        if not len(span):
            place = self.starts[span.start] if span.start < len(self.starts) else self.ends[-1] if self.ends else 0
            return Span(place, place)
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def forth(self, span: Span) -> Span:
        """Gives the place in `text` of a span of the text that it was made from."""
        start = bisect_right(self.ends, span.start)
        return Span(start, max(start, bisect_left(self.starts, span.end)))


def compose(text: str) -> Composed | None:
    """Gives a text in composed letters and words of Vietnamese, or None where it already is.

    >>> found = compose("Sơ\\u0309 Y tê\\u0301")
    >>> found.text, found.back(Span(0, 2)), found.forth(Span(6, 8)) == Span(5, 7)
    ('Sở Y tế', Span(start=0, end=3), True)
    >>> compose("Ðiều 1").text, compose("Sở Y tế") is None, compose("YouTube") is None
    ('Điều 1', True, True)
    >>> compose("Giám đốcSở").text, compose("Giám đốcSở").back(Span(0, 8)), compose("Giám đốcSở").back(Span(9, 11))
    ('Giám đốc Sở', Span(start=0, end=8), Span(start=8, end=10))
    """
    composed = unicodedata.is_normalized("NFC", text) and _LIKE_D.search(text) is None
    gaps = _gaps(text) if composed else frozenset()
    if composed and not gaps:
        return None
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _LETTER.finditer(text):
        letter = unicodedata.normalize("NFC", match[0]).translate(_AS_D)
        if match.start() in gaps:
            letters.append(" ")
            starts.append(match.start())
            ends.append(match.start())
        letters.append(letter)
        starts += [match.start()] * len(letter)
        ends += [match.end()] * len(letter)
    return Composed("".join(letters), tuple(starts), tuple(ends))


def _gaps(text: str) -> frozenset[int]:
    """Gives the places inside words of a composed text where a capital shows a lost space; foreign words ("YouTube") have none."""
    if _GLUED.search(text) is None:
        return frozenset()
    words = (word for word in _WORD.finditer(text) if not word.group().isascii())
    return frozenset(gap.start() for word in words for gap in _GLUED.finditer(text, word.start(), word.end()))


def moved(record: T, move: Callable[[Span], Span]) -> T:
    """Gives a record, or a tuple of records, with every span in it moved."""
    return _moved(record, move)  # type: ignore[no-any-return]


def _moved(value: Any, move: Callable[[Span], Span]) -> Any:
    if isinstance(value, Span):
        return move(value)
    if isinstance(value, tuple):
        return tuple(_moved(item, move) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: new for f in fields(value) if (new := _moved(old := getattr(value, f.name), move)) is not old and new != old}
        return replace(value, **changed) if changed else value
    return value
