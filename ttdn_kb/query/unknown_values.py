"""What to say of a typed value that is none of the known ones.

Takes an answer file, a list of choices and what was typed; gives the error, which names the values that may be meant, then some of those there are,
and the whole list where a person asks for it; knows nothing of where a value was typed. Values are told by their names, as people read them.
"""

from __future__ import annotations

from collections.abc import Iterable

from ttdn_kb.foundation.errors import UnknownValue, some_of
from ttdn_kb.query.answers import WIDER, AnswerFile, fold, nearest

LISTS = {"topic": "topics", "task": "tasks", "province": "provinces", "document": "documents", "agency": "agencies"}
"""What a user may list, by the name of the option that takes it."""
_MOST_NEAR = 3
_MARK = 64  # letters of the SHA-256 of a text, which nobody mistypes


def unknown_value(file: AnswerFile, choices: str, typed: str, option: str) -> UnknownValue:
    """Gives the error for a value that is not in a list of choices.

    Args:
        option: where it was typed, for the message.
    """
    lists = (choices, WIDER.get(choices, choices))
    rows = file.fetch("SELECT DISTINCT name, label FROM choice WHERE list IN (?, ?)", lists)
    names = [(row[0], row[1]) for row in rows if len(row[0]) != _MARK]
    known = sorted({row[0] for row in file.fetch("SELECT label FROM choice WHERE list = ?", (choices,))}, key=fold)
    listing = next((name for name, listed in LISTS.items() if listed == choices), choices)
    return UnknownValue(
        "unknown-value",
        f"Không có giá trị này cho {option}",
        typed,
        "các giá trị có",
        some_of(known, f"ttdn ask --list {listing}"),
        near_labels(typed, names),
        "gõ một giá trị có trong kho",
        "không tên, tên khác hay ký hiệu nào viết như vậy",
    )


def near_labels(typed: str, names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Gives what may be meant, three at the most: what has all the words that were typed, then what is spelled nearly so.

    Args:
        names: every name that may be typed, with the one to show; two values may have a name in common.

    >>> near_labels("bao-chi", [("theo dõi báo chí", "theo dõi báo chí"), ("báo cáo", "báo cáo"), ("press", "theo dõi báo chí")])
    ('theo dõi báo chí', 'báo cáo')
    """
    labels: dict[str, list[str]] = {}
    for name, label in names:
        labels.setdefault(name, []).append(label)
    wanted = set(_words(typed))
    having = sorted((name for name in labels if wanted and wanted <= set(_words(name))), key=lambda name: (len(name), name))
    found = (label for name in (*having, *nearest(typed, list(labels))) for label in labels[name])
    return tuple(dict.fromkeys(found))[:_MOST_NEAR]


def listed_values(file: AnswerFile, choices: str) -> list[str]:
    """Gives a line a value of a list: its name and notation; of units without documents too, which say so."""
    held = {row[0] for row in file.fetch("SELECT value FROM choice WHERE list = ?", (choices,))}
    rows = file.fetch("SELECT DISTINCT value, label, notation FROM choice WHERE list IN (?, ?)", (choices, WIDER.get(choices, choices)))
    without = " – kho chưa có văn bản"
    lines = {label + (f" ({notation})" if notation else "") + ("" if value in held else without) for value, label, notation in rows}
    return sorted(lines, key=lambda line: (line.endswith(without), fold(line)))


def _words(text: str) -> Iterable[str]:
    return fold(text).replace("-", " ").split()
