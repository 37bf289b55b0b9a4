"""Takes a clean string and a place in it; says what kind of statement stands there: an order, a thing that must, a premise, a list of matters."""

from __future__ import annotations

import re

from ttdn_kb.foundation.model import Provision, ProvisionKind
from ttdn_kb.norms.described import many
from ttdn_kb.norms.frames import NOBODY, Frame
from ttdn_kb.norms.lexicon import key, label_word, pattern
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.roles import Clause
from ttdn_kb.norms.writing import Writer

K = ProvisionKind
_ORDERS = pattern("reader-orders")
_GOES_ON, _MUST = pattern("statements-goes-on"), pattern("roles-must")
_ADVERBIAL, _ADVERBIAL_END = pattern("roles-premise"), pattern("kinds-adverbial-end")
_SPOKEN_OF, _CASE = pattern("statements-spoken-of"), pattern("kinds-case")
_DEFINED_ACTS = pattern("statements-defined-acts")
_LONGEST_FIRST = 140  # code points of a subject before ";"
_OWN_WORDS = frozenset(("report", "form"))  # kinds of sentences that what stands behind a joint belongs to
_LISTS = frozenset(("definition", "scope", "nature", "entitlement", "criterion"))  # kinds that may go on with more of what they list


class StatementKinds(Writer):
    """Tells the statements of one document apart."""

    def orders(self, words: str) -> bool:
        """True where a closing provision gives work: "Giám đốc Sở X chịu trách nhiệm thi hành Quyết định này", a request to report difficulties."""
        plain = key(words)
        return bool(_ORDERS.search(plain) or pattern("reader-closing-request").search(plain)) or self.obliges(words, acts=True)

    def obliges(self, words: str, *, acts: bool = False) -> bool:
        """True where a sentence of a transitional provision gives a named body or doer something to do.

        Args:
            acts: the act of a named body is enough ("Chính phủ quy định chi tiết ...").
        """
        text = Text(words)
        for sentence in re.compile(r"(?:^|(?<=[.;])\s+)(?=\S)").finditer(words):
            found, stop, how = self.roles.find_subject(text, sentence.end(), len(words), Frame())
            if not found or how != "subject":
                continue
            named = acts and any(m.known and not m.generic for m in found)
            if pattern("reader-obliges").search(text.key, stop) or (named and self.detector.verb.match(text.key, stop)):
                return True
        return False

    def charges(self, text: Text, start: int, end: int, standing: Frame, node: Provision) -> bool:
        """True where a sentence below a heading on structure ("Vị trí, tổ chức bộ máy") says what somebody does."""
        if pattern("reader-structure-work").search(text.key, start, end) is not None:
            return True
        if node.kind in (K.POINT, K.BULLET):  # a short one names a part of the body: "- Thanh tra;"
            acts = self.detector.opens_with_work(text.key[start:end]) and text.raw[start:end].count(" ") > 3
            return bool(standing.bearers) and acts and self.parser.at(text, start, end) is None
        found, stop, how = self.roles.find_subject(text, start, end, standing)
        whole = len(found) == 1 and text.raw[stop:end].lstrip()[:1].isupper()  # "Viện Khoa học Tổ chức nhà nước": one name
        return how == "subject" and not whole

    def only_announces(self, text: Text, clause: Clause) -> bool:
        """True for "UBND thành phố yêu cầu các sở thực hiện các nhiệm vụ sau đây:": the parts below state the work."""
        rest = text.key[clause.body : clause.end]
        return rest.rstrip().endswith(":") and (self.context.only_role(rest) or pattern("reader-announces").fullmatch(rest) is not None)

    def thing_must(self, text: Text, start: int, end: int) -> bool:
        """True for "Cầu bến phải bảo đảm an toàn": what must be so is a thing, and nobody is named."""
        return pattern("reader-thing-must").match(text.key, start, end) is not None and pattern("detect-opener").match(text.key, start, end) is None

    def thing_done(self, text: Text, start: int, end: int) -> bool:
        """True for "Giá thuê xe được thanh toán ...", "Mức thuế là 25%": the subject is a thing, so the bearer above does not do it."""
        return pattern("reader-thing-done").match(text.key, start, end) is not None and pattern("detect-opener").match(text.key, start, end) is None

    def nominal(self, words: str) -> bool:
        """True for a sentence that is no more than a noun phrase (a heading, an object, a name)."""
        return not pattern("reader-verbal-word").search(words) or len(words.split()) < 5

    def states_nameless(self, text: Text, start: int, end: int, clause: Clause, governed: bool) -> bool:
        if governed and self.thing_must(text, start, end):
            return True
        works = self.detector.opens_with_work(text.key[start:end]) or clause.role_phrase or self.detector.passive_act(text.key[start:end])
        return works or self.told_at_need(text, start, end, clause)

    @staticmethod
    def told_at_need(text: Text, start: int, end: int, clause: Clause) -> bool:
        """True for "Trong quá trình thực hiện, nếu có vướng mắc đề nghị phản ánh về Bộ X": who is told is named, who tells is not."""
        told = any(role == "report_to" for role, _ in clause.cast)
        return told and pattern("reader-closing-request").search(text.key[start:end]) is not None

    def protected(self, text: Text, start: int, end: int) -> list[tuple[int, int]]:
        """Gives the lists of agents that hold a ";": at the head of the sentence, or after "với", "Giao", "Yêu cầu", "Đề nghị"."""
        if ";" not in text.raw[start:end]:
            return []
        charged = self.roles.implementers(text, start, end)
        if charged:
            return [(start, charged[-1].end)]
        out = self.premise(text, start, end) or self.case(text, start, end)
        named = pattern("reader-body-is").match(text.key, start, end)
        if named is not None:
            out.append((start, named.end()))  # "Sở X là cơ quan chuyên môn thuộc UBND tỉnh; thực hiện chức năng tham mưu ..."
        handed = pattern("reader-hands-down").search(text.key, start, end)
        if handed is not None:
            out.append(handed.span())  # "phân cấp thẩm quyền thanh lý tài sản; thẩm quyền xử lý tài sản bị mất cho Sở X"
        for colon in pattern("reader-list-colon").finditer(text.key, start, end):
            out.append((colon.end(), self.matters_end(text, colon.end(), end)))
        for opener in pattern("reader-before-a-body").finditer(text.key[start:end]):
            place = start + opener.end()
            if any(a <= place < b for a, b in out):
                continue
            found, stop = self.parser.list_at(text, place, end)
            stop = self._before_next_doer(text, start, place, found, stop, end)
            if found and ";" in text.raw[place:stop] and (opener.group().strip() or self.roles.predicative(text, stop, end)):
                out.append((place, stop))
        opened = _ADVERBIAL.match(text.key, start, end) is not None
        return out + (self._behind_opener(text, start, end) if opened else self._side_by_side(text, start, end))

    def _side_by_side(self, text: Text, start: int, end: int) -> list[tuple[int, int]]:
        """Gives the subjects at a sentence's head of which one is known by words alone: "Hộ dùng nước; Sở Xây dựng lập phương án ..."."""
        first = text.raw.index(";", start, end)
        if first - start > _LONGEST_FIRST or self.parser.list_at(text, start, end)[1] > first:
            return []  # names alone: taken above
        found, stop, how = self.roles.find_subject(text, start, end, NOBODY)
        return [(start, stop)] if found and how == "subject" and found[0].start < first < found[-1].start else []

    def _behind_opener(self, text: Text, start: int, end: int) -> list[tuple[int, int]]:
        """Gives the subjects behind an adverbial where they hold a ";": "Hằng năm, Sở Tài chính; Sở Y tế; Sở Nội vụ phải ..."."""
        first = text.raw.index(";", start, end)
        for behind in _ADVERBIAL_END.finditer(text.key, start, first):
            found, stop = self.parser.list_at(text, behind.end(), end)
            if found and stop > first and self.roles.predicative(text, stop, end, strict=True):
                return [(behind.end(), stop)]
        return []

    def _before_next_doer(self, text: Text, start: int, place: int, found: tuple[Mention, ...], stop: int, end: int) -> int:
        """Gives where a list of those spoken of ends: "Sở X quy định định mức đối với các đơn vị; Ủy ban nhân dân cấp xã quy định ...".

        Args:
            start: where the sentence begins; place, stop: the list that `found` was read from.
        """
        semicolon = text.raw.rfind(";", place, stop)
        last = [m for m in found if m.start > semicolon]
        if semicolon < 0 or _SPOKEN_OF.search(text.key, start, place) is None or not last or not all(m.known and not m.generic for m in last):
            return stop
        if last[-1].label.endswith(label_word("other")):
            return stop  # "...; các cơ quan, tổ chức, đơn vị khác còn lại": the last of them
        acts = self.roles.predicative(text, stop, end, strict=True) and bool(self.roles.find_subject(text, start, place, NOBODY)[0])
        return semicolon if acts else stop

    def premise(self, text: Text, start: int, end: int) -> list[tuple[int, int]]:
        """Gives the premise that holds a ";" before the sentence's subject: "Căn cứ Chương trình A; Kế hoạch B, Bộ X định hướng ..."."""
        semicolon = text.raw.find(";", start, end)
        opener = pattern("reader-premise").match(text.key, start, semicolon)
        if (
            opener is None
            or pattern("reader-premise-act").search(text.key, start, semicolon)
            or self.roles.find_subject(text, start, semicolon, Frame())[0]
        ):
            return []
        found, _, how = self.roles.find_subject(text, start, end, Frame())
        return [(start, found[0].start)] if how == "subject" and found[0].start > semicolon else []

    def case(self, text: Text, start: int, end: int) -> list[tuple[int, int]]:
        """Gives the case that a ";" parts from who acts in it: "Nếu phát sinh khó khăn, vướng mắc; các cơ quan phản ánh về Sở X"."""
        semicolon = text.raw.find(";", start, end)
        said = text.key[start:semicolon]
        if (
            _CASE.match(said) is None
            or _MUST.search(said)
            or self.detector.opens_with_work(said)
            or self.roles.find_subject(text, start, semicolon, Frame())[0]
        ):
            return []
        if any(m.start < semicolon for m in self.roles.find_subject(text, start, end, Frame())[0]):
            return []  # "..., các sở, ban, ngành; Ủy ban nhân dân huyện phản ánh về Sở X": one list of those who act
        behind = semicolon + len(text.raw[semicolon + 1 : end]) - len(text.raw[semicolon + 1 : end].lstrip()) + 1
        found, stop = self.parser.list_at(text, behind, end)
        return [(start, behind)] if found and self.roles.predicative(text, stop, end, strict=True) else []

    def past_purpose(self, text: Text, start: int, end: int, governed: bool) -> int:
        """Gives where a sentence begins behind a purpose of several clauses: "Nhằm nâng cao A; khắc phục B; Chủ tịch tỉnh yêu cầu các sở ...".

        Args:
            governed: somebody is named above, whose act the first clause may be ("Để ..., xây dựng kế hoạch; Sở Tài chính bố trí kinh phí").
        """
        if pattern("reader-purpose").match(text.key, start, end) is None:
            return start
        ordered, last, how = self.roles.find_subject(text, start, end, NOBODY)
        if how in ("order", "request") and ";" in text.raw[ordered[0].start : last]:
            return start  # "Để ..., yêu cầu Ủy ban nhân dân các huyện; thủ trưởng các sở thực hiện": one list of those who are ordered
        for semicolon in re.compile(r";\s*").finditer(text.key, start, end):
            own = governed and pattern("reader-premise-act").search(text.key, start, semicolon.start()) is not None
            if own or self.roles.find_subject(text, start, semicolon.start(), Frame())[0]:
                break
            found, _, how = self.roles.find_subject(text, semicolon.end(), end, Frame())
            if how == "subject" and found[0].start > semicolon.end() and _ADVERBIAL.match(text.key, semicolon.end()) is None:
                continue  # "...; biến động giá cả của nước sở tại, Cơ quan X lập dự toán": one more matter before the subject
            if found and how in ("subject", "order", "request") and pattern("reader-purpose").match(text.key, semicolon.end(), end) is None:
                return semicolon.end()
        return start

    def past_statement(self, text: Text, start: int, end: int, against: str) -> int:
        """Gives where somebody acts behind words that state no work ("Nhà nước bảo đảm kinh phí; Sở X bố trí dự toán"), `start` where nobody does.

        Args:
            against: why those words state none.
        """
        lists = self.roles.list_spans(text, start, end)
        for joint in _GOES_ON.finditer(text.key, start, end) if against not in _OWN_WORDS else ():
            comma = joint.group().startswith(",")
            before = text.key[start : joint.start()]
            if (
                ":" in before
                or any(a <= joint.start() < b for a, b in lists)
                or (comma and not (against and self.detector.reason_against(before, bears=False) == against))
            ):
                continue  # behind a colon stands one list; "Trường hợp vắng mặt, Chủ tịch ... thì không phải ...": no statement ends there
            found, stop, how = self.roles.find_subject(text, joint.end(), end, NOBODY)
            acts = how == "subject" and self.roles.predicative(text, stop, end, strict=True) and text.raw[stop:end].lstrip()[:1].islower()
            many = any(m.collective for m in found) and against in _LISTS  # "...; các tổ chức, cá nhân cung cấp dịch vụ": one more of those meant
            named = acts and not many and all((m.known or m.person) and not m.generic for m in found)
            if comma:
                named = named and found[0].start == joint.end() and text.raw[joint.end()].isupper()
            elif how in ("order", "request") or (acts and _MUST.match(text.key, stop, end)):
                return joint.end()  # behind a semicolon also whoever is told to, or described ("; cơ quan được phân công thẩm định phải ...")
            if named:
                return joint.end()
        return start

    def defined_acts(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives whom a sentence tells of first, and where his work begins: "Giám đốc Sở là người đứng đầu Sở; chịu trách nhiệm trước ..."."""
        found, stop = self.parser.list_at(text, start, end)
        one = len(found) == 1 and not (found[0].generic or many(found[0].label))
        sure = one and (found[0].person or (found[0].known and not found[0].collective))
        told = _DEFINED_ACTS.match(text.key, stop, end) if sure else None
        words = text.key[told.end() : end] if told is not None else ""
        acts = _MUST.match(words) or self.detector.verb.match(words) or self.roles.cue.match(words)
        return (found, told.end()) if told is not None and acts else ((), start)

    def matters_end(self, text: Text, start: int, end: int) -> int:
        """Gives where a list of matters ends ("quản lý nhà nước về: hộ tịch; quốc tịch; giúp ..."): before a role phrase."""
        for semicolon in re.compile(r";\s*").finditer(text.key, start, end):
            cue = self.roles.cue.match(text.key, semicolon.end(), end)
            after = text.raw.find(";", semicolon.end(), end)
            if cue is not None and (cue["lead"] or cue["joint"] or self.parser.find(text, cue.end(), after if after > 0 else end)):
                return semicolon.start()  # "phổ biến, giáo dục pháp luật" is one more matter
        return end
