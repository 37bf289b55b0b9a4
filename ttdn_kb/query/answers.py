"""Answers to catalogue questions from the compiled answer file.

Takes an open answer file (SQLite) and a question's name with typed values; gives rows; knows nothing of RDF engines. Each question was run
once over the
whole store when the base was built, with every parameter open; to answer is to keep the rows whose parameter cells match. The tests hold
each answer to
the same question run as SPARQL on two engines. Imports only what a cold start can afford: see docs/decisions/0003-cold-start.md.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Sequence

from ttdn_kb.foundation.errors import TtdnError, UnknownValue, UsageError

WIDER = {"provinces": "units"}
"""Lists whose values stand for more than the base has documents of: what is only in the wider one is known, and has no rows."""


class Question:
    """A question as compiled: its columns, then hidden cells for parameters and validity.

    Attributes:
        columns: keys of the columns to show.
        labels, labels_en: their names for people.
        parameters: (option name, variable, list of choices, label, English label, required).
        variables: all cells of a row, in order.
    """

    __slots__ = ("columns", "id", "labels", "labels_en", "parameters", "title", "title_en", "variables")

    def __init__(
        self,
        id: str,
        title: str,
        title_en: str,
        columns: tuple[str, ...],
        labels: tuple[str, ...],
        labels_en: tuple[str, ...],
        parameters: tuple[tuple[str, str, str, str, str, bool], ...],
        variables: tuple[str, ...],
    ) -> None:
        self.id = id
        self.title = title
        self.title_en = title_en
        self.columns = columns
        self.labels = labels
        self.labels_en = labels_en
        self.parameters = parameters
        self.variables = variables


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d, so that a value may be typed without a Vietnamese keyboard.

    >>> fold("Bộ đội Biên phòng")
    'bo doi bien phong'
    """
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


class AnswerFile:
    """The compiled answers of one build.

    Args:
        path: the SQLite file, opened read only.

    Raises:
        TtdnError: `store-damaged` where it is no answer file.
    """

    def __init__(self, path: str) -> None:
        try:
            self._db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
            self._db.execute("SELECT 1 FROM question LIMIT 1")
        except sqlite3.Error as error:
            raise damaged(path, error) from error
        self._path = path

    def fetch(self, sql: str, values: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise damaged(self._path, error) from error

    def meta(self, key: str) -> str:
        rows = self.fetch("SELECT value FROM meta WHERE key = ?", (key,))
        return rows[0][0] if rows else ""

    def questions(self) -> list[Question]:
        """Gives the catalogue, by id."""
        names = [row[0] for row in self.fetch("SELECT id FROM question ORDER BY id")]
        return [self.question(name) for name in names]

    def question(self, name: str) -> Question:
        """Gives one question.

        Raises:
            UsageError: `unknown-question`, with near misses.
        """
        rows = self.fetch("SELECT id, title, title_en, columns, labels, labels_en, variables FROM question WHERE id = ?", (name,))
        if not rows:
            known = [row[0] for row in self.fetch("SELECT id FROM question ORDER BY id")]
            raise UnknownValue(
                "unknown-question",
                "Không có câu hỏi này",
                name,
                "các câu hỏi có",
                "; ".join(known),
                nearest(name, known),
                "chọn một câu hỏi của danh mục",
                "danh mục không có câu hỏi mang tên đó",
            )
        head = rows[0]
        parameters = tuple(
            (p[0], p[1], p[2], p[3], p[4], p[5] == "1")
            for p in self.fetch("SELECT name, variable, choices, label, label_en, required FROM parameter WHERE question = ? ORDER BY rowid", (name,))
        )
        split = [tuple(c for c in cell.split("\x1f") if c) for cell in head[3:7]]
        return Question(head[0], head[1], head[2], split[0], split[1], split[2], parameters, split[3])

    def resolve(self, choices: str, typed: str, option: str, provinces: Sequence[str] = ()) -> list[str]:
        """Gives the values that a typed notation, label or alias means; case, diacritics and đ may be left out.

        A name of several units, one before and one after a reorganisation, means those with documents; a notation means one.
        A number may be cut short before a "/" or "-" ("25/2019" for 25/2019/QĐ-UBND) where only one value has it so.
        The name of a body may be abbreviated or shortened: see `agency_names`.

        Args:
            provinces: IRIs of the provinces asked about, among whose bodies a shortened name is looked for first.

        Raises:
            UsageError: `unknown-value`, with near misses; `ambiguous-value`, with the candidates.
        """
        for listed in (choices, WIDER.get(choices, "")):
            rows = self.fetch("SELECT DISTINCT value FROM choice WHERE list = ? AND (folded = ? OR value = ?)", (listed, fold(typed), typed))
            if rows:
                return [row[0] for row in rows]
        if found := self._begun(choices, fold(typed)):
            if len(found) == 1:
                return list(found)
            why = "; ".join(found.values())
            raise UsageError("ambiguous-value", f"Nhiều giá trị cùng bắt đầu như vậy cho {option}", typed, why, "ghi đủ số hiệu của một văn bản trên")
        if choices == "agencies":
            from ttdn_kb.query import agency_names  # not on the cold path: most names are typed as recorded

            return agency_names.resolve(self, typed, option, provinces)
        from ttdn_kb.query import unknown_values

        raise unknown_values.unknown_value(self, choices, typed, option)

    def called(self, choices: str, value: str, lang: str = "vi") -> str:
        """Gives the label of a value of a list of choices in a language, the Vietnamese one where it has no other, the value itself where none."""
        lists = (choices, WIDER.get(choices, choices))
        rows = self.fetch("SELECT label, label_en FROM choice WHERE list IN (?, ?) AND value = ? AND label <> '' LIMIT 1", (*lists, value))
        return ((lang == "en" and rows[0][1]) or rows[0][0]) if rows else value

    def _begun(self, choices: str, begun: str) -> dict[str, str]:
        """Gives the values, with a name of each, one of whose names is a number that begins so."""
        if not begun[:1].isdigit():
            return {}
        longer = [begun + mark + "%" for mark in "/-"]
        rows = self.fetch("SELECT DISTINCT value, label FROM choice WHERE list = ? AND (folded LIKE ? OR folded LIKE ?)", (choices, *longer))
        return {row[0]: row[1] for row in rows}

    def answer(self, question: Question, values: dict[str, list[str]]) -> list[tuple[str, ...]]:
        """Gives the rows of a question, each with all its variables in the order of `question.variables`.

        Args:
            values: parameter name to the values that a row may have.
        """
        where, bound = [], []
        for name, variable, *_ in question.parameters:
            if values.get(name):
                where.append(f'"{variable}" IN ({",".join("?" * len(values[name]))})')
                bound += values[name]
        condition = f" WHERE {' AND '.join(where)}" if where else ""
        names = ", ".join(f'"{v}"' for v in question.variables)
        return self.fetch(f'SELECT {names} FROM "answer:{question.id}"{condition} ORDER BY rowid', tuple(bound))


def project(question: Question, rows: list[tuple[str, ...]], columns: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Keeps the shown columns and drops repeated rows, first one kept."""
    places = [question.variables.index(c) for c in (columns or question.columns)]
    seen: dict[tuple[str, ...], None] = {}
    for row in rows:
        seen.setdefault(tuple(row[i] for i in places))
    return list(seen)


def damaged(path: str, error: Exception) -> TtdnError:
    """Gives the error for a build that cannot be read."""
    return TtdnError("store-damaged", "Kho dữ liệu đã hỏng hoặc dựng dở", path, str(error), "dựng lại bằng lệnh: ttdn build")


def nearest(typed: str, names: Sequence[str]) -> tuple[str, ...]:
    """Gives the names nearest to one that is not there, at most three, the nearest first.

    >>> nearest("quang tri 20255", ["quang-tri", "quang-tri-2025", "can-tho"])
    ('quang-tri-2025', 'quang-tri')
    """
    import difflib

    folded = {fold(name): name for name in names}
    close = difflib.get_close_matches(fold(typed), folded, n=3, cutoff=0.5)
    close += [f for f in folded if fold(typed) and fold(typed) in f and f not in close][: 3 - len(close)]
    told = {folded[c].replace("-", " "): folded[c] for c in reversed(close)}  # a notation and the same words without hyphens are one
    return tuple(reversed(told.values()))
