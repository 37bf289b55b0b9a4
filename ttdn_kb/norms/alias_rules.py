"""The reasons why two labels of one document are one body; each is a rule, the first that speaks decides.

Takes a label, its key form and the document's labels; gives the better label, "" where a rule has nothing to say; knows nothing of norms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from ttdn_kb.norms.lexicon import key, label_word, pattern, word_set
from ttdn_kb.norms.likeness import bag, nouns, within
from ttdn_kb.norms.told import Labels

_TWO_NAMES = pattern("aliases-two-names")
_DEPARTMENT_HEAD = pattern("naming-department-head")
_SHORTENED = pattern("naming-shortened")
_OF_SEVERAL = pattern("naming-of-several")
_SCOPE, _OWN_SCOPE, _SCOPED = pattern("naming-scope"), pattern("naming-own-scope"), pattern("naming-scoped")
_MEMBERS_HEADS = pattern("naming-members-heads")
_VAGUE = pattern("agents-vague")
_DESCRIBED, _GIVEN = pattern("naming-described"), pattern("naming-given")
_SEATS, _HOUSE = pattern("naming-seats"), pattern("naming-house")
_PROVINCES, _PROVINCES_END = pattern("naming-provinces"), pattern("naming-provinces-end")
_BOARDS = pattern("naming-boards")
_MEMBER, _POSITION, _POST = pattern("naming-member"), pattern("naming-position"), pattern("naming-post")
_BEHIND_SELF, _OWN_SEAT, _SEATABLE = pattern("naming-behind-self"), pattern("naming-own-seat"), pattern("naming-seatable")
_OF_SELF, _OWN_CHIEF, _OFFICE_CHIEF = pattern("naming-of-self"), pattern("naming-own-chief"), pattern("naming-office-chief")
_EXTRA = word_set("beside-a-plural")
_OWN_SEATS, _HOUSES = word_set("own-seats"), word_set("single-houses")
_CUT_OFF = pattern("naming-cut-off")
_OF_HOUSE = pattern("naming-of-house")
_ROOM = pattern("naming-room")
_ALL_PROVINCES = pattern("naming-all-provinces")


def _only(labels: Sequence[str]) -> str:
    """Gives the one label of a list, "" for none or several: a name that two others could stand for stands for itself."""
    return labels[0] if len(labels) == 1 else ""


def _common_beginning(labels: Sequence[str]) -> str:
    """Gives the one label of a list that all others begin with, "" where there is none."""
    return next((label for label in labels if all(other == label or other.startswith(f"{label} ") for other in labels)), "")


def _department_head(name: str, low: str, said: Labels) -> str:
    """Names the department of "Giám đốc Sở" in a document of one department."""
    head = _DEPARTMENT_HEAD.match(low) if said.department else None
    return name[: head.end()] + said.department if head is not None else ""


def _self_named(name: str, low: str, said: Labels) -> str:
    """Writes out the document's own body, called by its head alone.

    >>> from ttdn_kb.norms.told import Told
    >>> said = Labels(Counter(), Told(selves={"Sở": "Sở Y tế", "Chi cục": "Chi cục Kiểm lâm", "Phòng": "Phòng Tổng hợp"}))
    >>> [_self_named(name, key(name), said) for name in ("Phó Giám đốc Sở", "Chi cục trưởng", "Phó Trưởng phòng", "Chi cục Kiểm lâm tỉnh Gia Lai")]
    ['Phó Giám đốc Sở Y tế', 'Chi cục trưởng Chi cục Kiểm lâm', 'Phó Trưởng phòng Tổng hợp', 'Chi cục Kiểm lâm']
    >>> said = Labels(Counter(), Told(selves={"Bộ": "Bộ Y tế"}))
    >>> _self_named("Đài Khí tượng Thủy văn khu vực Nam Bộ", "đài khí tượng thủy văn khu vực nam bộ", said)
    ''
    """
    for short, whole in said.told.selves.items():
        lead = low[: -len(short) - 1] if low.endswith(" " + key(short)) else ""
        if name == short or (lead and (_OF_SELF.fullmatch(lead) or (name.endswith(short) and _BEHIND_SELF.fullmatch(lead)))):
            return name[: len(name) - len(short)] + whole
        core = _OWN_SEAT.sub("", whole)
        seated = core != whole and len(core) > len(short) and (low == key(core) or low.endswith(" " + key(core)))
        if seated:  # "Quỹ Bảo vệ môi trường" in the statute of the "Quỹ Bảo vệ môi trường tỉnh"
            return name[: len(name) - len(core)] + whole
        if low.startswith(key(whole)) and _OWN_SEAT.fullmatch(low[len(whole) :]):
            return whole  # "Chi cục Kiểm lâm tỉnh X", in the text on the "Chi cục Kiểm lâm"
        if _OWN_CHIEF.fullmatch(f"{low} {key(short)}"):
            return name + whole[len(short) :] if low.endswith(key(short)) else f"{name} {whole}"
    return ""


def _own_office(name: str, low: str, said: Labels) -> str:
    """Names the house of "Chánh Văn phòng" in what a house issues, unless the document tells of such heads in other houses.

    >>> from ttdn_kb.norms.told import Told
    >>> said = Labels(Counter(), Told(house="Bộ Công Thương"))
    >>> _own_office("Chánh Văn phòng", "chánh văn phòng", said)
    'Chánh Văn phòng Bộ Công Thương'
    """
    own = said.told.house and _OFFICE_CHIEF.fullmatch(low) and all(n.endswith(said.told.house) for n in said.longer(name))
    return f"{name} {said.told.house}" if own else ""


def _numbered(name: str, _low: str, said: Labels) -> str:
    """Adds the number that the document says elsewhere: "Ban Chỉ đạo quốc gia 1237"."""
    return _only([n for n in said.longer(name) if n[len(name) + 1 :].isdigit()])


def _whole_house(name: str, low: str, said: Labels) -> str:
    """Writes out a house called by its kind alone where the document has only one, also in the names of its board and its head.

    >>> said = Labels(Counter(["Tổng công ty", "Tổng công ty Hàng hải Việt Nam"]))
    >>> [_whole_house(name, key(name), said) for name in ("Tổng công ty", "Hội đồng quản trị Tổng công ty")]
    ['Tổng công ty Hàng hải Việt Nam', 'Hội đồng quản trị Tổng công ty Hàng hải Việt Nam']
    """
    lead, short = next(((low[: -len(h)], h) for h in _HOUSES if low == h or low.endswith(f" {h}")), ("", ""))
    own = short and (not lead or _OF_HOUSE.fullmatch(lead.rstrip()) is not None)
    whole = _common_beginning(said.longer(short[:1].upper() + short[1:])) if own else ""
    return f"{name[: len(lead)]}{whole}" if whole else ""


def _seated_body(name: str, low: str, said: Labels) -> str:
    """Adds the seat of a body that a province's document says elsewhere: "Ban Quản lý Khu kinh tế" and "Ban Quản lý Khu kinh tế tỉnh"."""
    return _only([f"{name} {seat}" for seat in _OWN_SEATS if f"{name} {seat}" in said.counts]) if _SEATABLE.fullmatch(low) else ""


def _seated_board(name: str, low: str, said: Labels) -> str:
    """Adds the seat of a board that the document says elsewhere: "Ban Chỉ huy Phòng, chống lụt, bão thành phố"."""
    board = low[max(low.rfind(" ban "), -1) + 1 :]
    return _only([f"{name} {seat}" for seat in _OWN_SEATS if f"{board} {seat}" in said.told.words]) if _BOARDS.fullmatch(low) else ""


def _whole_provinces(name: str, low: str, said: Labels) -> str:
    """Writes "các tỉnh" out as the document does elsewhere."""
    known = _PROVINCES.fullmatch(low) and _ALL_PROVINCES.search(said.told.words)
    whole = f"{_PROVINCES_END.sub('', name)}, {label_word('cities')}" if known else ""
    return next((n for n in said.names if whole and bag(n) == bag(whole)), whole)


def _housed(name: str, _low: str, said: Labels) -> str:
    """Adds whose unit it is: "Phòng Quản lý xuất nhập cảnh, Công an tỉnh"."""
    return _only([n for n in said.names if n.startswith(name) and _HOUSE.match(n, len(name))])


def _spelled_out(name: str, _low: str, said: Labels) -> str:
    """Writes out a field told by its first letters: "Vụ PC" and "Vụ Pháp chế"."""
    head, _, letters = name.rpartition(" ")
    if not head or len(letters) < 2 or not letters.isalpha() or not letters.isupper():
        return ""
    return _only([n for n in said.longer(head) if "".join(word[0].upper() for word in n[len(head) :].split() if word.isalpha()) == letters])


def _member(name: str, low: str, said: Labels) -> str:
    """Names the committee of "Thành viên là ..."."""
    member = _MEMBER.match(low) if said.told.committee else None
    return f"{name[: member.end()]}{said.told.committee} {name[member.end() :]}" if member is not None else ""


def _position(name: str, low: str, said: Labels) -> str:
    """Names the committee of its members."""
    own = said.told.committee and _POSITION.fullmatch(low) and not low.endswith(key(said.told.committee))
    return f"{name} {said.told.committee}" if own else ""


def _post(name: str, low: str, said: Labels) -> str:
    """Names the committee of its chair: "Trưởng ban" of "Ban Chỉ đạo"."""
    post = _POST.fullmatch(low) if said.told.committee.startswith("Ban ") else None
    return f"{name if post['standing'] else name[: -len(' ban')]} {said.told.committee}" if post is not None else ""


def _lengthened_position(_name: str, low: str, said: Labels) -> str:
    """Gives the only longer position that a short one begins."""
    if not _SHORTENED.fullmatch(low) or low == key(said.told.committee):
        return ""
    longer = [n for n in said.names if key(n).startswith(low + " ") and not _TWO_NAMES.search(n)]
    return next((n for n in longer if all(key(m).startswith(key(n)) for m in longer)), "")


def _position_in_words(name: str, low: str, said: Labels) -> str:
    """Names the committee of a position that the document's words say is its."""
    committee = key(said.told.committee)
    own = committee and _SHORTENED.fullmatch(low) and any(f"{low}{of} {committee}" in said.told.words for of in ("", " của"))
    return f"{name} {said.told.committee}" if own else ""


def _described_at_length(name: str, low: str, said: Labels) -> str:
    """Gives the longest description of the same doer: "cơ quan soạn thảo" is "Cơ quan chủ trì soạn thảo văn bản"."""
    if not _DESCRIBED.fullmatch(low):
        return ""
    same = [n for n in said.names if _DESCRIBED.fullmatch(key(n)) and (within(name, n) or within(n, name))]
    longest = max(same, key=lambda n: (len(bag(n)), n))
    best = _GIVEN.sub("", longest)
    return best if len(same) > 1 and best != name and all(bag(n) <= bag(longest) for n in same) else ""


def _seated_room(name: str, _low: str, said: Labels) -> str:
    """Adds the level of an office that the document says elsewhere."""
    return _only([n for n in said.longer(name) if _SEATS.fullmatch(key(n[len(name) + 1 :]))]) if _ROOM.match(name) else ""


def _scoped(name: str, low: str, said: Labels) -> str:
    """Adds where a collective is that a province's document says elsewhere; what it defines stays as defined."""
    narrows = said.told.national and _CUT_OFF.fullmatch(low) is None  # in a national document "cấp tỉnh" tells some of those from the others
    if narrows or not _OF_SEVERAL.match(name) or name in said.told.defined or _VAGUE.fullmatch(low):
        return ""
    return _only([n for n in said.longer(name) if _SCOPE.fullmatch(n[len(name) + 1 :])])


def _seated_members(name: str, low: str, said: Labels) -> str:
    """Gives a collective the seat that a province's document says of it elsewhere, also of its heads: "Thủ trưởng các sở, ngành tỉnh"."""
    if said.told.national or not name.startswith("Các ") or _VAGUE.fullmatch(low):
        return ""
    seat = _SCOPED.search(name)
    base = name[: seat.start()] if seat is not None else name
    seated: Counter[str] = Counter()
    for other, uses in said.counts.items():
        members = _MEMBERS_HEADS.sub("Các ", other)
        rest = members[len(base) :]
        if key(members[: len(base)]) == key(base) and rest.startswith(" ") and _OWN_SCOPE.fullmatch(rest[1:]):
            seated[base + rest] += uses
    best = max(seated, key=lambda n: (" của " not in n[len(base) :], seated[n]), default=name)
    return best if best != name else ""


def _nearly_defined(name: str, _low: str, said: Labels) -> str:
    """Gives the collective the document defines for one that adds only "ban", "đoàn thể" and the like to it."""
    own = nouns(name)
    return _only([short for short in said.told.defined if short != name and nouns(short) and nouns(short) < own and own - nouns(short) <= _EXTRA])


RULES: tuple[Callable[[str, str, Labels], str], ...] = (
    _department_head,
    _self_named,
    _own_office,
    _numbered,
    _whole_house,
    _seated_body,
    _seated_board,
    _whole_provinces,
    _housed,
    _spelled_out,
    _member,
    _position,
    _post,
    _lengthened_position,
    _position_in_words,
    _described_at_length,
    _seated_room,
    _scoped,
    _seated_members,
    _nearly_defined,
)
