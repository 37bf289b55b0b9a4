"""The province-level unit that a person types.

Takes typed words; gives notations of units; knows nothing of documents. A name may be that of two units, one before and one after a
reorganisation (docs/decisions/0011); a notation is always one.
"""

from __future__ import annotations

from ttdn_kb.foundation.days import day_words
from ttdn_kb.foundation.errors import UnknownValue, some_of
from ttdn_kb.graph.provinces import exists_on, official_name, plain_name, units_named
from ttdn_kb.graph.vocabulary import concepts
from ttdn_kb.query.answers import fold
from ttdn_kb.query.unknown_values import near_labels


def units_typed(typed: str, option: str, today: str) -> tuple[str, ...]:
    """Gives the units that a typed notation or name means, oldest first; case and diacritics may be left out, and the level.

    Args:
        today: ISO 8601 day, for the choices that an error lists.

    Raises:
        UsageError: `unknown-value`, with the units of the day and near misses.

    >>> units_typed("tỉnh Quảng Trị", "--province", "2026-03-01"), units_typed("can-tho-2025", "--province", "2026-03-01")
    (('quang-tri', 'quang-tri-2025'), ('can-tho-2025',))
    """
    if found := units_named(typed):
        return found
    every = concepts("provinces")
    standing = sorted((official_name(n) for n in every if exists_on(n, today)), key=fold)
    names = [(name, every[n].label) for n in every for name in (official_name(n), plain_name(n), n)]
    raise UnknownValue(
        "unknown-value",
        f"Không có giá trị này cho {option}",
        typed,
        f"các đơn vị có vào ngày {day_words(today)}",
        some_of(standing, "ttdn ask --list province"),
        near_labels(typed, names),
        "gõ tên hay ký hiệu của một đơn vị, đã sắp xếp hay đang có",
        "không phải tên hay ký hiệu của đơn vị cấp tỉnh nào",
    )
