"""Norm records of a document of the base.

Takes a store and a document; gives its norms as the records that a reading gives, in text order, agents with their IRIs; knows nothing of
what they are for.
"""

from __future__ import annotations

from ttdn_kb.foundation.model import Assignment, Norm, Span
from ttdn_kb.graph.store import Store
from ttdn_kb.query.assignment_table import AssignmentRow, rows_of_store


def norms_of(store: Store, document: str) -> list[Norm]:
    """Gives the norms that the base has of a document.

    Args:
        document: its IRI.
    """
    grouped: dict[str, list[AssignmentRow]] = {}
    for row in rows_of_store(store, document=document):
        grouped.setdefault(row.norm, []).append(row)
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
                confidence=head.confidence,
            )
        )
    return sorted(found, key=lambda n: (n.span.start, n.span.end))
