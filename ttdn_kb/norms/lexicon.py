"""Takes the CSV files of `data/lexicon/`; gives the vocabulary the reader matches with; knows nothing of documents or grammar.

Matching runs on two views of a text that keep its length: `key` (lower case, one tone placement) and `bare` (no diacritics), so that
an offset in a view is an offset in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from ttdn_kb.norms.words import TOKEN, alternatives, bare, key, mend, pair_counts, sentence_case
from ttdn_kb.text import vocabulary
from ttdn_kb.text.vocabulary import compiled, label_word

__all__ = [
    "Lexicon",
    "alternatives",
    "bare",
    "compiled",
    "compounds",
    "cues_with",
    "key",
    "label_word",
    "load",
    "mend",
    "pair_counts",
    "pattern",
    "read_table",
    "sentence_case",
    "word_set",
]


def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Gives the rows of `data/lexicon/<name>.csv`; fails loudly where the file is missing, for nothing can be read without it."""
    return vocabulary.rows(name)


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for row in read_table("word_sets"):
        out.setdefault(row["set"], set()).add(key(row["word"]))
    return {name: frozenset(words) for name, words in out.items()}


def word_set(name: str) -> frozenset[str]:
    """Gives a set of words of `data/lexicon/word_sets.csv`, in key form."""
    return _sets()[name]


@lru_cache(maxsize=1)
def _traits() -> dict[tuple[str, str], frozenset[str]]:
    out: dict[tuple[str, str], set[str]] = {}
    for row in read_table("cue_traits"):
        for trait in row["traits"].split():
            out.setdefault((row["kind"], trait), set()).add(key(row["cue"]))
    return {trait: frozenset(cues) for trait, cues in out.items()}


def cues_with(kind: str, trait: str) -> frozenset[str]:
    """Gives the role cues of a kind that `data/lexicon/cue_traits.csv` gives a trait, in key form.

    >>> sorted(cues_with("order", "hands-over"))
    ['giao', 'phân công', 'ủy quyền']
    """
    return _traits()[kind, trait]


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Gives a regular expression of `data/lexicon/patterns.csv`; `<<other>>` in it stands for another one.

    Args:
        name: where it is used: module, then constant or function.
    """
    return vocabulary.pattern(name, "patterns")


@cache
def compounds() -> re.Pattern[str]:
    """Gives a regular expression of the words that hold a verb's form and are none ("chứng khoán", "tổ hợp tác"), on `key` text."""
    return _whole(key(row["word"]) for row in read_table("name_words") if row["kind"] == "compound")


def seen_elsewhere(rows: Iterable[dict[str, str]], province: str) -> list[dict[str, str]]:
    """Gives the rows whose names are known from other texts than those of a province; all rows for "".

    >>> seen_elsewhere([{"name": "a", "province": "ha-tinh"}, {"name": "b", "province": ""}], "ha-tinh")
    [{'name': 'b', 'province': ''}]
    """
    return [row for row in rows if not province or row.get("province", "") != province]


@dataclass(frozen=True)
class Lexicon:
    """The reader's vocabulary, ready for matching. Regexes named `*_re` run on `key` text unless the name says bare.

    Attributes:
        names: full names by their bare form, in official spelling.
        fields: fields of ministries and departments by their bare form.
        short_names: official name by the shorter name that always means it.
        heads, organs, persons: words that open the name of a body, bodies that stand alone, positions.
        abbreviations: full form by abbreviation as printed.
    """

    names: dict[str, str]
    fields: dict[str, str]
    heads: frozenset[str]
    organs: frozenset[str]
    persons: frozenset[str]
    abbreviations: dict[str, str]
    generic_kinds: dict[str, str]
    topics: tuple[tuple[str, str, float], ...]
    block_labels: dict[str, str]
    provision_cues: tuple[tuple[str, str], ...]
    names_bare_re: re.Pattern[str]
    fields_bare_re: re.Pattern[str]
    heads_re: re.Pattern[str]
    organs_re: re.Pattern[str]
    persons_re: re.Pattern[str]
    groups_re: re.Pattern[str]
    adjectives_re: re.Pattern[str]
    generic_re: re.Pattern[str]
    generic_agents_re: re.Pattern[str]
    tails_re: re.Pattern[str]
    verbs_re: re.Pattern[str]
    stops_re: re.Pattern[str]
    nominal_re: re.Pattern[str]
    place_bare_re: re.Pattern[str]
    abbreviation_re: re.Pattern[str]
    cues: dict[str, str]
    openers: frozenset[str]
    pairs: dict[str, str]
    core: frozenset[str]
    short_names: dict[str, str]


_MENDED = (("work_verbs", "verb"), ("group_nouns", "noun"), ("generic_markers", "marker"), ("agency_tails", "tail"), ("agency_fields", "field"))


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words)})(?!\w)")


def _openers(heads: Iterable[str], persons: Iterable[str]) -> frozenset[str]:
    """Gives the syllables with which a mention in lower case may begin; every other word can be passed over at once."""
    words = [row["noun"] for row in read_table("group_nouns")] + [row["marker"] for row in read_table("generic_markers")] + [*heads, *persons]
    return frozenset(key(w).split()[0] for w in words) | word_set("quantifiers")


@lru_cache(maxsize=4)
def load(without_province: str = "") -> Lexicon:
    """Gives the vocabulary.

    Args:
        without_province: notation of a province whose own names are left out, for measuring how the reader does on a province it never saw.

    >>> load().abbreviations["UBND"]
    'Ủy ban nhân dân'
    """
    tables = {name: seen_elsewhere(read_table(name), without_province) for name in ("agency_names", "agency_fields", "agency_heads", "short_names")}
    names = [row["name"] for row in tables["agency_names"]]
    fields = [row["field"] for row in tables["agency_fields"]]
    heads, organs, persons = ([row["head"] for row in tables["agency_heads"] if row["kind"] == kind] for kind in ("body", "organ", "person"))
    # "Kế hoạch Đầu tư", "Văn hóa Thể thao Du lịch", "Kế hoạch & Đầu tư"
    slack = {re.sub(r",? va |, ", gap, bare(f)): f for f in fields if " va " in bare(f) for gap in (" ", ", ", " & ")}
    abbreviations = {row["abbreviation"]: row["full"] for row in read_table("abbreviations")}
    cues: dict[str, list[str]] = {}
    for row in read_table("role_cues"):
        cues.setdefault(row["kind"], []).append(row["cue"])
    words = {kind: [row["word"] for row in read_table("name_words") if row["kind"] == kind] for kind in ("stop", "nominal", "adjective", "core")}
    vocabulary = [key(w) for kind in cues.values() for w in kind] + [key(w) for w in words["core"]]
    vocabulary += [key(row[column]) for table, column in _MENDED for row in tables.get(table) or read_table(table)]
    forms: dict[str, set[str]] = {}
    for phrase in vocabulary:
        syllables = TOKEN.findall(phrase)
        if len(syllables) == 2:
            forms.setdefault(bare(phrase), set()).add(" ".join(syllables))
    return Lexicon(
        names={bare(n): n for n in names},
        fields={**{bare(f): f for f in fields}, **slack},
        heads=frozenset(key(h) for h in heads),
        organs=frozenset(key(h) for h in organs),
        persons=frozenset(key(h) for h in persons),
        abbreviations=abbreviations,
        generic_kinds={key(row["marker"]): row["kind"] for row in read_table("generic_markers")},
        topics=tuple((row["topic"], key(row["cue"]), float(row["weight"])) for row in read_table("topics")),
        block_labels={key(row["label"]): row["kind"] for row in read_table("block_labels")},
        provision_cues=tuple(sorted(((key(row["cue"]), row["kind"]) for row in read_table("provision_cues")), key=lambda p: (-len(p[0]), p))),
        names_bare_re=_whole(bare(n) for n in names),
        fields_bare_re=_whole({*slack, *(bare(f) for f in fields)}),
        heads_re=_whole(key(h) for h in heads),
        organs_re=_whole(key(h) for h in organs),
        persons_re=_whole(key(h) for h in persons),
        groups_re=_whole(key(row["noun"]) for row in read_table("group_nouns")),
        adjectives_re=_whole(key(w) for w in words["adjective"]),
        generic_re=_whole(key(row["marker"]) for row in read_table("generic_markers") if row["use"] == "after"),
        generic_agents_re=_whole(key(row["marker"]) for row in read_table("generic_markers") if row["use"] == "alone"),
        tails_re=_whole(key(row["tail"]) for row in read_table("agency_tails")),
        verbs_re=_whole(key(row["verb"]) for row in read_table("work_verbs")),
        stops_re=_whole(key(w) for w in words["stop"]),
        nominal_re=_whole(key(w) for w in words["nominal"]),
        place_bare_re=_whole(bare(row["place"]) for row in read_table("places")),
        abbreviation_re=re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(a) for a in sorted(abbreviations, key=lambda a: (-len(a), a)))})(?!\w)"),
        openers=_openers(heads, persons),
        core=frozenset(key(w) for w in words["core"])
        | frozenset(key(c) for kind in ("lead", "joint", "order", "request", "advise") for c in cues[kind]),
        short_names={row["short"]: row["full"] for row in tables["short_names"]},
        pairs={plain: min(found) for plain, found in forms.items() if len(found) == 1},
        cues={kind: alternatives(key(c) for c in found) for kind, found in cues.items()},
    )
