"""`ttdn search`: words to places."""

from __future__ import annotations

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.options import output_option, write

_KINDS = {"agency": "CƠ QUAN", "norm": "VIỆC ĐƯỢC GIAO", "provision": "ĐIỀU KHOẢN"}


@click.command()
@click.argument("text", nargs=-1, required=True, metavar="TỪ...")
@click.option("--kind", type=click.Choice(list(_KINDS)), default=None, help="Chỉ tìm trong cơ quan, việc được giao hoặc điều khoản.")
@click.option("--province", default="", help="Chỉ tỉnh này.")
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def search(text: tuple[str, ...], kind: str | None, province: str, limit: int, form: str, output: str) -> None:
    """Tìm theo từ ngữ, có dấu hoặc không dấu; "cụm từ" trong ngoặc kép. Tên cũ vẫn tìm được, kèm việc gì đã xảy ra với cơ quan.

    \b
    Ví dụ:
      ttdn search cum thong tin doi ngoai
      ttdn search '"bộ đội biên phòng"' --kind agency
    """
    import json

    from ttdn_kb.query.search import search as find

    answers = opening.answers()
    label = ""
    if value := opening.province(answers, province):
        label = answers.called("provinces", value)
    hits, dropped = find(answers, " ".join(text), kind or "", label, limit)
    if form == "json":
        rows = [{**hit.item._asdict(), "snippet": hit.snippet} for hit in hits]
        write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", output)
        return
    lines: list[str] = []
    if dropped and hits:
        lines.append("Không có chỗ nào viết đúng như vậy; dưới đây là các chỗ khớp khi bỏ dấu.")
    last = ""
    for hit in hits:
        if hit.item.kind != last:
            last = hit.item.kind
            lines += ["", _KINDS[last]]
        place = ", ".join(p for p in (hit.item.province, hit.item.document, hit.item.path) if p)
        lines.append(f"  {hit.item.title or hit.item.path}" + (f" [{hit.item.fate}]" if hit.item.fate else ""))
        if place:
            lines.append(f"    {place}")
        lines.append(f"    {hit.snippet}")
    if not hits:
        lines.append(f"Không tìm thấy “{' '.join(text)}” trong tên cơ quan, việc được giao và điều khoản; thử ít từ hơn, hoặc bỏ --kind, --province.")
    write("\n".join(lines).strip() + "\n", output)
