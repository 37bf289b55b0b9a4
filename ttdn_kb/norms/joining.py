"""Takes the agents of one list as they stand side by side; gives them as the bodies they mean; knows nothing of how they were found.

Words said once of several members are said of each; members that are one body in several words become one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ttdn_kb.norms.lexicon import key, label_word, pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text

_PLAIN_PLURAL = pattern("agents-plain-plural")
_RANKS, _MANY = pattern("agents-ranks"), pattern("labels-quantifier")
_OF_MINISTRIES, _MINISTERS_FIRST = pattern("agents-of-ministries"), pattern("agents-ministers-first")
_SHARED_LEVEL, _ALL_LEVELS = pattern("agents-shared-level"), pattern("agents-all-levels")
_OWNED_BY, _OWNER_TOO = pattern("agents-owned-by"), pattern("agents-owner-too")
_TWO_LEVELS = pattern("agents-two-levels")
_SEAT_END, _SEATED = pattern("agents-seat-end"), word_set("seated")
_SAME_LEVEL = pattern("naming-same-level")
_SEVERAL, _LEVELS = pattern("agents-several"), pattern("agents-levels-listed")
_HEAD_OF_MINISTRY = pattern("agents-head-of-ministry")
_BARE_HEADS, _CHAIRMAN = word_set("bare-heads"), pattern("joining-chairman")
_RELATED = label_word("related")
_HEADED, _CHIEF, _HOUSES = pattern("joining-headed"), pattern("joining-chief"), pattern("joining-houses")
_CHIEF_OF_SEVERAL, _HOUSES_OF = pattern("joining-chief-of-several"), pattern("joining-houses-of")
_BOARD = pattern("joining-board")
_KIND = pattern("joining-kind")
_BRANCH_NAME = 2  # words by which companies of one kind are told from others: "Điện lực Hải Phòng, Điện lực Ninh Bình"
_DEPUTIES, _DEPUTY_GROUP = pattern("joining-deputies"), label_word("deputies")


def joined(text: Text, found: list[Mention], issuing: str = "") -> tuple[Mention, ...]:
    """Gives the bodies that the members of a list mean together.

    Args:
        text: the string they stand in.
        found: the members in text order.
        issuing: the ministry or department that issues the document, whose own units are not another's.
    """
    found = _level_shared(_nouns_joined(found))
    found = _owner_shared(_owners_joined(text, found), issuing)
    return tuple(_heads_joined(_title_shared(text, _houses_joined(_seat_shared(_levels_parted(list(names_shared(found))))))))


def names_shared(found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Gives the list with words of a member's name said of those beside it: a board has its director's house, companies of one kind are one."""
    return tuple(_names_joined(_board_shared(list(found))))


def all_related(found: list[Mention]) -> tuple[Mention, ...]:
    """Gives the collectives of a list that ends in "liên quan", which is said of each of them."""
    names = [re.sub("^Các ", "các ", m.label) for m in found]
    said = zip(found, names, strict=True)
    return tuple(m if m.generic else replace(m, label=f"{n} {_RELATED}", generic="related", collective=False) for m, n in said)


def _nouns_joined(found: list[Mention]) -> list[Mention]:
    """Gives the list with plain plurals side by side as one: "các cấp, các ngành, các đơn vị"."""
    out: list[Mention] = []
    for mention in found:
        plain = _plain(mention)
        before = plain and bool(out) and _plain(out[-1])
        nouns = [_MANY.sub("", noun) for label in ([out[-1].label] if before else []) + [mention.label] for noun in label.split(", ")]
        said = replace(mention, label="Các " + ", ".join(nouns).replace("Cấp, ", "cấp, "))
        out[-1:] = [replace(said, start=out[-1].start)] if before else [*out[-1:], said if plain else mention]
    return out


def _plain(mention: Mention) -> bool:
    return mention.collective and _PLAIN_PLURAL.fullmatch(key(mention.label)) is not None


def _level_shared(found: list[Mention]) -> list[Mention]:
    """Gives the list with the level of an organisation said of each before it: "Mặt trận Tổ quốc Việt Nam, Hội Nông dân các cấp"."""
    for place in range(len(found) - 1, 0, -1):
        level = _ALL_LEVELS.search(found[place].label)
        if level is not None and _SHARED_LEVEL.fullmatch(key(found[place - 1].label)):
            found[place - 1] = replace(found[place - 1], label=found[place - 1].label + level.group(), collective=True)
    return found


def _owners_joined(text: Text, found: list[Mention]) -> list[Mention]:
    """Gives the list with the units of all ministries as one: "tổ chức pháp chế thuộc Bộ, cơ quan ngang Bộ và cơ quan thuộc Chính phủ"."""
    out: list[Mention] = []
    for mention in found:
        if out and _OF_MINISTRIES.match(key(out[-1].label)) and _RANKS.fullmatch(key(mention.label)):
            out[-1] = replace(out[-1], end=mention.end, label=out[-1].label + re.sub(r"\s+", " ", text.raw[out[-1].end : mention.end]))
        else:
            out.append(mention)
    return out


def _owner_shared(found: list[Mention], issuing: str) -> list[Mention]:
    """Gives the list with the units of a ministry said of each ministry that follows it: "các đơn vị của Bộ Tài chính, Bộ Y tế"."""
    for place in range(1, len(found)):
        before = found[place - 1]
        of = _OWNED_BY.search(before.label) if before.collective or before.generic else None
        too = _OWNER_TOO.match(found[place].label) if of is not None and of["owner"] != issuing else None
        if of is not None and too is not None and not found[place].collective:
            owned = before.label[: of.start("owner")] + found[place].label
            found[place] = replace(before, start=found[place].start, end=found[place].end, label=owned)
    return found


def _board_shared(found: list[Mention]) -> list[Mention]:
    """Gives the list with the house of a director said of the board before him: "Hội đồng quản trị, Tổng giám đốc Tập đoàn X"."""
    for place in range(len(found) - 1):
        board, head = _BOARD.fullmatch(found[place].label), _HEADED.fullmatch(found[place + 1].label)
        if board is not None and head is not None:
            found[place] = replace(found[place], label=f"{board.group()} {found[place + 1].label[head.start('house') :]}")
    return found


def _names_joined(found: list[Mention]) -> list[Mention]:
    """Gives the list with names that share what stands before the first as one: "các Công ty May A, May B"."""
    out: list[Mention] = []
    for mention in found:
        before = out[-1].label if out else ""
        words = mention.label.split()
        several = _KIND.fullmatch(before) if out and out[-1].collective and len(words) > _BRANCH_NAME else None
        alike = several is not None and f" {' '.join(words[:_BRANCH_NAME])} " in several["kind"]
        if alike and not mention.collective:
            out[-1] = replace(out[-1], end=mention.end, label=f"{before}, {mention.label}", collective=True)
        else:
            out.append(mention)
    return out


def _levels_parted(found: list[Mention]) -> list[Mention]:
    """Gives the list with a body of two levels as two: "Ủy ban nhân dân quận - huyện, phường - xã, thị trấn"."""
    out: list[Mention] = []
    for mention in found:
        both = _TWO_LEVELS.fullmatch(mention.label) if mention.collective else None
        if both is None:
            out.append(mention)
            continue
        plural = "các " if both["upper"].startswith("các ") else ""
        out += [replace(mention, label=f"{both['body']} {level}") for level in (both["upper"], plural + both["lower"])]
    return out


def _seat_shared(found: list[Mention]) -> list[Mention]:
    """Gives the list with the seat of a body said of the bare one before it: "Hội đồng nhân dân, Ủy ban nhân dân các cấp".

    "cùng cấp" is said of every body of the same sort: "Cục Hải quan, Cục Thuế cùng cấp".
    """
    for place in range(len(found) - 2, -1, -1):
        label, after = found[place].label, found[place + 1].label
        seat = _SEAT_END.search(after)
        alike = _SAME_LEVEL.search(after) and _sort(label) == _sort(after) and _SEAT_END.search(label) is None
        if seat is not None and (label.lower() in _SEATED or alike):
            many = found[place].collective or _SEVERAL.match(key(seat.group(1))) is not None or _LEVELS.search(key(seat.group(1))) is not None
            found[place] = replace(found[place], label=f"{found[place].label} {seat.group(1)}", collective=many)
        council = _DEPUTIES.fullmatch(found[place + 1].label)
        if council is not None and found[place].label.lower().endswith(_DEPUTY_GROUP):
            found[place] = replace(found[place], label=f"{found[place].label} {council['of']}")  # "các Tổ đại biểu, đại biểu Hội đồng nhân dân ..."
    return found


def _houses_joined(found: list[Mention]) -> list[Mention]:
    """Gives the list with the houses of the issuer among those whose heads are told: "Thủ trưởng các sở, ban, ngành, các đơn vị thuộc tỉnh"."""
    out: list[Mention] = []
    for mention in found:
        heads = out[-1] if out and out[-1].collective and _CHIEF_OF_SEVERAL.fullmatch(out[-1].label) else None
        said = mention.label[:1].lower() + mention.label[1:]
        if heads is not None and mention.collective and not mention.person and _HOUSES_OF.fullmatch(said):
            out[-1] = replace(heads, end=mention.end, label=f"{heads.label}, {said}")
        else:
            out.append(mention)
    return out


def _sort(label: str) -> str:
    """Gives the word that tells which sort of body a label names ("Cục"), "" for a label of one word."""
    return label.partition(" ")[0].lower() if " " in label else ""


def _title_shared(text: Text, found: list[Mention]) -> list[Mention]:
    """Gives the list with a head's title said of each body of the same sort: "Giám đốc Sở Y tế, Sở Nội vụ", "Thủ trưởng cơ quan A, tổ chức B"."""
    for place in range(1, len(found)):
        before, mention = found[place - 1 : place + 1]
        headed = _HEADED.fullmatch(before.label) if before.person and not (mention.person or mention.generic) else None
        if headed is not None and mention.label.startswith(f"{headed['house']} "):
            found[place] = replace(mention, label=f"{headed['title']} {mention.label}", person=True)
        chief = _CHIEF.match(before.label) if before.person and mention.collective and not mention.person else None
        own = _MANY.match(text.raw[mention.start : mention.end]) and not _RANKS.fullmatch(key(mention.label))
        if chief is not None and not own and _HOUSES.fullmatch(mention.label):
            found[place] = replace(mention, label=_MANY.sub(f"{chief.group()} ", mention.label), person=True)
    return found


def _heads_joined(found: list[Mention]) -> list[Mention]:
    """Gives the list with a bare "Giám đốc Sở" and the plural heads that follow it as one collective, as implementing articles say it."""
    out: list[Mention] = []
    for mention in found:
        joins = bool(out) and _MINISTERS_FIRST.match(out[-1].label) is not None and _CHAIRMAN.match(mention.label) is None
        bare_head = out and (joins or out[-1].label.lower() in _BARE_HEADS)
        if bare_head and mention.person and (mention.collective or _HEAD_OF_MINISTRY.fullmatch(mention.label)):
            out[-1] = replace(mention, start=out[-1].start, label=f"{out[-1].label}, {mention.label}", collective=True)
        else:
            out.append(mention)
    return out
