"""Takes a clause that opens with an adverbial ("Hằng năm, căn cứ ..., các Sở ..."); gives the subject behind it; knows nothing of passives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ttdn_kb.norms.described import many
from ttdn_kb.norms.frames import Frame
from ttdn_kb.norms.lexicon import pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.orders import OrderReader
from ttdn_kb.norms.predicates import Found

_PROCEDURE, _DIRECTS = pattern("premises-procedure"), pattern("premises-directs")
_MUST, _RECEIVED = pattern("roles-must"), pattern("roles-received")
_PREPOSITION, _TAKES_A_LIST = pattern("premises-preposition"), pattern("premises-takes-a-list")
_PURPOSE, _CONDITION = word_set("openers-of-purpose"), word_set("openers-of-condition")
_BASIS, _SUBJECT_NEXT = word_set("openers-of-basis"), pattern("premises-subject-next")
_CASE_MET, _OTHER_MUST = pattern("premises-case-met"), pattern("premises-other-must")
_LAW_BEFORE = pattern("premises-law-before")
_OF_MANY, _ITSELF_DONE = pattern("premises-of-many"), pattern("premises-itself-done")
_LAST_JOINTS = word_set("last-joints")
_BRACKETS, _WORD = re.compile(r"\s*\([^)]*\)"), re.compile(r"(?<!\S)\S")
_LONGEST_VERB = 3  # words
_OPENERS, _SOURCES = word_set("openers-of-receipt"), word_set("openers-of-source")


class PremiseReader(OrderReader):
    """Finds subjects behind adverbials and conditions."""

    def _behind_premise(self, text: Text, place: int, end: int, frame: Frame, opener: str) -> Found | None:
        """Reads "Hằng năm, căn cứ ..., các Sở ... lập dự toán".

        Args:
            opener: the word that opens the adverbial.
        """
        inside = self.list_spans(text, place, end)
        for comma in self._gaps(text, place, end, frame, inside):
            found = self._behind_gap(text, place, comma, end, frame, opener)
            if found is not None:
                spoken_of = all(m.collective for m in found[0])  # "Hội đồng họp xét các xã, các cá nhân có thành tích"
                one = self._last_of_list(text, place, found[0][0].start, end, frame, opener, inside) if spoken_of else None
                return one or found
        return (
            self._asked_midway(text, place, end, frame)
            or self._without_comma(text, place, end)
            or self._behind_basis(text, place, end, frame, opener)
            or self._last_of_list(text, place, end, end, frame, opener, inside)
        )

    def _gaps(self, text: Text, place: int, end: int, frame: Frame, inside: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
        """Gives the places where the adverbial may end, up to the bearer's own role phrase or order."""
        for comma in pattern("roles-premise-gap").finditer(text.key, place, end):
            bare = text.raw[comma.end() : comma.end() + 1].islower() and pattern("subjects-bare-noun-before").search(text.key, place, comma.start())
            other = _OTHER_MUST.match(text.key, comma.end(), end)  # "vượt tầm kiểm soát của đơn vị, chủ rừng phải báo cáo"
            bracketed = text.raw.count("(", place, comma.start()) > text.raw.count(")", place, comma.start())
            if (bare and other is None) or bracketed or any(a < comma.start() < b for a, b in inside):
                continue  # "yêu cầu của người, cơ quan có thẩm quyền, doanh nghiệp phải": the first comma ends nothing
            own = pattern("subjects-own-order").match(text.key, comma.end(), end) if frame.bearers else None
            if own is not None and self.parser.list_at(text, own.end(), end)[0]:
                return  # "Căn cứ nhiệm vụ, chỉ đạo các trường, các trung tâm ...": those named behind are directed
            if self._role_before(text, place, comma.start()):
                return
            yield comma

    def _behind_gap(self, text: Text, place: int, comma: re.Match[str], end: int, frame: Frame, opener: str) -> Found | None:
        """Reads who stands behind one comma (or "thì") of a clause with an adverbial."""
        key = text.key
        order = pattern("roles-directive-behind-comma").match(key, comma.end(), end)
        own = frame.acts and opener in _CONDITION  # "Khi cần thiết, yêu cầu các đơn vị báo cáo" below a body: its own act
        if order is not None and (order["ask"] or not own):
            found, stop = self.parser.list_at(text, order.end(), end)
            if found and self.predicative(text, stop, end):
                return found, stop, "request" if order["ask"] else "order"
        found, stop = self.parser.list_at(text, comma.end(), end)
        found = self._own_end(text, found)
        ordered = self._orders(text, place, found, stop, end, frame)
        if ordered is not None:
            return ordered
        told_on = self._told_on(text, found, stop, end)
        if told_on is not None and not self._verb_before(text, place, comma.start(), opener):
            return told_on
        parted = bool(frame.bearers) and key[stop:end].lstrip().startswith(",")  # "chỉ đạo của Chính phủ, bộ, ngành, phối hợp với"
        if (
            found
            and not parted
            and not (found[-1].generic and text.raw[stop : stop + 1] == ",")  # "theo yêu cầu của cơ quan, người có thẩm quyền, báo cáo"
            and self.predicative(text, stop, end, strict=True)
            and (comma.group().startswith("thì") or not self._verb_before(text, place, comma.start(), opener))
        ):
            return found, stop, "subject"
        if (found and self.predicative(text, stop, end)) or pattern("roles-said-before").search(key, place, comma.start()):
            return None
        told, after = self._told(text, found, comma.end(), stop, end, modal=self.verb.match(key, place, end) is not None)
        bodies = self._tail(text, self._ends_at(text, comma.end(), after)) if told else ()
        if bodies:
            return bodies, after, "subject"  # "lựa chọn nhà đầu tư, nhà thầu nước ngoài, Bộ X, Bộ Y có trách nhiệm"
        return (told, after, "subject") if told and not self._duty_later(text, after, end) else None

    def _orders(self, text: Text, place: int, found: tuple[Mention, ...], stop: int, end: int, frame: Frame) -> Found | None:
        """Gives whom those behind a premise order for the document; in a procedure they act: "Sau khi nhận đủ hồ sơ, X chỉ đạo Y thẩm định"."""
        acts = _PROCEDURE.match(text.key, place, end) is not None and _DIRECTS.match(text.key, stop, end) is not None
        return self._ordered_by(text, found, stop, end, frame, loose=False) if not acts else None

    def _behind_basis(self, text: Text, place: int, end: int, frame: Frame, opener: str) -> Found | None:
        """Reads "Căn cứ Quy định này, các tổ chức được giao đất phải ...": doers described behind the first comma."""
        first = text.key.find(", ", place, end) if opener in _BASIS and not frame.bearers else -1
        if first < 0:
            return None
        found, stop = self.parser.list_at(text, first + 2, end)
        told, after = self._told(text, found, first + 2, stop, end)
        return (told, after, "subject") if told else None

    def _last_of_list(self, text: Text, place: int, last: int, end: int, frame: Frame, opener: str, inside: list[tuple[int, int]]) -> Found | None:
        """Reads "theo đề nghị của A, B quyết định": a list before `last` whose last member is the subject, or orders."""
        key = text.key
        for a in (a for a, b in inside if b <= last):
            found, stop = self.parser.list_at(text, a, end)
            early = opener in _SOURCES or not frame.bearers or self._head_of(text, found)
            tail = self._tail(text, found) if self.predicative(text, stop, end, strict=True) and not self._role_before(text, place, a) else ()
            if tail:
                return self._orders(text, place, tail, stop, end, frame) or (tail, stop, "subject")
            if (
                len(found) > 1
                and (early or opener in _OPENERS)
                and not (frame.bearers and key[stop:end].lstrip().startswith(","))
                and (early or len(found) == 2)
                and not (frame.bearers and self._role_before(text, place, a))  # "Trên cơ sở ..., chủ trì và phối hợp với A, B bố trí"
                and _PREPOSITION.search(key[:a].rstrip())
                and (self.predicative(text, stop, end, strict=True) if early or _RECEIVED.search(key, place, a) else _MUST.match(key, stop, end))
                and _BRACKETS.sub("", text.raw[found[0].end : found[1].start]).strip() == ","
            ):
                own = self._past_groups(found)
                return self._orders(text, place, own, stop, end, frame) or (own, stop, "subject")
            own = self._past_object(text, place, found) if not frame.bearers else found
            if len(own) < len(found) and self.predicative(text, stop, end, strict=True) and not self._role_before(text, place, a):
                return own, stop, "subject"
        return None

    def _past_object(self, text: Text, start: int, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Gives who acts in "Sau khi thành lập Ban A, Sở B bàn giao hồ sơ": a list without its first member where a verb takes that as its object."""
        if len(found) != 2 or text.raw[found[0].end : found[1].start].strip() != ",":
            return found
        before = text.key[start : found[0].start].rstrip()
        words = list(_WORD.finditer(before))[-_LONGEST_VERB:]
        object_of = any((act := self.verb.match(before, word.start())) is not None and act.end() == len(before) for word in words)
        return found[1:] if object_of and _ITSELF_DONE.search(before) is None else found

    @staticmethod
    def _past_groups(found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Gives who acts in "đề nghị của các bộ, Ủy ban nhân dân các tỉnh, Bộ X tổng hợp": the bodies behind the groups, else all but the first."""
        first = next((place for place, m in enumerate(found) if not (m.collective or many(m.label))), 0)
        return found[max(first, 1) :]

    @staticmethod
    def _head_of(text: Text, found: tuple[Mention, ...]) -> bool:
        """True for bodies without a name and a post with its capital: "tình hình của cơ quan, Thủ trưởng cơ quan quyết định"."""
        if len(found) != 2 or found[0].person or not found[1].person:
            return False
        return text.raw[found[0].start].islower() and text.raw[found[1].start].isupper()

    def _own_end(self, text: Text, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Gives a list without what belongs to the words before it: "ý kiến của A hoặc B, B quyết định", "ở thôn, tổ dân phố, Trưởng thôn"."""
        again = len({m.label for m in found}) < len(found)
        sort = bool(found) and found[0].collective and not found[0].known and not many(text.raw[found[0].start : found[0].end])
        return (self._tail(text, found) or found) if again or sort else found

    @staticmethod
    def _tail(text: Text, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Gives the end of a list that only looks like one, () where it is one: behind "của A và B, C", "các nhà thầu, Bộ X, Bộ Y", "gửi A, A"."""
        gaps = [text.raw[one.end : other.start].strip(" ") for one, other in pairwise(found)]
        for last, gap in enumerate(gaps):
            closed = (last > 0 and gaps[last - 1] in _LAST_JOINTS) or found[last + 1].label in {m.label for m in found[: last + 1]}
            bodies = not found[last].known and all(m.known and not (m.collective and _OF_MANY.search(m.label)) for m in found[last + 1 :])
            if gap == "," and (closed or bodies):
                return found[last + 1 :]
        return ()

    def _without_comma(self, text: Text, start: int, end: int) -> Found | None:
        """Reads "Trường hợp cần thiết Trưởng Ban Chỉ đạo quyết định ...": a short adverbial with the subject right behind it."""
        for word in _SUBJECT_NEXT.finditer(text.raw, start, min(end, start + 120)):
            said = text.key[start : word.start()].rsplit(",", 1)[-1]
            if self.cue.search(said) or pattern("roles-no-subject-behind").search(said) or pattern("roles-behind-preposition").search(said):
                return None
            if self.verb.match(said.strip()) and not pattern("roles-premise").match(said.strip()):
                return None  # "Căn cứ nhiệm vụ được giao, hướng dẫn Ủy ban ...": the object of a verb
            if text.raw[text.raw.rfind(" ", 0, word.start()) + 1].isupper():
                return None
            found, stop = self.parser.list_at(text, word.end(), end)
            parted = text.raw[stop : stop + 1] == ","  # "Trên cơ sở quy hoạch các khu dân cư, có chính sách huy động vốn"
            found = self._past_object(text, start, found)
            if found and not found[0].generic and not parted and self.predicative(text, stop, end, strict=True):
                return found, stop, "subject"
        return None

    def _of_the_case(self, text: Text, place: int, end: int, frame: Frame) -> Found | None:
        """Reads "Trường hợp Kiểm toán viên nhà nước làm mất thẻ thì phải báo cáo ...": where nobody else is named, whom the case befalls acts.

        Who finds something out acts also below another bearer ("nếu cơ quan thụ lý phát hiện sai phạm thì kiến nghị ...").
        """
        case = pattern("premises-case").match(text.key, place, end)
        if case is None:
            return None
        found, stop = self.parser.list_at(text, case.end(), end)
        if found and not frame.bearers and (act := pattern("premises-own-act").search(text.key, stop, end)) is not None:
            return found, act.start("act"), "subject"
        then = pattern("premises-then-acts").match(text.key, stop, end) if found else None
        if then is None or self.verb.match(text.key, then.end(), end) is None:
            return None
        finds = _CASE_MET.match(text.key, stop, end) is not None
        own = not frame.bearers and all(m.known and not m.generic and not many(m.label) for m in found)
        return (found, then.end(), "subject") if finds or own else None

    def list_spans(self, text: Text, start: int, end: int) -> list[tuple[int, int]]:
        """Gives where lists of two or more agents stand, so that their commas are not taken for the end of an adverbial."""
        spans, pos = [], start
        while (found := self.parser.find(text, pos, end)) is not None:
            if _LAW_BEFORE.search(text.key, start, found[2]):
                pos = found[0][0].end  # "theo Luật Thi hành án dân sự, cơ quan ...": the law's name is no body
                continue
            goes_on = pattern("subjects-bare-noun-before").search(text.key, start, found[2]) is not None
            if not goes_on and (
                len(found[0]) > 1 or "," in text.raw[found[2] : found[1]] or _TAKES_A_LIST.search(text.key[max(0, found[2] - 8) : found[2]].rstrip())
            ):
                spans.append((found[2], found[1]))
            pos = max(found[1], pos + 1)
        return spans

    def _verb_before(self, text: Text, start: int, end: int, opener: str) -> bool:
        """True where a clause of its own already stands before the comma (", phối hợp với" and the like)."""
        if opener in _PURPOSE:
            return False
        return pattern("roles-role-verb").search(text.key[start:end]) is not None and opener not in _CONDITION
