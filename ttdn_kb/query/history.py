"""Who held a duty when.

Takes a store with what was inferred; gives holdings with their dates and causes, and the events of an agency; knows nothing of how they are printed
beyond plain tables and Markdown. The queries are files in queries/history/. Names are Vietnamese, or English where the data has an English one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ttdn_kb.foundation.days import day_words
from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.namespaces import notation, vocab
from ttdn_kb.graph.store import Store, Term
from ttdn_kb.inference.evidence import labels
from ttdn_kb.inference.proof_words import shortened
from ttdn_kb.query.status import inferred
from ttdn_kb.sparql import query_file
from ttdn_kb.sparql.binding import bind

#: How a holder comes to a duty, by the class of the assignment, in Vietnamese and English; "" is what the text itself says.
WAYS = {
    "": ("được giao", "assigned"),
    "InheritedAssignment": ("theo tập thể", "as a member"),
    "PositionAssignment": ("theo chức danh", "through a post"),
    "StandingAssignment": ("cơ quan thường trực", "as the standing body"),
    "SuccessionAssignment": ("kế thừa", "as successor"),
    "MandateAssignment": ("theo lĩnh vực", "with the field"),
    "BaselineAssignment": ("theo văn bản trung ương", "by a national document"),
}
#: Shares in somebody else's duty: they show in a history, but pass and lapse with their source.
SHARES = {"InheritedAssignment", "PositionAssignment", "StandingAssignment", "BaselineAssignment"}


@dataclass(frozen=True, slots=True)
class Cause:
    """An event or document that changes who holds a duty.

    Attributes:
        label: its name.
        date: ISO 8601 day of effect of an event, "" for a document.
        grounds, sources: legal grounds and where they were read.
    """

    iri: str
    label: str
    date: str = ""
    grounds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(slots=True)
class Holding:
    """One holder of one duty in one role for one period.

    Attributes:
        assignment, norm, agent, role: IRIs.
        way: class name of a derived assignment, "" for what the text says.
        source: the assignment that a derived one comes from, "" for none.
        start, end: ISO 8601 days, end exclusive; "" where open or unknown.
        causes: what ends it; later: assignments that take it over, with who holds them; candidates: names of possible takers.
        orphaned: ISO 8601 day from which nobody holds it, "" where it is passed on or ends with its document.
        certainty: notation of the certainty of the events behind a derived one where it is less than high, else ""; events: what it came by.
        part: names of the topics that it is confined to, none for the whole duty; partly: assignments that take a part over, with who holds them.
    """

    assignment: str
    norm: str
    agent: str
    agent_label: str
    role: str
    role_label: str
    quote: str
    clause: str
    document: str
    document_label: str
    province: str
    way: str
    source: str
    start: str
    end: str
    standing: str
    standing_label: str
    orphaned: str
    task: str = ""
    certainty: str = ""
    events: dict[str, None] = field(default_factory=dict)
    part: dict[str, None] = field(default_factory=dict)
    partly: dict[str, str] = field(default_factory=dict)
    causes: dict[str, None] = field(default_factory=dict)
    later: dict[str, str] = field(default_factory=dict)
    orphaned_by: dict[str, None] = field(default_factory=dict)
    candidates: dict[str, None] = field(default_factory=dict)

    def holds(self, on: str) -> bool:
        """Tells whether it holds on an ISO 8601 day; an unknown beginning counts as begun."""
        return (not self.start or self.start <= on) and (not self.end or on < self.end)

    @property
    def duty(self) -> str:
        return self.task or shortened(self.quote, 110)

    def portion(self, vi: bool) -> str:
        """Gives the topics that it is confined to, in brackets; "" for the whole duty."""
        return f" ({'một phần' if vi else 'in part'}: {', '.join(self.part)})" if self.part else ""


#: Gives the name of what has an IRI in the language asked for, or the Vietnamese name that it is called with.
Naming = Callable[[str, str], str]


def naming(store: Store, lang: str) -> Naming:
    """Gives how things are named in a language."""
    names = labels(store) if lang == "en" else {}
    return lambda iri, vi: names.get(iri, ("", ""))[1] or vi


def _select(store: Store, name: str, values: dict[str, Sequence[Term]]) -> list[dict[str, str]]:
    query = query_file.read(os.path.join(folder("queries/history"), name + ".rq"))
    rows = store.select(bind(query, values))
    return [{v: c.value for v, c in zip(rows.variables, row, strict=True) if c is not None} for row in rows.rows]


def holdings(
    store: Store,
    *,
    norm: str = "",
    topic: str = "",
    task: str = "",
    agency: str = "",
    province: str = "",
    roles: Iterable[str] = (),
    lang: str = "vi",
) -> list[Holding]:
    """Gives every holding that fits, by province and beginning.

    Args:
        norm, topic, task, agency, province: IRIs, "" for any.
        roles: notations of the role scheme, none for any.
        lang: language of the names, "vi" or "en".
    """
    name = naming(store, lang)
    values = {k: [Term("iri", v)] for k, v in (("norm", norm), ("topic", topic), ("task", task), ("agency", agency), ("province", province)) if v}
    wanted = [Term("iri", vocab("role", role)) for role in roles]
    found: dict[str, Holding] = {}
    for row in _select(store, "holders", {**values, **({"role": wanted} if wanted else {})}):
        iri = row["assignment"]
        if iri not in found:
            found[iri] = Holding(
                iri,
                row["norm"],
                row["agent"],
                name(row["agent"], row["agentLabel"]),
                row["role"],
                name(row["role"], row["roleLabel"]),
                " ".join(row["quote"].split()),
                row.get("path", ""),
                row["document"],
                name(row["document"], row["documentLabel"]),
                row["province"],
                "",
                row.get("source", ""),
                row.get("from", ""),
                row.get("until", ""),
                notation(row["standing"]) if "standing" in row else "",
                name(row.get("standing", ""), row.get("standingLabel", "")),
                row.get("orphanedFrom", ""),
                name(row.get("task", ""), row.get("taskLabel", "")),
                row.get("certainty", ""),
            )
        held = found[iri]
        kind = notation(row.get("kind", ""))
        held.way = held.way or (kind if kind in WAYS else "")
        if "later" in row:
            held.later[row["later"]] = name(row["taker"], row["laterLabel"])
        if "partly" in row:
            held.partly[row["partly"]] = name(row["partTaker"], row["partTakerLabel"])
        for key, names in (("candidate", held.candidates), ("part", held.part)):
            if key in row:
                names[name(row[key], row[f"{key}Label"])] = None
        for key, into in (("cause", held.causes), ("orphanedBy", held.orphaned_by), ("via", held.events)):
            if key in row:
                into[row[key]] = None
    return list(found.values())


def causes(store: Store, lang: str = "vi") -> dict[str, Cause]:
    """Gives the events, and the documents that end others, by IRI, named in a language."""
    name = naming(store, lang)
    parts: dict[str, tuple[str, str, dict[str, None], dict[str, None]]] = {}
    for row in _select(store, "causes", {}):
        entry = parts.setdefault(row["cause"], (row["label"], row.get("date", ""), {}, {}))
        if row.get("groundText") or row.get("ground"):
            entry[2][row.get("groundText") or row["ground"]] = None
        if row.get("source"):
            entry[3][row["source"]] = None
    return {iri: Cause(iri, name(iri, label), date, tuple(grounds), tuple(sources)) for iri, (label, date, grounds, sources) in parts.items()}


def amendments(store: Store) -> dict[str, tuple[tuple[str, str], ...]]:
    """Gives, for every amended document by IRI, what amends it: name and ISO 8601 day, "" where the day is not known."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in _select(store, "amendments", {}):
        found[row["document"]] = (*found.get(row["document"], ()), (row["by"], row.get("since", "")))
    return found


def history(store: Store, subject: str, *, province: str = "", roles: Iterable[str] = ("lead", "responsible"), lang: str = "vi") -> list[Holding]:
    """Gives who held a duty when.

    Args:
        subject: IRI of a norm, a topic, a task or an agency.
        province: IRI of a province, "" for all.
        roles: notations; () for every role. For an agency or a norm every role is given.
        lang: language of the names, "vi" or "en".
    """
    if "/vocab/topic/" in subject:
        return holdings(store, topic=subject, province=province, roles=roles, lang=lang)
    if "/vocab/task/" in subject:
        return holdings(store, task=subject, province=province, roles=roles, lang=lang)
    if "/id/agency/" in subject:
        return holdings(store, agency=subject, province=province, lang=lang)
    return holdings(store, norm=subject, lang=lang)


def agency_events(store: Store, agency: str) -> list[tuple[str, str, str, str, str]]:
    """Gives (day, what happened, kind, event, other bodies) for an agency, by day."""
    found: dict[tuple[str, str, str, str], dict[str, None]] = {}
    for row in _select(store, "agency", {"agency": [Term("iri", agency)]}):
        others = found.setdefault((row["date"], row["way"], row["kindLabel"], row["event"]), {})
        if "otherLabel" in row:
            others[row["otherLabel"]] = None
    return [(date, way, kind, event, ", ".join(others)) for (date, way, kind, event), others in found.items()]


HISTORY_COLUMNS = {
    "vi": ("Nhiệm vụ", "Vai trò", "Cơ quan", "Cách giữ", "Từ ngày", "Đến trước ngày", "Vì sao chấm dứt", "Chuyển đến", "Điều khoản", "Văn bản"),
    "en": ("Duty", "Role", "Body", "How held", "From", "Until before", "Why it ended", "Passed to", "Provision", "Document"),
}


def history_rows(store: Store, found: Sequence[Holding], lang: str = "vi") -> list[tuple[str, ...]]:
    """Gives a table of holdings, columns as `HISTORY_COLUMNS` names them in a language; a document says what amended it while the holding lasted.

    Args:
        found: holdings whose names are in the language.
        lang: "vi" or "en".
    """
    vi = lang == "vi"
    known, amended = causes(store, lang), amendments(store)
    rows: list[tuple[str, ...]] = []
    for held in found:
        why = "; ".join(known[c].label if c in known else notation(c) for c in held.causes)
        why = f"{held.standing_label}: {why}" if held.standing_label and why else held.standing_label
        to = ", ".join(dict.fromkeys(held.later.values()))
        if held.orphaned:
            may = f" ({'có thể' if vi else 'perhaps'}: {', '.join(held.candidates)})" if held.candidates else ""
            to = ("kho chưa nêu người giữ" if vi else "no holder named in the base") + may
        if held.partly:
            rest = f"{'phần còn lại' if vi else 'the rest'}: {to}" if to else ""
            to = "; ".join(filter(None, (", ".join(f"{'một phần' if vi else 'in part'}: {body}" for body in held.partly.values()), rest)))
        rows.append(
            (
                held.duty,
                held.role_label,
                held.agent_label,
                WAYS[held.way][not vi] + held.portion(vi) + inferred(held.certainty, vi),
                day_words(held.start, lang),
                day_words(held.end, lang),
                why,
                to,
                held.clause,
                held.document_label + "".join(_amended(*by, lang) for by in amended.get(held.document, ()) if not held.end or by[1] < held.end),
            )
        )
    return rows


def _amended(by: str, since: str, lang: str) -> str:
    if lang == "en":
        return f" (amended by {by} since {since})" if since else f" (amended by {by}, date not known)"
    return f" ({by} sửa đổi từ {day_words(since)})" if since else f" ({by} sửa đổi, chưa rõ từ ngày nào)"


def to_markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Gives a Markdown table.

    >>> print(to_markdown(("A", "B"), [("1 | 2", "")]), end="")
    | A | B |
    | --- | --- |
    | 1 \\| 2 |  |
    """
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"
