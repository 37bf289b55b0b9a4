"""Takes a clause; gives its deadline in words and structured, and its frequencies; knows nothing of agents."""

from __future__ import annotations

import re
from datetime import date

from ttdn_kb.norms.lexicon import pattern, read_table

_DATE = pattern("dates-date")
_MONTHLY = pattern("dates-monthly")
_QUARTER = pattern("dates-quarter")
_MONTH = pattern("dates-month")
_WITHIN = pattern("dates-within")
_YEAR = pattern("dates-within-year")
_YEARS = pattern("dates-years")
_BEFORE_EVENT = pattern("dates-before-event")
_SINCE = pattern("dates-since")
_LASTING, _LASTING_ON = pattern("dates-lasting"), pattern("dates-lasting-on")
_WORDS, _YEAR_END = pattern("dates-words"), pattern("dates-year-end")
_UNITS = {row["unit"]: row["duration"] for row in read_table("time_units")}
_NUMBERS = {row["word"]: (int(row["value"]), row["how"] == "times") for row in read_table("number_words")}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_FREQUENCIES = (
    (pattern("dates--7"), "P6M"),
    (pattern("dates--8"), "P3M"),
    (pattern("dates--9"), "P1M"),
    (pattern("dates--10"), "P1W"),
    (pattern("dates--11"), "P1D"),
    (pattern("dates-twice-a-day"), "PT12H"),
    (pattern("dates-thrice-a-day"), "PT8H"),
    (pattern("dates--12"), "P1Y"),
    (pattern("dates-continuous"), "continuous"),
    (pattern("dates--13"), "adhoc"),
)


_LEAP_YEAR = 2000  # 29 February is a day of every fourth year
_SPAN = pattern("dates-span")
_ONWARDS = pattern("dates-onwards")
_ONE_YEAR = pattern("dates-one-year")


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


def _lasts(key: str, match: re.Match[str]) -> bool:
    """True for how long something is kept on show, which is no deadline: "niêm yết trong 30 ngày", "trong thời gian 07 ngày liên tục"."""
    if _LASTING_ON.match(key, match.end()):
        return True
    return not _SINCE.search(match.group()) and _LASTING.search(key, 0, match.start()) is not None


def deadline(key: str, year: str = "") -> tuple[int, int, str]:
    """Gives where the first deadline stands in a clause and its structured value; (0, 0, "") where there is none.

    Args:
        key: the clause in key form.
        year: the year of a yearly plan, for quarters that name none.

    >>> deadline("báo cáo trước ngày 20 tháng 6 và 20 tháng 11 hàng năm")[2], deadline("hoàn thành trong quý iii/2020")[2]
    ('--06-20;--11-20', '2020-Q3')
    """
    match = _DATE.search(key)
    if match is not None:
        parts = match.groups()
        values = [_day(parts[i], parts[i + 1], parts[i + 2]) for i in range(0, len(parts), 3) if parts[i]]
        if all(values):
            return match.start(), match.end(), ";".join(v if v[0] != "-" else "-" + v[1:] for v in values)
    if (match := _MONTHLY.search(key)) is not None:
        return match.start(), match.end(), f"---{int(match[1]):02d}"
    if (match := _QUARTER.search(key)) is not None:
        own = match[3] or year
        quarters = [_ROMAN.get(q, q) for q in match.groups()[:2] if q]
        return match.start(), match.end(), ";".join(f"{own}-Q{q}" if own else f"--Q{q}" for q in quarters)
    if (match := _MONTH.search(key)) is not None and not re.search(r"\d\s*$", key[: match.start()]) and 1 <= int(match[1]) <= 12:
        return match.start(), match.end(), f"{match[2]}-{int(match[1]):02d}"
    for match in _WITHIN.finditer(key):
        if not _lasts(key, match):
            return match.start(), match.end(), _duration(match)
    if (match := _BEFORE_EVENT.search(key)) is not None:
        return match.start(), match.end(), _duration(match)
    if (match := _YEARS.search(key)) is not None:
        return match.start(), match.end(), "/".join(filter(None, match.groups()))
    if (match := _YEAR.search(key)) is not None:
        return match.start(), match.end(), match[1]
    if (match := _WORDS.search(key)) is not None:
        return match.start(), match.end(), "--12" if _YEAR_END.search(match.group()) else ""
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
        return f"{match[1]}/.."
    if (match := _SPAN.search(words)) is not None:
        return f"{match[1]}/{match[2]}"
    if (match := _ONE_YEAR.search(words)) is not None:
        return match[1]
    return deadline(words, year)[2]


def frequency(key: str) -> str:
    """Gives the frequencies of a clause, separated by ";".

    >>> frequency("định kỳ 6 tháng/lần hoặc khi có yêu cầu"), frequency("cung cấp thông tin")
    ('P6M;adhoc', '')
    """
    return ";".join(value for words, value in _FREQUENCIES if words.search(key))
