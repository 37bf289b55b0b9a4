"""Word files as text.

Takes the bytes of a .docx; gives its paragraphs with their printed numbers, and its tables as rows between bars; knows nothing of what they say.
In a row, paragraphs of one cell are parted by "<br>"; a cell that is merged over several rows is repeated in each of them. Footnotes and endnotes
stand behind the text, a line each, with the mark "[1]" that stands where they are cited.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.words import Words
from ttdn_kb.text import limits, notes
from ttdn_kb.text.legacy import convert, to_unicode
from ttdn_kb.text.numbering import Numbering, W, read_numbering

_WHAT = "tệp .docx"
_CHUNK = 1 << 16
_SKIPPED = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_MOST_NESTING = 12
# The parts that hold notes, by the element that cites one of theirs.
_NOTES = {f"{W}footnoteReference": "word/footnotes.xml", f"{W}endnoteReference": "word/endnotes.xml"}


def read_docx(path: str, data: bytes) -> tuple[str, tuple[Words, ...]]:
    """Gives the text of a Word file and notes.

    Args:
        path: as the user named it, for messages.
        data: the file's bytes.

    Raises:
        TtdnError: "source-damaged", "source-encrypted", "source-unpacks-too-large", "source-empty" or "unknown-source-kind".
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(path, archive)
            names = ("word/document.xml", "word/numbering.xml", "word/styles.xml", *_NOTES.values())
            parts = {name: _part(path, archive, name) for name in names}
    except TtdnError:
        raise
    except RuntimeError as error:
        raise limits.encrypted(path, "Tệp nén") from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError) as error:
        raise limits.damaged(path, _WHAT, "tệp nén bị hỏng hoặc bị cắt cụt") from error
    document = parts["word/document.xml"]
    if document is None:
        fix = "nêu tệp .docx, .pdf, .html, .md hoặc .txt"
        raise TtdnError("unknown-source-kind", "Không đọc loại tệp này", path, "tệp nén không chứa văn bản Word", fix)
    body = document.find(f"{W}body")
    writer = _Writer(read_numbering(parts["word/numbering.xml"]), _style_numbers(parts["word/styles.xml"]), _notes(parts))
    lines = [*writer.blocks(body, 0), "", *writer.cited()] if body is not None else []
    text, old = to_unicode("\n".join(lines).strip("\n") + "\n")
    if not text.strip():
        raise TtdnError("source-empty", "Tệp trống", path, "văn bản không có chữ (có thể chỉ có ảnh)", "nhận dạng chữ (OCR) trước, rồi lưu lại")
    said = [notes.from_font(name) for name in sorted({*writer.fonts, *([old] if old else [])})]
    if writer.merged:
        said.append(notes.merged_cells())
    if writer.hidden:
        said.append(notes.hidden_words(writer.hidden))
    if writer.marks:
        said.append(notes.footnotes(len(writer.marks)))
    return text, tuple(said)


def _check(path: str, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if len(entries) > 20_000:
        raise limits.bomb(path, f"tệp nén có {len(entries)} mục")
    if unpacked > limits.MOST_UNPACKED or unpacked > max(packed, 20_000) * limits.MOST_RATIO:
        raise limits.bomb(path, f"nội dung bung ra {unpacked / limits.MEGABYTE:.0f} MB từ {packed / limits.MEGABYTE:.1f} MB")


def _part(path: str, archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    if name not in archive.namelist():
        return None
    # The declared size may lie, so the bytes are counted as they come.
    parser = etree.XMLPullParser(events=(), resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    size = 0
    try:
        with archive.open(name) as handle:
            while chunk := handle.read(_CHUNK):
                size += len(chunk)
                if size > limits.MOST_PART:
                    raise limits.bomb(path, f"phần {name} bung ra hơn {limits.MOST_PART // limits.MEGABYTE} MB")
                parser.feed(chunk)
        return parser.close()
    except etree.LxmlError as error:
        raise limits.damaged(path, _WHAT, f"phần {name} không phải XML đúng") from error


def _style_numbers(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """The list that a paragraph style belongs to, by style id."""
    found: dict[str, tuple[str, int]] = {}
    for style in styles.iterfind(f"{W}style") if styles is not None else ():
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        level = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
        if number is not None:
            found[style.get(f"{W}styleId", "")] = (number.get(f"{W}val", ""), _digit(level))
    return found


def _notes(parts: dict[str, etree._Element | None]) -> dict[tuple[str, str], etree._Element]:
    """The notes by the element that cites them and their id."""
    roots = {reference: parts[name] for reference, name in _NOTES.items()}
    return {(reference, note.get(f"{W}id", "")): note for reference, root in roots.items() if root is not None for note in root}


def _is_hidden(run: etree._Element) -> bool:
    """True for words that Word keeps and neither shows nor prints."""
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "true") not in {"0", "false", "off"}


def _digit(element: etree._Element | None) -> int:
    value = element.get(f"{W}val", "0") if element is not None else "0"
    return int(value) if value.isascii() and value.isdigit() and len(value) < 3 else 0


class _Writer:
    """Writes blocks in order; numbers go on from one paragraph to the next."""

    def __init__(self, numbering: Numbering, styles: dict[str, tuple[str, int]], notes: dict[tuple[str, str], etree._Element]) -> None:
        self.numbering = numbering
        self.styles = styles
        self.notes = notes
        self.marks: dict[tuple[str, str], str] = {}
        self.fonts: set[str] = set()
        self.merged = False
        self.hidden = 0

    def blocks(self, parent: etree._Element, depth: int) -> Iterator[str]:
        """Gives the lines of all paragraphs and tables in an element."""
        for element in parent:
            if element.tag == f"{W}p":
                yield from self.paragraph(element, depth).split("\n")
            elif element.tag == f"{W}tbl":
                yield ""
                yield from self.table(element, depth)
                yield ""
            elif element.tag not in _SKIPPED and depth < _MOST_NESTING and len(element):
                yield from self.blocks(element, depth + 1)

    def cited(self) -> Iterator[str]:
        """Gives the notes that the text cites, a line each."""
        written = 0
        while written < len(self.marks):  # a note may cite another one
            for note, mark in list(self.marks.items())[written:]:
                yield f"{mark} {' '.join(' '.join(self.blocks(self.notes[note], 0)).split())}"
                written += 1

    def _mark(self, reference: etree._Element) -> str:
        note = (reference.tag, reference.get(f"{W}id", ""))
        return self.marks.setdefault(note, f"[{len(self.marks) + 1}]") if note in self.notes else ""

    def paragraph(self, element: etree._Element, depth: int) -> str:
        label = self._label(element)
        text = "".join(self._runs(element, depth)).strip()
        return f"{label} {text}".strip() if label and text else text

    def _label(self, element: etree._Element) -> str:
        number = element.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            return self.numbering.label(number.get(f"{W}val", ""), _digit(element.find(f"{W}pPr/{W}numPr/{W}ilvl")))
        style = element.find(f"{W}pPr/{W}pStyle")
        listed = self.styles.get(style.get(f"{W}val", "")) if style is not None else None
        return self.numbering.label(*listed) if listed else ""

    def _runs(self, element: etree._Element, depth: int) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _SKIPPED or tag == f"{W}pPr":
                continue
            if tag == f"{W}t":
                self.hidden += _is_hidden(element) and bool((child.text or "").strip())
                yield self._in_font(child.text or "", element)
            elif tag in {f"{W}br", f"{W}cr"}:
                yield "\n"
            elif tag == f"{W}tab":
                yield "\t"
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag in _NOTES:
                yield self._mark(child)
            elif tag == f"{W}txbxContent":
                yield "\n" + "\n".join(self.blocks(child, depth + 1)) + "\n"
            elif depth < _MOST_NESTING * 4:
                yield from self._runs(child, depth + 1)

    def _in_font(self, text: str, run: etree._Element) -> str:
        fonts = run.find(f"{W}rPr/{W}rFonts")
        name = (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else ""
        old = "TCVN3" if name.startswith(".Vn") else "VNI" if name.upper().startswith("VNI-") else ""
        if not old or not any("\u00a0" < character <= "\u00ff" for character in text):
            return text.upper() if name.startswith(".Vn") and name.endswith("H") else text
        self.fonts.add(old)
        converted = convert(text, old)
        # The capitals of TCVN3 are the small letters in a font of their own, whose name ends with H.
        return converted.upper() if old == "TCVN3" and name.endswith("H") else converted

    def table(self, element: etree._Element, depth: int) -> Iterator[str]:
        """Gives the rows of a table, each on a line between bars."""
        above: dict[int, str] = {}
        for row in element.iter(f"{W}tr"):
            if next((parent for parent in row.iterancestors(f"{W}tbl")), None) is not element:
                continue
            cells: list[str] = []
            for cell in row.iterfind(f"{W}tc"):
                column = len(cells)
                span = max(_digit(cell.find(f"{W}tcPr/{W}gridSpan")), 1)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart":
                    text = above.get(column, "")
                    self.merged = self.merged or bool(text)
                else:
                    lines = [line.strip() for line in self.blocks(cell, depth + 1) if depth < _MOST_NESTING]
                    text = "<br>".join(_in_cell(line) for line in lines if line)
                above[column] = text if merge is not None else ""
                cells += [text, *[""] * (span - 1)]
            if any(cells):
                yield "| " + " | ".join(cells) + " |"


def _in_cell(line: str) -> str:
    """A line inside a cell without bars; a row of a table within the cell has its cells parted by semicolons."""
    return line.strip("| ").replace("|", ";") if line.startswith("|") else line.replace("|", "/")
