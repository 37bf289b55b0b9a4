"""Comparisons as text: for the terminal (table) and for programs (json, csv).

Takes a comparison; gives text; knows nothing of pages. Cells of json and csv hold notations; the table shows words.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from itertools import chain, groupby
from typing import Any

from ttdn_kb.compare.comparison import Comparison, TaskRow
from ttdn_kb.compare.material import Entry
from ttdn_kb.compare.raci import raci
from ttdn_kb.compare.similarity import likeness
from ttdn_kb.compare.wording import percent, words
from ttdn_kb.foundation.days import day_words

FORMATS = ("table", "json", "csv")
COLUMNS = (
    "side",
    "at",
    "by",
    "concept",
    "label",
    "role",
    "agency_type",
    "agency",
    "agency_iri",
    "province",
    "document",
    "provision",
    "quote",
    "start",
    "end",
    "source_sha256",
    "norm",
    "derivation",
    "standing",
)


def render(comparison: Comparison, form: str, lang: str = "vi") -> str:
    """Gives a comparison as text.

    Args:
        form: one of `FORMATS`. CSV has one row an entry and line of the matrix, and starts with a byte order mark.
    """
    if form == "json":
        return json.dumps(as_data(comparison, lang), ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for row in comparison.matrix():
            label = comparison.material.names.of(comparison.by, row.concept, lang)
            for i, cell in enumerate(row.cells):
                side = comparison.sides[i]
                for e in cell:
                    d = _entry(comparison, e, i, lang)
                    fixed = (side.name, side.day, comparison.by, row.concept, label, e.role, e.type)
                    writer.writerow((*fixed, *(d[c] for c in COLUMNS[len(fixed) :])))
        return "\ufeff" + out.getvalue()
    return _table(comparison, lang)


def as_data(comparison: Comparison, lang: str = "vi") -> dict[str, Any]:
    """Gives a comparison as plain values, for JSON."""
    names = comparison.material.names

    def cells(held: Iterable[Iterable[Entry]]) -> list[list[dict[str, Any]]]:
        return [[_entry(comparison, e, i, lang) for e in cell] for i, cell in enumerate(held)]

    def tasks(rows: Iterable[TaskRow]) -> list[dict[str, Any]]:
        return [{"task": r.task, "label": names.of("task", r.task, lang), "cells": cells(r.cells)} for r in rows]

    return {
        "sides": [
            {
                "label": s.label,
                "province": s.province,
                "at": s.day,
                "documents": [{"iri": d.iri, "label": d.label, "number": d.number, "source_sha256": d.sha256} for d in s.documents],
            }
            for s in comparison.sides
        ],
        "by": comparison.by,
        "matrix": [
            {
                "concept": r.concept,
                "label": names.of(comparison.by, r.concept, lang),
                "role": r.role,
                "agency_type": r.type,
                "cells": cells(r.cells),
            }
            for r in comparison.matrix()
        ],
        "only": [tasks(comparison.only(i)) for i in range(len(comparison.sides))],
        "leads_differ": tasks(comparison.leads_differ()),
        "moved": [
            {
                "task": m.task,
                "label": names.of("task", m.task, lang),
                "sides": [m.before, m.after],
                "gone": list(m.gone),
                "come": list(m.come),
                "change": {"date": m.change.date, "label": m.change.en if lang == "en" else m.change.vi} if m.change else None,
                "cells": [[_entry(comparison, e, i, lang) for e in c] for i, c in zip((m.before, m.after), m.cells, strict=True)],
            }
            for m in comparison.moved()
        ],
        "orphaned": [{"side": i, **_entry(comparison, e, i, lang)} for i, e in comparison.orphaned()],
        "similarity": [
            {"topic": x.topic, "sides": [x.a, x.b], "assignments": x.things, "tasks": x.tasks, "shared": x.shared, "said": list(x.said)}
            for x in likeness(comparison)
        ],
        "raci": [
            {
                "task": r.task,
                "label": names.of("task", r.task, lang),
                "cells": [{"verdict": c.verdict, **{letter: sorted({e.agent for e in held}) for letter, held in c.letters.items()}} for c in r.cells],
            }
            for r in raci(comparison)
        ],
        "notes": comparison.notes,
    }


def _entry(comparison: Comparison, e: Entry, side: int, lang: str) -> dict[str, Any]:
    document = comparison.material.documents[e.document]
    return {
        "agency": e.agent,
        "agency_iri": e.agent_iri,
        "agency_type": e.type,
        "role": e.role,
        "province": document.province,
        "document": document.label,
        "provision": e.provision,
        "quote": e.quote,
        "start": e.start,
        "end": e.end,
        "source_sha256": document.sha256,
        "norm": e.norm,
        "derivation": e.derivation,
        "standing": e.standing(comparison.sides[side].day, lang),
    }


def holders(entries: Iterable[Entry], day: str, lang: str, cited: bool = True, shorts: Mapping[str, str] | None = None) -> str:
    """Gives who holds entries, each body once with its provisions: "Sở A [Điều 3; Điều 7, khoản 1]".

    Args:
        shorts: short names of documents by IRI, to stand in the citation where a side has several.
    """
    places: dict[tuple[str, str], list[str]] = {}
    for e in entries:
        places.setdefault((e.agent or words("nobody-row", lang), e.standing(day, lang)), []).append(
            f"{e.provision}, {shorts[e.document]}" if shorts else e.provision
        )
    found = []
    for (agent, standing), provisions in places.items():
        cite = f" [{'; '.join(dict.fromkeys(provisions))}]" if cited else ""
        found.append(f"{agent}{cite}{f' ({standing})' if standing else ''}")
    return "; ".join(found)


def _table(comparison: Comparison, lang: str) -> str:
    names, sides = comparison.material.names, comparison.sides
    marks = [chr(ord("A") + i) for i in range(len(sides))]
    shorts = [{d.iri: d.short(lang) for d in (*s.documents, *s.others)} if len(s.documents) > 1 else None for s in sides]
    lines = [f"{words('title', lang)}: {' – '.join(s.label for s in sides)}"]
    for mark, side in zip(marks, sides, strict=True):
        lines.append(f"  {mark}  {side.label}: {'; '.join(d.label for d in side.documents) or words('none', lang)}")
    alike = likeness(comparison)
    lines += ["", words("likeness", lang).upper(), f"  {words('likeness-how', lang)}"]
    for x in alike:
        topic = names.of("topic", x.topic, lang) if x.topic else words("likeness-all", lang)
        pair = f"{marks[x.a]}–{marks[x.b]}  " if len(sides) > 2 else ""
        lines.append(f"  {pair}{percent(x.things):>5} {percent(x.tasks):>6}  {topic}")
    lines += ["", words("matrix", lang, by=words(comparison.by, lang).lower()).upper()]
    last = None
    for (concept, role), rows in groupby(comparison.matrix(), key=lambda r: (r.concept, r.role)):
        if concept != last:
            last = concept
            lines += ["", f"  {names.of(comparison.by, concept, lang)}"]
        lines.append(f"    {names.of('role', role, lang) if role else words('nobody-row', lang)}")
        for i, cells in enumerate(zip(*(row.cells for row in rows), strict=True)):
            if any(cells):
                lines.append(f"      {marks[i]}  {holders(chain.from_iterable(cells), sides[i].day, lang, shorts=shorts[i])}")
    for i, side in enumerate(sides):
        lines += _tasks(words("only", lang, side=side.label), comparison.only(i), comparison, lang, marks)
    if len(sides) > 2:
        for i, side in enumerate(sides):
            lines += _tasks(words("lacking", lang, side=side.label), comparison.lacking(i), comparison, lang, marks)
    lines += _tasks(words("leads", lang), comparison.leads_differ(), comparison, lang, marks)
    lines += ["", words("moved", lang).upper()]
    for m in comparison.moved():
        lines.append(f"  {names.of('task', m.task, lang)}")
        for i, types in ((m.before, m.gone), (m.after, m.come)):
            lines.append(f"      {marks[i]}  {'; '.join(names.of('type', t, lang) for t in types)}")
        lines.append(f"         {moved_why(m.change, lang)}")
    orphans = comparison.orphaned()
    if orphans:
        lines += ["", words("orphaned", lang).upper()]
        lines += [f"      {marks[i]}  {holders([e], sides[i].day, lang, shorts=shorts[i])}" for i, e in orphans]
    lines += ["", *comparison.notes]
    return "\n".join(lines).rstrip() + "\n"


def moved_why(change: Any, lang: str) -> str:
    """Gives in words why a task is in other hands."""
    if change is None:
        return words("by-text", lang)
    return words("by-change", lang, day=day_words(change.date, lang), event=change.en if lang == "en" else change.vi)


def _tasks(title: str, rows: list[TaskRow], comparison: Comparison, lang: str, marks: list[str]) -> list[str]:
    lines = ["", f"{title} ({len(rows)})".upper()]
    for row in rows:
        lines.append(f"  {comparison.material.names.of('task', row.task, lang)}")
        for i, (side, cell) in enumerate(zip(comparison.sides, row.cells, strict=True)):
            shorts = {d.iri: d.short(lang) for d in (*side.documents, *side.others)} if len(side.documents) > 1 else None
            lines += [f"      {marks[i]}  {holders(cell, side.day, lang, shorts=shorts)}"] if cell else []
    return lines if rows else [*lines, f"  {words('none', lang)}"]
