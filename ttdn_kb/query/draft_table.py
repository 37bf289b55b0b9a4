"""A fresh reading as people read it.

Takes rows of the assignment table and remarks; gives a table by provision, and sentences on what could not be read; knows nothing
of terminals.
"""

from __future__ import annotations

from collections.abc import Sequence

from ttdn_kb.foundation.model import Remark
from ttdn_kb.graph.vocabulary import concepts
from ttdn_kb.query.asking import Table
from ttdn_kb.query.assignment_table import AssignmentRow
from ttdn_kb.query.source_fields import province_name

# Remark code to the words for it, in the order in which a reader needs them.
UNREAD = {
    "no-bearer": "việc không thấy giao cho ai",
    "loose-role": "cụm từ phối hợp chưa gắn được với ai",
    "unknown-agent": "chủ thể chỉ nhận ra theo hình thức tên gọi",
    "uncovered": "đoạn không đọc thành quy định nào",
    "lacuna": "chỗ văn bản bị mất",
}


def table_of(rows: Sequence[AssignmentRow]) -> Table:
    """Gives the table by province, document and provision, the role in words, the confidence with each assignment."""
    roles = concepts("roles")
    modalities = concepts("modalities")
    cells: list[tuple[str, ...]] = [
        (
            province_name(row.province) or ("Trung ương" if row.province == "trung-uong" else "Chưa rõ tỉnh"),
            row.document,
            row.provision or "(ngoài điều khoản)",
            row.quote,
            row.agent,
            row.role,
            "" if row.modality == "duty" or row.modality not in modalities else modalities[row.modality].label,
            row.deadline,
            f"{row.confidence:.2f}",
        )
        for row in rows
    ]
    columns = ("province", "document", "provision", "quote", "agency", "role", "modality", "deadline", "confidence")
    labels = ("Tỉnh", "Văn bản", "Điều khoản", "Trích nguyên văn", "Cơ quan", "Vai trò", "Loại", "Thời hạn", "Độ tin")
    words = [{"role": roles[row.role].label if row.role in roles else ""} for row in rows]
    return Table("Bản nháp: bảng phân công đọc từ văn bản, chưa ai rà soát", columns, labels, cells, words, [])


def unread_lines(remarks: Sequence[Remark], most: int) -> list[str]:
    """Gives what could not be read, by kind, each with its place; words set aside for a known reason are left out.

    Args:
        most: how many of each kind are listed.
    """
    lines = []
    for code, words in UNREAD.items():
        some = [r for r in remarks if r.code == code]
        if not some:
            continue
        lines.append(f"{len(some)} {words}:")
        for remark in some[:most]:
            said = " ".join(remark.text.split()) or remark.message
            lines.append(f"  {remark.path or 'vị trí ' + str(remark.span.start)}: {said if len(said) <= 110 else said[:109] + '…'}")
        if len(some) > most:
            lines.append(f"  … và {len(some) - most} chỗ nữa")
    return lines
