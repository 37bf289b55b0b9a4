"""Findings as SARIF 2.1.0, for editors and code hosts.

Takes findings; gives the JSON text of one run; knows nothing of the stored texts: places are code points (charOffset) in them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote as percent

from ttdn_kb import __version__
from ttdn_kb.report.findings import Sheet
from ttdn_kb.validation.findings import Clause, Finding

_LEVEL = {"error": "error", "warning": "warning", "info": "note"}


def to_sarif(findings: Sequence[Finding], sheet: Sheet) -> str:
    """Gives one SARIF run; a waived finding carries a suppression."""
    rules: dict[str, Finding] = {}
    for finding in findings:
        rules.setdefault(finding.check, finding)
    order = sorted(rules)
    run = {
        "tool": {
            "driver": {
                "name": "ttdn-kb",
                "version": __version__,
                "language": sheet.lang,
                "rules": [
                    {
                        "id": name,
                        "shortDescription": {"text": rules[name].title.of(sheet.lang)},
                        "fullDescription": {"text": rules[name].reason(sheet.lang) or rules[name].title.of(sheet.lang)},
                        "help": {"text": rules[name].fix(sheet.lang) or rules[name].title.of(sheet.lang)},
                        "defaultConfiguration": {"level": _LEVEL[rules[name].severity]},
                    }
                    for name in order
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(f, order.index(f.check), sheet.lang) for f in findings],
    }
    text = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(text, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding, rule: int, lang: str) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": _LEVEL[finding.severity],
        "message": {"text": f"{finding.message.of(lang)} {finding.fix(lang)}".strip()},
        "partialFingerprints": {"findingId/v1": finding.id},
    }
    if finding.source_path:
        places = [_location(finding, finding.start, finding.end, finding.provision, finding.quote)]
        result["locations"] = places
        related = [_location(finding, c.start, c.end, c.provision, c.quote) for c in finding.clauses[1:] if _same(c, finding)]
        if related:
            result["relatedLocations"] = [{"id": i + 1, **place} for i, place in enumerate(related)]
    if finding.waiver:
        why = f"{finding.waiver.because} ({finding.waiver.by}, {finding.waiver.on})"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    return result


def _same(clause: Clause, finding: Finding) -> bool:
    return clause.document_iri == finding.document_iri


def _location(finding: Finding, start: int, end: int, provision: str, quote: str) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": percent(finding.source_path)}}
    if end > start:
        region: dict[str, object] = {"charOffset": start, "charLength": end - start}
        if quote:
            region["snippet"] = {"text": quote}
        physical["region"] = region
    found: dict[str, object] = {"physicalLocation": physical}
    if provision:
        found["logicalLocations"] = [{"name": provision, "kind": "provision"}]
    return found
