"""A draft laid over the base before it is signed.

Takes the base, a draft's stored text and what is known of it; gives what the draft would change: clauses, gaps closed, opened and left,
clashes with documents in force,
work that it drops, doubtful readings; knows nothing of files and pages. The base stays as it is: the draft is added to a copy in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ttdn_kb.compare.base_norms import norms_of
from ttdn_kb.compare.draft_changes import Change, Text, study
from ttdn_kb.foundation.model import Metadata, Norm, Provision
from ttdn_kb.graph import agents_index, turtle
from ttdn_kb.graph.documents import Source, document_triples, provision_triples, read_sources
from ttdn_kb.graph.emitting import norms_turtle
from ttdn_kb.graph.minting import document_id, graph_iri
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.query.assignment_table import AssignmentRow, rows_of_store
from ttdn_kb.structure.tree import parse
from ttdn_kb.validation.catalogue import load_catalogue
from ttdn_kb.validation.checking import run_checks
from ttdn_kb.validation.findings import Finding

# A reading below this confidence is shown to be checked first.
DOUBTFUL = 0.7
_FORCE = "ttdn-draft"


@dataclass(frozen=True, slots=True)
class Clash:
    """The draft and a document in force of the same province name different leads for one work."""

    task: str
    draft: AssignmentRow
    other: AssignmentRow


@dataclass(frozen=True, slots=True)
class Dropped:
    """Work that the draft does not carry, with clauses that do.

    Attributes:
        task: notation.
        carried_by: "replaced", "baseline" or "peers".
        clauses: model wording, one row a clause.
    """

    task: str
    carried_by: str
    clauses: tuple[AssignmentRow, ...]


@dataclass(frozen=True, slots=True)
class DraftStudy:
    """Everything that a draft would change.

    Attributes:
        name: of the draft; replaced: of the document that it replaces, "" for none.
        text: its stored text.
        norms: its norms as read.
        changes: against the replaced document, clause by clause.
        opened, closed, left: gaps of the draft that the replaced document had not, of the replaced document that the draft mends, of both.
        absent: findings on bodies that do not exist at the draft's date.
        clashes: other leads in documents in force.
        dropped: work that the replaced document, the baseline or most peers carry.
        doubtful: norms read with low confidence, least certain first.
    """

    name: str
    replaced: str
    text: str
    norms: tuple[Norm, ...]
    changes: tuple[Change, ...]
    opened: tuple[Finding, ...]
    closed: tuple[Finding, ...]
    left: tuple[Finding, ...]
    absent: tuple[Finding, ...]
    clashes: tuple[Clash, ...]
    dropped: tuple[Dropped, ...]
    doubtful: tuple[Norm, ...]


def draft_study(
    quads: str, text: str, tree: Provision, metadata: Metadata, read: Sequence[Norm], replaced: Source | None, replaced_read: Sequence[Norm], at: str
) -> DraftStudy:
    """Gives what a draft would change.

    Args:
        quads: N-Quads file of the built base.
        text, tree, metadata, read: the draft, as stored, parsed and read by the extractor.
        replaced: the document of the base that it replaces, None for none.
        replaced_read: the extractor's reading of that document's text.
        at: ISO 8601 day on which the draft is to hold.
    """
    store = OxigraphStore()
    store.load_quads(quads)
    changes: tuple[Change, ...] = ()
    norms = tuple(read)
    if replaced is not None:
        old = Text(replaced.text, parse(replaced.text), tuple(replaced_read))
        norms, changes = study(old, norms_of(store, replaced.iri), Text(text, tree, norms))
    # Shapes judge how data are written; a draft is judged by what it says.
    catalogue = load_catalogue()
    gaps = [check.id for check in catalogue.checks if check.query is not None]
    before = run_checks(store, catalogue, today=at, only=gaps)
    draft = _source(text, metadata, at)
    norms = _overlay(store, draft, tree, norms, replaced)
    after = run_checks(store, catalogue, today=at, only=gaps)
    rows = rows_of_store(store)
    mine = [f for f in after if f.document_iri == draft.iri]
    theirs = [f for f in before if replaced is not None and f.document_iri == replaced.iri]
    opened, closed, left = _gaps(mine, theirs)
    # A gap is not mended by dropping the clause that has it, nor a missing number or date by being a draft still.
    dropped = {n.path for c in changes if c.kind == "removed" for n in c.old}
    closed = [f for f in closed if f.norms and not all(c.provision in dropped for c in f.clauses)]
    own = [r for r in rows if r.norm.startswith(draft.iri + "/")]
    return DraftStudy(
        metadata.title or metadata.kind or "Dự thảo",
        replaced.fields["label"] if replaced else "",
        text,
        norms,
        changes,
        tuple(f for f in opened if f.check != "abolished"),
        tuple(closed),
        tuple(f for f in left if f.check != "abolished"),
        tuple(f for f in mine if f.check in ("abolished", "not-yet-founded")),
        tuple(_clashes(own, rows, metadata.province, replaced, at, store)),
        tuple(_dropped(own, rows, metadata.province, replaced)),
        tuple(sorted((n for n in norms if n.confidence < DOUBTFUL), key=lambda n: n.confidence)),
    )


def replaced_source(metadata: Metadata, named: str) -> Source | None:
    """Gives the document of the base that a draft replaces.

    Args:
        named: its IRI where the user named it, "" to go by what the draft itself says ("thay thế Quyết định số …").
    """
    for source in read_sources():
        if source.iri == named or (not named and source.fields.get("number") and source.fields["number"] in metadata.replaces):
            return source
    return None


def _source(text: str, metadata: Metadata, at: str) -> Source:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    identifier = document_id(metadata.province or "trung-uong", metadata.kind or "Dự thảo", "", "", f"{_FORCE}-{sha256[:8]}")
    title = metadata.title or "Dự thảo"
    fields = {
        "id": identifier,
        "label": f"Dự thảo: {title}",
        "kind": metadata.kind or "Quyết định",
        "province": metadata.province or "trung-uong",
        "title": title,
        "in_force": metadata.in_force or at,
        # A draft has neither number nor date nor signature yet: that is no gap of it.
        "number": metadata.number or "(dự thảo)",
        "issued": metadata.issued or at,
        "signer": metadata.signer or "(dự thảo)",
        "links": [
            {
                "relation": "based_on",
                "number": r.number,
                "kind": r.kind,
                "issuer": "",
                "province": (metadata.province if "UBND" in r.number or "HĐND" in r.number else "") or "trung-uong",
                "issued": r.date,
                "title": r.title,
            }
            for r in metadata.legal_bases
            if r.kind and (r.number or r.title)
        ],
    }
    return Source("", identifier, text, sha256, fields)


def _overlay(store: OxigraphStore, draft: Source, tree: Provision, norms: Sequence[Norm], replaced: Source | None) -> tuple[Norm, ...]:
    index = agents_index.load()
    graph = graph_iri("draft", draft.id)
    proposals: dict[str, agents_index.Proposal] = {}
    resolved = []
    for norm in norms:
        cast = []
        for a in norm.assignments:
            if not a.agent_iri:
                found = index.resolve(a.agent, draft.fields["province"], generic=a.generic, collective=a.collective)
                if found.proposal is not None:
                    proposals.setdefault(found.iri, found.proposal)
                a = replace(a, agent_iri=found.iri)
            cast.append(a)
        resolved.append(replace(norm, assignments=tuple(cast)))
    held = frozenset(s.iri for s in read_sources())
    triples = [*document_triples(draft, held), *provision_triples(draft, tree)]
    store.add(t._replace(graph=graph) for t in triples)
    named = {part.strip() for n in norms for words in (n.object, n.place) for part in words.split(";") if part.strip()}
    objects = {words: iri for words in named if (iri := index.thing(words, draft.fields["province"])[0])}
    lines = norms_turtle(draft.iri, resolved, objects, {}, "draft")
    lines += "".join(agents_index.proposal_turtle(p, draft.iri) for p in proposals.values())
    if replaced is not None:
        lines += turtle.subject(draft.iri, [("ttdn:replaces", turtle.iri(replaced.iri))])
    store.load(lines.encode(), graph, "draft")
    return tuple(resolved)


def _gaps(mine: list[Finding], theirs: list[Finding]) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Matches gaps by kind and work: the same gap in draft and replaced document is left, not opened."""

    def key(finding: Finding) -> tuple[object, ...]:
        about = finding.tasks or finding.agents or (finding.provision,)
        return (finding.check, tuple(sorted(about)))

    known, now = {key(f) for f in theirs}, {key(f) for f in mine}
    return (
        [f for f in mine if key(f) not in known],
        [f for f in theirs if key(f) not in now],
        [f for f in mine if key(f) in known],
    )


def _clashes(
    own: list[AssignmentRow], rows: list[AssignmentRow], province: str, replaced: Source | None, at: str, store: OxigraphStore
) -> list[Clash]:
    joint = {
        r[0].value.rsplit("/", 1)[-1]
        for r in store.select("PREFIX ttdn: <https://w3id.org/ttdn/ontology#> SELECT ?task WHERE { ?task ttdn:joint true }").rows
        if r[0]
    }
    holding = {r.norm for r in rows_of_store(store, at=at)}
    gone = replaced.iri + "/" if replaced else "\x00"
    others = [
        r for r in rows if r.province == province and r.role == "lead" and r.norm in holding and r.status != "draft" and not r.norm.startswith(gone)
    ]
    found = []
    for mine in own:
        if mine.role != "lead":
            continue
        for other in others:
            shared = (set(_list(mine.tasks)) & set(_list(other.tasks))) - joint
            same_thing = not mine.object or not other.object or mine.object == other.object
            if shared and same_thing and other.agent_iri != mine.agent_iri:
                found += [Clash(task, mine, other) for task in sorted(shared)]
    return found


def _dropped(own: list[AssignmentRow], rows: list[AssignmentRow], province: str, replaced: Source | None) -> list[Dropped]:
    """Work of the replaced document that the draft has nowhere; where nothing is replaced, work that the baseline or most peers carry."""
    carried = {t for r in own for t in _list(r.tasks)}
    found = []
    if replaced is not None:
        before = [r for r in rows if r.norm.startswith(replaced.iri + "/")]
        for task in sorted({t for r in before for t in _list(r.tasks)} - carried):
            found.append(Dropped(task, "replaced", tuple(_clauses(task, before))))
        return found
    peers = sorted({r.province for r in rows if r.province not in (province, "trung-uong") and r.status != "draft"})
    national = [r for r in rows if r.province == "trung-uong" and "tỉnh, thành phố" in r.agent]
    for task in sorted({t for r in rows for t in _list(r.tasks)} - carried):
        having = {r.province for r in rows if task in _list(r.tasks) and r.province in peers}
        if any(task in _list(r.tasks) for r in national):
            found.append(Dropped(task, "baseline", tuple(_clauses(task, national))))
        elif peers and len(having) * 2 > len(peers):
            found.append(Dropped(task, "peers", tuple(_clauses(task, [r for r in rows if r.province in peers]))))
    return found


def _clauses(task: str, rows: list[AssignmentRow]) -> list[AssignmentRow]:
    return list({r.norm: r for r in reversed(rows) if task in _list(r.tasks)}.values())[::-1][:4]


def _list(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]
