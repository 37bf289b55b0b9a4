"""The records that every step hands to the next.

Takes nothing; gives frozen records of text spans, provisions, documents, norms and assignments; knows nothing of RDF, files or the command line.
All offsets are code points in the stored text of the document, `start` inclusive, `end` exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class ProvisionKind(StrEnum):
    """What a piece of a regulation's text is, by its form.

    The value is also the English label; the Vietnamese label stands in `ontology/core/documents.ttl`.
    """

    DOCUMENT = "document"
    LETTERHEAD = "letterhead"
    TITLE = "title"
    LEGAL_BASIS = "legal-basis"
    PREAMBLE = "preamble"
    DECISION = "decision"
    ANNEX = "annex"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    CLAUSE = "clause"
    POINT = "point"
    ITEM = "item"
    BULLET = "bullet"
    PARAGRAPH = "paragraph"
    LEAD_IN = "lead-in"
    CLOSING = "closing"
    BLOCK = "block"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    LACUNA = "lacuna"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the stored text.

    >>> Span(2, 5).slice("abcdefg")
    'cde'
    """

    start: int
    end: int

    def slice(self, text: str) -> str:
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Provision:
    """A node of the structure tree.

    Attributes:
        kind: what the node is.
        number: the number as printed without its marks: "12", "1a", "II", "4.5", "đ"; "" for unnumbered nodes.
        span: the whole node, its number, heading and children included. Children lie inside it, in order, without overlap.
        heading: the title after the number ("Sở Ngoại vụ" in "Điều 15. Sở Ngoại vụ"), or None.
        body: the node's own words: for a leaf its text without number, bullet mark or heading; None where all text is in children.
        eid: ASCII id from position, unique in the document: "qd/dieu-3", "dieu-8/khoan-4/muc-4.5/gach-2".
        path: the citation a lawyer would write: "Điều 8, khoản 4, mục 4.5, gạch 2"; "" for the root.
        children: the nodes inside, in text order.
        note: why a node is unusual ("số thứ tự nhảy từ 5 đến 12", "điểm d lặp lại, đọc là đ"), else "".
    """

    kind: ProvisionKind
    number: str
    span: Span
    heading: Span | None = None
    body: Span | None = None
    eid: str = ""
    path: str = ""
    children: tuple[Provision, ...] = ()
    note: str = ""

    def walk(self) -> Iterator[Provision]:
        """Gives this node and all nodes below it, in text order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def leaves(self) -> Iterator[Provision]:
        """Gives the nodes without children, in text order."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation of another document or provision as the text gives it.

    Attributes:
        span: where it stands.
        number: the document number as printed ("72/2015/NĐ-CP"), "" for a reference inside the same document.
        kind: the kind of document in Vietnamese ("Nghị định"), "" where none is named.
        date: ISO 8601 date, "" where none is named.
        provision: the cited provision ("Điều 26", "khoản 2 Điều 8"), "" for the whole document.
        title: the words that name it, "" where none.
        target: IRI of what is cited, "" while it is not resolved.
    """

    span: Span
    number: str = ""
    kind: str = ""
    date: str = ""
    provision: str = ""
    title: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; every field "" or () where the text does not say it.

    Attributes:
        number: "25/2019/QĐ-UBND".
        kind: Vietnamese kind: "Quyết định", "Kế hoạch", "Quy chế", "Chỉ thị", "Nghị định", ...
        title: what it is about, on one line.
        issuer: the issuing body, full name.
        province: notation of the province scheme ("quang-tri"), "trung-uong" for national documents.
        issued: ISO 8601 date of signing.
        in_force: ISO 8601 date from which it holds.
        expires: ISO 8601 date after which it no longer holds (31 December of its year for a yearly plan).
        signer: name of the signatory.
        signer_position: position of the signatory.
        replaces: numbers of the documents that it replaces.
        amends: numbers of the documents that it amends.
        legal_bases: references of the "Căn cứ" lines.
    """

    number: str = ""
    kind: str = ""
    title: str = ""
    issuer: str = ""
    province: str = ""
    issued: str = ""
    in_force: str = ""
    expires: str = ""
    signer: str = ""
    signer_position: str = ""
    replaces: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    legal_bases: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """One agent in one role of a norm.

    Attributes:
        role: notation of the role scheme: lead, responsible, coordinator, partner, advised, report_to.
        agent: the agent's name in its province, abbreviations expanded ("Sở Ngoại vụ", "Ủy ban nhân dân tỉnh").
        agent_iri: the agent's IRI, "" while it is not resolved.
        generic: known only by relevance or competence ("các cơ quan, đơn vị liên quan").
        collective: a named group of bodies ("Các sở, ban, ngành, đoàn thể cấp tỉnh").
        confidence: between 0 and 1; 1 for reviewed data.
        mention: where the agent's name stands, None where it comes from a heading or block outside the quote's leaf.
        known: the agent was found in the ontology or lexicon, not only by its form.
    """

    role: str
    agent: str
    agent_iri: str = ""
    generic: bool = False
    collective: bool = False
    confidence: float = 1.0
    mention: Span | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Norm:
    """One piece of work that a provision gives to somebody, or states without saying whose it is.

    Attributes:
        provision: eid of the provision that states it.
        path: the citation of that provision.
        span: the quote's place in the stored text.
        quote: the stored text at `span`, letter by letter.
        modality: duty, request or power.
        assignments: who takes part in which role; () for work that nobody is given.
        topics, tasks: notations of the SKOS schemes.
        object: the named thing worked on, "" where none.
        place: the named place of the work, "" where none.
        deadline: the words of the deadline, "" where none.
        deadline_value: structured deadlines separated by ";" ("--06-20;--11-20", "2020-Q3", "2020-08-31", "P5D").
        frequency: ISO 8601 durations, "continuous" or "adhoc", separated by ";".
        references: documents and provisions cited inside the quote.
        confidence: between 0 and 1; 1 for reviewed data.
        notes: what the reader was not sure of.
    """

    provision: str
    path: str
    span: Span
    quote: str
    modality: str = "duty"
    assignments: tuple[Assignment, ...] = ()
    topics: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    object: str = ""
    place: str = ""
    deadline: str = ""
    deadline_value: str = ""
    frequency: str = ""
    references: tuple[Reference, ...] = ()
    confidence: float = 1.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader could not read, with its place.

    Attributes:
        code: "no-bearer", "unknown-agent", "loose-role", "uncovered", "lacuna".
        span: where it stands.
        path: the citation of the provision.
        text: the words in question.
        message: what is unclear, in Vietnamese.
    """

    code: str
    span: Span
    path: str
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one document.

    Attributes:
        text: the stored text to which all offsets refer.
        sha256: of the stored text's UTF-8 bytes.
        metadata: what the document says of itself.
        tree: its structure.
        norms: in text order.
        remarks: what could not be read.
    """

    text: str
    sha256: str
    metadata: Metadata
    tree: Provision
    norms: tuple[Norm, ...] = ()
    remarks: tuple[Remark, ...] = field(default=())
