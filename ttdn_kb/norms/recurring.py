"""Takes the document's own words; gives the bodies whose names in small letters it founds or says over and over; knows nothing of what they do.

"Trung tâm tư vấn pháp luật" has no capital behind its head, so nothing in one sentence says where the name ends. Behind a preposition it ends where
the phrase does, at a sentence's beginning where the duty begins; a name said so several times is one, with the words that most places add.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ttdn_kb.norms import labels
from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.described import act_at
from ttdn_kb.norms.lexicon import alternatives, bare, compiled, key, pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text

_LEAST, _LONGEST = 3, 10
_FEW = 5  # one place in five, at most, where a name of one verb may have an object
_FOUNDED, _TWICE = pattern("recurring-founded"), 2
_TOLD, _TOLD_ENDS = pattern("recurring-described"), pattern("recurring-described-ends")
_NEXT_WORD, _JOINT = pattern("recurring-described-next"), pattern("described-joint")
_LONE, _THING = word_set("lone-heads"), pattern("agents-no-body")


def recurring_names(parser: AgentParser, texts: Iterable[str]) -> None:
    """Adds to the parser the bodies that a document names at least three times behind a preposition and that no lexicon knows.

    Args:
        parser: gets them as names of the document's own.
        texts: bodies of the document's provisions, as printed.
    """
    heads = alternatives(head for head in parser.lexicon.heads if " " in head or head in _LONE)
    named = compiled(f"{pattern('recurring-before').pattern}(?P<name>(?:{heads}){pattern('recurring-name').pattern})")
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
    """Adds to the parser the bodies that a document tells by what they do and names more than once by the same words.

    "của Tổ chức quản lý chợ", "đến cơ quan giải quyết thủ tục hành chính": behind a preposition stands a name alone, and where it is followed by a
    comma, a duty or another preposition it has ended; so it has between a sentence's beginning and a duty. Before a verb no words tell that. Once at
    least it must stand so behind "của" or the like or before a duty, for "gửi cơ quan quản lý Quỹ xem xét," goes on with what is to be done.

    Args:
        parser: gets them as names that the document defines.
        texts: bodies of the document's provisions, as printed.
    """
    several: Counter[str] = Counter()
    owning: dict[str, str] = {}
    printed: dict[str, str] = {}
    for words in texts:
        text = Text(words)
        for match in _TOLD.finditer(text.key):
            start, end = match.span("name")
            known = parser.at(text, start, len(words))
            if known is not None and (known.generic or known.person or known.end >= end):
                continue
            if any(parser.list_at(text, joint.end(), len(words))[0] for joint in _JOINT.finditer(text.key, *match.span("told"))):
                continue  # "của cơ quan chủ trì hoặc Thủ tướng Chính phủ": of either
            name = re.sub(r"\s+", " ", match["name"])
            several[name] += 1 if match["many"] else -1
            if match["owns"] or match["acts"] is not None:
                owning[name] = match["told"].strip()
            printed.setdefault(name, re.sub(r"\s+", " ", words[start:end]))
    everything = re.sub(r"\s+", " ", "\n".join(texts))
    low, verbs, leads = key(everything), parser.lexicon.verbs_re, compiled(parser.lexicon.cues["lead"])
    for name, told in sorted(owning.items()):
        behind = [m.end() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", low)]
        behind, size = _to_the_end(low, behind, verbs)
        if size and not any(_TOLD_ENDS.match(low, place) for place in behind):
            continue
        goes_on = [p for p in behind if _NEXT_WORD.match(low, p) and not _TOLD_ENDS.match(low, p) and not act_at(low, p + 1, len(low), verbs)]
        objects = len(goes_on) * _FEW > len(behind)
        acts = leads.fullmatch(told) or (objects and verbs.fullmatch(told))  # "cơ quan chủ trì" + "soạn thảo", "cơ quan thẩm định" + "hồ sơ"
        if " " not in told or len(behind) < _TWICE or acts or len(goes_on) * 2 > len(behind):
            continue  # "tổ chức chứng nhận" + "Halal", nearly always
        whole = printed[name] + everything[behind[0] - size : behind[0]]
        label = labels.expand(whole, parser.lexicon)
        label = labels.collective_label(f"{label[:1].lower()}{label[1:]}", True) if several[name] > 0 else label[:1].upper() + label[1:]
        parser.defined.setdefault(key(whole), Mention(0, 0, label, collective=True))


def _to_the_end(low: str, behind: list[int], verbs: re.Pattern[str]) -> tuple[list[int], int]:
    """Gives where a name ends that most of its places carry on by the same words, and by how many code points they do so.

    "hội đồng tiêu hủy tài liệu" + ", vật chứa bí mật nhà nước": a comma ends a name only where something else follows elsewhere. A verb ends it.
    """
    size = 0
    while True:
        nexts = {place: step for place in behind if (step := _NEXT_WORD.match(low, place)) and not act_at(low, step.start("word"), len(low), verbs)}
        said = Counter(step.group() for step in nexts.values()).most_common(1)
        if not said or said[0][1] < _TWICE or said[0][1] * 2 <= len(behind):
            return behind, size
        behind = [step.end() for step in nexts.values() if step.group() == said[0][0]]
        size += len(said[0][0])


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
