"""The word lists and regular expressions of the text and structure layers.

Takes the name of a CSV file in `data/lexicon`; gives its rows and the words of one use, or the regular expression of a name; knows nothing of what
they are used for.
"""

from __future__ import annotations

import csv
import os
import re
from functools import cache, lru_cache

from ttdn_kb.foundation.errors import TtdnError, cause
from ttdn_kb.foundation.resources import folder


@lru_cache(maxsize=64)
def _rows(path: str) -> tuple[dict[str, str], ...]:
    try:
        with open(path, encoding="utf-8-sig", newline="") as handle:
            return tuple({key: value or "" for key, value in row.items() if key} for row in csv.DictReader(handle))
    except OSError as error:
        raise TtdnError(
            "lexicon-missing",
            "Không đọc được từ vựng",
            path,
            cause(error),
            "cài lại gói ttdn-kb, hoặc kiểm tra biến môi trường TTDN_HOME",
        ) from error


@lru_cache(maxsize=256)
def _words(path: str, use: str) -> tuple[str, ...]:
    return tuple(row["text"] for row in _rows(path) if row["use"] == use)


def rows(name: str) -> tuple[dict[str, str], ...]:
    """Gives the rows of a lexicon file.

    Args:
        name: file name without ".csv", for instance "structure_words".

    Raises:
        TtdnError: code "lexicon-missing" when the file cannot be read.
    """
    return _rows(os.path.join(folder("data/lexicon"), f"{name}.csv"))


def words(use: str, name: str = "structure_words") -> tuple[str, ...]:
    """Gives the words that a lexicon file lists for one use, in file order.

    Args:
        use: the value of the column "use".
        name: file name without ".csv"; its columns are "use" and "text".

    >>> "Căn cứ" in words("legal-basis")
    True
    """
    return _words(os.path.join(folder("data/lexicon"), f"{name}.csv"), use)


@cache
def _label_words() -> dict[str, str]:
    return {row["name"]: row["word"] for row in rows("label_words")}


def label_word(name: str) -> str:
    """Gives a word of `data/lexicon/label_words.csv`, by which labels and names of bodies are built, as it is printed.

    >>> label_word("committee")
    'Ủy ban nhân dân'
    """
    return _label_words()[name]


@cache
def _sources(table: str) -> dict[str, str]:
    return {row["name"]: row["pattern"] for row in rows(table)}


@cache
def pattern(name: str, table: str = "structure_patterns") -> re.Pattern[str]:
    """Gives a regular expression of a lexicon file; `<<other>>` in it stands for another one of the file.

    Args:
        name: where it is used: module, then what it finds.
        table: file name without ".csv"; its columns are "name" and "pattern".

    Raises:
        TtdnError: code "lexicon-missing" when the file cannot be read.

    >>> pattern("headings-list-lead").search("Các phương thức như sau:").group()
    'như sau:'
    """
    return re.compile(re.sub(r"<<([\w-]+)>>", lambda m: pattern(m[1], table).pattern, _sources(table)[name]))


@cache
def compiled(source: str) -> re.Pattern[str]:
    """Compiles a pattern that is built of words of the lexicon, once for all documents; one built of a document's own words is not kept so."""
    return re.compile(source)
