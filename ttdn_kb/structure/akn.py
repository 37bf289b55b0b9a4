"""A document as Akoma Ntoso 3.0.

Takes stored text, its tree and its metadata; gives XML valid against the OASIS schema; knows nothing of norms. Ids are those of the tree with "__"
for "/"; words are the clean ones. What stands before the first provision is preface and preamble; what follows the last one is conclusions.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from ttdn_kb.foundation.model import Metadata, Provision, ProvisionKind, Span
from ttdn_kb.text.clean import clean, fold
from ttdn_kb.text.vocabulary import rows

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_UNKNOWN_DATE = "0001-01-01"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FRONT = frozenset({ProvisionKind.LETTERHEAD, ProvisionKind.TITLE})
_PREAMBLE = frozenset({ProvisionKind.LEGAL_BASIS, ProvisionKind.PREAMBLE})
_END = frozenset({ProvisionKind.RECIPIENTS, ProvisionKind.SIGNATURE})


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {row["kind"]: row["akn"] for row in rows("structure_kinds")}


def to_akoma_ntoso(text: str, tree: Provision, metadata: Metadata) -> bytes:
    """Gives a document as Akoma Ntoso 3.0 XML in UTF-8.

    Args:
        text: the stored text.
        tree: its tree.
        metadata: what the document says of itself; a missing date becomes 0001-01-01 with the name "unknown".
    """
    return _Writer(text, metadata).write(tree)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


class _Writer:
    def __init__(self, text: str, metadata: Metadata) -> None:
        self.text = text
        self.metadata = metadata

    def words(self, span: Span) -> str:
        return _NOT_XML.sub("", clean(self.text, span).text)

    def add(self, parent: etree._Element, tag: str, node: Provision | None = None, /, **attributes: str) -> etree._Element:
        element = etree.SubElement(parent, _tag(tag), attributes)
        if node is not None and node.eid:
            element.set("eId", node.eid.replace("/", "__"))
        return element

    def say(self, parent: etree._Element, span: Span | None) -> etree._Element:
        paragraph = self.add(parent, "p")
        paragraph.text = self.words(span) if span is not None else ""
        return paragraph

    def write(self, tree: Provision) -> bytes:
        root = etree.fromstring(f'<akomaNtoso xmlns="{NAMESPACE}"/>')
        kind = _slug(self.metadata.kind) or "van-ban"
        act = self.add(root, "act", name=kind, contains="originalVersion")
        self._meta(act, kind)
        children = list(tree.children)
        begin = next((at for at, node in enumerate(children) if node.kind not in _FRONT | _PREAMBLE), len(children))
        stop = next((at + 1 for at in range(len(children) - 1, begin - 1, -1) if children[at].kind not in _END), begin)
        self._front(act, children[:begin])
        body = self.add(act, "body")
        for node in children[begin:stop]:
            self._hier(body, node)
        if not len(body):
            self.say(self.add(self.add(body, "hcontainer", None, name="empty", eId="trong"), "content"), None)
        if children[stop:]:
            conclusions = self.add(act, "conclusions")
            for node in children[stop:]:
                self.say(self.add(conclusions, "container", node, name=node.kind.value), node.body or node.span)
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)

    def _meta(self, act: etree._Element, kind: str) -> None:
        one = self.metadata
        date, said = (one.issued, "issued") if one.issued else (_UNKNOWN_DATE, "unknown")
        place = one.province or "vn"
        author = _slug(one.issuer) or "khong-ro"
        work = f"/akn/vn/act/{kind}/{place}/{date}/{_slug(one.number) or 'khong-so'}"
        identification = self.add(self.add(act, "meta"), "identification", source="#ttdn")
        expression = f"{work}/vie@{date}"
        levels = (("FRBRWork", work, "country"), ("FRBRExpression", expression, "language"), ("FRBRManifestation", f"{expression}.xml", ""))
        for level, uri, extra in levels:
            part = self.add(identification, level)
            self.add(part, "FRBRthis", value=f"{uri}/!main" if level != "FRBRManifestation" else uri)
            self.add(part, "FRBRuri", value=uri)
            self.add(part, "FRBRdate", date=date, name=said)
            self.add(part, "FRBRauthor", href=f"#{author}")
            if extra == "country":
                self.add(part, "FRBRcountry", value="vn")
                if one.number:
                    self.add(part, "FRBRnumber", value=one.number)
            elif extra:
                self.add(part, "FRBRlanguage", language="vie")
        meta = identification.getparent()
        if meta is None:
            return
        if one.in_force or one.expires:
            self._lifecycle(meta)
        references = self.add(meta, "references", source="#ttdn")
        if one.issuer:
            self.add(references, "TLCOrganization", eId=author, href=f"/akn/ontology/organization/vn/{author}", showAs=_NOT_XML.sub("", one.issuer))
        self.add(references, "TLCOrganization", eId="ttdn", href="/akn/ontology/organization/vn/ttdn", showAs="ttdn")

    def _lifecycle(self, meta: etree._Element) -> None:
        lifecycle = self.add(meta, "lifecycle", source="#ttdn")
        for date, kind in ((self.metadata.in_force, "generation"), (self.metadata.expires, "repeal")):
            if date:
                self.add(lifecycle, "eventRef", date=date, source="#ttdn", type=kind)

    def _front(self, act: etree._Element, nodes: list[Provision]) -> None:
        front = [node for node in nodes if node.kind in _FRONT]
        if front:
            preface = self.add(act, "preface")
            for node in front:
                if node.kind is ProvisionKind.TITLE:
                    paragraph = self.add(self.add(preface, "longTitle", node), "p")
                    self.add(paragraph, "docTitle").text = self.words(node.span)
                else:
                    self.say(self.add(preface, "container", node, name=node.kind.value), node.span)
        before = [node for node in nodes if node.kind in _PREAMBLE]
        if before:
            preamble = self.add(act, "preamble")
            citations: etree._Element | None = None
            for node in before:
                if node.kind is ProvisionKind.LEGAL_BASIS:
                    if citations is None:
                        citations = self.add(preamble, "citations", None, eId=f"{node.eid.replace('/', '__')}-nhom")
                    self.say(self.add(citations, "citation", node), node.span)
                else:
                    citations = None
                    self.say(self.add(preamble, "container", node, name="preamble"), node.span)

    def _hier(self, parent: etree._Element, node: Provision) -> None:
        """Writes a provision of the body."""
        name = _names()[node.kind.value]
        if name not in {"article", "chapter", "section", "part", "paragraph", "point", "indent", "alinea"}:
            element = self.add(parent, "hcontainer", node, name=node.kind.value)
        else:
            element = self.add(parent, name, node)
        if node.kind is ProvisionKind.LACUNA:
            element.set("status", "incomplete")
        if node.number:
            self.add(element, "num").text = _NOT_XML.sub("", node.number)
        if node.heading is not None:
            self.add(element, "heading").text = self.words(node.heading)
        if node.kind is ProvisionKind.TABLE:
            self._table(self.add(element, "content"), node)
            return
        if not node.children:
            self.say(self.add(element, "content"), node.body)
            return
        children = list(node.children)
        if children[0].kind is ProvisionKind.LEAD_IN and not children[0].children:
            self.say(self.add(element, "intro", children[0]), children[0].body)
            children = children[1:]
        last = children[-1] if len(children) > 1 and children[-1].kind is ProvisionKind.CLOSING and not children[-1].children else None
        for child in children[:-1] if last is not None else children:
            self._hier(element, child)
        if last is not None:
            self.say(self.add(element, "wrapUp", last), last.body)

    def _table(self, content: etree._Element, node: Provision) -> None:
        table = self.add(content, "table")
        for place, row in enumerate(node.children):
            line = self.add(table, "tr", row)
            for cell in row.children:
                self.say(self.add(line, "th" if place == 0 and not row.number else "td", cell), cell.body)
            if not row.children:
                self.say(self.add(line, "td"), row.span)
