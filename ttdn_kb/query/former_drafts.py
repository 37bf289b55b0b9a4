"""A draft of what a text was before it changed.

Takes the draft of a text; finds the reviewed draft of its former wording beside it, and carries over the decisions that still hold; knows nothing
of terminals. A decision is carried over only where its words stand in the new text at the place where they stood, and the reading proposes of
them what it proposed then; the former draft keeps all of its own.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ttdn_kb.foundation.model import Span
from ttdn_kb.graph.review_records import Decision, Key
from ttdn_kb.query.drafts import DRAFT, REVIEWS, SOURCE, Draft, decisions_of, keep_decisions, load, stem_of
from ttdn_kb.query.reviewing import items, match, places
from ttdn_kb.text.clean import fold

_MARK = 9  # a dash and eight digits of the text's mark end the name of a draft


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the decisions on a former wording.

    Attributes:
        folder: the former draft.
        moved: how many decisions hold for the new draft too.
        left: quotes of those that a person must look at again.
    """

    folder: str
    moved: int
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Later:
    """Another text of a document, on which people decided after they last decided on this one.

    Attributes:
        folder: its draft.
        decisions: how many items are decided there.
    """

    folder: str
    decisions: int


def drafts_of_file(path: str, root: str) -> list[str]:
    """Gives the drafts made of a file of this name, the latest first."""
    found = [place for place in _drafts(root) if _stem(place) == stem_of(path)]
    return sorted(found, key=_read_at, reverse=True)


def former_wordings(place: str) -> list[str]:
    """Gives the drafts of other texts of a draft's document: those of its file name first, the latest first."""
    others = [other for other in _wordings(place) if other[1 - _MARK :] != place[1 - _MARK :]]
    return sorted(others, key=lambda other: (_stem(other) == _stem(place), _read_at(other)), reverse=True)


def carry_over(place: str) -> Carried | None:
    """Takes over the decisions on the former wording of a draft's text; None where there is none, or where people decided on the draft already."""
    if os.path.isfile(os.path.join(place, REVIEWS)):
        return None
    former = max(_reviewed_wordings(place), key=lambda p: (_stem(p) == _stem(place), _last_decided(p)), default="")
    if not former:
        return None
    old, draft = load(former), load(place)
    moved, left = holding(old, draft)
    if moved:
        keep_decisions(draft, moved)
    return Carried(former, len(moved), tuple(" ".join(d.key.quote.split()) for d in left))


def decided_later(place: str) -> Later | None:
    """Gives the other text of a draft's document on which people decided last; None where they decided on no other, or on the draft itself since."""
    if not os.path.isfile(os.path.join(place, REVIEWS)):
        return None
    last = max(_reviewed_wordings(place), key=_last_decided, default="")
    if not last or _last_decided(last) <= _last_decided(place):
        return None
    return Later(last, len(match([], decisions_of(last))[1]))


def holding(old: Draft, draft: Draft) -> tuple[list[Decision], list[Decision]]:
    """Gives the decisions on a former draft that hold for a new one, in the places of its text, and those to look at again.

    Refusals of what the new reading does not propose are neither.
    """
    _, latest = match([], old.decisions)
    moved_to = _mover(old.source.text, draft.source.text)
    left: list[Decision] = []
    movable: list[Decision] = []
    for decision in latest:
        there = _moved(decision, old, draft, moved_to)
        (movable if there else left).append(there or decision)
    every = items(draft)
    matched, orphans = match(every, movable)
    standing = [d for d in orphans if d.verdict == "add"]
    left += [d for d in orphans if d.verdict != "add"]
    for number, decision in matched.items():
        # The same words at another place may be other work.
        (standing if every[number].key.id == decision.key.id else left).append(decision)
    return sorted(standing, key=lambda d: (d.at, d.key.start)), [d for d in left if d.verdict != "reject"]


def _moved(decision: Decision, old: Draft, draft: Draft, moved_to: Callable[[int], int]) -> Decision | None:
    """A decision in the places of the new text, None where its words or those of its correction stand there no more."""
    text = draft.source.text
    key = decision.key
    span = _place(key.quote, key.start, old.source.text, text, moved_to)
    new = {c: v for c, _, v in decision.changes}
    corrected = _place(new["quote"], int(new.get("start") or key.start), old.source.text, text, moved_to) if "quote" in new else None
    if span is None or ("quote" in new and corrected is None):
        return None
    at = {"quote": corrected.slice(text), "start": str(corrected.start), "end": str(corrected.end)} if corrected else {}
    note = "; ".join(filter(None, (decision.note, f"chuyển từ {os.path.basename(old.folder)}")))
    changes = tuple((c, was, at.get(c, v)) for c, was, v in decision.changes)
    return replace(decision, key=Key(span.start, span.end, span.slice(text), key.role, key.agent), changes=changes, note=note)


def _place(quote: str, start: int, before: str, after: str, moved_to: Callable[[int], int]) -> Span | None:
    there = places(after, quote)
    if len(there) == 1 == len(places(before, quote)):
        return there[0]
    return next((span for span in there if span.start == moved_to(start)), None)


def _mover(before: str, after: str) -> Callable[[int], int]:
    """Gives the place in the new text of a place in the old one, by the lines that both have."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [(_length(old[: b.a]), _length(new[: b.b])) for b in difflib.SequenceMatcher(None, old, new).get_matching_blocks()]
    edges = [a for a, _ in starts]

    def moved(place: int) -> int:
        number = bisect_right(edges, place) - 1
        return place + (starts[number][1] - starts[number][0] if number >= 0 else 0)

    return moved


def _length(lines: list[str]) -> int:
    return sum(map(len, lines))


def _drafts(root: str) -> Iterator[str]:
    for name in sorted(os.listdir(root)) if os.path.isdir(root) else ():
        if not name.startswith(".") and os.path.isfile(os.path.join(root, name, DRAFT)):
            yield os.path.join(root, name)


def _last_decided(place: str) -> str:
    return max((d.at for d in decisions_of(place)), default="")


def _stem(place: str) -> str:
    return os.path.basename(place)[:-_MARK]


def _read_at(place: str) -> float:
    return os.path.getmtime(os.path.join(place, DRAFT))


def _reviewed_wordings(place: str) -> Iterator[str]:
    """The drafts beside a draft that people decided on and that are of its document."""
    return _wordings(place, lambda other: os.path.isfile(os.path.join(other, REVIEWS)))


def _wordings(place: str, wanted: Callable[[str], bool] = lambda _: True) -> Iterator[str]:
    """The wanted drafts beside a draft that are of its document."""
    own = _fields(_written(place))
    for other in _drafts(os.path.dirname(place)):
        if other == place or not wanted(other):
            continue
        written, one_name = _written(other), _stem(other) == _stem(place)
        # Most drafts of a full folder share neither; their fields need no parsing.
        if (one_name or str(own.get("id", "")) in written) and _same_document(_fields(written), own, one_name):
            yield other


def _same_document(one: Mapping[str, Any], other: Mapping[str, Any], one_name: bool) -> bool:
    """Tells by their fields whether two drafts are of one document.

    They are where they have one number and one id or file name, and nothing that both say of themselves speaks against it. Where no number
    speaks for it, many documents share a file name (van-ban.txt): they must have one title too, and no two days.
    """
    if any(_differ(one, other, name) for name in ("number", "province", "issuer")):
        return False
    if one.get("id") == other.get("id") and (one.get("number") or other.get("number")):
        return True
    if one.get("number") and other.get("number"):
        return one_name
    one_title = bool(one.get("title") and other.get("title")) and not _differ(one, other, "title")
    return one_name and one_title and not _differ(one, other, "issued")


def _differ(one: Mapping[str, Any], other: Mapping[str, Any], name: str) -> bool:
    """True where both state a field and not the same."""
    return bool(one.get(name) and other.get(name)) and fold(" ".join(str(one[name]).split())) != fold(" ".join(str(other[name]).split()))


def _written(place: str) -> str:
    try:
        with open(os.path.join(place, SOURCE), "rb") as file:
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""


def _fields(written: str) -> dict[str, Any]:
    try:
        return tomllib.loads(written)
    except tomllib.TOMLDecodeError:
        # A draft whose fields cannot be read is found out when somebody opens it.
        return {}
