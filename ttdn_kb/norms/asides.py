"""Takes stored text; gives the stretches that are no provisions of its own: law that a letter quotes, legends of forms; knows nothing of provisions.

"Căn cứ khoản 2 Điều 1 Nghị định ..., quy định: “...”": what stands between the marks is another document's, however it is numbered.
"Ghi chú: (1) Tên cơ quan ...; (2) ...": what to write into the blanks of a form. Where no such mark stands in a line above, it may be a plan's note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ttdn_kb.foundation.model import Span
from ttdn_kb.norms.lexicon import key, pattern

_LONGEST_LEAD, _LONGEST_LEGEND = 600, 8000
_COLON, _MARK = re.compile(r":[\s*_]*(?=[“\"])"), re.compile(r"[“”\"]")
_ENTRY = re.compile(r"[\s*_>]*(?P<mark>\(\d{1,2}\))")


def asides(text: str) -> tuple[Span, ...]:
    """Gives the stretches of quoted law, with the words that lead to them, and of legends.

    >>> text = "Căn cứ Điều 5 Nghị định số 132/2020/NĐ-CP, quy định: “Các bên (“bên liên kết”) kê khai.” Đề nghị Công ty kê khai."
    >>> [text[s.start:s.end][-12:] for s in asides(text)]
    ['”) kê khai.”']
    >>> text = "Ghi chú:\\n(1) Cơ quan có thẩm quyền cấp\\nphép.\\n\\n(2) Ghi rõ số.\\n\\nĐiều 2. Sở X cấp phép."
    >>> [text[s.start:s.end][-8:] for s in asides(text)]
    ['i rõ số.']
    """
    return (*_quoted(text), *_legends(text))


def notes(text: str) -> tuple[Span, ...]:
    """Gives the asides that are numbered notes and explain no blank above them: somebody may be given work there.

    >>> text = "Mẫu\\n......(1)......\\nGhi chú:\\n(1) Tên cơ quan.\\n\\nKế hoạch\\nGhi chú:\\n(2) Sở X chi trả."
    >>> [text[s.start:s.end][-8:] for s in notes(text)]
    ['chi trả.']
    """
    return tuple(legend for legend in _legends(text) if not _explains(text, legend))


def _explains(text: str, legend: Span) -> bool:
    """True where the first mark of a legend stands in a line above it, and not at its head as the number of an item."""
    entry = _ENTRY.search(text, legend.start, legend.end)
    mark = entry["mark"] if entry is not None else ""
    return bool(mark) and any(mark in line and not _ENTRY.match(line) for line in text[: legend.start].splitlines())


def _quoted(text: str) -> Iterator[Span]:
    last = 0
    for colon in _COLON.finditer(text):
        before = max(0, colon.start() - _LONGEST_LEAD)
        lead = pattern("asides-lead").search(key(text[before : colon.start()]))
        end = _closing(text, colon.end()) if lead is not None and colon.start() >= last else 0
        if lead is not None and end:
            yield Span(before + lead.start("lead"), end)
            last = end


def _closing(text: str, start: int) -> int:
    """Gives where the quotation that opens at `start` ends, 0 where it does not."""
    depth = 0
    for mark in _MARK.finditer(text, start):
        sign = mark.group()
        depth += -1 if sign == "”" or (sign == '"' and depth) else 1
        if depth <= 0:
            return mark.end()
    return 0


def _legends(text: str) -> Iterator[Span]:
    for note in pattern("asides-legend").finditer(text):
        end = place = note.end()
        apart = False
        for line in text[place : place + _LONGEST_LEGEND].splitlines(keepends=True) if _ENTRY.match(text, place) else ():
            words = line.strip(" *_>\n")
            if words and not _ENTRY.match(line) and (apart or pattern("asides-next").match(words)):
                break
            place += len(line)
            apart = not words
            end = end if apart else place - (len(line) - len(line.rstrip()))
        yield Span(note.start(), end)
