"""Documents and their structure as statements.

Takes the folders of data/sources (text.txt and source.toml); gives statements about the document, its text, the documents it cites and its
provisions;
knows nothing of norms. Nothing here is guessed: an empty field of source.toml gives no statement.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ttdn_kb.foundation.errors import TtdnError, cause
from ttdn_kb.foundation.model import Provision, ProvisionKind
from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph import originals, source_form
from ttdn_kb.graph.minting import agency_iri, document_id, document_iri, provision_iri, slug, year_of
from ttdn_kb.graph.namespaces import ELI, RDF, RDFS, TTDN, XSD, vocab
from ttdn_kb.graph.store import Term, Triple

_CLASSES = {
    "quyet-dinh": "Decision",
    "ke-hoach": "Plan",
    "quy-che": "Regulation",
    "chi-thi": "Directive",
    "nghi-dinh": "Decree",
    "nghi-quyet": "Resolution",
    "thong-tu": "Circular",
    "luat": "Law",
    "ket-luan": "Conclusion",
    "huong-dan": "Guidance",
    "cong-van": "Dispatch",
    "quy-dinh": "Rules",
}
_RELATIONS = {
    "replaces": TTDN + "replaces",
    "amends": TTDN + "amends",
    "based_on": ELI + "based_on",
    "implements": TTDN + "implements",
    "cites": ELI + "cites",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A document as received, with what source.toml says of it.

    Attributes:
        folder: its folder below data/sources, with "/" ("quang-tri/quyet-dinh-25-2019").
        id: path below the IRI base ("quang-tri/quyet-dinh/25-2019").
        text: the stored text, newlines untouched.
        sha256: of the file's bytes.
        fields: every field of source.toml.
    """

    folder: str
    id: str
    text: str
    sha256: str
    fields: dict[str, Any]

    @property
    def iri(self) -> str:
        return document_iri(self.id)


def read_source(path: str, relative: str) -> Source:
    """Reads one source folder.

    Raises:
        TtdnError: `source-changed` where the text is not the one that source.toml was written for; `bad-source` for a faulty source.toml.
    """
    where = os.path.join(path, "source.toml")
    try:
        with open(where, "rb") as file:
            fields = tomllib.load(file)
        with open(os.path.join(path, "text.txt"), "rb") as file:
            data = file.read()
        text = data.decode("utf-8")
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TtdnError("bad-source", "Không đọc được văn bản nguồn", where, cause(error), "sửa source.toml hoặc text.txt (UTF-8)") from error
    found = hashlib.sha256(data).hexdigest()
    if fields.get("sha256") != found:
        raise TtdnError(
            "source-changed",
            "Văn bản nguồn không còn nguyên vẹn",
            os.path.join(path, "text.txt"),
            f"sha256 của tệp là {found[:12]}…, source.toml ghi {str(fields.get('sha256', ''))[:12]}…",
            "khôi phục tệp gốc (git checkout), hoặc nạp bản mới thành văn bản khác",
        )
    source_form.check(where, fields)
    return Source(relative, fields["id"], text, found, fields)


def read_sources() -> list[Source]:
    """Reads all source folders, by folder name.

    Raises:
        TtdnError: see `read_source`; the same where the file that a text was drawn from is not the one received.
    """
    root = folder("data/sources")
    found = []
    for province in sorted(os.listdir(root)) if os.path.isdir(root) else []:
        for name in sorted(os.listdir(os.path.join(root, province))):
            path = os.path.join(root, province, name)
            if os.path.isfile(os.path.join(path, "source.toml")):
                source = read_source(path, f"{province}/{name}")
                originals.check(path, source.fields)
                found.append(source)
    return found


def _iri(value: str) -> Term:
    return Term("iri", value)


def _text(value: str, lang: str = "") -> Term:
    return Term("literal", value, "", lang)


def _date(value: str) -> Term:
    return Term("literal", value, XSD + "date")


def _number(value: int) -> Term:
    return Term("literal", str(value), XSD + "integer")


def day_after(date: str) -> str:
    """Gives the first day on which something that holds up to `date` no longer holds.

    >>> day_after("2025-12-31")
    '2026-01-01'
    """
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days=1)).isoformat()


def document_triples(source: Source, held: frozenset[str]) -> Iterator[Triple]:
    """Gives what source.toml says of the document, its text and the documents that it cites.

    Args:
        held: IRIs of the documents that the base holds; one of these speaks for itself and is only linked to, any other becomes a stub.
    """
    fields = source.fields
    doc = _iri(source.iri)
    kind = slug(fields["kind"])
    yield Triple(doc, _iri(RDF + "type"), _iri(TTDN + _CLASSES.get(kind, "Document")))
    yield Triple(doc, _iri(RDFS + "label"), _text(fields["label"], "vi"))
    yield Triple(doc, _iri(TTDN + "documentKind"), _iri(vocab("document-kind", kind)))
    yield Triple(doc, _iri(TTDN + "province"), _iri(vocab("province", fields["province"])))
    if fields.get("title"):
        yield Triple(doc, _iri(ELI + "title"), _text(fields["title"], "vi"))
    if fields.get("number"):
        yield Triple(doc, _iri(ELI + "id_local"), _text(fields["number"]))
    if fields.get("issuer"):
        yield Triple(doc, _iri(ELI + "passed_by"), _iri(agency_iri(fields["province"], fields["issuer"])))
    if fields.get("issued"):
        yield Triple(doc, _iri(ELI + "date_document"), _date(fields["issued"]))
    if fields.get("in_force"):
        yield Triple(doc, _iri(ELI + "first_date_entry_in_force"), _date(fields["in_force"]))
    if fields.get("expires"):
        yield Triple(doc, _iri(ELI + "date_no_longer_in_force"), _date(day_after(fields["expires"])))
    if fields.get("signer"):
        yield Triple(doc, _iri(TTDN + "signer"), _text(fields["signer"]))
    if fields.get("signer_position"):
        yield Triple(doc, _iri(TTDN + "signerPosition"), _text(fields["signer_position"]))
    if fields.get("missing"):
        yield Triple(doc, _iri(TTDN + "missing"), _text(fields["missing"], "vi"))
    text = _iri(source.iri + "/text")
    yield Triple(doc, _iri(TTDN + "hasText"), text)
    yield Triple(text, _iri(RDF + "type"), _iri(TTDN + "SourceText"))
    yield Triple(text, _iri(TTDN + "sha256"), _text(source.sha256))
    yield Triple(text, _iri(TTDN + "filePath"), _text(f"data/sources/{source.folder}/text.txt"))
    yield Triple(text, _iri(TTDN + "length"), _number(len(source.text)))
    yield from originals.triples(source.iri, source.folder, fields)
    for link in fields.get("links", ()):
        yield from _link_triples(doc, link, held)


def link_iri(link: dict[str, str]) -> str:
    """Gives the IRI of a cited document, the same for every document that cites it."""
    year = year_of(link["number"], link.get("issued", ""))
    return document_iri(document_id(link["province"], link["kind"], link["number"], year, link["title"][:60]))


def _link_triples(doc: Term, link: dict[str, str], held: frozenset[str]) -> Iterator[Triple]:
    other = _iri(link_iri(link))
    yield Triple(doc, _iri(_RELATIONS[link["relation"]]), other)
    if other.value in held:
        return
    yield Triple(other, _iri(RDF + "type"), _iri(TTDN + "Stub"))
    kind = slug(link["kind"])
    yield Triple(other, _iri(RDF + "type"), _iri(TTDN + _CLASSES.get(kind, "Document")))
    yield Triple(other, _iri(TTDN + "documentKind"), _iri(vocab("document-kind", kind)))
    yield Triple(other, _iri(TTDN + "province"), _iri(vocab("province", link["province"])))
    name = " ".join(part for part in (link["kind"], link["number"]) if part)
    label = (f"{name} của {link['issuer']}" if link["issuer"] else name) if link["number"] else link["title"]
    yield Triple(other, _iri(RDFS + "label"), _text(label, "vi"))
    if link["number"]:
        yield Triple(other, _iri(ELI + "id_local"), _text(link["number"]))
    if link["title"]:
        yield Triple(other, _iri(ELI + "title"), _text(link["title"], "vi"))
    if link["issued"]:
        yield Triple(other, _iri(ELI + "date_document"), _date(link["issued"]))
    yield Triple(other, _iri(TTDN + "issuerText"), _text(link["issuer"], "vi"))


def provision_triples(source: Source, tree: Provision) -> Iterator[Triple]:
    """Gives the provisions of a document, each with its place, citation and parent."""
    order = 0

    def visit(node: Provision, parent: str) -> Iterator[Triple]:
        nonlocal order
        here = parent
        if node.eid:
            order += 1
            here = provision_iri(source.iri, node.eid)
            me = _iri(here)
            yield Triple(me, _iri(RDF + "type"), _iri(TTDN + ("Lacuna" if node.kind is ProvisionKind.LACUNA else "Provision")))
            yield Triple(me, _iri(TTDN + "partOf"), _iri(parent))
            yield Triple(me, _iri(TTDN + "inDocument"), _iri(source.iri))
            yield Triple(me, _iri(TTDN + "kind"), _iri(vocab("provision-kind", node.kind.value)))
            yield Triple(me, _iri(TTDN + "order"), _number(order))
            yield Triple(me, _iri(TTDN + "start"), _number(node.span.start))
            yield Triple(me, _iri(TTDN + "end"), _number(node.span.end))
            if node.path:
                yield Triple(me, _iri(TTDN + "path"), _text(node.path))
            if node.number:
                yield Triple(me, _iri(TTDN + "number"), _text(node.number))
            if node.heading is not None:
                heading = " ".join(node.heading.slice(source.text).replace("*", "").replace("#", "").split())
                if heading:
                    yield Triple(me, _iri(TTDN + "heading"), _text(heading, "vi"))
            if node.kind is ProvisionKind.LACUNA:
                yield Triple(me, _iri(TTDN + "missing"), _text(node.note, "vi"))
            elif node.note:
                yield Triple(me, _iri(TTDN + "note"), _text(node.note, "vi"))
        for child in node.children:
            yield from visit(child, here)

    yield from visit(tree, source.iri)
