"""Findings on the terminal.

Takes findings; gives text, grouped by document and provision, each with what, why, quote and how to mend; knows nothing of files.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ttdn_kb.report.findings import Sheet
from ttdn_kb.report.findings import words as w
from ttdn_kb.text.clean import one_line
from ttdn_kb.validation.findings import Finding


def to_table(findings: Sequence[Finding], sheet: Sheet, width: int = 100) -> str:
    """Gives findings as text for people; `width` is the columns of the terminal."""
    lang = sheet.lang
    lines = [sheet.title]
    if sheet.scope:
        lines.append(sheet.scope)
    group = place = ""
    for finding in findings:
        if w.group_of(finding, lang) != group:
            group, place = w.group_of(finding, lang), ""
            lines += ["", *_wrapped(group, width, "")]
        if w.place_of(finding, lang) != place:
            place = w.place_of(finding, lang)
            if place:
                lines.append(f"  {place}")
        lines += _one(finding, lang, width)
    lines += ["", w.counted(findings, lang), *sheet.notes]
    return "\n".join(lines) + "\n"


def _one(finding: Finding, lang: str, width: int) -> list[str]:
    mark = f"[{w.SEVERITY[finding.severity].of(lang)}] {finding.check} ({finding.id})"
    if finding.waiver:
        mark += f" – {w.WAIVED.of(lang).lower()}: {finding.waiver.by}, {finding.waiver.on}, {finding.waiver.because}"
    lines = _wrapped(mark, width, "    ")
    lines += _wrapped(finding.message.of(lang), width, "      ")
    told, rest = w.quoted(finding)
    for clause in told:
        where = f"{clause.provision}: " if len(finding.clauses) > 1 else ""
        lines += _wrapped(f"{where}“{one_line(clause.quote)}”", width, "        ")
    lines += _labelled(w.ALSO.of(lang), "; ".join(rest), width)
    lines += _labelled(w.WHY.of(lang), finding.reason(lang), width)
    lines += _labelled(w.FIX.of(lang), finding.fix(lang), width)
    for peer in finding.peers:
        lines += _labelled(w.PEERS.of(lang), w.peer_words(peer, lang), width)
    return lines


def _labelled(label: str, text: str, width: int) -> list[str]:
    return _wrapped(f"{label}: {text}", width, "      ") if text else []


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(text, max(40, width), initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
