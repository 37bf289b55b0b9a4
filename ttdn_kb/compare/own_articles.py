"""What an amending draft says itself: its articles on force, transition and who carries it out.

Takes a draft's text without its orders, read, and where it is put behind the text that the draft leaves; gives its provisions, norms and clauses
under numbers of the draft; knows nothing of the orders. They stand in one document with the amended text and are judged with
it (docs/decisions/0012).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ttdn_kb.compare.alignment import Clause, clauses
from ttdn_kb.compare.draft_changes import Change
from ttdn_kb.compare.draft_reading import Draft, placed
from ttdn_kb.foundation.model import Norm, Provision, Span
from ttdn_kb.structure.amending import mark_of

#: First step of the eids of a draft's own provisions.
FRONT = "du-thao/"
_DECISION = "qd/"
_CITED = "{} của dự thảo"


@dataclass(frozen=True, slots=True)
class Own:
    """The draft's own articles, with places in the text behind which they are put.

    Attributes:
        nodes: their provisions; norms: the work that they give; changes: one of kind "own" a clause.
    """

    nodes: tuple[Provision, ...]
    norms: tuple[Norm, ...]
    changes: tuple[Change, ...]


def own_articles(draft: Draft, at: int) -> Own:
    """Gives what a draft says itself.

    Args:
        draft: its text without its orders, read.
        at: where the first code point of that text stands.
    """

    def there(span: Span) -> Span:
        return Span(span.start + at, span.end + at)

    def norm(read: Norm) -> Norm:
        back = draft.back(read)
        moved = replace(placed(back, there, ""), quote=back.quote)
        return replace(moved, provision=FRONT + read.provision, path=_cited(read.provision, read.path))

    def change(clause: Clause, work: tuple[Norm, ...]) -> Change:
        return Change(
            "own", (), work, "", _cited(clause.node.eid, clause.node.path), there(draft.laid.back(clause.node.span)), now=draft.said(clause)
        )

    norms = tuple(map(norm, draft.norms))
    given = [(c, tuple(n for n in norms if n.provision == FRONT + c.node.eid)) for c in clauses(draft.laid.text, draft.tree)]
    said = [(c, work) for c, work in given if work or not (c.governs or _blank(c))]
    nodes = tuple(_shifted(child, there) for child in draft.laid.tree(draft.tree).children)
    return Own(nodes, norms, tuple(change(c, work) for c, work in said))


def _blank(clause: Clause) -> bool:
    """Whether nothing but the number is left of a clause whose words were an order."""
    return not clause.view.text[len(mark_of(clause.view.text)) :].strip(" .;:/")


def _cited(eid: str, path: str) -> str:
    """Gives a citation of the draft: "QĐ Điều 3, khoản 1" of a decision alone is "Điều 3, khoản 1 của dự thảo"."""
    return _CITED.format(path.partition(" ")[2] if eid.startswith(_DECISION) and " " in path else path)


def _shifted(node: Provision, there: Callable[[Span], Span]) -> Provision:
    return replace(
        node, span=there(node.span), heading=node.heading and there(node.heading), body=node.body and there(node.body),
        eid=node.eid and FRONT + node.eid, path=node.path and _cited(node.eid, node.path), children=tuple(_shifted(c, there) for c in node.children),
    )  # fmt: skip
