"""Takes the document's own words; gives the bodies whose names it writes in small letters over and over; knows nothing of what they are used for.

"Trung tâm tư vấn pháp luật" has no capital behind its head, so nothing in one sentence says where the name ends. Behind a preposition it ends where
the phrase does; a name that ends so several times is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.lexicon import alternatives, bare, pattern, word_set
from ttdn_kb.norms.mentions import Text

_LEAST, _LONGEST = 3, 10
_LONE, _THING = word_set("lone-heads"), pattern("agents-no-body")


def recurring_names(parser: AgentParser, texts: Iterable[str]) -> None:
    """Adds to the parser the bodies that a document names at least three times behind a preposition and that no lexicon knows.

    Args:
        parser: gets them as names of the document's own.
        texts: bodies of the document's provisions, as printed.
    """
    heads = alternatives(head for head in parser.lexicon.heads if " " in head or head in _LONE)
    named = re.compile(f"{pattern('recurring-before').pattern}(?P<name>(?:{heads}){pattern('recurring-name').pattern})")
    seen: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for words in texts:
        text = Text(words)
        for match in named.finditer(text.key):
            start, end = match.span("name")
            if not words[start].isupper() or words[match.start("more")].isupper() or match["name"].count(" ") >= _LONGEST:
                continue
            if parser.at(text, start, len(words)) is None and _THING.match(text.key, start) is None:
                seen[bare(match["name"])] += 1
                printed.setdefault(bare(match["name"]), words[start:end])
    for name, count in seen.items():
        whole = name not in parser.own and not any(other != name and name.startswith(f"{other} ") for other, often in seen.items() if often >= _LEAST)
        if count >= _LEAST and whole:
            parser.own[name] = printed[name]
