"""Takes a clause; gives who bears it by name and where its predicate begins; knows nothing of partners or recipients."""

from __future__ import annotations

import re
from dataclasses import replace

from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.described import described
from ttdn_kb.norms.frames import Frame
from ttdn_kb.norms.lexicon import pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text

ADVERB = pattern("adverbs").pattern
NOUN_BEFORE = pattern("roles-noun-before")
_MAY, _MUST, _RECEIVED = pattern("roles-may"), pattern("roles-must"), pattern("roles-received")
_OPENERS = word_set("openers-of-receipt")


class SubjectReader:
    """Finds the subjects of clauses with one agent parser. The compiled cues are shared by all clauses of a document."""

    def __init__(self, parser: AgentParser, issuer: str = "") -> None:
        self.parser, self.issuer = parser, issuer
        cues = parser.lexicon.cues
        groups = "|".join(f"(?P<{kind}>{cues[kind]})" for kind in ("lead", "joint", "advise", "order", "send"))
        self.cue = re.compile(rf"(?<!\w)(?:(?P<both>{pattern('roles-both').pattern})|{groups})(?!\w)")
        self.joint_after = re.compile(rf"\s*(?:,|và|;)?\s*(?:{ADVERB})?(?:{cues['joint']})(?!\w)")
        self.with_x = pattern("roles-init-1")
        self.with_word = pattern("roles-init-2")
        self.to_x = pattern("roles-init-3")
        self.prep_x = pattern("roles-init-4")
        self.consolidate = pattern("roles-consolidate")
        self.later_consolidate = pattern("roles-init-5")
        verbs = parser.lexicon.verbs_re.pattern
        openers = pattern("roles-predicate-openers").pattern
        self.predicate = re.compile(rf"\s*[,:]?\s*(?:\([^)]*\)\s*)?(?:{openers}|{verbs})")
        self.verb = re.compile(verbs)

    def find_subject(self, text: Text, start: int, end: int, frame: Frame) -> tuple[tuple[Mention, ...], int, str]:
        """Gives the named bearers of a clause, where its predicate begins, and how they are named ("", "order", "request", "subject", "passive")."""
        key = text.key
        lead_in = pattern("roles-subject-1").match(key, start, end)
        place = lead_in.end() if lead_in else start
        directive = pattern("roles-subject-2").match(key, place, end)
        if directive is not None:
            found, stop = self.parser.list_at(text, directive.end(), end)
            if found and directive["ask"] and (not frame.bearers or frame.request or pattern("subjects-asked-role").match(key, stop, end)):
                return found, stop, "request"  # any other under a bearer is his own act: "3. Đề nghị UBND tỉnh bổ nhiệm ..."
            if found and not frame.bearers and self.predicative(text, stop, end):
                return found, stop, "order"
            if found and (directive["order"] or "").startswith("giao"):
                return found, stop, "order"
        found, stop = self.parser.list_at(text, place, end)
        ordered = self._ordered_by(text, found, stop, end, frame)
        if ordered is not None:
            return ordered
        charged = self.implementers(text, start, end)
        if found and not charged and found[-1].collective and not found[-1].generic and pattern("roles-describes-on").match(key, stop, end):
            told, after = described(text, found[-1].start, end, self.verb, True, known=stop)  # "Tổ chức, cá nhân" + "có hoạt động ... phải"
            if told and after > stop and pattern("roles-must").match(key, after, end):
                return (*found[:-1], *told), after, "subject"
        if found and self.predicative(text, stop, end) and not (charged and stop < charged[-1].end):
            return found, stop, "subject"
        if charged:
            return charged, charged[-1].end, "subject"
        told, after = self._told(text, found, place, stop, end)
        if told:
            return told, after, "subject"
        # after an adverbial: "Hằng năm, căn cứ ..., các Sở ... lập dự toán"
        opener = pattern("roles-subject-4").match(key, place, end)
        then = pattern("roles-then").match(key, place, end) if opener is not None or self._names_a_matter(text, place, end) else None
        if then is not None:
            return self._after_premise(text, then.end(), end, frame)
        if opener is not None:
            inside = self._list_spans(text, place, end)
            for comma in pattern("roles-premise-gap").finditer(key, place, end):
                if any(a < comma.start() < b for a, b in inside):
                    continue
                if self._role_before(text, place, comma.start()):
                    break
                own = pattern("subjects-own-order").match(key, comma.end(), end) if frame.bearers else None
                if own is not None and self.parser.list_at(text, own.end(), end)[0]:
                    break  # "Căn cứ nhiệm vụ, chỉ đạo các trường, các trung tâm ...": those named behind are directed
                order = pattern("roles-subject-5").match(key, comma.end(), end)
                if order is not None:
                    found, stop = self.parser.list_at(text, order.end(), end)
                    if found and self.predicative(text, stop, end):
                        return found, stop, "request" if order["ask"] else "order"
                found, stop = self.parser.list_at(text, comma.end(), end)
                ordered = self._ordered_by(text, found, stop, end, frame, loose=False)
                if ordered is not None:
                    return ordered
                parted = bool(frame.bearers) and text.key[stop:end].lstrip().startswith(",")  # "chỉ đạo của Chính phủ, bộ, ngành, phối hợp với"
                if (
                    found
                    and not parted
                    and not (found[-1].generic and text.raw[stop : stop + 1] == ",")  # "theo yêu cầu của cơ quan, người có thẩm quyền, báo cáo"
                    and self.predicative(text, stop, end, strict=True)
                    and (comma.group().startswith("thì") or not self._verb_before(text, place, comma.start(), opener.group()))
                ):
                    return found, stop, "subject"
                if not (found and self.predicative(text, stop, end)) and not pattern("roles-said-before").search(key, place, comma.start()):
                    found, stop = self._told(text, found, comma.end(), stop, end, modal=self.verb.match(key, place, end) is not None)
                    if found and not self._duty_later(text, stop, end):
                        return found, stop, "subject"
            asked = self._asked_midway(text, place, end)
            if asked is not None:
                return asked
            near = self._without_comma(text, place, end)
            if near is not None:
                return near
            first = key.find(", ", place, end) if opener.group() == "căn cứ" and not frame.bearers else -1
            if first > 0:
                found, stop = self.parser.list_at(text, first + 2, end)
                told, after = self._told(text, found, first + 2, stop, end)
                if told:
                    return told, after, "subject"
            early = opener.group() in ("căn cứ", "trên cơ sở", "theo", "sau") or not frame.bearers
            if early or opener.group() in _OPENERS:
                for a, _ in inside:
                    found, stop = self.parser.list_at(text, a, end)
                    if (
                        len(found) > 1
                        and not (frame.bearers and key[stop:end].lstrip().startswith(","))
                        and (early or len(found) == 2)
                        and key[:a].rstrip().endswith(("của", "với", "cho", "về", "từ", "tại"))
                        and (
                            self.predicative(text, stop, end, strict=True)
                            if early or _RECEIVED.search(key, place, a)
                            else _MUST.match(key, stop, end)
                        )
                        and text.raw[found[0].end : found[1].start].strip() == ","
                    ):
                        return found[1:], stop, "subject"  # "theo đề nghị của A, B quyết định": the last one is the subject
        titled = re.compile(r"[^,;:.]{4,80}:\s+").match(key, place, end)
        if titled is not None:
            found, stop = self.parser.list_at(text, titled.end(), end)
            if found and self.predicative(text, stop, end, strict=True):
                return found, stop, "subject"  # "Khuyến khích xuất khẩu: Các ngành chức năng tổ chức ..."
        relative = re.compile(r"(?<!\w)do\s+").search(key, place, end)
        appoints = pattern("roles-appointment").match(key, place, end) is not None
        if relative is not None and pattern("roles-event-before").search(key, place, relative.start()):
            relative = None  # "giao ban do X tổ chức": who holds an event
        if relative is not None and opener is not None and pattern("roles-premise-ends").search(key, relative.end(), end):
            relative = None  # "Đối với đơn do Thanh tra Bộ chuyển đến, ...": what the premise is about
        if relative is not None and not _MAY.match(key, place) and (not self.verb.match(key, place, end) or key.startswith("thông tin", place)):
            found, stop = self.parser.list_at(text, relative.end(), end)
            if (
                found
                and not found[0].label.startswith("Nhà nước")  # "đất do Nhà nước quản lý": nobody's work
                and re.compile(r"\s*,?\s*(?:phù hợp với[^.;]{3,90}?,\s*)?(?:" + self.verb.pattern + "|chủ động)").match(key, stop, end)
                and (appoints or not pattern("roles-told-of").search(key, place, relative.start()))
                and len(key[place : relative.start()]) < (320 if appoints else 160)
                and not pattern("roles-only-tells-which").match(key, stop, end)
            ):
                return found, stop, "passive"
        handed = pattern("roles-handed-down").match(key, place, end)
        if handed is not None:
            found, stop = self.parser.list_at(text, handed.end(), end)
            if found:
                return found, stop, "passive"  # "Thẩm quyền tiếp nhận hồ sơ được phân cấp cho Ủy ban nhân dân các tỉnh"
        paid = pattern("roles-passive-act").search(key, place, end)
        act = pattern("roles-about-an-act").match(key, place, end)
        if (
            paid is not None
            and key[place : paid.start()].count(" ") < (30 if act else 16)
            and (pattern("roles-passive-head").match(key, place, end) or not self.verb.match(key, place, end))
            and (act is not None or ", " not in key[place : paid.start()])
        ):
            found, stop = self.parser.list_at(text, paid.end(), end)
            if found and pattern("roles-passive-verb").match(key, stop, end):
                return found, stop, "passive"
        late = self._by_duty(text, place, end) if opener is not None or self._names_a_matter(text, place, end) else None
        if late is not None:
            return late
        named = pattern("roles-form-subject").match(key, place, end) if text.raw[place : place + 1].isupper() else None
        if named is not None and not self.verb.match(key, place, end):
            name = text.raw[place : named.end("name")]
            listed = self.parser.list_at(text, place, end)[0]
            if listed:
                return listed, named.end("name"), "subject"  # "Cơ quan chủ trì trong giải quyết tranh chấp có nhiệm vụ"
            return (Mention(place, named.end("name"), name, known=False),), named.end("name"), "subject"
        return (), place, ""

    def implementers(self, text: Text, start: int, end: int) -> tuple[Mention, ...]:
        """Gives everybody whom an implementing sentence charges ("Chánh Văn phòng ...; Giám đốc ...; các tổ chức ... chịu trách nhiệm thi hành")."""
        clause = pattern("implementing").match(text.key, start, end) if "trách nhiệm" in text.key[start:end] else None
        out: list[Mention] = []
        pos, last = start, clause.end("who") if clause is not None else start
        while pos < last:
            found, stop = self.parser.list_at(text, pos, last)
            if not found and out and out[-1].start < pos and (told := described(text, pos, end, self.verb, modal=True))[0]:
                found, stop = tuple(m for m in told[0]), min(told[1], last)
            out += found
            joint = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|và\s+)").search(text.key, max(stop, pos + 1), last)
            pos = joint.end() if joint is not None else last
        return tuple(replace(m, end=last) if m is out[-1] else m for m in out)

    def _told(self, text: Text, found: tuple[Mention, ...], start: int, stop: int, end: int, modal: bool = False) -> tuple[tuple[Mention, ...], int]:
        """Gives the doers that the clause's head describes, also behind bodies it names ("Ban Chỉ huy cấp xã, chủ rừng bố trí ...")."""
        if not found:
            return described(text, start, end, self.verb, modal)
        last = found[-1]
        duty = pattern("described-by-duty").match(text.key, stop, end) is not None  # "Thủ trưởng cơ quan có trách nhiệm bồi thường phải ..."
        if not last.generic and (duty or not last.person) and pattern("described-loose").match(text.key, last.start, end):
            told, after = described(text, last.start, end, self.verb, True, known=stop)  # "Cơ quan chủ quản" + "dữ liệu phải ..."
            if not told and not modal and len(found) == 1:
                told, after = described(text, last.start, end, self.verb, known=stop)
                told = found if last.known else told
            if not told and len(found) > 1 and pattern("described-many").match(text.key, last.start):
                told, after = described(text, last.start, end, self.verb, known=stop)
                return ((*found[:-1], *told), after) if told and after > stop else ((), stop)
            if told and after > stop:
                return (found if last.known and not last.collective and not duty else (*found[:-1], *told)), after
        more = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|và\s+)").match(text.key, stop, end)
        told, after = described(text, more.end(), end, self.verb, modal=True) if more is not None else ((), stop)
        return ((*found, *told), after) if told else ((), stop)

    def _duty_later(self, text: Text, start: int, end: int) -> bool:
        """True where a known body has its duty further on: "Trường hợp cơ sở in có sai phạm phải dừng hoạt động, Sở X có trách nhiệm"."""
        for comma in re.compile(r",\s+").finditer(text.key, start, end):
            found, stop = self.parser.list_at(text, comma.end(), end)
            if found and found[0].known and pattern("roles-duty-ahead").match(text.key, stop, end):
                return True
        return False

    def _names_a_matter(self, text: Text, start: int, end: int) -> bool:
        """True where a clause begins with a noun phrase, also one whose first word may be a verb ("Kiến nghị của cử tri ... thì")."""
        return not self.verb.match(text.key, start, end) or pattern("detect-nominal").match(text.key, start, end) is not None

    def _asked_midway(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int, str] | None:
        """Reads "nếu có khó khăn, vướng mắc đề nghị các sở phản ánh về ...": who is asked behind an adverbial without a comma."""
        for ask in pattern("subjects-asked-midway").finditer(text.key, start, end):
            found, stop = self.parser.list_at(text, ask.end(), end)
            if found and self.predicative(text, stop, end, strict=True):
                return found, stop, "request" if ask["ask"] else "order"
        return None

    def _without_comma(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int, str] | None:
        """Reads "Trường hợp cần thiết Trưởng Ban Chỉ đạo quyết định ...": a short adverbial with the subject right behind it."""
        for word in re.compile(r"(?<=[a-zà-ỹđ]) (?=[A-ZĐỦ]|các\s)").finditer(text.raw, start, min(end, start + 120)):
            said = text.key[start : word.start()].rsplit(",", 1)[-1]
            if self.cue.search(said) or pattern("roles-no-subject-behind").search(said) or pattern("roles-behind-preposition").search(said):
                return None
            if self.verb.match(said.strip()) and not pattern("roles-subject-4").match(said.strip()):
                return None  # "Căn cứ nhiệm vụ được giao, hướng dẫn Ủy ban ...": the object of a verb
            if text.raw[text.raw.rfind(" ", 0, word.start()) + 1].isupper():
                return None
            found, stop = self.parser.list_at(text, word.end(), end)
            if found and not found[0].generic and self.predicative(text, stop, end, strict=True):
                return found, stop, "subject"
        return None

    def _by_duty(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int, str] | None:
        """Reads "Về dữ liệu: toàn bộ dữ liệu của ba tỉnh Sở Nội vụ có trách nhiệm ...": the known bodies right before their duty."""
        duty = pattern("subjects-duty").search(text.key, start, end)
        if duty is None or self.cue.search(text.key, start, duty.start()):
            return None
        for word in re.compile(r"(?<=[\s(])(?=[A-ZĐỦ])").finditer(text.raw, start, duty.start()):
            found, stop = self.parser.list_at(text, word.start(), end)
            if found and stop == duty.start() and all(m.known and not m.collective for m in found):
                before = text.key[start : word.start()]
                return None if pattern("roles-behind-preposition").search(before) else (found, stop, "subject")
        return None

    def _after_premise(self, text: Text, start: int, end: int, frame: Frame) -> tuple[tuple[Mention, ...], int, str]:
        """Reads what stands behind "Đối với kiến nghị ... thì": what the premise says of roles and recipients is no work."""
        found, stop, how = self.find_subject(text, start, end, frame)
        return (found, stop, how) if found else ((), start, "")

    def _ordered_by(
        self, text: Text, found: tuple[Mention, ...], stop: int, end: int, frame: Frame, loose: bool = True
    ) -> tuple[tuple[Mention, ...], int, str] | None:
        """Gives whom the body named before `stop` orders or asks, where it speaks for the document ("UBND tỉnh yêu cầu các sở").

        Args:
            loose: any single body that asks is taken for the issuer where nobody bears the text.
        """
        again = pattern("roles-subject-3").match(text.key, stop, end) if found else None
        if again is None:
            return None
        polite = pattern("subjects-courtesy").search(again.group()) is not None
        asks = pattern("subjects-asking").search(again.group()) is not None
        above = len(found) == 1 and pattern("roles-orders-from-above").fullmatch(found[0].label.lower()) is not None
        single = not frame.bearers and len(found) == 1 and not found[0].collective and (above or (asks and loose))
        if not (polite or single or any(self._is_issuer(m) for m in found)):
            return None
        inner, inner_stop = self.parser.list_at(text, again.end(), end)
        return (inner, inner_stop, "request" if "đề nghị" in again.group() else "order") if inner else None

    def _list_spans(self, text: Text, start: int, end: int) -> list[tuple[int, int]]:
        """Gives where lists of two or more agents stand, so that their commas are not taken for the end of an adverbial."""
        spans, pos = [], start
        while (found := self.parser.find(text, pos, end)) is not None:
            if (
                len(found[0]) > 1
                or "," in text.raw[found[2] : found[1]]
                or text.key[max(0, found[2] - 8) : found[2]].rstrip().endswith(("của", "do", "với", "giữa", "yêu cầu", "bởi", "cho", "hợp"))
            ):
                spans.append((found[2], found[1]))
            pos = max(found[1], pos + 1)
        return spans

    def _role_before(self, text: Text, start: int, end: int) -> bool:
        """True where the bearer's own role phrase already stands before `end`: a later list is no subject."""
        match = self.cue.search(text.key, start, end)
        return (
            match is not None
            and match.lastgroup in ("lead", "joint", "both")
            and not NOUN_BEFORE.search(text.key[max(0, match.start() - 30) : match.start()])
        )

    def _is_issuer(self, mention: Mention) -> bool:
        return bool(self.issuer) and (
            mention.label.lower() in self.issuer.lower()
            or self.issuer.lower().startswith(mention.label.lower())
            or mention.label.lower().endswith(self.issuer.lower())
        )

    def _verb_before(self, text: Text, start: int, end: int, opener: str) -> bool:
        """True where a clause of its own already stands before the comma (", phối hợp với" and the like)."""
        if opener in ("để", "nhằm"):
            return False
        return pattern("roles-verb-before-1").search(text.key[start:end]) is not None and opener not in (
            "khi",
            "trường hợp",
            "trong",
            "sau",
            "trên cơ sở",
            "căn cứ",
        )

    def predicative(self, text: Text, stop: int, end: int, strict: bool = False) -> bool:
        pointer = pattern("roles-pointer").match(text.key, stop, end)
        stop = pointer.end() if pointer else stop
        rest = text.key[stop:end]
        if any(pattern(name).match(rest) for name in ("roles-acted-on", "roles-punished", "described-by-duty")):
            return False
        if pattern("roles-predicative-1").match(rest) or (not strict and pattern("roles-predicative-late").match(rest)):
            return True
        if pattern("roles-predicative-2").match(rest) and not pattern("roles-predicative-3").match(rest):
            return False
        if self.predicate.match(text.key, stop, end):
            return True
        return (
            not strict
            and re.match(r"\s*[:,]\s*\S", rest) is not None
            and pattern("subjects-name-goes-on").match(rest) is None
            and self.verb.match(text.key, stop + len(rest) - len(rest[1:].lstrip()), end) is not None
        )
