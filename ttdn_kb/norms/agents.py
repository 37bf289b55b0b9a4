"""Takes a clean string and a place in it; gives the agents of the list named there; knows nothing of roles.

Lists are split, names never: after a comma or "và" an agent must stand in its own right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ttdn_kb.norms import labels
from ttdn_kb.norms.joining import all_related, joined
from ttdn_kb.norms.lexicon import key, label_word, pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.one_agent import BRACKET, OneAgentParser
from ttdn_kb.norms.remembering import once

__all__ = ["AgentParser", "Mention", "Text"]

_SEPARATOR, _NEXT_FIELD = pattern("agents-separator"), pattern("agents-next-field")
_PLURAL, _PLURAL_NEXT = pattern("agents-plural"), pattern("agents-plural-next")
_FIELD_FORM, _FIELD_JOINED = pattern("agents-field-form"), pattern("agents-field-joined")
_JOINT, _NEXT_DOER = pattern("joint"), pattern("roles-next-doer")
_TITLE_OF_ALL = pattern("agents-title-of-all")
_POINTED, _VAGUE = pattern("agents-pointed"), pattern("agents-vague")
_RELATED = pattern("agents-list-related")
_OWNERS = pattern("agents-owners")
_LIST_HEADS, _FIELD_ENDS = word_set("list-heads"), pattern("agents-field-ends")
_MANY_SEATS, _CITIES = pattern("agents-many-seats"), word_set("cities")
_FIRST_SEAT, _NEXT_SEAT = pattern("agents-first-seat"), pattern("agents-next-seat")
_FORCES, _ONE_FORCE, _FORCE = pattern("agents-forces"), pattern("agents-one-force"), label_word("force")
_COMMITTEES, _MINISTRY = pattern("agents-committees"), word_set("ministry")
_SEAT_OF_ONE = pattern("agents-seat-of-one")
_REGION = pattern("agents-region")
_PLACE_DOERS, _THEN_PLACE, _MUST = pattern("agents-place-doers"), pattern("agents-then-place"), pattern("agents-must")
_SEATLESS, _COMMITTEE = pattern("names-seatless"), label_word("committee")
_AND_SO_ON = pattern("agents-and-so-on")
_WORD = re.compile(r"(?<!\w)\w")


@dataclass
class _List:
    """A list as far as it is read.

    Attributes:
        found: its members; stop: where the last one ends.
        plural: it opens with "các" or "những", which is said of further members too.
        head: the word that opens its last named member, for "Cục A và B".
        title: the title of its first member, for "Giám đốc Sở Y tế, Sở Nội vụ"; "" once another sort of agent follows.
    """

    found: list[Mention]
    stop: int
    plural: bool
    head: str
    title: str


class AgentParser(OneAgentParser):
    """Recognises agents and lists of agents."""

    @once
    def list_at(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives the agents of the list that begins at `start`, and where the list ends; ((), start) where none begins there."""
        places, stop = self._place_doers(text, start, end)
        if places:
            return places, stop
        headed, stop = self._all_titled(text, start, end)
        if headed:
            return headed, stop
        first = self.at(text, start, end)
        if first is None:
            return (), start
        plural = _PLURAL.match(text.key, start) is not None
        meant, stop = self._pointed(text, first, plural, end)
        if meant:
            return meant, stop
        owned, stop = self._owned(text, first, end)
        if owned:
            return owned, stop
        found, stop = self._seated(text, first, end) if first.label else ([], first.end)
        title = first.head.rpartition(" ")[0] if first.person and not first.label else ""
        so_far = _List(found, stop, plural, first.head, title)
        if not first.label:
            so_far.stop = self._fields_list(text, first, end, found)
        if not found:
            return (), start  # "các Sở: Công an tỉnh": what follows the colon is no field
        while self._goes_on(text, so_far, end):
            pass
        members, stop = self._told_whole(text, so_far, start, end)
        return tuple(one for m in members for one in self._named_beside(text, m)), stop

    def _named_beside(self, text: Text, told: Mention) -> tuple[Mention, ...]:
        """Gives a described doer apart from bodies named behind him: "Đơn vị vận hành công trình" + "và Ủy ban nhân dân cấp xã"."""
        for gap in _NEXT_DOER.finditer(text.key, told.start, told.end) if not (told.known or told.person or told.generic) else ():
            others, stop = self.list_at(text, gap.end(), told.end) if text.raw[gap.end()].isupper() else ((), told.start)
            before = self.find(text, told.start + 1, gap.end()) if others and stop == told.end else None
            if others and stop == told.end and all(m.known for m in others) and (before is None or before[1] < gap.start()):
                said = labels.expand(text.raw[told.start : gap.start()], self.lexicon)
                return (replace(told, end=gap.start(), label=said[:1].upper() + said[1:]), *others)  # not "đơn vị thuộc Sở A và Sở B"
        return (told,)

    def _all_titled(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Reads the heads of bodies told by one title before a colon: "Thủ trưởng các cơ quan: Văn phòng Ủy ban nhân dân tỉnh, Sở Xây dựng"."""
        title = _TITLE_OF_ALL.match(text.key, start, end) if text.raw[start : start + 1].isupper() else None
        if title is None:
            return (), start
        further = _TITLE_OF_ALL.search(text.key, title.end(), end)
        found, stop = self.list_at(text, title.end(), further.start() if further is not None else end)
        gaps = ["", *(text.raw[one.end : other.start] for one, other in pairwise(found))]
        apart = len(gaps) > 1 and ";" not in gaps[1]  # "Giám đốc các Sở: Sở A, Sở B; Viễn thông Ninh Bình": a ";" ends what the title is said of
        others = (place for place, m in enumerate(found) if m.person or m.collective or m.generic or (apart and ";" in gaps[place]))
        led = next(others, len(found))
        said = text.raw[start : title.end("title")]
        if not led and found and found[0].collective and not found[0].person:  # "Thủ trưởng các cơ quan: các sở, ban, ngành tỉnh; Chủ tịch ..."
            group = found[0].label[:1].lower() + found[0].label[1:]
            return (replace(found[0], start=start, label=f"{said} {group}"), *found[1:]), stop
        if not led or not found[0].known or len(found) == 1:
            return (), start
        return (*(replace(m, label=f"{said} {m.label}", person=True) for m in found[:led]), *found[led:]), stop

    def _goes_on(self, text: Text, so_far: _List, end: int) -> bool:
        """Reads one more member into a list; False where none follows."""
        separator = _SEPARATOR.match(text.key, self._past_bracket(text, so_far.stop, end), end)
        if separator is None or separator.end() >= end:
            return self._plural_beside(text, so_far, end)
        if separator.group().strip() == "/" and self._other_name(text, so_far, separator.end(), end):
            return True
        return self._member(text, so_far, separator.end(), end) or self._field_alone(text, so_far, separator.end(), end)

    def _member(self, text: Text, so_far: _List, pos: int, end: int) -> bool:
        """Reads the agent at `pos` into a list; after others a group may stand without "các", and places without their committees."""
        found = so_far.found
        headed, stop = self._all_titled(text, pos, end)
        if headed:
            found += headed
            so_far.stop, so_far.title = stop, ""
            return True
        collective = bool(found) and found[-1].collective
        item = (
            self.at(text, pos, end)
            or self._group(text, pos, end)
            or self._lone(text, pos, end, True)
            or (self._places(text, pos, end, collective) if found else None)
            or (self._group(text, pos, end, plural=True) if so_far.plural and found and found[0].collective else None)
        )
        if item is None:
            return False
        if not item.label:
            so_far.stop = self._fields_list(text, item, end, found)
            return True
        so_far.title = title = so_far.title if not (item.person or item.collective or item.generic) else ""
        item = replace(item, label=f"{title[:1].upper()}{title[1:]} {item.label}", person=True) if title else item
        items, so_far.stop = self._seated(text, item, end)
        found += items
        so_far.head = item.head or so_far.head
        return True

    def _field_alone(self, text: Text, so_far: _List, pos: int, end: int) -> bool:
        """Reads a field into a list whose head is said of it too: "Sở Tài chính, Nội vụ"."""
        headed = so_far.head in _LIST_HEADS and self.lexicon.organs_re.match(text.key, pos, end) is None
        part = self._fields(text, pos, end) if headed else None
        if part is None or not _FIELD_ENDS.match(text.raw, part.end(), end):
            return False
        so_far.found.append(self._of_field(text, part.start(), part.end(), so_far.head.capitalize(), so_far.head))
        so_far.stop = part.end()
        return True

    def _other_name(self, text: Text, so_far: _List, pos: int, end: int) -> bool:
        """Reads the name that the last body has elsewhere, which repeats its field: "Phòng Kinh tế/Kinh tế, Hạ tầng và Đô thị"."""
        last, part = so_far.found[-1], self._fields(text, pos, end)
        if part is None or not key(last.label).endswith(f" {_JOINT.split(text.key[part.start() : part.end()])[0]}"):
            return False
        so_far.found[-1] = replace(last, end=part.end(), label=f"{last.label}/{text.raw[part.start() : part.end()]}")
        so_far.stop = part.end()
        return True

    def _plural_beside(self, text: Text, so_far: _List, end: int) -> bool:
        """Reads a group that follows a named agent without any sign: "Công an tỉnh các sở, ngành"."""
        last = so_far.found[-1]
        gap = _PLURAL_NEXT.match(text.raw, so_far.stop, end) if not (last.collective or last.generic) else None
        item = self._group(text, gap.end(), end) if gap is not None else None
        if item is None or not item.label:
            return False
        items, so_far.stop = self._seated(text, item, end)
        so_far.found += items
        return True

    def _told_whole(self, text: Text, so_far: _List, start: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives the bodies of a list read to its end; "liên quan" at its end is said of each of its groups."""
        found, stop = so_far.found, so_far.stop
        groups = len(found) > 1 and text.key.startswith("các ", start)
        related = _RELATED.match(text.key, stop, end)
        if related is not None and groups and all(m.collective for m in found):
            return all_related(found), related.end()
        last = found[-1]
        committees = last.generic == "related" and _COMMITTEES.match(key(last.label))
        if groups and committees and all(m.collective for m in found[:-1]):
            return all_related(found), stop
        open_end = _AND_SO_ON.match(text.key, stop, end) if len(found) > 1 else None  # "Hội Cựu chiến binh, Thành Đoàn... phát động"
        return joined(text, found, self.issuing), open_end.end() if open_end is not None else stop

    def _pointed(self, text: Text, first: Mention, plural: bool, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives the bodies that "các cơ quan này" stands for, () where it points at none."""
        pointer = _POINTED.match(text.key, first.end, end) if first.collective else None
        if pointer is None or not _VAGUE.fullmatch(text.key, first.start, first.end):
            return (), first.end
        said = text.key[first.start : first.end] in text.key[: first.start]
        meant = self.meant(text, first.start) if plural or not said else ()
        return tuple(replace(m, start=first.start, end=pointer.end()) for m in meant), pointer.end()

    def _owned(self, text: Text, group: Mention, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives the units of each of several bodies, "các đơn vị liên quan của các Bộ: Tài chính, Y tế", () where none follow `group`."""
        of = _OWNERS.match(text.key, group.end, end) if group.collective or group.generic else None
        owners, stop = self.list_at(text, of.end(), end) if of is not None else ((), group.end)
        words = labels.generic_label(text.key[group.start : group.end] + " của", group.generic) if group.generic else f"{group.label} của"
        return tuple(replace(group, start=m.start, end=m.end, label=f"{words} {m.label}") for m in owners), stop

    def _seated(self, text: Text, group: Mention, end: int) -> tuple[list[Mention], int]:
        """Gives the body of each place told by name, "Ủy ban nhân dân các xã: Gia Thuận, Tân Điền", `group` itself where no two names follow."""
        region = _REGION.match(text.raw, group.end, end) if group.collective else None
        if region is not None:  # "Ủy ban nhân dân các tỉnh, thành phố từ Quảng Ninh đến Cà Mau"
            return [replace(group, end=region.end(), label=group.label + re.sub(r"\s+", " ", region.group()))], region.end()
        forces = self._forces(text, group, end)
        if forces:
            return forces, forces[-1].end
        plural = _MANY_SEATS.search(text.key, group.start, group.end) or _MANY_SEATS.match(text.key, group.end + 1, end)
        told: list[re.Match[str]] = []
        plural = plural if _SEATLESS.match(text.key, group.start, end) is None else None  # "Bộ Quốc phòng các tỉnh A, B": two lists side by side
        names = _FIRST_SEAT.match(text.raw, plural.end(), end) if plural is not None else None
        while names is not None and self._single(text, names.start("seat"), end) is None:
            told.append(names)
            names = _NEXT_SEAT.match(text.raw, names.end(), end)
        if plural is None or len(told) < 2:
            seat = _SEAT_OF_ONE.fullmatch(text.key, group.start, group.end) if not group.collective else None
            body = labels.expand(text.raw[group.start : seat.end("body")], self.lexicon) if seat is not None else ""
            more = self._places_by_name(text, _THEN_PLACE.match(text.key, group.end, end), end, body, seat["level"]) if seat is not None else []
            return [group, *more], more[-1].end if more else group.end
        whose = labels.without_seat(f" {group.label}").strip().removesuffix(" các") or _COMMITTEE  # "các tỉnh Hưng Yên, Đồng Nai": theirs
        levels = [plural["cities"] if plural["cities"] and key(m["seat"]) in _CITIES else plural["level"] for m in told]
        named = [(m, f"{whose} {level} {m['seat']}") for m, level in zip(told, levels, strict=True)]
        return [replace(group, start=m.start("seat"), end=m.end(), label=label, collective=False) for m, label in named], told[-1].end()

    def _place_doers(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives the people's committees of places that act at a clause's head: "Thành phố Hà Nội và các tỉnh Bắc Ninh, Gia Lai đẩy nhanh ..."."""
        step = _PLACE_DOERS.match(text.key, start, end) if text.raw[start : start + 1].isupper() else None
        found = self._places_by_name(text, step, end, _COMMITTEE)
        stop = found[-1].end if found else start
        rest = text.key[stop:end].lstrip()
        acts = len(found) > 1 and (self.lexicon.verbs_re.match(rest) or _MUST.match(rest)) is not None
        return (tuple(found), stop) if acts and (self._at_head(text, start) or self._asked(text, start)) else ((), start)

    def places_at(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives the people's committees of places where a body must stand: behind "phối hợp với", "hai thành phố Hà Nội và thành phố Hồ Chí Minh"."""
        found = self._places_by_name(text, _PLACE_DOERS.match(text.key, start, end), end, _COMMITTEE)
        return tuple(found), found[-1].end if found else start

    def _places_by_name(self, text: Text, step: re.Match[str] | None, end: int, body: str, level: str = "") -> list[Mention]:
        """Gives the body of each place of a run of names behind `step`, "tỉnh Đồng Tháp và thành phố Cần Thơ"; a level is said until the next."""
        found: list[Mention] = []
        while step is not None and (place := self.lexicon.place_bare_re.match(text.bare, step.end(), end)) and text.raw[step.end()].isupper():
            level = step["level"] or level
            start = step.start("level") if step["level"] else step.end()
            found.append(Mention(start, place.end(), f"{body} {level} {text.raw[step.end() : place.end()]}"))
            step = _THEN_PLACE.match(text.key, place.end(), end)
        return found

    def _forces(self, text: Text, group: Mention, end: int) -> list[Mention]:
        """Gives the forces of one noun, "các lực lượng: Công an, Quân đội, Kiểm lâm", none where not two are told."""
        opener = _FORCES.match(text.key, group.start, end)
        out: list[Mention] = []
        pos = opener.end() if opener is not None else end
        while (one := _ONE_FORCE.match(text.key, pos, end)) is not None:
            whole = self.lexicon.organs_re.match(text.key, one.start(), end)
            if whole is not None and whole.end() > one.end("force"):
                return []  # "lực lượng Cảnh sát giao thông và Cảnh sát trật tự": bodies with names of their own
            name = text.raw[one.start() : one.end("force")]
            out.append(Mention(one.start(), one.end("force"), f"{_FORCE} {name[:1].upper()}{name[1:]}", collective=True, head=_FORCE.lower()))
            pos = one.end()
            if one.end() == one.end("force"):
                break
        return out if len(out) > 1 else []

    def meant(self, text: Text, start: int) -> tuple[Mention, ...]:
        """Gives the bodies that "các cơ quan này" at `start` stands for: the last list named before it, else the bearers of the sentence above."""
        pos, last = 0, self.named
        while (found := self.find(text, pos, start)) is not None:
            if len(found[0]) > 1 or (found[0][0].collective and not _VAGUE.fullmatch(key(found[0][0].label))):
                last = found[0]
            pos = max(found[1], pos + 1)
        return last

    @staticmethod
    def _past_bracket(text: Text, stop: int, end: int) -> int:
        """Gives the end of a bracket with a condition after an agent ("Tổ công tác (nếu đã thành lập), Sở Y tế"), else `stop`."""
        bracket = BRACKET.match(text.raw, stop, end)
        return bracket.end() if bracket is not None else stop

    def _fields_list(self, text: Text, opener: Mention, end: int, found: list[Mention]) -> int:
        """Reads "các Sở: Giao thông vận tải, Kế hoạch và Đầu tư, Tài chính" after its colon into `found`; gives where it ends."""
        pos = stop = opener.end
        while (part := self._fields(text, pos, end) or _FIELD_FORM.match(text.raw, pos, end)) is not None:
            if self._ends_fields(text, opener, pos, end, bool(found)):
                break
            whole = _FIELD_JOINED.match(text.raw, part.end(), end)  # "Giao thông và Vận tải, Y tế": no last "và" of the list, but one of a name
            joins = (
                whole is not None and self._fields(text, whole.start("more"), end) is None and self._fields(text, whole.end("next"), end) is not None
            )
            stop = whole.end("more") if whole is not None and joins else part.end()
            found.append(self._of_field(text, part.start(), stop, f"{opener.head[:1].upper()}{opener.head[1:]}", opener.head, opener.person))
            separator = _NEXT_FIELD.match(text.key, stop, end)
            if separator is None:
                break
            pos = separator.end()
        return stop

    def _ends_fields(self, text: Text, opener: Mention, pos: int, end: int, others: bool) -> bool:
        """True where what stands at `pos` among fields is a body of its own: "các Sở: Tài chính, Nội vụ; Công an tỉnh"."""
        ministries = opener.head.lower().split(" ")[-1] in _MINISTRY  # "Bộ trưởng các Bộ: Công an, Xây dựng": Công an is one
        if not ministries and self.lexicon.organs_re.match(text.key, pos, end):
            return True
        if not others or self._fields(text, pos, end) is not None:
            return False
        body = self._single(text, pos, end)
        return (body is not None and body.known) or self._own_right(text, pos, end)

    def _of_field(self, text: Text, start: int, stop: int, opener: str, head: str, person: bool = False) -> Mention:
        """Gives the body of a field that leaves its head out."""
        name = labels.official(labels.expand(text.raw[start:stop], self.lexicon), self.lexicon)
        return Mention(start, stop, f"{opener} {name}", person=person, head=head)

    def find(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int, int] | None:
        """Gives the first list of agents that begins at a word from `start` on, its end and its start; None where none is named."""
        for match in _WORD.finditer(text.raw, start, end):
            found, stop = self.list_at(text, match.start(), end)
            if found:
                return found, stop, match.start()
        return None
