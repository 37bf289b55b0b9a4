"""`ttdn compare` and `ttdn report` as people call them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html as lxml_html

from ttdn_kb.cli.main import cli
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.query.answers import AnswerFile
from ttdn_kb.report.page import Page, Paragraph
from ttdn_kb.report.rendering import render_page
from ttdn_kb.report.requests import MAKERS, Asked
from ttdn_kb.text.clean import fold


def asked(**values: Any) -> dict[str, Any]:
    return values


CALLS = {
    "a province": ("province", asked(names=("hau-giang",))),
    "a province on a day": ("province", asked(names=("ha-tinh",), at="2025-12-20")),
    "two provinces": ("province", asked(names=("quang-tri", "hau-giang"))),
    "an agency in all provinces": ("agency", asked(names=("Sở Ngoại vụ",), at="2025-06-01")),
    "a topic": ("topic", asked(names=("border-information-clusters",))),
    "gaps": ("gaps", asked(province="hau-giang")),
    "a comparison": ("comparison", asked(names=("quang-tri", "hau-giang"))),
}


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, words, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module", params=CALLS.values(), ids=CALLS)
def page(request: pytest.FixtureRequest, answers: AnswerFile, base: OxigraphStore) -> Page:
    kind, values = request.param
    made, _ = MAKERS[kind](Asked(answers, today="2026-01-15", as_of="2026-01-15", **values), base)
    return made


def test_report_in_html_is_whole(page: Page) -> None:
    text = render_page(page, "html")
    assert isinstance(text, str)
    tree = lxml_html.document_fromstring(text)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {a.removeprefix("#") for a in tree.xpath("//nav//a/@href")} <= set(ids)
    assert tree.xpath("//blockquote") and "Ngày của dữ liệu: 15/01/2026" in tree.text_content()


def test_report_in_docx_opens_with_its_tables_and_headings(page: Page) -> None:
    import docx

    data = render_page(page, "docx")
    assert isinstance(data, bytes)
    document = docx.Document(io.BytesIO(data))
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert document.tables and headings == [f"{i} {s.heading}" for i, s in enumerate(page.sections, 1)]


def test_report_in_xlsx_filters_and_its_links_resolve(page: Page) -> None:
    from openpyxl import load_workbook

    data = render_page(page, "xlsx")
    assert isinstance(data, bytes)
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames[0] == "Tổng quan" and book.sheetnames[-1] == "Trích dẫn"
    linked = 0
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes and sheet.auto_filter.ref
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink is not None:
                    name, place = cell.hyperlink.location.rsplit("!", 1)
                    assert book[name.strip("'")][place].value is not None
                    linked += 1
    assert linked


def test_report_of_gaps_names_the_work_that_nobody_is_given(answers: AnswerFile, base: OxigraphStore) -> None:
    page, _ = MAKERS["gaps"](Asked(answers, province="hau-giang", today="2026-01-15", as_of="2026-01-15"), base)
    text = render_page(page, "html")
    assert isinstance(text, str)
    words = lxml_html.document_fromstring(text).text_content()
    assert "Điều 10, khoản 2: Việc không giao cho ai" in words and "Xây dựng cơ chế hợp tác với các cơ quan thông tấn" in words


def test_report_quotes_the_text_letter_by_letter(built: str, tmp_path: Path) -> None:
    assert built
    path = tmp_path / "r.html"
    code, out, _ = run("report", "topic", "border-information-clusters", "--at", "2025-06-01", "--output", str(path))
    assert (code, out) == (0, "")
    text = lxml_html.document_fromstring(path.read_text(encoding="utf-8")).text_content()
    assert "Quản lý, vận hành có hiệu quả Cụm thông tin đối ngoại tại Cửa khẩu quốc tế Cầu Treo" in text
    assert "Điều 14, khoản 10" in text


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["compare", "quang-tri"], 2, "hai bên"),
        (["compare", "quang-tri", "ha-tinhh"], 2, "có phải là: Tỉnh Hà Tĩnh"),
        (["compare", "quang-tri", "ha-tinh", "--topic", "cum thong tin"], 2, "cụm thông tin đối ngoại"),
        (["compare", "ha-tinh@2020-13-01", "ha-tinh"], 2, "Ngày không hợp lệ"),
        (["report", "agency"], 2, "tên cơ quan"),
        (["report", "agency", "Sở Ngoai vuu"], 2, "Sở Ngoại vụ"),
        (["report", "agency", "UBND thị xã Kỳ Anh", "--province", "quang-tri"], 2, "cơ quan có ở: Tỉnh Hà Tĩnh"),
        (["report", "comparison", "quang-tri"], 2, "hai bên"),
        (["report", "province", "bac-giang"], 2, "Kho chưa có văn bản của đơn vị này: Tỉnh Bắc Giang"),
        (["report", "province", "atlantis"], 2, "Không có tỉnh hay văn bản này"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else None,
)
def test_a_wrong_call_says_what_is_near(built: str, words: list[str], code: int, said: str) -> None:
    assert built
    got, out, err = run(*words)
    assert (got, out) == (code, "") and said in err


def test_compare_as_json_keeps_stdout_clean(built: str) -> None:
    assert built
    code, out, err = run("compare", "ha-tinh@2020-06-01", "ha-tinh@2023-01-01", "--format", "json")
    assert code == 0 and json.loads(out)["similarity"] and "không văn bản nào trong kho áp dụng" in err


def test_compare_draws_a_heat_map(built: str, tmp_path: Path) -> None:
    assert built
    from lxml import etree

    path = tmp_path / "h.svg"
    code, _, _ = run("compare", "quang-tri", "ha-tinh", "--format", "svg", "--output", str(path))
    assert code == 0 and etree.parse(str(path)).getroot().tag.endswith("svg")


def test_compare_in_english(built: str) -> None:
    assert built
    code, out, _ = run("compare", "quang-tri", "ha-tinh", "--lang", "en")
    assert code == 0 and "Similarity by topic".upper() in out and "Quang Tri Province" in out


@pytest.mark.parametrize(
    "words",
    [
        ("report", "province", "quang-tri"),
        ("report", "agency", "Sở Ngoại vụ", "--province", "quang-tri"),
        ("report", "topic", "foreign-press"),
        ("report", "gaps", "--province", "hau-giang"),
        ("report", "comparison", "quang-tri", "ha-tinh"),
        ("handover", "--from", "2025-06-30", "--to", "2025-07-01"),
    ],
    ids=" ".join,
)
def test_the_columns_of_an_english_page_are_english(built: str, words: tuple[str, ...], tmp_path: Path) -> None:
    assert built
    path = tmp_path / "page.html"
    code, _, _ = run(*words, "--lang", "en", "--format", "html", "--output", str(path))
    heads = [head.text_content() for head in lxml_html.parse(str(path)).getroot().xpath("//thead//th | //dt")]
    assert code == 0 and heads and all(fold(head) == head.casefold() for head in heads), heads


@pytest.mark.parametrize(("at", "told"), [("2026-06-30", False), ("2026-07-01", True)])
def test_a_report_says_that_a_document_was_amended(at: str, told: bool, answers: AnswerFile, base: OxigraphStore) -> None:
    made, _ = MAKERS["province"](Asked(answers, names=("trung-uong",), at=at, today="2026-11-22", as_of="2026-11-22"), base)
    assert ("đang áp dụng; được sửa đổi từ 01/07/2026" in str(render_page(made, "html"))) == told


DAYS = [("", "23/11/2026 (hôm nay)"), ("2020-06-01", "01/06/2020")]


@pytest.mark.parametrize(("at", "day"), DAYS, ids=["no day named", "a day named"])
def test_a_report_on_a_topic_is_judged_as_of_today_unless_a_day_is_named(at: str, day: str, answers: AnswerFile, base: OxigraphStore) -> None:
    made, notes = MAKERS["topic"](Asked(answers, names=("foreign-press",), at=at, today="2026-11-23", as_of="2026-11-23"), base)
    text = lxml_html.document_fromstring(str(render_page(made, "html"))).text_content()
    assert ("Xét vào ngày", day) in made.facts and text.count(day.split(" ")[0]) < 9
    told = "".join(b.text for b in made.summary if isinstance(b, Paragraph))
    assert ("Sở Văn hóa, Thể thao và Du lịch (" in told) == (not at)
    assert ("cơ quan không còn" in text) == any("tỉnh này không còn là đơn vị riêng" in note for note in notes) == (not at)


@pytest.mark.parametrize(("at", "day"), DAYS, ids=["no day named", "a day named"])
def test_a_report_on_a_province_is_judged_as_of_today_unless_a_day_is_named(at: str, day: str, answers: AnswerFile, base: OxigraphStore) -> None:
    made, _ = MAKERS["province"](Asked(answers, names=("quang-tri",), at=at, today="2026-11-23", as_of="2026-11-23"), base)
    text = lxml_html.document_fromstring(str(render_page(made, "html"))).text_content()
    assert f"Xét vào ngày{day}" in "".join(text.split("\n")).replace("  ", "")
    assert ("cơ quan được giao không còn" in text) == ("tỉnh này không còn là đơn vị riêng" in text) == (not at)
