"""Deadlines and frequencies are structured."""

from __future__ import annotations

import csv
import os

import pytest

from ttdn_kb.norms.dates import deadline, frequency
from ttdn_kb.norms.lexicon import load
from ttdn_kb.norms.topics import topics

FOLDER = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "norms")
with open(os.path.join(FOLDER, "dates.csv"), encoding="utf-8", newline="") as handle:
    DATES = [(row["clause"], row["year"], row["deadline"], row["frequency"]) for row in csv.DictReader(handle)]
with open(os.path.join(FOLDER, "topics.csv"), encoding="utf-8", newline="") as handle:
    TOPICS = [(row["words"], row["topic"]) for row in csv.DictReader(handle)]


@pytest.mark.parametrize(("clause", "year", "due", "often"), DATES, ids=[case[0] for case in DATES])
def test_a_clause_gives_its_time(clause: str, year: str, due: str, often: str) -> None:
    assert (deadline(clause, year)[2], frequency(clause)) == (due, often)


@pytest.mark.parametrize(("words", "topic"), TOPICS, ids=[case[0] for case in TOPICS])
def test_a_clause_gives_its_first_topic(words: str, topic: str) -> None:
    assert topics(words, load())[0] == topic


@pytest.mark.parametrize(
    ("words", "title", "told"),
    [
        ("tổ chức thực hiện các nhiệm vụ được giao", "quy chế bảo vệ bí mật nhà nước trên địa bàn tỉnh", ("secrecy-security",)),
        ("tổ chức tập huấn, bồi dưỡng nghiệp vụ", "quy chế bảo vệ bí mật nhà nước trên địa bàn tỉnh", ("training",)),
        ("tổ chức thực hiện các nhiệm vụ được giao", "quy chế phối hợp công tác", ("other",)),
    ],
)
def test_a_clause_without_a_topic_has_that_of_its_document(words: str, title: str, told: tuple[str, ...]) -> None:
    assert topics(words, load(), "", title) == told
