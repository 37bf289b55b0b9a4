"""The written things agree with the built things."""

from __future__ import annotations

import ast
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

import ttdn_kb

ROOT = Path(__file__).parents[2]


def test_changelog_top_is_the_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    top = re.search(r"^## \[([^\]]+)\]", text, re.MULTILINE)
    assert top and top.group(1) == ttdn_kb.__version__


def codes() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "ttdn_kb").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("TtdnError", "UsageError", "UnknownValue") and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def test_every_error_code_has_its_heading() -> None:
    headings = set(re.findall(r"^## `([a-z-]+)`", (ROOT / "docs" / "errors.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert codes() - headings == set(), "codes without a heading in docs/errors.md"
    assert headings - codes() - {"usage", "file-system", "internal"} == set(), "headings without a code"


SOURCES = sorted((ROOT / "data" / "sources").rglob("source.toml"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.parent.name)
def test_source_text_is_byte_for_byte_what_was_received(path: Path) -> None:
    fields = tomllib.loads(path.read_text(encoding="utf-8"))
    assert hashlib.sha256((path.parent / "text.txt").read_bytes()).hexdigest() == fields["sha256"]


RECEIVED = {
    "ha-tinh/quy-che-03-2025": "4d92ff66d9da7f5b6fe4d5457ac0cb608a40531666cefd44b614f4e7f35eb28b",
    "ha-tinh/ke-hoach-2025": "e283aafc52ebf3172522bdc3f929ffc438d87bdf7fd2d3ecf6c66348f72ade31",
    "hau-giang/quyet-dinh-2022": "8e9a25229470e960d12b926d812cbf9a49b5571075f302453c9aae2669e258e1",
    "ha-tinh/ke-hoach-2020": "ed6dbb2015945b8aab212ea2e35917c769e77e9a183b54b6e764f5dcf47b62e1",
    "quang-tri/quyet-dinh-25-2019": "0928e4c97fa8222a844f8ff3bd0ab479b4269f4721142baab6b095837fd3483a",
}


@pytest.mark.parametrize(("name", "sha256"), RECEIVED.items(), ids=RECEIVED)
def test_the_five_texts_are_those_received(name: str, sha256: str) -> None:
    assert hashlib.sha256((ROOT / "data" / "sources" / name / "text.txt").read_bytes()).hexdigest() == sha256


@pytest.mark.parametrize(
    "path",
    sorted(
        p
        for p in ROOT.rglob("*")
        if p.suffix in {".py", ".md", ".toml", ".ttl", ".rq", ".sh", ".csv"} and ".venv" not in p.parts and ".git" not in p.parts
    ),
    ids=str,
)
def test_no_path_of_a_machine_is_written_down(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w.])/(?:wor" r"k|roo" r"t|hom" r"e)/\w", text), f"{path.relative_to(ROOT)} names a place of one machine"


@pytest.mark.parametrize("name", ["cli.md", "questions.md", "errors.md"])
def test_generated_page_has_not_drifted(name: str) -> None:
    from ttdn_kb.cli.reference import PAGES

    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "run: python -m ttdn_kb.cli.reference"
