"""Takes the clean words of a provision; gives its sentences and clauses as stretches; knows nothing of agents' roles.

A clause ends at ";" or a full stop. A ";" inside brackets or quotation marks, or between the agents of one list, ends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ttdn_kb.norms.lexicon import pattern

_SENTENCE_END = pattern("clauses-sentence-end")
_LIST_DOTS = re.compile(r",\s*(?:\.{2,}|…)$")
_RUN_IN = pattern("clauses-run-in")
_THEN = re.compile(r"\s*thì\s")
_TRIM = " \t\u00a0;.,:/…*_-–|^~"
_OPEN, _CLOSE = "([“", ")]”"
_OPENED_BY = {"”": "“", "»": "«"}

Stretch = tuple[int, int]


def trim(text: str, start: int, end: int) -> Stretch:
    """Gives the stretch without white space at its ends and without its closing mark, nor a quotation mark that closes what began before it.

    >>> "  Báo cáo Sở./."[slice(*trim("  Báo cáo Sở./.", 0, 15))], 'Báo cáo Sở."'[slice(*trim('Báo cáo Sở."', 0, 12))]
    ('Báo cáo Sở', 'Báo cáo Sở')
    """
    while start < end and (text[start].isspace() or text[start] in ";,.:*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _TRIM or _closes_outer(text, start, end)):
        end -= 1
    return start, end


def _closes_outer(text: str, start: int, end: int) -> bool:
    """Says whether a stretch ends in the closing mark of a quotation that does not begin in it."""
    mark, said = text[end - 1], text[start:end]
    return said.count('"') % 2 == 1 if mark == '"' else mark in _OPENED_BY and said.count(mark) > said.count(_OPENED_BY[mark])


def _depths(text: str, start: int, end: int) -> list[int]:
    if not any(char in text[start:end] for char in _OPEN):
        return [0] * (end - start)
    depth, out = 0, []
    for char in text[start:end]:
        if char in _OPEN:
            depth += 1
        out.append(depth)
        if char in _CLOSE and depth:
            depth -= 1
    return out if depth == 0 else [0] * (end - start)


def sentences(text: str, start: int, end: int) -> list[Stretch]:
    """Gives the sentences of a stretch, in order.

    >>> t = "Thẩm định kinh phí. Báo cáo TP. Hồ Chí Minh; gửi Sở..."
    >>> [t[a:b] for a, b in sentences(t, 0, len(t))]
    ['Thẩm định kinh phí.', 'Báo cáo TP. Hồ Chí Minh; gửi Sở...']
    """
    depth = _depths(text, start, end)
    out, begin = [], start
    for match in _SENTENCE_END.finditer(text, start, end):
        if depth[match.start() - start] or (
            _LIST_DOTS.search(text[begin : match.end()]) and match.end() < end and not text[match.end() :].lstrip()[:1].isupper()
        ):
            continue
        if trim(text, begin, match.end())[0] < trim(text, begin, match.end())[1]:
            out.append((begin, match.end()))
        begin = match.end()
    if trim(text, begin, end)[0] < trim(text, begin, end)[1]:
        out.append((begin, end))
    return [(_head(text, a, b), b) for a, b in out]


def _head(text: str, start: int, end: int) -> int:
    """Gives where the words of a sentence begin: behind the label of a point that was run into its line ("... chu đáo. b) Ủy ban ...")."""
    label = _RUN_IN.match(text, start, end)
    return label.end() if label is not None else start + len(text[start:end]) - len(text[start:end].lstrip())


def clauses(text: str, start: int, end: int, inside_list: Callable[[int], bool]) -> list[Stretch]:
    """Gives the clauses of a sentence.

    Args:
        inside_list: tells whether the ";" at a place stands between the agents of one list.

    >>> t = "Chủ trì A (x; y); báo cáo B"
    >>> [t[a:b] for a, b in clauses(t, 0, len(t), lambda place: False)]
    ['Chủ trì A (x; y);', 'báo cáo B']
    """
    depth = _depths(text, start, end)
    out, begin = [], start
    for place in range(start, end):
        if text[place] == ";" and depth[place - start] == 0 and not inside_list(place) and not _THEN.match(text, place + 1, end):
            out.append((begin, place + 1))
            begin = place + 1
    out.append((begin, end))
    return [(a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in out if trim(text, a, b)[0] < trim(text, a, b)[1]]
