"""Networks of who works with whom.

Takes pairs of names with a weight; gives an SVG with two columns of boxes and a curve a pair; knows nothing of agencies. The layout is fixed by the
names and weights alone: left by weight, right by the middle of what it is tied to, so that few curves cross and the same data always give the
same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ttdn_kb.report.drawing import HEAD, INK, Drawing, wrap

# Colours that stay apart for most colour-blind readers (M. Okabe, K. Ito: Color Universal Design, 2008), darkened for thin lines on white.
_COLOURS = ("#0072b2", "#b34700", "#00795c", "#9c4f7d", "#7a5c00", "#2f7fb8", "#444444", "#8a1c1c")
_SIZE, _STEP, _WIDTH, _GAP, _MIDDLE = 13, 17, 290, 10, 300


class Tie(NamedTuple):
    """A tie from a body on the left to one on the right; `weight` is how many works tie them."""

    left: str
    right: str
    weight: int


def strongest(ties: Sequence[Tie], left: int = 16, right: int = 22) -> list[Tie]:
    """Keeps the ties between the most tied bodies, so that a picture stays readable."""
    kept = _heaviest(ties, 0, left)
    ties = [t for t in ties if t.left in kept]
    kept = _heaviest(ties, 1, right)
    return [t for t in ties if t.right in kept]


def _heaviest(ties: Sequence[Tie], side: int, most: int) -> set[str]:
    totals: dict[str, int] = {}
    for tie in ties:
        totals[str(tie[side])] = totals.get(str(tie[side]), 0) + tie.weight
    return set(sorted(totals, key=lambda name: (-totals[name], name))[:most])


def network(title: str, description: str, ties: Sequence[Tie], heads: tuple[str, str]) -> str:
    """Gives the picture of ties.

    Args:
        heads: what stands above the two columns.
    """
    drawing = Drawing(title, description)
    totals: dict[str, int] = {}
    for tie in ties:
        totals[tie.left] = totals.get(tie.left, 0) + tie.weight
    lefts = sorted(totals, key=lambda name: (-totals[name], name))
    place = {name: i for i, name in enumerate(lefts)}

    def middle(name: str) -> tuple[float, str]:
        own = [t for t in ties if t.right == name]
        return sum(place[t.left] * t.weight for t in own) / sum(t.weight for t in own), name

    rights = sorted({t.right for t in ties}, key=middle)
    top = 46.0
    left_boxes, left_end = _column(lefts, top)
    right_boxes, right_end = _column(rights, top)
    # The shorter column stands in the middle of the longer one, so that the curves stay flat.
    shift = (right_end - left_end) / 2
    end = max(left_end, right_end)
    x_right = 12 + _WIDTH + _MIDDLE
    most = max((t.weight for t in ties), default=1)
    middles = {("left", n): y + h / 2 + max(0.0, shift) for n, (y, h, _) in left_boxes.items()} | {
        ("right", n): y + h / 2 + max(0.0, -shift) for n, (y, h, _) in right_boxes.items()
    }
    for tie in sorted(ties, key=lambda t: (t.weight, t.left, t.right)):
        colour = _COLOURS[place[tie.left] % len(_COLOURS)]
        thick = 1.2 + 5 * tie.weight / most
        drawing.curve(
            12 + _WIDTH, middles["left", tie.left], x_right, middles["right", tie.right], thick, colour, f"{tie.left} – {tie.right}: {tie.weight}"
        )
    for name, (_, height, lines) in left_boxes.items():
        colour = _COLOURS[place[name] % len(_COLOURS)]
        y = middles["left", name] - height / 2
        drawing.box(12, y, _WIDTH, height, "#ffffff", colour)
        drawing.words(24, y + height / 2, lines, _SIZE, "start", INK)
    for name, (_, height, lines) in right_boxes.items():
        y = middles["right", name] - height / 2
        drawing.box(x_right, y, _WIDTH, height, "#f3f6f9")
        drawing.words(x_right + 12, y + height / 2, lines, _SIZE, "start", INK)
    drawing.words(12, 22, [heads[0]], 14, "start", HEAD, True)
    drawing.words(x_right, 22, [heads[1]], 14, "start", HEAD, True)
    return drawing.svg(x_right + _WIDTH + 12, end + 8)


def _column(names: Sequence[str], top: float) -> tuple[dict[str, tuple[float, float, list[str]]], float]:
    """Stacks boxes; gives top, height and lines of each, and where the column ends."""
    boxes, y = {}, top
    for name in names:
        lines = wrap(name, _WIDTH - 24, _SIZE)
        height = len(lines) * _STEP + 12
        boxes[name] = (y, float(height), lines)
        y += height + _GAP
    return boxes, y
