"""What an amending draft orders.

Takes the text of a draft ("Sửa đổi, bổ sung khoản 2 Điều 15 như sau: “…”"); gives its orders with the provisions and words that they name; knows
nothing of the document that is amended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ttdn_kb.compare.provisions_named import Place, completed, places_named
from ttdn_kb.foundation.model import Span
from ttdn_kb.structure.references import find_references
from ttdn_kb.text.clean import clean
from ttdn_kb.text.vocabulary import pattern

_QUOTES = {"“": "”", "«": "»", '"': '"'}


@dataclass(frozen=True, slots=True)
class Order:
    """One order of an amending draft.

    Attributes:
        said: its words, without what it puts in.
        span: where it stands in the draft, what it puts in included.
        kind: "put" (new words for provisions), "add" (new provisions, or more words for one), "heading", "drop", "words" (one wording for another),
            "" where it is not understood.
        places: the provisions that it names; none where it speaks of the whole document.
        after: the provision after which a new one stands, None where the draft does not say it.
        text: what it puts in.
        old, new: wordings, the new one "" where the old one is struck.
        document: number of the document that it or the order above it names, "" for none.
    """

    said: str
    span: Span
    kind: str
    places: tuple[Place, ...] = ()
    after: Place | None = None
    text: str = ""
    old: str = ""
    new: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    """An order that says of which provision those below it speak: "Sửa đổi, bổ sung một số khoản của Điều 5 như sau:"."""

    rank: str
    order: Order | None

    @property
    def place(self) -> Place | None:
        return self.order.places[0] if self.order is not None and len(self.order.places) == 1 else None


def orders(text: str) -> list[Order]:
    """Gives the orders of an amending draft, in text order.

    >>> draft = "Điều 1.\\n1. Sửa đổi khoản 2 Điều 15 như sau:\\n“2. Chủ trì.”\\n2. Bãi bỏ Điều 17."
    >>> [(o.kind, [p.eid for p in o.places], o.text) for o in orders(draft)]
    [('put', ['dieu-15/khoan-2'], '2. Chủ trì.'), ('drop', ['dieu-17'], '')]
    """
    found: list[Order] = []
    group = _Group("", None)
    at = 0
    while (match := pattern("amending-line").search(text, at)) is not None:
        rank = _rank(match.group("mark") or "")
        said_end = _sentence(text, match.start("said"))
        said = text[match.start("said") : said_end]
        at = max(said_end, match.end())
        if not _is_order(said):
            at = match.end()
            continue
        if rank <= group.rank:
            group = _Group("", None)
        elif group.order is not None and found[-1] is group.order:
            found.pop()  # it only said where the orders below it belong
        body, end = _payload(text, said_end)
        order = _order(said, Span(match.start("said"), end), body, group.place)
        order = replace(order, document=_document(said) or (group.order.document if group.order else ""))
        at = max(at, end)
        found.append(order)
        if not order.kind and not body:
            group = _Group(rank, order)
    return found


def _rank(mark: str) -> str:
    """Points below items below articles, so that ranks compare as text."""
    return "1" if mark[:1].isupper() else "2" if mark[:1].isdigit() else "3" if mark else "0"


def _sentence(text: str, start: int) -> int:
    """Where an order's own words end: before what it puts in, at a blank line or where the next item begins."""
    end = pattern("amending-sentence-end").search(text, start)
    stop = end.start() if end else len(text)
    colon = pattern("amending-as-follows").search(text, start, stop)
    return colon.end() if colon else stop


def _document(said: str) -> str:
    return next((one.number for one in find_references(clean(said)) if one.number and one.kind), "")


def _is_order(said: str) -> bool:
    return bool(pattern("amending-order").match(said) or pattern("amending-passive").search(said))


def _payload(text: str, start: int) -> tuple[str, int]:
    """What an order puts in: the words in quotes that follow its colon, or what stands up to the next order."""
    opening = pattern("amending-open-quote").match(text, start)
    if not pattern("amending-colon").search(text[max(0, start - 4) : start]) and not opening:
        return "", start
    if opening:
        end = _closing(text, opening.end(), opening.group("quote"))
        if end >= 0:
            return text[opening.end() : end].strip(), end + 1
    following = next((m for m in pattern("amending-line").finditer(text, start) if _ends_payload(text, m)), None)
    end = following.start() if following else len(text)
    return text[start:end].strip().strip('“”"«»').strip(), end


def _ends_payload(text: str, match: re.Match[str]) -> bool:
    said = text[match.start("said") : _sentence(text, match.start("said"))]
    return _is_order(said) or bool(pattern("amending-own-article").match(text, match.start()))


def _closing(text: str, start: int, quote: str) -> int:
    """The place of the mark that closes a quote; quotes inside it count where the two marks differ."""
    if quote == '"':
        match = pattern("amending-close-plain").search(text, start)
        return match.start() if match else -1
    depth = 1
    for at in range(start, len(text)):
        depth += (text[at] == quote) - (text[at] == _QUOTES[quote])
        if not depth:
            return at
    return -1


def _order(said: str, span: Span, body: str, around: Place | None) -> Order:
    words = pattern("amending-words").search(said) or pattern("amending-strike").search(said) or pattern("amending-add-words").search(said)
    if words:
        named = {name: (found or "").strip() for name, found in words.groupdict().items()}
        plain = pattern("amending-quoted").sub(" ", said)
        places = tuple(completed(place, around) for place in places_named(plain))
        if not places and pattern("amending-elsewhere").search(plain):
            return Order(said, span, "")
        added = f"{named['old']} {named['more']}" if named.get("side") else named.get("new", "")
        return Order(said, span, "words", places, old=named["old"], new=added)
    named_after = pattern("amending-after").search(said)
    places = places_named(said[: named_after.start()] if named_after else said)
    after = next(iter(places_named(said[named_after.start() :])), None) if named_after else None
    after = completed(after, around) if after else None
    places = tuple(completed(place, after or around) for place in places)
    if not places or any(place.eid == "" for place in places) or pattern("amending-part").search(said):
        return Order(said, span, "", places)
    if pattern("amending-drop").match(said):
        return Order(said, span, "drop", places)
    if pattern("amending-heading").search(said):
        quoted = body or next(iter(re.findall(r"[“\"]([^”\"]+)[”\"]", said)), "")
        return Order(said, span, "heading" if quoted else "", places[:1], text=quoted)
    inside = after if after is not None and pattern("amending-into").search(said[named_after.start() :] if named_after else "") else None
    kind = "" if not body or pattern("amending-group").search(said) else "add" if pattern("amending-add").match(said) else "put"
    return Order(said, span, kind, places, None if inside else after, body)
