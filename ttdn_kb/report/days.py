"""The day on which a page judges who has what.

Takes the sides of a page and today; gives the line that says the day; knows nothing of file formats.
"""

from __future__ import annotations

from collections.abc import Sequence

from ttdn_kb.compare.sides import Side
from ttdn_kb.foundation.days import day_words
from ttdn_kb.report.wording import either


def day_facts(sides: Sequence[Side], today: str, lang: str = "vi") -> tuple[tuple[str, str], ...]:
    """Gives the line on the day that all sides are judged on; none where they have no day, or each its own, which their names tell.

    Args:
        today: ISO 8601 day.

    >>> day_facts([Side("", "", "", "2026-11-23", (), ())], "2026-11-23")
    (('Xét vào ngày', '23/11/2026 (hôm nay)'),)
    """
    days = {side.day for side in sides}
    if len(days) != 1 or not (day := days.pop()):
        return ()
    now = either(lang, " (hôm nay)", " (today)") if day == today else ""
    return ((either(lang, "Xét vào ngày", "Judged as of"), day_words(day, lang) + now),)
