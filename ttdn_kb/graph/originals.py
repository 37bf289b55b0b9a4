"""The file from which a stored text was drawn.

Takes the fields of source.toml; gives the name, the kind and the statements of the Word, PDF or HTML file that is kept beside the text, byte for
byte; knows nothing of how it was read. A text file is itself the stored text and has no such file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from typing import Any

from ttdn_kb.foundation.errors import TtdnError, cause
from ttdn_kb.graph.namespaces import DCAT, PROV, RDF, TTDN
from ttdn_kb.graph.store import Term, Triple

# The kind of a file as readers tell it, to what IANA calls it.
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
}
_IANA = "https://www.iana.org/assignments/media-types/"


def fields_of(kind: str, sha256: str) -> dict[str, str]:
    """Gives what source.toml says of the file that lies beside a text.

    Args:
        kind: a key of `MEDIA_TYPES`.
        sha256: of its bytes.
    """
    return {"original": f"original.{kind}", "original_sha256": sha256, "media_type": MEDIA_TYPES[kind]}


def is_kept(fields: Mapping[str, Any]) -> bool:
    """Tells whether source.toml names a file beside the text; that of a draft names one in a folder of its own."""
    return bool(fields.get("media_type"))


def check(folder: str, fields: Mapping[str, Any]) -> None:
    """Refuses a file that is not the one for which source.toml was written.

    Raises:
        TtdnError: `source-changed`, or `bad-source` where there is none.
    """
    if not is_kept(fields):
        return
    path = os.path.join(folder, os.path.basename(str(fields.get("original", ""))))
    try:
        found = digest(path)
    except OSError as error:
        fix = "khôi phục tệp gốc (git checkout), hoặc công bố lại từ bản nháp với --replace"
        raise TtdnError("bad-source", "Không đọc được tệp nhận được", path, cause(error), fix) from error
    if found != fields.get("original_sha256"):
        raise TtdnError(
            "source-changed",
            "Tệp nhận được không còn nguyên vẹn",
            path,
            f"sha256 của tệp là {found[:12]}…, source.toml ghi {str(fields.get('original_sha256', ''))[:12]}…",
            "khôi phục tệp gốc (git checkout), hoặc công bố lại từ bản nháp với --replace",
        )


def digest(path: str) -> str:
    """Gives the SHA-256 of a file's bytes."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def triples(document: str, folder: str, fields: Mapping[str, Any]) -> Iterator[Triple]:
    """Gives what is to say of the file: its kind, its digest, its place, and that the text was drawn from it.

    Args:
        document: IRI of the document.
        folder: of the source below data/sources.
    """
    if not is_kept(fields):
        return
    text, original = Term("iri", document + "/text"), Term("iri", document + "/original")
    yield Triple(text, Term("iri", PROV + "wasDerivedFrom"), original)
    yield Triple(original, Term("iri", RDF + "type"), Term("iri", TTDN + "OriginalFile"))
    yield Triple(original, Term("iri", DCAT + "mediaType"), Term("iri", _IANA + str(fields["media_type"])))
    yield Triple(original, Term("iri", TTDN + "sha256"), Term("literal", str(fields["original_sha256"])))
    yield Triple(original, Term("iri", TTDN + "filePath"), Term("literal", f"data/sources/{folder}/{fields['original']}"))
