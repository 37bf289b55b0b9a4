"""Axioms and facts in plain Vietnamese.

Takes statements of an ontology and the labels in it; gives a sentence a person can read; knows nothing of reasoners.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ttdn_kb.inference.owl_view import Unit

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


class Labels:
    """Names of things.

    Args:
        graph: statements with rdfs:label and skos:prefLabel.
    """

    def __init__(self, graph: Graph) -> None:
        from rdflib import RDFS, SKOS

        self._names: dict[str, str] = {}
        for predicate in (RDFS.label, SKOS.prefLabel):
            for s, o in graph.subject_objects(predicate):
                if getattr(o, "language", None) in (None, "vi"):
                    self._names[str(s)] = str(o)

    def of(self, node: object) -> str:
        """Gives the Vietnamese label, else the last step of the IRI or the value itself."""
        text = str(node)
        return self._names.get(text) or (text.split("/id/")[-1] if "/id/" in text else text.rsplit("#", 1)[-1].rsplit("/", 1)[-1])


def sentence(unit: Unit, labels: Labels) -> str:
    """Says a statement in words.

    Args:
        unit: the statement with what stands under its blank nodes.
        labels: names of the things in it.
    """
    from rdflib import OWL, RDF, RDFS

    s, p, o = unit.head
    under = _Under(unit, labels)
    a, b = labels.of(s), under.words(o)
    if p == RDF.type:
        kinds: dict[Node, str] = {
            OWL.FunctionalProperty: f"Mỗi thứ chỉ có một «{a}»",
            OWL.InverseFunctionalProperty: f"Mỗi giá trị của «{a}» chỉ thuộc về một thứ",
            OWL.TransitiveProperty: f"«{a}» bắc cầu",
            OWL.SymmetricProperty: f"«{a}» có hai chiều",
        }
        if o in kinds:
            return kinds[o]
        if o == OWL.AllDisjointClasses:
            return "Không gì cùng lúc thuộc hai trong các lớp: " + ", ".join(under.group())
        if o == OWL.AllDifferent:
            return "Là những khái niệm khác nhau: " + ", ".join(under.group())
        return f"{a} là: {b}"
    said = {
        RDFS.subClassOf: f"Mọi «{a}» đều là «{b}»",
        OWL.equivalentClass: f"«{a}» chính là «{b}»",
        OWL.disjointWith: f"Không gì vừa là «{a}» vừa là «{b}»",
        RDFS.domain: f"Cái gì có «{a}» thì là «{b}»",
        RDFS.range: f"Giá trị của «{a}» là «{b}»",
        RDFS.subPropertyOf: f"Có «{a}» thì có «{b}»",
        OWL.inverseOf: f"«{a}» là chiều ngược của «{b}»",
        OWL.propertyChainAxiom: f"Đi qua {b} thì được «{a}»",
    }
    for predicate, words in said.items():
        if p == predicate:
            return words
    return f"{a} — {labels.of(p)}: {b}"


class _Under:
    def __init__(self, unit: Unit, labels: Labels) -> None:
        self._labels = labels
        self._facts: dict[Node, dict[Node, Node]] = {}
        for s, p, o in unit.triples:
            self._facts.setdefault(s, {})[p] = o
        self._root = unit.head[0]

    def group(self) -> list[str]:
        from rdflib import OWL

        facts = self._facts.get(self._root, {})
        return [f"«{self.words(n)}»" for n in self._items(facts.get(OWL.members) or facts.get(OWL.distinctMembers))]

    def words(self, node: Node) -> str:
        from rdflib import OWL, RDF, BNode

        facts = self._facts.get(node, {})
        if not isinstance(node, BNode) or not facts:
            return self._labels.of(node)
        if RDF.first in facts:
            return " rồi ".join(f"«{self.words(n)}»" for n in self._items(node))
        if OWL.intersectionOf in facts:
            return " và ".join(self.words(n) for n in self._items(facts[OWL.intersectionOf]))
        if OWL.unionOf in facts:
            return " hoặc ".join(self.words(n) for n in self._items(facts[OWL.unionOf]))
        if OWL.oneOf in facts:
            return "một trong " + ", ".join(self.words(n) for n in self._items(facts[OWL.oneOf]))
        if OWL.complementOf in facts:
            return "không phải " + self.words(facts[OWL.complementOf])
        prop = self._labels.of(facts[OWL.onProperty]) if OWL.onProperty in facts else ""
        kind = self._labels.of(facts[OWL.onClass]) if OWL.onClass in facts else ""
        for key, form in (
            (OWL.hasValue, "có {p} là {v}"),
            (OWL.someValuesFrom, "có {p} là một {v}"),
            (OWL.allValuesFrom, "chỉ có {p} là {v}"),
            (OWL.maxCardinality, "có nhiều nhất {v} {p}"),
            (OWL.minCardinality, "có ít nhất {v} {p}"),
            (OWL.cardinality, "có đúng {v} {p}"),
            (OWL.maxQualifiedCardinality, "có nhiều nhất {v} {p} là {k}"),
            (OWL.minQualifiedCardinality, "có ít nhất {v} {p} là {k}"),
            (OWL.hasSelf, "tự có {p} với chính mình"),
        ):
            if key in facts:
                return form.format(p=f"«{prop}»", v=self.words(facts[key]), k=kind)
        return self._labels.of(node)

    def _items(self, node: Node | None) -> list[Node]:
        from rdflib import RDF

        found = []
        while node is not None and node != RDF.nil and node in self._facts:
            found.append(self._facts[node][RDF.first])
            node = self._facts[node].get(RDF.rest)
        return found
