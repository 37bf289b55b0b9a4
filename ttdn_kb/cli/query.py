"""`ttdn query`: free SPARQL, read only, on the built base or on an endpoint."""

from __future__ import annotations

import re
import sys

import click

from ttdn_kb.cli.options import output_option, write
from ttdn_kb.foundation.errors import TtdnError, cause


@click.command()
@click.argument("file", metavar="TỆP")
@click.option("--endpoint", default="", metavar="URL", help="Hỏi một điểm truy vấn SPARQL từ xa thay cho kho trên máy.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "ttl"]), default="table", show_default=True)
@click.option("--timeout", type=click.IntRange(1, 3600), default=60, show_default=True, help="Số giây chờ trước khi dừng.")
@output_option
def query(file: str, endpoint: str, form: str, timeout: int, output: str) -> None:
    """Chạy một câu hỏi SPARQL 1.1 tự viết (chỉ đọc). FILE là tệp .rq, hoặc - để đọc từ bàn phím.

    \b
    Ví dụ:
      ttdn query queries/questions/who-leads.rq
      echo 'SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }' | ttdn query -
    """
    from ttdn_kb.query.free import run_local, run_remote

    try:
        if file == "-":
            text = sys.stdin.buffer.read().decode("utf-8")
        else:
            with open(file, encoding="utf-8") as source:
                text = source.read()
    except (OSError, UnicodeDecodeError) as error:
        raise TtdnError("no-such-file", "Không đọc được tệp câu hỏi", file, cause(error), "kiểm tra đường dẫn; tệp phải là văn bản UTF-8") from error
    if not re.search(r"\S", text):
        raise TtdnError("bad-query", "Câu hỏi SPARQL trống", file, "tệp không có chữ nào", "viết một câu SELECT, ASK, CONSTRUCT hoặc DESCRIBE")
    if endpoint:
        write(run_remote(endpoint, text, form, timeout), output)
        return
    from ttdn_kb.cli.opening import ready

    write(run_local(ready(), text, form, timeout), output)
