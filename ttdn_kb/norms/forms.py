"""Takes a clean string and a place inside a name; gives where a name known only by its form ends; knows no list of bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ttdn_kb.norms.lexicon import Lexicon, key, pattern, word_set
from ttdn_kb.norms.mentions import Text

ADMIN_LIST = pattern("agents-admin-list")
_NUMBERED_PLACES = word_set("numbered-places")
_HOLDS_A_HEAD = word_set("holds-a-head")
_WORD = re.compile(r"[^\s,;:.()\[\]\"“”]+(?:\.(?=\w)[^\s,;:()]+)*")
_COMPOUND = pattern("agents-compound")
_NEXT_PLACE = pattern("agents-next-place")
_MAX_WORDS = 14


@dataclass
class FormReader:
    """Finds the ends of names by their form.

    Attributes:
        lexicon: the vocabulary.
    """

    lexicon: Lexicon

    def _open_name(self, text: Text, body: int, end: int) -> int:
        """Gives the end of a name known only by its form: capitals carry on, a verb, preposition or comma ends it."""
        lex, pos, stop = self.lexicon, body, body
        for _ in range(_MAX_WORDS):
            word = _WORD.match(text.raw, pos, end)
            if word is None:
                break
            first = word.group()[0]
            if first.isupper() or first.isdigit():
                if (
                    pos > body
                    and _HOLDS_A_HEAD.isdisjoint(text.key[body:pos].split()[-1:])
                    and (lex.persons_re.match(text.key, pos, end) or (lex.heads_re.match(text.key, pos, end) and self._own_right(text, pos, end)))
                ):
                    break
                stop = max(word.end(), self._whole_word(text, pos, end))
            elif word.group() in ("-", "–", "&", "và"):
                after = re.compile(r"\s*").match(text.raw, word.end(), end)
                ahead = after.end() if after else word.end()
                if ahead >= end or not text.raw[ahead].isupper() or self._own_right(text, ahead, end):
                    break
            else:
                if ADMIN_LIST.match(text.key, pos, end) or lex.tails_re.match(text.key, pos, end):
                    break
                compound = lex.adjectives_re.match(text.key, pos, end) if pos == body else None
                verb = lex.verbs_re.match(text.key, pos, end)
                whole = _COMPOUND.match(text.key, pos, end)
                if whole is not None:
                    stop = whole.end()  # "Ban Chủ nhiệm chương trình": no "trình"
                elif compound is not None and verb is None and " " in compound.group():
                    stop = compound.end()  # "Cơ quan thường trực": one word, not "trực"
                elif lex.stops_re.match(text.key, pos, end) or (verb is not None and not self._scope_ahead(text, verb.end(), end)):
                    break
                else:
                    stop = word.end()
            gap = re.compile(r"\s+").match(text.raw, max(word.end(), stop), end)
            if gap is None:
                break
            pos = gap.end()
        return stop

    def _whole_word(self, text: Text, pos: int, end: int) -> int:
        """Gives the end of the known word of several syllables at a capital inside a name ("Quốc phòng", "Văn phòng"), or 0."""
        lex = self.lexicon
        ends = [
            m.end()
            for m in (
                lex.fields_bare_re.match(text.bare, pos, end),
                lex.heads_re.match(text.key, pos, end),
                lex.abbreviation_re.match(text.raw, pos, end),
                _COMPOUND.match(text.key, pos, end),
            )
            if m
        ]
        return max(ends, default=0)

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
