"""Lines that belong to the page and not to the text: page numbers, running heads, stamps, rules, debris.

Takes one line; says whether it is page noise; knows nothing of the lines around it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ttdn_kb.text.vocabulary import pattern, words

PAGE_NUMBER = re.compile(r"[-–—~]{0,2}\s*(?:[Tt]rang\s*|[Pp]age\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–—~]{0,2}")
_RULE = re.compile(r"(?:[-–—_=*~.…·\u2500-\u257f#`'\"“”|\\]\s*){2,}")
_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LONE_LETTER = re.compile(r"[-–—.,*_]\s*[^\W\d_]")
_UNSEEN = "*_# \t\u00a0\u200b\ufeff\u00ad\u2060\r\n"
_MARK_ALONE = re.compile(r"[-–+]|[IVXivx]{1,4}[.)]?|[A-Za-zđĐ][.)]|\d{1,3}[.)]?")


@lru_cache(maxsize=1)
def _furniture() -> re.Pattern[str]:
    starts = "|".join(re.escape(word) for word in words("page-furniture"))
    return re.compile(rf"(?:{starts})", re.IGNORECASE)


def is_page_number(line: str) -> bool:
    """Says whether a line holds a page number and nothing else.

    >>> is_page_number(" 7 "), is_page_number("- 12 -"), is_page_number("2025")
    (True, True, False)
    """
    return PAGE_NUMBER.fullmatch(line.strip()) is not None


def is_rule(line: str) -> bool:
    """Says whether a line is a drawn rule or an ornament ("-----", "* * *", "```")."""
    return _RULE.fullmatch(line.strip()) is not None


def is_furniture(line: str) -> bool:
    """Says whether a line is a running head of a gazette, a line of a signature stamp, or an editor's note on the source of a codified article.

    >>> is_furniture("(Điều này có nội dung liên quan đến Điều 44.5.NĐ.35. Chế độ báo cáo)"), is_furniture("### 440120000000000065000003000000000")
    (True, True)
    """
    said = line.strip()
    return _furniture().match(said) is not None or pattern("noise-codifier").match(said) is not None


def is_debris(line: str) -> bool:
    """Says whether a line is what a broken conversion leaves behind: one stray character, or hardly a Latin letter.

    Numbers, list marks and bullets standing alone are not debris: tables flattened to lines have them.

    >>> is_debris("Ô"), is_debris("阂l鐇΄혈0尀"), is_debris("Sở Y tế"), is_debris("12"), is_debris("-")
    (True, True, False, False, False)
    """
    text = line.strip(_UNSEEN)
    if not text:
        return bool(line.strip())
    if _MARK_ALONE.fullmatch(text):
        return False
    if len(text) == 1 or _LONE_LETTER.fullmatch(text):
        return True
    sample = text[:160]
    return len(_LATIN.findall(sample)) * 2 < len("".join(sample.split())) and not any(character.isdigit() for character in text[:3])


def is_page_noise(line: str) -> bool:
    """Says whether a line is any kind of page noise."""
    return bool(line.strip()) and (is_page_number(line) or is_rule(line) or is_furniture(line) or is_debris(line))
