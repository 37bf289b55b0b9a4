"""A text stored with its marks apart is read as the same text in composed letters, and its quotes are what is stored."""

import unicodedata
from pathlib import Path

import pytest

from ttdn_kb.foundation.model import Norm
from ttdn_kb.norms.reader import read
from ttdn_kb.structure.metadata import read_metadata
from ttdn_kb.structure.tree import parse

SOURCES = sorted((Path(__file__).parents[3] / "data" / "sources").glob("*/*/text.txt"))


def norms(text: str) -> tuple[Norm, ...]:
    tree = parse(text)
    return read(text, tree, read_metadata(text, tree))[0]


def told(norm: Norm) -> tuple[object, ...]:
    parts = [(a.role, a.agent) for a in norm.assignments]
    return norm.path, unicodedata.normalize("NFC", norm.quote), parts, norm.deadline_value, norm.topics


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_decomposed_text_is_read_as_composed(source: Path) -> None:
    composed = unicodedata.normalize("NFC", source.read_text(encoding="utf-8"))
    apart = unicodedata.normalize("NFD", composed)
    found = norms(apart)
    assert [told(n) for n in found] == [told(n) for n in norms(composed)]
    assert all(n.quote == apart[n.span.start : n.span.end] for n in found)
