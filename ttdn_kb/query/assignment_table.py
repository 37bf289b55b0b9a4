"""The assignment table: the interface that others build on.

Takes a store or a fresh reading of a document; gives one row an assignment with fixed columns; knows nothing of file formats. Work that
nobody is given is
one row with empty agent and role.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ttdn_kb.foundation.model import Reading
from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.store import Store
from ttdn_kb.query.status import holds
from ttdn_kb.sparql.query_file import read


class AssignmentRow(NamedTuple):
    """One row of the table; the field names are the column names.

    `start` and `end` are code points in the stored text; `topics`, `tasks`, `deadline_value` and `frequency` are separated by ";"; `generic` is
    "true" or "false", "" without agent.
    """

    source_sha256: str
    document: str
    province: str
    provision: str
    norm: str
    start: int
    end: int
    quote: str
    modality: str
    agent: str
    agent_iri: str
    generic: str
    role: str
    topics: str
    tasks: str
    object: str
    place: str
    deadline: str
    frequency: str
    status: str
    confidence: float
    deadline_value: str


COLUMNS = AssignmentRow._fields


def rows_of_store(store: Store, at: str = "", province: str = "", document: str = "") -> list[AssignmentRow]:
    """Gives the rows of every asserted norm, in text order.

    Args:
        at: ISO 8601 day; keeps what holds on it; "" keeps everything.
        province: IRI of a province, "" for all.
        document: IRI of a document, "" for all.
    """
    answer = store.select(read(os.path.join(folder("queries/exports"), "assignments.rq")).text)
    topics, tasks = _notations(store, "topic"), _notations(store, "task")
    objects, places = _named(store, "object"), _named(store, "place")
    deadlines, frequencies = _values(store, "deadlineValue"), _values(store, "frequency")
    rows: dict[str, AssignmentRow] = {}
    for cells in answer.rows:
        c = {v: ("" if t is None else t.value) for v, t in zip(answer.variables, cells, strict=True)}
        if at and not holds(c, at):
            continue
        if (province and not province.endswith("/" + c["province"])) or (document and c["documentIri"] != document):
            continue
        norm = c["norm"]
        key = c["assignment"] or norm
        rows.setdefault(
            key,
            AssignmentRow(
                c["source_sha256"],
                c["document"],
                c["province"],
                c["provision"],
                norm,
                int(c["start"]),
                int(c["end"]),
                c["quote"],
                c["modality"],
                c["agent"],
                c["agent_iri"],
                c["generic"] if c["agent_iri"] else "",
                c["role"],
                ";".join(topics.get(norm, ())),
                ";".join(tasks.get(norm, ())),
                ";".join(objects.get(norm, ())),
                ";".join(places.get(norm, ())),
                c["deadline"],
                ";".join(frequencies.get(norm, ())),
                c["status"],
                float(c["confidence"]),
                ";".join(deadlines.get(norm, ())),
            ),
        )
    return list(rows.values())


def rows_of_reading(reading: Reading, document: str, norm_iris: Iterable[str]) -> Iterator[AssignmentRow]:
    """Gives the rows of a fresh reading, status `draft`.

    Args:
        document: name of the document to show.
        norm_iris: one IRI a norm, in order.
    """
    for norm, iri in zip(reading.norms, norm_iris, strict=True):
        for a in norm.assignments or (None,):
            yield AssignmentRow(
                reading.sha256,
                document,
                reading.metadata.province,
                norm.path,
                iri,
                norm.span.start,
                norm.span.end,
                norm.quote,
                norm.modality,
                a.agent if a else "",
                a.agent_iri if a else "",
                str(a.generic).lower() if a else "",
                a.role if a else "",
                ";".join(norm.topics),
                ";".join(norm.tasks),
                norm.object,
                norm.place,
                norm.deadline,
                norm.frequency,
                "draft",
                round(a.confidence if a else norm.confidence, 2),
                norm.deadline_value,
            )


def _notations(store: Store, scheme: str) -> dict[str, list[str]]:
    return _collect(store, f"?norm ttdn:{scheme} ?concept . ?concept skos:notation ?value")


def _values(store: Store, predicate: str) -> dict[str, list[str]]:
    return _collect(store, f"?norm ttdn:statedIn ?provision ; ttdn:{predicate} ?value")


def _named(store: Store, predicate: str) -> dict[str, list[str]]:
    """Gives the things, documents or places of each norm by name, unresolved words as they stand."""
    pattern = (
        f"{{ ?norm ttdn:{predicate}Text ?value }} UNION {{ ?norm ttdn:{predicate} ?thing . "
        "?thing skos:prefLabel ?value . FILTER (lang(?value) = 'vi') } "
        f"UNION {{ ?norm ttdn:{predicate} ?thing . ?thing rdfs:label ?value . FILTER (lang(?value) = 'vi') }}"
    )
    return _collect(store, pattern)


def _collect(store: Store, pattern: str) -> dict[str, list[str]]:
    rows = store.select(
        "PREFIX ttdn: <https://w3id.org/ttdn/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        f"SELECT ?norm ?value WHERE {{ {pattern} }} ORDER BY ?norm ?value"
    )
    found: dict[str, list[str]] = {}
    for norm, value in rows.rows:
        if norm is not None and value is not None and value.value not in found.setdefault(norm.value, []):
            found[norm.value].append(value.value)
    return found
