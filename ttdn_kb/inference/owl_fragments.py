"""What OWL 2 RL and OWL 2 EL leave out.

Takes one statement; gives why it is outside a profile, "" where it is inside; knows nothing of files or labels. OWL 2 Profiles, W3C 2012: EL in
section 2.2, RL in section 4.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ttdn_kb.graph.namespaces import OWL, RDF, RDFS
from ttdn_kb.inference.owl_view import Unit

if TYPE_CHECKING:
    from rdflib.term import Node

_EL_NO_TYPE = {
    "InverseFunctionalProperty": "EL không có thuộc tính hàm ngược",
    "SymmetricProperty": "EL không có thuộc tính đối xứng",
    "AsymmetricProperty": "EL không có thuộc tính phản đối xứng",
    "IrreflexiveProperty": "EL không có thuộc tính không phản xạ",
}
_COUNTS = {
    n: n for n in ("maxCardinality", "minCardinality", "cardinality", "maxQualifiedCardinality", "minQualifiedCardinality", "qualifiedCardinality")
}


class Fragment:
    """A statement seen by the profiles.

    Args:
        unit: the statement.
        objects: IRIs of the object properties.
    """

    def __init__(self, unit: Unit, objects: set[str]) -> None:
        from rdflib import BNode

        self._head = unit.head
        self._objects = objects
        self._facts: dict[Node, dict[str, Node]] = {}
        for s, p, o in unit.triples:
            if isinstance(s, BNode):
                self._facts.setdefault(s, {})[str(p)] = o

    def outside_rl(self) -> str:
        """Gives why the statement is outside OWL 2 RL, or ""."""
        s, p, o = self._head
        name = str(p)
        if name == RDFS + "subClassOf":
            return self._rl_sub(s) or self._rl_super(o)
        if name == OWL + "equivalentClass":
            return self._rl_equivalent(s) or self._rl_equivalent(o)
        if name == OWL + "disjointWith":
            return self._rl_sub(s) or self._rl_sub(o)
        if name in (RDFS + "domain", RDFS + "range"):
            return self._rl_super(o)
        if name == OWL + "disjointUnionOf":
            return "RL không có hợp rời"
        if name == RDF + "type":
            if str(o) == OWL + "ReflexiveProperty":
                return "RL không có thuộc tính phản xạ"
            if self._facts.get(o):
                return self._rl_super(o)
        return ""

    def outside_el(self) -> str:
        """Gives why the statement is outside OWL 2 EL, or ""."""
        s, p, o = self._head
        name = str(p)
        if name == OWL + "inverseOf":
            return "EL không có chiều ngược của thuộc tính"
        if name in (OWL + "disjointUnionOf", OWL + "propertyDisjointWith"):
            return "EL không có hợp rời và thuộc tính loại trừ nhau"
        if name == RDF + "type":
            kind = str(o).removeprefix(OWL)
            if kind in _EL_NO_TYPE:
                return _EL_NO_TYPE[kind]
            if kind == "FunctionalProperty" and str(s) in self._objects:
                return "EL không có thuộc tính hàm giữa hai đối tượng"
        for node in self._facts:
            reason = self._el_expression(node)
            if reason:
                return reason
        return ""

    def _members(self, head: Node | None) -> list[Node]:
        found = []
        while head is not None and head in self._facts and RDF + "first" in self._facts[head]:
            found.append(self._facts[head][RDF + "first"])
            head = self._facts[head].get(RDF + "rest")
        return found

    def _part(self, node: Node, name: str) -> Node | None:
        return self._facts.get(node, {}).get(OWL + name)

    def _first(self, reasons: list[str]) -> str:
        return next((r for r in reasons if r), "")

    def _rl_sub(self, node: Node) -> str:
        if str(node) == OWL + "Thing":
            return "RL không nhận owl:Thing ở vế điều kiện"
        facts = self._facts.get(node)
        if not facts or self._part(node, "oneOf") or self._part(node, "hasValue") is not None:
            return ""
        for name in ("intersectionOf", "unionOf"):
            group = self._part(node, name)
            if group is not None:
                return self._first([self._rl_sub(m) for m in self._members(group)])
        filler = self._part(node, "someValuesFrom")
        if filler is not None:
            return "" if str(filler) == OWL + "Thing" else self._rl_sub(filler)
        return f"RL không nhận {self._name(node)} ở vế điều kiện"

    def _rl_super(self, node: Node) -> str:
        if str(node) == OWL + "Thing":
            return "RL không nhận owl:Thing ở vế kết luận"
        facts = self._facts.get(node)
        if not facts or self._part(node, "hasValue") is not None:
            return ""
        group = self._part(node, "intersectionOf")
        if group is not None:
            return self._first([self._rl_super(m) for m in self._members(group)])
        negated, every = self._part(node, "complementOf"), self._part(node, "allValuesFrom")
        if negated is not None:
            return self._rl_sub(negated)
        if every is not None:
            return self._rl_super(every)
        most = self._part(node, "maxCardinality") or self._part(node, "maxQualifiedCardinality")
        if most is not None and str(most) in ("0", "1"):
            return ""
        return f"RL không nhận {self._name(node)} ở vế kết luận"

    def _rl_equivalent(self, node: Node) -> str:
        if str(node) == OWL + "Thing":
            return "RL không nhận owl:Thing trong tương đương"
        if not self._facts.get(node) or self._part(node, "hasValue") is not None:
            return ""
        group = self._part(node, "intersectionOf")
        if group is not None:
            return self._first([self._rl_equivalent(m) for m in self._members(group)])
        return f"RL không nhận {self._name(node)} trong tương đương"

    def _el_expression(self, node: Node) -> str:
        one = self._part(node, "oneOf")
        if one is not None and len(self._members(one)) > 1:
            return "EL chỉ liệt kê được một phần tử"
        for name in ("unionOf", "complementOf", "allValuesFrom", *_COUNTS):
            if self._part(node, name) is not None:
                return f"EL không có {self._name(node)}"
        return ""

    def _name(self, node: Node) -> str:
        words = {
            "unionOf": "phép hợp",
            "complementOf": "phép phủ định",
            "allValuesFrom": "«chỉ có»",
            "someValuesFrom": "«có một»",
            "hasSelf": "«tự có»",
            "oneOf": "phép liệt kê",
            "intersectionOf": "phép giao",
        }
        for name in self._facts.get(node, {}):
            short = name.removeprefix(OWL)
            if short in words:
                return words[short]
            if short in _COUNTS:
                return "phép đếm"
        return "biểu thức này"
