"""Findings of a built base, kept beside it.

Takes the folder of a build, what was asked, and a way to find; gives the findings, found once and read back as long as nothing that they depend on
has changed: the files of the base (shapes, queries and waivers among them), the program that reads them, the day, the question. Knows nothing of
commands or of how findings are shown.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any, NamedTuple

import ttdn_kb
from ttdn_kb.foundation.words import Words
from ttdn_kb.query import build_place
from ttdn_kb.validation.findings import Clause, Finding, Waiver


class Asked(NamedTuple):
    """What findings depend on besides the base; the fields are those of `validation.checking.run_checks`."""

    at: str
    today: str
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()


def kept_or_found(place: str, asked: Asked, find: Callable[[], list[Finding]]) -> list[Finding]:
    """Gives the findings of a build.

    Args:
        place: folder of a build that is true to its files.
        asked: what was asked for.
        find: runs the checks; called where nothing is kept that still holds.

    A folder that cannot be written to, and a file that cannot be read, only mean that the checks run again. Raises what `find` raises.
    """
    mark = [build_place.fingerprint(), os.path.basename(place), code_mark(), *map(list, asked[2:]), asked.at, asked.today]
    # The day is not in the name: tomorrow's findings take the place of today's.
    name = hashlib.sha256(repr((asked.at, asked.only, asked.skip)).encode()).hexdigest()[:16]
    path = os.path.join(place, f"findings-{name}.json")
    held = _read(path, mark)
    if held is None:
        held = find()
        _write(path, mark, held)
    return held


def code_mark() -> str:
    """Gives a mark that changes when a file of the program is added, removed or written."""
    parts = []
    stack = list(ttdn_kb.__path__)
    while stack:
        for entry in sorted(os.scandir(stack.pop()), key=lambda e: e.name):
            if entry.is_dir() and not entry.name.startswith(("_", ".")):
                stack.append(entry.path)
            elif entry.name.endswith(".py"):
                info = entry.stat()
                parts.append(f"{entry.path}:{info.st_size}:{info.st_mtime_ns}")
    return f"{build_place.hash_text(chr(10).join(parts)):016x}"


def packed(findings: Iterable[Finding]) -> str:
    """Writes findings as JSON, exactly."""
    return json.dumps([[getattr(f, name) for name in _NAMES] for f in findings], ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> list[Finding]:
    """Reads what `packed` wrote.

    Raises:
        ValueError, TypeError: for anything else.
    """
    return [Finding(*(_READERS.get(name, _same)(cell) for name, cell in zip(_NAMES, row, strict=True))) for row in json.loads(text)]


def _same(cell: Any) -> Any:
    return cell


def _clauses(cell: list[list[Any]]) -> tuple[Clause, ...]:
    return tuple(Clause(*row)._replace(roles=Words(*row[Clause._fields.index("roles")])) for row in cell)


def _words(cell: list[str]) -> Words:
    return Words(*cell)


_NAMES = tuple(f.name for f in fields(Finding))
_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("title", "message", "why", "mend", "document_status"), _words),
    **dict.fromkeys(("focus", "norms", "tasks", "agents"), tuple),
    **dict.fromkeys(("clauses", "peers"), _clauses),
    "waiver": lambda cell: None if cell is None else Waiver(*cell),
}


def _read(path: str, mark: list[Any]) -> list[Finding] | None:
    try:
        with open(path, encoding="utf-8") as file:
            if json.loads(file.readline()) != mark:
                return None
            return unpacked(file.read())
    except (OSError, ValueError, TypeError):
        return None


def _write(path: str, mark: list[Any], findings: list[Finding]) -> None:
    temporary = f"{path}.{os.getpid()}"
    try:
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(f"{json.dumps(mark)}\n{packed(findings)}\n")
        os.replace(temporary, path)
    except OSError:
        # A shared base that this person may only read, or a full disk.
        if os.path.exists(temporary):
            os.unlink(temporary)
