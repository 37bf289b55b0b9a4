"""A draft's text laid out as the document that it replaces.

Takes two texts; gives the first with the line breaks and spaces of the second wherever both have the same words, in composed letters, with the way
back to the first; knows nothing of structure. Word processors, converters and people break lines each in their own way, and breaks say where a
clause ends: without this a draft that changes no word could seem to change clauses.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ttdn_kb.foundation.model import Provision, ProvisionKind, Span
from ttdn_kb.structure.tree import parse
from ttdn_kb.text.clean import clean, fold
from ttdn_kb.text.composing import compose
from ttdn_kb.text.noise import is_page_noise

_WORD = re.compile(r"[^\W_]+")
# Spaces and the marks that a converter adds for headings and bold.
_MARKS = re.compile(r"[\s#*>_\u200b\ufeff]+")
_BREAK = re.compile(r"[^\S\n]*\n\s*")
_LINE = re.compile(r"[^\n]*")
_TRIES = 4
_STOP = "."
# The longest page noise between two words of a clause, in words.
_NOISE = 12
_UNTOUCHED = frozenset(
    {ProvisionKind.LETTERHEAD, ProvisionKind.TITLE, ProvisionKind.SIGNATURE, ProvisionKind.RECIPIENTS, ProvisionKind.TABLE, ProvisionKind.ROW}
    | {ProvisionKind.CELL, ProvisionKind.LACUNA}
)
# So many words in a row that stand once in each text are taken for the same place.
_ANCHOR = 4


@dataclass(frozen=True, slots=True)
class Laid:
    """A text in another layout.

    Attributes:
        text: what to read.
        starts, ends: for each code point of `text` where it begins and ends in the text that it was made from.
        origin: that text.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    origin: str

    def back(self, span: Span) -> Span:
        """Gives a span of `text` in the text that it was made from."""
        if not len(span):
            place = self.starts[span.start] if span.start < len(self.starts) else len(self.origin)
            return Span(place, place)
        return Span(self.starts[span.start], max(self.starts[span.start], self.ends[span.end - 1]))

    def onto(self, span: Span) -> Span:
        """Gives a span of the text that it was made from in `text`."""
        start, end = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return Span(start, max(start, end))

    def tree(self, node: Provision) -> Provision:
        """Gives a tree of `text` as one of the text that it was made from."""
        return Provision(
            node.kind, node.number, self.back(node.span), node.heading and self.back(node.heading), node.body and self.back(node.body), node.eid,
            node.path, tuple(self.tree(child) for child in node.children), node.note,
        )  # fmt: skip


def laid(text: str, like: str = "") -> Laid:
    """Gives a text in composed letters, laid out as another.

    >>> laid("1. Chủ trì việc\\nnày  và việc kia.", "1. Chủ trì việc này và việc kia.").text
    '1. Chủ trì việc này và việc kia.'
    >>> laid("1. Một việc.\\n2. Hai việc.", "1. Một việc. 3. Ba việc.").text
    '1. Một việc.\\n2. Hai việc.'
    """
    found = compose(text)
    composed = found.text if found else text
    starts, ends = (list(found.starts), list(found.ends)) if found else (list(range(len(text))), list(range(1, len(text) + 1)))
    own, other = list(_WORD.finditer(composed)), list(_WORD.finditer(like))
    partner = _partners([fold(m[0]) for m in own], [fold(m[0]) for m in other])
    out: list[str] = []
    places: list[tuple[int, int]] = []
    done = i = 0
    while i < len(own) - 1:
        here, k = partner[i], i + 1
        start = own[i].end()
        # Words of page numbers and the like between two words that follow each other.
        while k < len(own) - 1 and partner[k] is None and k - i < _NOISE:
            k += 1
        i, before = k, i
        if here is None or partner[k] != here + 1 or (k > before + 1 and not _page_break(composed[start : own[k].start()])):
            i = before + 1
            continue
        end = own[k].start()
        gap, wanted = composed[start:end], like[other[here].end() : other[here + 1].start()]
        if gap == wanted or (k == before + 1 and _MARKS.sub("", gap) not in (_MARKS.sub("", wanted), _MARKS.sub("", wanted.removeprefix(_STOP)))):
            continue
        out += [composed[done:start], wanted]
        places += zip(starts[done:start], ends[done:start], strict=True)
        places += _gap_places(composed, wanted, start, end, starts, ends)
        done = end
    out.append(composed[done:])
    places += zip(starts[done:], ends[done:], strict=True)
    return Laid("".join(out), tuple(p[0] for p in places), tuple(p[1] for p in places), text)


def flat(text: str, tree: Provision) -> Laid:
    """Gives a text with each clause and heading on one line, as its tree says where they end.

    A text broken at the margin would make an edited line stand out by its length, and length is how a reader of structure tells a broken line.

    Args:
        text: as stored.
        tree: parsed from it.
    """
    leaves = [node for node in tree.leaves() if node.kind not in _UNTOUCHED]
    heads = [node for node in tree.walk() if node.children and node.heading]
    spans = [span for n in (*leaves, *heads) for span in (n.heading, None if n.children else n.body or n.span) if span]
    wanted, stops = _shape(text, tree), set[int]()
    for _ in range(_TRIES):
        joined = _joined(text, spans, stops)
        shape = set(_shape(joined.text, parse(joined.text)))
        odd = [leaf.span.end for leaf, said in zip(leaves, wanted, strict=True) if said not in shape]
        if not odd:
            return joined
        # A clause that ends without a mark was told from the next by the short last line: it gets a mark.
        stops |= {end for end in odd if text[end - 1 : end].isalnum()}
    return _joined(text, [], set())


def _shape(text: str, tree: Provision) -> list[tuple[str, str]]:
    told = [node for node in tree.leaves() if node.kind not in _UNTOUCHED]
    return [(node.path, "".join(_WORD.findall(fold(clean(text, node.body or node.span).text)))) for node in told]


def _joined(text: str, spans: Sequence[Span], stops: set[int]) -> Laid:
    """Joins the lines inside spans, and ends clauses with a mark at the places told."""
    edits = {**{gap: " " for span in spans for gap in _breaks(text, span)}, **{(end, end): _STOP for end in stops}}
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for (start, end), words in sorted(edits.items()):
        out += [text[done:start], words]
        starts += [*range(done, start), start]
        ends += [*range(done + 1, start + 1), end]
        done = end
    out.append(text[done:])
    return Laid("".join(out), (*starts, *range(done, len(text))), (*ends, *range(done + 1, len(text) + 1)), text)


def _breaks(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Gives the line breaks inside a span, page numbers and the like between two lines taken along."""
    at = span.start
    while match := _BREAK.search(text, at, span.end):
        end = match.end()
        while (line := _LINE.match(text, end, span.end)) and is_page_noise(line[0]) and (after := _BREAK.match(text, line.end(), span.end)):
            end = after.end()
        if end < span.end:
            yield match.start(), end
        at = end


def _page_break(gap: str) -> bool:
    """Whether what stands between two words is page noise on lines of its own, blank but for spaces."""
    first, *inner = gap.split("\n")
    last = inner.pop() if inner else ""
    return bool(inner) and not first.strip() and not last.strip() and all(not line.strip() or is_page_noise(line) for line in inner)


def _gap_places(text: str, wanted: str, start: int, end: int, starts: list[int], ends: list[int]) -> list[tuple[int, int]]:
    """Places of the signs of a gap: a sign that both have is where it is, spaces and marks lie between."""
    signs = [i for i in range(start, end) if not _MARKS.fullmatch(text[i])]
    places, last = [], ends[start - 1]
    for character in wanted:
        if signs and character == text[signs[0]]:
            at = signs.pop(0)
            places.append((starts[at], ends[at]))
            last = ends[at]
        else:
            places.append((last, last))
    return places


def _partners(own: list[str], other: list[str]) -> list[int | None]:
    """Gives for each word of one text its place in the other: runs that stand once in each, and what is equal around them."""
    found: list[int | None] = [None] * len(own)
    mine, theirs = _once(own), _once(other)
    runs = sorted((at, theirs[run]) for run, at in mine.items() if run in theirs)
    for at, there in runs:
        for step in range(_ANCHOR):
            found[at + step] = there + step
    for at, there in runs:
        i, j = at + _ANCHOR, there + _ANCHOR
        while i < len(own) and j < len(other) and found[i] is None and own[i] == other[j]:
            found[i] = j
            i, j = i + 1, j + 1
        i, j = at - 1, there - 1
        while i >= 0 and j >= 0 and found[i] is None and own[i] == other[j]:
            found[i] = j
            i, j = i - 1, j - 1
    return found


def _once(words: list[str]) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    for i in range(len(words) - _ANCHOR + 1):
        run = tuple(words[i : i + _ANCHOR])
        places[run] = -1 if run in places else i
    return {run: at for run, at in places.items() if at >= 0}


def in_order(places: list[int]) -> set[int]:
    """Gives the positions of a longest rising row in a list: what kept its order.

    >>> sorted(in_order([0, 3, 1, 2]))
    [0, 2, 3]
    """
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for i, place in enumerate(places):
        k = bisect_left(tails, place)
        if k == len(tails):
            tails.append(place)
            at.append(i)
        else:
            tails[k], at[k] = place, i
        before.append(at[k - 1] if k else -1)
    kept: set[int] = set()
    i = at[-1] if at else -1
    while i >= 0:
        kept.add(i)
        i = before[i]
    return kept
