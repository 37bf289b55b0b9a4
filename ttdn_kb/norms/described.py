"""Takes the head of a clause; gives the doers it describes in words that no lexicon names; knows nothing of roles.

What tells them from a matter is their first noun and the predicate behind them: "Cán bộ, công chức làm việc tại Bộ phận Một cửa có trách nhiệm ...".
"""

from __future__ import annotations

import re

from ttdn_kb.norms import labels
from ttdn_kb.norms.lexicon import compiled, compounds, pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text

_OWNERS, _CHARGED = pattern("described-owners"), pattern("described-charged")
_LONGEST = 220
_SHORT = 75
_JOINT = pattern("described-joint")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_CLASS_ACT, _CLASS_ACT_END, _CLASS_TOLD = pattern("described-class-act"), pattern("described-class-act-end"), pattern("described-class-told")
_CLASS_ALONE, _JOINTS = pattern("described-class-alone"), {"", ",", *word_set("last-joints")}
_CLASS_STOP, _CLASS_ATTRIBUTE = pattern("described-class-stop"), pattern("described-class-attribute")
_CLASS_OVER = pattern("described-class-over")
_CLASS_ADJUNCT, _CLASS_NO_SECOND = pattern("described-class-adjunct"), pattern("described-class-no-second")
_PLACE = pattern("described-place")
_OPEN_ENDED = ("described-joins", "described-open", "described-open-noun", "roles-behind-preposition")
_PREDICATES = ("described-adverb", "described-class-act-end", "described-modal")
_NEAR = 16  # code points before a place that hold the preposition of what stands there
_GAP, _RUN = pattern("described-gap"), pattern("described-run")
_COMMA = pattern("described-comma")
_OWN_VERB = pattern("described-own-verb")
_PART, _UNIT = pattern("described-part"), pattern("described-unit")
_RUN_OF_ACTS = pattern("described-run-of-acts")


def described(text: Text, start: int, end: int, verb: re.Pattern[str], modal: bool = False, known: int = 0) -> tuple[tuple[Mention, ...], int]:
    """Gives the doers that a clause's head describes, and where their words end; none where it names a matter or a verb.

    Args:
        text: the string with its views.
        start, end: the clause, or what is left of it; code points in the string.
        verb: matches a verb of work at a place of the key view.
        modal: only "phải", "có trách nhiệm" and the like make a predicate.
        known: where a name that the lexicon knows ends and the description goes on, 0 for none.
    """
    head = pattern("described-head").match(text.key, start, end)
    if head is None:
        return (), start
    first = head
    list_goes_on = text.raw[:start].rstrip().endswith(";")  # "vận động các tổ chức hội; hội viên, đoàn viên và toàn dân cung cấp thông tin"
    while not list_goes_on and (further := _RUN.match(text.key, head.end(), end)) is not None:
        head = pattern("described-head").match(text.key, further.end(), end) or head  # "Bộ phận, cá nhân được giao xử lý": the last is told at length
    favoured = pattern("described-favoured").search(text.key, head.end(), end)
    if favoured is not None and not pattern("described-modal").search(text.key, favoured.end(), end):
        return (), start  # "Người tham gia chữa cháy mà bị thương được hưởng chế độ": what is given to them is no work of theirs
    then = pattern("described-then").match(text.key, head.end(), end) if text.raw[start].isupper() else None
    if then is not None:
        return _mentions(text.raw[start : then.end()], start, then.end()), then.end()  # "Cá nhân thuộc diện miễn phí thì nộp ..."
    part = _PART.match(text.key, head.end(), end) if _UNIT.fullmatch(head.group()) else None
    if part is not None:  # "Đơn vị chủ trì liên kết" + "phối hợp với ...": one unit alone is known by its part, and takes another one in this
        one = _mentions(text.raw[start : part.end()], start, part.end())
        comma = _JOINT.match(text.key, part.end(), end)
        others, stop = described(text, comma.end(), end, verb, modal) if comma is not None else ((), start)
        return (*one, *others), stop if others else part.end()
    duty = pattern("described-by-duty").match(text.key, max(known, head.end()), end)
    known = duty.end() if duty is not None else known  # "Cơ quan có trách nhiệm bồi thường phải ...": the first duty is its name
    of_kind = pattern("described-of-kind").match(text.key, max(known, head.end()), end)
    known = of_kind.end() if of_kind is not None else known  # "Chủ rừng là hộ gia đình, cá nhân phải ...": which of them
    where = pattern("described-where").match(text.key, max(known, head.end()), end)
    acts = where is not None and act_at(text.key, where.end() + 1, end, verb) is not None
    there = where.end() if where is not None and acts else past_where(text.key, max(known, head.end()), end, verb)
    if there:  # "Thôn nơi hộ gia đình, cá nhân thường trú tổ chức họp"
        name = text.raw[start:there]
        return (Mention(start, there, name[:1].upper() + name[1:], collective=many(name), known=False),), there
    asks = pattern("described-asking").match(text.key, max(known, head.end()), end)  # "Cá nhân có nhu cầu cấp phép nộp hồ sơ ..."
    stop = asks.end() if asks is not None else _by_modal(text.key, max(known, head.end()), end)
    tried = () if modal or stop else (head, first) if first.end() < head.end() else (head,)
    stop = stop or next((found for noun in tried if (found := _by_verb(text, noun, max(known, noun.end()), end, verb))), 0)
    listed, after = _listed(text, start, max(known, head.end()), end, verb) if not (stop or modal) else ((), start)
    if listed:
        return listed, after
    unmatched = text.raw.count(")", start, stop) > text.raw.count("(", start, stop)
    if not stop or unmatched or pattern("roles-acted-on").match(text.key, stop, end):
        return (), start
    said = _BRACKETS.sub("", text.raw[start:stop])
    named = pattern("described-modifier").sub("", said.lower())
    name = said[: len(named)].strip(" ,")
    if of_kind is not None:
        return (Mention(start, stop, name[:1].upper() + name[1:], collective=many(name), known=False),), stop
    return _mentions(name, start, stop), stop


def past_where(key: str, stop: int, end: int, verb: re.Pattern[str]) -> int:
    """Gives where the words end that tell a body by its place, "nơi xảy ra sự cố" (kiểm tra hiện trường), 0 where no predicate follows them."""
    opened = _PLACE.match(key, stop, end)
    if opened is None:
        return 0
    inside = verb.match(key, opened.end(), end)  # "nơi tiếp nhận hồ sơ": what is done there
    begin = inside.end() if inside is not None else opened.end()
    for space in re.compile(r"\s+").finditer(key, begin, min(end, begin + _SHORT)):
        told = key[begin : space.start()]
        if re.search(r"[,;.:()]", told):
            return 0
        if len(told.split()) < (1 if inside is not None else 2) or any(pattern(name).search(told) for name in _OPEN_ENDED):
            continue
        if any(pattern(name).match(key, space.end(), end) for name in _PREDICATES) or act_at(key, space.end(), end, verb):
            return space.start()
    return 0


def many(said: str) -> bool:
    """True where a description speaks of several: "các tổ chức hành nghề công chứng"."""
    return pattern("described-many").match(said.lower()) is not None


def extended(
    text: Text, found: tuple[Mention, ...], stop: int, end: int, verb: re.Pattern[str], ordered: bool = False
) -> tuple[tuple[Mention, ...], int]:
    """Gives a list in object position with what describes its last doer, "phối hợp với đơn vị quản lý đường bộ kiểm tra ...", and where it ends.

    The description ends where the work of the clause begins: at a verb behind a noun, at a preposition, at a comma.

    Args:
        text: the string with its views.
        found: the list, empty where the doer's noun alone is known.
        stop, end: where the list ends and where the clause does.
        verb: matches a verb of work at a place of the key view.
        ordered: the doers are told to work, so that a verb right behind them is that work.
    """
    head = pattern("described-head").match(text.key, stop, end) if not found else None
    last = found[-1] if found else Mention(stop, head.end(), head.group(), collective=True) if head is not None else None
    stop = head.end() if head is not None else stop
    owned = last is not None and pattern("described-has-owner").search(last.label) is not None  # "các cơ quan thuộc Sở X": told to its end
    if last is None or owned or not last.collective or last.generic or last.end != stop:
        return found, stop
    after = _owned(text.key, last.start, stop, end, verb) or (0 if ordered else _object_end(text.key, stop, end, verb))
    if not after:
        return found, stop if found else last.start
    name = text.raw[last.start : after].strip()
    return (*found[:-1], Mention(last.start, after, name[:1].upper() + name[1:], collective=True, known=False)), after


def told_by_act(key: str, start: int, stop: int, end: int, verb: re.Pattern[str], opener: re.Pattern[str]) -> int:
    """Gives where the act that tells a class of doers ends, "các đơn vị" + "quản lý hồ chứa" (có phương án ...), 0 where it is what they do.

    A class that is nothing but a noun is told by what it manages, uses or makes. That is its work only where no further act, duty or role follows;
    behind a preposition ("đến các đơn vị quản lý hồ chứa.") none is needed.

    Args:
        key: the key view.
        start, stop: the class's nouns.
        end: where the clause ends.
        verb: matches a verb of work at a place of the key view.
        opener: matches a noun or name that begins another doer.
    """
    act = _CLASS_ACT.match(key, stop, end)
    if act is None:
        return 0
    named = _CLASS_TOLD.search(key, max(0, start - _NEAR), start) is not None  # "với", "đến": a name stands here, and what it does need not follow
    last, alone = act.end(), _CLASS_ALONE.search(act.group()) is not None
    for gap in _GAP.finditer(key, act.end(), min(end, stop + 2 * _SHORT)):
        told, joint = key[act.end() : gap.start()].strip(), gap.group().strip()
        ends = gap.start() if told or alone else 0
        over = gap.end() >= end or joint not in _JOINTS
        if over or (joint and opener.match(key, gap.end(), end)):
            return ends if named else 0  # "đến các đơn vị quản lý rừng.", "với các đơn vị quản lý rừng và Công an tỉnh"
        if ends and _CLASS_OVER.match(key, gap.end(), end):
            return ends  # "không có kế toán trưởng thì ...", "đơn vị sử dụng ngân sách, đồng gửi ..."
        then = act_at(key, gap.end(), end, verb) if gap.end() > last else None
        further = then is not None and (_CLASS_ACT.match(key, gap.end() - 1, end) or _CLASS_ATTRIBUTE.search(key, act.end(), then.end())) is not None
        if then is not None and joint and not further:
            return ends if named else 0  # "quản lý, phân công cá nhân": a run of acts
        if then is not None and (joint or further):
            last = then.end()  # "quản lý rừng và khai thác gỗ", "sử dụng phần mềm quản lý hồ sơ"
            continue
        if _CLASS_STOP.match(key, gap.end(), end):
            return 0  # "quản lý tài sản đúng quy định": how they are to do it
        if joint or not ends or any(pattern(name).search(told) for name in ("described-open-noun", "roles-behind-preposition")):
            continue
        if then is not None:
            return ends if _CLASS_NO_SECOND.match(key, gap.end(), end) is None else 0
        if _CLASS_ACT_END.match(key, gap.end(), end):
            return ends
        if _CLASS_ADJUNCT.match(key, gap.end(), end):
            due = pattern("described-modal").search(key, gap.end(), end) or pattern("roles-role-verb").search(key, gap.end(), end)
            return ends if named or (due is not None and ";" not in key[gap.end() : due.start()]) else 0
    return 0


def act_at(key: str, place: int, end: int, verb: re.Pattern[str]) -> re.Match[str] | None:
    """Gives the verb at a place, None where it is half of a noun ("công trình", "vận chuyển", "giao thông")."""
    acts = verb.match(key, place, end)
    if acts is None or in_noun(key, place, end):
        return None
    longer = verb.match(key, key.rfind(" ", 0, max(place - 1, 0)) + 1, end)  # "đăng" + "ký"
    return acts if longer is None or longer.end() <= place else None


def in_noun(key: str, place: int, end: int) -> bool:
    """True where the words at a place are a noun that holds a verb's form, or go on with one: "dẫn độ", "tổ" + "hợp tác"."""
    last = key.rfind(" ", 0, max(place - 1, 0)) + 1
    if pattern("described-compound").match(key, last, end) or pattern("agents-compound").match(key, place, end):
        return True
    begins = (place, last, key.rfind(" ", 0, max(last - 1, 0)) + 1)
    return any((word := compounds().match(key, begin, end)) is not None and word.end() > place for begin in begins)


def _owned(key: str, start: int, stop: int, end: int, verb: re.Pattern[str]) -> int:
    """Gives where "chủ đầu tư công trình điện lực" ends before the verb that follows it, 0 for any other doer or where none follows."""
    if not pattern("described-owner").fullmatch(key, start, stop):
        return 0
    for space in re.compile(r"[\s,;.:()]+").finditer(key, stop, min(end, stop + _SHORT)):
        ends = act_at(key, space.end(), end, verb) or pattern("described-object-end").match(key, space.end(), end)
        if ends or space.group().strip():
            return space.start() if space.start() > stop else 0
    return 0


def _object_end(key: str, stop: int, end: int, verb: re.Pattern[str]) -> int:
    """Gives where the words "quản lý đường bộ" behind a doer end, 0 where they are the work of the clause itself."""
    opener = pattern("described-object").match(key, stop, end)
    if opener is None:
        return 0
    last = opener.end()
    for space in re.compile(r"\s*[,;.:()]\s*|\s+|$").finditer(key, opener.end(), min(end, stop + 2 * _SHORT)):
        told = key[last : space.start()].strip()
        acts = act_at(key, space.end(), end, verb)
        if acts is not None and not told:
            last = acts.end()  # "thu gom, vận chuyển chất thải": a run of verbs
        elif acts is not None and not space.group().strip():
            return space.start()
        elif told and (space.group().strip() or pattern("described-object-end").match(key, space.end(), end)):
            return space.start() if opener["sure"] or not space.group().strip() else 0
    return 0


def _mentions(said: str, start: int, stop: int) -> tuple[Mention, ...]:
    many = pattern("described-many")
    out = []
    for part in (p.strip() for p in parts_of(said)):
        related = pattern("described-related").search(part.lower())
        if related is not None:
            out.append(Mention(start, stop, labels.generic_label(part.lower(), "related"), generic="related"))
        else:
            out.append(Mention(start, stop, part[:1].upper() + part[1:], collective=many.match(part.lower()) is not None, known=False))
    return tuple(out)


def _listed(text: Text, start: int, stop: int, end: int, verb: re.Pattern[str]) -> tuple[tuple[Mention, ...], int]:
    """Gives the doers of a list whose last one acts: "Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất nộp giấy chứng nhận"."""
    opens = text.raw[start].isupper() or text.raw[:start].rstrip()[-1:] in ";:"
    comma = _COMMA.search(text.raw, stop, min(end, stop + _SHORT)) if opens else None  # "số tiền mà người A, người B đóng góp lớn hơn ..., X"
    first = text.key[start : comma.start()] if comma is not None else ""
    if comma is None or any(pattern(name).search(first) for name in ("described-stop", "described-open", "described-open-noun")):
        return (), start
    others, after = described(text, comma.end(), end, verb)
    if not others:
        return (), start
    if pattern("described-owner-last").search(first):  # "Người đại diện theo pháp luật của doanh nghiệp, hợp tác xã nộp ...": both are owners
        said = text.raw[start:after]
        return (Mention(start, after, said[:1].upper() + said[1:], collective=many(said), known=False),), after
    return (*_mentions(text.raw[start : comma.start()], start, comma.start()), *others), after


def _by_modal(key: str, start: int, end: int) -> int:
    leading = pattern("described-lead").match(key, start, end)  # "Cơ quan chủ trì phải ..."
    start = leading.end() if leading else start
    modal = compiled(r"(?<=[\s,])" + pattern("described-modal").pattern).search(key, start, min(end, start + _LONGEST))
    if modal is None or re.search(r"[.:]\s|;|\([^)]*$", key[start : modal.start()]) or pattern("described-stop").search(key, start, modal.start()):
        return 0
    if key[: modal.start()].endswith(", ") and not pattern("described-own-duty").match(key, modal.start(), end):
        return 0  # "người nhận vào sổ ..., không được mở bì": a further predicate
    said = pattern("described-before-modal").sub("", key[: modal.start()].rstrip(" ,"))
    said = pattern("described-before-joint").sub("", said) if pattern("subjects-joint-next").match(key, modal.start(), end) else said
    return 0 if pattern("described-joins").search(said) else len(said)  # "quyết định mức chi và phải ...": a verb stands before


def _by_verb(text: Text, head: re.Match[str], start: int, end: int, verb: re.Pattern[str]) -> int:
    key = text.key
    inside = compiled(rf"\s+(?:{pattern('described-of-part').pattern})?(?:{verb.pattern})").match(
        key, start, end
    )  # "Bộ phận tiếp nhận ...": its name, not what it does
    whole = pattern("described-whole").search(head.group()) or pattern("described-own-act").match(key, head.start(), end)
    whole = whole or _OWN_VERB.match(key, start, end)  # "Các cơ quan" + "thông báo": an act that tells no class of doers
    if inside is not None and not whole and pattern("described-light").fullmatch(key, head.start(), inside.end()):
        further = compiled(rf"\s+(?:{verb.pattern})(?=\s+(?:{verb.pattern}))").match(key, inside.end(), end)
        inside = further or inside  # "người thực hiện cập nhật" + "báo cáo"
    run = _RUN_OF_ACTS.match(key, start, end) if not whole else None
    longer = _by_first_act(text, run.end(), run.end(), end, verb, True) if run is not None else 0
    if longer:
        return longer  # "Doanh nghiệp sản xuất, chế biến thủy sản" + "kiểm tra"
    return _by_first_act(text, start, inside.end() if inside is not None and not whole else start, end, verb, bool(whole))


def _by_first_act(text: Text, start: int, begin: int, end: int, verb: re.Pattern[str], whole: bool) -> int:
    """Gives where a description ends before the first act behind it, 0 where none ends it.

    Args:
        text: the string with its views.
        start, begin, end: where what tells the doer begins, from where on an act is the clause's own, and where the clause ends.
        verb: matches a verb of work at a place of the key view.
        whole: the doer may be told already, so that its act may follow at once.
    """
    key = text.key
    charged = inner = 0
    owners = [owner.span() for owner in _OWNERS.finditer(key, start, min(end, start + _SHORT))]
    longest = _SHORT + sum(len(told.group()) for told in _BRACKETS.finditer(key, begin, min(end, start + _LONGEST)))
    key = _BRACKETS.sub(lambda told: " " * len(told.group()), key)
    for space in re.compile(r"\s+(?:,\s*)?(?=\w)").finditer(key, begin, min(end, start + longest)):
        if space.start() < inner or any(a < space.start() < b for a, b in owners):
            continue  # "bộ phận văn thư của các cơ quan, đơn vị": between the bodies that own it
        said = _OWNERS.sub("", key[start : space.start()])
        if re.search(r"[.:;,]", said) or pattern("described-stop").search(said):
            return charged
        if pattern("described-given").match(key, space.start(), end):  # what is given to somebody is no part of his name
            return space.start() if (said.strip() or whole) and pattern("may").match(key, space.end(), end) else 0
        behind = pattern("roles-behind-preposition").search(said) and not pattern("described-on-the-spot").search(said)
        open_ended = behind or any(pattern(name).search(said) for name in ("described-open", "described-open-noun"))
        open_ended = open_ended and not (pattern("described-files").match(key, space.start(), end) or _CHARGED.search(said))
        own = text.raw[space.end()].isupper()  # "thuộc Bộ Kế hoạch và" + "Đầu tư": half of a name
        adverb = pattern("described-adverb").match(key, space.end(), end) if not (own or in_noun(key, space.end(), end)) else None
        acts = None if own else act_at(key, space.end(), end, verb) or adverb
        if acts and pattern("described-joins").search(said):
            return charged  # "Tổng giám đốc, Giám đốc hoặc báo cáo cơ quan X": one more act of somebody before
        if (said.strip() or whole) and not open_ended and acts:
            acted = pattern("roles-acted-on").match(key, space.start(), end) or pattern("described-no-act").match(key, space.end(), end)
            stop = start + len(pattern("described-before-modal").sub("", key[start : space.start()]))
            if acted or _CHARGED.search(said) is None:
                return 0 if acted else stop
            charged, inner = stop, acts.end()  # "Cơ quan được giao" + "thẩm định phương án giá": what it is charged with, where its own act follows
    return charged


def parts_of(said: str) -> list[str]:
    """Splits a list of doers; a part of one bare noun ("Cán bộ, công chức làm việc tại ...") goes with what follows it.

    A list that only says where or of which bodies ("văn thư của các cơ quan, đơn vị") is no list of doers.

    >>> parts_of("công chứng viên, nhân viên của tổ chức hành nghề"), parts_of("người phụ trách tại cơ quan, đơn vị")
    (['công chứng viên', 'nhân viên của tổ chức hành nghề'], ['người phụ trách tại cơ quan, đơn vị'])
    """
    out: list[str] = []
    begin = last = 0
    for joint in _JOINT.finditer(said):
        behind = pattern("described-head").match(said.lower(), joint.end())
        before = pattern("described-head").match(said.lower(), begin)
        bare = before is not None and pattern("described-shared").fullmatch(said.lower(), begin, joint.start()) is not None
        inner = pattern("described-inner-noun").search(said.lower(), begin, joint.start())
        if inner is not None and inner.start() > begin and pattern("described-inner-next").match(said.lower(), joint.end()):
            continue
        staff = pattern("described-staff").search(said.lower(), begin, joint.start()) is not None  # "sử dụng cán bộ, công chức": one run of words
        bare = bare or (staff and pattern("described-staff-next").match(said.lower(), joint.end()) is not None)
        bare = bare or pattern("described-bare").fullmatch(said[last : joint.start()].strip().lower()) is not None
        named = pattern("described-name-next").match(said, joint.start()) is not None
        name = named and pattern("described-owned").search(said.lower(), begin, joint.start()) is None
        if (behind is not None or name) and not bare:  # "bên đóng góp và Quỹ", but "văn thư của Sở Y tế và Sở Nội vụ"
            out.append(said[begin : joint.start()])
            begin = joint.end()
        last = joint.end() if behind is not None else last
    return [*out, said[begin:]]
