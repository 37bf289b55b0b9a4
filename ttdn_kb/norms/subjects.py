"""Takes a clause; gives who bears it by name and where its predicate begins; knows nothing of partners or recipients."""

from __future__ import annotations

import re
from dataclasses import replace

from ttdn_kb.norms import labels
from ttdn_kb.norms.described import act_at, many, parts_of
from ttdn_kb.norms.frames import NOBODY, Frame
from ttdn_kb.norms.insertions import insertions
from ttdn_kb.norms.lexicon import key, pattern
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.passives import PassiveReader
from ttdn_kb.norms.predicates import Found
from ttdn_kb.norms.premises import PremiseReader

_DEFINES = pattern("context-defines")
_LONGEST = 600  # code points of a subject told at length
_COMMA, _NO_MATTER, _DUTY_BEFORE = pattern("subjects-comma"), pattern("subjects-no-matter"), pattern("subjects-duty-before")
_DOER_BEFORE = pattern("subjects-doer-before")
_TIME, _LIMIT = pattern("subjects-time"), pattern("subjects-time-limit")
_BOARD, _COMPOSED, _COMPOSED_NEXT = pattern("subjects-board"), pattern("subjects-composed"), pattern("subjects-composed-next")
_MUST, _BY_RULE_LAST, _OF_AT_END = pattern("roles-must"), pattern("subjects-by-rule-last"), pattern("subjects-of-at-end")
_CLASS_ACT = pattern("described-class-act")
_DUTY_OF, _BY_RULE_NEXT, _TOLD_BEFORE = pattern("subjects-duty-of"), pattern("subjects-by-rule-next"), pattern("subjects-told-before")
_MODAL = pattern("subjects-modal")
_HEAD, _NO_NAME, _PLAIN = pattern("described-head"), pattern("subjects-beside-no-name"), pattern("subjects-beside-plain")
_FURTHER_JOINT = pattern("predicates-further-joint")
_BARE, _SHARED, _OWNED = pattern("described-bare"), pattern("described-shared"), pattern("described-owned")
_STAFF, _STAFF_NEXT = pattern("described-staff"), pattern("described-staff-next")
_INNER_NOUN, _INNER_NEXT = pattern("described-inner-noun"), pattern("described-inner-next")
_FIRST_OF_TWO = 120  # code points of the first of two subjects
_TOPIC, _STATES = pattern("subjects-topic"), pattern("subjects-topic-states")
_WHO_IS, _WHO_IS_ENDS = pattern("subjects-who-is"), pattern("subjects-who-is-ends")


class SubjectReader(PremiseReader, PassiveReader):
    """Finds the subjects of clauses."""

    def find_subject(self, text: Text, start: int, end: int, frame: Frame) -> Found:
        """Gives the named bearers of a clause, where its predicate begins, and how they are named ("", "order", "request", "subject", "passive")."""
        lead_in = pattern("roles-connective").match(text.key, start, end)
        place = lead_in.end() if lead_in else start
        opener = pattern("roles-premise").match(text.key, place, end)
        if opener is None and not frame.acts:
            opener = pattern("subjects-on-paper").match(text.key, place, end)  # "Thực hiện Công văn số ..., UBND tỉnh giao Sở X chủ trì"
        return (
            self._directed(text, place, end, frame)
            or self._told_to(text, place, end)
            or self._set_up(text, place, end)
            or self.composed(text, place, end)
            or self._termed(text, place, end)
            or self._in_time(text, place, end)
            or self._appointed(text, place, end)
            or self._who_is(text, place, end)
            or self._around_insertion(text, start, place, end, frame)
            or self._behind_adverbial(text, place, end, frame, opener)
            or self._behind_topic(text, place, end)
            or self._titled(text, place, end, frame)
            or self._through(text, place, end)
            or self._by_doer(text, place, end, premise=opener is not None)
            or self._handed_down(text, place, end)
            or self._acted_on_by(text, place, end)
            or (self._by_duty(text, place, end) if opener is not None or self._names_a_matter(text, place, end) else None)
            or self._by_form(text, place, end)
            or self._with_duty(text, place, end)
            or self._acting_somehow(text, place, end)
            or (self._behind_matter(text, place, end) if opener is None else None)
            or ((), place, "")
        )

    def _around_insertion(self, text: Text, start: int, place: int, end: int, frame: Frame) -> Found | None:
        """Reads a subject that opens the clause, also one told at length before an insertion: "Tổ kiểm tra, căn cứ tình hình, lập hồ sơ"."""
        found = self._at_head(text, start, place, end, frame)
        if found is not None and all(m.known and not m.collective for m in found[0]):
            return found
        for begin, after in insertions(text, place, end):
            if self._role_before(text, begin, after):
                return found
            cut = Text(f"{text.raw[:begin]} {text.raw[after:end]}")
            told = self._at_head(cut, start, place, len(cut.raw), frame)
            if told is not None and told[1] == begin and told[2] == "subject":
                return told[0], after - 1, "subject"
        return found

    def _at_head(self, text: Text, start: int, place: int, end: int, frame: Frame) -> Found | None:
        """Reads a subject that opens the clause, named or described."""
        behind = self.past_address(text, place, end)
        owned = _DUTY_OF.match(text.key, place, end)  # "Trách nhiệm của Sở Tư pháp hướng dẫn, tổ chức thực hiện ..."
        found, stop = self.parser.list_at(text, owned.end(), end) if owned is not None else ((), place)
        if found and self.predicative(text, stop, end, strict=True) and _BY_RULE_NEXT.match(text.key, stop, end) is None:
            return found, stop, "subject"
        found, stop = self.past_run(text, *self.parser.list_at(text, behind, end), end)
        addressed, after = self.parser.list_at(text, place, end) if behind > place else ((), place)
        if addressed and after > stop:  # "Các đồng chí Thứ trưởng khác tiếp tục chỉ đạo ..."
            found, stop = addressed, after
        elif found:
            place = behind
        ordered = self._ordered_by(text, found, stop, end, frame)
        if ordered is not None:
            return ordered
        beside = self._beside(text, place, end, frame, found, stop)
        if beside is not None:
            return beside
        charged = self.implementers(text, start, end) or self.heads_listed(text, place, end)
        told_on = self._told_on(text, found, stop, end) if not charged else None
        if told_on is not None:
            return told_on
        if found and self.predicative(text, stop, end) and not (charged and stop < charged[-1].end):
            return found, stop, "subject"
        if charged:
            return charged, charged[-1].end, "subject"
        whole, after = self.members.past_cut_names(text, found, stop, end) if found and text.raw[found[0].start].isupper() else (found, stop)
        if len(whole) > len(found) and self.predicative(text, after, end, strict=True):
            return whole, after, "subject"
        told, after = self._told(text, found, place, stop, end)
        return (told, after, "subject") if told and self._acted_on_by(text, place, end) is None else None

    def _beside(self, text: Text, place: int, end: int, frame: Frame, found: tuple[Mention, ...], stop: int) -> Found | None:
        """Reads two subjects side by side, one of them known by words alone: "Hộ dùng nước, Sở Xây dựng lập ...", "Vụ Vận tải và chủ rừng ...".

        The first is a doer whose words end at the joint; the second is a subject by itself, with the predicate of both behind it.
        """
        complete = bool(found) and self.predicative(text, stop, end)
        for joint in _FURTHER_JOINT.finditer(text.key, place + 1, min(end, place + _FIRST_OF_TWO)):
            glued = any(m.start < joint.start() < m.end and not (m.known or m.person or m.generic) for m in found)
            if not glued and (complete or joint.start() < stop):
                continue  # between names that the list already takes apart, or inside one
            first = self._whole(text, place, joint.start(), joint.end(), frame)
            second = self._at_head(text, joint.end(), joint.end(), end, frame) if first and not _PLAIN.match(text.key, joint.end(), end) else None
            if second is not None and second[0] and second[2] == "subject" and not _BARE.fullmatch(key(second[0][0].label)):
                return (*first, *second[0]), second[1], "subject"  # not "ở trung ương và địa phương tăng cường ...": no subject by itself
        return None

    def _whole(self, text: Text, start: int, stop: int, after: int, frame: Frame) -> tuple[Mention, ...]:
        """Gives the doers whose words are all that stands from `start` to `stop`, () where more does, a predicate, or a name that goes on `after`."""
        said, named = text.key[start:stop], text.raw[after : after + 1].isupper()
        found, reached = self.parser.list_at(text, start, stop)
        listed = bool(found) and reached == stop
        sure = listed and all(m.known for m in found)
        goes_on = any(before.search(said) and behind.match(text.key, after) for before, behind in ((_STAFF, _STAFF_NEXT), (_INNER_NOUN, _INNER_NEXT)))
        if goes_on or (_OWNED.search(said) and not (sure and named)) or (_SHARED.fullmatch(said) and not named):
            return ()  # "đơn vị thuộc Sở Y tế và Sở Nội vụ", "cơ sở tại biên giới, thôn", "cơ quan, tổ chức nước ngoài": one doer
        if listed:
            return found
        head = _HEAD.match(text.key, start, stop)
        bracket = said.count("(") != said.count(")")
        if head is None or head.end() >= stop or bracket or _NO_NAME.search(text.key, head.end(), stop):
            return ()
        if self._at_head(text, start, start, stop, frame) is not None:
            return ()
        parts = [part.strip() for part in parts_of(labels.expand(text.raw[start:stop], self.parser.lexicon))]
        return tuple(Mention(start, stop, part[:1].upper() + part[1:], collective=many(part), known=False) for part in parts)

    def _termed(self, text: Text, place: int, end: int) -> Found | None:
        """Reads a subject that is told at length and then given its short name: "Các cơ quan ... (sau đây gọi tắt là cơ quan) phải ..."."""
        noun = pattern("described-head").match(text.key, place, end)
        terms = list(_DEFINES.finditer(text.raw, place, end)) if noun is not None else []
        if not terms or noun is None or terms[-1].end() - place > _LONGEST or re.search(r"[;:]", text.raw[place : terms[0].start()]):
            return None
        told: list[Mention] = []
        for term in terms:
            short = key(term["name"].strip(" .,;"))
            meant = self.parser.defined.get(short) or self.parser.defined.get(short.removeprefix("các "))
            if meant is None or not meant.collective or short.removeprefix("các ").split()[0] != noun.group().removeprefix("các ").split()[0]:
                return None
            told.append(replace(meant, start=place, end=term.end()))
        after = pattern("subjects-term-next").match(text.key, told[-1].end, end)
        stop = after.end() if after is not None else told[-1].end
        return (tuple(told), told[-1].end, "subject") if self.predicative(text, stop, end, strict=True) else None

    def _set_up(self, text: Text, place: int, end: int) -> Found | None:
        """Reads a post with what tells it from others of its name: "Trưởng đoàn thanh tra do Bộ trưởng Bộ Y tế thành lập có thẩm quyền ..."."""
        found, stop = self.parser.list_at(text, place, end)
        board = bool(found) and not found[-1].person and _BOARD.match(key(found[-1].label)) is not None
        by = pattern("subjects-set-up-by").match(text.key, stop, end) if found and (board or found[-1].person) else None
        founders, after = self.parser.list_at(text, by.end(), end) if by is not None else ((), stop)
        told = pattern("subjects-set-up").match(text.key, after, end) if founders else None
        if told is None or not self.predicative(text, told.end(), end):
            return None
        if board:
            return found, told.end(), "subject"  # "Đoàn kiểm tra do Giám đốc Sở Y tế thành lập có thẩm quyền ...": a board has its name
        last = replace(found[-1], end=told.end(), label=found[-1].label + text.raw[stop : told.end()], known=False)
        return (*found[:-1], last), told.end(), "subject"

    def composed(self, text: Text, place: int, end: int) -> Found | None:
        """Reads a board behind whose members its work stands: "Đoàn kiểm tra gồm đại diện Sở Y tế, Công an tỉnh, lập biên bản kiểm tra"."""
        found, stop = self.parser.list_at(text, place, end)
        board = len(found) == 1 and _BOARD.match(key(found[0].label)) is not None
        members = _COMPOSED.match(text.key, stop, end) if board else None
        for comma in _COMPOSED_NEXT.finditer(text.key, members.end(), end) if members is not None else ():
            act = comma.start("act")
            if text.raw[act].islower() and (_MUST.match(text.key, act - 1, end) or act_at(text.key, act, end, self.verb)):
                return found, act, "subject"
        return None

    def _behind_adverbial(self, text: Text, place: int, end: int, frame: Frame, opener: re.Match[str] | None) -> Found | None:
        """Reads a subject behind an adverbial; what a premise that ends in "thì" says of roles and recipients is no work."""
        then = self._then(text, place, end)
        while then is not None and (further := self._then(text, then.end(), end)) is not None:
            then = further  # "Khi có sự cố thì trong trường hợp cần thiết thì X ..."
        if then is not None:
            found, stop, how = self.find_subject(text, then.end(), end, frame)
            return (found, stop, how) if found else self._of_the_case(text, place, end, frame) or ((), then.end(), "")
        if opener is None:
            return None
        return self._behind_premise(text, place, end, frame, opener.group()) or self._of_the_case(text, place, end, frame)

    def _behind_topic(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Việc thành lập đơn vị thành viên, Hội đồng thành viên thực hiện theo quy định": a named body behind what its act is on."""
        if _TOPIC.match(text.key, place, end) is None:
            return None
        inside = self.list_spans(text, place, end)
        for comma in pattern("subjects-name-next").finditer(text.raw, place, end):
            if _STATES.search(text.key, place, comma.start()) or any(a < comma.start() < b for a, b in inside):
                continue
            found, stop = self.parser.list_at(text, comma.end(), end)
            if found and all(m.known and not m.generic for m in found) and self.predicative(text, stop, end, strict=True):
                return found, stop, "subject"
        return None

    def _behind_matter(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Văn bản kèm theo cùng tệp tin, Văn thư cơ quan chỉ ký số văn bản": who acts behind a matter that is put in front of the sentence."""
        field = self.parser.lexicon.fields_bare_re.match(text.bare, place, end)
        listed = field is not None and _COMMA.match(text.key, field.end(), end) is not None  # "các Sở: Tài chính, Xây dựng"
        if listed or not self._names_a_matter(text, place, end) or _NO_MATTER.match(text.key, place, end):
            return None
        inside = self.list_spans(text, place, end)
        last = place
        for comma in _COMMA.finditer(text.key, place, end):
            doer = pattern("described-head").match(text.key, last, end) or _DOER_BEFORE.search(text.key, last, comma.start())
            last = comma.end()
            around = [a for a, b in inside if a < comma.start() < b]
            if doer or (around and not self._ends_owners(text, around[0], comma, end)):
                continue  # "người lao động, Sở Nội vụ": one list
            if (
                ";" in text.raw[place : comma.start()]
                or self._role_before(text, place, comma.start())
                or _DUTY_BEFORE.search(text.key, place, comma.start())
            ):
                return None
            found, stop = self.parser.list_at(text, comma.end(), end)
            if found and _BY_RULE_LAST.fullmatch(text.key, stop, end):
                return None  # "hoạt động của các Văn phòng luật sư, Công ty luật theo quy định của pháp luật": nobody acts
            named = text.raw[comma.end()].isupper()
            sure = all(m.known or m.collective or text.raw[m.start].isupper() for m in found)
            if sure and any(not (m.collective or m.generic) for m in found) and self.predicative(text, stop, end, strict=True):
                return found, stop, "subject"
            told, after = self._told(text, found, comma.end(), stop, end) if named and not found else ((), stop)
            if told:
                return told, after, "subject"
        return None

    def _ends_owners(self, text: Text, start: int, comma: re.Match[str], end: int) -> bool:
        """True where only a group stands before a comma and a body that acts behind it: "Kết quả kiểm tra của các đoàn, Sở Nội vụ tổng hợp ..."."""
        found, stop = self.parser.list_at(text, start, end)
        owners = [m for m in found if m.end <= comma.start()]
        behind = [m for m in found if m.start >= comma.end()]
        one = bool(owners) and len(behind) == 1 and all(many(m.label) for m in owners) and behind[0].known and not behind[0].collective
        one = one and _BY_RULE_NEXT.match(text.key, stop, end) is None
        return one and _OF_AT_END.search(text.key, 0, start) is not None and self.verb.match(text.key, stop + 1, end) is not None

    def _who_is(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Cơ quan có thẩm quyền cấp giấy phép là Sở Y tế": who is charged stands behind his duty."""
        duty = _WHO_IS.match(text.key, place, end)
        found, stop = self.parser.list_at(text, duty.end(), end) if duty is not None else ((), place)
        named = bool(found) and all(m.known and not m.generic for m in found)
        return (found, stop, "passive") if named and _WHO_IS_ENDS.match(text.key, stop, end) else None

    def _in_time(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Thời hạn Sở X gửi báo cáo là trước ngày 31 tháng 10": a sentence on when somebody acts charges him."""
        time = _TIME.match(text.key, place, end)
        found, stop = self.parser.list_at(text, time.end(), end) if time is not None else ((), place)
        due = bool(found) and _LIMIT.search(text.key, stop, end) is not None
        return (found, stop, "subject") if due and self.predicative(text, stop, end, strict=True) else None

    def _then(self, text: Text, place: int, end: int) -> re.Match[str] | None:
        """Finds the "thì" of a premise that begins at a place."""
        premise = pattern("roles-premise").match(text.key, place, end) is not None or self._names_a_matter(text, place, end)
        return pattern("roles-then").match(text.key, place, end) if premise else None

    def parted(self, text: Text, start: int, end: int) -> list[tuple[int, int]]:
        """Gives the clauses of "Ban A báo cáo X, Ban B báo cáo Y", where a second body does the same for its part; else the one clause."""
        stop = start
        for comma in pattern("subjects-name-next").finditer(text.raw, start, end):
            if comma.start() < stop:
                continue  # between two names of the list just read
            found, stop = self.parser.list_at(text, comma.end(), end)
            act = pattern("subjects-act-again").match(text.key, stop + 1, end) if found and found[0].known and not found[0].generic else None
            before = text.key.rfind(f" {act.group()} ", start, comma.start()) if act is not None else -1
            first = self._ends_at(text, start, before) if before > start else ()
            same = first and not pattern("roles-behind-preposition").search(text.key, start, first[0].start)
            if same or self._acts_too(text, start, comma.start(), found, stop, end):
                return [(start, comma.start()), *self.parted(text, comma.end(), end)]
        return [(start, end)]

    def _acts_too(self, text: Text, start: int, comma: int, found: tuple[Mention, ...], stop: int, end: int) -> bool:
        """True for a body that acts behind what another one does: "Mức thu do Hội đồng nhân dân tỉnh quy định, Ủy ban nhân dân tỉnh hướng dẫn"."""
        sure = bool(found) and all(m.known and not (m.generic or many(m.label)) for m in found)
        role = self.cue.match(text.key, stop + 1, end)
        takes_part = role is not None and role.lastgroup in ("lead", "both", "joint")
        premise = pattern("roles-premise").match(text.key, start, comma) is not None
        modal = _MODAL.match(text.key, stop, end) if not premise else None  # "Sở X lập danh sách, Sở Y phải thẩm định"
        act = self.verb.match(text.key, modal.end() if modal is not None else stop + 1, end)
        if not sure or takes_part or act is None or _TOLD_BEFORE.search(text.key, start, comma):
            return False
        if any(a < comma < b for a, b in self.list_spans(text, start, end)):
            return False
        first, behind, how = self.find_subject(text, start, comma, NOBODY)
        if _CLASS_ACT.match(text.key, behind, comma) is not None and _MUST.match(text.key, stop, end) is not None:
            return False  # "Thủ trưởng cơ quan Công an quản lý địa bàn, Giám đốc Công an cấp tỉnh có trách nhiệm ...": which of them
        acts = how == "passive" or (how == "subject" and self.verb.match(text.key, behind + 1, comma) is not None)
        return bool(first) and acts and all(m.known and not m.generic for m in first)

    def _titled(self, text: Text, place: int, end: int, frame: Frame) -> Found | None:
        """Reads "Khuyến khích xuất khẩu: Các ngành chức năng tổ chức ..." and "Thông báo kết quả: trong 02 ngày, cơ quan kiểm tra phải ..."."""
        titled = pattern("subjects-title").match(text.key, place, end)
        if titled is None:
            return None
        found, stop = self.parser.list_at(text, titled.end(), end)
        if found and self.predicative(text, stop, end, strict=True):
            return found, stop, "subject"
        opener = pattern("roles-premise").match(text.key, titled.end(), end)
        own = bool(frame.bearers) and self.verb.match(text.key, place, end) is not None  # "Đưa vào dự thảo nội dung: Trong quá trình ..., X"
        return self._behind_adverbial(text, titled.end(), end, frame, opener) if opener is not None and not own else None
