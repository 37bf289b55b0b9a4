"""Where a paragraph without number belongs.

Takes the open nodes and the blocks that follow; gives the node that holds the paragraph and what kind of paragraph it is; changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ttdn_kb.foundation.model import ProvisionKind
from ttdn_kb.structure.blocks import Block
from ttdn_kb.structure.draft import BLOCK_RANK, Node, leaf
from ttdn_kb.structure.marks import Mark, Rank
from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import words

_FAR = 40


@lru_cache(maxsize=1)
def _closings() -> tuple[str, ...]:
    return tuple(fold(word) for word in words("closing"))


def closes(text: str) -> bool:
    """Says whether a paragraph begins like one that closes a list or a document ("Trong quá trình thực hiện", "Giao Sở ...")."""
    return fold(text[:40]).startswith(_closings())


def _next_mark(blocks: Sequence[Block], place: int) -> Mark | None:
    for block in blocks[place + 1 : place + _FAR]:
        if block.use in {"recipients", "signature", "annex", "kind", "table"}:
            return None
        if block.mark is not None and block.mark.rank < Rank.BULLET:
            return block.mark
    return None


def _leads_points(blocks: Sequence[Block], place: int) -> bool:
    """True for "Trong quá trình thực hiện cần lưu ý:" above "a) ...", which goes on inside the item it stands in."""
    after = blocks[place + 1].mark if place + 1 < len(blocks) else None
    return blocks[place].words.endswith(":") and after is not None and after.rank is Rank.POINT and after.value == 1


def _bound(stack: Sequence[Node], blocks: Sequence[Block], place: int) -> int:
    """The place in the stack of the node that the next mark goes on beside: the paragraph cannot stand above it."""
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    if after is not None and after.mark is not None and after.mark.rank is Rank.BULLET and not blocks[place].words.endswith(":"):
        for at, node in enumerate(stack):
            if node.kind is ProvisionKind.BULLET and node.sign == after.mark.sign:
                return at
    mark = _next_mark(blocks, place)
    if mark is None:
        return 0
    for at in range(len(stack) - 1, 0, -1):
        node = stack[at]
        if node.value and int(node.rank) == mark.rank and node.value < mark.value <= node.value + 3:
            return at
    return 0


def paragraph_home(stack: Sequence[Node], blocks: Sequence[Block], place: int) -> tuple[Node, Node]:
    """Gives the node of a paragraph and the open node that holds it.

    A paragraph before any number belongs to what is open. After a list it is the second paragraph of the last item, or closes the list: it closes
    it where the list is an enumeration that a sentence led in, or where it begins like a closing; it never leaves a list that goes on after it.

    Args:
        stack: the open nodes from the root down.
        blocks: all blocks.
        place: where the paragraph stands.
    """
    block = blocks[place]
    low = _bound(stack, blocks, place)
    at = len(stack) - 1
    while at > low and stack[at].rank >= BLOCK_RANK and not (stack[at].kind is ProvisionKind.BULLET and at == low):
        at -= 1
    node = stack[at]
    fresh = node.own is None and not node.children and bool(node.heading or node.number)  # a heading or a number alone has its words still to come
    fresh = fresh or (node.colon and not node.children)  # "1. Điều 6 được sửa đổi, bổ sung như sau:" has them still to come too
    before = blocks[place - 1] if place else None
    listing = before is not None and before.mark is None and before.words.endswith(";")
    plain = all(child.kind in (ProvisionKind.LEAD_IN, ProvisionKind.PARAGRAPH) for child in node.children)
    fresh = fresh or (node.own is not None and node.colon and listing and plain)  # "c) Thông báo gồm:" over lines that end in ";"
    climbing = closes(block.words) and not fresh and not _leads_points(blocks, place)
    home = at
    for upper in range(at - 1, max(low, 1) - 1, -1) if at > low and not fresh else ():
        node = stack[upper]
        if node.rank < Rank.ARTICLE:
            break
        if not node.has_list:
            continue
        led = (node.own is not None and node.leads) or any(child.leads and child.kind is ProvisionKind.PARAGRAPH for child in node.children[:2])
        if climbing or (led and upper == at - 1):
            home = upper
    if climbing and home == at and low == 0 and len(stack) > 1 and stack[1].rank >= Rank.NUMBER:
        home = 0
    node = stack[home]
    kind = ProvisionKind.CLOSING if node.has_list else ProvisionKind.PARAGRAPH
    return leaf(kind, block), node
