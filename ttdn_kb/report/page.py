"""The page: what a report says, before it is HTML, DOCX or XLSX.

Takes plain text, tables, pictures and quotes with their citations; gives frozen values that the renderers of this package (`html`, `docx`, `xlsx`)
turn into files; knows nothing of the base or of any file format. All text is plain: the renderers escape it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

TONES = ("", "good", "info", "warning", "error", "muted")


class Quote(NamedTuple):
    """Words of a document, letter by letter, with their citation.

    Attributes:
        text: the stored words.
        document: name of the document.
        provision: citation below the document ("Điều 12, khoản 3").
        who: who does what there, "" where it goes without saying.
        note: standing or doubt to show beside it ("kế thừa", "kế hoạch đã hết thời hạn từ 01/01/2026").
        short: short name of the document, for citations in a table on paper; "" leaves the document out there.
    """

    text: str
    document: str
    provision: str
    who: str = ""
    note: str = ""
    short: str = ""

    @property
    def citation(self) -> str:
        """Gives document and provision as one line, provision first as jurists cite.

        >>> Quote("…", "Quyết định 25/2019/QĐ-UBND", "Điều 12, khoản 3").citation
        'Điều 12, khoản 3, Quyết định 25/2019/QĐ-UBND'
        """
        return ", ".join(part for part in (self.provision, self.document) if part)


def cited(quotes: tuple[Quote, ...]) -> str:
    """Gives the citations of a cell in one line, as paper shows them.

    >>> cited((Quote("a", "Quyết định", "Điều 3", short="25/2019"), Quote("b", "Quyết định", "Điều 7", short="25/2019")))
    'Điều 3; Điều 7, 25/2019'
    """
    places: dict[str, dict[str, None]] = {}
    for quote in quotes:
        places.setdefault(quote.short, {})[quote.provision or quote.document] = None
    return "; ".join(", ".join(part for part in ("; ".join(own), short) if part) for short, own in places.items())


class Cell(NamedTuple):
    """A cell of a table.

    Attributes:
        text: what it says; "\\n" breaks the line.
        quotes: what it rests on; HTML opens them below the text, XLSX links to them, DOCX gives their citations.
        tone: one of `TONES`.
        heat: 0 to 1, shown as shade; None for no shade.
        link: id of a section of the same page, or "" for none.
    """

    text: str
    quotes: tuple[Quote, ...] = ()
    tone: str = ""
    heat: float | None = None
    link: str = ""


class Table(NamedTuple):
    """A table.

    Attributes:
        columns: header cells.
        rows: cells, plain text or `Cell`, as many a row as there are columns.
        caption: what the table shows, one sentence.
        sheet: name of its sheet in XLSX; "" takes the caption.
        widths: share of the page a column, any unit; () lets the words decide.
        headers: how many leading columns name the row.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    caption: str
    sheet: str = ""
    widths: tuple[float, ...] = ()
    headers: int = 1


class Paragraph(NamedTuple):
    """A paragraph; `label` stands in bold before it ("Vì sao"); `tone` colours it."""

    text: str
    label: str = ""
    tone: str = ""


class Items(NamedTuple):
    """A list."""

    items: tuple[str, ...]
    ordered: bool = False


class Facts(NamedTuple):
    """Names and values, such as number, date and standing of a document."""

    pairs: tuple[tuple[str, str], ...]


class Picture(NamedTuple):
    """A picture.

    Attributes:
        svg: an `<svg>` element without outer resources.
        title: what it shows.
        description: the same in a sentence, for those who cannot see it.
        table: the same as a table, which stands in for the picture in DOCX and XLSX; None where the page says it elsewhere.
    """

    svg: str
    title: str
    description: str
    table: Table | None = None


Block = Paragraph | Items | Facts | Table | Picture | Quote


class Section(NamedTuple):
    """A part of a page under a heading; `id` is its anchor, "" takes one from the heading."""

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    id: str = ""


class Page(NamedTuple):
    """A whole report.

    Attributes:
        title: the title.
        sections: its parts, in order; the contents are made from their headings.
        subtitle: what it is about, one line.
        facts: names and values below the title (province, documents, day).
        summary: blocks before the contents: the answer in short.
        as_of: date of the data, ISO 8601; stands in footer and facts.
        lang: "vi" or "en".
    """

    title: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    summary: tuple[Block, ...] = ()
    as_of: str = ""
    lang: str = "vi"


class Numbered(NamedTuple):
    """A section with its number ("2.1"), depth (1 is the top) and anchor (unique on the page)."""

    number: str
    depth: int
    anchor: str
    section: Section


def number(page: Page) -> list[Numbered]:
    """Gives all sections in reading order, numbered."""
    found: list[Numbered] = []
    taken: set[str] = set()

    def walk(sections: tuple[Section, ...], prefix: str, depth: int) -> None:
        for i, section in enumerate(sections, 1):
            wanted = section.id or slug(section.heading) or "muc"
            anchor, n = wanted, 2
            while anchor in taken:
                anchor, n = f"{wanted}-{n}", n + 1
            taken.add(anchor)
            found.append(Numbered(f"{prefix}{i}", depth, anchor, section))
            walk(section.sections, f"{prefix}{i}.", depth + 1)

    walk(page.sections, "", 1)
    return found


def tables(page: Page) -> Iterator[Table]:
    """Gives all tables in reading order, those that stand in for pictures included."""
    blocks = [*page.summary]
    for part in number(page):
        blocks += part.section.blocks
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Picture) and block.table:
            yield block.table


def paper_citation(value: Cell) -> str:
    """Gives what paper shows below a cell's text in place of its quotes: their citations, unless the cell only counts or cites them itself.

    >>> paper_citation(Cell("Sở A", (Quote("…", "Quyết định", "Điều 3"),))), paper_citation(Cell("2", (Quote("…", "Quyết định", "Điều 3"),)))
    ('Điều 3', '')
    """
    if not value.quotes or value.text.isdigit() or all(q.provision and q.provision in value.text for q in value.quotes):
        return ""
    return cited(value.quotes)


def cell(value: str | Cell) -> Cell:
    """Gives a cell from what a row may hold."""
    return value if isinstance(value, Cell) else Cell(value)


def slug(text: str) -> str:
    """Gives an anchor in ASCII.

    >>> slug("Việc chuyển cơ quan")
    'viec-chuyen-co-quan'
    """
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "-".join(kept.split())[:60].strip("-")
