"""Wrong calls, said in Vietnamese.

Takes a call, or the error that click raises for it; gives the cause and the remedy in words; knows nothing of what the commands do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from ttdn_kb.foundation.errors import UsageError

# What click says of words that no parameter takes.
_EXTRA = re.compile(r"Got unexpected extra arguments? \((?P<what>.*)\)")


class ToldGroup(click.Group):
    """A group that shows its commands when it is called alone, and names the nearest ones where there is none of a name."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, args or ["--help"])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        names = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in names and not ctx.resilient_parsing:
            fix = mend(nearest(args[0], names), ctx.command_path)
            raise UsageError("usage", "Gọi lệnh chưa đúng", f"{ctx.command_path} {args[0]}", f"không có lệnh {args[0]}", fix)
        return super().resolve_command(ctx, args)


def nearest(word: str, names: Iterable[str]) -> list[str]:
    """Gives the names that a word may be a slip for."""
    import difflib

    return difflib.get_close_matches(word, list(names))


def said(error: click.UsageError, command: str) -> tuple[str, str]:
    """Gives why a call is wrong, and what to type instead.

    Args:
        command: as it was called.

    >>> said(click.NoSuchOption("--provinc", possibilities=["--province"]), "ttdn")
    ('không có tùy chọn --provinc', 'có phải --province? Xem ttdn --help')
    >>> said(click.UsageError("--title chỉ dùng được khi đọc một văn bản"), "ttdn")
    ('--title chỉ dùng được khi đọc một văn bản', 'xem ttdn --help')
    """
    close: list[str] = []
    if isinstance(error, click.NoSuchOption):
        why = f"không có tùy chọn {error.option_name}"
        options = [name for p in error.ctx.command.params for name in p.opts] if error.ctx else []
        close = nearest(error.option_name, {*options, *(error.possibilities or ())})
    elif isinstance(error, click.MissingParameter):
        why = f"còn thiếu {_name(error)}{_allowed(error.param)}"
    elif isinstance(error, click.BadParameter):
        why = f"{_name(error)} không nhận giá trị này{_allowed(error.param)}"
    elif isinstance(error, click.BadOptionUsage):
        why = f"tùy chọn {error.option_name} cần một giá trị đi sau"
    elif extra := _EXTRA.match(error.format_message()):
        why = f"thừa {extra['what']}"
    else:
        why = error.format_message()
    return why, mend(close, command)


def mend(close: Iterable[str], command: str) -> str:
    """Gives the remedy: the names nearest to what was typed, and where all of them stand."""
    names = " hoặc ".join(sorted(close))
    return f"có phải {names}? Xem {command} --help" if names else f"xem {command} --help"


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "một giá trị")
    return error.param.human_readable_name if isinstance(error.param, click.Argument) else " / ".join(error.param.opts)


def _allowed(parameter: click.Parameter | None) -> str:
    """What a parameter takes, as the end of a sentence."""
    kind = parameter.type if parameter else None
    if isinstance(kind, click.Choice):
        return f"; phải là một trong: {', '.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange | click.FloatRange):
        return "; phải là số" + (f" từ {kind.min}" if kind.min is not None else "") + (f" đến {kind.max}" if kind.max is not None else "")
    if isinstance(kind, click.Path | click.File):
        return "; không có tệp hay thư mục ấy, hoặc không mở được"
    return ""
