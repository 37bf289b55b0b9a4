"""The review of a draft as a sheet, there and back.

Takes the items of a draft; gives the rows of a sheet that a person fills in; takes the filled rows and gives the decisions, or
all that is wrong with them. Knows nothing of file formats. A row keeps the mark of its item, so rows may be sorted, filtered and
deleted; a row without mark is an addition. A row that stands as it was exported decides nothing, and none undoes what another
person decided since.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ttdn_kb.foundation.errors import TtdnError, UsageError
from ttdn_kb.graph.review_records import Decision, Key
from ttdn_kb.query.additions import added_items, addition, is_added
from ttdn_kb.query.assignment_table import COLUMNS
from ttdn_kb.query.drafts import Draft
from ttdn_kb.query.reviewing import EDITABLE, Item, alike, changes, items, one_work, same_cell
from ttdn_kb.text.clean import fold

SHEET = ("decision", "note", "item", "decided", *COLUMNS)
# A spreadsheet takes some marks for numbers (12e5) and rewrites them; none that begins with this.
_NO_NUMBER = "m"
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
    """Gives the rows of the sheet, least certain first; cells show what stands after earlier decisions, `decided` whose it was and when."""
    ordered = sorted(every, key=lambda i: (i.decision is not None, i.row.confidence, i.row.start))
    rows: list[tuple[str | int | float, ...]] = []
    for item in ordered:
        cells = [item.value(c) if c in EDITABLE else getattr(item.row, c) for c in COLUMNS]
        done = item.decision
        rows.append((done.verdict if done else "", done.note if done else "", _NO_NUMBER + item.key.id, _seal(done), *cells))
    return rows


def _seal(decision: Decision | None) -> str:
    """Whose decision a row shows and when it was made, so that a sheet tells on what it rests."""
    return unicodedata.normalize("NFC", f"{decision.by}, {decision.at}") if decision else ""


def decisions_from(rows: Sequence[Mapping[str, str]], draft: Draft, by: str, at: str) -> list[Decision]:
    """Gives the decisions of a filled sheet; rows that decide nothing new give none.

    Args:
        rows: cells as text by column name.
        by: who filled it in.
        at: ISO 8601 time.

    Raises:
        TtdnError: `review-other-document` for the sheet of another text; `bad-review-sheet` naming every faulty row. Nothing is decided then.
    """
    known = {item.key.id: item for item in (*items(draft), *added_items(draft))}
    # A Mac stores the sheet with letters and marks apart.
    rows = [{column: unicodedata.normalize("NFC", cell) for column, cell in row.items()} for row in rows]
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
    keys: list[Key] = []
    for number, row in enumerate(rows, 2):
        mark = _mark(row)
        if mark and first.setdefault(mark, number) != number:
            faults.append(f"dòng {number}: mục {_NO_NUMBER}{mark} đã có ở dòng {first[mark]} (mỗi mục một dòng)")
            continue
        try:
            new = _decisions(row, known, draft, by, at)
        except UsageError as error:
            faults.append(f"dòng {number}: {error.what}: {error.where} ({error.why})")
            continue
        for decision in new:
            # The agent of an addition may be spelled in another letter case than on a row above.
            key = next((k for k in keys if not mark and one_work(k, decision.key)), decision.key)
            keys.append(key)
            if first.setdefault(key.id, number) != number:
                faults.append(f"dòng {number}: việc này đã có ở dòng {first[key.id]}")
        found += [d for d in new if not _stands(d, row, known, draft.decisions)]
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


def _mark(row: Mapping[str, str]) -> str:
    return row.get("item", "").strip().lower().removeprefix(_NO_NUMBER)


def _stands(new: Decision, row: Mapping[str, str], known: Mapping[str, Item], decisions: Iterable[Decision]) -> bool:
    """True for what stands already, so that a sheet may be read in twice; a note that the row showed and that was cleared stands no more."""
    item = known.get(new.key.id)
    old = item.decision if item else None
    if item is None or old is None or _outcome(new) != _outcome(old):
        return False
    return new.note == _note(old) or (not new.note and _shown(row, item, decisions) != old)


def _note(decision: Decision) -> str:
    return unicodedata.normalize("NFC", decision.note.strip())


def _outcome(decision: Decision) -> tuple[str, frozenset[tuple[str, str]]]:
    return decision.verdict, frozenset((column, new) for column, _, new in decision.changes)


def _decisions(row: Mapping[str, str], known: Mapping[str, Item], draft: Draft, by: str, at: str) -> list[Decision]:
    """What a row decides: nothing where it stands as it was exported."""
    verdict = verdict_of(row.get("decision", ""))
    if verdict == "?":
        raise UsageError("bad-review-value", "Quyết định không rõ", row["decision"], "không phải nhận, sửa, loại hay thêm", "sửa ô decision")
    wanted = {c: row[c] for c in EDITABLE if c in row}
    note = row.get("note", "").strip()
    if not _mark(row):
        if not any(v.strip() for v in wanted.values()):
            if note:
                raise UsageError(
                    "bad-review-value",
                    "Ghi chú không thuộc mục nào",
                    note,
                    "dòng không có mục và không thêm việc nào",
                    "ghi ở dòng của mục",
                )
            return []
        return [_added({**wanted, "start": row.get("start", "")}, known, draft, by, at, note)]
    item = known.get(_mark(row))
    if item is None:
        raise UsageError(
            "bad-review-value",
            "Không có mục này trong bản nháp",
            _NO_NUMBER + _mark(row),
            "bản nháp đã được đọc lại khác đi, hoặc ô item bị sửa",
            "xuất lại bảng",
        )
    shown = _shown(row, item, draft.decisions)
    if _as_exported(verdict, wanted, note, replace(item, decision=shown)):
        _refuse_to_lose(verdict, note, shown)
        return []
    new = _changed(row, verdict, wanted, item, draft.source.text, by, at, note)
    _refuse_to_undo(new[-1], item, shown)
    return new


def _added(wanted: Mapping[str, str], known: Mapping[str, Item], draft: Draft, by: str, at: str, note: str) -> Decision:
    """The addition of a row without item; one that the draft has, under whatever spelling of its agent, keeps the spelling there."""
    made = addition(wanted, draft.source.text, by, at, note)
    item = known.get(made.key.id) or next((i for i in known.values() if one_work(i.key, made.key)), None)
    if item is None:
        return made
    if not is_added(item):
        raise UsageError(
            "bad-review-value",
            "Việc này đã là một mục của bản nháp",
            _NO_NUMBER + item.key.id,
            "không phải việc bị sót",
            "ghi nhận ở dòng của mục ấy",
        )
    made = addition({**wanted, "agent": item.key.agent}, draft.source.text, by, at, note)
    if item.decision is not None and item.decision.verdict == "add":
        _refuse_to_undo(made, item, None)
    elif item.decision is not None and item.decision.by != by and any(replace(made, at=d.at) == d for d in draft.decisions):
        raise UsageError(
            "bad-review-value",
            "Việc này đã được thêm rồi bị bỏ",
            _NO_NUMBER + item.key.id,
            f"bỏ bởi {_seal(item.decision)}, sau khi chính dòng này được nạp",
            "muốn thêm lại thì ghi vì sao ở ô note; không thì xóa dòng",
        )
    return made


def _refuse_to_lose(verdict: str, note: str, shown: Decision | None) -> None:
    """Refuses a row that changes no cell and has no verdict, where it says something all the same: a note, or a decision that was cleared."""
    if not verdict and shown is not None:
        raise UsageError(
            "bad-review-value",
            "Ô decision bị xóa",
            _seal(shown),
            f"quyết định đã ghi ({shown.verdict}) không xóa được, chỉ thay được",
            "điền lại quyết định ấy, hoặc quyết định khác",
        )
    if not verdict and note:
        raise UsageError(
            "bad-review-value",
            "Có ghi chú mà không có quyết định",
            note,
            "ô decision để trống",
            "điền nhận, sửa hay loại, hoặc xóa ghi chú",
        )


def _refuse_to_undo(new: Decision, item: Item | None, shown: Decision | None) -> None:
    """Refuses what would undo another person's decision that the sheet did not show."""
    latest = item.decision if item else None
    if latest is not None and shown != latest and latest.by != new.by and _outcome(new) != _outcome(latest):
        raise UsageError(
            "bad-review-value",
            "Mục đã có quyết định khác sau khi bảng này được xuất",
            _NO_NUMBER + new.key.id,
            f"quyết định của {_seal(latest)}; muốn đổi thì xuất lại bảng",
            "xuất lại bảng rồi sửa trên bảng mới",
        )


def _shown(row: Mapping[str, str], item: Item, decisions: Iterable[Decision]) -> Decision | None:
    """The decision on an item that its row showed when the sheet was exported."""
    seal = " ".join(row.get("decided", "").split())
    mine = [d for d in (*decisions, *([item.decision] if item.decision else ())) if alike(d.key, item.key)]
    return next((d for d in reversed(mine) if seal and " ".join(_seal(d).split()) == seal), None)


def _as_exported(verdict: str, wanted: Mapping[str, str], note: str, item: Item) -> bool:
    shown = item.decision
    if verdict and (shown is None or verdict != shown.verdict or note != _note(shown)):
        return False
    return all(same_cell(c, typed, item.value(c)) for c, typed in wanted.items())


def _changed(row: Mapping[str, str], verdict: str, wanted: Mapping[str, str], item: Item, text: str, by: str, at: str, note: str) -> list[Decision]:
    if verdict == "reject":
        return [Decision(item.key, "reject", (), by, at, note)]
    if is_added(item):
        made = addition({**wanted, "start": str(item.row.start)}, text, by, at, note, near=True)
        return [made] if made.key.id == item.key.id else [Decision(item.key, "reject", (), by, at, note), made]
    new = changes(item, wanted, text)
    if verdict == "correct" and not new:
        raise _corrects_nothing(row, item)
    return [Decision(item.key, "correct" if new else "accept", new, by, at, note)]


def _corrects_nothing(row: Mapping[str, str], item: Item) -> UsageError:
    """The error for a row that says it corrects and changes no cell, or only cells that follow from others."""
    fixed = [c for c in COLUMNS if c not in EDITABLE and c in row and row[c].strip() != str(getattr(item.row, c)).strip()]
    if not fixed:
        return UsageError(
            "bad-review-value", "Ghi là sửa nhưng không ô nào khác", _NO_NUMBER + item.key.id, "các ô vẫn như đề xuất", "sửa ô cần sửa, hoặc ghi nhận"
        )
    return UsageError(
        "bad-review-value",
        "Ghi là sửa nhưng ô đã đổi không phải ô sửa được",
        ", ".join(fixed),
        f"các ô ấy theo văn bản và cách đọc; sửa được: {', '.join(EDITABLE)}",
        "sửa một trong các ô ấy (đổi vị trí thì sửa quote), hoặc ghi nhận",
    )
