"""`ttdn draft` as people call it, on a draft with a clause dropped and another given a new lead."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from ttdn_kb.cli.main import cli
from ttdn_kb.graph.documents import read_sources

NUMBER = "25/2019/QĐ-UBND"
PLANTED = [("reassigned", "Điều 25, khoản 1"), ("removed", "Điều 25, khoản 2")]
LEAD = "Chủ trì, phối hợp với Sở Khoa học và Công nghệ mở"


def draft_text() -> str:
    text = next(s.text for s in read_sources() if s.fields.get("number") == NUMBER)
    text = text.replace("1. Mở chuyên trang", f"1. {LEAD} chuyên trang", 1)
    start, end = text.index("2. Tăng cường thông tin tuyên truyền về chủ quyền"), text.index("3. Đăng tải thông tin giải thích")
    return f"{text[:start]}2. {text[end + 3 :]}"


def written(folder: Path, ending: str) -> str:
    path = folder / f"du-thao.{ending}"
    if ending == "docx":
        document = docx.Document()
        for line in filter(str.strip, draft_text().splitlines()):
            document.add_paragraph(line)
        document.save(str(path))
    else:
        path.write_text(draft_text(), encoding="utf-8")
    return str(path)


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("ending", ["txt", "docx"])
def test_the_command_reports_what_was_planted_in_every_form(tmp_path: Path, ending: str) -> None:
    file = written(tmp_path, ending)

    def made(form: str) -> bytes:
        target = tmp_path / f"out-{form}"
        result = CliRunner().invoke(cli, ["draft", file, "--replaces", NUMBER, "--format", form, "--output", str(target)], catch_exceptions=False)
        assert result.exit_code == 0, result.stderr
        return target.read_bytes()

    told = json.loads(made("json"))
    assert sorted((c["kind"], c["old"]) for c in told["changes"]) == PLANTED
    assert not told["gaps"]["opened"] and not told["gaps"]["closed"]
    page = made("html").decode()
    assert LEAD in page and "Việc ở Điều 25, khoản 2 của văn bản bị thay thế không còn trong dự thảo." in page
    commented = zipfile.ZipFile(io.BytesIO(made("comments")))
    said = commented.read("word/comments.xml").decode()
    assert "Điều 25, khoản 1 đổi phân công" in said and "Điều 25, khoản 2" in said
    assert LEAD in commented.read("word/document.xml").decode()


FIELD = "Công tác thông tin đối ngoại của tỉnh. " * 6
"""Words that make a draft one of the field of the base."""


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(("words", "compared"), [("", False), (FIELD, True)], ids=["another field", "the field of the base"])
def test_work_of_other_documents_is_missed_only_in_a_draft_of_their_field(tmp_path: Path, words: str, compared: bool) -> None:
    file = tmp_path / "du-thao.txt"
    file.write_text(
        f"ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nQUYẾT ĐỊNH\nĐiều 1. Phạm vi điều chỉnh\n{words}\nĐiều 2. Sở Y tế\n1. Tổ chức tiêm phòng.\n", encoding="utf-8"
    )
    result = CliRunner().invoke(cli, ["draft", str(file)], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    assert ("giao việc này cho tỉnh, dự thảo không có" in result.stdout) is compared
    assert ("không thuộc lĩnh vực mà kho dữ liệu đã phân loại việc (thông tin đối ngoại)" in result.stdout) is not compared


@pytest.mark.usefixtures("built")
def test_a_body_that_ended_before_its_province_was_made_anew_is_told(tmp_path: Path) -> None:
    file = tmp_path / "du-thao.txt"
    head = (
        "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\nSố: 90/2025/QĐ-UBND\nQuảng Trị, ngày 15 tháng 12 năm 2025\n"
        "QUYẾT ĐỊNH\nBan hành Quy chế thông tin đối ngoại\n"
    )
    file.write_text(head + "Điều 1. Sở Thông tin và Truyền thông\n1. Xây dựng kế hoạch.\nĐiều 2. Sở Ngoại vụ\n1. Cấp phép.\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["draft", str(file)], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    told = result.stdout.split("CƠ QUAN KHÔNG TỒN TẠI")[1].split("CHỒNG CHÉO")[0]
    assert "Không còn tồn tại từ 01/03/2025: Sở Thông tin và Truyền thông" in told and "Sở Ngoại vụ" not in told
    assert "Xét tại ngày: 15/12/2025" in result.stdout


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Quảng Trị, ngày 15 tháng 12 năm 2025\n", "15/12/2025"),
        ("Quảng Trị, ngày    tháng    năm 2025\n", "09/03/2026"),
    ],
    ids=["the day that it bears", "a blank is no day"],
)
@pytest.mark.usefixtures("built")
def test_a_draft_says_on_which_day_it_was_looked_at(head: str, day: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ttdn_kb.cli.draft.today", lambda: "2026-03-09")
    file = tmp_path / "du-thao.txt"
    file.write_text(f"ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\n{head}QUYẾT ĐỊNH\nĐiều 1. Sở Ngoại vụ\n1. Tiếp báo chí nước ngoài.\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["draft", str(file)], catch_exceptions=False)
    assert f"Xét tại ngày: {day}\n" in result.stdout


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("bearer", "fail_on", "code"),
    [
        ("Sở Thông tin và Truyền thông", "error", 1),
        ("Sở Thông tin và Truyền thông", "never", 0),
        ("Sở Ngoại vụ", "error", 0),
    ],
    ids=["a body that ended", "a body that ended, not asked for", "a body that exists"],
)
def test_the_exit_code_tells_what_the_draft_opens_where_it_is_asked_to(bearer: str, fail_on: str, code: int, tmp_path: Path) -> None:
    file = tmp_path / "du-thao.txt"
    head = "ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nHà Tĩnh, ngày 15 tháng 12 năm 2025\nQUYẾT ĐỊNH\n"
    file.write_text(f"{head}Điều 1. {bearer}\n1. Chủ trì xây dựng kế hoạch trước ngày 15 tháng 12 hằng năm.\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["draft", str(file), "--fail-on", fail_on], standalone_mode=True)
    assert result.exit_code == code, result.output
