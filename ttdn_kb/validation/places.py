"""Where things stand, and what they are called.

Takes a store and IRIs; gives citations, quotes, roles and names, each looked up once and for many at a time; knows nothing of checks. The look-ups
are the queries of queries/checks/lookup.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ttdn_kb.foundation.days import day_words
from ttdn_kb.foundation.resources import folder
from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.citations import cited_words
from ttdn_kb.graph.namespaces import notation
from ttdn_kb.graph.store import Store, Term
from ttdn_kb.sparql.binding import bind
from ttdn_kb.sparql.query_file import QueryFile, read
from ttdn_kb.validation.findings import Clause

# The order in which a clause's bodies are told.
_ROLES = ("lead", "responsible", "coordinator", "partner", "advised", "report_to")


class Document(NamedTuple):
    """A document whose text is held; dates ISO 8601, "" where there is none, `until` is the first day on which it no longer holds."""

    iri: str
    label: str
    province: str
    sha256: str
    path: str
    start: str
    until: str
    replaced: bool
    plan: bool

    def holds(self, day: str) -> bool:
        return (not self.start or self.start <= day) and (not self.until or day < self.until)

    def status(self, day: str) -> Words:
        """Gives why the document does not hold on a day, "" where it does."""
        if self.until and day >= self.until:
            shown = day_words(self.until)
            if self.plan:
                return Words(f"kế hoạch đã hết thời hạn từ {shown}", f"plan ended, since {self.until}")
            return Words(f"văn bản hết hiệu lực từ {shown}", f"document expired since {self.until}")
        if self.start and day < self.start:
            return Words(f"chưa có hiệu lực, từ {day_words(self.start)}", f"not yet in force, from {self.start}")
        return Words("văn bản đã bị thay thế", "document replaced") if self.replaced else Words("", "")


class Place(NamedTuple):
    """Where a norm or provision stands; `quote` is "" for a provision."""

    iri: str
    document: str
    provision: str
    path: str
    order: int
    start: int
    end: int
    quote: str

    def citation(self) -> dict[str, Any]:
        """Gives the fields of a finding that say where it stands."""
        return {
            "provision": self.path, "provision_iri": self.provision, "order": self.order, "start": self.start, "end": self.end, "quote": self.quote,
        }  # fmt: skip


class Places:
    """Look-ups on one store, remembered.

    Args:
        store: where to look.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._files: dict[str, QueryFile] = {}
        self._labels: dict[str, Words] = {}
        self._places: dict[str, Place] = {}
        self._roles: dict[str, list[tuple[str, str]]] = {}
        self._tasks: dict[str, list[str]] = {}
        self._clauses: dict[str, Clause] = {}
        self._missed: dict[str, set[str]] = {}
        self.documents = self._read_documents()

    def rows(self, name: str, values: Mapping[str, Iterable[str]] | None = None) -> list[dict[str, str]]:
        """Runs a look-up; gives its rows as texts by variable, "" where unbound.

        Args:
            name: file in queries/checks/lookup without ending.
            values: parameter to IRIs; an empty list asks nothing and gives no rows.
        """
        if name not in self._files:
            self._files[name] = read(os.path.join(folder("queries/checks/lookup"), f"{name}.rq"))
        bound: dict[str, list[Term]] = {}
        for parameter, iris in (values or {}).items():
            bound[parameter] = [Term("iri", i) for i in iris]
            if not bound[parameter]:
                return []
        answer = self._store.select(bind(self._files[name], bound))
        return [{v: (cell.value if cell is not None else "") for v, cell in zip(answer.variables, row, strict=True)} for row in answer.rows]

    def _read_documents(self) -> dict[str, Document]:
        found: dict[str, Document] = {}
        for row in self.rows("documents"):
            if row["document"] not in found or row["label"] < found[row["document"]].label:
                found[row["document"]] = Document(
                    row["document"], row["label"], row["province"], row["sha256"], row["path"], row["from"][:10], row["until"][:10],
                    bool(row["replacedBy"]), bool(row["plan"]),
                )  # fmt: skip
        return found

    def _new(self, kind: str, iris: Iterable[str]) -> list[str]:
        """Gives the IRIs that this kind of look-up has not seen."""
        seen = self._missed.setdefault(kind, set())
        fresh = sorted({i for i in iris if i and i not in seen})
        seen.update(fresh)
        return fresh

    def learn_norms(self, norms: Iterable[str]) -> None:
        """Looks up place, roles and tasks of norms."""
        fresh = self._new("norm", norms)
        for row in self.rows("clauses", {"norm": fresh}):
            self._places.setdefault(row["norm"], _place(row, row["norm"]))
        for row in self.rows("roles", {"norm": fresh}):
            self._roles.setdefault(row["norm"], []).append((row["role"], row["agent"]))
        for row in self.rows("tasks", {"norm": fresh}):
            self._tasks.setdefault(row["norm"], []).append(row["task"])
        self.learn_labels([x for n in fresh for pair in self._roles.get(n, ()) for x in pair] + [t for n in fresh for t in self._tasks.get(n, ())])

    def learn_provisions(self, provisions: Iterable[str]) -> None:
        for row in self.rows("provisions", {"provision": self._new("provision", provisions)}):
            self._places.setdefault(row["provision"], _place(row, row["provision"]))

    def learn_labels(self, things: Iterable[str]) -> None:
        """Looks up names: the short name before the preferred label before other labels."""
        best: dict[tuple[str, str], tuple[str, str]] = {}
        for row in self.rows("labels", {"thing": self._new("label", things)}):
            key, worth = (row["thing"], "en" if row["lang"] == "en" else "vi"), (row["kind"], row["label"])
            if key not in best or worth < best[key]:
                best[key] = worth
        for (thing, _), _worth in best.items():
            vi, en = best.get((thing, "vi"), ("", ""))[1], best.get((thing, "en"), ("", ""))[1]
            self._labels[thing] = Words(vi or en, en or vi)

    def label(self, thing: str) -> Words:
        """Gives what a thing is called; of one without a name the provision that it would be, or its IRI's last step."""
        if thing not in self._labels:
            self.learn_labels([thing])
        known = self._labels.get(thing)
        known = known or cited_words(thing)
        if known:
            return known
        tail = thing.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        return Words(tail, tail)

    def place(self, iri: str) -> Place | None:
        return self._places.get(iri)

    def roles(self, norm: str) -> list[tuple[str, str]]:
        """Gives (role, agent) IRIs of a norm: who leads first, who is reported to last."""
        return sorted(set(self._roles.get(norm, ())), key=lambda pair: (_rank(pair[0]), pair))

    def tasks(self, norm: str) -> list[str]:
        return sorted(set(self._tasks.get(norm, ())))

    def clause(self, iri: str) -> Clause | None:
        """Gives the clause of a norm or provision that was learnt, None where it has no place."""
        place = self._places.get(iri)
        if place is None:
            return None
        if iri not in self._clauses:
            self._clauses[iri] = self._clause(iri, place)
        return self._clauses[iri]

    def _clause(self, iri: str, place: Place) -> Clause:
        document = self.documents.get(place.document)
        label = document.label if document else self.label(place.document).vi
        province = self.label(document.province).vi if document and document.province else ""
        said = [(self.label(role), self.label(agent).vi) for role, agent in self.roles(iri)]
        roles = Words("; ".join(f"{r.vi}: {a}" for r, a in said), "; ".join(f"{r.en}: {a}" for r, a in said))
        return Clause(iri if place.provision != iri else "", province, label, place.path, place.start, place.end, place.quote, roles, place.document)


def _rank(role: str) -> int:
    name = role.rsplit("/", 1)[-1]
    return _ROLES.index(name) if name in _ROLES else len(_ROLES)


def _place(row: dict[str, str], iri: str) -> Place:
    start, end = _int(row["start"]), _int(row["end"])
    return Place(iri, row["document"], row["provision"], row["path"], _int(row["order"]), start, end, row.get("quote", ""))


def _int(text: str) -> int:
    return int(text) if text else 0


def location(document: str, province: str, places: Places, day: str) -> dict[str, Any]:
    """Gives the fields of a finding that say which document and province it is about; those without a value are left out."""
    held = places.documents.get(document)
    province = province or (held.province if held else "")
    found: dict[str, Any] = {"province": places.label(province).vi, "province_id": notation(province)} if province else {}
    if document:
        found |= {"document": held.label if held else places.label(document).vi, "document_iri": document}
    if held:
        found |= {"document_status": held.status(day), "source_sha256": held.sha256, "source_path": held.path}
    return found
