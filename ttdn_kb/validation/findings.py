"""What a check finds.

Takes what a check says and where; gives frozen findings with ids that stay the same when wording, order or engine change; knows nothing of stores,
shapes or files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ttdn_kb.foundation.words import NO_WORDS, Words

SEVERITIES = ("error", "warning", "info")


class Clause(NamedTuple):
    """A clause as quoted beside a finding.

    Attributes:
        norm: IRI of the norm, "" where the clause states none.
        province: name of the province.
        document: name of the document.
        provision: citation ("Điều 12, khoản 3").
        start, end: code points in the stored text.
        quote: the stored text.
        roles: who does what there, Vietnamese and English.
        document_iri: IRI of the document.
    """

    norm: str
    province: str
    document: str
    provision: str
    start: int
    end: int
    quote: str
    roles: Words
    document_iri: str


class Waiver(NamedTuple):
    """Why a finding is accepted: by whom, on which day (ISO 8601), for what reason."""

    by: str
    on: str
    because: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One gap.

    Attributes:
        id: short stable id; from check and focus only.
        check: id of the check ("no-lead").
        severity: "error", "warning" or "info".
        title: what kind of gap it is.
        message: this gap in one sentence.
        why: why it matters.
        mend: what to change.
        focus: IRIs that the finding is about and its id is made of.
        province: name of the province, "" where none.
        province_id: notation of the province.
        document: name of the document, "" where the finding is about a whole province or the data.
        document_iri: IRI of the document.
        document_status: why the document no longer or not yet holds, "" where it holds.
        source_sha256: of the stored text.
        source_path: path of the stored text from the root of the knowledge base.
        provision: citation of the first clause.
        provision_iri: IRI of its provision.
        order: place of the first clause in the text, for sorting.
        start, end: code points of the first clause in the stored text; 0 and 0 where the gap has no place of its own.
        quote: the first clause, letter by letter.
        norms: IRIs of all norms in the gap, in text order.
        clauses: all clauses in the gap, in text order, the first included.
        peers: how others word the same work.
        tasks: IRIs of the work.
        agents: IRIs of the agents that the finding names.
        waiver: who accepted it, None where nobody did.
    """

    id: str
    check: str
    severity: str
    title: Words
    message: Words
    why: Words
    mend: Words
    focus: tuple[str, ...]
    province: str = ""
    province_id: str = ""
    document: str = ""
    document_iri: str = ""
    document_status: Words = NO_WORDS
    source_sha256: str = ""
    source_path: str = ""
    provision: str = ""
    provision_iri: str = ""
    order: int = 0
    start: int = 0
    end: int = 0
    quote: str = ""
    norms: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    peers: tuple[Clause, ...] = ()
    tasks: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    waiver: Waiver | None = None

    @property
    def waived(self) -> bool:
        return self.waiver is not None

    def reason(self, lang: str = "vi") -> str:
        """Gives why this is a gap, for a person who knows no RDF."""
        return self.why.of(lang)

    def fix(self, lang: str = "vi") -> str:
        """Gives what to change in the regulation (or in the data) so that the gap is closed."""
        return self.mend.of(lang)


def finding_id(check: str, focus: Iterable[str]) -> str:
    """Gives the id of a finding: the same for the same check and focus, in whatever order the focus comes.

    >>> finding_id("no-lead", ["b", "a"]) == finding_id("no-lead", ["a", "b"])
    True
    >>> finding_id("no-lead", ["a"]) == finding_id("two-leads", ["a"])
    False
    """
    text = "\x1f".join([check, *sorted(set(focus))])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Sorts findings for reading: province, document, place in the text, then severity and check."""
    return sorted(findings, key=lambda f: (not f.document, f.province, f.document, f.order, f.start, SEVERITIES.index(f.severity), f.check, f.id))


def at_or_over(findings: Iterable[Finding], severity: str) -> list[Finding]:
    """Gives the findings that are not waived and at least as grave as a severity; "never" gives none."""
    if severity == "never":
        return []
    limit = SEVERITIES.index(severity)
    return [f for f in findings if not f.waived and SEVERITIES.index(f.severity) <= limit]
