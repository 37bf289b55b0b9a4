"""The words around findings, in Vietnamese and English.

Takes nothing; gives labels for columns, severities and sentences of a report; knows nothing of formats.
"""

from __future__ import annotations

from collections.abc import Iterable

from ttdn_kb.foundation.days import day_words
from ttdn_kb.foundation.words import Words
from ttdn_kb.text.clean import one_line
from ttdn_kb.validation.findings import SEVERITIES, Clause, Finding

_QUOTED = 4

SEVERITY = {"error": Words("Lỗi", "Error"), "warning": Words("Cảnh báo", "Warning"), "info": Words("Lưu ý", "Note")}
WHY = Words("Vì sao", "Why")
FIX = Words("Cách sửa", "How to mend")
PEERS = Words("Nơi khác viết", "How others word it")
WAIVED = Words("Đã chấp nhận", "Accepted")
ROLES = Words("Phân công", "Assigned")
ALSO = Words("Cùng liên quan", "Also concerned")
WHOLE_PROVINCE = Words("Cả tỉnh", "The whole province")
WHOLE_DOCUMENT = Words("Toàn văn bản", "The whole document")
BASE = Words("Dữ liệu của kho", "Data of the base")
NO_PATH = Words("(đoạn không đánh số)", "(unnumbered passage)")
NONE = Words("Không phát hiện gì.", "Nothing found.")
DAY = Words("Ngày xét", "Judged on")
SUMMARY = Words("Tổng hợp", "Summary")
CHECK = Words("Phép kiểm tra", "Check")
COUNT = Words("Số phát hiện", "Findings")
SCOPE = Words("Phạm vi", "Scope")
BY_KIND = Words("Phát hiện theo loại", "Findings by kind")
ALL = Words("Bảng phát hiện", "Table of findings")
FINDINGS = Words("Phát hiện", "Findings")
REFERENCE = Words("Phép kiểm tra và mã phát hiện", "Check and id of the finding")
DISCLAIMER = Words(
    "Kết quả do máy đối chiếu từ văn bản đã lưu, để người có thẩm quyền xem xét; không thay cho ý kiến pháp lý.",
    "Found by a machine from the stored texts, for a competent person to consider; no legal advice.",
)
COLUMNS: dict[str, Words] = {
    "id": Words("Mã", "Id"),
    "check": Words("Phép kiểm tra", "Check"),
    "severity": Words("Mức", "Severity"),
    "province": Words("Tỉnh", "Province"),
    "document": Words("Văn bản", "Document"),
    "source_sha256": Words("SHA-256 của văn bản", "Source SHA-256"),
    "provision": Words("Điều khoản", "Provision"),
    "start": Words("Từ", "Start"),
    "end": Words("Đến", "End"),
    "message": Words("Phát hiện", "Finding"),
    "fix": Words("Cách sửa", "How to mend"),
    "quote": Words("Trích nguyên văn", "Quote"),
    "norms": Words("Quy phạm", "Norms"),
    "waived": Words("Đã chấp nhận", "Accepted"),
    "title": Words("Loại", "Kind"),
    "reason": Words("Vì sao", "Why"),
    "peers": Words("Nơi khác viết", "How others word it"),
    "document_status": Words("Tình trạng văn bản", "Status of the document"),
    "waived_by": Words("Người chấp nhận", "Accepted by"),
    "waived_on": Words("Ngày chấp nhận", "Accepted on"),
    "waived_because": Words("Lý do chấp nhận", "Accepted because"),
    "document_iri": Words("IRI văn bản", "Document IRI"),
    "provision_iri": Words("IRI điều khoản", "Provision IRI"),
    "tasks": Words("Nhiệm vụ", "Tasks"),
}


def counted(findings: Iterable[Finding], lang: str) -> str:
    """Says how many findings of each severity there are, waived ones apart.

    >>> counted([], "vi")
    'Không phát hiện gì.'
    """
    found = list(findings)
    if not found:
        return NONE.of(lang)
    waived = sum(f.waived for f in found)
    parts = []
    for severity in SEVERITIES:
        number = sum(f.severity == severity and not f.waived for f in found)
        if number:
            parts.append(f"{number} {SEVERITY[severity].of(lang).lower()}")
    if waived:
        parts.append(f"{waived} {WAIVED.of(lang).lower()}")
    return (f"{len(found)} phát hiện: " if lang == "vi" else f"{len(found)} findings: ") + ", ".join(parts) + "."


def accepted(finding: Finding, lang: str) -> str:
    """Says who accepted a finding, when and why; "" where nobody did."""
    if not finding.waiver:
        return ""
    day = day_words(finding.waiver.on, lang)
    return f"{finding.waiver.by}, {day}: {finding.waiver.because}" if day else f"{finding.waiver.by}: {finding.waiver.because}"


def group_of(finding: Finding, lang: str) -> str:
    """Gives the heading under which a finding is shown: its document, else its province, else the data."""
    if finding.document:
        status = finding.document_status.of(lang)
        return finding.document + (f" [{status}]" if status else "")
    if finding.province:
        return f"{finding.province}: {WHOLE_PROVINCE.of(lang).lower()}"
    return BASE.of(lang)


def place_of(finding: Finding, lang: str) -> str:
    """Gives the citation under which a finding is shown."""
    if finding.provision:
        return finding.provision
    return NO_PATH.of(lang) if finding.end > finding.start else WHOLE_DOCUMENT.of(lang) if finding.document else ""


def peer_words(clause: Clause, lang: str) -> str:
    """Gives how others word the same work: where, the words, and who does it where that is said."""
    roles = clause.roles.of(lang)
    return f"{clause.document}, {clause.provision}: “{one_line(clause.quote)}”" + (f" ({roles})" if roles else "")


def quoted(finding: Finding) -> tuple[list[Clause], list[str]]:
    """Gives the clauses of a finding to quote, and the citations of the rest: people read four clauses, not forty."""
    told = [c for c in finding.clauses if c.quote]
    rest = list(dict.fromkeys(c.provision for c in told[_QUOTED:] if c.provision))
    return told[:_QUOTED], [p for p in rest if p not in {c.provision for c in told[:_QUOTED]}]
