"""A plain pattern matcher to measure the grammar reader against: takes text and tree, gives one norm a sentence; knows no reach, no lists, no blocks.

The bearer is the first known name of the nearest heading; "chủ trì" in a sentence makes it lead, "phối hợp" coordinator, anything else responsible;
every known name right after "phối hợp với", "tham mưu" or "báo cáo" takes the role of that cue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ttdn_kb.foundation.model import Assignment, Metadata, Norm, Provision, ProvisionKind, Remark
from ttdn_kb.norms.lexicon import Lexicon, bare, key, load, pattern
from ttdn_kb.text.clean import clean

_SKIP = frozenset(
    (
        ProvisionKind.LETTERHEAD,
        ProvisionKind.TITLE,
        ProvisionKind.LEGAL_BASIS,
        ProvisionKind.RECIPIENTS,
        ProvisionKind.SIGNATURE,
        ProvisionKind.PREAMBLE,
    )
)
_LEADS, _JOINS = pattern("baseline-leads"), pattern("baseline-joins")
_CUES = (
    (pattern("baseline-coordinates"), "partner"),
    (pattern("baseline-advises"), "advised"),
    (pattern("baseline-reports"), "report_to"),
)


@dataclass
class BaselineReader:
    """The baseline. Attributes as in `Extractor`."""

    lexicon: Lexicon = field(default_factory=load)
    name: str = "baseline"

    def read(self, text: str, tree: Provision, metadata: Metadata) -> tuple[tuple[Norm, ...], tuple[Remark, ...]]:  # noqa: ARG002
        """Gives one norm for every sentence that has a bearer."""
        norms: list[Norm] = []
        pending: list[tuple[Provision, str]] = [(tree, "")]
        while pending:
            node, bearer = pending.pop()
            if node.kind in _SKIP:
                continue
            if node.heading is not None:
                bearer = self.first_name(clean(text, node.heading).text) or bearer
            pending.extend((child, bearer) for child in reversed(node.children))
            if node.body is None or node.children:
                continue
            view = clean(text, node.body)
            for match in re.finditer(r"[^.;]+", view.text):
                words = match.group().strip()
                subject = self.first_name(words, at_start=True) or bearer
                if not subject or len(words) < 15:
                    continue
                low = key(words)
                role = "lead" if _LEADS.search(low) else "coordinator" if _JOINS.search(low) else "responsible"
                cast = [Assignment(role, subject, confidence=0.5)]
                for cue, other in _CUES:
                    hit = cue.search(low)
                    named = self.first_name(words[hit.end() :], at_start=True) if hit else ""
                    if named:
                        cast.append(Assignment("coordinator" if other == "partner" and role == "lead" else other, named, confidence=0.4))
                begin = match.start() + len(match.group()) - len(match.group().lstrip())
                place = view.span(begin, begin + len(words))
                norms.append(Norm(node.eid, node.path, place, text[place.start : place.end], assignments=tuple(cast), confidence=0.5))
        return tuple(norms), ()

    def first_name(self, words: str, at_start: bool = False) -> str:
        """Gives the first name of the lexicon in the words, "" where none stands there."""
        plain = bare(words)
        for head in pattern("baseline-heads").finditer(plain[:60] if at_start else plain):
            part = self.lexicon.fields_bare_re.match(plain, head.end())
            if part is not None and words[head.start()].isupper() and (not at_start or head.start() == 0):
                return words[head.start() : part.end()]
        match = self.lexicon.names_bare_re.match(plain) if at_start else self.lexicon.names_bare_re.search(plain)
        return words[match.start() : match.end()] if match is not None and words[match.start()].isupper() else ""
