"""Holds the records of an agent's mention and of a string with its matching views; knows no rule of reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ttdn_kb.norms.lexicon import bare, key


@dataclass(frozen=True, slots=True)
class Mention:
    """An agent in a string.

    Attributes:
        start, end: where it stands in the string.
        label: its official label.
        generic, collective, person: what sort of agent it is; `generic` holds the kind of genericness or "".
        known: found in the lexicon or the document's own list of names.
        head: the word that opens it, for lists that leave it out ("các Sở: Tài chính, Nội vụ").
    """

    start: int
    end: int
    label: str
    generic: str = ""
    collective: bool = False
    person: bool = False
    known: bool = True
    head: str = ""


def elsewhere(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Gives the mentions without their places, for use in another string."""
    return tuple(replace(m, start=0, end=0) for m in mentions)


@dataclass
class Text:
    """A string with its two matching views of the same length."""

    raw: str
    key: str = ""
    bare: str = ""

    def __post_init__(self) -> None:
        self.key = self.key or key(self.raw)
        self.bare = self.bare or bare(self.raw)
