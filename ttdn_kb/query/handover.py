"""The hand-over statement of a reorganisation.

Takes a store with what was inferred, two days and perhaps a province; gives one row for every duty that changes hands, is left without a holder or
ends with its document between them; knows nothing of DOCX. A row is a sentence: duty X passes from A to B, under clause C or event E, from date D.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ttdn_kb.foundation.days import day_words
from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.graph.store import Store
from ttdn_kb.query.history import SHARES, Cause, Holding, causes, holdings, to_markdown
from ttdn_kb.query.status import inferred

PASSES, ORPHANED, ENDED = "passes", "orphaned", "ended"
#: In Vietnamese and English.
OUTCOMES = {
    PASSES: ("chuyển giao", "passed on"),
    ORPHANED: ("kho chưa nêu người giữ", "no holder named in the base"),
    ENDED: ("hết hiệu lực cùng văn bản", "ended with its document"),
}


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One change.

    Attributes:
        outcome: "passes", "orphaned" or "ended".
        duty: the work in words; norm: its IRI; role: its label.
        old, new: names of the bodies; new is "" where there is no taker.
        date: ISO 8601 day from which it is so.
        clause: the provision of the duty; new_clause: that of a later document which gives the work anew, "" where an event moves it.
        event: what happened; grounds, sources: its legal grounds and where they were read.
        candidates: names of bodies that may be the taker.
        quote: the words of the duty.
        province: IRI.
        assignments: the old and the new assignment, for `explain`.
    """

    outcome: str
    duty: str
    norm: str
    role: str
    old: str
    new: str
    date: str
    clause: str
    new_clause: str
    event: str
    grounds: tuple[str, ...]
    sources: tuple[str, ...]
    candidates: tuple[str, ...]
    quote: str
    province: str
    assignments: tuple[str, ...]

    def sentence(self, lang: str = "vi") -> str:
        """Gives the row as a sentence, "vi" or "en"."""
        if lang == "en":
            return self._english()
        under = f"theo {self.new_clause}" if self.new_clause else f"theo sự kiện: {self.event}" if self.event else ""
        if self.outcome == PASSES:
            return f"Nhiệm vụ “{self.duty}” ({self.clause}) chuyển từ {self.old} sang {self.new}, {under}, từ ngày {day_words(self.date)}."
        if self.outcome == ORPHANED:
            may = f" Có thể là nơi nhận: {', '.join(self.candidates)}." if self.candidates else ""
            return f"Nhiệm vụ “{self.duty}” ({self.clause}) của {self.old}: kho chưa nêu người giữ từ ngày {day_words(self.date)}, {under}.{may}"
        ends = f"hết hiệu lực từ ngày {day_words(self.date)} cùng văn bản; chưa văn bản nào giao lại."
        return f"Nhiệm vụ “{self.duty}” ({self.clause}) của {self.old} {ends}"

    def _english(self) -> str:
        duty = f"The duty “{self.duty}” ({self.clause})"
        under = f", under {self.new_clause}" if self.new_clause else f" (event: {self.event})" if self.event else ""
        if self.outcome == PASSES:
            return f"{duty} passes from {self.old} to {self.new} on {self.date}{under}."
        if self.outcome == ORPHANED:
            may = f" Possible takers: {', '.join(self.candidates)}." if self.candidates else ""
            return f"{duty} of {self.old} has no holder named in the base from {self.date} on{under}.{may}"
        return f"{duty} of {self.old} ended on {self.date} with its document; no document gives it anew."


def handover(store: Store, start: str, end: str, province: str = "", lang: str = "vi") -> list[HandoverRow]:
    """Gives what changes after `start`, up to and on `end`.

    Args:
        start, end: ISO 8601 days, start before end.
        province: IRI of a province, "" for all.
        lang: language of the names, "vi" or "en".

    Raises:
        UsageError: `bad-period` where end does not follow start.
    """
    if not start < end:
        raise UsageError("bad-period", "Khoảng thời gian sai", f"{start} – {end}", "ngày sau phải muộn hơn ngày trước", "đổi chỗ hai ngày")
    everything = holdings(store, province=province, lang=lang)
    known = causes(store, lang)
    by_assignment = {held.assignment: held for held in everything}
    rows = []
    for held in everything:
        if held.way in SHARES:
            continue
        portions = [by_assignment[x] for x in held.partly if x in by_assignment and start < by_assignment[x].start <= end]
        rows += [_row(PASSES, held, taker.start, known, tuple(taker.events), lang, taker) for taker in portions]
        if held.orphaned and start < held.orphaned <= end:
            rows.append(_row(ORPHANED, held, held.orphaned, known, tuple(held.orphaned_by), lang))
        elif held.end and start < held.end <= end and (not held.start or held.start < held.end):
            takers = [by_assignment[x] for x in held.later if x in by_assignment]
            if takers:
                rows += [_row(PASSES, held, held.end, known, tuple(held.causes), lang, taker) for taker in takers]
            elif held.standing in ("plan-ended", "expired", "replaced") and held.role.rsplit("/", 1)[-1] in ("lead", "responsible"):
                rows += _after_document(held, everything, known, end, lang)
    return sorted(rows, key=lambda r: (r.province, r.date, r.outcome, r.old, r.norm))


def _after_document(held: Holding, everything: Sequence[Holding], known: dict[str, Cause], end: str, lang: str) -> list[HandoverRow]:
    """Gives the rows of a duty whose document ends: who is given the same task in the same province on the last day, by another document."""
    same = [
        other
        for other in everything
        if held.task and other.task == held.task and other.province == held.province and other.role == held.role and other.way not in SHARES
    ]
    same = [other for other in same if other.document != held.document and other.holds(end)]
    if not same:
        return [_row(ENDED, held, held.end, known, tuple(held.causes), lang)]
    if any(other.agent == held.agent for other in same):
        return []
    return [_row(PASSES, held, max(held.end, other.start), known, (), lang, other) for other in same]


def _row(
    outcome: str, held: Holding, date: str, known: dict[str, Cause], why: tuple[str, ...], lang: str, taker: Holding | None = None
) -> HandoverRow:
    vi = lang == "vi"
    events = [known[c] for c in why if c in known]
    rest = (" (phần còn lại)" if vi else " (the rest)") if held.partly and taker is None else ""
    sure = inferred(taker.certainty, vi) if taker and events else ""
    new_clause = ""
    if taker is not None and taker.norm != held.norm:
        new_clause = ", ".join(part for part in (taker.clause, taker.document_label) if part)
    return HandoverRow(
        outcome,
        held.duty + rest + (taker.portion(vi) if taker and taker.norm == held.norm else ""),
        held.norm,
        held.role_label,
        held.agent_label,
        taker.agent_label if taker else "",
        date,
        ", ".join(part for part in (held.clause, held.document_label) if part),
        new_clause,
        "; ".join(event.label for event in events) + sure,
        tuple(dict.fromkeys(g for event in events for g in event.grounds)),
        tuple(dict.fromkeys(s for event in events for s in event.sources)),
        tuple(held.candidates),
        held.quote,
        held.province,
        (held.assignment, *([taker.assignment] if taker else [])),
    )


HANDOVER_COLUMNS = {
    "vi": ("Kết quả", "Nhiệm vụ", "Vai trò", "Từ", "Sang", "Từ ngày", "Điều khoản", "Theo điều khoản mới hoặc sự kiện", "Căn cứ", "Có thể nhận"),
    "en": ("Outcome", "Duty", "Role", "From", "To", "On", "Provision", "Under provision or event", "Ground", "Possible takers"),
}


def handover_rows(rows: Sequence[HandoverRow], lang: str = "vi") -> list[tuple[str, ...]]:
    """Gives the table, columns as `HANDOVER_COLUMNS` names them in a language."""
    return [
        (
            OUTCOMES[r.outcome][lang == "en"],
            r.duty,
            r.role,
            r.old,
            r.new,
            day_words(r.date, lang),
            r.clause,
            r.new_clause or r.event,
            "; ".join(r.grounds),
            ", ".join(r.candidates),
        )
        for r in rows
    ]


def handover_title(start: str, end: str, lang: str = "vi") -> str:
    """Gives the name of the statement of two days.

    >>> handover_title("2025-06-30", "2025-07-01")
    'Bàn giao nhiệm vụ từ 30/06/2025 đến 01/07/2025'
    """
    first, last = day_words(start, lang), day_words(end, lang)
    return f"Handover of duties from {first} to {last}" if lang == "en" else f"Bàn giao nhiệm vụ từ {first} đến {last}"


def handover_markdown(rows: Sequence[HandoverRow], start: str, end: str, lang: str = "vi") -> str:
    """Gives the statement as Markdown: a count, the sentences, the table."""
    en = lang == "en"
    counts = {outcome: sum(r.outcome == outcome for r in rows) for outcome in OUTCOMES}
    told = [f"{number} {'duties' if en else 'nhiệm vụ'} {OUTCOMES[outcome][en]}" for outcome, number in counts.items() if number]
    head = ", ".join(told) or ("no change" if en else "không có thay đổi")
    out = [f"# {handover_title(start, end, lang)}", "", head[0].upper() + head[1:] + ".", ""]
    out += [f"{n}. {row.sentence(lang)}" for n, row in enumerate(rows, 1)]
    return "\n".join(out) + "\n\n" + to_markdown(HANDOVER_COLUMNS[lang], handover_rows(rows, lang))
