"""Takes documents with reviewed norms; gives the rows of the two tables of confidence; knows no file.

For each signal of an assignment: the share that reviewers kept, drawn towards the share of all assignments by a weight of `PRIOR` assignments, so
that a signal seen twice does not speak with certainty. For each piece of evidence that a whole reading shows: by how much it moves the odds that the
signals give, fitted as the weights of a logistic regression that are drawn towards none by the same `PRIOR`. What is seen fewer than `LEAST` times
gets no row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ttdn_kb.foundation.model import Metadata, Norm, Provision
from ttdn_kb.norms.confidence import Signals, confidence_of, evidence, log_odds, share, signal
from ttdn_kb.norms.evaluate import agreed
from ttdn_kb.norms.lexicon import Lexicon
from ttdn_kb.norms.mentions import Mention
from ttdn_kb.norms.reader import GrammarReader

PRIOR, LEAST, ROUNDS = 4.0, 5, 20
Case = tuple[str, Provision, Metadata, Sequence[Norm]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one assignment was found, and whether it is so.

    Attributes:
        signals: the names of how it was found, the most special first.
        evidence: the names of what the whole reading shows of it.
        right: reviewers have it too.
    """

    signals: tuple[str, ...]
    evidence: tuple[str, ...]
    right: bool


def outcomes(cases: Iterable[Case], lexicon: Lexicon) -> list[Outcome]:
    """Gives every assignment read with its signals, its evidence, and whether reviewers have it.

    Args:
        cases: text, structure, metadata and reviewed norms of each document.
        lexicon: the vocabulary to read with.
    """
    out = []
    for text, tree, metadata, reviewed in cases:
        seen: list[tuple[str, ...]] = []

        def note(role: str, mention: Mention, signals: Signals, seen: list[tuple[str, ...]] = seen) -> float:
            seen.append(signal(role, mention, signals))
            return float(len(seen) - 1)

        norms = GrammarReader(lexicon, confidence=note, weigh=tuple).read(text, tree, metadata)[0]
        for norm, shown in zip(norms, evidence(norms), strict=True):
            kept = zip(norm.assignments, shown, agreed(norm, reviewed), strict=True)
            out += [Outcome(seen[int(a.confidence)], names, right) for a, names, right in kept]
    return out


def table(found: Sequence[Outcome]) -> list[tuple[str, float, int]]:
    """Gives the rows of `data/lexicon/confidence.csv`: signal, accuracy, count.

    >>> led = [Outcome(("lead/block", "lead"), (), right) for right in [True] * 9 + [False]]
    >>> table(led)
    [('lead', 0.9, 10), ('lead/block', 0.9, 10)]
    """
    overall = sum(one.right for one in found) / len(found) if found else 0.0
    kept = Counter(name for one in found if one.right for name in one.signals)
    seen = Counter(name for one in found for name in one.signals)
    return [(name, round((kept[name] + PRIOR * overall) / (number + PRIOR), 3), number) for name, number in sorted(seen.items()) if number >= LEAST]


def shifts(found: Sequence[Outcome], accuracies: Mapping[str, float]) -> list[tuple[str, float, int]]:
    """Gives the rows of `data/lexicon/confidence_evidence.csv`: evidence, shift of the log odds, count.

    Args:
        found: assignments with what became of them.
        accuracies: the share of each signal, as `table` gives it.

    >>> often = [Outcome(("lead",), ("recurrence/5",), True)] * 9 + [Outcome(("lead",), ("recurrence/1",), False)] * 9
    >>> [(name, shift > 0) for name, shift, _ in shifts(often, {"lead": 0.5})]
    [('recurrence/1', False), ('recurrence/5', True)]
    """
    seen = Counter(name for one in found for name in one.evidence)
    odds = [log_odds(confidence_of(one.signals, accuracies)) for one in found]
    moved = {name: 0.0 for name, number in sorted(seen.items()) if number >= LEAST}
    having = {name: [i for i, one in enumerate(found) if name in one.evidence] for name in moved}
    everywhere = range(len(found))

    def fit(places: Sequence[int], weight: float) -> float:
        said = [share(odds[i]) for i in places]
        step = (sum(found[i].right for i in places) - sum(said) - PRIOR * weight) / (sum(p * (1 - p) for p in said) + PRIOR)
        for i in places:
            odds[i] += step
        return step

    for _ in range(ROUNDS):
        fit(everywhere, 0.0)  # how far these readings are above the shares as a whole is no evidence of any
        for name, places in having.items():
            moved[name] += fit(places, moved[name])
    return [(name, round(shift, 3), seen[name]) for name, shift in moved.items()]
