"""Concepts of a vocabulary by what people call them.

Takes the name of a file of ontology/vocab/; gives its concepts with their words; knows nothing of what uses them.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import NamedTuple

from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.namespaces import SKOS, TTDN, notation
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.store import Term
from ttdn_kb.text.clean import fold

Described = dict[str, dict[str, list[Term]]]


class Concept(NamedTuple):
    """A concept; texts are "" where the file says nothing.

    Attributes:
        notation: its short name in tables.
        label, label_en: Vietnamese and English name.
        names: every name in any language, notation included.
        broader: notation of the wider concept.
        level, sector: notations, for agency types.
        exists_from, exists_until: ISO 8601 days, the second exclusive, for provinces.
    """

    notation: str
    label: str
    names: tuple[str, ...]
    broader: str
    level: str
    sector: str
    exists_from: str
    exists_until: str
    label_en: str = ""

    def called(self, lang: str) -> str:
        """Gives the name in a language, the Vietnamese one where the other is missing."""
        return (self.label_en or self.label) if lang == "en" else self.label


def describe(paths: list[str]) -> Described:
    """Gives what Turtle files say of each subject: predicate IRI to objects, in no set order.

    Raises:
        TtdnError: `bad-turtle`, naming the file.
    """
    store = OxigraphStore()
    for number, path in enumerate(paths):
        with open(path, "rb") as file:
            store.load(file.read(), f"urn:x-ttdn:{number}", path)
    found: Described = {}
    for number in range(len(paths)):
        for triple in store.triples(f"urn:x-ttdn:{number}"):
            found.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return found


def first(said: dict[str, list[Term]], predicate: str, lang: str = "") -> str:
    """Gives the first value of a predicate, in a language where one is named; "" where there is none."""
    return next((t.value for t in said.get(predicate, ()) if not lang or t.lang == lang), "")


def concepts(file: str) -> dict[str, Concept]:
    """Gives the concepts of `ontology/vocab/<file>.ttl` by notation.

    >>> concepts("roles")["lead"].label
    'chủ trì'
    """
    return _concepts(os.path.join(folder("ontology"), "vocab", file + ".ttl"))


@lru_cache(maxsize=32)
def _concepts(path: str) -> dict[str, Concept]:
    found = {}
    for said in describe([path]).values():
        name = first(said, SKOS + "notation")
        if not name:
            continue
        words = [t.value for p in ("prefLabel", "altLabel") for t in said.get(SKOS + p, ())]
        found[name] = Concept(
            name,
            first(said, SKOS + "prefLabel", "vi"),
            (*words, name),
            notation(first(said, SKOS + "broader")),
            notation(first(said, TTDN + "level")),
            notation(first(said, TTDN + "sector")),
            first(said, TTDN + "existsFrom"),
            first(said, TTDN + "existsUntil"),
            first(said, SKOS + "prefLabel", "en"),
        )
    return found


def find(file: str, typed: str) -> str:
    """Gives the notation of the concept that a typed word names, case and diacritics left out; "" where none or several fit.

    >>> find("provinces", "ha tinh"), find("roles", "chủ trì"), find("roles", "xyz")
    ('ha-tinh', 'lead', '')
    """
    wanted = fold(" ".join(typed.split()))
    hits = {c.notation for c in concepts(file).values() if any(fold(n) == wanted for n in c.names)}
    if len(hits) > 1 and typed in hits:
        return typed
    return hits.pop() if len(hits) == 1 else ""
