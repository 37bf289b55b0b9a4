"""`ttdn evaluate`: how well the extractor reads, field by field, document by document."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.options import lang_option, output_option, write
from ttdn_kb.compare.measuring import Measured, measure, reviewed_of_base, reviewed_of_folder
from ttdn_kb.compare.plugged import plugged
from ttdn_kb.foundation.words import Words
from ttdn_kb.norms.evaluate import FIELDS
from ttdn_kb.norms.extractor import Extractor, extractor
from ttdn_kb.report.wording import either

_FIELDS = {
    "norm": Words("quy định", "norm"),
    "assignment": Words("phân công", "assignment"),
    "agent": Words("chủ thể", "agent"),
    "role": Words("vai trò", "role"),
    "modality": Words("loại", "modality"),
    "topic": Words("chủ đề", "topic"),
    "task": Words("công việc", "task"),
    "deadline": Words("thời hạn", "deadline"),
    "reference": Words("viện dẫn", "reference"),
}
_KINDS = {"missing": Words("thiếu", "missing"), "surplus": Words("thừa", "surplus")}


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
@lang_option
@output_option
def evaluate(names: tuple[str, ...], corpus: str, held_out: bool, errors: bool, form: str, lang: str, output: str) -> None:
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
    write(markdown(measured, errors, lang), output)


def markdown(measured: dict[str, Measured], errors: bool = False, lang: str = "vi") -> str:
    """Gives the tables as Markdown."""
    lines: list[str] = []
    for name, m in measured.items():
        lines += [f"### {name}", "", *_by_field(m, lang), "", *_by_document(m, lang), "", *_by_confidence(m, lang), ""]
        share = f"{m.faults_met():.0%}"
        lines += [
            either(
                lang,
                f"Một phần năm số phân công kém chắc nhất chứa {share} số phân công sai.",
                f"The least certain fifth of the assignments holds {share} of the false ones.",
            ),
            "",
        ]
        if errors:
            lines += _misses(m, lang)
    return "\n".join(lines)


def _by_field(m: Measured, lang: str) -> list[str]:
    """The measures of each field that the reviewed norms say something of."""
    counts = [(field, m.total.counts[field]) for field in FIELDS if m.total.counts[field].reviewed]
    rows = [(_FIELDS[field].of(lang), *(f"{share:.3f}" for share in (c.precision, c.recall, c.f1)), c.found, c.reviewed) for field, c in counts]
    return _table(either(lang, "Trường|P|R|F1|đọc được|đã rà soát", "Field|P|R|F1|found|reviewed"), rows)


def _by_document(m: Measured, lang: str) -> list[str]:
    head = either(
        lang,
        "Văn bản|F1 quy định|P đoạn + chủ thể + vai trò|R|F1|F1 chủ thể",
        "Document|norm F1|span + agent + role P|R|F1|agent F1",
    )
    rows = []
    for document, e in m.documents.items():
        a = e.counts["assignment"]
        rows.append((document, *(f"{share:.3f}" for share in (e.counts["norm"].f1, a.precision, a.recall, a.f1, e.counts["agent"].f1))))
    return _table(head, rows)


def _by_confidence(m: Measured, lang: str) -> list[str]:
    rows = [(f"{confidence:.2f}", f"{right:.2f}", number) for confidence, right, number in m.reliability()]
    return _table(either(lang, "Độ tin|Đúng|Phân công", "Confidence|Right|Assignments"), rows)


def _misses(m: Measured, lang: str) -> list[str]:
    """Every error, document by document."""
    lines = []
    for document, e in m.documents.items():
        said = [f"- {_KINDS[x.kind].of(lang)} {_FIELDS[x.field].of(lang)} — {x.path}: {x.value} — “{x.quote[:120]}”" for x in e.misses]
        lines += [f"#### {document}", "", *(said or [either(lang, "- không có", "- none")]), ""]
    return lines


def _table(head: str, rows: Iterable[tuple[object, ...]]) -> list[str]:
    names = head.split("|")
    return [f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}", *(f"| {' | '.join(map(str, row))} |" for row in rows)]


def _reader(name: str) -> Callable[[str], Extractor]:
    if ":" not in name:
        return lambda province: extractor(name, province)
    made = plugged(name)
    return lambda _province: made
