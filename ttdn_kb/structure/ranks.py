"""How high a mark stands among the nodes that are open.

Takes a mark and the open nodes; gives the rank at which it is placed, and the gap before it where numbers are lost; changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from ttdn_kb.foundation.model import ProvisionKind
from ttdn_kb.structure.draft import BLOCK_RANK, NESTED_NUMBER, Node
from ttdn_kb.structure.marks import LETTERS, SMALL_ROMAN, Mark, Rank

_SIGN_ORDER = {"+": 2, "o": 2, "▪": 2, "■": 2, "◦": 2, "○": 2, "§": 2}
_LETTERED = Rank.POINT + 0.25
_STEP = 0.05
_BRACKETED = "()"  # the sign of a number in brackets: "(1)"
_LISTS = frozenset({ProvisionKind.POINT, ProvisionKind.ITEM, ProvisionKind.BLOCK, ProvisionKind.BULLET})
_LATE = frozenset({ProvisionKind.ARTICLE, ProvisionKind.CLAUSE, ProvisionKind.ITEM})


def rank_of(mark: Mark, stack: Sequence[Node]) -> float:
    """Gives the rank of a mark: by its form, but a letter part below Roman parts, a number inside a point and a bullet inside a bullet stand lower.

    Args:
        mark: the mark.
        stack: the open nodes from the root down.
    """
    if mark.rank is Rank.BULLET:
        return _bullet_rank(mark, stack)
    if mark.sign == SMALL_ROMAN:
        series = next((node for node in reversed(stack) if node.sign == SMALL_ROMAN), None)
        holder = next((node for node in reversed(stack) if node.rank >= Rank.POINT and node.kind in _LISTS), None)
        return series.rank if series is not None else holder.rank + _STEP if holder is not None else float(Rank.POINT)
    if mark.rank is Rank.LETTER_PART:
        opened = [node for node in stack if node.kind is ProvisionKind.PART]
        same = [node.rank for node in opened if node.rank in {Rank.LETTER_PART, Rank.ROMAN + 0.5}]
        if same:
            return same[-1]
        return Rank.ROMAN + 0.5 if any(node.rank == Rank.ROMAN for node in opened) else float(Rank.LETTER_PART)
    if mark.rank is Rank.POINT and mark.number[1:].isdigit():  # "a1)" below "a) ... sau đây:"; elsewhere it stands beside "a)"
        point = next((node for node in reversed(stack) if node.rank == Rank.POINT), None)
        return _LETTERED if point is not None and point.number == mark.number[0] and point.colon else float(mark.rank)
    if mark.rank is Rank.NUMBER:
        nested = next((node for node in reversed(stack) if node.rank == NESTED_NUMBER), None)
        outer = next((node for node in reversed(stack) if node.rank == Rank.NUMBER), None)
        bracketed = mark.sign == _BRACKETED
        if nested is not None and nested.sign == _BRACKETED and not bracketed:
            return float(Rank.NUMBER)
        if nested is None and bracketed and mark.value == 1 and outer is not None and outer.sign != _BRACKETED:
            return NESTED_NUMBER  # "(1) ..." below "1." or "1.1."
        if nested is not None:
            return NESTED_NUMBER if mark.value == nested.value + 1 or outer is None or mark.value != outer.value + 1 else float(Rank.NUMBER)
        inner = stack[-1]
        if mark.value == 1 and outer is not None and outer.value >= 1 and Rank.POINT <= inner.rank < Rank.BULLET and inner.colon:
            return NESTED_NUMBER
    return float(mark.rank)


def _bullet_rank(mark: Mark, stack: Sequence[Node]) -> float:
    order = sign_order(mark.sign)
    chain = [node for node in stack if node.kind is ProvisionKind.BULLET]
    for node in chain:
        if node.sign == mark.sign:
            return node.rank
    return float(Rank.BULLET) + sum(sign_order(node.sign) <= order for node in chain)


def sign_order(sign: str) -> int:
    """Gives the usual depth of a bullet sign: 1 for "-", "*", "•", 2 for "+" and the like."""
    return _SIGN_ORDER.get(sign, 1)


def leaves_block(mark: Mark, stack: Sequence[Node]) -> bool:
    """Says whether a bullet after a plan block line stands beside the block: the line has its value, and the bullet is of the upper kind."""
    top = stack[-1]
    return mark.rank is Rank.BULLET and top.kind is ProvisionKind.BLOCK and top.rank == BLOCK_RANK and not top.colon and sign_order(mark.sign) < 2


def starts_late(mark: Mark, value: int, parent: Node) -> bool:
    """Says whether a list that opens under a provision does not begin with its first number."""
    if value < 2 or parent.kind not in _LATE or mark.sign == SMALL_ROMAN:
        return False
    return (mark.rank is Rank.NUMBER and parent.kind is ProvisionKind.ARTICLE) or mark.rank is Rank.POINT


def lacuna(parent: Node, before: int, value: int, rank: float) -> Node:
    """Makes the node of a lost passage: its number names what is missing.

    Args:
        parent: the node that holds the list.
        before: the place in the series of the number before the gap, 0 for none.
        value: that of the number after it.
        rank: the rank of both.
    """
    place = parent.children[-1].cover() if parent.children else max(parent.end, parent.heading.end if parent.heading else 0)
    first, final, said = str(before + 1), str(value - 1), (str(before), str(value))
    if rank == Rank.POINT:
        first, final = LETTERS[before], LETTERS[min(value, len(LETTERS)) - 2]
        said = (LETTERS[before - 1] if before else "", LETTERS[min(value, len(LETTERS)) - 1])
    note = f"số thứ tự nhảy từ {said[0]} đến {said[1]}" if before else f"dãy bắt đầu từ {said[1]}"
    return Node(ProvisionKind.LACUNA, place, place, rank, number=first if first == final else f"{first}-{final}", note=note)
