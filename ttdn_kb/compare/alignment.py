"""Clauses of one text laid beside those of another.

Takes two texts with their trees; gives which clauses are the same words under the same bearer, which were changed, merged, dropped or
added; knows nothing of
norms. A clause is a leaf of the tree; its context is what governs it without being part of it: headings above, lead-ins, plan blocks.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import NamedTuple

from ttdn_kb.foundation.model import Provision, ProvisionKind
from ttdn_kb.text.clean import CleanText, clean, fold

_SILENT = frozenset(
    {
        ProvisionKind.LEGAL_BASIS,
        ProvisionKind.RECIPIENTS,
        ProvisionKind.SIGNATURE,
        ProvisionKind.LETTERHEAD,
        ProvisionKind.TITLE,
        ProvisionKind.PREAMBLE,
    }
)
_GOVERNING = frozenset({ProvisionKind.LEAD_IN, ProvisionKind.BLOCK})
# Below this share of common words two clauses are other clauses, above it one was made from the other.
CHANGED = 0.5
# A clause that holds at least this share of the words of each of several old clauses was merged from them.
HELD = 0.75


class Clause(NamedTuple):
    """A leaf of a tree as it is compared.

    Attributes:
        node: the leaf.
        view: its words with the map to the stored text.
        words: the same words folded, without punctuation.
        context: the folded words that govern it, outermost first; numbers are left out, so that renumbering is no change.
    """

    node: Provision
    view: CleanText
    words: tuple[str, ...]
    context: tuple[str, ...]


class Pair(NamedTuple):
    """An old clause and what became of it: `kind` is same, context, changed, merged, removed or added."""

    kind: str
    old: tuple[Clause, ...]
    new: Clause | None


def clauses(text: str, tree: Provision) -> list[Clause]:
    """Gives the clauses of a text, in order."""
    return list(_visit(text, tree, ()))


def _visit(text: str, node: Provision, context: tuple[str, ...]) -> Iterator[Clause]:
    if node.kind in _SILENT:
        return
    if not node.children:
        if node.eid and len(node.span):
            view = clean(text, node.body or node.span)
            own = " ".join(_words(clean(text, node.heading).text)) if node.heading and node.body else ""
            yield Clause(node, view, _words(view.text), (*context, own) if own else context)
        return
    governing = [node.heading] if node.heading else []
    governing += [child.span for child in node.children if child.kind in _GOVERNING]
    inner = context + tuple(words for span in governing if (words := " ".join(_words(clean(text, span).text))))
    for child in node.children:
        if child.kind in _GOVERNING:
            yield from _visit(text, child, context)
        else:
            yield from _visit(text, child, inner)


def _words(text: str) -> tuple[str, ...]:
    return tuple("".join(c if c.isalnum() else " " for c in fold(text)).split())


def align(old: list[Clause], new: list[Clause]) -> list[Pair]:
    """Gives what became of every clause, in the order of the new text, dropped clauses last.

    >>> from ttdn_kb.structure.tree import parse
    >>> before = "Điều 1. Sở Y tế\\n1. Chủ trì khám bệnh cho người nghèo trên địa bàn tỉnh.\\n2. Cấp thuốc miễn phí cho trẻ em vùng cao."
    >>> after = "Điều 1. Sở Y tế\\n1. Cấp thuốc miễn phí cho trẻ em vùng cao.\\n2. Mua sắm trang thiết bị."
    >>> [p.kind for p in align(clauses(before, parse(before)), clauses(after, parse(after)))]
    ['same', 'added', 'removed']
    """
    pairs: dict[int, Pair] = {}
    left = _exact(old, new, pairs)
    _merged(left, new, pairs)
    used = {id(o) for pair in pairs.values() for o in pair.old}
    left = [o for o in left if id(o) not in used]
    _changed(left, new, pairs)
    used = {id(o) for pair in pairs.values() for o in pair.old}
    found = [pairs.get(i, Pair("added", (), clause)) for i, clause in enumerate(new)]
    return found + [Pair("removed", (o,), None) for o in left if id(o) not in used]


def _exact(old: list[Clause], new: list[Clause], pairs: dict[int, Pair]) -> list[Clause]:
    """Pairs equal words: first under equal context, then under another; gives the old clauses that are left."""
    left = list(old)
    for same_context in (True, False):
        waiting: dict[tuple[object, ...], list[Clause]] = {}
        for o in left:
            waiting.setdefault((o.words, o.context) if same_context else (o.words,), []).append(o)
        taken: set[int] = set()
        for i, n in enumerate(new):
            if i in pairs:
                continue
            queue = waiting.get((n.words, n.context) if same_context else (n.words,))
            # Short stock phrases under another heading are no trace of the old clause.
            if queue and (same_context or len(n.words) >= 6):
                o = queue.pop(0)
                pairs[i] = Pair("same" if same_context else "context", (o,), n)
                taken.add(id(o))
        left = [o for o in left if id(o) not in taken]
    return left


def _merged(left: list[Clause], new: list[Clause], pairs: dict[int, Pair]) -> None:
    taken: set[int] = set()
    for i, n in enumerate(new):
        if i in pairs:
            continue
        inside = [o for o in left if id(o) not in taken and len(o.words) >= 6 and held(o.words, n.words) >= HELD]
        if len(inside) >= 2:
            pairs[i] = Pair("merged", tuple(inside), n)
            taken |= {id(o) for o in inside}


def _changed(left: list[Clause], new: list[Clause], pairs: dict[int, Pair]) -> None:
    """Pairs the likest clauses first; among equals, those under the same context and nearest in the text."""
    ranked = []
    for i, n in enumerate(new):
        if i in pairs:
            continue
        for j, o in enumerate(left):
            matcher = difflib.SequenceMatcher(None, o.words, n.words, autojunk=False)
            if matcher.real_quick_ratio() >= CHANGED and matcher.quick_ratio() >= CHANGED and (ratio := matcher.ratio()) >= CHANGED:
                ranked.append((-ratio, o.context != n.context, abs(i - j), i, j))
    taken: set[int] = set()
    for _, _, _, i, j in sorted(ranked):
        if i not in pairs and j not in taken:
            pairs[i] = Pair("changed", (left[j],), new[i])
            taken.add(j)


def held(part: tuple[str, ...], whole: tuple[str, ...]) -> float:
    """Gives the share of a clause's words that stand in another, in order, 0 to 1."""
    matcher = difflib.SequenceMatcher(None, part, whole, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(1, len(part))
