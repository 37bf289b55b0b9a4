"""Takes a clean string and a place in it; gives the one agent that begins there, body, position or group; knows nothing of lists and roles."""

from __future__ import annotations

import re
from dataclasses import replace

from ttdn_kb.norms import labels
from ttdn_kb.norms.lexicon import label_word, pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.names import ARM
from ttdn_kb.norms.persons import PersonParser
from ttdn_kb.norms.remembering import once

BRACKET = re.compile(r"\s*\([^()]{0,400}\)")
_FIRST = re.compile(r"\w+")
_INSIDE, _SYSTEM = pattern("agents-inside-word"), pattern("agents-system")
_FORCE, _BARE_FORCE = pattern("agents-force-opens"), pattern("agents-bare-force")
_COMRADE = pattern("agents-comrade")
_CHIEF, _HOUSE_LEADERS, _BEHIND_LEADERS = pattern("agents-chief-of-house"), pattern("agents-own-chief"), pattern("agents-behind-chief")
_OF_ANOTHER, _OF_RANK = pattern("agents-of-another"), pattern("agents-of-rank")
_PARENT_BEHIND, _PARENT_NEXT = pattern("agents-parent-behind"), pattern("agents-parent-next")
_UNIT_OF_DASH = pattern("agents-unit-behind-dash")
_UNIT, _UNIT_OF = pattern("agents-unit-of-a-parent"), pattern("agents-unit-and-parent")
_HOUSED, _HOUSES = pattern("agents-housed"), word_set("houses")
_REPRESENTS = pattern("agents-represents")
_CONDITION = pattern("agents-condition-in-brackets")
_SAME_LEVEL, _LEVEL_OF, _LEVEL = pattern("naming-same-level"), pattern("agents-level-of"), pattern("naming-bearer-level")
_LEVEL_NEXT = pattern("agents-level-next")
_APPOSITION, _NAMED_NEXT = pattern("agents-apposition"), pattern("agents-named-next")


class OneAgentParser(PersonParser):
    """Recognises one agent at one place."""

    @once
    def at(self, text: Text, start: int, end: int) -> Mention | None:
        """Gives the agent that begins exactly at `start`, or None."""
        if not self._may_begin(text, start, end):
            return None
        branch = self._branch(text, start, end)
        if branch is not None:
            return branch
        force = self._past_force(text, start, end)
        if force:
            inner = self.at(text, force, end)  # "các lực lượng Cảnh sát giao thông"
            return replace(inner, start=start) if inner is not None else None
        sent = _REPRESENTS.match(text.key, start, end)
        if sent is not None and (inner := self.at(text, sent.end(), end) or self._group(text, sent.end(), end, plural=True)) is not None:
            said = labels.represented(inner.label) if not (inner.person or inner.generic) else inner.label
            return replace(inner, start=start, label=said)  # "đại diện của Thanh tra tỉnh"
        comrade = _COMRADE.match(text.key, start, end)
        if comrade is not None:  # "đồng chí Phó Thủ tướng Trần Hồng Hà"
            inner = self.at(text, comrade.end(), end)
            return replace(inner, start=start) if inner is not None and inner.person else None
        found = self._house_leaders(text, start, end) or self._called(text, start, end)
        found = found or self._person(text, start, end) or self._single_or_group(text, start, end)
        found = found or self._lone(text, start, end, False) or self._level(text, start, end) or self._chief(text, start, end)
        if found is None or (found.person and _OF_RANK.search(text.key, max(0, start - 12), start) is not None):
            return None  # "hội nghị cấp Bộ trưởng": a rank, nobody's seat
        found = self._with_level(text, self._with_parent(text, found, end), end)
        return self._past_apposition(text, self._past_level(text, self._past_brackets(text, found, end), end), end)

    def _may_begin(self, text: Text, start: int, end: int) -> bool:
        """True where an agent may begin: at a capital, or at a word in lower case that opens mentions."""
        if start >= end or not text.raw[start].isalpha() or _SYSTEM.match(text.key, start, end):
            return False
        if text.raw[start].isupper():
            return True
        if (word := _INSIDE.search(text.key, max(0, start - 8), min(end, start + 6))) is not None and word.start() < start:
            return False  # "nhiệm vụ KHCN": no "Vụ"
        first = _FIRST.match(text.key, start, end)
        return first is not None and (first.group() in self.lexicon.openers or first.group() in self._short)

    def _past_force(self, text: Text, start: int, end: int) -> int:
        """Gives where the name of a force begins behind "các lực lượng", 0 where no name of several words does."""
        force = _FORCE.match(text.key, start, end)
        organ = self.lexicon.organs_re.match(text.key, force.end(), end) if force is not None and text.raw[force.end()].isupper() else None
        named = organ is not None and " " in organ.group() and _BARE_FORCE.fullmatch(organ.group()) is None
        return force.end() if force is not None and named else 0  # "lực lượng Kiểm lâm" is a force, "lực lượng Cảnh sát giao thông" has a name

    def _house_leaders(self, text: Text, start: int, end: int) -> Mention | None:
        """Gives the leaders of the document's own house, called by its kind before a verb: "tham mưu Lãnh đạo Bộ tháo gỡ ..."."""
        chief = _HOUSE_LEADERS.match(text.raw, start, end)
        if chief is None:
            return None
        rest = text.key[chief.end() : end].lstrip()
        if text.raw[end - len(rest) : end][:1].isupper():
            return None  # "Lãnh đạo Cục Đăng kiểm Việt Nam"
        field = self._fields(text, end - len(rest), end) is not None and self.lexicon.verbs_re.match(rest) is None  # "Lãnh đạo Sở y tế"
        alone = not rest[:1].isalpha() or not (field or _BEHIND_LEADERS.match(rest))
        return Mention(start, chief.end(), f"{label_word('leaders')} {chief['house']}", person=True) if alone else None

    @staticmethod
    def _chief(text: Text, start: int, end: int) -> Mention | None:
        """Gives the chief of a house that is not named, where nothing describes it further: "báo cáo Thủ trưởng đơn vị xem xét"."""
        chief = _CHIEF.match(text.key, start, end)
        if chief is None:
            return None
        said = text.raw[start : chief.end()]
        return Mention(start, chief.end(), said[0].upper() + said[1:], person=True, known=False)

    def _called(self, text: Text, start: int, end: int) -> Mention | None:
        """Gives the agent that the document itself names or defines, with the words that widen or narrow it."""
        own = self._bare_body(text, start, end)
        if own is not None and text.raw[own.end + 1 : own.end + 2].islower():
            return own  # "gửi Bộ kế hoạch năm": no Bộ Kế hoạch
        found = own or self._defined(text, start, end) or self._headed(text, start, end)
        if found is None:
            return None
        if not found.collective:
            wider = self._single(text, start, end)
            goes_on = wider is not None and wider.known and wider.end > found.end
            found = wider if wider is not None and goes_on and not _OF_ANOTHER.match(text.key[found.end : wider.end].strip()) else found
        if not found.collective:
            return found
        found = self._narrowed(text, found, end)
        if found.collective and " " not in text.raw[found.start : found.end]:
            other = self._person(text, start, end) or self._single(text, start, end)  # a defined "bộ" is neither "Bộ trưởng" nor "Bộ Tài chính"
            found = other if other is not None and other.end > found.end else found
        return found

    def _single_or_group(self, text: Text, start: int, end: int) -> Mention | None:
        """Gives the body at `start`, or the group where it reaches further than a body known by its form alone."""
        found = self._boards(text, start, end) or self._single(text, start, end)
        if found is not None and found.known:
            return found
        wider = self._group(text, start, end)
        return wider if found is None or (wider is not None and wider.end > found.end) else found

    def _with_parent(self, text: Text, found: Mention, end: int) -> Mention:
        """Gives a body with the one it belongs to where this is set beside it."""
        if found.collective:
            return found
        parent = _PARENT_BEHIND.match(text.raw, found.end, end) if not found.generic else None
        whole = self._single(text, parent.end(), end) if parent is not None else None
        if whole is not None:
            told_by = _UNIT_OF_DASH.fullmatch(found.head) is not None and whole.head != found.head  # "Phòng Tham mưu - Công an tỉnh"
            found = replace(found, end=whole.end, label=f"{found.label} - {whole.label}" if told_by else found.label)  # "Ban Cơ yếu Chính phủ - Bộ X"
        room = _PARENT_NEXT.match(text.raw, found.end, end) if _UNIT.fullmatch(found.head) else None
        whole = self._single(text, room.end(), end) if room is not None else None
        if whole is not None and _UNIT_OF.fullmatch(f"{found.head} {whole.head}"):
            found = replace(found, end=whole.end, label=f"{found.label}, {whole.label}")  # "Phòng Cảnh sát giao thông, Công an tỉnh"
        whole_named = found.head in _HOUSES or ARM.match(f"{found.head} ") is not None  # "Cơ quan thường trực Ban Chỉ huy (Sở Y tế)": who that is
        unit = _HOUSED.match(text.raw, found.end, end) if not (found.generic or found.person) and not whole_named else None
        whole = self._single(text, unit.start("house"), unit.end("house")) if unit is not None else None
        if whole is not None and unit is not None and whole.end == unit.end("house"):
            found = replace(found, end=unit.end(), label=f"{found.label}, {whole.label}")  # "Khu Đường sông (Sở Giao thông vận tải)"
        return found

    def _with_level(self, text: Text, found: Mention, end: int) -> Mention:
        """Gives a body "cùng cấp với" another with the level of that one, or with its name where it shows no level."""
        of = _LEVEL_OF.match(text.key, found.end, end) if _SAME_LEVEL.search(found.label) is not None else None
        other = self.at(text, of.end(), end) if of is not None else None
        if of is None or other is None:
            return found
        level = _LEVEL.search(other.label)
        said = labels.expand(text.raw[found.end : other.end], self.lexicon)
        return replace(found, end=other.end, label=_SAME_LEVEL.sub(level[1], found.label) if level is not None else f"{found.label} {said}")

    @staticmethod
    def _past_brackets(text: Text, found: Mention, end: int) -> Mention:
        """Gives an agent with the brackets behind it that say no condition."""
        stop = found.end
        while (more := BRACKET.match(text.raw, stop, end)) is not None and not _CONDITION.match(text.key[stop:end]):
            stop = more.end()
        return replace(found, end=stop) if stop != found.end else found

    @staticmethod
    def _past_level(text: Text, found: Mention, end: int) -> Mention:
        """Gives a body with the level that stands behind the bracket with its other name: "Phòng Kinh tế (hoặc Phòng Nông nghiệp) cấp xã"."""
        bracketed = text.raw[found.end - 1 : found.end] == ")" and not found.collective and _LEVEL.search(found.label) is None
        level = _LEVEL_NEXT.match(text.key, found.end, end) if bracketed else None
        return replace(found, end=level.end(), label=f"{found.label} {level['level']}", collective=True) if level is not None else found

    def _past_apposition(self, text: Text, found: Mention, end: int) -> Mention:
        """Gives an agent with what it is besides ("- cơ quan thường trực ..."), unless another name follows the comma."""
        more = _APPOSITION.match(text.key, found.end, end)
        if more is None or _NAMED_NEXT.match(text.raw[found.end : more.end()]):
            return found
        arm = self._arm(text, more.start("what"), end)  # "Sở Nội vụ, cơ quan thường trực Ban Chỉ đạo tỉnh tổng hợp ..."
        return replace(found, end=arm.end if arm is not None else more.end())
