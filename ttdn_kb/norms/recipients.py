"""Takes a clause's verbs that report, inform or send; gives whom they name; knows nothing of leads and partners.

"báo cáo / gửi / trình X" adds report_to, "gửi X (để) tổng hợp" makes X responsible too. What each verb allows is in `data/lexicon/cue_traits.csv`.
"""

from __future__ import annotations

import re

from ttdn_kb.norms.advice import AdviceReader, Cue, bodies
from ttdn_kb.norms.frames import Clause
from ttdn_kb.norms.labels import collective_label
from ttdn_kb.norms.lexicon import cues_with, key, pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text

_NEEDS_PREPOSITION, _BY_NAME, _THROUGH = cues_with("send", "needs-preposition"), cues_with("send", "by-name"), cues_with("send", "through")
_BY_WAY_OF, _LAYS_BEFORE, _SUPPLIES = cues_with("send", "by-way-of"), cues_with("send", "lays-before"), cues_with("send", "supplies")
_NOUN, _REPORTS, _SPREADS = cues_with("send", "noun"), cues_with("send", "reports"), cues_with("send", "spreads")
_SERVES_TALKS, _ON_DEMAND, _BODIES_ONLY = cues_with("send", "serves-talks"), cues_with("send", "on-demand"), cues_with("send", "bodies-only")
_UP, _UP_FAR, _FAR = cues_with("send", "up"), cues_with("send", "up-far"), cues_with("send", "far")
_ABOUT, _ABOUT_FAR, _TO_MANY = cues_with("send", "about"), cues_with("send", "about-far"), cues_with("send", "to-many")
_OF_MESSAGES, _OF_PAPERS, _NO_THINGS = cues_with("send", "of-messages"), cues_with("send", "of-papers"), cues_with("send", "no-things")
_OF_MATTER, _OF_PARTNER, _OF_TARGET = word_set("prepositions-of-matter"), word_set("prepositions-of-partner"), word_set("prepositions-of-target")
_IN_BRACKET = re.compile(r"\(\s*\w[^()]*$")
_ONWARD, _IN_PRESENCE = word_set("prepositions-onward"), word_set("prepositions-of-presence")
_PART_OF_WORD, _PART_AHEAD, _REFUSED = pattern("roles-part-of-word"), pattern("roles-part-ahead"), pattern("recipients-refused")
_SUPPLY_BEFORE, _FOR_TALKS = pattern("recipients-supply-before"), pattern("roles-for-talks")
_TO = pattern("roles-to-at-end")
_DESCRIBED, _TARGET, _CONTACT = pattern("recipients-described"), pattern("roles-target"), pattern("recipients-contact")
_ADVISED_TOO, _VIA, _LAYS_LAST = pattern("recipients-advised-too"), pattern("recipients-via"), pattern("recipients-lays-last")
_BY_WAY = pattern("recipients-by-way")
_MESSAGE, _PAPERS = pattern("recipients-message"), pattern("recipients-papers")
_THINGS, _THINGS_BEFORE = pattern("recipients-things"), pattern("recipients-things-before")
_OTHERS_SEND, _RECEIVED = pattern("recipients-others-send"), pattern("recipients-received")
_LAYS_ON, _PARTY, _OWED = pattern("recipients-lays-on"), pattern("recipients-party"), pattern("recipients-owed")
_NEXT_DOER, _ENDS, _PARTIES = pattern("roles-next-doer"), pattern("roles-partner-ends"), word_set("parties")
_TO_ANY = cues_with("send", "to-any")
_AT_PLACE, _TO_KNOW = cues_with("send", "at-place"), cues_with("send", "to-know")
_PUBLIC, _OUTSIDERS = pattern("recipients-public"), pattern("recipients-outsiders")
_COMMITTEES = pattern("recipients-committees")
_HANDED_IN, _SO_THAT, _KNOWS = pattern("recipients-handed-in"), pattern("recipients-so-that"), pattern("recipients-knows")
_BOTH_SIDES = pattern("recipients-both-sides")
_SPOKEN_OF, _PAID_THROUGH, _DEALINGS = pattern("recipients-spoken-of"), pattern("recipients-paid-through"), pattern("recipients-dealings")
_THEN_LAID = pattern("recipients-then-laid")
_PURPOSE, _TELLS, _NEAR = pattern("recipients-purpose"), pattern("recipients-tells"), 120
_REFERRED, _FURTHER = pattern("recipients-referred"), pattern("recipients-further")
_DECIDES = pattern("recipients-decides")
_DRAWN_UP = pattern("recipients-drawn-up")
_PROPOSES_TO, _THEN_PROPOSES = pattern("recipients-proposes-to"), pattern("recipients-then-proposes")
_NEXT_TOLD = pattern("recipients-next-told")
_COPY_NEXT, _MAILBOX, _TELLS_ON = pattern("recipients-copy-next"), pattern("recipients-mailbox"), pattern("recipients-tells-on")
_ACTS_BEFORE = pattern("recipients-acts-before")
_ONWARD_TO, _READS_ON = pattern("recipients-onward-to"), cues_with("send", "reads-on")
_DECIDER_NEXT, _TAKER_NEXT, _NAME_NEXT = pattern("recipients-decider-next"), pattern("recipients-taker-next"), pattern("recipients-name-next")
_ANY_NEXT, _TURNED = pattern("recipients-any-next"), pattern("recipients-turned")
_NAME_LATER, _FARTHEST, _FARTHEST_NAME = pattern("recipients-name-later"), 320, 160
Found = tuple[tuple[Mention, ...], int]
"""Mentions, and where their words end."""


def _add(clause: Clause, role: str, found: tuple[Mention, ...]) -> None:
    """Adds those to a clause's cast who are not in it in the same role."""
    clause.cast += [(role, m) for m in found if (role, m) not in clause.cast]


class RecipientReader(AdviceReader):
    """Reads whom a clause informs, and who works on what is sent."""

    def _send(self, text: Text, match: re.Match[str], end: int, clause: Clause) -> int:
        """Reads a cue that reports, informs or sends; gives where the words on its recipients end."""
        cue, told = Cue.of(text, match, end), any(role == "report_to" for role, _ in clause.cast)
        if self._part_of_phrase(cue):
            return cue.stop
        named = [clause.body] if clause.subject else []
        named += [m.end for m in (*clause.partners, *(m for _, m in clause.cast)) if m.end <= cue.start]
        opens = any(not text.key[place : cue.start].strip() for place in named)  # "(phối hợp với) Sở Xây dựng | báo cáo X": no verb of the name
        noun = self._as_noun(cue, told, opens)
        if self._sends_nothing(cue, told):
            return cue.stop
        also = pattern("roles-advised-too").match(text.key, cue.stop, end) if cue.word in _UP else None
        too = self.parser.list_at(text, also.end(), end)[0] if also is not None else ()
        if too or (also is not None and noun):  # "báo cáo, đề xuất X", "xây dựng báo cáo đề xuất các cơ chế"
            clause.cast += [("report_to", m) for m in too]
            return cue.stop
        found, stop = self._recipients(cue, noun, opens)
        if not found:
            clause.cast += [("report_to", m) for m in self._proposed_to(cue, noun)]
            return cue.stop
        worked_on = self._worked_on(cue, found, stop, clause)
        if worked_on is not None:
            return worked_on
        if cue.word in _UP and _ADVISED_TOO.search(cue.before):
            _add(clause, "advised", found)  # "tham mưu, báo cáo X"
        if cue.word in _UP and _PROPOSES_TO.search(text.key, cue.stop, found[0].start):
            _add(clause, "advised", found)  # "báo cáo tình hình và kiến nghị các biện pháp với X"
        _add(clause, "report_to", found)
        _add(clause, "report_to", self._passing_on(text, found, end))
        return stop if cue.word not in _READS_ON else cue.stop

    def _passing_on(self, text: Text, found: tuple[Mention, ...], end: int) -> tuple[Mention, ...]:
        """Gives the bodies by way of which those told are told, in brackets behind each: "gửi Bộ Tư pháp (qua Cục X), Sở Y tế"."""
        out: list[Mention] = []
        for told in found:
            bracketed = text.raw[told.end - 1] == ")"
            way = _BY_WAY.match(text.key, text.raw.rfind("(", told.start, told.end) if bracketed else told.end, end)
            out += bodies(self.parser.list_at(text, way.end(), end)[0]) if way is not None else ()
        return tuple(out)

    def _proposed_to(self, cue: Cue, noun: bool) -> tuple[Mention, ...]:
        """Gives who is reported to by a proposal that follows the matter: "báo cáo khó khăn, vướng mắc, đề xuất Ủy ban nhân dân tỉnh xem xét"."""
        acts = cue.word in _UP and not noun and _DRAWN_UP.search(cue.before) is None  # "lập báo cáo, đề xuất X": a paper
        then = _THEN_PROPOSES.match(cue.text.key, cue.stop, cue.end) if acts else None
        found = self.parser.list_at(cue.text, then.end(), cue.end)[0] if then is not None else ()
        return tuple(m for m in found if m.known and not m.collective and not m.generic)

    @staticmethod
    def _part_of_phrase(cue: Cue) -> bool:
        """True where a cue is part of a word, refused, or the object of another verb."""
        part = _PART_OF_WORD.search(cue.before + cue.word)
        if (part is not None and part.start() < len(cue.before)) or _PART_AHEAD.match(cue.text.key, cue.stop):
            return True  # "chương trình", "chuyển đổi"; but "luân chuyển" is a cue itself
        if _REFUSED.search(cue.before):
            return True  # "không chuyển công việc lên Ủy ban nhân dân tỉnh"
        said = cue.text.key[max(0, cue.start - 3 * _NEAR) : cue.start]
        if _OTHERS_SEND.search(said) or _RECEIVED.search(said):
            return True  # "hướng dẫn công dân gửi đơn đến X", "xử lý đơn do Y chuyển đến X": others send
        laid = cue.word in _UP and _THEN_LAID.search(said) is not None  # "gửi Sở X thẩm định trước khi trình Y"
        if _SPOKEN_OF.search(said) and not laid:
            return True  # "nội dung đã đăng ký với X", "quyết định việc cung cấp thông tin cho X", "kiểm tra trước khi gửi X": told of
        if cue.word in _BY_WAY_OF | _THROUGH and _PAID_THROUGH.search(cue.text.key, max(0, cue.start - _NEAR), cue.start):
            return True  # "thanh toán ngân sách nhà nước qua Kho bạc Nhà nước"
        return cue.word in _NOUN and _SUPPLY_BEFORE.search(cue.before) is not None  # "cung cấp thông tin"

    def _as_noun(self, cue: Cue, told: bool, opens: bool) -> bool:
        """True where a cue may be a noun, so that only a preposition shows its recipient: "thông tin cho X", "các báo cáo gửi X"."""
        if cue.word in _NEEDS_PREPOSITION and not self._sent_by_name(cue, told):
            return True
        return cue.word in _NOUN or (cue.word in _REPORTS and not opens and pattern("roles-sent-noun").search(cue.before) is not None)

    def _sends_nothing(self, cue: Cue, told: bool) -> bool:
        """True where a cue names a purpose, a thing or a matter."""
        if told and cue.word in _SERVES_TALKS and _FOR_TALKS.search(cue.before) and not self._sent_to(cue):
            return True  # "báo cáo X để trao đổi với Y": what is told to X serves the talks
        if cue.word in _REPORTS and pattern("roles-paper-before").search(cue.before) and not self._taker(cue):
            return True  # "văn bản, báo cáo": things
        if cue.word in _OF_MESSAGES and not _MESSAGE.search(cue.text.key, max(0, cue.start - _NEAR), cue.end):
            return True  # "phổ biến Luật đến các sở": who is taught
        return cue.word in _SPREADS and pattern("roles-spread-noun").search(cue.before) is not None  # "việc triển khai Kế hoạch đến các sở": a matter

    def _recipients(self, cue: Cue, noun: bool, opens: bool) -> Found:
        """Gives who is told: right behind the cue, described, on whose demand, or behind the object."""
        acts = opens or _ACTS_BEFORE.search(cue.text.key, 0, cue.start) is not None  # "(Có trách nhiệm) thông tin về các dự án ... cho Sở Y tế biết"
        found, stop = self._behind(cue, noun, told_of=cue.word in _NOUN and not acts)
        if not found:
            found, stop = self._demanding(cue)
        if not found and cue.word in _AT_PLACE:
            found, stop = self._handed_in(cue)
        if not found and cue.word in _TO_KNOW:
            found, stop = self._let_know(cue)
        if not found and (cue.word in _FAR or (cue.word in _ABOUT_FAR and acts)):
            found, stop = self._far(cue, noun)
        box = _MAILBOX.match(cue.text.key, cue.stop, cue.end) if not found and cue.word in _FAR else None
        if box is not None:  # "gửi văn bản vào hộp thư công vụ của Sở Y tế"
            found, stop = self.parser.list_at(cue.text, box.end(), cue.end)
        if cue.word in _BODIES_ONLY:
            found = bodies(found)
        if found and self._hands_over(cue, found[0].start):
            return (), cue.stop
        open_way = cue.word in _BY_WAY_OF and not cue.before.rstrip().endswith("(")
        if (open_way or cue.word in _THROUGH) and any(m.collective or m.generic for m in found):
            found = ()  # "qua các cơ quan thông tin": a way, nobody who is told
        return found, stop

    @staticmethod
    def _hands_over(cue: Cue, place: int) -> bool:
        """True where what goes to the one named at `place` is a thing or money: "bàn giao công trình cho X", "nộp tiền vào X"."""
        key, before = cue.text.key, cue.text.key[max(0, cue.start - _NEAR) : cue.start]
        if cue.word in _OF_PAPERS:
            return _PAPERS.match(key, cue.stop, place) is None
        return cue.word in _NO_THINGS and (_THINGS.match(key, cue.stop, place) or _THINGS_BEFORE.search(before)) is not None

    def _behind(self, cue: Cue, noun: bool, told_of: bool) -> Found:
        """Gives who stands right behind a cue, named or described; behind a noun only after a preposition, which is no "về" where `told_of`."""
        near = self.to_x.match(cue.text.key, cue.stop, cue.end)
        if near is None or (noun and not _TO.search(near.group())):
            return (), cue.stop
        if told_of and near.group().split()[-1:] in [[word] for word in _OF_MATTER]:
            return (), cue.stop  # "cập nhật thông tin về Trung tâm trọng tài"
        found, stop = self._told_of(cue, near.end())
        if found and found[0].collective and cue.word in _ABOUT and pattern("recipients-about-last").search(near.group()):
            return (), stop  # "thông báo về các cơ quan ...": what is told
        return found, stop

    def _worked_on(self, cue: Cue, found: tuple[Mention, ...], stop: int, clause: Clause) -> int | None:
        """Adds recipients who work on what they are sent ("gửi Sở Y tế tổng hợp") and gives where that ends; None where they only get it."""
        key, end, lays = cue.text.key, cue.end, cue.word in _LAYS_BEFORE
        works = self.consolidate.match(key, stop, end) or (self.later_consolidate.match(key, stop, end) if not lays else None)
        if works is None:
            return self._for_itself(cue.text, found, stop, end, clause)
        if lays and _LAYS_ON.search(works.group()) is None:
            return None
        via = _VIA.search(key, stop, works.end())
        takers = found
        if via is not None:  # "báo cáo Ủy ban nhân dân tỉnh (qua Sở Y tế tổng hợp)"
            takers = self.parser.list_at(cue.text, via.end(), end)[0] or found
            clause.cast += [("report_to", m) for m in takers if m not in found]
        _add(clause, "report_to", found)
        clause.cast += [("responsible", m) for m in takers]
        clause.cast += [("report_to", m) for m in self._approves(cue.text, works.end(), end)]
        clause.cast += [("report_to", m) for m in self._sent_on(cue.text, works, end) if ("report_to", m) not in clause.cast]
        lays_last = _LAYS_LAST.search(key, works.start(), works.end())
        return lays_last.start() if lays_last is not None else works.end()

    def _sent_on(self, text: Text, works: re.Match[str], end: int) -> tuple[Mention, ...]:
        """Gives to whom those who work on what they are sent send it in a purpose: "báo cáo số dư để Bộ Ngoại giao tổng hợp, gửi Bộ Tài chính"."""
        tells = _TELLS.match(text.key, works.end(), end)
        return self.parser.list_at(text, tells.end(), end)[0] if tells is not None else ()

    def _for_itself(self, text: Text, found: tuple[Mention, ...], stop: int, end: int, clause: Clause) -> int | None:
        """Reads "gửi Sở Nội vụ trước ngày 15/12 để Sở Nội vụ tổng hợp, báo cáo Y": adds who of those told works on it and whom they tell."""
        purpose = _PURPOSE.search(text.key, stop, min(end, stop + _NEAR))
        named, after = self.parser.list_at(text, purpose.end(), end) if purpose is not None else ((), stop)
        takers = tuple(m for m in found if m.label in {n.label for n in named})
        works = self.consolidate.match(text.key, after, end) if takers else None
        if works is None:
            return None
        tells = _TELLS.match(text.key, works.start(), end)
        onward, last = self.parser.list_at(text, tells.end(), end) if tells is not None else ((), works.end())
        _add(clause, "report_to", found)
        clause.cast += [("responsible", m) for m in takers] + [("report_to", m) for m in onward]
        return max(last, works.end())

    def _told_of(self, cue: Cue, start: int, described: bool = True) -> Found:
        """Gives who is told at `start`: bodies named there, behind private parties too ("cho bên mua, Sở Y tế"), or one that is only described."""
        key, end = cue.text.key, cue.end
        party = _PARTY.match(key, start, end) if cue.word in _BODIES_ONLY else None
        start = party.end() if party is not None else start
        contact = _CONTACT.match(key, start, end)  # "qua cơ quan đầu mối là Sở Y tế"
        found, stop = self.parser.list_at(cue.text, contact.end() if contact is not None else start, end)
        if contact is not None and not found:
            found, stop = self.parser.list_at(cue.text, start, end)
        found, stop = self._in_bracket(cue.text, found, stop, end)
        if not found and described:
            found, stop = self._officers(cue.text, start, end)
        owed = len(found) == 1 and found[0].collective and _OWED.match(key, stop, end) is not None  # "đến cơ quan có trách nhiệm tổng hợp"
        if described and not found:
            found, stop = self._bare_party(cue.text, start, end)
        if owed or (described and not found):
            told, last = self._described_at(cue.text, start, end)
            found, stop = (told, last) if told else (found, stop)
        found, stop = self._told_beside(cue.text, found, stop, end) if found else (found, stop)
        return self.members.beyond(cue.text, found, stop, end, acts=False) if found else (found, stop)

    def _bare_party(self, text: Text, pos: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives doers whose first is known by its sort alone, "với địa phương và các cơ quan liên quan", () where more words tell which."""
        noun = self.parser.lexicon.groups_re.match(text.key, pos, end)
        gap = _NEXT_DOER.match(text.key, noun.end(), end) if noun is not None else None
        if noun is None or noun.group() not in _PARTIES:
            return (), pos
        others, stop = self.parser.list_at(text, gap.end(), end) if gap is not None else ((), noun.end())
        if not others and not (self.verb.match(text.key, noun.end() + 1, end) or _ENDS.match(text.key, noun.end(), end)):
            return (), pos
        first = Mention(pos, noun.end(), collective_label(text.raw[pos : noun.end()], plural=True), collective=True)
        return (first, *others), stop if others else noun.end()

    def _described_at(self, text: Text, start: int, end: int) -> Found:
        """Gives a recipient that is described, by the provision that names it too, and whoever is listed behind it; () where none is."""
        referred = _REFERRED.match(text.key, start, end)  # "cơ quan quy định tại khoản 4 Điều 3"
        said = referred or _DESCRIBED.match(text.key, start, end)
        if said is None or _TARGET.search(said.group()):
            return (), start
        inner = self.parser.find(text, start + 1, end)
        whole = inner[0][0].end if inner is not None and inner[0][0].start < said.end() < inner[0][0].end else said.end()
        name = text.raw[start:whole]  # "đầu mối của Sở Khoa học và Công nghệ": to the end of the name in it
        one = Mention(start, whole, name[0].upper() + name[1:], known=False)
        more = _NEXT_DOER.match(text.key, whole, end) if _FURTHER.match(text.key, whole, end) is None else None
        others, last = self.parser.list_at(text, more.end(), end) if more is not None else ((), start)
        return ((one, *others), last) if others else self._in_bracket(text, (one,), whole, end)

    def _in_bracket(self, text: Text, found: tuple[Mention, ...], stop: int, end: int) -> Found:
        """Gives the one body whose name a bracket tells: "cơ quan quản lý hệ thống (Sở Khoa học và Công nghệ)"; any other list as it is."""
        told = len(found) == 1 and not found[0].known and not found[0].generic
        inside = told and text.raw[stop - 1 : stop] == ")"
        bracket = text.raw.rfind("(", found[0].start, stop) + 1 if inside else 0
        bracket = stop + 2 if told and text.raw.startswith(" (", stop) else bracket
        named, last = self.parser.list_at(text, bracket, end) if bracket else ((), 0)
        one = len(named) == 1 and named[0].known and not named[0].collective and text.raw[last : last + 1] == ")"
        return (named, last + 1) if one else (found, stop)

    def _told_beside(self, text: Text, found: tuple[Mention, ...], stop: int, end: int) -> Found:
        """Gives recipients with those beside them: a described one ("Sở Y tế và cơ quan nơi gửi tài liệu"), one told apart, one who gets a copy."""
        while True:
            more = _FURTHER.match(text.key, stop, end)
            told, last = self._described_at(text, more.end(), end) if more is not None else ((), stop)
            onward = _NEXT_TOLD.match(text.key, stop, end) if not told else None
            if onward is not None:  # "đến Thường trực Hội đồng nhân dân tỉnh; đến Sở Tư pháp"
                told, last = self.parser.list_at(text, onward.end(), end)
            copy = _COPY_NEXT.match(text.key, stop, end) if not told else None
            if copy is not None:  # "cho Tòa án nhân dân khu vực và 01 bộ hồ sơ cho Viện kiểm sát nhân dân tỉnh"
                told, last = self.parser.list_at(text, copy.end(), end)
            if not told:
                return found, stop
            found, stop = (*found, *told), last

    def _approves(self, text: Text, start: int, end: int) -> tuple[Mention, ...]:
        """Gives who decides on what was sent to another first: "gửi Sở Tài chính thẩm định, Ủy ban nhân dân tỉnh phê duyệt"."""
        gap = _DECIDER_NEXT.match(text.raw, start, end)
        found, stop = self.parser.list_at(text, gap.end(), end) if gap is not None else ((), start)
        return found if found and pattern("recipients-approves").match(text.key, stop, end) else ()

    def _sent_to(self, cue: Cue) -> bool:
        """True where a named body stands behind a preposition of direction: "báo cáo thủ trưởng để thông báo về Sở Y tế"."""
        onward = _ONWARD_TO.match(cue.text.key, cue.stop, cue.end)
        found = self.parser.list_at(cue.text, onward.end(), cue.end)[0] if onward is not None else ()
        return bool(found) and all(m.known and not m.collective and not m.generic for m in found)

    def _taker(self, cue: Cue) -> bool:
        """True where a named body stands right behind the cue: "trong Kế hoạch, báo cáo Chủ tịch Ủy ban nhân dân tỉnh kết quả"."""
        gap = _TAKER_NEXT.match(cue.text.raw, cue.stop, cue.end)
        return gap is not None and bool(self.parser.list_at(cue.text, gap.end(), cue.end)[0])

    def _sent_by_name(self, cue: Cue, told: bool) -> bool:
        """True where the recipient stands without a preposition: "trao đổi Công an tỉnh", "(thông qua Sở Tài chính)"."""
        through = cue.word in _THROUGH and (told or cue.before.endswith("("))  # "báo cáo X kết quả thông qua Sở Y"
        if cue.word not in _BY_NAME and not through:
            return False
        gap = (_ANY_NEXT if cue.word in _TO_ANY else _NAME_NEXT).match(cue.text.raw, cue.stop, cue.end)
        found, stop = self.parser.list_at(cue.text, gap.end(), cue.end) if gap is not None else ((), cue.stop)
        if not found and gap is not None and cue.word in _TO_ANY:
            found, stop = self._bare_party(cue.text, gap.end(), cue.end)  # "trả lời địa phương"
        if _TURNED.match(cue.text.key, stop, cue.end):
            return False  # "chuyển các đơn vị sự nghiệp thành công ty cổ phần"
        sure = cue.word in _TO_ANY or not (found and (found[0].collective or found[0].generic))  # "trả lời Ủy ban nhân dân các xã"
        return bool(found) and (found[0].known or bool(found[0].generic)) and sure

    def _demanding(self, cue: Cue) -> Found:
        """Gives who asks for what is reported or supplied: "báo cáo khi có yêu cầu của X", "cung cấp hồ sơ theo đề nghị của X"."""
        demanded = pattern("roles-demanded").match(cue.text.key, cue.stop, cue.end) if cue.word in _ON_DEMAND else None
        if demanded is None or self._named_before(cue, demanded.start("by")):
            return (), cue.stop
        found, stop = self.parser.list_at(cue.text, demanded.end(), cue.end)
        return bodies(found), stop

    def _named_before(self, cue: Cue, limit: int) -> bool:
        """True where a preposition between a cue and `limit` names somebody: "gửi báo cáo về Sở Y tế theo yêu cầu của Bộ Y tế"."""
        return any(self.parser.list_at(cue.text, prep.end(), limit)[0] for prep in self.prep_x.finditer(cue.text.key, cue.stop, limit))

    def _handed_in(self, cue: Cue) -> Found:
        """Gives the body at which something is handed in: "nộp trực tiếp tại Sở Tư pháp", "nộp 01 bộ hồ sơ tại Trung tâm X"."""
        at = _HANDED_IN.match(cue.text.key, cue.stop, cue.end)
        found, stop = self.parser.list_at(cue.text, at.end(), cue.end) if at is not None else ((), cue.stop)
        sure = any(m.known and not m.generic and (not m.collective or _COMMITTEES.match(key(m.label))) for m in found)
        return (found, stop) if sure else ((), cue.stop)

    def _let_know(self, cue: Cue) -> Found:
        """Gives who is told so that he may know, work on it or tell others, and those others.

        "thông báo kết quả để Công an tỉnh biết", "cung cấp hồ sơ để Thanh tra tỉnh kiểm tra", "gửi hồ sơ để Sở X tổng hợp",
        "gửi hồ sơ để Cục X báo cáo Bộ trưởng"; not "cung cấp kinh phí để Sở X kiểm tra".
        """
        if _THINGS.match(cue.text.key, cue.stop, cue.end):
            return (), cue.stop
        order = _SO_THAT.match(cue.text.key, cue.stop, cue.end)
        found, stop = self._told_of(cue, order.end()) if order is not None else ((), cue.stop)
        if not found or any(_OUTSIDERS.fullmatch(m.label.lower()) or _PUBLIC.fullmatch(m.label.lower()) for m in found):
            return (), cue.stop
        tells = _TELLS_ON.match(cue.text.key, stop, cue.end)
        onward, last = self.parser.list_at(cue.text, tells.end(), cue.end) if tells is not None else ((), stop)
        if onward:
            return (*found, *onward), last
        works = self.consolidate.match(cue.text.key, stop, cue.end)
        sure = all(m.generic or (m.known and not m.collective) for m in found) and self._works_at(cue.text, stop, cue.end)
        return (found, stop) if sure or works is not None or _KNOWS.match(cue.text.key, stop, cue.end) else ((), cue.stop)

    def _works_at(self, text: Text, stop: int, end: int) -> bool:
        """True where those named before `stop` work on what they are sent: "để Sở Nội vụ (kịp thời) đánh giá, xếp hạng"."""
        adverbs = pattern("adverbs").match(text.key, stop + 1, end)
        return _DECIDES.match(text.key, stop, end) is not None or self.verb.match(text.key, adverbs.end() if adverbs else stop + 1, end) is not None

    def _far(self, cue: Cue, noun: bool) -> Found:
        """Finds the recipient after the object: "báo cáo kết quả thực hiện với các cơ quan có thẩm quyền"."""
        other = pattern("roles-other-recipient").search(cue.text.key, cue.stop, cue.end)
        limit = other.start() if other is not None else cue.end
        found, stop = self._behind_preposition(cue, limit, noun)
        return (found, stop) if found or noun or cue.word not in _UP_FAR else self._behind_object(cue, limit)

    def _behind_preposition(self, cue: Cue, limit: int, noun: bool) -> Found:
        """Gives who stands behind a later preposition: "gửi kết quả về Sở Y tế"; what is told in somebody's presence is told by a verb."""
        key = cue.text.key
        for prep in self.prep_x.finditer(key, cue.stop, min(limit, cue.stop + _FARTHEST)):
            word = prep.group().rstrip(": ").split()[-1]
            if (word in _OF_MATTER and cue.word in _ABOUT_FAR) or (word in _IN_PRESENCE and noun):
                continue  # "xây dựng báo cáo giải trình của Thủ tướng trước Quốc hội"
            if _IN_BRACKET.search(key, cue.stop, prep.start()) is not None:
                continue  # "báo cáo kết quả (gồm số tiền đã cấp cho các hộ)"
            if word in _OF_PARTNER and (_BOTH_SIDES.search(key, cue.stop, prep.start()) or _DEALINGS.search(key, cue.stop, prep.start())):
                continue  # "trao đổi giữa cơ quan quản lý với các tổ chức", "gửi chứng từ giao dịch với Kho bạc Nhà nước"
            if cue.word in _SPREADS and (word not in _ONWARD or pattern("roles-from").search(key, cue.stop, prep.start())):
                continue
            sent = word in _ONWARD or (word in _OF_MATTER and cue.word not in _ABOUT)  # "gửi văn bản về cơ quan quản lý hệ thống"
            found, stop = self._told_of(cue, prep.end(), described=word in _OF_TARGET or sent or cue.word in _UP)
            if found and not (word in _OF_PARTNER and cue.word in _SUPPLIES):
                if word in _OF_MATTER and found[0].collective and cue.word not in _TO_MANY:
                    continue
                return found, stop
            if cue.word in _SUPPLIES and word in _OF_TARGET:
                break  # the first "cho" names the target, here the public
        return (), cue.stop

    def _behind_object(self, cue: Cue, limit: int) -> Found:
        """Gives the one known body that stands behind the object without a preposition: "trình dự thảo Ủy ban nhân dân tỉnh"."""
        text = cue.text
        for word in _NAME_LATER.finditer(text.raw, cue.stop, min(limit, cue.stop + _FARTHEST_NAME)):
            if pattern("roles-advises-next").search(text.key, cue.stop, word.start()):
                break
            if pattern("roles-inside-a-name").search(text.key[cue.stop : word.start()]) or text.raw[word.start() - 1] in ",(":
                continue
            if text.raw[text.raw.rfind(" ", 0, word.start()) + 1].isupper():
                continue  # inside a name
            found, stop = self.parser.list_at(text, word.end(), cue.end)
            if found and not found[0].collective and found[0].known and not pattern("recipients-no-reader").match(found[0].label):
                return found, stop
        return (), cue.stop
