"""`ttdn export`: the assignment table and the whole base as files."""

from __future__ import annotations

import os
import tempfile

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.options import at_option, day, lang_option, output_option, write

_TABLES = ("csv", "xlsx", "json", "parquet")
_GRAPHS = {"turtle": "ttl", "nquads": "nq", "jsonld": "jsonld"}


@click.command()
@click.argument("what", type=click.Choice(["assignments", "base"]), metavar="NỘI_DUNG")
@click.option("--format", "form", type=click.Choice([*_TABLES, *_GRAPHS]), default=None, help="assignments: mặc định csv; base: mặc định nquads.")
@click.option("--province", default="", help="Chỉ tỉnh này (ký hiệu hoặc tên).")
@click.option("--document", default="", help="Chỉ văn bản này (mã, số hiệu hoặc tên).")
@at_option
@lang_option
@output_option
def export(what: str, form: str | None, province: str, document: str, at: str, lang: str, output: str) -> None:
    """Xuất bảng phân công (mỗi phân công một dòng), hoặc toàn bộ kho dữ liệu RDF.

    NỘI_DUNG là assignments (bảng phân công) hoặc base (kho dữ liệu). Tệp xlsx có trang đầu để đọc, tiêu đề và giá trị bằng chữ; trang sau giữ đúng
    các cột của csv, json, parquet, là các cột dành cho chương trình và như nhau ở mọi ngôn ngữ.

    \b
    Ví dụ:
      ttdn export assignments --format xlsx --output phan-cong.xlsx
      ttdn export base --format nquads --output kho.nq
    """
    form = form or ("csv" if what == "assignments" else "nquads")
    if form in _GRAPHS:
        with tempfile.TemporaryDirectory() as place:
            path = os.path.join(place, "out")
            opening.base().dump(path, _GRAPHS[form])
            with open(path, "rb") as file:
                data = file.read()
        write(data.decode(), output)
        return
    if what == "base":
        raise click.UsageError("base chỉ xuất được dạng turtle, nquads hoặc jsonld")
    from ttdn_kb.query.assignment_table import rows_of_store
    from ttdn_kb.query.history import naming
    from ttdn_kb.report.assignment_files import assignments_bytes

    answers = opening.answers()
    place = opening.province(answers, province)
    wanted = answers.resolve("documents", document, "--document")[0] if document else ""
    base = opening.base()
    data = assignments_bytes(form, rows_of_store(base, day(at), place, wanted), lang, naming(base, lang))
    write(data.decode() if form in ("csv", "json") else data, output)
