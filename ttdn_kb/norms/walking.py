"""Takes the provisions of one document in their order; gives the norms below each heading, lead-in and plan block; knows no document's names.

Headings and lead-ins govern what stands below them, a plan block what stands above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ttdn_kb.foundation.model import Provision, ProvisionKind, Span
from ttdn_kb.norms import dates
from ttdn_kb.norms.blocks import Block
from ttdn_kb.norms.confidence import Signals
from ttdn_kb.norms.context import Context
from ttdn_kb.norms.lexicon import key, pattern
from ttdn_kb.norms.mentions import Mention, Text, elsewhere
from ttdn_kb.norms.quoting import QuotingReader
from ttdn_kb.norms.roles import Frame
from ttdn_kb.norms.writing import SILENT, Draft
from ttdn_kb.structure.lines import line_start

K = ProvisionKind
_LEAST_SENTENCE = 12  # words; a shorter heading only names its matter, though it ends in a full stop
_LONGEST_LABEL = 4  # words; a heading of no more, with nothing below it, names a part of the text ("Thông tin chung")
_ALLOTS = pattern("context-allots")
_FORM_OPENING = 3  # lines of an annex behind its heading among which its form is called by its name
_LEAST_BLANKS, _BLANKS = 3, 0.1  # lines of a form that leave something to fill in, and their part in all its lines
_BLANK, _THINGS, _DOER_COLUMN = pattern("walking-blank"), pattern("walking-things"), pattern("walking-doer-column")
_UNNAMED, _FOOTNOTE = pattern("walking-unnamed"), pattern("walking-footnote")
_CASE, _NOTE, _ORDINAL = pattern("walking-case"), pattern("walking-note"), pattern("walking-ordinal")


class ProvisionWalker(QuotingReader):
    """Walks the provisions of one document."""

    def walk(self, node: Provision, context: Context, heading: str) -> None:
        """Reads a provision and what is below it."""
        if node.kind in SILENT:
            return
        if node.kind is K.PREAMBLE and not pattern("reader-preamble-orders").search(key(self.words(node.span))):
            return
        if node.kind is K.DECISION:
            context = Context()
        node = self.rejoined(node)
        node = node if node.span in self.among and self.context.doer(self.words(node.heading)) else self.reopened(node)
        title = _FOOTNOTE.sub("", self.words(node.heading))
        if node.kind is K.ANNEX and (self.is_form(node, title) or self.left_blank(node) or self.lists_things(node, title)):
            return  # a form to fill in, a worked example, the names of projects
        if node.kind is K.ANNEX and pattern("reader-rates").match(key(title)):
            for table in (below for below in node.walk() if below.kind is K.TABLE):
                self.table(table, Context(), key(title))  # rates of pay and fees: nobody's work but what a remark says
            return
        if title and node.heading is not None and (self.states(node, title, context) if node.children else self.stands_above(node, title, context)):
            self.leaf(replace(node, body=node.heading, heading=None, children=()), context, heading)
        if title and not self.measured(key(title), *(key(self.words(n.body)) for n in (node, *node.children))):
            context = self.context.heading(title, context, node.span in self.among, node.kind in (K.PART, K.CHAPTER))
            heading = key(title)
        if node.kind is K.TABLE:
            self.table(node, context, heading)
            return
        if not node.children:
            if node.body is not None:
                self.leaf(self.bare(node) if title and self.amends(heading) else node, context, heading)
            elif len(title.split()) > _LONGEST_LABEL and not context.skip and not self.listed(node) and not self.context.bearers(Text(title))[0]:
                self.leaf(replace(node, body=node.heading), context, heading)
            return
        self.children(node, context, heading)

    def states(self, node: Provision, title: str, context: Context) -> bool:
        """True for a numbered heading that is a sentence of work: "1. Đẩy mạnh ...; nâng cao ... của Ngành." above 1.1, below bearers.

        So is one that names its own subject and goes on without a mark, and one before a colon that says who is told, over what is decided on.
        """
        if node.kind not in (K.ITEM, K.CLAUSE, K.POINT) or context.skip or node.heading is None:
            return False
        mark, long = self.text[node.heading.end : node.heading.end + 1], len(title.split()) >= _LEAST_SENTENCE
        opens = bool(context.frame.bearers) and self.detector.opens_with_work(key(title))
        if mark == ":":
            return opens and long and self.tells(title) and not any(map(self.stands_alone, node.children))
        return long and (opens if mark == "." else len(title.split()) >= 2 * _LEAST_SENTENCE and self.tells(title) and self.acts_itself(title))

    def stands_above(self, node: Provision, title: str, context: Context) -> bool:
        """True for a sentence of work that lost its full stop, "2. Sở Y tế tổ chức khám bệnh", and so heads a paragraph with a subject of its own."""
        if node.kind not in (K.ITEM, K.CLAUSE, K.POINT) or context.skip or node.heading is None or node.body is None:
            return False
        whole = self.text[node.heading.end : node.body.start].strip() == "" and "\n" in self.text[node.heading.end : node.body.start]
        below = Text(self.words(node.body))
        acts = bool(self.roles.find_subject(below, 0, len(below.raw), Frame())[0])
        return whole and acts and len(title.split()) > _LONGEST_LABEL and self.acts_itself(title)

    def tells(self, words: str) -> bool:
        """True where a sentence says to whom something is sent."""
        return any(role == "report_to" for role, _ in self.roles.read(Text(words), 0, len(words), Frame()).cast)

    def acts_itself(self, words: str) -> bool:
        """True where a sentence names its subject and says what it does."""
        text = Text(words)
        _, stop, how = self.roles.find_subject(text, 0, len(words), Frame())
        return how == "subject" and not self.context.only_role(text.key[stop:]) and self.roles.predicative(text, stop, len(words), strict=True)

    def is_form(self, node: Provision, title: str) -> bool:
        """True for an annex that is called a form ("PHIẾU ĐÁNH GIÁ"), at once or below a letterhead, or names no certain body or year ("20X2")."""
        opening = [self.words(child.body) for child in node.children[:_FORM_OPENING] if child.kind is K.PARAGRAPH]
        named = [title, *(words for words in opening if words.isupper())]
        titles = [title, *opening, *(self.words(child.heading) for child in node.children)]
        return any(pattern("reader-form").match(key(words)) for words in named) or any(_UNNAMED.search(key(words)) for words in titles)

    def left_blank(self, node: Provision) -> bool:
        """True for an annex that is a form whatever its heading: one line in ten has something to fill in ("ngày ... tháng ...", "Đảm bảo □")."""
        if any(child.kind is K.CHAPTER for child in node.children):
            return False  # a regulation with forms behind it
        lines = [line.lower() for line in self.text[node.span.start : node.span.end].splitlines() if line.strip()]
        blanks = sum(_BLANK.search(line) is not None for line in lines)
        return blanks >= _LEAST_BLANKS and blanks >= _BLANKS * len(lines)

    def lists_things(self, node: Provision, title: str) -> bool:
        """True for an annex with the names of projects, works or goods and no column of doers: "Xây dựng cầu X" is a name there."""
        return _THINGS.match(key(title)) is not None and _DOER_COLUMN.search(key(self.text[node.span.start : node.span.end])) is None

    def marked_title(self, node: Provision) -> bool:
        """True for a Markdown heading without a number ("### Căn cứ pháp lý"), which names a part of the page."""
        before = self.text[line_start(self.text, node.span.start) : node.span.start].strip(" >*_")
        plain = node.kind in (K.PARAGRAPH, K.PREAMBLE) and not node.children and before.startswith("#")
        return plain and not self.words(node.body).endswith((".", ";", ":"))

    def listed(self, node: Provision) -> bool:
        """True for the heading of a codified article ("Điều 44.12.NĐ.8. ...") with nothing below it: a line of a table of contents."""
        return node.kind is K.ARTICLE and "." in node.number

    def children(self, node: Provision, context: Context, heading: str) -> None:
        """Reads the children of a provision: lead-ins govern what follows, plan blocks what stands before them."""
        group: list[Provision] = []
        block = Block()
        offices = self.offices(list(node.children))
        kids = self.unquoted([child for child in node.children if all(child is not line[0] for line in offices)], heading)
        self.work_lines(offices, heading, Block())
        if offices and all(child.kind is K.LEAD_IN for child in kids):
            return
        if node.body is not None:
            kids.insert(0, replace(node, kind=K.LEAD_IN, children=(), heading=None))
        for index, child in enumerate(kids):
            doers = self.doers(child, group)
            kind, rest = ("", "") if doers else self.block_kind(child)
            if doers:
                said = self.words(child.body)
                begin, end, _ = dates.deadline(key(said), self.year)
                block.cast += doers
                block.deadline = block.deadline or said[begin:end]
            elif kind:
                self.add_block(block, kind, rest, child)
            if doers or kind:
                if index + 1 == len(kids) or not self.block_kind(kids[index + 1])[0]:
                    self.flush(group, block, context, heading, node)
                    group, block = [], Block()
                continue
            group.append(child)
        self.flush(group, block, context, heading, node)

    def flush(self, group: list[Provision], block: Block, context: Context, heading: str, node: Provision) -> None:
        """Reads a run of siblings under the block that closes it."""
        current = context
        self.among |= self.in_row(group, heading, node)
        quoted: Context | None = None
        above_parts = False
        planned = any(self.block_kind(n)[0] in ("lead", "responsible") for c in group for n in self.block_lines(c))
        for index, child in enumerate(group):
            following = group[index + 1 :]
            if self.marked_title(child) or (following and child.kind is K.PARAGRAPH and self.titles(child, following[0])):
                continue
            if self.quoted_title(child):
                quoted = self.quoted(child, quoted, context)
                continue
            if child.kind is K.LEAD_IN or (following and self.opens_list(child, following[0])):
                above = self.last if index and not group[index - 1].children else Frame()
                current = self.lead_in(child, context, heading, block, following)
                above_parts = bool(following) and following[0].kind is K.PART
                if above.bearers and not current.frame.bearers and pattern("reader-matters-lead").match(key(self.words(child.body))):
                    current = replace(current, frame=replace(above, bearers=elsewhere(above.bearers)))  # "Các sở đánh giá ... Nội dung gồm:"
                continue
            if index and not block.cast and self.carries_on(child, group[index - 1], current):
                before = len(self.norms)
                self.walk(child, replace(current, frame=Frame(bearers=elsewhere(self.last.bearers), request=self.last.request)), heading)
                self.date_from(before, block)
                continue
            if child.kind is K.PARAGRAPH and child.heading is not None:
                current = context  # a titled paragraph ends what an untitled one ("Mục tiêu:") opened
            self.last = Frame()
            governing = block if block.cast or not planned else self.later_block(child, following)
            if block.cast and len(group) == 1 and child.kind is K.PARAGRAPH and not child.children:
                child = replace(child, kind=K.ITEM)  # all the words of an item above its block: "Nghị định quy định chi tiết Luật X."
            if governing.cast and child.kind not in (K.ARTICLE, K.CHAPTER):
                self.under_block(child, current, heading, governing)
            else:
                before = len(self.norms)
                self.walk(child, quoted or (context if above_parts and self.told_apart(child) else current), heading)
                self.date_from(before, block)
            quoted = self.quoted(child, quoted, context)
        self.lines(block, context, heading)
        bare = not group and node.heading is not None and node.kind is not K.DOCUMENT
        if bare and (block.cast or (block.deadline and self.acts_itself(self.words(node.heading)))):
            self.under_block(replace(node, body=node.heading, heading=None, children=()), context, heading, block)

    def in_row(self, group: list[Provision], heading: str, node: Provision) -> set[Span]:
        """Gives the titled siblings that describe bodies in a row with others that name theirs, or in a chapter on duties."""
        titled = [c for c in group if c.heading is not None]
        named = [c for c in titled if self.context.names_bearers(self.words(c.heading))]
        row = any(c.kind is not K.CHAPTER for c in named) or (node.kind is K.CHAPTER and pattern("reader-duties-of").match(heading) is not None)
        return {c.span for c in titled if row and c not in named}

    def told_apart(self, node: Provision) -> bool:
        """True for what a lead-in above the parts of a document only announces: a part that says who does it, or how all is carried out."""
        if node.kind is not K.PART or _ALLOTS.match(key(self.words(node.heading))) is not None:
            return True
        words = (self.words(leaf.body) for leaf in node.walk() if leaf.kind is K.LEAD_IN or (leaf.kind is K.PARAGRAPH and leaf.body is not None))
        return any(said.endswith(":") and self.names_somebody(said) for said in words)

    def carries_on(self, node: Provision, before: Provision, context: Context) -> bool:
        """True for what those who bear what stands before it bear too, where no heading names anybody.

        That is a paragraph, a note ("Lưu ý: ...") or a case ("a) Trường hợp ..."), also behind another case.
        """
        plain = node.kind is K.PARAGRAPH and not node.children and before.kind in (K.PARAGRAPH, K.LEAD_IN)
        plain = plain and _ORDINAL.match(key(self.words(node.body))) is None  # "Thứ hai, tổ chức ...": one of several, not the last one's
        cases = node.kind in (K.POINT, K.BULLET) and not node.children and _CASE.match(key(self.words(node.body))) is not None
        plain = plain or (cases and (before.kind in (K.PARAGRAPH, K.LEAD_IN) or _CASE.match(key(self.words(before.body))) is not None))
        plain = plain or (node.body is not None and not node.children and _NOTE.match(key(self.words(node.body))) is not None)
        return plain and not context.frame.bearers and bool(self.last.bearers)

    def lines(self, block: Block, context: Context, heading: str) -> None:
        """Reads the lines of a block that state work of their own."""
        for leaf in block.sentences:
            self.leaf(leaf, context, heading)
        others = [(r, m) for r, m in block.cast if r not in ("lead", "responsible")]
        self.work_lines(block.work, heading, block, others)

    def work_lines(
        self, lines: list[tuple[Provision, Span, tuple[Mention, ...], str]], heading: str, block: Block, others: Sequence[tuple[str, Mention]] = ()
    ) -> None:
        """Gives the norm of each line that states the work of the bodies it names."""
        for leaf, place, doers, role in lines:
            words = self.clean(place)
            self.emit(leaf, [Draft(0, len(words.text), (*((role, m) for m in doers), *others), "duty", Signals("block"))], heading, block, words)

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
            if any(self.block_kind(child)[0] for child in node.walk() if child is not node):
                self.walk(node, context, heading)
                return
            title = self.words(node.heading)
            inner = self.context.heading(title, context) if title else context
            for child in node.children:
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
