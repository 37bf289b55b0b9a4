"""Findings for programs: JSON and CSV.

Takes findings; gives text with one record a finding and the same columns in both; knows nothing of people's layouts.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from ttdn_kb.report.findings import Sheet
from ttdn_kb.text.clean import one_line
from ttdn_kb.validation.findings import Clause, Finding

CSV_COLUMNS = (
    "id", "check", "severity", "province", "document", "source_sha256", "provision", "start", "end", "message", "fix", "quote", "norms", "waived",
    "title", "reason", "clauses", "peers", "tasks", "document_status", "province_code", "document_iri", "provision_iri", "waived_by", "waived_on",
    "waived_because",
)  # fmt: skip


def record(finding: Finding, lang: str) -> dict[str, object]:
    """Gives a finding as plain values; every key of `CSV_COLUMNS` is there."""
    waiver = finding.waiver
    return {
        "id": finding.id,
        "check": finding.check,
        "severity": finding.severity,
        "province": finding.province,
        "document": finding.document,
        "source_sha256": finding.source_sha256,
        "provision": finding.provision,
        "start": finding.start,
        "end": finding.end,
        "message": finding.message.of(lang),
        "fix": finding.fix(lang),
        "quote": finding.quote,
        "norms": list(finding.norms),
        "waived": finding.waived,
        "title": finding.title.of(lang),
        "reason": finding.reason(lang),
        "clauses": [_clause(c, lang) for c in finding.clauses],
        "peers": [_clause(c, lang) for c in finding.peers],
        "tasks": list(finding.tasks),
        "document_status": finding.document_status.of(lang),
        "province_code": finding.province_id,
        "document_iri": finding.document_iri,
        "provision_iri": finding.provision_iri,
        "waived_by": waiver.by if waiver else "",
        "waived_on": waiver.on if waiver else "",
        "waived_because": waiver.because if waiver else "",
    }


def _clause(clause: Clause, lang: str) -> dict[str, object]:
    return {
        "province": clause.province,
        "document": clause.document,
        "provision": clause.provision,
        "start": clause.start,
        "end": clause.end,
        "quote": clause.quote,
        "roles": clause.roles.of(lang),
        "norm": clause.norm,
    }


def to_json(findings: Sequence[Finding], sheet: Sheet) -> str:
    """Gives a JSON array, one object a finding."""
    return json.dumps([record(f, sheet.lang) for f in findings], ensure_ascii=False, indent=2) + "\n"


def to_csv(findings: Sequence[Finding], sheet: Sheet) -> str:
    """Gives CSV with a byte order mark, so that Excel reads Vietnamese; lists are joined by " | "."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for finding in findings:
        values = record(finding, sheet.lang)
        values["clauses"] = [f"{c.provision} [{c.start}–{c.end}]" for c in finding.clauses]
        values["peers"] = [f"{c.document}, {c.provision}: “{one_line(c.quote)}”" for c in finding.peers]
        writer.writerow([_cell(values[c]) for c in CSV_COLUMNS])
    return "\ufeff" + out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " | ".join(str(v) for v in value)
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    # A cell that a spreadsheet would run as a formula.
    return f"'{text}" if text[:1] in ("=", "@") else text
