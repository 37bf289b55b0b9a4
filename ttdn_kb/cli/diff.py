"""`ttdn diff`: what changed between two readings."""

from __future__ import annotations

import click

from ttdn_kb.cli.options import drafts_option, lang_option, output_option, say, write
from ttdn_kb.report.wording import either


@click.command()
@click.argument("first", metavar="VĂN_BẢN")
@click.argument("second", metavar="[VĂN_BẢN_MỚI]", required=False, default="")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "xlsx"]), default="table", show_default=True, help="Dạng kết quả.")
@drafts_option
@lang_option
@output_option
def diff(first: str, second: str, form: str, drafts: str, lang: str, output: str) -> int:
    """So sánh hai bản đọc: quy định và phân công thêm, bớt, đổi, có dẫn điều khoản.

    Một bản nháp: so với chính văn bản ấy đọc lại bây giờ. Một tệp: bản nháp mới nhất của bản chữ khác của văn bản ấy so với tệp đọc bây giờ;
    không có bản chữ khác thì bản nháp của chính tệp.
    Hai bên: bản nháp, văn bản trong kho (mã, số hiệu, tên) hoặc tệp.
    Mã thoát 1 khi có khác nhau.

    \b
    Ví dụ:
      ttdn diff ttdn-drafts/quyet-dinh-1a2b3c4d
      ttdn diff du-thao.docx quang-tri/quyet-dinh/25-2019
    """
    from ttdn_kb.query.differences import Change, differences, lines, summary
    from ttdn_kb.query.reading_sources import before_and_now, rows_named

    (name_a, a), (name_b, b) = (rows_named(first, drafts, lang), rows_named(second, drafts, lang)) if second else before_and_now(first, drafts, lang)
    changes = differences(a, b, lang)
    if form == "table":
        head = [f"{either(lang, 'Từ', 'From')}: {name_a}", f"{either(lang, 'Đến', 'To')}: {name_b}"]
        write("\n".join([*head, "", *lines(changes, lang), *([""] if changes else []), summary(changes, lang)]) + "\n", output)
    else:
        from ttdn_kb.report.table_files import table_bytes

        data = table_bytes(form, Change._fields, changes, either(lang, "Khác nhau", "Differences"))
        write(data if form == "xlsx" else data.decode(), output)
        say(f"{name_a} → {name_b}: {summary(changes, lang)}")
    return 1 if changes else 0
