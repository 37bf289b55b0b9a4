"""A tree to look at: indented words, or a record for JSON.

Takes a tree and its stored text; gives lines of text or plain dictionaries; knows nothing of the terminal.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ttdn_kb.foundation.model import Provision, ProvisionKind
from ttdn_kb.structure.naming import PART
from ttdn_kb.text.clean import clean
from ttdn_kb.text.vocabulary import rows

_WIDTH = 100


@lru_cache(maxsize=2)
def _labels(lang: str) -> dict[str, str]:
    return {row["kind"]: row[lang] for row in rows("structure_kinds")}


def label(kind: ProvisionKind, lang: str = "vi") -> str:
    """Gives the name of a kind of provision.

    Args:
        kind: the kind.
        lang: "vi" or "en".

    >>> label(ProvisionKind.CLAUSE), label(ProvisionKind.CLAUSE, "en")
    ('khoản', 'clause')
    """
    return _labels("en" if lang == "en" else "vi")[kind.value]


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _line(node: Provision, parent: Provision, text: str, lang: str) -> str:
    name = node.path[len(parent.path) :].lstrip(",. ") if parent.path and node.path.startswith(parent.path) else node.path
    numeral = node.kind is ProvisionKind.PART and name and not name.startswith(PART)
    if numeral or name.isdigit():
        name = f"{name}."
    if lang == "en" or not name:
        name = f"{label(node.kind, lang)} {node.number}".strip()
    heading = clean(text, node.heading).text if node.heading else ""
    if node.kind is ProvisionKind.BLOCK and not node.number:
        name = heading
        heading = ""
    if node.kind is ProvisionKind.ROW:
        words = " | ".join(clean(text, cell.span).text for cell in node.children)
    else:
        words = clean(text, node.body).text if node.body else ""
    said = f"{name}: {words}" if words and not heading else f"{name} {heading}: {words}" if words else f"{name} {heading}".rstrip()
    if node.kind is ProvisionKind.LACUNA or node.note:
        return f"{_shortened(said, _WIDTH)}  [{node.note}]"
    return _shortened(said, _WIDTH)


def outline(tree: Provision, text: str, lang: str = "vi") -> str:
    """Gives a tree as indented lines: for each provision its short citation, its title and its first words.

    Args:
        tree: the tree.
        text: the stored text.
        lang: the language of the labels, "vi" or "en".

    >>> from ttdn_kb.structure.tree import parse
    >>> text = "Điều 1. Sở Y tế\\n1. Khám bệnh.\\n3. Cấp thuốc."
    >>> print(outline(parse(text), text), end="")
    Điều 1 Sở Y tế
      khoản 1: Khám bệnh.
      (thiếu 2)  [số thứ tự nhảy từ 1 đến 3]
      khoản 3: Cấp thuốc.
    """
    lines: list[str] = []

    def show(node: Provision, parent: Provision, depth: int) -> None:
        lines.append("  " * depth + _line(node, parent, text, lang))
        if node.kind is not ProvisionKind.ROW:
            for child in node.children:
                show(child, node, depth + 1)

    for child in tree.children:
        show(child, tree, 0)
    return "\n".join(lines) + "\n" if lines else ""


def to_dict(tree: Provision, text: str, lang: str = "vi") -> dict[str, Any]:
    """Gives a tree as plain dictionaries and lists, ready for JSON.

    Each has kind, label, number, path, eid, start, end (code points in the stored text), heading, text (clean words of a leaf), note, children.

    Args:
        tree: the tree.
        text: the stored text.
        lang: the language of the labels, "vi" or "en".
    """
    return {
        "kind": tree.kind.value,
        "label": label(tree.kind, lang),
        "number": tree.number,
        "path": tree.path,
        "eid": tree.eid,
        "start": tree.span.start,
        "end": tree.span.end,
        "heading": clean(text, tree.heading).text if tree.heading else "",
        "text": clean(text, tree.body).text if tree.body else "",
        "note": tree.note,
        "children": [to_dict(child, text, lang) for child in tree.children],
    }
