"""Takes words of a scanned text; gives them with single words mended that a scanner misreads by a mark or two; knows no document.

Short words that carry the grammar ("để", "với", "Sở") lose a mark in scans and so leave the reader's phrases. Most of the misread forms are words of
their own elsewhere, so each is mended only before what the right word stands before, and only in a text that shows other slips.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from ttdn_kb.norms.lexicon import Lexicon, bare, key, read_table
from ttdn_kb.norms.words import TOKEN

_LEAST_SLIPS = 3


@dataclass(frozen=True)
class SlipMender:
    """Mends single words of one document.

    Attributes:
        lexicon: the vocabulary whose phrases show what stands after a word.
        scanned: the document shows the slips of a scan.
    """

    lexicon: Lexicon
    scanned: bool

    @classmethod
    def of(cls, lexicon: Lexicon, counts: Counter[str]) -> SlipMender:
        """Gives the mender of a document with these pairs of neighbouring syllables: three phrases of the core misread tell a scan."""
        misread = {pair for pair in counts if (good := lexicon.pairs.get(bare(pair))) is not None and good in lexicon.core and good != pair}
        return cls(lexicon, len(misread) >= _LEAST_SLIPS)

    def mend(self, text: str) -> str:
        """Gives the text with misread single words mended; same length.

        >>> from ttdn_kb.norms.lexicon import load
        >>> SlipMender(load(), True).mend("gửi Sơ Tài chính đề tổng hợp, đề xuất")
        'gửi Sở Tài chính để tổng hợp, đề xuất'
        >>> SlipMender(load(), False).mend("đề tổng hợp")
        'đề tổng hợp'
        """
        if not self.scanned:
            return text
        low = key(text)
        out = list(text)
        for word in TOKEN.finditer(low):
            slip = _slips().get(word.group())
            if slip is None or not self._fits(low, word, slip[1]):
                continue
            for spot, char in zip(range(*word.span()), slip[0], strict=True):
                out[spot] = char.upper() if text[spot].isupper() else char
        return "".join(out)

    def _fits(self, low: str, word: re.Match[str], before: str) -> bool:
        after = re.compile(r"\s+").match(low, word.end())
        if not before:
            return True
        if after is None:
            return False
        if before == "field":
            return self.lexicon.fields_bare_re.match(bare(low), after.end()) is not None
        if before == "name":
            return self.lexicon.heads_re.match(low, after.end()) is not None or low.startswith("các ", after.end())
        if before != "verb":
            return re.compile(rf"(?:{before})(?!\w)").match(low, after.end()) is not None
        pair = re.compile(r"\w+(?: \w+)?").match(low, after.end())
        own = f"{word.group()} {pair.group().split()[0]}" if pair else ""
        if self.lexicon.pairs.get(bare(own)) == own:
            return False  # "đề xuất", "đề nghị"
        return self.lexicon.verbs_re.match(low, after.end()) is not None


@lru_cache(maxsize=1)
def _slips() -> dict[str, tuple[str, str]]:
    return {row["said"]: (row["meant"], row["before"]) for row in read_table("slips")}
