"""A proof tree as text and as JSON.

Takes an explanation; gives lines for a terminal, or a JSON text with every field; knows nothing of derivations beyond the tree it is given.
"""

from __future__ import annotations

import json
from typing import Any

from ttdn_kb.inference.evidence import Evidence
from ttdn_kb.inference.explain import Explanation, Proof, note_key, notes
from ttdn_kb.inference.proof_words import source_lines

WORDS = {
    "vi": {
        "stated": "được nêu",
        "inferred": "suy ra",
        "rule": "Luật",
        "basis": "Cơ sở",
        "absent": "Xét thấy",
        "above": "đã chứng minh ở trên",
        "same": "cùng suy luận ở trên",
        "ways": "cách suy ra",
        "sources": "Chứng cứ",
    },
    "en": {
        "stated": "stated",
        "inferred": "inferred",
        "rule": "Rule",
        "basis": "Basis",
        "absent": "Given that",
        "above": "proved above",
        "same": "same derivation as above",
        "ways": "derivations",
        "sources": "Evidence",
    },
}


def to_text(explanation: Explanation, lang: str = "vi") -> str:
    """Gives the tree as indented lines: `●` stated, `○` inferred, `→` a rule; numbers in brackets point to the evidence at the end."""
    found = notes(explanation)
    lines = [explanation.title if lang == "vi" else explanation.title_en]
    for proof in explanation.proofs:
        _lines(proof, lang, found, 0, lines)
    lines.append(WORDS[lang]["sources"] + ":")
    for number, evidence in found.values():
        first, *rest = source_lines(evidence, lang) or [""]
        lines.append(f"[{number}] {first}")
        lines += ["    " + line for line in rest]
    return "\n".join(lines) + "\n"


def mark(proof: Proof, lang: str, found: dict[str, tuple[int, Evidence]]) -> str:
    """Gives what stands in brackets after a statement: stated or inferred, by how many ways, with which evidence."""
    words = WORDS[lang]
    parts = [words["inferred"] if proof.inferred else words["stated"]]
    if len(proof.steps) > 1:
        parts.append(f"{len(proof.steps)} {words['ways']}")
    if proof.repeated:
        parts.append(words["above"])
    parts += [", ".join(proof.files)] if proof.files and not proof.repeated else []
    number = found.get(note_key(proof.evidence))
    return "; ".join(parts) + (f" [{number[0]}]" if number and not proof.repeated else "")


def _lines(proof: Proof, lang: str, found: dict[str, tuple[int, Evidence]], depth: int, out: list[str]) -> None:
    pad, words = "    " * depth, WORDS[lang]
    out.append(f"{pad}{'○' if proof.inferred else '●'} {proof.text if lang == 'vi' else proof.text_en} ({mark(proof, lang, found)})")
    for step in proof.steps:
        title = step.title if lang == "vi" else step.title_en
        out.append(f"{pad}  → {words['rule']} {step.rule}: {title}" + (f" ({words['same']})" if step.repeated else ""))
        basis = step.basis if lang == "vi" else step.basis_en
        if basis and not step.repeated:
            out.append(f"{pad}    {words['basis']}: {basis}")
        for premise in step.premises:
            _lines(premise, lang, found, depth + 1, out)
        out.extend(f"{pad}    – {words['absent']}: {sentence}" for sentence in (step.absent if lang == "vi" else step.absent_en))


def to_json(explanation: Explanation) -> str:
    """Gives the tree as JSON, both languages, terms in full."""
    return json.dumps(
        {
            "iri": explanation.iri,
            "title": explanation.title,
            "titleEn": explanation.title_en,
            "evidence": explanation.evidence,
            "proofs": [_json(proof) for proof in explanation.proofs],
        },
        ensure_ascii=False,
        indent=2,
    )


def _json(proof: Proof) -> dict[str, Any]:
    subject, predicate, value, _ = proof.statement
    return {
        "subject": subject.value,
        "predicate": predicate.value,
        "object": value._asdict(),
        "text": proof.text,
        "textEn": proof.text_en,
        "kind": "inferred" if proof.inferred else "stated",
        "files": list(proof.files),
        "evidence": proof.evidence,
        "repeated": proof.repeated,
        "derivations": [
            {
                "rule": step.rule,
                "title": step.title,
                "titleEn": step.title_en,
                "basis": step.basis,
                "basisEn": step.basis_en,
                "absent": list(step.absent),
                "absentEn": list(step.absent_en),
                "repeated": step.repeated,
                "premises": [_json(premise) for premise in step.premises],
            }
            for step in proof.steps
        ],
    }
