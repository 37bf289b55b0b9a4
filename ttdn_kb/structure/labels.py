"""Lines of a plan block: "Đơn vị chủ trì: Sở Y tế", "2. Cơ quan phối hợp", "3. Thời gian thực hiện: Quý I".

Takes a block; gives its label and its value; knows nothing of what the label means.
"""

from __future__ import annotations

from ttdn_kb.foundation.model import ProvisionKind, Span
from ttdn_kb.structure.blocks import Block
from ttdn_kb.structure.draft import BLOCK_RANK, Node, leaf
from ttdn_kb.structure.marks import Rank
from ttdn_kb.structure.openers import label_length

_SPACE = " \t\r\n\u00a0*_"


def label_node(text: str, block: Block) -> Node:
    """Makes the node of a line that is a label with a colon, bullet or not."""
    node = leaf(ProvisionKind.BLOCK, block, BLOCK_RANK)
    node.colon = block.words.rstrip("*_| ").endswith(":")
    _split(text, block, node, label_length(block.words))
    return node


def as_label(text: str, block: Block, node: Node) -> None:
    """Turns the node of a numbered item into a plan block where its words are a label."""
    size = label_length(block.words, numbered=True) if Rank.NUMBER <= node.rank < Rank.BULLET else 0
    if size:
        node.kind = ProvisionKind.BLOCK
        _split(text, block, node, size)


def _split(text: str, block: Block, node: Node, size: int) -> None:
    raw = text[block.content : block.end]
    start = len(raw) - len(raw.lstrip(_SPACE))
    colon = raw.find(":", start, start + 100)
    end = colon if colon >= 0 else len(raw.rstrip(_SPACE + "."))
    value = len(raw) - len(raw[end + 1 :].lstrip(_SPACE)) if colon >= 0 else len(raw)
    node.label = block.words[:size].lstrip("*_ ")
    node.heading = Span(block.content + start, block.content + end)
    node.own = Span(block.content + value, block.end) if value < len(raw) else None
