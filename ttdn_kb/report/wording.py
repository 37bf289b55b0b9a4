"""The words that every rendered page needs, in both languages.

Takes a language; gives its words; knows nothing of pages.
"""

from __future__ import annotations

from typing import NamedTuple

from ttdn_kb.report.english import ENGLISH


class Wording(NamedTuple):
    """Words of the frame around a page's own text."""

    contents: str
    as_of: str
    quotes: str
    quotes_sheet: str
    overview_sheet: str
    empty: str
    page: str
    page_of: str
    footer: str
    name: str
    value: str
    rows: str
    quote_columns: tuple[str, ...]


_VI = Wording(
    "Mục lục",
    "Ngày của dữ liệu",
    "Trích dẫn",
    "Trích dẫn",
    "Tổng quan",
    "Không có dòng nào.",
    "Trang",
    "trên",
    "Trích nguyên văn từ văn bản; điều, khoản, điểm ghi cùng mỗi đoạn trích.",
    "Mục",
    "Nội dung",
    "dòng",
    ("Số", "Ai, vai trò", "Trích nguyên văn", "Điều khoản", "Văn bản", "Ghi chú"),
)
_EN = Wording(
    "Contents",
    "Date of the data",
    "Quotes",
    "Quotes",
    "Overview",
    "No rows.",
    "Page",
    "of",
    "Quoted letter by letter; article, clause and point stand with each quote.",
    "Item",
    "Content",
    "rows",
    ("No.", "Who, role", "Quote", "Provision", "Document", "Note"),
)


def wording(lang: str) -> Wording:
    """Gives the words of a language, Vietnamese where it is not English."""
    return _EN if lang == "en" else _VI


def either(lang: str, vietnamese: str, english: str) -> str:
    """Gives the one of two wordings that a language wants.

    >>> either("en", "Văn bản", "Documents")
    'Documents'
    """
    return english if lang == "en" else vietnamese


def told(words: str, lang: str) -> str:
    """Gives Vietnamese words in a language.

    >>> told("Chủ trì", "en")
    'Lead'

    Raises:
        KeyError: for words that have no English yet.
    """
    return ENGLISH[words] if lang == "en" else words
