"""`ttdn evaluate`: how well the extractor reads, field by field, document by document."""

from __future__ import annotations

from collections.abc import Callable

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.options import output_option, write
from ttdn_kb.compare.measuring import Measured, measure, reviewed_of_base, reviewed_of_folder
from ttdn_kb.compare.plugged import plugged
from ttdn_kb.norms.evaluate import FIELDS
from ttdn_kb.norms.extractor import Extractor, extractor


@click.command()
@click.option(
    "--extractor",
    "names",
    multiple=True,
    default=("grammar", "baseline"),
    show_default=True,
    help="grammar, baseline hoặc gói.mô_đun:lớp của bộ đọc tự viết (docs/how-to/extractor.md).",
)
@click.option("--corpus", default="", metavar="THƯ_MỤC", help="Đo trên các bản đọc mẫu của thư mục này thay cho các văn bản trong kho.")
@click.option("--leave-one-province-out", "held_out", is_flag=True, help="Đọc mỗi văn bản với từ vựng chưa từng thấy tỉnh đó.")
@click.option("--errors", is_flag=True, help="Liệt kê từng lỗi.")
@click.option("--format", "form", type=click.Choice(["md", "csv", "json"]), default="md", show_default=True)
@output_option
def evaluate(names: tuple[str, ...], corpus: str, held_out: bool, errors: bool, form: str, output: str) -> None:
    """Đo độ chính xác (P), độ phủ (R) và F1 của bộ đọc theo từng trường và từng văn bản, so với các việc đã rà soát.

    \b
    Ví dụ:
      ttdn evaluate
      ttdn evaluate --extractor grammar --leave-one-province-out --errors
    """
    from ttdn_kb.report.table_files import table_bytes

    readers = {name: _reader(name) for name in names}
    documents = reviewed_of_folder(corpus) if corpus else reviewed_of_base(opening.base())
    measured = {name: measure(documents, reader, held_out) for name, reader in readers.items()}
    if form != "md":
        rows = [
            (name, document, field, round(c.precision, 4), round(c.recall, 4), round(c.f1, 4), c.found, c.reviewed)
            for name, m in measured.items()
            for document, e in [*m.documents.items(), ("*", m.total)]
            for field, c in e.counts.items()
        ]
        write(table_bytes(form, ("extractor", "document", "field", "precision", "recall", "f1", "found", "reviewed"), rows).decode(), output)
        return
    write(markdown(measured, errors), output)


def markdown(measured: dict[str, Measured], errors: bool = False) -> str:
    """Gives the tables as Markdown."""
    lines: list[str] = []
    for name, m in measured.items():
        lines += [f"### {name}", "", "| Field | P | R | F1 | found | reviewed |", "| --- | --- | --- | --- | --- | --- |"]
        for field in FIELDS:
            c = m.total.counts[field]
            if not c.reviewed:
                continue  # the reviewed norms say nothing of this field
            lines.append(f"| {field} | {c.precision:.3f} | {c.recall:.3f} | {c.f1:.3f} | {c.found} | {c.reviewed} |")
        lines += ["", "| Document | norm F1 | span + agent + role P | R | F1 | agent F1 |", "| --- | --- | --- | --- | --- | --- |"]
        for document, e in m.documents.items():
            a = e.counts["assignment"]
            lines.append(f"| {document} | {e.counts['norm'].f1:.3f} | {a.precision:.3f} | {a.recall:.3f} | {a.f1:.3f} | {e.counts['agent'].f1:.3f} |")
        lines += ["", "| Confidence | Right | Assignments |", "| --- | --- | --- |"]
        lines += [f"| {confidence:.2f} | {right:.2f} | {number} |" for confidence, right, number in m.reliability()]
        lines += ["", f"The least certain fifth of the assignments holds {m.faults_met():.0%} of the false ones.", ""]
        if errors:
            for document, e in m.documents.items():
                lines += [f"#### {document}", ""]
                lines += [f"- {miss.kind} {miss.field} — {miss.path}: {miss.value} — “{miss.quote[:120]}”" for miss in e.misses] or ["- none"]
                lines.append("")
    return "\n".join(lines)


def _reader(name: str) -> Callable[[str], Extractor]:
    if ":" not in name:
        return lambda province: extractor(name, province)
    made = plugged(name)
    return lambda _province: made
