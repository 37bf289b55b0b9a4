"""A proof tree as a page of its own.

Takes an explanation; gives one HTML text without scripts, fonts or pictures from elsewhere; knows nothing of servers. What is stated and what is
inferred is told by a word and a sign, not by colour alone; numbers link to the evidence at the end.
"""

from __future__ import annotations

from html import escape

from ttdn_kb.inference.evidence import Evidence
from ttdn_kb.inference.explain import Explanation, Proof, Step, note_key, notes
from ttdn_kb.inference.proof_text import WORDS, mark
from ttdn_kb.inference.proof_words import source_lines

_STYLE = """
body{font:16px/1.5 system-ui,"Noto Sans",sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.4rem} ul.proof{list-style:none;margin:0;padding-left:1.2rem;border-left:2px solid #c8c8c8}
li{margin:.35rem 0} .kind{font-size:.85rem;color:#4a4a4a} .rule{margin:.3rem 0 .3rem .6rem;font-size:.95rem}
.rule b{font-weight:600} .absent{color:#5a3b00;margin-left:1.2rem;font-size:.92rem} ol.evidence li{margin:.8rem 0;white-space:pre-line}
.stated{font-weight:600} a{color:#0b4f8a} summary{cursor:pointer} :target{background:#fff3c4}
@media (prefers-color-scheme:dark){body{background:#161616;color:#eee}
.kind{color:#bbb}.absent{color:#e6c07b}a{color:#8ec5ff}:target{background:#4a4000}}
@media print{details>*{display:block}}
"""


def to_html(explanation: Explanation, lang: str = "vi") -> str:
    """Gives the page.

    Args:
        lang: "vi" or "en"; quotes and events stay in Vietnamese.
    """
    found = notes(explanation)
    title = explanation.title if lang == "vi" else explanation.title_en
    head = "Vì sao" if lang == "vi" else "Why"
    out = [
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(head)}: {escape(title)}</title><style>{_STYLE}</style></head><body><main>",
        f"<h1>{escape(head)}: {escape(title)}</h1>",
        '<ul class="proof">',
        *(_proof(proof, lang, found) for proof in explanation.proofs),
        "</ul>",
        f"<h2>{escape(WORDS[lang]['sources'])}</h2>",
        '<ol class="evidence">',
        *(_note(number, evidence, lang) for number, evidence in found.values()),
        "</ol></main></body></html>",
    ]
    return "\n".join(out) + "\n"


def _proof(proof: Proof, lang: str, found: dict[str, tuple[int, Evidence]]) -> str:
    sign, css = ("○", "inferred") if proof.inferred else ("●", "stated")
    text = escape(proof.text if lang == "vi" else proof.text_en)
    kind = escape(mark(proof, lang, found))
    number = found.get(note_key(proof.evidence))
    if number and not proof.repeated:
        kind = kind.replace(f"[{number[0]}]", f'<a href="#e{number[0]}">[{number[0]}]</a>')
    head = f'<span class="{css}">{sign} {text}</span> <span class="kind">({kind})</span>'
    if not proof.steps:
        return f"<li>{head}</li>"
    steps = "".join(_step(step, lang, found) for step in proof.steps)
    return f"<li><details open><summary>{head}</summary>{steps}</details></li>"


def _step(step: Step, lang: str, found: dict[str, tuple[int, Evidence]]) -> str:
    words = WORDS[lang]
    vi = lang == "vi"
    title, basis, absent = (step.title, step.basis, step.absent) if vi else (step.title_en, step.basis_en, step.absent_en)
    again = f" ({escape(words['same'])})" if step.repeated else ""
    out = [f'<div class="rule">→ {escape(words["rule"])} <b>{escape(step.rule)}</b>: {escape(title)}{again}']
    if basis and not step.repeated:
        out.append(f"<br>{escape(words['basis'])}: {escape(basis)}")
    out.append("</div>")
    if step.premises:
        out.append('<ul class="proof">' + "".join(_proof(premise, lang, found) for premise in step.premises) + "</ul>")
    out += [f'<div class="absent">– {escape(words["absent"])}: {escape(sentence)}</div>' for sentence in absent]
    return "".join(out)


def _note(number: int, evidence: Evidence, lang: str) -> str:
    lines = "\n".join(escape(line) for line in source_lines(evidence, lang))
    return f'<li id="e{number}" value="{number}" lang="vi">{lines}</li>'
