"""Lets a parser that no longer learns read each place of a string once; knows nothing of what is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from ttdn_kb.norms.mentions import Text

_Parser = TypeVar("_Parser", bound="Remembering")
_Found = TypeVar("_Found")


@dataclass
class Remembering:
    """A reader of places that first learns from a document and then reads it.

    A document's own names change what stands at a place, so nothing is remembered before `settle`; nor may the names change after it.
    """

    _settled: bool = field(default=False, init=False)
    _memory: dict[tuple[str, str, str, int, int], Any] = field(default_factory=dict, init=False, repr=False)

    def settle(self) -> None:
        """Ends the learning: from now on a place gives what it gave when it was read first."""
        self._settled = True


def once(read: Callable[[_Parser, Text, int, int], _Found]) -> Callable[[_Parser, Text, int, int], _Found]:
    """Makes a method that reads `text` from `start`, at most to `end`, answer from memory where the parser is settled.

    The clauses of a sentence ask for the agents of the same places again and again: more than half of all questions are asked before.
    """

    @wraps(read)
    def remembered(self: _Parser, text: Text, start: int, end: int) -> _Found:
        if not self._settled:
            return read(self, text, start, end)
        place = (read.__name__, text.raw, text.key, start, end)
        if place not in self._memory:
            self._memory[place] = read(self, text, start, end)
        found: _Found = self._memory[place]
        return found

    return remembered
