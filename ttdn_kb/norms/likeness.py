"""Takes labels of agents; gives the words by which they are told apart or are alike; knows nothing of documents."""

from __future__ import annotations

import re

from ttdn_kb.norms.lexicon import key, pattern, word_set

_ASSIGNED = pattern("naming-assigned")
_LIGHT = word_set("light-in-labels")
_NOUN = 2  # words of the noun that opens a description: "cơ quan", "đơn vị", "tổ chức"


def nouns(label: str) -> frozenset[str]:
    """Gives the nouns of a plain plural ("Các sở, ban, ngành"), empty for any other label."""
    return frozenset(re.split(r",\s*|\s+và\s+", key(label).removeprefix("các "))) if key(label).startswith("các ") else frozenset()


def tokens(label: str) -> list[str]:
    """Gives the words of a label in key form, in order."""
    return re.findall(r"[^\s,;]+", key(label))


def within(short: str, long: str) -> bool:
    """True where a description holds all words of a shorter one, side by side behind its noun: no more than these tell whom it means.

    >>> within("Cơ quan soạn thảo", "Cơ quan chủ trì soạn thảo văn bản")
    True
    >>> within("Cơ quan quản lý thi hành án", "Cơ quan quản lý dữ liệu thi hành án")
    False
    """
    told, whole = telling(short)[_NOUN:], telling(long)[_NOUN:]
    places = range(len(whole) - len(told) + 1)
    return bag(short) <= bag(long) and any(whole[i : i + len(told)] == told for i in places)


def telling(label: str) -> list[str]:
    """Gives the words of a label that tell something, in order."""
    return [w for w in tokens(label) if w not in _LIGHT]


def bag(label: str) -> frozenset[str]:
    """Gives the words by which a label is known; "cho" and "được" count, for they part twins.

    >>> bag("Cơ quan được giao chủ trì") == bag("Cơ quan chủ trì"), bag("Bên cho vay") == bag("Bên vay")
    (True, False)
    """
    return frozenset(tokens(_ASSIGNED.sub(" ", key(label)))) - _LIGHT
