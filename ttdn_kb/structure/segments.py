"""Ways through a finished tree.

Takes a tree; gives provisions by id, their ancestors, the stretches of text they account for and what lies between; knows nothing of what they say.
"""

from __future__ import annotations

from collections.abc import Iterator

from ttdn_kb.foundation.model import Provision, Span


class Index:
    """Provisions by id, with their ancestors.

    >>> from ttdn_kb.structure.tree import parse
    >>> index = Index(parse("Điều 1. Sở Y tế\\n1. Khám bệnh.\\n2. Cấp thuốc."))
    >>> [node.path for node in index.ancestors("dieu-1/khoan-2")]
    ['', 'Điều 1']
    """

    def __init__(self, tree: Provision) -> None:
        self._nodes: dict[str, Provision] = {}
        self._parents: dict[str, str] = {}
        for parent in tree.walk():
            self._nodes[parent.eid] = parent
            for child in parent.children:
                self._parents[child.eid] = parent.eid

    def __getitem__(self, eid: str) -> Provision:
        return self._nodes[eid]

    def __contains__(self, eid: object) -> bool:
        return eid in self._nodes

    def parent(self, eid: str) -> Provision | None:
        """Gives the provision that holds another, None for the root."""
        return self._nodes[self._parents[eid]] if eid in self._parents else None

    def ancestors(self, eid: str) -> tuple[Provision, ...]:
        """Gives the provisions that hold another, the root first, itself left out."""
        chain: list[Provision] = []
        while eid in self._parents:
            eid = self._parents[eid]
            chain.append(self._nodes[eid])
        return tuple(reversed(chain))

    def siblings(self, eid: str) -> tuple[Provision, ...]:
        """Gives the provisions beside another in text order, itself among them."""
        parent = self.parent(eid)
        return parent.children if parent is not None else (self._nodes[eid],)


def at(tree: Provision, place: int) -> Provision:
    """Gives the lowest provision that holds a code point; the root where none does."""
    node = tree
    while True:
        inner = next((child for child in node.children if child.span.start <= place < child.span.end), None)
        if inner is None:
            return node
        node = inner


def prefix(node: Provision) -> Span:
    """Gives the stretch of a node's number or mark: from its start to its title, its words or its first child."""
    starts = [span.start for span in (node.heading, node.body) if span is not None] + [child.span.start for child in node.children]
    return Span(node.span.start, max(node.span.start, min([*starts, node.span.end])))


def spoken(tree: Provision) -> Iterator[Span]:
    """Gives the stretches that provisions account for: numbers, titles and words, in text order within each node."""
    for node in tree.walk():
        if node is tree and node.children:
            continue
        if not node.children and node.body is None and node.heading is None:
            yield node.span
            continue
        yield prefix(node)
        for span in (node.heading, node.body):
            if span is not None:
                yield span


def between(text: str, tree: Provision) -> list[Span]:
    """Gives the stretches of a text that no provision accounts for: white space, marks and page noise.

    Args:
        text: the stored text.
        tree: its tree.
    """
    gaps: list[Span] = []
    place = 0
    for span in sorted(spoken(tree), key=lambda span: (span.start, span.end)):
        if span.start > place:
            gaps.append(Span(place, span.start))
        place = max(place, span.end)
    if place < len(text):
        gaps.append(Span(place, len(text)))
    return gaps
