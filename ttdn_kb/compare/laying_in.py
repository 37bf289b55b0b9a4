"""An amending draft laid into the document that it amends.

Takes a document and the orders of a draft; gives the document's text as the draft would leave it, and the fate of every order; knows nothing of
norms. Nothing is guessed: an order whose place is not in the document, or that names none, changes nothing and is told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from ttdn_kb.foundation.model import Provision, ProvisionKind, Span
from ttdn_kb.structure.amending import Order, mark_of, shares
from ttdn_kb.structure.places_named import Place, eid_of, part_of
from ttdn_kb.text.vocabulary import label_word, pattern

DONE = ""
#: The most characters between a comma and the next word.
_GAP = 8


@dataclass(frozen=True, slots=True)
class Amended:
    """A document as a draft would leave it.

    Attributes:
        text: of the document, changed.
        fates: every order in text order with why it could not be laid in: "unread", "no-place", "no-words", "taken", "overlap" or "other-document";
            `DONE` where it was. An order of which only parts could be stands there by its parts.
        put: eids of the provisions that were put in with words of the draft.
    """

    text: str
    fates: tuple[tuple[Order, str], ...]
    put: frozenset[str] = frozenset()

    @property
    def done(self) -> tuple[Order, ...]:
        return tuple(order for order, why in self.fates if why == DONE)

    @property
    def left(self) -> tuple[tuple[Order, str], ...]:
        return tuple((order, why) for order, why in self.fates if why != DONE)


@dataclass(slots=True)
class _Text:
    """The document while orders are laid in: what they change and what they add, by eid."""

    text: str
    nodes: dict[str, Provision]
    edits: list[tuple[Span, str]] = field(default_factory=list)
    added: dict[str, int] = field(default_factory=dict)


def amended_text(text: str, tree: Provision, numbers: Collection[str], orders: Sequence[Order]) -> Amended:
    """Gives a document with the orders of a draft laid in.

    Args:
        text: of the document, as stored.
        tree: parsed from it.
        numbers: by which the draft may call it; an order that names another document is passed over.
    """
    doc = _Text(text, {node.eid: node for node in tree.walk() if node.eid})
    fates: dict[int, list[tuple[Order, str]]] = {}
    # Wordings are exchanged in what the other orders leave as it was.
    for place in sorted(range(len(orders)), key=lambda at: orders[at].kind == "words"):
        order = orders[place]
        elsewhere = order.kind and order.document and order.document not in numbers
        told = [(order, "other-document")] if elsewhere else [(part, _lay_in(doc, part)) for part in _parts(doc, order)]
        fates[place] = told if len({why for _, why in told}) > 1 else [(order, told[0][1])]
    for _, (span, new) in sorted(enumerate(doc.edits), key=lambda one: (one[1][0].start, one[1][0].end, one[0]), reverse=True):
        text = text[: span.start] + new + text[span.end :]
    every = tuple(fate for place in range(len(orders)) for fate in fates[place])
    put = {eid_of(place, doc.nodes) for order, why in every if why == DONE and order.kind in ("put", "add") for place in order.places}
    return Amended(text, every, frozenset(put))


def only_repealed(words: str) -> bool:
    """Says whether a provision of a changed document holds nothing but the word that it was repealed.

    >>> only_repealed("3. (được bãi bỏ)"), only_repealed("1. Chủ trì việc này (được bãi bỏ).")
    (True, False)
    """
    return words[len(mark_of(words)) :].strip(" .") == label_word("repealed")


def missing(order: Order) -> tuple[Place, ...]:
    """Gives what the document lacks where an order has no place in it: the provisions named, for a new one that which it should stand after or in."""
    if order.kind != "add":
        return order.places
    return (order.after,) if order.after is not None else tuple(dict.fromkeys(place.parent or place for place in order.places))


def _parts(doc: _Text, order: Order) -> list[Order]:
    """The parts of an order that stand or fall by themselves: each provision that it repeals or writes anew, what it seeks and is not there."""
    if order.kind == "drop":
        return [replace(order, places=(place,)) for place in order.places] or [order]
    if order.kind == "put" and len(order.places) > 1 and all(own := shares(order.text, order.places)):
        return [replace(order, places=(place,), text=words) for place, words in zip(order.places, own, strict=True)]
    if order.kind != "words":
        return [order]
    gone = [place for place in order.places if eid_of(place, doc.nodes) not in doc.nodes]
    if len(gone) == len(order.places) > 0:
        return [order]
    here = replace(order, places=tuple(place for place in order.places if place not in gone))
    unsaid = [pair for pair in here.pairs if not _edits(doc, replace(here, pairs=(pair,)))[0]]
    said = tuple(pair for pair in here.pairs if pair not in unsaid)
    parts = [replace(here, pairs=said)] if said else []
    return [*parts, *(replace(here, pairs=(pair,)) for pair in unsaid), *(replace(order, places=(place,)) for place in gone)]


def _lay_in(doc: _Text, order: Order) -> str:
    """Lays an order in; gives why it could not be."""
    wanted, why = _edits(doc, order)
    spans = [edit[0] for edit in wanted]
    if any(_clash(a, b) for at, a in enumerate(spans) for b in (*spans[at + 1 :], *(edit[0] for edit in doc.edits))):
        return "overlap"
    doc.edits += wanted
    if wanted and order.kind == "add":
        ends = {eid_of(place, doc.nodes): span.end for place, span in zip(order.places, spans, strict=True)}
        doc.added |= {eid: end for eid, end in ends.items() if eid not in doc.nodes}
    return DONE if wanted else why


def _edits(doc: _Text, order: Order) -> tuple[list[tuple[Span, str]], str]:
    """The changes that an order makes, or why it makes none."""
    if not order.kind:
        return [], "unread"
    if order.kind in ("put", "add"):
        return _put(doc, order)
    found = [doc.nodes[eid] for place in order.places if (eid := eid_of(place, doc.nodes)) in doc.nodes]
    if len(found) < len(order.places):
        return [], "no-place"
    if order.kind == "words":
        return _wordings(doc, order, found)
    if order.kind == "heading":
        return ([(found[0].heading, order.text[len(mark_of(order.text)) :])], "") if found and found[0].heading else ([], "no-place")
    # A repealed provision keeps its number, as in an official consolidation, so that nothing seems lost.
    return [(node.span, mark_of(node.span.slice(doc.text)) + label_word("repealed")) for node in found], ""


def _put(doc: _Text, order: Order) -> tuple[list[tuple[Span, str]], str]:
    edits: list[tuple[Span, str]] = []
    own = shares(order.text, order.places) if len(order.places) > 1 else [order.text]
    for place, words in zip(order.places, own, strict=True):
        eid = eid_of(place, doc.nodes)
        node = doc.nodes.get(eid)
        if not words:
            return [], "unread"
        if eid in doc.added or (node is not None and order.after is not None):
            return [], "taken"
        if node is not None:
            edits.append((node.span, words if mark_of(words) else mark_of(node.span.slice(doc.text)) + words))
            continue
        spot = _spot(doc, place, order.after) if order.kind == "add" else None
        if spot is None:
            return [], "no-place"
        edits.append((Span(spot, spot), "\n\n" + words))
    return edits, ""


def _spot(doc: _Text, place: Place, after: Place | None) -> int | None:
    """Where a new provision goes: after the one that the draft names, else after the last one before it of the same parent."""
    if after is not None:
        node = doc.nodes.get(eid_of(after, doc.nodes))
        return node.span.end if node is not None else doc.added.get(eid_of(after, doc.nodes))
    parent = doc.nodes.get(eid_of(place.parent, doc.nodes)) if place.parent else None
    if place.parent and parent is None:
        return None
    part = part_of(place, doc.nodes)
    beside = sorted((node for eid, node in doc.nodes.items() if part is not None and place.beside(eid, part)), key=lambda node: node.span.start)
    if not beside:
        return parent.span.end if parent is not None else None
    at = bisect_right([place.key(node.number) for node in beside], place.key(place.number))
    return beside[max(0, at - 1)].span.end


def _wordings(doc: _Text, order: Order, found: Sequence[Provision]) -> tuple[list[tuple[Span, str]], str]:
    own = [node for eid, node in doc.nodes.items() if node.kind is ProvisionKind.ARTICLE and not eid.startswith("qd/")] if order.attached else []
    spans = [node.span for node in found or own] or [Span(0, len(doc.text))]
    edits: dict[Span, str] = {}
    for old, new in order.pairs:
        edges = (r"(?<!\w)" if old[:1].isalnum() else "", r"(?!\w)" if old[-1:].isalnum() else "")
        words = re.compile(r"\s+".join(map(re.escape, old.split())).join(edges))
        hits = [Span(*match.span()) for span in spans for match in words.finditer(doc.text, span.start, span.end)]
        kept = [hit for hit in hits if not any(_clash(hit, other) for other, _ in doc.edits)]
        if not kept:
            return [], "no-words"
        edits |= dict.fromkeys(kept if new else [_with_comma(doc.text, hit) for hit in kept], new)
    return list(edits.items()), ""


def _with_comma(text: str, hit: Span) -> Span:
    """Widens struck words by the comma that parted them from their neighbours, as an official consolidation reads without them."""
    before, after = (
        pattern("laying-in-comma-before").search(text, max(0, hit.start - _GAP), hit.start),
        pattern("laying-in-comma-after").match(text, hit.end),
    )
    if before is not None and pattern("laying-in-goes-on").match(text, hit.end):
        return Span(before.start(), hit.end)
    return Span(hit.start, after.end()) if before is None and after is not None else hit


def _clash(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
