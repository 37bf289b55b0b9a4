"""The nodes of a tree while it grows.

Takes blocks and marks; gives mutable nodes that know their rank, their own words and their children; knows nothing of where a block belongs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ttdn_kb.foundation.model import ProvisionKind, Span
from ttdn_kb.structure.blocks import Block
from ttdn_kb.structure.marks import Mark, Rank, letter_value

ROOT_RANK = 0.0
DECISION_RANK = 0.5
NESTED_NUMBER = Rank.POINT + 0.5
BLOCK_RANK = Rank.POINT + 0.8
PARAGRAPH_RANK = Rank.POINT + 0.9
LISTED = frozenset(
    {
        ProvisionKind.ARTICLE,
        ProvisionKind.CLAUSE,
        ProvisionKind.ITEM,
        ProvisionKind.POINT,
        ProvisionKind.BULLET,
        ProvisionKind.PART,
        ProvisionKind.CHAPTER,
        ProvisionKind.SECTION,
        ProvisionKind.ROW,
    }
)


@dataclass(slots=True)
class Node:
    """A provision in the making.

    Attributes:
        kind, number, note: as in `Provision`.
        start, end: the node's own block, without its children.
        rank: how high it stands; children stand lower, that is have a greater rank.
        heading: its title.
        own: its own words after the number and the heading.
        value: the place of its number in its series, 0 for none.
        sign: the sign of a bullet.
        label: the plan block label that it carries.
        scope: prefix of the ids of articles in it.
        colon: its own words end with a colon.
        leads: they end like the words before an enumeration ("như sau:").
        latest: by rank the last numbered child; counts: how many children have a rank.
        has_list: a child belongs to a list.
        blocked: a plan block stands somewhere below a child.
    """

    kind: ProvisionKind
    start: int
    end: int
    rank: float
    number: str = ""
    heading: Span | None = None
    own: Span | None = None
    value: int = 0
    sign: str = ""
    label: str = ""
    note: str = ""
    scope: str = ""
    colon: bool = False
    leads: bool = False
    children: list[Node] = field(default_factory=list)
    latest: dict[float, Node] = field(default_factory=dict)
    counts: dict[float, int] = field(default_factory=dict)
    has_list: bool = False
    blocked: bool = False

    @property
    def last(self) -> Node | None:
        return self.children[-1] if self.children else None

    def take(self, child: Node) -> None:
        """Lays a node under this one."""
        self.children.append(child)
        self.counts[child.rank] = self.counts.get(child.rank, 0) + 1
        self.has_list = self.has_list or child.kind in LISTED
        if child.value:
            self.latest[child.rank] = child

    def cover(self) -> int:
        """Gives the end of the node with its children; children are laid within their parents."""
        node, end = self, self.end
        while node.children:
            node = node.children[-1]
            end = max(end, node.end)
        return end


def is_missing_between(before: int, after: int, rank: float) -> bool:
    """Says whether numbers between two neighbours of a series are lost; the letter đ, which some texts leave out, is no loss."""
    if rank == Rank.POINT and before == letter_value("d") and after == letter_value("e"):
        return False
    return before > 0 and after > before + 1


def leaf(kind: ProvisionKind, block: Block, rank: float = PARAGRAPH_RANK) -> Node:
    """Makes a node of a whole block without number."""
    return Node(kind, block.start, block.end, rank, own=Span(block.content, block.end))


def marked(kind: ProvisionKind, mark: Mark, block: Block, rank: float) -> Node:
    """Makes a node of a block that opens with a mark."""
    node = Node(kind, block.start, block.end, rank, number=mark.number, value=mark.value, sign=mark.sign)
    if mark.rank is Rank.BULLET:
        node.number = ""
    return node
