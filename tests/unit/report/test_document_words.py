"""Words of a document reach a reader without the marks of the file that they came in."""

from __future__ import annotations

import io

import docx
import pytest
from lxml import html as lxml_html

from ttdn_kb.foundation.model import Span
from ttdn_kb.report.page import Cell, Page, Quote, Section, Table
from ttdn_kb.report.rendering import render_page
from ttdn_kb.report.word_comments import Comment, commented

TEXT = "**ỦY BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ**\n\n**\n## **Điều 1. Chủ trì**\n1. Từ ngày **16** tháng 9, Sở A *phối hợp*; 3 * 4.\n"
SAID = ["ỦY BAN NHÂN DÂN", "TỈNH QUẢNG TRỊ", "Điều 1. Chủ trì", "1. Từ ngày 16 tháng 9, Sở A phối hợp; 3 * 4."]


def test_a_plain_document_with_comments_has_the_words_alone() -> None:
    place = Span(TEXT.index("Sở A"), TEXT.index("Sở A") + 4)
    made = docx.Document(io.BytesIO(commented(None, TEXT, [Comment(place, "xem lại")])))
    assert [p.text for p in made.paragraphs] == SAID
    assert [p.text for p in made.paragraphs if "commentRangeStart" in p._p.xml] == SAID[-1:]


@pytest.mark.parametrize("form", ["html", "docx", "xlsx"])
def test_a_quote_has_the_words_alone(form: str) -> None:
    quote = Quote(TEXT, "Quyết định 1", "Điều 1")
    data = render_page(Page("Trang", (Section("Phần", (quote, Table(("Ai",), ((Cell("Sở A", (quote,)),),), "Bảng"))),)), form)
    said = _words(form, data)
    assert " ".join(SAID) in said and "**" not in said and "##" not in said


def _words(form: str, data: str | bytes) -> str:
    if isinstance(data, str):
        return str(lxml_html.document_fromstring(data).find("body").text_content())
    if form == "docx":
        return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    from openpyxl import load_workbook

    return "\n".join(str(c.value) for sheet in load_workbook(io.BytesIO(data)).worksheets for row in sheet.iter_rows() for c in row)
