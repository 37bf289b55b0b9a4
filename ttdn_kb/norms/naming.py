"""Takes the norms of one document; gives them with one label for one body all through it; knows nothing of how they were read.

A short position ("Trưởng Ban") stands for the only longer one it begins; two labels of the same words in another order are one body; "cấp huyện"
is the document's own list of districts and towns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ttdn_kb.foundation.model import Norm
from ttdn_kb.norms.lexicon import key, pattern

_SHORTENED = pattern("naming-shortened")
_LEVELS = tuple(
    (re.compile(rf"(?P<who>.*ủy ban nhân dân) cấp {level}"), re.compile(rf"(?P<who>.*ủy ban nhân dân) (?P<seat>{seat})"))
    for level, seat in (
        ("huyện", r"(?:các )?(?:huyện|quận|thành phố)(?:(?:,| -| –) ?(?:huyện|thị xã|thành phố|quận)(?: thuộc tỉnh)?)+"),
        ("xã", r"(?:các )?(?:xã|phường)(?:(?:,| -| –) ?(?:xã|phường|thị trấn|đặc khu))+"),
        ("tỉnh", r"(?:các )?tỉnh, thành phố(?: trực thuộc trung ương)?"),
    )
)
_SCOPE = pattern("naming-scope")
_OWN_SCOPE = pattern("naming-own-scope")
_SCOPED = re.compile(rf" (?:{_OWN_SCOPE.pattern})$")
_MEMBERS_HEADS = pattern("naming-members-heads")
_VAGUE = pattern("agents-vague")
_DESCRIBED = pattern("naming-described")
_HEADS = pattern("naming-heads")
_SEATS = pattern("naming-seats")
_PROVINCES = pattern("naming-provinces")
_BEARER_LEVEL = pattern("naming-bearer-level")
_BOARDS = pattern("naming-boards")
_POSITION, _POST = pattern("naming-position"), pattern("naming-post")
_OF_SELF, _OWN_CHIEF = pattern("naming-of-self"), pattern("naming-own-chief")
_OWNERLESS = pattern("naming-ownerless")
_OWNING = pattern("naming-owning")
_LIGHT = frozenset(("về", "của", "và", "công", "tác", "các", "-", "–", "cho", "được", "giao", "phân", "ở", "tại", "thuộc"))


_OF = frozenset(("thuộc", "của"))
_EXTRA = frozenset(("ban", "đoàn thể", "hội", "cấp tỉnh", "tỉnh"))


def _nouns(label: str) -> frozenset[str]:
    """Gives the nouns of a plain plural ("Các sở, ban, ngành"), empty for any other label."""
    return frozenset(re.split(r",\s*|\s+và\s+", key(label).removeprefix("các "))) if key(label).startswith("các ") else frozenset()


def _tokens(label: str) -> list[str]:
    return re.findall(r"[^\s,;]+", key(label))


def _bag(label: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\s,;]+", key(label))) - _LIGHT


def _initials(short: str, full: str) -> bool:
    """True where the last word of `short` is the first letters of the rest of `full`: "Vụ PC" and "Vụ Pháp chế"."""
    head, _, letters = short.rpartition(" ")
    if not head or len(letters) < 2 or not letters.isalpha() or not letters.isupper() or not full.startswith(head + " "):
        return False
    return "".join(word[0].upper() for word in full[len(head) :].split() if word.isalpha()) == letters


def aliases(
    labels: Iterable[str], committee: str = "", words: str = "", defined: Sequence[str] = (), selves: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Gives for each label that has a better one the label to use.

    Args:
        labels: all labels of the document, once per use.
        committee: short name of the committee the document is about, for "Thành viên là ...".
        selves: "Bộ", "Sở", "Chi cục", as the document calls its issuer or the body that it is about -> the whole name.
        defined: labels of the collectives that the document defines ("gọi chung là").
        words: the document's words in key form, to see which positions are the committee's.

    >>> aliases(["Trưởng Ban", "Trưởng Ban Chỉ đạo", "Sở Y tế"])
    {'Trưởng Ban': 'Trưởng Ban Chỉ đạo'}
    """
    counts = Counter(labels)
    names, first = sorted(counts), list(counts)
    out: dict[str, str] = {}
    own = max(counts, key=lambda n: (counts[n], n), default="")
    own = own if own.startswith("Sở ") and counts[own] * 2 > sum(counts.values()) else ""
    for name in names:
        low = key(name)
        if own and low in ("giám đốc sở", "phó giám đốc sở"):
            out[name] = name[: -len("Sở")] + own
            continue
        whole = _self_named(name, selves or {})
        if whole:
            out[name] = whole
            continue
        numbered = [n for n in names if n.startswith(name + " ") and n[len(name) + 1 :].isdigit()]
        if len(numbered) == 1:
            out[name] = numbered[0]  # "Ban Chỉ đạo quốc gia", elsewhere "Ban Chỉ đạo quốc gia 1237"
            continue
        seated = (
            [f"{name} {seat}" for seat in ("tỉnh", "thành phố") if f"{low[max(low.rfind(' ban '), -1) + 1 :]} {seat}" in words]
            if _BOARDS.fullmatch(low)
            else []
        )
        if len(seated) == 1:
            out[name] = seated[0]  # "Ban Chỉ huy Phòng, chống lụt, bão", elsewhere "... thành phố"
            continue
        if _PROVINCES.fullmatch(low) and "tỉnh, thành phố trực thuộc trung ương" in words:
            out[name] = re.sub(r"(?<=tỉnh),? ?(?:thành phố)?$", "", name) + ", thành phố trực thuộc Trung ương"
            continue
        housed = [n for n in names if re.match(rf"{re.escape(name)}(?:, | - )(?:Công an|Sở|Bộ|Đại học) ", n)]
        if len(housed) == 1:
            out[name] = housed[0]  # "Phòng Quản lý xuất nhập cảnh", elsewhere "..., Công an tỉnh"
            continue
        spelled_out = [n for n in names if _initials(name, n)]
        if len(spelled_out) == 1:
            out[name] = spelled_out[0]
            continue
        if committee and low.startswith("thành viên là "):
            out[name] = f"Thành viên {committee} là " + name[len("Thành viên là ") :]
            continue
        if committee and _POSITION.fullmatch(low) and not low.endswith(key(committee)):
            out[name] = f"{name} {committee}"
            continue
        post = _POST.fullmatch(low) if committee.startswith("Ban ") else None
        if post is not None:
            out[name] = f"{name if post['standing'] else name[: -len(' ban')]} {committee}"
            continue
        if _SHORTENED.fullmatch(low) and low != key(committee):
            longer = [n for n in names if key(n).startswith(low + " ") and " là " not in n]
            shortest = [n for n in longer if all(key(m).startswith(key(n)) for m in longer)]
            if shortest:
                out[name] = shortest[0]
                continue
        if committee and _SHORTENED.fullmatch(low) and re.search(rf"{re.escape(low)}(?: của)? {re.escape(key(committee))}", words):
            out[name] = f"{name} {committee}"
            continue
        if _DESCRIBED.fullmatch(low):
            same = [n for n in names if _DESCRIBED.fullmatch(key(n)) and (_bag(name) <= _bag(n) or _bag(n) < _bag(name))]
            longest = max(same, key=lambda n: (len(_bag(n)), n))
            best = re.sub(r" được (?:giao|phân công)(?: nhiệm vụ)?(?= )", "", longest)
            if len(same) > 1 and best != name and all(_bag(n) <= _bag(longest) for n in same):
                out[name] = best  # "cơ quan soạn thảo" is "Cơ quan chủ trì soạn thảo văn bản"
                continue
        if name.startswith("Phòng "):
            seated = [n for n in names if n.startswith(name + " ") and _SEATS.fullmatch(key(n[len(name) + 1 :]))]
            if len(seated) == 1:
                out[name] = seated[0]
                continue
        if name.startswith(("Các ", "Ủy ban nhân dân ")) and not (name in defined or _VAGUE.fullmatch(low)):
            wider = [n for n in names if n.startswith(name + " ") and _SCOPE.fullmatch(n[len(name) + 1 :])]
            if len(wider) == 1:
                out[name] = wider[0]
                continue
        best = _seated(name, counts) if name.startswith("Các ") and not _VAGUE.fullmatch(low) else name
        if best != name:
            out[name] = best
            continue
        near = [
            short for short in defined if short != name and _nouns(short) and _nouns(short) < _nouns(name) and _nouns(name) - _nouns(short) <= _EXTRA
        ]
        if len(near) == 1 and name.startswith("Các "):
            out[name] = near[0]
            continue
    out |= {name: best for name, best in _levelled(counts, defined).items() if name not in out}
    bags: dict[frozenset[str], list[str]] = {}
    for name in names:
        bags.setdefault(_bag(_HEADS.sub("thủ trưởng", key(name))), []).append(name)
    for same in bags.values():
        best = max(same, key=lambda n: (" được giao " not in n, counts[n], len(n), n))
        order = {n: tuple(w for w in _tokens(n) if w not in _OF) for n in same}
        if len({tuple(sorted(words_of)) for words_of in order.values()}) == 1:  # the same places in another order: as the document says it first
            said = order[min(same, key=first.index)]
            alike = [n for n in same if order[n] == said]
            best = max(alike, key=lambda n: (_tokens(n) == _tokens(min(alike, key=first.index)), counts[n], len(n), n))
        for name in same:
            if name != best and name not in out:
                out[name] = best
    return out


def _self_named(name: str, selves: Mapping[str, str]) -> str:
    """Gives the label with the body it is or belongs to written out, "" where it names none of the document's own by its head alone.

    >>> _self_named("Phó Giám đốc Sở", {"Sở": "Sở Y tế"}), _self_named("Chi cục trưởng", {"Chi cục": "Chi cục Kiểm lâm"})
    ('Phó Giám đốc Sở Y tế', 'Chi cục trưởng Chi cục Kiểm lâm')
    """
    low = key(name)
    for short, whole in selves.items():
        if name == short or (low.endswith(" " + key(short)) and _OF_SELF.fullmatch(low[: -len(short) - 1])):
            return name[: len(name) - len(short)] + whole
        if _OWN_CHIEF.fullmatch(f"{low} {key(short)}"):
            return f"{name} {whole}"
    return ""


def _seated(name: str, counts: Counter[str]) -> str:
    """Gives the label of a collective with the seat that the document says of it elsewhere, also of its heads: "Thủ trưởng các sở, ngành tỉnh"."""
    seat = _SCOPED.search(name)
    base = name[: seat.start()] if seat is not None else name
    said: Counter[str] = Counter()
    for other, uses in counts.items():
        members = _MEMBERS_HEADS.sub("Các ", other)
        rest = members[len(base) :]
        if key(members[: len(base)]) == key(base) and rest.startswith(" ") and _OWN_SCOPE.fullmatch(rest[1:]):
            said[base + rest] += uses
    return max(said, key=lambda n: (" của " not in n[len(base) :], said[n])) if said else name


def _levelled(counts: Counter[str], defined: Sequence[str]) -> dict[str, str]:
    """Gives for people's committees of one level, and for their chairmen, the wording the document uses more: "cấp xã" or its own list of places."""
    out: dict[str, str] = {}
    for level, spelled in _LEVELS:
        for name in counts:
            same = level.fullmatch(key(name))
            full = [n for n in counts if same and (m := spelled.fullmatch(key(n))) and m["who"] == same["who"]]
            if same is None or not full or name in defined:
                continue
            if counts[name] > sum(counts[n] for n in full):
                out |= dict.fromkeys(full, name)
            else:
                out[name] = max(full, key=lambda n: (counts[n], n))
    return out


def lengthened(label: str, whole: Mapping[str, str]) -> str:
    """Gives a label with the short name that it ends in written out, also before "là" ("Thành viên Ban Chỉ đạo là Lãnh đạo Sở Y tế").

    Args:
        label: of a body or a position.
        whole: short name in key form -> full label, as the document defines them.

    >>> lengthened("Phó Trưởng Ban Chỉ đạo", {"ban chỉ đạo": "Ban Chỉ đạo Nhà nước về Du lịch"})
    'Phó Trưởng Ban Chỉ đạo Nhà nước về Du lịch'
    """
    said, sep, rest = label.partition(" là ")
    low = key(said)
    for short in sorted(whole, key=len, reverse=True):
        full = whole[short]
        if low == short or (low.endswith(" " + short) and not low.endswith(key(full))):
            lead = said[: len(said) - len(short)]
            return lead + (full if lead else full[:1].upper() + full[1:]) + sep + rest
    return label


def _level(norm: Norm) -> str:
    """Gives the level of a norm's bearers ("cấp xã"), by which "cùng cấp" in it is known; "" where they show none or several."""
    found = {seat[1] for a in norm.assignments if a.role in ("lead", "responsible") and (seat := _BEARER_LEVEL.search(a.agent))}
    return next(iter(found)) if len(found) == 1 else ""


def _owned(label: str, owner: str) -> str:
    """Gives a label that leaves its owner out, or calls it by its first word, with the owner written out.

    >>> _owned("Các trường học trực thuộc", "Sở Giáo dục và Đào tạo"), _owned("Các bệnh viện thuộc thẩm quyền quản lý của Sở", "Sở Y tế")
    ('Các trường học trực thuộc Sở Giáo dục và Đào tạo', 'Các bệnh viện thuộc thẩm quyền quản lý của Sở Y tế')
    """
    low, first = key(label), owner.split(" ")[0]
    if _OWNERLESS.search(low):
        of = " của " if low.endswith("quản lý") else " "
        return f"{label}{of}{owner}"
    return f"{label[: -len(first)]}{owner}" if low.endswith((f" của {key(first)}", f" thuộc {key(first)}")) else label


def _owner(norm: Norm) -> str:
    """Gives the one body that a norm's own units belong to: its only named bearer; "" where it has none or several."""
    named = {a.agent for a in norm.assignments if a.role in ("lead", "responsible", "coordinator") and not a.generic and not a.collective}
    return next(iter(named)) if len(named) == 1 and _OWNING.match(next(iter(named))) else ""


def unify(
    norms: list[Norm],
    committee: str = "",
    words: str = "",
    defined: Sequence[str] = (),
    selves: Mapping[str, str] | None = None,
    whole: Mapping[str, str] | None = None,
    called: Mapping[str, str] | None = None,
) -> list[Norm]:
    """Gives the norms with unified labels; a cast keeps each agent once per role.

    Args:
        whole: short name in key form -> full label; called: a collective's label in key form -> what the document calls it.
    """
    whole, called = whole or {}, called or {}
    table = aliases((a.agent for n in norms for a in n.assignments if not a.generic), committee, words, defined, selves)
    out = []
    for norm in norms:
        seen: set[tuple[str, str]] = set()
        cast = []
        level, owner = _level(norm), _owner(norm)
        for assignment in norm.assignments:
            label = table.get(assignment.agent, assignment.agent) if not assignment.generic else assignment.agent
            label = lengthened(table.get(label, label), whole) if not assignment.generic else label
            label = called.get(key(label), label)
            if level and label.endswith(" cùng cấp"):
                label = label.removesuffix("cùng cấp") + level
            if owner and assignment.collective:
                label = _owned(label, owner)
            if (assignment.role, label) not in seen:
                seen.add((assignment.role, label))
                cast.append(replace(assignment, agent=label))
        out.append(replace(norm, assignments=tuple(cast)))
    return out
