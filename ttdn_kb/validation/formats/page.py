"""Findings as one HTML file that prints well.

Takes findings; gives a self-contained page, grouped by document and provision, with contents and a table of counts; knows nothing of servers. No
script, and nothing loaded from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ttdn_kb.validation.findings import SEVERITIES, Clause, Finding
from ttdn_kb.validation.formats import Sheet
from ttdn_kb.validation.formats import words as w
from ttdn_kb.validation.places import vietnamese_day

_STYLE = """
:root { color-scheme: light; --error: #a4161a; --warning: #8a5a00; --info: #1f4e79; }
body { font: 16px/1.55 "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif; color: #1b1b1b; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.3; } h2 { font-size: 1.25rem; border-bottom: 2px solid #1f4e79; padding-bottom: .2rem; margin-top: 2.2rem; }
h3 { font-size: 1.02rem; margin: 1.4rem 0 .4rem; } a { color: #1f4e79; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; } th, td { border: 1px solid #c9ced6; padding: .35rem .6rem; text-align: left; }
th { background: #eef2f7; } td.n { text-align: right; } .meta { color: #555; font-size: .9rem; }
article { border: 1px solid #d5dae1; border-left: .35rem solid var(--info); border-radius: .25rem; }
article { padding: .6rem 1rem; margin: .7rem 0; break-inside: avoid; }
article.error { border-left-color: var(--error); } article.warning { border-left-color: var(--warning); } article.waived { background: #f5f5f5; }
.kind { font-weight: 600; } .error .kind { color: var(--error); } .warning .kind { color: var(--warning); } .info .kind { color: var(--info); }
blockquote { margin: .4rem 0; padding: .3rem .8rem; background: #f6f7f9; border-left: 3px solid #c9ced6; } p { margin: .35rem 0; }
blockquote.peer { background: #f1f7f0; border-left-color: #7aa874; } .cite { font-weight: 600; } .roles { color: #444; font-size: .92rem; }
@media print {
  body { max-width: none; margin: 0; font-size: 11pt; } a { color: inherit; text-decoration: none; }
  h2, h3 { break-after: avoid; }
}
"""


def to_html(findings: Sequence[Finding], sheet: Sheet) -> str:
    """Gives the page."""
    lang = sheet.lang
    day = vietnamese_day(sheet.day) if lang == "vi" else sheet.day
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(w.group_of(finding, lang), []).append(finding)
    parts = [
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(sheet.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        f"<h1>{escape(sheet.title)}</h1>",
        f'<p class="meta">{escape(" ".join([*filter(None, [sheet.scope]), f"{w.DAY.of(lang)}: {day}.", w.counted(findings, lang)]))}</p>',
        *(f"<p>{escape(note)}</p>" for note in sheet.notes),
    ]
    if findings:
        parts.append(_summary(findings, lang))
        parts.append("<nav><ol>")
        parts += [f'<li><a href="#g{i}">{escape(name)}</a> ({len(found)})</li>' for i, (name, found) in enumerate(groups.items())]
        parts.append("</ol></nav>")
    for i, (name, found) in enumerate(groups.items()):
        parts.append(f'<section id="g{i}">\n<h2>{escape(name)}</h2>')
        place = None
        for finding in found:
            if w.place_of(finding, lang) != place:
                place = w.place_of(finding, lang)
                if place:
                    parts.append(f"<h3>{escape(place)}</h3>")
            parts.append(_article(finding, lang))
        parts.append("</section>")
    parts.append(f'<p class="meta">{escape(w.DISCLAIMER.of(lang))}</p>\n</body>\n</html>\n')
    return "\n".join(parts)


def _summary(findings: Sequence[Finding], lang: str) -> str:
    counts: dict[tuple[int, str, str], int] = {}
    for f in findings:
        key = (SEVERITIES.index(f.severity), f.check, f.title.of(lang))
        counts[key] = counts.get(key, 0) + 1
    rows = "".join(
        f"<tr><td>{escape(w.SEVERITY[SEVERITIES[level]].of(lang))}</td><td>{escape(title)}</td><td><code>{escape(check)}</code></td>"
        f'<td class="n">{number}</td></tr>'
        for (level, check, title), number in sorted(counts.items())
    )
    head = "".join(f"<th>{escape(x)}</th>" for x in (w.COLUMNS["severity"].of(lang), w.COLUMNS["title"].of(lang), w.CHECK.of(lang), w.COUNT.of(lang)))
    return f"<h2>{escape(w.SUMMARY.of(lang))}</h2>\n<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _article(finding: Finding, lang: str) -> str:
    style = finding.severity + (" waived" if finding.waived else "")
    parts = [
        f'<article class="{style}" id="{finding.id}">',
        f'<p><span class="kind">{escape(w.SEVERITY[finding.severity].of(lang))}: {escape(finding.title.of(lang))}</span> '
        f'<span class="meta">{escape(finding.check)} · {finding.id}</span></p>',
        f"<p>{escape(finding.message.of(lang))}</p>",
    ]
    if finding.waiver:
        accepted = f"{finding.waiver.by}, {finding.waiver.on}: {finding.waiver.because}"
        parts.append(f"<p><b>{escape(w.WAIVED.of(lang))}:</b> {escape(accepted)}</p>")
    told, rest = w.quoted(finding)
    parts += [_quoted(c, lang, "", len(finding.clauses) > 1) for c in told]
    if rest:
        parts.append(f"<p><b>{escape(w.ALSO.of(lang))}:</b> {escape('; '.join(rest))}</p>")
    if finding.reason(lang):
        parts.append(f"<p><b>{escape(w.WHY.of(lang))}:</b> {escape(finding.reason(lang))}</p>")
    if finding.fix(lang):
        parts.append(f"<p><b>{escape(w.FIX.of(lang))}:</b> {escape(finding.fix(lang))}</p>")
    if finding.peers:
        parts.append(f"<p><b>{escape(w.PEERS.of(lang))}:</b></p>")
        parts += [_quoted(c, lang, "peer", True) for c in finding.peers]
    return "\n".join([*parts, "</article>"])


def _quoted(clause: Clause, lang: str, style: str, cited: bool) -> str:
    cite = clause.provision if not style else ", ".join(x for x in (clause.document, clause.provision) if x)
    head = f'<span class="cite">{escape(cite)}:</span> ' if cited and cite else ""
    roles = f'<br><span class="roles">{escape(clause.roles.of(lang))}</span>' if clause.roles.of(lang) else ""
    return f'<blockquote class="{style}">{head}“{escape(w.one_line(clause.quote))}”{roles}</blockquote>'
