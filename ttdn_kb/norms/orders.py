"""Takes a clause; gives whom it orders or asks ("Giao Sở X ...", "UBND tỉnh yêu cầu các sở ..."); knows nothing of other subjects."""

from __future__ import annotations

from ttdn_kb.norms.frames import Frame
from ttdn_kb.norms.lexicon import pattern
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.predicates import Found, PredicateReader

_COLON = pattern("orders-colon")
_OWN_BEFORE = pattern("subjects-own-before")


class OrderReader(PredicateReader):
    """Finds those whom a clause charges by an order or a request."""

    def _directed(self, text: Text, place: int, end: int, frame: Frame) -> Found | None:
        """Reads a clause that opens with its order: "Giao Sở X chủ trì ...", "Đề nghị Y phối hợp ..."."""
        key = text.key
        directive = pattern("roles-directive").match(key, place, end)
        found, stop = self.parser.list_at(text, directive.end(), end) if directive is not None else ((), place)
        if directive is None or not found:
            return None
        found, stop = self._members_behind(text, found, stop, end)
        if directive["ask"] and (not frame.acts or frame.request or pattern("subjects-asked-role").match(key, stop, end)):
            return found, stop, "request"  # any other under a bearer is his own act: "3. Đề nghị UBND tỉnh bổ nhiệm ..."
        if directive["ask"] and self._members_asked(found, frame) and self.predicative(text, stop, end):
            return found, stop, "request"
        order = directive["order"] or ""
        if pattern("subjects-gives").match(order) or (not frame.acts and self.predicative(text, stop, end)):
            return found, stop, "order"
        if not frame.acts and pattern("subjects-hands-down").match(order):
            return found, stop, "order"  # "Phân cấp thẩm quyền phê duyệt phương án cho Sở X": the sentence ends with whom it empowers
        return self._further_ordered(text, found, stop, end) if not (directive["ask"] or frame.acts) else None

    def _members_behind(self, text: Text, found: tuple[Mention, ...], stop: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives a list whose last group is told by its members: "Đề nghị Ủy ban A, các tổ chức chính trị - xã hội: Hội B, Hội C phối hợp ..."."""
        colon = _COLON.match(text.key, stop, end) if found[-1].collective else None
        members, after = self.parser.list_at(text, colon.end(), end) if colon is not None else ((), stop)
        told = len(members) > 1 and self.predicative(text, after, end, strict=True)
        return ((*found[:-1], *members), after) if told else (found, stop)

    def _further_ordered(self, text: Text, found: tuple[Mention, ...], stop: int, end: int) -> Found | None:
        """Reads an order to a list whose last members are only described: "Yêu cầu các sở, đơn vị được giao làm chủ đầu tư, ... báo cáo"."""
        told, after = self._told(text, found, found[0].start, stop, end)
        if told and after > stop:
            return told, after, "order"
        named = len(found) > 1 and any(m.known for m in found)
        return (found, stop, "order") if named else None

    def _members_asked(self, found: tuple[Mention, ...], frame: Frame) -> bool:
        """True where a list that a single body opens is asked below a heading for many: "3. Các tổ chức khác" over "Đề nghị Hội A, Hội B ..."."""
        many = all(m.collective or m.generic for m in frame.bearers)
        return many and len(found) > 1 and not found[0].collective and not any(m.generic or self._is_issuer(m) for m in found)

    def _told_to(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Văn phòng Bộ thông báo để các đơn vị biết, thực hiện": those who are told do it."""
        told = pattern("subjects-told-of").match(text.key, place, end) if pattern("subjects-tells").search(text.key, place, end) else None
        found, stop = self.parser.list_at(text, told.end(), end) if told is not None else ((), place)
        return (found, stop, "order") if found and pattern("subjects-to-know-and-do").match(text.key, stop, end) else None

    def _ordered_by(self, text: Text, found: tuple[Mention, ...], stop: int, end: int, frame: Frame, loose: bool = True) -> Found | None:
        """Gives whom the body named before `stop` orders or asks, where it speaks for the document ("UBND tỉnh yêu cầu các sở").

        Args:
            loose: any single body that asks is taken for the issuer where nobody bears the text.
        """
        again = pattern("roles-directive-again").match(text.key, stop, end) if found else None
        if again is None:
            return None
        polite = pattern("subjects-courtesy").search(again.group()) is not None
        asks = pattern("subjects-asking").search(again.group()) is not None
        above = len(found) == 1 and pattern("roles-orders-from-above").fullmatch(found[0].label.lower()) is not None
        single = not frame.acts and len(found) == 1 and not found[0].collective and (above or (asks and loose))
        if not (polite or single or any(self._is_issuer(m) for m in found)):
            return None
        inner, inner_stop = self.parser.list_at(text, again.end(), end)
        return (inner, inner_stop, "request" if pattern("subjects-requesting").search(again.group()) else "order") if inner else None

    def _asked_midway(self, text: Text, start: int, end: int, frame: Frame) -> Found | None:
        """Reads "nếu có khó khăn, vướng mắc đề nghị các sở phản ánh về ...": who is asked behind an adverbial without a comma."""
        for ask in pattern("subjects-asked-midway").finditer(text.key, start, end):
            found, stop = self.parser.list_at(text, ask.end(), end)
            if frame.acts and _OWN_BEFORE.search(text.key, start, ask.start()):
                continue  # "Căn cứ dự toán, có văn bản thông báo đề nghị Sở X phối hợp": an act of the bearer above
            asking = self._ends_at(text, start, ask.start())
            if asking and not any(self._is_issuer(m) for m in asking):
                continue  # "Khi cần thiết Chủ tịch UBND cấp xã đề nghị Chủ tịch UBND tỉnh ...": his own act
            if found and self.predicative(text, stop, end, strict=True):
                return found, stop, "request" if ask["ask"] else "order"
        return None

    def _ends_at(self, text: Text, start: int, end: int) -> tuple[Mention, ...]:
        """Gives the list of bodies whose words end at `end`, () where none do."""
        pos = start
        while (found := self.parser.find(text, pos, end)) is not None:
            if found[1] == end:
                return found[0]
            pos = max(found[1], pos + 1)
        return ()

    def _is_issuer(self, mention: Mention) -> bool:
        """True for the body that issues the document, and for its chairman: "Chủ tịch UBND tỉnh yêu cầu các sở ..." in a directive of the UBND."""
        said, issuer = mention.label.lower(), self.issuer.lower()
        said = pattern("subjects-chair-of").sub("", said)
        return bool(issuer) and (said in issuer or issuer.startswith(said) or said.endswith(issuer))
