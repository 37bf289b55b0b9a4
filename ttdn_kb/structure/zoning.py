"""The zones of a document laid into the tree: what stands before, between and after its provisions.

Takes the blocks of a stored text; keeps the stack of open nodes; gives the place after a zone; knows nothing of how provisions nest.
"""

from __future__ import annotations

from ttdn_kb.foundation.model import ProvisionKind, Span
from ttdn_kb.structure import zones
from ttdn_kb.structure.blocks import Block
from ttdn_kb.structure.draft import BLOCK_RANK, DECISION_RANK, PARAGRAPH_RANK, ROOT_RANK, Node
from ttdn_kb.structure.marks import Rank
from ttdn_kb.structure.openers import is_caps, opener
from ttdn_kb.structure.tables import read_rows
from ttdn_kb.text.vocabulary import pattern, words


class ZoneAssembler:
    """Holds the open nodes and lays zones beside them."""

    def __init__(self, text: str, blocks: list[Block]) -> None:
        self.text = text
        self.blocks = blocks
        self.root = Node(ProvisionKind.DOCUMENT, 0, len(text), ROOT_RANK)
        self.stack = [self.root]
        self.deciding = False
        self.closed = False
        self.scopes = 0
        self.series: dict[Rank, int] = {}
        self.notes_at = zones.notes_start(blocks)

    @property
    def top(self) -> Node:
        return self.stack[-1]

    def add(self, node: Node, *, push: bool = False) -> None:
        """Lays a node under the lowest open one.

        Args:
            push: the node stays open.
        """
        self.top.take(node)
        if node.kind is ProvisionKind.BLOCK:
            for upper in self.stack[:-1]:
                upper.blocked = True
        if push:
            self.stack.append(node)

    def pop_to(self, rank: float) -> None:
        """Closes what stands as low as a rank or lower."""
        while len(self.stack) > 1 and self.top.rank >= rank:
            self.stack.pop()

    def front(self) -> int:
        """Lays what stands before the first provision."""
        blocks = self.blocks
        place = zones.front_title(blocks)
        stop = 0
        if place >= 0:
            if place:
                self.add(zones.whole(ProvisionKind.LETTERHEAD, blocks[:place]))
            stop = zones.title_end(blocks, place)
            self.add(zones.whole(ProvisionKind.TITLE, blocks[place:stop]))
            self.deciding = zones.kind_of(blocks[place].words)[1] == "act"
        elif blocks:
            first = next((at for at, block in enumerate(blocks) if zones.is_structural(block) or block.use or len(block.words) > 120), len(blocks))
            if first and zones.looks_like_letterhead(blocks[:first]):
                self.add(zones.whole(ProvisionKind.LETTERHEAD, blocks[:first]))
                stop = first
        return self.preamble(stop)

    def preamble(self, place: int) -> int:
        """Lays legal bases and the words around them, up to the first provision."""
        while place < len(self.blocks):
            block = self.blocks[place]
            if zones.is_structural(block) or (block.use and block.use not in {"legal-basis", "enacting", "signature", "kind"}):
                break
            acts = block.use == "kind" and zones.kind_of(block.words)[1] == "act" and self.has_basis()
            if block.use == "kind" and not acts and zones.is_attachment(self.blocks, place, closed=self.closed):
                break
            if block.use == "enacting" or acts:
                kind = zones.kind_of(block.words)[1]
                self.deciding = self.deciding or kind == "act"
            if block.mark is not None and not block.words.startswith(words("legal-basis")):
                break
            if block.use == "signature" and pattern("zoning-signature-mark").match(block.words):
                break
            self.add(zones.preamble_node(block))
            place += 1
        return place

    def has_basis(self) -> bool:
        return any(child.kind is ProvisionKind.LEGAL_BASIS for child in self.root.children)

    def zone(self, kind: ProvisionKind, place: int, stop: int) -> int:
        """Lays recipients or a signature."""
        # What follows the signatures of an annex without number of its own still belongs to the annex.
        annexes = [node for node in self.stack if node.kind is ProvisionKind.ANNEX]
        self.stack = [self.root, *annexes[:1]]
        self.add(zones.whole(kind, self.blocks[place:stop]))
        self.closed = True
        return stop

    def note(self, place: int) -> int:
        """Lays a footnote behind the text, under no provision."""
        self.stack = [self.root]
        self.add(zones.whole(ProvisionKind.CLOSING, self.blocks[place : place + 1]))
        return place + 1

    def between(self, place: int) -> int:
        """Words between a signature and what follows it: the letterhead of an attached text, or remains of a scan."""
        stop = place
        while stop < len(self.blocks) and self.blocks[stop].mark is None and not self.blocks[stop].use:
            if stop > place and zones.is_attachment(self.blocks, stop, closed=True):
                break
            stop += 1
        stop = max(stop, place + 1)
        attached = stop < len(self.blocks) and self.blocks[stop].use in {"kind", "annex"}
        kind = ProvisionKind.LETTERHEAD if attached or zones.looks_like_letterhead(self.blocks[place:stop]) else ProvisionKind.CLOSING
        self.add(zones.whole(kind, self.blocks[place:stop]))
        return stop

    def attached(self, place: int) -> int:
        """Lays the title of an attached text; a second one holds its provisions, so that their ids differ from those of the first."""
        stop = zones.title_end(self.blocks, place)
        self.stack = [self.root]
        self.deciding = False
        self.closed = False
        self.series = {}
        self.scopes += 1
        if self.scopes > 1:
            node = Node(ProvisionKind.ANNEX, self.blocks[place].start, self.blocks[stop - 1].end, Rank.ANNEX, scope=f"kem-theo-{self.scopes}")
            node.heading = Span(self.blocks[place].start, self.blocks[stop - 1].end)
            self.add(node, push=True)
        else:
            self.add(zones.whole(ProvisionKind.TITLE, self.blocks[place:stop]))
        return self.preamble(stop)

    def annex(self, place: int) -> int:
        """Opens an annex with its title."""
        block = self.blocks[place]
        self.stack = [self.root]
        self.series = {}
        self.closed = False
        self.deciding = False
        stop = place + 1
        while stop < min(len(self.blocks), place + 5):
            after = self.blocks[stop]
            said = after.words
            titled = is_caps(said) or said.startswith("(") or (stop == place + 1 and not after.terminated and len(said) < 250)
            if after.mark is not None or after.use not in {"", "signature", "kind"} or not titled:
                break
            stop += 1
        node = Node(ProvisionKind.ANNEX, block.start, self.blocks[stop - 1].end, Rank.ANNEX)
        node.heading = Span(block.start, self.blocks[stop - 1].end)
        self.add(node, push=True)
        return stop

    def table(self, place: int) -> int:
        """Lays a table, or the recipients and the signature where it only places them on the page."""
        block = self.blocks[place]
        nodes = zones.table_zone(self.text, block)
        if nodes:
            self.stack = [self.root]
            for node in nodes:
                self.root.take(node)
            self.closed = True
            return place + 1
        self.pop_to(BLOCK_RANK)
        table = Node(ProvisionKind.TABLE, block.start, block.end, PARAGRAPH_RANK)
        for row in read_rows(self.text, block.lines):
            node = Node(ProvisionKind.ROW, row.cells[0].start, row.cells[-1].end, PARAGRAPH_RANK, number=row.number)
            node.children = [Node(ProvisionKind.CELL, cell.start, cell.end, PARAGRAPH_RANK, own=cell) for cell in row.cells]
            table.take(node)
        self.add(table)
        return place + 1

    def open_decision(self, block: Block) -> None:
        """Opens the deciding part of a decision at its first article; the word of enactment before it leads it in."""
        enacting = self.root.last
        self.stack = [self.root]
        node = Node(ProvisionKind.DECISION, block.start, block.start, DECISION_RANK)
        said = opener(self.text[enacting.start : enacting.end]) if enacting is not None and enacting.kind is ProvisionKind.PREAMBLE else ""
        if enacting is not None and said in {"enacting", "kind"}:
            self.root.children.pop()
            enacting.kind = ProvisionKind.LEAD_IN
            node.start = node.end = enacting.start
            node.take(enacting)
        self.add(node, push=True)
