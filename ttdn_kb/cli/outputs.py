"""Where results and remarks go: the standard output, a file, the standard error.

Takes bytes or a sentence and a place; puts them there; knows nothing of what they say. A file appears whole or not at all. Stands on the cold path:
imports only what the interpreter has loaded anyway.
"""

from __future__ import annotations

import os
import stat
import sys
import time

from ttdn_kb.foundation.errors import TtdnError, cause

_STREAMS = (1, 2)


def to_screen(raw: bytes) -> None:
    """Writes to the standard output.

    Raises:
        TtdnError: `not-writable` where it is closed or takes no more.
        BrokenPipeError: where its reader went away.
    """
    if sys.stdout is None:
        raise _not_printed("đầu ra chuẩn đã đóng")
    try:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        leave_screen()
        raise _not_printed(cause(error)) from error


def _not_printed(why: str) -> TtdnError:
    return TtdnError("not-writable", "Không in được kết quả", "đầu ra chuẩn", why, "mở lại đầu ra chuẩn, hoặc ghi ra một tệp")


def leave_screen() -> None:
    """Drops what the standard output does not take, so that the interpreter does not try it again when it ends; one that takes all stays as it is."""
    from contextlib import suppress

    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):  # one that is no stream of the system, or closed, keeps nothing for the end
            screen, nowhere = sys.stdout.fileno(), os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, screen)
            os.close(nowhere)


def to_file(raw: bytes, path: str) -> None:
    """Writes to a file, which is replaced in one step and keeps its mode; a link's target is the file that is meant.

    What is no ordinary file (a device, a FIFO), or is a stream of this process (`-o /dev/stdout >> tệp`), is written to as it is.

    Raises:
        TtdnError: `not-writable`; an ordinary file is as it was then.
        BrokenPipeError: where the reader of a FIFO went away.
    """
    try:
        there = _there(path)
        stream = next((number for number in _STREAMS if there is not None and _same(number, there)), None)
        if stream is not None:
            _into(stream, raw)
        elif there is None or stat.S_ISREG(there.st_mode):
            _replace(os.path.realpath(path), raw, there)
        else:
            _into(os.open(path, os.O_WRONLY | os.O_NOCTTY), raw, ours=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise TtdnError(
            "not-writable", "Không ghi được tệp", path, cause(error), "kiểm tra thư mục, quyền ghi và chỗ trống, hoặc ghi ra nơi khác"
        ) from error


def _there(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        if not os.path.basename(path):
            raise
        return None


def _same(stream: int, there: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.fstat(stream), there)
    except OSError:
        return False


def _into(descriptor: int, raw: bytes, ours: bool = False) -> None:
    with open(descriptor, "wb", closefd=ours) as file:
        file.write(raw)


def _replace(path: str, raw: bytes, there: os.stat_result | None) -> None:
    temporary = os.path.join(os.path.dirname(path), f".{os.getpid():x}-{time.time_ns():x}.tmp")
    # What stands in a file that others may not read is not shown to them for a moment either.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if there is None else 0o600)
    try:
        _into(descriptor, raw, ours=True)
        if there is not None:
            _as_before(temporary, there)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _as_before(path: str, there: os.stat_result) -> None:
    from contextlib import suppress

    made = os.stat(path)
    if (made.st_uid, made.st_gid) != (there.st_uid, there.st_gid):
        with suppress(OSError):  # the file of another person, in a folder of all, is ours from now on
            os.chown(path, there.st_uid, there.st_gid)
    os.chmod(path, stat.S_IMODE(there.st_mode))


def remark(sentence: str) -> None:
    """Writes a sentence to the standard error, where it mixes with no result; does nothing where that is closed."""
    if sys.stderr is not None:
        sys.stderr.write(sentence + "\n")
        sys.stderr.flush()
