"""A draft held against a document that the base does not have, given as a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ttdn_kb.cli.main import cli

ROOT = Path(__file__).parents[2]
CORPUS = sorted((ROOT / "bench" / "corpus").glob("*.txt"))
pytestmark = pytest.mark.usefixtures("built")
OF_CITY = next(path for path in CORPUS if path.name.startswith("07_"))
AMENDS = """ỦY BAN NHÂN DÂN
THÀNH PHỐ HỒ CHÍ MINH

QUYẾT ĐỊNH
Sửa đổi, bổ sung một số điều của Quy chế trực ban ban hành kèm theo Quyết định số 5134/QĐ-UBND

Điều 1. Bãi bỏ Điều 3.
Điều 2. Sửa đổi, bổ sung Điều 99 như sau: “Điều 99. Không có.”
"""


def draft(tmp_path: Path, text: str, option: str, path: Path) -> dict[str, object]:
    file = tmp_path / "du-thao.txt"
    file.write_text(text, "utf-8")
    result = CliRunner().invoke(cli, ["draft", str(file), option, str(path), "--format", "json"], catch_exceptions=False)
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("path", CORPUS[:4], ids=lambda path: path.name[:24])
def test_the_same_text_changes_nothing(tmp_path: Path, path: Path) -> None:
    found = draft(tmp_path, path.read_text("utf-8"), "--replaces", path)
    assert found["changes"] == [] and found["gaps"]["opened"] == found["gaps"]["closed"] == []  # type: ignore[index]


def test_a_body_exchanged_everywhere_is_a_change_of_each_of_its_clauses(tmp_path: Path) -> None:
    path = next(p for p in CORPUS if p.name.startswith("26_"))
    text = path.read_text("utf-8")
    assert "Sở Tư pháp" in text
    found = draft(tmp_path, text.replace("Sở Tư pháp", "Sở Ngoại vụ"), "--replaces", path)
    lost = [name for change in found["changes"] for _, name in change["lost"]]  # type: ignore[attr-defined]
    assert lost and all("Sở Tư pháp" in name for name in lost)


def test_a_draft_that_amends_is_laid_into_a_file(tmp_path: Path) -> None:
    found = draft(tmp_path, AMENDS, "--amends", OF_CITY)
    assert str(found["amends"]).startswith("Quyết định 5134/QĐ-UBND")
    assert [(o["places"], o["why_not"]) for o in found["orders"]] == [(["Điều 3"], ""), (["Điều 99"], "no-place")]  # type: ignore[attr-defined]
    assert {c["kind"] for c in found["changes"]} <= {"removed", "other", "reworded"} and found["changes"]  # type: ignore[attr-defined]


def test_a_document_that_nobody_has_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "du-thao.txt"
    file.write_text(AMENDS, "utf-8")
    result = CliRunner().invoke(cli, ["draft", str(file)], catch_exceptions=False)
    assert "Dự thảo sửa đổi 5134/QĐ-UBND, kho chưa có; nêu --amends TỆP" in result.stderr
    result = CliRunner().invoke(cli, ["draft", str(file), "--amends", str(tmp_path / "khong.docx")], catch_exceptions=False)
    assert result.exit_code == 3 and "no-such-file" in result.stderr


@pytest.mark.parametrize("command", ["draft", "parse"])
def test_an_answer_is_never_written_over_the_file_that_is_read(tmp_path: Path, command: str) -> None:
    file = tmp_path / "du-thao.txt"
    file.write_text(AMENDS, "utf-8")
    result = CliRunner().invoke(cli, [command, str(file), "--output", str(file)], catch_exceptions=False)
    assert result.exit_code == 2 and "output-is-input" in result.stderr
    assert file.read_text("utf-8") == AMENDS
