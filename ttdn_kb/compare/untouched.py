"""Whether new words in a clause can have changed who does what.

Takes a clause before and after; tells whether the words that differ speak of roles or bodies; knows nothing of norms. An extractor may lose a name
that new words come to stand beside: where neither a role nor a body is among the words that came or went, the parts stay as they were.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import lru_cache

from ttdn_kb.compare.alignment import Clause
from ttdn_kb.norms.lexicon import key, read_table

# Words of the lexicon that speak of roles and bodies: table and column.
_TABLES = (
    ("role_cues", "cue"),
    ("agency_heads", "head"),
    ("abbreviations", "abbreviation"),
    ("short_names", "short"),
    ("group_nouns", "noun"),
    ("generic_markers", "marker"),
)

_NAME = "¤"


def untouched(old: Clause, new: Clause, names: Iterable[str]) -> bool:
    """Tells whether no word that differs belongs to a role phrase, to the opening of a body's name, or to one of the names.

    Args:
        names: the agents that one side was read to have and the other not.
    """
    phrases = {*_phrases(), *(_words(name) for name in names)}
    before, after = _words(old.view.text), _words(new.view.text)
    codes = [code for code in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if code[0] != "equal"]
    gone = {i for _, start, end, _, _ in codes for i in range(start, end)}
    come = {i for _, _, _, start, end in codes for i in range(start, end)}
    for words, changed in ((before, gone), (after, come)):
        for i in changed:
            for phrase in phrases:
                starts = range(max(0, i - len(phrase) + 1), i + 1)
                if phrase and any(words[start : start + len(phrase)] == phrase for start in starts):
                    return False
    return True


def only_names(old: Clause, new: Clause, names: Iterable[str]) -> bool:
    """Tells whether two clauses have the same words but for names of bodies.

    Args:
        names: of the agents of either side.
    """
    known = sorted({_words(name) for name in names} - {()}, key=len, reverse=True)
    return _without(_words(old.view.text), known) == _without(_words(new.view.text), known)


def _without(words: tuple[str, ...], names: Iterable[tuple[str, ...]]) -> list[str]:
    """Gives words with a mark in the place of each name."""
    found: list[str] = []
    at = 0
    while at < len(words):
        name = next((name for name in names if words[at : at + len(name)] == name), ())
        found.append(_NAME if name else words[at])
        at += len(name) or 1
    return found


@lru_cache(maxsize=1)
def _phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(_words(row[column]) for table, column in _TABLES for row in read_table(table))


def _words(text: str) -> tuple[str, ...]:
    """Words with their accents: without them "tỉnh" is also "tinh gọn"."""
    return tuple(re.findall(r"[^\W_]+", key(text)))
