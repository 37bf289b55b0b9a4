"""Failures, said alike whichever way a command was run.

Takes what a command ended with; says it in three lines on the standard error and gives the exit code; knows nothing of commands.
"""

from __future__ import annotations

import os

from ttdn_kb.cli.outputs import leave_screen, remark
from ttdn_kb.foundation.errors import EXIT_CLEAN, TtdnError, cause

EXIT_STOPPED = 130


def told(error: BaseException) -> int:
    """Says why a command ended, and gives its exit code.

    Raises:
        Exception: the error itself, where it is a fault of ours and TTDN_DEBUG is set.
    """
    if isinstance(error, KeyboardInterrupt):
        remark("Đã dừng theo yêu cầu; những gì đã lưu vẫn còn nguyên.")
        return EXIT_STOPPED
    if isinstance(error, BrokenPipeError):
        # The reader of our output went away (`| head`): not a fault of ours or theirs.
        leave_screen()
        return EXIT_CLEAN
    said = error if isinstance(error, TtdnError) else _worded(error)
    remark(str(said))
    return said.exit_code


def _worded(error: BaseException) -> TtdnError:
    if isinstance(error, OSError):
        leave_screen()
        place = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
        return TtdnError("file-system", "Không đọc hoặc ghi được", place, cause(error), "kiểm tra đường dẫn, quyền truy cập và chỗ trống trên đĩa")
    # A fault of ours: people get a sentence, engineers get the trace when they ask for it.
    if os.environ.get("TTDN_DEBUG"):
        raise error
    return TtdnError(
        "internal",
        "Chương trình gặp lỗi không ngờ tới",
        "",
        f"{type(error).__name__}: {error}",
        "những gì đã lưu vẫn còn nguyên; báo lỗi kèm lệnh vừa gọi, hoặc đặt TTDN_DEBUG=1 để xem chi tiết",
    )
