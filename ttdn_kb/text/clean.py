"""A reading view of a stretch of stored text, with the way back to it.

Takes stored text and a span; gives the words as a careful reader would say them, on one line, and for every stretch of that line the code points
it came from; knows nothing of structure.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ttdn_kb.foundation.model import Span
from ttdn_kb.text.noise import is_page_noise

_INVISIBLE = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff")
# Signs that no Vietnamese text of law has between its words: remains of a stamp under a scan.
_STRAY = frozenset("\u00a1\u00ac\u2044")
_LINE = re.compile(r"[^\r\n\u0085\u2028\u2029\v\f]+")
_MARKUP_HEAD = re.compile(r"\s*(?:#{1,6}\s+|>\s+)*")
# Emphasis marks: runs of two or more anywhere, or a single one that touches a word on one side only.
_EMPHASIS = re.compile(r"\*{2,}|__+|`+|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])")
# The mark of a footnote behind a word or the sign that follows it: "Bộ Nội vụ[4], Bộ Tài chính.[5]".
_FOOTNOTE = re.compile(r"(?<=[\w*)\].,;:”])\[\d{1,3}\]")
# What converters to Markdown leave as it was in the page: "<b>Điều 6. ...</b><br>", "<p align="center">". They carry no words.
TAG = re.compile(
    r"</?(?:b|strong|i|em|u|s|p|div|span|center|font|su[bp]|h[1-6]|table|thead|tbody|t[rdh]|[uo]l|li|img|a|br)"
    r"(?:\s+[a-z-]+=(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>]+))*\s*/?>",
    re.IGNORECASE,
)
_CLOSING_BREAK = re.compile(rf"<br\s*/?>(?=(?:\s|{TAG.pattern})*$)", re.IGNORECASE)
# The readers part the paragraphs of a table cell so.
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# "Sở Kế hoạch & Đầu tư": the sign stands for the word.
_AND = re.compile(r"(?<=\w )&(?= (?P<next>\w{2}))")
_COMBINING = re.compile(r"[\u0300-\u036f]")
# Words that are read as they stand, one space between two; the last character may carry a combining mark.
_PLAIN_CHARACTER = r"[0-9A-Za-z,.;:()/\-\"“”’%+=?!–…À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]"
_AS_THEY_STAND = re.compile(rf"(?:{_PLAIN_CHARACTER}+ )*{_PLAIN_CHARACTER}+(?![\u0300-\u036f])")
_BROKEN_WORD = re.compile(r"[\w&][-/]$")
# The tone stands on the first vowel of an open "oa", "oe", "uy"; the older habit put it on the second (Decision 240/QĐ of 1984).
_TONES = {"o": "òóỏõọ", "u": "ùúủũụ"}
_SECOND = {"à": 0, "á": 1, "ả": 2, "ã": 3, "ạ": 4, "è": 0, "é": 1, "ẻ": 2, "ẽ": 3, "ẹ": 4, "ỳ": 0, "ý": 1, "ỷ": 2, "ỹ": 3, "ỵ": 4}
_PLAIN = {**dict.fromkeys("àáảãạ", "a"), **dict.fromkeys("èéẻẽẹ", "e"), **dict.fromkeys("ỳýỷỹỵ", "y")}
_OLD_TONE = re.compile(r"(?:(?<![qQ])(u)([ỳýỷỹỵ])|(o)([àáảãạèéẻẽẹ]))(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CleanText:
    """Words to read, with their place in the stored text.

    Attributes:
        text: one line, NFC, the tone mark on the first vowel of open oa, oe, uy, no doubled spaces.
        offsets: for each character of `text` the code point in the stored text where it begins.
        ends: for each character of `text` the code point in the stored text where it ends.
        origin: the stretch that was cleaned.
    """

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]
    origin: Span

    def span(self, start: int, end: int) -> Span:
        """Gives the stored stretch of `text[start:end]`, exact at both ends; an empty stretch keeps its place."""
        if not self.text:
            return Span(self.origin.start, self.origin.start)
        if end <= start:
            place = self.offsets[start] if start < len(self.offsets) else self.ends[-1]
            return Span(place, place)
        return Span(self.offsets[start], self.ends[end - 1])


def modern_tones(text: str) -> str:
    """Moves the tone of open oa, oe, uy to the first vowel; the length stays.

    >>> modern_tones("Uỷ ban, văn hoá, quý, hoàn, thuỷ, KHOẺ")
    'Ủy ban, văn hóa, quý, hoàn, thủy, KHỎE'
    """

    def moved(match: re.Match[str]) -> str:
        first, second = match.group(0)[0], match.group(0)[1]
        tone = _SECOND[second.lower()]
        one = _TONES[first.lower()][tone]
        two = _PLAIN[second.lower()]
        return (one.upper() if first.isupper() else one) + (two.upper() if second.isupper() else two)

    return _OLD_TONE.sub(moved, text)


class _Folding(dict[int, str]):
    """Per character: lower case without diacritics. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.lower() == "đ":
            folded = "d"
        else:
            base = unicodedata.normalize("NFD", character)[0]
            lowered = base.lower()
            folded = lowered if len(lowered) == 1 else base
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Gives lower case without diacritics, "đ" as "d"; as long as the NFC form of the text.

    >>> fold("Ủy ban nhân dân TỈNH Đắk Lắk")
    'uy ban nhan dan tinh dak lak'
    """
    return unicodedata.normalize("NFC", text).translate(_FOLDING)


def _pieces(text: str, span: Span) -> list[tuple[int, int]]:
    """The stretches of the lines that carry words: page noise inside, heading marks and outer space left out."""
    lines = [(span.start + match.start(), span.start + match.end()) for match in _LINE.finditer(text[span.start : span.end])]
    kept = [(start, end) for start, end in lines if text[start:end].strip()]
    inner = kept[1:-1]
    noisy = {line for line in inner if is_page_noise(text[line[0] : line[1]])}
    pieces = []
    for start, end in kept:
        if (start, end) in noisy:
            continue
        head = _MARKUP_HEAD.match(text, start, end)
        pieces.append((head.end() if head else start, end))
    return pieces


def one_line(text: str) -> str:
    """Gives the words of a stretch of stored text for a reader, on one line: as they stand, without marks of Markdown.

    >>> one_line("**ỦY BAN NHÂN DÂN"), one_line("## Điều 3. Số: **25** /2019,\\n  ngày **16**"), one_line("3 * 4 <b>")
    ('ỦY BAN NHÂN DÂN', 'Điều 3. Số: 25 /2019, ngày 16', '3 * 4 <b>')
    """
    lines = (_EMPHASIS.sub("", line[head.end() :] if (head := _MARKUP_HEAD.match(line)) else line) for line in _LINE.findall(text))
    return " ".join(" ".join(lines).split())


def clean(text: str, span: Span | None = None) -> CleanText:
    """Gives the reading view of a stretch of stored text.

    Unicode is composed; invisible characters, soft hyphens, marks of Markdown and HTML and the numbers of footnotes go; white space and line ends
    become one space; "&" between words is read as "và"; a document number broken at a line end is mended; page noise on lines between others goes;
    a "<br>" inside a line is read as a semicolon where no mark stands before it.

    Args:
        text: the stored text.
        span: the stretch, in code points; the whole text when left out.

    >>> view = clean("Công văn số 218-\\n\\nCV/BTGDVTU,  ngày\\n\\n 4 \\n\\n08/12/2025 của **Uỷ ban**")
    >>> view.text
    'Công văn số 218-CV/BTGDVTU, ngày 08/12/2025 của Ủy ban'
    >>> view.span(12, 25)
    Span(start=12, end=27)
    >>> clean("Bộ Nội vụ[4], Sở Giáo dục & Đào tạo;[5]").text, clean("mẫu [1]").text
    ('Bộ Nội vụ, Sở Giáo dục và Đào tạo;', 'mẫu [1]')
    """
    if span is None:
        span = Span(0, len(text))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(character: str, start: int, end: int) -> None:
        letters.append(character)
        starts.append(start)
        ends.append(end)

    for start, end in _pieces(text, span):
        line = text[start:end]
        marks = sorted(match.span() for mark in (_EMPHASIS, _FOOTNOTE) for match in mark.finditer(line))
        if "<" in line:
            tags = [tag.span() for tag in TAG.finditer(line) if not _BREAK.match(tag.group()) or _CLOSING_BREAK.match(line, tag.start())]
            marks = sorted([*marks, *tags])
        begins = [mark[0] for mark in marks]
        dropped = {index for mark in marks for index in range(*mark)}
        if letters and letters[-1] != " ":
            first = next((c for i, c in enumerate(line) if i not in dropped and not c.isspace() and c not in _INVISIBLE), "")
            if not (_BROKEN_WORD.search("".join(letters[-2:])) and first.isalnum()):
                put(" ", ends[-1], start)
        index = 0
        while index < len(line):
            following = bisect_left(begins, index)
            edge = begins[following] if following < len(begins) else len(line)
            plain = _AS_THEY_STAND.match(line, index, edge) if index not in dropped else None
            if plain is not None:
                letters += plain.group()
                starts += range(start + index, start + plain.end())
                ends += range(start + index + 1, start + plain.end() + 1)
                index = plain.end()
                continue
            character = line[index]
            if character == "<" and index not in dropped and (pause := _BREAK.match(line, index)):
                sign = " " if not letters or letters[-1] in ",;:.-–/ " else ";"
                if sign == ";":
                    put(";", start + index, start + pause.end())
                if letters and letters[-1] != " ":
                    put(" ", start + index, start + pause.end())
                index = pause.end()
                continue
            if character == "&" and (joined := _AND.match(line, index)):
                for letter in "VÀ" if joined["next"].isupper() else "và":
                    put(letter, start + index, start + index + 1)
                index += 1
                continue
            stray = character in _STRAY and not (line[index - 1 : index].isdigit() or line[index + 1 : index + 2].isdigit())
            if index in dropped or stray or character in _INVISIBLE:
                index += 1
                continue
            if character.isspace() or unicodedata.category(character) == "Cc":
                if letters and letters[-1] != " ":
                    put(" ", start + index, start + index + 1)
                index += 1
                continue
            stop = index + 1
            while stop < len(line) and _COMBINING.match(line[stop]):
                stop += 1
            for composed in unicodedata.normalize("NFC", line[index:stop]):
                put(composed, start + index, start + stop)
            index = stop
        while letters and letters[-1] == " ":
            letters.pop(), starts.pop(), ends.pop()
    return CleanText(modern_tones("".join(letters)), starts, ends, span)
