"""The extractor reads at least as well as it once did; the bars are those of the product, not of the last run."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ttdn_kb.cli.evaluate import markdown
from ttdn_kb.compare.measuring import Measured, measure, reviewed_of_base, reviewed_of_folder
from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.model import Norm, Remark
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.norms.extractor import extractor

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def own(base: OxigraphStore) -> Measured:
    return measure([d for d in reviewed_of_base(base) if d.province != "trung-uong"], lambda p: extractor("grammar", p))


def test_provincial_regulations_from_the_text_alone(own: Measured) -> None:
    assert own.total.counts["assignment"].f1 >= 0.93
    assert own.total.counts["norm"].f1 >= 0.97


def test_a_province_the_lexicon_never_saw(base: OxigraphStore) -> None:
    documents = [d for d in reviewed_of_base(base) if d.province != "trung-uong"]
    assert measure(documents, lambda p: extractor("grammar", p), without_own_province=True).total.counts["assignment"].f1 >= 0.93


def test_documents_of_other_fields() -> None:
    documents = reviewed_of_folder(str(ROOT / "bench" / "corpus"))
    found = measure(documents, lambda p: extractor("grammar", p)).total
    assert found.counts["assignment"].f1 >= 0.85 and found.counts["norm"].f1 >= 0.93
    assert found.counts["assignment"].f1 > 2 * measure(documents, lambda p: extractor("baseline", p)).total.counts["assignment"].f1


READING = {"p": "1", "q": "Sở Y tế khám bệnh", "mod": "duty", "asg": [["responsible", "Sở Y tế"]]}
BAD_READINGS = {
    "no reading": ({}, "không thấy tệp .jsonl"),
    "no text beside it": ({"a.jsonl": json.dumps(READING)}, "a.txt"),
    "no line of JSON": ({"a.jsonl": "{", "a.txt": "x"}, "dòng 1"),
    "words that the text has not": ({"a.jsonl": json.dumps(READING), "a.txt": "Sở Y tế tiêm phòng"}, "trích dẫn không có"),
    "a role that is none": ({"a.jsonl": json.dumps(READING | {"asg": [["boss", "Sở Y tế"]]}), "a.txt": "Sở Y tế khám bệnh"}, "vai trò boss"),
    "a field left out": ({"a.jsonl": json.dumps({"q": "Sở Y tế", "asg": []}), "a.txt": "Sở Y tế khám bệnh"}, "thiếu trường 'p'"),
}


@pytest.mark.parametrize(("files", "says"), BAD_READINGS.values(), ids=BAD_READINGS)
def test_a_bad_reading_is_one_clear_error(tmp_path: Path, files: dict[str, str], says: str) -> None:
    for name, words in files.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    with pytest.raises(TtdnError, match=re.escape(says)) as caught:
        reviewed_of_folder(str(tmp_path))
    assert caught.value.code == "bad-reading"


def test_a_reading_may_leave_out_what_it_does_not_judge(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(READING), encoding="utf-8")
    (tmp_path / "a.txt").write_text("1. Sở Y tế khám bệnh.", encoding="utf-8")
    assert measure(reviewed_of_folder(str(tmp_path)), lambda p: extractor("grammar", p)).total.counts["assignment"].f1 == 1


def test_higher_confidence_is_more_often_right(own: Measured) -> None:
    rows = [row for row in own.reliability() if row[2] >= 20]
    assert all(right >= confidence - 0.15 for confidence, right, _ in rows)


class Silent:
    """A reader that finds nothing."""

    name = "silent"

    def read(self, *_: object) -> tuple[tuple[Norm, ...], tuple[Remark, ...]]:
        return (), ()


@pytest.mark.parametrize(
    ("lang", "says", "silent"),
    [
        ("vi", ("| Trường | P |", "| vai trò | 0.000 |", "- thiếu phân công — 1: ", "phân công sai"), "Field"),
        ("en", ("| Field | P |", "- missing"), "ờ"),
    ],
)
def test_tables_speak_the_language_that_is_asked_for(tmp_path: Path, lang: str, says: tuple[str, ...], silent: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(READING), encoding="utf-8")
    (tmp_path / "a.txt").write_text("1. Sở Y tế khám bệnh.", encoding="utf-8")
    text = markdown({"none": measure(reviewed_of_folder(str(tmp_path)), lambda _: Silent())}, True, lang)
    assert all(words in text for words in says) and silent not in text
