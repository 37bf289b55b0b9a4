"""Tables as files: csv, json, xlsx, parquet.

Takes column names and rows; gives the bytes of a file; knows nothing of what the rows say. The home of pyarrow.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import NamedTuple

from ttdn_kb.foundation.errors import TtdnError

FORMATS = ("csv", "xlsx", "json", "parquet")

Cell = str | int | float | bool


def table_bytes(form: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], title: str = "Bảng") -> bytes:
    """Gives a table as a file.

    Args:
        form: one of `FORMATS`. CSV is UTF-8 with a byte order mark, so that Excel reads Vietnamese.
        title: name of the sheet, for xlsx, whose cells hold the values as they are.

    Raises:
        TtdnError: `missing-extra` where parquet is asked for without pyarrow.
    """
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows(rows)
        return b"\xef\xbb\xbf" + out.getvalue().encode()
    if form == "json":
        return (json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n").encode()
    if form == "xlsx":
        return workbook_bytes([Leaf(title, columns, rows, exact=True)])
    return _parquet(columns, rows)


class Leaf(NamedTuple):
    """A sheet of a workbook.

    Attributes:
        exact: whether the cells hold the values as they are, for programs, or what they are to a reader: days as days.
        widths: of the columns in letters, () lets the words decide.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    exact: bool = False
    widths: tuple[float, ...] = ()


def workbook_bytes(leaves: Sequence[Leaf]) -> bytes:
    """Gives a workbook with one sheet a table: frozen header, filter, columns as wide as their words, long text wrapped, ready to be printed."""
    from openpyxl import Workbook

    from ttdn_kb.report.page import Table
    from ttdn_kb.report.sheets import fill, sheet_names

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, leaf in zip(sheet_names([leaf.title for leaf in leaves], set()), leaves, strict=True):
        texts = tuple(tuple(map(str, row)) for row in leaf.rows)
        table = Table(tuple(leaf.columns), texts, leaf.title, widths=leaf.widths, headers=0)
        fill(book.create_sheet(name), table, exact=leaf.rows if leaf.exact else ())
    book.properties.title, book.properties.creator = leaves[0].title, ""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _parquet(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise TtdnError(
            "missing-extra", "Chưa ghi được dạng parquet", "", "thư viện pyarrow chưa được cài", 'cài thêm: pip install "ttdn-kb[parquet]"'
        ) from error
    table = pyarrow.table({name: [row[i] for row in rows] for i, name in enumerate(columns)})
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out)
    return out.getvalue()
