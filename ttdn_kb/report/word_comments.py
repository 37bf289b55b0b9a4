"""A draft as .docx with findings as Word comments at their clauses.

Takes the original file (.docx) or the stored text, and remarks with their places in the stored text; gives the bytes of a .docx; knows
nothing of what a remark is
about. In a Word file each paragraph is found again in the stored text in order, so that a place becomes the paragraph that holds it;
everything else of the file stays.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.model import Span
from ttdn_kb.text.clean import fold, one_line

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

AUTHOR = "ttdn"
INITIALS = "KT"


class Comment(NamedTuple):
    """A remark at a place of the stored text."""

    place: Span
    text: str


def commented(original: bytes | None, text: str, comments: Sequence[Comment]) -> bytes:
    """Gives the draft with comments.

    Args:
        original: bytes of the .docx that was read; None makes a plain document from the words of the stored text, one paragraph a line.
        text: the stored text to which the places refer.

    Raises:
        TtdnError: `source-damaged` where the original cannot be opened.
    """
    import docx

    try:
        document = docx.Document(io.BytesIO(original)) if original else _plain(text)
    except Exception as error:  # python-docx lets the errors of zip, XML and its own packages through
        raise TtdnError(
            "source-damaged", "Không mở được tệp Word để ghi nhận xét", "", str(error), "mở tệp bằng Word rồi lưu lại dạng .docx"
        ) from error
    places = list(_places(document, text))
    for comment in sorted(comments, key=lambda c: c.place.start):
        paragraph = _paragraph_at(places, comment.place)
        if paragraph is not None:
            runs = paragraph.runs or [paragraph.add_run("")]
            document.add_comment(runs=runs, text=comment.text, author=AUTHOR, initials=INITIALS)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _plain(text: str) -> Document:
    import docx

    document = docx.Document()
    for line in text.splitlines():
        if words := one_line("".join(c for c in line if c == "\t" or ord(c) >= 32)):
            document.add_paragraph(words)
    return document


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Gives all paragraphs in reading order, those of tables included."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield block


def _places(document: Document, text: str) -> Iterator[tuple[int, int, Paragraph]]:
    """Gives (start, end, paragraph) in the stored text, in order; white space and case do not matter."""
    squeezed, offsets = _squeeze(text)
    here = 0
    for paragraph in _paragraphs(document):
        words, _ = _squeeze(paragraph.text)
        if not words:
            continue
        found = squeezed.find(words, here)
        if found >= 0:
            yield offsets[found], offsets[found + len(words) - 1] + 1, paragraph
            here = found + len(words)


def _squeeze(text: str) -> tuple[str, list[int]]:
    """Gives the letters and digits of a text, folded, with their places."""
    letters, places = [], []
    for i, c in enumerate(text):
        if c.isalnum():
            for plain in fold(c):
                letters.append(plain)
                places.append(i)
    return "".join(letters), places


def _paragraph_at(places: Sequence[tuple[int, int, Paragraph]], place: Span) -> Paragraph | None:
    """Gives the paragraph that holds a place, or the next one where it lies between two."""
    following = next((paragraph for _, end, paragraph in places if end > place.start), None)
    return following or (places[-1][2] if places else None)
