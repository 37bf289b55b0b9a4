"""The card that a legal web page sets before a document: its number, kind, issuer, signer and dates, each behind a label.

Takes the head of a stored text; gives what the card says, field by field; knows nothing of the document's own letterhead.
"""

from __future__ import annotations

import re

from ttdn_kb.structure.dates import date_in
from ttdn_kb.text.vocabulary import rows, words

_FIELDS = ("number", "kind", "issuer", "signer", "issued", "in-force")
_REACH = 3000  # characters from the text's beginning
_LEAST = 3  # labels that make a card


def card_of(text: str) -> dict[str, str]:
    """Gives what a page's card says, by the names in `_FIELDS`; dates as ISO dates; {} where a text has no card.

    >>> card = card_of("| **Số hiệu** | 18/2022/NĐ-CP |\\n| **Loại văn bản** | Nghị định |\\n| **Ngày ban hành** | 18/02/2022 |")
    >>> card["number"], card["kind"], card["issued"]
    ('18/2022/NĐ-CP', 'Nghị định', '2022-02-18')
    >>> card_of("Số: 12/KH-UBND")
    {}
    """
    head = text[:_REACH]
    said = {field: value for field in _FIELDS if (value := _value(head, words(f"card-{field}", "metadata_words")))}
    if len(said) < _LEAST:
        return {}
    for field in ("issued", "in-force"):
        said[field] = date_in(said.get(field, ""))
    if said.get("kind") not in {row["kind"] for row in rows("document_kinds")}:
        said.pop("kind", None)
    return {field: value for field, value in said.items() if value}


def _value(head: str, labels: tuple[str, ...]) -> str:
    label = "|".join(map(re.escape, labels))
    match = re.search(rf"(?:^|[|\n])[\s*|]*(?:{label})\s*:?\**[\s|:*]+([^|\n]+)", head, re.IGNORECASE)
    value = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", match[1]).strip(" *-\t\r") if match else ""
    return " ".join(value.split())
