"""Takes headings, lead-ins and definitions; gives what governs the provisions below them; knows nothing of clauses' casts.

A heading that is a list of agencies makes each of them bearer. A role phrase before a colon governs every point below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ttdn_kb.norms.agents import AgentParser, Mention, Text
from ttdn_kb.norms.charges import ChargeReader
from ttdn_kb.norms.described import many, parts_of
from ttdn_kb.norms.frames import NOBODY, Frame
from ttdn_kb.norms.lexicon import Lexicon, key, pattern, sentence_case
from ttdn_kb.norms.mentions import elsewhere
from ttdn_kb.norms.roles import RoleReader

NO_WORK = frozenset(("definition", "scope", "principle", "aim", "effect", "recipients", "content"))
_OF_BODY = pattern("context-of-body")
_WHOSE = pattern("context-whose")
_DOER = pattern("context-doer")
_FILLER = pattern("context-filler")
_BOUND, _VAGUE = pattern("context-bound"), pattern("reader-vague-subject")
_OWNS = pattern("context-owns")
_LONGEST_OWNER = 24
_MOST_NAME = 16


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


class ContextReader:
    """Reads headings and lead-ins of one document."""

    def __init__(self, parser: AgentParser, roles: RoleReader, lexicon: Lexicon) -> None:
        self.parser, self.roles, self.lexicon = parser, roles, lexicon
        self.charges = ChargeReader(parser, roles, lexicon)
        self.subject: tuple[Mention, ...] = ()

    def topic_kind(self, heading: str) -> str:
        """Gives the kind of provision that a heading announces ("principle", "scope", "power", ...), "" where it announces none."""
        words = re.sub(r"^[\s\d.)*#:-]+", "", heading).strip(" .:*")
        words = re.sub(r"^(?:các|những|một số)\s(?=nguyên tắc|hành vi)", "", words)
        for cue, kind in self.lexicon.provision_cues:
            if words.startswith(cue) and not words[len(cue) : len(cue) + 1].isalnum():
                rest = words[len(cue) :]
                if kind in ("aim", "content") and len(rest.split()) > 12:
                    continue
                if cue == "yêu cầu" and rest.strip() and pattern("context-own-demand").match(rest):
                    continue  # "Yêu cầu kỹ thuật khi đầu tư xây dựng ...": a rule, not what a plan asks of itself
                if kind == "scope" and pattern("context-other-scope").match(rest):
                    continue  # "Đối tượng, thời gian trực ban": who does what and when
                if (
                    kind in ("scope", "principle", "aim", "effect", "content")
                    and re.match(r"\s+(?:của)\s", rest)
                    and kind != "principle"
                    and not pattern("context-topic-kind-1").match(rest)
                ):
                    continue
                return kind
        return ""

    def bearers(self, text: Text, start: int = 0, wide: bool = False) -> tuple[tuple[Mention, ...], int, bool]:
        """Gives the agencies that a heading names as bearers, where their list ends, and whether it begins with "Đề nghị".

        Args:
            wide: the heading of a chapter, which has to name its bearers in so many words.
        """
        end = len(text.raw)
        ask = pattern("context-bearers-1").match(text.key, start, end)
        pos = ask.end() if ask else start
        of = _OF_BODY.match(text.key, pos, end)
        pos = of.end() if of else pos
        found, stop = self._listed(text, pos, end)
        if wide and of is None and not any(m.known for m in found):
            return (), start, False  # a chapter on "Nhà giáo thỉnh giảng" tells of people, not what they do
        matter = _WHOSE.match(text.key, pos, end) if not found and of is None else None
        if matter is not None:  # "Nội dung Sở Xây dựng có trách nhiệm chủ trì"
            meant, after = self._listed(text, matter.end(), end)
            found, stop = (meant, after) if pattern("context-role-or-duty").match(text.key[after:].lstrip()) else (found, stop)
        if of is not None and not (found and self.only_role(text.key[stop:])):
            found, stop = self._owners(text, pos, found, stop, wide, _OWNS.match(of.group()) is not None)
        single = len(found) == 1 and not (found[0].collective or found[0].generic or found[0].person)
        if single and text.raw[stop:end].strip() and len(text.raw) < 110:
            # a heading is a name to its end: "Tổ đảng ở Thường trực Ủy ban Khoa học, Công nghệ và Môi trường"
            rest = re.compile(r"\s*[,&-]?\s*(?:và\s+)?(?=[A-ZĐ])[^.;:]*$|\s+[-–]\s+[^\W\d_][^.;:,]{2,40}$").match(text.raw, stop, end)
            if (
                rest is not None
                and not self.parser.list_at(text, stop + len(rest.group()) - len(rest.group().lstrip(" ,&-")), end)[0]
                and not pattern("context-role-or-duty").search(text.key[stop:end])
            ):
                found, stop = (replace(found[0], end=end, label=f"{found[0].label}{rest.group().rstrip(' .*')}", known=False),), end
        return found, stop, bool(ask and ask["ask"])

    def _owners(self, text: Text, start: int, found: tuple[Mention, ...], stop: int, wide: bool, owns: bool) -> tuple[tuple[Mention, ...], int]:
        """Gives whose duties a heading lays down where no lexicon knows them: "Trách nhiệm của công chức làm công tác văn thư trong ...".

        What the duty is in ("trong quản lý, sử dụng ...") is no part of the name; agencies at large ("các cơ quan, đơn vị trong ...") bear
        nothing by the heading of a chapter.

        Args:
            wide: the heading of a chapter; owns: it speaks of duties, not of functions or requirements. Else only a name, or a noun that opens
                descriptions of doers, is believed.
        """
        end, at_large = len(text.raw), wide or not owns
        if found and _BOUND.match(text.key, stop, end) and not _VAGUE.fullmatch(text.key[start:stop].strip()):
            return found, end
        field = pattern("context-owner-field").search(text.key, stop if found else start, end)
        if found and field is not None and field.start() == stop:
            return found, stop if wide and all(_VAGUE.fullmatch(key(m.label)) for m in found) else end
        until = field.start() if field is not None and not at_large else end
        said = text.raw[start:until].strip(" .:*")
        named = self.lexicon.heads_re.match(text.key, start, end) or self.lexicon.persons_re.match(text.key, start, end)
        if text.raw[start : start + 1].isupper() and named is not None and re.fullmatch(r"[^,;:.()]{3,80}", said):
            return (Mention(start, end, said, known=False),), end
        if not said or pattern("context-no-owner").search(key(said)) or (at_large and not pattern("context-bearers-2").match(key(said))):
            return found, stop
        first = found[-1].start if found and not at_large else start
        said = text.raw[first:until].strip(" .:*")
        if len(said.split()) > _LONGEST_OWNER:
            return found, end if found and not at_large else stop
        owners: list[Mention] = []
        for part in parts_of(said):
            whole, after = self.parser.list_at(Text(part), 0, len(part))
            known = whole and after == len(part) and not (len(whole) == 1 and whole[0].collective)
            owners += elsewhere(whole) if known else [Mention(first, end, part[:1].upper() + part[1:], collective=many(part), known=False)]
        return (*found[:-1], *owners) if not at_large else tuple(owners), end

    def _listed(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives the list of agents at `start`; it goes on behind "nơi xảy ra sự cố," and the like."""
        found, stop = self.parser.list_at(text, start, end)
        while found and (where := pattern("context-where").match(text.key, stop, end)) is not None:
            more, after = self.parser.list_at(text, where.end(), end)
            if not more:
                break
            found, stop = found + more, after
        return found, stop

    def _described(self, text: Text, found: tuple[Mention, ...], stop: int) -> tuple[tuple[Mention, ...], int]:
        """Gives the body of a heading that describes it to its end ("Cơ quan chủ trì giải quyết thủ tục đầu tư"), else what was found."""
        described = pattern("context-described").fullmatch(text.key)
        if described is None or (found and self.only_role(text.key[stop:])):
            return found, stop
        name = text.raw[described.start("name") : described.end("name")]
        mention = Mention(described.start("name"), len(text.raw), name[:1].upper() + name[1:], collective=described["many"] is not None, known=False)
        return (mention,), len(text.raw)

    def names_bearers(self, words: str) -> bool:
        """True for a heading that is a list of agencies, with or without a role phrase."""
        text = Text(sentence_case(words))
        found, stop, _ = self.bearers(text)
        return bool(found) and not self.topic_kind(text.key) and self.only_role(text.key[stop:])

    def doer(self, words: str) -> tuple[Mention, ...]:
        """Gives the body that a heading describes to its end among headings that name bodies, () where it begins like no body.

        "Tổ chức pháp chế thuộc Bộ, cơ quan ngang Bộ" between "7. Sở Tư pháp" and "9. Tổ chức thực hiện" is one.
        """
        text = Text(sentence_case(words))
        name = _DOER.fullmatch(text.raw)
        if name is None or self.topic_kind(text.key) or pattern("context-no-doer").search(text.key):
            return ()
        parts = [part.strip() for part in parts_of(name["name"])]
        if all(pattern("context-owner").match(part.lower()) for part in parts):  # "Chủ đầu tư, chủ sở hữu, đơn vị quản lý nhà ở xã hội"
            return elsewhere(Mention(0, len(text.raw), part[:1].upper() + part[1:], collective=True, known=False) for part in parts)
        noun = self.lexicon.groups_re.match(text.key) or self.lexicon.heads_re.match(text.key) or self.lexicon.persons_re.match(text.key)
        if noun is None or self.parser.at(text, 0, len(text.raw)):
            return ()
        told = pattern("described-head").match(text.key)  # "Cơ quan quản lý giam giữ": what it does is its name
        if (not told and self.roles.verb.match(text.key, noun.end() + 1)) or (
            self.roles.verb.match(text.key) and not pattern("context-doer-of").search(text.key)
        ):
            return ()
        label = name["name"].strip()
        return elsewhere((Mention(0, len(text.raw), label[:1].upper() + label[1:], collective=True, known=False),))

    def _wider(self, text: Text, found: tuple[Mention, ...], stop: int) -> tuple[tuple[Mention, ...], int]:
        """Gives the collective that a heading describes to its end ("Các doanh nghiệp thứ cấp đang hoạt động trong khu công nghiệp")."""
        end = len(text.raw.rstrip(" *:."))
        bracket = re.compile(r"\s*\([^()]*\)$").search(text.raw, stop, end)
        end = bracket.start() if bracket is not None else end
        whole = text.raw[:end].count(" ") < _MOST_NAME and not pattern("context-no-name").search(text.key, stop, end)
        if not found or not whole or self.only_role(text.key[stop:end]) or not found[-1].collective or text.key[stop:end].startswith((",", ";")):
            return found, stop
        last = replace(found[-1], end=end, label=found[-1].label + text.raw[stop:end], known=False)
        return (*found[:-1], last), len(text.raw)

    def heading(self, words: str, context: Context, among: bool = False, wide: bool = False) -> Context:
        """Gives the context below a heading.

        Args:
            among: the heading stands in a row of headings that name bodies; wide: it is a chapter's.
        """
        capitals, words = words, sentence_case(words)
        doer = self.doer(words) if among else ()
        if doer:
            return Context(frame=Frame(bearers=doer), mixed=context.mixed)
        text = Text(words)
        charge = self.charges.read(words)
        if charge is not None:
            return replace(context, frame=charge, skip="")
        kind = self.topic_kind(text.key)
        found, stop, ask = self.bearers(text, wide=wide or capitals != words)
        found, stop = (found, stop) if kind else self._described(text, found, stop)
        found, stop = self._wider(text, found, stop) if context.allots and not kind else (found, stop)
        rest = text.key[stop:] if found else ""
        if found and self.only_role(rest):
            frame = self._frame(text, stop, found, ask)
            mixed = kind == "duty-and-power" or (context.mixed and not kind)
            return Context(
                frame=frame,
                skip=context.skip if context.skip in ("structure", "aim") else "",
                power=kind == "power" or pattern("context-empowers").search(rest) is not None,
                mixed=mixed,
                charged=_charges(text),
            )
        given, after, how = self.roles.find_subject(text, 0, len(text.raw), NOBODY)
        if how == "order" and self.only_role(text.key[after:]):  # "UBND tỉnh ủy quyền cho Giám đốc Sở Nội vụ:"
            return replace(context, frame=Frame(bearers=elsewhere(given)), skip="", charged=True)
        if not found and not kind and self._role_heading(text):
            inner, work = self.lead_in(words, context)
            if not work:
                return inner
        if found and not kind and self.roles.read(text, 0, len(text.raw), Frame()).role_phrase:
            return self.lead_in(words, context)[0]  # "Sở Y tế chủ trì, phối hợp với X thực hiện các chương trình như:"
        if pattern("context-allots").match(text.key):
            context = replace(context, allots=True)
        if not kind and pattern("context-cases").search(text.key):
            return replace(context, skip="condition")  # "Hộp thư thuộc các trường hợp sau sẽ bị khóa" over the cases
        if kind in NO_WORK:
            return replace(context, skip=kind)
        if kind in ("power", "duty-and-power"):
            frame = context.frame if context.frame.bearers else replace(context.frame, bearers=self.subject)
            return replace(context, frame=frame, power=kind == "power", mixed=kind == "duty-and-power", skip="")
        if kind == "management-content":
            return replace(context, nameless=True)
        if kind == "structure":
            return replace(context, skip="structure")
        return context

    def _role_heading(self, text: Text) -> bool:
        """True for a heading that is a role phrase ("Chủ trì, phối hợp") or names agents in one; "Phối hợp hoạt động" only names a matter."""
        if not pattern("context-heading-1").search(text.key):
            return False
        return pattern("context-role-only").fullmatch(text.key.strip(" :.*")) is not None or self.parser.find(text, 0, len(text.raw)) is not None

    def only_role(self, rest: str) -> bool:
        """True where the words after a list of agencies carry no work of their own, only a role phrase or filler."""
        rest = re.sub(r"\([^)]*\)", " ", rest).strip()
        adverbial = pattern("context-adverbial").fullmatch(rest)  # "căn cứ vào tình hình ảnh hưởng của xả lũ:"
        if adverbial is not None:
            words = re.compile(r"\b(?=\w)").finditer(rest, adverbial.start("said"))
            if not any(self.roles.verb.match(rest, word.end()) for word in words):
                return True
        text = Text(rest)
        pos = 0
        while pos < len(rest):
            match = _FILLER.match(rest, pos)
            if match is None or match.end() == pos:
                found, stop = self.parser.list_at(text, pos, len(rest)) if pattern("context-ends-in-with").search(rest[:pos]) else ((), pos)
                if not found:
                    return False
                pos = stop
            else:
                pos = match.end()
            while pos < len(rest) and rest[pos].isspace():
                pos += 1
        return True

    def _frame(self, text: Text, stop: int, found: tuple[Mention, ...], ask: bool) -> Frame:
        clause = self.roles.read(text, stop, len(text.raw), Frame(bearers=found))
        return Frame(
            bearers=elsewhere(found),
            lead=clause.lead,
            coordinates=clause.coordinates or clause.both,
            partners=elsewhere(clause.partners),
            advised=elsewhere(m for role, m in clause.cast if role == "advised"),
            request=ask,
            open_with=clause.open_with
            and text.key.rstrip(" :.").endswith(("phối hợp", "phối hợp với", "phối hợp cùng"))
            and not text.key.rstrip(" .").endswith("thực hiện"),
            explicit=clause.lead or clause.coordinates,
        )

    def lead_in(self, words: str, context: Context) -> tuple[Context, bool]:
        """Gives the context of the points below a lead-in, and whether the lead-in states work of its own."""
        charge = self.charges.read(words)
        if context.skip == "effect" and _charges(Text(words)):
            context = replace(context, skip="")  # "Sở X có trách nhiệm:" in an article of transition
        if charge is not None:
            return replace(context, frame=charge), False
        text = Text(words)
        directs = pattern("context-directs-below").search(text.key)
        if directs is not None:  # "Giao Ban Quản lý chỉ đạo các đơn vị kinh doanh hạ tầng có trách nhiệm:": the points are theirs
            return self.lead_in(words[directs.end() :], context)
        end = len(text.raw)
        if pattern("context-concludes").match(text.key):
            return replace(context, allots=True), False  # "Phó Thủ tướng ... kết luận như sau:": who says it is not who does it
        kind = self.topic_kind(text.key)
        found, stop, _ask = self.bearers(text)
        if (found and self.only_role(text.key[stop:])) or (not kind and pattern("context-described").fullmatch(text.key)):
            return self.heading(words, context), False
        between = pattern("context-between").match(text.key)
        both = self.parser.list_at(text, between.end(), end)[0] if between is not None else ()
        if len(both) > 1:
            return replace(context, frame=Frame(coordinates=True, partners=elsewhere(both), explicit=True)), False
        clause = self.roles.read(text, 0, end, context.frame)
        charged = clause.subject and pattern("reader-given-lead").search(text.key, 0, clause.body) is not None
        above = context.frame.bearers  # "đơn vị được giao chủ trì" is one of the heading's: what follows is said of them
        named = clause.bearers if clause.subject and not (charged and above) else above
        rest = text.key[clause.body : end] if clause.subject else text.key
        described = pattern("context-is").match(rest)  # "X là Cơ quan Thường trực, có trách nhiệm sau:"
        rest = rest[described.end() :] if described else rest
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
            open_with=clause.open_with and pattern("context-ends-in-coordination").search(text.key) is not None,
            explicit=clause.role_phrase,
        )
        if self.only_role(self._without_cast(rest, text, clause.body if clause.subject else 0, end)):
            base = replace(context, frame=frame, charged=bool(frame.bearers) and (_charges(text) or bool(frame.report_to)))
            return (replace(base, skip=kind) if kind in NO_WORK else base), False
        own = (
            context.frame
            if context.frame.explicit and not clause.role_phrase and not clause.subject
            else Frame(bearers=elsewhere(named), request=request)
        )
        if pattern("reader-detailed").search(text.key):
            own = replace(own, report_to=frame.report_to)  # "Báo cáo X như sau:": the points say what and when
        if kind in NO_WORK and not clause.subject:
            return replace(context, skip=kind), False
        if kind == "power":
            return replace(context, frame=own, power=True), False
        return replace(context, frame=own), True

    def _without_cast(self, rest: str, text: Text, start: int, end: int) -> str:
        """Gives the lead-in's words without the agents that its role phrases name ("tham mưu, giúp UBND tỉnh:")."""
        out, pos = [], start
        for match in pattern("context-without-cast-1").finditer(text.key, start, end):
            found, stop = self.parser.list_at(text, match.end(), end)
            if found and match.start() >= pos:
                out.append(text.key[pos : match.start()])
                theirs = pattern("context-their-act").match(text.key, stop, end)  # "Trình UBND tỉnh ban hành:"
                pos = theirs.end() if theirs is not None else stop
        out.append(text.key[pos:end])
        return " ".join(out) if pos > start else rest
