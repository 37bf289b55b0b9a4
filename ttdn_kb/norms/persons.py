"""Takes a clean string and a place in it; gives the position named there ("Giám đốc Sở Ngoại vụ", "Thủ trưởng các sở, ban, ngành")."""

from __future__ import annotations

from dataclasses import replace

from ttdn_kb.norms import labels
from ttdn_kb.norms.forms import ADMIN_LIST
from ttdn_kb.norms.groups import GroupParser
from ttdn_kb.norms.lexicon import key, label_word, pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text

_JOINT = pattern("agents-joint")
_UNIT = pattern("agents-unit")
_MEMBER, _POST_ENDS, _CHIEFS = pattern("persons-member"), word_set("post-ends"), word_set("chiefs")
_BARE_UNIT = word_set("bare-units")
_OTHER, _LOST_COMMA = pattern("persons-other"), pattern("agents-lost-comma")
_MINISTERS = pattern("persons-ministers")
_SECOND_TITLE, _OTHER_TITLE = pattern("agents-second-title"), pattern("persons-other-title")
_BARE_POST, _BARE = pattern("persons-bare-post"), pattern("agents-bare-body")
_BOARD_OF_CHIEF = pattern("persons-board-of-chief")
_DEPUTY = pattern("persons-deputy")
_TITLE_NEXT, _PLURAL_TITLE = pattern("persons-title-next"), pattern("labels-quantifier")
_HOUSE_COLON = pattern("persons-house-colon")
_OF_SETTLEMENTS = pattern("persons-settlement-heads")
_OWN_UNIT, _ORGANISES, _MUST = pattern("persons-own-unit"), pattern("groups-organises"), pattern("roles-must")
_TITLES, _UNDER = pattern("persons-titles-together"), pattern("names-under")


class PersonParser(GroupParser):
    """Recognises positions."""

    def _person(self, text: Text, start: int, end: int) -> Mention | None:
        lex = self.lexicon
        titles = self._titles(text, start, end)
        if titles is not None:
            return titles
        plural = pattern("agents-persons-plural").match(text.key, start, end)
        if plural is not None:
            ministers = _MINISTERS.match(text.key, plural.end(), end)
            if ministers is not None and self._fields(text, ministers.end(), end) is not None:  # "Các Bộ trưởng: Tài chính, Y tế"
                return Mention(start, ministers.end(), "", collective=True, head=label_word("minister-of"), person=True)
            head = lex.persons_re.match(text.key, plural.end(), end)
            one = self._person(text, plural.end(), end)
            if one is None and head is not None and text.raw[plural.end()].isupper():
                one = Mention(start, head.end(), text.raw[plural.end() : head.end()])
            if one is None:
                return None
            if not one.label:
                return replace(one, start=start)  # "Các Giám đốc Sở: Tài chính, Y tế"
            other = _OTHER.match(text.key, one.end, end)
            label = f"Các {one.label} {label_word('other')}" if other is not None else f"Các {one.label}"
            return replace(one, start=start, end=other.end() if other is not None else one.end, label=label, collective=True, person=True)
        if text.raw[start].islower() and _MEMBER.match(text.key, start):
            return None
        match = lex.persons_re.match(text.key, start, end)
        heads = _OF_SETTLEMENTS.match(text.key, start, end)
        if heads is not None and (match is None or heads.end() > match.end()):  # "Trưởng thôn, bản, tổ dân phố"
            said = labels.expand(text.raw[start : heads.end()], lex)
            return Mention(start, heads.end(), said[:1].upper() + said[1:], collective=True, person=True)
        if match is None:
            return None
        second = _SECOND_TITLE.match(text.raw, match.end(), end)
        post = self._person(text, second.end(), end) if second is not None and text.raw[start].isupper() else None
        if post is not None:  # "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ": one person
            return replace(post, start=start, label=f"{text.raw[start : match.end()]}, {post.label}")
        stop, collective, generic, bound = match.end(), False, "", False
        last = start + text.key[start:stop].rfind(" ") + 1
        of_a_unit = _BARE_POST.fullmatch(match.group()) is not None
        named = text.raw[last].isupper() or (of_a_unit and text.raw[stop + 1 : stop + 2].isupper())  # "Trưởng phòng Tổng hợp"
        board = _BOARD_OF_CHIEF.match(text.raw, last, end) is not None  # "Trưởng ban Chỉ huy": the capital tells the name from "chỉ huy"
        inner = self._single(_capital(text, last) if board else text, last, end) if last > start and (board or named) else None
        house = _HOUSE_COLON.match(text.key, stop, end)
        kind = self._plural_head(text, house.end(), end) if house is not None else None
        if kind is not None and kind[1]:  # "Giám đốc Sở: Nội vụ, Tài chính"
            return Mention(start, kind[0], "", collective=True, head=f"{text.raw[start:stop]} {_capitalised(kind[1])}", person=True)
        joint = _JOINT.match(text.key, stop, end)
        inner_at = joint.end() if joint else stop
        if inner is None and joint is not None:
            inner = self._person(text, inner_at, end) if "là" in joint.group().split() or text.key[last:stop] in _POST_ENDS else None
            group = self._group(text, inner_at, end) if inner is None else None
            unit = _UNIT.match(text.key, inner_at, end) if inner is None and (group is None or "," not in group.label) else None
            if unit is not None and self._fields(text, unit.end() + 1, end) is not None and text.raw[unit.end() + 1].isupper():
                unit = None  # "Phó Cục trưởng Cục Kiểm tra sau thông quan": a name, no verb
            if unit is not None:
                inner = Mention(inner_at, unit.end(), "", collective=unit.group() in _BARE_UNIT or "các" in unit.group())
            called = self._defined(text, inner_at, end) if inner is None else None
            inner = self._narrowed(text, called, end) if called is not None and called.collective else inner or called
            inner = inner or self._boards(text, inner_at, end) or self._single(text, inner_at, end) or self._group(text, inner_at, end)
            inner = inner or self._own_unit(text, inner_at, end)
        own = pattern("agents-own-name").match(text.raw, stop, end) if inner is None and text.raw[start].isupper() else None
        if own is not None and lex.heads_re.match(text.key, stop + 1, end) is None:
            return Mention(start, own.end(), text.raw[start : own.end()], person=True)  # "Thứ trưởng Nguyễn Thành Biên"
        admin = ADMIN_LIST.match(text.key, inner_at, end) if inner is None else None
        if inner is not None and not inner.label and inner.head and joint is not None:
            return replace(
                inner, start=start, head=f"{text.raw[start : match.end()]} {_capitalised(inner.head)}", person=True
            )  # "Giám đốc các Sở: Tài chính, ..."
        if inner is not None:
            stop, collective, bound = inner.end, inner.collective, True
            generic = inner.generic if match.group() in _CHIEFS else ""
        elif admin is not None:
            stop, bound = self._seat(text, admin.start(), end) or admin.end(), True
        elif text.raw[start].islower():
            return self._beside_title(text, start, match.end(), end)
        raw = _LOST_COMMA.sub(", ", labels.expand(_OTHER_TITLE.sub("", text.raw[start:stop], count=1), lex))
        deputy = self._with_deputy(text, start, match.end(), end) if not bound else None
        if deputy is not None:
            return deputy
        if not bound and not (of_a_unit and self._stands_bare(text, stop, end)) and not pattern("agents-post-by-itself").match(match.group()):
            return self._beside_title(text, start, match.end(), end)
        label = pattern("agents-head-of-board").sub(r"\1 ", labels.without_province(labels.official(raw, lex), self.province))
        label = lex.short_names.get(label, label)
        return Mention(
            start,
            stop,
            label[:1].upper() + label[1:],
            generic=generic,
            collective=collective and not generic,
            person=True,
            known=bound or len(match.group().split()) > 2,
        )

    def _titles(self, text: Text, start: int, end: int) -> Mention | None:
        """Gives the heads of all units of a house, told by their titles alone: "các Vụ trưởng, Cục trưởng thuộc Bộ"."""
        titles = _TITLES.match(text.key, start, end)
        if titles is None:
            return None
        of = _UNDER.match(text.key, titles.end(), end)
        house = (self._bare_body(text, of.end(), end) or self._single(text, of.end(), end)) if of is not None else None
        bare = _UNIT.match(text.key, of.end(), end) if of is not None and house is None else None
        stop = house.end if house is not None else bare.end() if bare is not None else titles.end()
        said = labels.expand(text.raw[start:stop], self.lexicon)
        return Mention(start, stop, said[:1].upper() + said[1:], collective=True, person=True)

    def _beside_title(self, text: Text, start: int, stop: int, end: int) -> Mention | None:
        """Gives the post of a title that shares its body with the next: "Thủ trưởng, Lãnh đạo các đơn vị", "Chủ tịch, các Phó Chủ tịch UBND tỉnh"."""
        joint = _TITLE_NEXT.match(text.key, stop, end)
        other = self._person(text, joint.end(), end) if joint is not None else None
        if joint is None or other is None or not other.known or not other.label:
            return None
        title = labels.expand(text.raw[start:stop], self.lexicon)
        title = title[:1].upper() + title[1:]
        own = self.lexicon.persons_re.match(key(_PLURAL_TITLE.sub("", other.label)))
        if own is None:
            return None
        if other.collective and _PLURAL_TITLE.match(other.label) is None and _DEPUTY.match(text.key, joint.end(), end) is None:
            return replace(other, start=start, label=f"{title}, {other.label}")
        several = other.collective and _PLURAL_TITLE.match(other.label) is None  # "Chánh án, Phó Chánh án Tòa án nhân dân các cấp"
        return Mention(start, stop, title + _PLURAL_TITLE.sub("", other.label)[own.end() :], collective=several, person=True)

    def _with_deputy(self, text: Text, start: int, stop: int, end: int) -> Mention | None:
        """Gives the post of a title whose body is named after that of its deputy: "Cục trưởng, Phó Cục trưởng Cục Thuế"."""
        joint = _TITLE_NEXT.match(text.key, stop, end)
        deputy = _DEPUTY.match(text.key, joint.end(), end) if joint is not None else None
        if deputy is None or not text.key.startswith(text.key[start:stop], deputy.end()):
            return None
        return self._beside_title(text, start, stop, end)

    def _own_unit(self, text: Text, start: int, end: int) -> Mention | None:
        """Gives the unit that a post is of where its sort alone is said, before an act: "Giám đốc Quỹ | lập kế hoạch"."""
        unit = _OWN_UNIT.match(text.key, start, end)
        if unit is None or text.raw[unit.end() + 1 : unit.end() + 2].isupper():
            return None
        due = _MUST.match(text.key, unit.end(), end) is not None or _ORGANISES.match(text.key, unit.end() + 1, end) is not None
        acts = due or self._stands_bare(text, unit.end(), end)
        return Mention(start, unit.end(), "") if acts else None

    def _stands_bare(self, text: Text, stop: int, end: int) -> bool:
        """True where nothing names the unit whose post ends at `stop`: "trình Trưởng phòng xem xét", "giúp Trưởng phòng điều hành"."""
        acts = self.lexicon.verbs_re.match(text.key, stop + 1, end) is not None and self.lexicon.nominal_re.match(text.key, stop + 1, end) is None
        return acts or _BARE.match(text.key, stop, end) is not None


def _capitalised(head: str) -> str:
    return head[:1].upper() + head[1:]


def _capital(text: Text, place: int) -> Text:
    """Gives a string with a capital at one place."""
    return Text(text.raw[:place] + text.raw[place].upper() + text.raw[place + 1 :], text.key, text.bare)
