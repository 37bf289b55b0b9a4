"""A page as plain text, for a terminal.

Takes a `Page`; gives lines; knows nothing of what the page says.
"""

from __future__ import annotations

from collections.abc import Iterator

from ttdn_kb.report.page import Block, Facts, Items, Page, Paragraph, Quote, Section, Table


def page_text(page: Page) -> str:
    """Gives the page as text: headings of the first level in capitals, what stands below indented."""
    lines = [page.title, *(f"{k}: {v}" for k, v in page.facts), *(b.text for b in page.summary if isinstance(b, Paragraph))]
    for section in page.sections:
        lines += ["", *_section(section, 0)]
    return "\n".join(lines) + "\n"


def _section(section: Section, depth: int) -> Iterator[str]:
    pad = "  " * depth
    yield pad + (section.heading if depth else section.heading.upper())
    for block in section.blocks:
        yield from (f"{pad}  {line}" for line in _block(block))
    for inner in section.sections:
        yield from _section(inner, depth + 1)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph) and (block.text or block.label):
        yield f"{block.label + ': ' if block.label else ''}{block.text}"
    elif isinstance(block, Quote):
        yield f"  “{block.text}” ({block.citation}{'; ' + block.who if block.who else ''})"
    elif isinstance(block, Facts):
        yield from (f"{k}: {v}" for k, v in block.pairs)
    elif isinstance(block, Items):
        yield from (f"- {item}" for item in block.items)
    elif isinstance(block, Table):
        yield from ("- " + " | ".join(str(cell) for cell in row if cell) for row in block.rows)
