"""Takes a clean string and a place inside a name; gives where a name known only by its form ends; knows no list of bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ttdn_kb.norms.lexicon import Lexicon, compounds, key, label_word, pattern, word_set
from ttdn_kb.norms.mentions import Text
from ttdn_kb.norms.remembering import Remembering

ADMIN_LIST = pattern("agents-admin-list")
_MINISTRY = re.compile(rf"{label_word('ministry')}\s+(?=[A-ZĐ])")
_OWNER_LAST = pattern("forms-owner-last")
_NUMBERED_PLACES = word_set("numbered-places")
_HOLDS_A_HEAD = word_set("holds-a-head")
_WORD = re.compile(r"[^\s,;:.()\[\]\"“”]+(?:\.(?=\w)[^\s,;:()]+)*")
_COMPOUND = pattern("agents-compound")
_NEXT_PLACE = pattern("agents-next-place")
_ACT, _COMPLEMENT, _BEARS_NEXT = pattern("names-act"), pattern("names-complement"), pattern("names-bears-next")
_JOINED, _JOINED_NOUN = pattern("names-joined-field"), pattern("names-joined-noun")
_SEATS_OF_GROUPS = pattern("forms-seats-of-groups")
_NEXT_PART, _LISTED_PART = pattern("names-next-part"), pattern("names-listed-part")
_MAX_WORDS = 14


@dataclass
class FormReader(Remembering):
    """Finds the ends of names by their form.

    Attributes:
        lexicon: the vocabulary.
    """

    lexicon: Lexicon

    def _open_name(self, text: Text, body: int, end: int, parts: bool = False) -> int:
        """Gives the end of a name known only by its form: capitals carry on, a verb, preposition or comma ends it.

        Args:
            text: the string with its views.
            body: where the words behind the name's head begin.
            end: where the string ends for the reader.
            parts: the name may hold several fields with commas ("Trung tâm Thông tin, Tư vấn và Xúc tiến đầu tư").
        """
        lex, pos, stop, held = self.lexicon, body, body, 0
        for _ in range(_MAX_WORDS):
            word = _WORD.match(text.raw, pos, end)
            if word is None:
                break
            first = word.group()[0]
            if first.isupper() or first.isdigit():
                if (
                    pos > max(body, held)
                    and _HOLDS_A_HEAD.isdisjoint(text.key[body:pos].split()[-1:])
                    and (lex.persons_re.match(text.key, pos, end) or (lex.heads_re.match(text.key, pos, end) and self._own_right(text, pos, end)))
                ):
                    owner = _OWNER_LAST.search(text.key, body, stop)
                    stop = owner.start() if owner is not None else stop  # "Vụ Thống kê - Tổng hợp thuộc | Tòa án nhân dân tối cao"
                    break
                stop = max(word.end(), self._whole_word(text, pos, end))
            elif (joined := self._joined(text, pos, end)) > 0:
                stop = joined  # "Cục Kế hoạch và tài chính"
            elif word.group() in ("-", "–", "&", "và"):
                after = re.compile(r"\s*").match(text.raw, word.end(), end)
                ahead = after.end() if after else word.end()
                if ahead >= end or not text.raw[ahead].isupper() or self._own_right(text, ahead, end):
                    break
            else:
                if ADMIN_LIST.match(text.key, pos, end) or lex.tails_re.match(text.key, pos, end):
                    break
                seats = _SEATS_OF_GROUPS.match(text.key, pos, end)
                if seats is not None:
                    stop = seats.end()  # "Hội đồng Thi đua - Khen thưởng các cơ quan, đơn vị, địa phương": one in each of them
                    break
                compound = lex.adjectives_re.match(text.key, pos, end) if pos == body else None
                verb = lex.verbs_re.match(text.key, pos, end)
                whole = compounds().match(text.key, pos, end) or _COMPOUND.match(text.key, pos, end)
                if whole is not None:
                    stop = whole.end()  # "Ban Chủ nhiệm chương trình": no "trình"
                elif compound is not None and verb is None and " " in compound.group():
                    stop = compound.end()  # "Cơ quan thường trực": one word, not "trực"
                elif lex.stops_re.match(text.key, pos, end) or (verb is not None and not self._held(text, body, verb, end)):
                    break
                else:
                    stop = verb.end() if verb is not None else word.end()
                    held = stop + 1 if verb is not None else held  # "Tư vấn xây dựng Điện lực Hà Nội": what it is about
            gap = re.compile(r"\s+").match(text.raw, max(word.end(), stop), end) or (self._next_part(text, stop, end) if parts else None)
            if gap is None:
                break
            pos = gap.end()
        return stop

    def _next_part(self, text: Text, stop: int, end: int) -> re.Match[str] | None:
        """Gives the comma before a further field or act of a name, None before a body of its own."""
        comma = _LISTED_PART.match(text.raw, stop, end)
        if comma is None:
            return None
        lex, pos = self.lexicon, comma.end()
        own = any(words.match(text.key, pos, end) for words in (lex.groups_re, lex.organs_re, lex.heads_re, lex.persons_re))
        part = lex.nominal_re.match(text.key, pos, end) or lex.fields_bare_re.match(text.bare, pos, end)
        return comma if part is not None and not own and lex.abbreviation_re.match(text.raw, pos, end) is None else None

    def _whole_word(self, text: Text, pos: int, end: int) -> int:
        """Gives the end of the known word of several syllables at a capital inside a name ("Quốc phòng", "Hải Phòng"), or 0."""
        lex = self.lexicon
        ends = [
            m.end()
            for m in (
                lex.fields_bare_re.match(text.bare, pos, end),
                lex.heads_re.match(text.key, pos, end),
                lex.abbreviation_re.match(text.raw, pos, end),
                lex.nominal_re.match(text.key, pos, end),
                lex.place_bare_re.match(text.bare, pos, end),
                self._ministry(text, pos, end),
                _COMPOUND.match(text.key, pos, end),
                compounds().match(text.key, pos, end),
            )
            if m
        ]
        return max(ends, default=0)

    def _ministry(self, text: Text, pos: int, end: int) -> re.Match[str] | None:
        """Gives the field of a ministry inside a name, also one that is a body elsewhere: "Bảo hiểm xã hội Bộ Công an"."""
        lex, head = self.lexicon, _MINISTRY.match(text.raw, pos, end)
        return (lex.fields_bare_re.match(text.bare, head.end(), end) or lex.organs_re.match(text.key, head.end(), end)) if head is not None else None

    def _own_right(self, text: Text, pos: int, end: int) -> bool:
        lex = self.lexicon
        if lex.organs_re.match(text.key, pos, end) or lex.persons_re.match(text.key, pos, end) or lex.groups_re.match(text.key, pos, end):
            return True
        short = lex.abbreviation_re.match(text.raw, pos, end)
        if short is not None and lex.heads_re.match(key(lex.abbreviations[short.group()])):
            return True  # "Thường trực Tỉnh ủy và UBND tỉnh"
        if lex.names_bare_re.match(text.bare, pos, end) and text.key[:pos].rstrip().endswith(" và"):
            return True  # "Viện kiểm sát nhân dân tối cao và Tòa án nhân dân tối cao"
        head = lex.heads_re.match(text.key, pos, end)
        return head is not None and text.raw[head.end() : head.end() + 2].strip()[:1].isupper()

    def _joined(self, text: Text, pos: int, end: int) -> int:
        """Gives the end of "và" with a field in small letters, 0 for any other "và": no body of its own begins so."""
        if (joined := _JOINED.match(text.raw, pos, end)) is None:
            return 0
        lex, begin = self.lexicon, joined.end()
        part = lex.fields_bare_re.match(text.bare, begin, end) or _JOINED_NOUN.match(text.key, begin, end)
        own = any(words.match(text.key, begin, end) for words in (lex.verbs_re, lex.groups_re, lex.organs_re, lex.heads_re))
        stop = part.end() if part is not None and not own else 0
        while stop and (comma := _NEXT_PART.match(text.raw, stop, end)) is not None:
            part = lex.fields_bare_re.match(text.bare, comma.end(), end)
            if part is None or lex.groups_re.match(text.key, comma.end(), end):
                break
            stop = part.end()  # "... và cải cách hành chính, tư pháp"
        return stop

    def _held(self, text: Text, body: int, verb: re.Match[str], end: int) -> bool:
        """True where a verb in small letters is part of the name that began at `body`.

        What tells so: the name's seat ahead, a predicate of its own ahead, or an act before it that says nothing alone ("Trung tâm Tư vấn").
        """
        start = verb.start()
        if self._scope_ahead(text, verb.end(), end):
            return True
        nominal = self.lexicon.nominal_re.match(text.key, start, end) is not None
        if nominal and (ahead := _BEARS_NEXT.match(text.key, verb.end(), end)) is not None:
            inner = [m.end() for m in re.finditer(r"\s", text.key[verb.end() : ahead.end()])]
            named = (self.lexicon.heads_re, self.lexicon.groups_re, self.lexicon.persons_re, self.lexicon.organs_re)
            if not any(words.match(text.key, verb.end() + place, end) for place in inner for words in named):
                return True
        return _ACT.search(text.raw, body, start) is not None and _COMPLEMENT.match(text.key, start, end) is not None

    def _scope_ahead(self, text: Text, pos: int, end: int) -> bool:
        """True where a noun-like verb inside a name is followed by the name's seat before anything else ends it."""
        lex = self.lexicon
        for _ in range(7):
            gap = re.compile(r"\s+").match(text.raw, pos, end)
            if gap is None:
                return False
            pos = gap.end()
            if pattern("agents-scope-word").match(text.key, pos, end):
                return True
            if lex.stops_re.match(text.key, pos, end) or (lex.verbs_re.match(text.key, pos, end) and not lex.nominal_re.match(text.key, pos, end)):
                return False
            word = _WORD.match(text.raw, pos, end)
            if word is None:
                return False
            pos = word.end()
        return False

    def _seat(self, text: Text, pos: int, end: int) -> int:
        """Gives the end of "tỉnh Quảng Trị", "các huyện, thị xã" at `pos`, or 0."""
        admin = ADMIN_LIST.match(text.key, pos, end)
        if admin is None:
            return 0
        stop = admin.end()
        proper = pattern("agents-seat-name").match(text.raw, stop, end)
        first = re.compile(r"\s*").match(text.raw, stop, end)
        if proper is not None and first is not None and self.lexicon.verbs_re.match(text.key, first.end(), end):
            proper = None  # "tham mưu UBND Thành phố Báo cáo Bộ Tài chính"
        if proper is not None and proper.group().strip().isdigit() and admin.group() not in _NUMBERED_PLACES:
            proper = None
        if proper is None or first is None or self._own_right(text, first.end(), end):
            return stop
        stop = proper.end()
        while "," in admin.group() and (named := _NEXT_PLACE.match(text.raw, stop, end)) is not None:
            stop = named.end()  # "các huyện, thị xã Long Khánh và thành phố Biên Hòa"
        return stop
