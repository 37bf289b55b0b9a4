"""PDF files with a text layer as text.

Takes the bytes of a PDF; gives its pages' text, one after another; knows nothing of what it says.
"""

from __future__ import annotations

import re

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.words import Words
from ttdn_kb.text import limits, notes
from ttdn_kb.text.legacy import to_unicode
from ttdn_kb.text.ruled import grids, page_text
from ttdn_kb.text.stamps import has_fields, with_stamps

_LINE_END = re.compile(r"\r\n?")
# pdfium marks the hyphen of a word broken at a line end so.
_BROKEN = re.compile(r"[\ufffe\x02]\s*")
_CONTROL = re.compile(r"[\x00\x01\x03-\x08\x0e-\x1f]")


def read_pdf(path: str, data: bytes) -> tuple[str, tuple[Words, ...]]:
    """Gives the text of a PDF and notes.

    Args:
        path: as the user named it, for messages.
        data: the file's bytes.

    Raises:
        TtdnError: "source-encrypted", "source-damaged", "source-too-large" or "pdf-without-text".
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise limits.encrypted(path, "PDF") from error
        raise limits.damaged(path, "tệp PDF", "cấu trúc PDF bị hỏng hoặc tệp bị cắt cụt") from error
    try:
        document.init_forms()
        return _pages(path, document)
    except pypdfium2.PdfiumError as error:
        raise limits.damaged(path, "tệp PDF", "một trang bị hỏng") from error
    finally:
        document.close()


def _pages(path: str, document: object) -> tuple[str, tuple[Words, ...]]:
    count = len(document)  # type: ignore[arg-type]
    if count > limits.MOST_PAGES:
        raise TtdnError(
            "source-too-large", "PDF quá dài", path, f"tệp có {count} trang, nhiều nhất là {limits.MOST_PAGES}", "tách tệp thành nhiều phần"
        )
    parts: list[str] = []
    silent: list[int] = []
    size = 0
    for number in range(count):
        page = document[number]  # type: ignore[index]
        layer = page.get_textpage()
        tables = grids(page)
        text = page_text(page, layer, tables) if tables else layer.get_text_range()
        stamped = not tables and has_fields(page)
        layer.close()
        page.close()
        text = with_stamps(document, number, text) if stamped else text
        text = _CONTROL.sub("", _BROKEN.sub("", _LINE_END.sub("\n", text))).strip("\n ")
        if sum(character.isalpha() for character in text) < 10:
            silent.append(number + 1)
        size += len(text)
        if size > limits.MOST_TEXT:
            raise limits.too_large(path, size, limits.MOST_TEXT)
        parts.append(text)
    if count == 0 or len(silent) == count:
        raise limits.without_text(path, count)
    said = [notes.scanned(silent)] if silent else []
    text, old = to_unicode(_joined([part for part in parts if part]) + "\n")
    if old:
        said.append(notes.from_font(old))
    return text, tuple(said)


def _joined(pages: list[str]) -> str:
    """The pages one after the other; a table that ends one page and goes on overleaf is not parted."""
    out: list[str] = []
    for page in pages:
        goes_on = out and out[-1].rsplit("\n", 1)[-1].startswith("| ") and page.startswith("| ")
        out += ["\n" if goes_on else "\n\n", page] if out else [page]
    return "".join(out)
