"""The document that an amending draft means by its title alone.

Takes the draft's title and the documents at hand; gives the name that the title amends and the documents that bear it; knows nothing of orders. A
document whose number the base does not know can be named in no other way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ttdn_kb.graph.documents import Source
from ttdn_kb.graph.provinces import predecessors
from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import pattern

_WORD = re.compile(r"[^\W_]+")


def amended_name(title: str) -> str:
    """Gives the name of the document that a title amends, "" where it amends none.

    >>> amended_name("Sửa đổi, bổ sung một số điều của Quy chế làm việc của Sở Y tế ban hành kèm theo Quyết định năm 2022")
    'Quy chế làm việc của Sở Y tế'
    >>> amended_name("Ban hành Quy chế làm việc của Sở Y tế")
    ''
    """
    match = pattern("amending-title").match(" ".join(title.split()))
    return match["name"] if match else ""


def bearers_of(name: str, unit: str, among: Iterable[Source]) -> list[Source]:
    """Gives the documents of a unit, or of one that became it, whose title is a name.

    Args:
        name: see `amended_name`; the issuer may stand behind it.
        unit: notation, "" where it is not known: the name then is looked for in all units.
    """
    homes, wanted = (unit, *predecessors(unit)), _core(name)
    mine = (source for source in among if not unit or source.fields["province"] in homes)
    return [source for source in mine if _is_of(wanted, _core(source.fields.get("title", "")))]


def _is_of(name: str, title: str) -> bool:
    """Whether a name is a title, with or without the issuer behind it."""
    return bool(title) and name.startswith(title) and pattern("amending-title-issuer").fullmatch(name, len(title)) is not None


def _core(title: str) -> str:
    """Gives the words of a title without "Ban hành" before them."""
    return " ".join(_WORD.findall(fold(pattern("amending-title-opening").sub("", " ".join(title.split())))))
