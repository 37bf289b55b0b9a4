"""Statements that are no work are told from statements that are."""

from __future__ import annotations

import csv
import os

import pytest

from ttdn_kb.norms.detect import Detector
from ttdn_kb.norms.lexicon import key, load

TABLE = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "norms", "statements.csv")
with open(TABLE, encoding="utf-8", newline="") as handle:
    CASES = [(row["sentence"], row["reason"]) for row in csv.DictReader(handle)]


@pytest.mark.parametrize(("sentence", "reason"), CASES, ids=[f"{case[0][:70]}: {case[1] or 'work'}" for case in CASES])
def test_a_statement_is_work_or_has_a_reason_against(sentence: str, reason: str) -> None:
    assert Detector(load()).reason_against(key(sentence), bears=False) == reason
