"""What an amending draft orders.

Takes the text of a draft ("Sửa đổi, bổ sung khoản 2 Điều 15 như sau: “…”"); gives its orders with the provisions and words that they name; knows
nothing of the document that is amended. An order counts only where every word of it is understood: an exception ("trừ Điều 14"), a range, a paragraph
or a second order that is passed over would change the law silently.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ttdn_kb.foundation.model import Span
from ttdn_kb.structure.lines import read_lines
from ttdn_kb.structure.places_named import Place, completed, places_named
from ttdn_kb.structure.references import find_references
from ttdn_kb.structure.widths import Widths
from ttdn_kb.text.clean import clean
from ttdn_kb.text.vocabulary import pattern

_QUOTES = {"“": "”", "«": "»", '"': '"'}
# Stands for quoted words while the words of the order itself are matched.
_QUOTED = "¤"


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
        pairs: wordings, old and new; the new one is "" where the old one is struck.
        attached: whether words are exchanged in the regulation alone and not in the decision that promulgates it.
        document: number of the document that it or the order above it names, "" for none.
    """

    said: str
    span: Span
    kind: str
    places: tuple[Place, ...] = ()
    after: Place | None = None
    text: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    attached: bool = False
    document: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    """An order that says of which provision or document those below it speak: "Sửa đổi một số khoản của Điều 5 như sau:"."""

    rank: str = ""
    order: Order | None = None

    @property
    def place(self) -> Place | None:
        return self.order.places[0] if self.order is not None and len(self.order.places) == 1 else None

    @property
    def document(self) -> str:
        return self.order.document if self.order is not None else ""


def orders(text: str) -> list[Order]:
    """Gives the orders of an amending draft, in text order, those that are not understood too.

    >>> draft = "Điều 1.\\n1. Sửa đổi khoản 2 Điều 15 như sau:\\n“2. Chủ trì.”\\n2. Bãi bỏ Điều 17.\\n3. Bãi bỏ từ Điều 18 đến Điều 20."
    >>> [(o.kind, [p.eid for p in o.places], o.text) for o in orders(draft)]
    [('put', ['dieu-15/khoan-2'], '2. Chủ trì.'), ('drop', ['dieu-17'], ''), ('', ['dieu-18', 'dieu-20'], '')]
    """
    found: list[Order] = []
    groups: list[_Group] = []
    full = _full_lines(text)
    start = pattern("amending-begin").search(text)
    at, article = start.start() if start else 0, 0
    while (match := pattern("amending-line").search(text, at)) is not None:
        mark = match.group("mark") or ""
        rank = _rank(mark)
        article = int(re.sub(r"\D", "", mark)) if rank == "1" else article
        end = _sentence(text, match.start("said"))
        said = text[match.start("said") : end]
        if not _is_order(said):
            at = match.end()
            groups = [group for group in groups if rank == "0" or group.rank < rank]
            if rank == "1" and (named := _document(said)):  # "Điều 2. Một số nội dung của Quyết định số ..." over orders on that document
                groups = [_Group(rank, Order(said, Span(match.start("said"), end), "", document=named))]
            continue
        groups = [group for group in groups if group.rank < rank]
        if groups and found and found[-1] is groups[-1].order:
            found.pop()  # it only said where the orders below it belong
        around = next((group.place for group in reversed(groups) if group.place), None)
        document = _document(said) or next((group.document for group in reversed(groups) if group.document), "")
        body, closed, stop = _payload(text, end, article, full)
        more = _more(text, stop) if text[stop - 1 : stop] in _QUOTES.values() else ""
        span = Span(match.start("said"), stop + len(more))
        read = (
            _read(_without_title(said), span, body, around) if closed and not more else [_untold(said + more, span, body if closed else "", around)]
        )
        found += [replace(order, document=document) for order in read]
        if not found[-1].kind and not body:
            groups.append(_Group(rank, found[-1]))
        at = max(stop, match.end())
    return found


def mark_of(text: str) -> str:
    """Gives the number with which a provision begins, its stop and space included, "" for none.

    >>> mark_of("2. Chủ trì"), mark_of("Điều 15a. Sở Ngoại vụ"), mark_of("- đ) Việc"), mark_of("Việc")
    ('2. ', 'Điều 15a. ', '- đ) ', '')
    """
    match = pattern("amending-mark").match(text)
    return match.group(0) if match else ""


def parts_of(text: str) -> list[tuple[int, str]]:
    """Gives where each provision of new words begins, with its number in small letters."""
    return [(m.start("mark"), m.group("number").lower()) for m in pattern("amending-part-mark").finditer(text)]


def _rank(mark: str) -> str:
    """Points below items below articles, so that ranks compare as text."""
    return "1" if mark[:1].isupper() else "2" if mark[:1].isdigit() else "3" if mark else "0"


def _sentence(text: str, start: int) -> int:
    """Where an order's own words end: before what it puts in, at a blank line or where the next item begins."""
    end = pattern("amending-sentence-end").search(text, start)
    stop = end.start() if end else len(text)
    colon = pattern("amending-as-follows").search(text, start, stop)
    return colon.end() if colon else stop


def _masked(said: str) -> tuple[str, list[str]]:
    """The words of an order on one line, quoted words and remarks in brackets left out, and the quoted words."""
    quoted = [match.group(0)[1:-1].strip() for match in pattern("amending-quoted").finditer(said)]
    plain = pattern("amending-aside").sub(" ", pattern("amending-quoted").sub(f" {_QUOTED} ", said))
    plain = re.sub(r"\s+([,;.:])", r"\1", " ".join(plain.replace("*", "").replace("_", " ").split()))
    return plain.strip(" .;:"), quoted


def _document(said: str) -> str:
    plain, _ = _masked(said)
    return next((one.number for one in find_references(clean(plain)) if one.number and one.kind), "")


def _is_order(said: str) -> bool:
    return pattern("amending-candidate").match(_masked(said)[0]) is not None


def _order_lines(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    for match in pattern("amending-line").finditer(text, start, stop):
        if match.group("mark") and _is_order(text[match.start("said") : _sentence(text, match.start("said"))]):
            yield match


def _payload(text: str, start: int, article: int, full: Collection[str]) -> tuple[str, bool, int]:
    """What an order puts in, whether its end is sure, and where it ends: the words in quotes that follow, or what stands up to the next order."""
    opening = pattern("amending-open-quote").match(text, start)
    if opening is None and not pattern("amending-colon").search(text[max(0, start - 4) : start]):
        return "", True, start
    following = next(_order_lines(text, opening.end() if opening else start, len(text)), None)
    limit = following.start() if following else len(text)
    if opening:
        end = _closing(text, opening.end(), opening.group("quote"), limit)
        return (_unwrapped(text[opening.end() : end], full), True, end + 1) if end >= 0 else (text[opening.end() : limit], False, limit)
    articles = pattern("amending-own-article").finditer(text, start, limit)
    own = next((match for match in articles if match.group("ends") or match.group("number") == str(article + 1)), None)
    limit = own.start() if own else limit
    return _unwrapped(text[start:limit], full), True, limit


def _more(text: str, start: int) -> str:
    """What goes on behind the quote on its line, where that is a second order; "" where nothing does."""
    rest = text[start : start + len(text[start:].split("\n", 1)[0])]
    return rest if pattern("amending-any-verb").search(_masked(rest)[0].lower()) else ""


def _closing(text: str, start: int, quote: str, limit: int) -> int:
    """The place of the mark that closes a quote before `limit`, -1 for none; quotes inside it count where the two marks differ."""
    if quote == _QUOTES[quote]:
        return max((match.start() for match in pattern("amending-close-plain").finditer(text, start, limit)), default=-1)
    depth = 1
    for at in range(start, limit):
        depth += (text[at] == quote) - (text[at] == _QUOTES[quote])
        if not depth:
            return at
    return -1


def _full_lines(text: str) -> frozenset[str]:
    """Lines on which the next word had no room, where the text is broken at a fixed width."""
    lines = read_lines(text)
    widths = Widths(lines)
    return frozenset(line.text for place, line in enumerate(lines) if widths.is_full(place))


def _unwrapped(body: str, full: Collection[str]) -> str:
    """Joins the lines of a clause that a page broke, without the marks of a quotation in Markdown; a capital goes on from a full line alone."""
    plain = pattern("amending-quote-mark").sub("", body).strip()

    def joined(line: re.Match[str]) -> str:
        before = plain[plain.rfind("\n", 0, line.start()) + 1 : line.start()].strip()
        return line.group() if line.group("next").isupper() and before not in full else " "

    return pattern("amending-broken-line").sub(joined, plain)


def _without_title(said: str) -> str:
    """Drops a heading that the order says again: "1. Bãi bỏ cụm từ “A”" above "Bãi bỏ cụm từ “A” tại Điều 1"."""
    title, _, rest = said.partition("\n")
    title, again = title.strip(), " ".join(rest.split())
    return rest.lstrip() if title and again.startswith(" ".join(title.split()) + " ") else said


def _read(said: str, span: Span, body: str, around: Place | None) -> list[Order]:
    """The orders of one sentence; one order that is not understood where any of them is not."""
    plain, quoted = _masked(said)
    whole = _understood(plain, quoted, said, span, body, around)
    if whole is not None:
        return [whole]
    parts = [part.strip(" ,;") for part in pattern("amending-second").split(plain)]
    shared = _sharing(_with_places(parts), said, span, body) if around is None and not quoted else []
    if shared:
        return shared
    found: list[Order | None] = []
    for place, part in enumerate(parts):
        own, quoted = quoted[: part.count(_QUOTED)], quoted[part.count(_QUOTED) :]
        found.append(_understood(part, own, said, span, body if place == len(parts) - 1 else "", around))
    # Of two orders in one sentence each must say its own place: one place at the end may be meant for both or for the last.
    if len(parts) > 1 and all(order is not None and order.places for order in found):
        return [order for order in found if order is not None]
    return [_untold(said, span, body, around)]


def _with_places(parts: list[str]) -> list[str]:
    """Puts a verb that names no place to the next part: "Sửa đổi", "bổ sung điểm c" is one order."""
    found: list[str] = []
    for part in parts:
        lone = bool(found) and not places_named(found[-1])
        found[len(found) - lone :] = [f"{found[-1]}, {part}" if lone else part]
    return found


def _sharing(parts: list[str], said: str, span: Span, body: str) -> list[Order]:
    """The orders of "Sửa đổi điểm c và bổ sung điểm g khoản 3 Điều 8": where nothing around says it, the outer numbers of the last hold for all.

    Each must put in words of its own, known by the mark that they begin with; else none is given.
    """
    last = places_named(parts[-1])
    if len(parts) < 2 or not last or not last[-1].article or any(p.article for part in parts[:-1] for p in places_named(part)):
        return []
    found = [order for part in parts if (order := _understood(part, [], said, span, body, last[-1])) and order.kind in ("put", "add")]
    own = dict(zip(everywhere := [p for order in found for p in order.places], shares(body, everywhere), strict=True))
    if len(found) < len(parts) or not all(own.values()):
        return []
    return [replace(order, text="\n".join(own[p] for p in order.places)) for order in found]


def shares(text: str, places: Sequence[Place]) -> list[str]:
    """Gives what of new words belongs to each provision, by the marks that they begin with; "" for one that has none.

    >>> shares("1. Một việc.\\n3. Ba việc.", (Place("9", "3"), Place("9", "1")))
    ['3. Ba việc.', '1. Một việc.']
    """
    cuts = [(at, found) for at, number in parts_of(text) if (found := next((p for p in places if p.number == number), None)) is not None]
    ends = [at for at, _ in cuts[1:]] + [len(text)] * bool(cuts)
    own = {place: text[at:end].strip() for (at, place), end in zip(cuts, ends, strict=True)}
    return [own.get(place, "") for place in places]


def _untold(said: str, span: Span, body: str, around: Place | None) -> Order:
    named = tuple(completed(place, around) for place in places_named(_masked(said)[0]))
    return Order(said, span, "", named, text=body)


def _understood(plain: str, quoted: list[str], said: str, span: Span, body: str, around: Place | None) -> Order | None:
    """The order of a sentence of which every word is understood, None for any other."""
    titled = pattern("amending-heading").fullmatch(plain)
    if titled is not None:
        places = _places(titled, around)
        return Order(said, span, "heading", places, text=quoted[0] if quoted else body) if places and (quoted or body) else None
    worded = pattern("amending-words").fullmatch(plain) or pattern("amending-words-inside").fullmatch(plain)
    struck, added = pattern("amending-strike").fullmatch(plain), pattern("amending-add-words").fullmatch(plain)
    exchange = worded or struck or added
    if exchange is not None:
        places = _places(exchange, around)
        whole = exchange.groupdict().get("whole") or ""
        if not places and not whole and around is not None:
            places = (around,) if around.eid else None  # below "Sửa đổi một số nội dung của Điều 3 như sau:"
        pairs = tuple(_pairs(quoted, struck is not None, added))
        attached = pattern("amending-attached").match(whole) is not None
        return None if places is None else Order(said, span, "words", places, pairs=pairs, attached=attached)
    drop = pattern("amending-drop").fullmatch(plain) or pattern("amending-drop-passive").fullmatch(plain)
    forms = (pattern("amending-add"), pattern("amending-put"), pattern("amending-passive"))
    match = drop or next((found for form in forms if (found := form.fullmatch(plain)) is not None), None)
    if match is None:
        return None
    after = next(iter(places_named(match.groupdict().get("after") or "")), None)
    after = completed(after, around) if after is not None else None
    places = _places(match, after or around)
    if not places:
        return None
    if drop:
        return Order(said, span, "drop", places)
    adds = pattern("amending-adds").match(plain) is not None
    inside = pattern("amending-into").fullmatch(match.groupdict().get("how") or "") is not None
    return Order(said, span, "add" if adds else "put", places, None if inside else after, body) if body else None


def _places(match: re.Match[str], around: Place | None) -> tuple[Place, ...] | None:
    """The provisions that an order names, () where it speaks of the whole document, None where one of them is not sure."""
    named = match.groupdict()
    words, document = (named["places"], named.get("of")) if named.get("places") else (named.get("places_of"), named.get("of_first"))
    decision = pattern("places-named-decision").match(document or "")  # of the document's name only whether it is the decision itself
    places = tuple(completed(place, around) for place in places_named((words or "") + (decision.group() if decision else "")))
    return None if any(not place.eid for place in places) else places


def _pairs(quoted: list[str], struck: bool, added: re.Match[str] | None) -> Iterator[tuple[str, str]]:
    if struck:
        yield from ((old, "") for old in quoted)
    elif added is not None:
        more, old = quoted
        told = f"{old} {more}" if pattern("amending-side-after").fullmatch(added.group("side")) else f"{more} {old}"
        yield old, re.sub(r"\s+([,;.:])", r"\1", told)
    else:
        yield from zip(quoted[::2], quoted[1::2], strict=True)


def beside_orders(text: str, found: Sequence[Order]) -> str:
    """Gives the text of an amending draft with its orders blanked, every other character where it was: what the draft says itself.

    Args:
        found: its orders, see `orders`.

    >>> draft = "Điều 1. Sửa đổi một số điều của Quy chế\\n1. Bãi bỏ Điều 17.\\nĐiều 2. Chánh Văn phòng thi hành."
    >>> beside_orders(draft, orders(draft)).split()
    ['Điều', '1.', 'Điều', '2.', 'Chánh', 'Văn', 'phòng', 'thi', 'hành.']
    """
    for order in found:
        text = _blanked(text, order.span.start, order.span.end)
    # What is left of orders only says where those below it belong.
    start = pattern("amending-begin").search(text)
    for match in list(pattern("amending-line").finditer(text, start.start() if start else 0)):
        end = _sentence(text, match.start("said"))
        if _is_order(text[match.start("said") : end]):
            text = _blanked(text, match.start("said"), end)
    return text


def _blanked(text: str, start: int, end: int) -> str:
    """Puts spaces for a stretch, the number before it (an article's stays) and the stop and closing mark behind it."""
    line = text.rfind("\n", 0, start) + 1
    mark = pattern("amending-mark").match(text, line, start)
    start = line if mark and not mark.group().strip(" \t*#>_-")[:1].isupper() else start
    rest = pattern("amending-order-ends").match(text, end)
    end = rest.end() if rest else end
    return text[:start] + "".join(char if char == "\n" else " " for char in text[start:end]) + text[end:]
