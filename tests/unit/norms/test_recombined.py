"""A subject is read the same whatever it does and whatever stands before it: constituents of real sentences, put together anew."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from ttdn_kb.foundation.model import Metadata
from ttdn_kb.norms.evaluate import same_agent
from ttdn_kb.norms.reader import read
from ttdn_kb.structure.tree import parse

TABLE = Path(__file__).parents[2] / "cases" / "norms" / "constituents.csv"
SUBJECT_ROLES = {"lead", "responsible", "coordinator"}


@cache
def constituents(part: str) -> list[tuple[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        return [(row["words"], row["cast"]) for row in csv.DictReader(file) if row["part"] == part]


def cast_of(predicate: str, bearers: str) -> set[tuple[str, str]]:
    """Gives the assignments of a sentence; in the predicate's cast a role without a label is its subject's, one with "+" holds beside it."""
    out: set[tuple[str, str]] = set()
    for told in predicate.split(" | "):
        role, _, label = told.partition(": ")
        out |= {(role.rstrip("+"), same_agent(name)) for name in ([label] if label else bearers.split(" | "))}
    return out


def cast_read(sentence: str) -> set[tuple[str, str]]:
    text = f"Điều 7. Tổ chức thực hiện\n1. {sentence}\n"
    norms = read(text, parse(text), Metadata())[0]
    return {(a.role, same_agent(a.agent, a.generic)) for norm in norms for a in norm.assignments}


@pytest.mark.parametrize("predicate", range(len(constituents("predicate"))), ids=lambda i: " ".join(constituents("predicate")[i][0].split()[:5]))
def test_every_subject_does_it(predicate: int) -> None:
    words, cast = constituents("predicate")[predicate]
    openers = [("", ""), *constituents("opener")]
    wrong = []
    for number, (subject, bearers) in enumerate(constituents("subject")):
        opener = openers[(number + predicate) % len(openers)][0] if number % 2 else ""
        sentence = f"{opener}{subject if opener else subject[0].upper() + subject[1:]} {words}"
        if cast_read(sentence) != cast_of(cast, bearers):
            wrong.append((sentence, sorted(cast_of(cast, bearers) - cast_read(sentence)), sorted(cast_read(sentence) - cast_of(cast, bearers))))
    assert wrong == []
