"""The sides of a comparison.

Takes what a user typed (a province, a document, `province@day`); gives what it means, or says what near it exists; knows nothing of differences.
"""

from __future__ import annotations

from typing import NamedTuple

from ttdn_kb.compare.material import Document, Entry, Material
from ttdn_kb.foundation.days import day_words
from ttdn_kb.foundation.errors import UnknownValue, UsageError
from ttdn_kb.query.answers import AnswerFile
from ttdn_kb.query.days import parse_day


class Side(NamedTuple):
    """One side.

    Attributes:
        label: short name for a column ("Tỉnh Hà Tĩnh, 01/06/2020").
        name: the same without the day.
        province: notation of the province.
        day: ISO 8601 day, "" for whatever the texts say.
        documents: the documents that speak for it, those out of force on the day left out.
        others: its documents that do not hold on the day.
    """

    label: str
    name: str
    province: str
    day: str
    documents: tuple[Document, ...]
    others: tuple[Document, ...]

    def entries(self, material: Material) -> list[Entry]:
        """Gives the assignments of the side that hold on its day."""
        own = {d.iri for d in self.documents} | {d.iri for d in self.others}
        return material.held(self.day, [e for e in material.entries if e.document in own])


def resolve_side(answers: AnswerFile, material: Material, typed: str, at: str = "", today: str = "", lang: str = "vi") -> Side:
    """Gives the side that was typed.

    Args:
        typed: province or document by notation, number, name or alias, with or without diacritics; `@day` at its end gives its own day.
        at: ISO 8601 day for sides without their own.

    Raises:
        UsageError: `unknown-side` with near misses, `bad-date`.
    """
    words, mark, day = typed.rpartition("@")
    name, when = (words, parse_day(day, today)) if mark else (typed, at)
    by_province, chosen = _documents(answers, material, name.strip())
    holding = tuple(d for d in chosen if d.in_force(when))
    place = chosen[0].province_en if lang == "en" and chosen[0].province_en else chosen[0].province_vi
    shown = place if by_province else f"{'; '.join(d.short(lang) for d in chosen)} ({place})"
    label = f"{shown}, {day_words(when, lang)}" if when else shown
    return Side(label, shown, chosen[0].province, when, holding, tuple(d for d in chosen if d not in holding))


def _documents(answers: AnswerFile, material: Material, name: str) -> tuple[bool, list[Document]]:
    """Gives whether a province was meant, and its documents or the documents meant."""
    try:
        provinces = set(answers.resolve("provinces", name, "so sánh"))
    except UnknownValue as of_province:
        try:
            iris = set(answers.resolve("documents", name, "so sánh"))
        except UnknownValue as of_document:
            raise UnknownValue(
                "unknown-side",
                "Không có tỉnh hay văn bản này",
                name,
                "tỉnh",
                f"{of_province.known}; văn bản: {of_document.known}",
                (*of_province.near, *of_document.near),
                "gõ một tỉnh hay văn bản; để so sánh hai thời điểm, viết như ha-tinh@2020-06-01 ha-tinh@2025-12-20",
                "không tên hay ký hiệu nào của tỉnh, của văn bản trong kho viết như vậy",
            ) from of_document
        return False, [d for d in material.documents.values() if d.iri in iris]
    found = [d for d in material.documents.values() if d.province_iri in provinces]
    if not found:
        named = ", ".join(answers.called("provinces", p) for p in sorted(provinces))
        having = ", ".join(sorted({d.province_iri.rsplit("/", 1)[-1] for d in material.documents.values()}))
        mend = "chọn một tỉnh trong danh sách trên; văn bản của đơn vị trước sắp xếp đứng ở ký hiệu của đơn vị ấy"
        raise UsageError("no-documents", "Kho chưa có văn bản của đơn vị này", named, f"các đơn vị có văn bản: {having}", mend)
    return True, found
