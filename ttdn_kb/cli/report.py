"""`ttdn report`: pages for people who never open a terminal."""

from __future__ import annotations

import os
import time

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.options import at_option, day, lang_option, output_option, say, today, write
from ttdn_kb.query import build_place

_KINDS = ("province", "agency", "topic", "gaps", "comparison")


def data_day() -> str:
    """Gives the day on which the base in use was built from its files, ISO 8601."""
    return time.strftime("%Y-%m-%d", time.localtime(os.path.getmtime(os.path.join(opening.ready(), build_place.QUADS))))


@click.command()
@click.argument("kind", type=click.Choice(_KINDS), metavar="LOẠI")
@click.argument("names", nargs=-1, metavar="[TÊN ...]")
@click.option("--format", "form", type=click.Choice(["html", "docx", "xlsx"]), default="html", show_default=True)
@click.option("--province", default="", help="agency, gaps: chỉ tỉnh này (ký hiệu hoặc tên).")
@click.option("--document", default="", help="gaps: chỉ văn bản này (mã, số hiệu hoặc tên).")
@at_option
@lang_option
@output_option
def report(kind: str, names: tuple[str, ...], form: str, province: str, document: str, at: str, lang: str, output: str) -> None:
    """Lập báo cáo để đọc, in và gửi: theo tỉnh, cơ quan, chủ đề, khoảng trống hoặc so sánh.

    LOẠI là province (tỉnh), agency (cơ quan), topic (chủ đề), gaps (khoảng trống) hoặc comparison (so sánh).

    province và topic không kèm tên thì báo cáo tất cả các tỉnh, tất cả các chủ đề; không có --at thì xét vào ngày hôm nay.

    \b
    Ví dụ:
      ttdn report province hau-giang --output hau-giang.html
      ttdn report agency "so ngoai vu" --province ha-tinh --at 2025-12-20 --format docx --output so-ngoai-vu.docx
      ttdn report topic border-information-clusters --format xlsx --output cum-thong-tin.xlsx
      ttdn report gaps --province quang-tri --output khoang-trong.html
      ttdn report comparison quang-tri ha-tinh --output so-sanh.html
    """
    from ttdn_kb.report.rendering import render_page
    from ttdn_kb.report.requests import MAKERS, Asked

    if kind in ("agency", "comparison") and not names:
        raise click.UsageError(f"{kind} cần {'tên cơ quan' if kind == 'agency' else 'ít nhất hai bên để so sánh'}")
    asked = Asked(opening.answers(), names, day(at), today(), data_day(), form, province, document, lang)
    page, notes = MAKERS[kind](asked, opening.base())
    write(render_page(page, form), output)
    for note in notes:
        say(note)
