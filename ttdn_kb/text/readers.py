"""Files as stored text.

Takes the path of a .txt, .md, .docx, .pdf or .html file; gives its text, the sha256 of its bytes and notes on how it was read; knows nothing of
what the text says. Memory is bounded by the limits of `limits.py`; whatever the bytes, nothing but `TtdnError` is raised.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass

from ttdn_kb.foundation.errors import TtdnError, cause
from ttdn_kb.foundation.words import Words
from ttdn_kb.text import limits, notes
from ttdn_kb.text.strange import lost_letters, strange_words

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_KINDS = {".md": "md", ".markdown": "md"}


@dataclass(frozen=True, slots=True)
class StoredText:
    """The text of a file as it is stored, to which all offsets refer.

    Attributes:
        text: for a UTF-8 text file its characters exactly (byte order mark and line ends kept, U+FFFD for bytes that are no letter); else what was
            drawn from the file.
        sha256: of the original file's bytes.
        kind: "txt", "md", "docx", "pdf" or "html".
        encoding: of a text file ("UTF-8", "UTF-16-LE", "TCVN3", "VNI", "Windows-1258", "cp1252"), "" for other kinds.
        notes: what a user should know of the reading, in both languages.
    """

    text: str
    sha256: str
    kind: str
    encoding: str = ""
    notes: tuple[Words, ...] = ()


def _bytes_of(path: str) -> bytes:
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise TtdnError("source-is-folder", "Cần một tệp, không phải thư mục", path, "đường dẫn là một thư mục", "nêu tên tệp trong thư mục ấy")
        if not stat.S_ISREG(status.st_mode):
            raise TtdnError("source-not-file", "Không phải tệp thường", path, "đường dẫn là thiết bị hoặc ống", "lưu văn bản thành tệp rồi thử lại")
        if status.st_size > limits.MOST_FILE:
            raise limits.too_large(path, status.st_size, limits.MOST_FILE)
        with open(path, "rb") as handle:
            data = handle.read(min(status.st_size, limits.MOST_FILE) + 1)
    except FileNotFoundError:
        raise TtdnError("no-such-file", "Không mở được tệp", path, "không có tệp này", "kiểm tra đường dẫn") from None
    except (OSError, ValueError) as error:
        raise TtdnError("file-unreadable", "Không mở được tệp", path, cause(error), "kiểm tra tên tệp và quyền đọc") from error
    if len(data) > limits.MOST_FILE:
        raise limits.too_large(path, len(data), limits.MOST_FILE)
    if not data.strip(b"\x00 \t\r\n"):
        raise TtdnError("source-empty", "Tệp trống", path, "tệp không có chữ nào", "kiểm tra xem tệp đã được lưu hay tải về đủ chưa")
    return data


def _kind(path: str, data: bytes) -> str:
    """The kind by content first, so that a wrong ending does no harm."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    if data.startswith(_OLE):
        return "ole"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    ending = os.path.splitext(path)[1].lower()
    lowered = head[:512].lower()
    if ending in {".html", ".htm", ".xhtml", ".mht"} or lowered.startswith((b"<!doctype html", b"<html")) or b"<html" in lowered:
        return "html"
    if ending in {".docx", ".pdf"}:
        return ending[1:]
    return _TEXT_KINDS.get(ending, "txt")


def read_source(path: str | os.PathLike[str]) -> StoredText:
    """Gives the stored text of a file.

    Args:
        path: a .txt, .md, .docx, .pdf or .html file; the kind is known by its content first and by its ending second.

    Raises:
        TtdnError: codes "no-such-file", "file-unreadable", "source-is-folder", "source-not-file", "source-empty", "source-too-large",
            "source-not-text", "source-damaged", "source-encrypted", "source-unpacks-too-large", "pdf-without-text", "legacy-word-file",
            "unknown-source-kind".
    """
    name = os.fspath(path)
    data = _bytes_of(name)
    kind = _kind(name, data)
    digest = hashlib.sha256(data).hexdigest()
    encoding = ""
    said: tuple[Words, ...] = ()
    if kind == "ole":
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in data:
            raise limits.encrypted(name, "Tệp Word")
        raise TtdnError(
            "legacy-word-file",
            "Không đọc tệp .doc kiểu cũ",
            name,
            "tệp theo định dạng Word 97-2003",
            "mở bằng Word hoặc LibreOffice rồi lưu thành .docx",
        )
    if kind == "rtf":
        fix = "mở bằng Word hoặc LibreOffice rồi lưu thành .docx"
        raise TtdnError("unknown-source-kind", "Không đọc loại tệp này", name, "tệp theo định dạng RTF", fix)
    if kind == "pdf":
        from ttdn_kb.text.pdf import read_pdf

        text, said = read_pdf(name, data)
    elif kind == "docx":
        from ttdn_kb.text.docx import read_docx

        text, said = read_docx(name, data)
    elif kind == "html":
        from ttdn_kb.text.html import read_html

        text, said = read_html(name, data)
    else:
        text, encoding, said = _plain(name, data)
    if len(text) > limits.MOST_TEXT:
        raise limits.too_large(name, len(text), limits.MOST_TEXT)
    longest = max(map(len, text.splitlines()), default=0)
    if longest > limits.MOST_LINE:
        raise limits.unbroken(name, longest)
    if lost := lost_letters(text):
        said += (notes.lost(lost),)
    if odd := strange_words(text):
        said += (notes.strange(odd),)
    return StoredText(text, digest, kind, encoding, said)


def _plain(path: str, data: bytes) -> tuple[str, str, tuple[Words, ...]]:
    from ttdn_kb.text.encodings import decode

    if len(data) > limits.MOST_TEXT:
        raise limits.too_large(path, len(data), limits.MOST_TEXT)
    decoded = decode(data)
    if decoded is None:
        raise TtdnError(
            "source-not-text",
            "Tệp không phải văn bản",
            path,
            "nội dung là dữ liệu nhị phân hoặc ký tự không đọc được",
            "nêu một tệp .txt, .md, .docx, .pdf (có lớp chữ) hoặc .html",
        )
    text, encoding = decoded
    return text, encoding, () if encoding == "UTF-8" else (notes.from_encoding(encoding),)
