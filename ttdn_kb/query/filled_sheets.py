"""What a review sheet holds that its draft does not have.

Takes the rows of a sheet, or a file with the reader of such files; tells whether anything a person wrote there would be lost with it; knows nothing
of file formats.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.query.drafts import Draft
from ttdn_kb.query.review_sheets import SHEET, decisions_from

Rows = Sequence[Mapping[str, str]]


def unread(rows: Rows, draft: Draft) -> bool:
    """Tells whether a sheet holds anything that a person wrote and the draft does not have."""
    try:
        return bool(decisions_from(rows, draft, "", ""))
    except TtdnError:
        return True


def refuse_to_lose(path: str, draft: Draft, read: Callable[[str, tuple[str, ...]], Rows]) -> None:
    """Refuses to write over a file, unless it is a sheet of this draft that holds nothing new.

    Args:
        read: gives the rows of a file that has the needed columns.

    Raises:
        TtdnError: `sheet-filled`.
    """
    # A pipe holds nothing that could be lost, and reading it would wait for somebody to fill it.
    if not os.path.isfile(path):
        return
    try:
        news = unread(read(path, SHEET[:3]), draft)
    except TtdnError:
        news = True
    if news:
        raise TtdnError(
            "sheet-filled",
            "Không xuất đè lên tệp đã có",
            path,
            "tệp có những điều chưa được nạp vào bản nháp này, hoặc không phải bảng rà soát của nó",
            "nạp tệp ấy bằng --import trước, hoặc xuất ra tên khác",
        )
