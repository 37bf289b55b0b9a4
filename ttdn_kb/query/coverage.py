"""The coverage ledger: every leaf provision has norms or a stated reason why not.

Takes a built store and the sources; gives one entry a leaf provision and the words that no provision covers; knows nothing of how to show them.
"""

from __future__ import annotations

from typing import NamedTuple

from ttdn_kb.foundation.model import ProvisionKind, Span
from ttdn_kb.graph.documents import Source, read_sources
from ttdn_kb.graph.minting import provision_iri
from ttdn_kb.graph.store import Store
from ttdn_kb.structure.tree import parse
from ttdn_kb.text.vocabulary import pattern

_NORMS = """PREFIX ttdn: <https://w3id.org/ttdn/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?document ?norm ?start ?end WHERE { ?norm ttdn:inDocument ?document ; ttdn:evidence ?e . ?e oa:start ?start ; oa:end ?end }"""
_REASONS = """PREFIX ttdn: <https://w3id.org/ttdn/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?provision ?reason ?label
WHERE { ?provision ttdn:noNormBecause ?r . ?r skos:notation ?reason ; skos:prefLabel ?label . FILTER (lang(?label) = "vi") }"""


class LedgerEntry(NamedTuple):
    """One leaf provision.

    Attributes:
        norms: how many norms quote words of it.
        reason: notation of the reason why it states none, "" where it has norms or is not accounted for.
        label: the reason in Vietnamese.
        words: its first words.
    """

    document: str
    eid: str
    path: str
    start: int
    end: int
    norms: int
    reason: str
    label: str
    words: str

    @property
    def accounted(self) -> bool:
        return bool(self.norms or self.reason)


class Ledger(NamedTuple):
    """The ledger of all documents; `loose` are stretches of words outside every leaf, as (document, start, end, words)."""

    entries: list[LedgerEntry]
    loose: list[tuple[str, int, int, str]]

    @property
    def share(self) -> float:
        """The part of the leaf provisions that is accounted for, 0 to 1."""
        return sum(e.accounted for e in self.entries) / len(self.entries) if self.entries else 1.0


def ledger(store: Store, document: str = "") -> Ledger:
    """Gives the coverage ledger.

    Args:
        document: IRI of a document, "" for all.
    """
    spans: dict[str, list[Span]] = {}
    for row in store.select(_NORMS).rows:
        doc, _, start, end = (c.value if c else "" for c in row)
        spans.setdefault(doc, []).append(Span(int(start), int(end)))
    reasons = {row[0].value: (row[1].value, row[2].value) for row in store.select(_REASONS).rows if row[0] and row[1] and row[2]}
    entries: list[LedgerEntry] = []
    loose: list[tuple[str, int, int, str]] = []
    for source in read_sources():
        if not document or source.iri == document:
            entries += _entries(source, spans.get(source.iri, []), reasons)
            loose += _loose(source)
    return Ledger(entries, loose)


def _entries(source: Source, spans: list[Span], reasons: dict[str, tuple[str, str]]) -> list[LedgerEntry]:
    found = []
    for leaf in parse(source.text).leaves():
        if not leaf.eid or leaf.kind is ProvisionKind.LACUNA or not len(leaf.span):
            continue
        norms = sum(1 for s in spans if s.start < leaf.span.end and s.end > leaf.span.start)
        reason, label = reasons.get(provision_iri(source.iri, leaf.eid), ("", ""))
        words = " ".join(leaf.span.slice(source.text).split())[:80]
        found.append(
            LedgerEntry(source.fields["label"], leaf.eid, leaf.path, leaf.span.start, leaf.span.end, norms, reason if not norms else "", label, words)
        )
    return found


def _loose(source: Source) -> list[tuple[str, int, int, str]]:
    """Words between leaves: headings and numbers are part of their node, anything else is a hole in the tree."""
    tree = parse(source.text)
    covered = [(leaf.span.start, leaf.span.end) for leaf in tree.leaves()]
    covered += [(node.heading.start, node.heading.end) for node in tree.walk() if node.heading]
    covered.sort()
    found, place = [], 0
    for start, end in [*covered, (len(source.text), len(source.text))]:
        if start > place:
            words = source.text[place:start]
            bare = pattern("coverage-numbering").sub("", words)
            if bare:
                found.append((source.fields["label"], place, start, " ".join(words.split())))
        place = max(place, end)
    return found
