"""Takes the document's own words; gives the bodies whose names in small letters it founds or says over and over; knows nothing of what they do.

"Trung tâm tư vấn pháp luật" has no capital behind its head, so nothing in one sentence says where the name ends. Behind a preposition it ends where
the phrase does; a name that ends so several times is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.lexicon import alternatives, bare, key, pattern, word_set
from ttdn_kb.norms.mentions import Text

_LEAST, _LONGEST = 3, 10
_FOUNDED, _TWICE = pattern("recurring-founded"), 2
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
            known = parser.at(text, start, len(words))
            called = known is not None and text.key[start : known.end] in parser.defined and not parser.lexicon.stops_re.match(match["more"])
            # a document on the "Quỹ nhà ở quốc gia", which it calls "Quỹ", names a "Quỹ nhà ở trung ương" too
            if (known is None or called) and _THING.match(text.key, start) is None:
                seen[bare(match["name"])] += 1
                printed.setdefault(bare(match["name"]), words[start:end])
    for name, count in seen.items():
        whole = name not in parser.own and not any(other != name and name.startswith(f"{other} ") for other, often in seen.items() if often >= _LEAST)
        if count >= _LEAST and whole:
            parser.own[name] = printed[name]


def founded_names(parser: AgentParser, texts: Sequence[str]) -> None:
    """Adds to the parser the boards that a document founds under a name with a verb in it and names again by it.

    "Thành lập Ban Chỉ đạo thực hiện hỗ trợ nhà ở cho người có công với cách mạng, gồm ...": only what founds it tells where the name ends.

    Args:
        parser: gets them as names of the document's own.
        texts: bodies and headings of the document's provisions, as printed.
    """
    plain = [bare(words) for words in texts]
    for words in texts:
        for match in _FOUNDED.finditer(key(words)):
            name = words[slice(*match.span("name"))]
            again = sum(said.count(bare(name)) for said in plain)
            if name[:1].isupper() and again >= _TWICE and bare(name) not in parser.own:
                parser.own[bare(name)] = name
