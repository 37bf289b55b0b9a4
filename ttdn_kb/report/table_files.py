"""Tables as files: csv, json, xlsx, parquet.

Takes column names and rows; gives the bytes of a file; knows nothing of what the rows say. The home of openpyxl for plain tables, and of pyarrow.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from ttdn_kb.foundation.errors import TtdnError

FORMATS = ("csv", "xlsx", "json", "parquet")
_ILLEGAL = {c: None for c in range(32) if c not in (9, 10, 13)}

Cell = str | int | float | bool


def table_bytes(form: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], title: str = "Bảng") -> bytes:
    """Gives a table as a file.

    Args:
        form: one of `FORMATS`. CSV is UTF-8 with a byte order mark, so that Excel reads Vietnamese.
        title: name of the sheet, for xlsx.

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
        return workbook_bytes([(title, columns, rows)])
    return _parquet(columns, rows)


def workbook_bytes(sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Cell]]]]) -> bytes:
    """Gives a workbook with one sheet a table: frozen header, filter, columns as wide as their words, long text wrapped."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, columns, rows in sheets:
        sheet = book.create_sheet(title.translate(str.maketrans("[]:*?/\\", "       "))[:31])
        sheet.append(list(columns))
        for row in rows:
            sheet.append([cell.translate(_ILLEGAL) if isinstance(cell, str) else cell for cell in row])
            for written in sheet[sheet.max_row]:
                # Text that begins with "=" would otherwise be run as a formula.
                if written.data_type == "f":
                    written.data_type = "s"
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(columns)))}{len(rows) + 1}"
        for cell in sheet[1]:
            cell.font = Font(bold=True, color="FFFFFF")
            cell.fill = PatternFill("solid", fgColor="1F4E79")
            cell.alignment = Alignment(vertical="center", wrap_text=True)
        for i, name in enumerate(columns):
            longest = max([len(str(name)), *(len(str(row[i])) for row in rows)], default=10)
            sheet.column_dimensions[get_column_letter(i + 1)].width = max(8, min(60, longest + 2))
        for line in sheet.iter_rows(min_row=2):
            for cell in line:
                cell.alignment = Alignment(vertical="top", wrap_text=True)
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
