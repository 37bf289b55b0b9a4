"""Takes a document's issuer, title and first sentences; gives the ministry, department or bureau that issues it, by which its own units are known.

Knows nothing of norms: the parser that gets the name reads "Bộ", "Cục" and "toàn ngành" by it.
"""

from __future__ import annotations

from collections.abc import Iterable

from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.lexicon import key, pattern, sentence_case
from ttdn_kb.norms.mentions import Text

_ISSUER, _LETTERHEAD_END = pattern("issuing-ministry-or-department"), pattern("issuing-letterhead-end")
_CHIEF = pattern("issuing-chief")
_CONCLUSIONS, _MINISTRY, _NOTIFIES = pattern("reader-conclusions-of"), pattern("issuing-ministry"), pattern("issuing-notifies")


def issuing_body(parser: AgentParser, headed: Iterable[str], title: str, bodies: Iterable[str], closing: Iterable[str] = ()) -> str:
    """Gives the full name of the ministry or department that issues a document ("Bộ Tài chính"), "" for any other issuer.

    Args:
        parser: recognises the name.
        headed: the issuer as the metadata has it, and the letterhead.
        title: that of a notice of conclusions alone may name the issuer, in capitals.
        bodies: the first sentences, which spell such a name.
        closing: the last ones, where the office of a ministry makes the conclusions known.
    """
    for words in headed:
        match = _ISSUER.search(sentence_case(_LETTERHEAD_END.split(words)[0].strip(" -")))
        name = _known(parser, match["name"][:1].upper() + match["name"][1:], 0) if match is not None else ""
        if name:
            return name
    if _CONCLUSIONS.match(key(title)) is None:
        return ""
    for words in bodies:  # "Thông báo kết luận của lãnh đạo bộ tư pháp tại ...": spelled as the text spells it
        for match in _MINISTRY.finditer(words):
            name = _known(parser, words, match.start())
            if name and key(name) in key(title):
                return name
    for words in closing:  # "Văn phòng Bộ Thủy sản xin thông báo kết luận của Thứ trưởng ...": that of the ministry
        told = _NOTIFIES.match(words)
        name = _known(parser, words, told.end()) if told is not None else ""
        if name:
            return name
    return ""


def issuing_house(parser: AgentParser, issuer: str, bodies: Iterable[str]) -> str:
    """Gives the bureau whose chief issues a document ("Cục trưởng Cục X"), "" for any other issuer.

    Args:
        parser: recognises the name.
        issuer: as the metadata has it, often in small letters.
        bodies: the document's sentences, which spell the name.
    """
    match = _CHIEF.fullmatch(key(issuer))
    if match is None:
        return ""
    said = match["name"]
    spelled = (words[at : at + len(said)] for words in bodies if (at := key(words).find(said)) >= 0)
    name = next((words for words in spelled if not words.islower() and not words.isupper()), said[:1].upper() + said[1:])
    found, stop = parser.list_at(Text(name), 0, len(name))
    return found[0].label if len(found) == 1 and stop == len(name) and not found[0].collective else ""


def _known(parser: AgentParser, words: str, start: int) -> str:
    """Gives the known body whose name begins at a place, "" for any other."""
    found = parser.list_at(Text(words), start, len(words))[0]
    return found[0].label if found and found[0].known and not found[0].collective else ""
