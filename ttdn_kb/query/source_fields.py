"""The fields of source.toml.

Takes a reading; gives what source.toml says of the document, and that as TOML text; knows nothing of folders. A field that the
text does not say stays ""; a cited document whose issuer its number does not tell is left out of the links, since its address
would be a guess.
"""

from __future__ import annotations

import json
from typing import Any

from ttdn_kb.foundation.model import Metadata, ProvisionKind, Reading, Reference, Span
from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.agents_index import AgentIndex
from ttdn_kb.graph.minting import document_id, slug
from ttdn_kb.graph.proposals import UNKNOWN, province_named
from ttdn_kb.graph.provinces import NATIONAL, issuing_unit, official_name, plain_name
from ttdn_kb.norms.labels import without_province
from ttdn_kb.structure.issuers import from_number
from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import rows

FIELDS = (
    "id",
    "label",
    "number",
    "kind",
    "title",
    "issuer",
    "province",
    "issued",
    "in_force",
    "expires",
    "signer",
    "signer_position",
    "missing",
    "sha256",
)
_SAID = {
    "number": Words("số", "number"),
    "issued": Words("ngày ban hành", "day of issue"),
    "issuer": Words("cơ quan ban hành", "issuing body"),
    "signer": Words("người ký", "signer"),
}
_LINK = ("relation", "number", "kind", "issuer", "province", "issued", "title")
_ASSEMBLY = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")


def identify(metadata: Metadata, fallback: str) -> str:
    """Gives the document's path below `id/`; a document without number is named by its title, else by its file.

    >>> identify(Metadata(number="25/2019/QĐ-UBND", kind="Quyết định", province="quang-tri", issued="2019-04-16"), "a.txt")
    'quang-tri/quyet-dinh/25-2019'
    >>> identify(Metadata(kind="***", title="***"), "a.txt")
    'chua-ro/van-ban/khong-so'
    """
    kind = metadata.kind if slug(metadata.kind) else "Văn bản"
    year = (metadata.issued or metadata.in_force)[:4]
    return document_id(metadata.province or UNKNOWN, kind, metadata.number, year, (metadata.title or fallback)[:60])


def fields_of(reading: Reading, index: AgentIndex, name: str) -> dict[str, Any]:
    """Gives the fields of a document.

    Args:
        reading: the reading.
        index: the register, for the issuer's name.
        name: name of the file, which stands in where the document has no title.
    """
    said = reading.metadata
    issuer = without_province(said.issuer, province_name(said.province)) if said.issuer else ""
    if issuer:
        issuer = index.resolve(issuer, said.province).label
    missing = [words.vi for _, words in unsaid(said)]
    missing += [node.note for node in reading.tree.walk() if node.kind is ProvisionKind.LACUNA and node.note]
    return {
        "id": identify(said, name),
        "label": _label(said, issuer, name),
        "number": said.number,
        "kind": said.kind or "Văn bản",
        "title": said.title,
        "issuer": issuer,
        "province": said.province,
        "issued": said.issued,
        "in_force": said.in_force,
        "expires": said.expires,
        "signer": said.signer,
        "signer_position": said.signer_position,
        "missing": "; ".join(missing),
        "sha256": reading.sha256,
        "links": links(said),
    }


def unsaid(said: Metadata) -> list[tuple[str, Words]]:
    """Gives what a document does not say of itself: the name of each field, and what that is in words."""
    return [(name, words) for name, words in _SAID.items() if not getattr(said, name)]


def province_name(province: str) -> str:
    """Gives the plain name of a province, "" for none and for the national level.

    >>> province_name("quang-tri-2025"), province_name("trung-uong")
    ('Quảng Trị', '')
    """
    return "" if province == NATIONAL else plain_name(province)


def _label(said: Metadata, issuer: str, name: str) -> str:
    head = " ".join(part for part in (said.kind, said.number) if part)
    by = _placed(issuer, said.province)
    if said.number:
        return f"{head} của {by}" if by else head
    title = f"{said.kind}: {said.title}" if said.kind and said.title and not said.title.startswith(said.kind) else said.title or said.kind or name
    return f"{title} của {by}" if by and by not in title else title


def _placed(issuer: str, province: str) -> str:
    """The issuer with its province's name: "Ủy ban nhân dân tỉnh Hà Tĩnh", "Tỉnh ủy Hà Tĩnh"; one that names a province keeps that."""
    place = province_name(province)
    if not issuer or not place or place in issuer or province_named(issuer):
        return issuer
    official = official_name(province)
    level = official.removesuffix(" " + place)
    last = fold(issuer)
    if last.endswith((fold(level), "tinh uy", "thanh uy")):
        return f"{issuer} {place}"
    return f"{issuer} {level[:1].lower()}{level[1:]} {place}"


def _kind_of(number: str, own: str) -> str:
    """The kind that a number's letters stand for; of several, the citing document's own, else an act before an attached one."""
    letters = next((part for part in number.replace("/", "-").split("-")[1:] if not part.isdigit()), "")
    kinds = [row for row in rows("document_kinds") if letters and row["abbreviation"] == letters]
    if not kinds or own in {row["kind"] for row in kinds}:
        return own
    return min(kinds, key=lambda row: (row["group"] == "attached", row["kind"]))["kind"]


def links(said: Metadata) -> list[dict[str, str]]:
    """Gives the documents that a document replaces, amends or stands on, once each."""
    own = said.province
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for number in said.replaces:
        _add(found, "replaces", Reference(Span(0, 0), number, _kind_of(number, said.kind)), own)
    for number in said.amends:
        _add(found, "amends", Reference(Span(0, 0), number, _kind_of(number, said.kind)), own)
    for reference in said.legal_bases:
        _add(found, "based_on", reference, own)
    return list(found.values())


def _add(found: dict[tuple[str, str, str], dict[str, str]], relation: str, reference: Reference, own: str) -> None:
    issuer, scope = from_number(reference.number) if reference.number else ("", "")
    if reference.kind in _ASSEMBLY:
        issuer, scope = "Quốc hội", "national"
    if not issuer or not reference.kind or not (reference.number or reference.title) or (scope != "national" and not own):
        return
    place = NATIONAL if scope == "national" else issuing_unit(own, reference.number, reference.date)
    name = issuer if scope == "national" else _placed(issuer, place)
    key = (relation, reference.number, reference.title if not reference.number else "")
    found.setdefault(
        key,
        dict(zip(_LINK, (relation, reference.number, reference.kind, name, place, reference.date, reference.title), strict=True)),
    )


def source_toml(fields: dict[str, Any], more: dict[str, str]) -> str:
    """Writes source.toml.

    Args:
        fields: see `fields_of`.
        more: further fields, after the others.
    """
    lines = ['# Siêu dữ liệu đọc từ văn bản; trường để trống "" là điều văn bản không nói. Sửa được bằng tay: lần đọc sau giữ chỗ đã sửa.']
    lines += [f"{name} = {_string(str(fields.get(name, '')))}" for name in FIELDS]
    lines += [f"{name} = {_string(value)}" for name, value in more.items()]
    for link in fields.get("links", ()):
        lines += ["", "[[links]]", *(f"{name} = {_string(link[name])}" for name in _LINK)]
    return "\n".join(lines) + "\n"


def _string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
