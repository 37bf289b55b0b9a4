"""Turtle text in one stable shape.

Takes subjects with predicates and objects already written as Turtle terms; gives text that is the same for the same statements, so that a change in
data shows as a small difference; knows nothing of what the statements mean.
"""

from __future__ import annotations

import re

from ttdn_kb.graph.namespaces import PREFIXES, VOCAB

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_SCHEMES = ("role", "topic", "task", "modality", "province", "status", "agency-type", "level", "sector", "no-norm-reason")


def prefixes() -> str:
    """Gives the prefix lines of a data file."""
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    lines += [f"@prefix {scheme}: <{VOCAB}{scheme}/> ." for scheme in _SCHEMES]
    return "\n".join(lines) + "\n"


def iri(value: str) -> str:
    """Writes an IRI, shortened where a prefix fits.

    >>> iri("https://w3id.org/ttdn/vocab/role/lead"), iri("https://w3id.org/ttdn/id/a/b")
    ('role:lead', '<https://w3id.org/ttdn/id/a/b>')
    """
    for name, base in list(PREFIXES.items()) + [(scheme, f"{VOCAB}{scheme}/") for scheme in _SCHEMES]:
        if value.startswith(base) and _LOCAL.match(value[len(base) :]):
            return f"{name}:{value[len(base) :]}"
    return f"<{value}>"


def text(value: str, lang: str = "") -> str:
    """Writes a string, with a language where it is words for people.

    >>> text('a "b"', "vi")
    '"a \\\\"b\\\\""@vi'
    """
    return f'"{value.translate(_ESCAPES)}"' + (f"@{lang}" if lang else "")


def typed(value: str, datatype: str) -> str:
    """Writes a typed literal; `datatype` is the local name in XSD.

    >>> typed("2019-04-30", "date")
    '"2019-04-30"^^xsd:date'
    """
    return f'"{value}"^^xsd:{datatype}'


def subject(name: str, statements: list[tuple[str, str]]) -> str:
    """Writes one subject with its statements; objects of one predicate share it, in the order given."""
    grouped: dict[str, list[str]] = {}
    for predicate, value in statements:
        grouped.setdefault(predicate, []).append(value)
    lines = [f"    {predicate} {', '.join(values)}" for predicate, values in grouped.items()]
    return f"{iri(name)}\n" + " ;\n".join(lines) + " .\n"
