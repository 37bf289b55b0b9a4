"""Takes a clause; gives the adverbials that may stand between its subject and its predicate; knows nothing of bodies or verbs.

"Tổ kiểm tra, trong thời hạn 10 ngày, lập biên bản"; "Người lao động theo chức năng được giao thực hiện ...": the clause says as much without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ttdn_kb.norms.lexicon import pattern
from ttdn_kb.norms.mentions import Text

_BETWEEN_COMMAS, _CLOSES, _BARE = pattern("insertions-between-commas"), pattern("insertions-closes"), pattern("insertions-bare")
_LONGEST_SUBJECT = 220  # code points before an insertion
_LONGEST = 240  # code points of one


def insertions(text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Gives where an insertion may begin, behind the last word before it, and where the words behind it do.

    >>> said = Text("Tổ kiểm tra, khi có cháy, nổ, lập biên bản.")
    >>> [said.raw[a:b] for a, b in insertions(said, 0, len(said.raw))]
    [', khi có cháy, ', ', khi có cháy, nổ, ']
    >>> said = Text("Người lao động theo chức năng, nhiệm vụ được giao thực hiện kế hoạch.")
    >>> [said.raw[a:b] for a, b in insertions(said, 0, len(said.raw))]
    [' theo chức năng, nhiệm vụ được giao ']
    """
    last = min(end, start + _LONGEST_SUBJECT)
    for bare in _BARE.finditer(text.key, start, last):
        yield bare.span()
    for opened in _BETWEEN_COMMAS.finditer(text.key, start, last):
        for closed in _CLOSES.finditer(text.key, opened.end(), min(end, opened.end() + _LONGEST)):
            if closed.group().strip() != ",":
                break  # the sentence goes on with something else
            yield opened.start(), closed.end()
