"""`ttdn history` and `ttdn handover`: who held what when, and what a reorganisation moves."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.options import day, lang_option, output_option, write
from ttdn_kb.foundation.errors import UnknownValue
from ttdn_kb.graph.namespaces import ID
from ttdn_kb.query.answers import AnswerFile
from ttdn_kb.report.wording import either

_FORMATS = ("table", "md", "csv", "json", "xlsx", "docx", "html")


@click.command()
@click.argument("subject", metavar="ĐỐI_TƯỢNG")
@click.option("--province", default="", help="Chỉ tỉnh này.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    default=("lead", "responsible"),
    show_default=True,
    help="Vai trò cần xem; nêu nhiều lần được. all: mọi vai trò.",
)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@lang_option
@output_option
def history(subject: str, province: str, roles: tuple[str, ...], form: str, lang: str, output: str) -> None:
    """Ai giữ một nhiệm vụ, một chủ đề, hoặc một cơ quan đã giữ gì, từ ngày nào đến ngày nào, qua sự kiện nào.

    ĐỐI_TƯỢNG là chủ đề, công việc, cơ quan (ký hiệu, tên, không cần dấu) hoặc địa chỉ của một việc.

    \b
    Ví dụ:
      ttdn history border-information-clusters --province ha-tinh
      ttdn history "Sở Thông tin và Truyền thông" --province quang-tri
    """
    from ttdn_kb.inference.evidence import labels
    from ttdn_kb.query.history import HISTORY_COLUMNS, history_rows
    from ttdn_kb.query.history import history as tell

    answers = opening.answers()
    store = opening.base()
    place = opening.province(answers, province)
    wanted = () if "all" in roles else tuple(_role(role) for role in roles)
    subjects = _subjects(answers, subject, place)
    found = [held for value in subjects for held in tell(store, value, province=place, roles=wanted, lang=lang)]
    rows = history_rows(store, found, lang)
    nothing = either(
        lang,
        "Không có nhiệm vụ nào như vậy trong kho; bỏ --province hoặc thêm --role all.",
        "The base holds no such duty; leave out --province or add --role all.",
    )
    named = labels(store)
    whose = "; ".join(dict.fromkeys(either(lang, *named[value]) or subject for value in subjects if value in named)) or subject
    _show(f"{either(lang, 'Lịch sử', 'History')}: {whose}", HISTORY_COLUMNS[lang], rows, form, output, nothing, lang=lang)


@click.command()
@click.option("--from", "start", required=True, metavar="NGÀY", help="Ngày trước sắp xếp.")
@click.option("--to", "end", required=True, metavar="NGÀY", help="Ngày sau sắp xếp.")
@click.option("--province", default="", help="Chỉ tỉnh này.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@lang_option
@output_option
def handover(start: str, end: str, province: str, form: str, lang: str, output: str) -> None:
    """Bản kê bàn giao: nhiệm vụ nào chuyển từ ai sang ai, theo điều khoản hoặc sự kiện nào; nhiệm vụ nào kho chưa nêu người giữ.

    \b
    Ví dụ:
      ttdn handover --from 2025-06-30 --to 2025-07-01 --province quang-tri
      ttdn handover --from 2025-02-01 --to 2025-12-31 --format docx --output ban-giao.docx
    """
    from ttdn_kb.query.handover import HANDOVER_COLUMNS, handover_markdown, handover_rows, handover_title
    from ttdn_kb.query.handover import handover as state

    answers = opening.answers()
    place = opening.province(answers, province)
    first, last = day(start), day(end)
    found = state(opening.base(), first, last, place, lang)
    if form == "md":
        write(handover_markdown(found, first, last, lang), output)
        return
    sentences, rows, title = [row.sentence(lang) for row in found], handover_rows(found, lang), handover_title(first, last, lang)
    nothing = either(lang, "Không nhiệm vụ nào đổi người giữ trong khoảng này.", "No duty changes hands between these days.")
    _show(title, HANDOVER_COLUMNS[lang], rows, form, output, nothing, sentences, lang)


def _role(typed: str) -> str:
    """Gives the notation of a role typed by notation or name."""
    from ttdn_kb.graph.vocabulary import concepts, find
    from ttdn_kb.query.unknown_values import near_labels

    if found := find("roles", typed):
        return found
    roles = concepts("roles").values()
    raise UnknownValue(
        "unknown-value",
        "Không có giá trị này cho --role",
        typed,
        "các vai trò có",
        "; ".join(f"{role.label} ({role.notation})" for role in roles),
        near_labels(typed, ((name, role.label) for role in roles for name in role.names)),
        "gõ một vai trò, hoặc all cho mọi vai trò",
        "không phải tên hay ký hiệu của vai trò nào",
    )


def _subjects(answers: AnswerFile, typed: str, province: str) -> list[str]:
    """Gives the IRIs meant: an address, or a topic, task or agency by name; agencies of the asked province only."""
    if "://" in typed:
        return [typed]
    if typed.count("/") >= 3:
        return [ID + typed]
    seen: UnknownValue | None = None
    for choices in ("topics", "tasks", "agencies"):
        try:
            values = answers.resolve(choices, typed, "ĐỐI_TƯỢNG", (province,) if province else ())
        except UnknownValue as error:
            seen = seen if seen and seen.near and error.code == "unknown-value" else error
            continue
        own = [v for v in values if choices != "agencies" or not province or f"/agency/{province.rsplit('/', 1)[-1]}/" in v]
        return own or values
    assert seen is not None
    raise seen


def _show(
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    form: str,
    output: str,
    nothing: str,
    sentences: Sequence[str] = (),
    lang: str = "vi",
) -> None:
    from ttdn_kb.query.history import to_markdown
    from ttdn_kb.report.page import Items, Page, Paragraph, Section, Table
    from ttdn_kb.report.rendering import render_page
    from ttdn_kb.report.table_files import Leaf, table_bytes, workbook_bytes

    if form == "xlsx":
        write(workbook_bytes([Leaf(title, columns, rows)]), output)
    elif form in ("csv", "json"):
        write(table_bytes(form, columns, rows).decode(), output)
    elif form in ("docx", "html"):
        from ttdn_kb.cli.options import today

        blocks = (Items(tuple(sentences), ordered=True),) if sentences else ()
        table = (Table(tuple(columns), tuple(rows), title),) if rows else (Paragraph(nothing),)
        changes, held = Section(either(lang, "Nội dung", "Changes"), blocks), Section(either(lang, "Bảng", "Table"), table)
        sections = (changes, held) if blocks else (held,)
        write(render_page(Page(title, sections, as_of=today(), lang=lang), form), output)
    elif form == "md":
        write(f"# {title}\n\n" + (to_markdown(columns, rows) if rows else nothing + "\n"), output)
    else:
        lines = [title, ""]
        if sentences:
            lines += [f"{n}. {sentence}" for n, sentence in enumerate(sentences, 1)]
        else:
            for row in rows:
                told = dict(zip(columns, row, strict=True))
                lines.append(f"- {row[0]}")
                lines.append("    " + "; ".join(f"{k.lower()}: {v}" for k, v in list(told.items())[1:] if v))
        write("\n".join(lines if rows else [title, "", nothing]) + "\n", output)
