"""What people decide on a draft, and what follows from it.

Takes a draft with its decisions; gives the items to look at, least certain first, checks a correction, and gives the norms as
reviewed. A decision stays true when the text is read again: it finds its item by quote, offsets, role and agent; where the new
reading no longer proposes it, the reviewed norm stays. Knows nothing of terminals and files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.foundation.model import Span
from ttdn_kb.graph.proposals import name_key
from ttdn_kb.graph.review_records import Decision, Key
from ttdn_kb.graph.vocabulary import concepts, find
from ttdn_kb.query.assignment_table import AssignmentRow
from ttdn_kb.query.drafts import Draft, rows_of
from ttdn_kb.query.stated_times import days_meant, is_deadline, is_frequency

# A letter with the marks that are stored behind it.
_LETTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
# Columns that a reviewer may change; the rest follows from them.
EDITABLE = ("quote", "agent", "role", "modality", "topics", "tasks", "object", "place", "deadline", "deadline_value", "frequency")
_VOCABULARY = {"role": "roles", "modality": "modalities", "topics": "topics", "tasks": "tasks"}


@dataclass(frozen=True, slots=True)
class Item:
    """A proposed assignment, or work without bearer, with the latest decision on it."""

    key: Key
    row: AssignmentRow
    norm: int
    decision: Decision | None = None

    def value(self, column: str) -> str:
        """Gives a cell as it stands after the decision."""
        changed = {c: new for c, _, new in self.decision.changes} if self.decision and self.decision.verdict == "correct" else {}
        return changed.get(column, str(getattr(self.row, column)))


def key_of(row: AssignmentRow) -> Key:
    return Key(row.start, row.end, row.quote, row.role, row.agent)


def items(draft: Draft) -> list[Item]:
    """Gives all items of a draft in text order, each with its latest decision."""
    rows = [(number, row) for number, e in enumerate(draft.entries) for row in rows_of([(e.iri, e.norm, e.status)], draft.source)]
    found = [Item(key_of(row), row, number) for number, row in rows]
    decided, _ = match(found, draft.decisions)
    return [replace(item, decision=decided.get(place)) for place, item in enumerate(found)]


def least_certain(every: Iterable[Item]) -> list[Item]:
    """Gives the items that nobody decided on, least certain first."""
    return sorted((i for i in every if i.decision is None), key=lambda i: (i.row.confidence, i.row.start, i.row.end))


def match(found: list[Item], decisions: Iterable[Decision]) -> tuple[dict[int, Decision], list[Decision]]:
    """Gives the latest decision for each item by its place in the list, and the latest decisions that fit no item."""
    latest: dict[str, Decision] = {}
    for decision in decisions:
        latest.pop(decision.key.id, None)
        latest[decision.key.id] = decision
    exact = {item.key.id: place for place, item in enumerate(found)}
    matched = {exact[mark]: d for mark, d in latest.items() if mark in exact and d.verdict != "add"}
    near: dict[tuple[str, str, str], list[int]] = {}
    for place, item in enumerate(found):
        if place not in matched:
            near.setdefault(_loose(item.key), []).append(place)
    orphans = []
    for mark, decision in latest.items():
        if mark in exact and decision.verdict != "add":
            continue
        places = near.get(_loose(decision.key), []) if decision.verdict != "add" else []
        if places:
            # The text around it grew or shrank: the same words elsewhere are the same item, the nearest first.
            place = min(places, key=lambda p: abs(found[p].key.start - decision.key.start))
            places.remove(place)
            matched[place] = decision
        else:
            orphans.append(decision)
    return matched, orphans


def alike(one: Key, other: Key) -> bool:
    """Tells whether two keys name one item, wherever its words stand."""
    return _loose(one) == _loose(other)


def one_work(one: Key, other: Key) -> bool:
    """Tells whether two keys name one item at one place, however its agent is spelled."""
    return (one.start, one.end) == (other.start, other.end) and alike(one, other)


def _loose(key: Key) -> tuple[str, str, str]:
    return " ".join(key.quote.split()), key.role, name_key(key.agent)


def changes(item: Item | None, wanted: Mapping[str, str], text: str) -> tuple[tuple[str, str, str], ...]:
    """Gives what a reviewer changes on a proposal, checked and in the notations of the vocabularies.

    Args:
        item: the proposal, None for a missing assignment that is added.
        wanted: column to the value typed; columns left out stay. For an added assignment `start` says near which code point its quote stands.
        text: the stored text, in which a new quote must stand.

    Raises:
        UsageError: `bad-review-value`, naming the column.
    """
    found = []
    for column in EDITABLE:
        if column not in wanted:
            continue
        former = str(getattr(item.row, column)) if item else ""
        typed = wanted[column].strip()
        if same_cell(column, typed, former):
            continue
        if column == "quote":
            span = locate(text, typed, item.row.start if item else int(wanted.get("start") or 0))
            if span is None:
                raise _bad(column, typed, "đoạn này không có nguyên văn trong văn bản", "chép đúng từng chữ từ văn bản")
            found.append((column, former, span.slice(text)))
            found += [(name, str(getattr(item.row, name)) if item else "", str(value)) for name, value in (("start", span.start), ("end", span.end))]
        else:
            found.append((column, former, _notations(column, typed)))
    result = {c: new for c, _, new in found}
    role = result.get("role", item.row.role if item else "")
    agent = result.get("agent", item.row.agent if item else "")
    if bool(role) != bool(agent):
        raise _bad(
            "role" if agent else "agent",
            agent or role,
            "cơ quan và vai trò phải đi cùng nhau",
            "điền cả hai, hoặc để trống cả hai nếu không giao cho ai",
        )
    return tuple(found)


def same_cell(column: str, typed: str, value: str) -> bool:
    """Tells whether a cell still says what it said, whatever white space, storage of marks and form of a day a spreadsheet gave it.

    >>> same_cell("agent", "Sở  Y tế", "Sở Y tế"), same_cell("deadline_value", "6/15/2024", "2024-06-15")
    (True, True)

    Raises:
        UsageError: `bad-review-value` for a cell that says the same day only when it is read month first, and could be another day.
    """
    if _plain(typed) == _plain(value):
        return True
    days = days_meant(typed) if column == "deadline_value" else ()
    if value in days[1:]:
        raise _bad(column, typed, f"có thể là {' hoặc '.join(days)}, không rõ là ngày nào", "viết ngày theo mẫu năm-tháng-ngày (YYYY-MM-DD)")
    return value in days


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFC", " ".join(cell.split()))


def _notations(column: str, typed: str) -> str:
    if column == "deadline_value":
        typed = next(iter(days_meant(typed)), typed)
    if typed and column == "deadline_value" and not is_deadline(typed):
        raise _bad(column, typed, "không phải thời hạn viết theo mẫu, hoặc không có ngày ấy trong lịch", "viết như 2026-06-20, --06-20, 2026-Q3, P5D")
    if typed and column == "frequency" and not is_frequency(typed):
        raise _bad(column, typed, "không phải tần suất viết theo mẫu", "viết như P1M, P6M, P1Y, continuous (thường xuyên) hoặc adhoc (đột xuất)")
    scheme = _VOCABULARY.get(column)
    if scheme is None or not typed:
        return " ".join(typed.split()) if column == "agent" else typed
    marks = []
    for part in typed.split(";") if column in ("topics", "tasks") else [typed]:
        mark = find(scheme, part.strip())
        if not mark:
            some = ", ".join(sorted(concepts(scheme)))
            raise _bad(column, part.strip(), "không có trong từ vựng", f"dùng một trong: {some if len(some) < 300 else some[:300] + ' …'}")
        marks.append(mark)
    return ";".join(sorted(marks))


def _bad(column: str, value: str, why: str, fix: str) -> UsageError:
    return UsageError("bad-review-value", f"Giá trị sửa ở cột {column} không dùng được", value, why, fix)


def locate(text: str, quote: str, near: int) -> Span | None:
    """Gives the place of a quote in the text, the nearest to `near`; white space may differ; None where the text does not have it.

    >>> locate("a  b. Sở Y tế\\nchủ trì", "Sở Y tế chủ trì", 0)
    Span(start=6, end=21)
    """
    return min(places(text, quote), key=lambda s: abs(s.start - near), default=None)


def places(text: str, quote: str) -> list[Span]:
    """Gives every place of a quote in the text, see `locate`; letters and marks may be stored together or apart (NFC, NFD) in either.

    >>> [s.start for s in places("Sở Y tế; Sở  Y tế", "Sở Y tế")]
    [0, 9]
    >>> places(unicodedata.normalize("NFD", "Sở Y tế"), "tế"), places("Sở Y tế", unicodedata.normalize("NFD", "tế"))
    ([Span(start=7, end=11)], [Span(start=5, end=7)])
    """
    words = _plain(quote).split()
    pattern = re.compile(r"\s+".join(re.escape(w) for w in words))
    view, at = _composed(text)
    return [Span(at[m.start()], at[m.end()]) for m in pattern.finditer(view)] if words else []


def _composed(text: str) -> tuple[str, Sequence[int]]:
    """A text with letters and marks together, and the place in the text itself of each of its characters and of its end."""
    if unicodedata.is_normalized("NFC", text):
        return text, range(len(text) + 1)
    letters = [(unicodedata.normalize("NFC", m.group()), m.start()) for m in _LETTER.finditer(text)]
    return "".join(letter for letter, _ in letters), [*(start for letter, start in letters for _ in letter), len(text)]
