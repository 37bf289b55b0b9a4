"""The one error that reaches a user.

Takes what went wrong, where, why and how to mend it; gives three lines of text and an exit code; knows nothing of who shows it.
Each code has a heading of the same name in `docs/errors.md`.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_BAD_INPUT = 3


class TtdnError(Exception):
    """A failure that a person can mend.

    Args:
        code: stable id, also the heading in `docs/errors.md` ("source-not-text").
        what: what could not be done, one sentence without the cause.
        where: file, line, option or IRI, as the user would name it.
        why: the cause in plain words.
        fix: what to type or change next.
        exit_code: 2 for a wrong call, 3 for bad input or a store that cannot be reached.

    >>> print(TtdnError("no-such-file", "Không mở được tệp", "a.txt", "tệp không có", "kiểm tra đường dẫn"))
    Lỗi [no-such-file]: Không mở được tệp: a.txt
      Vì sao: tệp không có
      Cách sửa: kiểm tra đường dẫn
    """

    def __init__(self, code: str, what: str, where: str, why: str, fix: str, exit_code: int = EXIT_BAD_INPUT) -> None:
        super().__init__(code)
        self.code = code
        self.what = what
        self.where = where
        self.why = why
        self.fix = fix
        self.exit_code = exit_code

    def __str__(self) -> str:
        place = f": {self.where}" if self.where else ""
        return f"Lỗi [{self.code}]: {self.what}{place}\n  Vì sao: {self.why}\n  Cách sửa: {self.fix}"

    def __reduce__(self) -> tuple[type[TtdnError], tuple[str, str, str, str, str, int]]:
        return TtdnError, (self.code, self.what, self.where, self.why, self.fix, self.exit_code)


class UsageError(TtdnError):
    """A call that names something that does not exist or does not fit (exit code 2)."""

    def __init__(self, code: str, what: str, where: str, why: str, fix: str) -> None:
        super().__init__(code, what, where, why, fix, EXIT_USAGE)

    def __reduce__(self) -> tuple[type[TtdnError], tuple[str, str, str, str, str]]:  # type: ignore[override]
        return UsageError, (self.code, self.what, self.where, self.why, self.fix)


class UnknownValue(UsageError):
    """A typed value that is none of the known ones.

    Args:
        known: the known values, as words; `named` says of what they are.
        near: those nearest to what was typed; told first, since one of them is mostly meant.
        otherwise: the remedy where none is near.
        why: why it is none of them, the known ones standing in the remedy; "" where what is known is the cause itself.

    >>> error = UnknownValue("unknown-question", "Không có câu hỏi này", "x", "các câu hỏi có", "coverage; leads", ("leads",), "ttdn ask", "không có")
    >>> error.why, error.fix
    ('không có', 'có phải là: leads? Các câu hỏi có: coverage; leads')
    """

    def __init__(self, code: str, what: str, where: str, named: str, known: str, near: Sequence[str], otherwise: str, why: str = "") -> None:
        listed = f"{named}: {known}"
        fix = f"có phải là: {'; '.join(near)}?" if near else otherwise
        if why:
            fix += f" {listed[0].upper()}{listed[1:]}" if near else f"; {listed}"
        super().__init__(code, what, where, why or listed, fix)
        self.named, self.known, self.near, self.otherwise, self._why = named, known, tuple(near), otherwise, why

    def __reduce__(self) -> tuple[type[UnknownValue], tuple[str, str, str, str, str, tuple[str, ...], str, str]]:  # type: ignore[override]
        return UnknownValue, (self.code, self.what, self.where, self.named, self.known, self.near, self.otherwise, self._why)


def some_of(values: Sequence[str], all_by: str, most: int = 8) -> str:
    """Gives the first of many values, and the command that lists all of them.

    >>> some_of(["báo chí", "cổng thông tin", "kinh phí"], "ttdn ask --list topic", 2)
    'báo chí; cổng thông tin; … (3 giá trị, xem tất cả: ttdn ask --list topic)'
    """
    shown = "; ".join(value if len(value) <= _LONGEST else value[: _LONGEST - 1].rstrip() + "…" for value in values[:most])
    return shown if len(values) <= most else f"{shown}; … ({len(values)} giá trị, xem tất cả: {all_by})"


_LONGEST = 70  # letters of a value in a message
_CAUSES = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.EACCES: "không có quyền đọc hoặc ghi",
    errno.EPERM: "không có quyền đọc hoặc ghi",
    errno.EISDIR: "đây là một thư mục, không phải tệp",
    errno.ENOTDIR: "một phần của đường dẫn không phải thư mục",
    errno.ENOSPC: "đĩa đã hết chỗ",
    errno.EROFS: "chỗ này chỉ đọc được, không ghi được",
    errno.ENAMETOOLONG: "tên tệp quá dài",
    errno.EEXIST: "đã có một tệp cùng tên",
    errno.ELOOP: "liên kết trỏ vòng quanh",
    errno.EBADF: "đã đóng, hoặc chỉ để đọc",
    errno.EPIPE: "bên nhận đã đóng",
    errno.ENXIO: "không có gì ở đầu kia để nhận",
    errno.EFBIG: "tệp vượt quá kích thước cho phép",
    errno.EDQUOT: "đã dùng hết phần đĩa được cấp",
    errno.EIO: "thiết bị không đọc hoặc ghi được",
    errno.EBUSY: "đang được dùng ở nơi khác",
    errno.EMFILE: "đang mở quá nhiều tệp",
    errno.ENFILE: "đang mở quá nhiều tệp",
    errno.ENODEV: "không có thiết bị này",
    errno.ENOTEMPTY: "thư mục không trống",
}


def cause(error: OSError | ValueError) -> str:
    """Gives why a file could not be read or written, in words; what the system says where it is nothing usual.

    >>> cause(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    'không có tệp hay thư mục này'
    >>> cause(UnicodeDecodeError("utf-8", b"a\\xff", 1, 2, "invalid start byte"))
    'không phải chữ UTF-8 (ở byte thứ 2)'
    """
    if isinstance(error, UnicodeDecodeError):
        return f"không phải chữ {error.encoding.upper()} (ở byte thứ {error.start + 1})"
    said = getattr(error, "strerror", None) or str(error)
    return _CAUSES.get(getattr(error, "errno", None) or 0, said)
