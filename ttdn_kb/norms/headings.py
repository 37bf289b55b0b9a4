"""Takes the words of a heading or lead-in; gives the bodies it names or describes as bearers; knows nothing of what it governs."""

from __future__ import annotations

import re
from dataclasses import replace

from ttdn_kb.norms.agents import AgentParser, Mention, Text
from ttdn_kb.norms.charges import ChargeReader
from ttdn_kb.norms.described import many, parts_of
from ttdn_kb.norms.lexicon import Lexicon, key, pattern, sentence_case, word_set
from ttdn_kb.norms.mentions import elsewhere
from ttdn_kb.norms.roles import RoleReader

_OF_BODY = pattern("context-of-body")
_WHOSE = pattern("context-whose")
_DOER, _NEXT_MANY = pattern("context-doer"), pattern("context-next-many")
_FILLER = pattern("context-filler")
_BOUND, _VAGUE, _ANYBODY = pattern("context-bound"), pattern("reader-vague-subject"), pattern("agents-vague")
_OWNS = pattern("context-owns")
_REPORTED, _SITUATIONS = pattern("context-reported"), word_set("situations")
_RULES_NEXT, _DEMANDS, _NAME_GOES_ON = pattern("context-rules-next"), word_set("demands"), pattern("context-name-goes-on")
_OUTSIDE = pattern("agents-outside")
_BESIDE_TERMS = pattern("context-beside-terms")
_OR_BODY, _ONE_NAME, _BRACKETS = pattern("headings-or-body"), pattern("headings-one-name"), re.compile(r"\s*\([^()]*\)")
_LONGEST_OWNER = 24
# Words behind "Mục đích", "Nội dung chi", "Điều kiện"; more of them are a sentence.
_MOST_MATTER = {"aim": 20, "content": 40, "criterion": 40, "terms": 20}
_MOST_NAME = 16


class HeadingReader:
    """Reads whose work the headings of one document lay down."""

    def __init__(self, parser: AgentParser, roles: RoleReader, lexicon: Lexicon) -> None:
        self.parser, self.roles, self.lexicon = parser, roles, lexicon
        self.charges = ChargeReader(parser, roles, lexicon)
        self.subject: tuple[Mention, ...] = ()

    def topic_kind(self, heading: str) -> str:
        """Gives the kind of provision that a heading announces ("principle", "scope", "power", ...), "" where it announces none."""
        words = re.sub(r"^[\s\d.)*#:-]+", "", heading).strip(" .:*")
        words = _RULES_NEXT.sub("", words)
        for cue, kind in self.lexicon.provision_cues:
            if words.startswith(cue) and not words[len(cue) : len(cue) + 1].isalnum():
                rest = words[len(cue) :]
                if len(rest.split()) > _MOST_MATTER.get(kind, len(words)):
                    continue
                if kind == "report" and cue not in _SITUATIONS and not _REPORTED.fullmatch(rest):
                    continue  # "Hạn chế việc sử dụng túi ni lông": work, no report of what was wrong
                if cue in _DEMANDS and rest.strip() and pattern("context-own-demand").match(rest):
                    continue  # "Yêu cầu kỹ thuật khi đầu tư xây dựng ...": a rule, not what a plan asks of itself
                if kind in ("terms", "criterion") and _BESIDE_TERMS.match(rest):
                    continue  # "Điều kiện, trình tự, thủ tục cấp giấy phép": also who does what
                if kind == "scope" and pattern("context-other-scope").match(words, len(cue)):
                    continue  # "Đối tượng, thời gian trực ban": who does what and when
                if (
                    kind in ("scope", "principle", "aim", "effect", "content")
                    and re.match(r"\s+(?:của)\s", rest)
                    and kind != "principle"
                    and not pattern("context-of-a-plan").match(rest)
                ):
                    continue
                if kind == "principle" and pattern("context-beside-principles").match(rest):
                    return "content"
                return "beside-principles" if kind == "principle" and pattern("context-forms-beside").match(rest) else kind
        return ""

    def bearers(self, text: Text, start: int = 0, wide: bool = False) -> tuple[tuple[Mention, ...], int, bool]:
        """Gives the agencies that a heading names as bearers, where their list ends, and whether it begins with "Đề nghị".

        Args:
            wide: the heading of a chapter, which has to name its bearers in so many words.
        """
        end = len(text.raw)
        ask = pattern("context-order-or-request").match(text.key, start, end)
        pos = ask.end() if ask else start
        of = _OF_BODY.match(text.key, pos, end)
        pos = of.end() if of else pos
        found, stop = self._listed(text, pos, end)
        post = pattern("headings-post").fullmatch(text.key, pos, end)
        if post is not None:  # "Công tác xã hội viên chính - Mã số: V.09.04.01"
            name = text.raw[pos : post.end("name")]
            return (Mention(pos, post.end("name"), name[:1].upper() + name[1:], person=True, known=False),), end, False
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
            rest = _NAME_GOES_ON.match(text.raw, stop, end)
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
        vague = any(words.fullmatch(text.key[start:stop].strip()) for words in (_VAGUE, _ANYBODY))
        if found and _BOUND.match(text.key, stop, end) and not vague:
            return found, end
        field = pattern("context-owner-field").search(text.key, stop if found else start, end)
        if found and field is not None and field.start() == stop:
            return found, stop if wide and all(_VAGUE.fullmatch(key(m.label)) for m in found) else end
        until = field.start() if field is not None and not at_large else end
        said = _BRACKETS.sub("", text.raw[start:until]).strip(" .:*")  # "Tổng giám đốc (Giám đốc)"
        named = self.lexicon.heads_re.match(text.key, start, end) or self.lexicon.persons_re.match(text.key, start, end)
        if text.raw[start : start + 1].isupper() and named is not None and _ONE_NAME.fullmatch(said):
            return (Mention(start, end, said, known=False),), end
        if not said or pattern("context-no-owner").search(key(said)) or (at_large and not pattern("context-people-at-large").match(key(said))):
            return found, stop
        first = found[-1].start if found and not at_large else start
        said = pattern("context-owner-matter").sub("", _BRACKETS.sub("", text.raw[first:until])).strip(" .:*")
        parts = parts_of(said)
        if max(len(part.split()) for part in parts) > _LONGEST_OWNER:
            return found, end if found and not at_large else stop
        owners: list[Mention] = []
        for part in parts:
            whole, after = self.parser.list_at(Text(part), 0, len(part))
            known = whole and after == len(part) and not (len(whole) == 1 and whole[0].collective)
            placed = len(whole) == 1 and whole[0].collective and not many(whole[0].label)  # "các tỉnh nuôi tôm": their committees
            label = f"{whole[0].label}{part[after:]}" if placed else part[:1].upper() + part[1:]
            owners += elsewhere(whole) if known else [Mention(first, end, label, collective=many(part), known=False)]
        return (*found[:-1], *owners) if not at_large else tuple(owners), end

    def _listed(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives the list of agents at `start`; it goes on behind "nơi xảy ra sự cố," and the like."""
        found, stop = self.parser.list_at(text, start, end)
        while found and (where := pattern("context-where").match(text.key, stop, end)) is not None:
            more, after = self.parser.list_at(text, where.end(), end)
            if not more:
                break
            found, stop = found + more, after
        other = _OR_BODY.fullmatch(text.raw, stop, end) if found else None
        if other is not None and not self.roles.predicative(text, other.start("name"), end):  # "Hội đồng thành viên hoặc Chủ tịch công ty"
            return (*found, Mention(other.start("name"), other.end("name"), other["name"], known=False)), end
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
        many = pattern("agents-quantifier").match(text.key)
        nouns = (self.lexicon.groups_re, self.lexicon.heads_re, self.lexicon.persons_re)
        noun = next((found for known in nouns if (found := known.match(text.key, many.end() if many else 0)) is not None), None)
        named = self.parser.at(text, 0, len(text.raw))
        titled = many is not None and text.raw[many.end()].isupper()  # "Các Khu Công nghệ cao": a name, whatever its noun
        if noun is None and not titled:
            return ()
        if named is not None and not named.collective:  # "Sở Giao dịch Ngân hàng Nhà nước", "Cơ quan Thanh tra, giám sát ngân hàng"
            longer = not named.known and pattern("context-longer-name").match(name["name"], named.end) is not None
            return elsewhere((replace(named, end=len(text.raw), label=name["name"].strip()),)) if longer else ()
        told = pattern("described-head").match(text.key)  # "Cơ quan quản lý giam giữ": what it does is its name
        act = self.roles.verb.match(text.key) if _OUTSIDE.match(text.key) is None else None  # "Tổ chức thực hiện", but not "Tổ chức, cá nhân khi ..."
        acts = act is not None and not pattern("context-doer-of").search(text.key)
        if acts or (not told and noun is not None and self.roles.verb.match(text.key, noun.end() + 1)):
            return ()
        said = _NEXT_MANY.split(name["name"]) if many is not None else [name["name"]]  # "Các công ty thuộc Bộ, các doanh nghiệp ...": two groups
        labels = (label.strip() for label in said)
        return elsewhere(Mention(0, len(text.raw), label[:1].upper() + label[1:], collective=True, known=False) for label in labels)

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
