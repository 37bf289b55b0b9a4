"""`ttdn ingest`: texts nobody has seen, read into drafts."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from ttdn_kb.cli.options import by_ending, drafts_option, lang_option, say, today, write
from ttdn_kb.foundation.errors import EXIT_BAD_INPUT, EXIT_CLEAN
from ttdn_kb.report.wording import either

if TYPE_CHECKING:
    from ttdn_kb.query.assignment_table import AssignmentRow
    from ttdn_kb.query.file_runs import FileResult

_FORMATS = ("table", "csv", "json", "xlsx", "parquet")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="TỆP...")
@click.option("--format", "form", type=click.Choice(_FORMATS), default=None, help="Dạng bảng phân công; mặc định table, với --output theo đuôi tệp.")
@click.option("--output", "-o", default="", metavar="TỆP", help="Ghi bảng ra tệp (- là màn hình) và không lưu bản nháp nào.")
@drafts_option
@click.option("--jobs", "-j", type=click.IntRange(1, 64), default=None, help="Số tiến trình; mặc định bằng số nhân của máy.")
@click.option("--all-remarks", is_flag=True, help="Liệt kê mọi chỗ chưa đọc được (bản nháp luôn ghi đủ).")
@click.option("--number", default="", metavar="SỐ", help="Số văn bản, thay cho số đọc được.")
@click.option("--kind", default="", metavar="LOẠI", help="Loại văn bản: Quyết định, Kế hoạch, Chỉ thị …")
@click.option("--title", default="", metavar="TÊN", help="Tên văn bản.")
@click.option("--issuer", default="", metavar="CƠ_QUAN", help="Cơ quan ban hành.")
@click.option("--province", default="", metavar="TỈNH", help="Tỉnh (tên hoặc ký hiệu), hoặc trung-uong.")
@click.option("--issued", default="", metavar="NGÀY", help="Ngày ban hành.")
@click.option("--in-force", default="", metavar="NGÀY", help="Ngày có hiệu lực.")
@click.option("--expires", default="", metavar="NGÀY", help="Ngày cuối cùng còn hiệu lực.")
@click.option("--signer", default="", metavar="TÊN", help="Người ký.")
@lang_option
def ingest(
    paths: tuple[str, ...],
    form: str | None,
    output: str,
    drafts: str,
    jobs: int | None,
    all_remarks: bool,
    lang: str,
    **typed: str,
) -> int:
    """Đọc văn bản mới (.txt, .md, .docx, .pdf có lớp chữ, .html; tệp hoặc thư mục) thành bảng phân công có trích dẫn.

    Không có --output: lưu một bản nháp cho mỗi văn bản (văn bản gốc, chữ đã tách, siêu dữ liệu, phân công dạng Turtle, những chỗ chưa đọc được)
    để rà soát bằng ttdn review. Có --output: chỉ ghi bảng, không lưu gì.

    \b
    Ví dụ:
      ttdn ingest quyet-dinh.docx
      ttdn ingest thu-muc-van-ban --jobs 2
      ttdn ingest --format csv --output - ke-hoach.txt
      ttdn ingest ke-hoach.pdf --province "Quảng Nam" --issued 12/03/2024
    """
    from ttdn_kb.cli import ingest_words as words
    from ttdn_kb.query.drafts import drafts_folder
    from ttdn_kb.query.file_runs import Order, files_of, run, sharing_an_id
    from ttdn_kb.query.ingesting import settle

    given = settle(typed, today())
    files, others = files_of(paths)
    if others:
        say(words.passed_over(others, lang))
    if len(files) > 1:
        single = [name for name in ("number", "title") if given.get(name)]
        if single:
            raise click.UsageError(f"--{single[0]} chỉ dùng được khi đọc một văn bản")
    chosen = form or by_ending(output, _FORMATS, "csv")
    wanted = bool(output) or form is not None or len(files) == 1
    order = Order(given, "" if output else drafts_folder(drafts), wanted)
    finished: dict[str, FileResult] = {}
    workers = jobs or min(os.cpu_count() or 1, max(1, len(files) // 2))
    silent = len(files) == 1 or sys.stderr is None or not sys.stderr.isatty()
    with click.progressbar(length=len(files), label=either(lang, "Đang đọc văn bản", "Reading"), file=sys.stderr, hidden=silent) as bar:

        def done(result: FileResult) -> None:
            finished[result.path] = result
            bar.update(1)

        try:
            results = run(files, order, workers, done)
        except KeyboardInterrupt:
            say(words.stopped(sum(1 for r in finished.values() if r.place), lang))
            return 130
    read = [r for r in results if r.error is None]
    try:
        if wanted and (read or len(files) > 1):
            _show([row for r in read for row in r.rows], chosen, output or "-", lang)
    finally:
        # What was stored is told also where the table cannot be shown.
        for result in results:
            for line in words.became(result, None if all_remarks else words.LISTED if len(files) == 1 else 0, lang):
                say(line)
        for name, paths_of in sharing_an_id(results):
            say(words.sharing(name, paths_of, lang))
        if len(files) > 1:
            say(words.total(results, lang))
    return EXIT_BAD_INPUT if len(read) < len(results) else EXIT_CLEAN


def _show(rows: list[AssignmentRow], form: str, output: str, lang: str) -> None:
    if form == "table":
        from ttdn_kb.query.draft_table import table_of
        from ttdn_kb.query.tables import render

        nothing = either(lang, "Không đọc được phân công nào.\n", "No assignment was read.\n")
        write(render(table_of(rows, lang), "table", 110, lang) if rows else nothing, output)
        return
    from ttdn_kb.report.assignment_files import assignments_bytes

    data = assignments_bytes(form, rows, lang)
    write(data.decode() if form in ("csv", "json") else data, output)
