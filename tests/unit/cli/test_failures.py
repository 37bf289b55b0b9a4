"""Bad calls and bad input: one clear message each, the right exit code, no trace, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CASES = [
    pytest.param(["ask", "no-such-question"], 2, "unknown-question", id="unknown question"),
    pytest.param(["check", "--document", "26/2019"], 2, "unknown-value", id="number that no document begins with"),
    pytest.param(["ask", "who-leads", "--province", "atlantis"], 2, "unknown-value", id="unknown province"),
    pytest.param(["ask", "who-leads", "--nonsense", "1"], 2, "--nonsense", id="unknown option"),
    pytest.param(["ask", "work-of-agency"], 2, "missing-option", id="a required value is missing"),
    pytest.param(["ask", "who-leads", "--at", "2025-02-30"], 2, "bad-date", id="a day that does not exist"),
    pytest.param(["ask", "who-leads", "--format", "pdf"], 2, "--format", id="unknown format"),
    pytest.param(["parse", "nowhere.txt"], 3, "nowhere.txt", id="missing file"),
    pytest.param(["query", "nowhere.rq"], 3, "no-such-file", id="missing query"),
    pytest.param(["query", "."], 3, "đây là một thư mục", id="a folder for a query"),
    pytest.param(["query", "latin.rq"], 3, "không phải chữ UTF-8 (ở byte thứ 8)", id="a query in another encoding"),
    pytest.param(["query", "broken.rq"], 3, "bad-query", id="broken query names line and column"),
    pytest.param(["query", "update.rq"], 3, "query-writes", id="a query that writes"),
    pytest.param(["query", "good.rq", "--endpoint", "ftp://x"], 2, "bad-endpoint", id="no endpoint address"),
    pytest.param(["query", "good.rq", "--endpoint", "http://127.0.0.1:9/sparql"], 3, "store-unreachable", id="endpoint that does not answer"),
    pytest.param(["export", "assignments", "--output", "no/such/folder/x.csv"], 3, "not-writable", id="folder that is not there"),
    pytest.param(["search", "…"], 2, "nothing-to-search", id="nothing to search"),
    pytest.param(["explain", "no/such/thing"], 2, "no/such/thing", id="nothing to explain"),
    pytest.param(["nonsense"], 2, "không có lệnh nonsense", id="unknown command"),
    pytest.param(["ontology", "chek"], 2, "có phải check? Xem ttdn ontology --help", id="command of a group with a slip"),
    pytest.param(["build", "foo"], 2, "thừa foo", id="a word too many"),
    pytest.param(["chek"], 2, "có phải check?", id="command with a slip"),
    pytest.param(["check", "--provinc", "ha-tinh"], 2, "có phải --province?", id="option with a slip"),
    pytest.param(["ingest"], 2, "còn thiếu", id="a missing argument"),
    pytest.param(["ingest", "good.rq", "-o", "bang.docx"], 2, "không ghi bảng thành tệp .docx", id="an output that is no table"),
    pytest.param(["export", "assignments", "--format"], 2, "cần một giá trị", id="an option without its value"),
    pytest.param(["export", "assignments", "--format", "docxx"], 2, "phải là một trong: ", id="a value that is none of the choices"),
]


def run(arguments: list[str], folder: Path, closing: str = "", **extra: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **extra}
    command = [sys.executable, "-c", "from ttdn_kb.cli.express import main; main()", *arguments]
    if closing:
        command = ["sh", "-c", f'"$@" {closing}>&-', "sh", *command]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize(("arguments", "code", "says"), CASES)
def test_failure_is_one_clear_message(built: str, tmp_path: Path, arguments: list[str], code: int, says: str) -> None:
    (tmp_path / "broken.rq").write_text("SELECT ?x WHERE { ?x ?y", encoding="utf-8")
    (tmp_path / "update.rq").write_text("DELETE WHERE { ?s ?p ?o }", encoding="utf-8")
    (tmp_path / "latin.rq").write_bytes(b"SELECT \xe9")
    (tmp_path / "good.rq").write_text("SELECT ?x WHERE { ?x ?y ?z } LIMIT 1", encoding="utf-8")
    done = run(arguments, tmp_path, TTDN_STORE=str(Path(built).parent))
    assert done.returncode == code, done.stderr
    assert done.stdout == "" and "Traceback" not in done.stderr
    # A base that has to be made anew says so first.
    message = "\n".join(line for line in done.stderr.splitlines() if not line.startswith("Đang dựng"))
    assert message.startswith("Lỗi [") and says in message
    assert "Vì sao:" in done.stderr and "Cách sửa:" in done.stderr


@pytest.mark.parametrize(("arguments", "shows"), [([], "ingest"), (["ontology"], "profile")], ids=["ttdn", "a group"])
def test_a_group_alone_shows_its_commands(tmp_path: Path, arguments: list[str], shows: str) -> None:
    done = run(arguments, tmp_path)
    assert done.returncode == 0 and done.stderr == "" and shows in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [["ask", "who-leads"], ["ask", "who-leads", "--lang=en"], ["search", "bao chi"]],
    ids=["the short way", "in English", "a full command"],
)
def test_a_closed_standard_output_is_one_clear_message(built: str, tmp_path: Path, arguments: list[str]) -> None:
    done = run(arguments, tmp_path, closing="1", TTDN_STORE=str(Path(built).parent))
    assert done.returncode == 3 and done.stderr.startswith("Lỗi [not-writable]: Không in được kết quả: đầu ra chuẩn\n")
    assert len(done.stderr.splitlines()) == 3


def test_a_closed_standard_error_keeps_the_answer(built: str, tmp_path: Path) -> None:
    done = run(["ask", "who-leads", "--topic", "training", "--format", "csv"], tmp_path, closing="2", TTDN_STORE=str(Path(built).parent))
    assert done.returncode == 0 and "Sở Thông tin và Truyền thông" in done.stdout
    assert run(["ask", "nothing"], tmp_path, closing="2", TTDN_STORE=str(Path(built).parent)).returncode == 2


def test_damaged_build_is_made_anew(tmp_path: Path) -> None:
    store = {"TTDN_STORE": str(tmp_path / "store")}
    assert run(["build"], tmp_path, **store).returncode == 0
    current = (tmp_path / "store" / "CURRENT").read_text(encoding="utf-8").strip()
    (tmp_path / "store" / current / "answers.sqlite").write_bytes(b"no database at all")
    done = run(["ask", "who-leads", "--topic", "training"], tmp_path, **store)
    assert done.returncode == 0 and "Traceback" not in done.stderr and "Sở Thông tin và Truyền thông" in done.stdout
    assert "Kho dữ liệu đã hỏng" in done.stderr and "Đang dựng kho dữ liệu: suy diễn" in done.stderr
    current = (tmp_path / "store" / "CURRENT").read_text(encoding="utf-8").strip()
    (tmp_path / "store" / current / "answers.sqlite").write_bytes(b"no database at all")
    done = run(["history", "training", "--lang", "en"], tmp_path, **store)
    assert done.returncode == 0 and "The base is damaged" in done.stderr and "Đang" not in done.stderr


def test_store_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run(["ask", "who-leads"], tmp_path, TTDN_STORE=str(tmp_path / "file" / "store"))
    assert done.returncode == 3 and "store-not-writable" in done.stderr and "Traceback" not in done.stderr
