"""Takes words; gives the two views the reader matches on, and words with a scanner's slips mended; knows no names.

The views keep a text's length: `key` (lower case, one tone placement) and `bare` (no diacritics), so that an offset in a view is one in the text.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

from ttdn_kb.text import vocabulary

_SHIFT = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
    "qui": "quy", "quí": "quý", "quĩ": "quỹ", "lí": "lý", "kì": "kỳ", "kĩ": "kỹ", "kỉ": "kỷ", "mĩ": "mỹ",
}  # fmt: skip


_SPELLING = re.compile(r"[ouqklm](?:(?<=o)[àáảãạèéẻẽẹ]|(?<=u)(?<!qu)[ỳýỷỹỵ]|(?<=\bq)u[iíĩ]|(?<=\bl)í|(?<=\bk)[ìĩỉ]|(?<=\bm)ĩ)(?!\w)")


def key(text: str) -> str:
    """Gives the text in lower case with tone marks in their old place and "y" where it may stand for a final "i"; same length.

    >>> key("UỶ ban Hoà Bình, quý I, theo qui định")
    'ủy ban hòa bình, quý i, theo quy định'
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _SPELLING.sub(lambda m: _SHIFT[m.group()], lower)


class _Bare(dict[int, int]):
    """Code point -> code point of its base letter in lower case; filled as letters are met."""

    def __missing__(self, code: int) -> int:
        base = "d" if chr(code) in ("đ", "Đ") else unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = ord(base) if len(base) == 1 else code
        return self[code]


_BARE = _Bare()
_SYLLABLE = 2  # letters; a longer abbreviation is no syllable of the language


def bare(text: str) -> str:
    """Gives the text in lower case without diacritics; same length.

    >>> bare("Sở Ngoại vụ, Đài")
    'so ngoai vu, dai'
    """
    return text.translate(_BARE)


@cache
def _proper() -> tuple[re.Pattern[str], dict[str, str]]:
    """Finds the fields of departments and the places that stand in a body's name, in key form; gives how each is written."""
    fields = {key(row["field"]): row["field"] for row in vocabulary.rows("agency_fields") if not row["province"]}
    places = {key(row["place"]): row["place"] for row in vocabulary.rows("places")}
    found = (
        rf"(?<!\w){vocabulary.pattern(name, 'patterns').pattern}(?P<{group}>{alternatives(words)})(?!\w)"
        for name, group, words in (("words-before-field", "field", fields), ("words-before-place", "place", places))
    )
    return re.compile("|".join(found)), places | fields


@cache
def _short_names() -> re.Pattern[str]:
    """Finds abbreviations that are no syllables of the language."""
    return re.compile(rf"(?<!\w)(?:{alternatives(s for row in vocabulary.rows('abbreviations') if len(s := row['abbreviation']) > _SYLLABLE)})(?!\w)")


def sentence_case(text: str) -> str:
    """Gives a heading set in capitals as it is written in a sentence: with the capitals of abbreviations, fields and places; other text unchanged.

    >>> sentence_case("SỞ NGOẠI VỤ"), sentence_case("Sở Ngoại vụ"), sentence_case("UBND CÁC HUYỆN, THỊ XÃ")
    ('Sở Ngoại vụ', 'Sở Ngoại vụ', 'UBND các huyện, thị xã')
    """
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 4 or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return text
    low = key(text)
    out = list(vocabulary.pattern("words-name-begins", "patterns").sub(lambda m: m[1] + m[2].upper(), low))
    names, written = _proper()
    for found in names.finditer(low):
        group = found.lastgroup or "field"
        out[found.start(group) : found.end(group)] = written.get(found[group], low[found.start(group) : found.end(group)])
    for found in _short_names().finditer(text):
        out[found.start() : found.end()] = found.group()
    return "".join(out)


TOKEN = re.compile(r"[^\W\d_]+")


def pair_counts(text: str) -> Counter[str]:
    """Gives how often each pair of neighbouring syllables stands in a document, in key form."""
    syllables = TOKEN.findall(key(text))
    return Counter(f"{one} {two}" for one, two in itertools.pairwise(syllables))


def mend(text: str, pairs: dict[str, str], counts: Counter[str], core: frozenset[str] = frozenset()) -> str:
    """Gives the text with a scanner's slips in the reader's own words mended; same length.

    A pair of syllables that differs from a phrase of the vocabulary only in its marks takes the phrase's form where the document itself has the
    phrase far more often, and where neither syllable makes a usual pair with its other neighbour.

    Args:
        text: one line of words.
        pairs: phrases of two syllables, bare form -> key form.
        counts: the document's own pairs.
        core: phrases that look like no other words but for their marks, mended on sight.

    >>> mend("chủ động phôi hợp với Sở", {"phoi hop": "phối hợp"}, Counter({"phối hợp": 9, "phôi hợp": 1}))
    'chủ động phối hợp với Sở'
    """
    low, plain = key(text), bare(text)
    tokens = [m.span() for m in TOKEN.finditer(text)]
    out = list(text)
    for place, ((a, b), (c, d)) in enumerate(itertools.pairwise(tokens)):
        if c - b != 1:
            continue
        good, said = pairs.get(plain[a:b] + " " + plain[c:d]), low[a:b] + " " + low[c:d]
        if good is None or good == said or (counts[said] * 4 > counts[good] and (good not in core or counts[said] > 4)):
            continue
        left = low[slice(*tokens[place - 1])] + " " + low[a:b] if place else ""
        right = low[c:d] + " " + low[slice(*tokens[place + 2])] if place + 2 < len(tokens) else ""
        if any(pairs.get(bare(near)) == near or (good not in core and counts[near] > max(counts[said], 1)) for near in (left, right)):
            continue
        for spot, char in zip((*range(a, b), *range(c, d)), good.replace(" ", ""), strict=True):
            out[spot] = char.upper() if text[spot].isupper() else char
    return "".join(out)


def alternatives(words: Iterable[str]) -> str:
    """Gives a regex that matches the longest of the words first, any white space or dash form between their parts."""
    unique = sorted(set(words), key=lambda w: (-len(w), w))
    return (
        "|".join(re.sub(r"\\?[ ]+", r"\\s+", re.sub(r"\s*\\?[-–]\s*", r"\\s*[-–—]\\s*", re.escape(w).replace("\\ ", " "))) for w in unique) or r"(?!)"
    )
