"""Citations are found with their number, date, provision and subject, at their place in the stored text."""

from __future__ import annotations

import os

import pytest

from ttdn_kb.structure.references import find_references
from ttdn_kb.text.clean import clean

CASES = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "structure", "references.txt")


def cases() -> list[tuple[str, str, list[str]]]:
    with open(CASES, encoding="utf-8", newline="") as handle:
        parts = handle.read().split("=== ")[1:]
    found = []
    for part in parts:
        name, text, *expected = part.rstrip("\n").split("\n")
        found.append((name, text.replace("¶", "\n"), expected))
    return found


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in cases()], ids=[case[0] for case in cases()])
def test_citations_are_found(text: str, expected: list[str]) -> None:
    got = []
    for one in find_references(clean(text)):
        words = " ".join(one.span.slice(text).split())
        row = " | ".join([words, one.provision, one.kind, one.number, one.date, one.title])
        got.append(row.replace("|  |", "| |").replace("|  |", "| |").rstrip())
    assert got == [line.rstrip() for line in expected]


def test_places_count_from_the_start_of_the_whole_text() -> None:
    text = "Điều 1. Thực hiện **Nghị quyết** số 47/NQ-CP của Chính phủ."
    start = text.index("Thực")
    (reference,) = find_references(clean(text, type(clean(text).origin)(start, len(text))))
    assert reference.span.slice(text) == "Nghị quyết** số 47/NQ-CP"
