"""Trees of who reports to whom.

Takes pairs of names, from below to above; gives an SVG that grows from left to right; knows nothing of agencies. A body below several others is drawn
under each of them, with what stands below it only once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ttdn_kb.report.drawing import INK, Drawing, wrap

_SIZE, _STEP, _WIDTH, _GAP, _ACROSS = 13, 17, 255, 9, 46


@dataclass
class _Node:
    name: str
    again: bool
    below: list[_Node] = field(default_factory=list)
    y: float = 0.0


def tree(title: str, description: str, pairs: Sequence[tuple[str, str]], again: str = "đã vẽ ở trên") -> str:
    """Gives the picture.

    Args:
        pairs: (who reports, to whom).
        again: what a box says whose own branches are drawn elsewhere.
    """
    drawing = Drawing(title, description)
    below: dict[str, list[str]] = {}
    for lower, upper in sorted(set(pairs)):
        below.setdefault(upper, []).append(lower)
    drawn: set[str] = set()
    roots = [_grow(name, below, drawn) for name in _roots(below)]
    y, deepest = 12.0, 0
    for root in roots:
        y = _place(root, y, again) + 10
        deepest = max(deepest, _depth(root))
    for root in roots:
        _draw(drawing, root, 0, again)
    return drawing.svg(12 + deepest * (_WIDTH + _ACROSS) - _ACROSS + 12, y)


def _roots(below: dict[str, list[str]]) -> list[str]:
    """Gives the bodies that report to nobody, the most reported to first; where all stand in a circle, one of each circle."""
    lower = {name for names in below.values() for name in names}
    found = sorted((n for n in below if n not in lower), key=lambda n: (-len(below[n]), n))
    reached: set[str] = set()

    def walk(name: str) -> None:
        if name not in reached:
            reached.add(name)
            for child in below.get(name, ()):
                walk(child)

    for name in found:
        walk(name)
    for name in sorted(below):
        if name not in reached:
            found.append(name)
            walk(name)
    return found


def _grow(name: str, below: dict[str, list[str]], drawn: set[str]) -> _Node:
    node = _Node(name, name in drawn and name in below)
    if name not in drawn:
        drawn.add(name)
        node.below = [_grow(child, below, drawn) for child in below.get(name, ())]
    return node


def _lines(node: _Node, again: str) -> list[str]:
    return wrap(node.name, _WIDTH - 20, _SIZE) + ([f"({again})"] if node.again else [])


def _height(node: _Node, again: str) -> float:
    return len(_lines(node, again)) * _STEP + 12.0


def _place(node: _Node, top: float, again: str) -> float:
    """Sets the middle of each box; gives where its branch ends."""
    own = _height(node, again)
    end = top
    for child in node.below:
        end = _place(child, end, again)
    if node.below:
        node.y = max((node.below[0].y + node.below[-1].y) / 2, top + own / 2)
        return max(end, node.y + own / 2 + _GAP)
    node.y = top + own / 2
    return top + own + _GAP


def _depth(node: _Node) -> int:
    return 1 + max((_depth(child) for child in node.below), default=0)


def _draw(drawing: Drawing, node: _Node, depth: int, again: str) -> None:
    x = 12 + depth * (_WIDTH + _ACROSS)
    height = _height(node, again)
    for child in node.below:
        drawing.elbow(x + _WIDTH, node.y, x + _WIDTH + _ACROSS, child.y)
        _draw(drawing, child, depth + 1, again)
    drawing.box(x, node.y - height / 2, _WIDTH, height, "#e6f1fb" if depth == 0 else "#ffffff")
    drawing.words(x + 10, node.y, _lines(node, again), _SIZE, "start", INK, depth == 0)
