"""The card that a legal web page sets before a document: its number, kind, issuer, signer and dates, each behind a label.

Takes the head of a stored text; gives what the card says, field by field; knows nothing of the document's own letterhead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ttdn_kb.structure.dates import date_in
from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import rows, words

_FIELDS = ("number", "kind", "issuer", "signer", "issued", "in-force")
_REACH = 3000  # characters from the text's beginning
_LEAST = 3  # labels that make a card; a number behind its label speaks for itself
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LABELLED = re.compile(r":(?:\s+|$)")


def card_of(text: str) -> dict[str, str]:
    """Gives what a page's card says, by the names in `_FIELDS`; dates as ISO dates; {} where a text has no card.

    >>> card = card_of("| **Số hiệu** | 18/2022/NĐ-CP |\\n| **Loại văn bản** | Nghị định |\\n| **Ngày ban hành** | 18/02/2022 |")
    >>> card["number"], card["kind"], card["issued"]
    ('18/2022/NĐ-CP', 'Nghị định', '2022-02-18')
    >>> sorted(card_of("Số hiệu: 5/QĐ-TTg\\nLoại văn bản: Quyết định\\nNgười ký:\\nNơi ban hành: Chính phủ"))
    ['issuer', 'kind', 'number']
    >>> card_of('so_hieu: "235/2026/NĐ-CP"'), card_of("Số: 12/KH-UBND")
    ({'number': '235/2026/NĐ-CP'}, {})
    """
    cells = list(_cells(text[:_REACH]))
    labels = {field: words(f"card-{field}", "metadata_words") for field in _FIELDS}
    every = frozenset(fold(label) for listed in labels.values() for label in listed)
    said = {field: value for field in _FIELDS if (value := _value(cells, labels[field], every))}
    if len(said) < _LEAST:
        return {"number": said["number"]} if "number" in said else {}
    for field in ("issued", "in-force"):
        said[field] = date_in(said.get(field, ""))
    if said.get("kind") not in {row["kind"] for row in rows("document_kinds")}:
        said.pop("kind", None)
    return {field: value for field, value in said.items() if value}


def _cells(head: str) -> Iterator[str]:
    """The cells of the head's lines, in order: between bars of a row, before and behind the colon of a label, or a line by itself."""
    for line in head.split("\n"):
        plain = _LINK.sub(r"\1", line).replace("*", "").strip()
        row = plain.strip("|").split("|") if "|" in plain[1:-1] else [part for part in _LABELLED.split(plain.strip("| "), maxsplit=1) if part]
        yield from (" ".join(cell.split()).strip(" :-\"'") for cell in row)


def _value(cells: list[str], labels: tuple[str, ...], every: frozenset[str]) -> str:
    """Gives the cell behind a label, "" where another label follows."""
    named = frozenset(fold(label) for label in labels)
    place = next((at for at, cell in enumerate(cells[:-1]) if fold(cell).replace("_", " ") in named), None)
    value = cells[place + 1] if place is not None else ""
    return "" if fold(value) in every or value in words("card-blank", "metadata_words") else value
