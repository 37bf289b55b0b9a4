"""Search over provisions, norms and agencies, with and without diacritics.

Takes the compiled answer file and typed words; gives ranked hits with snippets; knows nothing of RDF. Two indexed columns: the exact words
and the same
words folded (no diacritics, đ as d), because folding merges words in Vietnamese: what is typed with diacritics is looked for exactly first.
"""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.query.agency_names import pieces, written_out
from ttdn_kb.query.answers import AnswerFile, fold

SCHEMA = """
CREATE TABLE item (id INTEGER PRIMARY KEY, kind TEXT, iri TEXT, title TEXT, province TEXT, document TEXT, path TEXT, fate TEXT, body TEXT);
CREATE VIRTUAL TABLE item_text USING fts5 (exact, folded, tokenize = "unicode61 remove_diacritics 0", content = '');
"""


class Item(NamedTuple):
    """Something that can be found.

    Attributes:
        kind: "agency", "norm" or "provision".
        fate: what became of an agency, "" where nothing did.
        body: the words that are searched.
    """

    kind: str
    iri: str
    title: str
    province: str
    document: str
    path: str
    fate: str
    body: str


class Hit(NamedTuple):
    """A found item with a snippet in which the found words stand between « and »."""

    item: Item
    snippet: str


def store_items(db: sqlite3.Connection, items: list[Item]) -> None:
    """Writes the search index of a build."""
    db.executescript(SCHEMA)
    for number, item in enumerate(items, 1):
        db.execute("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, *item))
        words = f"{item.title} {item.body}"
        db.execute("INSERT INTO item_text (rowid, exact, folded) VALUES (?, ?, ?)", (number, words.lower(), fold(words)))


def search(file: AnswerFile, typed: str, kind: str = "", province: str = "", limit: int = 20) -> tuple[list[Hit], bool]:
    """Finds items by words; words between quotation marks are a phrase; an abbreviation also finds what it stands for.

    Args:
        kind: "agency", "norm" or "provision"; "" for all.
        province: label of a province, "" for all.
        limit: how many hits at the most.

    Returns:
        The hits, best first (agencies before norms before provisions at equal words), and whether diacritics had to be dropped to find them.

    Raises:
        UsageError: `nothing-to-search`.
    """
    phrases = [phrase for phrase in _phrases(typed) if re.search(r"\w", phrase[0])]
    if not phrases:
        raise UsageError(
            "nothing-to-search", "Chưa có từ nào để tìm", typed, "cần ít nhất một chữ hoặc số", 'ví dụ: ttdn search "cụm thông tin đối ngoại"'
        )
    accented = any(fold(spellings[0]) != " ".join(spellings[0].lower().split()) for spellings in phrases)
    if accented:
        hits = _run(file, "exact", [[s.lower() for s in spellings] for spellings in phrases], kind, province, limit)
        if hits:
            return hits, False
    return _run(file, "folded", [[fold(s) for s in spellings] for spellings in phrases], kind, province, limit), accented


def _phrases(typed: str) -> list[tuple[str, ...]]:
    """Gives what must be found, each in the spellings that will do: as typed, and with abbreviations written out.

    >>> _phrases('STTTT "khu vực biên giới"')
    [('STTTT', 'Sở Thông tin và Truyền thông'), ('khu vực biên giới',)]
    """
    found: list[tuple[str, ...]] = []
    for phrase, loose in re.findall(r'"([^"]+)"|([^"]+)', typed.replace("“", '"').replace("”", '"')):
        both = [(phrase, written_out(phrase))] if phrase else pieces(loose)
        found += [tuple(dict.fromkeys(spellings)) for spellings in both]
    return found


def _run(file: AnswerFile, column: str, phrases: list[list[str]], kind: str, province: str, limit: int) -> list[Hit]:
    spelled = [[plain for s in spellings if (plain := " ".join(re.findall(r"\w+", s)))] for spellings in phrases]
    quoted = [plain for spellings in spelled for plain in spellings]
    match = f"{{{column}}}: " + " AND ".join("(" + " OR ".join(f'"{s}"' for s in spellings) + ")" for spellings in spelled if spellings)
    where, bound = ["item_text MATCH ?"], [match]
    if kind:
        where.append("item.kind = ?")
        bound.append(kind)
    if province:
        where.append("item.province = ?")
        bound.append(province)
    rows = file.fetch(
        "SELECT item.kind, item.iri, item.title, item.province, item.document, item.path, item.fate, item.body FROM item_text "
        f"JOIN item ON item.id = item_text.rowid WHERE {' AND '.join(where)} "
        "ORDER BY CASE item.kind WHEN 'agency' THEN 0 WHEN 'norm' THEN 1 ELSE 2 END, bm25(item_text), item.id LIMIT " + str(int(limit)),
        tuple(bound),
    )
    return [Hit(Item(*row), _snippet(row[7] or row[2], quoted, column == "folded")) for row in rows]


def _snippet(body: str, phrases: list[str], folded: bool, width: int = 160) -> str:
    """Marks each phrase wherever it stands and cuts around the first place. Folding keeps word counts, so words are matched one by one."""
    words = body.split()
    plain = [re.sub(r"\W+", " ", fold(w) if folded else w.lower()).strip() for w in words]
    marked = [False] * len(words)
    first = len(words)
    for phrase in phrases:
        wanted = phrase.split()
        for i in range(len(plain) - len(wanted) + 1):
            if plain[i : i + len(wanted)] == wanted:
                marked[i : i + len(wanted)] = [True] * len(wanted)
                first = min(first, i)
    start = max(0, (first if first < len(words) else 0) - 6)
    out: list[str] = []
    size = 0
    for i in range(start, len(words)):
        opening = "«" if marked[i] and (i == 0 or not marked[i - 1]) else ""
        closing = "»" if marked[i] and (i + 1 == len(words) or not marked[i + 1]) else ""
        out.append(opening + words[i] + closing)
        size += len(words[i]) + 1
        if size > width:
            return ("… " if start else "") + " ".join(out) + " …"
    return ("… " if start else "") + " ".join(out)
