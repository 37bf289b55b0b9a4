"""Answer tables as text: for people (table, md) and for programs (csv, json).

Takes a table; gives text; knows nothing of where the rows come from. Cells of csv and json are data (notations); tables for people show words.
Stands on the cold path: csv and json are imported only when asked for.
"""

from __future__ import annotations

from ttdn_kb.query.asking import Table

FORMATS = ("table", "csv", "json", "md")
MACHINE = ("source_sha256", "start", "end", "statement")
"""Columns that lead programs to the place and the proof, and say nothing to a reader."""
_CITED = ("province", "document", "provision", "role", "agency", "quote")


def render(table: Table, form: str, width: int = 100, lang: str = "vi") -> str:
    """Gives a table as text.

    Args:
        form: one of `FORMATS`. CSV starts with a byte order mark, so that Excel reads Vietnamese.
        width: columns of the terminal, for "table".
        lang: "vi" or "en".
    """
    if form == "csv":
        return _csv(table)
    if form == "json":
        import json

        return json.dumps([dict(zip(table.columns, row, strict=True)) for row in table.rows], ensure_ascii=False, indent=2) + "\n"
    if form == "md":
        return _markdown(table)
    if all(c in table.columns for c in _CITED):
        return _cited(table, width, lang)
    return _grid(table)


def _csv(table: Table) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return "\ufeff" + out.getvalue()


def _markdown(table: Table) -> str:
    def cell(text: str) -> str:
        return " ".join(text.split()).replace("|", "\\|")

    lines = [f"### {table.title}", "", "| " + " | ".join(table.labels) + " |", "|" + " --- |" * len(table.labels)]
    for row, words in zip(table.rows, table.words, strict=True):
        lines.append("| " + " | ".join(cell(words.get(c) or v) for c, v in zip(table.columns, row, strict=True)) + " |")
    return "\n".join([*lines, "", *table.notes]).rstrip() + "\n"


def _cited(table: Table, width: int, lang: str) -> str:
    """One block a provision: citation, who in which role, the quote; grouped by province and document."""
    place = {c: i for i, c in enumerate(table.columns)}
    extra = [c for c in table.columns if c not in (*_CITED, *MACHINE, "status")]
    lines = [table.title]
    nobody = "không nêu ai làm" if lang == "vi" else "names nobody"
    clauses: dict[tuple[str, str, str, str], list[str]] = {}
    states: dict[str, set[str]] = {}
    for row in table.rows:
        states.setdefault(row[place["document"]], set()).add(row[place["status"]] if "status" in place else "")
    for row, words in zip(table.rows, table.words, strict=True):
        cells = dict(zip(table.columns, row, strict=True))
        who = f"{words.get('role') or cells['role']}: {cells['agency']}" if cells["agency"] else nobody
        more = "; ".join(f"{table.labels[place[c]].lower()}: {cells[c]}" for c in extra if cells[c])
        state = cells.get("status", "") if len(states[cells["document"]]) > 1 else ""
        said = f"      - {who}" + (f" ({more})" if more else "") + (f" [{state}]" if state else "")
        clauses.setdefault((cells["province"], cells["document"], cells["provision"], cells["quote"]), []).append(said)
    province = document = ""
    for (clause_province, clause_document, provision, quote), said_here in clauses.items():
        if clause_province != province:
            province, document = clause_province, ""
            lines += ["", province.upper()]
        if clause_document != document:
            document = clause_document
            shared = next(iter(states[document])) if len(states[document]) == 1 else ""
            lines.append(f"  {document}" + (f" [{shared}]" if shared else ""))
        lines += [f"    {provision}", *said_here, *_quote(quote, width)]
    if table.notes:
        lines += ["", *table.notes]
    return "\n".join(lines) + "\n"


def _quote(text: str, width: int) -> list[str]:
    words, lines, line = f"“{' '.join(text.split())}”".split(" "), [], ""
    for word in words:
        if line and len(line) + len(word) + 1 > width - 8:
            lines.append("        " + line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, "        " + line]


def _grid(table: Table) -> str:
    shown = [[words.get(c) or v for c, v in zip(table.columns, row, strict=True)] for row, words in zip(table.rows, table.words, strict=True)]
    cells = [list(table.labels), *shown]
    widths = [min(60, max(len(row[i]) for row in cells)) for i in range(len(table.labels))]
    lines = [table.title, ""] if table.title else []
    for row in cells:
        lines.append("  ".join((c if len(c) <= w else c[: w - 1] + "…").ljust(w) for c, w in zip(row, widths, strict=True)).rstrip())
    return "\n".join([*lines, "", *table.notes]).rstrip() + "\n"
