"""Takes the norms of one document; gives them with one label for one body all through it; knows nothing of how they were read.

Short names are written out, units get the body they belong to, "cùng cấp" becomes the level of the bearer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ttdn_kb.foundation.model import Assignment, Norm
from ttdn_kb.norms.aliases import aliases
from ttdn_kb.norms.lexicon import key, pattern, word_set
from ttdn_kb.norms.told import Told

_BEARER_LEVEL = pattern("naming-bearer-level")
_OWNERLESS = pattern("naming-ownerless")
_OWNING, _TAKES_OF, _OF = pattern("naming-owning"), pattern("naming-takes-of"), word_set("owner-links")
_BOARD_NAMED, _BOARD_CALLED = pattern("naming-board-named"), pattern("naming-board-called")
_SAME_LEVEL = pattern("naming-same-level")


def lengthened(label: str, whole: Mapping[str, str]) -> str:
    """Gives a label with the short name that it ends in written out, also before "là" ("Thành viên Ban Chỉ đạo là Lãnh đạo Sở Y tế").

    Args:
        label: of a body or a position.
        whole: short name in key form -> full label, as the document defines them.

    >>> lengthened("Phó Trưởng Ban Chỉ đạo", {"ban chỉ đạo": "Ban Chỉ đạo Nhà nước về Du lịch"})
    'Phó Trưởng Ban Chỉ đạo Nhà nước về Du lịch'
    """
    said, sep, rest = label.partition(" là ")
    low = key(said)
    for short in sorted(whole, key=len, reverse=True):
        full = whole[short]
        if low == short or (low.endswith(" " + short) and not low.endswith(key(full))):
            lead = said[: len(said) - len(short)]
            return lead + (full if lead else full[:1].upper() + full[1:]) + sep + rest
    return label


def _level(norm: Norm) -> str:
    """Gives the level of a norm's bearers ("cấp xã"), by which "cùng cấp" in it is known; "" where they show none or several."""
    own = [a for a in norm.assignments if a.role in ("lead", "responsible")] or [a for a in norm.assignments if a.role == "coordinator"]
    found = {seat[1] for a in own if (seat := _BEARER_LEVEL.search(a.agent))}
    return next(iter(found)) if len(found) == 1 else ""


def _owned(label: str, owner: str) -> str:
    """Gives a label that leaves its owner out, or calls it by its first word, with the owner written out.

    >>> _owned("Các trường học trực thuộc", "Sở Giáo dục và Đào tạo"), _owned("Các bệnh viện thuộc thẩm quyền quản lý của Sở", "Sở Y tế")
    ('Các trường học trực thuộc Sở Giáo dục và Đào tạo', 'Các bệnh viện thuộc thẩm quyền quản lý của Sở Y tế')
    """
    low, first = key(label), owner.split(" ")[0]
    if _OWNERLESS.search(low):
        of = " của " if _TAKES_OF.search(low) else " "
        return f"{label}{of}{owner}"
    return f"{label[: -len(first)]}{owner}" if any(low.endswith(f" {of} {key(first)}") for of in _OF) else label


def _owner(norm: Norm) -> str:
    """Gives the one body that a norm's own units belong to: its only named bearer; "" where it has none or several."""
    named = {a.agent for a in norm.assignments if a.role in ("lead", "responsible", "coordinator") and not a.generic and not a.collective}
    return next(iter(named)) if len(named) == 1 and _OWNING.match(next(iter(named))) else ""


def _article(eid: str) -> str:
    """Gives the part of a provision's id that tells its article, the same for all provisions outside articles.

    >>> _article("qd/dieu-3/khoan-1"), _article("phan-i/muc-2")
    ('qd/3', '')
    """
    before, _, rest = eid.partition("dieu-")
    return before + rest.partition("/")[0] if rest else ""


def _of_last(label: str, last: dict[str, str]) -> str:
    """Gives a body called by its head, or a post in one, with the name of the last such body of the article, and keeps a full name in mind.

    Args:
        label: of a body or a post.
        last: head in key form -> the last full name with it; gets this one.

    >>> last = {}
    >>> [_of_last(name, last) for name in ("Hội đồng Khoa học tỉnh", "Chủ tịch Hội đồng", "Ban Chỉ đạo")]
    ['Hội đồng Khoa học tỉnh', 'Chủ tịch Hội đồng Khoa học tỉnh', 'Ban Chỉ đạo']
    """
    named = _BOARD_NAMED.match(key(label))
    if named is not None:
        last[named["short"]] = label
    short = _BOARD_CALLED.fullmatch(key(label)) if named is None else None
    whole = last.get(short["short"], "") if short is not None else ""
    return label[: short.start("short")] + whole if short is not None and whole else label


def unify(norms: list[Norm], told: Told) -> list[Norm]:
    """Gives the norms with unified labels, after what their document tells of its bodies; a cast keeps each agent once per role."""
    table = aliases((a.agent for n in norms for a in n.assignments if not a.generic), told)
    out = []
    article, last = "", dict[str, str]()
    for norm in norms:
        cast: dict[tuple[str, str], Assignment] = {}
        level, owner = _level(norm), _owner(norm)
        if _article(norm.provision) != article:
            article, last = _article(norm.provision), {}
        for assignment in norm.assignments:
            label = assignment.agent
            if not assignment.generic:
                label = table.get(label, label)
                label = lengthened(table.get(label, label), told.whole)
            label = told.called.get(key(label), label)
            if level and (same := _SAME_LEVEL.search(label)) is not None:
                label = label[: same.start()] + level
            if owner and assignment.collective:
                label = _owned(label, owner)
            if not assignment.generic:
                label = _of_last(label, last)
            cast.setdefault((assignment.role, label), replace(assignment, agent=label))
        out.append(replace(norm, assignments=tuple(cast.values())))
    return out
