"""What `ttdn ingest` says of the files that it read.

Takes results; gives the lines for the person at the terminal, in their language; knows nothing of options and of reading.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ttdn_kb.query.draft_table import unread_lines
from ttdn_kb.report.wording import either

if TYPE_CHECKING:
    from ttdn_kb.query.file_runs import FileResult
    from ttdn_kb.query.former_drafts import Carried, Later

LISTED = 8
_WIDTH = 110


def passed_over(files: Sequence[str], lang: str) -> str:
    """Says which files of a folder are not read."""
    names = ", ".join(files[:LISTED]) + (" …" if len(files) > LISTED else "")
    return either(
        lang,
        f"Bỏ qua {len(files)} tệp trong thư mục, đuôi không phải của văn bản: {names}. Là văn bản thì nêu thẳng tên tệp.",
        f"Files of the folder that were passed over, for their endings are those of no text: {len(files)}: {names}. Name a file itself to read it.",
    )


def became(result: FileResult, most: int | None, lang: str) -> Iterator[str]:
    """Says what became of a file.

    Args:
        most: how many places of each kind are listed, None for all.
    """
    if result.error is not None:
        yield str(result.error)
        return
    yield _counted(result, lang)
    for note in result.notes:
        yield f"  {either(lang, 'Lưu ý', 'Note')}: {note.of(lang)}."
    if most != 0:
        yield from (f"  {line}" for line in unread_lines(result.remarks, most or len(result.remarks), lang))
        if result.proposed:
            yield _proposed(result.proposed, most, lang)
    if result.again is not None:
        new, gone, same = result.again
        yield either(
            lang,
            f"  Đọc lại bản nháp đã có: thêm {new}, bớt {gone}, giữ {same} phân công; quyết định rà soát được giữ nguyên.",
            f"  The draft that there was, read again: assignments added {new}, gone {gone}, kept {same}; decisions of reviewers stay.",
        )
    if result.former is not None:
        yield from _carried(result.former, result.place, lang)
    if result.later is not None:
        yield _later(result.later, result.place, lang)
    if result.place:
        name = os.path.relpath(result.place)
        yield either(lang, f"  Bản nháp: {result.place}  (rà soát: ttdn review {name})", f"  Draft: {result.place}  (review it: ttdn review {name})")


def _counted(result: FileResult, lang: str) -> str:
    open_work = sum(1 for r in result.remarks if r.code == "no-bearer")
    counts = either(
        lang,
        f"{result.norms} quy định, {result.assignments} phân công, {open_work} việc không thấy giao cho ai",
        f"norms {result.norms}, assignments {result.assignments}, work given to nobody {open_work}",
    )
    return f"{result.path}: {result.label}: {counts}."


def _proposed(proposed: Sequence[str], most: int | None, lang: str) -> str:
    names = "; ".join(proposed[: most or None]) + (" …" if most and len(proposed) > most else "")
    return either(
        lang,
        f"  {len(proposed)} chủ thể chưa có trong sổ, được đề xuất mới: {names}",
        f"  Bodies that the register lacks, proposed as new: {len(proposed)}: {names}",
    )


def _carried(former: Carried, place: str, lang: str) -> Iterator[str]:
    old, new = os.path.relpath(former.folder), os.path.relpath(place)
    yield either(
        lang,
        f"  Bản trước của văn bản này đã được rà soát: chuyển sang {former.moved} quyết định còn đúng chỗ, "
        f"{len(former.left)} cần xem lại (vẫn ở bản trước). Xem khác nhau: ttdn diff {old} {new}",
        f"  The former wording of this document was reviewed: decisions taken over, for their words still stand {former.moved}; "
        f"to look at again {len(former.left)} (still with the former draft). See the differences: ttdn diff {old} {new}",
    )
    for quote in former.left[:LISTED]:
        yield f"    {either(lang, 'xem lại', 'look again')}: {quote if len(quote) <= _WIDTH else quote[: _WIDTH - 1] + '…'}"
    if more := len(former.left[LISTED:]):
        yield either(lang, f"    … và {more} quyết định nữa", f"    … and {more} more")


def _later(later: Later, place: str, lang: str) -> str:
    here, there = os.path.relpath(place), os.path.relpath(later.folder)
    return either(
        lang,
        f"  Trở lại bản chữ trước: bản nháp {there} của văn bản này có {later.decisions} quyết định, ghi sau các quyết định ở đây; "
        f"bản ấy còn nguyên. So sánh: ttdn diff {here} {there}",
        f"  Back to a former text: the draft {there} of this document holds decisions: {later.decisions}, made after those here; "
        f"it stays as it is. Compare: ttdn diff {here} {there}",
    )


def sharing(name: str, paths: Sequence[str], lang: str) -> str:
    """Says that different texts were read under one id."""
    files = ", ".join(paths)
    return either(
        lang,
        f"Lưu ý: {files} khác chữ nhưng cùng mã {name} (cùng số văn bản): quy định của chúng mang cùng địa chỉ.",
        f"Note: {files} are different texts under one id {name} (one number): their norms have the same addresses.",
    )


def total(results: Sequence[FileResult], lang: str) -> str:
    """Says how many of several files were read, and what they hold together."""
    read = [r for r in results if r.error is None]
    norms, assignments = sum(r.norms for r in read), sum(r.assignments for r in read)
    return either(
        lang,
        f"Đã đọc {len(read)}/{len(results)} văn bản: {norms} quy định, {assignments} phân công.",
        f"Documents read {len(read)}/{len(results)}: norms {norms}, assignments {assignments}.",
    )


def stopped(kept: int, lang: str) -> str:
    """Says what an interrupted run leaves."""
    return either(
        lang,
        f"\nĐã dừng theo yêu cầu: {kept} bản nháp đã lưu trọn vẹn, không có bản nháp dở dang.",
        f"\nStopped as asked: drafts stored whole {kept}, none half written.",
    )
