"""The province-level unit that a person types.

Takes typed words; gives notations of units; knows nothing of documents. A name may be that of two units, one before and one after a
reorganisation (docs/decisions/0011); a notation is always one.
"""

from __future__ import annotations

from ttdn_kb.foundation.errors import UnknownValue
from ttdn_kb.graph.provinces import exists_on, official_name, plain_name, units_named
from ttdn_kb.graph.vocabulary import concepts
from ttdn_kb.query.answers import nearest


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
    standing = ", ".join(sorted(n for n in every if exists_on(n, today)))
    names = [name for n in every for name in (n, official_name(n), plain_name(n))]
    raise UnknownValue(
        "unknown-value",
        f"Không có giá trị này cho {option}",
        typed,
        f"không phải tên hay ký hiệu của đơn vị cấp tỉnh nào; các đơn vị có vào ngày {today}",
        f"{standing}; đơn vị đã sắp xếp cũng có ký hiệu",
        nearest(typed, names),
        f"chọn một giá trị trong danh sách trên cho {option}",
    )
