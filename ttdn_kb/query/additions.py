"""Assignments that the reader missed and a person added.

Takes what a person states, or the decisions kept beside a draft; gives the decision that adds an assignment, and the added ones as
items like those of the reader; knows nothing of sheets and terminals.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.foundation.model import Assignment, Norm, Provision, Span
from ttdn_kb.graph.review_records import Decision, Key
from ttdn_kb.query.drafts import Draft, rows_of
from ttdn_kb.query.reviewing import Item, changes, items, locate, places
from ttdn_kb.query.settling import deepest

_NO_NORM = -1
_NAMED = 4


def is_added(item: Item) -> bool:
    """Tells an item that a person added from one that the reader proposed."""
    return item.norm == _NO_NORM


def added_items(draft: Draft) -> list[Item]:
    """Gives every assignment that was added, in text order, with the latest decision on it; what the reader proposes by now is left to its item."""
    from ttdn_kb.structure.tree import parse

    latest = {d.key.id: d for d in draft.decisions}
    added = {d.key.id: d for d in draft.decisions if d.verdict == "add"}
    if not added:
        return []
    proposed = {item.key.id for item in items(draft)}
    tree = parse(draft.source.text)
    return [_item(draft, d, latest[mark], tree) for mark, d in sorted(added.items(), key=lambda a: a[1].key.start) if mark not in proposed]


def standing(draft: Draft) -> list[Item]:
    """Gives the added assignments that nobody took back."""
    return [i for i in added_items(draft) if i.decision is not None and i.decision.verdict == "add"]


def _item(draft: Draft, added: Decision, latest: Decision, tree: Provision) -> Item:
    new = {c: v for c, _, v in added.changes}
    span = locate(draft.source.text, added.key.quote, added.key.start) or Span(added.key.start, added.key.end)
    node = deepest(tree, span)
    words: dict[str, Any] = {c: new.get(c, "") for c in ("object", "place", "deadline", "deadline_value", "frequency")}
    norm = Norm(
        node.eid,
        node.path,
        span,
        added.key.quote,
        new.get("modality", "duty"),
        (Assignment(added.key.role, added.key.agent),) if added.key.agent else (),
        tuple(filter(None, new.get("topics", "").split(";"))),
        tuple(filter(None, new.get("tasks", "").split(";"))),
        **words,
    )
    return Item(added.key, rows_of([("", norm, "reviewed")], draft.source)[0], _NO_NORM, latest)


def addition(wanted: Mapping[str, str], text: str, by: str, at: str, note: str = "", *, near: bool = False) -> Decision:
    """Gives the decision that adds an assignment which the reader missed.

    Args:
        wanted: column to the value typed; `start` tells which of several places of the quote is meant.
        near: take the place nearest to `start`, instead of the one that begins there.

    Raises:
        UsageError: `bad-review-value`, for instance where the quote does not stand in the text, or at several places.
    """
    filled = {"modality": "duty", **{c: v for c, v in wanted.items() if v.strip()}}
    span = _place(text, filled.get("quote", ""), filled.get("start", "").strip(), near)
    new = changes(None, {**filled, "start": str(span.start)}, text)
    role, agent = (next((v for c, _, v in new if c == name), "") for name in ("role", "agent"))
    return Decision(Key(span.start, span.end, span.slice(text), role, agent), "add", new, by, at, note)


def _place(text: str, quote: str, start: str, near: bool) -> Span:
    found = places(text, quote)
    if not found:
        raise UsageError(
            "bad-review-value",
            "Dòng thêm cần trích nguyên văn",
            quote,
            "đoạn trích trống hoặc không có trong văn bản",
            "chép đúng từng chữ từ văn bản",
        )
    wanted = int(start) if start.isascii() and start.isdigit() else -1
    if near and wanted >= 0:
        return min(found, key=lambda s: abs(s.start - wanted))
    meant = found if len(found) == 1 else [s for s in found if s.start == wanted]
    if not meant:
        starts = ", ".join(str(s.start) for s in found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
        raise UsageError(
            "bad-review-value",
            "Đoạn trích của dòng thêm có ở nhiều chỗ",
            quote,
            f"văn bản có {len(found)} chỗ như vậy, ở vị trí {starts}: chép dài hơn, hoặc điền vị trí vào ô start",
            "chép dài hơn cho khỏi lẫn, hoặc điền vị trí vào ô start",
        )
    return meant[0]
