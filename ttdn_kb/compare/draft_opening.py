"""A draft opened against the base.

Takes a draft's stored text, what its user says of it and a day; gives the draft read, the document of the base that it replaces or amends, and that
document read; knows nothing of files and pages. An amending draft is read as the document that it amends, changed as it orders.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from ttdn_kb.compare.amended_title import amended_name, bearers_of
from ttdn_kb.compare.draft_reading import Draft, read, read_old
from ttdn_kb.compare.draft_unit import unit_of
from ttdn_kb.compare.laying_in import Amended, amended_text
from ttdn_kb.foundation.model import Metadata, Reading
from ttdn_kb.graph.documents import Source, read_sources
from ttdn_kb.graph.provinces import NATIONAL, predecessors
from ttdn_kb.query.ingesting import ingest
from ttdn_kb.structure.amending import beside_orders, orders
from ttdn_kb.structure.tree import parse
from ttdn_kb.text.composing import compose


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft with what it is held against.

    Attributes:
        draft: the draft, read; for an amending draft the document as it would leave it.
        source, old: the document of the base that it replaces or amends, and that document read; None for none.
        amended: what of an amending draft was laid in, None for any other draft.
        beside: that document as read from a file, None for one of the base.
        own: what an amending draft says beside its orders, read; None for any other draft.
        namesakes: names of the documents of the base that the draft may mean, where it amends one without a number and several bear its title.
    """

    draft: Draft
    source: Source | None
    old: Draft | None
    amended: Amended | None
    beside: Reading | None = None
    own: Draft | None = None
    namesakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """A document that the base does not have, read from a file to hold a draft against it."""

    source: Source
    reading: Reading


def read_beside(path: str) -> Beside:
    """Reads a document outside the base.

    Raises:
        TtdnError: where the file cannot be read as text.
    """
    found = ingest(path, {})
    source = Source(
        "", found.fields["id"], found.reading.text, found.reading.sha256, {**found.fields, "province": found.fields["province"] or NATIONAL}
    )
    return Beside(source, found.reading)


def opened(
    text: str, said: Metadata, day: str, replaces: str = "", amends: str = "", units: tuple[str, ...] = (), beside: Beside | None = None
) -> Opened:
    """Opens a draft.

    Args:
        text: as stored.
        said: what the draft says of itself.
        day: ISO 8601 day on which it is looked at.
        replaces, amends: IRI of a document of the base where the user named one, "" to go by what the draft says.
        units: the units that the user may mean as its issuer's, () for none.
        beside: the document named by `replaces` or `amends` where the base may not have it.
    """
    here = unit_of(said.province, "", units, day)
    held = read_sources()
    if beside is not None and all(source.iri != beside.source.iri for source in held):
        held.append(beside.source)
    source = None if amends else source_named(here, said.replaces, replaces, held)
    amended = apart = None
    alike: list[Source] = []
    if source is None and not (replaces or amends or said.replaces or said.amends):
        # A draft names a document whose number it does not know by its title.
        named = amended_name(said.title) if orders(_composed(text)) else ""
        said = replace(said, amends=(named,) if named else ())
        alike = bearers_of(named, here, held) if named else []
    if source is None and (amends or said.amends):
        source = alike[0] if len(alike) == 1 else source_named(here, said.amends, amends, held)
        if source is not None:
            amended, apart = _laid_in(text, source, {source.fields.get("number", ""), *(said.amends if amends else ())})
    old = read_old(source.text) if source is not None else None
    fields = source.fields if source is not None else {}
    # What the draft leaves out of its head (a text cut from a decision often does) it has from the document that it replaces.
    left = read(amended.text if amended is not None else text, old, fields.get("province", ""), fields.get("kind", ""))
    head = replace(left.metadata, title=said.title or left.metadata.title) if amended is None else replace(said, kind=said.kind or left.metadata.kind)
    reading = beside.reading if beside is not None and source is beside.source else None
    unit = unit_of(said.province, fields.get("province", ""), units, day)
    own = read(apart, None, fields.get("province", ""), head.kind) if apart is not None else None
    namesakes = tuple(source.fields["label"] for source in alike) if len(alike) > 1 else ()
    return Opened(replace(left, metadata=replace(head, province=unit, amends=said.amends)), source, old, amended, reading, own, namesakes)


def source_named(unit: str, numbers: Collection[str], named: str, among: Iterable[Source]) -> Source | None:
    """Gives the document that a draft replaces or amends.

    Args:
        unit: of the draft, "" where it is not known; a number means a document of it or of a unit that became it.
        numbers: the numbers that the draft itself says ("thay thế Quyết định số …").
        named: its IRI where the user named it, "" to go by the numbers.
        among: the documents at hand.
    """
    homes = (unit, *predecessors(unit))
    for source in among:
        own = not unit or source.fields["province"] in homes
        if source.iri == named or (not named and own and source.fields.get("number") and source.fields["number"] in numbers):
            return source
    return None


def _laid_in(text: str, source: Source, numbers: Collection[str]) -> tuple[Amended, str]:
    """Gives the document with the draft's orders laid in, and the draft's text beside them."""
    words = _composed(text)
    found = orders(words)
    return amended_text(source.text, parse(source.text), numbers, found), beside_orders(words, found)


def _composed(text: str) -> str:
    composed = compose(text)
    return composed.text if composed else text
