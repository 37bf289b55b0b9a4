"""Days in words.

Takes ISO 8601 days; gives them as people write them. On the cold path: imports nothing.
"""

from __future__ import annotations


def day_words(value: str, lang: str = "vi") -> str:
    """Gives a day, or the day of a moment, as a reader of the language writes it; other values unchanged.

    >>> day_words("2025-07-01"), day_words("2025-07-01T08:00:00", "en"), day_words("P6M"), day_words("")
    ('01/07/2025', '2025-07-01', 'P6M', '')
    """
    day = value[:10]
    parts = day.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not "".join(parts).isdigit():
        return value
    return day if lang == "en" else "/".join(reversed(parts))
