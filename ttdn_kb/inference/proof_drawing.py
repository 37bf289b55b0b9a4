"""A proof tree as a drawing.

Takes an explanation; gives an SVG text: conclusions on the left, what they rest on to the right, evidence in words below; knows nothing of
derivations beyond the tree it is given. Premises with the same evidence share a box. Text is wrapped by its number of characters: an SVG cannot
measure it.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from html import escape

from ttdn_kb.inference.evidence import Evidence
from ttdn_kb.inference.explain import Explanation, Proof, Step, note_key, notes
from ttdn_kb.inference.proof_text import WORDS
from ttdn_kb.inference.proof_words import source_lines

_WIDTH = 300
_GAP_X = 46
_GAP_Y = 14
_LINE = 17
_PAD = 8
_CHARS = 42
_NOTE_CHARS = 130


@dataclass
class _Box:
    """A box with its children to the right; `top` is set by `_place`."""

    lines: list[str]
    kind: str
    children: list[_Box] = field(default_factory=list)
    top: float = 0.0
    depth: int = 0

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE + 2 * _PAD


def to_svg(explanation: Explanation, lang: str = "vi") -> str:
    """Gives the drawing.

    Args:
        lang: "vi" or "en"; quotes and events stay in Vietnamese.
    """
    found = notes(explanation)
    roots = [_statement(proof, lang, found) for proof in explanation.proofs]
    bottom, depth = 44.0, 0
    for root in roots:
        bottom = _place(root, 0, bottom) + 2 * _GAP_Y
        depth = max(depth, _depth(root))
    width = max((depth + 1) * (_WIDTH + _GAP_X) + 20, 900)
    body = [part for root in roots for part in _draw(root)]
    body += _legend(found, lang, bottom)
    height = bottom + 30 + sum(len(_note_lines(evidence, lang)) * _LINE + 8 for _, evidence in found.values())
    title = escape(explanation.title if lang == "vi" else explanation.title_en)
    return (
        "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" role="img"'
                f' aria-labelledby="proof-title" lang="{lang}" font-family="system-ui, Noto Sans, DejaVu Sans, sans-serif" font-size="13">',
                f'<title id="proof-title">{title}</title>',
                f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
                f'<text x="10" y="26" font-size="17" font-weight="600" fill="#1b1b1b">{title}</text>',
                *body,
                "</svg>",
            ]
        )
        + "\n"
    )


def _statement(proof: Proof, lang: str, found: dict[str, tuple[int, Evidence]]) -> _Box:
    words = WORDS[lang]
    number = found.get(note_key(proof.evidence))
    text = proof.text if lang == "vi" else proof.text_en
    tail = f" [{number[0]}]" if number and not proof.repeated else ""
    kind = words["above"] if proof.repeated else words["inferred"] if proof.inferred else words["stated"]
    sign = "○" if proof.inferred else "●"
    box = _Box([*textwrap.wrap(f"{sign} {text}", _CHARS), f"({kind}{tail})"], "inferred" if proof.inferred else "stated")
    box.children = [_rule(step, lang, found) for step in proof.steps]
    return box


def _rule(step: Step, lang: str, found: dict[str, tuple[int, Evidence]]) -> _Box:
    words = WORDS[lang]
    title, absent = (step.title, step.absent) if lang == "vi" else (step.title_en, step.absent_en)
    lines = textwrap.wrap(f"→ {title}", _CHARS)
    if step.repeated:
        lines.append(f"({words['same']})")
    for sentence in absent:
        lines += textwrap.wrap(f"{words['absent']}: {sentence}", _CHARS)
    box = _Box(lines, "rule")
    leaves: dict[str, _Box] = {}
    for premise in step.premises:
        child = _statement(premise, lang, found)
        key = note_key(premise.evidence)
        if not premise.steps and not premise.repeated and key in leaves:
            last = leaves[key].lines.pop()
            leaves[key].lines += [*child.lines[:-1], last]
            continue
        if not premise.steps and not premise.repeated and key:
            leaves[key] = child
        box.children.append(child)
    return box


def _place(box: _Box, depth: int, top: float) -> float:
    """Sets the places of a box and all to its right; gives the bottom of what they take."""
    box.depth = depth
    if not box.children:
        box.top = top
        return top + box.height
    bottom = top
    for child in box.children:
        bottom = _place(child, depth + 1, bottom) + _GAP_Y
    bottom -= _GAP_Y
    middle = (box.children[0].top + box.children[-1].top + box.children[-1].height) / 2
    box.top = max(top, middle - box.height / 2)
    return max(bottom, box.top + box.height)


def _depth(box: _Box) -> int:
    return max((_depth(child) for child in box.children), default=box.depth)


_LOOK = {
    "inferred": 'fill="#ffffff" stroke="#1b4f8a" stroke-dasharray="5 3"',
    "stated": 'fill="#e6f2e6" stroke="#2b6b2b"',
    "rule": 'fill="#f3f0e6" stroke="#8a7a4a" rx="10"',
}


def _draw(box: _Box) -> list[str]:
    x = 10 + box.depth * (_WIDTH + _GAP_X)
    out = [f'<rect x="{x}" y="{box.top:.1f}" width="{_WIDTH}" height="{box.height:.1f}" {_LOOK[box.kind]}/>']
    for n, line in enumerate(box.lines):
        out.append(f'<text x="{x + _PAD}" y="{box.top + _PAD + 13 + n * _LINE:.1f}" fill="#1b1b1b">{escape(line)}</text>')
    for child in box.children:
        start, end = box.top + box.height / 2, child.top + child.height / 2
        left, right = x + _WIDTH, x + _WIDTH + _GAP_X
        out.append(f'<path d="M{left},{start:.1f} C{left + 23},{start:.1f} {right - 23},{end:.1f} {right},{end:.1f}" fill="none" stroke="#777777"/>')
        out += _draw(child)
    return out


def _note_lines(evidence: Evidence, lang: str) -> list[str]:
    return [part for line in source_lines(evidence, lang) for part in textwrap.wrap(line, _NOTE_CHARS)]


def _legend(found: dict[str, tuple[int, Evidence]], lang: str, top: float) -> list[str]:
    out = [f'<text x="10" y="{top + 10:.1f}" font-weight="600" fill="#1b1b1b">{escape(WORDS[lang]["sources"])}</text>']
    y = top + 30
    for number, evidence in found.values():
        for n, line in enumerate(_note_lines(evidence, lang)):
            lead = f"[{number}]" if n == 0 else ""
            out.append(f'<text x="10" y="{y:.1f}" fill="#1b1b1b">{lead}</text><text x="44" y="{y:.1f}" fill="#1b1b1b">{escape(line)}</text>')
            y += _LINE
        y += 8
    return out
