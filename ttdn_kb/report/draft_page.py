"""What a draft would change, as a page and as Word comments.

Takes a draft study and task labels; gives a `Page` and comments with their places; knows nothing of how either becomes a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ttdn_kb.compare.draft_changes import Change
from ttdn_kb.compare.draft_effects import Clash, Dropped
from ttdn_kb.compare.draft_overlay import AFTER_AMENDMENT
from ttdn_kb.compare.drafting import DraftStudy
from ttdn_kb.compare.laying_in import DONE, Amended, missing
from ttdn_kb.foundation.days import day_words
from ttdn_kb.foundation.model import Norm, Span
from ttdn_kb.norms.tasks import field_names
from ttdn_kb.query.assignment_table import AssignmentRow
from ttdn_kb.report.page import Block, Facts, Items, Page, Paragraph, Quote, Section, Table
from ttdn_kb.report.unit_words import OF_UNIT_BEFORE, unit_notes
from ttdn_kb.report.word_comments import Comment
from ttdn_kb.structure.amending import Order
from ttdn_kb.validation.findings import Finding

_ROLES = {
    "lead": "chủ trì",
    "responsible": "thực hiện",
    "coordinator": "phối hợp",
    "partner": "đối tác phối hợp",
    "advised": "được tham mưu",
    "report_to": "nhận báo cáo",
}
_KINDS = {
    "removed": "Việc bị bỏ",
    "reassigned": "Việc đổi cơ quan hoặc vai trò",
    "rewritten": "Điều khoản được viết lại",
    "merged": "Việc được gộp",
    "split": "Việc được tách",
    "added": "Việc mới",
    "deadline": "Việc đổi thời hạn",
    "reworded": "Đổi câu chữ, không đổi phân công",
    "moved": "Chuyển chỗ, giữ nguyên lời và phân công",
    "own": "Điều khoản của chính dự thảo, ngoài các chỗ sửa đổi",
    "other": "Điều khoản không giao việc: bị bỏ, thêm hoặc sửa",
}
_CARRIED = {
    "replaced": "Văn bản đang có giao việc này, dự thảo không còn",
    "baseline": "{document} giao việc này cho tỉnh, dự thảo không có",
    "before": "Văn bản của đơn vị trước sắp xếp ({document}) giao việc này, dự thảo không có",
    "peers": "Phần lớn các tỉnh khác có giao việc này, dự thảo không có",
}
_UNREAD = (
    "Không đọc được việc nào được giao trong dự thảo: không câu nào nêu cơ quan với việc phải làm. Xem `ttdn parse` có thấy đủ điều, khoản không; "
    "nếu dự thảo là bản chụp thì cần bản có lớp chữ. Những gì nêu dưới đây không dựa vào việc nào của dự thảo."
)

_FATES = {
    DONE: "đã đặt vào văn bản",
    "unread": "chưa đặt được: có từ chưa hiểu, không rõ điều khoản, hoặc thiếu nội dung mới",
    "no-place": "chưa đặt được: văn bản không có điều khoản này",
    "taken": "chưa đặt được: văn bản đã có điều khoản mang số này",
    "no-words": "chưa đặt được: văn bản không có những từ này ở chỗ ấy",
    "overlap": "chưa đặt được: một chỗ sửa đổi khác của dự thảo đã sửa chỗ này",
    "other-document": "không xét: của văn bản khác",
}
_BRIEF = 160

_UNCHECKED = (
    "Không kiểm tra được các cơ quan này có tồn tại hay không, vì sổ chủ thể của kho không có tên và kho không có sự kiện nào chấm dứt loại cơ quan "
    "ấy: {}. Đối chiếu với văn bản về tổ chức bộ máy của tỉnh trước khi ký."
)

_ALONE = "Không xét: các điều khoản của dự thảo sửa đổi chỉ xét được cùng văn bản mà nó sửa đổi."

_OUTSIDE = (
    "Dự thảo không thuộc lĩnh vực mà kho dữ liệu đã phân loại việc ({}), nên không so với văn bản Trung ương và các tỉnh khác; "
    "nêu --replaces hoặc --amends VĂN_BẢN|TỆP để so với văn bản bị thay thế hoặc được sửa đổi."
)


def draft_page(study: DraftStudy, tasks: Mapping[str, str], as_of: str) -> Page:
    """Gives the page.

    Args:
        tasks: label of each task by notation.
        as_of: ISO 8601 day of the data.
    """

    def none(items: object, words: str = "Không có.") -> tuple[Block, ...]:
        return _none(items, _ALONE if study.unheld else words)

    missing_work = _OUTSIDE.format(", ".join(field_names())) if study.outside else "Không có."
    sections = [
        Section("Dự thảo thay đổi gì", _no_blocks(study), tuple(_changes(study))),
        Section("Khoảng trống do dự thảo mở ra", none(study.opened, "Dự thảo không mở thêm khoảng trống nào."), tuple(map(_finding, study.opened))),
        Section("Khoảng trống được dự thảo khép lại", none(study.closed, "Dự thảo không khép khoảng trống nào."), tuple(map(_finding, study.closed))),
        Section("Cơ quan không tồn tại vào ngày của dự thảo", _no_absent(study), tuple(map(_finding, study.absent))),
        Section("Chồng chéo với văn bản đang áp dụng", none(study.clashes), tuple(_clash(c, tasks) for c in study.clashes)),
        Section("Việc mà dự thảo không nêu", none(study.dropped, missing_work), tuple(_dropped(d, tasks) for d in study.dropped)),
        Section("Chỗ đọc chưa chắc, cần xem trước", _none(study.doubtful, "Không có."), tuple(map(_doubt, study.doubtful))),
        Section("Khoảng trống còn nguyên", none(study.left), tuple(map(_finding, study.left))),
    ]
    if study.amended is not None:
        sections.insert(0, _fates(study.amended))
    facts = (
        ("Dự thảo", study.name),
        ("Sửa đổi, bổ sung" if study.amended or study.unheld else "Thay thế", study.replaced or _unheld(study) or "không nêu"),
        ("Xét tại ngày", day_words(study.day)),
        ("Số việc đọc được", str(len(study.norms))),
    )
    counts = ", ".join(f"{count} {name}" for name, count in summary(study) if count)
    if not study.norms:
        counts = f"{_UNREAD} {counts}"
    lead = Paragraph(counts or f"Dự thảo không thay đổi gì so với {_was(study)}.", "Tóm tắt")
    return Page("Dự thảo thay đổi những gì", tuple(sections), study.name, facts, (lead, *map(Paragraph, unit_notes(study.unit, study.day))), as_of)


def summary(study: DraftStudy) -> list[tuple[str, int]]:
    """Gives what there is of each kind, in words."""
    kinds = [_kind(change) for change in study.changes]
    return [
        ("chỗ sửa đổi chưa đặt được", len(study.amended.left) if study.amended is not None else 0),
        *((_KINDS[kind].lower(), kinds.count(kind)) for kind in _KINDS),
        ("khoảng trống mở ra", len(study.opened)),
        ("khoảng trống khép lại", len(study.closed)),
        ("cơ quan không tồn tại", len(study.absent)),
        ("cơ quan không kiểm tra được", len(study.unchecked)),
        ("chồng chéo", len(study.clashes)),
        ("việc mà dự thảo không nêu", len(study.dropped)),
        ("chỗ đọc chưa chắc", len(study.doubtful)),
        ("khoảng trống còn nguyên", len(study.left)),
    ]


def comments(study: DraftStudy, tasks: Mapping[str, str]) -> list[Comment]:
    """Gives a comment for each change, opened gap, absent body, clash, dropped work, order not laid in and doubtful reading, at its clause."""
    found = [Comment(c.new[0].span if c.new else c.place, _say_change(c, _was(study))) for c in study.changes if _is_told(c)]
    found += [Comment(Span(f.start, f.end), f"{f.title.vi}. {f.message.vi}\nCách sửa: {f.fix()}") for f in (*study.opened, *study.absent)]
    found += [Comment(Span(c.draft.start, c.draft.end), _say_clash(c, tasks)) for c in study.clashes]
    for d in study.dropped:
        quotes = "\n".join(f"“{' '.join(r.quote.split())}” ({r.provision}, {r.document})" for r in d.clauses[:2])
        found.append(Comment(Span(0, 0), f"{_carried(d)}: {tasks.get(d.task, d.task)}.\nMẫu câu:\n{quotes}"))
    found += [Comment(Span(0, 0), _UNCHECKED.format("; ".join(study.unchecked)))] if study.unchecked else []
    found += [Comment(Span(0, 0), note) for note in unit_notes(study.unit, study.day)]
    if study.amended is not None:
        left = ((order, why) for order, why in study.amended.left if why != "other-document")
        found += [Comment(Span(0, 0), f"Chỗ sửa đổi {_fate(order, why)}.\n“{_brief(order.said)}”") for order, why in left]
    found += [Comment(n.span, f"Đọc chưa chắc ({n.confidence:.0%}): {_cast(n)}") for n in study.doubtful]
    return found


def _is_told(change: Change) -> bool:
    """Whether a change has a comment of its own: one that leaves all work as it was has none."""
    return change.kind not in ("reworded", "moved") and (change.kind != "own" or bool(change.new))


def _none(items: object, words: str) -> tuple[Block, ...]:
    return () if items else (Paragraph(words, tone="muted"),)


def _no_absent(study: DraftStudy) -> tuple[Block, ...]:
    """What is not known of bodies stands beside what is: an empty list alone would pass them as checked."""
    if not study.unchecked:
        return _none(study.absent, _ALONE if study.unheld else "Không có.")
    found = _none(study.absent, "Không có trong số các cơ quan kiểm tra được.")
    return (*found, Paragraph(_UNCHECKED.format("; ".join(study.unchecked)), tone="warning"))


def _unheld(study: DraftStudy) -> str:
    return f"{', '.join(study.unheld)} ({not_held(study.namesakes)})" if study.unheld else ""


def not_held(namesakes: Sequence[str]) -> str:
    """Says why the document that a draft amends is not known: the base has none, or several of its title."""
    return f"kho có {len(namesakes)} văn bản mang tên này: {'; '.join(namesakes)}" if namesakes else "kho chưa có"


def _was(study: DraftStudy) -> str:
    return "văn bản được sửa đổi" if study.amended is not None else "văn bản bị thay thế"


def _now(study: DraftStudy) -> str:
    return AFTER_AMENDMENT if study.amended is not None else study.name


def _fates(amended: Amended) -> Section:
    """The fate of every order of an amending draft: the rest of the page does not know of those that were not laid in."""
    rows = [(_brief(order.said), "; ".join(p.words for p in order.places), _fate(order, why)) for order, why in amended.fates]
    told = f"{len(amended.done)} trong {len(rows)} chỗ sửa đổi đã đặt vào văn bản; trang này so với văn bản như dự thảo sẽ để lại."
    shown = tuple(sorted(rows, key=lambda row: row[2] == _FATES[DONE]))
    caption = "Chỗ chưa đặt được đứng trước." if amended.left else "Mọi chỗ sửa đổi, theo thứ tự của dự thảo."
    table = Table(("Chỗ sửa đổi", "Điều khoản", "Kết quả"), shown, caption, widths=(5, 2, 3))
    return Section("Từng chỗ sửa đổi của dự thảo", (Paragraph(told, tone="" if amended.done and not amended.left else "warning"), table))


def _fate(order: Order, why: str) -> str:
    """Says what became of an order, naming the provision or the words that are not there."""
    lacks = {
        "no-place": ", ".join(place.words for place in missing(order)),
        "no-words": ", ".join(f"“{old}”" for old, _ in order.pairs),
    }.get(why, "")
    return f"{_FATES[why]}: {lacks}" if lacks else _FATES[why]


def _brief(words: str) -> str:
    line = " ".join(words.replace("*", "").split())
    return line if len(line) <= _BRIEF else line[: line.rfind(" ", 0, _BRIEF)] + " …"


def _no_blocks(study: DraftStudy) -> tuple[Block, ...]:
    if study.replaced:
        return _none(study.changes, f"Không điều khoản nào khác với {study.replaced}.")
    if study.unheld:
        meant = "VĂN_BẢN (mã của văn bản ấy)" if study.namesakes else "TỆP (tệp của văn bản ấy)"
        words = f"Dự thảo sửa đổi {_unheld(study)}; nêu --amends {meant} để đặt từng chỗ sửa đổi vào và so sánh."
        return (Paragraph(words, tone="warning"),)
    return _none(study.changes, "Chưa rõ dự thảo thay thế văn bản nào nên không so từng điều khoản; nêu --replaces hoặc --amends VĂN_BẢN|TỆP để so.")


def _changes(study: DraftStudy) -> list[Section]:
    found = []
    for kind, title in _KINDS.items():
        own = [c for c in study.changes if _kind(c) == kind]
        if own:
            found.append(Section(f"{title} ({len(own)})", (), tuple(_change(c, study) for c in own)))
    return found


def _kind(change: Change) -> str:
    """Gives the heading under which a change stands: clauses that give no work stand together."""
    return change.kind if change.old or change.new or change.kind in ("moved", "own") else "other"


def _change(change: Change, study: DraftStudy) -> Section:
    tone = {"removed": "error", "reassigned": "warning", "deadline": "warning"}.get(_kind(change), "")
    blocks: list[Block] = [Paragraph(_say_change(change, _was(study), quoted=False), tone=tone)]
    blocks += [Quote(_words(n), study.replaced, n.path, _cast(n), _was(study)) for n in _without(change.old, change.new)]
    now = "" if change.kind == "own" else _now(study)
    blocks += [Quote(_words(n), now, n.path, _cast(n), "dự thảo") for n in _without(change.new, change.old)]
    if not change.old and not change.new:
        blocks += [Quote(change.was, study.replaced, change.old_path, "", _was(study))] if change.was else []
        blocks += [Quote(change.now, now, change.new_path, "", "dự thảo")] if change.now and change.now != change.was else []
    path = change.new_path or change.old_path
    return Section(path if change.new_path else f"{path} ({_was(study)})", tuple(blocks))


def _without(norms: tuple[Norm, ...], others: tuple[Norm, ...]) -> list[Norm]:
    """Leaves out the norms of a clause that the change did not touch: the same words and the same parts on both sides."""
    known = {(_words(n), frozenset((a.role, a.agent) for a in n.assignments)) for n in others}
    return [n for n in norms if (_words(n), frozenset((a.role, a.agent) for a in n.assignments)) not in known] or list(norms)


def _say_change(change: Change, was: str, quoted: bool = True) -> str:
    against = f" so với {change.old_path} của {was}" if change.old_path != change.new_path else f" so với {was}"
    works = bool(change.old or change.new)
    parts = {
        "removed": f"{'Việc ở ' if works else ''}{change.old_path} của {was} không còn trong dự thảo",
        "own": f"{'Việc mới ở ' if works else ''}{change.new_path}{'' if works else ' không giao việc'}",
        "added": f"{'Việc mới ở ' if works else 'Dự thảo thêm '}{change.new_path}",
        "rewritten": f"{change.new_path} được viết lại{against}",
        "merged": f"{change.new_path} gộp {change.old_path} của {was}",
        "split": f"{change.new_path} tách từ {change.old_path} của {was}",
        "reworded": f"{change.new_path} đổi câu chữ{against}{'; phân công như cũ' if works else ''}",
        "reassigned": f"{change.new_path} đổi phân công{against}",
        "deadline": f"{change.new_path} đổi thời hạn{against}; phân công như cũ",
        "moved": f"{change.old_path} của {was} nay là {change.new_path}; lời và phân công như cũ",
    }
    words = [parts[change.kind]]
    if change.kind == "removed" and quoted:
        words += [f"“{_words(n)}” ({_cast(n)})" for n in change.old]
    if change.lost:
        words.append("không còn: " + ", ".join(f"{agent} ({_ROLES[role]})" for role, agent in change.lost))
    if change.gained:
        words.append("thêm: " + ", ".join(f"{agent} ({_ROLES[role]})" for role, agent in change.gained))
    if change.time_was or change.time_now:
        words.append(f"thời hạn cũ: {_time(change.time_was)}; thời hạn mới: {_time(change.time_now)}")
    return "; ".join(words) + "."


def _time(said: str) -> str:
    """Gives a deadline as it is written, an interval in words."""
    if not said:
        return "không nêu"
    units = {"D": "ngày", "W": "tuần", "M": "tháng", "Y": "năm"}
    others = {"adhoc": "đột xuất", "continuous": "thường xuyên"}
    parts = []
    for part in said.replace(";", " ").split() if re.match(r"P\d|adhoc|continuous", said) else ():
        match = re.fullmatch(r"P(\d+)([DWMY])", part)
        parts.append(f"{match[1]} {units[match[2]]} một lần" if match else others.get(part, part))
    return ", ".join(parts) or said


def _finding(f: Finding) -> Section:
    blocks: list[Block] = [
        Paragraph(f.message.vi, "" if f.provision else f.title.vi, f.severity if f.severity in ("error", "warning", "info") else "")
    ]
    blocks += [Quote(" ".join(c.quote.split()), c.document, c.provision, c.roles.vi) for c in f.clauses if c.quote]
    blocks += [Paragraph(f.reason(), "Vì sao"), Paragraph(f.fix(), "Cách sửa")]
    if f.peers:
        blocks.append(Paragraph("", "Nơi khác viết"))
        blocks += [Quote(" ".join(c.quote.split()), c.document, c.provision, c.roles.vi) for c in f.peers[:3]]
    return Section(f"{f.provision}: {f.title.vi}" if f.provision else f.title.vi, tuple(blocks))


def _clash(clash: Clash, tasks: Mapping[str, str]) -> Section:
    return Section(clash.draft.provision, (Paragraph(_say_clash(clash, tasks), tone="warning"), _row(clash.draft), _row(clash.other)))


def _say_clash(clash: Clash, tasks: Mapping[str, str]) -> str:
    return (
        f"Việc “{tasks.get(clash.task, clash.task)}”: dự thảo giao {clash.draft.agent} chủ trì, "
        f"{clash.other.provision} của {clash.other.document} giao {clash.other.agent} chủ trì.{OF_UNIT_BEFORE if clash.of_unit_before else ''}"
    )


def _dropped(dropped: Dropped, tasks: Mapping[str, str]) -> Section:
    return Section(tasks.get(dropped.task, dropped.task), (Paragraph(_carried(dropped) + "."), *map(_row, dropped.clauses)))


def _carried(dropped: Dropped) -> str:
    return _CARRIED[dropped.carried_by].format(document="; ".join(dict.fromkeys(r.document for r in dropped.clauses)))


def _doubt(norm: Norm) -> Section:
    notes: tuple[Block, ...] = (Items(norm.notes),) if norm.notes else ()
    return Section(
        norm.path, (Facts((("Độ tin cậy", f"{norm.confidence:.0%}"), ("Đọc là", _cast(norm)))), Quote(_words(norm), "dự thảo", norm.path), *notes)
    )


def _row(row: AssignmentRow) -> Quote:
    who = f"{row.agent} ({_ROLES.get(row.role, row.role)})" if row.agent else ""
    return Quote(" ".join(row.quote.split()), row.document, row.provision, who)


def _words(norm: Norm) -> str:
    return " ".join(norm.quote.split())


def _cast(norm: Norm) -> str:
    return "; ".join(f"{a.agent} ({_ROLES.get(a.role, a.role)})" for a in norm.assignments) or "không nêu ai làm"
