"""From the name of an agent without an entry to the entry that it would have.

Takes a label and a jurisdiction, or an entry of a unit that went into another; gives a proposed new entry with its IRI; knows nothing of the
register. A proposal is never written into the register by a machine: it stands in the draft until a person publishes it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ttdn_kb.graph import turtle
from ttdn_kb.graph.minting import agency_iri
from ttdn_kb.graph.namespaces import vocab
from ttdn_kb.graph.provinces import NATIONAL, official_name, plain_name, province_on, span_of
from ttdn_kb.graph.vocabulary import Concept, concepts
from ttdn_kb.text.clean import clean
from ttdn_kb.text.vocabulary import pattern, rows

UNKNOWN = "chua-ro"
_DASH = re.compile(r"\s*[-–—]\s*")
_WORD = re.compile(r"[^\W_]+")


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


def name_key(name: str) -> str:
    """Gives the form under which two spellings of a name are one.

    >>> name_key("Uỷ ban  nhân dân tỉnh") == name_key("Ủy ban nhân dân tỉnh"), name_key("các cơ quan có liên quan") == name_key("Cơ quan liên quan")
    (True, True)
    """
    plain = _DASH.sub(" - ", clean(name).text.casefold())
    return pattern("proposals-opening").sub("", " ".join(plain.replace(" có liên quan", " liên quan").split()), count=1)


def propose(label: str, jurisdiction: str, *, generic: bool = False, collective: bool = False, day: str = "") -> Proposal:
    """Gives the entry that a name without one would have: type by its words, place by its type or by the province it names.

    >>> made = propose("Sở Tài chính", "an-giang")
    >>> made.iri, made.name, made.kind, made.type, made.level
    ('https://w3id.org/ttdn/id/agency/an-giang/so-tai-chinh', 'Sở Tài chính tỉnh An Giang', 'Agency', 'so-tai-chinh', 'province')
    >>> propose("Bộ Tài chính", "an-giang").jurisdiction
    'trung-uong'

    Args:
        label, jurisdiction, generic, collective: see `AgentIndex.resolve`.
        day: ISO 8601 day of the document, for a province that the label names.
    """
    kind, concept = _type(label, generic, collective)
    place = province_named(label)
    if concept is not None and concept.level == "central" and kind not in ("Collective", "GenericAgent"):
        place = NATIONAL
    place = province_on(place, day) if place else jurisdiction
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


def propose_like(old: Proposal, label: str, jurisdiction: str) -> Proposal:
    """Gives the entry of the same kind in another unit, say the one that the old entry's unit went into.

    >>> made = propose_like(propose("Sở Tài chính", "quang-tri"), "Sở Tài chính", "quang-tri-2025")
    >>> made.iri, made.type, made.level
    ('https://w3id.org/ttdn/id/agency/quang-tri-2025/so-tai-chinh', 'so-tai-chinh', 'province')
    """
    name = _full_name(label, jurisdiction, old.kind)
    return old._replace(iri=agency_iri(jurisdiction, label), label=label, name=name, jurisdiction=jurisdiction)


def body_named(post: str) -> str:
    """Gives the body that the name of a post names, "" where what stands behind its head is no kind of body.

    >>> body_named("Giám đốc Sở Giao thông vận tải"), body_named("Trưởng Ban Dân tộc tỉnh"), body_named("Thủ trưởng các đơn vị")
    ('Sở Giao thông vận tải', 'Ban Dân tộc tỉnh', '')
    """
    words = post.split()
    for head in sorted(_heads()[1], key=len, reverse=True):
        if not name_key(post).startswith(head + " "):
            continue
        # "Trưởng Ban Dân tộc": the last word of the head opens the name of the body too.
        for left_out in (len(head.split()), len(head.split()) - 1):
            body = " ".join(words[left_out:])
            kind = _type(body, False, False)[1] if left_out else None
            if kind is not None and kind.broader and kind.level:
                return body
    return ""


def _type(label: str, generic: bool, collective: bool) -> tuple[str, Concept | None]:
    types = concepts("agency-types")
    exact = _called(label)
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


def _called(label: str) -> Concept | None:
    """Gives the type whose name a label is, with its province behind it or not: "Sở Tài chính tỉnh An Giang"."""
    names, low = _by_name(), name_key(label)
    place = _province_at_end(low)[0]
    level = pattern("provinces-level").match(place)
    endings = ("", place[level.end() :] if level else place, place)
    return next((found for end in endings if (found := names.get(_plain(low.removesuffix(end)))) is not None), None)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Concept]:
    return {_plain(name_key(n)): c for c in concepts("agency-types").values() for n in reversed(c.names) if n != c.notation}


def _plain(key: str) -> str:
    """Leaves out commas and dashes of a name in key form: two spellings of a department are one."""
    return " ".join(_WORD.findall(key.replace("&", " và ")))


@lru_cache(maxsize=1)
def _heads() -> tuple[dict[str, str], frozenset[str]]:
    bodies = {name_key(row["head"]): row["type"] for row in rows("agency_head_types")}
    return bodies, frozenset(name_key(row["head"]) for row in rows("agency_heads") if row["kind"] == "person")


@lru_cache(maxsize=1)
def _provinces() -> tuple[tuple[str, str], ...]:
    """(name in key form with "tỉnh" or "thành phố", notation), the older unit of one name first."""
    found = []
    for concept in sorted(concepts("provinces").values(), key=lambda c: c.exists_from):
        found += [(name_key(name), concept.notation) for name in concept.names if pattern("provinces-level").match(name_key(name))]
    return tuple(found)


@lru_cache(maxsize=4096)
def province_named(label: str) -> str:
    """Gives the older unit of the province's name at the end of a label, "" where there is none."""
    return _province_at_end(name_key(label))[1]


def _province_at_end(key: str) -> tuple[str, str]:
    """Gives the name at the end of a name in key form and the older unit that has it, "" where there is none."""
    return next(((name, mark) for name, mark in _provinces() if key.endswith(" " + name)), ("", ""))


def _full_name(label: str, place: str, kind: str) -> str:
    official, plain, span = official_name(place), plain_name(place), span_of(place)
    if not official or place == NATIONAL or province_named(label):
        return label
    if kind in ("Collective", "GenericAgent"):
        return f"{label} ({', '.join(filter(None, (plain, span)))})"
    # No two bodies of the register have one full name: that of a unit with an older namesake says since when.
    since = f" ({span})" if span else ""
    if re.search(rf"{pattern('provinces-ends-with-level').pattern}$", name_key(label)):
        return f"{label} {plain}{since}"
    return f"{label} {official[:1].lower()}{official[1:]}{since}"


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
