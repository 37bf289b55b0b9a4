"""What a parameter may be: the choices, read from the data.

Takes a store and the `.rq` files of queries/choices; gives choices with notation and labels; knows nothing of where a value was typed.
A choices file answers `?value ?notation ?label ?labelEn ?alias`, one row an alias.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.store import Store
from ttdn_kb.sparql.query_file import read


class Choice(NamedTuple):
    """One value that a parameter may take; `names` are all spellings that a user may type."""

    value: str
    notation: str
    label: str
    label_en: str
    names: tuple[str, ...]


def load(store: Store, name: str) -> list[Choice]:
    """Gives the choices of one list, by notation."""
    rows = store.select(read(os.path.join(folder("queries/choices"), name + ".rq")).text)
    index = {variable: i for i, variable in enumerate(rows.variables)}
    found: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    for row in rows.rows:
        cells = {variable: (row[i].value if row[i] is not None else "") for variable, i in index.items()}  # type: ignore[union-attr]
        value = cells["value"]
        found.setdefault(value, [cells.get("notation", ""), cells.get("label", ""), cells.get("labelEn", "")])
        for key in ("notation", "label", "labelEn", "alias"):
            if cells.get(key) and cells[key] not in names.setdefault(value, []):
                names[value].append(cells[key])
    listed = [Choice(v, rest[0], rest[1], rest[2], tuple(names.get(v, ()))) for v, rest in found.items()]
    return sorted(listed, key=lambda c: (c.notation, c.label))
