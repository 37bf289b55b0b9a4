"""Takes stored text with its structure and metadata; gives the norms it states and what could not be read; knows no RDF and no file.

The grammar reader: structure gives bearers, lead-ins and plan blocks; sentences below them give the norms.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ttdn_kb.foundation.model import Metadata, Norm, Provision, ProvisionKind, Remark
from ttdn_kb.norms.confidence import Confidence, Weigh, assignment_confidence, borne_out
from ttdn_kb.norms.context import Context
from ttdn_kb.norms.definitions import abbreviations, about_board, define, own_names
from ttdn_kb.norms.issuing import issuing_body, issuing_house
from ttdn_kb.norms.lexicon import Lexicon, key, load, word_set
from ttdn_kb.norms.mentions import Mention
from ttdn_kb.norms.naming import unify
from ttdn_kb.norms.recurring import described_names, founded_names, recurring_names
from ttdn_kb.norms.regulated import by_position, by_statute, by_title, own_units, short_names
from ttdn_kb.norms.tasks import in_field, tasks, topics_with
from ttdn_kb.norms.told import Told
from ttdn_kb.norms.walking import ProvisionWalker
from ttdn_kb.norms.writing import SILENT
from ttdn_kb.text.composing import compose, moved

K = ProvisionKind
_COMMITTEES = word_set("committees")
_NATIONAL = "trung-uong"  # the notation by which the metadata marks documents that are no province's
_FIRST_BODIES = 12  # where a notice says who held the meeting
_LAST_BODIES = 3  # where it says who makes it known


@dataclass
class GrammarReader:
    """Reads one document at a time; the lexicon is shared.

    Attributes:
        lexicon: the vocabulary.
        name: under which the evaluation lists it.
        confidence: gives the confidence of an assignment from how it was found; the calibration replaces it.
        weigh: corrects the confidences by what the whole reading shows; the calibration replaces it.
    """

    lexicon: Lexicon = field(default_factory=load)
    name: str = "grammar"
    confidence: Confidence = assignment_confidence
    weigh: Weigh = borne_out

    def read(self, text: str, tree: Provision, metadata: Metadata) -> tuple[tuple[Norm, ...], tuple[Remark, ...]]:
        """Gives the norms of a document in text order, and remarks on what could not be read."""
        composed = compose(text)
        if composed is None:
            norms, remarks = _Reading(text, tree, metadata, self.lexicon, self.confidence).run()
            return self.weigh(norms), remarks
        there = composed.forth
        norms, remarks = _Reading(composed.text, moved(tree, there), moved(metadata, there), self.lexicon, self.confidence).run()
        stored = tuple(moved(n, composed.back) for n in self.weigh(norms))
        return tuple(replace(n, quote=n.span.slice(text)) for n in stored), moved(remarks, composed.back)


def read(text: str, tree: Provision, metadata: Metadata, lexicon: Lexicon | None = None) -> tuple[tuple[Norm, ...], tuple[Remark, ...]]:
    """Gives the norms that a document states and remarks on what could not be read.

    Args:
        text: the stored text; all offsets are code points in it.
        tree: its structure.
        metadata: what it says of itself; the issuer and province help to name agents.
        lexicon: the vocabulary, the shared one where None.
    """
    return GrammarReader(lexicon or load()).read(text, tree, metadata)


class _Reading(ProvisionWalker):
    """Reads one document."""

    def run(self) -> tuple[tuple[Norm, ...], tuple[Remark, ...]]:
        nodes = [n for n in self.tree.walk() if n.kind not in SILENT]
        bodies = [self.words(n.body) for n in nodes if n.body is not None]
        bases = [self.words(n.span) for n in self.tree.walk() if n.kind is K.LEGAL_BASIS]
        headings = [self.words(n.heading) for n in nodes if n.heading is not None]
        define(self.parser, [*bases, *headings, *bodies])
        about_board(self.parser, self.metadata, [*bases, *bodies])
        self.short = abbreviations(bodies)
        letterhead = [self.words(n.span) for n in self.tree.children if n.kind is K.LETTERHEAD][:1]
        first, last = bodies[:_FIRST_BODIES], bodies[-_LAST_BODIES:]
        self.parser.issuing = issuing_body(self.parser, [self.metadata.issuer, *letterhead], self.metadata.title, first, last)
        house = self.parser.issuing or issuing_house(self.parser, self.metadata.issuer, [*bases, *bodies])
        about = self.about(nodes, bodies, house)
        own_names(self.parser, self.context, headings + [b for b in bodies if len(b) < 120 and b.endswith(":")])
        recurring_names(self.parser, bodies)
        described_names(self.parser, bodies)
        founded_names(self.parser, headings + bodies)
        self.context.subject = about[:1]
        self.parser.settle()
        self.walk(self.tree, Context(), "")
        told = Told(
            committee=self.committee(),
            words=key(" ".join(bodies + headings)),
            defined=tuple(m.label for m in self.parser.defined.values() if m.collective),
            selves=self.parser.selves,
            whole={short: m.label for short, m in self.parser.defined.items() if not m.collective},
            called=self.parser.called,
            house=house,
            national=self.metadata.province == _NATIONAL,
        )
        self.norms = unify(self.norms, told)
        self.norms.sort(key=lambda norm: (norm.span.start, norm.span.end))
        if in_field(" ".join(bodies), self.metadata.title):
            self.norms = [replace(n, tasks=(found := tasks(self.words(n.span))), topics=topics_with(found, n.topics)) for n in self.norms]
        return tuple(self.norms), tuple(sorted(self.remarks, key=lambda r: r.span.start))

    def about(self, nodes: list[Provision], bodies: list[str], house: str) -> tuple[Mention, ...]:
        """Gives the body whose functions the document lays down and the one it belongs to, () where it is of another kind.

        Args:
            nodes: the document's provisions.
            bodies: their words, where they have any of their own.
            house: the ministry, department or bureau that issues it, or "".
        """
        opening = [(self.words(n.heading), next((self.words(k.body) for k in n.walk() if k.body is not None), "")) for n in nodes if n.heading]
        found = by_position(self.parser, opening) or by_title(self.parser, self.metadata.title, [said for _, said in opening])
        own_units(self.parser, (self.words(n.body if n.body is not None else n.span) for n in nodes if n.kind in (K.ARTICLE, K.CLAUSE, K.LEAD_IN)))
        statute = by_statute(self.parser, self.metadata.title, bodies)
        self.parser.selves = short_names(self.parser, [*(m.label for m in (*found, *statute)), house])
        return found

    def committee(self) -> str:
        """Gives the short name of the committee that the document defines ("Ban Chỉ đạo"), "" where it defines none."""
        for short in self.parser.defined:
            if short in _COMMITTEES:
                return short[:1].upper() + short[1:].replace("chỉ", "Chỉ", 1)
        return ""
