"""`ttdn draft`: a draft laid over the base before it is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.options import day, output_option, say, today, write
from ttdn_kb.query import build_place

if TYPE_CHECKING:
    from ttdn_kb.compare.draft_opening import Beside
    from ttdn_kb.foundation.model import Metadata
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
@output_option
def draft(file: str, province: str, replaces: str, amends: str, at: str, form: str, output: str) -> None:
    """Đọc dự thảo, đặt lên kho dữ liệu mà không lưu, và chỉ nêu những gì dự thảo làm thay đổi.

    \b
    Ví dụ:
      ttdn draft du-thao.docx --replaces 25/2019/QĐ-UBND
      ttdn draft du-thao-sua-doi.docx --amends 25/2019/QĐ-UBND
      ttdn draft du-thao.docx --format comments --output du-thao-nhan-xet.docx
    """
    import json
    import os

    from ttdn_kb.compare.draft_opening import opened
    from ttdn_kb.compare.draft_reading import head
    from ttdn_kb.compare.drafting import draft_study
    from ttdn_kb.compare.laying_in import DONE
    from ttdn_kb.foundation.errors import UsageError
    from ttdn_kb.query.units import units_typed
    from ttdn_kb.report.draft_page import comments, draft_page, summary
    from ttdn_kb.report.rendering import render_page
    from ttdn_kb.report.unit_words import unit_notes
    from ttdn_kb.report.word_comments import commented
    from ttdn_kb.text.readers import read_source

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
        rows = [{"what": kind, "count": count} for kind, count in summary(study)]
        details = [
            {
                "kind": c.kind,
                "old": c.old_path,
                "new": c.new_path,
                "start": c.place.start,
                "end": c.place.end,
                "lost": c.lost,
                "gained": c.gained,
                "time_was": c.time_was,
                "time_now": c.time_now,
                "was": c.was,
                "now": c.now,
                "gives_work": bool(c.old or c.new),
            }
            for c in study.changes
        ]
        gaps = {name: [f.id for f in getattr(study, name)] for name in ("opened", "closed", "left", "absent")}
        found = {
            "draft": study.name,
            "day": study.day,
            "amends" if study.amended else "replaces": study.replaced,
            "orders": [
                {"said": order.said, "places": [p.words for p in order.places], "kind": order.kind, "done": why == DONE, "why_not": why}
                for order, why in (study.amended.fates if study.amended else ())
            ],
            "province": study.unit,
            "notes": unit_notes(study.unit, study.day),
            "summary": rows,
            "changes": details,
            "gaps": gaps,
            "dropped": [d.task for d in study.dropped],
        }
        write(json.dumps(found, ensure_ascii=False, indent=2) + "\n", output)
    else:
        write(_text(study, tasks), output)
    if held.source is None:
        say(_unheld(said))


def _document(answers: AnswerFile, typed: str, option: str) -> tuple[str, Beside | None]:
    """Gives the IRI of a document of the base, or of one that is read from a file: what ends as a file name does is one, here or not."""
    import os

    from ttdn_kb.compare.draft_opening import read_beside

    if typed and (os.path.isfile(typed) or os.path.splitext(typed)[1].lower() in _ENDINGS):
        beside = read_beside(typed)
        return beside.source.iri, beside
    return answers.resolve("documents", typed, option)[0] if typed else "", None


def _unheld(said: Metadata) -> str:
    """Says why a draft was held against no document, and how to name one."""
    for numbers, relation, option in ((said.replaces, "thay thế", "--replaces"), (said.amends, "sửa đổi", "--amends")):
        if numbers:
            return f"Dự thảo {relation} {', '.join(numbers)}, kho chưa có; nêu {option} TỆP (tệp của văn bản ấy) để so từng điều khoản."
    return "Không rõ dự thảo thay thế văn bản nào; nêu --replaces (hoặc --amends) VĂN_BẢN, là mã trong kho hoặc tệp, để so từng điều khoản."


def _text(study: object, tasks: dict[str, str]) -> str:
    from ttdn_kb.compare.drafting import DraftStudy
    from ttdn_kb.report.draft_page import draft_page
    from ttdn_kb.report.page import Facts, Items, Paragraph, Quote, Section, Table

    assert isinstance(study, DraftStudy)
    page = draft_page(study, tasks, today())
    lines = [page.title, *(f"{k}: {v}" for k, v in page.facts), *(b.text for b in page.summary if isinstance(b, Paragraph))]

    def show(section: Section, depth: int) -> None:
        pad = "  " * depth
        lines.extend(["", section.heading.upper()] if depth == 0 else [f"{pad}{section.heading}"])
        for block in section.blocks:
            if isinstance(block, Paragraph) and (block.text or block.label):
                lines.append(f"{pad}  {block.label + ': ' if block.label else ''}{block.text}")
            elif isinstance(block, Quote):
                lines.append(f"{pad}    “{block.text}” ({block.citation}{'; ' + block.who if block.who else ''})")
            elif isinstance(block, Facts):
                lines.extend(f"{pad}  {k}: {v}" for k, v in block.pairs)
            elif isinstance(block, Items):
                lines.extend(f"{pad}  - {item}" for item in block.items)
            elif isinstance(block, Table):
                lines.extend(f"{pad}  - " + " | ".join(str(cell) for cell in row if cell) for row in block.rows)
        for inner in section.sections:
            show(inner, depth + 1)

    for section in page.sections[:-1]:
        show(section, 0)
    lines += ["", f"{page.sections[-1].heading}: {len(study.left)} (xem bản HTML)"]
    return "\n".join(lines) + "\n"
