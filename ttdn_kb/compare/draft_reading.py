"""A draft as it is read for comparison.

Takes a draft's stored text and the text of the document that it replaces; gives its tree, metadata and norms; knows nothing of the base.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ttdn_kb.compare.alignment import Clause
from ttdn_kb.compare.layout import Laid, flat, laid
from ttdn_kb.foundation.model import Metadata, Norm, Provision, Span
from ttdn_kb.norms.reader import GrammarReader
from ttdn_kb.structure.metadata import read_metadata
from ttdn_kb.structure.tree import parse
from ttdn_kb.text.clean import clean


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft, or the document that it replaces, read.

    Attributes:
        laid: its text with a line a clause, both alike, with the way back to the stored text.
        tree, metadata, norms: of `laid.text`.
    """

    laid: Laid
    tree: Provision
    metadata: Metadata
    norms: tuple[Norm, ...]

    def back(self, norm: Norm) -> Norm:
        """Gives one of its norms with span and quote of the stored text."""
        return placed(norm, self.laid.back, self.laid.origin)

    def words(self, span: Span) -> str:
        """Gives the words of a span of `laid.text` on one line, spelt and spaced as the stored text has them."""
        return clean(self.laid.origin, self.laid.back(span)).text

    def said(self, clause: Clause) -> str:
        """Gives the words of one of its clauses, see `words`."""
        return self.words(clause.node.body or clause.node.span)


def placed(norm: Norm, onto: Callable[[Span], Span], text: str) -> Norm:
    """Gives a norm at its place in another layout of its words, its citations with it.

    Args:
        onto: gives the place there of a place here.
        text: that layout.
    """
    span = onto(norm.span)
    references = tuple(replace(r, span=onto(r.span)) for r in norm.references)
    return replace(norm, span=span, quote=span.slice(text), references=references)


def head(text: str) -> Metadata:
    """Gives what a draft says of itself, before it is known what it replaces."""
    composed = laid(text).text
    return read_metadata(composed, parse(composed))


def read_old(text: str) -> Draft:
    """Gives the document that a draft replaces, read again by the extractor: what it reads now is compared with what it reads in the draft.

    Args:
        text: as stored.
    """
    own = flat(text, parse(text))
    return _read(own, "", "")


def read(text: str, old: Draft | None = None, province: str = "", kind: str = "") -> Draft:
    """Gives a draft, read.

    Args:
        text: as stored.
        old: the document that it replaces, None for none.
        province, kind: what it says nothing of itself: a text cut from a decision often has no head.
    """
    return _read(laid(text, old.laid.text if old else ""), province, kind)


def _read(own: Laid, province: str, kind: str) -> Draft:
    tree = parse(own.text)
    metadata = read_metadata(own.text, tree)
    metadata = replace(metadata, province=metadata.province or province, kind=metadata.kind or kind)
    return Draft(own, tree, metadata, GrammarReader().read(own.text, tree, metadata)[0])
