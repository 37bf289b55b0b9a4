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
_MOST_ORDER = 400
_MOST_BREAKS = 8


class QuotingReader(RowReader):
    """Reads what an amending document quotes."""

    def unquoted(self, nodes: list[Provision], heading: str) -> list[Provision]:
        """Gives siblings with the quoted ones among them freed of their marks, where one before them or the heading says what is amended.

        Args:
            heading: the heading they stand below, in key form.
        """
        amends = pattern("quoting-amends").search(heading) is not None
        out = []
        for node in nodes:
            plain = node.kind in (K.PARAGRAPH, K.LEAD_IN, K.CLOSING) and node.body is not None and not node.children
            out.append(self.bare(node) if amends and plain else self.inline(node))
            amends = amends or (node.body is not None and pattern("quoting-amends").search(key(self.words(node.body)[:_MOST_ORDER])) is not None)
        return out

    def bare(self, node: Provision) -> Provision:
        """Gives a quoted paragraph (“7. Ủy ban nhân dân cấp xã ...”.) without its marks and its number."""
        opened = _OPENS.match(self.text, node.body.start, node.body.end) if node.body is not None else None
        if opened is None or node.body is None or self.quoted_title(node):
            return node
        closed = _CLOSES.search(self.text, opened.end(), node.body.end)
        return replace(node, body=Span(opened.end(), closed.start() if closed is not None else node.body.end))

    def inline(self, node: Provision) -> Provision:
        """Gives a provision that quotes the new wording on its own line ("Sửa đổi khoản 2 như sau: “2. Sở Y tế ...”") with that as its text."""
        if node.body is None or node.children or (said := self.text[node.body.start : node.body.end]).count("\n") > _MOST_BREAKS:
            return node
        order = pattern("quoting-inline").match(key(said[:_MOST_ORDER]))
        opened = _OPENS.match(self.text, node.body.start + order.end(), node.body.end) if order is not None else None
        closed = _CLOSES.search(self.text, opened.end(), node.body.end) if opened is not None else None
        if opened is None or closed is None or pattern("reader-quoted-heading").match(self.text, opened.end(), closed.start()):
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
