"""What changed between two readings.

Takes the assignment rows of two readings, of one text or of two; gives the norms added, removed and changed, with their
citations; knows nothing of files. Norms are matched by their words: the same quote, else quotes that overlap (in one text) or
share most words (in two).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.vocabulary import concepts
from ttdn_kb.query.assignment_table import AssignmentRow

_COMPARED = ("modality", "topics", "tasks", "object", "place", "deadline", "deadline_value", "frequency")
_LABELS = {
    "quote": Words("trích dẫn", "quote"),
    "modality": Words("loại", "kind"),
    "topics": Words("chủ đề", "topics"),
    "tasks": Words("công việc", "tasks"),
    "object": Words("đối tượng", "object"),
    "place": Words("địa điểm", "place"),
    "deadline": Words("thời hạn", "deadline"),
    "deadline_value": Words("thời hạn (giá trị)", "deadline (value)"),
    "frequency": Words("tần suất", "frequency"),
    "assignment": Words("phân công", "assignment"),
}
_NOBODY, _EMPTY, _BEFORE = Words("không nêu ai làm", "names nobody"), Words("(trống)", "(empty)"), Words("trước", "before")
# Shares of common words from which two quotes are one norm: in the same provision, and anywhere.
_NEAR, _FAR = 0.5, 0.7


class Change(NamedTuple):
    """One difference.

    Attributes:
        kind: "added", "removed" or "changed".
        provision_before, provision_after: citations, "" where there is none.
        field: "norm", "assignment", "quote" or a column.
        before, after: what it was and is; an assignment reads "role: agent".
        quote: the norm's words, those of the second reading where it has them.
    """

    kind: str
    provision_before: str
    provision_after: str
    field: str
    before: str
    after: str
    quote: str


@dataclass(frozen=True, slots=True)
class _Norm:
    rows: tuple[AssignmentRow, ...]

    @property
    def head(self) -> AssignmentRow:
        return self.rows[0]

    def cast(self) -> dict[tuple[str, str], AssignmentRow]:
        return {(r.role, r.agent): r for r in self.rows if r.agent}

    def words(self) -> frozenset[str]:
        return frozenset(self.head.quote.casefold().split())


def differences(before: Iterable[AssignmentRow], after: Iterable[AssignmentRow], lang: str = "vi") -> list[Change]:
    """Gives what changed, in the order of the second reading, removals last.

    Args:
        before, after: rows of the assignment table, each of one document.
        lang: language of the roles, "vi" or "en".
    """
    old, new = _norms(before), _norms(after)
    same_text = bool(old and new) and old[0].head.source_sha256 == new[0].head.source_sha256
    pairs = _pair(old, new, same_text)
    found: list[Change] = []
    for place, norm in enumerate(new):
        partner = pairs.get(place)
        found += _within(old[partner], norm, lang) if partner is not None else _whole("added", norm, lang)
    matched = set(pairs.values())
    for place, norm in enumerate(old):
        if place not in matched:
            found += _whole("removed", norm, lang)
    return found


def _norms(rows: Iterable[AssignmentRow]) -> list[_Norm]:
    grouped: dict[str, list[AssignmentRow]] = {}
    for row in rows:
        grouped.setdefault(row.norm, []).append(row)
    return sorted((_Norm(tuple(r)) for r in grouped.values()), key=lambda n: (n.head.start, n.head.end))


def _pair(old: Sequence[_Norm], new: Sequence[_Norm], same_text: bool) -> dict[int, int]:
    """Place of the partner in `old` for each place in `new` that has one."""
    pairs: dict[int, int] = {}
    free = dict.fromkeys(range(len(old)))

    def take(score: float, place: int, other: int) -> bool:
        if score and place not in pairs and other in free:
            pairs[place] = other
            del free[other]
            return True
        return False

    by_quote: dict[tuple[str, str], list[int]] = {}
    for other, norm in enumerate(old):
        by_quote.setdefault((" ".join(norm.head.quote.split()), norm.head.provision), []).append(other)
        by_quote.setdefault((" ".join(norm.head.quote.split()), ""), []).append(other)
    for where in ("provision", ""):
        for place, norm in enumerate(new):
            key = (" ".join(norm.head.quote.split()), norm.head.provision if where else "")
            for other in by_quote.get(key, ()):
                if take(1, place, other):
                    break
    scored = []
    words = {other: old[other].words() for other in free}
    by_word: dict[str, list[int]] = {}
    for other, some in words.items():
        for word in some:
            by_word.setdefault(word, []).append(other)
    for place, norm in enumerate(new):
        if place in pairs:
            continue
        mine = norm.words()
        shared: dict[int, int] = {}
        for word in mine:
            for other in by_word.get(word, ()):
                shared[other] = shared.get(other, 0) + 1
        for other, count in shared.items():
            score = count / len(mine | words[other])
            a, b = old[other].head, norm.head
            overlap = min(a.end, b.end) - max(a.start, b.start) if same_text else 0
            if overlap * 2 > min(a.end - a.start, b.end - b.start):
                scored.append((2 + score, place, other))
            elif score >= (_NEAR if a.provision == b.provision else _FAR):
                scored.append((score, place, other))
    for score, place, other in sorted(scored, reverse=True):
        take(score, place, other)
    return pairs


def _whole(kind: str, norm: _Norm, lang: str) -> list[Change]:
    head = norm.head
    said = "; ".join(_said(r, lang) for r in norm.cast().values()) or _NOBODY.of(lang)
    before, after = (head.provision, "") if kind == "removed" else ("", head.provision)
    return [Change(kind, before, after, "norm", said if kind == "removed" else "", said if kind == "added" else "", head.quote)]


def _within(old: _Norm, new: _Norm, lang: str) -> list[Change]:
    a, b = old.head, new.head

    def change(kind: str, field: str, before: str, after: str) -> Change:
        return Change(kind, a.provision, b.provision, field, before, after, b.quote)

    found = []
    if " ".join(a.quote.split()) != " ".join(b.quote.split()):
        found.append(change("changed", "quote", " ".join(a.quote.split()), " ".join(b.quote.split())))
    found += [change("changed", c, getattr(a, c), getattr(b, c)) for c in _COMPARED if getattr(a, c) != getattr(b, c)]
    was, now = old.cast(), new.cast()
    found += [change("removed", "assignment", _said(row, lang), "") for key, row in was.items() if key not in now]
    found += [change("added", "assignment", "", _said(row, lang)) for key, row in now.items() if key not in was]
    return found


def _said(row: AssignmentRow, lang: str) -> str:
    roles = concepts("roles")
    return f"{roles[row.role].called(lang) if row.role in roles else row.role}: {row.agent}"


def lines(changes: Sequence[Change], lang: str = "vi") -> list[str]:
    """Gives the differences as people read them, one norm a block."""
    marks = {"added": "+", "removed": "−", "changed": "~"}
    out: list[str] = []
    last: tuple[str, str, str] | None = None
    for c in changes:
        here = (c.provision_before, c.provision_after, c.quote)
        if c.field == "norm":
            out.append(f"{marks[c.kind]} {c.provision_after or c.provision_before}: {c.after or c.before}")
            out.append(f"    “{_short(c.quote)}”")
        else:
            if here != last:
                moved = f" ({_BEFORE.of(lang)}: {c.provision_before})" if c.provision_before != c.provision_after else ""
                out += [f"~ {c.provision_after}{moved}", f"    “{_short(c.quote)}”"]
            if c.field == "assignment":
                out.append(f"    {marks[c.kind]} {c.after or c.before}")
            else:
                out.append(f"    {_LABELS[c.field].of(lang)}: {_short(c.before) or _EMPTY.of(lang)} → {_short(c.after) or _EMPTY.of(lang)}")
        last = here
    return out


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 160 else plain[:159] + "…"


def summary(changes: Sequence[Change], lang: str = "vi") -> str:
    """Gives the counts in one sentence."""
    norms = {kind: sum(1 for c in changes if c.field == "norm" and c.kind == kind) for kind in ("added", "removed")}
    changed = len({(c.provision_before, c.provision_after, c.quote) for c in changes if c.field != "norm"})
    if not changes:
        return Words("Không có gì khác nhau.", "Nothing differs.").of(lang)
    return Words(
        f"{norms['added']} quy định thêm, {norms['removed']} quy định bớt, {changed} quy định thay đổi.",
        f"Norms added {norms['added']}, removed {norms['removed']}, changed {changed}.",
    ).of(lang)
