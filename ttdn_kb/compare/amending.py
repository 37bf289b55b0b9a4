"""An amending draft laid into the document that it amends.

Takes a document of the base and the orders of a draft; gives the document's text as the draft would leave it, and what could not be laid in, with
the reason; knows nothing of norms. Nothing is guessed: an order whose place is not in the document, or that names none, changes nothing and is told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ttdn_kb.compare.amending_orders import Order
from ttdn_kb.compare.provisions_named import Place, eid_of
from ttdn_kb.foundation.model import Provision, Span
from ttdn_kb.text.vocabulary import label_word, pattern


@dataclass(frozen=True, slots=True)
class Amended:
    """A document as a draft would leave it.

    Attributes:
        text: of the document, changed.
        done: the orders laid in.
        left: the orders that could not be, each with its reason: "unread", "no-place", "no-words", "taken" or "overlap".
    """

    text: str
    done: tuple[Order, ...]
    left: tuple[tuple[Order, str], ...]


def amended_text(text: str, tree: Provision, number: str, orders: Sequence[Order]) -> Amended:
    """Gives a document with the orders of a draft laid in; orders on other documents are passed over.

    Args:
        text: of the document, as stored.
        tree: parsed from it.
        number: its number.
    """
    nodes = {node.eid: node for node in tree.walk() if node.eid}
    edits: list[tuple[Span, str]] = []
    done: list[Order] = []
    left: list[tuple[Order, str]] = []
    own = [order for order in orders if order.document in ("", number)]
    for order in sorted(own, key=lambda o: o.kind == "words"):
        wanted, why = _edits(text, nodes, order, edits)
        if wanted and any(_clash(a, b) for a, _ in wanted for b, _ in edits):
            wanted, why = [], "overlap"
        edits += wanted
        if wanted:
            done.append(order)
        else:
            left.append((order, why))
    for span, new in sorted(edits, key=lambda edit: (edit[0].start, edit[0].end), reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return Amended(text, tuple(order for order in own if order in done), tuple(sorted(left, key=lambda one: one[0].span.start)))


def only_repealed(words: str) -> bool:
    """Says whether a provision of a changed document holds nothing but the word that it was repealed."""
    return words.rstrip(" .").endswith(label_word("repealed"))


def _edits(text: str, nodes: dict[str, Provision], order: Order, before: Sequence[tuple[Span, str]]) -> tuple[list[tuple[Span, str]], str]:
    """The changes that an order makes, or why it makes none."""
    if not order.kind:
        return [], "unread"
    if order.kind == "words":
        return _wordings(text, nodes, order, before)
    if order.kind in ("put", "add"):
        return _put(text, nodes, order)
    found = [nodes.get(eid_of(place, nodes)) for place in order.places]
    if any(node is None for node in found):
        return [], "no-place"
    if order.kind == "heading":
        node = found[0]
        return ([(node.heading, order.text)], "") if node is not None and node.heading else ([], "no-place")
    return [(node.span, _mark(text, node) + label_word("repealed")) for node in found if node is not None], ""


def _mark(text: str, node: Provision) -> str:
    """The number that a provision begins with: a repealed one keeps it, as in an official consolidation, so that nothing seems lost."""
    match = pattern("amending-mark").match(node.span.slice(text))
    return match.group(0) if match else ""


def _put(text: str, nodes: dict[str, Provision], order: Order) -> tuple[list[tuple[Span, str]], str]:
    edits: list[tuple[Span, str]] = []
    for place, words in zip(order.places, _shares(order.text, order.places), strict=True):
        node = nodes.get(eid_of(place, nodes))
        if not words:
            return [], "unread"
        if node is not None and order.after is not None:
            return [], "taken"
        if node is not None:
            own = words if pattern("amending-mark").match(words) else _mark(text, node) + words
            edits.append((node.span, own))
            continue
        spot = _spot(nodes, place, order.after) if order.kind == "add" else None
        if spot is None:
            return [], "no-place"
        edits.append((Span(spot, spot), "\n\n" + words))
    return edits, ""


def _shares(text: str, places: Sequence[Place]) -> list[str]:
    """What of the new words belongs to each provision, by the marks that they begin with; "" for one that has none."""
    if len(places) == 1:
        return [text]
    starts = [(m.start("mark"), m.group("number").lower()) for m in pattern("amending-part-mark").finditer(text)]
    cuts = [(at, next((p for p in places if p.number == number), None)) for at, number in starts]
    cuts = [(at, place) for at, place in cuts if place is not None]
    ends = [at for at, _ in cuts[1:]] + [len(text)]
    shares = {place: text[at:end].strip() for (at, place), end in zip(cuts, ends, strict=True)}
    return [shares.get(place, "") for place in places]


def _spot(nodes: dict[str, Provision], place: Place, after: Place | None) -> int | None:
    """Where a new provision goes: after the one that the draft names, else after the last one before it of the same parent."""
    if after is not None:
        node = nodes.get(eid_of(after, nodes))
        return node.span.end if node is not None else None
    parent = nodes.get(eid_of(place.parent, nodes)) if place.parent else None
    if place.parent and parent is None:
        return None
    beside = [node for eid, node in nodes.items() if place.beside(eid)]
    if not beside:
        return parent.span.end if parent is not None else None
    order = sorted(beside, key=lambda node: node.span.start)
    at = bisect_right([place.key(node.number) for node in order], place.key(place.number))
    return order[max(0, at - 1)].span.end


def _wordings(text: str, nodes: dict[str, Provision], order: Order, before: Sequence[tuple[Span, str]]) -> tuple[list[tuple[Span, str]], str]:
    found = [nodes.get(eid_of(place, nodes)) for place in order.places]
    if any(node is None for node in found):
        return [], "no-place"
    spans = [node.span for node in found if node is not None] or [Span(0, len(text))]
    old = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, order.old.split())) + r"(?!\w)")
    hits = [Span(*m.span()) for span in spans for m in old.finditer(text, span.start, span.end)]
    edits = [(hit, order.new) for hit in dict.fromkeys(hits) if not any(_clash(hit, other) for other, _ in before)]
    return edits, "no-words"


def _clash(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
