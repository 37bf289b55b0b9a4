"""Shapes run by pySHACL, the reference engine.

Takes shapes and a store; gives the violations; knows nothing of findings or wording. The home of pyshacl. Slow, but by another hand than the compiled
shapes: the tests hold the two to the same violations, and what the compiler does not know comes here.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from typing import Any, NamedTuple

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.graph.namespaces import SH
from ttdn_kb.graph.store import Store, Term, Triple
from ttdn_kb.validation.shape_file import Shapes
from ttdn_kb.validation.shape_layout import reachable


class Violation(NamedTuple):
    """One result of a shape.

    Attributes:
        shape: the shape whose constraint failed.
        component: local name of the constraint component ("MinCountConstraintComponent").
        focus: the node that was checked.
        path: IRI of the property where the result names one that the shape does not fix (sh:closed), else "".
        value: the value at fault, None where the fault is that there is none.
    """

    shape: Term
    component: str
    focus: Term
    path: str = ""
    value: Term | None = None


def validate(store: Store, shapes: Shapes, roots: Iterable[Term] | None = None, plain: bool = False) -> set[Violation]:
    """Runs shapes with pySHACL.

    Args:
        store: whose statements are checked; class membership follows the rdfs:subClassOf statements in it.
        shapes: the shapes.
        roots: the shapes with targets to run; None runs all.
        plain: hands shapes and data over as they are, all SPARQL left to rdflib: some thirty times slower, the measure for the usual way.

    Raises:
        TtdnError: `bad-shapes` where pySHACL cannot read the shapes.
    """
    chosen = list(shapes.triples) if roots is None else reachable(shapes, roots)
    collecting = gc.isenabled()
    gc.disable()  # a quarter of the time goes into looking for rubbish among graphs that all stay in use
    try:
        return _validated(store, shapes, chosen, plain)
    finally:
        if collecting:
            gc.enable()


def _validated(store: Store, shapes: Shapes, chosen: list[Triple], plain: bool) -> set[Violation]:
    from ttdn_kb.validation.shape_graph import IndexedGraph, StoreGraph, node
    from ttdn_kb.validation.shape_layout import laid_out, node_screen, without

    if plain:
        import rdflib

        data, rules = rdflib.Graph(), rdflib.Graph()
        for graph, triples in ((data, store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")), (rules, chosen)):
            for t in triples:
                graph.add((node(t.subject), node(t.predicate), node(t.object)))
        return set(_run(data, rules))
    statements = StoreGraph(store)

    def found(rules: Shapes, triples: Iterable[Triple]) -> set[Violation]:
        layout = laid_out(rules, triples)
        statements.numbered = layout.numbered
        return set(_run(statements, IndexedGraph(layout.triples)))

    screen = node_screen(shapes, chosen)
    faulty = {v.shape for v in found(screen, screen.triples)} if screen.triples else set()
    return found(shapes, without(shapes, chosen, faulty))


def _run(data: Any, rules: Any) -> Iterable[Violation]:
    import pyshacl

    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=rules, inference="none", advanced=False, inplace=True, do_owl_imports=False)
    except Exception as error:  # pySHACL and rdflib raise many unrelated kinds for shapes they cannot read
        why = str(error).split("\n")[0]
        raise TtdnError("bad-shapes", "Không chạy được shapes", "ontology/shapes", why, "sửa tệp shapes theo SHACL 1.0") from error
    return _violations(report)


def _violations(report: Any) -> Iterable[Violation]:
    from rdflib import Namespace

    from ttdn_kb.graph.rdflib_store import to_term

    sh = Namespace(SH)
    # Not every sh:ValidationResult: those of a shape inside sh:node hang below the result that they explain.
    for result in report.objects(None, sh.result):
        value = report.value(result, sh.value)
        path = report.value(result, sh.resultPath)
        component = str(report.value(result, sh.sourceConstraintComponent)).rsplit("#", 1)[-1]
        yield Violation(
            to_term(report.value(result, sh.sourceShape)),
            component,
            to_term(report.value(result, sh.focusNode)),
            str(path) if path is not None and component == "ClosedConstraintComponent" else "",
            None if value is None else to_term(value),
        )
