"""Norm records of a document of the base.

Takes a store and a document; gives its norms as the records that a reading gives, in text order, agents with their IRIs; knows nothing of
what they are for.
"""

from __future__ import annotations

import os

from ttdn_kb.foundation.model import Assignment, Norm, Reference, Span
from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.norm_records import Said, reference_of
from ttdn_kb.graph.store import Store
from ttdn_kb.query.assignment_table import AssignmentRow, rows_of_store
from ttdn_kb.sparql.query_file import read


def references_of(store: Store) -> dict[str, tuple[Reference, ...]]:
    """Gives the references of each norm that cites, in text order, by the norm's IRI."""
    answer = store.select(read(os.path.join(folder("queries/exports"), "citations.rq")).text)
    said: dict[tuple[str, str], Said] = {}
    for norm, citation, predicate, value in answer.rows:
        if norm is not None and citation is not None and predicate is not None and value is not None:
            said.setdefault((norm.value, citation.value), {}).setdefault(predicate.value, []).append(value)
    found: dict[str, list[Reference]] = {}
    for (norm_iri, _), statements in said.items():
        found.setdefault(norm_iri, []).append(reference_of(statements))
    return {norm_iri: tuple(sorted(all_of, key=lambda r: (r.span.start, r.span.end))) for norm_iri, all_of in found.items()}


def norms_of(store: Store, document: str) -> list[Norm]:
    """Gives the norms that the base has of a document.

    Args:
        document: its IRI.
    """
    grouped: dict[str, list[AssignmentRow]] = {}
    for row in rows_of_store(store, document=document):
        grouped.setdefault(row.norm, []).append(row)
    cited = references_of(store)
    found = []
    for iri, rows in grouped.items():
        head = rows[0]
        found.append(
            Norm(
                provision=iri.removeprefix(document + "/").rsplit("/", 1)[0],
                path=head.provision,
                span=Span(head.start, head.end),
                quote=head.quote,
                modality=head.modality,
                assignments=tuple(
                    Assignment(r.role, r.agent, r.agent_iri, r.generic == "true", confidence=r.confidence) for r in rows if r.agent_iri
                ),
                topics=tuple(head.topics.split(";")) if head.topics else (),
                tasks=tuple(head.tasks.split(";")) if head.tasks else (),
                object=head.object,
                place=head.place,
                deadline=head.deadline,
                deadline_value=head.deadline_value,
                frequency=head.frequency,
                references=cited.get(iri, ()),
                confidence=head.confidence,
            )
        )
    return sorted(found, key=lambda n: (n.span.start, n.span.end))
