"""The review of a draft as a sheet, there and back.

Takes the items of a draft; gives the rows of a sheet that a person fills in; takes the filled rows and gives the decisions, or
all that is wrong with them. Knows nothing of file formats. A row keeps the mark of its item, so rows may be sorted, filtered and
deleted; a row without mark is an addition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ttdn_kb.foundation.errors import TtdnError, UsageError
from ttdn_kb.graph.review_records import Decision, Key
from ttdn_kb.query.assignment_table import COLUMNS
from ttdn_kb.query.drafts import Draft
from ttdn_kb.query.reviewing import EDITABLE, Item, changes, items, locate
from ttdn_kb.text.clean import fold

SHEET = ("decision", "note", "item", *COLUMNS)
_WORDS = {
    "accept": ("accept", "nhận", "chấp nhận", "đúng", "ok", "x"),
    "correct": ("correct", "sửa", "đã sửa"),
    "reject": ("reject", "loại", "bỏ", "sai", "từ chối"),
    "add": ("add", "thêm", "bổ sung"),
}
_VERDICTS = {fold(word): verdict for verdict, words in _WORDS.items() for word in words}
_MOST_FAULTS = 12


def verdict_of(typed: str) -> str:
    """Gives the verdict that a word means, "" for an empty cell, "?" for any other word.

    >>> verdict_of("Nhận"), verdict_of("loai"), verdict_of(""), verdict_of("hm")
    ('accept', 'reject', '', '?')
    """
    word = fold(" ".join(typed.split()))
    return _VERDICTS.get(word, "?") if word else ""


def sheet_rows(every: Sequence[Item]) -> list[tuple[str | int | float, ...]]:
    """Gives the rows of the sheet, least certain first; cells show what stands after earlier decisions."""
    ordered = sorted(every, key=lambda i: (i.decision is not None, i.row.confidence, i.row.start))
    rows: list[tuple[str | int | float, ...]] = []
    for item in ordered:
        cells = [item.value(c) if c in EDITABLE else getattr(item.row, c) for c in COLUMNS]
        done = item.decision
        rows.append((done.verdict if done else "", done.note if done else "", item.key.id, *cells))
    return rows


def decisions_from(rows: Sequence[Mapping[str, str]], draft: Draft, by: str, at: str) -> list[Decision]:
    """Gives the decisions of a filled sheet; rows that decide nothing new give none.

    Args:
        rows: cells as text by column name.
        by: who filled it in.
        at: ISO 8601 time.

    Raises:
        TtdnError: `review-other-document` for the sheet of another text; `bad-review-sheet` naming every faulty row. Nothing is decided then.
    """
    known = {item.key.id: item for item in items(draft)}
    marks = {row.get("source_sha256", "") for row in rows} - {"", draft.source.sha256}
    if marks:
        raise TtdnError(
            "review-other-document",
            "Bảng rà soát là của văn bản khác",
            draft.folder,
            f"cột source_sha256 ghi {min(marks)[:12]}…, bản nháp là của {draft.source.sha256[:12]}…",
            "xuất lại bảng từ đúng bản nháp này: ttdn review BẢN_NHÁP --export",
        )
    found, faults = [], []
    first: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        mark = row.get("item", "").strip()
        if mark and first.setdefault(mark, number) != number:
            faults.append(f"dòng {number}: mục {mark} đã có ở dòng {first[mark]} (mỗi mục một dòng)")
            continue
        try:
            decision = _decision(row, known, draft.source.text, by, at)
        except UsageError as error:
            faults.append(f"dòng {number}: {error.what}: {error.where} ({error.why})")
            continue
        if decision is not None:
            found.append(decision)
    if faults:
        more = f"; … và {len(faults) - _MOST_FAULTS} dòng nữa" if len(faults) > _MOST_FAULTS else ""
        raise TtdnError(
            "bad-review-sheet",
            "Bảng rà soát có dòng không dùng được; chưa ghi quyết định nào",
            draft.folder,
            "; ".join(faults[:_MOST_FAULTS]) + more,
            "sửa các dòng ấy rồi nạp lại cả bảng",
        )
    return found


def _decision(row: Mapping[str, str], known: Mapping[str, Item], text: str, by: str, at: str) -> Decision | None:
    verdict = verdict_of(row.get("decision", ""))
    mark = row.get("item", "").strip()
    if verdict == "?":
        raise UsageError("bad-review-value", "Quyết định không rõ", row["decision"], "không phải nhận, sửa, loại hay thêm", "sửa ô decision")
    wanted = {c: row[c] for c in EDITABLE if c in row}
    if not mark:
        if not any(v.strip() for v in wanted.values()):
            return None
        return addition(wanted, text, by, at, row.get("note", ""))
    item = known.get(mark)
    if item is None:
        raise UsageError(
            "bad-review-value", "Không có mục này trong bản nháp", mark, "bản nháp đã được đọc lại khác đi, hoặc ô item bị sửa", "xuất lại bảng"
        )
    touched = any(" ".join(v.split()) != " ".join(item.value(c).split()) for c, v in wanted.items())
    before = item.decision
    if (not verdict and not touched) or (before is not None and verdict == before.verdict and not touched):
        return None
    if verdict == "reject":
        return Decision(item.key, "reject", (), by, at, row.get("note", ""))
    new = changes(item, wanted, text)
    if verdict == "correct" and not new:
        raise _corrects_nothing(row, item)
    return Decision(item.key, "correct" if new else "accept", new, by, at, row.get("note", ""))


def _corrects_nothing(row: Mapping[str, str], item: Item) -> UsageError:
    """The error for a row that says it corrects and changes no cell, or only cells that follow from others."""
    fixed = [c for c in COLUMNS if c not in EDITABLE and c in row and row[c].strip() != str(getattr(item.row, c)).strip()]
    if not fixed:
        return UsageError(
            "bad-review-value", "Ghi là sửa nhưng không ô nào khác", item.key.id, "các ô vẫn như đề xuất", "sửa ô cần sửa, hoặc ghi nhận"
        )
    return UsageError(
        "bad-review-value",
        "Ghi là sửa nhưng ô đã đổi không phải ô sửa được",
        ", ".join(fixed),
        f"các ô ấy theo văn bản và cách đọc; sửa được: {', '.join(EDITABLE)}",
        "sửa một trong các ô ấy (đổi vị trí thì sửa quote), hoặc ghi nhận",
    )


def addition(wanted: Mapping[str, str], text: str, by: str, at: str, note: str = "") -> Decision:
    """Gives the decision that adds an assignment which the reader missed.

    Raises:
        UsageError: `bad-review-value`, for instance where the quote does not stand in the text.
    """
    filled = {"modality": "duty", **{c: v for c, v in wanted.items() if v.strip()}}
    span = locate(text, filled.get("quote", ""), 0)
    if span is None:
        raise UsageError(
            "bad-review-value",
            "Dòng thêm cần trích nguyên văn",
            filled.get("quote", ""),
            "đoạn trích trống hoặc không có trong văn bản",
            "chép đúng từng chữ từ văn bản",
        )
    new = changes(None, filled, text)
    role, agent = (next((v for c, _, v in new if c == name), "") for name in ("role", "agent"))
    return Decision(Key(span.start, span.end, span.slice(text), role, agent), "add", new, by, at, note)
