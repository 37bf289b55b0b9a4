"""A file that nobody has seen, read into a draft.

Takes the path of a text and what the user says of it; gives its reading with agents resolved, its source fields and what could
not be read; stores nothing.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.foundation.model import Metadata, Norm, Provision, Reading, Remark
from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph import agents_index, citations
from ttdn_kb.graph.agents_index import AgentIndex
from ttdn_kb.graph.emitting import norm_iris
from ttdn_kb.graph.minting import document_iri
from ttdn_kb.graph.norm_records import ROLES
from ttdn_kb.graph.proposals import Proposal
from ttdn_kb.graph.provinces import one_on, province_on, units_named
from ttdn_kb.query.assignment_table import AssignmentRow, rows_of_reading
from ttdn_kb.query.days import parse_day
from ttdn_kb.query.source_fields import fields_of
from ttdn_kb.query.units import units_typed
from ttdn_kb.query.unread import gather, left_aside
from ttdn_kb.text.clean import fold
from ttdn_kb.text.readers import StoredText, read_source

DAYS = ("issued", "in_force", "expires")


class Extractor(Protocol):
    """The port of the reader; `ttdn_kb.norms.reader.GrammarReader` is the one in use."""

    name: str

    def read(self, text: str, tree: Provision, metadata: Metadata) -> tuple[tuple[Norm, ...], tuple[Remark, ...]]: ...


@dataclass(frozen=True, slots=True)
class Ingested:
    """A file read.

    Attributes:
        path: the file as the user named it.
        stored: its text, to which all offsets refer.
        read: what the document says of itself, before the user's own words.
        reading: metadata as settled, tree, norms with agents resolved, remarks.
        fields: the content of source.toml.
        proposals: entries that the register lacks, by IRI.
        things: IRI of each named thing or place by the words of the norms.
        reader: name of the extractor.
    """

    path: str
    stored: StoredText
    read: Metadata
    reading: Reading
    fields: dict[str, Any]
    proposals: tuple[Proposal, ...]
    things: dict[str, str] = field(default_factory=dict)
    reader: str = "grammar"

    @property
    def iri(self) -> str:
        return document_iri(self.fields["id"])

    def norm_iris(self) -> list[str]:
        return norm_iris(self.iri, self.reading.norms)

    def rows(self) -> Iterator[AssignmentRow]:
        """Gives the assignment table of the file, status `draft`."""
        return rows_of_reading(self.reading, self.fields["label"], self.norm_iris())


def settle(typed: Mapping[str, str], today: str) -> dict[str, str]:
    """Gives the fields that a user states, as `Metadata` keeps them.

    Args:
        typed: field name of `Metadata` to what was typed; "" for fields not stated.
        today: ISO 8601 day, for "today".

    Raises:
        UsageError: `bad-date` or `unknown-value`.
    """
    given = {name: " ".join(value.split()) for name, value in typed.items() if value.strip()}
    for name in DAYS:
        if name in given:
            given[name] = parse_day(given[name], today)
    refuse_to_end_early(given)
    if "province" in given:
        units = units_typed(given["province"], "--province", today)
        # Which of two units of one name is meant is told by the document's day, once it is read.
        given["province"] = units[0] if len(units) == 1 else given["province"]
    return given


def refuse_to_end_early(days: Mapping[str, str]) -> None:
    """Raises `bad-date` where a document would end before it begins.

    Args:
        days: `issued`, `in_force`, `expires`, ISO 8601; those not known "" or left out.
    """
    begins = max(days.get("issued", ""), days.get("in_force", ""))
    if days.get("expires") and days["expires"] < begins:
        raise UsageError(
            "bad-date",
            "Ngày hết hiệu lực không dùng được",
            days["expires"],
            f"trước ngày ban hành hoặc có hiệu lực ({begins})",
            "xem lại --expires, và --issued, --in-force nếu ngày đọc được từ văn bản không đúng",
        )


def ingest(path: str, given: Mapping[str, str], extractor: Extractor | None = None) -> Ingested:
    """Reads a file.

    Args:
        path: a .txt, .md, .docx, .pdf or .html file.
        given: fields that the user states, see `settle`.
        extractor: the reader, the grammar reader where None.

    Raises:
        TtdnError: where the file cannot be read as text; see `ttdn_kb.text.readers.read_source`.
    """
    return read_stored(path, read_source(path), given, extractor)


def read_stored(path: str, stored: StoredText, given: Mapping[str, str], extractor: Extractor | None = None) -> Ingested:
    """Reads a text that is already in hand; see `ingest`.

    Raises:
        UsageError: `bad-date` where the stated end comes before the days that the text gives.
    """
    from ttdn_kb.norms.reader import GrammarReader
    from ttdn_kb.structure.metadata import read_metadata
    from ttdn_kb.structure.tree import parse

    reader: Extractor = extractor or GrammarReader()
    tree = parse(stored.text)
    said = read_metadata(stored.text, tree)
    stated: dict[str, Any] = dict(given)
    metadata = replace(said, **stated)
    if "expires" in given:
        refuse_to_end_early({name: getattr(metadata, name) for name in DAYS})
    metadata = replace(metadata, province=_unit(metadata, given))
    # The reader drops the province's name from labels, and the name is that of old and new unit alike.
    norms, remarks = reader.read(stored.text, tree, replace(metadata, province=_bare(metadata.province)))
    index = agents_index.load()
    norms, proposals, things = _resolved(norms, metadata, index)
    sha256 = hashlib.sha256(stored.text.encode("utf-8", "surrogatepass")).hexdigest()
    every = gather((*remarks, *left_aside(stored.text, tree, norms)))
    reading = Reading(stored.text, sha256, metadata, tree, norms, every)
    fields = fields_of(reading, index, os.path.basename(path)) | known_as(sha256)
    eids = {node.eid for node in tree.walk()}
    norms = tuple(citations.resolved(n, document_iri(fields["id"]), metadata.province, eids) for n in norms)
    reading = replace(reading, norms=norms)
    return Ingested(path, stored, said, reading, fields, proposals, things, reader.name)


def _unit(metadata: Metadata, given: Mapping[str, str]) -> str:
    """The unit of a document: the one of its name on its day; a notation that the user stated stands."""
    day = metadata.issued or metadata.in_force
    typed = given.get("province", "")
    return one_on(units_named(typed), day) if typed else province_on(metadata.province, day)


def known_as(sha256: str) -> dict[str, str]:
    """Gives id and label of the document of the base that has this very text, {} where there is none."""
    root = folder("data/sources")
    for place, folders, files in os.walk(root):
        folders.sort()
        if "source.toml" in files:
            with open(os.path.join(place, "source.toml"), "rb") as file:
                data = file.read()
            if sha256.encode() in data:
                fields = tomllib.loads(data.decode())
                return {name: fields[name] for name in ("id", "label") if name in fields}
    return {}


def _bare(province: str) -> str:
    return province.rstrip("0123456789").rstrip("-")


def _spelled_alike(label: str, other: str) -> bool:
    """True where two labels of one agent differ only in spelling, so that the register's may stand for what the document prints.

    >>> _spelled_alike("Các Bộ, ngành", "bộ, ngành"), _spelled_alike("Các Bộ, cơ quan ngang Bộ", "Các Bộ, ngành")
    (True, False)
    """
    one, two = (fold(text).removeprefix("cac ") for text in (label, other))
    return one == two


def _resolved(norms: tuple[Norm, ...], metadata: Metadata, index: AgentIndex) -> tuple[tuple[Norm, ...], tuple[Proposal, ...], dict[str, str]]:
    """The norms with agents and things of the register, in the order in which data files keep them.

    An agent keeps the name that the document gives it; the IRI tells who that is. What the document calls by its level in one place and by its kinds
    of places in another is one agent under both names.
    """
    from ttdn_kb.norms.aliases import same_level

    proposals: dict[str, Proposal] = {}
    things: dict[str, str] = {}
    found = []
    same = same_level(a.agent for norm in norms for a in norm.assignments)
    for norm in norms:
        cast = []
        seen: set[tuple[str, str]] = set()
        for a in norm.assignments:
            name = same.get(a.agent, a.agent)
            to = index.resolve(name, metadata.province, generic=a.generic, collective=a.collective, day=metadata.issued)
            if (a.role, to.iri) in seen:
                continue
            seen.add((a.role, to.iri))
            made = None if to.proposal is None else proposals.setdefault(to.iri, to.proposal)
            known = to.label if made is None else made.label
            label = known if name == a.agent and _spelled_alike(known, name) else a.agent
            generic = to.iri in index.generic if made is None else made.kind == "GenericAgent"
            cast.append(replace(a, agent=label, agent_iri=to.iri, generic=generic, known=a.known or made is None))
        words: dict[str, Any] = {}
        for name in ("object", "place"):
            iri, label = index.thing(getattr(norm, name), metadata.province)
            if iri:
                things[label] = iri
                words[name] = label
        cast.sort(key=lambda a: ROLES.index(a.role) if a.role in ROLES else len(ROLES))
        words |= {name: tuple(sorted(set(getattr(norm, name)))) for name in ("topics", "tasks")}
        words |= {name: ";".join(sorted(set(filter(None, getattr(norm, name).split(";"))))) for name in ("deadline_value", "frequency")}
        found.append(replace(norm, assignments=tuple(cast), **words))
    return tuple(found), tuple(proposals[iri] for iri in sorted(proposals)), things
