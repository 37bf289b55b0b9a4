"""Takes a clause whose grammatical subject is a thing; gives who acts on it ("hồ sơ do X thẩm định"); knows nothing of active clauses."""

from __future__ import annotations

import re

from ttdn_kb.norms.lexicon import pattern
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.predicates import Found, PredicateReader

_MAY, _INFORMATION, _THE_STATE = pattern("roles-may"), pattern("passives-information"), pattern("passives-the-state")
_NAME_BEGINS = pattern("passives-name-begins")


class PassiveReader(PredicateReader):
    """Finds the doers that a passive or impersonal clause names."""

    def _by_doer(self, text: Text, place: int, end: int, premise: bool) -> Found | None:
        """Reads "Kinh phí do Sở X quản lý": a doer named behind "do"."""
        key = text.key
        relative = re.compile(r"(?<!\w)do\s+").search(key, place, end)
        if relative is None or pattern("roles-event-before").search(key, place, relative.start()):
            return None  # "giao ban do X tổ chức": who holds an event
        if premise and pattern("roles-premise-ends").search(key, relative.end(), end):
            return None  # "Đối với đơn do Thanh tra Bộ chuyển đến, ...": what the premise is about
        if _MAY.match(key, place) or (self.verb.match(key, place, end) and not _INFORMATION.match(key, place)):
            return None
        appoints = pattern("roles-appointment").match(key, place, end) is not None
        found, stop = self.parser.list_at(text, relative.end(), end)
        if (
            found
            and not _THE_STATE.match(found[0].label)  # "đất do Nhà nước quản lý": nobody's work
            and self.acts_next.match(key, stop, end)
            and (appoints or not pattern("roles-told-of").search(key, place, relative.start()))
            and len(key[place : relative.start()]) < (320 if appoints else 160)
            and not pattern("roles-only-tells-which").match(key, stop, end)
        ):
            return found, stop, "passive"
        return None

    def _handed_down(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Thẩm quyền tiếp nhận hồ sơ được phân cấp cho Ủy ban nhân dân các tỉnh"."""
        handed = pattern("roles-handed-down").match(text.key, place, end)
        found, stop = self.parser.list_at(text, handed.end(), end) if handed is not None else ((), place)
        return (found, stop, "passive") if found else None

    def _acted_on_by(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Hồ sơ được Sở X thẩm định": a doer named behind "được"."""
        key = text.key
        paid = pattern("roles-passive-act").search(key, place, end)
        if paid is None:
            return None
        act = pattern("roles-about-an-act").match(key, place, end)
        before = key[place : paid.start()]
        if before.count(" ") >= (30 if act else 16) or (act is None and ", " in before):
            return None
        if self.verb.match(key, place, end) and not pattern("roles-passive-head").match(key, place, end):
            return None
        found, stop = self.parser.list_at(text, paid.end(), end)
        return (found, stop, "passive") if found and pattern("roles-passive-verb").match(key, stop, end) else None

    def _by_duty(self, text: Text, start: int, end: int) -> Found | None:
        """Reads "Về dữ liệu: toàn bộ dữ liệu của ba tỉnh Sở Nội vụ có trách nhiệm ...": the known bodies right before their duty."""
        duty = pattern("subjects-duty").search(text.key, start, end)
        if duty is None or self.cue.search(text.key, start, duty.start()):
            return None
        for word in _NAME_BEGINS.finditer(text.raw, start, duty.start()):
            found, stop = self.parser.list_at(text, word.start(), end)
            if found and stop == duty.start() and all(m.known and not m.collective for m in found):
                before = text.key[start : word.start()]
                return None if pattern("roles-behind-preposition").search(before) else (found, stop, "subject")
        return None

    def _by_form(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Cơ quan chủ trì trong giải quyết tranh chấp có nhiệm vụ ...": a head that only the form of the sentence makes a subject."""
        named = pattern("roles-form-subject").match(text.key, place, end) if text.raw[place : place + 1].isupper() else None
        if named is None or self.verb.match(text.key, place, end):
            return None
        stop = named.end("name")
        listed = self.parser.list_at(text, place, end)[0]
        return (listed or (Mention(place, stop, text.raw[place:stop], known=False),)), stop, "subject"
