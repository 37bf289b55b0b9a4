"""The port through which a reader of norms is plugged in and measured; knows nothing of how norms are read."""

from __future__ import annotations

from typing import Protocol

from ttdn_kb.foundation.model import Metadata, Norm, Provision, Remark


class Extractor(Protocol):
    """Reads the norms of one document.

    Attributes:
        name: short name under which the evaluation lists it.
    """

    name: str

    def read(self, text: str, tree: Provision, metadata: Metadata) -> tuple[tuple[Norm, ...], tuple[Remark, ...]]:
        """Gives the norms in text order, their offsets in `text`, and remarks on what could not be read."""
        ...


def extractor(name: str, without_province: str = "") -> Extractor:
    """Gives the extractor of a name.

    Args:
        name: "grammar" or "baseline".
        without_province: notation of a province whose own names the lexicon must not hold, for measuring on a province never seen.

    Raises:
        UsageError: no extractor has this name.

    >>> extractor("baseline").name
    'baseline'
    """
    from ttdn_kb.foundation.errors import UsageError
    from ttdn_kb.norms.baseline import BaselineReader
    from ttdn_kb.norms.lexicon import load
    from ttdn_kb.norms.reader import GrammarReader

    lexicon = load(without_province)
    if name == "grammar":
        return GrammarReader(lexicon)
    if name == "baseline":
        return BaselineReader(lexicon)
    raise UsageError("no-such-extractor", "Không có bộ đọc này", name, "chỉ có các bộ đọc: grammar, baseline", "dùng grammar hoặc baseline")
