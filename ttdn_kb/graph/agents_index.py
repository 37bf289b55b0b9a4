"""From the name of an agent to its entry in the register.

Takes data/agencies and data/things.ttl; gives for a label and a jurisdiction the IRI of the agent, or a proposed new entry with
the IRI it would have; knows nothing of norms. A proposal is never written into the register by a machine: it stands in the draft
until a person publishes it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.loading import turtle_files
from ttdn_kb.graph.namespaces import ORG, RDF, SKOS, TTDN, notation
from ttdn_kb.graph.proposals import Proposal, name_key, propose, propose_like, province_named
from ttdn_kb.graph.provinces import NATIONAL, namesakes, official_name, plain_name, predecessors, province_on, renamed
from ttdn_kb.graph.store import Term
from ttdn_kb.graph.vocabulary import describe, first
from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import pattern

_CLASSES = ("Agency", "Committee", "Post", "Collective", "GenericAgent")


class Entry(NamedTuple):
    """An entry of the register.

    Attributes:
        said: what it says, in the form of a proposal.
        names: every name it goes by.
        body: IRI of the body that a post belongs to, "" for none.
    """

    said: Proposal
    names: tuple[str, ...]
    body: str = ""


class Found(NamedTuple):
    """Where a name leads.

    Attributes:
        iri: of the agent.
        label: the register's own short name.
        proposal: the entry that the register lacks, None where it has one.
        like: IRI of the entry of a unit before it that the proposal was made like, "" for none.
    """

    iri: str
    label: str
    proposal: Proposal | None
    like: str = ""


class AgentIndex:
    """The register by name.

    Args:
        entries: of the register.
        things: (iri, province, label, every name) of each named thing and place.
    """

    def __init__(self, entries: Iterable[Entry], things: Iterable[tuple[str, str, str, tuple[str, ...]]] = ()) -> None:
        self._entries = {e.said.iri: e for e in sorted(entries)}
        self.generic = frozenset(iri for iri, e in self._entries.items() if e.said.kind == "GenericAgent")
        self.labels = {iri: e.said.label for iri, e in self._entries.items()}
        self._own: dict[tuple[str, str], str] = {}
        self._anywhere: dict[str, set[str]] = {}
        for iri, entry in self._entries.items():
            # A short name is one body's own; an alias gives way to it.
            self._own[entry.said.jurisdiction, name_key(entry.said.label)] = iri
            for name in entry.names:
                self._anywhere.setdefault(name_key(name), set()).add(iri)
        for iri, entry in self._entries.items():
            jurisdiction = entry.said.jurisdiction
            for name in entry.names:
                self._own.setdefault((jurisdiction, name_key(name)), iri)
                self._own.setdefault((jurisdiction, _without_place(name_key(name), jurisdiction)), iri)
        self._folded: dict[tuple[str, str], set[str]] = {}
        for (jurisdiction, key), iri in self._own.items():
            self._folded.setdefault((jurisdiction, fold(key)), set()).add(iri)
        self._things = {(place, name_key(n)): (iri, label) for iri, place, label, names in sorted(things, reverse=True) for n in names}
        self.things = dict(self._things.values())

    def thing(self, words: str, province: str) -> tuple[str, str]:
        """Gives IRI and label of a named thing of a province, of the units that became it or of the nation, ("", "") where none has this name."""
        key = name_key(words) if words else ""
        places = (province, *predecessors(province), NATIONAL)
        return next((self._things[place, key] for place in places if (place, key) in self._things), ("", ""))

    def known(self, label: str, jurisdiction: str, day: str = "") -> str:
        """Gives the IRI of a registered agent, "" for none: of its own province, else national, else the one body anywhere so named in full.

        Args:
            label, jurisdiction, day: see `resolve`.
        """
        for place in (jurisdiction, NATIONAL):
            if iri := self._named(label, place):
                return iri
        homes = sorted(self.jurisdiction(iri) for iri in self._anywhere.get(name_key(label), ())) if province_named(label) else []
        units = (homes[0], *namesakes(homes[0])) if homes else ()
        if not homes or len(set(homes)) != len(homes) or not set(homes) <= set(units):
            return ""
        unit = jurisdiction if jurisdiction in units else province_on(homes[0], day)
        own = [name_key(label).removesuffix(" " + name_key(name)) for name in ("", official_name(unit), plain_name(unit))]
        return next((iri for name in own if (iri := self._named(name, unit))), "")

    def jurisdiction(self, iri: str) -> str:
        """Gives the notation of the unit of a registered agent, "" for others."""
        return self._entries[iri].said.jurisdiction if iri in self._entries else ""

    def body_of(self, post: str) -> str:
        """Gives the IRI of the body that a registered post belongs to, "" for others."""
        return self._entries[post].body if post in self._entries else ""

    def resolve(self, label: str, jurisdiction: str, *, generic: bool = False, collective: bool = False, day: str = "") -> Found:
        """Gives the agent that a label means in a province.

        A name that only a unit before this one has means the body of that name and kind in this one.

        Args:
            label: name as the reader wrote it, abbreviations expanded.
            jurisdiction: notation of the document's province, "" where not known.
            day: ISO 8601 day of the document, for provinces of one name at different times.
        """
        iri = self.known(label, jurisdiction, day)
        if iri:
            return Found(iri, self.labels[iri], None)
        for before in predecessors(jurisdiction):
            if old := self._named(label, before):
                return self.counterpart(old, jurisdiction)
        return self._found(propose(label, jurisdiction, generic=generic, collective=collective, day=day))

    def counterpart(self, iri: str, jurisdiction: str) -> Found:
        """Gives the body of the same name and kind in another unit; the body itself where it bears the name of its own unit, which is another.

        Whether the work of the one passed to the other is not said by this.

        Args:
            iri: of a registered agent.
            jurisdiction: notation of the other unit.
        """
        said = self._entries[iri].said
        place = plain_name(said.jurisdiction)
        if place != plain_name(jurisdiction) and name_key(said.label).endswith(" " + name_key(place)):
            return Found(iri, said.label, None)
        label = renamed(said.label, said.jurisdiction, jurisdiction)
        known = self._named(label, jurisdiction)
        return Found(known, self.labels[known], None) if known else self._found(propose_like(said, label, jurisdiction))._replace(like=iri)

    def _named(self, label: str, place: str) -> str:
        key = name_key(label)
        if (place, key) in self._own:
            return self._own[place, key]
        near = self._folded.get((place, fold(key)), set())
        return next(iter(near)) if len(near) == 1 else ""

    def _found(self, made: Proposal) -> Found:
        # Two wordings may fold to one IRI; the entry that has it stays as it is.
        return Found(made.iri, self.labels.get(made.iri, made.label), None if made.iri in self.labels else made)


def _without_place(name: str, jurisdiction: str) -> str:
    """Gives a name in key form as its own province writes it: "ban chỉ đạo ... tỉnh ủy" for "... tỉnh ủy hà tĩnh"."""
    plain = name_key(plain_name(jurisdiction))
    return re.sub(rf"(?P<level>{pattern('provinces-ends-with-level').pattern}) {re.escape(plain)}(?= là |$)", r"\g<level>", name) if plain else name


def load() -> AgentIndex:
    """Gives the register of the base in use; read once a process.

    Raises:
        TtdnError: `bad-turtle`, naming the file.
    """
    return _load(folder("data"), tuple(path for path, _ in turtle_files("data/agencies")))


@lru_cache(maxsize=2)
def _load(data: str, paths: tuple[str, ...]) -> AgentIndex:
    entries = [_entry(iri, said) for iri, said in describe(list(paths)).items() if first(said, TTDN + "shortName")]
    things = []
    path = os.path.join(data, "things.ttl")
    for iri, said in describe([path] if os.path.isfile(path) else []).items():
        label = first(said, SKOS + "prefLabel", "vi")
        if label:
            names = (label, *(t.value for t in said.get(SKOS + "altLabel", ()) if t.lang == "vi"))
            things.append((iri, notation(first(said, TTDN + "province")) or NATIONAL, label, names))
    return AgentIndex(entries, things)


def _entry(iri: str, said: dict[str, list[Term]]) -> Entry:
    short = first(said, TTDN + "shortName")
    names = tuple(t.value for p in ("prefLabel", "altLabel") for t in said.get(SKOS + p, ()) if t.lang in ("vi", ""))
    kinds = {t.value.removeprefix(TTDN) for t in said.get(RDF + "type", ())}
    kind = next((name for name in _CLASSES if name in kinds), "")
    place, sort, level, sector = (notation(first(said, TTDN + name)) for name in ("jurisdiction", "agencyType", "level", "sector"))
    made = Proposal(iri, short, first(said, SKOS + "prefLabel", "vi"), kind, place, sort, level, sector)
    return Entry(made, (short, *names), first(said, ORG + "postIn"))
