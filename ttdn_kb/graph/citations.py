"""What a citation points to.

Takes a reference as the text gives it and where it stands; gives the IRI of the cited document or provision, "" where the words do not settle it;
knows nothing of which documents are held. A law named without number may be of any year: it is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace
from functools import lru_cache

from ttdn_kb.foundation.model import Norm, Reference
from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.minting import document_id, document_iri, provision_iri, year_of
from ttdn_kb.graph.provinces import issuing_unit
from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import pattern, rows

_STEPS = ("article", "clause", "point")


def resolved(norm: Norm, document: str, province: str, eids: Container[str]) -> Norm:
    """Gives a norm with the targets of its references.

    Args:
        document: IRI of the norm's document.
        province: notation of its province, for numbers of provincial bodies.
        eids: its provisions.
    """
    return replace(norm, references=tuple(replace(r, target=target(r, document, norm.provision, province, eids)) for r in norm.references))


def target(reference: Reference, document: str, here: str, province: str, eids: Container[str]) -> str:
    """Gives the IRI of what is cited.

    Args:
        here: eid of the provision that cites.

    >>> from ttdn_kb.foundation.model import Span
    >>> own, at = "https://w3id.org/ttdn/id/x/quyet-dinh/1-2019", Span(0, 1)
    >>> target(Reference(at, kind="Quy chế", provision="Khoản 2 Điều 26"), own, "dieu-8", "x", ())
    'https://w3id.org/ttdn/id/x/quyet-dinh/1-2019/dieu-26/khoan-2'
    >>> target(Reference(at, number="72/2015/NĐ-CP", kind="Nghị định"), own, "dieu-8", "x", ())
    'https://w3id.org/ttdn/id/trung-uong/nghi-dinh/72-2015'
    """
    if reference.number:
        when = year_of(reference.number, reference.date)
        place = _place(reference.number, issuing_unit(province, reference.number, reference.date))
        return document_iri(document_id(place, reference.kind, reference.number, when)) if when and place and reference.kind else ""
    if reference.title:
        return ""
    if not reference.provision:
        return document if reference.kind else ""
    eid = _eid(reference.provision, here, eids)
    # Words that name no document ("Điều 5") may belong to one named elsewhere; they count where they fit.
    said = reference.kind or pattern("citations-this").search(reference.provision)
    return provision_iri(document, eid) if eid and (said or eid in eids) else document if said else ""


def _place(number: str, province: str) -> str:
    """Notation of the issuer's province by the sign in the number, "" for a sign that nobody is known by."""
    signs = {re.sub(r"\d+$", "", part) for part in re.split(r"[-/]", number)}
    for row in rows("metadata_issuers"):
        if row["abbreviation"] in signs:
            return "trung-uong" if row["scope"] == "national" else province
    return ""


@lru_cache(maxsize=1)
def _step_names() -> tuple[str, ...]:
    """The names of article, clause and point in an eid."""
    names = {row["kind"]: fold(row["vi"]) for row in rows("structure_kinds")}
    return tuple(names[step] for step in _STEPS)


def _eid(provision: str, here: str, eids: Container[str]) -> str:
    """The eid of a cited provision of the same document, "" where several or none are named."""
    if pattern("citations-several").search(provision):
        return ""
    steps = {fold(m["step"]): m for m in pattern("citations-step").finditer(provision)}
    front = "qd/" if here.startswith("qd/") else ""
    own = here.removeprefix(front).split("/")
    eid = ""
    for place, name in enumerate(_step_names()):
        step = steps.get(name)
        if step is None:
            if not place and steps:
                return ""
            continue
        current = next((s for s in own if s.startswith(f"{name}-")), "")
        found = current if step["own"] else f"{name}-{step['number'].lower().replace('đ', 'dd')}"
        if not found:
            return ""
        eid = f"{eid}/{found}" if eid else found
    other = eid if front else "qd/" + eid
    return front + eid if front + eid in eids or other not in eids else other


@lru_cache(maxsize=1)
def _words_of_steps() -> dict[str, Words]:
    return {fold(row["vi"]): Words(row["vi"], row["en"]) for row in rows("structure_kinds") if row["kind"] in _STEPS}


def cited_words(provision: str) -> Words | None:
    """Gives a provision that no document has as a text would cite it, None for an IRI that names no article, clause or point.

    >>> cited_words("https://w3id.org/ttdn/id/x/quyet-dinh/1-2019/dieu-36/khoan-2").vi
    'Điều 36, khoản 2'
    """
    said: list[Words] = []
    for step in reversed(provision.split("/")):
        kind, _, number = step.partition("-")
        name = _words_of_steps().get(kind)
        if name is None or not number:
            break
        shown = number.replace("dd", "đ")
        said.insert(0, Words(f"{name.vi} {shown}", f"{name.en} {shown}"))
    if not said:
        return None
    vi, en = ", ".join(w.vi for w in said), ", ".join(w.en for w in said)
    return Words(vi[:1].upper() + vi[1:], en[:1].upper() + en[1:])
