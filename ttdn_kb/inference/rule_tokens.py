"""Words of the rule language.

Takes the text of a rule; gives its tokens with their places; knows nothing of what they mean together.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ttdn_kb.graph.store import Term

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      | (?P<iri><[^<>"{}|^`\\\s]*>)
      | (?P<string>"(?:[^"\\\n]|\\.)*")(?:@(?P<lang>[A-Za-z-]+)|\^\^(?P<datatype><[^>\s]*>|[A-Za-z][\w-]*:[\w-]+))?
      | (?P<variable>[?$][A-Za-z_]\w*)
      | (?P<name>[A-Za-z][\w-]*:[\w-]*(?:[\w-]|(?<=:)))
      | (?P<number>[+-]?\d+(?:\.\d+)?)
      | (?P<word>[A-Za-z_]+)
      | (?P<mark>\^\^|&&|\|\||!=|<=|>=|[{}().;,=<>!+*/|^-])
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(r'\\([tnrbf"\\])')
_KINDS = ("space", "iri", "string", "variable", "name", "number", "word", "mark")
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", '"': '"', "\\": "\\"}


class NotARule(ValueError):
    """The text is no rule; the message says why and in which line."""


class Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int
    term: Term | None = None


def scan(text: str) -> list[Token]:
    """Gives the tokens of a text, blanks and comments left out.

    Raises:
        NotARule: for a sign that no token begins with.

    >>> [t.kind for t in scan("?a ttdn:role role:lead . # x")]
    ['variable', 'name', 'name', 'mark']
    """
    found, place = [], 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if not match:
            raise NotARule(f"dòng {line_of(text, place)}: không hiểu ký tự {text[place]!r}")
        kind = next(k for k in _KINDS if match.group(k) is not None)
        term = None
        if kind == "string":
            value = _ESCAPE.sub(lambda m: _PLAIN[m.group(1)], match.group("string")[1:-1])
            term = Term("literal", value, match.group("datatype") or "", match.group("lang") or "")
        if kind != "space":
            found.append(Token(kind, match.group(), place, match.end(), term))
        place = match.end()
    return found


def line_of(text: str, place: int) -> int:
    """Gives the line of an offset, from 1."""
    return text.count("\n", 0, place) + 1
