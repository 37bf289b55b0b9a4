"""Vietnamese text in the font encodings of before Unicode: TCVN3 (ABC) and VNI.

Takes text whose characters are the old byte values (as Latin-1 or cp1252 read them, or as they were pasted into Unicode files); says in which
encoding each line is and gives it in Unicode; knows nothing of files.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import rows

ENCODINGS = ("TCVN3", "VNI")
_WORD = re.compile(r"[^\W\d_]+")
# Onset, nucleus and coda of a written syllable without its marks (official spelling of 1984).
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|th|tr|ch|kh|ph|gi|gh|qu|[bcdghklmnprstvx])?(?:uye|uya|uyu|ieu|yeu|uoi|uou|oai|oay|oao|oeo|uay|uao|uoi|ia|ie|iu|ua|ue|uo|uy|ui|uu"
    r"|ye|oa|oe|oi|oo|ai|ao|au|ay|eo|eu|a|e|i|o|u|y)(?:ng|nh|ch|[cmnpt])?"
)
_MARKED = re.compile(r"[^\x00-\x7f]")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


@lru_cache(maxsize=2)
def _table(encoding: str) -> dict[str, str]:
    listed = (row for row in rows("structure_encodings") if row["encoding"] == encoding)
    return {"".join(chr(int(code, 16)) for code in row["codes"].split()): row["letter"] for row in listed}


@lru_cache(maxsize=2)
def _pattern(encoding: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(old) for old in sorted(_table(encoding), key=len, reverse=True)))


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    return frozenset("".join(row["letter"] for row in rows("structure_encodings")))


def convert(text: str, encoding: str) -> str:
    """Gives text of an old encoding in Unicode.

    Args:
        text: characters with the old byte values.
        encoding: "TCVN3" or "VNI".

    >>> convert("Uû ban nh©n d©n tØnh Qu¶ng TrÞ", "TCVN3"), convert("UÛY BAN NHAÂN DAÂN tænh Quaûng Trò", "VNI")
    ('Uỷ ban nhân dân tỉnh Quảng Trị', 'ỦY BAN NHÂN DÂN tỉnh Quảng Trị')
    >>> convert("ñY BAN NH¢N D¢N TØNH Hµ TÜNH\\nTØnh Hµ TÜnh", "TCVN3")
    'ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH\\nTỉnh Hà Tĩnh'
    """
    table = _table(encoding)
    converted = _pattern(encoding).sub(lambda match: table[match.group(0)], text)
    return "".join(map(_with_capitals, converted.splitlines(keepends=True))) if encoding == "TCVN3" else converted


def _with_capitals(line: str) -> str:
    """TCVN3 has no capitals with tone marks: where the plain letters of a line, or of a word, are capitals the others are meant as capitals too.

    A number line ("Sè: 7/Q§-UBND") has capitals and no word that must be meant so; nor need a word with one capital at its head.
    """
    small = any(letter.isascii() and letter.islower() for letter in line)
    return line.upper() if not small and any(map(_in_capitals, _WORD.findall(line))) else _WORD.sub(_capitals, line)


def _capitals(match: re.Match[str]) -> str:
    return match[0].upper() if _in_capitals(match[0]) else match[0]


def _in_capitals(word: str) -> bool:
    """True for a word of small letters with marks, the others capitals, more than the one at its head."""
    plain = "".join(letter for letter in word if letter.isascii())
    return not word.isupper() and plain.isupper() and (len(plain) > 1 or word[0] != plain)


def vietnamese_share(text: str) -> tuple[int, int]:
    """Gives how many words with marks are well-formed Vietnamese syllables, and how many words with marks there are."""
    good = total = 0
    for match in _WORD.finditer(text):
        word = match.group(0)
        if not _MARKED.search(word) or len(word) > 12:
            continue
        total += 1
        composed = unicodedata.normalize("NFC", word)
        decomposed = unicodedata.normalize("NFD", composed)
        letters = all(letter.isascii() or letter in _letters() for letter in composed)
        good += letters and len(_TONES.findall(decomposed)) <= 1 and _SYLLABLE.fullmatch(fold(composed)) is not None
    return good, total


# Characters of Latin-1 that are no Vietnamese letters: signs, and letters that only the old encodings use.
_FOREIGN = re.compile(
    r"[\u00a1-\u00a6\u00a8-\u00ae\u00b5-\u00b9\u00bb-\u00bf\u00c4-\u00c7\u00cb\u00ce\u00cf\u00d1\u00d6-\u00d8\u00db\u00dc\u00de-\u00df"
    r"\u00e4-\u00e7\u00eb\u00ee\u00ef\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
_SAMPLE = 30_000


def detect(text: str) -> str:
    """Gives the old encoding in which a text is written, "" for none.

    A text counts as old when, read so, at least four fifths of its marked words are Vietnamese, and read as it stands less than half are.

    >>> detect("Uû ban nh©n d©n tØnh ban hµnh quyÕt ®Þnh nµy"), detect("Ủy ban nhân dân tỉnh"), detect("Señor año niño café")
    ('TCVN3', '', '')
    """
    sample = text[:_SAMPLE]
    if len(_FOREIGN.findall(sample)) < 3:
        return ""
    good, total = vietnamese_share(sample)
    plain = good / total if total else 0.0
    best, best_share = "", 0.0
    for encoding in ENCODINGS:
        good, total = vietnamese_share(convert(sample, encoding))
        share = good / total if total >= 3 else 0.0
        if share > best_share:
            best, best_share = encoding, share
    if best_share >= 0.8 and plain < 0.5:
        return best
    return ""


def to_unicode(text: str) -> tuple[str, str]:
    """Gives a text in Unicode and the old encoding that was found, "" where the text was Unicode already.

    Where only some lines are old (pasted from an old file), only those are converted.
    """
    encoding = detect(text)
    if encoding:
        return convert(text, encoding), encoding
    if not _FOREIGN.search(text):
        return text, ""
    found = ""
    lines = text.splitlines(keepends=True)
    for place, line in enumerate(lines):
        encoding = detect(line)
        if encoding:
            lines[place] = convert(line, encoding)
            found = encoding
    return ("".join(lines), found) if found else (text, "")
