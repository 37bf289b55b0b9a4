"""Shapes as pySHACL gets them.

Takes shapes; gives statements that mean the same and that pySHACL walks faster; knows nothing of data.

What makes pySHACL slow, and how it is mended without touching what it finds: it walks a property shape once for every focus node of the shape around
it, so each such property shape gets the targets of that shape and stands beside it. It searches the text of a sh:sparql constraint for every focus
node, so the text is short. It walks the shape of a sh:node once for every value of every focus node, so that shape is first run on the objects of the
property, each once: where none of them fails, no value can (`node_screen`, `without`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ttdn_kb.graph.namespaces import OWL, RDF, RDFS, SH
from ttdn_kb.graph.store import Term, Triple
from ttdn_kb.validation.shape_file import Shapes

_TARGETS = tuple(SH + t for t in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
# What an answer for all focus nodes at once could get wrong.
_EACH_FOR_ITSELF = r"(?i)\$PATH|shapesGraph|currentShape|\b(?:limit|offset|having|count|sum|min|max|avg|sample|group|values|minus|service|graph)\b"


class Layout(NamedTuple):
    """Shapes laid flat, and the queries that their constraints name by number."""

    triples: list[Triple]
    numbered: list[str]


def laid_out(shapes: Shapes, chosen: Iterable[Triple]) -> Layout:
    """Lays shapes flat and puts numbers in place of queries."""
    numbered: list[str] = []
    kept = []
    renamed: set[Term] = set()
    for t in flat(shapes, chosen):
        if t.predicate.value == SH + "select":
            text = for_all(t.object.value)
            if text:
                renamed.add(t.subject)
                numbered.append(declared(shapes, t.subject) + text)
                t = t._replace(object=t.object._replace(value=f"SELECT $this WHERE {{ $this <urn:constraint:{len(numbered) - 1}> ?value }}"))
            else:
                t = _one_line(t)
        kept.append(t)
    # The numbered ones name no prefix any more.
    return Layout([t for t in kept if t.subject not in renamed or t.predicate.value != SH + "prefixes"], numbered)


def for_all(select: str) -> str:
    """Gives the query of a constraint for all focus nodes at once, "" where its rows could differ from those for one after the other.

    They are the same where the outermost group begins with a statement about $this and no group inside it speaks of $this: then binding it first or
    last comes to the same (SPARQL 1.1, 18.2).

    >>> for_all("SELECT $this ?value WHERE { $this <urn:p> ?value }")
    'SELECT ?this ?value WHERE { ?this <urn:p> ?value }'
    >>> for_all("SELECT $this WHERE { $this <urn:p> ?x FILTER NOT EXISTS { $this <urn:q> ?x } }")
    ''
    """
    head, _, body = select.partition("{")
    inner = "".join(re.findall(r"\{(.*)\}", body.rpartition("}")[0], re.S))
    if len(re.findall(r"(?i)\bselect\b", select)) != 1 or re.search(_EACH_FOR_ITSELF, select) or "#" in re.sub(r"<[^>]*>", "", select):
        return ""
    if not re.match(r"\s*[$?]this\s+[^\s{}]+\s+[^\s{}]+", body) or re.search(r"[$?]this\b", inner) or not re.search(r"[$?]this\b", head):
        return ""
    return re.sub(r"\$(\w+)", r"?\1", select)


def declared(shapes: Shapes, constraint: Term) -> str:
    """Gives the prefixes of a constraint as lines of SPARQL."""
    lines = []
    for head in shapes.objects(constraint, SH + "prefixes"):
        for declaration in shapes.objects(head, SH + "declare"):
            prefix, name = shapes.one(declaration, SH + "prefix"), shapes.one(declaration, SH + "namespace")
            if prefix is not None and name is not None:
                lines.append(f"PREFIX {prefix.value}: <{name.value}>\n")
    return "".join(lines)


def reachable(shapes: Shapes, roots: Iterable[Term]) -> list[Triple]:
    """Gives the statements of shapes and of all that they speak of."""
    seen: set[Term] = set()
    stack = list(roots)
    while stack:
        here = stack.pop()
        if here in seen:
            continue
        seen.add(here)
        stack += [o for objects in shapes.facts.get(here, {}).values() for o in objects if o in shapes.facts]
    return [t for t in shapes.triples if t.subject in seen]


def node_screen(shapes: Shapes, chosen: Iterable[Triple]) -> Shapes:
    """Gives the shapes that a sh:node below a plain property names, with the objects of those properties as targets.

    Without such a sh:node there are no triples.
    """
    properties: dict[Term, set[Term]] = {}
    for t in chosen:
        path = shapes.one(t.subject, SH + "path")
        if t.predicate.value == SH + "node" and path is not None and path.kind == "iri":
            properties.setdefault(t.object, set()).add(path)
    if not properties:
        return Shapes((), {}, (), {})
    facts = dict(shapes.facts)
    # Only the targets count that are given here.
    added = []
    for inner, paths in properties.items():
        facts[inner] = {**facts.get(inner, {}), SH + "targetObjectsOf": sorted(paths)}
        added += [Triple(inner, Term("iri", SH + "targetObjectsOf"), path) for path in sorted(paths)]
    return Shapes((*reachable(shapes, properties), *added), facts, (), {})


def without(shapes: Shapes, chosen: Iterable[Triple], faulty: set[Term]) -> list[Triple]:
    """Leaves out each sh:node that no value can fail.

    Args:
        faulty: shapes with a violation in the run of `node_screen`.
    """

    def sound(t: Triple) -> bool:
        path = shapes.one(t.subject, SH + "path")
        if t.predicate.value != SH + "node" or path is None or path.kind != "iri":
            return False
        return not faulty & {s.subject for s in reachable(shapes, [t.object])}

    return [t for t in chosen if not sound(t)]


def flat(shapes: Shapes, chosen: Iterable[Triple]) -> list[Triple]:
    """Gives the statements of shapes with each property shape beside the shape with targets that holds it, and with the same targets.

    The allowed properties of a closed shape are those of its property shapes: they are listed where the property shapes move away.
    """
    chosen = list(chosen)
    users: dict[Term, set[Term]] = {}
    for t in chosen:
        if t.predicate.value == SH + "property":
            users.setdefault(t.object, set()).add(t.subject)
    moved: set[tuple[Term, Term]] = set()
    closed: set[Term] = set()
    added: list[Triple] = []
    here = {t.subject for t in chosen}
    for root in (r for r in shapes.roots() if r in here):
        if any(d.value == "true" for d in shapes.objects(root, SH + "deactivated")) or shapes.one(root, SH + "path") is not None:
            continue
        targets = [(name, o) for name in _TARGETS for o in shapes.objects(root, name)]
        targets += [(SH + "targetClass", root)] if _is_class(shapes, root) else []
        inner = [p for p in shapes.objects(root, SH + "property") if users.get(p) == {root}]
        for p in inner:
            moved.add((root, p))
            added += [Triple(p, Term("iri", name), o) for name, o in targets]
        if inner and shapes.objects(root, SH + "closed"):
            closed.add(root)
            allowed = shapes.items(shapes.one(root, SH + "ignoredProperties"))
            allowed += [o for p in inner for o in shapes.objects(p, SH + "path") if o.kind == "iri"]
            added += _list(root, allowed)
    kept = [t for t in chosen if (t.subject, t.object) not in moved and not (t.subject in closed and t.predicate.value == SH + "ignoredProperties")]
    return kept + added


def _one_line(triple: Triple) -> Triple:
    """Puts a query on one line: pySHACL searches the text again for every focus node, in time that grows with the square of its lines."""
    text = triple.object.value
    if "#" in re.sub(r"<[^>]*>", "", text) or '"' in text or "'" in text:
        return triple
    return triple._replace(object=triple.object._replace(value=" ".join(text.split())))


def _list(shape: Term, members: list[Term]) -> list[Triple]:
    found = []
    rest = Term("iri", RDF + "nil")
    for i, member in enumerate(reversed(members)):
        here = Term("bnode", f"allowed{abs(hash(shape))}x{i}")
        found += [Triple(here, Term("iri", RDF + "first"), member), Triple(here, Term("iri", RDF + "rest"), rest)]
        rest = here
    return [*found, Triple(shape, Term("iri", SH + "ignoredProperties"), rest)]


def _is_class(shapes: Shapes, shape: Term) -> bool:
    return any(o.value in (RDFS + "Class", OWL + "Class") for o in shapes.objects(shape, RDF + "type"))
