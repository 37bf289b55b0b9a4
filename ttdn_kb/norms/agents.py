"""Takes a clean string and a place in it; gives the agents of the list named there; knows nothing of roles.

Lists are split, names never: after a comma or "và" an agent must stand in its own right.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ttdn_kb.norms import labels
from ttdn_kb.norms.lexicon import key, pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.persons import PersonParser

__all__ = ["AgentParser", "Mention", "Text"]


_SEPARATOR = pattern("agents-separator")
_PAREN = re.compile(r"\s*\([^()]{0,400}\)")
_APPOSITION = pattern("agents-apposition")
_SEAT_END = pattern("agents-seat-end")
_FIELD_FORM = pattern("agents-field-form")
_INSIDE = pattern("agents-inside-word")
_FIRST = re.compile(r"\w+")
_POINTED = pattern("agents-pointed")
_SYSTEM = pattern("agents-system")
_VAGUE = pattern("agents-vague")
_PARENTS = {"phòng": word_set("parents-of-rooms"), "cục": word_set("parents-of-departments")}
_OWNERS = pattern("agents-owners")
_OWNED_BY = pattern("agents-owned-by")
_TWO_LEVELS = pattern("agents-two-levels")
_HEAD_OF_MINISTRY = pattern("agents-head-of-ministry")
_LIST_HEADS = word_set("list-heads")
_MANY_SEATS = pattern("agents-many-seats")
_PLAIN_PLURAL = pattern("agents-plain-plural")
_RANKS, _MANY, _MINISTERS = pattern("agents-ranks"), pattern("labels-quantifier"), pattern("agents-ministers")
_FORCE = pattern("agents-force-opens")
_BARE_HEADS = word_set("bare-heads")
_FIRST_SEAT = pattern("agents-first-seat")
_NEXT_SEAT = pattern("agents-next-seat")
_HOUSED = re.compile(r"\s*\((?:thuộc )?(?P<house>(?:Sở|Công an|Bộ) [^(),;]{3,60})\)")
_HOUSES = frozenset(("sở", "bộ", "ủy ban nhân dân", "công an"))
_FORCES, _ONE_FORCE = pattern("agents-forces"), pattern("agents-one-force")
_SEATED = word_set("seated")


class AgentParser(PersonParser):
    """Recognises agents and lists of agents."""

    def at(self, text: Text, start: int, end: int) -> Mention | None:
        """Gives the agent that begins exactly at `start`, or None."""
        if start >= end or not text.raw[start].isalpha() or _SYSTEM.match(text.key, start, end):
            return None
        if not text.raw[start].isupper():
            if (word := _INSIDE.search(text.key, max(0, start - 8), min(end, start + 6))) is not None and word.start() < start:
                return None  # "nhiệm vụ KHCN": no "Vụ"
            first = _FIRST.match(text.key, start, end)
            if first is None or (first.group() not in self.lexicon.openers and first.group() not in self._short):
                return None
        if (branch := self._branch(text, start, end)) is not None:
            return branch
        force = _FORCE.match(text.key, start, end)
        organ = self.lexicon.organs_re.match(text.key, force.end(), end) if force is not None and text.raw[force.end()].isupper() else None
        if force is not None and organ is not None and " " in organ.group():
            inner = self.at(text, force.end(), end)  # "các lực lượng Cảnh sát giao thông"
            return replace(inner, start=start) if inner is not None else None
        found = self._bare_body(text, start, end) or self._defined(text, start, end) or self._headed(text, start, end)
        if found is not None and not found.collective:
            wider = self._single(text, start, end)
            found = (
                wider
                if wider is not None
                and wider.known
                and wider.end > found.end
                and not text.key[found.end : wider.end].strip().startswith(("tỉnh", "của"))
                else found
            )
        found = self._narrowed(text, found, end) if found is not None and found.collective else found
        if found is not None and found.collective and " " not in text.raw[found.start : found.end]:
            other = self._person(text, start, end) or self._single(text, start, end)  # a defined "bộ" is neither "Bộ trưởng" nor "Bộ Tài chính"
            found = other if other is not None and other.end > found.end else found
        found = found or self._person(text, start, end)
        if found is None:
            found = self._single(text, start, end)
            if found is None or not found.known:
                wider = self._group(text, start, end)
                found = wider if found is None or (wider is not None and wider.end > found.end) else found
        found = found or self._lone(text, start, end, False) or self._level(text, start, end)
        if found is None or (found.person and pattern("agents-of-rank").search(text.key, max(0, start - 12), start) is not None):
            return None  # "hội nghị cấp Bộ trưởng": a rank, nobody's seat
        stop = found.end
        parent = re.compile(r"\s+[-–—]\s+(?=[A-ZĐ])").match(text.raw, stop, end) if not found.collective and not found.generic else None
        whole = self._single(text, parent.end(), end) if parent is not None and not text.key.startswith("cơ quan thường trực", parent.end()) else None
        if whole is not None:
            stop = whole.end  # "Ban Cơ yếu Chính phủ - Bộ Quốc phòng": a body with its parent
        parents = _PARENTS.get(found.head, frozenset())
        room = re.compile(r"\s*,\s*(?=[BCS])").match(text.raw, stop, end) if parents and not found.collective else None
        whole = self._single(text, room.end(), end) if room is not None else None
        if whole is not None and whole.head in parents:
            stop, found = whole.end, replace(found, label=f"{found.label}, {whole.label}")  # a unit with its parent is one body
        unit = _HOUSED.match(text.raw, stop, end) if not (found.collective or found.generic or found.person) and found.head not in _HOUSES else None
        whole = self._single(text, unit.start("house"), unit.end("house")) if unit is not None else None
        if whole is not None and unit is not None and whole.end == unit.end("house"):
            stop, found = unit.end(), replace(found, label=f"{found.label}, {whole.label}")  # "Khu Đường sông (Sở Giao thông vận tải)"
        while (more := _PAREN.match(text.raw, stop, end)) is not None and not pattern("agents-at-1").match(text.key[stop:end]):
            stop = more.end()
        if (more := _APPOSITION.match(text.key, stop, end)) is not None and not re.match(r"\s*,\s*(?:là\s+)?[A-ZĐ]", text.raw[stop : more.end()]):
            stop = more.end()
        return replace(found, end=stop) if stop != found.end else found

    def list_at(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives the agents of the list that begins at `start`, and where the list ends; ((), start) where none begins there."""
        first = self.at(text, start, end)
        if first is None:
            return (), start
        if first.collective and (pointer := _POINTED.match(text.key, first.end, end)) is not None and _VAGUE.fullmatch(text.key, start, first.end):
            plural = text.key.startswith(("các ", "những "), start)
            meant = self.meant(text, start) if plural or text.key[start : first.end] not in text.key[:start] else ()
            if meant:
                return tuple(replace(m, start=start, end=pointer.end()) for m in meant), pointer.end()
        owned, stop = self._owned(text, first, end)
        if owned:
            return owned, stop
        found, stop = self._seated(text, first, end) if first.label else ([], first.end)
        last_head = first.head
        if not first.label:
            stop = self._fields_list(text, first, end, found)
            if not found:
                return (), start
        plural = text.key.startswith(("các ", "những "), start)
        title = first.head.rpartition(" ")[0] if first.person and not first.label else ""
        while True:
            separator = _SEPARATOR.match(text.key, self._past_bracket(text, stop, end), end)
            pos = separator.end() if separator is not None else 0
            if separator is not None and pos < end:
                item = (
                    self.at(text, pos, end)
                    or self._group(text, pos, end)
                    or self._lone(text, pos, end, True)
                    or (self._places(text, pos, end, found[-1].collective) if found else None)
                    or (self._group(text, pos, end, plural=True) if plural and found and found[0].collective else None)
                )
                if item is not None and item.label:
                    title = title if not (item.person or item.collective or item.generic) else ""
                    item = replace(item, label=f"{title[:1].upper()}{title[1:]} {item.label}", person=True) if title else item
                    items, stop = self._seated(text, item, end)
                    found += items
                    last_head = item.head or last_head
                    continue
                if item is not None:
                    stop = self._fields_list(text, item, end, found)
                    continue
                part = self._fields(text, pos, end) if last_head in _LIST_HEADS and self.lexicon.organs_re.match(text.key, pos, end) is None else None
                if part is not None and pattern("agents-list-at-1").match(text.raw, part.end(), end):
                    name = labels.official(labels.expand(text.raw[pos : part.end()], self.lexicon), self.lexicon)
                    found.append(Mention(pos, part.end(), last_head.capitalize() + " " + name, head=last_head))
                    stop = part.end()
                    continue
            elif not found[-1].collective and not found[-1].generic:
                gap = re.compile(r"\s+(?=các\s|Các\s)").match(text.raw, stop, end)
                item = self._group(text, gap.end(), end) if gap else None
                if item is not None and item.label:
                    found.append(item)
                    stop = item.end
                    continue
            related = pattern("agents-list-related").match(text.key, stop, end)
            if related is not None and len(found) > 1 and all(m.collective for m in found) and text.key[start:].startswith("các "):
                return self._all_related(found), related.end()
            if (
                len(found) > 1
                and found[-1].generic == "related"
                and all(m.collective for m in found[:-1])
                and text.key.startswith("các ", start)
                and key(found[-1].label).startswith("ủy ban")
            ):
                return self._all_related(found), stop
            found = self._owner_shared(self._owners_joined(text, self._level_shared(self._nouns_joined(found))))
            return self._heads_joined(self._levels_parted(found)), stop

    @staticmethod
    def _all_related(found: list[Mention]) -> tuple[Mention, ...]:
        """Gives the collectives of a list that ends in "liên quan", which is said of each of them."""
        names = [re.sub("^Các ", "các ", m.label) for m in found]
        said = zip(found, names, strict=True)
        return tuple(m if m.generic else replace(m, label=f"{n} liên quan", generic="related", collective=False) for m, n in said)

    @staticmethod
    def _levels_parted(found: list[Mention]) -> list[Mention]:
        """Gives the list with a body of two levels as two: "Ủy ban nhân dân quận - huyện, phường - xã, thị trấn"."""
        out = []
        for mention in found:
            both = _TWO_LEVELS.fullmatch(mention.label) if mention.collective else None
            plural = "các " if both is not None and both["upper"].startswith("các ") else ""
            levels = (both["upper"], plural + both["lower"]) if both is not None else ()
            out += [replace(mention, label=f"{both['body']} {level}") for level in levels] if both is not None else [mention]
        return out

    @staticmethod
    def _level_shared(found: list[Mention]) -> list[Mention]:
        """Gives the list with the level of its last organisation said of each before it: "Mặt trận Tổ quốc Việt Nam, Hội Nông dân các cấp"."""
        place = len(found) - 1
        while place > 0 and found[place].label.endswith(" các cấp") and pattern("agents-shared-level").fullmatch(key(found[place - 1].label)):
            found[place - 1] = replace(found[place - 1], label=found[place - 1].label + " các cấp", collective=True)
            place -= 1
        return found

    def _owned(self, text: Text, group: Mention, end: int) -> tuple[tuple[Mention, ...], int]:
        """Gives the units of each of several bodies, "các đơn vị liên quan của các Bộ: Tài chính, Y tế", () where none follow `group`."""
        of = _OWNERS.match(text.key, group.end, end) if group.collective or group.generic else None
        owners, stop = self.list_at(text, of.end(), end) if of is not None else ((), group.end)
        words = labels.generic_label(text.key[group.start : group.end] + " của", group.generic) if group.generic else f"{group.label} của"
        return tuple(replace(group, start=m.start, end=m.end, label=f"{words} {m.label}") for m in owners), stop

    def _seated(self, text: Text, group: Mention, end: int) -> tuple[list[Mention], int]:
        """Gives the body of each place told by name, "Ủy ban nhân dân các xã: Gia Thuận, Tân Điền", `group` itself where no two names follow."""
        forces = self._forces(text, group, end)
        if forces:
            return forces, forces[-1].end
        plural = _MANY_SEATS.search(text.key, group.start, group.end) or _MANY_SEATS.match(text.key, group.end + 1, end)
        told: list[re.Match[str]] = []
        names = _FIRST_SEAT.match(text.raw, plural.end(), end) if plural is not None else None
        while names is not None and self._single(text, names.start("seat"), end) is None:
            told.append(names)
            names = _NEXT_SEAT.match(text.raw, names.end(), end)
        if plural is None or len(told) < 2:
            return [group], group.end
        body = f"{labels.without_seat(group.label)} {plural['level']}"
        return [replace(group, start=m.start("seat"), end=m.end(), label=f"{body} {m['seat']}", collective=False) for m in told], told[-1].end()

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
            out.append(Mention(one.start(), one.end("force"), f"Lực lượng {name[:1].upper()}{name[1:]}", collective=True, head="lực lượng"))
            pos = one.end()
            if one.end() == one.end("force"):
                break
        return out if len(out) > 1 else []

    @staticmethod
    def _nouns_joined(found: list[Mention]) -> list[Mention]:
        """Gives the list with plain plurals side by side as one: "các cấp, các ngành, các đơn vị"."""
        out: list[Mention] = []
        for mention in found:
            plain = mention.collective and _PLAIN_PLURAL.fullmatch(key(mention.label)) is not None
            before = plain and bool(out) and out[-1].collective and _PLAIN_PLURAL.fullmatch(key(out[-1].label)) is not None
            nouns = [_MANY.sub("", noun) for label in ([out[-1].label] if before else []) + [mention.label] for noun in label.split(", ")]
            said = replace(mention, label="Các " + ", ".join(nouns).replace("Cấp, ", "cấp, "))
            out[-1:] = [replace(said, start=out[-1].start)] if before else [*out[-1:], said if plain else mention]
        return out

    @staticmethod
    def _owners_joined(text: Text, found: list[Mention]) -> list[Mention]:
        """Gives the list with the units of all ministries as one: "tổ chức pháp chế thuộc Bộ, cơ quan ngang Bộ và cơ quan thuộc Chính phủ"."""
        out: list[Mention] = []
        for mention in found:
            if out and key(out[-1].label).split(",")[0].endswith(" thuộc bộ") and _RANKS.fullmatch(key(mention.label)):
                out[-1] = replace(out[-1], end=mention.end, label=out[-1].label + re.sub(r"\s+", " ", text.raw[out[-1].end : mention.end]))
            else:
                out.append(mention)
        return out

    def _owner_shared(self, found: list[Mention]) -> list[Mention]:
        """Gives the list with the units of a ministry said of each ministry that follows it: "các đơn vị của Bộ Tài chính, Bộ Y tế"."""
        for place in range(1, len(found)):
            before = found[place - 1]
            of = _OWNED_BY.search(before.label) if before.collective or before.generic else None
            too = pattern("agents-owner-too").match(found[place].label) if of is not None and of["owner"] != self.issuing else None
            if of is not None and too is not None and not found[place].collective:
                owned = before.label[: of.start("owner")] + found[place].label
                found[place] = replace(before, start=found[place].start, end=found[place].end, label=owned)
        return found

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
        bracket = _PAREN.match(text.raw, stop, end)
        return bracket.end() if bracket is not None else stop

    @staticmethod
    def _heads_joined(found: list[Mention]) -> tuple[Mention, ...]:
        """Joins a bare "Giám đốc Sở" with the plural heads that follow it: one collective of an implementing article."""
        for place in range(len(found) - 2, -1, -1):
            seat = _SEAT_END.search(found[place + 1].label)
            if found[place].label.lower() in _SEATED and seat is not None:
                found[place] = replace(found[place], label=f"{found[place].label} {seat.group(1)}", collective=found[place + 1].collective)
        out: list[Mention] = []
        for mention in found:
            ministers = bool(out) and out[-1].label.startswith(("Các Bộ trưởng", "Bộ trưởng, ", "Bộ trưởng các Bộ"))
            joins = ministers and not mention.label.startswith("Chủ tịch")
            ranks = joins and _MINISTERS.search(out[-1].label) is not None and _RANKS.fullmatch(key(mention.label)) is not None
            if ranks:  # "Thủ trưởng cơ quan ngang Bộ, cơ quan thuộc Chính phủ"
                mention = replace(mention, label=_MANY.sub("Thủ trưởng ", mention.label), person=True)
            bare_head = out and (joins or out[-1].label.lower() in _BARE_HEADS)
            if bare_head and mention.person and (mention.collective or _HEAD_OF_MINISTRY.fullmatch(mention.label)):
                out[-1] = replace(mention, start=out[-1].start, label=f"{out[-1].label}, {mention.label}", collective=True)
            else:
                out.append(mention)
        return tuple(out)

    def _fields_list(self, text: Text, opener: Mention, end: int, found: list[Mention]) -> int:
        """Reads "các Sở: Giao thông vận tải, Kế hoạch và Đầu tư, Tài chính" after its colon."""
        pos = stop = opener.end
        ministries = opener.head.lower().split(" ")[-1:] == ["bộ"]  # "Bộ trưởng các Bộ: Công an, Xây dựng": Công an is one
        while (part := self._fields(text, pos, end) or _FIELD_FORM.match(text.raw, pos, end)) is not None:
            if not ministries and self.lexicon.organs_re.match(text.key, pos, end):
                break  # "các Sở: Tài chính, Nội vụ; Công an tỉnh"
            own = self._single(text, pos, end) if found and ministries else None
            if own is not None and own.known and self._fields(text, pos, end) is None:
                break  # "các Bộ: Tài chính, Y tế, Ngân hàng Nhà nước Việt Nam"
            body = self._single(text, pos, end) if found and self._fields(text, pos, end) is None else None
            if (body is not None and body.known) or (found and self._fields(text, pos, end) is None and self._own_right(text, pos, end)):
                break  # "Giám đốc các Sở: Tư pháp, Nội vụ; Thủ trưởng các ban, ngành"
            name = labels.official(labels.expand(text.raw[pos : part.end()], self.lexicon), self.lexicon)
            found.append(Mention(pos, part.end(), f"{opener.head[:1].upper()}{opener.head[1:]} {name}", person=opener.person, head=opener.head))
            stop = part.end()
            separator = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+|\s*;\s*").match(text.key, stop, end)
            if separator is None:
                break
            pos = separator.end()
        return stop

    def find(self, text: Text, start: int, end: int) -> tuple[tuple[Mention, ...], int, int] | None:
        """Gives the first list of agents that begins at a word from `start` on, its end and its start; None where none is named."""
        for match in re.compile(r"(?<!\w)\w").finditer(text.raw, start, end):
            found, stop = self.list_at(text, match.start(), end)
            if found:
                return found, stop, match.start()
        return None
