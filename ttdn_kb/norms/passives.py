"""Takes a clause whose grammatical subject is a thing; gives who acts on it ("hồ sơ do X thẩm định"); knows nothing of active clauses."""

from __future__ import annotations

import re
from dataclasses import replace

from ttdn_kb.norms.described import described, many
from ttdn_kb.norms.lexicon import pattern
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.predicates import Found, PredicateReader

_MAY, _INFORMATION, _THE_STATE = pattern("roles-may"), pattern("passives-information"), pattern("passives-the-state")
_OF_WHICH = pattern("passives-of-which")
_COMPLIES_BEFORE, _DECIDES_LAST = pattern("passives-complies-before"), pattern("passives-decides-last")
_STATED = pattern("passives-stated")
_CASE, _MAIN = pattern("passives-case"), pattern("passives-main")
_BARE = pattern("described-bare")
_BY, _CLOSING = pattern("passives-by"), pattern("passives-closing")
_DONE_BY, _DONE_ENDS = pattern("passives-done-by"), pattern("passives-done-ends")
_ENTRUSTED, _ENTRUSTED_ENDS, _CHARGE_OF = pattern("passives-entrusted"), pattern("passives-entrusted-ends"), pattern("passives-charge-of")
_ACT_LAST, _NO_ACT_NEXT = pattern("passives-act-last"), pattern("passives-no-act-next")
_NAME_BEGINS = pattern("passives-name-begins")


class PassiveReader(PredicateReader):
    """Finds the doers that a passive or impersonal clause names."""

    def _by_doer(self, text: Text, place: int, end: int, premise: bool) -> Found | None:
        """Reads "Kinh phí do Sở X quản lý": a doer named behind "do"."""
        key = text.key
        if _MAY.match(key, place) or (self.verb_or_ban.match(key, place, end) and not _INFORMATION.match(key, place)):
            return None
        appoints = pattern("roles-appointment").match(key, place, end) is not None
        act = pattern("roles-about-an-act").match(key, place, end) is not None
        for relative in _BY.finditer(key, place, min(end, place + (320 if appoints else 160))):
            found, stop = self._without_act(text, *self.parser.list_at(text, relative.end(), end), end)
            closes = _CLOSING.match(key, stop, end) is not None and relative["apart"] is not None  # "..., do Sở X quản lý": the sentence's own end
            if not (appoints or closes) and pattern("roles-told-of").search(key, place, relative.start("by")):
                return None  # "Mẫu số 1 là mẫu do Bộ Y tế quy định"
            if not found:
                found, stop = described(text, relative.end(), end, self.verb)
                told = text.raw[place].isupper() and not any(_BARE.fullmatch(m.label.lower()) for m in found)  # no "dự án do địa phương quản lý"
                found = found if act or (told and not premise and _CLOSING.match(key, stop, end)) else ()
            if found and self.acts_next.match(key, stop, end) and (closes or not self._only_tells(text, place, relative, stop, end, premise)):
                return found, stop, "passive"
        return None

    @staticmethod
    def _without_act(text: Text, found: tuple[Mention, ...], stop: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives doers whose name took up what they do, where nothing else is left to do: "do Thủ trưởng cơ quan, đơn vị quản lý và ..."."""
        act = _ACT_LAST.search(text.key, found[-1].start, stop) if found and found[-1].known and _NO_ACT_NEXT.match(text.key, stop, end) else None
        if act is None:
            return found, stop
        length = act.start() - stop
        return (*found[:-1], replace(found[-1], end=act.start(), label=found[-1].label[:length])), act.start()

    def _through(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Kết quả được công bố bởi Sở X", "Con dấu được giao cho Sở X quản lý", "Việc quản lý là trách nhiệm của Sở X"."""
        key = text.key
        if self.verb.match(key, place, end) and not pattern("detect-nominal").match(key, place, end):
            return None
        for cue, ending in ((_DONE_BY, _DONE_ENDS), (_ENTRUSTED, _ENTRUSTED_ENDS), (_CHARGE_OF, _DONE_ENDS)):
            if (said := cue.match(key, place, end)) is None:
                continue
            found, stop = self.parser.list_at(text, said.end(), end)
            if not found:
                found, stop = described(text, said.end(), end, self.verb)
            if found and not any(m.generic for m in found) and ending.match(key, stop, end):
                first = self._by_doer(text, place, said.end(), premise=False) if cue is _ENTRUSTED else None
                return (*(first[0] if first is not None else ()), *found), stop, "passive"  # "do A quản lý và được giao cho B sử dụng"
        return None

    @staticmethod
    def _only_tells(text: Text, place: int, relative: re.Match[str], stop: int, end: int, premise: bool) -> bool:
        """True for a doer who only tells which thing is meant: "Đối với đơn do Sở X chuyển đến, ...", "theo mẫu do Bộ Y quy định"."""
        key = text.key
        if pattern("roles-event-before").search(key, place, relative.start("by")):
            return True  # "giao ban do X tổ chức": who holds an event
        if _THE_STATE.match(text.raw, relative.end()) or pattern("roles-only-tells-which").match(key, stop, end):
            return True  # "đất do Nhà nước quản lý": nobody's work
        if _COMPLIES_BEFORE.search(key, place, relative.start("by")):
            return True  # "Việc tách thửa đất thực hiện theo quy định do Ủy ban nhân dân cấp tỉnh ban hành"
        if premise and _DECIDES_LAST.match(key, stop, end):
            return False  # "Đối với đơn vị thuộc trung ương do bộ quản lý ngành quyết định.": the premise is all there is
        last = place
        for gap in _MAIN.finditer(key, place, relative.start("by")):
            last = gap.end()
        goes_on = key.find(",", stop, end) >= 0 and not _STATED.search(key, place, relative.start("by"))  # "Đối với đề án, dự án do X lập, ..."
        within = _CASE.match(key, place) and (last == place or goes_on)
        if premise and (within or pattern("roles-premise-ends").search(key, relative.end(), end)):
            return True
        act = any(pattern("roles-about-an-act").match(key, begin, end) for begin in (place, last))
        return not act and _OF_WHICH.search(key, last, relative.start("by")) is not None

    def _appointed(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Trưởng ban do Chủ tịch Ủy ban nhân dân tỉnh bổ nhiệm, miễn nhiệm": who appoints, not who is appointed."""
        named = pattern("roles-appointed").match(text.key, place, end) if self.verb.match(text.key, place, end) is None else None
        found, stop = self.parser.list_at(text, named.end(), end) if named is not None else ((), place)
        return (found, stop, "passive") if found and pattern("roles-appoints").match(text.key, stop, end) else None

    def _handed_down(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Thẩm quyền tiếp nhận hồ sơ được phân cấp cho Ủy ban nhân dân các tỉnh"."""
        handed = pattern("roles-handed-down").match(text.key, place, end)
        found, stop = self.parser.list_at(text, handed.end(), end) if handed is not None else ((), place)
        return (found, stop, "passive") if found else None

    def _acted_on_by(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Hồ sơ được Sở X thẩm định": a doer named behind "được"."""
        key = text.key
        act = pattern("roles-about-an-act").match(key, place, end)
        if self.verb.match(key, place, end) and not pattern("roles-passive-head").match(key, place, end):
            return None
        for paid in pattern("roles-passive-act").finditer(key, place, end):
            due = pattern("roles-passive-due").search(key, place, paid.start()) is not None
            before = key[place : paid.start()]
            plain = "," not in before and _STATED.search(before) is None  # "Chi phí cho hoạt động tố tụng trọng tài quốc tế được Sở X chi trả"
            if before.count(" ") >= (40 if act or due else 28 if plain else 16) or (not act and not due and self._acts_in(text, place, paid.start())):
                return None
            found, stop = self.parser.list_at(text, paid.end(), end)
            if not found:
                found, stop = described(text, paid.end(), end, self.verb)
            does = pattern("roles-passive-verb").match(key, stop, end) or (due and pattern("roles-passive-verb-due").match(key, stop, end))
            if found and does and not _THE_STATE.match(found[0].label):
                return found, stop, "passive"
        return None

    def _acts_in(self, text: Text, start: int, end: int) -> bool:
        """True where a verb of work begins behind a comma: what is done there is no part of a list of things."""
        return any(self.verb.match(text.key, comma.end(), end) for comma in re.compile(r",\s+").finditer(text.key, start, end))

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

    def _with_duty(self, text: Text, start: int, end: int) -> Found | None:
        """Reads "Trong trường hợp lễ tang do X tổ chức, Ban lễ tang có trách nhiệm ...": what stands between a mark and its duty, known or not."""
        told = pattern("subjects-with-duty").search(text.key, start, end)
        case = pattern("premises-case").match(text.key, start, end) is not None  # what befalls somebody may be told with any verb
        if told is None or (self._role_before(text, start, told.start()) if case else self.cue.search(text.key, start, told.start())):
            return None
        begin, stop = told.span("who")
        found, after = self.parser.list_at(text, begin, end)
        name = text.raw[begin:stop]
        whole = Mention(begin, stop, name[:1].upper() + name[1:], collective=many(name), known=False)
        return found if after == stop else (whole,), stop, "subject"

    def _by_form(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Cơ quan chủ trì trong giải quyết tranh chấp có nhiệm vụ ...": a head that only the form of the sentence makes a subject."""
        named = pattern("roles-form-subject").match(text.key, place, end) if text.raw[place : place + 1].isupper() else None
        act = self.verb.match(text.key, place, end)
        if named is None or (act is not None and (named["name"].count(" ") > 1 or act.end() == named.end("name"))):
            return None  # "Thực hiện có trách nhiệm ...", but "Thuê bao có trách nhiệm ...": its first syllable alone would be an act
        stop = named.end("name")
        listed = self.parser.list_at(text, place, end)[0]
        return (listed or (Mention(place, stop, text.raw[place:stop], known=False),)), stop, "subject"
