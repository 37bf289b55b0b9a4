"""Takes one clause and what governs it from outside; gives who takes part in which role; knows nothing of the document's structure.

The rules are those of the encoding guide: "chủ trì (, phối hợp với X)" makes the bearer lead and X coordinator; "phối hợp với X" alone makes the
bearer coordinator and X partner.
"""

from __future__ import annotations

import re

from ttdn_kb.norms.advice import bodies
from ttdn_kb.norms.described import extended, many
from ttdn_kb.norms.frames import Cast, Clause, Frame, cast_of
from ttdn_kb.norms.lexicon import cues_with, pattern
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.predicates import ADVERB, NOUN_BEFORE
from ttdn_kb.norms.recipients import RecipientReader

__all__ = ["Cast", "Clause", "Frame", "RoleReader", "cast_of"]

_NEEDS_WITH = cues_with("joint", "needs-with")
_BETWEEN, _NEXT_VERB = pattern("roles-between"), pattern("roles-next-verb")
_BESIDE_DOER, _GIVEN_LEAD, _IS_A_BODY = pattern("roles-beside-doer"), pattern("roles-given-lead"), pattern("roles-is-a-body")
_ADVERB_LAST, _SECOND_NEXT = pattern("roles-adverb-last"), pattern("roles-second-next")
_ANOTHER_TOLD, _FOR_ANOTHER = pattern("roles-another-told"), pattern("roles-for-another")
_ROLE_BESIDE, _NOUN_AHEAD = pattern("roles-role-beside"), pattern("roles-joint-noun-ahead")
_ALSO_ACTS, _WITH_THING, _TAKES_PART = pattern("roles-also-acts"), pattern("roles-with-thing"), pattern("roles-takes-part")
_LISTED, _LEADS_OR_JOINS = pattern("recipients-listed"), pattern("roles-leads-or-joins")
_INVITES, _TOLD_FOR = pattern("roles-invites"), pattern("roles-told-for")
_CONFIRMED_BY, _CONFIRMED_IF = pattern("roles-confirmed-by"), pattern("roles-confirmed-if")
_CONTACT_OF = pattern("roles-contact-of")
_WITH_LATER, _DEALINGS, _TARGET = pattern("roles-with-later"), pattern("recipients-dealings"), pattern("roles-target")


class RoleReader(RecipientReader):
    """Reads clauses."""

    def read(self, text: Text, start: int, end: int, frame: Frame) -> Clause:
        """Reads a clause.

        Args:
            text: the string with its views.
            start, end: the clause.
            frame: what governs it from outside.
        """
        clause = Clause(start, end)
        bearers, body, how = self.find_subject(text, start, end, frame) if not frame.open_with else ((), start, "")
        clause.body, clause.subject, clause.directive = body, bool(bearers), how in ("order", "request")
        clause.passive = how == "passive"
        clause.request = how == "request"
        clause.bearers = bearers or frame.bearers
        clause.helps = bool(frame.advised)
        beside = pattern("roles-beside").match(text.key, start, end) if frame.lead and not clause.subject else None
        if frame.open_with or beside is not None:
            start = beside.end() if beside is not None else start  # "Với Bộ X xây dựng ..." below "chủ trì, phối hợp với các Bộ:"
            found, stop = self.parser.list_at(text, start, end)
            if found:
                clause.partners, clause.body, body = found, stop, stop
                clause.lead, clause.coordinates, clause.role_phrase = frame.lead, frame.coordinates, True
        body = self._beside_bearer(text, body, end, clause)
        self._scan(text, body, end, clause)
        for asked in _CONFIRMED_BY.finditer(text.key, start, end):  # "Giấy ủy quyền phải có xác nhận của Ủy ban nhân dân xã": who confirms it
            if _CONFIRMED_IF.search(text.key, start, asked.start()) is None:
                clause.cast += [("responsible", m) for m in bodies(self.parser.list_at(text, asked.end(), end)[0])]
        self._modality(text, end, clause)
        return clause

    def _beside_bearer(self, text: Text, body: int, end: int, clause: Clause) -> int:
        """Reads the other doer of "Sở X cùng với Sở Y xây dựng kế hoạch", who bears the work too; gives where the predicate begins."""
        beside = _BESIDE_DOER.match(text.key, body, end) if clause.bearers and not clause.role_phrase else None
        found, stop = self.parser.list_at(text, beside.end(), end) if beside is not None else ((), body)
        role = self.cue.match(text.key, stop + 1, end)
        takes_part = role is not None and role.lastgroup in ("lead", "both", "joint")
        if not found or takes_part or self.verb.match(text.key, stop + 1, end) is None:
            return body
        clause.cast += [("responsible", m) for m in bodies(found)]
        return stop

    def _scan(self, text: Text, body: int, end: int, clause: Clause) -> None:
        key, pos = text.key, body
        masks = self._relative_masks(text, body, end)
        while (match := self.cue.search(key, pos, end)) is not None:
            pos = match.end()
            if any(a <= match.start() < b for a, b in masks):
                continue
            kind = match.lastgroup
            if kind == "both" or kind == "lead":
                pos = self._lead(text, match, end, clause, both=kind == "both")
            elif kind == "joint":
                pos = self._joint(text, match, body, end, clause)
            elif kind == "advise":
                pos = self._advise(text, match, end, clause)
            elif kind == "order":
                pos = self._order(text, match, end, clause)
            elif kind == "send":
                pos = self._send(text, match, end, clause)

    def _relative_masks(self, text: Text, body: int, end: int) -> list[tuple[int, int]]:
        """Stretches that only describe: "giao ban báo chí do X phối hợp với Y tổ chức", "được X phê duyệt", "mà X chủ trì"."""
        masks = [match.span() for match in pattern("roles-named-matter").finditer(text.key, body, end)]  # "quy chế quản lý, phối hợp công tác"
        for match in pattern("roles-relative-opens").finditer(text.key, body, end):
            found, stop = self.parser.list_at(text, match.end(), end)
            given = _GIVEN_LEAD.match(text.key, stop, end) if found and _IS_A_BODY.search(text.key, 0, match.start()) else None
            if given is not None:
                masks.append((match.start(), given.end()))  # "Sở X là cơ quan chuyên môn được UBND tỉnh giao chủ trì ..."
            elif found:
                inner = pattern("roles-chained-coordination").match(text.key, stop, end)
                stop = self.parser.list_at(text, inner.end(), end)[1] if inner is not None else stop
                close = pattern("roles-relative-end").search(text.key, stop, end)
                masks.append((match.start(), close.start() if close else end))
        for match in pattern("roles-in-order-to").finditer(text.key, body, end):
            found, stop = self.parser.list_at(text, match.end(), end)
            if found and self.verb.match(text.key, stop + len(text.key[stop:end]) - len(text.key[stop:end].lstrip()), end):
                masks.append((match.end(), end))  # "để UBND thành phố kiến nghị ...": the acts of another body
        return masks

    def _lead(self, text: Text, match: re.Match[str], end: int, clause: Clause, both: bool) -> int:
        before = text.key[max(self._past_name(clause), match.start() - 40) : match.start()]
        chairs = bool(clause.advised) and pattern("roles-chairs").match(text.key, match.end(), end) is not None
        if chairs or self._advised_acts(clause, text, match.start()):
            return match.end()  # "giúp Chủ tịch triệu tập, chủ trì các phiên họp"
        acts = clause.subject and not text.key[clause.body : match.start()].strip() and self.joint_after.match(text.key, match.end(), end) is not None
        named = NOUN_BEFORE.search(before) and (pattern("roles-noun-of-body").search(before) or not pattern("roles-given").search(before))
        if named and not (acts or both):
            beside = _ROLE_BESIDE.match(text.key, match.end(), end)
            return beside.end() if beside is not None else match.end()  # "xác định rõ đơn vị chủ trì, phối hợp": both tell which
        if pattern("roles-ends-in-order-to").search(before) and not both and self.joint_after.match(text.key, match.end(), end) is None:
            return match.end()  # "bảo đảm thời gian để chủ trì đề tài": a purpose
        objects = self._last_objects(clause, text, match.start()) or self._told_last(clause, text, match.start())
        if objects:
            clause.cast += [("lead", mention) for mention in objects]
            clause.cast = [c for c in clause.cast if not (c[0] == "responsible" and ("lead", c[1]) in clause.cast)]
            joined = self.joint_after.match(text.key, match.end(), end)
            found, stop = self._with(text, joined.end(), end) if joined is not None else self._seconding(text, match.end(), end)
            clause.cast += [("coordinator", m) for m in found]
            return stop if found else joined.end() if joined is not None else match.end()
        clause.does = clause.does or (not clause.role_phrase and self._own_verb(text, clause.body, match.start()))
        clause.does = clause.does or _LEADS_OR_JOINS.match(text.key, match.end(), end) is not None  # "Chủ trì hoặc tham gia biên soạn giáo trình"
        clause.role_phrase = clause.lead = True
        clause.both = clause.both or both
        pos = match.end()
        equals, stop = self._equals(text, before, pos, end)
        if equals:
            clause.cast += [("lead", m) for m in equals]
            pos = stop
        together = pattern("roles-lead-together").match(text.key, pos, end)
        found, stop = self.parser.list_at(text, together.end(), end) if together is not None else ((), pos)
        if not found:
            found, stop = self._seconding(text, pos, end)
        if found:
            clause.partners += found
            return stop
        joined = None if both else self.joint_after.match(text.key, pos, end)
        beside = pattern("roles-leads-with").match(text.key, pos, end) if joined is None and not both else None
        if beside is not None:  # "Bộ Tài chính chủ trì cùng Bộ Xây dựng rà soát ..."
            found, stop = self.parser.list_at(text, beside.end(), end)
            clause.partners += found
            return stop if found else pos
        if joined is not None or both:
            pos = joined.end() if joined is not None else pos
            found, stop = self._with(text, pos, end)
            if found:
                clause.partners += found
                pos = stop
            elif not pattern("roles-lead-alone").match(text.key, pos, end):
                clause.open_with = not text.key[pos:end].strip(" :.,;")
            if not text.key[pos:end].strip(" :.,;") and not found:
                clause.open_with = True
        return pos

    def _seconding(self, text: Text, pos: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives who coordinates beside the leader: the B of "A chủ trì (xây dựng kế hoạch), B phối hợp (với C)", and C; and where that is read to."""
        for gap in _SECOND_NEXT.finditer(text.key, pos, end):
            found, stop = self.parser.list_at(text, gap.end(), end)
            seconds = self.seconds.match(text.key, stop, end) if found else None
            if seconds is None or self._ends_at(text, pos, gap.start()):
                continue  # "chủ trì xây dựng quy chế giữa Sở A, Sở B phối hợp ...": one list
            if gap.start() > pos:
                return found, pos
            between = self.with_word.match(text.key, seconds.end(), end)
            others, last = self._with(text, seconds.end(), end) if between is not None else ((), seconds.end())
            return found + others, last if others else seconds.end()
        return (), pos

    def _equals(self, text: Text, before: str, pos: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives who leads beside the bearer: the X of "đồng chủ trì với X"."""
        beside = pattern("roles-jointly-with").match(text.key, pos, end) if pattern("roles-jointly").search(before) else None
        return self.parser.list_at(text, beside.end(), end) if beside is not None else ((), pos)

    @staticmethod
    def _past_name(clause: Clause) -> int:
        """Gives where a clause's predicate begins behind the name of a body, so that "Vụ Kế hoạch chủ trì" is no "kế hoạch"; 0 for any other."""
        named = clause.subject and all(m.known and not m.collective and not m.generic for m in clause.bearers)
        return clause.body if named else 0

    def _with(self, text: Text, pos: int, end: int) -> tuple[tuple[Mention, ...], int]:
        match = self.with_x.match(text.key, pos, end)
        found, stop = self.parser.list_at(text, match.end(), end) if match else ((), pos)
        if match is not None and not found:
            contact = _CONTACT_OF.match(text.key, match.end(), end)  # "với đầu mối quản trị của Sở Tư pháp"
            found, stop = self.parser.list_at(text, contact.end(), end) if contact is not None else ((), stop)
            found, stop = (found, stop) if found else self._officers(text, match.end(), end)
            found, stop = (found, stop) if found else self._bare_party(text, match.end(), end)
            found, stop = (found, stop) if found else self.parser.places_at(text, match.end(), end)
        several = match is not None and many(text.key[match.end() : end])
        if match is not None and not found and (several or self.with_word.match(text.key, pos, end)):
            found, stop = extended(text, (), match.end(), end, self.verb)
            found, stop = (found, stop) if found else self.members.beyond(text, (), match.end(), end, acts=True)
        found, stop = self.members.beyond(text, found, stop, end, acts=True) if found else (found, stop)
        whole, after = extended(text, found, stop, end, self.verb)
        if after == stop:
            return found, stop
        more = pattern("roles-next-doer").match(text.key, after, end)
        others, last = self.parser.list_at(text, more.end(), end) if more is not None else ((), after)
        return (whole + others, last) if others else (whole, after)

    def _with_later(self, text: Text, pos: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives with whom an act is done jointly that stands before them: "phối hợp xây dựng quy chế với Công an tỉnh"."""
        later = _WITH_LATER.match(text.key, pos, end)
        if later is None or not self.verb.match(text.key, later.start("act"), end):
            return (), pos
        if _DEALINGS.search(text.key, pos, later.start("with")) or self.cue.search(text.key, pos, later.start("with")):
            return (), pos  # "phối hợp ký hợp đồng với X", "phối hợp báo cáo kết quả với X"
        found, stop = self.parser.list_at(text, later.end(), end)
        sure = bool(found) and all(m.known and not _TARGET.search(m.label.lower()) for m in found)
        return (found, stop) if sure else ((), pos)

    @staticmethod
    def _told_to_serve(clause: Clause, text: Text, place: int) -> bool:
        """True where only the purpose for which somebody is told stands before `place`."""
        ends = [m.end for role, m in clause.cast if role == "report_to" and m.end <= place]
        return bool(ends) and _TOLD_FOR.fullmatch(text.key, max(ends), place) is not None

    @staticmethod
    def _told_last(clause: Clause, text: Text, place: int) -> list[Mention]:
        """Gives who was told right before `place`: "trao đổi Sở Ngoại vụ chủ trì, tiếp nhận ..." makes him lead."""
        told = [m for role, m in clause.cast if role == "report_to" and m.end <= place]
        out = [m for m in told if not text.key[m.end : place].strip()]
        while out and (beside := [m for m in told if m.end <= out[0].start and _LISTED.fullmatch(text.key, m.end, out[0].start)]):
            out.insert(0, beside[-1])
        return out

    def _joint(self, text: Text, match: re.Match[str], body: int, end: int, clause: Clause) -> int:
        key = text.key
        before = key[max(self._past_name(clause), match.start() - 30) : match.start()]
        pos = match.end()
        invites = _INVITES.search(key, body, match.start())
        invited = self._told_last(clause, text, invites.start()) if invites is not None else []
        if invited:  # "có văn bản gửi Sở Tài chính đề nghị phối hợp thẩm định"
            clause.cast += [("coordinator", m) for m in invited]
            return pos
        if (match.group() in _NEEDS_WITH and not self._goes_with(text, pos, end)) or self._advised_acts(clause, text, match.start()):
            return pos
        adverb = _ADVERB_LAST.search(key, body, match.start())  # "chỉ đạo Hội Cựu chiến binh tăng cường phối hợp với ..."
        objects = self._last_objects(clause, text, adverb.start() if adverb is not None else match.start())
        asked = pattern("roles-asks").search(key, body, objects[0].start) is not None if objects else False
        if asked and clause.lead:  # "chủ trì, phối hợp với X, đề nghị Y phối hợp xây dựng báo cáo"
            clause.cast = [c for c in clause.cast if c[0] != "advised" or c[1] not in objects] + [("coordinator", m) for m in objects]
            return pos
        if not objects and (_ANOTHER_TOLD.match(key, clause.body, match.start()) or _FOR_ANOTHER.search(key, body, match.start())):
            return pos  # "vận động nhân dân phối hợp", "trao đổi để Điều tra viên phối hợp": what another does
        if not objects and self._told_to_serve(clause, text, match.start()) and not self._with(text, pos, end)[0]:
            return pos  # "gửi Công an tỉnh để theo dõi, phối hợp xử lý": what those who are told do
        told = self._told_last(clause, text, match.start()) if not objects else []
        if told and not clause.lead and (self.verb.match(key, pos + 1, end) or self.with_word.match(key, pos, end)):
            return pos  # "báo cáo cơ quan chức năng phối hợp đánh giá": what those who are told do
        ordered = [m for m in objects if ("responsible", m) in clause.cast]
        found, stop = self._with(text, pos, end)
        if asked and not found and self.verb.match(key, pos + 1, end):  # "có văn bản đề nghị Y phối hợp bố trí cán bộ"
            clause.cast = [c for c in clause.cast if c[0] != "advised" or c[1] not in objects] + [("coordinator", m) for m in objects]
            return pos
        between = self.with_word.match(key, pos, end)
        if objects and (ordered or found):
            for mention in objects:
                if ("responsible", mention) in clause.cast:
                    clause.cast[clause.cast.index(("responsible", mention))] = ("coordinator", mention)
            leads = clause.lead and not clause.partners  # "Chủ trì, phối hợp với A tham mưu X phối hợp với Y": A is the leader's, Y is X's
            if not (ordered or leads or asked):  # "tham mưu X phối hợp với Y tổ chức Z": X works with Y
                clause.cast += [("coordinator", m) for m in objects]
            clause.cast += [("coordinator" if leads and not ordered else "partner", m) for m in found]
            return stop if found else pos
        opens = clause.subject and not key[clause.body : match.start()].strip()
        whole = opens and (found or pattern("roles-works-jointly").match(key, pos, end))  # "Các đơn vị phối hợp với Sở Y tế": no "đơn vị phối hợp"
        if not whole and NOUN_BEFORE.search(before) and not (found and pattern("roles-ends-in-task").search(before)):
            return pos  # "đơn vị phối hợp", but not "các cơ quan, đơn vị" + "phối hợp để ..."
        if _NOUN_AHEAD.match(key, pos, end) is not None:
            return pos  # "các tổ chức tư vấn, phối hợp liên ngành"
        also = _ALSO_ACTS.match(key, pos, end) if not found else None
        if also is not None and self.verb.match(key, also.end(), end):
            clause.own = True  # "Phối hợp thực hiện và chỉ đạo ...", "phối hợp hoặc đề nghị ..."
        joint = _NEXT_VERB.match(key, pos, end) if not found else None
        second = self.verb.match(key, joint.end(), end) if joint is not None else None
        if second is not None:
            # "phối hợp và hướng dẫn X": two verbs, X is partner
            run: re.Match[str] | None = second
            while run is not None:
                second = run
                more = _NEXT_VERB.match(key, run.end(), end)
                run = self.verb.match(key, more.end(), end) if more else None
            joiner = pattern("roles-joined-verbs").match(key, second.end(), end)
            found, stop = self.parser.list_at(text, joiner.end() if joiner else second.end(), end)
            found = tuple(m for m in found if not pattern("roles-people").search(m.label.lower()))
            clause.own = True
            if not found:
                stop = second.end()
        if not found and second is None:
            found, stop = self._with_later(text, pos, end)
        if not found and between is not None and not clause.lead:
            clause.loose = True
        if not found and (clause.advised or pattern("roles-purpose").search(before)) and key[body : match.start()].strip():
            return pos  # "tham mưu X ..., phối hợp, đôn đốc": acts of X; "để phối hợp thực hiện": a purpose
        clause.role_phrase = True
        if not clause.lead:
            again = clause.coordinates  # "phối hợp với A làm X, phối hợp với B làm Y"
            clause.coordinates = True
            clause.acts_first = clause.acts_first or (not again and self._own_verb(text, body, match.start()))
            clause.own = clause.own or clause.acts_first
        clause.partners += found
        rest = key[stop if found else pos : end]
        if not found and not rest.strip(" :.,;"):
            clause.open_with = True
        return stop if found else pos

    def _goes_with(self, text: Text, pos: int, end: int) -> bool:
        """True where "kết hợp" is followed by "với" or by a body: "kết hợp các đơn vị, địa phương liên quan đi thực địa"."""
        between = self.with_word.match(text.key, pos, end)
        beside = between is not None and not _BETWEEN.search(between.group())
        return (beside and _WITH_THING.match(text.key, pos, end) is None) or bool(self._with(text, pos, end)[0])

    def _own_verb(self, text: Text, body: int, stop: int) -> bool:
        """True where the bearer's own work stands before "phối hợp" in the same clause."""
        head = text.key[body:stop]
        head = _TAKES_PART.sub("", pattern("roles-opening-phrase").sub("", head))  # "Tham gia phối hợp với X": one act
        if not head.strip(" ,"):
            return False
        if pattern("roles-premise-or-adverbial").match(head.strip()) and "," not in head.strip(" ,"):
            return False
        if pattern("roles-focal-point").match(head.strip()):
            return False
        if pattern("roles-premise-opens").match(head.strip()):
            head = head.rsplit(",", 1)[-1]
        head = re.sub(r"(?<!\w)" + ADVERB, " ", " " + head).strip()
        while (adverb := pattern("roles-adverb-opens").match(head)) is not None and adverb.group():
            head = head[adverb.end() :]
        return bool(head.strip(" ,")) and self.verb.match(head.strip(" ,")) is not None

    def _modality(self, text: Text, end: int, clause: Clause) -> None:
        words = text.key[clause.body : end]
        given = clause.directive and pattern("roles-empowers").search(text.key, clause.start, clause.body) is not None
        may = clause.subject and not clause.passive and pattern("may").match(words.lstrip()) is not None  # "Cơ quan, đơn vị được tổ chức mời cơm ..."
        clause.power = given or may or any((pattern("roles-power-opens").match(words), pattern("roles-empowered").search(words)))
