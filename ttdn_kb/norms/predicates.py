"""Takes a clause and a place in it; says whether a predicate begins there and who is described before it; knows nothing of roles."""

from __future__ import annotations

import re
from dataclasses import replace

from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.described import described, past_where
from ttdn_kb.norms.joining import names_shared
from ttdn_kb.norms.lexicon import compiled, key, pattern
from ttdn_kb.norms.members import MemberReader
from ttdn_kb.norms.mentions import Mention, Text

ADVERB = pattern("adverbs").pattern
NOUN_BEFORE = pattern("roles-noun-before")
_ADDRESS, _CARRIES_OUT = pattern("predicates-address"), pattern("predicates-carries-out")
_GOES_ON, _OFFENDS, _ADJUNCT = pattern("predicates-name-goes-on"), pattern("predicates-offends"), pattern("predicates-adjunct")
_BY_RULE = pattern("predicates-by-rule")
_CLASS, _STRAIGHT, _UP_TO_DUTY = pattern("subjects-class"), pattern("subjects-straight"), pattern("subjects-up-to-duty")
_CHARGED, _WHERE = pattern("predicates-charged"), pattern("described-where")
_HEAD, _RUN_OF_ACTS = pattern("described-head"), pattern("described-run-of-acts")
_LEAST_PREDICATE = 3  # words; fewer behind a name may be its end
_MEMBERS_JOINT = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|và\s+)")
_FURTHER_JOINT = pattern("predicates-further-joint")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
Found = tuple[tuple[Mention, ...], int, str]
"""Who bears a clause, where its predicate begins, and how they are named ("", "order", "request", "subject", "passive")."""


class PredicateReader:
    """Sees predicates behind agents, with one agent parser. The compiled cues are shared by all clauses of a document."""

    def __init__(self, parser: AgentParser, issuer: str = "") -> None:
        self.parser, self.issuer = parser, issuer
        cues = parser.lexicon.cues
        groups = "|".join(f"(?P<{kind}>{cues[kind]})" for kind in ("lead", "joint", "advise", "order", "send"))
        self.cue = compiled(rf"(?<!\w)(?:(?P<both>{pattern('roles-both').pattern})|{groups})(?!\w)")
        self.joint_after = compiled(rf"\s*(?:,|và|;)?\s*(?:{ADVERB})?(?:{cues['joint']})(?!\w)")
        self.seconds = compiled(rf"{pattern('roles-seconds').pattern}(?:{cues['joint']})(?!\w)")
        self.with_x = pattern("roles-with-or-bare")
        self.with_word = pattern("roles-with")
        self.to_x = pattern("roles-to")
        self.prep_x = pattern("roles-preposition-to")
        self.consolidate = pattern("roles-consolidate")
        self.later_consolidate = pattern("roles-consolidated-later")
        verbs = parser.lexicon.verbs_re.pattern
        openers = pattern("roles-predicate-openers").pattern
        self.predicate = compiled(rf"\s*[,:]?\s*(?:\([^)]*\)\s*)?(?:{openers}|{verbs})")
        self.verb = compiled(verbs)
        self.members = MemberReader(parser, self.verb)
        self.verb_or_ban = compiled(rf"{pattern('predicates-ban').pattern}(?:{verbs})")
        run_opens, run_joint = pattern("predicates-run-opens").pattern, pattern("predicates-run-joint").pattern
        self.verb_run = compiled(rf"{run_opens}(?:(?:{verbs}){run_joint})+")
        self.acts_next = compiled(rf"{pattern('predicates-fitting').pattern}(?:{verbs}|{pattern('predicates-actively').pattern})")

    def predicative(self, text: Text, stop: int, end: int, strict: bool = False) -> bool:
        """True where a predicate begins at `stop`; strict: with nothing between but an adverb."""
        pointer = pattern("roles-pointer").match(text.key, stop, end)
        stop = pointer.end() if pointer else stop
        rest = text.key[stop:end]
        if any(pattern(name).match(rest) for name in ("roles-acted-on", "roles-punished", "described-by-duty")):
            return False
        if strict and _OFFENDS.match(rest):
            return False  # "Khi việc giải quyết khiếu nại của Chủ tịch X có vi phạm, Thủ tướng Chính phủ yêu cầu ..."
        rule = _BY_RULE.match(rest) if strict else None
        if rule is not None and not self.verb.match(rest, rule.end()):
            return False  # "Căn cứ tiêu chuẩn của thôn, tổ dân phố theo quy định tại Nghị định này, Sở X lập đề án"
        if _ADJUNCT.match(rest):
            return True  # "các sở, ngành, trong điều kiện có thể, cần lấy ý kiến ..."
        if past_where(text.key, stop, end, self.verb):
            return True  # "Ủy ban nhân dân cấp xã nơi xảy ra sự cố kiểm tra hiện trường"
        if pattern("roles-apposition").match(rest) or (not strict and pattern("roles-predicative-late").match(rest)):
            return True
        if pattern("roles-copula").match(rest) and not pattern("roles-copula-with-duty").match(rest):
            return False
        if self.predicate.match(text.key, stop, end):
            return True
        return (
            not strict
            and re.match(r"\s*[:,]\s*\S", rest) is not None
            and pattern("subjects-name-goes-on").match(rest) is None
            and self.verb.match(text.key, stop + len(rest) - len(rest[1:].lstrip()), end) is not None
        )

    def _acting_somehow(self, text: Text, place: int, end: int) -> Found | None:
        """Reads "Kho bạc Nhà nước phong tỏa tài khoản ...": named bodies or posts at the head, then words that go on no name, whatever their verb."""
        found, stop = self.parser.list_at(text, place, end)
        sure = bool(found) and all(m.known and not (m.collective or m.generic) for m in found) and text.raw[found[0].start].isupper()
        behind = text.raw[stop:end].strip(" .;:*")
        said = text.raw[stop : stop + 1].isspace() and behind[:1].islower() and len(behind.split()) >= _LEAST_PREDICATE
        return (found, stop, "subject") if sure and said and _GOES_ON.match(text.key, stop, end) is None else None

    @staticmethod
    def past_address(text: Text, start: int, end: int) -> int:
        """Gives where the list of heads begins in "Các ông (bà): Chánh Văn phòng ...", "Tổ chức thực hiện Các Bộ trưởng ..."."""
        opened = _ADDRESS.match(text.key, start, end)
        return opened.end() if opened is not None else start

    def implementers(self, text: Text, start: int, end: int) -> tuple[Mention, ...]:
        """Gives everybody whom an implementing sentence charges ("Chánh Văn phòng ...; Giám đốc ...; các tổ chức ... chịu trách nhiệm thi hành")."""
        start = self.past_address(text, start, end)
        clause = pattern("implementing").match(text.key, start, end) if _CARRIES_OUT.search(text.key, start, end) else None
        return self._members(text, start, end, clause.end("who")) if clause is not None else ()

    def heads_listed(self, text: Text, start: int, end: int) -> tuple[Mention, ...]:
        """Gives the heads of a list that ends at their duty or right, whatever words stand in the names of their bodies."""
        clause = pattern("implementing-heads").match(text.key, start, end)
        return self._members(text, start, end, clause.end("who")) if clause is not None else ()

    def _members(self, text: Text, start: int, end: int, last: int) -> tuple[Mention, ...]:
        """Gives the members of a list that reaches from `start` to `last`, each with all its words."""
        out: list[Mention] = []
        pos = stop = gap = start
        while pos < last:
            found, after = self._charged_at(text, pos, last, end, out)
            if found:
                out[-1:] = [*(_to_the_joint(text, m, stop, gap) for m in out[-1:]), *found]
                stop = after
            joint = _MEMBERS_JOINT.search(text.key, max(stop, pos + 1), last)
            gap, pos = joint.span() if joint is not None else (last, last)
        return names_shared((*out[:-1], *(replace(_to_the_joint(text, m, stop, last), end=last) for m in out[-1:])))

    def _charged_at(self, text: Text, pos: int, last: int, end: int, before: list[Mention]) -> tuple[tuple[Mention, ...], int]:
        """Gives the members of an implementing list that begin at `pos`: bodies, doers it describes, or a title or sort of body never seen."""
        found, stop = self.parser.list_at(text, pos, last)
        if not found and before and before[-1].start < pos and (told := described(text, pos, end, self.verb, modal=True))[0]:
            return told[0], min(told[1], last)
        lex = self.parser.lexicon
        title = lex.persons_re.match(text.key, pos, last) if not found and text.raw[pos].isupper() else None
        head = title or (lex.heads_re.match(text.key, pos, last) if not found and text.raw[pos].isupper() else None)
        if head is None and not found and before and not before[-1].person:
            head = lex.groups_re.match(text.key, pos, last)  # "..., tổ chức tham gia bảo hiểm tiền gửi", but "Giám đốc các đại học, học viện"
        if head is None:
            return found, stop
        return (Mention(pos, head.end(), text.raw[pos].upper() + text.raw[pos + 1 : head.end()], person=title is not None, known=False),), head.end()

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
            if not told and len(found) > 1 and (not modal or pattern("described-many").match(text.key, last.start)):
                told, after = described(text, last.start, end, self.verb, known=stop)
                return ((*found[:-1], *told), after) if told and after > stop else ((), stop)
            if told and after > stop:
                return (found if last.known and not last.collective and not duty else (*found[:-1], *told)), after
        more = _FURTHER_JOINT.match(text.key, stop, end)
        # "Hội đồng thành viên, Chủ tịch công ty báo cáo ..."
        post = more is not None and not found[-1].generic and text.raw[more.end() : more.end() + 1].isupper()
        told, after = described(text, more.end(), end, self.verb, modal=not post) if more is not None else ((), stop)
        return ((*found, *told), after) if told else ((), stop)

    def past_run(self, text: Text, found: tuple[Mention, ...], stop: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives a list with all the acts that tell its last doer: "Đơn vị tiếp nhận" + "phản ánh" (có trách nhiệm trả lời)."""
        last = found[-1] if found and not found[-1].generic else None
        head = _HEAD.match(text.key, last.start, end) if last is not None else None
        run = _RUN_OF_ACTS.match(text.key, head.end(), end) if head is not None else None
        if last is None or run is None or run.end() <= stop or not self.predicative(text, run.end(), end, strict=True):
            return found, stop
        return (*found[:-1], replace(last, end=run.end(), label=last.label + text.raw[stop : run.end()], known=False)), run.end()

    def _told_on(self, text: Text, found: tuple[Mention, ...], stop: int, end: int) -> Found | None:
        """Reads a list whose last doer goes on with what tells which is meant, up to the predicate: "Tổ chức, cá nhân có hoạt động ... phải"."""
        last = found[-1] if found and not found[-1].generic else None
        if last is None:
            return None
        where = _WHERE.match(text.key, stop, end)
        if where is not None and not last.known and self.predicative(text, where.end(), end, strict=True):
            here = replace(last, end=where.end(), label=last.label + text.raw[stop : where.end()])  # "người đứng đầu đơn vị nơi họ làm việc phải"
            return (*found[:-1], here), where.end(), "subject"
        if _CHARGED.search(text.key, last.start, stop) is not None:  # "đơn vị được giao" + "quản lý tài sản công": with what, before the act
            told, after = described(text, last.start, end, self.verb, known=stop)
            charge = told and self.verb.fullmatch(text.key[stop:after].strip()) is None  # "được giao" + "xây dựng báo cáo": an act and its object
            return ((*found[:-1], *told), after, "subject") if charge and self.predicative(text, after, end, strict=True) else None
        described_on = last.collective and pattern("roles-describes-on").match(text.key, stop, end) is not None
        if not described_on and not self._told_by_act(text, last, stop, end):
            return None
        told, after = described(text, last.start, end, self.verb, True, known=stop)
        asks = pattern("described-asking").match(text.key, stop, end)
        if told and after > stop and (asks is not None or pattern("subjects-duty-next").match(text.key, after, end)):
            return (*found[:-1], *told), after, "subject"
        return None

    def _told_by_act(self, text: Text, last: Mention, stop: int, end: int) -> bool:
        """True where a class of bodies goes on with an act up to its duty: "Cơ sở giáo dục trực tiếp nhận gạo hỗ trợ có trách nhiệm bảo quản"."""
        gap = _STRAIGHT.match(text.key, stop, end) if _CLASS.fullmatch(key(last.label)) else None
        act = self.verb.match(text.key, gap.end(), end) if gap is not None else None
        duty = _UP_TO_DUTY.match(text.key, act.end(), end) if act is not None else None
        return duty is not None and self.parser.find(text, stop, max(duty.end("told"), duty.end("long"))) is None

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

    def _role_before(self, text: Text, start: int, end: int) -> bool:
        """True where the bearer's own role phrase already stands before `end`: a later list is no subject."""
        return any(
            match.lastgroup in ("lead", "joint", "both") and not NOUN_BEFORE.search(text.key[max(0, match.start() - 30) : match.start()])
            for match in self.cue.finditer(text.key, start, end)
        )


def _to_the_joint(text: Text, member: Mention, stop: int, gap: int) -> Mention:
    """Gives a member of an implementing list with all its words, for it ends where the next one begins: "Cục Y tế" + "giao thông vận tải"."""
    more = pattern("described-modifier").sub("", _BRACKETS.sub("", text.raw[stop:gap]))
    if member.generic or not more.strip() or not (more[0].isspace() or more[0] == ","):
        return member
    return replace(member, end=gap, label=member.label + re.sub(r"\s+", " ", more).rstrip(" ,"), known=False)
