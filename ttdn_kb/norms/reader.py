"""Takes stored text with its structure and metadata; gives the norms it states and what could not be read; knows no RDF and no file.

The grammar reader: structure gives bearers, lead-ins and plan blocks; sentences below them give the norms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ttdn_kb.foundation.model import Metadata, Norm, Provision, ProvisionKind, Remark
from ttdn_kb.norms import dates
from ttdn_kb.norms.blocks import Block
from ttdn_kb.norms.confidence import Confidence, Signals, assignment_confidence
from ttdn_kb.norms.context import Context
from ttdn_kb.norms.definitions import abbreviations, about_board, define, own_names
from ttdn_kb.norms.lexicon import Lexicon, key, load, pattern, sentence_case, word_set
from ttdn_kb.norms.mentions import Mention, Text, elsewhere
from ttdn_kb.norms.naming import unify
from ttdn_kb.norms.regulated import by_position, by_title, own_units, short_names
from ttdn_kb.norms.roles import Frame
from ttdn_kb.norms.rows import RowReader
from ttdn_kb.norms.tasks import in_field, tasks, topics_with
from ttdn_kb.norms.writing import SILENT, Draft
from ttdn_kb.text.composing import compose, moved

K = ProvisionKind
_COMMITTEES = word_set("committees")
_FIRST_BODIES = 12  # where a notice says who held the meeting
_LEAST_SENTENCE = 12  # words; a shorter heading only names its matter, though it ends in a full stop
_LONGEST_LABEL = 4  # words; a heading of no more, with nothing below it, names a part of the text ("Thông tin chung")


@dataclass
class GrammarReader:
    """Reads one document at a time; the lexicon is shared.

    Attributes:
        lexicon: the vocabulary.
        name: under which the evaluation lists it.
        confidence: gives the confidence of an assignment; the calibration replaces it.
    """

    lexicon: Lexicon = field(default_factory=load)
    name: str = "grammar"
    confidence: Confidence = assignment_confidence

    def read(self, text: str, tree: Provision, metadata: Metadata) -> tuple[tuple[Norm, ...], tuple[Remark, ...]]:
        """Gives the norms of a document in text order, and remarks on what could not be read."""
        composed = compose(text)
        if composed is None:
            return _Reading(text, tree, metadata, self.lexicon, self.confidence).run()
        there = composed.forth
        norms, remarks = _Reading(composed.text, moved(tree, there), moved(metadata, there), self.lexicon, self.confidence).run()
        stored = tuple(moved(n, composed.back) for n in norms)
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


class _Reading(RowReader):
    """Walks the provisions of one document."""

    def run(self) -> tuple[tuple[Norm, ...], tuple[Remark, ...]]:
        nodes = [n for n in self.tree.walk() if n.kind not in SILENT]
        bodies = [self.words(n.body) for n in nodes if n.body is not None]
        bases = [self.words(n.span) for n in self.tree.walk() if n.kind is K.LEGAL_BASIS]
        define(self.parser, [*bases, *bodies])
        about_board(self.parser, self.metadata, [*bases, *bodies])
        self.short = abbreviations(bodies)
        self.shared = tuple(m.label for m in self.parser.defined.values() if m.collective)
        headings = [self.words(n.heading) for n in nodes if n.heading is not None]
        self.parser.issuing = self.issuing_body(bodies[:_FIRST_BODIES])
        about = self.about(nodes)
        own_names(self.parser, self.context, headings + [b for b in bodies if len(b) < 120 and b.endswith(":")])
        self.context.subject = about[:1]
        self.walk(self.tree, Context(), "")
        whole = {short: m.label for short, m in self.parser.defined.items() if not m.collective}
        self.norms = unify(self.norms, self.committee(), key(" ".join(bodies + headings)), self.shared, self.parser.selves, whole, self.parser.called)
        self.norms.sort(key=lambda norm: (norm.span.start, norm.span.end))
        if in_field(" ".join(bodies)):
            self.norms = [replace(n, tasks=(found := tasks(self.words(n.span))), topics=topics_with(found, n.topics)) for n in self.norms]
        return tuple(self.norms), tuple(sorted(self.remarks, key=lambda r: r.span.start))

    def about(self, nodes: list[Provision]) -> tuple[Mention, ...]:
        """Gives the body whose functions the document lays down and the one it belongs to, () where it is of another kind."""
        opening = [(self.words(n.heading), next((self.words(k.body) for k in n.walk() if k.body is not None), "")) for n in nodes if n.heading]
        found = by_position(self.parser, opening) or by_title(self.parser, self.metadata.title, [said for _, said in opening])
        own_units(self.parser, (self.words(n.body if n.body is not None else n.span) for n in nodes if n.kind in (K.ARTICLE, K.CLAUSE, K.LEAD_IN)))
        self.parser.selves = short_names(self.parser, [*(m.label for m in found), self.parser.issuing])
        return found

    def issuing_body(self, bodies: Sequence[str]) -> str:
        """Gives the full name of the ministry or department that issues the document ("Bộ Tài chính"), "" for any other issuer.

        A notice of conclusions may name it in its title alone, whose capitals are lost; `bodies` are the words that spell it.
        """
        said = [self.metadata.issuer, *[self.words(n.span) for n in self.tree.children if n.kind is K.LETTERHEAD][:1]]
        for words in said:
            plain = sentence_case(words.split(" Số")[0].split(" CỘNG HÒA")[0].strip(" -"))
            match = pattern("reader-issuing-body-1").search(plain)
            found = self.parser.list_at(Text(match["name"][:1].upper() + match["name"][1:]), 0, len(match["name"]))[0] if match else ()
            if found and found[0].known and not found[0].collective:
                return found[0].label
        title = key(self.metadata.title)
        if pattern("reader-conclusions-of").match(title) is None:
            return ""
        for words in bodies:  # "Thông báo kết luận của lãnh đạo bộ tư pháp tại ...": spelled as the text spells it
            for match in re.compile(r"Bộ(?=\s[A-ZĐ])").finditer(words):
                found = self.parser.list_at(Text(words), match.start(), len(words))[0]
                if found and found[0].known and not found[0].collective and key(found[0].label) in title:
                    return found[0].label
        return ""

    def committee(self) -> str:
        """Gives the short name of the committee that the document defines ("Ban Chỉ đạo"), "" where it defines none."""
        for short in self.parser.defined:
            if short in _COMMITTEES:
                return short[:1].upper() + short[1:].replace("chỉ", "Chỉ", 1)
        return ""

    def walk(self, node: Provision, context: Context, heading: str) -> None:
        """Reads a provision and what is below it."""
        if node.kind in SILENT:
            return
        if node.kind is K.PREAMBLE and not pattern("reader-walk-1").search(key(self.words(node.span))):
            return
        if node.kind is K.DECISION:
            context = Context()
        node = self.rejoined(node)
        node = node if node.span in self.among and self.context.doer(self.words(node.heading)) else self.reopened(node)
        title = self.words(node.heading)
        if node.kind is K.ANNEX and pattern("reader-form").match(key(title)):
            return  # a form to fill in
        if title and node.children and node.heading is not None and self.states(node, title, context):
            self.leaf(replace(node, body=node.heading, heading=None, children=()), context, heading)
        if title:
            context = self.context.heading(title, context, node.span in self.among, node.kind in (K.PART, K.CHAPTER))
            heading = key(title)
        if node.kind is K.TABLE:
            self.table(node, context, heading)
            return
        if not node.children:
            if node.body is not None:
                self.leaf(node, context, heading)
            elif len(title.split()) > _LONGEST_LABEL and not context.skip and node.heading is not None and not self.context.bearers(Text(title))[0]:
                self.leaf(replace(node, body=node.heading), context, heading)
            return
        self.children(node, context, heading)

    def states(self, node: Provision, title: str, context: Context) -> bool:
        """True for a numbered heading that is a sentence of work under bearers: "1. Đẩy mạnh ...; nâng cao ... của Ngành." above 1.1."""
        ends = self.text[node.heading.end : node.heading.end + 1] == "." if node.heading is not None else False
        whole = ends and len(title.split()) >= _LEAST_SENTENCE and node.kind in (K.ITEM, K.CLAUSE, K.POINT)
        return whole and bool(context.frame.bearers) and not context.skip and self.detector.opens_with_work(key(title))

    def children(self, node: Provision, context: Context, heading: str) -> None:
        """Reads the children of a provision: lead-ins govern what follows, plan blocks what stands before them."""
        group: list[Provision] = []
        block = Block()
        base = context
        kids = list(node.children)
        if node.body is not None:
            kids.insert(0, replace(node, kind=K.LEAD_IN, children=(), heading=None))
        for index, child in enumerate(kids):
            doers = self.doers(child, group)
            if doers:
                block.cast += doers
                block.deadline = block.deadline or self.words(child.body)
                self.flush(group, block, context, heading, node)
                group, block = [], Block()
                continue
            kind, rest = self.block_kind(child)
            if kind:
                self.add_block(block, kind, rest, child)
                if index + 1 == len(kids) or not self.block_kind(kids[index + 1])[0]:
                    self.flush(group, block, context, heading, node)
                    group, block = [], Block()
                continue
            group.append(child)
        self.flush(group, block, context if group else base, heading, node)

    def flush(self, group: list[Provision], block: Block, context: Context, heading: str, node: Provision) -> None:
        """Reads a run of siblings under the block that closes it."""
        current = context
        named = [c for c in group if c.heading is not None and self.context.names_bearers(self.words(c.heading))]
        row = bool(named) or (node.kind is K.CHAPTER and pattern("reader-duties-of").match(heading) is not None)
        self.among |= {c.span for c in group if row and c.heading is not None and c not in named}
        quoted: Context | None = None
        planned = any(self.block_kind(n)[0] in ("lead", "responsible") for c in group for n in c.children)
        for index, child in enumerate(group):
            if index + 1 < len(group) and child.kind is K.PARAGRAPH and self.titles(child, group[index + 1]):
                continue
            opens_list = index + 1 < len(group) and self.opens_list(child, group[index + 1])
            if child.kind is K.LEAD_IN or opens_list:
                above = self.last if index and group[index - 1].kind is K.PARAGRAPH else Frame()
                current = self.lead_in(child, context, heading, block, group[index + 1 :])
                if above.bearers and not current.frame.bearers and pattern("reader-matters-lead").match(key(self.words(child.body))):
                    current = replace(current, frame=replace(above, bearers=elsewhere(above.bearers)))  # "Các sở đánh giá ... Nội dung gồm:"
                continue
            if (
                child.kind is K.PARAGRAPH
                and not context.frame.bearers
                and not child.children
                and index
                and group[index - 1].kind in (K.PARAGRAPH, K.LEAD_IN)
                and self.last.bearers
                and not block.cast
            ):
                self.walk(child, replace(current, frame=Frame(bearers=elsewhere(self.last.bearers), request=self.last.request)), heading)
                continue
            if child.kind is K.PARAGRAPH and child.heading is not None:
                current = context  # a titled paragraph ends what an untitled one ("Mục tiêu:") opened
            self.last = Frame()
            governing = block if block.cast or not planned else self.later_block(child, group[index + 1 :])
            if block.cast and len(group) == 1 and child.kind is K.PARAGRAPH and not child.children:
                child = replace(child, kind=K.ITEM)  # all the words of an item above its block: "Nghị định quy định chi tiết Luật X."
            if governing.cast and child.kind not in (K.ARTICLE, K.CHAPTER):
                self.under_block(child, current, heading, governing)
            else:
                before = len(self.norms)
                self.walk(child, quoted or current, heading)
                self.date_from(before, block)
            quoted = self.quoted(child, quoted, context)
        for leaf in block.sentences:
            self.leaf(leaf, context, heading)
        for leaf, place, doers, role in block.work:
            others = [(r, m) for r, m in block.cast if r not in ("lead", "responsible")]
            words = self.clean(place)
            self.emit(leaf, [Draft(0, len(words.text), (*((role, m) for m in doers), *others), "duty", Signals("block"))], heading, block, words)
        if not group and block.cast and node.heading is not None and node.kind is not K.DOCUMENT:
            self.under_block(replace(node, body=node.heading, heading=None, children=()), context, heading, block)

    def quoted(self, node: Provision, before: Context | None, context: Context) -> Context | None:
        """Gives what governs the siblings behind a node that ends in a quoted heading (“Điều 7. Trách nhiệm của Sở Y tế), up to the closing mark."""
        words = " ".join(self.text[max(node.span.start, node.span.end - 240) : node.span.end].split()).strip(" *:")
        opened = pattern("reader-quoted-article").search(words)
        if opened is not None:
            inner = self.context.heading(opened["title"], replace(context, skip=""))
            return inner if inner.frame.bearers else None
        return None if words.rstrip(" ;.*").endswith(("”", '"')) else before

    def date_from(self, first: int, block: Block) -> None:
        """Gives the block's time to the norms from `first` on that name none: a block may say when and leave who to the sentences."""
        if not block.deadline:
            return
        value, often = dates.period(key(block.deadline), self.year), dates.frequency(key(block.deadline))
        for place in range(first, len(self.norms)):
            norm = self.norms[place]
            if not norm.deadline:
                self.norms[place] = replace(norm, deadline=block.deadline, deadline_value=value, frequency=norm.frequency or often)

    def under_block(self, node: Provision, context: Context, heading: str, block: Block) -> None:
        """Reads an item of a plan whose block names who does it."""
        if node.children:
            title = self.words(node.heading)
            inner = self.context.heading(title, context) if title else context
            nested = any(self.block_kind(child)[0] for child in node.walk() if child is not node)
            for child in node.children:
                if nested:
                    self.walk(node, context, heading)
                    return
                if child.kind is K.LEAD_IN:
                    inner = self.lead_in(child, inner, heading, block, [c for c in node.children if c is not child])
                else:
                    self.under_block(child, inner, key(title) if title else heading, block)
            return
        if node.body is None and node.heading is not None:
            node = replace(node, body=node.heading, heading=None)
        if node.kind is K.TABLE:
            self.table(node, context, heading)
        elif node.body is not None:
            self.leaf(node, context, heading, block)
