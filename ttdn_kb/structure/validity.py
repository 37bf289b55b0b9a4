"""From when to when a document holds, and what it replaces.

Takes the words of provisions; gives ISO dates and document numbers; knows nothing of where the provisions stand.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from ttdn_kb.structure.dates import DATE, iso
from ttdn_kb.structure.references import find_references
from ttdn_kb.text.clean import CleanText

_OWN = r"này\s+(?:(?:[^\s.;]+\s+){0,6}?|[^.;]{0,250}?\svà\s+)"
_FORCE = re.compile(
    rf"{_OWN}có hiệu lực(?:\s+thi hành)?\s*,?\s*(?:kể\s+)?(?:từ\s+)?(?:(?P<signing>ngày\s+(?:ký|ban hành))|(?P<day>{DATE.pattern}))", re.IGNORECASE
)
_AFTER = re.compile(rf"{_OWN}có hiệu lực(?:\s+thi hành)?\s+sau\s+(\d{{1,3}})\s*(?:\([^)]*\)\s*)?ngày\s*,?\s*(?:kể\s+)?từ\s+ngày\s+ký", re.IGNORECASE)
_ENDS = re.compile(rf"(?:hết hiệu lực|có hiệu lực)[^.;]{{0,60}}?đến\s+(?:hết\s+)?(?P<day>{DATE.pattern})", re.IGNORECASE)
_REPLACES = re.compile(
    r"(?:thay thế|bãi bỏ|hủy bỏ)\s+(?:cho\s+)?(?:các\s+|toàn bộ\s+)?$|(?:thay thế|bãi bỏ|hủy bỏ)(?:\s+cho)?[^.]*?(?:và|,|;)\s*$", re.IGNORECASE
)
_LAPSES = re.compile(r"[^.;]*hết hiệu lực(?:\s+thi hành)?\s+(?:kể\s+)?từ", re.IGNORECASE)
_YEAR = re.compile(r"(?<!tháng )(?<!đến )(?:trong )?năm (20\d\d|19\d\d)\W*$", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"tháng\s+\d{1,2}\s*,?\s*$", re.IGNORECASE)
_SPAN = re.compile(r"giai đoạn\s+(20\d\d|19\d\d)\s*[-–]\s*(20\d\d)\W*$", re.IGNORECASE)


def in_force_from(texts: Iterable[str], issued: str) -> str:
    """Gives the ISO date from which a document holds, "" where its words do not say it.

    Args:
        texts: the clean words of its provisions.
        issued: its ISO date of signing, "" where unknown.

    >>> in_force_from(["Quyết định này có hiệu lực thi hành kể từ ngày 30 tháng 4 năm 2019"], "2019-04-16")
    '2019-04-30'
    >>> in_force_from(["Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký"], "2008-09-01")
    '2008-09-11'
    """
    for text in texts:
        if "hiệu lực" not in text:
            continue
        match = _FORCE.search(text)
        if match:
            return issued if match.group("signing") else iso(match, match.re.groupindex["day"] + 1)
        after = _AFTER.search(text)
        if after:
            if not issued:
                return ""
            return (datetime.date.fromisoformat(issued) + datetime.timedelta(days=int(after.group(1)))).isoformat()
    return ""


def period_of(title: str) -> tuple[str, str]:
    """Gives the first and the last ISO day of the year or years that end a plan's title, ("", "") for none.

    >>> period_of("Kế hoạch công tác thông tin đối ngoại năm 2020"), period_of("Kế hoạch thực hiện Quyết định ngày 27 tháng 7 năm 2013")
    (('2020-01-01', '2020-12-31'), ('', ''))
    """
    span = _SPAN.search(title)
    if span:
        return f"{span.group(1)}-01-01", f"{span.group(2)}-12-31"
    year = _YEAR.search(title)
    if year and not _DAY_BEFORE.search(title[: year.start()]):
        return f"{year.group(1)}-01-01", f"{year.group(1)}-12-31"
    return "", ""


def ends_on(texts: Iterable[str]) -> str:
    """Gives the ISO date to which a document says that it holds, "" for none."""
    for text in texts:
        match = _ENDS.search(text) if "hiệu lực" in text else None
        if match and " này " in text[: match.start()]:
            return iso(match, match.re.groupindex["day"] + 1)
    return ""


def replaced(views: Iterable[CleanText]) -> tuple[str, ...]:
    """Gives the numbers of the documents that the provisions replace, repeal or say to lapse, in text order."""
    numbers: list[str] = []
    for view in views:
        text = view.text
        if not any(word in text.lower() for word in ("thay thế", "bãi bỏ", "hủy bỏ", "hết hiệu lực")):
            continue
        for reference in find_references(view):
            if not reference.number or reference.provision:
                continue
            start = next((place for place, offset in enumerate(view.offsets) if offset >= reference.span.start), 0)
            end = next((place for place, offset in enumerate(view.offsets) if offset >= reference.span.end), len(text))
            if (_REPLACES.search(text[:start]) or _LAPSES.match(text[end:])) and reference.number not in numbers:
                numbers.append(reference.number)
    return tuple(numbers)
