"""Many files at once.

Takes files and folders; gives one result a file, in order, whatever happens to a single one; runs on several processes. Knows
nothing of terminals.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.model import Remark
from ttdn_kb.foundation.words import Words
from ttdn_kb.query.assignment_table import AssignmentRow
from ttdn_kb.query.drafts import DRAFT, ingest_to
from ttdn_kb.query.former_drafts import Carried, Later, carry_over, decided_later
from ttdn_kb.query.ingesting import Ingested, ingest
from ttdn_kb.query.reading_notes import notes_on

# .doc and .rtf are taken so that the user is told that they cannot be read.
ENDINGS = (".txt", ".md", ".markdown", ".docx", ".pdf", ".html", ".htm", ".xhtml", ".doc", ".rtf")


@dataclass(frozen=True, slots=True)
class Order:
    """What to do with each file.

    Attributes:
        given: fields that the user states.
        root: folder of drafts; "" stores nothing.
        rows: whether the table is wanted.
    """

    given: dict[str, str]
    root: str = ""
    rows: bool = True


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of a file.

    Attributes:
        path: the file.
        error: why it could not be read, None where it could.
        label: name of the document.
        place: folder of its draft, "" where none is kept.
        norms, assignments: how many were read.
        rows: the table, () where it was not wanted.
        remarks: what could not be read.
        notes: on how the file was read, in both languages.
        proposed: names of agents that the register lacks.
        again: how many rows came, went and stayed since the draft was last read, None for a new draft.
        former: what became of the decisions on the text as it was before, None where there were none.
        later: the draft of another text, decided on after this one, None where there is none.
        id: of the document.
        sha256: of its text.
    """

    path: str
    error: TtdnError | None = None
    label: str = ""
    place: str = ""
    norms: int = 0
    assignments: int = 0
    rows: tuple[AssignmentRow, ...] = ()
    remarks: tuple[Remark, ...] = ()
    notes: tuple[Words, ...] = ()
    proposed: tuple[str, ...] = ()
    again: tuple[int, int, int] | None = None
    former: Carried | None = None
    later: Later | None = None
    id: str = ""
    sha256: str = ""


def files_of(paths: Sequence[str]) -> tuple[list[str], list[str]]:
    """Gives the files that the user means, and those in folders that are left out, for their endings are those of no text; each once.

    Args:
        paths: files, meant whatever their endings, and folders, with all texts below them.

    Raises:
        TtdnError: `no-texts` for a folder without any text.
    """
    found: dict[str, str] = {}
    others: dict[str, str] = {}
    for path in paths:
        if not os.path.isdir(path):
            found.setdefault(os.path.realpath(path), path)
            continue
        texts = 0
        for name in _below(path):
            is_text = name.lower().endswith(ENDINGS)
            (found if is_text else others).setdefault(os.path.realpath(name), name)
            texts += is_text
        if not texts:
            raise TtdnError(
                "no-texts",
                "Không có văn bản nào để đọc",
                path,
                f"thư mục không có tệp {', '.join(ENDINGS[:6])}",
                "nêu thư mục khác, hoặc nêu thẳng tên tệp",
            )
    return list(found.values()), [name for real, name in others.items() if real not in found]


def _below(root: str) -> Iterator[str]:
    """The files below a folder in order, but for hidden ones, those of an open Word document, and drafts."""
    for place, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not os.path.isfile(os.path.join(place, f, DRAFT)))
        yield from (os.path.join(place, name) for name in sorted(names) if not name.startswith((".", "~$")))


def run_one(path: str, order: Order) -> FileResult:
    """Reads one file; a fault of the file is a result, not an exception."""
    try:
        if not order.root:
            return _result(ingest(path, order.given), order)
        found, place, before = ingest_to(order.root, path, order.given)
        again = None
        if before is not None:
            old = {(n.span.start, n.span.end, a.role, a.agent) for n in before for a in n.assignments}
            new = {(n.span.start, n.span.end, a.role, a.agent) for n in found.reading.norms for a in n.assignments}
            again = (len(new - old), len(old - new), len(old & new))
        return _with_former(_result(found, order, place, again))
    except TtdnError as error:
        return FileResult(path, error)
    except (Exception, RecursionError, MemoryError) as error:
        return FileResult(path, _broken(path, f"{type(error).__name__}: {error}"))


def _with_former(result: FileResult) -> FileResult:
    """Adds what became of the decisions on another wording; a fault of its draft is no fault of this file, whose draft is stored."""
    try:
        return dataclasses.replace(result, former=carry_over(result.place), later=decided_later(result.place))
    except TtdnError as error:
        why = f"{error.what}: {error.where} ({error.why})"
        note = Words(
            f"chưa chuyển được quyết định rà soát của bản nháp cũ: {why}; {error.fix}, rồi nạp lại tệp này",
            f"the decisions on the former draft could not be taken over: {why}; {error.fix}; then ingest this file again",
        )
        return dataclasses.replace(result, notes=(*result.notes, note))


def _result(found: Ingested, order: Order, place: str = "", again: tuple[int, int, int] | None = None) -> FileResult:
    norms = found.reading.norms
    return FileResult(
        found.path,
        None,
        found.fields["label"],
        place,
        len(norms),
        sum(len(n.assignments) for n in norms),
        tuple(found.rows()) if order.rows else (),
        found.reading.remarks,
        tuple(notes_on(found, order.given)),
        tuple(p.label for p in found.proposals),
        again,
        id=found.fields["id"],
        sha256=found.reading.sha256,
    )


def sharing_an_id(results: Sequence[FileResult]) -> list[tuple[str, list[str]]]:
    """Gives each id under which different texts were read, with their files: their norms would have the same addresses."""
    texts: dict[str, dict[str, str]] = {}
    for result in results:
        if result.error is None:
            texts.setdefault(result.id, {}).setdefault(result.sha256, result.path)
    return [(name, list(files.values())) for name, files in texts.items() if len(files) > 1]


def _broken(path: str, why: str) -> TtdnError:
    return TtdnError(
        "reading-failed", "Đọc văn bản bị hỏng giữa chừng", path, why, "gửi tệp này kèm thông báo cho người bảo trì; các tệp khác không bị ảnh hưởng"
    )


def run(files: Sequence[str], order: Order, jobs: int, done: Callable[[FileResult], None]) -> list[FileResult]:
    """Reads all files.

    Args:
        files: see `files_of`.
        order: what to do with each.
        jobs: how many processes; 1 reads in this one.
        done: is told each result as it comes; at an interrupt all that are there, once more.

    Returns:
        The results in the order of the files.

    Raises:
        KeyboardInterrupt: when every process has finished the file in hand, and `done` knows of it.
    """
    results: dict[str, FileResult] = {}

    def keep(result: FileResult) -> None:
        results[result.path] = result
        done(result)

    if jobs <= 1 or len(files) == 1:
        for path in files:
            keep(run_one(path, order))
    else:
        _run_pool(list(files), order, min(jobs, len(files)), keep)
        # A process that was killed takes its pool along; what it left is read one by one, each in a process of its own.
        for path in [p for p in files if p not in results]:
            _run_pool([path], order, 1, keep)
            if path not in results:
                keep(FileResult(path, _broken(path, "tiến trình đọc bị hệ thống dừng (thường vì hết bộ nhớ)")))
    return [results[path] for path in files]


def _run_pool(files: list[str], order: Order, jobs: int, keep: Callable[[FileResult], None]) -> None:
    forks = sys.platform == "linux" and threading.active_count() == 1
    if forks:
        _warm()
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("fork" if forks else "spawn"), _start)
    waiting: list[Future[FileResult]] = []
    try:
        # The largest first: a long text that came last would keep one process at work while the others have nothing left.
        waiting += [pool.submit(run_one, path, order) for path in sorted(files, key=_size, reverse=True)]
        with _interrupts() as interrupted:
            for future in as_completed(waiting):
                keep(future.result())
                if interrupted:
                    raise KeyboardInterrupt
    except BrokenProcessPool:
        # The caller reads the rest again.
        return
    except KeyboardInterrupt:
        pool.shutdown(wait=True, cancel_futures=True)
        # What the workers had in hand is finished, and stored, all the same.
        for future in waiting:
            if future.done() and not future.cancelled() and future.exception() is None:
                keep(future.result())
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """Notes each interrupt: one raised inside a callback of the interpreter's own is swallowed there, and the run would go on."""
    seen: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield seen
        return

    def note(number: int, _frame: FrameType | None) -> None:
        seen.append(number)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, note)
    try:
        yield seen
    finally:
        signal.signal(signal.SIGINT, before)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _start() -> None:
    """A worker leaves the interrupt to the first process, so that the file in hand is finished and nothing stays half written."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _warm() -> None:
    """Loads once, before the processes part, what each of them needs."""
    from ttdn_kb.graph import agents_index
    from ttdn_kb.norms import lexicon, reader  # noqa: F401

    agents_index.load()
    lexicon.load()
