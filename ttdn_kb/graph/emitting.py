"""Norm records as Turtle.

Takes norms of one document with their IRIs; gives the text of data/norms/<province>/<document>.ttl, the same for the same norms; knows nothing of how
they were read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ttdn_kb.foundation.model import Norm, Reference
from ttdn_kb.graph import turtle
from ttdn_kb.graph.minting import assignment_iri, norm_iri, provision_iri
from ttdn_kb.graph.namespaces import vocab

# What a citation says of what it cites: predicate, attribute of the record.
CITED = {"citedKind": "kind", "citedNumber": "number", "citedDate": "date", "citedProvision": "provision", "citedTitle": "title"}
_CLASS = {"duty": "ttdn:Duty", "request": "ttdn:Request", "power": "ttdn:Power"}


def norm_iris(document: str, norms: Sequence[Norm]) -> list[str]:
    """Gives the IRI of each norm: its provision's, then its place among the provision's norms in text order."""
    counts: dict[str, int] = {}
    iris = []
    for norm in norms:
        counts[norm.provision] = counts.get(norm.provision, 0) + 1
        iris.append(norm_iri(provision_iri(document, norm.provision), counts[norm.provision]))
    return iris


def norms_turtle(
    document: str,
    norms: Sequence[Norm],
    objects: Mapping[str, str],
    reasons: Mapping[str, str],
    status: str = "reviewed",
) -> str:
    """Writes the norms of a document.

    Args:
        document: the document's IRI.
        norms: in text order, agents resolved to IRIs.
        objects: IRI of each named thing and place by its words; `Norm.object` and `Norm.place` may name several, parted by ";".
        reasons: provision eid to the notation of the reason why it states no norm.
        status: notation of the status scheme for all norms.
    """
    out = [turtle.prefixes()]
    for iri, norm in zip(norm_iris(document, norms), norms, strict=True):
        out.append(_norm(document, iri, norm, objects, status))
    for eid, reason in reasons.items():
        out.append(turtle.subject(provision_iri(document, eid), [("ttdn:noNormBecause", turtle.iri(vocab("no-norm-reason", reason)))]))
    return "\n".join(out)


def _norm(document: str, iri: str, norm: Norm, objects: Mapping[str, str], status: str) -> str:
    said = [
        ("a", _CLASS[norm.modality]),
        ("ttdn:modality", turtle.iri(vocab("modality", norm.modality))),
        ("ttdn:statedIn", turtle.iri(provision_iri(document, norm.provision))),
        ("ttdn:inDocument", turtle.iri(document)),
        ("ttdn:evidence", turtle.iri(iri + "/quote")),
    ]
    said += [("ttdn:topic", turtle.iri(vocab("topic", t))) for t in norm.topics]
    said += [("ttdn:task", turtle.iri(vocab("task", t))) for t in norm.tasks]
    for predicate, words in (("object", norm.object), ("place", norm.place)):
        for part in (w.strip() for w in words.split(";") if w.strip()):
            known = objects.get(part)
            said.append((f"ttdn:{predicate}", turtle.iri(known)) if known else (f"ttdn:{predicate}Text", turtle.text(part, "vi")))
    if norm.deadline:
        said.append(("ttdn:deadlineText", turtle.text(norm.deadline, "vi")))
    said += [("ttdn:deadlineValue", turtle.text(v)) for v in norm.deadline_value.split(";") if v]
    said += [("ttdn:frequency", turtle.text(v)) for v in norm.frequency.split(";") if v]
    assignments = []
    counts: dict[str, int] = {}
    for a in norm.assignments:
        counts[a.role] = counts.get(a.role, 0) + 1
        assignments.append((assignment_iri(iri, a.role, counts[a.role]), a))
    said += [("ttdn:hasAssignment", turtle.iri(name)) for name, _ in assignments]
    inside = [r for r in norm.references if norm.span.start <= r.span.start < r.span.end <= norm.span.end]
    citations = [(f"{iri}/citation-{place}", r) for place, r in enumerate(inside, 1)]
    said += [("ttdn:citation", turtle.iri(name)) for name, _ in citations]
    said += [("ttdn:refersTo", turtle.iri(target)) for target in dict.fromkeys(r.target for _, r in citations if r.target)]
    said.append(("ttdn:status", turtle.iri(vocab("status", status))))
    if norm.confidence < 1:
        said.append(("ttdn:confidence", f'"{norm.confidence:.2f}"^^xsd:decimal'))
    said += [("ttdn:doubt", turtle.text(note, "vi")) for note in norm.notes]
    parts = [turtle.subject(iri, said)]
    parts.append(
        turtle.subject(
            iri + "/quote",
            [
                ("a", "ttdn:Quote"),
                ("oa:start", str(norm.span.start)),
                ("oa:end", str(norm.span.end)),
                ("oa:exact", turtle.text(norm.quote, "vi")),
                ("ttdn:ofText", turtle.iri(document + "/text")),
            ],
        )
    )
    for name, a in assignments:
        parts.append(
            turtle.subject(
                name,
                [
                    ("a", "ttdn:Assignment"),
                    ("ttdn:assignmentOf", turtle.iri(iri)),
                    ("ttdn:agent", turtle.iri(a.agent_iri)),
                    ("ttdn:role", turtle.iri(vocab("role", a.role))),
                    ("ttdn:confidence", f'"{a.confidence:.2f}"^^xsd:decimal'),
                ],
            )
        )
    parts += [_citation(document, name, norm, r) for name, r in citations]
    return "".join(parts)


def _citation(document: str, name: str, norm: Norm, reference: Reference) -> str:
    start, end = reference.span.start, reference.span.end
    said = [
        ("a", "ttdn:Quote"),
        ("oa:start", str(start)),
        ("oa:end", str(end)),
        ("oa:exact", turtle.text(norm.quote[start - norm.span.start : end - norm.span.start], "vi")),
        ("ttdn:ofText", turtle.iri(document + "/text")),
    ]
    said += [(f"ttdn:{predicate}", turtle.text(value)) for predicate, attribute in CITED.items() if (value := getattr(reference, attribute))]
    if reference.target:
        said.append(("ttdn:citedResource", turtle.iri(reference.target)))
    return turtle.subject(name, said)
