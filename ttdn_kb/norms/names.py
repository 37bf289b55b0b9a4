"""Takes a clean string and a place in it; gives the one body named there; knows nothing of lists, collectives or positions.

A body is recognised by a known name, by head and field ("Sở" + "Văn hóa, Thể thao và Du lịch") or by its form alone (head, capital,
words up to the next verb, preposition or comma).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ttdn_kb.norms import labels
from ttdn_kb.norms.forms import ADMIN_LIST, FormReader
from ttdn_kb.norms.lexicon import bare, key, label_word, pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text

OF = pattern("agents-of")
_UNDER = pattern("names-under")
_OFFICE = pattern("agents-joint-office")
_ZONES = pattern("agents-zones")
_BOARD, _QUOTED = pattern("agents-board"), pattern("names-quoted")
_BOARDS = word_set("boards")
_UNITS = word_set("units-of-a-ministry")
_NAME_GOES_ON = pattern("names-goes-on")
_LOWER = word_set("lower-openers")
_PLURAL = pattern("agents-quantifier")
_NUMBERED = pattern("agents-numbered")
_OTHER_TAIL, _TAIL_OF_SEVERAL = pattern("names-other-tail"), pattern("names-tail-of-several")
_LEVELLED, _OWNERLESS = word_set("levelled-boards"), word_set("ownerless-heads")
_LEAST_DESCRIBED = 5
_FIELD_HEADS, _JOINED_HEADS, _PART_HEADS = word_set("field-heads"), word_set("joined-heads"), word_set("part-heads")
_OFFICES, _OFFICES_OF = word_set("offices"), word_set("offices-of")
ARM, _BOARD_HEAD = pattern("names-arm"), pattern("context-board-head")
_SHORT_HEADS, _BRANCH, _TAIL_OF_OWNER = word_set("short-heads"), word_set("branch"), word_set("tails-of-an-owner")
CORPORATE_BOARD = pattern("names-corporate-board")
_OF_THE_PEOPLE, _OFFICE_HEAD, _ZONE_BOARD = pattern("names-of-the-people"), pattern("names-office"), pattern("names-zone-board")
_BARE_BODY, _HELPS_BEFORE = pattern("agents-bare-body"), pattern("names-helps-before")
_TOLD_BEFORE, _OBJECT_NEXT = pattern("names-told-before"), pattern("names-object-next")
_NEXT_COMMITTEE = pattern("names-next-committee")
_SEATLESS, _NEXT_RANKS, _DOCUMENT_NEXT = pattern("names-seatless"), pattern("names-next-ranks"), pattern("names-document-next")


@dataclass
class NameParser(FormReader):
    """Recognises single bodies.

    Attributes:
        province: name of the document's own province ("Hà Tĩnh"), or "".
        defined: short name -> full name, as the document itself defines them; keys in `key` form.
        named: the bearers of the sentence read last, for "các cơ quan này".
        called: label of a collective in key form -> the name that the document gives it ("gọi chung là").
        issuing: the ministry or department that issues the document, or "".
        selves: head of a name, by which the document calls its issuer or the body that it is about ("Chi cục") -> the whole name.
        own: names that stand alone in the document's headings and blocks, in bare form -> as printed.
    """

    province: str = ""
    defined: dict[str, Mention] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    issuing: str = ""
    selves: dict[str, str] = field(default_factory=dict)
    named: tuple[Mention, ...] = ()
    _short_size: int = -1
    _short_set: frozenset[str] = frozenset()

    @property
    def _short(self) -> frozenset[str]:
        if self._short_size != len(self.defined):
            self._short_size, self._short_set = len(self.defined), frozenset(name.split()[0] for name in self.defined)
        return self._short_set

    def _bare_body(self, text: Text, start: int, end: int) -> Mention | None:
        """Gives a body that the document is of or about where the text calls it by its head alone ("trình Bộ")."""
        for head, whole in self.selves.items():
            stop = start + len(head)
            told = _OBJECT_NEXT.match(text.raw, stop, end) and _TOLD_BEFORE.search(text.key, max(0, start - 24), start)  # "gửi Bộ kế hoạch năm"
            if text.raw.startswith(head, start) and (told or _BARE_BODY.match(text.key, stop, end) or self._helped(text, start, stop, end)):
                return Mention(start, stop, whole, head=head.lower())
        return None

    def _helped(self, text: Text, start: int, stop: int, end: int) -> bool:
        """True for "Sở" in "giúp Sở xây dựng kế hoạch": what follows in small letters is the work, no field of another body."""
        before = _HELPS_BEFORE.search(text.key, max(0, start - 24), start)
        return before is not None and text.raw[stop + 1 : stop + 2].islower() and self.lexicon.verbs_re.match(text.key, stop + 1, end) is not None

    def _branch(self, text: Text, start: int, end: int) -> Mention | None:
        """Gives all bodies of a branch as one collective ("toàn ngành Tư pháp"); "toàn ngành" alone is that of the issuing ministry."""
        whole = pattern("agents-whole-branch").match(text.key, start, end)
        if whole is None:
            return None
        said = self.lexicon.fields_bare_re.match(text.bare, whole.end() + 1, end) if text.raw[whole.end() + 1 : whole.end() + 2].isupper() else None
        field_of = labels.expand(text.raw[said.start() : said.end()], self.lexicon) if said is not None else self.issuing.partition(" ")[2]
        return Mention(start, said.end() if said is not None else whole.end(), f"{label_word('branch')} {field_of}".rstrip(), collective=True)

    def _defined(self, text: Text, start: int, end: int) -> Mention | None:
        best: tuple[int, Mention] | None = None
        plural = _PLURAL.match(text.key, start, end)
        for short, mention in self.defined.items():
            begin = plural.end() if plural is not None and mention.collective and not short.startswith(plural.group()) else start
            stop = begin + len(short)
            if stop <= end and text.key.startswith(short, begin) and not text.key[stop : stop + 1].isalnum() and (best is None or stop > best[0]):
                if text.raw[begin].islower() and short.split()[0].rstrip(",;") not in _LOWER:
                    continue
                best = (stop, mention)
        if best is None:
            return None
        whole = key(best[1].label)  # "Ban Chỉ đạo chuyển đổi số tỉnh" in full, where the document calls it "Ban Chỉ đạo"
        spelled = best[0] - start < len(whole) and start + len(whole) <= end and text.key.startswith(whole, start)
        if spelled and not text.key[start + len(whole) : start + len(whole) + 1].isalnum():
            return replace(best[1], start=start, end=start + len(whole))
        ranks = _NEXT_RANKS.match(text.raw, best[0], end)
        if ranks is not None:  # "đơn vị sự nghiệp nhóm 1, nhóm 2", each of which the document defines
            best = ranks.end(), replace(best[1], label=best[1].label + ranks.group())
        level = pattern("agents-defined-level").match(text.key, best[0], end) if best[1].head in _BOARDS or best[1].label.startswith("Ban ") else None
        if level is not None:
            own = pattern("agents-own-level").search(key(best[1].label)) is not None  # a national committee's name is not that of a province's
            name = labels.expand(text.raw[start : best[0]], self.lexicon) if own else best[1].label
            return replace(best[1], start=start, end=level.end(), label=name + text.raw[best[0] : level.end()].replace(" ở ", " "), collective=True)
        return replace(best[1], start=start, end=best[0])

    def _headed(self, text: Text, start: int, end: int) -> Mention | None:
        """Gives a body that the document's headings only describe, where the text names it in the same words ("cơ quan quản lý đất đai cấp xã")."""
        for name, raw in self.own.items():
            stop = start + len(name)
            described = raw[0].islower() and len(raw.split()) >= _LEAST_DESCRIBED and "," not in raw
            if described and stop <= end and text.bare.startswith(name, start) and not text.bare[stop : stop + 1].isalnum():
                return Mention(start, stop, raw[0].upper() + labels.expand(raw[1:], self.lexicon), known=False)
        return None

    def _arm(self, text: Text, start: int, end: int) -> Mention | None:
        """Gives what works for a board, with the whole name of the board behind it: "Cơ quan thường trực Ban chỉ huy Phòng thủ dân sự tỉnh"."""
        arm = ARM.match(text.key, start, end)
        if arm is None or not text.raw[arm.end() : arm.end() + 1].isupper():
            return None
        named = (self._defined(text, arm.end(), end), self._single(text, arm.end(), end))
        board = max((m for m in named if m is not None), key=lambda m: m.end, default=None)
        if board is None or _BOARD_HEAD.match(key(board.label)) is None:
            return None
        said = labels.expand(text.raw[start : arm.end()], self.lexicon)
        return replace(board, start=start, label=f"{said[0].upper()}{said[1:]} {board.label}", head=arm["arm"])

    def _single(self, text: Text, start: int, end: int) -> Mention | None:
        lex, raw = self.lexicon, text.raw
        upper = raw[start].isupper()
        abbreviation = lex.abbreviation_re.match(raw, start, end)
        if abbreviation is not None:
            full = lex.abbreviations[abbreviation.group()]
            if full[0].isupper() and (
                key(full) in lex.organs or bare(full) in lex.names or any(key(full).startswith(h + " ") or key(full) == h for h in lex.heads)
            ):
                return self._finish(text, start, abbreviation.end(), end, known=True, head=full)
        candidates: list[tuple[int, bool]] = []
        if upper:
            match = lex.names_bare_re.match(text.bare, start, end)
            if match is not None:
                candidates.append((match.end(), True))
            for name in self.own:
                stop = start + len(name)
                if text.bare.startswith(name, start) and stop <= end and not text.bare[stop : stop + 1].isalnum():
                    candidates.append((stop, True))
            match = lex.organs_re.match(text.key, start, end)
            if match is not None and pattern("agents-no-body").match(text.key, start, end) is None:
                level = match.start() + match.group().rfind(" ") + 1
                seats = ADMIN_LIST.match(text.key, level, end)
                named = seats is not None and text.raw[seats.end() : seats.end() + 2][1:].isupper()  # "Công an xã, thị trấn Tiên Lãng"
                listed = seats is not None and not named and seats.end() > match.end() and level > match.start()
                candidates.append((level - 1 if listed else match.end(), True))  # "Công an xã, phường, thị trấn"
        arm = self._arm(text, start, end)
        if arm is not None:
            return arm
        board_of = CORPORATE_BOARD.match(text.key, start, end) if upper else None
        company = self._single(text, board_of.end(), end) if board_of is not None and raw[board_of.end() : board_of.end() + 1].isupper() else None
        if company is not None:
            candidates.append((company.end, True))  # "Hội đồng quản trị Tổng công ty Điện lực Việt Nam"
        head = lex.heads_re.match(text.key, start, end)
        if head is not None and pattern("agents-no-body").match(text.key, start, end) is None:
            gap = re.compile(r"\s+").match(raw, head.end(), end)
            body = gap.end() if gap else head.end()
            seated = _OF_THE_PEOPLE.search(head.group()) is not None and self._seat(text, body, end) > 0
            if gap and body < end and (raw[body].isupper() or upper or seated or head.group() in _BRANCH):
                part = lex.fields_bare_re.match(text.bare, body, end)
                short = lex.abbreviation_re.match(raw, body, end)
                parent = self._single(text, body, end) if head.group() in _OFFICES and raw[body].isupper() else None
                if parent is not None and parent.known and parent.head in _OFFICES_OF:
                    candidates.append((parent.end, True))  # "Văn phòng Bộ Công an"
                whole = lex.names_bare_re.match(text.bare, body, end) if raw[body].isupper() else None
                if whole is not None:
                    candidates.append((whole.end(), True))
                more = _NAME_GOES_ON.match(raw, part.end(), end) if part is not None and head.group() in _UNITS else None
                if more is not None and not self._own_right(text, more.end(), end):
                    second = lex.fields_bare_re.match(text.bare, more.end(), end)
                    stop = self._open_name(text, more.end(), end)
                    if second is None or stop > second.end():
                        candidates.append((stop, True))  # "Cục Ngoại vụ và Ngoại giao văn hóa"
                owned = OF.match(text.key, head.end(), end) is not None  # "Trung tâm Phục vụ hành chính công thuộc ...": the name is at its end
                plain = upper and head.group() in _FIELD_HEADS and not self._helped(text, start, head.end(), end)
                if part is not None and (raw[body].isupper() or head.group() in _BRANCH or plain):
                    joined = self._joined(text, part.end(), end) if head.group() in _JOINED_HEADS else 0
                    candidates.append((max(joined, part.end()), True))  # "Cục Kế hoạch và tài chính"
                    if raw[body].isupper() and head.group() not in _FIELD_HEADS:
                        candidates.append((self._open_name(text, body, end, head.group() in _PART_HEADS), True))  # "Tổng công ty Điện lực miền Trung"
                elif short is not None:
                    candidates.append((short.end(), True))
                elif seated:
                    candidates.append((head.end(), True))  # "Ủy ban nhân dân Tỉnh tháo gỡ khó khăn"
                elif (raw[body].isupper() and (upper or head.group() not in _SHORT_HEADS)) or (
                    upper and len(head.group().split()) > 1 and not (owned or lex.verbs_re.fullmatch(head.group()))
                ):
                    stop = self._open_name(text, body, end, head.group() in _PART_HEADS)
                    if stop > body:
                        candidates.append((stop, False))
            if upper and head.group() in _BOARDS:
                board = _BOARD.match(text.key, head.end(), end)
                candidates.append((board.end() if board else head.end(), bool(board)))
            if (
                upper
                and len(head.group().split()) > 1
                and (of := OF.match(text.key, head.end(), end)) is not None
                and self._single(text, of.end(), end) is not None
            ):
                candidates.append((head.end(), False))
            if upper and gap and not candidates and head.group() not in _SHORT_HEADS and ADMIN_LIST.match(text.key, body, end):
                candidates.append((head.end(), True))
            if (
                upper
                and not candidates
                and head.group() not in _PART_HEADS
                and raw[head.end() - len(head.group().split()[-1]) - 1] == " "
                and any(w[0].isupper() for w in raw[start : head.end()].split()[1:])
            ):
                candidates.append((head.end(), True))  # "Ban Dân nguyện": the head is the whole name
        if not candidates:
            return None
        names_task = head is not None and head.group() in _BOARDS  # "Ban Chỉ đạo Đề án 06"
        shorter = [stop for stop, known in candidates if known and not names_task and _DOCUMENT_NEXT.match(text.raw, stop, end)]
        stop, known = (min(shorter), True) if shorter else max(candidates)  # "trình Ủy ban Thường vụ Quốc hội Nghị quyết ...": what goes there
        return self._finish(text, start, stop, end, known=known, head=head.group() if head else "")

    def _finish(self, text: Text, start: int, stop: int, end: int, known: bool, head: str) -> Mention:
        lex, collective, generic = self.lexicon, False, ""
        joined = _ZONES if _ZONE_BOARD.fullmatch(head) else _OFFICE if _OFFICE_HEAD.fullmatch(head) else None
        zones = joined.match(text.raw, stop, end) if joined is not None else None
        stop = zones.end() if zones is not None else stop  # "... Dung Quất và các Khu công nghiệp Quảng Ngãi"
        quoted = _QUOTED.match(text.raw, stop, end) if head in _BOARDS else None
        stop = quoted.end() if quoted is not None else stop  # "Ban Điều hành Đề án “Xây dựng xã hội học tập”"
        committees = _NEXT_COMMITTEE.match(text.raw, stop, end) if len(text.key[start:stop].split()) > 2 else None
        stop, collective = (committees.end(), True) if committees is not None else (stop, collective)  # "Ban Thường vụ Tỉnh ủy, Thành ủy"
        for _ in range(4):
            gap = re.compile(r"\s+(?:của\s+)?").match(text.key, stop, end)
            if gap is None:
                break
            pos = gap.end()
            place = lex.place_bare_re.match(text.bare, pos, end)
            seat = self._seat(text, pos, end) if _SEATLESS.match(text.key, start, stop) is None else 0  # "Bộ Quốc phòng các tỉnh A, B": no seat of it
            tail = lex.tails_re.match(text.key, pos, end)
            under = _UNDER.match(text.key, stop, end) if tail is not None else None
            if under is not None and text.raw[under.end()].isupper() and self._longer(text, under.end(), end, tail):
                break  # "Phòng Đa phương trực thuộc Vụ X": whose it is follows
            if place is not None and text.raw[pos].isupper():
                stop = place.end()
            elif (
                tail is not None
                and len(tail.group()) > seat - pos
                and not _OTHER_TAIL.match(tail.group())
                and not (tail.group() in _TAIL_OF_OWNER and not collective)  # whose it is follows: "Phòng Song phương trực thuộc Vụ X"
            ):
                stop, collective = tail.end(), collective or _TAIL_OF_SEVERAL.match(tail.group()) is not None
            elif seat:
                words = text.key[pos:seat]
                collective = collective or bool(pattern("agents-several").match(words) or pattern("agents-levels-listed").search(words))
                stop = seat
            else:
                power = pattern("names-has-power").match(text.key, pos, end)  # "Chủ tịch UBND cấp huyện có thẩm quyền phạt tiền": what he may
                marker = lex.generic_re.match(text.key, pos, end) if power is None else None
                if marker is not None and collective:
                    stop, generic = marker.end(), lex.generic_kinds.get(re.sub(r"\s+", " ", marker.group()), "")
                    break
                branch = pattern("names-branch").match(text.key, pos, end)
                if branch is not None:
                    stop = branch.end()
                    continue
                chief = pattern("agents-chief-of").match(text.key, pos, end)
                if chief is None or not text.raw[pos].isupper():
                    break
                stop = chief.end()
        number = _NUMBERED.match(text.key, stop, end) if head in _BOARDS or _OFFICE_HEAD.match(head) else None
        stop = number.end() if number is not None else stop
        level = pattern("agents-board-level").match(text.key, stop, end) if head in _LEVELLED else None
        stop, collective = (level.end(), True) if level is not None else (stop, collective)
        of = OF.match(text.key, stop, end)
        parent = self._single(text, of.end(), end) if of is not None and key(head) not in _OWNERLESS else None
        stop = parent.end if parent is not None else stop
        label = labels.without_province(labels.official(labels.expand(text.raw[start:stop], lex), lex), self.province)
        if collective:
            label = pattern("agents-of-each-place").sub(r"\1 ", label)
        if "(" in label and ")" not in label:
            label = label[: label.index("(")].rstrip()  # a second name in brackets that reaches past the first
        label = pattern("agents-force").sub("", lex.short_names.get(label, label))
        return Mention(start, stop, label[:1].upper() + label[1:], generic=generic, collective=collective and not generic, known=known, head=head)

    def _longer(self, text: Text, start: int, end: int, tail: re.Match[str] | None) -> bool:
        """True where a body named at `start` goes beyond a tail: "trực thuộc Sở" is no tail of "X trực thuộc Sở Y tế"."""
        parent = self._single(text, start, end)
        return parent is not None and tail is not None and parent.end > tail.end()

    def _fields(self, text: Text, pos: int, end: int) -> re.Match[str] | None:
        found = self.lexicon.fields_bare_re.match(text.bare, pos, end)
        if found is None and (short := self.lexicon.abbreviation_re.match(text.raw, pos, end)) is not None:
            return short if bare(self.lexicon.abbreviations[short.group()]) in self.lexicon.fields else None
        return found if found is not None and text.raw[pos].isupper() else None
