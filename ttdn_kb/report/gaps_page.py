"""Findings as a page for people who sign regulations.

Takes findings; gives a summary, a table by document, and each finding with why, how to mend, its clauses and how others word the same; knows nothing
of how gaps are found. Reports are in Vietnamese.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ttdn_kb.report.page import Block, Cell, Page, Paragraph, Quote, Section, Table, day_words
from ttdn_kb.validation.findings import SEVERITIES, Clause, Finding

_SEVERITY = {"error": "lỗi", "warning": "cảnh báo", "info": "lưu ý"}
_QUOTED = 5  # clauses quoted in full beside one finding; the others are cited
_TONE = {"error": "error", "warning": "warning", "info": "info"}


def gaps_page(findings: Sequence[Finding], scope: str = "", notes: Sequence[str] = (), as_of: str = "", at: str = "", brief: bool = False) -> Page:
    """Gives the report on gaps.

    Args:
        findings: sorted for reading.
        scope: what was asked for, in words.
        notes: sentences that explain an empty or narrowed result.
        as_of: ISO 8601 day of the data.
        at: ISO 8601 day that was judged, "" for today.
        brief: for paper: no table of all findings, since each follows in full.
    """
    facts = tuple(pair for pair in (("Phạm vi", scope), ("Xét vào ngày", day_words(at))) if pair[1])
    live = [f for f in findings if not f.waived]
    counts = ", ".join(f"{sum(f.severity == s for f in live)} {_SEVERITY[s]}" for s in SEVERITIES)
    said = f"{len(live)} phát hiện: {counts}" if live else "Không có phát hiện nào"
    waived = f"; {len(findings) - len(live)} phát hiện đã được chấp nhận" if len(findings) > len(live) else ""
    summary: list[Block] = [Paragraph(f"{said}{waived}.", "Tóm tắt"), *(Paragraph(n, tone="info") for n in notes)]
    sections = [Section("Phát hiện theo loại", (_by_check(findings),))] if findings else []
    if findings and not brief:
        sections.append(Section("Bảng phát hiện", (_all(findings),)))
    groups: dict[tuple[str, str], list[Finding]] = {}
    for f in findings:
        groups.setdefault((f.document or f.province or "Toàn kho", f.document_status.vi), []).append(f)
    for (name, status), own in groups.items():
        head = (Paragraph(status, "Tình trạng văn bản", "warning"),) if status else ()
        sections.append(Section(name, head, tuple(_finding(f) for f in own)))
    return Page("Khoảng trống và vướng mắc trong phân công", tuple(sections), "", facts, tuple(summary), as_of)


def _by_check(findings: Iterable[Finding]) -> Table:
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for f in findings:
        kinds.setdefault((f.check, f.title.vi), []).append(f)
    order = sorted(kinds.items(), key=lambda x: (SEVERITIES.index(x[1][0].severity), -len(x[1]), x[0]))
    rows = tuple((title, Cell(_SEVERITY[own[0].severity], tone=_TONE[own[0].severity]), str(len(own)), own[0].reason()) for (_, title), own in order)
    return Table(("Loại", "Mức", "Số", "Vì sao cần xem"), rows, "Phát hiện theo loại", sheet="Theo loại", widths=(4, 1.3, 1, 7))


def _all(findings: Iterable[Finding]) -> Table:
    rows = tuple(
        (
            f.document or f.province,
            f.provision,
            Cell(f.title.vi, tone=_TONE[f.severity]),
            Cell(f.message.vi, _quotes(f.clauses or ())),
            f.fix(),
            f"đã chấp nhận: {f.waiver.because}" if f.waiver else "",
        )
        for f in findings
    )
    columns = ("Văn bản", "Điều khoản", "Loại", "Nội dung", "Cách sửa", "Ghi chú")
    return Table(columns, rows, "Mọi phát hiện", sheet="Phát hiện", headers=2, widths=(3, 2, 2.4, 4.4, 4, 1.6))


def _quotes(clauses: Iterable[Clause]) -> tuple[Quote, ...]:
    return tuple(Quote(c.quote, f"{c.document}", c.provision, c.roles.vi) for c in clauses)


def _finding(f: Finding) -> Section:
    blocks: list[Block] = [Paragraph(f.message.vi, _SEVERITY[f.severity].capitalize(), _TONE[f.severity])]
    quotes = _quotes(f.clauses) or ((Quote(f.quote, f.document, f.provision),) if f.quote else ())
    blocks += quotes[:_QUOTED]
    if len(quotes) > _QUOTED:
        rest = list(dict.fromkeys(q.provision for q in quotes[_QUOTED:]))
        blocks.append(Paragraph("; ".join(rest), f"Cùng vướng mắc này ở {len(rest)} điều khoản khác"))
    blocks += [Paragraph(f.reason(), "Vì sao"), Paragraph(f.fix(), "Cách sửa")]
    if f.peers:
        blocks += [Paragraph("cách viết của văn bản khác về cùng việc", "Tham khảo"), *_quotes(f.peers)]
    if f.waiver:
        on = f" ngày {day_words(f.waiver.on)}" if f.waiver.on else ""
        blocks.append(Paragraph(f"{f.waiver.because} ({f.waiver.by}{on})", "Đã chấp nhận", "good"))
    return Section(f"{f.provision}: {f.title.vi}" if f.provision else f.title.vi, tuple(blocks))
