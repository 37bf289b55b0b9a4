"""Sides laid over one another.

Takes sides and the material; gives the matrix of topic (or work), role and agency type, what only one side has, where leads differ and what moved;
knows nothing of formats. Agencies compare by type, so a department before and after a reorganisation is shown as what it is on either side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from ttdn_kb.compare.material import Change, Document, Entry, Material
from ttdn_kb.compare.sides import Side
from ttdn_kb.compare.wording import words
from ttdn_kb.foundation.days import day_words

DOING = ("lead", "responsible")

Held = tuple[tuple[Entry, ...], ...]  # entries a side, in the order of the sides


class MatrixRow(NamedTuple):
    """A line of the matrix: concept, role and agency type, with the entries of each side. Role and type are "" for work that nobody is given."""

    concept: str
    role: str
    type: str
    cells: Held


class TaskRow(NamedTuple):
    """A task with the entries of each side that a difference rests on."""

    task: str
    cells: Held


class Moved(NamedTuple):
    """A task done by another agency type on another side.

    Attributes:
        task: notation.
        before, after: places of the two sides.
        gone, come: agency types that do it only there, only here.
        change: the change of organisation that explains it, None where the texts give it otherwise.
        cells: entries of the two sides that lead or do the task.
    """

    task: str
    before: int
    after: int
    gone: tuple[str, ...]
    come: tuple[str, ...]
    change: Change | None
    cells: tuple[tuple[Entry, ...], tuple[Entry, ...]]


@dataclass
class Comparison:
    """Sides laid over one another.

    Attributes:
        material: names and changes.
        sides: in the order typed.
        entries: entries of each side.
        by: "topic" or "task": what the matrix is about.
        topic: notation of the only topic looked at, "" for all.
        notes: sentences about what is missing or filtered, in the user's language.
    """

    material: Material
    sides: list[Side]
    entries: list[list[Entry]]
    by: str = "topic"
    topic: str = ""
    notes: list[str] = field(default_factory=list)

    def concepts(self) -> list[str]:
        """Gives the topics (or tasks) that any side has, by name."""
        found = {c for side in self.entries for e in side for c in self.concepts_of(e)}
        return sorted(found, key=lambda c: self.material.names.sort_key(self.by, c))

    def concepts_of(self, entry: Entry) -> tuple[str, ...]:
        if self.by == "task":
            return entry.tasks
        return tuple(t for t in entry.topics if not self.topic or t == self.topic)

    def matrix(self) -> list[MatrixRow]:
        """Gives every line of the matrix, by concept, weight of the role, and type."""
        places: dict[tuple[str, str, str], list[list[Entry]]] = {}
        for i, side in enumerate(self.entries):
            for entry in side:
                for concept in self.concepts_of(entry):
                    cells = places.setdefault((concept, entry.role, entry.type), [[] for _ in self.sides])
                    cells[i].append(entry)
        key = self.material.names.sort_key
        order = sorted(places, key=lambda k: (key(self.by, k[0]), key("role", k[1]), key("type", k[2])))
        return [MatrixRow(*k, tuple(tuple(c) for c in places[k])) for k in order]

    def tasks(self) -> list[str]:
        found = {t for side in self.entries for e in side for t in e.tasks}
        return sorted(found, key=lambda t: self.material.names.sort_key("task", t))

    def on_task(self, task: str, keep: Callable[[Entry], bool] = lambda _: True) -> Held:
        """Gives the entries on a task, a side at a time, that a condition keeps."""
        return tuple(tuple(e for e in side if task in e.tasks and keep(e)) for side in self.entries)

    def only(self, side: int) -> list[TaskRow]:
        """Gives the tasks that one side has and no other."""
        rows = (TaskRow(task, self.on_task(task)) for task in self.tasks())
        return [r for r in rows if r.cells[side] and not any(c for i, c in enumerate(r.cells) if i != side)]

    def lacking(self, side: int) -> list[TaskRow]:
        """Gives the tasks that every other side has and one has not; meant for three sides and more."""
        rows = (TaskRow(task, self.on_task(task)) for task in self.tasks())
        return [r for r in rows if not r.cells[side] and all(c for i, c in enumerate(r.cells) if i != side)]

    def leads_differ(self) -> list[TaskRow]:
        """Gives the tasks that at least two sides give a lead, where the types of the leads are not the same."""
        found = []
        for task in self.tasks():
            cells = tuple(tuple(e for e in c if not self.left_alone(e, i)) for i, c in enumerate(self.on_task(task, lambda e: e.role == "lead")))
            types = [types_of(c) for c in cells if c]
            if len(types) > 1 and any(t != types[0] for t in types):
                found.append(TaskRow(task, cells))
        return found

    def moved(self) -> list[Moved]:
        """Gives the tasks that a type leads or does on one side only, and another type on another side only, each pair of sides in the order typed.

        Bodies named in general words ("các cơ quan liên quan") are no holders whose duty could move.
        """
        found = []
        for task in self.tasks():
            held = self.on_task(task, lambda e: e.role in DOING and e.kind != "generic")
            cells = tuple(tuple(e for e in c if not self.left_alone(e, i)) for i, c in enumerate(held))
            for a, b in combinations(range(len(self.sides)), 2):
                gone, come = types_of(cells[a]) - types_of(cells[b]), types_of(cells[b]) - types_of(cells[a])
                if gone and come:
                    key = self.material.names.sort_key
                    change = self._change(task, a, b, gone, come)
                    order = (tuple(sorted(gone, key=lambda t: key("type", t))), tuple(sorted(come, key=lambda t: key("type", t))))
                    found.append(Moved(task, a, b, *order, change, (cells[a], cells[b])))
        return found

    def orphaned(self) -> list[tuple[int, Entry]]:
        """Gives the entries whose bearer is gone on the side's day with no successor named."""
        return [(i, e) for i, side in enumerate(self.entries) for e in side if self.left_alone(e, i)]

    def left_alone(self, entry: Entry, side: int) -> bool:
        return entry.orphaned(self.sides[side].day)

    def _change(self, task: str, a: int, b: int, gone: set[str], come: set[str]) -> Change | None:
        """Finds the change of organisation by which one type took over from the other: of the sides' provinces or of all, for the task's topic."""
        topics = set(self.material.names.topics_of(task)) | {t for i in (a, b) for e in self.on_task(task)[i] for t in e.topics}
        provinces = {"", self.sides[a].province, self.sides[b].province}
        for change in self.material.changes:
            pairs = ((change.before in gone and change.after in come), (change.before in come and change.after in gone))
            if any(pairs) and change.province in provinces and (not change.fields or topics & set(change.fields)):
                return change
        return None


def types_of(entries: Iterable[Entry]) -> set[str]:
    """Gives the agency types of entries; work that nobody is given has none."""
    return {e.type for e in entries if e.type}


def compare(material: Material, sides: list[Side], by: str = "topic", topic: str = "", lang: str = "vi", today: str = "") -> Comparison:
    """Lays sides over one another.

    Args:
        by: "topic" or "task".
        topic: notation of the only topic to look at, "" for all.
        today: ISO 8601 day; a side without a day of its own whose documents no longer all hold on it is told so. "" says nothing.
    """
    held = [side.entries(material) for side in sides]
    kept = [[e for e in entries if not topic or topic in e.topics] for entries in held]
    comparison = Comparison(material, sides, kept, by, topic)
    for side, before, after in zip(sides, held, kept, strict=True):
        if not after:
            comparison.notes.append(_why_empty(material, side, before, topic, lang))
        comparison.notes += _warnings(side, lang, today)
    return comparison


def _warnings(side: Side, lang: str, today: str) -> list[str]:
    notes = []
    if not side.day and today and len(side.documents) > 1 and not all(d.in_force(today) for d in side.documents):
        notes.append(words("mixed-times", lang, side=side.label))
    gone = side.documents[0].province_until if side.documents else ""
    if side.day and gone and side.day >= gone:
        notes.append(words("province-gone", lang, side=side.label, day=day_words(gone, lang)))
    return notes


def _why_empty(material: Material, side: Side, held: list[Entry], topic: str, lang: str) -> str:
    """Says which filter leaves a side empty, and what near it exists."""
    vi = lang == "vi"
    if held and topic:
        name = material.names.of("topic", topic, lang)
        near = _usual_topics(material, held, lang)
        return (
            f"{side.label}: không có quy định nào về chủ đề “{name}”; các chủ đề có nhiều quy định nhất: {near}. "
            "Bỏ điều kiện chủ đề (--topic) để xem tất cả."
            if vi
            else f"{side.label}: no provision on the topic “{name}”; the topics with most provisions: {near}. Drop the topic (--topic) to see all."
        )
    terms = "; ".join(_term(d, vi) for d in (*side.documents, *side.others))
    if side.day and side.others and not side.documents:
        return (
            f"{side.label}: không văn bản nào trong kho áp dụng vào ngày này. Các văn bản có: {terms}. Chọn một ngày trong các khoảng đó (--at NGÀY)."
            if vi
            else f"{side.label}: no document of the base holds on this day. There are: {terms}. Choose a day within these terms (--at DAY)."
        )
    return (
        f"{side.label}: các văn bản trong kho chưa ghi phân công nào ({terms})."
        if vi
        else f"{side.label}: its documents state no assignment yet ({terms})."
    )


def _usual_topics(material: Material, held: list[Entry], lang: str) -> str:
    counts: dict[str, set[str]] = {}
    for entry in held:
        for topic in entry.topics:
            counts.setdefault(topic, set()).add(entry.norm)
    order = sorted(counts, key=lambda t: (-len(counts[t]), material.names.sort_key("topic", t)))
    return "; ".join(material.names.of("topic", t, lang) for t in order[:5])


def _term(document: Document, vi: bool) -> str:
    start, end = document.start or "…", document.end or "…"
    if not vi:
        return f"{document.short('vi' if vi else 'en')} ({start} – {end}, end exclusive)"
    turned = ["/".join(reversed(d.split("-"))) for d in (start, end)]
    return f"{document.short('vi' if vi else 'en')} (từ {turned[0]} {'đến trước ' + turned[1] if document.end else 'trở đi'})"
