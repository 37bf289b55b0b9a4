"""A text stored with its marks apart, or with another script's "Đ", is read as the same text as it should be, and its quotes are what is stored."""

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
    return norm.path, unicodedata.normalize("NFC", norm.quote).replace("Ð", "Đ").replace("ð", "đ"), parts, norm.deadline_value, norm.topics


def typed_with_eth(text: str) -> str:
    return text.replace("Đ", "Ð").replace("đ", "ð")


STORED = {"marks apart": lambda text: unicodedata.normalize("NFD", text), "an eth for đ": typed_with_eth}


@pytest.mark.parametrize("stored", STORED)
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_read_as_composed(source: Path, stored: str) -> None:
    composed = unicodedata.normalize("NFC", source.read_text(encoding="utf-8"))
    apart = STORED[stored](composed)
    found = norms(apart)
    assert [told(n) for n in found] == [told(n) for n in norms(composed)]
    assert all(n.quote == apart[n.span.start : n.span.end] for n in found)
