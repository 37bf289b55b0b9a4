"""Violations of shapes as findings.

Takes a store and the shape checks; gives one finding for each violation, cited by the norm or provision that the node at fault belongs to; knows
nothing of query checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.namespaces import SH, TTDN
from ttdn_kb.graph.store import Store, Term
from ttdn_kb.validation.catalogue import Catalogue, Check
from ttdn_kb.validation.compiler import Compiled
from ttdn_kb.validation.findings import Finding, finding_id
from ttdn_kb.validation.places import Places, location
from ttdn_kb.validation.shape_file import Shapes
from ttdn_kb.validation.shapes import Violation, validate


def violations(store: Store, shapes: Shapes, checks: set[str], engine: str) -> set[Violation]:
    """Gives the violations behind some checks by the chosen engine; "fast" leaves to pySHACL the shapes that the compiler does not know."""
    roots = [root for root in shapes.roots() if any(shapes.check_of.get(shape) in checks for shape in _below(shapes, root))]
    if engine == "pyshacl":
        return validate(store, shapes, roots) if roots else set()
    compiled = Compiled(shapes, roots)
    found = compiled.violations(store)
    return found | validate(store, shapes, compiled.unknown) if compiled.unknown else found


def _below(shapes: Shapes, shape: Term) -> Iterator[Term]:
    yield shape
    for child in shapes.objects(shape, SH + "property"):
        yield from _below(shapes, child)


def shape_findings(store: Store, catalogue: Catalogue, checks: Sequence[Check], engine: str, places: Places, day: str) -> list[Finding]:
    """Gives the findings of the chosen shape checks."""
    wanted = {c.id: c for c in checks}
    shapes = catalogue.shapes
    hits = [v for v in violations(store, shapes, set(wanted), engine) if shapes.check_of.get(v.shape, "") in wanted]
    nodes = sorted({v.focus.value for v in hits if v.focus.kind == "iri"})
    owner: dict[str, str] = {}
    for row in places.rows("owners", {"node": nodes}):
        owner[row["node"]] = min(row["norm"], owner.get(row["node"], row["norm"]))
    places.learn_norms(owner.values())
    places.learn_provisions(n for n in nodes if n not in owner)
    places.learn_labels(nodes)
    found: dict[str, Finding] = {}
    for violation in sorted(hits, key=repr):
        finding = _finding(violation, wanted[shapes.check_of[violation.shape]], shapes, owner, places)
        place = places.place(owner.get(violation.focus.value, violation.focus.value))
        document = place.document if place else violation.focus.value if violation.focus.value in places.documents else ""
        found.setdefault(finding.id, replace(finding, **location(document, "", places, day)))
    return list(found.values())


def _finding(violation: Violation, check: Check, shapes: Shapes, owner: dict[str, str], places: Places) -> Finding:
    shape, focus = violation.shape, violation.focus
    path = shapes.one(shape, SH + "path")
    path_name = path.value if path is not None and path.kind == "iri" else violation.path
    value = violation.value.value if violation.value is not None else ""
    key = (focus.value, path_name, violation.component, value if value != focus.value else "")
    norm = owner.get(focus.value, "")
    place = places.place(norm or focus.value)
    words = _first(shapes, shape, SH + "message") or check.message
    fill = {"this": focus, "value": violation.value, "path": Term("iri", path_name) if path_name else None}
    named = Words(f"{check.title.vi}: {_shown(focus, places, 'vi')}", f"{check.title.en}: {_shown(focus, places, 'en')}")
    message = Words(*(_filled(text, fill, places, lang) for text, lang in ((words.vi or named.vi, "vi"), (words.en or words.vi or named.en, "en"))))
    bare = Finding(
        finding_id(check.id, key), check.id, check.severity, check.title, message,
        _first(shapes, shape, TTDN + "why") or check.why, _first(shapes, shape, TTDN + "fix") or check.fix, (focus.value,),
    )  # fmt: skip
    if place is None:
        return bare
    clause = places.clause(place.iri)
    return replace(
        bare,
        norms=(norm,) if norm else (),
        clauses=(clause,) if clause else (),
        tasks=tuple(places.tasks(norm)) if norm else (),
        **place.citation(),
    )


def _first(shapes: Shapes, shape: Term, predicate: str) -> Words | None:
    for holder in [shape, *shapes.objects(shape, SH + "sparql")]:
        words = shapes.words(holder, predicate)
        if words.vi or words.en:
            return words
    return None


def _filled(text: str, values: dict[str, Term | None], places: Places, lang: str) -> str:
    def one(match: re.Match[str]) -> str:
        term = values.get(match.group(1))
        if term is None:
            return match.group(0)
        return _shown(term, places, lang)

    return re.sub(r"\{[?$](\w+)\}", one, text)


def _shown(term: Term, places: Places, lang: str) -> str:
    return places.label(term.value).of(lang) if term.kind == "iri" else term.value
