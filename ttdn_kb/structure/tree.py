"""Stored text as a tree of its provisions.

Takes stored text; gives a `Provision` of kind DOCUMENT; knows nothing of what provisions say. Never refuses a text and never raises: what has no
form becomes paragraphs. Time grows linearly with the text.
"""

from __future__ import annotations

from ttdn_kb.foundation.model import Provision, ProvisionKind, Span
from ttdn_kb.structure.assemble import Assembler
from ttdn_kb.structure.blocks import read_blocks
from ttdn_kb.structure.draft import LISTED, PARAGRAPH_RANK, Node
from ttdn_kb.structure.naming import name_tree
from ttdn_kb.text.composing import compose, moved


def _own_child(node: Node) -> Node | None:
    """The node's own words as a child, where it has other children: what leads in a list, or its first paragraph."""
    if node.own is None or not node.children:
        return None
    listed = node.children[0].kind in LISTED or node.children[0].kind is ProvisionKind.LACUNA
    kind = ProvisionKind.LEAD_IN if listed or node.colon else ProvisionKind.PARAGRAPH
    return Node(kind, node.own.start, node.own.end, PARAGRAPH_RANK, own=node.own, colon=node.colon)


def _finish(root: Node) -> None:
    """Puts own words into children, marks the paragraphs that lead in a list, and folds a lone paragraph into its provision."""
    pending = [root]
    while pending:
        node = pending.pop()
        own = _own_child(node)
        if own is not None:
            node.children.insert(0, own)
            node.own = None
        for place, child in enumerate(node.children[:-1]):
            after = node.children[place + 1]
            leads = child.kind is ProvisionKind.PARAGRAPH and child.colon and not child.children and after.kind in LISTED
            if leads and node.kind is not ProvisionKind.DOCUMENT:
                child.kind = ProvisionKind.LEAD_IN
        folds = node.kind not in {ProvisionKind.DOCUMENT, ProvisionKind.ANNEX, ProvisionKind.DECISION, ProvisionKind.CHAPTER, ProvisionKind.SECTION}
        if folds and len(node.children) == 1 and node.own is None:
            only = node.children[0]
            if only.kind is ProvisionKind.PARAGRAPH and not only.children:
                node.own, node.end, node.children = only.own, max(node.end, only.end), []
        pending.extend(node.children)


def parse(text: str) -> Provision:
    """Gives the tree of a stored text.

    Leaves lie in text order without overlap; what lies outside leaves, headings and numbers is white space, marks or page noise.

    Args:
        text: the stored text; all spans are code points in it.

    >>> tree = parse("Điều 1. Sở Y tế\\n1. Chủ trì:\\na) Khám bệnh;\\nb) Cấp thuốc.\\n2. Báo cáo.")
    >>> [node.path for node in tree.leaves()]
    ['Điều 1, khoản 1', 'Điều 1, khoản 1, điểm a', 'Điều 1, khoản 1, điểm b', 'Điều 1, khoản 2']
    """
    composed = compose(text)
    return _parse(text) if composed is None else moved(_parse(composed.text), composed.back)


def _parse(text: str) -> Provision:
    root = Assembler(text, read_blocks(text)).run()
    if not root.children and text.strip():
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        root.children.append(Node(ProvisionKind.PARAGRAPH, start, end, PARAGRAPH_RANK, own=Span(start, end)))
    _finish(root)
    return name_tree(text, root)
