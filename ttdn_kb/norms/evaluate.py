"""Takes reviewed and extracted norms of a document; gives precision, recall and F1 by field and the list of errors; knows no file and no RDF.

A reviewed and an extracted norm meet where at least half of the shorter one lies inside the other. An assignment is right where a norm it meets has
the same agent in the same role. Agents compare without case, diacritics, "các", the own province and its scope words; "hữu quan" is "liên quan", and
the committees of all units of a level are those of the level.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ttdn_kb.foundation.model import Assignment, Norm, Reference, Span
from ttdn_kb.norms.lexicon import bare, read_table

FIELDS = ("norm", "assignment", "agent", "role", "modality", "topic", "task", "deadline", "reference")
_LIGHT = re.compile(r"\b(?:cac|nhung|tung|moi|va|tat ca)\b")
_TAIL = re.compile(r"(?: (?:cap tinh|tren dia ban tinh|cua tinh|cua thanh pho|tren dia ban|tinh|thanh pho))+$")
#: The units of a level by their kinds, all of them: the committees of "các xã, phường, thị trấn" are those of "cấp xã".
_LEVELS = (
    (re.compile(r"(?<=nhan dan )tinh thanh pho(?: truc thuoc trung uong)?$"), "cap tinh"),
    (
        re.compile(
            r"(?<=nhan dan )(?:quan huyen|huyen thi xa|huyen thanh pho|quan huyen thi xa|huyen thi xa thanh pho|quan huyen thi xa thanh pho)$"
        ),
        "cap huyen",
    ),
    (re.compile(r"(?<=nhan dan )(?:phuong xa|xa phuong)(?: thi tran| dac khu)?$"), "cap xa"),
)


@dataclass(slots=True)
class Count:
    """What was found, what should be, what agrees on either side."""

    found: int = 0
    reviewed: int = 0
    right_found: int = 0
    right_reviewed: int = 0

    @property
    def precision(self) -> float:
        return self.right_found / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right_reviewed / self.reviewed if self.reviewed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Count(4, 5, 3, 3).f1
        0.6666666666666665
        """
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0

    def add(self, other: Count) -> None:
        self.found += other.found
        self.reviewed += other.reviewed
        self.right_found += other.right_found
        self.right_reviewed += other.right_reviewed


@dataclass(frozen=True, slots=True)
class Miss:
    """One error.

    Attributes:
        kind: "missing" (reviewed, not found) or "surplus" (found, not reviewed).
        field: of FIELDS.
        path, quote: the provision and its words.
        value: what is missing or too much.
    """

    kind: str
    field: str
    path: str
    quote: str
    value: str


@dataclass(slots=True)
class Evaluation:
    """The measures of one or several documents."""

    counts: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FIELDS})
    misses: list[Miss] = field(default_factory=list)

    def add(self, other: Evaluation) -> None:
        """Adds the measures of another document."""
        for name, count in other.counts.items():
            self.counts[name].add(count)
        self.misses += other.misses


@lru_cache(maxsize=1)
def _places() -> tuple[str, ...]:
    return tuple(" " + re.sub(r"[^a-z0-9]+", " ", bare(row["place"])).strip() for row in read_table("places"))


def same_agent(label: str, generic: bool = False) -> str:
    """Gives the form in which agents compare.

    >>> same_agent("Các sở, ban, ngành cấp tỉnh") == same_agent("sở, ban, ngành tỉnh")
    True
    >>> same_agent("Ủy ban nhân dân các xã, phường, thị trấn"), same_agent("UBND cấp xã"), same_agent("Ủy ban nhân dân xã Kỳ Nam")
    ('uy ban nhan dan cap xa', 'ubnd cap xa', 'uy ban nhan dan xa ky nam')
    >>> same_agent("các đơn vị hữu quan", True) == same_agent("các cơ quan có liên quan", True)
    True
    """
    plain = re.sub(r"[^a-z0-9]+", " ", bare(label))
    if "lien quan" in plain or "huu quan" in plain:
        return "*lien quan"
    if generic:
        for word in ("tham quyen", "chuc nang", "cap tren"):
            if word in plain:
                return "*" + word
    for name in _places():
        if plain.strip().endswith(name):
            plain = plain.strip()[: -len(name)]
            break
    plain = " ".join(_LIGHT.sub(" ", plain).split())
    for units, level in _LEVELS:
        plain = units.sub(level, plain)
    if not re.match(r"uy ban nhan dan|hoi dong nhan dan|cong an|thanh tra|chu tich", plain):
        plain = _TAIL.sub("", plain)
    return plain.strip()


def meet(one: Span, other: Span) -> bool:
    """True where at least half of the shorter stretch lies in the other.

    >>> meet(Span(0, 10), Span(4, 30)), meet(Span(0, 10), Span(8, 30))
    (True, False)
    """
    common = min(one.end, other.end) - max(one.start, other.start)
    return common > 0 and 2 * common >= min(len(one), len(other))


def _values(norms: Iterable[Norm], name: str) -> set[str]:
    out: set[str] = set()
    for norm in norms:
        cast: Sequence[Assignment] = norm.assignments
        if name == "assignment":
            out |= {f"{a.role}: {same_agent(a.agent, a.generic)}" for a in cast}
        elif name == "agent":
            out |= {same_agent(a.agent, a.generic) for a in cast}
        elif name == "role":
            out |= {a.role for a in cast}
        elif name == "modality":
            out.add(norm.modality)
        elif name == "topic":
            out |= set(norm.topics)
        elif name == "task":
            out |= set(norm.tasks)
        elif name == "deadline":
            out |= {re.split(r"-working| ", v)[0] for v in norm.deadline_value.split(";") if v} | {v for v in norm.frequency.split(";") if v}
        elif name == "reference":
            out |= {same_reference(r) for r in norm.references}
    return out


def agreed(norm: Norm, reviewed: Iterable[Norm]) -> list[bool]:
    """Gives for each assignment of a norm whether a reviewed norm of the same stretch has it."""
    right = {(a.role, same_agent(a.agent, a.generic)) for other in reviewed if meet(norm.span, other.span) for a in other.assignments}
    return [(a.role, same_agent(a.agent, a.generic)) in right for a in norm.assignments]


def same_reference(reference: Reference) -> str:
    """Gives the form in which references compare: the document by number, else by name, else by kind; and the provision.

    >>> from ttdn_kb.foundation.model import Span
    >>> same_reference(Reference(Span(0, 1), number="72/2015/NĐ-CP", kind="Nghị định", title="quản lý", provision="các Điều 5, 6"))
    'dieu 5 6 | 72 2015 nd cp'
    """
    document = reference.number or reference.title or reference.kind
    return " | ".join(" ".join(_LIGHT.sub(" ", re.sub(r"[^a-z0-9]+", " ", bare(words))).split()) for words in (reference.provision, document))


def evaluate(reviewed: Sequence[Norm], found: Sequence[Norm]) -> Evaluation:
    """Gives the measures of one document's reading against its reviewed norms."""
    result = Evaluation()
    for mine, theirs, kind in ((reviewed, found, "missing"), (found, reviewed, "surplus")):
        ordered = sorted(theirs, key=lambda n: n.span.start)
        for norm in mine:
            partners = [n for n in ordered if meet(norm.span, n.span)]
            quote = " ".join(norm.quote.split())
            for name in FIELDS:
                values = {"norm"} if name == "norm" else _values([norm], name)
                right = ({"norm"} if partners else set()) if name == "norm" else values & _values(partners, name)
                count = result.counts[name]
                if kind == "missing":
                    count.reviewed += len(values)
                    count.right_reviewed += len(right)
                else:
                    count.found += len(values)
                    count.right_found += len(right)
                result.misses += (
                    [Miss(kind, name, norm.path, quote, value) for value in sorted(values - right)] if name in ("norm", "assignment") else []
                )
    return result


def reliability(pairs: Iterable[tuple[float, bool]], bins: int = 10) -> list[tuple[float, float, int]]:
    """Gives the reliability table of confidences: mean confidence, share that was right, and number, for each filled bin.

    >>> reliability([(0.9, True), (0.95, True), (0.2, False)], bins=2)
    [(0.2, 0.0, 1), (0.925, 1.0, 2)]
    """
    rows: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in pairs:
        rows[min(bins - 1, int(confidence * bins))].append((confidence, right))
    return [(round(sum(c for c, _ in row) / len(row), 4), sum(r for _, r in row) / len(row), len(row)) for row in rows if row]


def faults_met(pairs: Iterable[tuple[float, bool]], part: float = 0.2) -> float:
    """Gives the share of all faults that lie in the least certain `part` of the assignments; 0 where there is no fault.

    >>> faults_met([(0.4, False), (0.7, True), (0.8, False), (0.9, True), (0.9, True)])
    0.5
    """
    rights = [right for _, right in sorted(pairs, key=lambda pair: pair[0])]
    faults = rights.count(False)
    return rights[: round(len(rights) * part)].count(False) / faults if faults else 0.0
