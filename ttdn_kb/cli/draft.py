"""`ttdn draft`: a draft laid over the base before it is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.options import day, output_option, say, today, write
from ttdn_kb.foundation.errors import EXIT_CLEAN, EXIT_FINDINGS, UsageError
from ttdn_kb.query import build_place
from ttdn_kb.validation.findings import SEVERITIES

if TYPE_CHECKING:
    from ttdn_kb.compare.draft_opening import Beside, Opened
    from ttdn_kb.query.answers import AnswerFile

_ENDINGS = (".txt", ".md", ".docx", ".pdf", ".html", ".htm", ".doc")


@click.command()
@click.argument("file", metavar="TỆP")
@click.option(
    "--province",
    default="",
    metavar="TỈNH",
    help="Đơn vị ban hành (ký hiệu hoặc tên); mặc định đọc từ dự thảo. Tên của hai đơn vị là đơn vị có vào ngày xét.",
)
@click.option(
    "--replaces",
    default="",
    metavar="VĂN_BẢN|TỆP",
    help="Văn bản mà dự thảo thay thế: mã, số hiệu hoặc tên trong kho, hoặc tệp của văn bản mà kho chưa có; mặc định đọc từ dự thảo.",
)
@click.option("--amends", default="", metavar="VĂN_BẢN|TỆP", help="Văn bản mà dự thảo sửa đổi, bổ sung, ghi như --replaces.")
@click.option(
    "--at",
    default="",
    metavar="NGÀY",
    help="Ngày dự thảo có hiệu lực; mặc định là ngày hiệu lực rồi ngày ban hành mà dự thảo nêu, nếu không có thì hôm nay.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "docx", "comments", "json"]),
    default="text",
    show_default=True,
    help="docx: báo cáo; comments: chính dự thảo dạng Word, nhận xét đặt tại từng điều khoản.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="never",
    show_default=True,
    help="Kết thúc với mã 1 nếu dự thảo mở ra khoảng trống, hoặc giao việc cho cơ quan không còn, từ mức này.",
)
@output_option
def draft(file: str, province: str, replaces: str, amends: str, at: str, form: str, fail_on: str, output: str) -> int:
    """Đọc dự thảo, đặt lên kho dữ liệu mà không lưu, và chỉ nêu những gì dự thảo làm thay đổi.

    \b
    Mã kết thúc: 0 không có khoảng trống mới từ mức --fail-on, 1 có, 2 gọi sai, 3 không đọc được tệp.
    \b
    Ví dụ:
      ttdn draft du-thao.docx --replaces 25/2019/QĐ-UBND
      ttdn draft du-thao-sua-doi.docx --amends 25/2019/QĐ-UBND
      ttdn draft du-thao.docx --format comments --output du-thao-nhan-xet.docx
    """
    import os

    from ttdn_kb.compare.draft_opening import opened
    from ttdn_kb.compare.draft_reading import head
    from ttdn_kb.compare.drafting import draft_study
    from ttdn_kb.query.units import units_typed
    from ttdn_kb.report.draft_files import draft_json, draft_text
    from ttdn_kb.report.draft_page import comments, draft_page
    from ttdn_kb.report.rendering import render_page
    from ttdn_kb.report.word_comments import commented
    from ttdn_kb.text.readers import read_source
    from ttdn_kb.validation.findings import at_or_over

    answers = opening.answers()
    stored = read_source(file)
    said = head(stored.text)
    when = day(at) or said.in_force or said.issued or today()
    typed = units_typed(province, "--province", today()) if province else ()
    if replaces and amends:
        raise UsageError(
            "two-relations", "Một dự thảo chỉ thay thế hoặc chỉ sửa đổi một văn bản", f"--replaces {replaces} --amends {amends}",
            "hai lựa chọn loại trừ nhau", "giữ một trong hai lựa chọn",
        )  # fmt: skip
    old, beside = _document(answers, replaces or amends, "--replaces" if replaces else "--amends")
    held = opened(stored.text, said, when, old if replaces else "", old if amends else "", typed, beside)
    study = draft_study(f"{opening.ready()}/{build_place.QUADS}", held, when)
    tasks = {row[0]: row[1] for row in answers.fetch("SELECT DISTINCT notation, label FROM choice WHERE list = 'tasks'")}
    if form == "comments":
        original = None
        if os.path.splitext(file)[1].lower() == ".docx":
            with open(file, "rb") as handle:
                original = handle.read()
        write(commented(None if study.amended else original, study.text, comments(study, tasks)), output)
    elif form in ("html", "docx"):
        write(render_page(draft_page(study, tasks, today()), form), output)
    elif form == "json":
        write(draft_json(study), output)
    else:
        write(draft_text(study, tasks, today()), output)
    if held.source is None:
        say(_unheld(held))
    return EXIT_FINDINGS if at_or_over((*study.opened, *study.absent), fail_on) else EXIT_CLEAN


def _document(answers: AnswerFile, typed: str, option: str) -> tuple[str, Beside | None]:
    """Gives the IRI of a document of the base, or of one that is read from a file: what ends as a file name does is one, here or not."""
    import os

    from ttdn_kb.compare.draft_opening import read_beside

    if typed and (os.path.isfile(typed) or os.path.splitext(typed)[1].lower() in _ENDINGS):
        beside = read_beside(typed)
        return beside.source.iri, beside
    return answers.resolve("documents", typed, option)[0] if typed else "", None


def _unheld(held: Opened) -> str:
    """Says why a draft was held against no document, and how to name one."""
    from ttdn_kb.report.draft_page import not_held

    said = held.draft.metadata
    for names, relation, option in ((said.replaces, "thay thế", "--replaces"), (said.amends, "sửa đổi", "--amends")):
        if names:
            meant = "VĂN_BẢN (mã của văn bản ấy)" if held.namesakes else "TỆP (tệp của văn bản ấy)"
            return f"Dự thảo {relation} {', '.join(names)}, {not_held(held.namesakes)}; nêu {option} {meant} để so từng điều khoản."
    return "Không rõ dự thảo thay thế văn bản nào; nêu --replaces (hoặc --amends) VĂN_BẢN, là mã trong kho hoặc tệp, để so từng điều khoản."
