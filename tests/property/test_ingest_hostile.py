"""Whatever the file, `ttdn ingest --output -` ends with a table or one clear error, stores nothing, and takes time in step with length."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ttdn_kb.cli.main import cli
from ttdn_kb.foundation.resources import folder
from ttdn_kb.text import limits

SOURCES = sorted(Path(folder("data/sources")).glob("*/*/text.txt"))
OURS = {"reading-failed", "internal"}


def ingest(path: Path) -> Result:
    return CliRunner().invoke(cli, ["ingest", "--format", "csv", "--output", "-", str(path)])


def is_clean(result: Result) -> bool:
    return (
        result.exit_code in (0, 3)
        and not any(f"[{code}]" in result.output for code in OURS)
        and isinstance(result.exception, (SystemExit, type(None)))
    )


def damaged(data: bytes, how: int, chance: random.Random) -> bytes:
    if how == 0:
        return data[: chance.randrange(1, len(data))]
    if how == 1:
        return data[chance.randrange(len(data)) :]
    if how == 2:
        noisy = bytearray(data)
        for _ in range(200):
            noisy[chance.randrange(len(noisy))] = chance.randrange(256)
        return bytes(noisy)
    mark = b"\n" if how == 3 else b" "
    parts = data.split(mark)
    chance.shuffle(parts)
    return mark.join(parts)


@pytest.mark.parametrize("how", range(5), ids=["cut short", "cut in front", "bytes changed", "lines shuffled", "words shuffled"])
def test_a_damaged_text_ends_cleanly_and_stores_nothing(how: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    chance = random.Random(how)
    for source in SOURCES[:: 1 + how % 2]:
        path = tmp_path / "text.txt"
        path.write_bytes(damaged(source.read_bytes(), how, chance))
        result = ingest(path)
        assert is_clean(result), (source, result.output[-400:], result.exception)
    assert os.listdir(tmp_path) == ["text.txt"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param("a\n" * (limits.MOST_TEXT // 2 + 1), "source-too-large", id="more text than is read"),
        pytest.param("chữ " * (limits.MOST_LINE // 4 + 1), "source-too-large", id="one endless line"),
        pytest.param(" \n\t\n", "source-empty", id="nothing but space"),
        pytest.param("{\\rtf1 Điều 1}", "unknown-source-kind", id="rtf in disguise"),
        pytest.param("%PDF-1.4 cut", "source-damaged", id="the head of a PDF"),
        pytest.param("PK\x03\x04 cut", "source-damaged", id="the head of a .docx"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(words: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(words, encoding="utf-8")
    result = ingest(path)
    assert result.exit_code == 3 and f"[{code}]" in result.output and not any(f"[{one}]" in result.output for one in OURS)


def test_a_folder_named_as_a_file_and_a_loop_of_links(tmp_path: Path) -> None:
    inner = tmp_path / "folder.docx"
    inner.mkdir()
    (inner / "a.txt").write_text("Điều 1. Sở Y tế chủ trì thực hiện Quy chế này.", encoding="utf-8")
    (inner / "loop").symlink_to(inner, target_is_directory=True)
    (inner / "self.txt").symlink_to(inner / "self.txt")
    result = ingest(inner)
    assert result.exit_code == 3 and "Sở Y tế" in result.output and is_clean(result)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("KẾ HOẠCH\n\n| a \\| b\n", id="a bar after a backslash"),
        pytest.param("KẾ HOẠCH\n\n1.1.1. Sở Y tế chủ trì.\n1.1.1.1.1. Sở Nội vụ.\n", id="numbers of many parts"),
    ],
)
def test_a_form_that_once_broke_the_reader(words: str, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text(words, encoding="utf-8")
    assert ingest(path).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        "\nĐiều 1. Sở Y tế chủ trì, phối hợp với Sở Tài chính;",
        "- a.1.1.1. | \\| ",
        "\n1.1.1.1. Việc (“",
        " và, các sở",
        "Sở Y tế, Sở Tài chính và ",
        "khi có yêu cầu của Sở Y tế thì ",
        "“Điều 1. Sửa đổi ”; ",
        "<b>Sở Y tế</b> ",
        "\n|\n1\n|\nXây dựng kế hoạch\n|\nSở Y tế\n|\n|",
        "\nSTT\nNội dung\nChủ trì\nPhối hợp\n1\nXây dựng kế hoạch\nSở Y tế\nSở Nội vụ",
        "Chi cục A thuộc Sở Y tế thuộc ",
        "Thủ trưởng các cơ quan: Sở Y tế, Sở Nội vụ; ",
    ],
)
def test_time_grows_with_length(words: str, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(words * 10, encoding="utf-8")
    ingest(path)
    spent = []
    for times in (400, 1600):
        path.write_text(words * times, encoding="utf-8")
        before = time.process_time()
        assert is_clean(ingest(path))
        spent.append(time.process_time() - before)
    assert spent[1] < 10 * spent[0] + 0.5
