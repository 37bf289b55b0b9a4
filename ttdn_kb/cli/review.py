"""`ttdn review`: people decide on drafts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from ttdn_kb.cli.options import drafts_option, lang_option, say, write
from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.report.wording import either

if TYPE_CHECKING:
    from ttdn_kb.query.drafts import Draft
    from ttdn_kb.query.reviewing import Item


@click.command()
@click.argument("draft", metavar="BẢN_NHÁP")
@click.option("--by", default=lambda: os.environ.get("TTDN_REVIEWER", ""), metavar="TÊN", help="Người rà soát; mặc định biến TTDN_REVIEWER.")
@click.option("--list", "listed", is_flag=True, help="Chỉ cho biết đã rà soát đến đâu và còn những mục nào.")
@click.option("--export", "export_to", default="", metavar="TỆP", help="Xuất bảng rà soát (.xlsx hoặc .csv) để điền cột decision.")
@click.option("--import", "import_from", default="", metavar="TỆP", help="Nạp bảng đã điền; có dòng sai thì không ghi gì.")
@click.option("--accept-from", type=click.FloatRange(0, 1), default=None, metavar="ĐỘ_TIN", help="Nhận mọi mục chưa quyết định có độ tin từ mức này.")
@click.option("--publish", "publishing", is_flag=True, help="Đưa phần đã rà soát vào kho dữ liệu.")
@click.option("--to", "root", default="", metavar="THƯ_MỤC", help="Kho nhận (thư mục chứa data/); mặc định TTDN_HOME hoặc kho đang dùng.")
@click.option("--partial", is_flag=True, help="Công bố cả khi còn mục chưa quyết định (bỏ các mục ấy ra ngoài).")
@click.option("--replace", is_flag=True, help="Thay văn bản cùng mã đã có trong kho.")
@drafts_option
@lang_option
def review(
    draft: str,
    by: str,
    listed: bool,
    export_to: str,
    import_from: str,
    accept_from: float | None,
    publishing: bool,
    root: str,
    partial: bool,
    replace: bool,
    drafts: str,
    lang: str,
) -> None:
    """Rà soát một bản nháp: từng mục một trên màn hình, mục kém chắc nhất trước; hoặc qua bảng Excel, CSV.

    Mỗi quyết định được ghi kèm người và thời điểm, và còn nguyên khi văn bản được đọc lại.

    \b
    Ví dụ:
      ttdn review ttdn-drafts/quyet-dinh-1a2b3c4d --by "Nguyễn Văn A"
      ttdn review quyet-dinh.docx --export ra-soat.xlsx
      ttdn review quyet-dinh.docx --import ra-soat.xlsx --by "Nguyễn Văn A"
      ttdn review quyet-dinh.docx --publish
    """
    from ttdn_kb.graph.review_records import Decision
    from ttdn_kb.query import reviewing
    from ttdn_kb.query.additions import standing
    from ttdn_kb.query.drafts import keep_decisions, now
    from ttdn_kb.query.reading_sources import find_draft

    _one_only(list=listed, export=export_to, **{"import": import_from}, accept_from=accept_from is not None, publish=publishing)
    found = find_draft(draft, drafts)
    every = reviewing.items(found)
    if export_to:
        _export(found, [*every, *standing(found)], export_to, lang)
    elif import_from:
        from ttdn_kb.query.review_sheets import SHEET, decisions_from
        from ttdn_kb.report.sheet_reading import read_sheet

        new = decisions_from(read_sheet(import_from, SHEET[:3]), found, _named(by), now())
        if new:
            found = keep_decisions(found, new)
        say(either(lang, f"Đã ghi {len(new)} quyết định của {by}.", f"Decisions of {by} kept: {len(new)}."))
        _progress(reviewing.items(found), standing(found), lang)
    elif accept_from is not None:
        new = [
            Decision(i.key, "accept", (), _named(by), now(), f"nhận hàng loạt từ độ tin {accept_from}")
            for i in every
            if i.decision is None and i.row.confidence >= accept_from
        ]
        if new:
            found = keep_decisions(found, new)
        say(either(lang, f"Đã nhận {len(new)} mục có độ tin từ {accept_from}.", f"Items accepted, of confidence {accept_from} or more: {len(new)}."))
        _progress(reviewing.items(found), standing(found), lang)
    elif publishing:
        from ttdn_kb.query.publishing import default_root, publish

        done = publish(found, root or default_root(), partial=partial, replace=replace)
        for path in done.files:
            click.echo(os.path.join(done.root, path))
        norms, rejected, pending = len(done.settled.norms), done.settled.rejected, len(done.settled.pending)
        say(
            either(
                lang,
                f"Đã công bố {norms} quy định đã rà soát; loại {rejected} mục, để lại {pending} mục chưa quyết định.",
                f"Reviewed norms published: {norms}; items rejected {rejected}, left out as undecided {pending}.",
            )
        )
    elif listed:
        _progress(every, standing(found), lang)
        for item in reviewing.least_certain(every):
            click.echo(f"{item.row.confidence:.2f}  {item.row.provision}: {_reading(item, lang)}")
        for item in standing(found):
            click.echo(f"{either(lang, 'thêm', 'added')}  {item.row.provision}: {_reading(item, lang)}")
    else:
        from ttdn_kb.cli.review_terminal import walk

        walk(found, _named(by), lang)


def _named(by: str) -> str:
    name = " ".join(by.split())
    if not name:
        raise UsageError(
            "reviewer-unknown",
            "Chưa biết ai rà soát",
            "--by",
            "mỗi quyết định phải ghi tên người",
            'thêm --by "Họ và tên", hoặc đặt biến TTDN_REVIEWER',
        )
    return name


def _one_only(**given: object) -> None:
    """Refuses a call that asks for two things at once: only one of them would be done."""
    asked = [f"--{name.replace('_', '-')}" for name, value in given.items() if value]
    if len(asked) > 1:
        raise click.UsageError(f"{' và '.join(asked)} không dùng cùng nhau; chạy từng lệnh một")


def _export(draft: Draft, every: list[Item], path: str, lang: str) -> None:
    from ttdn_kb.query.filled_sheets import refuse_to_lose
    from ttdn_kb.query.review_sheets import SHEET, sheet_rows
    from ttdn_kb.report.sheet_reading import read_sheet
    from ttdn_kb.report.table_files import table_bytes

    form = os.path.splitext(path)[1][1:].lower()
    if form not in ("xlsx", "csv"):
        raise UsageError(
            "unknown-format", "Không xuất được dạng này", path, "bảng rà soát là .xlsx hoặc .csv", "đặt tên tệp kết thúc bằng .xlsx hoặc .csv"
        )
    refuse_to_lose(path, draft, read_sheet)
    write(table_bytes(form, SHEET, sheet_rows(every), either(lang, "Rà soát", "Review")), path)
    say(either(lang, f"Đã xuất {len(every)} mục ra {path}.", f"Items exported to {path}: {len(every)}."))
    say(
        either(
            lang,
            "Điền cột decision: nhận, sửa (sửa luôn ô sai), loại; dòng mới để trống cột item là thêm. Nạp lại bằng --import.",
            "Fill in the column decision: accept, correct (mend the cell as well), reject; a new row without item adds. Read it in with --import.",
        )
    )


def _progress(every: list[Item], added: list[Item], lang: str) -> None:
    verdicts = [i.decision.verdict for i in every if i.decision is not None]
    counts = {v: verdicts.count(v) for v in ("accept", "correct", "reject")}
    more = f"; {either(lang, 'thêm', 'added')} {len(added)}" if added else ""
    say(
        either(
            lang,
            f"Đã rà soát {len(verdicts)}/{len(every)} mục: nhận {counts['accept']}, sửa {counts['correct']}, loại {counts['reject']}{more}.",
            f"Items reviewed {len(verdicts)}/{len(every)}: accepted {counts['accept']}, corrected {counts['correct']}, "
            f"rejected {counts['reject']}{more}.",
        )
    )


def _reading(item: Item, lang: str) -> str:
    from ttdn_kb.graph.vocabulary import concepts

    roles = concepts("roles")
    role = item.value("role")
    if not item.value("agent"):
        return either(lang, "không nêu ai làm", "names nobody")
    return f"{roles[role].called(lang) if role in roles else role}: {item.value('agent')}"
