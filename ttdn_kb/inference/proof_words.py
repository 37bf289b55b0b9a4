"""A proof's evidence and dates in words.

Takes evidence, dates, texts and graph names; gives what a Vietnamese or English reader sees; knows nothing of proofs.
"""

from __future__ import annotations

import re

from ttdn_kb.foundation.days import day_words
from ttdn_kb.graph.namespaces import GRAPH
from ttdn_kb.inference.evidence import Evidence

DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def shortened(text: str, limit: int = 60) -> str:
    """Gives the beginning of a text, cut between words.

    >>> shortened("Quản lý, vận hành có hiệu quả", 16)
    'Quản lý, vận …'
    """
    return text if len(text) <= limit else text[: text.rfind(" ", 0, limit - 1) + 1] + "…"


def place_of(graph: str) -> str:
    """Gives the file that a named graph was read from.

    >>> place_of("https://w3id.org/ttdn/graph/data/agencies/changes")
    'data/agencies/changes.ttl'
    >>> place_of("https://w3id.org/ttdn/graph/documents/quang-tri/quyet-dinh/25-2019")
    'data/sources: quang-tri/quyet-dinh/25-2019'
    """
    path = graph.removeprefix(GRAPH)
    return f"data/sources: {path.removeprefix('documents/')}" if path.startswith("documents/") else path + ".ttl"


def source_lines(found: Evidence, lang: str = "vi") -> list[str]:
    """Gives the evidence in words, one thing a line: quote with citation and offsets, or event with ground and sources."""
    vi = lang == "vi"
    kind = found.get("kind")
    if kind == "quote":
        head = "Trích" if vi else "Quote"
        place = f"{found['title']}; {found['file']} [{found['start']}–{found['end']}]"
        return [f"{head}: “{found['text']}”", ("Nơi: " if vi else "Place: ") + place, *_amendments(found, lang)]
    if kind == "event":
        lines = [("Sự kiện có hiệu lực ngày " if vi else "Event in effect on ") + day_words(found["date"], lang)]
        if found["ground"]:
            lines.append(("Căn cứ: " if vi else "Ground: ") + "; ".join(found["ground"]))
        lines.append(("Nguồn: " if vi else "Source: ") + "; ".join(found["source"]))
        if found["certainty"]:
            lines.append(("Mức chắc chắn: " if vi else "Certainty: ") + found["certainty"])
        return [*lines, *([("Ghi chú: " if vi else "Note: ") + found["note"]] if found["note"] else [])]
    if kind == "document":
        lines = [("Văn bản: " if vi else "Document: ") + f"{found['title']}; {found['file']}"]
        for quote in found["quotes"]:
            lines.append(("Trích" if vi else "Quote") + f": “{quote['text']}” ({quote['path'] or '…'} [{quote['start']}–{quote['end']}])")
        return [*lines, *_amendments(found, lang)]
    if kind == "agency":
        named = [("Được nêu trong: " if vi else "Named in: ") + "; ".join(found["named"])] if found["named"] else []
        return [*named, *(source_lines(found["quote"], lang) if found.get("quote") else [])]
    return []


def _amendments(found: Evidence, lang: str) -> list[str]:
    """Says what amends the document: its words here are those before the amendment."""
    told = []
    for by, since in found["amended"]:
        if lang == "vi":
            when = f"từ {day_words(since)}" if since else "(chưa rõ từ ngày nào)"
            told.append(f"Lưu ý: {by} sửa đổi văn bản này {when}; đối chiếu trước khi trích dẫn")
        else:
            told.append(f"Mind: {by} amends this document{f' since {since}' if since else ' (date not known)'}; compare before citing")
    return told
