"""The words of comparisons, in both languages.

Takes keys; gives words; knows nothing of data.
"""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("So sánh phân công", "Comparison of responsibilities"),
    "sides": ("Các bên được so sánh", "Sides"),
    "side": ("Bên", "Side"),
    "documents": ("Văn bản", "Documents"),
    "not-in-force": ("không áp dụng vào ngày này", "not in force on this day"),
    "topic": ("Chủ đề", "Topic"),
    "task": ("Công việc", "Task"),
    "role": ("Vai trò", "Role"),
    "type": ("Loại cơ quan", "Agency type"),
    "agency": ("Cơ quan", "Agency"),
    "nobody-row": ("chưa giao cho ai", "given to nobody"),
    "matrix": ("Ai làm gì, theo {by}", "Who does what, by {by}"),
    "only": ("Chỉ {side} có", "Only {side} has"),
    "lacking": ("Chỉ {side} không có", "Only {side} lacks"),
    "leads": ("Chủ trì khác nhau", "Leads differ"),
    "moved": ("Cùng việc, khác cơ quan", "Same task, other agency"),
    "gone": ("Chỉ {side}", "Only {side}"),
    "why": ("Vì sao", "Why"),
    "by-text": ("văn bản giao khác nhau", "the texts give it otherwise"),
    "by-change": ("sắp xếp tổ chức từ {day}: {event}", "reorganisation from {day}: {event}"),
    "orphaned": ("Việc mà kho chưa nêu người giữ", "Duties with no holder named in the base"),
    "likeness": ("Độ giống nhau theo chủ đề", "Similarity by topic"),
    "likeness-all": ("Tất cả chủ đề", "All topics"),
    "likeness-things": ("Phân công giống nhau", "Same assignments"),
    "likeness-tasks": ("Công việc giống nhau", "Same tasks"),
    "likeness-how": (
        "Cách tính: mỗi bên là một tập các bộ ba (công việc, vai trò, loại cơ quan). Độ giống nhau là chỉ số Jaccard: số bộ ba cả hai bên cùng có "
        "chia cho số bộ ba ít nhất một bên có; 100 % là giống hệt. “Công việc giống nhau” tính cách đó trên công việc, không kể ai làm.",
        "How it is computed: each side is a set of triples (task, role, agency type). Similarity is the Jaccard index: triples that both sides have, "
        "divided by triples that at least one has; 100% is identical. “Same tasks” does the same over tasks, whoever does them.",
    ),
    "raci": ("Ai chịu trách nhiệm (RACI)", "Who answers for it (RACI)"),
    "raci-how": (
        "A – chủ trì; R – thực hiện; C – phối hợp, đối tác phối hợp; I – được tham mưu, nhận báo cáo. Một việc rõ ràng khi có một cơ quan chủ trì "
        "(hoặc một cơ quan thực hiện duy nhất) và có ít nhất một cơ quan làm.",
        "A – lead; R – responsible; C – coordinator, partner; I – advised, reported to. A task is in order with one lead (or a single doer) and at "
        "least one who does it.",
    ),
    "verdict": ("Nhận xét", "Verdict"),
    "in-order": ("rõ ràng", "in order"),
    "absent": ("không quy định", "not provided for"),
    "no-lead-named": ("nhiều cơ quan thực hiện, không nêu chủ trì", "several doers, no lead named"),
    "several-leads": ("nhiều cơ quan chủ trì", "several leads"),
    "no-lead": ("chỉ có phối hợp, không ai chủ trì", "only coordinators, no lead"),
    "no-doer": ("không ai thực hiện", "no doer"),
    "holder-gone": ("cơ quan được giao không còn", "its holder is gone"),
    "nobody": ("không giao cho ai", "given to nobody"),
    "none": ("Không có.", "None."),
    "no-difference": (
        "Hai bên không khác nhau ở điểm này.",
        "The sides do not differ here.",
    ),
    "clauses": ("điều khoản", "clauses"),
    "clause-count": ("Số việc được giao", "Norms"),
    "standing": ("Ghi chú", "Note"),
    "mixed-times": (
        "{side}: gộp cả văn bản đã hết hiệu lực; muốn chỉ xem những gì áp dụng vào một ngày thì nêu ngày đó khi lập (--at NGÀY).",
        "{side}: documents no longer in force are included; name a day when making this (--at DAY) to see only what holds on it.",
    ),
    "province-gone": (
        "{side}: tỉnh này không còn là đơn vị riêng từ {day}; văn bản của tỉnh vẫn hiện cho đến khi có văn bản thay thế trong kho.",
        "{side}: no longer a province of its own since {day}; its documents are shown until the base has one that replaces them.",
    ),
    "summary": (
        "{n} công việc chung; chỉ một bên có: {only}; {leads} việc có chủ trì khác nhau; {moved} việc do cơ quan khác đảm nhiệm; giống nhau {alike}.",
        "{n} tasks in common; own: {only}; {leads} tasks with differing leads; {moved} tasks done by other agencies; similarity {alike}.",
    ),
}


def words(key: str, lang: str, **values: object) -> str:
    """Gives the words of a key in a language, with values in their places.

    >>> words("only", "vi", side="Tỉnh Hà Tĩnh")
    'Chỉ Tỉnh Hà Tĩnh có'
    """
    text = _WORDS[key][1 if lang == "en" else 0]
    return text.format(**values) if values else text


def percent(share: float | None) -> str:
    """Gives a share as whole percent, "–" for none.

    >>> percent(0.047), percent(None)
    ('5 %', '–')
    """
    return "–" if share is None else f"{round(share * 100)} %"
