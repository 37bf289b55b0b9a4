"""Takes the provisions of an amending document; gives the new wording that they quote free of its quotation marks; reads no sentence.

The norms of the new wording count, its headings do not: “Điều 7. Trách nhiệm của Sở Y tế is no work, but says whose the work below it is.
"""

from __future__ import annotations

from dataclasses import replace

from ttdn_kb.foundation.model import Provision, ProvisionKind, Span
from ttdn_kb.norms.context import Context
from ttdn_kb.norms.lexicon import key, pattern
from ttdn_kb.norms.rows import RowReader

K = ProvisionKind
_OPENS, _CLOSES = pattern("quoting-opens"), pattern("quoting-closes")
_ARTICLE = pattern("reader-quoted-heading")
_BELOW = {K.CLAUSE: (K.POINT, K.BULLET), K.POINT: (K.BULLET,)}
_MOST_ORDER = 400
_MOST_BREAKS = 8


class QuotingReader(RowReader):
    """Reads what an amending document quotes."""

    def unquoted(self, nodes: list[Provision], heading: str) -> list[Provision]:
        """Gives siblings with the quoted ones among them freed of their marks, where one before them or the heading says what is amended.

        Args:
            heading: the heading they stand below, in key form.
        """
        amends = self.amends(heading)
        out = []
        for node in nodes:
            plain = node.kind in (K.PARAGRAPH, K.LEAD_IN, K.CLOSING)
            out.append(self.bare(node) if amends and plain else self.inline(node))
            amends = amends or (node.body is not None and self.amends(key(self.words(node.body)[:_MOST_ORDER])))
        return self._whole(out)

    def amends(self, said: str) -> bool:
        """True where words in key form say that a wording is amended."""
        return pattern("quoting-amends").search(said) is not None

    def bare(self, node: Provision) -> Provision:
        """Gives what is quoted (“7. Ủy ban nhân dân cấp xã ...”.) without its marks, as the khoản or point that its number makes it."""
        said = node.body if not node.children else node.heading
        opened = _OPENS.match(self.text, said.start, said.end) if said is not None else None
        if opened is None or said is None or self.quoted_title(node) or _ARTICLE.match(self.text, opened.end(), said.end):
            return node
        kind = K.CLAUSE if opened["number"] else K.POINT if opened["letter"] else node.kind
        if node.children:
            return replace(node, kind=kind, heading=Span(opened.end(), said.end))
        closed = _CLOSES.search(self.text, opened.end(), said.end)
        return replace(node, kind=kind, body=Span(opened.end(), closed.start() if closed is not None else said.end))

    def _whole(self, nodes: list[Provision]) -> list[Provision]:
        """Lays the points behind a quoted khoản (“1. Sở Y tế có trách nhiệm: a) ...; b) ...) below it, so that it does not govern the next khoản."""
        out: list[Provision] = []
        for node in nodes:
            above = out[-1] if out else None
            if above is None or node.kind not in _BELOW.get(above.kind, ()) or not self._quoted_lead(above):
                out.append(node)
                continue
            kids = above.children or (replace(above, kind=K.LEAD_IN),)
            out[-1] = replace(above, body=None, span=Span(above.span.start, node.span.end), children=(*kids, node))
        return out

    def _quoted_lead(self, node: Provision) -> bool:
        """True for a quoted provision freed of its marks that leads in a list."""
        lead = node.children[0] if node.children else node
        opened = _OPENS.match(self.text, lead.span.start, lead.span.end)
        return opened is not None and lead.body is not None and lead.body.start == opened.end() and self.words(lead.body).rstrip(" *").endswith(":")

    def inline(self, node: Provision) -> Provision:
        """Gives a provision that tells the new wording on its own line ("Sửa đổi khoản 2 như sau: “2. Sở Y tế ...”") with that as its text."""
        if node.body is None or node.children or (said := self.text[node.body.start : node.body.end]).count("\n") > _MOST_BREAKS:
            return node
        plain = pattern("quoting-plain").match(key(said[:_MOST_ORDER]))
        if plain is not None:
            return replace(node, body=Span(node.body.start + plain.end(), node.body.end))  # "... như sau: Sở Y tế ...", without quotation marks
        order = pattern("quoting-inline").match(key(said[:_MOST_ORDER]))
        opened = _OPENS.match(self.text, node.body.start + order.end(), node.body.end) if order is not None else None
        closed = _CLOSES.search(self.text, opened.end(), node.body.end) if opened is not None else None
        if opened is None or closed is None or _ARTICLE.match(self.text, opened.end(), closed.start()):
            return node
        return replace(node, body=Span(opened.end(), closed.start()))

    def quoted_title(self, node: Provision) -> bool:
        """True for the heading of a quoted article that stands alone."""
        return (
            node.kind is K.PARAGRAPH and not node.children and pattern("reader-quoted-article").match(self.words(node.body).strip(" *:")) is not None
        )

    def quoted(self, node: Provision, before: Context | None, context: Context) -> Context | None:
        """Gives what governs the siblings behind a node that ends in a quoted heading (“Điều 7. Trách nhiệm của Sở Y tế), up to the closing mark."""
        words = " ".join(self.text[max(node.span.start, node.span.end - 240) : node.span.end].split()).strip(" *:")
        opened = pattern("reader-quoted-article").search(words)
        if opened is not None:
            inner = self.context.heading(opened["title"], replace(context, skip=""))
            return inner if inner.frame.bearers or inner.skip else None
        return None if words.rstrip(" ;.*").endswith(("”", '"')) else before
