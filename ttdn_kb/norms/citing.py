"""Takes stored text; gives the stretches in which a letter quotes the law it goes by; knows nothing of provisions.

"Căn cứ khoản 2 Điều 1 Nghị định ..., quy định: “...”": what stands between the marks is another document's, however it is numbered.
"""

from __future__ import annotations

import re

from ttdn_kb.foundation.model import Span
from ttdn_kb.norms.lexicon import key, pattern

_LONGEST_LEAD = 600
_COLON, _MARK = re.compile(r":[\s*_]*(?=[“\"])"), re.compile(r"[“”\"]")


def cited(text: str) -> tuple[Span, ...]:
    """Gives the quoted stretches with the words that lead to them.

    >>> text = "Căn cứ Điều 5 Nghị định số 132/2020/NĐ-CP, quy định: “Các bên (“bên liên kết”) kê khai.” Đề nghị Công ty kê khai."
    >>> [text[s.start:s.end][-12:] for s in cited(text)]
    ['”) kê khai.”']
    """
    out: list[Span] = []
    for colon in _COLON.finditer(text):
        before = max(0, colon.start() - _LONGEST_LEAD)
        lead = pattern("citing-lead").search(key(text[before : colon.start()]))
        end = _closing(text, colon.end()) if lead is not None and not (out and colon.start() < out[-1].end) else 0
        if lead is not None and end:
            out.append(Span(before + lead.start("lead"), end))
    return tuple(out)


def _closing(text: str, start: int) -> int:
    """Gives where the quotation that opens at `start` ends, 0 where it does not."""
    depth = 0
    for mark in _MARK.finditer(text, start):
        sign = mark.group()
        depth += -1 if sign == "”" or (sign == '"' and depth) else 1
        if depth <= 0:
            return mark.end()
    return 0
