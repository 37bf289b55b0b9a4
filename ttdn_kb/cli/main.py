"""The commands of `ttdn`.

Takes the command line; gives the command that it names, loading only that command's module; turns every failure into three lines and an exit code.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from ttdn_kb import __version__
from ttdn_kb.cli.wrong_calls import ToldGroup, said
from ttdn_kb.foundation.errors import EXIT_BAD_INPUT, EXIT_USAGE, TtdnError, UsageError, cause

# Command name to the module of ttdn_kb.cli that holds it, in the order of a working day.
COMMANDS: dict[str, str] = {
    "ask": "ask",
    "search": "search",
    "check": "check",
    "compare": "compare",
    "draft": "draft",
    "report": "report",
    "explain": "explain",
    "history": "history",
    "handover": "history",
    "ingest": "ingest",
    "review": "review",
    "diff": "review",
    "evaluate": "evaluate",
    "export": "export",
    "coverage": "coverage",
    "parse": "parse",
    "query": "query",
    "ontology": "ontology",
    "build": "build",
}


class LazyGroup(ToldGroup):
    """A group that imports a command's module only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from importlib.util import find_spec

        return [name for name, module in COMMANDS.items() if find_spec(f"ttdn_kb.cli.{module}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        from importlib import import_module

        module = import_module(f"ttdn_kb.cli.{COMMANDS[cmd_name]}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Runs the commands; every failure ends in a message on stderr and an exit code, never in a trace."""
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
        except TtdnError as error:
            click.echo(str(error), err=True)
            sys.exit(error.exit_code)
        except click.UsageError as error:
            typed = list(args[0] if args and args[0] is not None else sys.argv[1:])
            command = error.ctx.command_path if error.ctx else " ".join(["ttdn", *(word for word in typed[:1] if word in COMMANDS)])
            why, fix = said(error, command)
            click.echo(str(UsageError("usage", "Gọi lệnh chưa đúng", command, why, fix)), err=True)
            sys.exit(EXIT_USAGE)
        except (click.Abort, KeyboardInterrupt):
            click.echo("Đã dừng theo yêu cầu; không có gì bị thay đổi.", err=True)
            sys.exit(130)
        except BrokenPipeError:
            # The reader of our output went away (`| head`): not a fault of ours or theirs.
            sys.stderr.close()
            sys.exit(0)
        except OSError as error:
            click.echo(
                f"Lỗi [file-system]: Không đọc hoặc ghi được: {error.filename or ''}\n  Vì sao: {cause(error)}\n"
                "  Cách sửa: kiểm tra đường dẫn, quyền truy cập và chỗ trống trên đĩa",
                err=True,
            )
            sys.exit(EXIT_BAD_INPUT)
        except Exception as error:
            # A fault of ours: people get a sentence, engineers get the trace when they ask for it.
            if os.environ.get("TTDN_DEBUG"):
                raise
            click.echo(
                f"Lỗi [internal]: Chương trình gặp lỗi không ngờ tới\n  Vì sao: {type(error).__name__}: {error}\n"
                "  Cách sửa: không có dữ liệu nào bị thay đổi; báo lỗi kèm lệnh vừa gọi, hoặc đặt TTDN_DEBUG=1 để xem chi tiết",
                err=True,
            )
            sys.exit(EXIT_BAD_INPUT)
        sys.exit(code if isinstance(code, int) else 0)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="ttdn")
def cli() -> None:
    """Tra cứu, so sánh và kiểm tra trách nhiệm trong các quy định của tỉnh về thông tin đối ngoại.

    Mọi câu trả lời đều dẫn điều, khoản, điểm và trích nguyên văn.

    \b
    Ví dụ:
      ttdn ask who-coordinates --topic border-information-clusters
      ttdn check --province hau-giang
    """


if __name__ == "__main__":
    cli()
