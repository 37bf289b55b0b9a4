"""What a reading left aside.

Takes text, tree and norms; gives a remark for every stretch of words that no norm quotes: with the reason where its form states
no work (aims, definitions, scope, effect), as "uncovered" where it may state work; and for every lost passage. Cells of a table
whose bodies, day or place the norm of their row has are no words left aside. Knows nothing of how norms are read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from ttdn_kb.foundation.model import Norm, Provision, ProvisionKind, Remark, Span
from ttdn_kb.graph.proposals import name_key
from ttdn_kb.graph.vocabulary import concepts
from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.clauses import sentences
from ttdn_kb.norms.context import NO_WORK, ContextReader
from ttdn_kb.norms.detect import Detector
from ttdn_kb.norms.lexicon import key
from ttdn_kb.norms.lexicon import load as load_lexicon
from ttdn_kb.norms.mentions import Text
from ttdn_kb.norms.roles import RoleReader
from ttdn_kb.text.clean import clean

K = ProvisionKind
SET_ASIDE = "set-aside"
_SILENT = frozenset((K.LETTERHEAD, K.TITLE, K.LEGAL_BASIS, K.PREAMBLE, K.RECIPIENTS, K.SIGNATURE, K.BLOCK))
# Fewer words than this are a label, a number or a place in a table, not work.
_FEWEST_WORDS = 6
_BREAK = re.compile(r"\s*(?:;|\n|<br\s*/?>)[\s;+*•-]*")


@lru_cache(maxsize=1)
def _forms() -> tuple[ContextReader, Detector, AgentParser]:
    lexicon = load_lexicon()
    parser = AgentParser(lexicon)
    return ContextReader(parser, RoleReader(parser), lexicon), Detector(lexicon), parser


def left_aside(text: str, tree: Provision, norms: Sequence[Norm]) -> tuple[Remark, ...]:
    """Gives remarks on the words outside all quotes, in text order.

    Args:
        text: the stored text.
        tree: its structure.
        norms: the norms read from it.

    Returns:
        Remarks of code "uncovered", "set-aside" (with the reason as message) and "lacuna".
    """
    return tuple(_Walk(text, norms).below(tree, "", ""))


class _Walk:
    def __init__(self, text: str, norms: Sequence[Norm]) -> None:
        self.text = text
        self.context, self.detector, self.parser = _forms()
        self.norms = sorted(norms, key=lambda n: (n.span.start, n.span.end))
        self.quoted = [(n.span.start, n.span.end) for n in self.norms]
        self.at = 0
        self.row: tuple[Norm, ...] = ()  # the norms of the row of a table that is walked through

    def below(self, node: Provision, path: str, skip: str) -> Iterator[Remark]:
        path = node.path or path
        if node.kind is K.LACUNA:
            yield Remark("lacuna", node.span, path, "", node.note or "Văn bản bị mất một đoạn.")
            return
        if node.kind in _SILENT:
            return
        if node.kind is K.ROW:
            self.row = self.within(node.span)
        if node.heading is not None:
            kind = self.context.topic_kind(key(clean(self.text, node.heading).text))
            skip = kind if kind in NO_WORK else "" if kind else skip
        if node.body is not None:
            yield from self.words(node.body, path, skip, node.kind)
        for child in node.children:
            yield from self.below(child, path, skip)
            if child.kind is K.LEAD_IN and child.body is not None:
                kind = self.context.topic_kind(key(clean(self.text, child.body).text))
                skip = kind if kind in NO_WORK else skip

    def words(self, body: Span, path: str, skip: str, kind: ProvisionKind) -> Iterator[Remark]:
        for span in self.gaps(body):
            view = clean(self.text, span)
            for start, end in sentences(view.text, 0, len(view.text)):
                said = view.text[start:end].strip(" .;:,-+*|")
                if len(said.split()) < _FEWEST_WORDS or (kind is K.CELL and self.in_row(said)):
                    continue
                place = view.span(start, end)
                reason = skip or ("lead-in" if kind is K.LEAD_IN else self.detector.reason_against(key(said), False))
                if reason:
                    yield Remark(SET_ASIDE, place, path, said, f"Không phải việc được giao: {_name(reason)}.")
                else:
                    yield Remark("uncovered", place, path, said, "Không đọc thành quy định nào; cần người xem có giao việc cho ai không.")

    def within(self, place: Span) -> tuple[Norm, ...]:
        first, last = (bisect_left(self.quoted, (offset, offset)) for offset in (place.start, place.end))
        return tuple(self.norms[first:last])

    def in_row(self, said: str) -> bool:
        """True for the words of a cell that the norms of its row have as their bodies, their time or their place."""
        times = [norm.deadline for norm in self.row if norm.deadline_value or norm.frequency]
        if key(said) in {key(words) for words in (*times, *(norm.place for norm in self.row)) if words}:
            return True
        cast = {name_key(a.agent) for norm in self.row for a in norm.assignments}
        return bool(cast) and all(self.named(part) and self.named(part) <= cast for part in _BREAK.split(said) if part)

    def named(self, part: str) -> set[str]:
        """Gives the bodies that a stretch of words names and says nothing else of, none where it says more."""
        found, stop = self.parser.list_at(Text(part), 0, len(part))
        return set() if part[stop:].strip(" .,;:") else {name_key(m.label) for m in found}

    def gaps(self, body: Span) -> Iterator[Span]:
        """The stretches of a body outside all quotes; quotes are passed once, in text order."""
        start = body.start
        while self.at and self.quoted[self.at - 1][1] > body.start:
            self.at -= 1
        while self.at < len(self.quoted) and self.quoted[self.at][0] < body.end:
            begin, end = self.quoted[self.at]
            if begin > start:
                yield Span(start, begin)
            start = max(start, end)
            self.at += 1
        if start < body.end:
            yield Span(start, body.end)


@lru_cache(maxsize=64)
def _name(reason: str) -> str:
    known = concepts("no-norm-reasons")
    return known[reason].label if reason in known else "nội dung mô tả"


def gather(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Gives the remarks with one entry for all mentions of an agent known only by its form; the message counts them."""
    counts: dict[str, int] = {}
    for remark in remarks:
        if remark.code == "unknown-agent":
            counts[remark.text] = counts.get(remark.text, 0) + 1
    kept = []
    for remark in sorted(remarks, key=lambda r: (r.span.start, r.span.end, r.code)):
        count = counts.get(remark.text, 0) if remark.code == "unknown-agent" else 1
        if count:
            kept.append(remark if count == 1 else replace(remark, message=f"{remark.message} Nêu ở {count} chỗ."))
            if remark.code == "unknown-agent":
                counts[remark.text] = 0
    return tuple(kept)
