"""Whether an answer row holds on a day, and in what words to say so.

Takes a row's cells by variable name and an ISO 8601 day; gives yes or no and a short status; knows nothing of how the bounds were found
(that is the
rules' work). Bounds are half-open: a row holds from `validFrom` up to, not including, `validUntil`. ISO days compare as text.
"""

from __future__ import annotations

from ttdn_kb.foundation.days import day_words

_ENDED = {
    "plan-ended": ("kế hoạch đã hết thời hạn", "plan ended"),
    "expired": ("văn bản hết hiệu lực", "document expired"),
    "replaced": ("văn bản đã bị thay thế", "document replaced"),
    "bearer-gone": ("cơ quan không còn", "body gone"),
    "passed-on": ("đã chuyển cho cơ quan khác", "passed to another body"),
}
_DERIVED = {
    "succession": ("kế thừa", "by succession"),
    "mandate": ("chuyển theo lĩnh vực", "follows the field"),
    "inherited": ("qua tập thể", "through a collective"),
    "position": ("qua chức danh", "through a post"),
    "standing": ("thay Ban Chỉ đạo", "for its committee"),
}

#: How certain the source of an event is, where that is less than high.
_CERTAINTY = {"medium": ("vừa", "medium"), "low": ("thấp", "low")}


def holds(cells: dict[str, str], day: str) -> bool:
    """Tells whether a row is part of the picture on a day.

    A duty whose document is in force while its bearer is gone without a successor is part of it: it is left without a holder, and must be seen.

    >>> holds({"validFrom": "2025-01-01", "validUntil": "2026-01-01"}, "2025-12-31")
    True
    >>> holds({"documentUntil": "2026-01-01"}, "2026-01-01")
    False
    >>> holds({"validUntil": "2025-07-01", "orphanedFrom": "2025-07-01", "documentUntil": "2026-01-01"}, "2025-08-01")
    True
    """
    if _outside(cells, "documentFrom", "documentUntil", day):
        return False
    orphaned = cells.get("orphanedFrom")
    if orphaned and day >= orphaned:
        return True
    return not _outside(cells, "validFrom", "validUntil", day)


def _outside(cells: dict[str, str], start: str, end: str, day: str) -> bool:
    return bool((cells.get(start) and day < cells[start]) or (cells.get(end) and day >= cells[end]))


def status_of(cells: dict[str, str], day: str, lang: str) -> str:
    """Gives the status of a row on a day in a few words, with the event or document that ended it; "" where no day is given.

    >>> status_of({"validUntil": "2026-01-01", "documentUntil": "2026-01-01", "afterEnd": "plan-ended"}, "2026-11-22", "vi")
    'kế hoạch đã hết thời hạn từ 01/01/2026'
    >>> status_of({"validUntil": "2025-07-01", "orphanedFrom": "2025-07-01"}, "2025-08-01", "vi")
    'cơ quan không còn từ 01/07/2025, kho chưa có văn bản nêu cơ quan kế thừa'
    >>> status_of({"derivation": "mandate", "certainty": "medium", "part": "cụm"}, "2025-08-01", "vi")
    'chuyển theo lĩnh vực, một phần: cụm (suy ra, mức chắc chắn: vừa); đang áp dụng'
    >>> status_of({"part": "cụm", "partFrom": "2025-03-01"}, "2025-08-01", "vi")
    'đang áp dụng; phần về cụm chuyển theo lĩnh vực từ 01/03/2025'
    >>> status_of({"amendedFrom": "2026-07-01"}, "2026-11-22", "vi")
    'đang áp dụng; văn bản được sửa đổi từ 01/07/2026'
    >>> status_of({"amendedBy": "Nghị định 1/2026/NĐ-CP"}, "2026-11-22", "en")
    'in force; document amended, date not known'
    """
    if not day:
        return ""
    vi = lang == "vi"
    kind = _DERIVED.get(cells.get("derivation", ""))
    if kind:
        prefix = f"{kind[0 if vi else 1]}{partly(cells, vi)}{inferred(cells.get('certainty', ''), vi)}; "
        return prefix + _standing(cells, day, vi) + _passed(cells, vi) + _amended(cells, day, vi)
    return _standing(cells, day, vi) + _passed(cells, vi) + _parted(cells, day, vi) + _amended(cells, day, vi)


def inferred(certainty: str, vi: bool) -> str:
    """Gives the note on what follows from an event whose source does not make it certain; "" for one that does.

    >>> inferred("medium", True), inferred("high", True)
    (' (suy ra, mức chắc chắn: vừa)', '')
    """
    if certainty not in _CERTAINTY:
        return ""
    return f" (suy ra, mức chắc chắn: {_CERTAINTY[certainty][0]})" if vi else f" (inferred, certainty: {_CERTAINTY[certainty][1]})"


def partly(cells: dict[str, str], vi: bool) -> str:
    """Gives the topics of the part of a duty that passed on, where it is a part only; "" for the whole."""
    part = cells.get("part" if vi else "partEn", "")
    return "" if not part else f", một phần: {part}" if vi else f", in part: {part}"


def _parted(cells: dict[str, str], day: str, vi: bool) -> str:
    """What a reader of the former bearer's duty must know: a part of it has gone elsewhere."""
    part, since = cells.get("part" if vi else "partEn", ""), cells.get("partFrom", "")
    if not part or day < since:
        return ""
    return f"; phần về {part} chuyển theo lĩnh vực từ {day_words(since)}" if vi else f"; the part on {part} follows its field since {since}"


def _passed(cells: dict[str, str], vi: bool) -> str:
    """Names who took the duty over, where the cell `passedTo` has been filled in."""
    return f"; {'chuyển sang' if vi else 'passed to'}: {cells['passedTo']}" if cells.get("passedTo") else ""


def _amended(cells: dict[str, str], day: str, vi: bool) -> str:
    """What a reader of an amended document must know while it is in force: its words in the base are those before the amendment."""
    since = cells.get("amendedFrom", "")
    if not (since or cells.get("amendedBy")) or day < since or _outside(cells, "documentFrom", "documentUntil", day):
        return ""
    if not since:
        return "; văn bản được sửa đổi, chưa rõ từ ngày nào" if vi else "; document amended, date not known"
    return f"; văn bản được sửa đổi từ {day_words(since)}" if vi else f"; document amended since {since}"


def _standing(cells: dict[str, str], day: str, vi: bool) -> str:
    start = max(cells.get("validFrom", ""), cells.get("documentFrom", ""))
    if start and day < start:
        return f"chưa áp dụng, từ {day_words(start)}" if vi else f"not yet in force, from {start}"
    document_over = bool(cells.get("documentUntil")) and day >= cells["documentUntil"]
    event = (not vi and cells.get("endsBecauseEn")) or cells.get("endsBecause")
    cause = f" ({event})" if event else ""
    orphaned = cells.get("orphanedFrom")
    if orphaned and day >= orphaned and not document_over:
        if vi:
            return f"cơ quan không còn từ {day_words(orphaned)}, kho chưa có văn bản nêu cơ quan kế thừa{cause}"
        return f"body gone since {orphaned}, the base names no successor{cause}"
    until = cells.get("validUntil") or (cells["documentUntil"] if document_over else "")
    if until and day >= until:
        words = _ENDED.get(cells.get("afterEnd", ""), ("không còn áp dụng", "no longer in force"))[0 if vi else 1]
        if cells.get("afterEnd") in ("plan-ended", "expired"):
            cause = ""  # the document ends itself: it stands in the row already
        told = f"{words} từ {day_words(until)}{cause}" if vi else f"{words} since {until}{cause}"
        if document_over and cells["documentUntil"] > until:
            over = cells["documentUntil"]
            told += f"; văn bản hết thời hạn từ {day_words(over)}" if vi else f"; document over since {over}"
        return told
    if until:
        return f"đang áp dụng, đến hết {_day_before(until)}" if vi else f"in force, until {until}"
    return "đang áp dụng" if vi else "in force"


def _day_before(iso: str) -> str:
    year, month, day = (int(p) for p in iso[:10].split("-"))
    if day > 1:
        return f"{day - 1:02d}/{month:02d}/{year}"
    month, year = (month - 1, year) if month > 1 else (12, year - 1)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return f"{(31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]:02d}/{month:02d}/{year}"
