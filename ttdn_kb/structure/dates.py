"""Dates as official texts write them.

Takes clean words; gives ISO 8601 dates; knows nothing of documents.
"""

from __future__ import annotations

import datetime
import re

from ttdn_kb.text.vocabulary import pattern


def iso(match: re.Match[str], first: int = 1) -> str:
    """Gives the ISO date of a match of a date, "" where there is no such day.

    Args:
        match: a match of a pattern of the lexicon that holds "dates-day".
        first: the number of its first group.
    """
    day, month, year = (match.group(first + at) or match.group(first + 3 + at) for at in range(3))
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def date_in(text: str) -> str:
    """Gives the first date in words, "" for none.

    >>> date_in("ngày 07 tháng 9 năm 2015"), date_in("ngày13/12/2021"), date_in("ngày tháng năm 2022"), date_in("31/02/2020")
    ('2015-09-07', '2021-12-13', '', '')
    """
    match = pattern("dates-date").search(text)
    return iso(match) if match else ""
