"""The physical lines of a stored text, each with its visible stretch.

Takes stored text; gives its lines without outer space and Markdown marks, page noise set apart; knows nothing of what the lines say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ttdn_kb.structure.barred import Place, barred_cells
from ttdn_kb.structure.run_on import RunOn
from ttdn_kb.text.clean import TAG
from ttdn_kb.text.noise import is_debris, is_furniture, is_rule
from ttdn_kb.text.vocabulary import pattern, words

_LINE = re.compile(r"[^\r\n\u0085\u2028\u2029\v\f]+")
_LINE_ENDS = "\r\n\u0085\u2028\u2029\v\f"
_SPACE = " \t\x1c\x1d\x1e\x1f\u00a0\u200b\ufeff\u2009\u202f\u3000\u00ad\u2060"
_EMPTY = _SPACE + "*_|"
_HEADING = re.compile(r"#{1,6}(?=[\s*_\w])")
_QUOTED = re.compile(r">+(?=[\s*_“\"\w]|$)")
_EMPHASIS_START = re.compile(r"\*{1,3}(?=[^\s*])|_{2,3}(?=[^\s_])")
_EMPHASIS_END = re.compile(r"(?<=[^\s*])\*{1,3}$|(?<=[^\s_])_{2,3}$")
_TAG_END = re.compile(rf"(?:{TAG.pattern})$", re.IGNORECASE)
_BOLD_TAG = re.compile(r"</?(?:b|strong|i|em|h[1-6])(?:\s[^<>]*)?>", re.IGNORECASE)
_BREAK_END = re.compile(r"<br\s*/?>\s*$", re.IGNORECASE)
_TERMINAL = re.compile(r"(?:[.;:!?…]|\./|/\.)[\"”’)\]*_»/]*$")
# The letter of a group of rows, alone on its line in a printed table; anywhere else it is noise.
LETTERED = re.compile(r"\s*[A-H]\s*")
# "**Điều" / "10. Trách nhiệm ...": a page set in a narrow column breaks the mark itself.
_MARK_NUMBER = re.compile(r"(?:\d{1,3}[a-zđ]?|[IVXL]+)(?=[.:*_ ]|$)")
_MARK_NUMBER_DOTTED = re.compile(r"\d{1,3}[a-zđ]?[*_ ]*[.:](?!\d)")
_MOST_MARKS = 20
_LEAST_ECHO = 4
_ECHO_END = " ./;"
_MOST_RULE = 2000
_TABLE_RULE = re.compile(r"\|?[\s:|-]+\|[\s:|-]*")


@dataclass(slots=True)
class Line:
    """One line that carries words.

    Attributes:
        start, end: the visible stretch in the stored text, Markdown marks and outer space left out.
        text: that stretch.
        blank: an empty line stands before it.
        noise: page noise stands between it and the line before.
        ruled: a drawn rule stands between it and the line before.
        heading: it is a Markdown heading.
        bold: it is wholly in bold or italics.
        indent: width of the space before it.
        held: emphasis that an earlier line opened is still open ("**4. Sở" before "Tư pháp**").
        parted: two spaces or more stand after it, as word processors and Markdown leave them at the end of a paragraph.
        place: the cell it stands in, where it is part of a table between bars on lines of their own.
    """

    start: int
    end: int
    text: str
    blank: bool
    noise: bool
    heading: bool
    bold: bool
    indent: int
    parted: bool = False
    ruled: bool = False
    held: bool = False
    place: Place | None = None


def is_terminated(text: str) -> bool:
    """Says whether the words end with a closing mark.

    >>> is_terminated("theo thẩm quyền./."), is_terminated("(sau đây gọi là Ban)."), is_terminated("các Sở,")
    (True, True, False)
    """
    return _TERMINAL.search(text) is not None


def _visible(text: str, start: int, end: int) -> tuple[int, int, bool, bool]:
    heading = bold = False
    for _ in range(_MOST_MARKS):
        while start < end and text[start] in _SPACE:
            start += 1
        while end > start and text[end - 1] in _SPACE:
            end -= 1
        match = _HEADING.match(text, start, end)
        if match:
            start, heading = match.end(), True
            continue
        first, last = TAG.match(text, start, end), _TAG_END.search(text, start, end)
        if first is not None or last is not None:
            start, end = first.end() if first is not None else start, last.start() if last is not None else end
            bold = bold or any(tag is not None and _BOLD_TAG.match(tag.group()) for tag in (first, last))
            continue
        quoted = _QUOTED.match(text, start, end)
        if quoted:
            start = quoted.end()  # "> a) Chủ trì ...": what an amending decision quotes, in Markdown
            continue
        opening = _EMPHASIS_START.match(text, start, end)
        closing = _EMPHASIS_END.search(text, max(start, end - 4), end)
        if opening and closing and opening.end() < closing.start():
            inner = text[opening.end() : closing.start()]
            if opening.group(0) not in inner:
                start, end, bold = opening.end(), closing.start(), True
                continue
        if opening:
            start = opening.end()
            continue
        if closing and text.find(closing.group(0), start, closing.start()) < 0:
            end = closing.start()
            continue
        break
    return start, end, heading, bold and not _BOLD_TAG.search(text, start, end)


def _echoes(before: str, line: str) -> bool:
    """Says whether a scan read the end of a line twice, from inside a word: "ịnh này." below "... thi hành Quyết định này."."""
    said, whole = line.rstrip(_ECHO_END), before.rstrip(_ECHO_END)
    rest = whole[: -len(said)] if said and line[0].islower() and whole.endswith(said) else ""
    return len(said) >= _LEAST_ECHO and rest[-1:].isalpha()


def _parts(raw: str) -> bool:
    return raw.endswith("  ") or _BREAK_END.search(raw) is not None


def _split_at_signature(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A flattened letterhead table puts the signature after a tab in the last line of the recipients."""
    tab = text.find("\t", start, end)
    if tab < 0 or text.find("\t", tab + 1, end) >= 0 or not text[start:tab].strip():
        return [(start, end)]
    right = text[tab + 1 : end].strip()
    if right.startswith(words("signature") + words("signature-mark")):
        return [(start, tab), (tab + 1, end)]
    return [(start, end)]


def _stretches(text: str, start: int, end: int, run_on: RunOn) -> list[tuple[int, int]]:
    """The lines that a raw line was made of: a codification glues the heading of an article to the end of the one before."""
    glued = sorted({start, *(one.start() for one in pattern("lines-glued").finditer(text, start, end)), end})
    cuts = [start, *(place for left, right in pairwise(glued) for place in (*run_on.cuts(text, left, right), right))]
    return [part for left, right in pairwise(cuts) for part in _split_at_signature(text, left, right)]


def line_start(text: str, place: int) -> int:
    """Gives where the line begins that holds `place`, whatever sign ends the line before it.

    >>> line_start("A. \\u2028STT\\tViệc", 6), line_start("A", 0)
    (4, 0)
    """
    return max(text.rfind(sign, 0, place) for sign in _LINE_ENDS) + 1


def read_lines(text: str) -> list[Line]:
    """Gives the lines of a text that carry words, in order; page noise and table rules are left out."""
    lines: list[Line] = []
    run_on = RunOn()
    last_end = 0
    blank = noise = ruled = open_bold = False
    cells = iter(barred_cells(text))
    cell = next(cells, None)
    for match in _LINE.finditer(text):
        while cell is not None and cell[1] <= match.start():
            cell = next(cells, None)
        place = cell[2] if cell is not None and cell[0] <= match.start() else None
        gap = text.count("\n", last_end, match.start())
        blank = blank or gap > 1
        last_end = match.end()
        raw = match.group(0)
        held = open_bold and not blank
        open_bold = held != (raw.count("**") % 2 == 1)
        if not raw.strip(_SPACE + ">"):
            blank = True
            continue
        if len(raw) < _MOST_RULE and (is_rule(raw) or _TABLE_RULE.fullmatch(raw.strip())):
            ruled = True
            continue
        lettered = LETTERED.fullmatch(raw) is not None
        if is_debris(raw) and not lettered and (place is None or not raw.strip(_EMPTY)):
            noise = True
            continue
        for left, right in _stretches(text, match.start(), match.end(), run_on):
            if is_furniture(text[left:right]):
                noise = True
                continue
            start, end, heading, bold = _visible(text, left, right)
            if lines and start < end and _echoes(lines[-1].text, text[start:end]):
                continue
            if start < end:
                lines.append(
                    Line(start, end, text[start:end], blank, noise, heading, bold, start - left, _parts(text[left:right]), ruled, held, place)
                )
                blank = noise = ruled = False
    return _with_whole_marks(text, lines)


def _with_whole_marks(text: str, lines: list[Line]) -> list[Line]:
    """Joins a line that is the noun of a mark alone ("Điều"), or the first half of it ("Phụ"), with the line that has its number."""
    whole: list[Line] = []
    for line in lines:
        noun = whole[-1] if whole and pattern("lines-mark-noun").fullmatch(whole[-1].text) else None
        number = _MARK_NUMBER_DOTTED if noun is not None and pattern("lines-article").fullmatch(noun.text) else _MARK_NUMBER
        number = pattern("lines-annex-rest") if noun is not None and pattern("lines-annex-half").fullmatch(noun.text) else number
        opens = noun is not None and (noun.blank or len(whole) == 1 or is_terminated(whole[-2].text))
        if noun is None or not opens or line.blank or line.noise or line.place != noun.place or not number.match(line.text):
            whole.append(line)
            continue
        noun.text = re.sub(r"[\r\n]", " ", text[noun.start : line.end])
        noun.end, noun.parted = line.end, line.parted
    return whole
