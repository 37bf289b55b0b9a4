"""One page, three files: each is whole, well-formed and says everything that the page says."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html

from ttdn_kb.report.page import Cell, Facts, Items, Page, Paragraph, Picture, Quote, Section, Table, number
from ttdn_kb.report.rendering import render_page

DECISION = "Quyết định 25/2019/QĐ-UBND"
FIRST = Quote("Chủ trì <b>xây dựng</b> & quản lý\ncụm", DECISION, "Điều 12, khoản 3", "Sở A: chủ trì", "kế thừa", "25/2019/QĐ-UBND")
SECOND = Quote("Phối hợp với Sở A", DECISION, "Điều 21, khoản 2", "Sở B: phối hợp", short="25/2019/QĐ-UBND")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Hình</title></svg>'
PAGE = Page(
    "Báo cáo <thử> & \x0bkiểm",
    (
        Section(
            "Một phần",
            (
                Paragraph("thiếu người <script>alert(1)</script>", "Vì sao", "error"),
                Table(
                    ("Việc", "Số", "Ai"),
                    (("=1+1", "12", Cell("Sở A\nSở B", (FIRST, SECOND), heat=0.5)), ("y", "30 %", Cell("Sở A", (FIRST,), "warning"))),
                    "Bảng: thử [1]",
                    sheet="Bảng/thử*",
                ),
                SECOND,
            ),
            (Section("Con", (Items(("a", "b")), Facts((("Tên", "Giá trị"),)))), Section("Con", (Paragraph("hai lần cùng tên"),))),
        ),
        Section("Hình", (Picture(SVG, "Hình", "một hình", Table(("a",), (("1",),), "Thay hình")), Table(("trống",), (), "Bảng rỗng"))),
    ),
    "phụ đề",
    (("Tỉnh", "Hà Tĩnh"),),
    (Paragraph("tóm tắt"),),
    "2026-01-15",
)


@pytest.fixture(scope="module")
def tree() -> Any:
    text = render_page(PAGE, "html")
    assert isinstance(text, str)
    return lxml_html.document_fromstring(text)


def test_html_needs_nothing_from_elsewhere(tree: Any) -> None:
    assert not tree.xpath("//script | //link | //img | //iframe | //@onclick")
    assert not re.search(r"url\(|@import", tree.xpath("string(//style)"))
    assert tree.get("lang") == "vi" and tree.xpath("//meta[@charset='utf-8']")


def test_html_escapes_what_documents_and_people_say(tree: Any) -> None:
    assert tree.xpath("string(//h1)") == "Báo cáo <thử> & kiểm"
    assert "<script>alert(1)</script>" in tree.text_content()
    assert tree.xpath("string((//blockquote)[1])") == "Chủ trì <b>xây dựng</b> & quản lý cụm"


def test_html_contents_lead_to_headings(tree: Any) -> None:
    targets = [a.get("href").removeprefix("#") for a in tree.xpath("//nav//a")]
    assert len(targets) == 4 and len(set(targets)) == 4
    assert set(targets) == {h.get("id") for h in tree.xpath("//main/*[self::h2 or self::h3]")}


def test_html_tables_name_their_rows_and_columns(tree: Any) -> None:
    for table in tree.xpath("//table"):
        assert table.xpath("string(caption)")
        assert table.xpath("thead//th[@scope='col']") and not table.xpath("thead//td")
    assert tree.xpath("(//table)[1]/tbody/tr/th[@scope='row']")


def test_html_cells_open_to_their_quotes(tree: Any) -> None:
    cell = tree.xpath("(//table)[1]/tbody/tr[1]/td[2]")[0]
    assert cell.xpath("details/summary")[0].text_content() == "Sở ASở B"
    assert len(cell.xpath("details//blockquote")) == 2
    assert cell.xpath("string(span[@class='cited'])") == "[Điều 12, khoản 3; Điều 21, khoản 2, 25/2019/QĐ-UBND]"


def test_a_day_is_not_broken_at_its_hyphens() -> None:
    table = Table(("Duty", "From"), (("run a portal", "2025-07-01"), ("see quang-tri/ke-hoach/2025-07-01", "–")), "Days")
    blocks = (table, Paragraph("From 2025-07-02 on"), Items(("No holder from 2025-07-03 on",)))
    html = render_page(Page("Days", (Section("Table", blocks),), lang="en"), "html")
    assert isinstance(html, str) and ".day{white-space:nowrap}" in html
    assert re.findall(r'<span class="day">(.*?)</span>', html) == ["2025-07-01", "2025-07-02", "2025-07-03"]


def test_docx_has_headings_contents_page_numbers_and_date() -> None:
    import docx

    data = render_page(PAGE, "docx")
    assert isinstance(data, bytes)
    document = docx.Document(io.BytesIO(data))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style is not None and p.style.name.startswith("Heading")]
    assert headings == [("Heading 1", "1 Một phần"), ("Heading 2", "1.1 Con"), ("Heading 2", "1.2 Con"), ("Heading 1", "2 Hình")]
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert 'TOC \\o "1-2"' in xml
    anchors = set(re.findall(r'w:anchor="([^"]+)"', xml))
    assert anchors and anchors == set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
    foot = etree.tostring(document.sections[0].footer._element).decode()
    assert " PAGE " in foot and " NUMPAGES " in foot
    assert "15/01/2026" in document.sections[0].footer.paragraphs[0].text


def test_docx_tables_fit_the_paper_and_repeat_their_header() -> None:
    import docx

    data = render_page(PAGE, "docx")
    assert isinstance(data, bytes)
    document = docx.Document(io.BytesIO(data))
    paper = document.sections[0]
    room = (paper.page_width or 0) - (paper.left_margin or 0) - (paper.right_margin or 0)
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert len(document.tables) == 2, "the picture's table and the full table; an empty table is a sentence"
    for table in document.tables:
        assert sum(int(c.get(f"{space}w", "0")) for c in table._tbl.iter(f"{space}gridCol")) * 635 <= room + 635 * 4
        assert next(table._tbl.iter(f"{space}tblHeader"), None) is not None
    assert document.tables[0].cell(1, 2).text == "Sở A; Sở B [Điều 12, khoản 3; Điều 21, khoản 2, 25/2019/QĐ-UBND]"
    assert document.tables[1].cell(1, 0).text == "1"


def test_xlsx_freezes_filters_and_links() -> None:
    from openpyxl import load_workbook

    data = render_page(PAGE, "xlsx")
    assert isinstance(data, bytes)
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Tổng quan", "Bảng thử", "Thay hình", "Bảng rỗng", "Trích dẫn"]
    sheet = book["Bảng thử"]
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref == "A1:C3"
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert sheet["B2"].value == 12 and sheet["B3"].value == pytest.approx(0.3)
    quotes = book["Trích dẫn"]
    for cell, first in ((sheet["C2"], "Điều 12, khoản 3"), (sheet["C3"], "Điều 12, khoản 3")):
        assert cell.hyperlink is not None
        name, place = cell.hyperlink.location.rsplit("!", 1)
        assert name == "'Trích dẫn'" and quotes.cell(quotes[place].row, 4).value == first
    for row in quotes.iter_rows(min_row=2, max_col=1):
        link = row[0].hyperlink
        if link is not None:
            name, place = link.location.rsplit("!", 1)
            assert book[name.strip("'")][place].value
    assert {c.hyperlink.location for row in book["Tổng quan"].iter_rows(max_col=1) for c in row if c.hyperlink} == {
        f"'{name}'!A1" for name in book.sheetnames[1:]
    }


def test_sections_of_one_name_get_anchors_of_their_own() -> None:
    assert [p.anchor for p in number(PAGE)] == ["mot-phan", "con", "con-2", "hinh"]


@pytest.mark.parametrize("form", ["html", "docx", "xlsx"])
def test_the_same_page_gives_the_same_words_twice(form: str) -> None:
    first, second = render_page(PAGE, form), render_page(PAGE, form)
    if isinstance(first, bytes) and isinstance(second, bytes):
        files = [zipfile.ZipFile(io.BytesIO(data)) for data in (first, second)]
        parts = [{n: z.read(n) for n in z.namelist() if not n.startswith("docProps")} for z in files]
        assert parts[0] == parts[1]
    else:
        assert first == second


def test_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="pdf"):
        render_page(PAGE, "pdf")
