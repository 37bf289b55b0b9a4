"""All checks on a store.

Takes a store (a built base, or one with a draft laid over it) and the catalogue; gives findings with citation, words and peers; knows nothing of
the build folder or of how findings are shown.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.graph.store import Store, Term
from ttdn_kb.sparql.binding import bind
from ttdn_kb.validation.catalogue import Catalogue, Check, load_catalogue
from ttdn_kb.validation.findings import Finding, finding_id, worst_first
from ttdn_kb.validation.peers import Peers
from ttdn_kb.validation.places import Places, location
from ttdn_kb.validation.shape_findings import shape_findings
from ttdn_kb.validation.waivers import read_waivers, waived
from ttdn_kb.validation.wording import worded

SOON_DAYS = 183  # "about to end": half a year, the shortest planning period of the regulations
_DATE = "http://www.w3.org/2001/XMLSchema#date"


class Group(NamedTuple):
    """Rows of a query check that make one finding."""

    focus: tuple[str, ...]
    rows: tuple[dict[str, Term], ...]


def run_checks(
    store: Store,
    catalogue: Catalogue | None = None,
    *,
    at: str = "",
    today: str = "",
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    engine: str = "fast",
    rows: Callable[[str, Mapping[str, Term]], bool] | None = None,
) -> list[Finding]:
    """Runs the checks of a catalogue.

    Args:
        store: asserted and inferred statements of the base; a draft may be laid over it.
        catalogue: the checks; None reads those of the resource folders.
        at: ISO 8601 day: only documents in force then are judged, as of that day. "" judges every document as of today; documents that do not hold
            today are marked with their status.
        today: ISO 8601 day that stands for today; "" asks the clock.
        only, skip: ids of checks to run, or to leave out.
        engine: "fast" runs compiled shapes and leaves to pySHACL what the compiler does not know; "pyshacl" runs all shapes with pySHACL.
        rows: tells of the id of a query check and a row that it gives whether the row counts; None counts all.

    Returns:
        Findings by province, document and place in the text; waived ones carry their waiver.

    Raises:
        UsageError: `unknown-check` or `unknown-engine`.
        TtdnError: `bad-check`, `bad-shapes` or what the store raises.
    """
    if engine not in ("fast", "pyshacl"):
        raise UsageError("unknown-engine", "Không có máy kiểm tra này", engine, "chỉ có: fast, pyshacl", "dùng fast hoặc pyshacl")
    catalogue = catalogue or load_catalogue()
    checks = catalogue.chosen(only, skip)
    day = at or today or time.strftime("%Y-%m-%d")
    places = Places(store)
    waivers = read_waivers(places)
    groups: list[tuple[Check, Group]] = []
    for check in checks:
        if check.query is not None:
            groups += [(check, group) for group in query_groups(store, check, day, at, rows)]
    places.learn_norms({t.value for _, g in groups for row in g.rows for t in [row.get("norm"), row.get("required")] if t is not None})
    places.learn_provisions({row["provision"].value for _, g in groups for row in g.rows if "provision" in row})
    places.learn_labels({t.value for _, g in groups for row in g.rows for t in row.values() if t.kind == "iri"})
    peers = Peers(places, at)
    peers.learn({t for check, g in groups if check.peers for row in g.rows for t in [*places.tasks(_value(row, "norm")), _value(row, "task")] if t})
    findings = [_finding(check, group, places, peers, day) for check, group in groups]
    shape_checks = [c for c in checks if c.query is None]
    if shape_checks:
        findings += shape_findings(store, catalogue, shape_checks, engine, places, day)
    if at:
        findings = [f for f in findings if not f.document_iri or _in_force(places, f.document_iri, at)]
    accepted = {f.id: waiver for f in findings if (waiver := waived(f, waivers)) is not None}
    return worst_first(replace(f, waiver=accepted[f.id]) if f.id in accepted else f for f in findings)


def _value(row: dict[str, Term], name: str) -> str:
    return row[name].value if name in row else ""


def _in_force(places: Places, document: str, day: str) -> bool:
    held = places.documents.get(document)
    return held is None or held.holds(day)


def query_groups(store: Store, check: Check, day: str, at: str = "", rows: Callable[[str, Mapping[str, Term]], bool] | None = None) -> list[Group]:
    """Runs one query check and gathers its rows into findings.

    Args:
        day: the day judged on.
        at: the day asked for, "" where none was.
        rows: see `run_checks`.
    """
    assert check.query is not None
    soon = (datetime.date.fromisoformat(day) + datetime.timedelta(days=SOON_DAYS)).isoformat()
    days = {"at": day, "soon": soon, "on": at}
    names = {p.name for p in check.query.parameters}
    values = {n: [Term("literal", v, _DATE)] for n, v in days.items() if n in names and v}
    answer = store.select(bind(check.query, values))
    gathered: dict[tuple[str, ...], list[dict[str, Term]]] = {}
    for cells in answer.rows:
        row = {v: c for v, c in zip(answer.variables, cells, strict=True) if c is not None}
        if not row or (rows is not None and not rows(check.id, row)):
            continue
        gathered.setdefault(tuple(row[f].value for f in check.focus if f in row), []).append(row)
    groups = [Group(focus, tuple(rows)) for focus, rows in sorted(gathered.items())]
    return _merged(groups, check.merge) if check.merge else groups


def _merged(groups: list[Group], column: str) -> list[Group]:
    """Joins groups that share a value of a column: one work under two tasks is one gap."""
    owner: dict[str, int] = {}
    parent = list(range(len(groups)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for i, group in enumerate(groups):
        for row in group.rows:
            if column in row:
                first = owner.setdefault(row[column].value, i)
                low, high = sorted((root(i), root(first)))
                parent[high] = low
    joined: dict[int, Group] = {}
    for i, group in enumerate(groups):
        into = root(i)
        if into in joined:
            focus = tuple(dict.fromkeys(joined[into].focus + group.focus))
            joined[into] = Group(focus, joined[into].rows + group.rows)
        else:
            joined[into] = group
    return list(joined.values())


def _finding(check: Check, group: Group, places: Places, peers: Peers, day: str) -> Finding:
    """Gives a group its citation, words and peers."""

    def column(name: str) -> list[str]:
        return list(dict.fromkeys(row[name].value for row in group.rows if name in row))

    def order(iri: str) -> tuple[int, int, str]:
        place = places.place(iri)
        return (place.order, place.start, iri) if place else (0, 0, iri)

    norms = sorted(column("norm"), key=order)
    spots = norms or sorted(column("provision"), key=order)
    document = (column("document") or [""])[0]
    first = places.place(spots[0]) if spots else None
    tasks = tuple(sorted({t for n in norms for t in places.tasks(n)} | set(column("task"))))
    asked = tuple(column("task")) or tasks
    clauses = tuple(c for c in map(places.clause, spots) if c is not None)
    where = location((document or first.document) if first else document, (column("province") or [""])[0], places, day)
    required = [c for c in map(places.clause, column("required")) if c is not None]
    return Finding(
        finding_id(check.id, group.focus),
        check.id,
        check.severity,
        check.title,
        worded(check.message, group.rows, places, clauses),
        check.why,
        worded(check.fix, group.rows, places, clauses),
        group.focus,
        norms=tuple(norms),
        clauses=clauses,
        peers=tuple(required) + tuple(peers.of(check.peers, asked, where.get("province_id", ""))),
        tasks=tasks,
        agents=tuple(sorted(column("agent"))),
        **(first.citation() if first else {}),
        **where,
    )
