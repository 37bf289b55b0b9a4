"""Files that nobody should have sent, made on the spot.

Takes a folder; gives paths of damaged, disguised, locked and oversized files; knows nothing of what the reader does with them.
"""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

_DOCX = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"
)
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def pdf(path: Path, content: bytes = b"", encrypted: bool = False) -> Path:
    """Writes a PDF of one page; without content it is a page without text."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    trailer = b"/Root 1 0 R"
    if encrypted:
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32))
        trailer += b" /Encrypt 5 0 R /ID [<30313233343536373839414243444546><30313233343536373839414243444546>]"
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    path.write_bytes(out.getvalue())
    return path


def bomb(path: Path) -> Path:
    """Writes a .docx of some hundred kilobytes that unpacks to some hundred megabytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        head, tail = _DOCX.split("{}")
        with packed.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(head.encode())
            for _ in range(260):
                part.write(b"a" * 1_000_000)
            part.write(tail.encode())
    return path


def shuffled(path: Path, data: bytes, seed: int = 7) -> Path:
    """Writes the bytes of a file in random order."""
    some = bytearray(data)
    random.Random(seed).shuffle(some)
    path.write_bytes(bytes(some))
    return path


def sparse(path: Path, size: int) -> Path:
    """Writes a file that says it is huge."""
    with path.open("wb") as file:
        file.write(b"Dieu 1. Xin chao\n")
        file.truncate(size)
    return path


def legacy(path: Path) -> Path:
    """Writes what begins like a Word 97-2003 file."""
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
    return path
