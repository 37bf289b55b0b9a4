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
from ttdn_kb.graph import turtle
from ttdn_kb.graph.loading import turtle_files
from ttdn_kb.graph.minting import agency_iri
from ttdn_kb.graph.namespaces import RDF, SKOS, TTDN, notation, vocab
from ttdn_kb.graph.vocabulary import Concept, concepts, describe, first, province_on
from ttdn_kb.text.clean import clean, fold
from ttdn_kb.text.vocabulary import rows

UNKNOWN = "chua-ro"
_NATIONAL = "trung-uong"
_DASH = re.compile(r"\s*[-–—]\s*")
_OPENING = re.compile(r"(?:các|những) ")


class Proposal(NamedTuple):
    """A new entry for the register.

    Attributes:
        iri: the IRI it would have.
        label: its name in its province, `ttdn:shortName`.
        name: its full name, `skos:prefLabel`.
        kind: Agency, Committee, Post, Collective or GenericAgent.
        jurisdiction: notation of a province, "" where the document's province is not known.
        type: notation of the agency type, "" where its form names none.
        level, sector: notations, "" where the type does not say.
    """

    iri: str
    label: str
    name: str
    kind: str
    jurisdiction: str
    type: str
    level: str
    sector: str


class Found(NamedTuple):
    """Where a name leads: an IRI, the register's own short name, and the proposal where the register has no entry."""

    iri: str
    label: str
    proposal: Proposal | None


def name_key(name: str) -> str:
    """Gives the form under which two spellings of a name are one.

    >>> name_key("Uỷ ban  nhân dân tỉnh") == name_key("Ủy ban nhân dân tỉnh"), name_key("các cơ quan có liên quan") == name_key("Cơ quan liên quan")
    (True, True)
    """
    plain = _DASH.sub(" - ", clean(name).text.casefold())
    return _OPENING.sub("", " ".join(plain.replace(" có liên quan", " liên quan").split()), count=1)


class AgentIndex:
    """The register by name.

    Args:
        entries: (iri, jurisdiction, short name, every name) of each agent.
        generic: IRIs of the agents known only by relevance or competence.
        things: (iri, province, label, every name) of each named thing and place.
    """

    def __init__(
        self,
        entries: Iterable[tuple[str, str, str, tuple[str, ...]]],
        things: Iterable[tuple[str, str, str, tuple[str, ...]]] = (),
        generic: Iterable[str] = (),
    ) -> None:
        entries = sorted(entries)
        self.generic = frozenset(generic)
        self.labels: dict[str, str] = {}
        self._own: dict[tuple[str, str], str] = {}
        self._anywhere: dict[str, set[str]] = {}
        for iri, jurisdiction, short, names in entries:
            self.labels[iri] = short
            # A short name is one body's own; an alias gives way to it.
            self._own[jurisdiction, name_key(short)] = iri
            for name in names:
                self._anywhere.setdefault(name_key(name), set()).add(iri)
        for iri, jurisdiction, _, names in entries:
            for name in names:
                self._own.setdefault((jurisdiction, name_key(name)), iri)
                self._own.setdefault((jurisdiction, _without_place(name_key(name), jurisdiction)), iri)
        self._folded: dict[tuple[str, str], set[str]] = {}
        for (jurisdiction, key), iri in self._own.items():
            self._folded.setdefault((jurisdiction, fold(key)), set()).add(iri)
        self._things = {(place, name_key(n)): (iri, label) for iri, place, label, names in sorted(things, reverse=True) for n in names}
        self.things = dict(self._things.values())

    def thing(self, words: str, province: str) -> tuple[str, str]:
        """Gives IRI and label of a named thing of a province or of the nation, ("", "") where none has this name."""
        nothing = ("", "")
        key = name_key(words)
        return self._things.get((province, key)) or self._things.get((_NATIONAL, key)) or nothing if words else nothing

    def known(self, label: str, jurisdiction: str) -> str:
        """Gives the IRI of a registered agent, "" for none: of its own province, else national, else the one body anywhere so named in full."""
        key = name_key(label)
        for place in (jurisdiction, _NATIONAL):
            if (place, key) in self._own:
                return self._own[place, key]
        for place in (jurisdiction, _NATIONAL):
            near = self._folded.get((place, fold(key)), set())
            if len(near) == 1:
                return next(iter(near))
        full = self._anywhere.get(key, set())
        named = _province_named(label)
        return next(iter(full)) if len(full) == 1 and named else ""

    def resolve(self, label: str, jurisdiction: str, *, generic: bool = False, collective: bool = False, day: str = "") -> Found:
        """Gives the agent that a label means in a province.

        Args:
            label: name as the reader wrote it, abbreviations expanded.
            jurisdiction: notation of the document's province, "" where not known.
            day: ISO 8601 day of the document, for provinces of one name at different times.
        """
        iri = self.known(label, jurisdiction)
        if iri:
            return Found(iri, self.labels[iri], None)
        made = propose(label, jurisdiction, generic=generic, collective=collective, day=day)
        # Two wordings may fold to one IRI; the entry that has it stays as it is.
        return Found(made.iri, self.labels.get(made.iri, label), None if made.iri in self.labels else made)


def propose(label: str, jurisdiction: str, *, generic: bool = False, collective: bool = False, day: str = "") -> Proposal:
    """Gives the entry that a name without one would have: type by its words, place by its type or by the province it names.

    >>> made = propose("Sở Tài chính", "an-giang")
    >>> made.iri, made.name, made.kind, made.type, made.level
    ('https://w3id.org/ttdn/id/agency/an-giang/so-tai-chinh', 'Sở Tài chính tỉnh An Giang', 'Agency', 'so-tai-chinh', 'province')
    >>> propose("Bộ Tài chính", "an-giang").jurisdiction
    'trung-uong'
    """
    kind, concept = _type(label, generic, collective)
    own = province_on(jurisdiction, day) if jurisdiction else ""
    place = _province_named(label)
    if concept is not None and concept.level == "central" and kind not in ("Collective", "GenericAgent"):
        place = _NATIONAL
    place = province_on(place, day) if place else own
    level = "mixed" if kind in ("Collective", "GenericAgent") and concept is not None and not concept.level else concept.level if concept else ""
    return Proposal(
        agency_iri(place or UNKNOWN, label),
        label,
        _full_name(label, place, kind),
        kind,
        place,
        concept.notation if concept else "",
        level,
        concept.sector if concept else "",
    )


def _type(label: str, generic: bool, collective: bool) -> tuple[str, Concept | None]:
    types = concepts("agency-types")
    exact = _by_name().get(name_key(label))
    if generic:
        return "GenericAgent", exact or types.get("goi-chung")
    if collective:
        return "Collective", exact or types.get("tap-the-khac")
    low = name_key(label) + " "
    person = max((len(head) for head in _heads()[1] if low.startswith(head + " ")), default=0)
    if person:
        return "Post", exact or types.get("chuc-danh-khac")
    head = max((h for h in _heads()[0] if low.startswith(h + " ")), key=len, default="")
    concept = exact or types.get(_heads()[0].get(head, ""))
    above = concept
    while above is not None and above.broader in types:
        above = types[above.broader]
    return "Committee" if above is not None and above.notation == "ban-lien-nganh" else "Agency", concept


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Concept]:
    return {name_key(n): c for c in concepts("agency-types").values() for n in reversed(c.names) if n != c.notation}


@lru_cache(maxsize=1)
def _heads() -> tuple[dict[str, str], frozenset[str]]:
    bodies = {name_key(row["head"]): row["type"] for row in rows("agency_head_types")}
    return bodies, frozenset(name_key(row["head"]) for row in rows("agency_heads") if row["kind"] == "person")


@lru_cache(maxsize=1)
def _provinces() -> tuple[tuple[str, str], ...]:
    """(name in key form with "tỉnh" or "thành phố", notation), the older unit of one name first."""
    found = []
    for concept in sorted(concepts("provinces").values(), key=lambda c: c.exists_from):
        found += [(name_key(name), concept.notation) for name in concept.names if name_key(name).startswith(("tỉnh ", "thành phố "))]
    return tuple(found)


@lru_cache(maxsize=4096)
def _province_named(label: str) -> str:
    low = name_key(label)
    return next((mark for name, mark in _provinces() if low.endswith(" " + name)), "")


def _without_place(name: str, jurisdiction: str) -> str:
    """Gives a name in key form as its own province writes it: "ban chỉ đạo ... tỉnh ủy" for "... tỉnh ủy hà tĩnh"."""
    known = concepts("provinces").get(jurisdiction)
    plain = name_key(re.sub(r"^(?:Tỉnh|Thành phố) ", "", known.label.split(" (")[0])) if known is not None else ""
    return re.sub(rf"(?:(?<=ủy)|(?<=tỉnh)|(?<=phố)) {re.escape(plain)}(?= là |$)", "", name) if plain else name


def _full_name(label: str, place: str, kind: str) -> str:
    known = concepts("provinces").get(place)
    if known is None or place == _NATIONAL or _province_named(label):
        return label
    official = known.label.split(" (")[0]
    plain = re.sub(r"^(?:Tỉnh|Thành phố) ", "", official)
    if kind in ("Collective", "GenericAgent"):
        return f"{label} ({plain})"
    if name_key(label).endswith((" tỉnh", " thành phố", "tỉnh ủy", "thành ủy")):
        return f"{label} {plain}"
    return f"{label} {official[:1].lower()}{official[1:]}"


def proposal_turtle(made: Proposal, document: str, status: str = "draft") -> str:
    """Writes a proposed entry in the shape of data/agencies."""
    said = [("a", f"ttdn:{made.kind}"), ("skos:prefLabel", turtle.text(made.name, "vi")), ("ttdn:shortName", turtle.text(made.label))]
    if made.type:
        said.append(("ttdn:agencyType", turtle.iri(vocab("agency-type", made.type))))
    if made.level:
        said.append(("ttdn:level", turtle.iri(vocab("level", made.level))))
    if made.sector:
        said.append(("ttdn:sector", turtle.iri(vocab("sector", made.sector))))
    if made.jurisdiction:
        said.append(("ttdn:jurisdiction", turtle.iri(vocab("province", made.jurisdiction))))
    said += [("ttdn:namedIn", turtle.iri(document)), ("ttdn:status", turtle.iri(vocab("status", status)))]
    return turtle.subject(made.iri, said)


def load() -> AgentIndex:
    """Gives the register of the base in use; read once a process.

    Raises:
        TtdnError: `bad-turtle`, naming the file.
    """
    return _load(folder("data"), tuple(path for path, _ in turtle_files("data/agencies")))


@lru_cache(maxsize=2)
def _load(data: str, paths: tuple[str, ...]) -> AgentIndex:
    entries, generic = [], []
    for iri, said in describe(list(paths)).items():
        short = first(said, TTDN + "shortName")
        if short:
            names = tuple(t.value for p in ("prefLabel", "altLabel") for t in said.get(SKOS + p, ()) if t.lang in ("vi", ""))
            if any(t.value == TTDN + "GenericAgent" for t in said.get(RDF + "type", ())):
                generic.append(iri)
            entries.append((iri, notation(first(said, TTDN + "jurisdiction")), short, (short, *names)))
    things = []
    path = os.path.join(data, "things.ttl")
    for iri, said in describe([path] if os.path.isfile(path) else []).items():
        label = first(said, SKOS + "prefLabel", "vi")
        if label:
            things.append(
                (
                    iri,
                    notation(first(said, TTDN + "province")) or _NATIONAL,
                    label,
                    (label, *(t.value for t in said.get(SKOS + "altLabel", ()) if t.lang == "vi")),
                )
            )
    return AgentIndex(entries, things, generic)
