"""Takes the rows of a table and the kinds of its columns; gives the norm of each row; knows nothing of what stands around the table.

The columns that name agencies are the block of their row. A column may be in any place and under any of the labels of the lexicon.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ttdn_kb.foundation.model import Provision, ProvisionKind, Span
from ttdn_kb.norms import dates
from ttdn_kb.norms.blocks import ASIDE, Block
from ttdn_kb.norms.casting import block_cast
from ttdn_kb.norms.confidence import Signals
from ttdn_kb.norms.context import Context
from ttdn_kb.norms.frames import NOBODY
from ttdn_kb.norms.lexicon import key, pattern
from ttdn_kb.norms.mentions import Mention, Text, elsewhere
from ttdn_kb.norms.plans import PlanReader
from ttdn_kb.norms.roles import Frame
from ttdn_kb.norms.writing import Draft
from ttdn_kb.structure.columns import read_laid
from ttdn_kb.text.clean import clean
from ttdn_kb.text.vocabulary import words as listed

K = ProvisionKind
BEARING = ("lead", "coordinator", "responsible", "directed", "pair")
SHARED = ("coordinator", "deadline")
NUMBERING = ("", *ASIDE)
BULLETS = ("-", "–", "+", "*")

_GROUP_TITLE = pattern("rows-group-title")
_BODY = re.compile(rf"(?<![,;\s])\s*\n\s*(?=(?:{'|'.join(map(re.escape, listed('cell-body')))})(?!\w))")
_ITEM = re.compile(r"\n\s*(?=[-+•]\s)|<br\s*/?>")
_FOOTNOTE = re.compile(r"\n\s*\d{1,3} (?=[^\W\d_]\w)")
_MOST_NUMBER = 6
_MOST_TIME = 60
_MOST_NAME = 12
_LEAST_WORK = 12

# The kind of the column, the cell and its words.
Row = list[tuple[str, Provision, str]]


def aligned(cells: list[tuple[Provision, str]], columns: list[str]) -> Row:
    """Gives each cell the kind of its column.

    A row with fewer cells than the head has left out columns that name no agency and no time; one that also lacks the number of the head's first
    column stands beside cells that span several rows: its cells are the first columns that fit them.
    """
    kinds = list(columns)
    if len(cells) < len(kinds) and kinds[0] in NUMBERING and len(cells[0][1]) > _MOST_NUMBER:
        return _beside_spanning(cells, kinds[1:])
    while len(kinds) > len(cells) > 3 and (aside := next((place for place, kind in enumerate(kinds) if place and kind in ASIDE), 0)):
        kinds.pop(aside)
    if len(kinds) != len(cells):
        kinds = columns
    return [(kind, cell, words) for kind, (cell, words) in zip(kinds, cells, strict=False)]


def _beside_spanning(cells: list[tuple[Provision, str]], kinds: list[str]) -> Row:
    out: Row = []
    for place, (cell, words) in enumerate(cells):
        when = bool(dates.period(key(words), "") or dates.frequency(key(words))) and len(words) < _MOST_TIME
        rest = len(cells) - place
        while len(kinds) > rest and kinds[0] != "work" and (kinds[0] == "deadline") != when:
            kinds = kinds[1:]
        out.append((kinds[0] if kinds else "", cell, words))
        kinds = kinds[1:]
    return out


class RowReader(PlanReader):
    """Reads tables."""

    def table(self, node: Provision, context: Context, heading: str) -> None:
        """Reads a table whose header names columns of work and of agencies; each row is an item with its own block."""
        columns: list[str] = []
        above: Row = []
        again = False
        owner: tuple[Mention, ...] = ()
        laid = {row.span.start: row.cells for row in read_laid(self.text, node.span)}
        for row in node.children:
            cells = [c for c in row.children if c.kind is K.CELL] or [row]
            texts = [self.words(c.body or c.span) for c in cells]
            if row.span.start in laid:
                texts = list(laid[row.span.start])
                cells = [row] * len(texts)
            kinds = [self.column(t) for t in texts]
            if sum(bool(k) for k in kinds) >= 2:
                again = kinds == columns  # the head printed again on the next page
                columns, above = kinds, above if again else []
                continue
            parted, again = again and len(texts) == 1 and texts[0].startswith(listed("cell-body")), False
            if not columns or context.skip or self.titles_rows(texts) or parted or (len(texts) == 1 and not _opens(texts[0])):
                continue  # the end of a cell of the row above, which a new page parted
            if not any(k in BEARING for k in columns):
                self.remarked(cells[2:], heading)
                if pattern("reader-rates").match(heading):
                    continue  # "1.3.1 Bộ trưởng" in a table of rates: who is paid, not whose the rows below are
                owner = self.owned(row, list(zip(cells, texts, strict=True)), owner, heading)
                continue
            filled = aligned(list(zip(cells, texts, strict=True)), columns)
            said = {kind: (cell, words) for kind, cell, words in above if words}
            filled = [
                (kind, *said[kind]) if pattern("rows-ditto").fullmatch(key(words)) and kind in said else (kind, cell, words)
                for kind, cell, words in filled
            ]
            if cells[0].span.slice(self.text).strip() in BULLETS and above:  # a part of the row above shares the cells it leaves out
                filled += [(kind, cell, words) for kind, cell, words in above if kind in SHARED and kind not in {k for k, _, w in filled if w}]
            elif row.number:
                above = filled
            elif above and len(cells) < len(columns) and columns[0] in NUMBERING and len(texts[0]) > _MOST_NUMBER:
                filled += [cell for cell in above if cell[0] in (*BEARING, "deadline") and cell[0] not in {kind for kind, _, _ in filled}]
            self.row(row, filled, heading)

    @staticmethod
    def titles_rows(texts: list[str]) -> bool:
        """True for a row of one title over those below it: "II. HOÀN THIỆN CƠ CHẾ, CHÍNH SÁCH"."""
        filled = [words for words in texts if words]
        return len(filled) == 1 and (filled[0].isupper() or _GROUP_TITLE.match(filled[0]) is not None)

    def titles(self, node: Provision, below: Provision) -> bool:
        """True for a line over a table that shares out work, which is its title ("Cấp giấy phép hoạt động.") unless it names somebody."""
        head = below.children[0].children if below.kind is K.TABLE and below.children else ()
        return any(self.column(self.words(c.body or c.span)) in BEARING for c in head) and not self.names_somebody(self.words(node.body))

    def column(self, label: str) -> str:
        """Gives the kind of a column by its label; "Cơ quan" and the like before a verb name who does that work, "Thời gian (ngày)" says when."""
        said = " ".join(key(label).split())
        when = "deadline" if pattern("rows-time-column").fullmatch(said.strip(" *:.")) else ""
        return self.blocks.kind(label) or ("responsible" if pattern("rows-doer-column").match(said) else when)

    def owned(self, row: Provision, cells: list[tuple[Provision, str]], owner: tuple[Mention, ...], heading: str) -> tuple[Mention, ...]:
        """Reads a row of a table that names no agency in a column: a row that is an agency's name heads the rows of its work below.

        Gives whom the rows below belong to.
        """
        filled = [(cell, words) for cell, words in cells if words and words.rstrip(".)") != row.number]
        if len(filled) != 1:
            return owner
        cell, said = filled[0]
        text = Text(said)
        found, stop = self.parser.list_at(text, 0, len(said))
        rest = text.key[stop:].strip(" .:;")
        if found and (not rest or pattern("rows-owner-rest").match(rest)):
            return elsewhere(found)
        name = pattern("rows-owner-rest").split(said)[0].strip(" .:;")
        if row.number.isdigit() and name.startswith(listed("cell-body")) and len(name.split()) <= _MOST_NAME:
            return elsewhere((Mention(0, len(name), name, collective=True, known=False),))
        if owner and (pattern("rows-shared-out").search(heading) or self.detector.opens_with_work(key(said))):
            view = self.clean(cell.body or cell.span)
            start = len(row.number) if cell is row and view.text.startswith(row.number) else 0
            self.emit(row, [Draft(start, len(view.text), tuple(("responsible", m) for m in owner), "duty", Signals("block"))], heading, Block(), view)
        return owner

    def remarked(self, cells: list[Provision], heading: str) -> None:
        """Reads the cells behind the work of a row that say in a sentence what a body does: "Văn phòng Bộ thực hiện việc thanh quyết toán"."""
        for cell in cells:
            place = cell.body or cell.span
            starts = [place.start, *(match.end() for match in _FOOTNOTE.finditer(self.text, place.start, place.end)), place.end]
            for start, end in pairwise(starts):
                said = replace(cell, kind=K.PARAGRAPH, body=Span(start, end), children=())
                text = Text(self.clean(said.body or said.span).text)
                found, stop, how = self.roles.find_subject(text, 0, len(text.raw), NOBODY)
                named = how == "subject" and not any(m.generic for m in found) and found[0].start == 0
                if named and self.detector.opens_with_work(text.key[stop:].lstrip()):
                    self.leaf(said, Context(), heading)

    def row(self, row: Provision, filled: Row, heading: str) -> None:
        """Reads the cells of one row."""
        block = Block()
        for kind, cell, words in filled:
            if kind == "result" or (kind in (*BEARING, "deadline", "place") and cell is row):
                self.blocks.add(block, kind, words)
            elif kind in (*BEARING, "deadline", "place"):
                for item in self.items(cell):
                    self.blocks.add(block, kind, clean(self.text, item).text.strip(" -+•*"))
        if any(cell is row for _, cell, _ in filled):
            self.laid_row(row, filled, heading, block)
            return
        if self.shared_out(row, filled, heading, block):
            return
        named = [cell for kind, cell, words in filled if kind == "work" and words]
        spare = [(cell, words) for kind, cell, words in filled if not kind and words and words.rstrip(".)") != row.number]
        goals = [cell for kind, cell, words in filled if kind in ASIDE and len(words) > _LEAST_WORK]  # "Chỉ tiêu" beside "Chủ trì" alone
        work = next(iter(named or [c for c, words in spare if len(words) > _LEAST_WORK] or [c for c, _ in spare] or goals), None)
        if work is not None and block.cast:
            view = self.clean(work.body or work.span)
            said = self.roles.read(Text(view.text), 0, len(view.text), Frame())
            cast = block_cast(said, Frame(), block)
            self.emit(row, [Draft(0, len(view.text), cast, "request" if block.request else "duty", Signals("block"))], heading, block, view)

    def laid_row(self, row: Provision, filled: Row, heading: str, block: Block) -> None:
        """Reads a row whose cells lie side by side on its lines: its norm quotes the whole row, its number left out."""
        said = [words for kind, _, words in filled if words and kind in ("work", "") and words.rstrip(".)") != row.number]
        if not said or not block.cast:
            return
        view = self.clean(row.span)
        start = len(row.number) if view.text.startswith(row.number) else 0
        cast = block_cast(self.roles.read(Text(said[0]), 0, len(said[0]), Frame()), Frame(), block)
        cast = tuple((role, replace(m, start=0, end=0)) for role, m in cast)
        self.emit(row, [Draft(start, len(view.text), cast, "request" if block.request else "duty", Signals("block"))], heading, block, view)

    def items(self, cell: Provision) -> list[Span]:
        """Gives the stretches of a cell that begin with a bullet or stand on a line of their own; the whole cell where it has neither."""
        place = cell.body or cell.span
        said = self.text[place.start : place.end]
        breaks = [
            *(match.end() for match in _ITEM.finditer(said)),
            *(match.end() for match in _BODY.finditer(said) if not _named_on(said, match.start())),
        ]
        bounds = [place.start, *(place.start + end for end in sorted(breaks)), place.end]
        return [Span(start, end) for start, end in pairwise(bounds) if start < end]

    def shared_out(self, row: Provision, filled: Row, heading: str, block: Block) -> bool:
        """Reads a cell whose bullets say who does what ("- Sở A tổ chức ...; - Sở B ..."), each with the bodies beside it; False for any other."""
        kind, bearing = next(((kind, cell) for kind, cell, words in filled if kind in ("lead", "responsible") and words), ("", None))
        items = self.items(bearing) if bearing is not None else []
        said = []
        for item in items:
            view = self.clean(item)
            text = Text(view.text)
            start = len(view.text) - len(view.text.lstrip(" -+•*"))
            found, stop = self.parser.list_at(text, start, len(view.text))
            if not found or not self.detector.opens_with_work(text.key[stop:].lstrip()):
                return False
            said.append((view, start, [(kind, replace(m, start=0, end=0)) for m in found]))
        beside = next((self.items(cell) for kind, cell, words in filled if kind == "coordinator" and words), [])
        for place, (view, start, cast) in enumerate(said) if len(said) > 1 else ():
            others = [pair for pair in block.cast if pair[0] == "coordinator"]
            if len(beside) == len(said):
                others = self.blocks.cast("coordinator", clean(self.text, beside[place]).text.strip(" -+•*"))
            draft = Draft(start, len(view.text), (*cast, *others), "duty", Signals("block"))
            self.emit(row, [draft], heading, block, view)
        return len(said) > 1


def _opens(said: str) -> bool:
    """True for the words of a cell that do not go on in the middle of a sentence."""
    return said[:1].isupper() or said.startswith(BULLETS)


def _named_on(said: str, end: int) -> bool:
    """True where the line that ends there is the first half of a name: "Ban Chỉ đạo" / "Phòng thủ dân sự"."""
    return said[:end].rpartition("\n")[2].strip() in listed("cell-open")
