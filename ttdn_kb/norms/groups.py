"""Takes a clean string and a place in it; gives the collective or generic agent named there ("các sở, ban, ngành", "cơ quan có thẩm quyền").

A group is a run of group nouns with their adjectives, seat and tail; a marker of relevance or competence makes it generic.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ttdn_kb.norms import labels
from ttdn_kb.norms.described import told_by_act
from ttdn_kb.norms.lexicon import key, label_word, pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.names import CORPORATE_BOARD, OF, NameParser

_QUANTIFIER, _PLURAL = pattern("agents-quantifier"), pattern("agents-plural")
_GROUP_SEPARATOR = pattern("agents-group-separator")
_AFTER_ADJECTIVE = pattern("agents-after-adjective")
_LISTED_ACT, _FURTHER_ACT = pattern("groups-listed-act"), pattern("groups-further-act")
_ADMIN_NOUNS = word_set("admin-nouns")
_HOUSES = word_set("houses")
_OUTSIDE = pattern("agents-outside")
_POINTED_AT = pattern("agents-pointed-at")
_ASKED, _MUST = pattern("agents-asked"), pattern("agents-must")
_WORKERS = word_set("workers")
_KNOWN_BY = tuple(
    map(pattern, ("groups-in-part", "groups-with-function", "agents-told", "groups-receiving-citizens", "groups-leading-work", "groups-by-procedure"))
)
_OWN_GROUP = pattern("agents-own-group")
_SOLO = word_set("solo")
_PEOPLE = word_set("people")
_VAGUE, _JOINT = pattern("agents-vague"), pattern("joint")
_EXPERT = pattern("agents-expert")
_APART = word_set("apart")
_LONE = word_set("lone")
_SETTLEMENT, _ORGANISES = pattern("persons-settlement"), pattern("groups-organises")
_OWNER_FOLLOWS, _LIST_GOES_ON = pattern("agents-owner-follows"), pattern("agents-goes-on")
_MEMBERS = word_set("members")
_OF_A_FIELD, _FIELD_TAIL = pattern("agents-of-a-field"), pattern("agents-field-tail")
_APART_NEXT, _MANAGES = pattern("agents-apart-next"), pattern("groups-manages")
_SOLO_DUTY = pattern("agents-solo-duty")
_DOER, _REFERRED = pattern("agents-doer"), pattern("agents-referred")
_DESCRIBED = pattern("agents-described")
_MINISTRY, _COMMITTEE, _LOCALITIES = word_set("ministry"), label_word("committee"), label_word("localities")
_BESIDE_CENTRE, _OF_AN_OWNER = pattern("groups-beside-centre"), pattern("groups-of-an-owner")
_HOUSES_NEXT, _ALL_LEVELS_OF = pattern("groups-houses-next"), pattern("groups-all-levels-of")
_TOLD_TO, _WHO_DID, _CHARGED = pattern("groups-told-to"), pattern("groups-who-did"), pattern("groups-charged")
_TOLD_BEFORE, _BARE_BODY = pattern("names-told-before"), pattern("agents-bare-body")
_OFFICES_RUN = pattern("agents-offices-run")
_COMPETENT_OF = pattern("groups-competent-of")
_AFTER_RANKS = pattern("groups-after-ranks")
_APPOSED = pattern("groups-apposed")
_PART, _TOLD_IN_PART = pattern("groups-part"), pattern("groups-told-in-part")
_CHARGED_WITH, _INSPECTED = pattern("groups-charged-with"), pattern("groups-inspected")
_LOST_COMMA = pattern("agents-lost-comma")
_BEGINS_DOER = pattern("described-head")
_NEAR = 40  # code points before a place that hold the preposition of what stands there
_ADJECTIVE_GAP = re.compile(r"\s*,\s*|\s+và\s+|\s+")


class GroupParser(NameParser):
    """Recognises collectives and generic agents."""

    def _group(self, text: Text, start: int, end: int, plural: bool = False) -> Mention | None:
        """Gives the group at `start`; `plural` where "các" at the head of a list is said of it too."""
        lex = self.lexicon
        levels = _ALL_LEVELS_OF.match(text.key, start, end)
        whole = self._single(text, levels.end(), end) if levels is not None and text.raw[levels.end()].isupper() else None
        if whole is not None:  # "các cấp Hội Nông dân Việt Nam"
            return replace(whole, start=start, label=f"{label_word('all-levels')} {whole.label}", collective=True)
        quantifier = _QUANTIFIER.match(text.key, start, end)
        pos = quantifier.end() if quantifier else start
        opener = self._plural_head(text, pos, end) if quantifier else None
        if opener is not None:
            place, head = opener
            return None if not head else Mention(start, place, "", collective=True, head=head)
        alone = lex.generic_agents_re.match(text.key, pos, end)
        if alone is not None:
            said = re.sub(r"\s+", " ", alone.group())
            kind = lex.generic_kinds.get(said, "superior")
            alike = Mention(start, alone.end(), labels.generic_label(said, kind) if kind == "related" else said, generic=kind)
            return self._competent_of(text, alike, end)
        if pattern("agents-no-group").match(text.key, pos, end):
            return None
        doer = _DOER.match(text.key, start, end) if text.raw[start : start + 1].isupper() else None
        if doer is not None:
            return Mention(start, doer.end(), labels.expand(text.raw[start : doer.end()], lex).rstrip(","), collective=True, known=False)
        referred = _REFERRED.match(text.key, start, end)
        if referred is not None:  # "cơ quan quy định tại khoản 4 Điều 3": the reference alone tells which
            name = text.raw[start : max(referred.end("who"), referred.end("told"))]
            return Mention(start, referred.end(), name[:1].upper() + name[1:], collective=True, known=False)
        nouns, stop, first, described, people, public, listed = 0, pos, "", False, True, True, plural
        while (noun := lex.groups_re.match(text.key, pos, end)) is not None:
            nouns, stop, first = nouns + 1 + noun.group().count(","), noun.end(), first or noun.group()
            people, public = people and noun.group() in _PEOPLE, public and all(part in _SOLO for part in noun.group().split(", "))
            described = described or len(noun.group().split()) > 2
            bare_end = stop
            working = pattern("agents-working").match(text.key, stop, end) if noun.group().rpartition(", ")[2] in _WORKERS else None
            if working is not None:
                stop, described = working.end(), True
                break
            stop = self._adjectives(text, stop, end)
            apposed = _APPOSED.match(text.key, stop, end)
            stop = apposed.end() if apposed is not None else stop  # "các đơn vị lực lượng vũ trang"
            described = described or stop > bare_end
            told_unit = stop > bare_end or len(noun.group().split()) > 2
            houses = self._group(text, stop + 1, end) if told_unit and _HOUSES_NEXT.match(text.key, stop + 1, end) else None
            stop = houses.end if houses is not None and houses.collective else stop  # "tổ chức pháp chế các Bộ, ngành, đoàn thể"
            if _OWNER_FOLLOWS.search(text.key, noun.start(), stop):
                owner = self._single(text, stop + 1, end) if text.raw[stop + 1 : stop + 2].isupper() else None
                parent = owner if owner is not None and owner.known else self._group(text, stop + 1, end) or owner
                unit = pattern("agents-unit").match(text.key, stop + 1, end) if parent is None else None
                stop = parent.end if parent is not None else unit.end() if unit is not None else stop
            separator = _GROUP_SEPARATOR.match(text.key, stop, end)
            if separator is None:
                break
            if quantifier and nouns == 1 and self._names_all(text, quantifier.end(), stop, end):
                break  # "các Sở Tư pháp và tổ chức pháp chế": two lists
            pos = separator.end()
            person = lex.persons_re.match(text.key, pos, end)
            following = lex.groups_re.match(text.key, pos, end) if person is not None else None
            if person is not None and following is not None and person.end() > following.end():
                break  # "các Vụ và Cục trưởng Cục Thuế"
            organises = _ORGANISES.match(text.key, pos, end) if _SETTLEMENT.fullmatch(first) else None
            if organises is not None and lex.verbs_re.match(text.key, organises.end(), end):
                break  # "các thôn, tổ dân phố, tổ chức phổ biến nội dung": a verb
            if first not in _ADMIN_NOUNS and pattern("agents-places").match(text.key, pos, end):
                break  # "các sở, ngành, quận, huyện": the second half is people's committees
            if _AFTER_RANKS.match(text.key, stop, end):
                break  # "các bộ, cơ quan ngang bộ và cơ quan, tổ chức liên quan": two groups
            if _OUTSIDE.match(text.key, pos, end) and first.partition(",")[0] in _HOUSES:
                listed = True  # "các sở, ngành, địa phương, tổ chức và cá nhân có liên quan": those outside are a group of their own
                break
            if pattern("agents-plain-next").match(text.key, pos, end) and "," in separator.group():
                continue  # "cơ quan nhà nước, tổ chức, cá nhân": one group
            if (
                _QUANTIFIER.match(text.key, pos, end)
                or self._single_right(text, pos, end)
                or lex.persons_re.match(text.key, pos, end)  # "các đơn vị trực thuộc Bộ và Vụ trưởng Vụ Pháp chế"
                or (described and not quantifier)
                or (nouns > 1 and _OWN_GROUP.match(text.key, pos, end))
                or first in _LONE
                or ((next_noun := lex.groups_re.match(text.key, pos, end)) is not None and next_noun.group() in _LONE)
                or (first in _APART and _APART_NEXT.match(text.key, pos, end))
            ):
                listed = plural or pattern("agents-bodies-next").match(text.key, pos, end) is not None
                break
        one = self._single(text, quantifier.end(), end) if quantifier and text.raw[quantifier.end() : quantifier.end() + 1].isupper() else None
        proper = one is not None and pattern("agents-proper-plural").match(text.raw, quantifier.end(), end) is not None if quantifier else False
        if one is not None and (one.known or proper) and one.end > stop and not one.generic and nouns < 2:
            return replace(one, start=start, label=f"Các {one.label}", collective=True)  # "các Phòng Giáo dục và Đào tạo các quận"
        if not nouns or (nouns == 1 and not quantifier and lex.verbs_re.fullmatch(first) and not lex.generic_re.match(text.key, stop + 1, end)):
            return None
        if quantifier and (levels := pattern("agents-levels-and-branches").match(text.key, stop, end)) is not None:
            stop = levels.end()
        stop, generic, anchored = self._group_tail(text, stop, end, first)
        where = _POINTED_AT.match(text.key, stop, end) if quantifier is not None and not generic else None
        stop = where.end() if where is not None else stop  # "các cơ quan quy định tại Phụ lục 2 của Thông tư"
        heads = public and not generic and (text.raw[start].isupper() or self._at_head(text, start))
        more = _DESCRIBED.match(text.key, stop, end) if heads else None
        if more is not None:
            stop, anchored = more.end(), True  # "Tổ chức, cá nhân sản xuất, kinh doanh thực phẩm có trách nhiệm"
        told = told_by_act(text.key, start, stop, end, lex.verbs_re, _BEGINS_DOER) if not generic and first not in _ADMIN_NOUNS else 0
        stop, anchored = max(stop, told), anchored or told > stop  # "các Sở quản lý công trình xây dựng chuyên ngành"
        named = pattern("agents-named-plural").match(text.raw, stop, end) if quantifier and nouns == 1 and not generic and not anchored else None
        if named is not None and pattern("agents-plural-heads").match(f"{first} ") and not self._single_right(text, stop + 1, end):
            stop, described = named.end(), True  # "các Vụ Thị trường ngoài nước"
        bound = public and _SOLO_DUTY.match(text.key, stop, end) is not None
        anchored = anchored or bound
        if people and not bound:
            return None
        offices = nouns > 1 and _OFFICES_RUN.match(text.key, start, end) is not None  # "phối hợp với phòng, ban, ngành"
        if (
            not quantifier
            and not generic
            and (
                (first in _ADMIN_NOUNS and not (offices or (plural and (nouns > 1 or described))))
                or (nouns < 2 and not (described or anchored or listed))
            )
        ):
            return None
        if text.raw[start].isupper() and not quantifier and nouns < 2 and not (generic or anchored or described or listed):
            return None
        said = pattern("described-modifier").sub("", text.key[start:stop]) if more is not None else text.key[start:stop]
        raw = labels.expand(text.raw[start : start + len(said)], lex).rstrip(",")
        raw = self._with_commas(raw) if more is None else raw  # a description is kept as it is printed
        places = pattern("agents-places-only").match(key(raw))
        if places is not None and (places.end() == len(raw) or lex.verbs_re.fullmatch(key(raw), places.end() + 1)):
            stop -= len(raw) - places.end()  # "các huyện, thành phố quản lý": the verb is no part of the name
            return Mention(start, stop, f"{_COMMITTEE} {raw[0].lower() + raw[1 : places.end(1)]}", generic=generic, collective=not generic)
        if generic:
            label = labels.generic_label(key(raw), generic)
            tail = pattern("agents-generic-owner").search(raw)
            if tail is not None and key(label).endswith(key(tail.group())):
                label = label[: len(label) - len(tail.group())] + tail.group()
            mine = pattern("agents-own-superior").match(text.key, stop, end) if generic.startswith("superior") else None
            stop = mine.end() if mine is not None else stop
            of = OF.match(text.key, stop, end) if generic.startswith("superior") else None
            owner = (self._defined(text, of.end(), end) or self._single(text, of.end(), end)) if of is not None else None
            found = Mention(start, owner.end if owner else stop, f"{label} của {owner.label}" if owner else label, generic=generic)
            return self._competent_of(text, found, end)
        named_so = raw[:1].upper() + raw[1:] if told and not quantifier else labels.collective_label(raw, bool(quantifier))
        label = labels.without_province(named_so, self.province)
        label = lex.short_names.get(label, label)
        return Mention(start, stop, label, collective=True, known=nouns > 1 or bool(quantifier))

    @staticmethod
    def _competent_of(text: Text, found: Mention, end: int) -> Mention:
        """Gives "cơ quan có thẩm quyền" with the state it is of, or the proceedings it conducts: another's authorities are not one's own."""
        of = _COMPETENT_OF.match(text.key, found.end, end) if found.generic == "authority" else None
        if of is None:
            return found
        return replace(found, end=of.end(), label=found.label + re.sub(r"\s+", " ", text.raw[found.end : of.end()]))

    def _boards(self, text: Text, start: int, end: int) -> Mention | None:
        """Gives the boards of several companies as one group: "Hội đồng quản trị các Tổng công ty nhà nước"."""
        board = CORPORATE_BOARD.match(text.key, start, end) if text.raw[start].isupper() else None
        of = self._group(text, board.end(), end) if board is not None and _PLURAL.match(text.key, board.end(), end) is not None else None
        if of is None or not of.label or board is None:
            return None
        return replace(of, start=start, label=f"{text.raw[start : board.end()]}{of.label[:1].lower()}{of.label[1:]}")

    def _level(self, text: Text, start: int, end: int) -> Mention | None:
        """Gives the people's committees meant by their level or place at a clause's head before its verb ("Cấp huyện tổ chức bồi dưỡng ...")."""
        told = _TOLD_BEFORE.search(text.key, max(0, start - 24), start) is not None
        if not text.raw[start].isupper() or not (told or self._asked(text, start) or self._at_head(text, start)):
            return None
        level = pattern("agents-level").match(text.key, start, end)
        place = pattern("agents-place-acts").match(text.key, start, end) if level is None else None
        named = self.lexicon.place_bare_re.match(text.bare, place.end() + 1, end) if place is not None else None
        stop = level.end() if level is not None else named.end() if named is not None else place.end() if place is not None else start
        rest = text.key[stop:end].lstrip()
        alone = told and place is not None and named is None and _BARE_BODY.match(text.key, stop, end) is not None  # "báo cáo Thành phố kết quả"
        if stop == start or not (alone or self.lexicon.verbs_re.match(rest) or _MUST.match(rest)):
            return None
        label = f"{_COMMITTEE} {text.raw[start].lower()}{text.raw[start + 1 : stop]}"
        return Mention(start, stop, labels.without_province(label, self.province), collective=level is not None)

    def _narrowed(self, text: Text, found: Mention, end: int) -> Mention:
        """Gives the group that the text means where more words follow a group's defined name: "cơ quan, đơn vị liên quan", "... cấp tỉnh"."""
        wider = self._group(text, found.start, end)
        if wider is None or wider.end <= found.end:
            return found
        joined = re.compile(r"\s*(?:,|;|và\s)\s*").match(text.key, found.end, end)
        if joined is not None:
            return wider if pattern("agents-plain-next").match(text.key, joined.end(), end) is not None else found
        charged = _CHARGED.match(text.key, found.end, end)  # "sở, ban, ngành được giao chủ trì": some of those who are defined
        charged = charged if charged is not None and wider.end > charged.end() else None
        return wider if wider.generic or charged or _VAGUE.fullmatch(key(found.label)) else found

    def _lone(self, text: Text, start: int, end: int, listed: bool) -> Mention | None:
        """Gives the people known by what they own or lead ("chủ rừng, trưởng thôn"): as an item of a list, or at a clause's head before its verb."""
        noun = self.lexicon.groups_re.match(text.key, start, end)
        if noun is None or noun.group() not in _LONE:
            return None
        rest = text.key[noun.end() : end].lstrip()
        heads = text.raw[start].isupper() and self._at_head(text, start) and (not rest or self.lexicon.verbs_re.match(rest) is not None)
        if not heads and not listed and not _LIST_GOES_ON.match(rest):
            return None
        return Mention(start, noun.end(), labels.collective_label(text.raw[start : noun.end()]).removeprefix("Các ").capitalize(), collective=True)

    @staticmethod
    def _asked(text: Text, start: int) -> bool:
        """True where somebody is asked or charged right before: "đề nghị Tỉnh tập trung ..."."""
        return _ASKED.search(text.key, max(0, start - 12), start) is not None

    @staticmethod
    def _at_head(text: Text, start: int) -> bool:
        """True where a clause begins at `start`: a description up to "có trách nhiệm" belongs to its subject there."""
        return text.raw[:start].rstrip()[-1:] in ("", ";", ".", ":")

    def _with_commas(self, raw: str) -> str:
        """Gives a list of group nouns with commas alone ("bộ, ngành và địa phương", "ngành cơ quan"), so that one collective has one label."""
        raw = _LOST_COMMA.sub(", ", raw)
        plain = key(raw)
        for gap in reversed(list(re.finditer(r"\s*,?\s+và\s+(?:các\s+)?", plain))):
            if "," in plain[: gap.start()] and "các" not in gap.group() and self.lexicon.groups_re.match(plain, gap.end()):
                raw = f"{raw[: gap.start()]}, {raw[gap.end() :]}"
        return raw

    def _places(self, text: Text, start: int, end: int, levels: bool) -> Mention | None:
        """Gives the localities after other bodies of a list ("Sở Y tế, địa phương"), with `levels` also by these alone ("..., quận - huyện")."""
        here = pattern("agents-localities").match(text.key, start, end)
        if here is not None and not _BESIDE_CENTRE.search(text.key, max(0, start - 20), start):
            return Mention(start, here.end(), _LOCALITIES, collective=True)
        if not levels:
            return None
        found = pattern("agents-places").match(text.key, start, end)
        return Mention(start, found.end(), f"{_COMMITTEE} {text.raw[start : found.end()]}", collective=True) if found is not None else None

    def _plural_head(self, text: Text, pos: int, end: int) -> tuple[int, str] | None:
        """Gives where the fields of "các Sở: Tài chính, Nội vụ" or "các Sở Tài chính, Nội vụ" begin, and their head; None for any other text.

        The head is "" where a colon is followed by no field.
        """
        colon = pattern("agents-kinds-before-colon").match(text.key, pos, end)
        if colon is not None:
            act = self.lexicon.verbs_re.match(text.key, colon.end(), end)
            part = self._fields(text, colon.end(), end)
            named = act is None or part is None or act.end() < part.end()  # "các Sở: Giao thông vận tải", but "các Sở: Xây dựng kế hoạch"
            listed = part is not None and (named or pattern("agents-object-behind").match(text.raw, part.end(), end) is None)
            return colon.end(), text.raw[pos : pos + len(colon.group(1))] if listed else ""
        plain = pattern("agents-plural-heads").match(text.key, pos, end)
        first = self._fields(text, plain.end(), end) if plain is not None else None
        comma = _JOINT.match(text.key, first.end(), end) if first is not None else None
        if plain is None or comma is None:
            return None
        again = text.key.startswith(plain.group(1) + " ", comma.end())  # "các Bộ Tài chính, Bộ Công an"
        own = plain.group(1) not in _MINISTRY and self._single_right(text, comma.end(), end)
        if not again and (own or self._fields(text, comma.end(), end) is None):
            return None
        return plain.end(), text.raw[pos : pos + len(plain.group(1))]

    def _adjectives(self, text: Text, stop: int, end: int) -> int:
        """Gives the end of the adjectives after a noun. One that is also a verb counts only where no object follows: "các sở tham mưu UBND tỉnh"."""
        lex = self.lexicon
        while (gap := _ADJECTIVE_GAP.match(text.key, stop, end)) is not None:
            if gap.group().strip() and self._single_right(text, gap.end(), end):
                break  # "chủ rừng và Công an tỉnh"
            found = lex.adjectives_re.match(text.key, gap.end(), end)
            name = lex.heads_re.match(text.key, gap.end(), end)
            if name is not None and found is not None and name.end() > found.end() and text.raw[gap.end()].isupper():
                break
            longer = lex.groups_re.match(text.key, gap.end(), end)
            if found is not None and longer is not None and longer.end() > found.end() and "," in gap.group():
                break  # "các chi bộ, đảng bộ": a noun, not "đảng"
            if found is None or (lex.verbs_re.fullmatch(found.group()) and _AFTER_ADJECTIVE.match(text.key, found.end(), len(text.key)) is None):
                break
            if lex.verbs_re.fullmatch(found.group()) and self._acts_on(text, found.end(), end):
                break  # "do Thủ trưởng đơn vị quản lý, phân công cá nhân theo dõi"
            stop = found.end()
        return stop

    def _acts_on(self, text: Text, stop: int, end: int) -> bool:
        """True where a run of acts follows, one of which is no adjective itself: "các sở chỉ đạo, quản lý và phối hợp với ..."."""
        joint = _LISTED_ACT.match(text.key, stop, end)
        while joint is not None:
            act = self.lexicon.verbs_re.match(text.key, joint.end(), end)
            if act is None or self.lexicon.adjectives_re.match(text.key, act.start(), end) is None:
                return act is not None
            joint = _FURTHER_ACT.match(text.key, act.end(), end)
        return False

    def _single_right(self, text: Text, pos: int, end: int) -> bool:
        return text.raw[pos : pos + 1].isupper() and self._single(text, pos, end) is not None

    def _names_all(self, text: Text, start: int, stop: int, end: int) -> bool:
        """True where the words from `start` to `stop` are the name of one body, which "các" before it makes many."""
        one = self._single(text, start, end) if text.raw[start].isupper() else None
        return one is not None and one.known and one.end == stop

    def _group_tail(self, text: Text, stop: int, end: int, first: str = "") -> tuple[int, str, bool]:
        lex, generic, anchored = self.lexicon, "", False
        if first in _MEMBERS:
            gap = re.compile(r"\s+(?:của\s+)?").match(text.key, stop, end)
            board = (
                (self._defined(text, gap.end(), end) or self._single(text, gap.end(), end))
                if gap and text.raw[gap.end() : gap.end() + 1].isupper()
                else None
            )
            if board is not None:
                stop, anchored = board.end, True
        of_field = _OF_A_FIELD.match(first) or _MANAGES.search(text.key, max(0, stop - _NEAR), stop)
        about = _FIELD_TAIL.match(text.key, stop, end) if of_field else None
        stop = about.end() if about is not None else stop
        told = next((found for does in _KNOWN_BY if (found := does.match(text.key, stop, end)) is not None), None)
        if told is None and _TOLD_IN_PART.search(text.key, max(0, stop - _NEAR), stop):
            told = _PART.match(text.key, stop, end)  # "gửi đến các cơ quan phối hợp.": the part they have names them
        if told is None and _TOLD_TO.search(text.key, max(0, stop - _NEAR), stop):
            told = _WHO_DID.match(text.key, stop, end)  # "thông báo cho cơ quan, tổ chức đã cung cấp thông tin biết": what they did names them
        if told is not None:
            return told.end(), "", True
        charged = _CHARGED_WITH.match(text.raw, stop, end)
        if charged is not None and self._single_right(text, charged.end(), end):
            return charged.start("next"), "", True  # "các đơn vị được giao nhiệm vụ quản lý di tích, Sở Tài chính"
        inspected = _INSPECTED.match(text.key, stop, end)
        if inspected is not None:
            return inspected.end(), "", True  # "yêu cầu tổ chức, cá nhân bị kiểm tra cung cấp hồ sơ"
        for _ in range(6):
            gap = re.compile(r"\s+").match(text.key, stop, end)
            if gap is None:
                break
            pos = gap.end()
            acts = pattern("groups-has-function").match(text.key, pos, end)  # "cơ quan có chức năng quản lý đất đai": what one body does
            marker = lex.generic_re.match(text.key, pos, end) if acts is None else None
            tail = lex.tails_re.match(text.key, pos, end)
            seat = self._seat(text, pos, end)
            of = pattern("agents-belonging").match(text.key, pos, end)
            place = lex.place_bare_re.match(text.bare, pos, end) if text.raw[pos : pos + 1].isupper() else None
            if marker is not None:
                stop, generic = marker.end(), generic or lex.generic_kinds.get(re.sub(r"\s+", " ", marker.group()), "")
                topic = pattern("agents-up-to").match(text.key, stop, end)
                if topic is not None and pattern("agents-predicate-next").match(text.key[topic.end() :]):
                    stop = topic.end()
            elif tail is not None and len(tail.group()) >= seat - pos:
                named = self._single(text, of.end(), end) if of is not None else None
                stop, anchored = max(tail.end(), named.end if named else 0), True
            elif seat:
                stop, anchored = seat, True
            elif place is not None:
                stop, anchored = place.end(), True
            elif (ranked := pattern("agents-ranked").match(text.key, stop, end)) is not None and anchored:
                stop = ranked.end()  # "đơn vị sự nghiệp thuộc Bộ nhóm 1, nhóm 2"
            elif of is None and _EXPERT.search(text.key, 0, stop) and text.raw[pos].isupper() and (inner := self._single(text, pos, end)) is not None:
                stop, anchored = inner.end, True  # "các cơ quan chuyên môn Bộ Công an"
            elif of is not None and not of.group().startswith("do"):
                inner = self._defined(text, of.end(), end) or self._single(text, of.end(), end)
                seat = self._seat(text, of.end(), end)
                owners = _OF_AN_OWNER.search(text.key, max(0, stop - 20), stop) or _HOUSES_NEXT.match(text.key, of.end(), end)
                if inner is None and not seat and owners:
                    inner = self._group(text, of.end(), end)  # "cơ quan chủ quản của các cơ sở đào tạo", "các đơn vị thuộc các sở, ngành"
                if inner is not None:
                    stop, anchored = inner.end, True
                elif seat:
                    stop, anchored = seat, True
                elif (unit := pattern("agents-unit").match(text.key, of.end(), end)) is not None:
                    stop, anchored = unit.end(), True  # "đơn vị sự nghiệp thuộc Cục"
                else:
                    break
            else:
                break
        return stop, generic, anchored
