"""A page as a Word document.

Takes a `Page`; gives the bytes of a DOCX file with headings, a table of contents field, page numbers, date of the data, and tables that fit the
paper; knows nothing of the base. Pictures are drawings for the screen: here the table that says the same stands in for them, so no drawing library
is needed.
"""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from ttdn_kb.foundation.days import day_words
from ttdn_kb.report.docx_table import NAMESPACE, clean, table_xml
from ttdn_kb.report.page import Block, Facts, Items, Page, Paragraph, Picture, Quote, Table, number, tables
from ttdn_kb.report.wording import Wording, wording
from ttdn_kb.text.clean import one_line

_FONT = "Times New Roman"  # the typeface of administrative documents: Nghị định 30/2020/NĐ-CP, Phụ lục I
_COLOURS = {"error": "B42318", "warning": "8A5A00", "good": "1A7F37", "info": "0B5CAD", "muted": "57606A"}
_WIDE = 6  # a table of so many columns turns the paper


def to_docx(page: Page) -> bytes:
    """Gives the page as a DOCX file."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    words = wording(page.lang)
    document = docx.Document()
    paper = document.sections[0]
    wide = any(len(t.columns) >= _WIDE for t in tables(page))
    paper.page_width, paper.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    paper.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    paper.left_margin, paper.right_margin = (Mm(20), Mm(15)) if wide else (Mm(25), Mm(18))
    paper.top_margin = paper.bottom_margin = Mm(20)
    width = (297 - 35 if wide else 210 - 43) * 56.7  # twentieths of a point in a millimetre
    _styles(document, page.lang)
    _properties(document, page)
    _frame(document, page, words)
    writer = _Writer(document, words, round(width))
    writer.title(page)
    for block in page.summary:
        writer.block(block)
    parts = number(page)
    if len(parts) > 1:
        writer.contents([(p.number, p.depth, p.section.heading, f"_Toc{i:06d}") for i, p in enumerate(parts)])
    for i, part in enumerate(parts):
        writer.heading(f"{part.number} {part.section.heading}", min(part.depth, 4), f"_Toc{i:06d}", i + 1)
        for block in part.section.blocks:
            writer.block(block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _styles(document: Any, lang: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    sizes = {"Normal": 12, "Title": 20, "Heading 1": 16, "Heading 2": 14, "Heading 3": 12.5, "Heading 4": 12, "List Bullet": 12, "List Number": 12}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)
        for key in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{key}"), _FONT)
        if name.startswith(("Heading", "Title")):
            style.font.color.rgb = RGBColor(0x1F, 0x4E, 0x79)
            style.paragraph_format.keep_with_next = True
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(5)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "en-GB" if lang == "en" else "vi-VN"})
    normal.element.get_or_add_rPr().append(language)


def _properties(document: Any, page: Page) -> None:
    import datetime

    core = document.core_properties
    core.title, core.subject, core.language = clean(page.title)[:250], clean(page.subtitle)[:250], "en-GB" if page.lang == "en" else "vi-VN"
    core.author = core.comments = core.last_modified_by = ""
    if page.as_of:
        # The file is as old as its data: the same page gives the same properties.
        core.created = core.modified = datetime.datetime.fromisoformat(page.as_of)


def _frame(document: Any, page: Page, words: Wording) -> None:
    paper = document.sections[0]
    head = paper.header.paragraphs[0]
    head.text = clean(page.title)
    foot = paper.footer.paragraphs[0]
    foot.add_run(f"{words.as_of}: {day_words(page.as_of, page.lang)}   |   " if page.as_of else "")
    foot.add_run(f"{words.page} ")
    _field(foot, "PAGE", "1")
    foot.add_run(f" {words.page_of} ")
    _field(foot, "NUMPAGES", "1")
    from docx.shared import Pt, RGBColor

    for paragraph in (head, foot):
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(9), RGBColor(0x57, 0x60, 0x6A)


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    for xml in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{escape(shown)}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph.add_run()._r.append(_xml(xml))


def _xml(text: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(text.replace(">", f" {NAMESPACE}>", 1) if "/>" not in text.split(">")[0] + ">" else text.replace("/>", f" {NAMESPACE}/>", 1))


class _Writer:
    """Appends blocks to a document whose lines are `width` twentieths of a point long."""

    def __init__(self, document: Any, words: Wording, width: int) -> None:
        self._document = document
        self._words = words
        self._width = width

    def title(self, page: Page) -> None:
        self._document.add_paragraph(clean(page.title), style="Title")
        if page.subtitle:
            self._document.add_paragraph(clean(page.subtitle))
        facts = [*page.facts, *([(self._words.as_of, day_words(page.as_of, page.lang))] if page.as_of else [])]
        if facts:
            self._facts(tuple(facts))

    def heading(self, text: str, level: int, bookmark: str, mark: int) -> None:
        paragraph = self._document.add_heading(clean(text), level)
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, _xml(f'<w:bookmarkStart w:id="{mark}" w:name="{bookmark}"/>'))
        paragraph._p.append(_xml(f'<w:bookmarkEnd w:id="{mark}"/>'))

    def contents(self, entries: list[tuple[str, int, str, str]]) -> None:
        """Writes the contents as a field with its entries already in it: readable before Word has updated it, page numbers after."""
        heading = self._document.add_paragraph()
        heading.add_run(self._words.contents).bold = True
        shown = [e for e in entries if e[1] <= 2]
        if len(shown) > 60:
            shown = [e for e in entries if e[1] == 1]
        depth = max(e[1] for e in shown)
        for i, (digits, level, text, bookmark) in enumerate(shown):
            paragraph = self._document.add_paragraph()
            paragraph.paragraph_format.space_after = 0
            paragraph.paragraph_format.left_indent = 220000 * (level - 1)
            if i == 0:
                for xml in (
                    '<w:fldChar w:fldCharType="begin"/>',
                    f'<w:instrText xml:space="preserve"> TOC \\o "1-{depth}" \\h \\z \\u </w:instrText>',
                    '<w:fldChar w:fldCharType="separate"/>',
                ):
                    paragraph.add_run()._r.append(_xml(xml))
            link = _xml(f'<w:hyperlink w:anchor="{bookmark}" w:history="1"></w:hyperlink>')
            link.append(_xml(f'<w:r><w:t xml:space="preserve">{escape(clean(f"{digits} {text}"))}</w:t></w:r>'))
            paragraph._p.append(link)
            if i == len(shown) - 1:
                paragraph.add_run()._r.append(_xml('<w:fldChar w:fldCharType="end"/>'))

    def block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, Items):
            for item in block.items:
                self._document.add_paragraph(clean(item), style="List Number" if block.ordered else "List Bullet")
        elif isinstance(block, Facts):
            self._facts(block.pairs)
        elif isinstance(block, Quote):
            self._quote(block)
        elif isinstance(block, Picture):
            if block.table:
                self._table(block.table)
                self._paragraph(Paragraph(block.description, tone="muted"))
        else:
            self._table(block)

    def _paragraph(self, block: Paragraph) -> None:
        from docx.shared import RGBColor

        paragraph = self._document.add_paragraph()
        if block.label:
            run = paragraph.add_run(f"{clean(block.label)}: ")
            run.bold = True
            if block.tone in _COLOURS:
                run.font.color.rgb = RGBColor.from_string(_COLOURS[block.tone])
        run = paragraph.add_run(clean(block.text))
        if block.tone == "muted":
            run.font.color.rgb = RGBColor.from_string(_COLOURS["muted"])

    def _facts(self, pairs: tuple[tuple[str, str], ...]) -> None:
        for key, value in pairs:
            paragraph = self._document.add_paragraph()
            paragraph.paragraph_format.space_after = 0
            paragraph.add_run(f"{clean(key)}: ").bold = True
            paragraph.add_run(clean(value))
        self._document.add_paragraph().paragraph_format.space_after = 0

    def _quote(self, quote: Quote) -> None:
        from docx.shared import Mm, Pt, RGBColor

        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(8)
        if quote.who:
            paragraph.add_run(f"{clean(quote.who)}. ").bold = True
        paragraph.add_run(f"“{one_line(clean(quote.text))}” ").italic = True
        run = paragraph.add_run(f"({clean(quote.citation)}{'; ' + clean(quote.note) if quote.note else ''})")
        run.font.size, run.font.color.rgb = Pt(10), RGBColor(0x57, 0x60, 0x6A)

    def _table(self, table: Table) -> None:
        caption = self._document.add_paragraph()
        caption.paragraph_format.keep_with_next = True
        caption.add_run(clean(table.caption)).bold = True
        if not table.rows:
            self._document.add_paragraph(self._words.empty)
            return
        from docx.oxml import parse_xml

        element = parse_xml(table_xml(table, self._width))
        self._document.element.body.insert(len(self._document.element.body) - 1, element)
        self._document.add_paragraph().paragraph_format.space_after = 0
