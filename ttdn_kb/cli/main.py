"""The commands of `ttdn`.

Takes the command line; gives the command that it names, loading only that command's module; turns every failure into three lines and an exit code.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from ttdn_kb import __version__
from ttdn_kb.cli.failures import told
from ttdn_kb.cli.wrong_calls import ToldGroup, said
from ttdn_kb.foundation.errors import UsageError

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
    "diff": "diff",
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
        except click.UsageError as error:
            typed = list(args[0] if args and args[0] is not None else sys.argv[1:])
            command = error.ctx.command_path if error.ctx else " ".join(["ttdn", *(word for word in typed[:1] if word in COMMANDS)])
            why, fix = said(error, command)
            code = told(UsageError("usage", "Gọi lệnh chưa đúng", command, why, fix))
        except click.Abort:
            code = told(KeyboardInterrupt())
        except (Exception, KeyboardInterrupt) as error:
            code = told(error)
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
