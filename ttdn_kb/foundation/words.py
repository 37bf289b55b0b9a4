"""A text in both languages.

Takes nothing; gives the pair of a Vietnamese and an English wording; knows nothing of what they say. For what is worded far from where a language
is chosen; a command that words its own sentence chooses at once (`ttdn_kb.report.wording.either`).
"""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """A text in Vietnamese and English.

    >>> Words("Thiếu chủ trì", "No lead").of("en"), Words("Thiếu chủ trì", "").of("en")
    ('No lead', 'Thiếu chủ trì')
    """

    vi: str
    en: str

    def of(self, lang: str) -> str:
        """Gives the text in a language, Vietnamese where the other is missing."""
        return (self.en or self.vi) if lang == "en" else self.vi


NO_WORDS = Words("", "")
