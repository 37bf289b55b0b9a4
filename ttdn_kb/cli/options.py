"""Options that several commands share: same flags, same words everywhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from ttdn_kb.cli.outputs import to_file, to_screen
from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.query.days import parse_day

Command = TypeVar("Command", bound=Callable[..., Any])


def lang_option(command: Command) -> Command:
    return click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Ngôn ngữ hiển thị.")(command)


def language() -> str:
    """Gives the --lang of the running command, "vi" where it has none."""
    context = click.get_current_context(silent=True)
    return str(context.params.get("lang") or "vi") if context is not None else "vi"


def at_option(command: Command) -> Command:
    return click.option("--at", default="", metavar="NGÀY", help="Chỉ giữ những gì áp dụng vào ngày này (2025-07-01, 01/07/2025 hoặc today).")(
        command
    )


def drafts_option(command: Command) -> Command:
    return click.option("--drafts", default="", metavar="THƯ_MỤC", help="Nơi lưu bản nháp; mặc định TTDN_DRAFTS hoặc ttdn-drafts.")(command)


def output_option(command: Command) -> Command:
    return click.option("--output", "-o", default="-", metavar="TỆP", help="Ghi ra tệp; - là màn hình.")(command)


def by_ending(output: str, formats: Sequence[str], bare: str) -> str:
    """Gives the format that a file's ending asks for; "table" for the screen and .txt.

    Args:
        formats: those that may be asked for.
        bare: format of a file without ending.

    Raises:
        UsageError: where the ending is that of none.
    """
    ending = os.path.splitext(output)[1][1:].lower()
    if ending in ("", "txt"):
        return bare if output not in ("", "-") and not ending else "table"
    if ending not in formats:
        *others, last = (f".{form}" for form in formats if form != "table")
        raise click.UsageError(
            f"--output {output}: không ghi bảng thành tệp .{ending}; đặt tên tệp {', '.join(others)} hoặc {last}, hoặc nêu --format"
        )
    return ending


def today() -> str:
    return time.strftime("%Y-%m-%d")


def day(typed: str) -> str:
    """Gives the ISO 8601 day that was typed."""
    return parse_day(typed, today())


def _spare_what_is_read(output: str) -> None:
    context = click.get_current_context(silent=True)
    names = [one.name for one in context.command.params if isinstance(one, click.Argument)] if context is not None else []
    for value in (context.params.get(name) for name in names if context is not None and name):
        for path in value if isinstance(value, tuple) else (value,):
            if isinstance(path, str) and os.path.isfile(path) and os.path.exists(output) and os.path.samefile(path, output):
                raise UsageError(
                    "output-is-input",
                    "Không ghi đè tệp đang đọc",
                    output,
                    "kết quả sẽ xóa mất chính tệp đưa vào",
                    "nêu một tên tệp khác sau --output",
                )


def write(data: str | bytes, output: str) -> None:
    """Writes to a file or stdout, see `outputs`; never over a file that the command was given to read.

    Raises:
        UsageError: `binary-to-terminal` for a binary format on a terminal; `output-is-input`.
        TtdnError: `not-writable`.
    """
    raw = data.encode() if isinstance(data, str) else data
    if output != "-":
        _spare_what_is_read(output)
        to_file(raw, output)
        return
    if isinstance(data, bytes) and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError("binary-to-terminal", "Không in tệp nhị phân ra màn hình", "", "định dạng này không phải văn bản", "thêm --output TÊN_TỆP")
    to_screen(raw)


def say(sentence: str) -> None:
    """Tells the person at the terminal something that is not data."""
    click.echo(sentence, err=True)
