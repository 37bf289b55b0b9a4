"""How wide the lines of a text are, where it is broken by hand at a fixed width.

Takes the lines of a text; says of each whether the next word would have found room on it; knows nothing of what the lines say.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import pairwise

from ttdn_kb.structure.lines import Line, is_terminated
from ttdn_kb.structure.marks import read_mark

_WINDOW = 12


class Widths:
    """How wide the lines around a line are, where the text is broken by hand at a fixed width."""

    def __init__(self, lines: list[Line]) -> None:
        # The length a line would have had with the first word of the next one: at least the width of the page where the line was full.
        self.lengths = [len(one.text) + 1 + len(after.text.split(" ", 1)[0]) for one, after in pairwise(lines)]
        self.lengths.append(len(lines[-1].text) if lines else 0)
        flows = [after.text[0].islower() and not is_terminated(one.text) and read_mark(after.text) is None for one, after in pairwise(lines)]
        flows.append(False)
        opens = [after.blank for one, after in pairwise(lines) if is_terminated(one.text) and read_mark(after.text) is not None]
        # Paragraphs stand between empty lines all through, and their lines are broken by hand.
        self.by_blanks = (
            sum(flows) >= 20
            and len(opens) >= 10
            and sum(opens) >= 0.6 * len(opens)
            and not sum(after.blank for flow, after in zip(flows, lines[1:], strict=False) if flow) * 10 > sum(flows)
        )
        self._needed: list[int] = []
        self.blank_parts: list[bool] = []
        window: list[int] = []
        flowing: list[int] = []
        spaced = high = 0
        for place in range(len(lines)):
            while high < min(len(lines), place + _WINDOW + 1):
                insort(window, self.lengths[high])
                if flows[high]:
                    insort(flowing, self.lengths[high])
                    spaced += lines[high + 1].blank
                high += 1
            low = place - _WINDOW - 1
            if low >= 0:
                del window[bisect_left(window, self.lengths[low])]
                if flows[low]:
                    del flowing[bisect_left(flowing, self.lengths[low])]
                    spaced -= lines[low + 1].blank
            wide = flowing[len(flowing) // 2] if flowing else 0
            longest = window[-2:][0]  # one line may be two: a converter joined them at a hyphen
            wrapped = len(flowing) >= 3 and wide >= 20 and longest <= min(wide * 1.4 + 8, 170)
            self._needed.append(int(wide * 0.92) if wrapped else 0)
            self.blank_parts.append(bool(flowing) and spaced * 4 <= len(flowing))

    def is_wrapped(self, place: int) -> bool:
        """Says whether the text around a line is broken at a fixed width."""
        return self._needed[place] > 0

    def is_full(self, place: int, share: float = 1.0) -> bool:
        """Says whether the first word of the next line would hardly have found room on the line."""
        return 0 < self._needed[place] * share <= self.lengths[place]
