"""Filled-in sheets: csv and xlsx back into rows.

Takes a file that a person edited; gives its rows as text by column name; knows nothing of what the columns mean.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from datetime import datetime, time

from ttdn_kb.foundation.errors import TtdnError, cause

_MOST_BYTES = 50_000_000
_MOST_ROWS = 200_000


def read_sheet(path: str, needed: tuple[str, ...]) -> list[dict[str, str]]:
    """Gives the rows of a sheet, empty ones left out.

    Args:
        path: .csv (UTF-8; comma, semicolon or tab) or .xlsx (the first sheet that has the needed columns); names in the first row.
        needed: columns that must be there.

    Raises:
        TtdnError: `sheet-unreadable` where it is no such file, or where a needed column is missing.
    """
    try:
        if os.path.getsize(path) > _MOST_BYTES:
            raise _unreadable(path, "tệp lớn hơn 50 MB")
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise _unreadable(path, cause(error)) from error
    rows = _workbook(path, data, needed) if data.startswith(b"PK") else _csv(path, data)
    if not rows:
        raise _unreadable(path, "tệp không có dòng nào")
    names = _names(rows[0])
    missing = [name for name in needed if name not in names]
    if missing:
        raise _unreadable(path, f"thiếu cột {', '.join(missing)}")
    return [dict(zip(names, row, strict=False)) for row in rows[1:] if any(cell.strip() for cell in row)]


def _names(row: list[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in row]


def _csv(path: str, data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(path, "không phải UTF-8; trong Excel chọn lưu dạng CSV UTF-8") from error
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if row]
    except csv.Error as error:
        raise _unreadable(path, str(error)) from error


def _workbook(path: str, data: bytes, needed: tuple[str, ...]) -> list[list[str]]:
    import zipfile

    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > 20 * _MOST_BYTES:
                raise _unreadable(path, "tệp nén bung ra quá lớn")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        first: list[list[str]] = []
        for sheet in book.worksheets:
            rows = _sheet(path, sheet.iter_rows(values_only=True))
            if rows and set(needed) <= set(_names(rows[0])):
                return rows
            first = first or rows
        return first
    except TtdnError:
        raise
    except Exception as error:
        # openpyxl raises whatever its XML and zip layers raise on a damaged file.
        raise _unreadable(path, f"tệp Excel hỏng ({type(error).__name__})") from error


def _sheet(path: str, cells: Iterable[tuple[object, ...]]) -> list[list[str]]:
    rows = []
    for row in cells:
        rows.append([_text(cell) for cell in row])
        if len(rows) > _MOST_ROWS:
            raise _unreadable(path, "tệp có quá nhiều dòng")
    return rows


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell).replace("_x000D_", "\r")


def _unreadable(path: str, why: str) -> TtdnError:
    return TtdnError("sheet-unreadable", "Không đọc được bảng", path, why, "dùng tệp .xlsx hoặc .csv do ttdn review --export tạo ra")
