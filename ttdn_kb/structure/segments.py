"""What a finished tree accounts for.

Takes a tree; gives the stretches of text that its provisions account for and what lies between; knows nothing of what they say.
"""

from __future__ import annotations

from collections.abc import Iterator

from ttdn_kb.foundation.model import Provision, Span


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
