"""Lines joined into blocks: one block for each thing the author began on a new line on purpose.

Takes stored text; gives blocks, each with its opening mark; a sentence broken by the page, by blank lines or by a page number is one block;
knows nothing of how blocks nest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ttdn_kb.structure.lines import LETTERED, Line, is_terminated, read_lines
from ttdn_kb.structure.marks import SMALL_ROMAN, Mark, Rank, in_series, read_mark
from ttdn_kb.structure.openers import is_caps, label_length, lists_fields, names_issuer, opener
from ttdn_kb.structure.tables import table_end
from ttdn_kb.structure.widths import Widths
from ttdn_kb.text.noise import is_page_number
from ttdn_kb.text.vocabulary import pattern, words

_FULL_STOP = re.compile(r"(?:[.!?…]|\./|/\.)[\"”’)\]*_»/]*$")
_MOST_LABEL = 4
_LONGEST_TITLE = 24  # letters at the end of a line that may begin the name of a post
_MOST_REST = 14  # words on the second line of a heading
_OPEN_BRACKET = re.compile(r"\([^()]*$")


@dataclass(slots=True)
class Block:
    """A stretch of text that the author began on a new line.

    Attributes:
        lines: its lines.
        mark: the mark it opens with, None for plain words.
        use: what it opens ("recipients", "signature", "enacting", "legal-basis", "annex", "kind", "table", "label"), "" for nothing.
    """

    lines: list[Line]
    mark: Mark | None = None
    use: str = ""
    _words: str = field(default="")

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def content(self) -> int:
        """Where the words after the mark begin."""
        return self.start + (self.mark.length if self.mark else 0)

    @property
    def words(self) -> str:
        """The words after the mark, on one line."""
        if not self._words:
            first = self.lines[0].text[self.mark.length if self.mark else 0 :]
            self._words = " ".join([first, *(line.text for line in self.lines[1:])]).strip()
        return self._words

    @property
    def caps(self) -> bool:
        return is_caps(self.words)

    @property
    def terminated(self) -> bool:
        return is_terminated(self.lines[-1].text)


@lru_cache(maxsize=1)
def _compounds() -> re.Pattern[str]:
    """Words that end like one that a number follows and need none: "chuyển đổi số", "tài khoản"."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words('compound-end')))})$", re.IGNORECASE)


def _breaks_off(ending: str) -> bool:
    """Says whether words end where a sentence cannot: with a preposition, a comma, "khoản"."""
    return pattern("blocks-open-end").search(ending) is not None and _compounds().search(ending) is None


def _parts_name(ending: str, line: str) -> bool:
    """Says whether a line break stands inside the name of a post or a body: "Giám đốc" before "Sở Tài chính", "với Sở" before "Nội vụ"."""
    return pattern("blocks-parted-title").search(f"{ending[-_LONGEST_TITLE:]}\n{line}") is not None


def _needs_number(ending: str) -> bool:
    """Says whether a number has to follow: "khoản" does, "tài khoản" does not."""
    return pattern("blocks-needs-number").search(ending) is not None and _compounds().search(ending) is None


def _fits(mark: Mark, last: dict[Rank, Mark]) -> bool:
    """Says whether a mark may follow the last mark of its rank."""
    before = last.get(mark.rank)
    return mark.value == 1 or (before is not None and 0 < mark.value - before.value <= 2)


def _inside_name(mark: Mark, line: Line, before: Line, text: str) -> bool:
    """Says whether a line breaks a name at its dash ("Công ty Tân Cảng" before "- Petro Cam Ranh") that the text has whole elsewhere."""
    after = line.text[mark.length :].split(" ", 1)[0].rstrip(",;.")
    return not line.blank and mark.sign == "-" and f" {before.text.rsplit(' ', 1)[-1]} {line.text[0]} {after}" in text


def _inside_range(line: Line, before: Line) -> bool:
    """Says whether a line breaks two years at their dash: "giai đoạn 2021" before "- 2025"."""
    opens = not line.blank and pattern("blocks-range-opens").search(before.text) is not None
    return opens and pattern("blocks-range-closes").match(line.text) is not None


def _accepted(mark: Mark, line: Line, before: Line | None, last: dict[Rank, Mark], room: bool, text: str) -> bool:
    """Says whether what looks like a mark opens a provision and is not a broken sentence going on.

    Args:
        room: the line before had room for more words, in a text broken at a fixed width.
        text: the stored text.
    """
    if before is None or is_terminated(before.text) or before.heading or before.bold != line.bold or (line.heading and mark.rank <= Rank.ARTICLE):
        return True
    ending = before.text
    if _OPEN_BRACKET.search(ending) and mark.sign == ")" and "(" not in line.text[: mark.length]:
        return False  # "... dừng bán hàng (lần" before "2) đến Sở Công Thương"
    if is_caps(ending) and mark.rank <= Rank.ARTICLE and mark.firm and not is_caps(line.text):
        return True  # "QUẢN LÝ VĂN BẢN ĐẾN" before "Điều 20."
    if mark.rank is Rank.BULLET:
        broken = _inside_name(mark, line, before, text) or _inside_range(line, before)
        return mark.firm and not broken and (room or ending[-1] == "," or not _breaks_off(ending))
    if mark.value == 1 and mark.firm and pattern("blocks-amending").match(ending):
        return True  # "Điều 1. Sửa đổi, bổ sung một số khoản của Điều 10" before "1."
    if pattern("blocks-citing").search(ending) or _breaks_off(ending):
        if mark.value == 1 and mark.firm and not pattern("blocks-citing").search(ending) and not _needs_number(ending) and ending[-1].isalpha():
            return True
        return mark.firm and _fits(mark, last) and (room or mark.rank is Rank.ROMAN or Rank.ITEM <= mark.rank <= Rank.POINT or ending[-1] in ",-–")
    return mark.firm or _fits(mark, last) or ending[-1] == ","


def _goes_on(block: Block, before: Line, line: Line, place: int, widths: Widths) -> bool:
    """Says whether a line without mark is the rest of the block before it."""
    if line.ruled or block.use in {"kind", "enacting", "signature"} or line.heading:
        return False
    if line.text[0] in ";,)" and not block.use:
        return True  # "... hiện đại hoá..." before "; kết quả thực hiện ..."
    if before.heading:
        return _rest_of_heading(block, before, line)
    if line.held or (widths.by_blanks and not line.blank and not (is_caps(before.text) or is_caps(line.text) or before.text.endswith(":"))):
        return block.use not in {"annex", "recipients"}
    if block.use == "annex" and line.text[0].isupper():
        return False
    if _cites_an_annex(before, line):
        return True
    lower = line.text[0].islower()
    if before.bold != line.bold and not (lower and not is_terminated(before.text)):
        return False
    full = widths.is_full(place - 1)
    parted = line.blank and widths.blank_parts[place] and not line.noise
    if lower:
        return full or line.noise or not line.blank or not _FULL_STOP.search(before.text)
    if lists_fields(before.text, line.text):
        return True
    if line.text[0].isdigit() and not line.blank and _needs_number(before.text):
        return True  # "... tại Điều 39 Nghị định số" before "68/2024/NĐ-CP."
    if before.text[-1] == ":" and line.text[0].isupper() and len(line.text.split()) <= _MOST_LABEL and not is_terminated(line.text):
        return False  # "3. Đào tạo cho cán bộ:" before "Mục tiêu"
    if is_terminated(before.text):
        closing = before.text[-1] == ";" and line.text.startswith(words("closing"))
        return full and not (before.parted or parted or closing or is_caps(before.text))
    if is_caps(before.text) and is_caps(line.text):
        return full or not line.blank
    if is_caps(before.text) or (is_caps(line.text) and len(line.text) > 6):
        return full and not parted and not is_caps(before.text)
    if _breaks_off(before.text) or _parts_name(before.text, line.text):
        listed = before.text[-1] == "," and (block.mark is None or line.blank)  # a numbered provision does not end in a comma
        return not parted and (not listed or full or not widths.is_wrapped(place - 1))
    first = block.lines[0].text[block.mark.length if block.mark is not None else 0 :].lstrip()
    orders = pattern("blocks-orders").match(first) is not None  # "7. Đề nghị Ủy ban A, Tổng Liên đoàn" before "Lao động Việt Nam": no title
    running = block.mark is None or block.mark.rank in {Rank.POINT, Rank.BULLET} or len(block.lines) > 1 or orders
    if not line.blank and block.mark is not None and block.mark.rank is Rank.ARTICLE and pattern("blocks-plain-words").match(block.lines[0].text):
        return True  # "**Điều 4. **Chánh Văn phòng": the words behind the bold number are a sentence
    if running and not before.bold and block.use not in {"signature", "recipients"}:
        full = widths.is_full(place - 1, 0.88)
    return (full and not parted) or (before.bold and line.bold and not line.blank)


def _rest_of_heading(block: Block, before: Line, line: Line) -> bool:
    """Says whether a Markdown heading was cut off: "### Điều 21. Trách nhiệm của ... thành phố trực" before "thuộc trung ương"."""
    short = len(line.text.split()) <= _MOST_REST and not is_terminated(line.text)
    return block.mark is not None and line.text[0].islower() and short and not is_terminated(before.text)


def _cites_an_annex(before: Line, line: Line) -> bool:
    """Says whether a line names an annex inside a citation: "... quy định tại Mục A" before "Phụ lục II ban hành kèm theo ..."."""
    if opener(line.text) != "annex" or is_caps(line.text):
        return False
    return pattern("blocks-citing").search(before.text) is not None or _needs_number(before.text)


def _use_of(line: Line, before: Line | None, mark: Mark | None) -> str:
    if mark is None or mark.rank is Rank.BULLET:
        rest = line.text[mark.length :] if mark else line.text
        if label_length(rest):
            return "label"
    if mark is not None:
        return ""
    use = opener(line.text)
    if before is not None and _cites_an_annex(before, line):
        return ""
    broken = before is not None and not line.noise and not before.bold and _breaks_off(before.text)
    broken = broken and before is not None and before.text[-1] != "," and not is_caps(before.text)
    return "" if use == "legal-basis" and broken else use


def _issuers(lines: list[Line]) -> set[int]:
    """The lines in capitals that name the issuing body between the title and the first legal basis."""
    found = set()
    for place, line in enumerate(lines):
        if place == 0 or not is_caps(lines[place - 1].text) or opener(line.text) != "legal-basis":
            continue
        for first in range(place - 1, max(place - 4, 0), -1):
            if not is_caps(lines[first].text):
                break
            if names_issuer(" ".join(one.text for one in lines[first:place])) and not _breaks_off(lines[first - 1].text):
                found.add(first)
                break
    return found


def read_blocks(text: str) -> list[Block]:
    """Gives the blocks of a stored text in order."""
    lines = _numbers_rejoined(_without_page_numbers(text))
    widths = Widths(lines)
    issuers = _issuers(lines)
    blocks: list[Block] = []
    last: dict[Rank, Mark] = {}
    place = 0
    while place < len(lines):
        line = lines[place]
        stop = table_end(lines, place)
        if stop > place:
            blocks.append(Block(lines[place:stop], None, "table"))
            place = stop
            continue
        before = blocks[-1].lines[-1] if blocks and blocks[-1].use != "table" else None
        mark = read_mark(line.text)
        mark = in_series(mark, last.get(Rank.POINT)) if mark is not None else None
        room = widths.is_wrapped(place - 1) and not widths.is_full(place - 1)
        refused = mark is not None and not _accepted(mark, line, before, last, room, text)
        if refused:
            refused = blocks[-1].use in {"", "label", "legal-basis"} and mark is not None and len(line.text) > mark.length
            mark = None
        use = _use_of(line, before, mark)
        if (
            mark is None
            and not use
            and before is not None
            and place not in issuers
            and (refused or _goes_on(blocks[-1], before, line, place, widths))
        ):
            blocks[-1].lines.append(line)
        else:
            blocks.append(Block([line], mark, use))
            if mark is not None and mark.sign != SMALL_ROMAN:
                last[mark.rank] = mark
                for rank in [rank for rank in last if rank > mark.rank]:
                    del last[rank]
        place += 1
    return blocks


def _numbers_rejoined(lines: list[Line]) -> list[Line]:
    """Gives the lines with a heading's word and the number that a break parted from it as one ("Điều" before "12. Trách nhiệm của Sở Nội vụ")."""
    kept: list[Line] = []
    for line in lines:
        head = kept[-1] if kept else None
        if head is None or line.blank or line.noise or line.ruled or pattern("blocks-heading-word").fullmatch(head.text) is None:
            kept.append(line)
            continue
        joined = head.text + " " * (line.start - head.end) + line.text  # keeps the length of the stored stretch
        mark = read_mark(joined)
        begins = head.blank or len(kept) < 2 or is_terminated(kept[-2].text)
        if not begins or mark is None or mark.rank > Rank.ARTICLE:
            kept.append(line)
            continue
        kept[-1] = replace(head, end=line.end, text=joined, bold=head.bold or line.bold or line.held, held=False)
    return kept


def _without_page_numbers(text: str) -> list[Line]:
    """Leaves out lines that are page numbers; in a table flattened to lines a number or a letter alone opens a row and stays."""
    lines = read_lines(text)
    kept: list[Line] = []
    dropped = False
    inside = 0
    for place, line in enumerate(lines):
        if place >= inside and (stop := table_end(lines, place)) > place:
            inside = stop
        if LETTERED.fullmatch(line.text) and line.place is None and place >= inside:
            dropped = True
            continue
        if is_page_number(line.text) and line.place is None and (place >= inside or line.noise):
            dropped = True
            continue
        line.noise = line.noise or dropped
        dropped = False
        kept.append(line)
    return kept
