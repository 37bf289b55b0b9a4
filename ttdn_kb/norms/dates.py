"""Takes a clause; gives its deadline in words and structured, and its frequencies; knows nothing of agents."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise

from ttdn_kb.norms.lexicon import pattern, read_table

_UNITS = {row["unit"]: row["duration"] for row in read_table("time_units")}
_NUMBERS = {row["word"]: (int(row["value"]), row["how"] == "times") for row in read_table("number_words")}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_MONTHS = 12
_LEAP_YEAR = 2000  # 29 February is a day of every fourth year
_SINCE = pattern("dates-since")
_LASTING, _LASTING_ON = pattern("dates-lasting"), pattern("dates-lasting-on")
_YEAR_END = pattern("dates-year-end")
_SPAN = pattern("dates-span")
_ONWARDS = pattern("dates-onwards")
_ONE_YEAR = pattern("dates-one-year")
_INTERVALS = tuple((re.compile(row["pattern"]), row["duration"]) for row in read_table("time_intervals"))
_CONTINUOUS, _ROUND_THE_CLOCK = pattern("dates-continuous"), pattern("dates-round-the-clock")
_ADHOC, _EVENT = pattern("dates-adhoc"), pattern("dates-event")
_ONE_DAY, _ONE_MONTH, _ONE_QUARTER = pattern("day"), pattern("dates-one-month"), pattern("dates-one-quarter")
_MONTHS_ONLY, _THROUGH = pattern("dates-months-only"), pattern("dates-through")


def _day(day: str, month: str, year: str | None) -> str:
    """Gives the ISO form of a day, "" for one that no calendar has ("ngày 31 tháng 2")."""
    try:
        date(int(year) if year else _LEAP_YEAR, int(month), int(day))
    except ValueError:
        return ""
    return f"{year or '-'}-{int(month):02d}-{int(day):02d}"


def _duration(match: re.Match[str]) -> str:
    """Gives the ISO 8601 duration of a count and a unit, told in figures or in words, in whichever alternative of a pattern they stand."""
    digits, words, unit = next(match.group(n, n + 1, n + 2) for n in range(1, match.re.groups, 3) if match[n + 2])
    return _UNITS[unit].format(int(digits) if digits else number(words))


def number(words: str) -> int:
    """Gives the number below a thousand that is spelt out.

    >>> [number(words) for words in ("năm", "mười lăm", "ba mươi", "bốn mươi tám", "một trăm hai mươi")]
    [5, 15, 30, 48, 120]
    """
    total = last = 0
    for word in words.split():
        value, times = _NUMBERS[word]
        last = last * (value - 1) if times else value
        total += last
    return total


def _lasts(match: re.Match[str]) -> bool:
    """True for how long something is kept on show, which is no deadline: "niêm yết trong 30 ngày", "trong thời gian 07 ngày liên tục"."""
    if _LASTING_ON.match(match.string, match.end()):
        return True
    return not _SINCE.search(match.group()) and _LASTING.search(match.string, 0, match.start()) is not None


def _days(match: re.Match[str]) -> str | None:
    """The days of a list, "trước ngày 20 tháng 6 và 20 tháng 11"; None where one of them is no day of the calendar."""
    days = [_day(*one.group(1, 2, 3)) for one in _ONE_DAY.finditer(match.group())]
    return ";".join(days) if all(days) else None


def _from_day_to_day(match: re.Match[str]) -> str | None:
    """Two days that bound a time, "từ 20/8 - 20/11/2014": the year of the second is that of the first too."""
    ends = (_day(match[1], match[2], match[3] or match[6]), _day(match[4], match[5], match[6]))
    return "/".join(ends) if all(ends) else None


def _quarters(match: re.Match[str]) -> str:
    told = [(int(_ROMAN.get(one[1], one[1])), one[2] or "", one.span()) for one in _ONE_QUARTER.finditer(match.group())]
    return _stretch(match.group(), told, "{}-Q{}")


def _months(match: re.Match[str], year: str = "") -> str | None:
    """The months of a list; None where no year is told, or one of them is no month."""
    told = [(int(one[1]), one[2] or year, one.span()) for one in _ONE_MONTH.finditer(match.group())]
    if not told[-1][1] or not all(1 <= month <= _MONTHS for month, _, _ in told):
        return None
    months = _stretch(match.group(), told, "{}-{:02d}")
    return f"{months}/.." if match[match.re.groups] else months


def _stretch(words: str, told: list[tuple[int, str, tuple[int, int]]], written: str) -> str:
    """Gives the months or quarters of a list: as one stretch where they follow each other or the first leads to the last, else each.

    Args:
        words: the whole list.
        told: number, year ("" for that of the next one) and place of each.
        written: how year and number are written.
    """
    years = [next((year for _, year, _ in told[place:] if year), "-") for place in range(len(told))]
    values = [written.format(year, number) for (number, _, _), year in zip(told, years, strict=True)]
    follow = len(set(years)) == 1 and all(after == before + 1 for (before, _, _), (after, _, _) in pairwise(told))
    through = len(told) == 2 and _THROUGH.search(words, told[0][2][1], told[1][2][0]) is not None
    return f"{values[0]}/{values[-1]}" if len(told) > 1 and (follow or through) else ";".join(values)


def _within(match: re.Match[str]) -> str | None:
    return None if _lasts(match) else _duration(match)


#: Ways to tell a time, the most exact first; None goes on to the next place or way.
_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (pattern("dates-date-range"), _from_day_to_day),
    (pattern("dates-date"), _days),
    (pattern("dates-monthly"), lambda match: f"---{int(match[1]):02d}"),
    (pattern("dates-quarter"), _quarters),
    (pattern("dates-month"), _months),
    (pattern("dates-within"), _within),
    (pattern("dates-before-event"), lambda match: _duration(match)),
    (pattern("dates-years"), lambda match: "/".join(filter(None, match.groups()))),
    (pattern("dates-within-year"), lambda match: match[1] or match[2]),
    (pattern("dates-words"), lambda match: "--12" if _YEAR_END.search(match.group()) else ""),
)


def deadline(key: str, year: str = "") -> tuple[int, int, str]:
    """Gives where the first deadline stands in a clause and its structured value; (0, 0, "") where there is none.

    Args:
        key: the clause in key form.
        year: the year of a yearly plan, for quarters that name none.

    >>> deadline("báo cáo trước ngày 20 tháng 6 và 20 tháng 11 hàng năm")[2], deadline("hoàn thành trong quý iii/2020")[2]
    ('--06-20;--11-20', '2020-Q3')
    """
    for words, value_of in _WAYS:
        for match in words.finditer(key):
            value = value_of(match)
            if value is not None:
                return match.start(), match.end(), value.replace("--Q", f"{year}-Q") if year else value
    return 0, 0, ""


def period(key: str, year: str = "") -> str:
    """Gives the structured value of a plan block's time, whose words speak of nothing else.

    Args:
        key: the words after "Thời gian", in key form.
        year: the year of a yearly plan, for quarters that name none.

    >>> period("giai đoạn 2026 - 2030"), period("năm 2026 và các năm tiếp theo"), period("quý iii/2020"), period("tháng 5", "2026")
    ('2026/2030', '2026/..', '2020-Q3', '2026-05')
    """
    words = key.strip(" .;:")
    if (match := _SPAN.search(words)) is not None:
        return f"{match[1]}/{match[2]}"
    if (match := _ONWARDS.search(words)) is not None:
        return f"{match[1] or match[2]}/.."
    if (match := _ONE_YEAR.search(words)) is not None:
        return match[1]
    if (match := _MONTHS_ONLY.search(words)) is not None and (months := _months(match, year)) is not None:
        return months
    return deadline(words, year)[2]


def frequency(key: str) -> str:
    """Gives the frequencies of a clause, separated by ";".

    What an event sets off is ad hoc, also where it then goes on round the clock; where an interval is told too, the event only says when it begins.

    >>> frequency("định kỳ 6 tháng/lần hoặc khi có yêu cầu"), frequency("cung cấp thông tin")
    ('P6M;adhoc', '')
    >>> frequency("khi có tin bão phải tổ chức trực ban 24/24 giờ"), frequency("khi có tin bão: báo cáo 02 lần/ngày")
    ('adhoc', 'PT12H')
    """
    told = [value for words, value in _INTERVALS if words.search(key)]
    event = not told and _EVENT.search(key) is not None
    if _CONTINUOUS.search(key) or (not event and _ROUND_THE_CLOCK.search(key)):
        told.append("continuous")
    if event or _ADHOC.search(key):
        told.append("adhoc")
    return ";".join(told)
