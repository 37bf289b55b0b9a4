"""Blocks laid into a tree.

Takes the blocks of a stored text; gives the root of a tree of mutable nodes; knows nothing of ids, paths or of the words inside provisions.
"""

from __future__ import annotations

from dataclasses import replace

from ttdn_kb.foundation.model import ProvisionKind, Span
from ttdn_kb.structure import zones
from ttdn_kb.structure.blocks import Block
from ttdn_kb.structure.draft import BLOCK_RANK, DECISION_RANK, Node, is_missing_between, marked
from ttdn_kb.structure.headings import is_label_alone, leads_in, paragraph_title, split
from ttdn_kb.structure.labels import as_label, label_node
from ttdn_kb.structure.marks import SMALL_ROMAN, Mark, Rank, letter_value
from ttdn_kb.structure.openers import is_caps
from ttdn_kb.structure.placing import paragraph_home
from ttdn_kb.structure.ranks import lacuna, leaves_block, rank_of, starts_late
from ttdn_kb.structure.zoning import ZoneAssembler
from ttdn_kb.text.vocabulary import pattern

_KINDS = {
    Rank.PART: ProvisionKind.PART,
    Rank.CHAPTER: ProvisionKind.CHAPTER,
    Rank.SECTION: ProvisionKind.SECTION,
    Rank.SUBSECTION: ProvisionKind.SECTION,
    Rank.ARTICLE: ProvisionKind.ARTICLE,
    Rank.LETTER_PART: ProvisionKind.PART,
    Rank.ROMAN: ProvisionKind.PART,
    Rank.POINT: ProvisionKind.POINT,
    Rank.BULLET: ProvisionKind.BULLET,
}


class Assembler(ZoneAssembler):
    """Lays blocks into a tree, one after another, on a stack of open nodes."""

    def run(self) -> Node:
        """Gives the root."""
        place = self.front()
        while place < len(self.blocks):
            place = self._step(place)
        return self.root

    def _step(self, place: int) -> int:
        block = self.blocks[place]
        if place >= self.notes_at:
            return self.note(place)
        if block.use == "table":
            return self.table(place)
        if block.use == "recipients" and not self.closed:
            stop = zones.addressees_end(self.blocks, place)
            if stop > place:
                self.zone(ProvisionKind.RECIPIENTS, place, stop)
                self.closed = False
                return stop
        if block.use == "recipients":
            return self.zone(ProvisionKind.RECIPIENTS, place, zones.recipients_end(self.blocks, place))
        if block.use == "signature" and (self.closed or len(self.root.children) > 1 or place > 5):
            return self.zone(ProvisionKind.SIGNATURE, place, zones.signature_end(self.blocks, place))
        if block.use == "annex":
            return self.annex(place)
        if block.mark is None and zones.is_attachment(self.blocks, place, closed=self.closed):
            return self.attached(place)
        if block.use == "label":
            self._label(block)
        elif block.mark is not None:
            self._mark(place, block, block.mark)
        elif self.closed and self.top.rank <= DECISION_RANK:
            return self.between(place)
        else:
            self._plain(place, block)
        return place + 1

    def _opens(self, place: int, rank: float) -> bool:
        """Says whether the block after a place lies under a node of this rank."""
        after = self.blocks[place + 1] if place + 1 < self.notes_at else None
        if after is None or after.use in {"recipients", "signature", "annex", "kind"} or zones.table_zone(self.text, after):
            return False
        return after.mark is None or after.mark.rank > rank or (after.use == "label" and rank < Rank.BULLET)

    def _misread_one(self, place: int, mark: Mark) -> bool:
        """Says whether a scan made "I." of "1.": it opens a Roman part that is itself open and new, and "2." comes after it."""
        top = self.top
        if mark.rank is not Rank.ROMAN or mark.value != 1 or top.rank != Rank.ROMAN or top.children or top.own is not None:
            return False
        marks = (block.mark for block in self.blocks[place + 1 : place + 12])
        after = next((one for one in marks if one is not None and one.rank < Rank.BULLET), None)
        return after is not None and after.rank is Rank.NUMBER and after.value == 2

    def _mark(self, place: int, block: Block, mark: Mark) -> None:
        misread = self._misread_one(place, mark)
        if misread:
            mark = replace(mark, rank=Rank.NUMBER, number="1")
        if leaves_block(mark, self.stack):
            self.stack.pop()
        rank = rank_of(mark, self.stack)
        note = "chữ I đọc là số 1" if misread else ""
        if mark.rank is Rank.ARTICLE and self.deciding and not any(node.kind is ProvisionKind.DECISION for node in self.stack):
            self.open_decision(block)
        self.pop_to(rank)
        sibling = self.top.latest.get(rank)
        before = sibling.value if sibling else self.series.get(mark.rank, 0) if mark.rank <= Rank.ARTICLE else 0
        number, value = mark.number, mark.value
        if mark.rank is Rank.POINT and sibling and number == sibling.number == "d":
            number, value, note = "đ", letter_value("đ"), "điểm d lặp lại, đọc là đ"
        kind = self._kind(mark.rank)
        counted = mark.sign != SMALL_ROMAN
        late = sibling is None and starts_late(mark, value, self.top) and not self._begun_in_quotes()
        if (counted and is_missing_between(before, value, rank)) or late:
            self.add(lacuna(self.top, before, value, rank))
        elif sibling and value <= before and not note and mark.rank is not Rank.BULLET:
            note = "số lặp lại" if value == before else "đánh số lại"
        node = marked(kind, mark, block, rank)
        node.number = number if mark.rank is not Rank.BULLET else ""
        node.value, node.note = value, note
        after = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        node.heading, node.own = split(self.text, block, after, opens=self._opens(place, mark.rank))
        node.colon = block.words.rstrip("*_| ").endswith(":")
        node.leads = leads_in(block.words)
        as_label(self.text, block, node)
        self.add(node, push=True)
        if mark.rank <= Rank.ARTICLE:
            self.series[mark.rank] = value
            if mark.rank <= Rank.CHAPTER:
                self.series.pop(Rank.SECTION, None)
        if mark.rank is Rank.ROMAN and self.blocks[place].words == "":
            node.heading = None

    def _begun_in_quotes(self) -> bool:
        """Says whether the first of a list stands behind a quotation mark, as in an amended article: “1. Sở Y tế ..."""
        spans = [self.top.own, *(child.own for child in self.top.children)]
        return any(span is not None and pattern("assemble-quoted-number").match(self.text, span.start) for span in spans)

    def _kind(self, rank: Rank) -> ProvisionKind:
        if rank in _KINDS:
            return _KINDS[rank]
        if rank is Rank.NUMBER and self.top.kind is ProvisionKind.ARTICLE:
            return ProvisionKind.CLAUSE
        return ProvisionKind.ITEM

    def _label(self, block: Block) -> None:
        self.pop_to(BLOCK_RANK)
        top = self.top
        # A block after the last of several items without blocks belongs to all of them, hence to what holds them; one among bullets to their list.
        sign = block.mark.sign if block.mark is not None else ""
        listed = any(child.kind is ProvisionKind.BULLET and child.sign == sign for child in top.children)
        if top.rank in {Rank.ITEM, Rank.SUBITEM, Rank.POINT} and len(self.stack) > 1 and not listed:
            holder = self.stack[-2]
            if holder.counts.get(top.rank, 0) > 1 and not holder.blocked:
                self.stack.pop()
        self.add(label_node(self.text, block), push=True)

    def _plain(self, place: int, block: Block) -> None:
        top = self.top
        said = block.words
        bare = top.heading is None and top.own is None and not top.children and top.number
        if bare and top.rank <= Rank.DEEP_ITEM and (not block.terminated or top.rank < Rank.ARTICLE):
            top.heading, top.end = Span(block.start, block.end), block.end
            return
        titled = top.rank <= Rank.SUBSECTION and top.heading is not None and not top.children and top.number
        if titled and is_caps(said) and is_caps(self.text[top.heading.start : top.heading.end] if top.heading else ""):
            top.heading, top.end = Span(top.heading.start if top.heading else block.start, block.end), block.end
            return
        after = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        fresh = top.heading is not None and top.own is None and not top.children and top.rank <= Rank.DEEP_ITEM
        before = self.blocks[place - 1]
        broken = before.mark is not None and not before.words.endswith(":") and not before.lines[-1].heading
        broken = broken and before.lines[-1].bold == block.lines[0].bold
        if fresh and broken and not block.terminated and len(said.split()) <= 6 and after is not None and after.mark is not None:
            # The last words of a title that the page broke.
            top.heading, top.end = Span(top.heading.start if top.heading else block.start, block.end), block.end
            return
        node, home = paragraph_home(self.stack, self.blocks, place)
        while self.top is not home:
            self.stack.pop()
        alone = is_label_alone(said)
        node.colon = said.rstrip("*_ ").endswith(":") or alone
        node.leads = leads_in(said)
        leads = node.colon and after is not None and after.mark is not None and after.mark.rank >= Rank.BULLET
        if leads and node.own is not None and (alone or paragraph_title(block)):
            colon = self.text.rfind(":", block.start, block.end)
            node.heading, node.own = Span(block.start, block.end if alone else colon), None
        self.add(node, push=leads)
