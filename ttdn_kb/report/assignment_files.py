"""The assignment table as a file.

Takes rows of the assignment table and a format; gives the bytes of a file; knows nothing of where the rows come from. csv, json and parquet are for
programs, with the columns of the table; a workbook opens on the same rows in words and has those columns on a second sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ttdn_kb.query.assignment_table import COLUMNS, AssignmentRow
from ttdn_kb.query.assignment_words import DATA_TITLE, HEADINGS, TITLE, said_rows
from ttdn_kb.report.table_files import Leaf, table_bytes, workbook_bytes

if TYPE_CHECKING:
    from ttdn_kb.query.history import Naming


def assignments_bytes(form: str, rows: Sequence[AssignmentRow], lang: str, name: Naming | None = None) -> bytes:
    """Gives the assignment table as a file.

    Args:
        form: one of `table_files.FORMATS`.
        lang: "vi" or "en", for the words of a workbook.
        name: names bodies in the language; None leaves the names of the table.

    Raises:
        TtdnError: `missing-extra`, as `table_bytes` does.
    """
    if form != "xlsx":
        return table_bytes(form, COLUMNS, rows)
    said = Leaf(TITLE.of(lang), [h.words.of(lang) for h in HEADINGS], said_rows(rows, lang, name), widths=tuple(h.width for h in HEADINGS))
    return workbook_bytes([said, Leaf(DATA_TITLE.of(lang), COLUMNS, rows, exact=True)])
