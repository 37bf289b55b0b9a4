"""A page as one HTML file.

Takes a `Page`; gives HTML that needs nothing from anywhere else: style inside, pictures as SVG, no script; knows nothing of the base. Prints on A4
with the quotes opened. Everything that came from a document or a user is escaped here, and only here.
"""

from __future__ import annotations

import re
from html import escape

from ttdn_kb.foundation.days import day_words
from ttdn_kb.report.html_style import STYLE
from ttdn_kb.report.page import Block, Cell, Facts, Items, Numbered, Page, Paragraph, Picture, Quote, Table, cell, number, paper_citation
from ttdn_kb.report.wording import Wording, wording
from ttdn_kb.text.clean import one_line

_DAY = re.compile(r"(?<![\w/-])\d{4}-\d{2}-\d{2}(?![\w/-])")


def to_html(page: Page) -> str:
    """Gives the page as a whole HTML document."""
    words = wording(page.lang)
    parts = number(page)
    facts = [*page.facts, *([(words.as_of, day_words(page.as_of, page.lang))] if page.as_of else [])]
    body = [
        '<header class="front">',
        f"<h1>{_text(page.title)}</h1>",
        f'<p class="subtitle">{_text(page.subtitle)}</p>' if page.subtitle else "",
        _facts(tuple(facts)) if facts else "",
        "</header>",
        *(_block(b, words) for b in page.summary),
        _contents(parts, words),
        "<main>",
        *(_section(p, words) for p in parts),
        "</main>",
        f"<footer><p>{_text(words.footer)}{_text(f' {words.as_of}: {day_words(page.as_of, page.lang)}.') if page.as_of else ''}</p></footer>",
    ]
    inside = "\n".join(line for line in body if line)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(page.lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(page.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{inside}\n</body>\n</html>\n"
    )


def _contents(parts: list[Numbered], words: Wording) -> str:
    if len(parts) < 2:
        return ""
    shown = [p for p in parts if p.depth <= 2]
    if len(shown) > 60:
        shown = [p for p in parts if p.depth == 1]
    lines = [
        f'<li class="depth-{p.depth}"><a href="#{p.anchor}"><span class="number">{p.number}</span> {_text(p.section.heading)}</a></li>' for p in shown
    ]
    return f'<nav aria-label="{_text(words.contents)}"><h2>{_text(words.contents)}</h2><ol>{"".join(lines)}</ol></nav>'


def _section(part: Numbered, words: Wording) -> str:
    level = min(part.depth + 1, 6)
    heading = f'<h{level} id="{part.anchor}"><span class="number">{part.number}</span> {_text(part.section.heading)}</h{level}>'
    return "\n".join([heading, *(_block(b, words) for b in part.section.blocks)])


def _block(block: Block, words: Wording) -> str:
    if isinstance(block, Paragraph):
        label = f"<strong>{_text(block.label)}:</strong> " if block.label else ""
        return f"<p{_tone(block.tone)}>{label}{_running(block.text)}</p>"
    if isinstance(block, Items):
        kind = "ol" if block.ordered else "ul"
        return f"<{kind}>{''.join(f'<li>{_running(item)}</li>' for item in block.items)}</{kind}>"
    if isinstance(block, Facts):
        return _facts(block.pairs)
    if isinstance(block, Quote):
        return _quote(block)
    if isinstance(block, Picture):
        return (
            f'<figure role="group" aria-label="{_text(block.title)}"><figcaption>{_text(block.title)}</figcaption>'
            f'<div class="drawing">{block.svg}</div><p class="muted">{_text(block.description)}</p></figure>'
        )
    return _table(block, words)


def _facts(pairs: tuple[tuple[str, str], ...]) -> str:
    return f"<dl>{''.join(f'<div><dt>{_text(k)}</dt><dd>{_text(v)}</dd></div>' for k, v in pairs)}</dl>"


def _quote(quote: Quote) -> str:
    who = f'<p class="who">{_text(quote.who)}</p>' if quote.who else ""
    note = f' <span class="mark">{_text(quote.note)}</span>' if quote.note else ""
    said = f"<blockquote>{_text(_joined(quote.text))}</blockquote>"
    return f'<figure class="quote">{who}{said}<figcaption>{_text(quote.citation)}{note}</figcaption></figure>'


def _table(table: Table, words: Wording) -> str:
    total = sum(table.widths)
    shares = "".join(f'<col style="width:{100 * w / total:.1f}%">' for w in table.widths)
    group = f"<colgroup>{shares}</colgroup>" if total else ""
    head = "".join(f'<th scope="col">{_text(c)}</th>' for c in table.columns)
    if not table.rows:
        rows = [f'<tr><td colspan="{len(table.columns)}" class="muted">{_text(words.empty)}</td></tr>']
    else:
        rows = [f"<tr>{''.join(_cell(cell(c), i < table.headers, words) for i, c in enumerate(row))}</tr>" for row in table.rows]
    # The frame scrolls sideways on a narrow screen; a keyboard must be able to reach it.
    return (
        f'<div class="frame" role="region" aria-label="{_text(table.caption)}" tabindex="0"><table>'
        f"<caption>{_text(table.caption)}</caption>{group}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cell(value: Cell, header: bool, words: Wording) -> str:
    tag, scope = ("th", ' scope="row"') if header else ("td", "")
    style = f' style="background:{shade(value.heat)}"' if value.heat else ""
    text = _running(value.text)
    if value.link:
        text = f'<a href="#{escape(value.link)}">{text}</a>'
    if value.quotes:
        inside = "".join(_quote(q) for q in value.quotes)
        text = f"<details><summary>{text or _text(words.quotes)}</summary>{inside}</details>"
        citation = paper_citation(value)
        text += f'<span class="cited">[{_text(citation)}]</span>' if citation else ""
    return f"<{tag}{scope}{_tone(value.tone)}{style}>{text}</{tag}>"


def shade(heat: float) -> str:
    """Gives the colour of a heat: pale to mid blue, dark text stays readable on all of it.

    >>> shade(0.0), shade(1.0)
    ('#f7fbff', '#9ecae1')
    """
    low, high = (247, 251, 255), (158, 202, 225)
    part = min(1.0, max(0.0, heat))
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(low, high, strict=True))


def _tone(tone: str) -> str:
    return f' class="{escape(tone)}"' if tone else ""


def _text(text: str) -> str:
    # Control characters are not allowed in HTML, and texts read by machine hold some.
    clean = "".join(c for c in text if c >= " " or c in "\n\t")
    return escape(clean).replace("\n", "<br>")


def _running(text: str) -> str:
    """Words that a line breaks: a day keeps its hyphens together."""
    return _DAY.sub(r'<span class="day">\g<0></span>', _text(text))


def _joined(text: str) -> str:
    """Line breaks of the stored text are those of the page it was read from, not of the sentence."""
    return one_line(text)
