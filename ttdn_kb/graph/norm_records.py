"""Turtle of norms back into records.

Takes the text of data/norms/<province>/<document>.ttl or of a draft; gives the norms, in text order, with their IRIs and status;
knows nothing of files. What `emitting` writes, this reads: emit, load, same records.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from typing import NamedTuple

from ttdn_kb.foundation.model import Assignment, Norm, Reference, Span
from ttdn_kb.graph.emitting import CITED
from ttdn_kb.graph.namespaces import OA, RDF, TTDN, notation
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.store import Term

_GRAPH = "urn:x-ttdn:norms"
# The order in which a cast is listed.
ROLES = ("lead", "responsible", "coordinator", "partner", "advised", "report_to")
Said = dict[str, list[Term]]


class NormEntry(NamedTuple):
    """A norm as a file states it.

    Attributes:
        iri: of the norm.
        norm: the record; agents carry the labels of `labels` or of the file itself.
        status: notation of the status scheme.
    """

    iri: str
    norm: Norm
    status: str


def read_norms(
    turtle: bytes, where: str, document: str, paths: Mapping[str, str], labels: Mapping[str, str], generic: Set[str] = frozenset()
) -> list[NormEntry]:
    """Gives the norms of a document.

    Args:
        turtle: the file.
        where: its name, for messages.
        document: the document's IRI.
        paths: citation of each provision by eid.
        labels: short name of each registered agent and label of each named thing by IRI; entries of the file itself come first.
        generic: IRIs of the register's generic agents.

    Raises:
        TtdnError: `bad-turtle`.
    """
    store = OxigraphStore()
    store.load(turtle, _GRAPH, where)
    said: dict[str, Said] = {}
    for triple in store.triples(_GRAPH):
        said.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object)
    names = {**labels, **{iri: short for iri, s in said.items() if (short := _one(s, "shortName"))}}
    vague = generic | {iri for iri, s in said.items() if any(t.value == TTDN + "GenericAgent" for t in s.get(RDF + "type", ()))}
    entries = []
    for iri, s in said.items():
        quote = said.get(_one(s, "evidence"))
        if quote is None:
            continue
        eid = _one(s, "statedIn").removeprefix(document).lstrip("/")
        cast = [_assignment(a.value, said.get(a.value, {}), names, vague) for a in s.get(TTDN + "hasAssignment", ())]
        norm = _norm(s, quote, eid, paths.get(eid, ""), tuple(a for _, a in sorted(cast, key=_cast_order)), names)
        cited = [reference_of(said.get(t.value, {})) for t in s.get(TTDN + "citation", ())]
        norm = replace(norm, references=tuple(sorted(cited, key=lambda r: (r.span.start, r.span.end))))
        entries.append(NormEntry(iri, norm, notation(_one(s, "status"))))
    return sorted(entries, key=lambda e: (e.norm.span.start, e.norm.span.end, _ordinal(e.iri)))


def _cast_order(entry: tuple[str, Assignment]) -> tuple[int, int, str]:
    step = notation(entry[0])
    role = step.rpartition("-")[0].replace("-", "_")
    return (ROLES.index(role) if role in ROLES else len(ROLES), _ordinal(step), step)


def _ordinal(iri: str) -> int:
    tail = iri.rpartition("-")[2]
    return int(tail) if tail.isdigit() else 0


def _one(s: Said, name: str) -> str:
    return next((t.value for t in s.get(TTDN + name, ())), "")


def _many(s: Said, name: str) -> tuple[str, ...]:
    return tuple(sorted(notation(t.value) if t.kind == "iri" else t.value for t in s.get(TTDN + name, ())))


def _number(s: Said, name: str) -> float:
    value = _one(s, name)
    return float(value) if value else 1.0


def _assignment(iri: str, s: Said, names: Mapping[str, str], generic: Set[str]) -> tuple[str, Assignment]:
    agent = _one(s, "agent")
    return iri, Assignment(
        role=notation(_one(s, "role")),
        agent=names.get(agent, notation(agent)),
        agent_iri=agent,
        generic=agent in generic,
        confidence=_number(s, "confidence"),
    )


def reference_of(s: Said) -> Reference:
    """Gives the reference that a citation states.

    Args:
        s: objects of the citation by predicate.
    """
    start, end = (next((int(t.value) for t in s.get(OA + name, ())), 0) for name in ("start", "end"))
    return Reference(Span(start, end), target=_one(s, "citedResource"), **{attribute: _one(s, name) for name, attribute in CITED.items()})


def _norm(s: Said, quote: Said, eid: str, path: str, cast: tuple[Assignment, ...], names: Mapping[str, str]) -> Norm:
    def oa(name: str) -> str:
        return next((t.value for t in quote.get(OA + name, ())), "")

    def words(name: str) -> str:
        thing = _one(s, name)
        return names.get(thing, thing) if thing else _one(s, name + "Text")

    return Norm(
        provision=eid,
        path=path,
        span=Span(int(oa("start")), int(oa("end"))),
        quote=oa("exact"),
        modality=notation(_one(s, "modality")),
        assignments=cast,
        topics=_many(s, "topic"),
        tasks=_many(s, "task"),
        object=words("object"),
        place=words("place"),
        deadline=_one(s, "deadlineText"),
        deadline_value=";".join(_many(s, "deadlineValue")),
        frequency=";".join(_many(s, "frequency")),
        confidence=_number(s, "confidence"),
        notes=_many(s, "doubt"),
    )
