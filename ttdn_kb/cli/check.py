"""`ttdn check`: what is missing and what clashes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.options import at_option, day, lang_option, output_option, say, today, write
from ttdn_kb.foundation.errors import EXIT_CLEAN, EXIT_FINDINGS, UsageError
from ttdn_kb.report.findings import BINARY, FORMATS
from ttdn_kb.validation.findings import SEVERITIES

if TYPE_CHECKING:
    from ttdn_kb.graph.store import Store
    from ttdn_kb.validation.findings import Finding

_TITLES = {"vi": "Kiểm tra phân công trách nhiệm thông tin đối ngoại", "en": "Checks on responsibilities for external information work"}

_ASKED = {"--province": ("", ""), "--document": ("", ""), "--new-since": ("mới từ", "new since")}


@click.command()
@click.option("--province", default="", metavar="TỈNH", help="Chỉ một tỉnh (ký hiệu hoặc tên, không cần dấu).")
@click.option("--document", default="", metavar="VĂN_BẢN", help="Chỉ một văn bản (số hiệu hoặc tên).")
@at_option
@click.option("--only", default=(), multiple=True, metavar="PHÉP", help="Chỉ chạy phép kiểm tra này; nhắc lại hoặc ngăn bằng dấu phẩy.")
@click.option("--skip", default=(), multiple=True, metavar="PHÉP", help="Không chạy phép kiểm tra này.")
@click.option("--severity", type=click.Choice(SEVERITIES), default="info", show_default=True, help="Mức nhẹ nhất được hiện.")
@click.option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), default="error", show_default=True, help="Từ mức này thì kết thúc với mã 1.")
@click.option("--new-since", default="", metavar="BẢN|NGÀY", help="Chỉ phát hiện mới so với một bản git của dữ liệu, hoặc từ một ngày.")
@click.option("--engine", type=click.Choice(["fast", "pyshacl"]), default="fast", show_default=True, help="pyshacl: chạy mọi shape bằng pySHACL.")
@click.option("--list", "listing", is_flag=True, help="Liệt kê các phép kiểm tra.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@lang_option
@output_option
def check(
    province: str, document: str, at: str, only: tuple[str, ...], skip: tuple[str, ...], severity: str, fail_on: str, new_since: str, engine: str,
    listing: bool, form: str, lang: str, output: str,
) -> int:  # fmt: skip
    """Tìm việc không ai nhận, thiếu chủ trì, trùng chủ trì, thiếu thời hạn, cơ quan không còn, và các khoảng trống khác.

    \b
    Mã kết thúc: 0 không có phát hiện từ mức --fail-on, 1 có, 2 gọi sai hoặc kho không có văn bản để kiểm tra, 3 dữ liệu hỏng.
    \b
    Ví dụ:
      ttdn check --province hau-giang
      ttdn check --at 2025-07-01 --severity error
      ttdn check --only no-lead,two-leads --format xlsx --output kiem-tra.xlsx
    """
    from ttdn_kb.query.kept_findings import Asked, kept_or_found
    from ttdn_kb.report.findings import Sheet, render
    from ttdn_kb.validation.findings import at_or_over
    from ttdn_kb.validation.scope import Scope, explained, narrowed

    chosen = [name for words in only for name in words.split(",") if name], [name for words in skip for name in words.split(",") if name]
    if listing or any(chosen):
        from ttdn_kb.validation.catalogue import load_catalogue

        known = load_catalogue().chosen(*chosen)
    if listing:
        for entry in known:
            click.echo(f"{entry.id} [{entry.severity}] {entry.title.of(lang)}\n    {entry.why.of(lang)}")
        return EXIT_CLEAN
    if form in BINARY and output == "-":
        raise UsageError("binary-to-terminal", "Không in tệp nhị phân ra màn hình", form, "định dạng này không phải văn bản", "thêm --output TÊN_TỆP")
    asked, now = day(at), today()
    provinces = opening.answers().resolve("provinces", province, "--province") if province else []
    documents = opening.answers().resolve("documents", document, "--document") if document else []
    names = (
        ("--province", ", ".join(opening.answers().called("provinces", v, lang) for v in provinces)),
        ("--document", ", ".join(opening.answers().called("documents", v, lang) for v in documents)),
    )
    scope = Scope(severity=severity, words=names, provinces=tuple(v.rsplit("/", 1)[-1] for v in provinces), documents=tuple(documents))

    def again(base: Store, by: str = "fast") -> list[Finding]:
        # Not needed where the findings are kept, and slow to load.
        from ttdn_kb.validation.checking import run_checks

        return run_checks(base, at=asked, today=now, only=chosen[0], skip=chosen[1], engine=by)

    if engine == "fast":
        found = kept_or_found(opening.ready(), Asked(asked, now, tuple(chosen[0]), tuple(chosen[1])), lambda: again(opening.base()))
    else:
        found = again(opening.base(), engine)
    if new_since:
        from ttdn_kb.query.building import assemble
        from ttdn_kb.validation.since import new_findings

        found = new_findings(found, opening.base(), new_since, _day_or_none(new_since), assemble, again)
    shown = narrowed(found, scope)
    notes = () if shown else tuple(explained(found, scope, opening.base(), asked, lang))
    words = "; ".join(f"{_ASKED[k][lang == 'en']} {v}".strip() for k, v in (*scope.words, ("--new-since", new_since)) if v)
    write(render(shown, form, Sheet(_TITLES[lang], asked or now, words, notes, lang), _width()), output)
    if form not in ("table", "html", "docx", "xlsx"):
        for note in notes:
            say(note)
    return EXIT_FINDINGS if at_or_over(shown, fail_on) else EXIT_CLEAN


def _day_or_none(typed: str) -> str:
    """Gives the ISO 8601 day where a day was typed, "" for anything else: a git revision."""
    try:
        return day(typed)
    except UsageError:
        return ""


def _width() -> int:
    return max(60, min(140, shutil.get_terminal_size((100, 24)).columns))
