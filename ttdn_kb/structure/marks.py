"""The marks that open a provision: "Chương II", "Điều 8.", "3.", "4.5.", "đ)", "- ", "+ ".

Takes the visible text of a line; gives the mark it opens with, by its form alone; knows nothing of what stands before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from ttdn_kb.text.vocabulary import pattern, words


class Rank(IntEnum):
    """How high a mark stands; a mark closes what stands as low as itself or lower."""

    ANNEX = 1
    PART = 2
    CHAPTER = 3
    SECTION = 4
    SUBSECTION = 5
    ARTICLE = 6
    LETTER_PART = 7
    ROMAN = 8
    NUMBER = 9
    ITEM = 10
    SUBITEM = 11
    DEEP_ITEM = 12
    POINT = 13
    BULLET = 14


@dataclass(frozen=True, slots=True)
class Mark:
    """An opening mark.

    Attributes:
        rank: its level by form.
        number: as printed without punctuation ("IV", "8", "4.5", "đ"); the bullet sign for a bullet.
        value: the number's place in its series, counted from 1; 0 where it has none.
        length: how many characters of the line belong to the mark and the space after it.
        firm: no sentence goes on with these characters; a loose mark must fit what stands before it.
        sign: for a bullet its sign, for a small Roman numeral `SMALL_ROMAN`, else the punctuation around the number.
    """

    rank: Rank
    number: str
    value: int
    length: int
    firm: bool
    sign: str = ""


SMALL_ROMAN = "i"  # the sign of a point that counts in small Roman numerals: "(ii)"
LETTERS = "abcdđeghiklmnopqrstuvxy"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_FORM = re.compile(r"l?x{0,3}(?:ix|iv|v?i{0,3})", re.IGNORECASE)

_SP = r"[ \t\u00a0*_]"
_ROMAN_MARK = re.compile(rf"([IVXL][IVXLivxl]*){_SP}*(?:([.)\-–])|(/)(?={_SP}|$)){_SP}*(?:-{_SP}+)?")
_LETTER_PART = re.compile(rf"([A-HĐ])(?:{_SP}*([.)/]){_SP}*|{_SP}*([\-–]){_SP}+)(?=\w|[“\"(])")
_ITEM = re.compile(rf"(\d{{1,2}}(?:(?:\.\d{{1,2}}){{0,2}}\.[a-zđ](?=[.)])|(?:\.\d{{1,2}}){{1,3}}[a-zđ]?))([.)/:]?){_SP}*[-–]?{_SP}*(?=\D|$)")
_NUMBER = re.compile(rf"[(]?(\d{{1,3}}[a-zđ]?){_SP}*(?:([.)])|(/)(?={_SP}|-{_SP}|$)){_SP}*[-–]?{_SP}*(?!\d)")
_NUMBER_DASH = re.compile(rf"(\d{{1,2}})({_SP}?[-–]){_SP}*(?=[^\W\d_])")
_POINT = re.compile(rf"(?:[-–+*•]{_SP}*)?[(]?([a-zđ]{{1,2}}\d?){_SP}?([)/]){_SP}*")
_ROMAN_POINT = re.compile(rf"(?:[-–+*•]{_SP}*)?[(]?(ii|iii|iv|vi{{1,3}}|ix){_SP}?[)]{_SP}*")
_POINT_DASH = re.compile(rf"([a-zđ])([-–]){_SP}+")
_ROMAN_ITEM = re.compile(rf"([IVX]{{1,5}}|[A-H])((?:\.\d{{1,2}}){{1,2}})([.)/]?){_SP}+")
_POINT_DOT = re.compile(rf"(?:[-–+]{_SP}+)?([a-zđ])(\.){_SP}+")
_BULLET = re.compile(rf"[_]{{0,3}}([-–—−‐‑⁃+*•·∙●▪■◆♦◦○►➢✓✔❖§o\uf000-\uf0ff])(?:[\ufe0f])?({_SP}*)")
_DOUBLE_BULLET = re.compile(rf"[-–*]{_SP}+([+•]|\*(?!\*)){_SP}+")


@lru_cache(maxsize=1)
def _ordinals() -> dict[str, int]:
    return {word: value for value, listed in enumerate(words("ordinal"), 1) for word in listed.split("|")}


@lru_cache(maxsize=1)
def _headings() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The marks of parts, chapters, sections and articles."""
    part, chapter, article = pattern("marks-part").pattern, pattern("marks-chapter").pattern, pattern("marks-article").pattern
    section, sub = pattern("marks-section").pattern, pattern("marks-subsection").pattern
    nth = rf"(?:{pattern('marks-ordinal').pattern}{_SP}+)?"
    ordinals = "|".join(_ordinals())
    end = rf"{_SP}*([.:\-–—]?){_SP}*"  # scanners part "5" from "." and glue it to "Điều"
    return (
        re.compile(rf"{part}{_SP}+{nth}([ivxl]+|\d{{1,2}}|{ordinals})(?!\w){end}", re.IGNORECASE),
        re.compile(rf"{chapter}{_SP}+{nth}([ivxl]+|\d{{1,3}}|{ordinals})(?!\w){end}", re.IGNORECASE),
        re.compile(rf"({sub}{_SP}+)?{section}{_SP}+([ivxl]+|\d{{1,3}}|[A-Z])(?!\w){end}", re.IGNORECASE),
        re.compile(rf"{article}{_SP}*({pattern('marks-codified').pattern}|\d{{1,4}}[a-zđ]?){end}", re.IGNORECASE),
    )


def roman_value(numeral: str) -> int:
    """Gives the value of a Roman numeral, 0 where it is none.

    >>> roman_value("XIV"), roman_value("Iv"), roman_value("IIX")
    (14, 4, 0)
    """
    text = numeral.lower()
    if not text or not _ROMAN_FORM.fullmatch(text):
        return 0
    total = 0
    for one, after in zip(text, text[1:] + " ", strict=True):
        value = _ROMAN[one]
        total += -value if after in _ROMAN and _ROMAN[after] > value else value
    return total


def ordinal_value(number: str) -> int:
    """Gives the place of a printed number in its series: Arabic, Roman, letter or Vietnamese ordinal; 0 where unknown."""
    lowered = number.lower()
    if lowered[:1].isdigit():
        digits = re.match(r"\d+", lowered)
        return int(digits.group(0)) if digits else 0
    return _ordinals().get(lowered) or roman_value(lowered)


def _upper_start(text: str, place: int) -> bool:
    rest = text[place:].lstrip("“\"'(*[‘ ")
    return not rest or rest[0].isupper() or rest[0].isdigit()


def _heading_mark(text: str) -> Mark | None:
    part, chapter, section, article = _headings()
    upper = text[0].isupper()
    if match := part.match(text):
        firm = upper and _upper_start(text, match.end())
        return Mark(Rank.PART, match.group(1), ordinal_value(match.group(1)), match.end(), firm, match.group(2)) if firm else None
    if match := chapter.match(text):
        if not upper or not _upper_start(text, match.end()):
            return None
        rest = text[match.end() :]
        firm = not rest or rest.isupper() or bool(match.group(2))
        return Mark(Rank.CHAPTER, match.group(1), ordinal_value(match.group(1)), match.end(), firm, match.group(2))
    if upper and (match := section.match(text)):
        if not _upper_start(text, match.end()):
            return None
        rest = text[match.end() :]
        rank = Rank.SUBSECTION if match.group(1) else Rank.SECTION
        firm = not rest or rest.isupper() or bool(match.group(3))
        return Mark(rank, match.group(2), ordinal_value(match.group(2)) or ord(match.group(2)[0].upper()) - 64, match.end(), firm, match.group(3))
    if upper and (match := article.match(text)):
        rest = text[match.end() :]
        titled = not match.group(2) and pattern("marks-article-title").match(rest) is not None  # "Điều 6 Trách nhiệm của Sở Y tế"
        if not (match.group(2) in {".", ":"} or not rest or titled or (match.group(2) and rest[0].isupper())):
            return None
        value = 0 if "." in match.group(1) else ordinal_value(match.group(1))  # an article of a codification: "Điều 44.12.NĐ.18."
        return Mark(Rank.ARTICLE, match.group(1), value, match.end(), match.group(2) in {".", ":"}, match.group(2))
    return None


def _number_mark(text: str) -> Mark | None:
    if match := _ITEM.match(text):
        number = match.group(1)
        rest = text[match.end() :]
        dotted = match.group(2) in {".", ")", ":", "/"}
        if rest[:1].isalpha() or (dotted and _upper_start(text, match.end())) or not rest:
            last = number.rsplit(".", 1)[1]
            depth = number.count(".") - 1
            value = letter_value(last) if last.isalpha() else ordinal_value(last)  # "2.1.a." is the first point of 2.1
            return Mark(Rank(Rank.ITEM + min(depth, 2)), number, value, match.end(), dotted, match.group(2))
        return None
    if match := _NUMBER.match(text):
        firm = _upper_start(text, match.end())
        return Mark(Rank.NUMBER, match.group(1), ordinal_value(match.group(1)), match.end(), firm, match.group(2) or "/")
    if (match := _NUMBER_DASH.match(text)) and _upper_start(text, match.end()):
        return Mark(Rank.NUMBER, match.group(1), ordinal_value(match.group(1)), match.end(), False, "-")
    return None


def letter_value(letter: str) -> int:
    """Gives the place of a point's letter in the Vietnamese series a b c d đ e g h i k l ..., 0 where it is none.

    "f", "j", "w", "z", which some texts use, take the place of the letter before them.
    """
    head = letter[0]
    if head in LETTERS:
        return LETTERS.index(head) + 1
    if head in _LATIN:
        return LETTERS.index(_LATIN[_LATIN.index(head) - 1]) + 1 if head != "z" else len(LETTERS)
    return 0


def read_mark(text: str) -> Mark | None:
    """Gives the opening mark of a line, None where it opens with plain words.

    Args:
        text: the visible text of the line.

    >>> read_mark("Điều 1a. Phạm vi").number, read_mark("4.5. Thành viên").rank.name, read_mark("- a) Hoạt động").number
    ('1a', 'ITEM', 'a')
    >>> read_mark("Điều 26 Quy chế này để tổng hợp"), read_mark("20 tháng 6 năm 2025")
    (None, None)
    """
    if not text:
        return None
    first = text[0]
    if first.isalpha():
        if mark := _heading_mark(text):
            return mark
        if match := _ROMAN_POINT.match(text):
            return _roman_point(match)
        if match := _POINT.match(text):
            return _point(match)
        if match := _POINT_DOT.match(text):
            return _point(match)
        if (match := _POINT_DASH.match(text)) and _upper_start(text, match.end()):
            return _point(match)
        if match := _ROMAN_ITEM.match(text):
            return _roman_item(match)
        if match := _ROMAN_MARK.match(text):
            value = roman_value(match.group(1))
            rest = text[match.end() :]
            if value and (not rest or rest[0].isalpha() or rest[0] in '“"(*'):
                return Mark(Rank.ROMAN, match.group(1), value, match.end(), True, match.group(2) or "/")
        if (match := _LETTER_PART.match(text)) and _upper_start(text, match.end()):
            sign = match.group(2) or match.group(3)
            return Mark(Rank.LETTER_PART, match.group(1), "ABCDĐEFGH".index(match.group(1)) + 1, match.end(), sign in {".", ")"}, sign)
        if first == "o" and (match := _BULLET.match(text)) and match.group(2) and _upper_start(text, match.end()):
            return Mark(Rank.BULLET, "o", 0, match.end(), False, "o")
        return None
    if first.isdigit():
        return _number_mark(text)
    if first == "(":
        if match := _NUMBER.match(text):
            end = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(". "))  # also "(1). Tổng số ..."
            firm = match.group(2) == ")" and _upper_start(text, end)
            return Mark(Rank.NUMBER, match.group(1), ordinal_value(match.group(1)), end, False, "()") if firm else None
        if match := _ROMAN_POINT.match(text):
            return _roman_point(match)
        match = _POINT.match(text)
        return _point(match) if match else None
    if match := _ROMAN_POINT.match(text):
        return _roman_point(match)
    if match := _POINT.match(text):
        return _point(match)
    if match := _DOUBLE_BULLET.match(text):
        return Mark(Rank.BULLET, match.group(1), 0, match.end(), True, match.group(1))
    if match := _BULLET.match(text):
        sign = match.group(1)
        rest = text[match.end() :]
        if not rest or (not match.group(2) and not rest[0].isalpha()):
            return Mark(Rank.BULLET, sign, 0, match.end(), False, sign) if not rest and sign in "-–+" else None
        return Mark(Rank.BULLET, sign, 0, match.end(), _upper_start(text, match.end()), "-" if sign in "–—−‐‑⁃" else sign)
    return None


def _point(match: re.Match[str]) -> Mark | None:
    letter = match.group(1)
    # "v.v", "o)": a closing bracket after a word of two letters is no point unless the letters are a doubled one ("aa)", "bb)").
    if len(letter) == 2 and not letter[1].isdigit() and letter[0] != letter[1]:
        return None
    if not letter_value(letter):
        return None
    sign = "()" if "(" in match.group() else match.group(2)
    return Mark(Rank.POINT, letter, letter_value(letter), match.end(), match.group(2) == ")", sign)


def _roman_point(match: re.Match[str]) -> Mark:
    return Mark(Rank.POINT, match.group(1), roman_value(match.group(1)), match.end(), True, SMALL_ROMAN)


def _roman_item(match: re.Match[str]) -> Mark | None:
    """The mark of an item that repeats the number of its part: "I.1.", "A.2.1"."""
    head, tail, sign = match.groups()
    if not _upper_start(match.string, match.end()) or not (len(head) == 1 or roman_value(head)):
        return None
    rank = Rank.NUMBER if tail.count(".") == 1 else Rank.ITEM
    return Mark(rank, head + tail, int(tail.rsplit(".", 1)[1]), match.end(), bool(sign), sign)


def in_series(mark: Mark, before: Mark | None) -> Mark:
    """Gives a point as the small Roman numeral that it is ("i)", "v)", "x)") where the letter before it in the alphabet does not stand above it.

    Args:
        mark: a mark.
        before: the last point with a letter, None for none.
    """
    if mark.rank is not Rank.POINT or mark.number not in {"i", "v", "x"} or mark.sign not in {")", "()"}:
        return mark
    if before is not None and before.sign == mark.sign and 0 < mark.value - before.value <= 2:
        return mark
    return replace(mark, value=roman_value(mark.number), sign=SMALL_ROMAN)
