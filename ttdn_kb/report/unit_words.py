"""What a reader must know of the unit whose draft is read, in words.

Takes the notation of a unit and a day; gives its name and sentences on units of the same name, on its end and on the units before it; knows nothing
of drafts' contents.
"""

from __future__ import annotations

from ttdn_kb.foundation.days import day_words
from ttdn_kb.graph.provinces import exists_on, last_day, namesakes, official_name, predecessors, successors

OF_UNIT_BEFORE = " Văn bản ấy của đơn vị trước sắp xếp; kho không ghi nó còn áp dụng ở đơn vị mới hay không."


def unit_name(unit: str) -> str:
    """Gives the name of a unit with its notation.

    >>> unit_name("quang-tri-2025")
    'Tỉnh Quảng Trị (quang-tri-2025)'
    """
    return f"{official_name(unit)} ({unit})"


def unit_notes(unit: str, day: str) -> list[str]:
    """Gives what is to be said of a unit on a day (ISO 8601), nothing for one that no reorganisation touched.

    >>> unit_notes("ha-tinh", "2026-03-01"), len(unit_notes("quang-tri-2025", "2026-03-01")), len(unit_notes("hau-giang", "2026-03-01"))
    ([], 2, 1)
    """
    notes = []
    if not exists_on(unit, day) and last_day(unit) and last_day(unit) < day:
        after = successors(unit)
        named = f"; đơn vị sau sắp xếp: {_listed(after)}" if after else ""
        mend = f" Nếu dự thảo là của đơn vị ấy thì nêu --province {after[0]}." if after else ""
        notes.append(f"{unit_name(unit)} chỉ có đến hết ngày {day_words(last_day(unit))}{named}.{mend}")
    else:
        for other in namesakes(unit):
            mend = f"nếu là đơn vị kia thì nêu --province {other}"
            notes.append(f"Tên này là của hai đơn vị; dự thảo được đọc là của {unit_name(unit)}, đơn vị có vào ngày {day_words(day)}; {mend}.")
    if before := [u for u in predecessors(unit) if exists_on(unit, day)]:
        notes.append(
            f"Cơ quan nêu trong dự thảo là cơ quan của {unit_name(unit)}, không phải của đơn vị trước sắp xếp ({_listed(before)}). "
            "Kho không ghi việc của từng cơ quan cũ về cơ quan nào khi sắp xếp đơn vị, nên không kết luận điều đó."
        )
    return notes


def _listed(units: tuple[str, ...] | list[str]) -> str:
    return ", ".join(map(unit_name, units))
