"""Deadlines and frequencies in their structured form, as a reviewer may state them.

Takes a cell; tells whether it can be meant; knows nothing of texts. The forms are those that the shape of norms allows (ISO 8601).
"""

from __future__ import annotations

import re
from datetime import date

_POINT = r"(?:\d{4}(?:-Q[1-4]|-\d\d(?:-\d\d)?)?|--\d\d(?:-\d\d)?|--Q[1-4])"
_DEADLINE = re.compile(rf"{_POINT}(?:/(?:{_POINT}|\.\.))?|---\d\d|P\d+[YMWD]|PT\d+[HM]")
_FREQUENCY = re.compile(r"P\d+[YMWD]|PT\d+[HM]|continuous|adhoc")
_DAY = re.compile(r"(?P<year>\d{4}|-)-(?P<month>\d\d)-(?P<day>\d\d)")
_SHOWN = re.compile(r"(?P<one>\d\d?)[/.-](?P<two>\d\d?)[/.-](?P<year>(?:\d\d)?\d\d)(?: 0?0:00(?::00)?)?")
_CENTURY = 2000  # of a year that a spreadsheet shows with two digits
_LEAP_YEAR = 2000  # a yearly 29 February is a day


def is_deadline(value: str) -> bool:
    """Tells whether a structured deadline has one of the forms, and its days are days of the calendar; several are parted by ";".

    >>> is_deadline("--06-20;--11-20"), is_deadline("2026-Q3"), is_deadline("P5D"), is_deadline("2026/.."), is_deadline("---15")
    (True, True, True, True, True)
    >>> is_deadline("--06-01/--12-31"), is_deadline("2026-02-31"), is_deadline("--06-01/--02-30"), is_deadline("cuối năm")
    (True, False, False, False)
    """
    return all(_DEADLINE.fullmatch(part) is not None and _in_calendar(part) for part in value.split(";"))


def is_frequency(value: str) -> bool:
    """Tells whether a frequency has one of the forms; several are parted by ";".

    >>> is_frequency("P6M;adhoc"), is_frequency("hàng tuần lễ")
    (True, False)
    """
    return all(_FREQUENCY.fullmatch(part) is not None for part in value.split(";"))


def days_meant(shown: str) -> tuple[str, ...]:
    """Gives the days that a cell may mean in which a spreadsheet shows a day its own way: day first, then month first; () for any other cell.

    >>> days_meant("15/06/2024"), days_meant("6/15/24"), days_meant("5/6/2024"), days_meant("P5D")
    (('2024-06-15',), ('2024-06-15',), ('2024-06-05', '2024-05-06'), ())
    """
    told = _SHOWN.fullmatch(shown.strip())
    if told is None:
        return ()
    year, one, two = int(told["year"]), int(told["one"]), int(told["two"])
    year += _CENTURY if year < 100 else 0
    days = (f"{year:04}-{month:02}-{day:02}" for day, month in ((one, two), (two, one)))
    return tuple(dict.fromkeys(day for day in days if _in_calendar(day)))


def _in_calendar(value: str) -> bool:
    for day in filter(None, map(_DAY.fullmatch, value.split("/"))):
        try:
            date(_LEAP_YEAR if day["year"] == "-" else int(day["year"]), int(day["month"]), int(day["day"]))
        except ValueError:
            return False
    return True
