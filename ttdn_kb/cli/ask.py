"""`ttdn ask`: the catalogue of questions; each `.rq` file of queries/questions is a command with its own options."""

from __future__ import annotations

from typing import Any

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.express import answer
from ttdn_kb.cli.options import at_option, lang_option
from ttdn_kb.query.tables import FORMATS


class Catalogue(click.Group):
    """One command a question, with options from its header."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [q.id for q in opening.answers().questions()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        question = opening.answers().question(cmd_name)

        def run(**values: Any) -> None:
            form, lang = values.pop("format"), values.pop("lang")
            typed = {k.replace("_", "-"): v for k, v in values.items() if v}
            answer(opening.answers(), cmd_name, typed, form, lang)

        command = click.Command(
            cmd_name,
            callback=run,
            help=f"{question.title}\n\n{question.title_en}",
            short_help=question.title,
            params=[
                click.Option(
                    [f"--{name}"], default="", help=f"{label} (ký hiệu, tên hoặc tên khác; không cần dấu).{' Bắt buộc.' if required else ''}"
                )
                for name, _, _, label, _, required in question.parameters
            ],
        )
        for decorate in (at_option, lang_option, click.option("--format", type=click.Choice(FORMATS), default="table", show_default=True)):
            decorate(command)
        return command


@click.group(cls=Catalogue, invoke_without_command=True)
@click.pass_context
def ask(ctx: click.Context) -> None:
    """Trả lời một câu hỏi trong danh mục; không nêu tên câu hỏi thì liệt kê danh mục.

    \b
    Ví dụ:
      ttdn ask
      ttdn ask who-coordinates --topic border-information-clusters
      ttdn ask work-of-agency --agency "so ngoai vu" --province ha-tinh --format csv
    """
    if ctx.invoked_subcommand is None:
        for question in opening.answers().questions():
            options = " ".join(f"[--{p[0]}]" if not p[5] else f"--{p[0]} …" for p in question.parameters)
            click.echo(f"{question.id}\n    {question.title}\n    ttdn ask {question.id} {options}")
