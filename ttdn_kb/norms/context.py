"""Takes headings, lead-ins and definitions; gives what governs the provisions below them; knows nothing of clauses' casts.

A heading that is a list of agencies makes each of them bearer. A role phrase before a colon governs every point below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ttdn_kb.norms.agents import Mention, Text
from ttdn_kb.norms.described import act_at, many, parts_of
from ttdn_kb.norms.frames import NOBODY, Clause, Frame
from ttdn_kb.norms.headings import HeadingReader
from ttdn_kb.norms.lexicon import key, pattern, sentence_case
from ttdn_kb.norms.mentions import elsewhere

_ENDS_IN_COORDINATION = pattern("context-ends-in-coordination")
_DIRECTS, _DIRECTS_END, _IN_DETAIL = pattern("context-directs"), pattern("context-directs-end"), pattern("context-in-detail")
_EMPOWERING, _IMPLEMENTS = pattern("context-empowering"), pattern("context-implements")
_COMPETENCE, _MAY_DO = pattern("context-competence"), pattern("context-may-do")
_AS_FOLLOWS, _TOWARD = pattern("reader-as-follows"), pattern("statements-toward")
_MOST_TITLE = 16  # words of a heading behind the body it names
_THE_STATE = pattern("context-the-state")
_CHAPEAU, _NEXT = pattern("context-chapeau"), pattern("roles-next-doer")
_DUTIES, _TAIL, _COMPETENT_FOR = pattern("context-duties"), pattern("context-heading-tail"), pattern("context-competent-for")
NO_WORK = frozenset(
    ("definition", "scope", "principle", "aim", "effect", "recipients", "content", "criterion", "terms", "report", "beside-principles")
)


@dataclass(frozen=True, slots=True)
class Context:
    """What governs a provision.

    Attributes:
        frame: bearers and role phrases from above.
        skip: why nothing below states work, "" where it may.
        power: the heading speaks of powers alone; mixed: of duties and powers.
        charged: a lead-in says that what stands below are duties, so every point is work, whatever word it begins with.
        nameless: an article on the content of management, whose items are work of nobody named.
        allots: a heading says that those below name who does what ("Tổ chức thực hiện", "Phân công nhiệm vụ").
    """

    frame: Frame = NOBODY
    skip: str = ""
    power: bool = False
    mixed: bool = False
    nameless: bool = False
    charged: bool = False
    allots: bool = False


def _charges(text: Text) -> bool:
    return pattern("context-charges").search(text.key) is not None


def _empowers(text: Text, bearers: Sequence[Mention]) -> bool:
    """True where posts or named bodies have powers, so that every point below is one."""
    return pattern("context-empowers").search(text.key) is not None and _official(bearers)


def _official(bearers: Sequence[Mention]) -> bool:
    """True for posts and named bodies; what the public has a right to is no power."""
    return all((m.person or (m.known and not m.collective)) and not pattern("roles-people").search(m.label.lower()) for m in bearers)


class ContextReader(HeadingReader):
    """Reads headings and lead-ins of one document."""

    def heading(self, words: str, context: Context, among: bool = False, wide: bool = False) -> Context:
        """Gives the context below a heading.

        Args:
            among: the heading stands in a row of headings that name bodies; wide: it is a chapter's.
        """
        context = self.past_principles(words, context)
        capitals, words = words, _TAIL.sub("", sentence_case(words))  # "Đối với tổ chức khoa học cần:" names who, not what they are called
        doer = self.doer(words) if among else ()
        if doer:
            return Context(frame=Frame(bearers=doer), mixed=context.mixed, skip=context.skip if context.skip == "structure" else "")
        text = Text(words)
        if context.skip == "criterion" and _TOWARD.match(text.key):
            return context  # "1. Đối với cơ quan ký hợp đồng:" in an article "Tiêu chuẩn, điều kiện": who is measured, not who does it
        if _COMPETENCE.match(text.key):
            context = replace(context, mixed=True)  # "Thẩm quyền quyết định mua sắm": what somebody below decides he may
        charge = self.charges.read(words)
        if charge is not None:
            return replace(context, frame=charge, skip="")
        told = _DIRECTS.match(text.key) if context.frame.bearers else None
        others = self._directed_to(text, told.end()) if told is not None else ()
        if others:  # "Chỉ đạo Chi cục Kiểm lâm: kiểm tra ...; đôn đốc ...": theirs, and its to direct
            return replace(context, frame=Frame(bearers=(*context.frame.bearers, *elsewhere(others))), skip="", charged=True)
        kind = self.topic_kind(text.key)
        if kind == "aim" and context.frame.bearers and pattern("context-demands").match(text.key):
            kind = ""  # "1. Yêu cầu chung" below "UBND tỉnh yêu cầu các sở thực hiện:": what is asked of them
        found, stop, ask = self.bearers(text, wide=wide or capitals != words)
        found, stop = (found, stop) if kind else self._described(text, found, stop)
        found, stop = self._wider(text, found, stop) if (context.allots or context.frame.ordered) and not kind else (found, stop)
        heads = self.roles.heads_listed(text, 0, len(text.raw)) if not kind else ()
        found, stop = (elsewhere(heads), heads[-1].end) if heads and heads[-1].end > stop else (found, stop)
        rest = text.key[stop:] if found else ""
        if found and self.only_role(rest):
            frame = self._frame(text, stop, found, ask)
            mixed = kind == "duty-and-power" or (context.mixed and not kind)
            return Context(
                frame=frame,
                skip=context.skip if context.skip in ("structure", "aim") and not _DUTIES.match(text.key) else "",
                power=kind == "power" or pattern("context-empowers").search(rest) is not None,
                mixed=mixed,
                charged=(kind == "power" and _official(found)) or _charges(text) or _empowers(text, found),
            )
        given, after, how = self.roles.find_subject(text, 0, len(text.raw), NOBODY)
        if how == "order" and self.only_role(text.key[after:]):  # "UBND tỉnh ủy quyền cho Giám đốc Sở Nội vụ:"
            power = _EMPOWERING.search(text.key) is not None
            return replace(context, frame=Frame(bearers=elsewhere(given)), skip="", charged=True, power=power)
        if not found and not kind and self._role_heading(text):
            inner, work = self.lead_in(words, context, titled=True)
            if not work:
                return inner
        if found and not kind and self.roles.read(text, 0, len(text.raw), Frame()).role_phrase:
            return self.lead_in(words, context, titled=True)[0]  # "Sở Y tế chủ trì, phối hợp với X thực hiện các chương trình như:"
        acts = self.roles.verb.match(rest.lstrip()) is not None and len(rest.split()) < _MOST_TITLE and not _IMPLEMENTS.search(rest)
        if found and not kind and acts and all(m.known for m in found):
            return replace(context, frame=self._frame(text, stop, found, ask), skip="")  # "Sở X thực hiện chuyển đổi số" over how it does so
        below = self._below_chapeau(text, context) if not kind else None
        if below is not None:
            return below
        if pattern("context-allots").match(text.key):
            context = replace(context, allots=True)
        if not kind and pattern("context-cases").search(text.key):
            return replace(context, skip="condition")  # "Hộp thư thuộc các trường hợp sau sẽ bị khóa" over the cases
        if kind in NO_WORK:
            return replace(context, skip=kind)
        if kind in ("power", "duty-and-power"):
            frame = context.frame if context.frame.bearers else replace(context.frame, bearers=self.subject)
            alone = bool(frame.bearers) and pattern("context-powers").fullmatch(text.key) is not None
            charged = context.charged or (alone and _official(frame.bearers))
            return replace(context, frame=frame, power=kind == "power", mixed=kind == "duty-and-power", charged=charged, skip="")
        if kind == "management-content":
            return replace(context, nameless=True)
        if kind == "structure":
            return replace(context, skip="structure")
        return context

    @staticmethod
    def past_principles(words: str, context: Context) -> Context:
        """Gives the context below "2. Hình thức phối hợp" in an article on "Nguyên tắc, hình thức phối hợp": what follows may be work."""
        past = context.skip == "beside-principles" and pattern("context-forms-next").match(key(words)) is not None
        return replace(context, skip="") if past else context

    def _role_heading(self, text: Text) -> bool:
        """True for a heading that is a role phrase ("Chủ trì, phối hợp") or names agents in one; "Phối hợp hoạt động" only names a matter."""
        if not pattern("context-role-in-heading").search(text.key):
            return False
        return pattern("context-role-only").fullmatch(text.key.strip(" :.*")) is not None or self.parser.find(text, 0, len(text.raw)) is not None

    def _frame(self, text: Text, stop: int, found: tuple[Mention, ...], ask: bool) -> Frame:
        clause = self.roles.read(text, stop, len(text.raw), Frame(bearers=found))
        return Frame(
            bearers=elsewhere(found),
            lead=clause.lead,
            coordinates=clause.coordinates or clause.both,
            partners=elsewhere(clause.partners),
            advised=elsewhere(m for role, m in clause.cast if role == "advised"),
            request=ask,
            open_with=clause.open_with and _ENDS_IN_COORDINATION.search(text.key.rstrip(" :.")) is not None,
            explicit=clause.lead or clause.coordinates,
        )

    def lead_in(self, words: str, context: Context, titled: bool = False) -> tuple[Context, bool]:
        """Gives the context of the points below a lead-in, and whether the lead-in states work of its own.

        Args:
            titled: the words stand as a heading, and were looked at as one before.
        """
        charge = self.charges.read(words)
        if context.skip == "effect" and _charges(Text(words)):
            context = replace(context, skip="")  # "Sở X có trách nhiệm:" in an article of transition
        if charge is not None:
            return replace(context, frame=charge), False
        text = Text(words)
        directs = pattern("context-directs-below").search(text.key)
        if directs is not None:  # "Giao Ban Quản lý chỉ đạo các đơn vị kinh doanh hạ tầng có trách nhiệm:": the points are theirs, and its to direct
            inner, work = self.lead_in(words[directs.end() :], context)
            above = self.roles.find_subject(text, 0, directs.start(), context.frame)[0] or context.frame.bearers
            return replace(inner, frame=replace(inner.frame, bearers=(*elsewhere(above), *inner.frame.bearers))), work
        directed = self._directed(text, context)
        if directed:
            return replace(context, frame=Frame(bearers=elsewhere(directed)), skip="", charged=True), False
        end = len(text.raw)
        if pattern("context-concludes").match(text.key):
            return replace(context, allots=True), False  # "Phó Thủ tướng ... kết luận như sau:": who says it is not who does it
        kind = self.topic_kind(text.key)
        found, stop, _ask = self.bearers(text)
        described = pattern("context-is").match(text.key, stop) if found else None
        if described is not None:  # "X là Cơ quan Thường trực, có trách nhiệm sau:"
            return self.lead_in(f"{words[:stop]} {words[described.end() :]}", context, titled)
        if not titled and ((found and self.only_role(text.key[stop:])) or (not kind and pattern("context-described").fullmatch(text.key))):
            return self.heading(words, context), False
        between = pattern("context-between").match(text.key)
        both = self.parser.list_at(text, between.end(), end)[0] if between is not None else ()
        if len(both) > 1:
            return replace(context, frame=Frame(coordinates=True, partners=elsewhere(both), explicit=True)), False
        clause = self.roles.read(text, 0, end, context.frame)
        charged = clause.subject and pattern("reader-given-lead").search(text.key, 0, clause.body) is not None
        above = context.frame.bearers  # "đơn vị được giao chủ trì" is one of the heading's: what follows is said of them
        named = clause.bearers if clause.subject and not (charged and above) else above
        named = () if all(_THE_STATE.fullmatch(key(m.label)) for m in named) else named  # what the State does below is nobody's
        rest = text.key[clause.body : end] if clause.subject else text.key
        request = clause.request or (context.frame.request and not clause.subject)
        matter = not clause.subject and pattern("context-names-a-matter").match(text.key)  # "Các khiếu nại gửi đến cơ quan, ... như sau:"
        sent = () if matter else elsewhere(m for role, m in clause.cast if role == "report_to")
        frame = Frame(
            bearers=elsewhere(named),
            lead=clause.lead or (not clause.role_phrase and context.frame.lead),
            coordinates=clause.coordinates or clause.both or (not clause.role_phrase and context.frame.coordinates),
            partners=elsewhere(clause.partners) if clause.role_phrase else context.frame.partners,
            advised=elsewhere(m for role, m in clause.cast if role == "advised") or context.frame.advised,
            report_to=sent or context.frame.report_to,
            request=request,
            open_with=clause.open_with and _ENDS_IN_COORDINATION.search(text.key) is not None,
            explicit=clause.role_phrase,
            ordered=clause.directive or (context.frame.ordered and not clause.subject),
        )
        if self.only_role(self._without_cast(rest, text, clause.body if clause.subject else 0, end)):
            charged = bool(frame.bearers) and (_charges(text) or _empowers(text, named) or bool(frame.report_to))
            base = replace(context, frame=frame, charged=charged, power=context.power or clause.power)
            return (replace(base, skip=kind) if kind in NO_WORK else base), False
        below = self._below_chapeau(text, context)
        if below is not None:  # "Trưởng đoàn kiểm tra do Chủ tịch X thành lập có quyền:"
            return below, False
        own = (
            context.frame
            if context.frame.explicit and not clause.role_phrase and not clause.subject
            else Frame(bearers=elsewhere((*named, *self._told_below(text, clause))), request=request, ordered=frame.ordered)
        )
        if pattern("reader-detailed").search(text.key):
            own = replace(own, report_to=frame.report_to)  # "Báo cáo X như sau:": the points say what and when
        if kind in NO_WORK and not clause.subject:
            return replace(context, skip=kind), False
        if kind == "power":
            return replace(context, frame=own, power=True), False
        may = clause.subject and _MAY_DO.match(text.key, clause.body) is not None and _AS_FOLLOWS.search(text.key) is not None
        return replace(context, frame=own, power=context.power or may), True

    def _below_chapeau(self, text: Text, context: Context) -> Context | None:
        heads = self._chapeau(text)
        if not heads:
            return None
        power = context.power or pattern("context-empowers").search(text.key) is not None
        return replace(context, frame=Frame(bearers=elsewhere(heads)), skip="", charged=_charges(text) or _empowers(text, heads), power=power)

    def _chapeau(self, text: Text) -> tuple[Mention, ...]:
        """Gives those who "have the right:" or "are responsible for:" what stands below, each to the end of what describes them; () for any other."""
        chapeau = _CHAPEAU.fullmatch(text.key)
        end = chapeau.end("who") if chapeau is not None else 0
        out: list[Mention] = []
        pos = 0
        while pos < end:
            found, stop = self.parser.list_at(text, pos, end)
            if not found or self.roles.cue.match(text.key, stop + 1, end):
                return ()  # "Bộ X giúp Chính phủ thống nhất quản lý ..., có các nhiệm vụ": what it does is no part of its name
            gaps = (gap for gap in _NEXT.finditer(text.key, stop, end) if self.parser.list_at(text, gap.end(), end)[0])
            gap = next(gaps, None)
            last, after = found[-1], gap.start() if gap is not None else end
            name = text.raw[last.start : after]
            competent = last.generic == "authority" and _COMPETENT_FOR.match(text.key, stop, after) is not None
            if competent:  # "Người có thẩm quyền thực hiện chứng thực, công chức ... có trách nhiệm:"
                parts = (part[:1].upper() + part[1:] for part in parts_of(name))
                out += [*found[:-1], *(replace(last, end=after, label=part, collective=many(part), generic="", known=False) for part in parts)]
            else:
                told = stop < after and not last.generic and not self._acts(text, last, after)
                out += [*found[:-1], replace(last, end=after, label=name[:1].upper() + name[1:], known=False) if told else last]
            pos = gap.end() if gap is not None else end
        return tuple(out)

    def _acts(self, text: Text, doer: Mention, end: int) -> bool:
        """True where what stands behind a doer is its work: "UBND cấp tỉnh thực hiện quản lý ... tại địa phương và có nhiệm vụ:"."""
        scope = pattern("context-in-its-scope").match(text.key, doer.end, end)
        told = scope is not None or bool(doer.head)  # "Các cơ quan quản lý chợ": what a group does tells which one it is
        return told and self.roles.verb.match(text.key, scope.end() if scope is not None else doer.end + 1, end) is not None

    def _directed(self, text: Text, context: Context) -> tuple[Mention, ...]:
        """Gives who directs and who is directed in a lead-in of these alone: "Bộ Tài chính chỉ đạo Bảo hiểm xã hội Việt Nam:"."""
        cue = pattern("context-directs-whom").search(text.key)
        found = self._directed_to(text, cue.end()) if cue is not None else ()
        above, _, how = self.roles.find_subject(text, 0, len(text.raw), context.frame) if found else ((), 0, "")
        return (*(above or context.frame.bearers), *found) if found and how not in ("order", "request") else ()

    def _directed_to(self, text: Text, start: int) -> tuple[Mention, ...]:
        """Gives who is directed from `start` to the end, named or described: "các đơn vị thoát nước, xử lý bùn thải thực hiện các công tác:"."""
        found, stop = self.parser.list_at(text, start, len(text.raw))
        if found and _DIRECTS_END.fullmatch(_IN_DETAIL.sub("", text.key[stop:])):
            return found
        head = pattern("described-head").match(text.key, start)
        tail = pattern("context-directed-tail").search(text.key, head.end()) if head is not None else None
        if head is None or tail is None or pattern("recipients-public").match(text.key, start):
            return ()
        spaces = re.compile(r"(?<=\w)\s+(?=\w)").finditer(text.key, head.end() + 1, tail.start())
        if any(act_at(text.key, space.end(), tail.start(), self.roles.verb) for space in spaces):
            return ()  # "Chỉ đạo các đơn vị trực thuộc kiểm tra ...": what they do
        parts = (part.strip() for part in parts_of(text.raw[start : tail.start()]))
        return tuple(Mention(start, tail.start(), part[:1].upper() + part[1:], collective=many(part), known=False) for part in parts if part)

    @staticmethod
    def _told_below(text: Text, clause: Clause) -> tuple[Mention, ...]:
        """Gives whom a lead-in directs whose points say to what: "Chỉ đạo các ngân hàng phối hợp với Sở X, cụ thể như sau:"."""
        directs = _DIRECTS.match(text.key, clause.body) if _IN_DETAIL.search(text.key) is not None else None
        return tuple(m for role, m in clause.cast if role in ("responsible", "coordinator")) if directs is not None else ()

    def _without_cast(self, rest: str, text: Text, start: int, end: int) -> str:
        """Gives the lead-in's words without the agents that its role phrases name ("tham mưu, giúp UBND tỉnh:")."""
        out, pos = [], start
        for match in pattern("context-recipient-ahead").finditer(text.key, start, end):
            found, stop = self.parser.list_at(text, match.end(), end)
            if found and match.start() >= pos:
                out.append(text.key[pos : match.start()])
                theirs = pattern("context-their-act").match(text.key, stop, end)  # "Trình UBND tỉnh ban hành:"
                pos = theirs.end() if theirs is not None else stop
        out.append(text.key[pos:end])
        return " ".join(out) if pos > start else rest
