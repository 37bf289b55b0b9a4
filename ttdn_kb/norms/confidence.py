"""Takes how an assignment was found; gives how sure the reader is of it; knows nothing of text.

The accuracies come from `data/lexicon/confidence.csv`: for each signal the share of assignments that a reader by hand has too, counted on documents
of many fields and years (`bench/confidence.py`). On texts that the rules were made on more is kept than it says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from ttdn_kb.norms.agents import Mention
from ttdn_kb.norms.lexicon import read_table


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


def signal(role: str, mention: Mention, signals: Signals) -> tuple[str, ...]:
    """Gives the keys of an assignment in the table, the most special first."""
    form = "generic" if mention.generic else "collective" if mention.collective else "known" if mention.known else "form"
    reach = "loose" if signals.loose else "reached" if signals.reached else "said"
    return f"{role}/{signals.source}/{reach}/{form}", f"{role}/{signals.source}/{reach}", f"{role}/{form}", role


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    return {row["signal"]: float(row["accuracy"]) for row in read_table("confidence")}


def assignment_confidence(role: str, mention: Mention, signals: Signals) -> float:
    """Gives the confidence of an assignment, between 0 and 1, from the most special signal that was counted often enough."""
    table = _table()
    for name in signal(role, mention, signals):
        if name in table:
            return table[name]
    return 0.8
