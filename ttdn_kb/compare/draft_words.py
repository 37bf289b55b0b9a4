"""What of a finding a draft itself brings, where a finding gathers gaps that each stand alone.

Takes a draft's norms with the bodies that they mean, and its changes; tells of a body in a clause whether the draft brings it there; knows nothing of
how the gap is found. A document names a body that is gone in forty clauses: a draft that names it in one more has written the one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ttdn_kb.compare.draft_changes import Change
from ttdn_kb.compare.draft_unit import Bearers
from ttdn_kb.foundation.model import Norm
from ttdn_kb.graph.emitting import norm_iris
from ttdn_kb.graph.store import Term

#: Checks whose findings are about bodies that do not exist on the day: a clause is told for each name that the draft writes, old or new.
OF_TIME = ("abolished", "not-yet-founded")
#: Checks whose every row, a norm with a body, is a gap by itself.
ROW_BY_ROW = (*OF_TIME, "bearer-ending-soon")


@dataclass(frozen=True, slots=True)
class DraftWords:
    """The words of a draft.

    Attributes:
        norms: by IRI.
        before: by citation of a clause that the draft changed or added, the bodies that the words it came of meant.
        put: eids of the provisions that an amending draft puts in; None for a draft that is a whole document.
        against: whether there is a document that the draft replaces or amends.
    """

    norms: Mapping[str, Norm]
    before: Mapping[str, Collection[str]]
    put: Collection[str] | None
    against: bool

    def bring(self, check: str, row: Mapping[str, Term]) -> bool:
        """Tells whether the draft brings a row of a check; a whole document brings every name that it writes."""
        if not self.against or (self.put is None and check in OF_TIME):
            return True
        norm = self.norms.get(row["norm"].value)
        if norm is None or norm.path not in self.before:
            return False
        if check in OF_TIME and any(f"{norm.provision}/".startswith(f"{eid}/") for eid in self.put or ()):
            return True
        return row["agent"].value not in self.before[norm.path]

    def leave(self, check: str, row: Mapping[str, Term]) -> bool:
        """Tells whether a row of a check is of the document that the draft replaces or amends."""
        return not self.bring(check, row)


def draft_words(
    document: str, norms: Sequence[Norm], changes: Iterable[Change], bearers: Bearers, put: Collection[str] | None, against: bool
) -> DraftWords:
    """Gives the words of a draft.

    Args:
        document: IRI of the draft; norms: its norms in text order, with the bodies that they mean.
        put, against: see `DraftWords`.
    """
    before: dict[str, set[str]] = {}
    for change in changes:
        was = {bearers.of(a).iri for n in change.old for a in n.assignments}
        for norm in change.new:
            before.setdefault(norm.path, set()).update(was)
    return DraftWords(dict(zip(norm_iris(document, norms), norms, strict=True)), before, put, against)
