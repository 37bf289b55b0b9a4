"""The tree of an HTML page, of bounded depth.

Takes the source of a page; gives its elements; knows nothing of what they mean beyond which of them only hold words. Pages that close none of their
`<font>` or `<div>` nest as deep as they are long: below a depth the tags that only hold words are left out and their words stay.
"""

from __future__ import annotations

import re

from lxml import etree

PLAIN_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "main", "aside", "address", "blockquote", "pre"}
    | {"dl", "dt", "dd", "center", "form", "fieldset", "figure"}
)
_INLINE = frozenset(
    {"font", "span", "b", "strong", "i", "em", "u", "s", "strike", "del", "ins", "big", "small", "sub", "sup", "a", "tt", "code", "label", "mark"}
    | {"o:p"}
)
# The attributes that readers of the tree ask for.
_READ = frozenset({"rowspan", "colspan", "start", "type", "hidden", "style"})
_OTHER = "other"
# What no tree of XML can hold.
_CONTROL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEEP = 60
_DEEPEST = 250
# The parser looks through all open tags for each end tag that has none: beyond this many it would take minutes.
_MOST_OPEN = 10_000
_SHOWN = 40


class TooDeep(ValueError):
    """Tags nest too deep; `words` are the last ones that were read."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def tree_of(source: str) -> etree._Element:
    """Gives the root element of a page.

    >>> root = tree_of("<p>" + "<font>Điều 1. " * 3000 + "<div>Hết")
    >>> "".join(root.itertext()).count("Điều 1."), "".join(root.itertext())[-3:]
    (3000, 'Hết')

    Raises:
        TooDeep: where tables or lists nest deeper than any page has them, or so many tags are open that the parser would take minutes.
    """
    # The stubs ask for bytes and comments, which the parser does not give where they are not asked for.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, target=_Builder())  # type: ignore[arg-type]
    root: etree._Element = etree.fromstring(source.encode("utf-8", "replace"), parser=parser)
    return root


class _Builder:
    """Hears start, words and end of the elements in turn; the parser closes every element that it opens."""

    def __init__(self) -> None:
        self.open = [etree.Element("page")]
        self.closed: etree._Element | None = None  # the element behind which words stand, None for the first ones of the innermost open one
        self.kept: list[bool] = []
        self.words: list[str] = []
        self.last = ""

    def start(self, tag: str, attributes: dict[str, str | None]) -> None:
        keeps = len(self.open) < _DEEP or not (tag in _INLINE or tag in PLAIN_BLOCKS)
        self.kept.append(keeps)
        if (keeps and len(self.open) > _DEEPEST) or len(self.kept) > _MOST_OPEN:
            self._put_words()
            raise TooDeep(self.last)
        if keeps:
            self._put_words()
            read = {name: _CONTROL.sub("", value or "") for name, value in attributes.items() if name in _READ}
            self.open.append(etree.SubElement(self.open[-1], tag if tag.isascii() and tag.isalnum() else _OTHER, read))
            self.closed = None
        elif tag in PLAIN_BLOCKS:
            self._end_line()

    def end(self, tag: str) -> None:
        if self.kept.pop():
            self._put_words()
            self.closed = self.open.pop()
        elif tag in PLAIN_BLOCKS:
            self._end_line()

    def data(self, words: str) -> None:
        self.words.append(words)

    def close(self) -> etree._Element:
        self._put_words()
        return self.open[0]

    def _put_words(self) -> None:
        words = _CONTROL.sub("", "".join(self.words))
        self.words.clear()
        self.last = " ".join(words[-2 * _SHOWN :].split())[-_SHOWN:] or self.last
        if self.closed is not None:
            self.closed.tail = words
        else:
            self.open[-1].text = words

    def _end_line(self) -> None:
        self._put_words()
        self.closed = etree.SubElement(self.open[-1], "br")
