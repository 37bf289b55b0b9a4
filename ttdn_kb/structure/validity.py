"""From when to when a document holds, what it replaces and what it amends.

Takes the words of provisions; gives ISO dates and document numbers; knows nothing of where the provisions stand.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterable

from ttdn_kb.structure.dates import iso
from ttdn_kb.structure.references import find_references
from ttdn_kb.text.clean import CleanText
from ttdn_kb.text.vocabulary import pattern


def in_force_from(texts: Iterable[str], issued: str) -> str:
    """Gives the ISO date from which a document holds, "" where its words do not say it.

    Args:
        texts: the clean words of its provisions.
        issued: its ISO date of signing, "" where unknown.

    >>> in_force_from(["Quyết định này có hiệu lực thi hành kể từ ngày 30 tháng 4 năm 2019"], "2019-04-16")
    '2019-04-30'
    >>> in_force_from(["Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký"], "2008-09-01")
    '2008-09-11'
    >>> in_force_from(["Quyết định này có hiệu\\nlực thi hành kể từ\\nngày 01 tháng 12 năm 2025"], "")
    '2025-12-01'
    """
    for text in texts:
        if not pattern("validity-effect").search(text):
            continue
        match = pattern("validity-force").search(text)
        if match:
            return issued if match.group("signing") else iso(match, match.re.groupindex["day"] + 1)
        after = pattern("validity-after").search(text)
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
    span = pattern("validity-span").search(title)
    if span:
        return f"{span.group(1)}-01-01", f"{span.group(2)}-12-31"
    year = pattern("validity-year").search(title)
    if year and not pattern("validity-day-before").search(title[: year.start()]):
        return f"{year.group(1)}-01-01", f"{year.group(1)}-12-31"
    return "", ""


def ends_on(texts: Iterable[str]) -> str:
    """Gives the ISO date to which a document says that it holds, "" for none."""
    for text in texts:
        match = pattern("validity-ends").search(text) if pattern("validity-effect").search(text) else None
        if match and pattern("validity-this").search(text[: match.start()]):
            return iso(match, match.re.groupindex["day"] + 1)
    return ""


def replaced(views: Iterable[CleanText]) -> tuple[str, ...]:
    """Gives the numbers of the documents that the provisions replace, repeal or say to lapse, in text order."""
    numbers: list[str] = []
    for view in views:
        text = view.text
        if not pattern("validity-replacing").search(text.lower()):
            continue
        for reference in find_references(view):
            if not reference.number or reference.provision:
                continue
            start = next((place for place, offset in enumerate(view.offsets) if offset >= reference.span.start), 0)
            end = next((place for place, offset in enumerate(view.offsets) if offset >= reference.span.end), len(text))
            gone = pattern("validity-replaces").search(text[:start]) or pattern("validity-lapses").match(text[end:])
            if gone and reference.number not in numbers:
                numbers.append(reference.number)
    return tuple(numbers)


def amended(views: Iterable[CleanText], own: str = "") -> tuple[str, ...]:
    """Gives the numbers of the documents that a document amends, in text order.

    Args:
        own: the document's own number, that it cannot amend.
        views: its title and the openings of its provisions. One that begins with "sửa đổi" or "bổ sung" names what is amended: the first document
            in it, and those joined to that with "và" or a comma; any other is one by which it was amended before, or which it carries out.

    >>> from ttdn_kb.text.clean import clean
    >>> amended([clean("Sửa đổi, bổ sung Quyết định số 25/2019/QĐ-UBND và Quyết định số 8/QĐ-UBND thi hành Nghị định số 72/2015/NĐ-CP")])
    ('25/2019/QĐ-UBND', '8/QĐ-UBND')
    """
    numbers: list[str] = []
    for view in views:
        if not pattern("validity-amending").match(view.text):
            continue
        before = 0
        for one in (reference for reference in find_references(view) if reference.number and reference.kind):
            start = bisect_left(view.offsets, one.span.start)
            if view.text.count("“", 0, start) > view.text.count("”", 0, start):
                break  # named in words that are exchanged
            if before and not pattern("validity-amended-next").search(view.text[before:start]):
                break
            before = bisect_left(view.offsets, one.span.end)
            if one.number not in (own, *numbers):
                numbers.append(one.number)
    return tuple(numbers)
