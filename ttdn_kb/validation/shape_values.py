"""The parts of a shape that look at one value, in SPARQL.

Takes a path or a value constraint of a shape; gives SPARQL text for it; knows nothing of stores. What it cannot say exactly it refuses with
`Unknown`.
"""

from __future__ import annotations

import re

from ttdn_kb.graph.namespaces import RDF, SH, XSD
from ttdn_kb.graph.store import Term
from ttdn_kb.sparql.binding import written
from ttdn_kb.validation.shape_file import Shapes


class Unknown(Exception):
    """A construct that only the reference engine knows."""


UNKNOWN = Unknown()
VALUE_TESTS = {
    "class", "datatype", "nodeKind", "pattern", "in", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "minLength", "maxLength",
    "languageIn",
}  # fmt: skip
_SIGNS = {"minInclusive": ">=", "maxInclusive": "<=", "minExclusive": ">", "maxExclusive": "<"}
_KINDS = {
    "IRI": "isIRI(?value)",
    "BlankNode": "isBlank(?value)",
    "Literal": "isLiteral(?value)",
    "BlankNodeOrIRI": "(isBlank(?value) || isIRI(?value))",
    "BlankNodeOrLiteral": "(isBlank(?value) || isLiteral(?value))",
    "IRIOrLiteral": "(isIRI(?value) || isLiteral(?value))",
}
# Datatypes whose lexical form a cast checks; those of the second set hold any string.
_CAST = {"integer", "decimal", "double", "float", "boolean", "date", "dateTime"}
_FREE = {XSD + "string", RDF + "langString", XSD + "anyURI"}


def component(name: str) -> str:
    """Gives the local name of a constraint component.

    >>> component("minCount"), component("sparql")
    ('MinCountConstraintComponent', 'SPARQLConstraintComponent')
    """
    if name == "sparql":
        return "SPARQLConstraintComponent"
    return f"{name[0].upper()}{name[1:]}ConstraintComponent"


def path_text(shapes: Shapes, path: Term) -> str:
    """Writes a property path in SPARQL; raises Unknown for a form that SHACL does not have."""
    if path.kind == "iri":
        return written(path)
    if shapes.one(path, RDF + "first") is not None:
        return "(" + "/".join(path_text(shapes, p) for p in shapes.items(path)) + ")"
    for name, form in (("inversePath", "^{}"), ("zeroOrMorePath", "{}*"), ("oneOrMorePath", "{}+"), ("zeroOrOnePath", "{}?")):
        inner = shapes.one(path, SH + name)
        if inner is not None:
            return "(" + form.format(path_text(shapes, inner)) + ")"
    choice = shapes.one(path, SH + "alternativePath")
    if choice is not None:
        return "(" + "|".join(path_text(shapes, p) for p in shapes.items(choice)) + ")"
    raise UNKNOWN


def value_test(shapes: Shapes, shape: Term, name: str, parameter: Term, classes: tuple[str, ...]) -> str:
    """Writes the pattern that keeps the values of ?value which fail a constraint.

    Args:
        name: local name of the parameter ("datatype").
        parameter: its object.
        classes: for "class", the written class and those below it.

    Raises:
        Unknown: for a regular expression or datatype that SPARQL engines treat differently.
    """
    if name == "class":
        return f"FILTER NOT EXISTS {{ ?value a ?valueType FILTER (?valueType IN ({', '.join(classes)})) }}"
    if name == "nodeKind":
        kind = _KINDS.get(parameter.value.removeprefix(SH))
        if kind is None:
            raise UNKNOWN
        return f"FILTER (!{kind})"
    if name == "datatype":
        return f"FILTER ({_datatype(parameter)})"
    if name == "pattern":
        flags = shapes.one(shape, SH + "flags")
        if re.search(r"\(\?|\\[1-9bBAZzQEGpP]", parameter.value):
            raise UNKNOWN
        tail = f", {written(flags)}" if flags is not None else ""
        return f"FILTER (isBlank(?value) || !REGEX(STR(?value), {written(parameter)}{tail}))"
    if name == "in":
        members = shapes.items(parameter)
        if any(m.datatype for m in members):
            raise UNKNOWN
        return f"FILTER (?value NOT IN ({', '.join(written(m) for m in members)}))"
    if name in _SIGNS:
        return f"FILTER (!COALESCE(?value {_SIGNS[name]} {written(parameter)}, false))"
    if name == "minLength":
        return f"FILTER (isBlank(?value) || STRLEN(STR(?value)) < {int(parameter.value)})"
    if name == "maxLength":
        return f"FILTER (isBlank(?value) || STRLEN(STR(?value)) > {int(parameter.value)})"
    tags = " || ".join(f"LANGMATCHES(LANG(?value), {written(t)})" for t in shapes.items(parameter))
    return f"FILTER (!COALESCE({tags}, false))"


def _datatype(parameter: Term) -> str:
    wrong = f"!isLiteral(?value) || DATATYPE(?value) != {written(parameter)}"
    name = parameter.value.removeprefix(XSD)
    if parameter.value in _FREE:
        return wrong
    if name not in _CAST or not parameter.value.startswith(XSD):
        raise UNKNOWN
    cast, text = parameter.value, "STR(?value)"
    if name == "date":
        # Not every engine casts to xsd:date; each casts to xsd:dateTime.
        cast, text = XSD + "dateTime", 'CONCAT(REPLACE(STR(?value), "(Z|[+-][0-9][0-9]:[0-9][0-9])$", ""), "T00:00:00")'
    return f"{wrong} || !COALESCE(isLiteral(<{cast}>({text})), false)"
