"""docs/checks.md, from the catalogue of checks.

Takes the catalogue; gives the page as Markdown; knows nothing of findings. Run as a module it writes the page; a test fails where the page is not
what this module gives.
"""

from __future__ import annotations

import os

from ttdn_kb.foundation.resources import folder
from ttdn_kb.foundation.words import Words
from ttdn_kb.validation.catalogue import Catalogue, Check, load_catalogue
from ttdn_kb.validation.findings import SEVERITIES

_SEVERITY = {"error": Words("lỗi", "error"), "warning": Words("cảnh báo", "warning"), "info": Words("lưu ý", "note")}
_HEAD = """# Các phép kiểm tra · Checks

Trang này sinh từ `queries/checks/*.rq` và `ontology/shapes/*.ttl`; sửa ở đó rồi chạy `python -m ttdn_kb.report.checks_page`.
This page is generated from `queries/checks/*.rq` and `ontology/shapes/*.ttl`; change it there and run `python -m ttdn_kb.report.checks_page`.

**Cùng một việc · The same work.** Hai điều khoản nói cùng một việc khi cùng văn bản, có chung nhiệm vụ (`ttdn:task`) và không nêu hai đối tượng
hay hai địa điểm khác nhau. Sửa nhiệm vụ trong dữ liệu là sửa kết quả kiểm tra. Nhiệm vụ mang `ttdn:joint` là việc mỗi cơ quan tự làm phần mình:
không tính là hai bên chủ trì. · Two clauses state the same work when they stand in one document, share a task and do not name two different
objects or places. A task marked `ttdn:joint` is done by each body for itself and never has two leads.

**Ngày xét · The day.** `--at NGÀY` chỉ xét văn bản có hiệu lực ngày đó, như vào ngày đó. Không có `--at` thì xét mọi văn bản vào hôm nay; văn bản
đã hết thời hạn vẫn xét và được ghi tình trạng. · With `--at` only documents in force on that day are judged, as of that day; without it all
documents are judged as of today, and those that ended are marked.

**Chấp nhận một phát hiện · Waivers.** Thêm vào `data/waivers.ttl` một `ttdn:Waiver` nêu mã phát hiện (`ttdn:waivedFinding`), hoặc phép kiểm tra
và điều khoản (`ttdn:waivedCheck`, `ttdn:waivedNode`), cùng người, ngày và lý do (`ttdn:waivedBy`, `ttdn:waivedOn`, `ttdn:waivedBecause`). Phát
hiện vẫn hiện, ghi là đã chấp nhận, và không làm lệnh kết thúc với mã 1. · A waived finding is still shown, as accepted, and does not fail the
command.

**Chỉ phát hiện mới · Only what is new.** `--new-since BẢN|NGÀY`: trong kho git, dữ liệu của bản đó (ngày: bản cuối trước ngày ấy) được dựng lại
và kiểm tra bằng các phép kiểm tra hôm nay; mới là phát hiện chưa có ở đó. Ngoài kho git, một ngày nghĩa là quy phạm được ghi (`ttdn:recordedAt`)
từ ngày ấy. · In a git checkout the data of that revision are built and checked with today's checks; new is what was not found there.
"""


def checks_page(catalogue: Catalogue) -> str:
    """Gives the page: a table of all checks, then each with why, fix and example in both languages."""
    ordered = sorted(catalogue.checks, key=lambda c: (c.query is None, SEVERITIES.index(c.severity), c.id))
    lines = [_HEAD, "| id | mức · severity | | |", "| --- | --- | --- | --- |"]
    for check in ordered:
        severity = _SEVERITY[check.severity]
        lines.append(f"| [{check.id}](#{check.id}) | {severity.vi} · {severity.en} | {_cell(check.title.vi)} | {_cell(check.title.en)} |")
    for check in ordered:
        lines += ["", *_section(check)]
    return "\n".join(lines) + "\n"


def _section(check: Check) -> list[str]:
    lines = [f"## {check.id}", "", f"**{check.title.vi}** · {check.title.en} (`{check.source}`)"]
    for label, words in (
        (Words("Vì sao", "Why"), check.why),
        (Words("Cách sửa", "Fix"), check.fix),
        (Words("Ví dụ", "Example"), check.example),
    ):
        if words.vi or words.en:
            lines += ["", f"- {label.vi}: {words.of('vi')}", f"- {label.en}: {words.of('en')}"]
    return lines


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Writes docs/checks.md beside the resource folders."""
    path = os.path.join(os.path.dirname(folder("queries")), "docs", "checks.md")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(checks_page(load_catalogue()))


if __name__ == "__main__":
    main()
