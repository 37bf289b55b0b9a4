"""Findings as files: what opens, sorts, filters and parses."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from ttdn_kb.foundation.words import Words
from ttdn_kb.report.findings import BINARY, FORMATS, Sheet, render
from ttdn_kb.validation.findings import Clause, Finding, Waiver

SHEET = Sheet("Kiểm tra", "2026-01-02", "province: quang-tri.", (), "vi")
CLAUSE = Clause(
    "urn:n1", "Tỉnh A", "Quyết định 1/2020", "Điều 1", 10, 25, "Phối hợp\n  tổ chức <b>",
    Words("phối hợp: Công an tỉnh", "coordinator: Công an tỉnh"), "urn:doc",
)  # fmt: skip
FULL = Finding(
    "abc123def456", "no-lead", "error", Words("Không có chủ trì", "No lead"), Words("Việc “x” thiếu chủ trì & <i>", "No lead for x"),
    Words("Vì chờ nhau", "They wait"), Words("=Nêu chủ trì", "Name a lead"), ("urn:doc", "urn:task"), "Tỉnh A", "tinh-a",
    "Quyết định 1/2020", "urn:doc", Words("kế hoạch đã hết thời hạn", "plan ended"), "f00d", "data/sources/a b/text.txt", "Điều 1", "urn:p1", 1,
    10, 25, CLAUSE.quote, ("urn:n1", "urn:n2"), (CLAUSE, CLAUSE._replace(norm="urn:n2", provision="Điều 2", start=30, end=40)),
    (CLAUSE._replace(document="Quyết định 9", document_iri="urn:9"),), ("urn:task",), (), None,
)  # fmt: skip
BARE = Finding("000000000001", "shape-x", "info", *(Words(x, x) for x in ("Tên", "Lời", "", "")), ("urn:x",))
WAIVED = Finding(
    "000000000002", "lacuna", "warning", *(Words(x, x) for x in ("Khuyết", "Thiếu số", "Vì", "Sửa")), ("urn:doc",), "Tỉnh A", "tinh-a",
    "Quyết định 1/2020", "urn:doc", waiver=Waiver("Nguyễn Văn A", "2026-01-01", "đã biết"),
)  # fmt: skip
ALL = [FULL, WAIVED, BARE]
NAMED = [
    "id", "check", "severity", "province", "document", "source_sha256", "provision", "start", "end", "message", "fix", "quote", "norms", "waived",
]  # fmt: skip


class Balance(HTMLParser):
    """Checks that what is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in ("meta", "br", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("findings", [ALL, []], ids=["findings", "none"])
def test_every_format_in_both_languages(form: str, lang: str, findings: list[Finding]) -> None:
    made = render(findings, form, SHEET._replace(lang=lang))
    assert isinstance(made, bytes if form in BINARY else str)
    assert made


def test_csv_has_the_named_columns_first_and_one_row_a_finding() -> None:
    text = render(ALL, "csv", SHEET)
    assert isinstance(text, str) and text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert list(rows[0])[: len(NAMED)] == NAMED
    assert [r["waived"] for r in rows] == ["false", "true", "false"]
    assert rows[0]["norms"] == "urn:n1 | urn:n2"
    assert rows[0]["quote"] == CLAUSE.quote
    assert rows[0]["fix"].startswith("'=")
    assert rows[1]["waived_by"] == "Nguyễn Văn A"


def test_json_has_the_named_keys_and_all_clauses() -> None:
    first = json.loads(render(ALL, "json", SHEET))[0]
    assert list(first)[: len(NAMED)] == NAMED
    assert [c["provision"] for c in first["clauses"]] == ["Điều 1", "Điều 2"]
    assert first["peers"][0]["document"] == "Quyết định 9"


def test_sarif_points_at_code_points_and_suppresses_what_is_waived() -> None:
    run = json.loads(render(ALL, "sarif", SHEET))["runs"][0]
    assert [r["id"] for r in run["tool"]["driver"]["rules"]] == ["lacuna", "no-lead", "shape-x"]
    first, second, third = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "data/sources/a%20b/text.txt"
    assert place["region"] == {"charOffset": 10, "charLength": 15, "snippet": {"text": CLAUSE.quote}}
    assert first["relatedLocations"][0]["logicalLocations"][0]["name"] == "Điều 2"
    assert second["suppressions"][0]["justification"].startswith("đã biết")
    assert third["level"] == "note" and "locations" not in third
    assert all(r["ruleId"] == run["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] for r in run["results"])


def test_html_stands_alone_and_escapes() -> None:
    page = render(ALL, "html", SHEET)
    assert isinstance(page, str)
    balance = Balance()
    balance.feed(page)
    assert balance.open == []
    assert not re.search(r"<script|src=|href=\"(?!#)|url\(|@import", page)
    assert "Việc “x” thiếu chủ trì & <i>" in balance.text
    assert "Phối hợp tổ chức <b>" in balance.text
    assert 'lang="vi"' in page


def test_xlsx_is_frozen_filtered_wrapped_and_runs_no_formula() -> None:
    from openpyxl import load_workbook

    made = render(ALL, "xlsx", SHEET)
    assert isinstance(made, bytes)
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Tổng quan", "Phát hiện theo loại", "Phát hiện", "Trích dẫn"]
    page = book["Phát hiện"]
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == "A1:Q4"
    assert page.max_row == 4
    head = [c.value for c in page[1]]
    fix = page.cell(row=2, column=head.index("Cách sửa") + 1)
    assert (fix.value, fix.data_type) == ("=Nêu chủ trì", "s")
    assert all(c.alignment.wrap_text for c in page[2])
    assert page.column_dimensions["F"].width > 40
    assert page.cell(row=2, column=head.index("Từ") + 1).value == 10
    assert "Điều 2: “Phối hợp tổ chức <b>”" in str(page.cell(row=2, column=head.index("Trích nguyên văn") + 1).value)
    assert [c.value for c in book["Phát hiện theo loại"][1]][:2] == ["Mức", "Loại"]


def test_what_a_finding_has_not_leaves_no_empty_place() -> None:
    from openpyxl import load_workbook

    nobody = replace(FULL, peers=(FULL.peers[0]._replace(roles=Words("", "")),))
    book = load_workbook(io.BytesIO(bytes(render([nobody, WAIVED], "xlsx", SHEET))))  # type: ignore[arg-type]
    head, *rows = book["Phát hiện"].iter_rows(values_only=True)
    places = [(row[head.index("Từ")], row[head.index("Đến")]) for row in rows]
    assert places == [(10, 25), (None, None)]
    for said in (str(rows[0][head.index("Nơi khác viết")]), str(render([nobody], "table", SHEET, 200))):
        assert "()" not in said and "Quyết định 9, Điều 1: “" in said
    assert "(phối hợp: Công an tỉnh)" in str(render([FULL], "table", SHEET, 200))


def test_docx_opens_with_headings_by_document_and_provision() -> None:
    from docx import Document

    made = render(ALL, "docx", SHEET)
    assert isinstance(made, bytes)
    paragraphs = Document(io.BytesIO(made)).paragraphs
    headings = [p.text for p in paragraphs if p.style is not None and str(p.style.name).startswith("Heading")]
    assert headings == [
        "1 Phát hiện theo loại", "2 Quyết định 1/2020 [kế hoạch đã hết thời hạn]", "2.1 Điều 1: Không có chủ trì", "3 Quyết định 1/2020",
        "3.1 Toàn văn bản: Khuyết", "4 Dữ liệu của kho", "4.1 Tên",
    ]  # fmt: skip
    assert any("“Phối hợp tổ chức <b>”" in p.text for p in paragraphs)
    assert any("Đã chấp nhận: Nguyễn Văn A, 01/01/2026: đã biết" in p.text for p in paragraphs)


def test_table_groups_and_tells_what_why_quote_fix_and_peers() -> None:
    text = render(ALL, "table", SHEET, 100)
    assert isinstance(text, str)
    for said in (
        "Quyết định 1/2020", "  Điều 1", "[Lỗi] no-lead (abc123def456)", "Vì sao: Vì chờ nhau", "Điều 2: “Phối hợp tổ chức <b>”", "Cách sửa:",
        "Nơi khác viết: Quyết định 9", "đã chấp nhận: Nguyễn Văn A", "3 phát hiện: 1 lỗi, 1 lưu ý, 1 đã chấp nhận.",
    ):  # fmt: skip
        assert said in text
    assert max(map(len, text.splitlines())) <= 100
