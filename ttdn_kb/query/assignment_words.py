"""The assignment table as people read it.

Takes rows of the assignment table and a language; gives headings and cells in words, notations replaced by the names of their vocabularies; knows
nothing of files. What only programs need (marks of files, places in the text) is left out; the address of a norm leads to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.vocabulary import concepts
from ttdn_kb.query.assignment_table import AssignmentRow
from ttdn_kb.query.draft_table import UNNUMBERED
from ttdn_kb.text.clean import one_line

if TYPE_CHECKING:
    from ttdn_kb.query.history import Naming

TITLE, DATA_TITLE = Words("Phân công", "Assignments"), Words("Dữ liệu", "Data")
NOBODY = Words("không nêu ai làm", "names nobody")
_NAMING = {"false": Words("đích danh", "by name"), "true": Words("gọi chung", "as a kind"), "": Words("", "")}
_FREQUENCIES = {"continuous": Words("thường xuyên", "continuous"), "adhoc": Words("đột xuất, khi có yêu cầu", "when needed or asked")}
_EVERY = re.compile(r"P(?P<clock>T?)(?P<number>\d+)(?P<unit>[YMWDH])")
_UNITS = {
    "Y": Words("năm", "year"),
    "M": Words("tháng", "month"),
    "W": Words("tuần", "week"),
    "D": Words("ngày", "day"),
    "TH": Words("giờ", "hour"),
    "TM": Words("phút", "minute"),
}


class Heading(NamedTuple):
    """A column for readers: its name, and its width in letters."""

    words: Words
    width: float


HEADINGS = (
    Heading(Words("Tỉnh", "Province"), 12),
    Heading(Words("Văn bản", "Document"), 28),
    Heading(Words("Điều khoản", "Provision"), 16),
    Heading(Words("Cơ quan", "Body"), 26),
    Heading(Words("Vai trò", "Role"), 13),
    Heading(Words("Trích nguyên văn", "Quote"), 56),
    Heading(Words("Công việc", "Task"), 26),
    Heading(Words("Chủ đề", "Topic"), 24),
    Heading(Words("Thời hạn", "Deadline"), 18),
    Heading(Words("Tần suất", "Frequency"), 14),
    Heading(Words("Đối tượng", "Object"), 20),
    Heading(Words("Địa điểm", "Place"), 18),
    Heading(Words("Tính chất", "Modality"), 11),
    Heading(Words("Cách nêu cơ quan", "How the body is named"), 12),
    Heading(Words("Tình trạng", "Status"), 12),
    Heading(Words("Độ tin", "Confidence"), 9),
    Heading(Words("Địa chỉ (cho ttdn explain)", "Address (for ttdn explain)"), 30),
)


def said_rows(rows: Iterable[AssignmentRow], lang: str = "vi", name: Naming | None = None) -> list[tuple[str, ...]]:
    """Gives the rows in words, columns as `HEADINGS` names them.

    Args:
        lang: "vi" or "en"; quotes and names of documents are those of the texts.
        name: names bodies in the language; None leaves the names of the table.
    """
    return [
        (
            _called("provinces", row.province, lang),
            row.document,
            row.provision or UNNUMBERED.of(lang),
            (name(row.agent_iri, row.agent) if name else row.agent) if row.agent else NOBODY.of(lang),
            _called("roles", row.role, lang),
            one_line(row.quote),
            _called("tasks", row.tasks, lang),
            _called("topics", row.topics, lang),
            row.deadline,
            "; ".join(frequency_words(part, lang) for part in row.frequency.split(";")),
            row.object.replace(";", "; "),
            row.place.replace(";", "; "),
            _called("modalities", row.modality, lang),
            _NAMING[row.generic].of(lang),
            _called("statuses", row.status, lang),
            f"{round(row.confidence * 100)} %",
            row.norm,
        )
        for row in rows
    ]


def frequency_words(value: str, lang: str = "vi") -> str:
    """Gives a frequency in words, any other value as it is.

    >>> frequency_words("P6M"), frequency_words("P1Y", "en"), frequency_words("adhoc"), frequency_words("")
    ('6 tháng một lần', 'every year', 'đột xuất, khi có yêu cầu', '')
    """
    if value in _FREQUENCIES:
        return _FREQUENCIES[value].of(lang)
    found = _EVERY.fullmatch(value)
    unit = _UNITS.get(found["clock"] + found["unit"]) if found else None
    if found is None or unit is None:
        return value
    number = int(found["number"])
    if lang == "en":
        return f"every {unit.en}" if number == 1 else f"every {number} {unit.en}s"
    return f"mỗi {unit.vi} một lần" if number == 1 else f"{number} {unit.vi} một lần"


def _called(vocabulary: str, notations: str, lang: str) -> str:
    """Gives the names of notations parted by ";", those of no concept as they are."""
    known = concepts(vocabulary)
    return "; ".join(known[one].called(lang) if one in known else one for one in notations.split(";"))
