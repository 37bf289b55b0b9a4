"""A draft opened against the base.

Takes a draft's stored text, what its user says of it and a day; gives the draft read, the document of the base that it replaces or amends, and that
document read; knows nothing of files and pages. An amending draft is read as the document that it amends, changed as it orders.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from ttdn_kb.compare.amending import Amended, amended_text
from ttdn_kb.compare.amending_orders import orders
from ttdn_kb.compare.draft_reading import Draft, read, read_old
from ttdn_kb.compare.draft_unit import unit_of
from ttdn_kb.foundation.model import Metadata
from ttdn_kb.graph.documents import Source, read_sources
from ttdn_kb.graph.provinces import predecessors
from ttdn_kb.structure.tree import parse
from ttdn_kb.text.composing import compose


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft with what it is held against.

    Attributes:
        draft: the draft, read; for an amending draft the document as it would leave it.
        source, old: the document of the base that it replaces or amends, and that document read; None for none.
        amended: what of an amending draft was laid in, None for any other draft.
    """

    draft: Draft
    source: Source | None
    old: Draft | None
    amended: Amended | None


def opened(text: str, said: Metadata, day: str, replaces: str = "", amends: str = "", units: tuple[str, ...] = ()) -> Opened:
    """Opens a draft.

    Args:
        text: as stored.
        said: what the draft says of itself.
        day: ISO 8601 day on which it is looked at.
        replaces, amends: IRI of a document of the base where the user named one, "" to go by what the draft says.
        units: the units that the user may mean as its issuer's, () for none.
    """
    here = unit_of(said.province, "", units, day)
    source = None if amends else source_named(here, said.replaces, replaces)
    amended = None
    if source is None and (amends or said.amends):
        source = source_named(here, said.amends, amends)
        amended = _laid_in(text, source) if source is not None else None
    old = read_old(source.text) if source is not None else None
    fields = source.fields if source is not None else {}
    # What the draft leaves out of its head (a text cut from a decision often does) it has from the document that it replaces.
    own = read(amended.text if amended is not None else text, old, fields.get("province", ""), fields.get("kind", ""))
    head = own.metadata if amended is None else replace(said, kind=said.kind or own.metadata.kind)
    return Opened(replace(own, metadata=replace(head, province=unit_of(said.province, fields.get("province", ""), units, day))), source, old, amended)


def source_named(unit: str, numbers: Collection[str], named: str) -> Source | None:
    """Gives the document of the base that a draft replaces or amends.

    Args:
        unit: of the draft, "" where it is not known; a number means a document of it or of a unit that became it.
        numbers: the numbers that the draft itself says ("thay thế Quyết định số …").
        named: its IRI where the user named it, "" to go by the numbers.
    """
    homes = (unit, *predecessors(unit))
    for source in read_sources():
        own = not unit or source.fields["province"] in homes
        if source.iri == named or (not named and own and source.fields.get("number") and source.fields["number"] in numbers):
            return source
    return None


def _laid_in(text: str, source: Source) -> Amended:
    composed = compose(text)
    return amended_text(source.text, parse(source.text), source.fields.get("number", ""), orders(composed.text if composed else text))
