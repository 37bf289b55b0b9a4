"""Takes the labels that one document uses for its bodies and what it says of them; gives both as records that rules ask; knows nothing of rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ttdn_kb.norms.lexicon import pattern

_DEPARTMENT = pattern("naming-department")


@dataclass(frozen=True)
class Told:
    """What a document tells of its bodies beside their labels.

    Attributes:
        committee: short name of the committee the document is about, for "Thành viên là ...".
        words: the document's words in key form, to see which positions are the committee's.
        defined: labels of the collectives that the document defines ("gọi chung là").
        selves: "Bộ", "Sở", "Chi cục", as the document calls its issuer or the body that it is about -> the whole name.
        whole: short name of one body in key form -> its full label, as the document defines it.
        called: a collective's label in key form -> what the document calls it.
        house: the ministry, department or bureau that issues the document, or "".
        national: whether the document is no province's, so that "cấp tỉnh" narrows a collective.
    """

    committee: str = ""
    words: str = ""
    defined: Sequence[str] = ()
    selves: Mapping[str, str] = field(default_factory=dict)
    whole: Mapping[str, str] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    house: str = ""
    national: bool = False


NOTHING_TOLD = Told()


@dataclass(frozen=True)
class Labels:
    """The labels of one document and what is known of them.

    Attributes:
        counts: how often each label is used, in the order of their first use.
        told: what the document tells of its bodies.
    """

    counts: Counter[str]
    told: Told = Told()

    @cached_property
    def names(self) -> list[str]:
        """All labels, sorted."""
        return sorted(self.counts)

    @cached_property
    def department(self) -> str:
        """The department that bears more than half of the document, "" where none does."""
        most = max(self.counts, key=lambda n: (self.counts[n], n), default="")
        return most if _DEPARTMENT.match(most) and self.counts[most] * 2 > self.counts.total() else ""

    def longer(self, name: str) -> list[str]:
        """Gives the labels that begin with a label and go on with further words."""
        return [n for n in self.names if n.startswith(name + " ")]
