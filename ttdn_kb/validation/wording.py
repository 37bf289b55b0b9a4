"""A finding in words.

Takes a text with {placeholders} and the rows behind a finding; gives the text in Vietnamese and English; knows nothing of checks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ttdn_kb.foundation.days import day_words
from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.store import Term
from ttdn_kb.validation.findings import Clause
from ttdn_kb.validation.places import Places

_PLACE = re.compile(r"\{(\w+)\}")
_SHOWN = 6
_QUOTED = 90


def worded(text: Words, rows: Sequence[dict[str, Term]], places: Places, clauses: Sequence[Clause] = ()) -> Words:
    """Puts names, days and words in place of {column}; several values are listed.

    A {task} without value is told by the words of the clause itself.
    """

    def fill(template: str, lang: str) -> str:
        def value(match: re.Match[str]) -> str:
            cells = list(dict.fromkeys(row[match.group(1)] for row in rows if match.group(1) in row))
            if not cells and match.group(1) == "task" and clauses:
                return short(clauses[0].quote)
            shown = sorted(dict.fromkeys(_shown(c, places, lang) for c in cells))
            more = len(shown) - _SHOWN
            tail = (f" và {more} mục khác" if lang == "vi" else f" and {more} more") if more > 0 else ""
            return "; ".join(shown[:_SHOWN]) + tail

        return _PLACE.sub(value, template)

    return Words(fill(text.vi, "vi"), fill(text.en, "en"))


def short(quote: str) -> str:
    """Gives the first words of a quote on one line.

    >>> short("Tạo điều kiện\\n cho báo chí")
    'Tạo điều kiện cho báo chí'
    """
    line = " ".join(quote.split())
    if len(line) <= _QUOTED:
        return line
    return line[:_QUOTED].rsplit(" ", 1)[0] + " …"


def _shown(term: Term, places: Places, lang: str) -> str:
    if term.kind == "iri":
        return places.label(term.value).of(lang)
    if term.datatype.endswith("#date"):
        return day_words(term.value, lang)
    return term.value
