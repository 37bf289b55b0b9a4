"""`ttdn ask`: the catalogue of questions; each `.rq` file of queries/questions is a command with its own options."""

from __future__ import annotations

from typing import Any

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.express import answer, answered
from ttdn_kb.cli.options import at_option, by_ending, day, lang_option, output_option, say, today, write
from ttdn_kb.foundation.days import day_words
from ttdn_kb.foundation.words import Words
from ttdn_kb.query.asking import asked_words
from ttdn_kb.query.tables import FORMATS
from ttdn_kb.query.unknown_values import LISTS, listed_values

_FILES = ("xlsx", "docx", "html")
_DAY = Words("Xét vào ngày", "As of")
_FORMAT_HELP = "Dạng câu trả lời; mặc định table, với --output theo đuôi tệp."


class Catalogue(click.Group):
    """One command a question, with options from its header."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [q.id for q in opening.answers().questions()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        question = opening.answers().question(cmd_name)

        def run(**values: Any) -> None:
            form, lang, output = values.pop("format"), values.pop("lang"), values.pop("output")
            typed = {k.replace("_", "-"): v for k, v in values.items() if v}
            form = form or by_ending(output, (*FORMATS, *_FILES), "table")
            if form in FORMATS:
                answer(opening.answers(), cmd_name, typed, form, lang, lambda text: write(text, output))
            else:
                _as_file(cmd_name, typed, form, lang, output)

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
        formats = click.option("--format", type=click.Choice([*FORMATS, *_FILES]), default=None, help=_FORMAT_HELP)
        for decorate in (output_option, at_option, lang_option, formats):
            decorate(command)
        return command


def _as_file(name: str, typed: dict[str, str], form: str, lang: str, output: str) -> None:
    """Writes an answer as a file for an office; a workbook has no room for remarks, which are said."""
    from ttdn_kb.report.answer_page import answer_file

    file = opening.answers()
    table = answered(file, name, typed, lang)
    asked = asked_words(file, name, typed, lang)
    write(answer_file(table, form, (*asked, (_DAY.of(lang), day_words(day(typed.get("at", "")) or today(), lang))), lang), output)
    if form == "xlsx":
        for note in table.notes:
            say(note)


@click.group(cls=Catalogue, invoke_without_command=True)
@click.option("--list", "listed", type=click.Choice(list(LISTS)), default=None, help="Liệt kê các giá trị mà tùy chọn này nhận.")
@click.pass_context
def ask(ctx: click.Context, listed: str | None) -> None:
    """Trả lời một câu hỏi trong danh mục; không nêu tên câu hỏi thì liệt kê danh mục.

    \b
    Ví dụ:
      ttdn ask
      ttdn ask --list topic
      ttdn ask who-coordinates --topic border-information-clusters
      ttdn ask work-of-agency --agency "so ngoai vu" --province ha-tinh --format csv
      ttdn ask reporting --province quang-tri --output bao-cao.xlsx
    """
    if listed:
        write("\n".join(listed_values(opening.answers(), LISTS[listed])) + "\n", "-")
        ctx.exit()
    if ctx.invoked_subcommand is None:
        for question in opening.answers().questions():
            options = " ".join(f"[--{p[0]}]" if not p[5] else f"--{p[0]} …" for p in question.parameters)
            click.echo(f"{question.id}\n    {question.title}\n    ttdn ask {question.id} {options}")
