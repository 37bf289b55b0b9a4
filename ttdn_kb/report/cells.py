"""Entries as cells of a table.

Takes entries and a day; gives cells that say who does it and open to the quotes; knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ttdn_kb.compare.formats import holders
from ttdn_kb.compare.material import Entry, Material
from ttdn_kb.compare.wording import words
from ttdn_kb.report.page import Cell, Quote

NONE = Cell("–", tone="muted")


def quote(material: Material, entry: Entry, day: str = "", lang: str = "vi") -> Quote:
    """Gives an entry's clause with its citation, who does it, and what is special about it on the day."""
    who = f"{entry.agent}: {material.names.of('role', entry.role, lang)}" if entry.agent else words("nobody-row", lang)
    document = material.documents[entry.document]
    return Quote(entry.quote, document.label, entry.provision, who, entry.standing(day, lang), document.short(lang))


def clauses(material: Material, entries: Iterable[Entry], day: str = "", lang: str = "vi") -> tuple[Quote, ...]:
    """Gives the clauses of entries, each once with everybody named in it, in text order."""
    names: dict[str, list[str]] = {}
    first: dict[str, Entry] = {}
    notes: dict[str, list[str]] = {}
    for e in entries:
        first.setdefault(e.norm, e)
        names.setdefault(e.norm, [])
        said = quote(material, e, day, lang)
        if said.who not in names[e.norm]:
            names[e.norm].append(said.who)
        if said.note and said.note not in notes.setdefault(e.norm, []):
            notes[e.norm].append(said.note)
    order = sorted(first.values(), key=lambda e: (material.documents[e.document].label, e.start, e.end, e.norm))
    return tuple(quote(material, e, day, lang)._replace(who="; ".join(names[e.norm]), note="; ".join(notes.get(e.norm, ()))) for e in order)


def who_cell(material: Material, entries: Sequence[Entry], day: str = "", lang: str = "vi") -> Cell:
    """Gives who holds the entries, a line a body."""
    if not entries:
        return NONE
    lines = dict.fromkeys(holders([e], day, lang, cited=False) for e in entries)
    return Cell("\n".join(lines), clauses(material, entries, day, lang), tone_of(entries, day))


def roles_cell(material: Material, entries: Sequence[Entry], day: str = "", lang: str = "vi") -> Cell:
    """Gives who holds the entries in which role, a line a role."""
    if not entries:
        return NONE
    names = material.names
    lines = []
    for role in sorted({e.role for e in entries}, key=lambda r: names.sort_key("role", r)):
        who = holders([e for e in entries if e.role == role], day, lang, cited=False)
        lines.append(f"{names.of('role', role, lang)}: {who}" if role else who)
    return who_cell(material, entries, day, lang)._replace(text="\n".join(lines))


def tone_of(entries: Iterable[Entry], day: str) -> str:
    """Red where a bearer is gone, yellow where a duty passed on or nobody is given it."""
    tones = {"error" if e.orphaned(day) else "warning" if e.derivation or not e.agent else "" for e in entries}
    return "error" if "error" in tones else "warning" if "warning" in tones else ""
