"""Which province-level unit a command means: by notation, by name with its level or without, in drafts, new documents and answers."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from ttdn_kb.cli.main import cli

BODY = (
    "QUYẾT ĐỊNH\nBan hành Quy chế thông tin đối ngoại\n"
    "Điều 1. Sở Thông tin và Truyền thông\n1. Xây dựng kế hoạch.\nĐiều 2. Sở Ngoại vụ\n1. Cấp phép.\n"
)
OF_QUANG_TRI = "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\nSố:      /2026/QĐ-UBND\nQuảng Trị, ngày     tháng     năm 2026\n" + BODY
TODAY = "2026-03-09"
pytestmark = pytest.mark.usefixtures("built")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ttdn_kb.cli.draft.today", lambda: TODAY)


def ttdn(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), catch_exceptions=False)


def draft_file(folder: Path, text: str, ending: str = "txt") -> str:
    path = folder / f"du-thao.{ending}"
    if ending == "docx":
        document = docx.Document()
        for line in text.splitlines():
            document.add_paragraph(line)
        document.save(str(path))
    else:
        path.write_text(text, encoding="utf-8")
    return str(path)


def ended(told: str) -> str:
    return told.split("CƠ QUAN KHÔNG TỒN TẠI")[1].split("CHỒNG CHÉO")[0]


@pytest.mark.parametrize("ending", ["txt", "docx"])
def test_a_draft_without_day_is_of_the_unit_of_today_and_says_so(tmp_path: Path, ending: str) -> None:
    told = ttdn("draft", draft_file(tmp_path, OF_QUANG_TRI, ending)).stdout
    assert "được đọc là của Tỉnh Quảng Trị (quang-tri-2025), đơn vị có vào ngày 09/03/2026" in told and "--province quang-tri." in told
    assert "Kho không ghi việc của từng cơ quan cũ về cơ quan nào" in told
    assert "Sở Thông tin và Truyền thông" in ended(told) and "Sở Ngoại vụ" not in ended(told)


@pytest.mark.parametrize(
    ("typed", "at", "unit"),
    [
        ("quang-tri-2025", "", "quang-tri-2025"),
        ("quang-tri", "", "quang-tri"),
        ("Quảng Trị", "", "quang-tri-2025"),
        ("tinh quang tri", "", "quang-tri-2025"),
        ("Quảng Trị", "2025-06-30", "quang-tri"),
        ("Cần Thơ", "", "can-tho-2025"),
        ("thành phố Cần Thơ", "", "can-tho-2025"),
        ("Quảng Ninh", "", "quang-ninh"),
    ],
)
def test_every_unit_may_be_named(tmp_path: Path, typed: str, at: str, unit: str) -> None:
    found = json.loads(ttdn("draft", draft_file(tmp_path, BODY), "--province", typed, "--at", at, "--format", "json").stdout)
    assert found["province"] == unit


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("ha-tinh", ""),
        ("hau-giang", "Tỉnh Hậu Giang (hau-giang) chỉ có đến hết ngày 30/06/2025; đơn vị sau sắp xếp: Thành phố Cần Thơ (can-tho-2025)."),
        ("can-tho-2025", "Tên này là của hai đơn vị; dự thảo được đọc là của Thành phố Cần Thơ (can-tho-2025)"),
    ],
)
def test_only_what_a_reorganisation_touched_is_told_of_a_unit(tmp_path: Path, unit: str, told: str) -> None:
    notes = json.loads(ttdn("draft", draft_file(tmp_path, BODY), "--province", unit, "--format", "json").stdout)["notes"]
    assert told in "".join(notes) and bool(notes) is bool(told)


def test_an_unknown_unit_is_refused_with_choices(tmp_path: Path) -> None:
    result = ttdn("draft", draft_file(tmp_path, BODY), "--province", "Quảng Tri 2")
    assert result.exit_code == 2 and "unknown-value" in result.stderr and "Tỉnh Quảng Trị (từ 01/7/2025); Tỉnh Quảng Trị?" in result.stderr


PLAN = "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\nSố: 9{year}/QĐ-UBND\nQuảng Trị, ngày 15 tháng 12 năm {year}\n" + BODY
REPLACING = "Điều 3. Quyết định này thay thế Quyết định số 25/2019/QĐ-UBND ngày 16 tháng 4 năm 2019.\n"


@pytest.mark.parametrize(
    ("year", "options", "unit"),
    [
        ("2025", (), "quang-tri-2025"),
        ("2024", (), "quang-tri"),
        ("2025", ("--province", "tỉnh Quảng Trị"), "quang-tri-2025"),
        ("2024", ("--province", "Quảng Trị"), "quang-tri"),
        ("2025", ("--province", "quang-tri"), "quang-tri"),
        ("2024", ("--province", "quang-tri-2025"), "quang-tri-2025"),
    ],
)
def test_a_new_document_is_of_the_unit_of_its_day_or_of_the_notation_given(tmp_path: Path, year: str, options: tuple[str, ...], unit: str) -> None:
    rows = json.loads(ttdn("ingest", draft_file(tmp_path, PLAN.format(year=year)), *options, "--format", "json", "--output", "-").stdout)
    assert {row["agent_iri"].rsplit("/", 2)[-2] for row in rows} == {unit}


def test_what_a_new_document_replaces_is_of_the_unit_before(tmp_path: Path) -> None:
    ttdn("ingest", draft_file(tmp_path, PLAN.format(year="2025") + REPLACING), "--drafts", str(tmp_path / "drafts"))
    written = next((tmp_path / "drafts").rglob("source.toml")).read_text(encoding="utf-8")
    assert 'province = "quang-tri-2025"' in written
    link = written[written.index('relation = "replaces"') :]
    assert 'province = "quang-tri"\n' in link.split("[[links]]")[0]


@pytest.mark.parametrize(("options", "told"), [((), True), (("--province", "quang-tri"), False)])
def test_a_document_without_day_says_that_its_unit_is_open(tmp_path: Path, options: tuple[str, ...], told: bool) -> None:
    result = ttdn("ingest", draft_file(tmp_path, OF_QUANG_TRI), *options, "--format", "csv", "--output", "-")
    assert ("không rõ là của Tỉnh Quảng Trị cũ hay mới: đọc như của quang-tri; nếu là quang-tri-2025" in result.stderr) is told


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "who-leads", "--topic", "foreign-press"),
        ("history", "foreign-press"),
        ("handover", "--from", "2025-06-30", "--to", "2025-07-01"),
        ("search", "ngoại vụ"),
        ("export", "assignments"),
    ],
    ids=lambda words: words[0],
)
def test_a_unit_without_documents_is_known_and_its_answer_says_why_it_is_empty(words: tuple[str, ...]) -> None:
    result = ttdn(*words, "--province", "quang-tri-2025")
    assert result.exit_code == 0
    assert "kho chưa có văn bản nào của đơn vị này" in result.stdout + result.stderr
    assert ttdn(*words, "--province", "xyz").exit_code == 2


@pytest.mark.parametrize("words", [("check",), ("report", "gaps"), ("report", "gaps", "ha-tinh")], ids=" ".join)
@pytest.mark.parametrize(("unit", "refused"), [("quang-tri-2025", True), ("Thanh Hóa", True), ("hau-giang", False)])
def test_a_unit_without_documents_does_not_pass_a_check(words: tuple[str, ...], unit: str, refused: bool) -> None:
    result = ttdn(*words, "--province", unit)
    assert (result.exit_code == 2) is ("[no-documents]" in result.stderr) is refused


@pytest.mark.parametrize("typed", ["Quảng Trị", "tỉnh Quảng Trị", "quang-tri"])
def test_a_name_that_filters_means_the_unit_with_documents(typed: str) -> None:
    told = ttdn("ask", "who-leads", "--topic", "foreign-press", "--province", typed, "--format", "csv").stdout
    assert "25/2019/QĐ-UBND" in told


def test_a_unit_without_documents_is_no_side_of_a_comparison() -> None:
    result = ttdn("compare", "quang-tri-2025", "ha-tinh")
    assert result.exit_code == 2 and "no-documents" in result.stderr and "quang-tri" in result.stderr


@pytest.mark.parametrize(
    ("typed", "lang", "title"),
    [
        ("border-information-clusters", "vi", "Lịch sử: cụm thông tin đối ngoại"),
        ("border-information-clusters", "en", "History: border information clusters"),
        ("so thong tin va truyen thong", "vi", "Lịch sử: Sở Thông tin và Truyền thông tỉnh Quảng Trị"),
    ],
)
def test_a_history_is_titled_by_name_whatever_was_typed(typed: str, lang: str, title: str) -> None:
    assert ttdn("history", typed, "--province", "quang-tri", "--lang", lang).stdout.splitlines()[0] == title
