"""What all workbooks share: values that sort, sheets that print."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pytest

from ttdn_kb.report.table_files import Leaf, table_bytes, workbook_bytes

COLUMNS = ("Việc", "Từ ngày", "Số")
ROWS = (("=1+1", "01/07/2025", "12"), ("trước ngày 01/07/2025", "", "30 %"), ("a\x0b\rb", "31/02/2025", "012"))


def opened(data: bytes) -> Any:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data))


def test_a_sheet_for_readers_holds_days_and_numbers_that_sort() -> None:
    sheet = opened(workbook_bytes([Leaf("Bàn giao", COLUMNS, ROWS)])).worksheets[0]
    assert (sheet["B2"].value, sheet["B2"].number_format) == (datetime(2025, 7, 1), "dd/mm/yyyy")
    assert [sheet["C2"].value, sheet["C3"].value, sheet["C4"].value] == [12, pytest.approx(0.3), "012"]
    assert [sheet["A3"].value, sheet["B3"].value, sheet["A4"].value, sheet["B4"].value] == ["trước ngày 01/07/2025", None, "ab", "31/02/2025"]


def test_a_sheet_for_programs_holds_what_the_csv_holds() -> None:
    sheet = opened(table_bytes("xlsx", COLUMNS, ROWS, "Dữ liệu")).worksheets[0]
    assert [tuple(c.value or "" for c in row) for row in sheet.iter_rows(min_row=2)] == [ROWS[0], ROWS[1], ("a\rb", "31/02/2025", "012")]


@pytest.mark.parametrize("exact", [False, True], ids=["for readers", "for programs"])
def test_every_sheet_is_frozen_filtered_and_ready_for_paper(exact: bool) -> None:
    book = opened(workbook_bytes([Leaf("Trang [1]", COLUMNS, ROWS, exact), Leaf("Trang [1]", COLUMNS, (), exact)]))
    assert book.sheetnames == ["Trang 1", "Trang 1 2"]
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == ("landscape", 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_title_rows == "$1:$1" and sheet.freeze_panes == "A2"
    assert book.worksheets[0].auto_filter.ref == "A1:C4" and book.worksheets[0]["A2"].data_type == "s"
