"""Citations of documents and provisions.

Takes a clean view of text; gives what it cites, with its place in the stored text; knows nothing of which documents exist.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ttdn_kb.foundation.model import Reference
from ttdn_kb.structure.dates import iso
from ttdn_kb.text.clean import CleanText
from ttdn_kb.text.vocabulary import pattern, rows, words

# "72/2015/NĐ-CP", "57-KL/TW", "6658/UBND-KTTH", "14/2012/QH13", "119/KH-BCĐ389QNg"; "§" is a digit that a scan misread.
NUMBER = r"(?<![\w/§-])[\d§]{1,5}[a-zA-Z]?(?:\s?/\s?\d{4})?\s?[/-]\s?[A-ZĐ]{2}[\w&]*(?:(?:\s?[-/]\s?)[A-ZĐ][\w&]*|[.&][A-ZĐ]{2}[\w&]*)*"
_ID = r"(?:\d{1,3}(?:\.\d{1,2})*[a-zđ]?(?![\w/])|[IVXL]{1,6}(?!\w)|[a-zđ](?=[\s,;.)])(?!\s+và\s+[a-z]{3}))"
_ONE = rf"(?:(?:các\s+)?(?:điều|khoản|điểm|mục|chương|phần|phụ\s+lục|mẫu)(?:\s+số)?\s+(?:{_ID}(?:(?:\s*,\s*|\s+(?:và|hoặc|đến)\s+){_ID})*|này(?!\w)))"
_CHAIN = re.compile(rf"{_ONE}(?:(?:\s*,\s*|\s+(?:của|và|hoặc|thuộc)\s+|\s+){_ONE})*", re.IGNORECASE)
_GLUE = re.compile(r"[\s,]*(?:(?:của|tại|trong|theo|ban hành kèm theo)\s+)?", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:\s*[,(]?\s*của\s+(?P<issuer>[^;.,()]{2,120}?))?\s*,?\s+"
    r"(?:về việc|về|ban hành|quy định|phê duyệt|hướng dẫn|sửa đổi|thành lập)\s+(?P<about>[^;.]{4,400})"
)
_OTHER = re.compile(r"(?<!\w)(?:ngày|Nghị định|Quyết định|Thông tư|Nghị quyết|Chỉ thị|Kết luận|Kế hoạch|năm thực hiện)(?!\w)|,\s*\d")
_PLAIN_LAW = re.compile(
    r"(?P<kind>Bộ luật|Luật|Pháp lệnh)(?:\s+[A-ZĐÀ-Ỹ][\w]*)"
    r"(?:\s+(?!và các|và quy|và\s+[A-ZĐ]|của|này|quy định|về|đã|được|có|tại|theo|năm|trong"
    r"|thì|do|để|phải|cho|với|như|hiện|ngày|số|đến|hoặc|là)[^\W\d_]+)*"
    r"(?:\s+năm\s+\d{4})?"
)
_NAMED = re.compile(
    r"(Công ước)\s+[A-ZĐ][^;.,()]{3,80}?\s+năm\s+\d{4}"
    r"|(Nghị quyết) Đại hội(?:\s+(?:đại biểu|Đảng bộ|toàn quốc|Đảng|tỉnh|thành phố|lần thứ|[A-ZĐ]\w+|của))+|(Điều lệ) Đảng(?:\s+Cộng sản Việt Nam)?"
    r"|(Hiến pháp)\s+(?:sửa đổi\s+)?năm\s+\d{4}"
)


@lru_cache(maxsize=1)
def _kinds() -> str:
    names = sorted({row["kind"] for row in rows("document_kinds")} | {"Văn bản"}, key=len, reverse=True)
    return "|".join(re.escape(name) for name in names)


@lru_cache(maxsize=1)
def _law() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<kind>Bộ luật|Luật|Pháp lệnh)(?P<name>\s+(?!này|số|và|của|về|quy|hiện|đã|được|có)[^;:.()]{{2,220}}?)\s*,?\s+"
        rf"(?:số\s+(?P<number>{NUMBER})\s*,?\s*)?"
        rf"(?:{pattern('dates-day').pattern}|(?P<year>năm\s+\d{{4}}))"
    )


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    gap = r"(?:\s*,?\s*|-[^\W\dA-Z_][^;.,()]{0,40}?\s+|\s+của\s+[^;.,()]{3,60}?\s*,?\s+)"
    named = r"(?P<named>(?:\s+(?!của\b|số\b|theo\b|tại\b|này\b|và\b)[^\W\d_]+){1,6}?)?"
    day = pattern("dates-day").pattern
    return re.compile(rf"(?:(?P<kind>(?i:{_kinds()})){named}\s+)?(?P<so>[Ss]ố\s*:?\s*)?(?P<number>{NUMBER})(?:{gap}(?:ký\s+)?ngày\s+(?P<day>{day}))?")


@lru_cache(maxsize=1)
def _law_parts() -> re.Pattern[str]:
    """The second parts of names of laws that hold a comma ("Luật Phòng, chống tham nhũng")."""
    return re.compile(rf"(?:,\s+(?:{'|'.join(re.escape(part) for part in words('law-part'))})(?!\w)(?:\s+(?!và|của|này|quy|về)[^\W\d_]+){{0,4}})+")


@lru_cache(maxsize=1)
def _capital_kind() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_kinds()})(?!\w)")


@lru_cache(maxsize=1)
def _capital_number() -> re.Pattern[str]:
    return re.compile(rf"(?:,\s+|\s+và\s+)(?=(?:{_kinds()})\s+số\s)")


@lru_cache(maxsize=1)
def _self() -> re.Pattern[str]:
    return re.compile(rf"(?P<kind>{_kinds()})\s+này(?!\w)", re.IGNORECASE)


def _kind_name(text: str | None) -> str:
    if not text:
        return ""
    lowered = text.lower()
    return next((row["kind"] for row in rows("document_kinds") if row["kind"].lower() == lowered), text[:1].upper() + text[1:].lower())


class _Found:
    """A citation with its place in the clean words."""

    __slots__ = ("end", "reference", "start")

    def __init__(self, start: int, end: int, reference: Reference) -> None:
        self.start, self.end, self.reference = start, end, reference


def _documents(view: CleanText) -> list[_Found]:
    text = view.text
    found: list[_Found] = []

    def put(start: int, end: int, number: str = "", kind: str = "", date: str = "", title: str = "") -> None:
        if all(end <= other.start or start >= other.end for other in found):
            found.append(_Found(start, end, Reference(view.span(start, end), re.sub(r"\s", "", number), kind, date, "", title)))

    for match in _NAMED.finditer(text):
        put(match.start(), match.end(), "", next(kind for kind in match.groups() if kind), "", match.group(0))
    for match in _law().finditer(text):
        name = " ".join((match.group("kind") + match.group("name")).split())
        if _OTHER.search(name) or re.search(NUMBER, name):
            continue
        first = match.re.groupindex["number"] + 1
        put(match.start(), match.end(), match.group("number") or "", match.group("kind"), iso(match, first) if not match.group("year") else "", name)
    for match in _numbered().finditer(text):
        kind, start = match.group("kind"), match.start("kind")
        if match.group("named") and kind[0].islower():
            kind = None
        # "Kế hoạch thực hiện Kết luận số 213-KL/TW": the number is that of the kind named last.
        inner = list(_capital_kind().finditer(match.group("named") or ""))
        if kind and inner:
            kind, start = inner[-1].group(0), match.start("named") + inner[-1].start()
        if not kind and not match.group("so") and "/" not in match.group("number"):
            continue
        if not kind:
            start = match.start("so") if match.group("so") else match.start("number")
        number = match.group("number")
        end = match.end()
        about = _ABOUT.match(text, end)
        title = _capital_number().split(about.group("about"))[0].rstrip(" ,") if about else ""
        date = iso(match, match.re.groupindex["day"] + 1) if match.group("day") else ""
        put(start, end, number, _kind_name(kind), date, " ".join(title.split()))
    for match in _PLAIN_LAW.finditer(text):
        more = _law_parts().match(text, match.end())
        end = more.end() if more else match.end()
        put(match.start(), end, "", match.group("kind"), "", text[match.start() : end])
    return sorted(found, key=lambda one: one.start)


def find_references(view: CleanText) -> tuple[Reference, ...]:
    """Gives the citations in words, in text order.

    A provision and the document it is cited from are one reference; "Điều 26 Quy chế này" and "Quy chế này" have the kind "Quy chế" and no number.

    Args:
        view: the clean view of the words; spans of the references are in the stored text.

    >>> from ttdn_kb.text.clean import clean
    >>> [(one.provision, one.kind, one.number, one.date) for one in find_references(clean(
    ...     "theo Phụ lục 01 của Thông tư số 22/2016/TT-BTTTT ngày 19/10/2016, khoản 2 Điều 8 Quy chế này và Luật Báo chí ngày 05 tháng 4 năm 2016"))]
    [('Phụ lục 01', 'Thông tư', '22/2016/TT-BTTTT', '2016-10-19'), ('khoản 2 Điều 8', 'Quy chế', '', ''), ('', 'Luật', '', '2016-04-05')]
    """
    text = view.text
    documents = _documents(view)
    found: list[_Found] = []
    taken: set[int] = set()
    for match in _CHAIN.finditer(text):
        said = match.group(0)
        if _is_plain_word(said, text, match.start()) or any(one.start < match.end() and match.start() < one.end for one in documents):
            continue
        end = match.end()
        glue = _GLUE.match(text, end)
        after = glue.end() if glue else end
        cited = next((place for place, one in enumerate(documents) if one.start == after and place not in taken), None)
        own = _self().match(text, after)
        if cited is not None:
            taken.add(cited)
            one = documents[cited]
            found.append(_Found(match.start(), one.end, replace(one.reference, span=view.span(match.start(), one.end), provision=said)))
        elif own:
            reference = Reference(view.span(match.start(), own.end()), kind=_kind_name(own.group("kind")), provision=said)
            found.append(_Found(match.start(), own.end(), reference))
        else:
            found.append(_Found(match.start(), end, Reference(view.span(match.start(), end), provision=said)))
    found += [one for place, one in enumerate(documents) if place not in taken]
    for match in _self().finditer(text):
        if all(match.end() <= one.start or one.end <= match.start() for one in found) and not text[match.start() - 1 : match.start()].isalnum():
            found.append(_Found(match.start(), match.end(), Reference(view.span(*match.span()), kind=_kind_name(match.group("kind")))))
    return tuple(one.reference for one in sorted(found, key=lambda one: one.start))


def _is_plain_word(said: str, text: str, start: int) -> bool:
    """Words that only look like a citation: "phần này", "điều này", "mục tiêu", "mẫu a", a heading's own number."""
    lowered = said.lower()
    if lowered in {"phần này", "mẫu này", "mục này", "điểm này", "các điểm này", "các mục này"} or said == "điều này":
        return True
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-/")
