"""Takes a clause; gives its deadline in words and structured, and its frequencies; knows nothing of agents."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

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
_INTERVALS = (
    (pattern("dates--7"), "P6M"),
    (pattern("dates--8"), "P3M"),
    (pattern("dates--9"), "P1M"),
    (pattern("dates--10"), "P1W"),
    (pattern("dates--11"), "P1D"),
    (pattern("dates-twice-a-day"), "PT12H"),
    (pattern("dates-thrice-a-day"), "PT8H"),
    (pattern("dates--12"), "P1Y"),
)
_CONTINUOUS, _ROUND_THE_CLOCK = pattern("dates-continuous"), pattern("dates-round-the-clock")
_ADHOC, _EVENT = pattern("dates--13"), pattern("dates-event")


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
    """Gives the number below a hundred that is spelt out.

    >>> [number(words) for words in ("năm", "mười lăm", "ba mươi", "bốn mươi tám")]
    [5, 15, 30, 48]
    """
    total = 0
    for word in words.split():
        value, times = _NUMBERS[word]
        total = total * value if times else total + value
    return total


def _lasts(match: re.Match[str]) -> bool:
    """True for how long something is kept on show, which is no deadline: "niêm yết trong 30 ngày", "trong thời gian 07 ngày liên tục"."""
    if _LASTING_ON.match(match.string, match.end()):
        return True
    return not _SINCE.search(match.group()) and _LASTING.search(match.string, 0, match.start()) is not None


def _days(match: re.Match[str]) -> str | None:
    """Up to three days, "trước ngày 20 tháng 6 và 20 tháng 11"; None where one of them is no day of the calendar."""
    parts = match.groups()
    days = [_day(parts[i], parts[i + 1], parts[i + 2]) for i in range(0, len(parts), 3) if parts[i]]
    return ";".join(days) if all(days) else None


def _from_day_to_day(match: re.Match[str]) -> str | None:
    """Two days that bound a time, "từ 20/8 - 20/11/2014": the year of the second is that of the first too."""
    ends = (_day(match[1], match[2], match[3] or match[6]), _day(match[4], match[5], match[6]))
    return "/".join(ends) if all(ends) else None


def _quarters(match: re.Match[str]) -> str:
    own = match[4] or "-"
    told = [f"{own}-Q{_ROMAN.get(quarter, quarter)}" for quarter in (match[1], match[3]) if quarter]
    return ("/" if match[2] else ";").join(told)


def _months(match: re.Match[str]) -> str | None:
    months = [int(month) for month in match.group(1, 2) if month]
    if not all(1 <= month <= _MONTHS for month in months):
        return None
    return "/".join([f"{match[3]}-{month:02d}" for month in months] + ([".."] if match[4] else []))


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
    (pattern("dates-within-year"), lambda match: match[1]),
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

    >>> period("giai đoạn 2026 - 2030"), period("năm 2026 và các năm tiếp theo"), period("quý iii/2020")
    ('2026/2030', '2026/..', '2020-Q3')
    """
    words = key.strip(" .;:")
    if (match := _ONWARDS.search(words)) is not None:
        return f"{match[1] or match[2]}/.."
    if (match := _SPAN.search(words)) is not None:
        return f"{match[1]}/{match[2]}"
    if (match := _ONE_YEAR.search(words)) is not None:
        return match[1]
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
