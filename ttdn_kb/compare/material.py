"""What is compared: assignments with their clauses, names, and changes of organisation.

Takes a built store; gives one entry an assignment and the names to show; knows nothing of sides or of how differences are found.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.store import Store
from ttdn_kb.query.answers import fold
from ttdn_kb.query.status import holds, status_of
from ttdn_kb.sparql.query_file import read

ROLES = ("lead", "responsible", "coordinator", "partner", "advised", "report_to")
# Passed on by an event: the text's duty in other hands. Duties reached through a post or a collective stay what they are.
_PASSED = ("succession", "mandate")
_CELLS = (
    *("documentFrom", "documentUntil", "amendedFrom", "validFrom", "validUntil", "afterEnd", "orphanedFrom"),
    *("certainty", "part", "partEn", "partFrom"),
)


class Entry(NamedTuple):
    """An assignment as compared; work that nobody is given has an empty agent, type and role.

    Attributes:
        norm, assignment, document, agent_iri: IRIs; `assignment` is "" where nobody is given the work.
        provision: citation below the document.
        start, end: code points in the stored text.
        quote: the stored words.
        agent: name in its province.
        type: notation of the agency type; of the body that its holder leads, for a post.
        kind: "generic", "collective", "post" or "" for one body.
        role: notation of the role.
        topics, tasks: notations.
        object, place: what and where, as IRI or words, "" where not named; they tell apart works of one task.
        derivation: "succession" or "mandate" for a duty that passed on, else "".
        source: IRI of the assignment it passed on from.
        cells: bounds and causes by name, as `query.status` reads them.
    """

    norm: str
    assignment: str
    document: str
    provision: str
    start: int
    end: int
    quote: str
    modality: str
    agent: str
    agent_iri: str
    type: str
    kind: str
    role: str
    topics: tuple[str, ...]
    tasks: tuple[str, ...]
    object: str
    place: str
    derivation: str
    source: str
    cells: dict[str, str]

    def orphaned(self, day: str) -> bool:
        """Tells whether the bearer is gone on a day with no successor named."""
        gone = self.cells.get("orphanedFrom", "")
        return bool(day and gone and day >= gone)

    def standing(self, day: str, lang: str = "vi") -> str:
        """Gives in words what is special about the entry on a day, "" where it plainly holds."""
        if not day or not (self.derivation or self.orphaned(day)):
            return ""
        return status_of({**self.cells, "derivation": self.derivation}, day, lang)


class Document(NamedTuple):
    """A document of the base; days are ISO 8601, ends exclusive, "" for open or unknown; `amended` is the first day on which another amends it."""

    iri: str
    label: str
    number: str
    sha256: str
    province_iri: str
    province: str
    province_vi: str
    province_en: str
    province_until: str
    issued: str
    start: str
    end: str
    kind_vi: str
    kind_en: str
    amended: str = ""

    def short(self, lang: str = "vi") -> str:
        """Gives a short name: the number, or kind and year where the text has no number."""
        kind = self.kind_en if lang == "en" and self.kind_en else self.kind_vi
        return self.number or (f"{kind[:1].upper()}{kind[1:]} {(self.issued or self.start)[:4]}".strip() if kind else self.label)

    def in_force(self, day: str) -> bool:
        return not day or not ((self.start and day < self.start) or (self.end and day >= self.end))


class Change(NamedTuple):
    """An agency type whose work went to another type, from a day on; `fields` are topics, () for all; `province` "" for all."""

    before: str
    after: str
    date: str
    vi: str
    en: str
    province: str
    fields: tuple[str, ...]


class Names:
    """Names of topics, tasks, roles and agency types in both languages."""

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        self._names: dict[tuple[str, str], tuple[str, str]] = {}
        self._topics: dict[str, list[str]] = {}
        self._joint: set[str] = set()
        for row in rows:
            self._names[row["scheme"], row["notation"]] = (row["vi"], row["en"] or row["vi"])
            if row["topic"]:
                self._topics.setdefault(row["notation"], []).append(row["topic"])
            if row["joint"] in ("true", "1"):
                self._joint.add(row["notation"])

    def of(self, scheme: str, notation: str, lang: str = "vi") -> str:
        """Gives a name, the notation itself where the vocabulary has none."""
        names = self._names.get((scheme, notation))
        return names[1 if lang == "en" else 0] if names else notation

    def topics_of(self, task: str) -> tuple[str, ...]:
        return tuple(self._topics.get(task, ()))

    def joint(self, task: str) -> bool:
        """Tells whether a task is each body's own, so that many may lead it."""
        return task in self._joint

    def sort_key(self, scheme: str, notation: str) -> tuple[int, str, str]:
        """Orders roles by weight, everything else by name."""
        place = ROLES.index(notation) if scheme == "role" and notation in ROLES else len(ROLES)
        return place, fold(self.of(scheme, notation)), notation


class Material(NamedTuple):
    """Everything that comparisons and reports read."""

    entries: list[Entry]
    documents: dict[str, Document]
    names: Names
    changes: list[Change]

    def held(self, day: str, entries: Iterable[Entry] | None = None) -> list[Entry]:
        """Gives what is part of the picture on a day; without a day, what the texts say, later events left out."""
        chosen = self.entries if entries is None else entries
        if not day:
            return [e for e in chosen if not e.derivation]
        return [e for e in chosen if holds(e.cells, day)]


def load(store: Store) -> Material:
    """Reads the material from a built store."""
    concepts: dict[tuple[str, str], list[str]] = {}
    for row in select(store, "compare/norm-concepts"):
        concepts.setdefault((row["norm"], row["scheme"]), []).append(row["notation"])
    documents = {row["documentIri"]: _document(row) for row in select(store, "compare/documents")}
    changes: dict[tuple[str, ...], list[str]] = {}
    for row in select(store, "compare/type-changes"):
        key = tuple(row[name] for name in ("from", "to", "date", "vi", "en", "province"))
        changes.setdefault(key, []).extend([row["field"]] if row["field"] else [])
    return Material(
        list(_entries(select(store, "compare/assignments"), concepts)),
        documents,
        Names(select(store, "compare/concepts")),
        [Change(k[0], k[1], k[2], k[3], k[4], k[5], tuple(fields)) for k, fields in changes.items()],
    )


@lru_cache(maxsize=64)
def _query(path: str) -> str:
    return read(path).text


def select(store: Store, name: str) -> list[dict[str, str]]:
    """Runs a query file below queries/ and gives its rows by variable name, "" where unbound."""
    head, _, tail = name.partition("/")
    answer = store.select(_query(os.path.join(folder(f"queries/{head}"), tail + ".rq")))
    return [{v: ("" if t is None else t.value) for v, t in zip(answer.variables, row, strict=True)} for row in answer.rows]


def _document(row: dict[str, str]) -> Document:
    return Document(
        row["documentIri"],
        row["document"],
        row["number"],
        row["sha256"],
        row["provinceIri"],
        row["province"],
        row["provinceVi"],
        row["provinceEn"],
        row["provinceUntil"],
        row["issued"],
        row["from"],
        row["until"],
        row["kindVi"],
        row["kindEn"],
        row["amendedFrom"],
    )


def _entries(rows: list[dict[str, str]], concepts: dict[tuple[str, str], list[str]]) -> Iterator[Entry]:
    sources = {row["assignment"]: (row["source"], row["derivation"]) for row in rows if row["assignment"]}
    seen: set[str] = set()
    for row in rows:
        key = row["assignment"] or row["norm"]
        if key in seen or not _passed_on(row["assignment"], sources):
            continue
        seen.add(key)
        cells = {n: row[n] for n in _CELLS}
        passed = row["partTopics"].split() if row["derivation"] else []
        yield Entry(
            row["norm"],
            row["assignment"],
            row["documentIri"],
            row["provision"],
            int(row["start"]),
            int(row["end"]),
            row["quote"],
            row["modality"],
            row["agent"],
            row["agentIri"],
            row["type"] or (row["agentIri"].rsplit("/", 1)[-1] if row["agentIri"] else ""),
            row["kind"],
            row["role"],
            tuple(topic for topic in concepts.get((row["norm"], "topic"), ()) if not passed or topic in passed),
            tuple(concepts.get((row["norm"], "task"), ())),
            row["object"],
            row["place"],
            row["derivation"],
            row["source"],
            cells,
        )


def _passed_on(assignment: str, sources: dict[str, tuple[str, str]]) -> bool:
    """Tells whether an assignment is what a text says, or came from it by nothing but succession and transfer of the field."""
    walked: set[str] = set()
    while assignment and assignment not in walked:
        walked.add(assignment)
        source, derivation = sources.get(assignment, ("", ""))
        if not source:
            return True
        if derivation not in _PASSED:
            return False
        assignment = source
    return True
