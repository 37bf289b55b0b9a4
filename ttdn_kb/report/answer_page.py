"""An answer of the catalogue as a file for an office: XLSX, DOCX, HTML.

Takes an answer table and what was asked; gives the content of a file; knows nothing of where the rows come from. A workbook has the answer in words
first and the columns for programs on a second sheet; a page has a part a province and a table a document.
"""

from __future__ import annotations

from collections.abc import Sequence

from ttdn_kb.query.asking import Table as Answer
from ttdn_kb.query.assignment_words import DATA_TITLE, NOBODY, frequency_words
from ttdn_kb.query.tables import MACHINE
from ttdn_kb.report.page import Items, Page, Paragraph, Section, Table
from ttdn_kb.report.rendering import render_page
from ttdn_kb.report.table_files import Leaf, workbook_bytes
from ttdn_kb.report.wording import either
from ttdn_kb.text.clean import one_line

_GROUPED = ("province", "document")
_CODED = (*MACHINE, "deadline_value")
# Letters a column; what is not named here takes the last.
_WIDTHS = {"province": 14, "document": 30, "provision": 18, "role": 13, "agency": 26, "quote": 60, "status": 30}
_WIDTH = 18


def answer_file(answer: Answer, form: str, asked: tuple[tuple[str, str], ...] = (), lang: str = "vi") -> str | bytes:
    """Gives an answer as a file.

    Args:
        form: "xlsx", "docx" or "html".
        asked: what was asked for: names and values.
        lang: "vi" or "en", the language of the answer.
    """
    if form != "xlsx":
        return render_page(answer_page(answer, asked, lang), form)
    shown = [c for c in answer.columns if c not in _CODED]
    said = Leaf(either(lang, "Trả lời", "Answer"), _labels(answer, shown), _said(answer, shown, lang), widths=_widths(shown))
    return workbook_bytes([said, Leaf(DATA_TITLE.of(lang), answer.columns, answer.rows, exact=True)])


def answer_page(answer: Answer, asked: tuple[tuple[str, str], ...] = (), lang: str = "vi") -> Page:
    """Gives an answer as a page."""
    shown = [c for c in answer.columns if c not in (*_CODED, *_GROUPED)]
    parts: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for place, row in zip(_said(answer, _GROUPED, lang), _said(answer, shown, lang), strict=True):
        parts.setdefault(place[0], {}).setdefault(place[1], []).append(row)
    sections = [
        Section(province, tuple(Table(_labels(answer, shown), tuple(rows), document, widths=_widths(shown)) for document, rows in documents.items()))
        for province, documents in parts.items()
    ]
    if answer.notes:
        sections.append(Section(either(lang, "Lưu ý", "Remarks"), (Items(tuple(answer.notes)),)))
    summary = () if parts else (Paragraph(either(lang, "Không có dòng nào.", "No rows.")),)
    return Page(answer.title, tuple(sections), facts=asked, summary=summary, lang=lang)


def _labels(answer: Answer, shown: Sequence[str]) -> tuple[str, ...]:
    return tuple(answer.labels[answer.columns.index(c)] for c in shown)


def _widths(shown: Sequence[str]) -> tuple[float, ...]:
    return tuple(_WIDTHS.get(c, _WIDTH) for c in shown)


def _said(answer: Answer, shown: Sequence[str], lang: str) -> list[tuple[str, ...]]:
    """Gives the cells of some columns in words."""
    found = []
    for row, words in zip(answer.rows, answer.words, strict=True):
        cells = dict(zip(answer.columns, row, strict=True)) | {column: word for column, word in words.items() if word}
        if "frequency" in cells:
            cells["frequency"] = "; ".join(frequency_words(part, lang) for part in cells["frequency"].split(";"))
        cells["quote"] = one_line(cells.get("quote", ""))
        cells["agency"] = cells.get("agency") or NOBODY.of(lang)
        found.append(tuple(cells.get(c, "") for c in shown))
    return found
