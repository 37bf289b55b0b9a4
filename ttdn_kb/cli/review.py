"""`ttdn review` and `ttdn diff`: people decide on drafts; what changed between two readings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from ttdn_kb.cli.options import output_option, say, write
from ttdn_kb.foundation.errors import TtdnError, UsageError

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
    found = find_draft(draft)
    every = reviewing.items(found)
    if export_to:
        _export(found, [*every, *standing(found)], export_to)
    elif import_from:
        from ttdn_kb.query.review_sheets import SHEET, decisions_from
        from ttdn_kb.report.sheet_reading import read_sheet

        new = decisions_from(read_sheet(import_from, SHEET[:3]), found, _named(by), now())
        if new:
            found = keep_decisions(found, new)
        say(f"Đã ghi {len(new)} quyết định của {by}.")
        _progress(reviewing.items(found), standing(found))
    elif accept_from is not None:
        new = [
            Decision(i.key, "accept", (), _named(by), now(), f"nhận hàng loạt từ độ tin {accept_from}")
            for i in every
            if i.decision is None and i.row.confidence >= accept_from
        ]
        if new:
            found = keep_decisions(found, new)
        say(f"Đã nhận {len(new)} mục có độ tin từ {accept_from}.")
        _progress(reviewing.items(found), standing(found))
    elif publishing:
        from ttdn_kb.query.publishing import default_root, publish

        done = publish(found, root or default_root(), partial=partial, replace=replace)
        for path in done.files:
            click.echo(os.path.join(done.root, path))
        left = f"loại {done.settled.rejected} mục, để lại {len(done.settled.pending)} mục chưa quyết định"
        say(f"Đã công bố {len(done.settled.norms)} quy định đã rà soát; {left}.")
    elif listed:
        _progress(every, standing(found))
        for item in reviewing.least_certain(every):
            click.echo(f"{item.row.confidence:.2f}  {item.row.provision}: {_reading(item)}")
        for item in standing(found):
            click.echo(f"thêm  {item.row.provision}: {_reading(item)}")
    else:
        from ttdn_kb.cli.review_terminal import walk

        walk(found, _named(by))


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


def _export(draft: Draft, every: list[Item], path: str) -> None:
    from ttdn_kb.query.review_sheets import SHEET, sheet_rows
    from ttdn_kb.report.table_files import table_bytes

    form = os.path.splitext(path)[1][1:].lower()
    if form not in ("xlsx", "csv"):
        raise UsageError(
            "unknown-format", "Không xuất được dạng này", path, "bảng rà soát là .xlsx hoặc .csv", "đặt tên tệp kết thúc bằng .xlsx hoặc .csv"
        )
    _spare_what_is_filled_in(draft, path)
    write(table_bytes(form, SHEET, sheet_rows(every), "Rà soát"), path)
    say(f"Đã xuất {len(every)} mục ra {path}.")
    say("Điền cột decision: nhận, sửa (sửa luôn ô sai), loại; dòng mới để trống cột item là thêm. Nạp lại bằng --import.")


def _spare_what_is_filled_in(draft: Draft, path: str) -> None:
    """Refuses to export over a file, unless it is a sheet of this draft that holds nothing new."""
    from ttdn_kb.query.review_sheets import SHEET, unread
    from ttdn_kb.report.sheet_reading import read_sheet

    # A pipe holds nothing that could be lost, and reading it would wait for somebody to fill it.
    if not os.path.isfile(path):
        return
    try:
        news = unread(read_sheet(path, SHEET[:3]), draft)
    except TtdnError:
        news = True
    if news:
        raise TtdnError(
            "sheet-filled",
            "Không xuất đè lên tệp đã có",
            path,
            "tệp có những điều chưa được nạp vào bản nháp này, hoặc không phải bảng rà soát của nó",
            "nạp tệp ấy bằng --import trước, hoặc xuất ra tên khác",
        )


def _progress(every: list[Item], added: list[Item]) -> None:
    verdicts = [i.decision.verdict for i in every if i.decision is not None]
    counts = {v: verdicts.count(v) for v in ("accept", "correct", "reject")}
    more = f"; thêm {len(added)}" if added else ""
    say(f"Đã rà soát {len(verdicts)}/{len(every)} mục: nhận {counts['accept']}, sửa {counts['correct']}, loại {counts['reject']}{more}.")


def _reading(item: Item) -> str:
    from ttdn_kb.graph.vocabulary import concepts

    roles = concepts("roles")
    role = item.value("role")
    return f"{roles[role].label if role in roles else role}: {item.value('agent')}" if item.value("agent") else "không nêu ai làm"


@click.command()
@click.argument("first", metavar="VĂN_BẢN")
@click.argument("second", metavar="[VĂN_BẢN_MỚI]", required=False, default="")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "xlsx"]), default="table", show_default=True, help="Dạng kết quả.")
@output_option
def diff(first: str, second: str, form: str, output: str) -> int:
    """So sánh hai bản đọc: quy định và phân công thêm, bớt, đổi, có dẫn điều khoản.

    Một bản nháp: so với chính văn bản ấy đọc lại bây giờ; một tệp đã sửa từ khi nạp: bản nháp cũ so với tệp.
    Hai bên: bản nháp, văn bản trong kho (mã, số hiệu, tên) hoặc tệp.
    Mã thoát 1 khi có khác nhau.

    \b
    Ví dụ:
      ttdn diff ttdn-drafts/quyet-dinh-1a2b3c4d
      ttdn diff du-thao.docx quang-tri/quyet-dinh/25-2019
    """
    from ttdn_kb.query.differences import Change, differences, lines, summary
    from ttdn_kb.query.reading_sources import before_and_now, rows_named

    (name_a, a), (name_b, b) = (rows_named(first), rows_named(second)) if second else before_and_now(first)
    changes = differences(a, b)
    if form == "table":
        write("\n".join([f"Từ: {name_a}", f"Đến: {name_b}", "", *lines(changes), *([""] if changes else []), summary(changes)]) + "\n", output)
    else:
        from ttdn_kb.report.table_files import table_bytes

        data = table_bytes(form, Change._fields, changes, "Khác nhau")
        write(data if form == "xlsx" else data.decode(), output)
        say(summary(changes))
    return 1 if changes else 0
