"""Lists of agents are split where bodies part and nowhere else; each body has its official name."""

from __future__ import annotations

import csv
import os

import pytest

from ttdn_kb.norms.agents import AgentParser, Text
from ttdn_kb.norms.lexicon import load
from ttdn_kb.norms.mentions import Mention

TABLE = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "norms", "agents.csv")
with open(TABLE, encoding="utf-8", newline="") as handle:
    CASES = [(row["words"], row["agents"], row["rest"]) for row in csv.DictReader(handle)]


def shown(mention: Mention) -> str:
    return ("~" if mention.generic else "*" if mention.collective else "") + mention.label


@pytest.mark.parametrize(("words", "agents", "rest"), CASES, ids=[case[0][:90] for case in CASES])
def test_a_list_gives_its_agents(words: str, agents: str, rest: str) -> None:
    found, stop = AgentParser(load(), province="Hà Tĩnh").list_at(Text(words), 0, len(words))
    assert " | ".join(shown(m) for m in found) == agents
    assert words[stop:].strip() == rest


def test_the_issuing_ministry_is_meant_by_its_head_alone() -> None:
    parser = AgentParser(load(), selves={"Bộ": "Bộ Tài chính"})
    words = "Bộ xem xét, quyết định"
    assert [m.label for m in parser.list_at(Text(words), 0, len(words))[0]] == ["Bộ Tài chính"]
    other = "Bộ Tư pháp và Bộ"
    assert [m.label for m in parser.list_at(Text(other), 0, len(other))[0]] == ["Bộ Tư pháp", "Bộ Tài chính"]


@pytest.mark.parametrize("province", ["Hà Tĩnh", "Quảng Trị", "Cà Mau"])
def test_inside_its_province_a_body_loses_the_province(province: str) -> None:
    words = f"Sở Ngoại vụ tỉnh {province}"
    assert [m.label for m in AgentParser(load(), province=province).list_at(Text(words), 0, len(words))[0]] == ["Sở Ngoại vụ"]
