"""A draft laid over the base before it is signed.

Takes the base and a draft as read; gives what the draft would change: clauses, gaps closed, opened and left, clashes with documents in force, work
that it drops, doubtful readings; knows nothing of files and pages. The base stays as it is: the draft is added to a copy in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ttdn_kb.compare.base_norms import norms_of
from ttdn_kb.compare.draft_changes import Change, study
from ttdn_kb.compare.draft_effects import Clash, Dropped, clashes, dropped
from ttdn_kb.compare.draft_reading import Draft
from ttdn_kb.foundation.model import Metadata, Norm, Provision
from ttdn_kb.graph import agents_index, turtle
from ttdn_kb.graph.documents import Source, document_triples, provision_triples, read_sources
from ttdn_kb.graph.emitting import norms_turtle
from ttdn_kb.graph.minting import document_id, graph_iri
from ttdn_kb.graph.namespaces import TTDN
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.store import Term
from ttdn_kb.inference.engine import infer
from ttdn_kb.inference.rule_file import load_rules
from ttdn_kb.norms.tasks import in_field
from ttdn_kb.query.assignment_table import rows_of_store
from ttdn_kb.validation.catalogue import load_catalogue
from ttdn_kb.validation.checking import run_checks
from ttdn_kb.validation.findings import Finding

# A reading below this confidence is shown to be checked first.
DOUBTFUL = 0.7
_FORCE = "ttdn-draft"
_ENDS = (Term("iri", TTDN + "endedBy"), Term("iri", TTDN + "existsUntil"))


@dataclass(frozen=True, slots=True)
class DraftStudy:
    """Everything that a draft would change.

    Attributes:
        name: of the draft; day: ISO 8601 day on which it is held against the base; replaced: of the document that it replaces, "" for none.
        text: its stored text.
        norms: its norms as read.
        changes: against the replaced document, clause by clause.
        opened, closed, left: gaps of the draft that the replaced document had not, of the replaced document that the draft mends, of both.
        absent: findings on bodies that do not exist at the draft's date.
        clashes: other leads in documents in force.
        dropped: work that the replaced document, the baseline or most peers carry.
        outside: the draft replaces nothing and is of another field than the base's work, so that no work was looked for in others.
        doubtful: norms read with low confidence, least certain first.
    """

    name: str
    day: str
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
    outside: bool
    doubtful: tuple[Norm, ...]


def draft_study(quads: str, draft: Draft, replaced: Source | None, old: Draft | None, at: str) -> DraftStudy:
    """Gives what a draft would change.

    Args:
        quads: N-Quads file of the built base.
        draft: the draft, read.
        replaced: the document of the base that it replaces, None for none.
        old: that document's text, read; None for none.
        at: ISO 8601 day on which the draft is to hold.
    """
    store = OxigraphStore()
    store.load_quads(quads)
    text, metadata = draft.laid.origin, draft.metadata
    changes: tuple[Change, ...] = ()
    norms = tuple(map(draft.back, draft.norms))
    if replaced is not None and old is not None:
        norms, changes = study(old, norms_of(store, replaced.iri), draft)
    # Shapes judge how data are written; a draft is judged by what it says.
    catalogue = load_catalogue()
    gaps = [check.id for check in catalogue.checks if check.query is not None]
    before = run_checks(store, catalogue, today=at, only=gaps)
    source = _source(text, metadata, at)
    norms = _overlay(store, source, draft.laid.tree(draft.tree), norms, replaced)
    after = run_checks(store, catalogue, today=at, only=gaps)
    rows = rows_of_store(store)
    mine = [f for f in after if f.document_iri == source.iri]
    theirs = [f for f in before if replaced is not None and f.document_iri == replaced.iri]
    opened, closed, left = _gaps(mine, theirs)
    # A gap is not mended by dropping the clause that has it, nor a missing number or date by being a draft still.
    gone = {n.path for c in changes if c.kind == "removed" for n in c.old}
    named = {a.agent_iri for n in norms for a in n.assignments}
    # Nothing is mended where no word changed, nor a body that is gone where the draft still names it: plans end, drafts are not dated yet.
    closed = [
        f
        for f in closed
        if changes and f.norms and not all(c.provision in gone for c in f.clauses) and not (f.check == "abolished" and set(f.agents) & named)
    ]
    old_iri = replaced.iri if replaced is not None else ""
    own = [r for r in rows if r.norm.startswith(source.iri + "/")]
    outside = not old_iri and not in_field(text, metadata.title)
    return DraftStudy(
        metadata.title or metadata.kind or "Dự thảo",
        at,
        replaced.fields["label"] if replaced else "",
        text,
        norms,
        changes,
        tuple(f for f in opened if f.check != "abolished"),
        tuple(closed),
        tuple(f for f in left if f.check != "abolished"),
        tuple(f for f in mine if f.check in ("abolished", "not-yet-founded")),
        tuple(clashes(own, rows, metadata.province, old_iri, at, store)),
        () if outside else tuple(dropped(own, rows, metadata.province, old_iri, store)),
        outside,
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
    _end(store)
    return tuple(resolved)


def _end(store: OxigraphStore) -> None:
    """Runs the rules on ends again: the base was inferred before the draft brought in its bodies."""
    infer(store, [rule for rule in load_rules() if any(pattern.predicate in _ENDS for pattern in rule.template)])


def _gaps(mine: list[Finding], theirs: list[Finding]) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Matches gaps by kind and what they are about: the same gap in draft and replaced document is left, not opened.

    A gap of a body that several clauses show is the same one where the draft drops or adds one of them.
    """

    def keys(finding: Finding) -> set[tuple[object, ...]]:
        works = finding.tasks or finding.agents or (finding.provision,)
        about = {*finding.focus} & {*finding.tasks, *finding.agents}
        return {(finding.check, *sorted(works)), *([(finding.check, *sorted(about))] if about else [])}

    known, now = {k for f in theirs for k in keys(f)}, {k for f in mine for k in keys(f)}
    return (
        [f for f in mine if not keys(f) & known],
        [f for f in theirs if not keys(f) & now],
        [f for f in mine if keys(f) & known],
    )
