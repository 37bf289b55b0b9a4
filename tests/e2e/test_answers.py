"""`ttdn ask` as people call it for files: by ending or format, in words, with remarks."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html as lxml_html

from ttdn_kb.cli.main import cli

LEADS = ("ask", "who-leads", "--topic", "foreign-press", "--province", "quang-tri")
BEGINS = {"csv": b"\xef\xbb\xbf", "json": b"[\n", "md": b"### Ai", "txt": b"Ai ch", "": b"Ai ch", "xlsx": b"PK", "docx": b"PK", "html": b"<!DOCTYPE"}


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, words, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("ending", BEGINS)
def test_an_answer_is_written_in_the_format_of_the_ending(ending: str, built: str, tmp_path: Path) -> None:
    assert built
    path = tmp_path / f"tra-loi{'.' if ending else ''}{ending}"
    code, out, _ = run(*LEADS, "-o", str(path))
    assert (code, out) == (0, "") and path.read_bytes().startswith(BEGINS[ending])


def test_an_answer_without_output_stays_on_the_screen(built: str) -> None:
    assert built
    assert run(*LEADS)[1].startswith("Ai chủ trì") and json.loads(run(*LEADS, "--format", "json")[1])


def test_an_ending_of_no_format_is_refused(built: str, tmp_path: Path) -> None:
    assert built
    code, _, err = run(*LEADS, "--output", str(tmp_path / "a.pdf"))
    assert code == 2 and ".xlsx, .docx hoặc .html" in err and not list(tmp_path.iterdir())


def test_a_workbook_has_the_answer_in_words_and_the_columns_of_csv(built: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    assert built
    path = tmp_path / "a.xlsx"
    code, _, err = run("ask", "no-assignee", "--province", "hau-giang", "-o", str(path))
    assert code == 0 and err == ""
    book = load_workbook(io.BytesIO(path.read_bytes()))
    said, data = ([list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets)
    assert book.sheetnames == ["Trả lời", "Dữ liệu"] and said[0][:5] == ["Tỉnh", "Văn bản", "Điều khoản", "Vai trò", "Cơ quan"]
    assert {row[4] for row in said[1:]} == {"không nêu ai làm"} and "SHA-256 của văn bản" not in said[0]
    assert data[0][-2:] == ["statement", "status"] and len(data) == len(said) > 1


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("vi", ("Tỉnh Quảng Trị", "báo chí, phóng viên nước ngoài", "01/07/2025", "chủ trì", "Lưu ý")),
        ("en", ("Quang Tri Province", "foreign press", "2025-07-01", "lead", "Remarks")),
    ],
)
def test_a_page_says_what_was_asked_and_answers_in_the_language(lang: str, told: tuple[str, ...], built: str, tmp_path: Path) -> None:
    assert built
    path = tmp_path / "a.html"
    assert run(*LEADS, "--at", "2025-07-01", "--lang", lang, "-o", str(path))[0] == 0
    text = lxml_html.fromstring(path.read_text(encoding="utf-8")).text_content()
    assert all(words in text for words in told)


def test_an_empty_answer_says_why_on_its_page(built: str, tmp_path: Path) -> None:
    import docx

    assert built
    path = tmp_path / "a.docx"
    assert run("ask", "who-leads", "--province", "Thanh Hóa", "-o", str(path))[0] == 0
    said = "\n".join(p.text for p in docx.Document(str(path)).paragraphs)
    assert "Không có dòng nào." in said and "kho chưa có văn bản nào của đơn vị này" in said
