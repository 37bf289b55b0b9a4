"""Takes the words of an agent's mention; gives its official label; knows nothing of where the mention stands.

A label has its abbreviations written out and its spelling mended from the lexicon; inside its own province a body loses the province's name.
"""

from __future__ import annotations

import re

from ttdn_kb.norms.lexicon import Lexicon, bare, label_word, pattern

_SPACE = re.compile(r"\s+")
_QUANTIFIER = pattern("labels-quantifier")
_RELEVANT = pattern("labels-relevant")
_PLAIN_RELATED = pattern("labels-plain-related")
_BODIES, _SHORT_TOLD = pattern("labels-bodies"), pattern("labels-short-told")
_ONE_BODY = pattern("labels-one-body")
_MANY_SEATS = pattern("labels-many-seats")
_LOOSE_END, _PEOPLE_LOST = pattern("labels-loose-end"), pattern("labels-people-lost")
_OF_OWN_SEAT = pattern("labels-of-own-seat")
_DEPARTMENT, _OWN_SEAT, _SEAT_BEFORE = pattern("labels-department"), pattern("labels-own-seat"), pattern("labels-seat-before")


def expand(text: str, lexicon: Lexicon) -> str:
    """Gives the text with its abbreviations written out and single spaces, without the bracket that gives it a shorter name.

    >>> from ttdn_kb.norms.lexicon import load
    >>> expand("UBND  tỉnh", load())
    'Ủy ban nhân dân tỉnh'
    """
    text = _SHORT_TOLD.sub("", _SPACE.sub(" ", text)).strip()
    text = lexicon.abbreviation_re.sub(lambda m: lexicon.abbreviations[m.group()], text)
    text = re.sub(r"\bUỷ\b", "Ủy", re.sub(r"\buỷ\b", "ủy", text))
    return _PEOPLE_LOST.sub(rf"\1 {label_word('people')}", text)  # "Ủy ban nhân tỉnh"


def official(text: str, lexicon: Lexicon) -> str:
    """Gives the text with every known name and field in its official spelling, which mends most slips of a scanner.

    >>> from ttdn_kb.norms.lexicon import load
    >>> official("Sở Lao động - Thương bỉnh và Xã hội", load())
    'Sở Lao động - Thương binh và Xã hội'
    """
    for known, table in ((lexicon.names_bare_re, lexicon.names), (lexicon.fields_bare_re, lexicon.fields)):
        plain = bare(text)
        found = [m for m in known.finditer(plain) if (m.start() == 0 or not plain[m.start() - 1].isalnum()) and text[m.start()].isupper()]
        if table is lexicon.fields:  # a field stands alone or behind its head: "Cảnh sát Giao thông đường thủy" opens with none
            found = [m for m in found if m.start() > 0 or m.end() == len(plain)]
        for match in reversed(found):
            good = table.get(_SPACE.sub(" ", re.sub(r"\s*[-–—]\s*", " - ", match.group())))
            if good:
                text = text[: match.start()] + good + text[match.end() :]
    return text


def without_province(text: str, province: str) -> str:
    """Gives the label without the name of the document's own province.

    Args:
        text: label, abbreviations written out.
        province: the province's name as printed ("Hà Tĩnh"), "" where the document has none.

    >>> without_province("Sở Ngoại vụ tỉnh Hà Tĩnh", "Hà Tĩnh"), without_province("Ủy ban nhân dân tỉnh Hà Tĩnh", "Hà Tĩnh")
    ('Sở Ngoại vụ', 'Ủy ban nhân dân tỉnh')
    """
    if province:
        plain, name = bare(text), bare(province)
        if plain.endswith(name) and _SEAT_BEFORE.search(plain[: -len(name)]):
            text = text[: -len(name) - 1]
    if _DEPARTMENT.match(text):
        text = _OWN_SEAT.sub("", text)
    return _OF_OWN_SEAT.sub(r" \1", text)  # "Các sở, ban, ngành của tỉnh"


def closed(text: str) -> str:
    """Gives the label without what cannot end a name: an open bracket, a comma, a function word or a modal.

    >>> closed("Ban biên tập Cổng thông tin (đơn vị"), closed("Đơn vị tiếp nhận hồ sơ phải"), closed("Cục Việc làm")
    ('Ban biên tập Cổng thông tin', 'Đơn vị tiếp nhận hồ sơ', 'Cục Việc làm')
    """
    while (loose := _LOOSE_END.search(text)) is not None and loose.start():
        text = text[: loose.start()]
    return text


def without_seat(text: str) -> str:
    """Gives the label of a body of many places without them.

    >>> without_seat("Ủy ban nhân dân các xã"), without_seat("Ủy ban nhân dân 04 xã")
    ('Ủy ban nhân dân', 'Ủy ban nhân dân')
    """
    return _MANY_SEATS.sub("", text)


def generic_label(text: str, kind: str) -> str:
    """Gives one label for all wordings of the plain generic agent known by relevance; other generic agents keep their words.

    >>> generic_label("các ngành có liên quan", "related"), generic_label("tổ chức, cá nhân có liên quan", "related")
    ('các cơ quan, đơn vị liên quan', 'các tổ chức, cá nhân liên quan')
    >>> generic_label("cơ quan nhà nước có thẩm quyền", "authority"), generic_label("lực lượng chức năng", "competent")
    ('cơ quan nhà nước có thẩm quyền', 'các lực lượng chức năng')
    """
    plain = _BODIES.sub(label_word("ministry"), _RELEVANT.sub(label_word("related"), _QUANTIFIER.sub("", text)))
    if kind == "related":
        return label_word("related-bodies") if _PLAIN_RELATED.fullmatch(plain) else "các " + plain
    if kind == "authority":
        return pattern("labels-competent").sub(r"\1 có thẩm quyền", plain)
    if kind == "competent":
        return "các " + plain.replace("có chức năng", "chức năng")
    return text


def collective_label(text: str, plural: bool = False) -> str:
    """Gives the label of a collective: "Các ..." where it is a plain plural, as in a heading.

    >>> collective_label("sở, ban, ngành")
    'Các sở, ban, ngành'
    >>> collective_label("công an tỉnh"), collective_label("ngành giáo dục")
    ('Công an tỉnh', 'Ngành giáo dục')
    """
    core = _QUANTIFIER.sub("", text)
    if (plural or (core[:1].islower() and not _ONE_BODY.match(core.lower()))) and not pattern("labels-not-plural").match(core.lower()):
        return "Các " + core
    return (core[:1].upper() + core[1:]) if core else text


def represented(text: str) -> str:
    """Gives the label of those who speak for a body or for each of a collective.

    >>> represented("Thanh tra tỉnh"), represented("Các cơ quan, tổ chức")
    ('Đại diện Thanh tra tỉnh', 'Đại diện các cơ quan, tổ chức')
    """
    return f"{label_word('representatives')} {re.sub('^Các ', 'các ', text)}"


def group_label(text: str) -> str:
    """Gives the label of a group that a document names itself: bodies in the plural, people as printed.

    >>> group_label("cơ quan, đơn vị"), group_label("người có thẩm quyền chứng thực")
    ('Các cơ quan, đơn vị', 'Người có thẩm quyền chứng thực')
    """
    return text[:1].upper() + text[1:] if pattern("labels-people").match(text.lower()) else collective_label(text)
