"""Extractors of somebody's own: the page that tells how to write one holds, and what is wrong with one is said."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ttdn_kb.compare.plugged import plugged
from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.model import Metadata, Provision, ProvisionKind, Span

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "how-to" / "extractor.md").read_text(encoding="utf-8")
TEXT = "Sở Y tế khám bệnh."
TREE = Provision(ProvisionKind.DOCUMENT, "", Span(0, len(TEXT)))
FOREIGN = """
from ttdn_kb.foundation.model import Assignment, Norm, Span

def norm(start=0, quote="Sở Y tế", role="lead", confidence=0.5):
    return Norm("", "1", Span(start, start + len(quote)), quote, "duty", (Assignment(role, "Sở Y tế", confidence=confidence),))

class Good:
    name = "good"
    def read(self, text, tree, metadata):
        return [norm()], []

class Raises(Good):
    def read(self, text, tree, metadata):
        return text[0] + 1

class Nothing(Good):
    def read(self, text, tree, metadata):
        return None

class Words(Good):
    def read(self, text, tree, metadata):
        return ["Sở Y tế"], []

class Elsewhere(Good):
    def read(self, text, tree, metadata):
        return [norm(), norm(start=3)], []

class Boss(Good):
    def read(self, text, tree, metadata):
        return [norm(role="boss")], []

class Sure(Good):
    def read(self, text, tree, metadata):
        return [norm(confidence=97)], []

class NoRead:
    name = "no-read"

class NoName:
    def read(self, text, tree, metadata):
        return (), ()

class Wants(Good):
    def __init__(self, model):
        pass
"""


@pytest.fixture(autouse=True)
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "foreign.py").write_text(FOREIGN, encoding="utf-8")
    (tmp_path / "broken.py").write_text("def (", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("foreign", "broken"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def test_what_a_good_one_finds_is_handed_on() -> None:
    reader = plugged("foreign:Good")
    norms, remarks = reader.read(TEXT, TREE, Metadata())
    assert reader.name == "good" and [n.quote for n in norms] == ["Sở Y tế"] and remarks == ()


FAULTS = {
    "it raises": ("Raises", 'TypeError: can only concatenate str (not "int") to str (foreign.py, dòng 14)'),
    "it gives nothing": ("Nothing", "read phải trả về hai dãy (các Norm, các Remark), không phải NoneType"),
    "it gives words for norms": ("Words", "mục thứ 1 không phải Norm mà là str"),
    "its quote stands elsewhere": ("Elsewhere", "quy định thứ 2: quote không phải nguyên văn ở vị trí 3–10"),
    "its role is none": ("Boss", "không có vai trò boss; các vai trò: lead"),
    "its confidence is none": ("Sure", "độ tin 97"),
}


@pytest.mark.parametrize(("name", "why"), FAULTS.values(), ids=FAULTS)
def test_a_reading_that_is_none_names_class_and_document(name: str, why: str) -> None:
    with pytest.raises(TtdnError) as error:
        plugged(f"foreign:{name}").read(TEXT, TREE, Metadata(number="9/KH-UBND", kind="Kế hoạch"))
    assert (error.value.code, error.value.exit_code) == ("extractor-failed", 3)
    assert error.value.where == f"foreign:{name}, khi đọc Kế hoạch 9/KH-UBND" and why in error.value.why


MISFITS = {
    "a module that is not there": ("nowhere.at:All", "không thấy mô-đun nowhere"),
    "a module that is no Python": ("broken:Good", "SyntaxError"),
    "a class that is not there": ("foreign:Missing", "'Missing'"),
    "a class without read": ("foreign:NoRead", "lớp không có read"),
    "a class without name": ("foreign:NoName", "lớp không có name"),
    "a class that wants more": ("foreign:Wants", "missing 1 required positional argument"),
    "no class": ("foreign:", "AttributeError"),
    "no module": (":Good", "ValueError"),
}


@pytest.mark.parametrize(("called", "why"), MISFITS.values(), ids=MISFITS)
def test_a_class_that_is_no_extractor_is_refused(called: str, why: str) -> None:
    with pytest.raises(TtdnError) as error:
        plugged(called)
    assert (error.value.code, error.value.where, error.value.exit_code) == ("no-such-extractor", called, 2)
    assert why in error.value.why and "docs/how-to/extractor.md" in error.value.fix


def block(kind: str) -> str:
    found = re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(found) == 1, f"one block of {kind} in the page"
    return str(found[0])


def test_the_page_holds(tmp_path: Path) -> None:
    """The extractor of the page, measured on the readings of the page by a command of the page."""
    (tmp_path / "mau").mkdir()
    for name, kind in (("bo_doc.py", "python"), ("mau/y-te.txt", "text"), ("mau/y-te.jsonl", "json")):
        (tmp_path / name).write_text(block(kind), encoding="utf-8")
    (command,) = [line.removeprefix("PYTHONPATH=. ttdn ") for line in block("sh").splitlines() if line.endswith("do.csv")]
    run = [sys.executable, "-c", "from ttdn_kb.cli.express import main; main()", *command.split()]
    path = os.pathsep.join((str(tmp_path), str(ROOT)))
    done = subprocess.run(run, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "do.csv").open(encoding="utf-8-sig", newline="") as lines:
        found = {row["field"]: row["f1"] for row in csv.DictReader(lines) if row["document"] == "*"}
    assert found["norm"] == found["assignment"] == "1.0"
