"""Tables of Word documents.

Takes a `Table` and the length of a line; gives WordprocessingML; knows nothing of documents. Written as XML in one piece: building the same through
the library's cell objects takes a hundred times as long for the tables of a comparison.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from ttdn_kb.report.html import shade
from ttdn_kb.report.page import Cell, Table, cell, paper_citation

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FILLS = {"error": "FBE3E1", "warning": "FFF1CC", "good": "E3F5E8", "info": "E6F1FB"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_xml(table: Table, width: int) -> str:
    widths = _widths(table, width)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    size = 15 if len(table.columns) >= 8 else 16 if len(table.columns) >= 6 else 19  # half points
    head = "".join(_cell_xml(Cell(c), w, True, size, "1F4E79") for c, w in zip(table.columns, widths, strict=True))
    rows = [
        f"<w:tr><w:trPr>{'' if _tall(row) else '<w:cantSplit/>'}</w:trPr>"
        + "".join(_cell_xml(cell(c), w, i < table.headers, size) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
        + "</w:tr>"
        for row in table.rows
    ]
    edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B6C2CD"/>' for side in _SIDES)
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:firstRow="1" w:firstColumn="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{''.join(rows)}</w:tbl>"
    )


def _tall(row: tuple[str | Cell, ...]) -> bool:
    """A row that may not fit one paper must be allowed to break."""
    return any(len(cell(c).text) + 30 * len(cell(c).quotes) > 900 for c in row)


def _widths(table: Table, width: int) -> list[int]:
    """Shares the line among the columns by what was asked, else by the longest words and the usual length of each column."""
    if table.widths:
        weights = list(table.widths)
    else:
        weights = []
        for i, name in enumerate(table.columns):
            lengths = sorted(len(cell(row[i]).text) + 12 * len(cell(row[i]).quotes) for row in table.rows) or [0]
            usual = lengths[int(len(lengths) * 0.8)] if len(lengths) > 1 else lengths[0]
            texts = [name, *(cell(row[i]).text for row in table.rows)]
            longest = max((len(word) for text in texts for word in text.split()), default=0)
            weights.append(max(longest * 1.3, 4) + min(usual, 160) ** 0.75)
    total = sum(weights)
    return [round(width * weight / total) for weight in weights]


def _cell_xml(value: Cell, width: int, bold: bool, size: int, fill: str = "") -> str:
    colour = fill or _FILLS.get(value.tone, "") or (shade(value.heat)[1:] if value.heat else "")
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>' if colour else ""
    # Bodies stand one after another on paper: a line each makes the tables three times as long.
    words = "; ".join(line for line in clean(value.text).split("\n") if line)
    citation = paper_citation(value)
    runs = [_run_xml(words, bold, "FFFFFF" if fill else "", size)]
    runs += [_run_xml(f" [{clean(citation)}]", False, "57606A", size - 3)] if citation else []
    line = f'<w:p><w:pPr><w:spacing w:after="20" w:line="228" w:lineRule="auto"/></w:pPr>{"".join(runs)}</w:p>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>{line}</w:tc>'


def _run_xml(text: str, bold: bool, colour: str, size: int) -> str:
    style = ("<w:b/>" if bold else "") + (f'<w:color w:val="{colour}"/>' if colour else "") + f'<w:sz w:val="{size}"/>'
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def clean(text: str) -> str:
    """XML has no control characters, and texts read by machine hold some."""
    return "".join(c for c in text if c >= " " or c in "\n\t")
