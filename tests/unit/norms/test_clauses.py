"""A clause gives everybody it names in their role; below "Sở Ngoại vụ" a clause without subject is that department's."""

from __future__ import annotations

import csv
import os

import pytest

from ttdn_kb.norms.agents import AgentParser, Text
from ttdn_kb.norms.clauses import clauses, sentences
from ttdn_kb.norms.lexicon import load
from ttdn_kb.norms.mentions import Mention
from ttdn_kb.norms.roles import Frame, RoleReader, cast_of

TABLE = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "norms", "clauses.csv")
with open(TABLE, encoding="utf-8", newline="") as handle:
    CASES = [(row["clause"], row["cast"]) for row in csv.DictReader(handle)]
READER = RoleReader(AgentParser(load(), province="Hà Tĩnh"))
HEADING = Frame(bearers=(Mention(0, 0, "Sở Ngoại vụ"),))


@pytest.mark.parametrize(("words", "cast"), CASES, ids=[case[0][:90] for case in CASES])
def test_a_clause_gives_its_cast(words: str, cast: str) -> None:
    clause = READER.read(Text(words), 0, len(words), HEADING)
    assert " | ".join(f"{role}: {m.label}" for role, m in cast_of(clause, Frame())) == cast


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Thẩm định kinh phí. Báo cáo TP. Hồ Chí Minh.", ["Thẩm định kinh phí.", "Báo cáo TP. Hồ Chí Minh."]),
        ("Theo Nghị định 72/2015/NĐ-CP. Sở Ngoại vụ báo cáo.", ["Theo Nghị định 72/2015/NĐ-CP.", "Sở Ngoại vụ báo cáo."]),
        ("Các nước (Lào. Campuchia) và Việt Nam.", ["Các nước (Lào. Campuchia) và Việt Nam."]),
    ],
    ids=["a full stop ends a sentence, an abbreviation's does not", "a document number ends none", "brackets hold a full stop"],
)
def test_sentences(words: str, parts: list[str]) -> None:
    assert [words[a:b] for a, b in sentences(words, 0, len(words))] == parts


def test_a_semicolon_between_agents_ends_no_clause() -> None:
    words = "Phối hợp với Sở A; Sở B tuyên truyền; báo cáo"
    found = clauses(words, 0, len(words), lambda place: place < 20)
    assert [words[a:b] for a, b in found] == ["Phối hợp với Sở A; Sở B tuyên truyền;", "báo cáo"]
