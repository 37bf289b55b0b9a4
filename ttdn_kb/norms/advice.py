"""Takes a clause's verbs that advise or order; gives whom they name; knows nothing of leads, partners and recipients.

"tham mưu X" adds advised, "chỉ đạo Y" + verb makes Y responsible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ttdn_kb.norms.described import act_at, described, extended
from ttdn_kb.norms.frames import Clause
from ttdn_kb.norms.labels import expand
from ttdn_kb.norms.lexicon import cues_with, pattern
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.one_agent import BRACKET
from ttdn_kb.norms.subjects import SubjectReader

_ADVISES, _PROPOSES, _OWN_ACTS = cues_with("advise", "advises"), cues_with("advise", "proposes"), cues_with("advise", "own-act")
_NAMES_STAFF, _POSTS_ONLY = cues_with("advise", "names-staff"), cues_with("advise", "posts-only")
_HANDS_OVER, _ENDS_WORDS, _TO_DESCRIBED = cues_with("order", "hands-over"), cues_with("order", "ends-words"), cues_with("order", "to-described")
_TO_JOIN, _GIVES = cues_with("order", "to-join"), cues_with("order", "gives-things")
_THING_BEFORE, _THING_NEXT = pattern("advice-thing-before"), pattern("advice-thing-next")
_IN_QUOTES = re.compile(r"[“\"][^“”\"]*[”\"]")
_TARGET, _PUBLIC, _OUTSIDERS = pattern("roles-target"), pattern("recipients-public"), pattern("recipients-outsiders")
_HELPS, _LAYS_BEFORE, _LAID_BEFORE = pattern("recipients-helps-before"), pattern("recipients-lays-before"), pattern("recipients-laid-before")
_MIXED, _PUT_TO = pattern("recipients-mixed"), pattern("advice-put-to")
_FAR = cues_with("advise", "far")
_LISTED, _TELLS_WHICH = pattern("recipients-listed"), pattern("roles-tells-which")
_COMMITTEES, _OFFICER = pattern("advice-committees"), pattern("recipients-officer")
_NEXT_DOER = pattern("roles-next-doer")
_HELPERS_SET_UP, _TOLD_TO_JOIN, _MATTER = pattern("advice-helpers-set-up"), pattern("advice-told-to-join"), pattern("members-matter")
_PROPOSES_ON, _CLOSED = pattern("advice-proposes-on"), pattern("members-closed")
_ONE_SENT = pattern("advice-one-sent")
_SYSTEM_BESIDE = pattern("advice-system-beside")
_OWN_STAFF, _ADVISED_UNNAMED = pattern("roles-own-staff"), pattern("roles-advised-unnamed")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with the words around it.

    Attributes:
        text: the string it stands in.
        word: the cue in key form; before: the few words in front of it.
        start, stop: where it stands; end: where its clause ends.
    """

    text: Text
    word: str
    before: str
    start: int
    stop: int
    end: int

    @classmethod
    def of(cls, text: Text, match: re.Match[str], end: int) -> Cue:
        """Gives the cue of a match in the key view."""
        return cls(text, match.group(), text.key[max(0, match.start() - 25) : match.start()], match.start(), match.end(), end)


def bodies(found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Gives the mentions without the public at large ("các doanh nghiệp", "người dân", "các tổ chức, cá nhân liên quan").

    A group that begins with bodies, "các cơ quan, đơn vị, cá nhân", is told of as one of bodies.
    """
    said = ((m, _IN_QUOTES.sub("", m.label.lower())) for m in found)  # "Hội đồng xét tặng danh hiệu “Nghệ nhân nhân dân”": no people
    return tuple(m for m, label in said if not ((m.collective and _TARGET.search(label) and not _MIXED.match(label)) or _OUTSIDERS.match(label)))


class AdviceReader(SubjectReader):
    """Reads whom a clause advises and orders."""

    def _last_objects(self, clause: Clause, text: Text, place: int) -> list[Mention]:
        """Gives the list of those advised or ordered that ends right before `place`."""
        said = [m for role, m in clause.cast if role in ("advised", "responsible", "empowered") and m.end <= place]
        out = [m for m in said if m.end <= place and _TELLS_WHICH.fullmatch(text.key, m.end, place)]
        while out and (beside := [m for m in said if m.end <= out[0].start and _LISTED.fullmatch(text.key, m.end, out[0].start)]):
            out.insert(0, beside[-1])
        return out

    def _advised_acts(self, clause: Clause, text: Text, place: int) -> bool:
        """True behind "tham mưu X phân công ..." and "báo cáo X phân công ...": acts of X, which assign nothing."""
        ends = [m.end for role, m in clause.cast if role in ("advised", "report_to") and m.end <= place]
        return bool(ends) and pattern("roles-advised-orders").match(text.key, max(ends), place) is not None

    def _runs_from_advised(self, cue: Cue, clause: Clause) -> bool:
        """True for an order at the end of a run of verbs behind the advised, "tham mưu X theo dõi, kiểm tra, đôn đốc Y", whether named or not."""
        ends = [m.end for role, m in clause.cast if role == "advised" and m.end <= cue.start]
        if not ends:
            return _ADVISED_UNNAMED.search(cue.text.key, clause.body, cue.start) is not None
        return self.verb_run.fullmatch(cue.text.key, max(ends), cue.start) is not None

    def _advise(self, text: Text, match: re.Match[str], end: int, clause: Clause) -> int:
        """Reads a cue that advises; gives where the words on those advised end."""
        cue = Cue.of(text, match, end)
        clause.advises = clause.advises or cue.word in _ADVISES
        if self._advises_nobody(cue, clause):
            return cue.stop
        joiner = pattern("roles-advised-next").match(text.key, cue.stop, end)
        found, stop = self._advised(cue, joiner)
        if not found or (cue.word in _POSTS_ONLY and not any(self._holds_post(m) for m in found)):
            return cue.stop
        clause.cast += [("advised", m) for m in found if ("advised", m) not in clause.cast]
        if joiner is not None and _LAID_BEFORE.search(joiner.group()):
            clause.cast += [("report_to", m) for m in found]  # "tham mưu, trình X ban hành": X is advised, and the draft goes to X
        clause.advised += found
        return stop

    def _advises_nobody(self, cue: Cue, clause: Clause) -> bool:
        """True where a cue is part of a name or a noun, or an act of those advised."""
        if cue.word in _NAMES_STAFF and pattern("roles-staff-noun").search(cue.before):
            return True  # "bộ phận giúp việc"
        if _HELPERS_SET_UP.search(cue.text.key, clause.body, cue.start):
            return True  # "kiện toàn bộ phận tham mưu Ủy ban nhân dân tỉnh", "đề xuất đầu mối giúp Bộ trưởng": what those set up are for
        if cue.word in _PROPOSES and (pattern("roles-proposal-noun").search(cue.before) or cue.text.key.startswith(" và ", cue.stop)):
            return True  # "theo đề nghị", "giải quyết kiến nghị"
        # "tham mưu Thủ tướng đề nghị cấp có thẩm quyền": an act of the advised body
        before = self._last_objects(clause, cue.text, cue.start) if cue.word in _OWN_ACTS and clause.advised else []
        return bool(before) and _PROPOSES_ON.search(cue.text.key, 0, before[0].start) is None  # but "đề xuất X kiến nghị Y": a proposal to both

    def _advised(self, cue: Cue, joiner: re.Match[str] | None) -> tuple[tuple[Mention, ...], int]:
        """Gives those advised, right behind the cue or behind the matter: "tham mưu việc X giúp Ủy ban nhân dân tỉnh", and where they end."""
        text, end = cue.text, cue.end
        found, stop = self.parser.list_at(text, joiner.end(), end) if joiner else ((), 0)
        helping = _HELPS.match(text.raw, cue.stop, end) if not found and cue.word in _ADVISES else None
        if helping is not None and _HELPERS_SET_UP.search(text.key, cue.start, helping.start("how")):
            helping = None  # "tham mưu, đề xuất đầu mối giúp Bộ trưởng"
        if helping is not None and not _LAYS_BEFORE.search(helping.group()):
            found, stop = self.parser.list_at(text, helping.end(), end)
            found = tuple(m for m in found if not _TARGET.search(m.label.lower()))
        if not found and joiner is not None:
            found, stop = self._officers(text, joiner.end(), end)  # "giúp Chấp hành viên lập biên bản"
        put = _PUT_TO.match(text.key, cue.stop, end) if not found and cue.word in _FAR else None
        if put is not None:  # "kiến nghị các giải pháp với Bộ Tài chính"
            found, stop = self.parser.list_at(text, put.end(), end)
        return bodies(found), stop

    def _officers(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives officers called by their office alone, with whoever else is listed: "báo cho Điều tra viên, Viện kiểm sát nhân dân tỉnh"."""
        out: list[Mention] = []
        stop, pos = start, start
        while (officer := _OFFICER.match(text.key, pos, end)) is not None:
            said = text.raw[pos : officer.end()]
            out.append(Mention(pos, officer.end(), said[0].upper() + said[1:], person=True, known=False))
            gap = _NEXT_DOER.match(text.key, officer.end(), end)
            stop, pos = officer.end(), gap.end() if gap is not None else end
        others, last = self.parser.list_at(text, pos, end) if out and pos < end else ((), stop)
        return (*out, *others), last if others else stop

    def _holds_post(self, mention: Mention) -> bool:
        """True for whom "giúp" alone may advise: one body, the committees of provinces, or people in a post."""
        committees = _COMMITTEES.match(mention.label.lower()) is not None
        return committees or not mention.collective or mention.person or self.parser.lexicon.persons_re.match(mention.label.lower()) is not None

    def _order(self, text: Text, match: re.Match[str], end: int, clause: Clause) -> int:
        """Reads a cue that orders; gives where the words on those ordered end."""
        cue = Cue.of(text, match, end)
        if self._orders_nobody(cue, clause):
            return cue.stop
        chain = pattern("roles-order-chain").match(text.key, cue.stop, end)
        found, stop = self.parser.list_at(text, chain.end(), end) if chain else ((), 0)
        if not found and cue.word in _TO_DESCRIBED | _HANDS_OVER and chain is not None:
            found, stop = described(text, chain.end(), end, self.verb)  # "yêu cầu cơ sở nhập khẩu xuất bản phẩm thành lập Hội đồng"
            found, stop = (found, stop) if found else self._told_to_join(text, chain.end(), end)
            sent = cue.word in _HANDS_OVER  # "phân công người thực hiện nhiệm vụ": one of its own people
            found = tuple(m for m in bodies(found) if not _ONE_SENT.fullmatch(m.label.lower())) if sent else found
        else:
            found, stop = extended(text, found, stop, end, self.verb, ordered=True)
            more, last = self.members.beyond(text, found, stop, end, acts=True) if found else (found, stop)
            if _CLOSED.match(text.key, last, end) is None:  # "giao cho hộ gia đình, cộng đồng để quản lý": no work is told
                found, stop = more, last
        found, stop = self._ordered_beside(text, found, stop, end)
        bracket = BRACKET.match(text.raw, stop, end) if found else None
        stop = bracket.end() if bracket is not None else stop  # "chỉ đạo các đơn vị trực thuộc (nếu có) thực hiện ..."
        told = ((m, m.label.lower()) for m in found)  # what the public and one's own staff are told to do is nobody's duty
        found = tuple(m for m, said in told if not (_PUBLIC.fullmatch(said) or _OWN_STAFF.fullmatch(said)))
        if not found or not self._ordered(text, stop, end):
            return cue.stop
        if cue.word in _GIVES and self._gives_a_thing(text, match.start(), stop, end):
            return stop
        if cue.word in _TO_JOIN and not self._joins(text, stop, end):
            return cue.stop  # "mời Sở Tài chính dự họp", but "mời Công an tỉnh phối hợp kiểm tra"
        clause.cast += [("responsible", m) for m in found]
        return stop

    def _told_to_join(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives whom words alone name before a role phrase: "chỉ đạo hệ thống y tế cơ sở phối hợp với ..."; no act and no matter is told to join."""
        joins = _TOLD_TO_JOIN.match(text.key, start, end)
        if joins is None or self.verb.match(text.key, start, end) or _MATTER.match(text.key, start, end):
            return (), start
        stop = joins.end("who")
        said = expand(text.raw[start:stop], self.parser.lexicon)
        return (Mention(start, stop, said[0].upper() + said[1:], collective=True, known=False),), stop

    def _ordered_beside(self, text: Text, found: tuple[Mention, ...], stop: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives those ordered with who is described behind them, past a system: "các cơ quan báo chí, hệ thống thông tin cơ sở đẩy mạnh ..."."""
        if not found or self._ordered(text, stop, end):
            return found, stop
        more = _NEXT_DOER.match(text.key, stop, end)
        told, after = described(text, more.end(), end, self.verb) if more is not None else ((), stop)
        if told:
            return (*found, *told), after
        for word in _SYSTEM_BESIDE.finditer(text.key, stop, end):
            spaces = re.compile(r"\s+(?=\w)").finditer(text.key, word.end(), end) if word.start() == stop else ()
            acts = (space.start() for space in spaces if act_at(text.key, space.end(), end, self.verb))
            return found, next(acts, stop)
        return found, stop

    def _gives_a_thing(self, text: Text, start: int, stop: int, end: int) -> bool:
        """True for "giao cho nhà đầu tư toàn bộ quỹ đất", "nhận vốn giao cho Quỹ": a thing is handed over, no work."""
        given = _THING_BEFORE.search(text.key, 0, start) is not None
        return _THING_NEXT.match(text.key, stop, end) is not None or (given and self.verb.match(text.key, stop + 1, end) is None)

    def _joins(self, text: Text, stop: int, end: int) -> bool:
        """True where a role phrase stands right behind those invited."""
        role = self.cue.match(text.key, stop + 1, end)
        leads = role is not None and role.lastgroup in ("lead", "both")
        return leads or self.joint_after.match(text.key, stop, end) is not None

    def _orders_nobody(self, cue: Cue, clause: Clause) -> bool:
        """True where a cue is part of a word or a noun, or an act of those advised."""
        if cue.word in _ENDS_WORDS and pattern("recipients-part-before").search(cue.before):
            return True  # "bàn giao"
        if pattern("roles-order-noun").search(cue.before) and not pattern("recipients-right-before").search(cue.before):
            return True  # "theo yêu cầu", but not "có quyền yêu cầu"
        # "tham mưu X chỉ đạo Y", "Giúp X: chỉ đạo Y" assign nothing to Y
        acts = self._advised_acts(clause, cue.text, cue.stop) or self._runs_from_advised(cue, clause)
        return clause.helps or bool(self._last_objects(clause, cue.text, cue.start)) or acts

    def _ordered(self, text: Text, stop: int, end: int) -> bool:
        """True where those ordered are told what to do: a verb, an adverb or a plain word follows them."""
        rest = text.key[stop:end]
        colon = re.match(r"\s*:\s+", rest)  # "Chỉ đạo Chi cục Kiểm lâm: Kiểm tra ..."
        if colon is not None and self.verb.match(text.key, stop + colon.end(), end):
            return True
        return pattern("roles-ordered-where").match(rest) is not None or (
            self.verb.match(text.key, stop + len(rest) - len(rest.lstrip()), end) is not None
            or (
                text.raw[stop : stop + 1].isspace()
                and text.raw[stop:end].lstrip()[:1].islower()
                and self.parser.lexicon.stops_re.match(text.key, stop + len(rest) - len(rest.lstrip()), end) is None
            )
        )
