"""A draft in the store, beside the base.

Takes a draft as read and the bodies that it means; adds it to a copy of the base in memory, with the ends of the bodies that it brings in; knows
nothing of what is found in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from ttdn_kb.compare.draft_unit import Bearers
from ttdn_kb.compare.laying_in import only_repealed
from ttdn_kb.compare.own_articles import FRONT
from ttdn_kb.foundation.model import Metadata, Norm, Provision, Reading, Reference
from ttdn_kb.graph import agents_index, citations, turtle
from ttdn_kb.graph.agents_index import Found
from ttdn_kb.graph.documents import Source, document_triples, provision_triples, read_sources
from ttdn_kb.graph.emitting import norms_turtle
from ttdn_kb.graph.minting import document_id, graph_iri, provision_iri
from ttdn_kb.graph.namespaces import TTDN
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.proposals import Proposal, body_named, proposal_turtle
from ttdn_kb.graph.provinces import NATIONAL
from ttdn_kb.graph.store import Term
from ttdn_kb.inference.engine import infer
from ttdn_kb.inference.rule_file import load_rules
from ttdn_kb.query.source_fields import links

_FORCE = "ttdn-draft"
_UNTIL = TTDN + "existsUntil"
_ENDS = (Term("iri", TTDN + "endedBy"), Term("iri", _UNTIL))


_BODIES = ("Agency", "Committee", "Post")


class Overlay(NamedTuple):
    """A draft as it lies over the base.

    Attributes:
        norms: its norms with the bodies that they mean.
        unknown: name by IRI of each body and post that the base knows nothing of: neither an entry, nor one of a unit before, nor an end of its kind.
    """

    norms: tuple[Norm, ...]
    unknown: dict[str, str]


#: What a text is called that a draft leaves behind by amending it.
AFTER_AMENDMENT = "văn bản sau sửa đổi"


def draft_source(text: str, metadata: Metadata, at: str, amends: bool = False) -> Source:
    """Gives a draft as a document of the base, in force on a day; one that amends as the text that it leaves behind."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    identifier = document_id(metadata.province or NATIONAL, metadata.kind or "Dự thảo", "", "", f"{_FORCE}-{sha256[:8]}")
    title = metadata.title or "Dự thảo"
    fields = {
        "id": identifier,
        "label": AFTER_AMENDMENT if amends else f"Dự thảo: {title}",
        "kind": metadata.kind or "Quyết định",
        "province": metadata.province or NATIONAL,
        "title": title,
        "in_force": metadata.in_force or at,
        # A draft has neither number nor date nor signature yet: that is no gap of it.
        "number": metadata.number or "(dự thảo)",
        "issued": metadata.issued or at,
        "signer": metadata.signer or "(dự thảo)",
        "links": [link for link in links(metadata) if link["relation"] == "based_on"],
    }
    return Source("", identifier, text, sha256, fields)


def lay_beside(store: OxigraphStore, source: Source, reading: Reading, day: str) -> None:
    """Adds a document that the base does not have to a store.

    Args:
        source: its text and fields; reading: its tree and norms.
        day: ISO 8601 day on which its bodies are looked at.
    """
    bearers = Bearers(agents_index.load(), source.fields["province"], "", day)
    norms = [replace(n, assignments=tuple(replace(a, agent_iri="") for a in n.assignments)) for n in reading.norms]
    overlay(store, source, reading.tree, norms, None, bearers)


def overlay(store: OxigraphStore, draft: Source, tree: Provision, norms: Sequence[Norm], replaced: Source | None, bearers: Bearers) -> Overlay:
    """Adds a draft to a store.

    Args:
        draft: see `draft_source`; tree: of its text.
        replaced: the document of the base that it replaces, None for none.
    """
    index = bearers.index
    graph = graph_iri("draft", draft.id)
    eids = {node.eid for node in tree.walk()}
    met: dict[str, Found] = {}
    resolved = []
    for norm in norms:
        cast = []
        for a in norm.assignments:
            found = bearers.of(a)
            met.setdefault(found.iri, found)
            cast.append(replace(a, agent_iri=found.iri))
        cited = tuple(_cited(r, norm.provision, draft, replaced, eids) for r in norm.references)
        resolved.append(replace(norm, assignments=tuple(cast), references=cited))
    named_new = {f.iri: f.label for f in met.values() if f.proposal is not None and f.proposal.kind in _BODIES and not f.like}
    proposals, posts = _brought_in(met, bearers)
    held = frozenset(s.iri for s in read_sources())
    triples = [*document_triples(draft, held), *provision_triples(draft, _standing(tree, draft.text))]
    store.add(t._replace(graph=graph) for t in triples)
    named = {part.strip() for n in norms for words in (n.object, n.place) for part in words.split(";") if part.strip()}
    objects = {words: iri for words in named if (iri := index.thing(words, draft.fields["province"])[0])}
    lines = norms_turtle(draft.iri, resolved, objects, {}, "draft")
    lines += "".join(proposal_turtle(p, draft.iri) for p in proposals)
    lines += "".join(turtle.subject(post, [("org:postIn", turtle.iri(body))]) for post, body in posts)
    if replaced is not None:
        lines += turtle.subject(draft.iri, [("ttdn:replaces", turtle.iri(replaced.iri))])
    store.load(lines.encode(), graph, "draft")
    _end(store)
    ended = {row[0].value for row in store.select(f"SELECT ?body WHERE {{ ?body <{_UNTIL}> ?day }}").rows if row[0]}
    return Overlay(tuple(resolved), {iri: label for iri, label in named_new.items() if iri not in ended})


def _cited(reference: Reference, here: str, draft: Source, replaced: Source | None, eids: Collection[str]) -> Reference:
    """Gives a citation of a draft with what it points to; words kept of the replaced document that cite that document cite the draft.

    Args:
        here: eid of the provision that cites; eids: the draft's provisions.
    """
    kept, old = reference.target, replaced.iri if replaced is not None else draft.iri
    if kept and kept != old and not kept.startswith(old + "/"):
        return reference
    if here.startswith(FRONT):
        # "Điều 2 Quyết định này" of an amending draft is its own, "Điều 9 Quy chế này" is of what it amends.
        own = {eid.removeprefix(FRONT) for eid in eids if eid.startswith(FRONT)}
        part = provision_iri(draft.iri, FRONT.rstrip("/"))
        found = citations.target(replace(reference, target=""), part, here.removeprefix(FRONT), draft.fields["province"], own)
        if found.removeprefix(part + "/") in own:
            return replace(reference, target=found)
    found = citations.target(replace(reference, target=""), draft.iri, here, draft.fields["province"], eids)
    return replace(reference, target=found or (kept and draft.iri + kept.removeprefix(old)))


def _standing(node: Provision, text: str) -> Provision:
    """Leaves out the provisions that an amending draft repeals: who cites one cites nothing."""
    left = (child for child in node.children if not only_repealed(child.span.slice(text)))
    return replace(node, children=tuple(_standing(child, text) for child in left))


def _brought_in(met: dict[str, Found], bearers: Bearers) -> tuple[list[Proposal], list[tuple[str, str]]]:
    """Gives the entries that the register lacks, and (post, body) for posts among them: a post ends with its body."""
    posts = []
    for found in list(met.values()):
        if (holder := _body_of(found, bearers)) is not None:
            met.setdefault(holder.iri, holder)
            posts.append((found.iri, holder.iri))
    return [found.proposal for found in met.values() if found.proposal is not None], posts


def _body_of(found: Found, bearers: Bearers) -> Found | None:
    """Gives the body that a post without an entry belongs to: as that of the unit before does, else the one that its name names."""
    made, index = found.proposal, bearers.index
    if made is None:
        return None
    if body := index.body_of(found.like):
        return index.counterpart(body, made.jurisdiction)
    named = body_named(made.label) if made.kind == "Post" else ""
    return index.resolve(named, made.jurisdiction, day=bearers.day) if named else None


def _end(store: OxigraphStore) -> None:
    """Runs the rules on ends again: the base was inferred before the draft brought in its bodies."""
    infer(store, [rule for rule in load_rules() if any(pattern.predicate in _ENDS for pattern in rule.template)])
