"""Days as people type them.

Takes "today", an ISO 8601 day or dd/mm/yyyy; gives an ISO 8601 day; knows nothing of clocks. Stands on the cold path.
"""

from __future__ import annotations

from ttdn_kb.foundation.errors import UsageError

_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def parse_day(typed: str, today: str) -> str:
    """Gives the ISO 8601 day meant, "" for "".

    Raises:
        UsageError: `bad-date`.

    >>> parse_day("01/07/2025", "2026-01-01"), parse_day("today", "2026-01-01")
    ('2025-07-01', '2026-01-01')
    """
    if not typed:
        return ""
    if typed in ("today", "hom-nay", "hôm nay"):
        return today
    parts = typed.split("/")[::-1] if "/" in typed else typed.split("-")
    if len(parts) == 3 and all(p.isascii() and p.isdigit() for p in parts) and len(parts[0]) == 4:
        year, month, day = (int(p) for p in parts)
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        if 1 <= month <= 12 and 1 <= day <= _LENGTHS[month - 1] and (month != 2 or day <= 28 or leap):
            return f"{year:04d}-{month:02d}-{day:02d}"
    raise UsageError("bad-date", "Ngày không hợp lệ", typed, "không phải một ngày có thật", "viết như 2025-07-01, 01/07/2025 hoặc today")
