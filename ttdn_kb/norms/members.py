"""Takes a list of doers in object position; gives it with the members behind it that no lexicon names; knows nothing of roles.

What shows that unknown words are a member is what follows them: a further body, the work of the clause, or the end of the list.
"""

from __future__ import annotations

import re

from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.described import act_at
from ttdn_kb.norms.labels import expand
from ttdn_kb.norms.lexicon import pattern
from ttdn_kb.norms.mentions import Mention, Text

_NEXT, _HEAD, _ENDS = pattern("roles-next-doer"), pattern("described-head"), pattern("described-object-end")
_ADVERBS = pattern("adverbs")
_LIGHT, _PRIVATE = pattern("members-light"), pattern("members-private")
_MATTER, _CLOSED = pattern("members-matter"), pattern("members-closed")
_WORD_END = re.compile(r"(?=\s*[,;.:(]|\s|$)")
_WORD = re.compile(r"\w+")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_LONGEST = 75
Found = tuple[tuple[Mention, ...], int]
"""Mentions, and where their words end."""


class MemberReader:
    """Reads on in lists, with one agent parser.

    Args:
        parser: names the bodies that are known.
        verb: matches a verb of work at a place of the key view.
    """

    def __init__(self, parser: AgentParser, verb: re.Pattern[str]) -> None:
        self.parser, self.verb = parser, verb

    def beyond(self, text: Text, found: tuple[Mention, ...], stop: int, end: int, acts: bool) -> Found:
        """Gives a list with the members behind it, and where it ends: "..., nhà thầu và Thanh tra tỉnh", "... và luật sư (nếu có)".

        Args:
            text: the string with its views.
            found: the list read so far, () where it begins with such a member.
            stop, end: where that ends and where the clause does.
            acts: the work of the clause follows the list, so that a verb ends a member; else only a further body or the end of the list does.
        """
        out, last = found, stop
        unsure: tuple[Mention, ...] = ()
        gap = _NEXT.match(text.key, stop, end)
        behind = gap.end() if gap is not None else end
        place = behind if found else stop
        while place < end:
            others, after = self.parser.list_at(text, place, end) if unsure else ((), place)
            if others:
                out, unsure, last = (*out, *self._taking_part(text, unsure, acts), *others), (), after
            else:
                member = self.member_at(text, place, end, loose=acts and bool(out or unsure))
                aside = _ASIDE.match(text.key, member.end, end) if member is not None else None
                after = place if member is None else member.end
                after = aside.end() if aside is not None else after
                unsure = (*unsure, member) if member is not None else ()
                if member is not None and self._ends_list(text, member.start, after, end, acts):
                    return (*out, *self._taking_part(text, unsure, acts)), after
            gap = _NEXT.match(text.key, after, end) if others or unsure else None
            place = gap.end() if gap is not None else end
        return out, last

    @staticmethod
    def _taking_part(text: Text, members: tuple[Mention, ...], acts: bool) -> tuple[Mention, ...]:
        """Gives the members without private persons who are only told: "trả lời Ủy ban nhân dân cấp xã và người sử dụng đất"."""
        return members if acts else tuple(m for m in members if not _PRIVATE.match(text.key, m.start))

    def _ends_list(self, text: Text, start: int, place: int, end: int, acts: bool) -> bool:
        """True where the list ends with the doer at `start`, known by his noun, for the work or the end of the clause stands at `place`."""
        if _HEAD.match(text.key, start, end) is None:
            return False
        adverbs = _ADVERBS.match(text.key, place + 1, end)
        verb = act_at(text.key, adverbs.end() if adverbs is not None else place + 1, end, self.verb) if acts else None
        return verb is not None or _CLOSED.match(text.key, place, end) is not None

    def member_at(self, text: Text, start: int, end: int, loose: bool = False) -> Mention | None:
        """Gives the doer that is told by words alone from `start` to the next joint, verb or preposition; None where no doer is.

        `loose`: any words that are no act and no matter may tell him.
        """
        head = _HEAD.match(text.key, start, end)
        if head is None and loose and not act_at(text.key, start, end, self.verb):
            head = _WORD.match(text.key, start, end)
        if head is None or _MATTER.match(text.key, start, end):
            return None
        stop = inner = head.end()
        light = _LIGHT.fullmatch(text.key, start, head.end()) is not None
        for word_end in _WORD_END.finditer(text.key, head.end(), min(end, start + _LONGEST)):
            stop = word_end.start()
            place = stop + len(text.key[stop:end]) - len(text.key[stop:end].lstrip())
            if place == stop or _NEXT.match(text.key, stop, end) or text.key[place : place + 1] in ".:(":
                break
            act = act_at(text.key, place, end, self.verb) if place >= inner else None
            if act is not None and light and stop == head.end():
                inner = act.end()  # "người" + "sử dụng lao động", "cơ quan" + "quản lý quỹ": who he is, before what he does
            elif act is not None or _ENDS.match(text.key, place, end) or _CLOSED.match(text.key, stop, end):
                break
        else:
            return None
        if stop == inner > head.end():
            stop = head.end()
        said = expand(text.raw[start:stop], self.parser.lexicon)
        return Mention(start, stop, said[:1].upper() + said[1:], collective=True, known=False)
