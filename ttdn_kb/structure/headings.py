"""What of a numbered block is its title and what its own words.

Takes a block and what follows it; gives the stretch of the title and the stretch of the rest; knows nothing of the tree.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ttdn_kb.foundation.model import Span
from ttdn_kb.structure.blocks import Block
from ttdn_kb.structure.marks import Rank
from ttdn_kb.structure.openers import is_caps, lists_fields
from ttdn_kb.text.vocabulary import pattern, rows, words

_MARKUP = " \t\u00a0*_"
_MOST_TITLE = 60
_MOST_STEP = 25  # words behind "Bước 2:"


@lru_cache(maxsize=1)
def _agents() -> re.Pattern[str]:
    heads = sorted({*words("cell-body"), *words("heading-agent")}, key=len, reverse=True)
    before = "|".join(re.escape(word) for word in words("heading-address"))
    several = pattern("headings-several").pattern
    return re.compile(rf"(?:(?:{before})\s+)?{several}(?:{'|'.join(re.escape(head) for head in heads)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _verbs() -> re.Pattern[str]:
    verbs = sorted((row["verb"] for row in rows("work_verbs")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(verb) for verb in verbs)})(?!\w)", re.IGNORECASE)


def _leads_or_orders(text: str) -> bool:
    """Says whether words end like those before a list, or begin with a role ("chủ trì")."""
    return pattern("headings-list-lead").search(text) is not None or pattern("headings-role").match(text) is not None


def _ends_with_role(text: str) -> bool:
    return pattern("headings-role-end").search(text) is not None


def _is_sentence(text: str) -> bool:
    return pattern("headings-sentence").search(text) is not None


def _is_step(text: str) -> bool:
    """Says whether words only tell which step of a procedure is told below them: "Bước 2: Kiểm tra hiện trạng nhà ở."."""
    step = pattern("headings-step").match(text)
    title = text[step.end() :] if step is not None else ""
    short = bool(title) and len(title.split()) <= _MOST_STEP and re.search(r"[.:;]\s", title) is None
    return short and not names_agent(title) and pattern("headings-step-acts").search(title) is None


def names_agent(text: str) -> bool:
    """Says whether words begin like the name of a body or post.

    >>> names_agent("Sở Tài chính"), names_agent("Đề nghị Ban Tuyên giáo Tỉnh ủy"), names_agent("Mục đích"), names_agent("Ban hành kế hoạch")
    (True, True, False, False)
    """
    head = _agents().match(text)
    act = _verbs().match(text)
    return head is not None and (act is None or act.end() <= head.end())


def _stripped(block: Block, start: int, end: int, text: str) -> Span | None:
    while start < end and text[start - block.start] in _MARKUP + "\r\n":
        start += 1
    while end > start and text[end - 1 - block.start] in _MARKUP + "\r\n":
        end -= 1
    return Span(start, end) if start < end else None


def _printed_bold(text: str, block: Block) -> bool:
    """Says whether a block stands from its mark to its end between one pair of the marks of bold print: a title, though a full stop ends it."""
    close = text.find("**", block.start)
    first, last = sorted((close, block.end))
    opened = text[max(0, block.start - 4) : block.start].rstrip(" \t").endswith("**")
    return opened and close >= 0 and not text[first:last].strip(_MARKUP + "\r\n")


def _colon(block: Block, raw: str) -> int:
    """The place in the raw text of a colon that parts a title from its sentence, -1 for none."""
    place = raw.find(":", block.content - block.start)
    if place < 0:
        return -1
    title = " ".join(raw[block.content - block.start : place].replace("*", "").split())
    after = raw[place + 1 :].lstrip(_MARKUP + '\r\n“"')
    count = len(title.split())
    if title.count("(") > title.count(")"):
        return -1  # "Phát triển hạ tầng số (Chủ trì: Sở X)": the colon of a remark
    if not title or not after or not after[0].isupper() or re.search(r"[.;](?:\s|$)", title) or _leads_or_orders(title):
        return -1
    if pattern("headings-open-end").search(title):
        return -1  # "... thực hiện chức năng tham mưu, giúp Ủy ban nhân dân tỉnh về: ..."
    if pattern("headings-open-list").search(title):
        return -1  # "..., gửi các Sở: Giao thông vận tải, Tài chính": the colon stands inside a list of bodies
    if lists_fields(title, after):
        return -1
    if pattern("headings-heads-of").fullmatch(title) and names_agent(re.split(r"[,;.]", after)[0]):
        return -1  # "Thủ trưởng các cơ quan: Văn phòng Ủy ban nhân dân tỉnh, Sở Xây dựng": whose heads they are
    if names_agent(title):
        return place if count <= _MOST_TITLE and not _ends_with_role(title) else -1
    return place if count <= 14 and not _is_sentence(title) and block.mark is not None and block.mark.rank is not Rank.BULLET else -1


def split(text: str, block: Block, after: Block | None, *, opens: bool) -> tuple[Span | None, Span | None]:
    """Gives the title and the own words of a marked block, each None where it has none.

    Args:
        text: the stored text.
        block: the block; its mark is not None.
        after: the next block.
        opens: the next block lies under this one.
    """
    raw = text[block.start : block.end]
    whole = _stripped(block, block.content, block.end, raw)
    if whole is None or block.mark is None:
        return None, None
    said = block.words.rstrip("*_| ")
    count = len(said.split())
    rank = block.mark.rank
    place = _colon(block, raw)
    ended = re.search(r"(?:[.;!?…]|\./|/\.)[\"”»]?$", said) is not None
    if rank < Rank.ARTICLE or (rank is Rank.ARTICLE and "." in block.mark.number and not ended):
        return whole, None  # an article of a codification has its words on the lines below
    if rank in {Rank.ROMAN, Rank.LETTER_PART}:
        if place >= 0:
            return _stripped(block, block.content, block.start + place, raw), _stripped(block, block.start + place + 1, block.end, raw)
        return (None, whole) if ended and count > 25 and not is_caps(said) else (_untitled(block, whole, raw), None)
    if place >= 0 and opens and _is_step(said):
        return _untitled(block, whole, raw), None
    if place >= 0:
        return _stripped(block, block.content, block.start + place, raw), _stripped(block, block.start + place + 1, block.end, raw)
    if said.endswith(":"):
        return _of_lead(block, whole, raw, said, after, opens=opens)
    if rank is Rank.ARTICLE:
        short = count <= 12 and not _is_sentence(said) and not re.search(r"[.;:]\s", said) and pattern("headings-agent-acts").match(said) is None
        return (whole, None) if (not ended and (opens or count <= 12)) or (opens and ended and short) else (None, whole)
    if opens and rank is Rank.NUMBER and after is not None and after.mark is not None and after.mark.rank is Rank.ITEM and not said.endswith(";"):
        return _untitled(block, whole, raw), None
    leads = pattern("headings-leads").match(said) is not None  # "1. Chủ trì, phối hợp với Sở Y tế kiểm tra ...": work, though it lacks its full stop
    if opens and not ended and count <= _MOST_TITLE and rank is not Rank.BULLET and not (leads or _ends_with_role(said)):
        return whole, None
    duties = pattern("headings-duties-of").match(said) is not None and count <= _MOST_TITLE and not _is_sentence(said)
    labelled = (count <= 8 and said.startswith(words("title-label"))) or duties
    set_off = count <= _MOST_TITLE and not re.search(r"[.]\s", said) and _printed_bold(text, block) and not (names_agent(said) or _is_sentence(said))
    if opens and said.endswith(".") and rank in {Rank.NUMBER, Rank.ITEM} and (labelled or set_off):
        return _untitled(block, whole, raw), None
    return None, whole


def _untitled(block: Block, whole: Span, raw: str) -> Span:
    end = whole.end
    while end > whole.start + 1 and raw[end - 1 - block.start] in _MARKUP + ".:":
        end -= 1
    return Span(whole.start, end)


def _of_lead(block: Block, whole: Span, raw: str, said: str, after: Block | None, *, opens: bool) -> tuple[Span | None, Span | None]:
    """A block that ends with a colon: a title where it names a body or a matter, else the words before a list."""
    if not opens or _leads_or_orders(said) or _ends_with_role(said):
        return None, whole
    if names_agent(said) and pattern("headings-acts-end").search(said):
        return None, whole
    if names_agent(said) and len(said.split()) <= _MOST_TITLE and not _is_sentence(said):
        return _untitled(block, whole, raw), None
    listed = after is not None and after.mark is not None
    acts = _verbs().match(said) is not None and not said.startswith(words("title-label"))
    if len(said.split()) <= (20 if listed else 25) and not (acts and listed) and not _is_sentence(said):
        return _untitled(block, whole, raw), None
    return None, whole


def paragraph_title(block: Block) -> bool:
    """Says whether a paragraph that ends with a colon is the title of the list below it ("Mục tiêu:") and no sentence that leads it in."""
    said = block.words.rstrip("*_ ")
    return said.endswith(":") and len(said.split()) <= 8 and not (_leads_or_orders(said) or _ends_with_role(said))


def is_label_alone(text: str) -> bool:
    """Says whether words are the title of a list and nothing else, though no colon stands after them ("Mục tiêu").

    >>> is_label_alone("Mục tiêu"), is_label_alone("Mục tiêu của Đề án là nâng cao năng lực")
    (True, False)
    """
    return text.strip("*_ ") in words("title-label")


def leads_in(text: str) -> bool:
    """Says whether words end like those before an enumeration ("các phương thức sau:")."""
    said = text.rstrip("*_ ")
    return said.endswith(":") and pattern("headings-list-lead").search(said) is not None
