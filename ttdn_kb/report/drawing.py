"""Plain drawings: boxes, words and lines as SVG.

Takes places in pixels and words; gives an `<svg>` element without outer resources; knows nothing of what it draws. Widths of words are reckoned from
a table of letter widths on the wide side, so that labels fit whatever sans-serif font the reader has.
"""

from __future__ import annotations

import unicodedata
from html import escape

FONT = '"Segoe UI","Noto Sans","Helvetica Neue",Arial,"DejaVu Sans",sans-serif'
_NARROW = frozenset("iIíìịỉĩjltfr.,;:'|!()[]-/ ")
_WIDE = frozenset("mwMWƠƯ@%")
INK, SOFT, LINE, HEAD = "#1b1f24", "#57606a", "#8c959f", "#1f4e79"


def text_width(text: str, size: float) -> float:
    """Gives the width of a line of text in pixels, on the wide side.

    Args:
        size: font size in pixels.

    >>> text_width("Sở", 10) < text_width("Sở Ngoại vụ", 10)
    True
    """
    total = 0.0
    for c in unicodedata.normalize("NFC", text):
        total += 0.38 if c in _NARROW else 0.95 if c in _WIDE else 0.74 if c.isupper() else 0.6
    return total * size


def wrap(text: str, width: float, size: float) -> list[str]:
    """Breaks text into lines no wider than `width` pixels; a single word may be wider.

    >>> wrap("Sở Văn hóa, Thể thao và Du lịch", 120, 12)
    ['Sở Văn hóa, Thể', 'thao và Du lịch']
    """
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


class Drawing:
    """An SVG that grows by shapes."""

    def __init__(self, title: str, description: str) -> None:
        self._title = title
        self._description = description
        self._shapes: list[str] = []

    def words(self, x: float, y: float, lines: list[str], size: float = 13, anchor: str = "start", colour: str = INK, bold: bool = False) -> None:
        """Writes lines of text; `y` is the middle of the first line's block."""
        step = size * 1.3
        top = y - step * (len(lines) - 1) / 2
        weight = ' font-weight="600"' if bold else ""
        for i, line in enumerate(lines):
            self._shapes.append(
                f'<text x="{x:.1f}" y="{top + i * step:.1f}" font-size="{size:g}" text-anchor="{anchor}" dominant-baseline="central"'
                f' fill="{colour}"{weight}>{escape(line)}</text>'
            )

    def box(self, x: float, y: float, width: float, height: float, fill: str, stroke: str = LINE, round_: float = 4, hint: str = "") -> None:
        inside = f"<title>{escape(hint)}</title>" if hint else ""
        self._shapes.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{round_:g}" fill="{fill}" stroke="{stroke}">{inside}</rect>'
        )

    def curve(self, x1: float, y1: float, x2: float, y2: float, width: float, colour: str, hint: str = "") -> None:
        """Draws a line that leaves and arrives level."""
        middle = (x1 + x2) / 2
        inside = f"<title>{escape(hint)}</title>" if hint else ""
        self._shapes.append(
            f'<path d="M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}" fill="none" stroke="{colour}"'
            f' stroke-width="{width:.1f}" stroke-opacity="0.55">{inside}</path>'
        )

    def elbow(self, x1: float, y1: float, x2: float, y2: float, colour: str = LINE) -> None:
        """Draws a line with two right angles, as in a family tree."""
        middle = (x1 + x2) / 2
        self._shapes.append(f'<path d="M{x1:.1f} {y1:.1f}H{middle:.1f}V{y2:.1f}H{x2:.1f}" fill="none" stroke="{colour}" stroke-width="1.4"/>')

    def svg(self, width: float, height: float) -> str:
        """Gives the whole element, with its title and description for those who cannot see it."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
            f" font-family='{FONT}'><title>{escape(self._title)}</title><desc>{escape(self._description)}</desc>"
            f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(self._shapes)}</svg>'
        )
