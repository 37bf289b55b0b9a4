"""Takes how an assignment was found and what else the document says; gives how sure the reader is of it; knows nothing of text.

Two steps. The accuracies of `data/lexicon/confidence.csv` are, for each signal, the share of assignments that a reader by hand has too. The shifts of
`data/lexicon/confidence_evidence.csv` say by how much the odds rise or fall with what the whole reading shows: an agent that the document gives work
again and again is seldom misread, one that comes once, or whose name is very long, often. Both are counted on documents of many fields and years
(`bench/confidence.py`). On texts that the rules were made on more is kept than they say.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ttdn_kb.foundation.model import Norm
from ttdn_kb.norms.agents import Mention
from ttdn_kb.norms.lexicon import key, read_table

RECURRENCE, WORDS = (1, 2, 3, 5, 10), (1, 4, 7, 10, 14)  # from so many times in a document, from so many words
_LEAST, _MOST = 0.02, 0.99
_UNCOUNTED = 0.8  # where no signal was counted often enough: a little below the share of all


@dataclass(frozen=True, slots=True)
class Signals:
    """How a clause's bearers and roles were found.

    Attributes:
        source: "subject", "heading", "block", "directive", "passive", "carried".
        role_phrase: the clause has a role phrase of its own.
        reached: its role comes from an earlier clause of the sentence.
        loose: a role phrase found no agent.
    """

    source: str
    role_phrase: bool = False
    reached: bool = False
    loose: bool = False


Confidence = Callable[[str, Mention, Signals], float]
Weigh = Callable[[Sequence[Norm]], tuple[Norm, ...]]


def signal(role: str, mention: Mention, signals: Signals) -> tuple[str, ...]:
    """Gives the keys of an assignment in the table, the most special first."""
    form = "generic" if mention.generic else "collective" if mention.collective else "known" if mention.known else "form"
    reach = "loose" if signals.loose else "reached" if signals.reached else "said"
    return f"{role}/{signals.source}/{reach}/{form}", f"{role}/{signals.source}/{reach}", f"{role}/{form}", role


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    return {row["signal"]: float(row["accuracy"]) for row in read_table("confidence")}


def confidence_of(names: Iterable[str], accuracies: Mapping[str, float]) -> float:
    """Gives the share of the first of `names`, the most special signal first, that was counted often enough.

    >>> confidence_of(("lead/block/said", "lead"), {"lead": 0.9})
    0.9
    """
    return next((accuracies[name] for name in names if name in accuracies), _UNCOUNTED)


def assignment_confidence(role: str, mention: Mention, signals: Signals) -> float:
    """Gives the confidence of an assignment, between 0 and 1, from how it was found alone."""
    return confidence_of(signal(role, mention, signals), _table())


def log_odds(share: float) -> float:
    """Gives the logarithm of the odds of a share; 0 and 1 count as nearly so.

    >>> log_odds(0.5)
    0.0
    """
    kept = min(max(share, _LEAST), _MOST)
    return math.log(kept / (1 - kept))


def share(odds: float) -> float:
    """Gives the share of which `odds` is the logarithm of the odds."""
    return 1 / (1 + math.exp(-odds))


def evidence(norms: Iterable[Norm]) -> list[list[tuple[str, ...]]]:
    """Gives, for each norm of a reading and each of its assignments, the names of what the reading shows of it.

    Shown are how often the document gives this agent a role, and how many words its name has.

    >>> from ttdn_kb.foundation.model import Assignment, Span
    >>> evidence([Norm("", "", Span(0, 1), "", "duty", (Assignment("lead", "Sở Y tế"),))])
    [[('recurrence/1', 'words/1')]]
    """
    listed = list(norms)
    times = Counter(key(a.agent) for norm in listed for a in norm.assignments)

    def names(agent: str) -> tuple[str, ...]:
        return _from("recurrence", times[key(agent)], RECURRENCE), _from("words", len(agent.split()), WORDS)

    return [[names(a.agent) for a in norm.assignments] for norm in listed]


def _from(name: str, number: int, steps: tuple[int, ...]) -> str:
    return f"{name}/{max((step for step in steps if step <= number), default=steps[0])}"


@lru_cache(maxsize=1)
def _shifts() -> dict[str, float]:
    return {row["evidence"]: float(row["shift"]) for row in read_table("confidence_evidence")}


def borne_out(norms: Sequence[Norm]) -> tuple[Norm, ...]:
    """Gives the norms of a whole reading with each confidence raised or lowered by what the reading shows of its assignment."""
    moved = _shifts()
    out = []
    for norm, shown in zip(norms, evidence(norms), strict=True):
        cast = tuple(replace(a, confidence=shifted(a.confidence, names, moved)) for a, names in zip(norm.assignments, shown, strict=True))
        out.append(replace(norm, assignments=cast, confidence=min((a.confidence for a in cast), default=norm.confidence)))
    return tuple(out)


def shifted(confidence: float, names: Iterable[str], shifts: Mapping[str, float]) -> float:
    """Gives a confidence moved by what the evidence of these names weighs."""
    return round(share(log_odds(confidence) + sum(shifts.get(name, 0.0) for name in names)), 3)
