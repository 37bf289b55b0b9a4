"""Citations of documents and provisions.

Takes a clean view of text; gives what it cites, with its place in the stored text; knows nothing of which documents exist.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ttdn_kb.foundation.model import Reference
from ttdn_kb.structure.dates import iso
from ttdn_kb.text.clean import CleanText
from ttdn_kb.text.vocabulary import pattern, rows, words


@lru_cache(maxsize=1)
def _kinds() -> str:
    """The kinds of documents, longer ones first, as alternatives of a regular expression."""
    names = sorted({*(row["kind"] for row in rows("document_kinds")), *words("any-kind")}, key=len, reverse=True)
    return "|".join(re.escape(name) for name in names)


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    """A document told by its number, with its kind before it and its day behind it.

    "72/2015/NĐ-CP", "57-KL/TW", "6658/UBND-KTTH", "14/2012/QH13", "119/KH-BCĐ389QNg"; "§" in a number is a digit that a scan misread.
    """
    kind = rf"(?:(?P<kind>(?i:{_kinds()})){pattern('references-kind-goes-on').pattern}\s+)?"
    return re.compile(kind + pattern("references-numbered").pattern)


@lru_cache(maxsize=1)
def _law_parts() -> re.Pattern[str]:
    """The second parts of names of laws that hold a comma ("Luật Phòng, chống tham nhũng")."""
    parts = "|".join(re.escape(part) for part in words("law-part"))
    return re.compile(rf"(?:,\s+(?:{parts})(?!\w){pattern('references-part-goes-on').pattern})+")


@lru_cache(maxsize=1)
def _capital_kind() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_kinds()})(?!\w)")


@lru_cache(maxsize=1)
def _capital_number() -> re.Pattern[str]:
    """Where a second document is cited in the title of a first."""
    return re.compile(rf"(?:{pattern('references-joint').pattern})(?=(?:{_kinds()}){pattern('references-number-word').pattern})")


@lru_cache(maxsize=1)
def _self() -> re.Pattern[str]:
    """A document that speaks of itself: "Quy chế này"."""
    return re.compile(rf"(?P<kind>{_kinds()}){pattern('references-this').pattern}", re.IGNORECASE)


def _kind_name(text: str | None) -> str:
    if not text:
        return ""
    lowered = text.lower()
    return next((row["kind"] for row in rows("document_kinds") if row["kind"].lower() == lowered), text[:1].upper() + text[1:].lower())


class _Found:
    """A citation with its place in the clean words."""

    __slots__ = ("end", "reference", "start")

    def __init__(self, start: int, end: int, reference: Reference) -> None:
        self.start, self.end, self.reference = start, end, reference


def _documents(view: CleanText) -> list[_Found]:
    text = view.text
    found: list[_Found] = []

    def put(start: int, end: int, number: str = "", kind: str = "", date: str = "", title: str = "") -> None:
        if all(end <= other.start or start >= other.end for other in found):
            found.append(_Found(start, end, Reference(view.span(start, end), re.sub(r"\s", "", number), kind, date, "", title)))

    for match in pattern("references-called").finditer(text):
        put(match.start(), match.end(), "", next(kind for kind in match.groups() if kind), "", match.group(0))
    for match in pattern("references-law").finditer(text):
        name = " ".join((match.group("kind") + match.group("name")).split())
        if pattern("references-other").search(name) or pattern("references-number").search(name):
            continue
        first = match.re.groupindex["number"] + 1
        put(match.start(), match.end(), match.group("number") or "", match.group("kind"), iso(match, first) if not match.group("year") else "", name)
    for match in _numbered().finditer(text):
        kind, start = match.group("kind"), match.start("kind")
        if match.group("named") and kind[0].islower():
            kind = None
        # "Kế hoạch thực hiện Kết luận số 213-KL/TW": the number is that of the kind named last.
        inner = list(_capital_kind().finditer(match.group("named") or ""))
        if kind and inner:
            kind, start = inner[-1].group(0), match.start("named") + inner[-1].start()
        if not kind and not match.group("so") and "/" not in match.group("number"):
            continue
        if not kind:
            start = match.start("so") if match.group("so") else match.start("number")
        number = match.group("number")
        end = match.end()
        about = pattern("references-about").match(text, end)
        title = _capital_number().split(about.group("about"))[0].rstrip(" ,") if about else ""
        date = iso(match, match.re.groupindex["day"] + 1) if match.group("day") else ""
        put(start, end, number, _kind_name(kind), date, " ".join(title.split()))
    for match in pattern("references-plain-law").finditer(text):
        more = _law_parts().match(text, match.end())
        end = more.end() if more else match.end()
        put(match.start(), end, "", match.group("kind"), "", text[match.start() : end])
    return sorted(found, key=lambda one: one.start)


def find_references(view: CleanText) -> tuple[Reference, ...]:
    """Gives the citations in words, in text order.

    A provision and the document it is cited from are one reference; "Điều 26 Quy chế này" and "Quy chế này" have the kind "Quy chế" and no number.

    Args:
        view: the clean view of the words; spans of the references are in the stored text.

    >>> from ttdn_kb.text.clean import clean
    >>> [(one.provision, one.kind, one.number, one.date) for one in find_references(clean(
    ...     "theo Phụ lục 01 của Thông tư số 22/2016/TT-BTTTT ngày 19/10/2016, khoản 2 Điều 8 Quy chế này và Luật Báo chí ngày 05 tháng 4 năm 2016"))]
    [('Phụ lục 01', 'Thông tư', '22/2016/TT-BTTTT', '2016-10-19'), ('khoản 2 Điều 8', 'Quy chế', '', ''), ('', 'Luật', '', '2016-04-05')]
    """
    text = view.text
    documents = _documents(view)
    found: list[_Found] = []
    taken: set[int] = set()
    for match in pattern("references-chain").finditer(text):
        said = match.group(0)
        if _is_plain_word(said, text, match.start()) or any(one.start < match.end() and match.start() < one.end for one in documents):
            continue
        end = match.end()
        glue = pattern("references-glue").match(text, end)
        after = glue.end() if glue else end
        cited = next((place for place, one in enumerate(documents) if one.start == after and place not in taken), None)
        own = _self().match(text, after)
        if cited is not None:
            taken.add(cited)
            one = documents[cited]
            found.append(_Found(match.start(), one.end, replace(one.reference, span=view.span(match.start(), one.end), provision=said)))
        elif own:
            reference = Reference(view.span(match.start(), own.end()), kind=_kind_name(own.group("kind")), provision=said)
            found.append(_Found(match.start(), own.end(), reference))
        else:
            found.append(_Found(match.start(), end, Reference(view.span(match.start(), end), provision=said)))
    found += [one for place, one in enumerate(documents) if place not in taken]
    for match in _self().finditer(text):
        if all(match.end() <= one.start or one.end <= match.start() for one in found) and not text[match.start() - 1 : match.start()].isalnum():
            found.append(_Found(match.start(), match.end(), Reference(view.span(*match.span()), kind=_kind_name(match.group("kind")))))
    return tuple(one.reference for one in sorted(found, key=lambda one: one.start))


def _is_plain_word(said: str, text: str, start: int) -> bool:
    """Words that only look like a citation: "phần này", "điều này", "mục tiêu", "mẫu a", a heading's own number."""
    if pattern("references-plain-word").fullmatch(said):
        return True
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-/")
