"""Takes a heading or lead-in "X chủ trì, phối hợp với A, B và C:"; gives who leads and with whom; knows nothing of the points below it.

The place says that what stands behind "phối hợp với" are agents to its end, so a name never seen is one too.
"""

from __future__ import annotations

from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.blocks import BlockReader
from ttdn_kb.norms.frames import Frame
from ttdn_kb.norms.lexicon import Lexicon, pattern
from ttdn_kb.norms.mentions import Mention, Text, elsewhere
from ttdn_kb.norms.roles import RoleReader

_LEADS = pattern("charges-leads")
_WITH = pattern("charges-with")
_TAIL = pattern("charges-tail")
_TOLD = pattern("charges-told")


class ChargeReader:
    """Reads the charges of one document."""

    def __init__(self, parser: AgentParser, roles: RoleReader, lexicon: Lexicon) -> None:
        self.parser, self.roles = parser, roles
        self.blocks = BlockReader(parser, roles, lexicon)

    def read(self, words: str) -> Frame | None:
        """Gives the frame of the points below a charge, None where the words are none or state work of their own.

        "chỉ đạo Vụ X chủ trì, phối hợp với Y:" charges Vụ X, not who directs it.
        """
        text = Text(words.rstrip(" :."))
        leads = _LEADS.search(text.key)
        if leads is None:
            return None
        bearers = self.charged(text, leads.start())
        stop = len(text.raw)
        while (tail := _TAIL.search(text.key, leads.end(), stop)) is not None:
            stop = tail.start()
        partners: tuple[Mention, ...] = ()
        pos = leads.end()
        for gap in [*_WITH.finditer(text.key, pos, stop), None]:
            end = gap.start() if gap is not None else stop
            found = self.blocks.listed(text, pos, end)
            if not found:
                return None
            partners, pos = partners + found, gap.end() if gap is not None else end
        return Frame(bearers=elsewhere(bearers), lead=True, partners=elsewhere(partners), explicit=True) if bearers else None

    def charged(self, text: Text, end: int) -> tuple[Mention, ...]:
        """Gives the agents whose list ends where "chủ trì" begins, at the head of the words or behind "chỉ đạo", "giao", "yêu cầu"."""
        places = [0, *(told.end() for told in _TOLD.finditer(text.key, 0, end))]
        for place in reversed(places):
            found, stop = self.parser.list_at(text, place, end)
            if found and pattern("charges-duty").fullmatch(text.key, stop, end):
                return found
        return ()
