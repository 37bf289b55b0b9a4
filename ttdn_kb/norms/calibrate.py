"""Takes documents with reviewed norms; gives the rows of the confidence table; knows no file.

For each signal of an assignment: the share that reviewers kept, drawn towards the share of all assignments by a weight of `PRIOR` assignments, so
that a signal seen twice does not speak with certainty. Signals seen fewer than `LEAST` times get no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ttdn_kb.foundation.model import Metadata, Norm, Provision
from ttdn_kb.norms.confidence import Signals, signal
from ttdn_kb.norms.evaluate import agreed
from ttdn_kb.norms.lexicon import Lexicon
from ttdn_kb.norms.mentions import Mention
from ttdn_kb.norms.reader import GrammarReader

PRIOR, LEAST = 4.0, 5
Case = tuple[str, Provision, Metadata, Sequence[Norm]]


def outcomes(cases: Iterable[Case], lexicon: Lexicon) -> list[tuple[tuple[str, ...], bool]]:
    """Gives for every assignment read its signals, the most special first, and whether reviewers have it.

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

        for norm in GrammarReader(lexicon, confidence=note).read(text, tree, metadata)[0]:
            out += [(seen[int(a.confidence)], right) for a, right in zip(norm.assignments, agreed(norm, reviewed), strict=True)]
    return out


def table(found: Sequence[tuple[tuple[str, ...], bool]]) -> list[tuple[str, float, int]]:
    """Gives the rows of `data/lexicon/confidence.csv`: signal, accuracy, count.

    >>> table([(("lead/block", "lead"), True)] * 9 + [(("lead/block", "lead"), False)])
    [('lead', 0.9, 10), ('lead/block', 0.9, 10)]
    """
    overall = sum(right for _, right in found) / len(found) if found else 0.0
    counts: dict[str, tuple[int, int]] = {}
    for names, right in found:
        for name in names:
            kept, seen = counts.get(name, (0, 0))
            counts[name] = (kept + right, seen + 1)
    return [(name, round((kept + PRIOR * overall) / (seen + PRIOR), 3), seen) for name, (kept, seen) in sorted(counts.items()) if seen >= LEAST]
