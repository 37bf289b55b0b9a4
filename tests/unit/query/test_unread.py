"""What is told as left aside beside the norms of a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from ttdn_kb.query.ingesting import ingest

HEAD = Path(__file__).parents[2] / "cases" / "ingest" / "plan-head.txt"
TABLE = """2. Phân công thực hiện:

| TT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |
| --- | --- | --- | --- | --- |
| 1 | Xây dựng cổng dữ liệu | {lead} | {coordinator} | {when} |
"""
ROW = {"lead": "Sở Tài chính", "coordinator": "Công an tỉnh", "when": "Quý II/2024"}
READ = {
    "a body of many words": {"lead": "Sở Khoa học và Công nghệ"},
    "several bodies": {"coordinator": "Sở Tài nguyên và Môi trường, Công an tỉnh"},
    "bodies on lines of their own": {"coordinator": "Sở Tài nguyên và Môi trường<br>- Công an tỉnh"},
    "a body by its short name": {"coordinator": "Các sở, ban, ngành; UBND cấp huyện"},
    "a body twice": {"lead": "Sở Giáo dục và Đào tạo", "coordinator": "Sở Giáo dục và Đào tạo; Công an tỉnh"},
    "a day": {"when": "Trước ngày 15 tháng 6 năm 2024"},
}
LEFT = {
    "a body and what else it does": {"coordinator": "Công an tỉnh, theo dõi và tổng hợp kết quả hằng quý"},
    "work in the column of the day": {"when": "Sở Nội vụ xây dựng báo cáo kết quả sau hội nghị"},
}


def uncovered(tmp_path: Path, cells: dict[str, str]) -> list[str]:
    path = tmp_path / "a.txt"
    path.write_text(HEAD.read_text(encoding="utf-8") + TABLE.format(**(ROW | cells)), encoding="utf-8")
    found = ingest(str(path), {}).reading
    assert any(norm.quote == "Xây dựng cổng dữ liệu" for norm in found.norms)
    return [remark.text for remark in found.remarks if remark.code == "uncovered"]


@pytest.mark.parametrize("cells", READ.values(), ids=READ)
def test_a_cell_that_its_row_has_read_is_not_left_aside(tmp_path: Path, cells: dict[str, str]) -> None:
    assert uncovered(tmp_path, cells) == []


@pytest.mark.parametrize("cells", LEFT.values(), ids=LEFT)
def test_a_cell_that_says_more_is_told(tmp_path: Path, cells: dict[str, str]) -> None:
    (said,) = cells.values()
    assert [text for text in uncovered(tmp_path, cells) if text in said]
