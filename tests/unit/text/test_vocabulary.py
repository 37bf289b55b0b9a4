"""The regular expressions of every layer but the norm reader's are sorted, stand once, compile and are used."""

from __future__ import annotations

import csv
import glob
import os
import re
from collections.abc import Iterator

import pytest

from ttdn_kb import compare, graph, query, structure, text
from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.resources import folder
from ttdn_kb.text import vocabulary
from ttdn_kb.text.vocabulary import pattern, rows, words


def words_of(path: str) -> str:
    with open(path, encoding="utf-8") as handle:
        return handle.read()


LAYERS = (compare, graph, query, structure, text)
CODE = {os.path.basename(path)[:-3]: words_of(path) for layer in LAYERS for path in glob.glob(os.path.join(os.path.dirname(layer.__file__), "*.py"))}
PATTERNS = {row["name"]: row["pattern"] for row in rows("structure_patterns")}


def test_the_patterns_are_sorted_and_none_stands_twice() -> None:
    with open(os.path.join(folder("data/lexicon"), "structure_patterns.csv"), encoding="utf-8", newline="") as handle:
        head, *listed = list(csv.reader(handle))
    assert head == ["name", "pattern"]
    assert {len(row) for row in listed} == {2}
    assert listed == sorted(listed)
    assert len({name for name, _ in listed}) == len(listed)


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_compiles_and_is_used(name: str) -> None:
    assert pattern(name).pattern
    assert "<<" not in pattern(name).pattern
    called = any(re.search(rf"""pattern\(["']{name}["']\)""", code) for code in CODE.values())
    assert called or any(f"<<{name}>>" in other for other in PATTERNS.values())


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_named_after_its_module(name: str) -> None:
    assert any(name.startswith(module.replace("_", "-") + "-") for module in CODE)


def test_every_pattern_that_is_asked_for_is_there() -> None:
    asked = {name for code in CODE.values() for name in re.findall(r"""pattern\(["']([\w-]+)["']\)""", code)}
    assert asked and asked <= set(PATTERNS)


def test_ordinals_stand_in_the_order_of_their_values() -> None:
    assert [word.split("|")[-1] for word in words("ordinal")[3:6]] == ["bốn", "năm", "sáu"]


@pytest.fixture
def no_lexicon(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    caches = (vocabulary._sources, vocabulary.pattern)
    monkeypatch.setenv("TTDN_HOME", str(tmp_path))
    for one in caches:
        one.cache_clear()
    yield
    for one in caches:
        one.cache_clear()


@pytest.mark.usefixtures("no_lexicon")
def test_a_missing_file_is_told() -> None:
    with pytest.raises(TtdnError) as failed:
        pattern("dates-date")
    assert failed.value.code == "lexicon-missing"
