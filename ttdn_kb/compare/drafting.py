"""A draft laid over the base before it is signed.

Takes the base and a draft as read; gives what the draft would change: clauses, gaps closed, opened and left, clashes with documents in force, work
that it drops, doubtful readings; knows nothing of files and pages. The base stays as it is: the draft is added to a copy in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from ttdn_kb.compare.base_norms import norms_of
from ttdn_kb.compare.draft_changes import Change, rewritten, study
from ttdn_kb.compare.draft_effects import Clash, Dropped, clashes, dropped
from ttdn_kb.compare.draft_opening import Opened
from ttdn_kb.compare.draft_overlay import draft_source, lay_beside, overlay
from ttdn_kb.compare.draft_unit import Bearers
from ttdn_kb.compare.draft_words import OF_TIME, ROW_BY_ROW, draft_words
from ttdn_kb.compare.laying_in import Amended, only_repealed
from ttdn_kb.compare.own_articles import own_articles
from ttdn_kb.foundation.model import Norm
from ttdn_kb.graph import agents_index
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.provinces import last_day
from ttdn_kb.graph.store import Term
from ttdn_kb.norms.tasks import in_field
from ttdn_kb.query.assignment_table import rows_of_store
from ttdn_kb.validation.catalogue import load_catalogue
from ttdn_kb.validation.checking import run_checks
from ttdn_kb.validation.findings import Finding

# A reading below this confidence is shown to be checked first.
DOUBTFUL = 0.7
# Between the text that an amending draft leaves and what it says itself.
_APART = "\n\n"
_OF_BASIS = ("amended-basis", "replaced-basis")


@dataclass(frozen=True, slots=True)
class DraftStudy:
    """Everything that a draft would change.

    Attributes:
        name: of the draft; day: ISO 8601 day on which it is held against the base; replaced: of the document that it replaces, "" for none.
        unit: notation of the unit whose draft it is.
        text: its stored text.
        norms: its norms as read.
        changes: against the replaced document, clause by clause.
        opened, closed, left: gaps of the draft that the replaced document had not, of the replaced document that the draft mends, of both.
        absent: findings on bodies that do not exist at the draft's date.
        unchecked: names of the bodies that it gives work and of which the base knows nothing, not even that their kind ended.
        clashes: other leads in documents in force.
        dropped: work that the replaced document, the baseline or most peers carry.
        outside: the draft replaces nothing and is of another field than the base's work, so that no work was looked for in others.
        doubtful: norms read with low confidence, least certain first.
        unheld: numbers, or the title, of the documents that it amends, none of which is at hand: read by itself, its clauses show neither gaps nor
            what is left out.
        namesakes: names of the documents of the base that bear that title, where there are several.
        amended: what of an amending draft was laid into the document that it amends, None for any other draft; that document is then `replaced`, and
            `text` is what the draft would leave of it, with what the draft says beside its orders behind.
    """

    name: str
    day: str
    replaced: str
    unit: str
    text: str
    norms: tuple[Norm, ...]
    changes: tuple[Change, ...]
    opened: tuple[Finding, ...]
    closed: tuple[Finding, ...]
    left: tuple[Finding, ...]
    absent: tuple[Finding, ...]
    unchecked: tuple[str, ...]
    clashes: tuple[Clash, ...]
    dropped: tuple[Dropped, ...]
    outside: bool
    doubtful: tuple[Norm, ...]
    unheld: tuple[str, ...]
    namesakes: tuple[str, ...]
    amended: Amended | None


def draft_study(quads: str, opened: Opened, at: str) -> DraftStudy:
    """Gives what a draft would change.

    Args:
        quads: N-Quads file of the built base.
        opened: the draft with the document of the base that it replaces or amends.
        at: ISO 8601 day on which the draft is to hold.
    """
    store = OxigraphStore()
    store.load_quads(quads)
    draft, replaced, old = opened.draft, opened.source, opened.old
    text, metadata = draft.laid.origin, draft.metadata
    changes: tuple[Change, ...] = ()
    norms = tuple(map(draft.back, draft.norms))
    bearers = Bearers(agents_index.load(), metadata.province, replaced.fields["province"] if replaced is not None else "", at)
    if opened.beside is not None and replaced is not None:
        lay_beside(store, replaced, opened.beside, at)
    if replaced is not None and old is not None:
        norms, changes = study(old, norms_of(store, replaced.iri), draft, bearers.renamed)
    if opened.amended is not None:
        changes = rewritten(tuple(c for c in changes if c.kind != "added" or c.new or not only_repealed(c.now)), bearers.renamed)
    tree = draft.laid.tree(draft.tree)
    if opened.own is not None:
        own_part = own_articles(opened.own, len(text) + len(_APART))
        text += _APART + opened.own.laid.origin
        tree = replace(tree, children=(*tree.children, *own_part.nodes))
        norms, changes = (*norms, *own_part.norms), (*changes, *own_part.changes)
    # Shapes judge how data are written; a draft is judged by what it says.
    catalogue = load_catalogue()
    gaps = [check.id for check in catalogue.checks if check.query is not None]
    before = run_checks(store, catalogue, today=at, only=gaps)
    # What the end of its unit opened in the replaced document is not mended by words that stayed as they were.
    last = last_day(bearers.home) if bearers.home != bearers.unit else ""
    by_end = {f.id for f in before} - {f.id for f in run_checks(store, catalogue, today=last, only=gaps)} if last else set()
    source = draft_source(text, metadata, at, opened.amended is not None)
    norms, unknown = overlay(store, source, tree, norms, replaced, bearers)
    own_words = draft_words(source.iri, norms, changes, bearers, opened.amended.put if opened.amended else None, replaced is not None)

    def found(only: Collection[str], counts: Callable[[str, Mapping[str, Term]], bool] | None = None) -> list[Finding]:
        return [f for f in run_checks(store, catalogue, today=at, only=only, rows=counts) if f.document_iri == source.iri]

    brought, kept = found(ROW_BY_ROW, own_words.bring), found(ROW_BY_ROW, own_words.leave)
    rows = rows_of_store(store)
    theirs = [f for f in before if replaced is not None and f.document_iri == replaced.iri]
    newly, closed, left = _gaps(found(set(gaps) - set(ROW_BY_ROW)), [f for f in theirs if f.check not in ROW_BY_ROW], bearers)
    newly, left = [*newly, *(f for f in brought if f.check not in OF_TIME)], [*left, *kept]
    # What a draft stands on is its own to say, whatever the old document stood on.
    newly, left = [*newly, *(f for f in left if f.check in _OF_BASIS)], [f for f in left if f.check not in _OF_BASIS]
    # A gap is not mended by dropping the clause that has it, nor a missing number or date by being a draft still.
    gone = {n.path for c in changes if c.kind == "removed" for n in c.old}
    touched = {n.path for c in changes for n in c.old}
    named = {a.agent_iri for n in norms for a in n.assignments}
    # Nothing is mended where no word changed, nor a body that is gone where the draft still names it: plans end, drafts are not dated yet.
    closed = [
        f
        for f in (*closed, *(f for f in theirs if f.check in ROW_BY_ROW))
        if changes
        and f.norms
        and not all(c.provision in gone for c in f.clauses)
        and not (f.id in by_end and not any(c.provision in touched for c in f.clauses))
        and not (f.check in ROW_BY_ROW and {bearers.now(a).iri for a in f.agents} & named)
    ]
    written = {n.path for c in changes for n in c.new}
    given = [a.agent_iri for n in norms if opened.amended is None or n.path in written for a in n.assignments]
    old_iri = replaced.iri if replaced is not None else ""
    own = [r for r in rows if r.norm.startswith(source.iri + "/")]
    outside = not old_iri and not in_field(text, metadata.title)
    unheld = metadata.amends if not old_iri else ()
    newly = [f for f in newly if not unheld or f.check in _OF_BASIS]
    return DraftStudy(
        metadata.title or metadata.kind or "Dự thảo",
        at,
        replaced.fields["label"] if replaced else "",
        metadata.province,
        text,
        norms,
        changes,
        tuple(newly),
        tuple(closed),
        tuple(left),
        tuple(f for f in brought if f.check in OF_TIME),
        tuple(dict.fromkeys(unknown[iri] for iri in given if iri in unknown)),
        tuple(clashes(own, rows, bearers, old_iri, store)),
        () if outside or unheld else tuple(dropped(own, rows, metadata.province, old_iri, store)),
        outside,
        tuple(sorted((n for n in norms if n.confidence < DOUBTFUL), key=lambda n: n.confidence)),
        unheld,
        opened.namesakes,
        opened.amended,
    )


def _gaps(mine: list[Finding], theirs: list[Finding], bearers: Bearers) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Matches gaps by kind and what they are about: the same gap in draft and replaced document is left, not opened.

    A gap of a body that several clauses show is the same one where the draft drops or adds one of them.
    """

    def keys(finding: Finding) -> set[tuple[object, ...]]:
        agents = [bearers.now(a).iri for a in finding.agents]
        works = finding.tasks or agents or (finding.provision,)
        about = {bearers.now(iri).iri for iri in finding.focus} & {*finding.tasks, *agents}
        return {(finding.check, *sorted(works)), *([(finding.check, *sorted(about))] if about else [])}

    known, now = {k for f in theirs for k in keys(f)}, {k for f in mine for k in keys(f)}
    return (
        [f for f in mine if not keys(f) & known],
        [f for f in theirs if not keys(f) & now],
        [f for f in mine if keys(f) & known],
    )
