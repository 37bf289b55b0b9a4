"""Takes the document's own words; gives the bodies whose names in small letters it founds or says over and over; knows nothing of what they do.

"Trung tâm tư vấn pháp luật" has no capital behind its head, so nothing in one sentence says where the name ends. Behind a preposition it ends where
the phrase does; a name that ends so several times is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ttdn_kb.norms import labels
from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.lexicon import alternatives, bare, key, pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text

_LEAST, _LONGEST = 3, 10
_FOUNDED, _TWICE = pattern("recurring-founded"), 2
_TOLD = pattern("recurring-described")
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


def described_names(parser: AgentParser, texts: Sequence[str]) -> None:
    """Adds to the parser the bodies that a document tells by what they do and names more than once behind a preposition.

    "của Tổ chức quản lý chợ", "đến cơ quan giải quyết thủ tục hành chính": behind a preposition stands a name alone, and where it is followed by a
    comma, a duty or another preposition it has ended; before a verb no words tell that. Once at least it must be behind "của" or the like, for
    "gửi cơ quan quản lý Quỹ xem xét," goes on with what is to be done.

    Args:
        parser: gets them as names that the document defines.
        texts: bodies of the document's provisions, as printed.
    """
    seen: Counter[str] = Counter()
    several: Counter[str] = Counter()
    owning: set[str] = set()
    printed: dict[str, str] = {}
    for words in texts:
        text = Text(words)
        for match in _TOLD.finditer(text.key):
            start, end = match.span("name")
            known = parser.at(text, start, len(words))
            if known is not None and (known.generic or known.person or known.end >= end):
                continue
            name = re.sub(r"\s+", " ", match["name"])
            seen[name] += 1
            several[name] += 1 if match["many"] else -1
            owning |= {name} if match["owns"] else set()
            printed.setdefault(name, re.sub(r"\s+", " ", words[start:end]))
    everything = key("\n".join(texts))
    for name in (name for name, count in seen.items() if count >= _TWICE and name in owning and name not in parser.defined):
        behind = re.findall(rf"(?<!\w){re.escape(name)}(?!\w)(?: (\w+))?", everything)
        goes_on = Counter(word for word in behind if word).most_common(1)
        longer = bool(goes_on) and goes_on[0][1] * 2 > len(behind)  # "tổ chức chứng nhận" + "Halal", nearly always
        if not longer:
            label = labels.expand(printed[name], parser.lexicon)
            label = labels.collective_label(f"{label[:1].lower()}{label[1:]}", True) if several[name] > 0 else label[:1].upper() + label[1:]
            parser.defined[name] = Mention(0, 0, label, collective=True)


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
