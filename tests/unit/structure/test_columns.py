"""Tables laid out in columns by spaces: their rows and the words of each cell."""

from __future__ import annotations

import pytest

from ttdn_kb.foundation.model import ProvisionKind
from ttdn_kb.structure.columns import read_laid
from ttdn_kb.structure.tree import parse

CENTRED = """\
STT                 Tên hàng hóa, dịch vụ              Cơ quan tiếp nhận kê khai giá

      Hàng hóa, dịch vụ thực hiện kê khai giá trên
A
      phạm vi cả nước
 1    Xăng, dầu thành phẩm                             Sở Công Thương

                                                       Sở Nông nghiệp và Phát triển
 2    Thóc tẻ, gạo tẻ
                                                       nông thôn
      Thuốc thuộc danh mục thuốc thiết yếu được sử
 3                                                 Sở Y tế
      dụng tại cơ sở khám bệnh, chữa bệnh
      Đường ăn bao gồm đường trắng và đường tinh Sở Nông nghiệp và Phát triển
 4
      luyện                                      nông thôn
                                       12
"""
TOP = """\
TT   Nội dung nhiệm vụ             Cơ quan       Cơ quan        Thời gian
                                   chủ trì       phối hợp
1    Tổ chức tuyên truyền về       Sở Nội vụ     Sở Tài chính   Quý I/2025
     cải cách hành chính
2    Rà soát thủ tục hành chính    Sở Tư pháp    Các sở, ban,   Tháng 6
     của ngành tư pháp                           ngành
3    Hỗ trợ kinh phí               Sở Tài chính                 Cả năm
"""
LABELS_OF_TWO_LINES = """\
                                      Đơn vị chủ    Đơn vị phối
 TT         Nội dung công việc                                       Thời gian
                                          trì           hợp
  I   CÔNG TÁC TUYÊN TRUYỀN
                                      Sở Thông
      Xây dựng chuyên trang, chuyên   tin và       Sở Nội vụ, các
  1   mục về cải cách hành chính                                      Quý I/2025
      trên báo                        Truyền       sở, ban, ngành
                                      thông
  2   Tổ chức hội nghị tập huấn       Sở Nội vụ    Sở Tài chính       Tháng 6/2025
Trên đây là kế hoạch của tỉnh.
"""


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            CENTRED,
            [
                ("", ("STT", "Tên hàng hóa, dịch vụ", "Cơ quan tiếp nhận kê khai giá")),
                ("A", ("A", "Hàng hóa, dịch vụ thực hiện kê khai giá trên phạm vi cả nước", "")),
                ("1", ("1", "Xăng, dầu thành phẩm", "Sở Công Thương")),
                ("2", ("2", "Thóc tẻ, gạo tẻ", "Sở Nông nghiệp và Phát triển nông thôn")),
                ("3", ("3", "Thuốc thuộc danh mục thuốc thiết yếu được sử dụng tại cơ sở khám bệnh, chữa bệnh", "Sở Y tế")),
                ("4", ("4", "Đường ăn bao gồm đường trắng và đường tinh luyện", "Sở Nông nghiệp và Phát triển nông thôn")),
            ],
        ),
        (
            TOP,
            [
                ("", ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")),
                ("1", ("1", "Tổ chức tuyên truyền về cải cách hành chính", "Sở Nội vụ", "Sở Tài chính", "Quý I/2025")),
                ("2", ("2", "Rà soát thủ tục hành chính của ngành tư pháp", "Sở Tư pháp", "Các sở, ban, ngành", "Tháng 6")),
                ("3", ("3", "Hỗ trợ kinh phí", "Sở Tài chính", "", "Cả năm")),
            ],
        ),
        (
            LABELS_OF_TWO_LINES,
            [
                ("", ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian")),
                ("I", ("I", "CÔNG TÁC TUYÊN TRUYỀN", "", "", "")),
                (
                    "1",
                    (
                        "1",
                        "Xây dựng chuyên trang, chuyên mục về cải cách hành chính trên báo",
                        "Sở Thông tin và Truyền thông",
                        "Sở Nội vụ, các sở, ban, ngành",
                        "Quý I/2025",
                    ),
                ),
                ("2", ("2", "Tổ chức hội nghị tập huấn", "Sở Nội vụ", "Sở Tài chính", "Tháng 6/2025")),
            ],
        ),
    ],
    ids=["numbers_in_the_middle_of_their_rows", "numbers_on_the_first_line_of_their_rows", "labels_of_two_lines"],
)
def test_the_rows_of_a_table_laid_out_by_spaces(text: str, rows: list[tuple[str, tuple[str, ...]]]) -> None:
    tree = parse("PHỤ LỤC 01\nDANH MỤC\n" + text)
    tables = [node for node in tree.walk() if node.kind is ProvisionKind.TABLE]
    assert len(tables) == 1
    whole = "PHỤ LỤC 01\nDANH MỤC\n" + text
    assert [(row.number, row.cells) for row in read_laid(whole, tables[0].span)] == rows
    assert [node.number for node in tables[0].children] == [number for number, _ in rows]


def test_a_table_of_tabs_is_not_laid_out_by_spaces() -> None:
    text = "TT\tNội dung\tCơ quan chủ trì\n1\tTổ chức hội nghị\tSở Nội vụ\n"
    assert read_laid(text, next(node.span for node in parse(text).walk() if node.kind is ProvisionKind.TABLE)) == []
