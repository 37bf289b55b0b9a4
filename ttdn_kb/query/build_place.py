"""Where the built base lies, and whether it is still true to its files.

Takes the resource folders; gives the folder of the current build and a mark of the files that it was made from; knows nothing of their content.
A build is a folder of its own; the file CURRENT names the one in use and is replaced in one step, so a build that breaks off changes nothing.
Stands on the cold path: imports only `os`.
"""

from __future__ import annotations

import os

from ttdn_kb import __version__
from ttdn_kb.foundation.resources import folder, store_folder

ANSWERS = "answers.sqlite"
QUADS = "base.nq"
PROOFS = "proofs.sqlite"


def fingerprint() -> str:
    """Gives a mark that changes when a file below ontology/, data/ or queries/ is added, removed or written."""
    parts = [__version__]
    for name in ("ontology", "data", "queries"):
        stack = [folder(name)]
        while stack:
            try:
                entries = sorted(os.scandir(stack.pop()), key=lambda e: e.name)
            except OSError:
                continue
            for entry in entries:
                if entry.is_dir():
                    stack.append(entry.path)
                else:
                    info = entry.stat()
                    parts.append(f"{entry.name}:{info.st_size}:{info.st_mtime_ns}")
    return f"{hash_text(chr(10).join(parts)):016x}"


def hash_text(text: str) -> int:
    """Gives a 64-bit FNV-1a-like mark of a text by its CRC halves; stable between processes, cheap to import."""
    import zlib

    data = text.encode()
    return (zlib.crc32(data) << 32) | zlib.adler32(data)


def current() -> str:
    """Gives the folder of the build in use, "" where there is none."""
    root = store_folder()
    try:
        with open(os.path.join(root, "CURRENT"), encoding="utf-8") as file:
            name = file.read().strip()
    except (OSError, UnicodeDecodeError):
        return ""
    path = os.path.join(root, name)
    return path if name and os.path.isfile(os.path.join(path, ANSWERS)) else ""
