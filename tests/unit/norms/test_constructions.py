"""Every form of a body in every common construction: who it is and in which role, whatever the two are."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ttdn_kb.norms.evaluate import same_agent
from ttdn_kb.norms.reader import read
from ttdn_kb.structure.metadata import read_metadata
from ttdn_kb.structure.tree import parse

CASES = Path(__file__).parents[2] / "cases" / "norms"
LETTERHEAD = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nQUY ĐỊNH\n"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


BODIES = [row["body"] for row in rows("bodies.csv")]


@pytest.mark.parametrize("construction", rows("constructions.csv"), ids=lambda row: row["construction"])
def test_a_body_is_found_in_a_construction(construction: dict[str, str]) -> None:
    missed = {}
    for body in BODIES:
        inside = "các " + body[4:] if body.startswith("Các ") else body
        text = LETTERHEAD + construction["text"].replace("¶", "\n").format(X=body, x=inside)
        tree = parse(text)
        found = [(a.role, a.agent) for norm in read(text, tree, read_metadata(text, tree))[0] for a in norm.assignments]
        if (construction["role"], same_agent(body)) not in {(role, same_agent(agent)) for role, agent in found}:
            missed[body] = found
    assert not missed
