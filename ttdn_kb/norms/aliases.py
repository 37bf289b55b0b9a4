"""Takes the labels that one document uses for its agents; gives for each that has a better one the label to use; knows nothing of norms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ttdn_kb.norms.alias_rules import RULES
from ttdn_kb.norms.lexicon import key, label_word, pattern, word_set
from ttdn_kb.norms.likeness import bag, tokens
from ttdn_kb.norms.told import NOTHING_TOLD, Labels, Told

_LEVELS = (
    (pattern("naming-level-district"), pattern("naming-places-district")),
    (pattern("naming-level-commune"), pattern("naming-places-commune")),
    (pattern("naming-level-province"), pattern("naming-places-province")),
)
_HEADS = pattern("naming-heads")
_OF = word_set("owner-links")
_ONLY_CHARGED = pattern("naming-only-charged")
_CHARGED = pattern("naming-charged")
_ONE_WORD_FOR_HEADS = key(label_word("heads"))


def aliases(labels: Iterable[str], told: Told = NOTHING_TOLD) -> dict[str, str]:
    """Gives for each label that has a better one the label to use.

    Args:
        labels: all labels of the document, once per use.
        told: what the document tells of its bodies.

    >>> aliases(["Trưởng Ban", "Trưởng Ban Chỉ đạo", "Sở Y tế"])
    {'Trưởng Ban': 'Trưởng Ban Chỉ đạo'}
    """
    said = Labels(Counter(labels), told)
    found = {name: next(filter(None, (rule(name, key(name), said) for rule in RULES)), "") for name in said.names}
    out = {name: better for name, better in found.items() if better}
    return {**_reordered(said), **out}


def same_level(labels: Iterable[str]) -> dict[str, str]:
    """Gives for people's committees of one level, and for their chairmen, the wording the document uses more: "cấp xã" or its own list of places.

    Both are full names and stay as they are printed; that they mean the same bodies is for the register.

    >>> same_level(["Ủy ban nhân dân cấp xã", "Ủy ban nhân dân xã, phường", "Ủy ban nhân dân xã, phường"])
    {'Ủy ban nhân dân cấp xã': 'Ủy ban nhân dân xã, phường'}
    """
    counts = Counter(labels)
    out: dict[str, str] = {}
    for level, spelled in _LEVELS:
        for name in counts:
            same = level.fullmatch(key(name))
            full = [n for n in counts if same and (m := spelled.fullmatch(key(n))) and m["who"] == same["who"]]
            if same is None or not full:
                continue
            if counts[name] > sum(counts[n] for n in full):
                out |= dict.fromkeys(full, name)
            else:
                out[name] = max(full, key=lambda n: (counts[n], n))
    return out


def _reordered(said: Labels) -> dict[str, str]:
    """Gives one label for those of the same words: where only their order differs, the order in which the document says it most, of two the first."""
    first = list(said.counts)
    bags: dict[frozenset[str], list[str]] = {}
    for name in said.names:
        if _ONLY_CHARGED.search(key(name)):
            continue  # "cơ quan, đơn vị được phân công": one of "các cơ quan, đơn vị", not all
        bags.setdefault(bag(_HEADS.sub(_ONE_WORD_FOR_HEADS, key(name))), []).append(name)
    out: dict[str, str] = {}
    for same in bags.values():
        best = max(same, key=lambda n: (_CHARGED.search(n) is None, said.counts[n], len(n), n))
        order = {n: tuple(w for w in tokens(n) if w not in _OF) for n in same}
        if len({tuple(sorted(words)) for words in order.values()}) == 1:
            several = len(set(order.values())) > 1
            usual = max(same, key=lambda n: (several and said.counts[n], -first.index(n)))
            alike = [n for n in same if order[n] == order[usual]]
            best = max(alike, key=lambda n: (tokens(n) == tokens(usual), said.counts[n], len(n), n))
        out |= {name: best for name in same if name != best}
    return out
