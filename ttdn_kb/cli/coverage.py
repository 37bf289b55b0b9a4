"""`ttdn coverage`: what every provision became."""

from __future__ import annotations

from collections import Counter

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.options import output_option, write
from ttdn_kb.foundation.errors import EXIT_CLEAN, EXIT_FINDINGS


@click.command()
@click.option("--document", default="", help="Chỉ văn bản này (mã, số hiệu hoặc tên).")
@click.option("--all", "show_all", is_flag=True, help="Liệt kê từng điều khoản, không chỉ tổng số.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@output_option
def coverage(document: str, show_all: bool, form: str, output: str) -> int:
    """Cho biết mỗi điều khoản đã thành bao nhiêu việc, hoặc vì sao không có việc nào.

    Mã thoát 1 nếu còn điều khoản chưa được giải trình hoặc chữ nằm ngoài mọi điều khoản.

    \b
    Ví dụ:
      ttdn coverage
      ttdn coverage --document 25/2019/QĐ-UBND --all
    """
    from ttdn_kb.query.coverage import LedgerEntry, ledger
    from ttdn_kb.report.table_files import table_bytes

    iri = opening.answers().resolve("documents", document, "--document")[0] if document else ""
    book = ledger(opening.base(), iri)
    if form != "table":
        write(table_bytes(form, LedgerEntry._fields, [tuple(e) for e in book.entries]).decode(), output)
    else:
        lines: list[str] = []
        for name in dict.fromkeys(e.document for e in book.entries):
            own = [e for e in book.entries if e.document == name]
            reasons = Counter(e.label for e in own if e.reason)
            lines += [
                name,
                f"  {len(own)} điều khoản lá: {sum(1 for e in own if e.norms)} có việc, {sum(1 for e in own if e.reason)} có lý do không có việc",
            ]
            lines += [f"    {count:4d}  {label}" for label, count in reasons.most_common()]
            for e in own:
                if show_all or not e.accounted:
                    what = f"{e.norms} việc" if e.norms else e.label or "CHƯA GIẢI TRÌNH"
                    lines.append(f"    {e.path or e.eid}: {what} — {e.words}")
        lines += [f"CHỮ NGOÀI MỌI ĐIỀU KHOẢN: {doc} [{start}:{end}] {words}" for doc, start, end, words in book.loose]
        lines.append(f"Đã giải trình {book.share:.1%} điều khoản lá.")
        write("\n".join(lines) + "\n", output)
    return EXIT_CLEAN if book.share == 1 and not book.loose else EXIT_FINDINGS
