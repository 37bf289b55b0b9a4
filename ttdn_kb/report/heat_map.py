"""Heat maps.

Takes row and column names and a number a cell; gives an SVG with the numbers in shaded cells; knows nothing of what is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ttdn_kb.report.drawing import HEAD, INK, SOFT, Drawing, text_width, wrap
from ttdn_kb.report.html import shade

_SIZE, _ROW, _PAD = 13, 17, 8


class Heat(NamedTuple):
    """A cell: what is written in it, how dark it is (0 to 1), and what a pointer shows."""

    text: str
    shade: float
    hint: str = ""


def heat_map(title: str, description: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Heat]]], label_width: float = 300) -> str:
    """Gives the heat map; rows are as high as their names need, columns as wide as theirs."""
    drawing = Drawing(title, description)
    width = max(96.0, min(190.0, 760.0 / max(1, len(columns))))
    width = max([width, *(text_width(word, _SIZE) + 2 * _PAD for name in columns for word in name.split())])
    heads = [wrap(name, width - 2 * _PAD, _SIZE) for name in columns]
    top = 14 + max((len(h) for h in heads), default=1) * _ROW
    for i, lines in enumerate(heads):
        drawing.words(label_width + width * (i + 0.5), top / 2, lines, _SIZE, "middle", HEAD, True)
    y = float(top)
    for name, cells in rows:
        lines = wrap(name, label_width - 2 * _PAD, _SIZE)
        height = max(30.0, len(lines) * _ROW + 8)
        drawing.words(label_width - _PAD, y + height / 2, lines, _SIZE, "end", INK)
        for i, heat in enumerate(cells):
            fill = shade(heat.shade) if heat.shade else "#ffffff"
            drawing.box(label_width + width * i + 1, y + 1, width - 2, height - 2, fill, "#d0d7de", 2, heat.hint)
            drawing.words(label_width + width * (i + 0.5), y + height / 2, [heat.text], _SIZE, "middle", INK if heat.shade else SOFT)
        y += height
    return drawing.svg(label_width + width * len(columns) + 8, y + 8)
