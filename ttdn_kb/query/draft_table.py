"""A fresh reading as people read it.

Takes rows of the assignment table and remarks; gives a table by provision, and sentences on what could not be read; knows nothing
of terminals.
"""

from __future__ import annotations

from collections.abc import Sequence

from ttdn_kb.foundation.model import Remark
from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.provinces import NATIONAL
from ttdn_kb.graph.vocabulary import concepts
from ttdn_kb.query.asking import Table
from ttdn_kb.query.assignment_table import AssignmentRow
from ttdn_kb.query.source_fields import province_name

# Remark code to the words for it, in the order in which a reader needs them.
UNREAD = {
    "no-bearer": Words("việc không thấy giao cho ai", "work given to nobody"),
    "loose-role": Words("cụm từ phối hợp chưa gắn được với ai", "words of coordination that could not be tied to anybody"),
    "unknown-agent": Words("chủ thể chỉ nhận ra theo hình thức tên gọi", "bodies known only by the form of their names"),
    "uncovered": Words("đoạn không đọc thành quy định nào", "passages that were read as no norm"),
    "lacuna": Words("chỗ văn bản bị mất", "places where the text has lost something"),
}
_TITLE = Words("Bản nháp: bảng phân công đọc từ văn bản, chưa ai rà soát", "Draft: assignments as read from the text, reviewed by nobody yet")
_NATIONAL, _NOWHERE = Words("Trung ương", "National"), Words("Chưa rõ tỉnh", "Province not known")
UNNUMBERED = Words("(ngoài điều khoản)", "(outside the provisions)")
_COLUMNS = {
    "province": Words("Tỉnh", "Province"),
    "document": Words("Văn bản", "Document"),
    "provision": Words("Điều khoản", "Provision"),
    "quote": Words("Trích nguyên văn", "Quote"),
    "agency": Words("Cơ quan", "Body"),
    "role": Words("Vai trò", "Role"),
    "modality": Words("Loại", "Kind"),
    "deadline": Words("Thời hạn", "Deadline"),
    "confidence": Words("Độ tin", "Confidence"),
}
_WIDTH = 110


def table_of(rows: Sequence[AssignmentRow], lang: str = "vi") -> Table:
    """Gives the table by province, document and provision, the role in words, the confidence with each assignment.

    Args:
        lang: "vi" or "en".
    """
    roles = concepts("roles")
    modalities = concepts("modalities")
    cells: list[tuple[str, ...]] = [
        (
            province_name(row.province) or (_NATIONAL if row.province == NATIONAL else _NOWHERE).of(lang),
            row.document,
            row.provision or UNNUMBERED.of(lang),
            row.quote,
            row.agent,
            row.role,
            "" if row.modality == "duty" or row.modality not in modalities else modalities[row.modality].called(lang),
            row.deadline,
            f"{row.confidence:.2f}",
        )
        for row in rows
    ]
    words = [{"role": roles[row.role].called(lang) if row.role in roles else ""} for row in rows]
    return Table(_TITLE.of(lang), tuple(_COLUMNS), tuple(label.of(lang) for label in _COLUMNS.values()), cells, words, [])


def unread_lines(remarks: Sequence[Remark], most: int, lang: str = "vi") -> list[str]:
    """Gives what could not be read, by kind, each with its place; words set aside for a known reason are left out.

    Args:
        most: how many of each kind are listed.
        lang: "vi" or "en"; the words of the text stay as they are.
    """
    lines = []
    for code, words in UNREAD.items():
        some = [r for r in remarks if r.code == code]
        if not some:
            continue
        lines.append(f"{len(some)} {words.vi}:" if lang == "vi" else f"{words.en}: {len(some)}")
        lines += [f"  {_line(remark, lang)}" for remark in some[:most]]
        if more := len(some[most:]):
            lines.append(f"  … và {more} chỗ nữa" if lang == "vi" else f"  … and {more} more")
    return lines


def _line(remark: Remark, lang: str) -> str:
    place = remark.path or f"{'vị trí' if lang == 'vi' else 'place'} {remark.span.start}"
    # A lost passage has no words, and its place tells in itself which numbers are missing.
    said = " ".join(remark.text.split()) or (remark.message if lang == "vi" else "")
    return f"{place}: {said if len(said) <= _WIDTH else said[: _WIDTH - 1] + '…'}" if said else place
