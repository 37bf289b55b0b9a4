"""Takes a list of doers in object position; gives it with the members behind it that no lexicon names; knows nothing of roles.

What shows that unknown words are a member is what follows them: a further body, the work of the clause, or the end of the list.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.described import act_at
from ttdn_kb.norms.labels import expand
from ttdn_kb.norms.lexicon import key, pattern
from ttdn_kb.norms.mentions import Mention, Text

_NEXT, _HEAD, _ENDS = pattern("roles-next-doer"), pattern("described-head"), pattern("described-object-end")
_ADVERBS = pattern("adverbs")
_LIGHT, _PRIVATE = pattern("members-light"), pattern("members-private")
_MATTER, _CLOSED = pattern("members-matter"), pattern("members-closed")
_WORD_END = re.compile(r"(?=\s*[,;.:(]|\s|$)")
_WORD = re.compile(r"\w+")
_STOPS = re.compile(r"[.:()]")
_WHERE, _TOLD_TO, _CLASS = pattern("members-where"), pattern("members-told-to"), pattern("subjects-class")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_LONGEST, _MOST_WORDS = 75, 5  # code points of a member; words that a name may have behind those that are known
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
        while (more := self._finished(text, found, stop, end, acts)) is not None:
            found, stop = more
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

    def _finished(self, text: Text, found: tuple[Mention, ...], stop: int, end: int, acts: bool) -> Found | None:
        """Gives a list whose last name has more words than are known, with whoever follows them: "các Chi cục Hải quan" + "khu vực, Chi cục Y"."""
        place = stop + 1
        if not found or found[-1].generic or not text.raw[stop : stop + 1].isspace() or _CLOSED.match(text.key, stop, end):
            return None
        where = _WHERE.match(text.key, place, end) is not None  # "Ủy ban nhân dân cấp xã nơi cư trú"
        asks = not acts and _CLASS.fullmatch(key(found[-1].label)) is not None and _TOLD_TO.match(text.key, place, end) is None
        if not where and (_ENDS.match(text.key, place, end) or _MATTER.match(text.key, place, end)):
            return None
        if acts and not where and not text.raw[place : place + 1].isupper():
            return None  # "phối hợp với Sở Y tế đẩy lùi dịch bệnh, Sở X ...": a predicate
        gap = _NEXT.search(text.key, place, min(end, place + _LONGEST))
        words = list(_WORD.finditer(text.key, place, gap.start())) if gap is not None else []
        if gap is None or _STOPS.search(text.key, place, gap.start()) or not (where or len(words) <= _MOST_WORDS):
            return None
        stops = self.parser.lexicon.stops_re
        if not where and any(stops.match(text.key, w.start(), end) or (not asks and act_at(text.key, w.start(), end, self.verb)) for w in words):
            return None
        named = text.raw[gap.end() : gap.end() + 1].isupper() or _HEAD.match(text.key, gap.end(), end) is not None
        others, after = self.parser.list_at(text, gap.end(), end) if named else ((), stop)
        if not others or (not acts and self.verb.match(text.key, after + 1, end)):
            return None  # "báo cáo Sở Y tế từng tuần, Sở Nội vụ tổng hợp": a subject
        more = "" if where else f" {expand(text.raw[place : gap.start()], self.parser.lexicon)}"
        return (*found[:-1], replace(found[-1], end=gap.start(), label=found[-1].label + more), *others), after

    def past_cut_names(self, text: Text, found: tuple[Mention, ...], stop: int, end: int) -> Found:
        """Gives a list of bodies read on behind a name that has more words than are known: "Hiệp hội Doanh nghiệp" + "vừa và nhỏ, Hội Nông dân"."""
        stops, place = self.parser.lexicon.stops_re, stop + 1
        if not found or found[-1].generic or not text.raw[stop : stop + 1].isspace() or _MATTER.match(text.key, place, end):
            return found, stop
        for gap in _NEXT.finditer(text.key, place, min(end, place + _LONGEST)):
            words = list(_WORD.finditer(text.key, place, gap.start()))
            cut = any(stops.match(text.key, w.start(), end) or act_at(text.key, w.start(), end, self.verb) for w in words)
            if cut or len(words) > _MOST_WORDS or _STOPS.search(text.key, place, gap.start()):
                break
            others, after = self.parser.list_at(text, gap.end(), end) if text.raw[gap.end() : gap.end() + 1].isupper() else ((), stop)
            if others and others[0].known and not others[0].generic:
                said = expand(text.raw[place : gap.start()], self.parser.lexicon)
                last = replace(found[-1], end=gap.start(), label=f"{found[-1].label} {said}")
                return self.past_cut_names(text, (*found[:-1], last, *others), after, end)
        return found, stop

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
