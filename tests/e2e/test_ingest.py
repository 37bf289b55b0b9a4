"""The commands of an analyst with a new text, as they are typed."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

RUN = (sys.executable, "-c", "from ttdn_kb.cli.express import main; main()")
ROOT = Path(__file__).parents[2]
TEXT = ROOT / "data" / "sources" / "ha-tinh" / "ke-hoach-2025" / "text.txt"
# What follows the plan's first item is this test's own.
HEAD = ROOT / "tests" / "cases" / "ingest" / "plan-head.txt"
SMALL = f"""{HEAD.read_text(encoding="utf-8")}\
2. Kinh phí được bố trí từ ngân sách tỉnh theo phân cấp hiện hành.
"""

ODD = "4. Sở XYZ tổ chức hội nghị b\ufffdo cáo.\n"


def ttdn(place: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    environment.pop("TTDN_DRAFTS", None)
    return subprocess.run([*RUN, *words], cwd=place, input=typed.encode(), capture_output=True, env=environment)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "kế hoạch.txt").write_text(SMALL, encoding="utf-8")
    return tmp_path


def test_table_to_stdout_stores_nothing(place: Path) -> None:
    done = ttdn(place, "ingest", "--format", "csv", "--output", "-", "kế hoạch.txt")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8-sig"))))
    cast = {(r["agent"], r["role"], r["status"]) for r in rows}
    assert done.returncode == 0 and {("Sở Tài chính", "lead", "draft"), ("Công an tỉnh", "coordinator", "draft")} <= cast
    assert [p.name for p in place.iterdir()] == ["kế hoạch.txt"]
    assert "việc không thấy giao cho ai" in done.stderr.decode()


def own_vietnamese(done: subprocess.CompletedProcess[bytes]) -> set[str]:
    """The Vietnamese words of an output that are not those of the document."""
    said = (done.stdout + done.stderr).decode()
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", said) if not word.isascii()}
    return words - {word.lower() for word in re.findall(r"[^\W\d_]+", SMALL + ODD + "kế hoạch thiếu của")}


def test_ingest_speaks_the_language_that_is_asked_for(place: Path) -> None:
    (place / "kế hoạch.txt").write_text(SMALL + ODD, encoding="utf-8")
    done = ttdn(place, "ingest", "kế hoạch.txt", "--lang", "en")
    said = done.stderr.decode()
    assert own_vietnamese(done) == set() and "lead: Sở Tài chính" in done.stdout.decode() and "names nobody" in done.stdout.decode()
    assert all(words in said for words in ("Note: places with letters", "work given to nobody: 1", "proposed as new", "review it: ttdn review"))
    assert {"quy", "định"} & own_vietnamese(again := ttdn(place, "ingest", "kế hoạch.txt")) and "Đọc lại bản nháp đã có" in again.stderr.decode()
    many = ttdn(place, "ingest", ".", "--lang", "en")
    assert own_vietnamese(many) == set() and "read again: assignments added 0" in many.stderr.decode()
    first, second = (ttdn(place, "ingest", "-o", "-", "--format", "csv", "kế hoạch.txt", "--lang", lang).stdout for lang in ("vi", "en"))
    assert first == second


def test_review_and_diff_find_the_drafts_of_another_folder(place: Path) -> None:
    there = ("--drafts", "nơi khác")
    assert ttdn(place, "ingest", "kế hoạch.txt", *there).returncode == 0
    done = ttdn(place, "review", "kế hoạch.txt", "--list")
    assert done.returncode == 3 and "no-such-draft" in done.stderr.decode() and "ttdn-drafts" in done.stderr.decode()
    assert "0/3 mục" in ttdn(place, "review", "kế hoạch.txt", "--list", *there).stderr.decode()
    (place / "kế hoạch.txt").write_text(SMALL.replace("Sở Tài chính", "Sở Nội vụ"), encoding="utf-8")
    ttdn(place, "ingest", "kế hoạch.txt", *there)
    done = ttdn(place, "diff", "kế hoạch.txt", "--format", "json", *there)
    names = [p.name for p in (place / "nơi khác").iterdir()]
    assert done.returncode == 1 and len(names) == 2 and all(name in done.stderr.decode() for name in names)


def test_review_and_diff_speak_the_language_that_is_asked_for(place: Path) -> None:
    ttdn(place, "ingest", "kế hoạch.txt")
    english = ("review", "kế hoạch.txt", "--lang", "en", "--by", "A")
    done = ttdn(place, *english, typed="a\nr\nno work\ns\n")
    said = (done.stdout + done.stderr).decode()
    assert own_vietnamese(done) == set() and "[a] accept  [c] correct" in said and "Decisions kept: 2; items left undecided: 1." in said
    assert "the same work: " in said and "Why (may stay empty)" in said
    corrected = ttdn(place, *english, typed="c\n\n\n\n\n\n\nq\n")
    assert own_vietnamese(corrected) == set() and "No cell changed" in corrected.stdout.decode()
    for words, says in (
        (("--list",), "Items reviewed 2/3: accepted 1"),
        (("--accept-from", "0"), "Items accepted"),
        (("--export", "bang.csv"), "Items exported to bang.csv: 3"),
        (("--import", "bang.csv"), "Decisions of A kept: 0"),
        (("--publish", "--to", "kho"), "Reviewed norms published: 2"),
    ):
        done = ttdn(place, *english, *words)
        assert done.returncode == 0 and own_vietnamese(done) == set() and says in (done.stdout + done.stderr).decode()
    done = ttdn(place, "diff", "kế hoạch.txt", "--lang", "en")
    assert own_vietnamese(done) == set() and "Nothing differs." in done.stdout.decode()
    (place / "mới.txt").write_text(SMALL.replace("Sở Tài chính", "Sở Nội vụ"), encoding="utf-8")
    done = ttdn(place, "diff", "kế hoạch.txt", "mới.txt", "--lang", "en")
    assert "+ lead: Sở Nội vụ" in done.stdout.decode() and "changed 1." in done.stdout.decode()


def test_a_day_of_an_analyst(place: Path) -> None:
    done = ttdn(place, "ingest", "kế hoạch.txt", "--signer", "Lê Văn B")
    assert done.returncode == 0 and "chủ trì: Sở Tài chính" in done.stdout.decode()
    assert (draft := next((place / "ttdn-drafts").iterdir())).name.startswith("ke-hoach-")
    assert 'signer = "Lê Văn B"' in (draft / "source.toml").read_text(encoding="utf-8")

    done = ttdn(place, "review", "kế hoạch.txt")
    assert done.returncode == 2 and "reviewer-unknown" in done.stderr.decode()
    done = ttdn(place, "review", "kế hoạch.txt", "--by", "Nguyễn Văn A", typed="n\nl\nkhông phải việc\nt\n")
    assert done.returncode == 0 and "Đã ghi 2 quyết định; còn 1 mục" in done.stderr.decode()
    assert ttdn(place, "review", "kế hoạch.txt", "--export", "bang.xlsx").returncode == 0
    assert "Đã ghi 0 quyết định" in ttdn(place, "review", "kế hoạch.txt", "--import", "bang.xlsx", "--by", "B").stderr.decode()
    assert ttdn(place, "review", "kế hoạch.txt", "--accept-from", "0", "--by", "B").returncode == 0

    assert ttdn(place, "diff", str(draft)).returncode == 0
    done = ttdn(place, "ingest", "kế hoạch.txt")
    assert "quyết định rà soát được giữ nguyên" in done.stderr.decode() and (draft / "reviews.ttl").exists()
    done = ttdn(place, "review", "kế hoạch.txt", "--publish", "--to", "kho")
    assert done.returncode == 0 and (place / "kho/data/norms/an-giang/ke-hoach-12-2021.ttl").exists()


@pytest.mark.parametrize("typed", ["n\n", "n\nl\n"], ids=["at the menu", "at the reason for rejecting"])
def test_input_that_ends_keeps_what_was_decided(place: Path, typed: str) -> None:
    assert ttdn(place, "ingest", "kế hoạch.txt").returncode == 0
    done = ttdn(place, "review", "kế hoạch.txt", "--by", "A", typed=typed)
    assert done.returncode == 0 and "Đã ghi 1 quyết định; còn 2 mục" in done.stderr.decode()


def test_filled_sheet_is_neither_exported_over_nor_left_unread(place: Path) -> None:
    ttdn(place, "ingest", "kế hoạch.txt")
    call = ("review", "kế hoạch.txt", "--export", "bang.csv")
    assert ttdn(place, *call).returncode == ttdn(place, *call).returncode == 0
    sheet = place / "bang.csv"
    sheet.write_bytes(filled := sheet.read_bytes().replace(b"\r\n,,", "\r\nnhận,,".encode(), 1))
    assert "sheet-filled" in (done := ttdn(place, *call)).stderr.decode() and done.returncode == 3
    assert (done := ttdn(place, *call, "--import", "bang.csv", "--by", "B")).returncode == 2 and "không dùng cùng nhau" in done.stderr.decode()
    assert sheet.read_bytes() == filled
    assert "Đã ghi 1 quyết định" in ttdn(place, "review", "kế hoạch.txt", "--import", "bang.csv", "--by", "B").stderr.decode()
    assert ttdn(place, *call).returncode == 0 and sheet.read_bytes() != filled


def test_sheet_goes_into_a_pipe(place: Path) -> None:
    ttdn(place, "ingest", "kế hoạch.txt")
    os.mkfifo(place / "ong.csv")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((place / "ong.csv").read_bytes()), daemon=True)
    reader.start()
    done = ttdn(place, "review", "kế hoạch.txt", "--export", "ong.csv")
    reader.join(30)
    assert done.returncode == 0 and got and b"decision,note,item" in got[0]


def test_what_a_document_does_not_say_of_itself_is_asked_for(place: Path) -> None:
    (place / "thư mời.txt").write_text("Kính gửi quý khách,\nHẹn gặp lại tại hội chợ.\n", encoding="utf-8")
    done = ttdn(place, "ingest", "thư mời.txt")
    said = done.stderr.decode() + done.stdout.decode()
    assert done.returncode == 0 and "--number --issued --issuer" in said and "không thấy quy định giao việc nào" in said and "thư mời" in said
    said = ttdn(place, "ingest", "kế hoạch.txt").stderr.decode()
    assert "không cho đọc được" not in said and "không thấy quy định" not in said


def test_diff_of_a_file_and_a_document_of_the_base(place: Path) -> None:
    done = ttdn(place, "diff", str(TEXT), "ha-tinh/ke-hoach/ttdn-2025", "--format", "json")
    assert done.returncode in (0, 1) and isinstance(json.loads(done.stdout), list)
    done = ttdn(place, "diff", "khong-co-gi", "ha-tinh/ke-hoach/ttdn-2025")
    assert done.returncode == 2 and "unknown-document" in done.stderr.decode()


def test_bad_files_among_good_ones_give_messages_and_exit_3(place: Path) -> None:
    (place / "cu.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    (place / "trong.txt").write_bytes(b"")
    done = ttdn(place, "ingest", ".", "--jobs", "2")
    said = done.stderr.decode()
    assert done.returncode == 3 and "legacy-word-file" in said and "source-empty" in said and "Đã đọc 1/3 văn bản" in said
    assert "Traceback" not in said and len(list((place / "ttdn-drafts").iterdir())) == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_folder_that_cannot_be_written_gives_a_message(place: Path) -> None:
    (place / "khoa").mkdir()
    (place / "khoa").chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = ttdn(place, "ingest", "kế hoạch.txt", "--drafts", "khoa/d")
    assert done.returncode == 3 and "not-writable" in done.stderr.decode()


@pytest.mark.parametrize("output", ["bang.csv", "bang.json", "bang.xlsx"])
def test_format_follows_the_ending_of_the_output(place: Path, output: str) -> None:
    assert ttdn(place, "ingest", "kế hoạch.txt", "-o", output).returncode == 0
    head = (place / output).read_bytes()[:4]
    assert {"bang.csv": b"\xef\xbb\xbfs", "bang.json": b"[\n {", "bang.xlsx": b"PK\x03\x04"}[output] == head


def test_a_draft_whose_table_cannot_be_shown_is_told(place: Path) -> None:
    words = ["sh", "-c", '"$@" >&-', "sh", *RUN, "ingest", "kế hoạch.txt"]
    done = subprocess.run(words, cwd=place, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT), "TTDN_DRAFTS": str(place / "d")})
    said = done.stderr.decode()
    assert done.returncode == 3 and "Bản nháp: " in said and "Lỗi [not-writable]: Không in được kết quả" in said
    assert len(list((place / "d").iterdir())) == 1


@pytest.mark.parametrize("there", ["tep", "tep/duoi"], ids=["a file", "below a file"])
def test_a_folder_of_drafts_that_cannot_be_is_said_in_words(place: Path, there: str) -> None:
    (place / "tep").touch()
    done = ttdn(place, "ingest", "kế hoạch.txt", "--drafts", there)
    said = done.stderr.decode()
    assert done.returncode == 3 and "Không ghi được bản nháp" in said and ("đã có một tệp cùng tên" in said or "không phải thư mục" in said)


@pytest.mark.skipif(os.name != "posix", reason="sends an interrupt as a terminal does")
def test_interrupt_keeps_whole_drafts_only(place: Path) -> None:
    many = place / "nhieu"
    many.mkdir()
    data = TEXT.read_bytes()
    for number in range(60):
        (many / f"{number}.txt").write_bytes(data + f"\n{number}\n".encode())
    process = subprocess.Popen(
        [*RUN, "ingest", "nhieu", "--jobs", "2"],
        cwd=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TTDN_DRAFTS": str(place / "d")},
    )
    limit = time.monotonic() + 30
    while time.monotonic() < limit and not (place / "d").exists():
        time.sleep(0.05)
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130 and "Traceback" not in said.decode(), said.decode()
    drafts = list((place / "d").iterdir())
    assert len(drafts) < 60 and all((p / "draft.ttl").exists() and (p / "remarks.json").exists() for p in drafts)
    assert not [p.name for p in drafts if p.name.startswith(".")]
    assert f"{len(drafts)} bản nháp đã lưu trọn vẹn" in said.decode()
