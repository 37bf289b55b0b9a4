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
GOVERNING = frozenset({ProvisionKind.LEAD_IN, ProvisionKind.BLOCK})
# Below this share of common words two clauses are other clauses, above it one was made from the other.
CHANGED = 0.5
# Clauses of fewer words are stock phrases: they are no trace of an old clause elsewhere.
_FEW = 4
# A clause that holds at least this share of the words of each of several old clauses was merged from them.
HELD = 0.75


class Clause(NamedTuple):
    """A leaf of a tree as it is compared.

    Attributes:
        node: the leaf.
        view: its words with the map to the stored text.
        words: the same words folded, without punctuation.
        context: the folded words that govern it, outermost first; numbers are left out, so that renumbering is no change.
        governors: whose words those are, one node each: the one with the heading, or the lead-in or block itself.
    """

    node: Provision
    view: CleanText
    words: tuple[str, ...]
    context: tuple[str, ...]
    governors: tuple[Provision, ...]

    @property
    def governs(self) -> bool:
        """Whether it is a lead-in or a block, which says who does what below it."""
        return self.node.kind in GOVERNING


class Pair(NamedTuple):
    """An old clause and what became of it.

    Attributes:
        kind: same, context, changed, merged, split, part, removed or added; "part" is a further piece of a clause that was split.
        old, new: the clauses on either side.
        others: the further pieces, for a split clause.
    """

    kind: str
    old: tuple[Clause, ...]
    new: Clause | None
    others: tuple[Clause, ...] = ()


def clauses(text: str, tree: Provision) -> list[Clause]:
    """Gives the clauses of a text, in order."""
    return list(_visit(text, tree, ()))


def _visit(text: str, node: Provision, above: tuple[tuple[str, Provision], ...]) -> Iterator[Clause]:
    if node.kind in _SILENT:
        return
    if not node.children:
        if node.eid and len(node.span):
            view = clean(text, node.body or node.span)
            own = _heading(text, node) if node.body else ""
            above = (*above, (own, node)) if own else above
            yield Clause(node, view, _words(view.text), tuple(words for words, _ in above), tuple(governor for _, governor in above))
        return
    governing = [(_heading(text, node), node), *((_said(text, child), child) for child in node.children if child.kind in GOVERNING)]
    inner = above + tuple((words, governor) for words, governor in governing if words)
    for child in node.children:
        yield from _visit(text, child, above if child.kind in GOVERNING else inner)


def _heading(text: str, node: Provision) -> str:
    return " ".join(_words(clean(text, node.heading).text)) if node.heading else ""


def _said(text: str, node: Provision) -> str:
    return " ".join(_words(clean(text, node.span).text))


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
    _split(left, new, pairs)
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
            if queue and (same_context or len(n.words) >= _FEW):
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
        inside = [o for o in left if id(o) not in taken and len(o.words) >= _FEW and held(o.words, n.words) >= HELD]
        # Each must have its own place in the clause: two old clauses alike are not both in one that is like either.
        if len(inside) >= 2 and all(share >= HELD for share in _shares(inside, n)):
            pairs[i] = Pair("merged", tuple(inside), n)
            taken |= {id(o) for o in inside}


def _split(left: list[Clause], new: list[Clause], pairs: dict[int, Pair]) -> None:
    """Pairs an old clause with the neighbouring new clauses that its words went to, each its own part of them."""
    for o in left:
        pieces = [i for i, n in enumerate(new) if i not in pairs and len(n.words) >= _FEW and held(n.words, o.words) >= HELD]
        parts = [new[i] for i in pieces]
        together = [i for i in pieces if i + 1 in pieces or i - 1 in pieces]
        if len(pieces) < 2 or together != pieces or any(p.governs for p in parts) or not all(share >= HELD for share in _shares(parts, o)):
            continue
        pairs[pieces[0]] = Pair("split", (o,), parts[0], tuple(parts[1:]))
        pairs |= {i: Pair("part", (o,), new[i]) for i in pieces[1:]}


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
            pairs[i] = Pair("context" if left[j].words == new[i].words else "changed", (left[j],), new[i])
            taken.add(j)


def _shares(old: list[Clause], new: Clause) -> list[float]:
    """Gives the share of the words of each old clause that stands in a new one, no word of which counts for two."""
    blocks = difflib.SequenceMatcher(None, [word for o in old for word in o.words], new.words, autojunk=False).get_matching_blocks()
    found, start = [], 0
    for o in old:
        end = start + len(o.words)
        found.append(sum(max(0, min(end, b.a + b.size) - max(start, b.a)) for b in blocks) / max(1, len(o.words)))
        start = end
    return found


def held(part: tuple[str, ...], whole: tuple[str, ...]) -> float:
    """Gives the share of a clause's words that stand in another, in order, 0 to 1."""
    matcher = difflib.SequenceMatcher(None, part, whole, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(1, len(part))
