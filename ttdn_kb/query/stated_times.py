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


def _in_calendar(value: str) -> bool:
    for day in filter(None, map(_DAY.fullmatch, value.split("/"))):
        try:
            date(_LEAP_YEAR if day["year"] == "-" else int(day["year"]), int(day["month"]), int(day["day"]))
        except ValueError:
            return False
    return True
