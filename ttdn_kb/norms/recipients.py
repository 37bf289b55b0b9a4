"""Takes a clause's verbs that advise, order, report or send; gives whom they name; knows nothing of leads and partners.

"tham mưu X" adds advised, "báo cáo / gửi / trình X" adds report_to, "chỉ đạo Y" + verb makes Y responsible,
"gửi X (để) tổng hợp" makes X responsible too.
"""

from __future__ import annotations

import re

from ttdn_kb.norms.described import described, extended
from ttdn_kb.norms.frames import Clause
from ttdn_kb.norms.lexicon import pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.subjects import SubjectReader

_TARGET = pattern("roles-target")
_WITH_PREPOSITION, _WIDE, _INFORMS = word_set("send-with-preposition"), word_set("send-wide"), word_set("send-informs")
_PURPOSES = word_set("send-purposes")
_SPREADS = word_set("send-spreads")
_BY_NAME, _ON_DEMAND = word_set("send-by-name"), word_set("send-on-demand")
_REPORTS, _UP, _UP_FAR = word_set("send-reports"), word_set("send-up"), word_set("send-up-far")
_ABOUT, _ABOUT_FAR = word_set("send-about"), word_set("send-about-far")
_PROPOSES, _OWN_ACTS, _HANDS_OVER = word_set("advise-proposes"), word_set("advise-own-acts"), word_set("order-hands-over")
_LAID_BEFORE, _ADVISED_TOO, _PUBLIC = pattern("recipients-laid-before"), pattern("recipients-advised-too"), pattern("recipients-public")
_DESCRIBED = pattern("recipients-described")
_PURPOSE, _TELLS, _NEAR = pattern("recipients-purpose"), pattern("recipients-tells"), 120
_REFUSED = pattern("recipients-refused")
_LISTED = re.compile(r"\s*(?:[,;]|và|[,;]\s*và)\s*")
_PART_OF_WORD = pattern("roles-part-of-word")
_PART_AHEAD = pattern("roles-part-ahead")


class RecipientReader(SubjectReader):
    """Reads whom a clause advises, orders and informs."""

    def _last_objects(self, clause: Clause, text: Text, place: int) -> list[Mention]:
        """Gives the list of those advised or ordered that ends right before `place`."""
        said = [m for role, m in clause.cast if role in ("advised", "responsible", "empowered") and m.end <= place]
        out = [m for m in said if not text.key[m.end : place].strip()]
        while out and (beside := [m for m in said if m.end <= out[0].start and _LISTED.fullmatch(text.key, m.end, out[0].start)]):
            out.insert(0, beside[-1])
        return out

    def _advised_acts(self, clause: Clause, text: Text, place: int) -> bool:
        """True behind "tham mưu X phân công ..." and "báo cáo X phân công ...": acts of X, which assign nothing."""
        ends = [m.end for role, m in clause.cast if role in ("advised", "report_to") and m.end <= place]
        return bool(ends) and pattern("roles-advised-orders").match(text.key, max(ends), place) is not None

    def _advise(self, text: Text, match: re.Match[str], end: int, clause: Clause) -> int:
        key, cue = text.key, match.group()
        before = key[max(0, match.start() - 25) : match.start()]
        if "tham mưu" in cue:
            clause.advises = True
        if cue == "giúp việc" and pattern("roles-advise-1").search(before):
            return match.end()
        if cue in _PROPOSES and (pattern("roles-advise-2").search(before) or key.startswith(" và ", match.end())):
            return match.end()
        if cue in _OWN_ACTS and clause.advised and self._last_objects(clause, text, match.start()):
            return match.end()  # "tham mưu Thủ tướng đề nghị cấp có thẩm quyền": an act of the advised body
        joiner = pattern("roles-advise-3").match(key, match.end(), end)
        found, stop = self.parser.list_at(text, joiner.end(), end) if joiner else ((), 0)
        if not found and "tham mưu" in cue:
            helping = pattern("recipients-helps-before").match(text.raw, match.end(), end)
            if helping is not None and "trình" not in helping.group():
                found, stop = self.parser.list_at(text, helping.end(), end)
                found = tuple(m for m in found if not _TARGET.search(m.label.lower()))
        found = tuple(m for m in found if not (m.collective and _TARGET.search(m.label.lower())))
        post = self.parser.lexicon.persons_re
        if not found or (cue == "giúp" and all(m.collective and not m.person and not post.match(m.label.lower()) for m in found)):
            return match.end()
        clause.cast += [("advised", m) for m in found if ("advised", m) not in clause.cast]
        if joiner is not None and _LAID_BEFORE.search(joiner.group()):
            clause.cast += [("report_to", m) for m in found]  # "tham mưu, trình X ban hành": X is advised, and the draft goes to X
        clause.advised += found
        return stop

    def _order(self, text: Text, match: re.Match[str], end: int, clause: Clause) -> int:
        key, cue = text.key, match.group()
        before = key[max(0, match.start() - 25) : match.start()]
        if pattern("recipients-part-before").search(before) and cue.startswith("giao"):
            return match.end()
        if pattern("roles-order-1").search(before) and not pattern("recipients-right-before").search(before):
            return match.end()
        if self._last_objects(clause, text, match.start()) or self._advised_acts(clause, text, match.end()) or clause.helps:
            return match.end()  # "tham mưu X chỉ đạo Y", "Giúp X: chỉ đạo Y" assign nothing to Y
        chain = pattern("roles-order-2").match(key, match.end(), end)
        found, stop = self.parser.list_at(text, chain.end(), end) if chain else ((), 0)
        if not found and cue in _HANDS_OVER:
            return match.end()
        if not found and cue == "yêu cầu" and chain is not None:
            found, stop = described(text, chain.end(), end, self.verb)  # "yêu cầu cơ sở nhập khẩu xuất bản phẩm thành lập Hội đồng"
        else:
            found, stop = extended(text, found, stop, end, self.verb, ordered=True)
        found = tuple(m for m in found if not _PUBLIC.fullmatch(m.label.lower()))  # what the public is told to do is nobody's duty
        if not found or not self._ordered(text, stop, end):
            return match.end()
        clause.cast += [("responsible", m) for m in found]
        return stop

    def _ordered(self, text: Text, stop: int, end: int) -> bool:
        rest = text.key[stop:end]
        colon = re.match(r"\s*:\s+", rest)  # "Chỉ đạo Chi cục Kiểm lâm: Kiểm tra ..."
        if colon is not None and self.verb.match(text.key, stop + colon.end(), end):
            return True
        return pattern("roles-ordered-1").match(rest) is not None or (
            self.verb.match(text.key, stop + len(rest) - len(rest.lstrip()), end) is not None
            or (
                text.raw[stop : stop + 1].isspace()
                and text.raw[stop:end].lstrip()[:1].islower()
                and self.parser.lexicon.stops_re.match(text.key, stop + len(rest) - len(rest.lstrip()), end) is None
            )
        )

    def _send(self, text: Text, match: re.Match[str], end: int, clause: Clause) -> int:
        key, cue = text.key, match.group()
        before = key[max(0, match.start() - 25) : match.start()]
        if (_PART_OF_WORD.search(before + cue) and cue not in _SPREADS) or _PART_AHEAD.match(key, match.end()):
            return match.end()
        if _REFUSED.search(before):
            return match.end()  # "không chuyển công việc lên Ủy ban nhân dân tỉnh"
        noun = cue == "thông tin" or (cue in _REPORTS and pattern("roles-send-1").search(before) is not None)
        if cue == "thông tin" and pattern("recipients-supply-before").search(before):
            return match.end()
        told = any(role == "report_to" for role, _ in clause.cast)
        if cue in _WITH_PREPOSITION and not self._sent_by_name(text, match.end(), end, cue, before, told):
            noun = True
        if cue in _PURPOSES and pattern("roles-for-talks").search(before) and any(role == "report_to" for role, _ in clause.cast):
            return match.end()  # "báo cáo X để trao đổi với Y": what is told to X serves the talks
        via = cue == "qua" and not before.rstrip().endswith("(")
        listed = cue in _REPORTS and pattern("roles-send-2").search(before) is not None
        if (listed and not self._taker(text, match.end(), end)) or (cue in _SPREADS and pattern("roles-spread-noun").search(before)):
            return match.end()  # "văn bản, báo cáo": things; "việc triển khai Kế hoạch đến các sở": a matter
        found: tuple[Mention, ...] = ()
        stop = match.end()
        near = self.to_x.match(key, match.end(), end)
        also = pattern("roles-send-3").match(key, match.end(), end) if cue in _UP else None
        if also is not None:
            both, _ = self.parser.list_at(text, also.end(), end)
            clause.cast += [("report_to", m) for m in both]
            return match.end()
        if near is not None and not (noun and not pattern("roles-send-4").search(near.group())):
            found, stop = self.parser.list_at(text, near.end(), end)
            if near.group().rstrip().endswith("về") and cue in _ABOUT and found and found[0].collective:
                found = ()
        if not found and near is not None and not (noun and not pattern("roles-send-4").search(near.group())):
            found, stop = self._told_of(text, near.end(), end)
        if not found:
            found, stop = self._demanding(text, match, end)
        if not found and cue in _WIDE:
            found, stop = self._far(text, match, end, cue, noun)
        if cue in _INFORMS:
            found = tuple(m for m in found if not (m.collective and _TARGET.search(m.label.lower())))
        if (via or cue == "thông qua") and any(m.collective or m.generic for m in found):
            found = ()
        if not found:
            return match.end()
        near_consolidate = self.consolidate.match(key, stop, end) or (self.later_consolidate.match(key, stop, end) if cue != "trình" else None)
        if near_consolidate is None and (itself := self._for_itself(text, found, stop, end)) is not None:
            takers, onward, after = itself
            clause.cast += [("report_to", m) for m in found if ("report_to", m) not in clause.cast]
            clause.cast += [("responsible", m) for m in takers] + [("report_to", m) for m in onward]
            return after
        if near_consolidate is not None and cue != "trình":
            between = key[stop : near_consolidate.end()]
            through = re.search(r"\(\s*(?:thông\s+)?qua\s+", between)
            takers = found
            if through is not None:
                takers, _ = self.parser.list_at(text, stop + through.end(), end)
                clause.cast += [("report_to", m) for m in takers]
            clause.cast += [("report_to", m) for m in found if ("report_to", m) not in clause.cast]
            clause.cast += [("responsible", m) for m in takers]
            clause.cast += [("report_to", m) for m in self._approves(text, near_consolidate.end(), end)]
            return near_consolidate.end() - (5 if near_consolidate.group().endswith("trình") else 0)
        if cue in _UP and _ADVISED_TOO.search(before):
            clause.cast += [("advised", m) for m in found if ("advised", m) not in clause.cast]  # "tham mưu, báo cáo X"
        clause.cast += [("report_to", m) for m in found if ("report_to", m) not in clause.cast]
        return stop

    def _for_itself(self, text: Text, found: tuple[Mention, ...], stop: int, end: int) -> tuple[tuple[Mention, ...], tuple[Mention, ...], int] | None:
        """Reads "gửi Sở Nội vụ trước ngày 15/12 để Sở Nội vụ tổng hợp, báo cáo Y": who of those told works on it, whom they tell, where that ends."""
        purpose = _PURPOSE.search(text.key, stop, min(end, stop + _NEAR))
        named, after = self.parser.list_at(text, purpose.end(), end) if purpose is not None else ((), stop)
        takers = tuple(m for m in found if m.label in {n.label for n in named})
        works = self.consolidate.match(text.key, after, end) if takers else None
        if works is None:
            return None
        tells = _TELLS.match(text.key, works.start(), end)
        onward, last = self.parser.list_at(text, tells.end(), end) if tells is not None else ((), works.end())
        return takers, onward, max(last, works.end())

    @staticmethod
    def _told_of(text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives the recipient that is only described: "thông báo cho bên bán điện", "chuyển đơn cho đơn vị thụ lý"."""
        said = _DESCRIBED.match(text.key, start, end)
        if said is None or _TARGET.search(said.group()):
            return (), start
        name = text.raw[start : said.end()]
        return (Mention(start, said.end(), name[0].upper() + name[1:], known=False),), said.end()

    def _approves(self, text: Text, start: int, end: int) -> tuple[Mention, ...]:
        """Gives who decides on what was sent to another first: "gửi Sở Tài chính thẩm định, Ủy ban nhân dân tỉnh phê duyệt"."""
        gap = re.compile(r",\s*(?=[A-ZĐỦ])").match(text.raw, start, end)
        found, stop = self.parser.list_at(text, gap.end(), end) if gap is not None else ((), start)
        return found if found and pattern("recipients-approves").match(text.key, stop, end) else ()

    def _taker(self, text: Text, start: int, end: int) -> bool:
        """True where a named body stands right behind the cue: "trong Kế hoạch, báo cáo Chủ tịch Ủy ban nhân dân tỉnh kết quả"."""
        gap = re.compile(r"\s+(?=[A-ZĐỦ])").match(text.raw, start, end)
        return gap is not None and bool(self.parser.list_at(text, gap.end(), end)[0])

    def _sent_by_name(self, text: Text, start: int, end: int, cue: str, before: str, told: bool) -> bool:
        """True where the recipient stands without a preposition: "trao đổi Công an tỉnh", "(thông qua Sở Tài chính)"."""
        through = cue == "thông qua" and (told or before.endswith("("))  # "báo cáo X kết quả thông qua Sở Y"
        if cue not in _BY_NAME and not through:
            return False
        gap = re.compile(r"\s+(?:lại\s+)?(?=[A-ZĐ])").match(text.raw, start, end)
        found = self.parser.list_at(text, gap.end(), end)[0] if gap is not None else ()
        return bool(found) and found[0].known and not found[0].collective and not found[0].generic

    def _demanding(self, text: Text, match: re.Match[str], end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives who asks for what is reported or supplied: "báo cáo khi có yêu cầu của X", "cung cấp hồ sơ theo đề nghị của X"."""
        if "báo cáo" not in match.group() and match.group() not in _ON_DEMAND:
            return (), match.end()
        demanded = pattern("roles-demanded").match(text.key, match.end(), end)
        if demanded is None or self.prep_x.search(text.key, match.end(), demanded.start("by")):
            return (), match.end()
        found, stop = self.parser.list_at(text, demanded.end(), end)
        return tuple(m for m in found if not (m.collective and _TARGET.search(m.label.lower()))), stop

    def _far(self, text: Text, match: re.Match[str], end: int, cue: str, noun: bool) -> tuple[tuple[Mention, ...], int]:
        """Finds the recipient after the object: "báo cáo kết quả thực hiện với các cơ quan có thẩm quyền"."""
        limit = end
        other = pattern("roles-far-1").search(text.key, match.end(), end)
        if other is not None:
            limit = other.start()
        for prep in self.prep_x.finditer(text.key, match.end(), min(limit, match.end() + 320)):
            if prep.group().startswith("về") and cue in _ABOUT_FAR:
                continue
            onward = pattern("recipients-to").match(prep.group()) and not pattern("roles-from").search(text.key, match.end(), prep.start())
            if cue in _SPREADS and not onward:
                continue
            found, stop = self.parser.list_at(text, prep.end(), end)
            if found and not (prep.group().startswith("với") and cue == "cung cấp"):
                if prep.group().startswith("về") and found[0].collective and cue != "báo cáo":
                    continue
                return found, stop
            if cue == "cung cấp" and prep.group().startswith("cho"):
                return (), match.end()  # the first "cho" names the target, here the public
        if cue in _UP_FAR and not noun:
            for word in re.compile(r"(?<=\w) (?=[A-ZĐỦ])").finditer(text.raw, match.end(), min(limit, match.end() + 160)):
                if pattern("roles-advises-next").search(text.key, match.end(), word.start()):
                    break
                if pattern("roles-far-2").search(text.key[match.end() : word.start()]) or text.raw[word.start() - 1] in ",(":
                    continue
                if text.raw[text.raw.rfind(" ", 0, word.start()) + 1].isupper():
                    continue  # inside a name
                found, stop = self.parser.list_at(text, word.end(), end)
                if found and not found[0].collective and found[0].known and not pattern("recipients-no-reader").match(found[0].label):
                    return found, stop
        return (), match.end()
