"""The catalogue of checks.

Takes the files of queries/checks and ontology/shapes; gives one `Check` each, with severity, title, why, fix and example; knows nothing of stores
or of what a check will find. A query check is a `.rq` file, a shape check is a shape with a `ttdn:checkId` of its own or of a shape around it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from ttdn_kb.foundation.errors import TtdnError, UnknownValue, some_of
from ttdn_kb.foundation.resources import folder
from ttdn_kb.foundation.words import Words
from ttdn_kb.sparql.query_file import QueryFile, read_folder
from ttdn_kb.validation.findings import SEVERITIES
from ttdn_kb.validation.shape_file import Shapes, read_shapes

PEERS = ("", "assigned", "lead", "deadline", "any")


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Attributes:
        id: name of the fault ("no-lead").
        severity: "error", "warning" or "info".
        title, message, why, fix, example: words for people; `message` holds {placeholders} named by the columns of the query.
        focus: columns whose values make one finding.
        merge: findings that share a value of this column are one, "" for none.
        refines: id of a coarser check that this one stands in for: that one runs only where it is asked for by name.
        peers: which clauses elsewhere on the same work are quoted: "assigned", "lead", "deadline", "any" or "".
        query: the query file, None for a shape check.
        source: file, from the root of the knowledge base.
    """

    id: str
    severity: str
    title: Words
    message: Words
    why: Words
    fix: Words
    example: Words
    focus: tuple[str, ...]
    merge: str
    peers: str
    query: QueryFile | None
    source: str
    refines: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All checks, and the shapes that the shape checks stand for."""

    checks: tuple[Check, ...]
    shapes: Shapes

    def chosen(self, only: Iterable[str] = (), skip: Iterable[str] = ()) -> list[Check]:
        """Gives the checks to run.

        Raises:
            UsageError: `unknown-check`, with near misses.
        """
        known = {c.id: c for c in self.checks}
        for name in [*only, *skip]:
            if name not in known:
                raise UnknownValue(
                    "unknown-check",
                    "Không có phép kiểm tra này",
                    name,
                    "các phép kiểm tra có",
                    some_of(sorted(known), "ttdn check --list"),
                    _near(name, known),
                    "gõ tên một phép kiểm tra của danh mục",
                    "danh mục không có phép kiểm tra mang tên đó",
                )
        wanted, unwanted = set(only), set(skip)
        chosen = [c for c in self.checks if (not wanted or c.id in wanted) and c.id not in unwanted]
        finer = {c.refines for c in chosen} - wanted
        return [c for c in chosen if c.id not in finer]


def _near(name: str, known: Iterable[str]) -> list[str]:
    import difflib

    return difflib.get_close_matches(name, list(known), n=3, cutoff=0.4)


def load_catalogue() -> Catalogue:
    """Reads all checks: queries by name, then shapes by name.

    Raises:
        TtdnError: `bad-check` for a header that lacks a field or an id used twice; `bad-turtle` for a broken shapes file.
    """
    checks = [query_check(q) for q in read_folder(folder("queries/checks"))]
    shapes = read_shapes()
    checks += [Check(s.id, s.severity, s.title, s.message, s.why, s.fix, s.example, ("focus",), "", "", None, s.source) for s in shapes.headings]
    seen: set[str] = set()
    for check in checks:
        if check.id in seen:
            raise _bad(check.source, f"mã {check.id} đã có ở một phép kiểm tra khác", "đổi mã ở một trong hai tệp")
        seen.add(check.id)
    return Catalogue(tuple(checks), shapes)


def query_check(query: QueryFile) -> Check:
    """Reads the header of a query check; raises as `load_catalogue` does."""
    for key in ("id", "severity", "title@vi", "title@en", "message@vi", "message@en", "why@vi", "why@en", "fix@vi", "fix@en",
                "example@vi", "example@en", "focus"):  # fmt: skip
        if not query.header.get(key):
            raise _bad(query.path, f"phần đầu thiếu {key}", f"thêm dòng: #+ {key}: …")
    if query.header["id"] != query.id:
        raise _bad(query.path, f"mã {query.header['id']} khác tên tệp {query.id}", "đặt tên tệp theo mã")
    if query.header["severity"] not in SEVERITIES:
        raise _bad(query.path, f"mức {query.header['severity']} không có", f"dùng một trong: {', '.join(SEVERITIES)}")
    if query.header.get("peers", "") not in PEERS:
        raise _bad(query.path, f"peers: {query.header['peers']} không có", f"dùng một trong: {', '.join(PEERS[1:])}")

    def words(key: str) -> Words:
        return Words(query.header[f"{key}@vi"], query.header[f"{key}@en"])

    return Check(
        query.id,
        query.header["severity"],
        words("title"),
        words("message"),
        words("why"),
        words("fix"),
        words("example"),
        tuple(c.strip() for c in query.header["focus"].split(",")),
        query.header.get("merge", ""),
        query.header.get("peers", ""),
        query,
        f"queries/checks/{os.path.basename(query.path)}",
        query.header.get("refines", ""),
    )


def _bad(where: str, why: str, fix: str) -> TtdnError:
    return TtdnError("bad-check", "Phép kiểm tra viết sai", where, why, fix)
