"""`ttdn compare`: provinces, documents or days side by side."""

from __future__ import annotations

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.options import at_option, day, lang_option, output_option, say, today, write
from ttdn_kb.cli.report import data_day

_FORMATS = ("table", "json", "csv", "html", "docx", "xlsx", "svg")


@click.command()
@click.argument("sides", nargs=-1, required=True, metavar="A B [C ...]")
@click.option("--by", type=click.Choice(["topic", "task"]), default="topic", show_default=True, help="Ma trận theo chủ đề hay theo từng công việc.")
@click.option("--topic", default="", help="Chỉ chủ đề này (ký hiệu hoặc tên).")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@at_option
@lang_option
@output_option
def compare(sides: tuple[str, ...], by: str, topic: str, form: str, at: str, lang: str, output: str) -> None:
    """So sánh các tỉnh, các văn bản, hoặc một tỉnh ở hai thời điểm (thêm @NGÀY sau tên).

    Cơ quan được so theo loại, nên Sở Thông tin và Truyền thông trước và Sở Văn hóa, Thể thao và Du lịch sau được nêu đúng như từng lúc.

    \b
    Ví dụ:
      ttdn compare quang-tri ha-tinh hau-giang
      ttdn compare ha-tinh@2020-06-01 ha-tinh@2025-12-20 --format html --output so-sanh.html
      ttdn compare quang-tri ha-tinh --topic border-information-clusters --by task
    """
    from ttdn_kb.compare.comparison import compare as lay_over
    from ttdn_kb.compare.formats import FORMATS, render
    from ttdn_kb.compare.material import load
    from ttdn_kb.compare.sides import resolve_side

    if len(sides) < 2:
        raise click.UsageError("cần ít nhất hai bên để so sánh, ví dụ: ttdn compare quang-tri ha-tinh")
    answers = opening.answers()
    wanted = answers.resolve("topics", topic, "--topic")[0].rsplit("/", 1)[-1] if topic else ""
    when = day(at)
    material = load(opening.base())
    chosen = [resolve_side(answers, material, side, when, today(), lang) for side in sides]
    comparison = lay_over(material, chosen, by, wanted, lang, today())
    if form in FORMATS:
        data: str | bytes = render(comparison, form, lang)
    else:
        from ttdn_kb.report.comparison_page import comparison_page, picture
        from ttdn_kb.report.rendering import render_page

        page = comparison_page(comparison, lang, data_day(), brief=form == "docx")
        data = picture(comparison, lang).svg + "\n" if form == "svg" else render_page(page, form)
    write(data, output)
    if form not in ("table", "html", "docx"):
        for note in comparison.notes:
            say(note)
