"""Shapes compiled to set-oriented SPARQL.

Takes shapes; gives the same violations as pySHACL by a few queries over all targets at once; knows nothing of findings or wording. A shape that uses
something unknown here is named in `unknown`, to be run by pySHACL: nothing is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ttdn_kb.graph.namespaces import RDFS, SH
from ttdn_kb.graph.store import Store, Term
from ttdn_kb.sparql.binding import written
from ttdn_kb.validation.census import Census
from ttdn_kb.validation.shape_file import Shapes
from ttdn_kb.validation.shape_layout import declared, for_all
from ttdn_kb.validation.shape_values import VALUE_TESTS, Unknown, component, path_text, value_test
from ttdn_kb.validation.shapes import Violation

_TARGETS = {"targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"}
_PLAIN = {"path", "name", "description", "message", "severity", "order", "group", "defaultValue", "deactivated", "flags", "ignoredProperties",
          "qualifiedMinCount", "qualifiedMaxCount"}  # fmt: skip
_COUNTS = {"minCount", "maxCount", "uniqueLang", "hasValue", "lessThan", "lessThanOrEquals", "equals", "disjoint", "closed"}
_NESTED = {"property", "node", "not", "and", "or", "xone", "qualifiedValueShape"}
_KNOWN = {SH + name for name in _PLAIN | _TARGETS | _COUNTS | _NESTED | VALUE_TESTS | {"sparql"}}


class Compiled:
    """Shapes ready to run on any store.

    Args:
        shapes: the shapes.
        roots: the shapes with targets to run; None runs all.

    Attributes:
        unknown: the shapes with targets that pySHACL has to run.
    """

    def __init__(self, shapes: Shapes, roots: list[Term] | None = None) -> None:
        self._shapes = shapes
        self._known: list[Term] = []
        self.unknown: list[Term] = []
        for root in shapes.roots() if roots is None else roots:
            (self._known if self._supported(root, set()) else self.unknown).append(root)

    def violations(self, store: Store) -> set[Violation]:
        """Gives the violations of all known shapes; raises TtdnError as the store does."""
        run = _Run(self._shapes, store)
        found: set[Violation] = set()
        for root in self._known:
            found |= run.violations(root, run.target(root))
        return found

    def _supported(self, shape: Term, seen: set[Term]) -> bool:
        if shape in seen:
            return True
        seen.add(shape)
        s = self._shapes
        for predicate, objects in s.facts.get(shape, {}).items():
            if objects and predicate.startswith(SH) and predicate not in _KNOWN:
                return False
        try:
            head = s.one(shape, SH + "path")
            if head is not None:
                path_text(s, head)
            for name in VALUE_TESTS:
                for parameter in s.objects(shape, SH + name):
                    value_test(s, shape, name, parameter, ())
        except Unknown:
            return False
        for constraint in s.objects(shape, SH + "sparql"):
            select = s.one(constraint, SH + "select")
            if select is None or len(re.findall(r"(?i)\bselect\b", select.value)) != 1:
                return False
            # What counts or cuts rows over all targets at once would differ from what it gives for one.
            if re.search(r"(?i)\$PATH|shapesGraph|currentShape|\b(?:limit|offset|having|count|sum|min|max|avg|sample|group_concat)\b", select.value):
                return False
            if any(p.startswith(SH) and p.removeprefix(SH) not in _PLAIN | {"select", "prefixes"} for p in s.facts[constraint]):
                return False
        tested = [c for c in s.children(shape) if c not in s.objects(shape, SH + "sparql")]
        # A shape that decides on a value may look one property further, not more: `_bad` maps violations back to that value.
        deciding = [c for c in tested if c not in s.objects(shape, SH + "property")]
        for c in deciding:
            inner = s.objects(c, SH + "property")
            if any(s.objects(p, SH + "property") for p in inner) or (inner and s.objects(c, SH + "path")):
                return False
        return all(self._supported(child, seen) for child in tested)


class _Run:
    """One run of compiled shapes on one store. A target is a SPARQL group that binds ?this."""

    def __init__(self, shapes: Shapes, store: Store) -> None:
        self._shapes = shapes
        self._store = store
        self._classes: dict[str, tuple[str, ...]] = {}
        self._census = Census(store)
        self._occurring: dict[str, bool] = {}
        self._known_rows: dict[str, list[tuple[Term | None, ...]]] = {}
        # Target to its classes, where it is nothing but the members of classes.
        self._members: dict[str, list[str]] = {}

    def target(self, shape: Term) -> str:
        s = self._shapes
        parts = []
        classes = s.objects(shape, SH + "targetClass") + ([shape] if s._is_class(shape) else [])
        for c in classes:
            parts.append(f"VALUES ?targetType {{ {' '.join(self.subclasses(c.value))} }} ?this a ?targetType .")
        parts += [f"BIND ({written(n)} AS ?this)" for n in s.objects(shape, SH + "targetNode")]
        parts += [f"?this {written(p)} ?targetValue ." for p in s.objects(shape, SH + "targetSubjectsOf")]
        parts += [f"?targetValue {written(p)} ?this ." for p in s.objects(shape, SH + "targetObjectsOf")]
        target = "{ SELECT DISTINCT ?this WHERE { " + " UNION ".join(f"{{ {p} }}" for p in parts) + " } }"
        if len(parts) == len(classes):
            self._members[target] = [name[1:-1] for c in classes for name in self.subclasses(c.value)]
        return target

    def subclasses(self, name: str) -> tuple[str, ...]:
        """Gives a class and all classes below it, written."""
        if name not in self._classes:
            rows = self._store.select(f"SELECT DISTINCT ?c WHERE {{ ?c <{RDFS}subClassOf>* <{name}> }}").rows
            found = {row[0].value for row in rows if row[0] is not None and row[0].kind == "iri"} | {name}
            # Classes without members are left out, but never all: VALUES has to name something.
            found = found & self._census.classes() or {name}
            self._classes[name] = tuple(f"<{c}>" for c in sorted(found))
        return self._classes[name]

    def violations(self, shape: Term, target: str) -> set[Violation]:
        """Gives what fails of a shape and the property shapes inside it, for the nodes of a target."""
        s = self._shapes
        if any(d.value == "true" for d in s.objects(shape, SH + "deactivated")):
            return set()
        head = s.one(shape, SH + "path")
        path = path_text(s, head) if head is not None else ""
        values = f"{target} ?this {path} ?value ." if path else f"{target} BIND (?this AS ?value)"
        found: set[Violation] = set()

        def add(name: str, where: str, columns: str = "?this ?value") -> None:
            for row in self._store.select(f"SELECT DISTINCT {columns} WHERE {{ {where} }}").rows:
                if row[0] is not None:
                    found.add(Violation(shape, component(name), row[0], "", row[1] if len(row) > 1 else None))

        for name in VALUE_TESTS:
            for parameter in s.objects(shape, SH + name):
                test = value_test(s, shape, name, parameter, self.subclasses(parameter.value) if name == "class" else ())
                # Many nodes share an object, so each is looked at once.
                if not path or self._occurs(f"{_values(path)} {test}"):
                    add(name, f"{values} {test}")
        self._counts(shape, target, path, values, add)
        self._closed(shape, target, found)
        for constraint in s.objects(shape, SH + "sparql"):
            self._sparql(shape, constraint, target, bool(path), found)
        self._nested(shape, target, values, path, found)
        return found

    def _occurs(self, pattern: str) -> bool:
        """Tells whether a fault is anywhere in the store: mostly it is not, and then the targets need not be looked up."""
        if pattern not in self._occurring:
            self._occurring[pattern] = bool(self._store.select(f"SELECT * WHERE {{ {pattern} }} LIMIT 1").rows)
        return self._occurring[pattern]

    def _rows(self, query: str) -> list[tuple[Term | None, ...]]:
        """Gives the rows of a query that several shapes ask, asked once."""
        if query not in self._known_rows:
            self._known_rows[query] = self._store.select(query).rows
        return self._known_rows[query]

    def _lacking(self, target: str, path: str) -> bool:
        """Tells whether a node of a target may be without a property: False only where the counts rule it out."""
        return not (target in self._members and path.startswith("<") and self._census.all_have(self._members[target], path[1:-1]))

    def _repeated(self, target: str, path: str) -> bool:
        """Tells whether a node of a target may have a property twice: False only where the counts rule it out."""
        if target in self._members:
            return not self._census.all_once(self._members[target], path[1:-1])
        counted = f"SELECT (COUNT(?this) AS ?all) (COUNT(DISTINCT ?this) AS ?different) WHERE {{ ?this {path} ?value }}"
        return self._occurs(f"{{ {counted} }} FILTER (?all != ?different)")

    def _counts(self, shape: Term, target: str, path: str, values: str, add: Callable[..., None]) -> None:
        s = self._shapes
        for n in s.objects(shape, SH + "minCount"):
            if int(n.value) == 1 and not self._lacking(target, path):
                continue
            if int(n.value) == 1:
                add("minCount", f"{target} FILTER NOT EXISTS {{ ?this {path} ?value }}", "?this")
            elif int(n.value) > 1:
                inner = f"SELECT ?this (COUNT(DISTINCT ?value) AS ?n) WHERE {{ {target} OPTIONAL {{ ?this {path} ?value }} }} GROUP BY ?this"
                add("minCount", f"{{ {inner} }} FILTER (?n < {int(n.value)})", "?this")
        for n in s.objects(shape, SH + "maxCount"):
            if int(n.value) == 1 and path.startswith("<"):
                two = f"?this {path} ?value . ?this {path} ?second . FILTER (!sameTerm(?value, ?second))"
                if self._repeated(target, path):
                    add("maxCount", f"{target} {two}", "?this")
                continue
            inner = f"SELECT ?this (COUNT(DISTINCT ?value) AS ?n) WHERE {{ {values} }} GROUP BY ?this"
            add("maxCount", f"{{ {inner} }} FILTER (?n > {int(n.value)})", "?this")
        for flag in s.objects(shape, SH + "uniqueLang"):
            if flag.value == "true":
                tagged = f"{values} BIND (LANG(?value) AS ?lang) FILTER (?lang != '')"
                inner = f"SELECT ?this ?lang (COUNT(DISTINCT ?value) AS ?n) WHERE {{ {tagged} }} GROUP BY ?this ?lang"
                add("uniqueLang", f"{{ {inner} }} FILTER (?n > 1)", "?this")
        for v in s.objects(shape, SH + "hasValue"):
            if path:
                where = f"?this {path} ?value . FILTER (sameTerm(?value, {written(v)}))"
                add("hasValue", f"{target} OPTIONAL {{ {where} }} FILTER (!BOUND(?value))", "?this")
            else:
                add("hasValue", f"{target} FILTER (!sameTerm(?this, {written(v)}))", "?this")
        for name, sign in (("lessThan", "<"), ("lessThanOrEquals", "<=")):
            for p in s.objects(shape, SH + name):
                add(name, f"{values} ?this {written(p)} ?bound . FILTER (!COALESCE(?value {sign} ?bound, false))")
        for p in s.objects(shape, SH + "disjoint"):
            add("disjoint", f"{values} ?this {written(p)} ?value .")
        for p in s.objects(shape, SH + "equals"):
            add("equals", f"{values} MINUS {{ ?this {written(p)} ?value }}")
            add("equals", f"{target} ?this {written(p)} ?value . MINUS {{ ?this {path or written(p)} ?value }}")

    def _closed(self, shape: Term, target: str, found: set[Violation]) -> None:
        s = self._shapes
        if not any(c.value == "true" for c in s.objects(shape, SH + "closed")):
            return
        allowed = {t.value for head in s.objects(shape, SH + "ignoredProperties") for t in s.items(head)}
        allowed |= {p.value for child in s.objects(shape, SH + "property") for p in s.objects(child, SH + "path") if p.kind == "iri"}
        if target in self._members:
            used = self._census.properties(self._members[target])
        else:
            used = {row[0].value for row in self._store.select(f"SELECT DISTINCT ?p WHERE {{ {target} ?this ?p ?value }}").rows if row[0] is not None}
        if used <= allowed:
            return
        names = " ".join(f"<{p}>" for p in sorted(used - allowed))
        for row in self._store.select(f"SELECT DISTINCT ?this ?p ?value WHERE {{ {target} VALUES ?p {{ {names} }} ?this ?p ?value }}").rows:
            if row[0] is not None and row[1] is not None:
                found.add(Violation(shape, component("closed"), row[0], row[1].value, row[2]))

    def _sparql(self, shape: Term, constraint: Term, target: str, is_property: bool, found: set[Violation]) -> None:
        s = self._shapes
        if any(d.value == "true" for d in s.objects(constraint, SH + "deactivated")):
            return
        select = s.one(constraint, SH + "select")
        assert select is not None
        anywhere = for_all(select.value)
        if anywhere and not self._store.select(declared(s, constraint) + anywhere).rows:
            return
        text = re.sub(r"\$(\w+)", r"?\1", select.value)
        # The targets stand first in the outermost group, so that the query runs once for all of them.
        text = re.sub(r"(?is)^(.*?\bselect\b[^{]*?(?:\bwhere\b\s*)?\{)", lambda m: m.group(1) + " " + target, text, count=1)
        if not re.search(r"(?is)\bselect\b[^{]*\?this\b", text) and "*" not in text.split("{")[0]:
            text = re.sub(r"(?i)\bselect\b(\s+distinct)?", lambda m: m.group(0) + " ?this", text, count=1)
        rows = self._store.select(declared(s, constraint) + text)
        place = {name: i for i, name in enumerate(rows.variables)}
        for row in rows.rows:
            this = row[place["this"]]
            if this is None:
                continue
            value = row[place["value"]] if "value" in place else None
            found.add(Violation(shape, component("sparql"), this, "", value or (None if is_property else this)))

    def _nested(self, shape: Term, target: str, values: str, path: str, found: set[Violation]) -> None:
        s = self._shapes
        # Two steps: SPARQL forbids "AS ?this" where the group already binds ?this.
        inner = target
        anywhere = ""
        if path:
            anywhere = _values(path, "?this")
            inner = f"{{ SELECT DISTINCT (?node AS ?this) WHERE {{ {{ SELECT (?value AS ?node) WHERE {{ {values} }} }} }} }}"
        for child in s.objects(shape, SH + "property"):
            found |= self.violations(child, inner)
        tests: list[tuple[str, list[set[Term]], Callable[[list[bool]], bool]]] = []
        for child in s.objects(shape, SH + "node"):
            tests.append(("node", [self._bad(child, inner, anywhere)], all))
        for child in s.objects(shape, SH + "not"):
            tests.append(("not", [self._bad(child, inner, anywhere)], lambda ok: not ok[0]))
        for name, rule in (("and", all), ("or", any), ("xone", lambda ok: sum(ok) == 1)):
            for head in s.objects(shape, SH + name):
                tests.append((name, [self._bad(child, inner, anywhere) for child in s.items(head)], rule))
        qualified = s.objects(shape, SH + "qualifiedValueShape")
        # Where no value can be at fault there is nothing to look for.
        at_fault: dict[str, Callable[..., set[Term]]] = {"node": set.union, "and": set.union, "or": set.intersection}
        tests = [t for t in tests if t[0] not in at_fault or at_fault[t[0]](*t[1])]
        if not tests and not qualified:
            return
        pairs = [(row[0], row[1]) for row in self._rows(f"SELECT DISTINCT ?this ?value WHERE {{ {values} }}")]
        for name, bad, rule in tests:
            for this, value in pairs:
                if this is not None and value is not None and not rule([value not in b for b in bad]):
                    found.add(Violation(shape, component(name), this, "", value))
        for child in qualified:
            self._qualified(shape, self._bad(child, anywhere or inner), pairs, target, found)

    def _qualified(self, shape: Term, bad: set[Term], pairs: list[tuple[Term | None, Term | None]], target: str, found: set[Violation]) -> None:
        s = self._shapes
        counts = {row[0]: 0 for row in self._rows(f"SELECT DISTINCT ?this WHERE {{ {target} }}") if row[0] is not None}
        for this, value in pairs:
            if this is not None and value not in bad:
                counts[this] += 1
        for limit in s.objects(shape, SH + "qualifiedMinCount"):
            found |= {Violation(shape, component("qualifiedMinCount"), this) for this, n in counts.items() if n < int(limit.value)}
        for limit in s.objects(shape, SH + "qualifiedMaxCount"):
            found |= {Violation(shape, component("qualifiedMaxCount"), this) for this, n in counts.items() if n > int(limit.value)}

    def _bad(self, shape: Term, target: str, anywhere: str = "") -> set[Term]:
        """Gives the nodes of a target that do not conform to a shape: those with any violation of it, also of a property shape directly inside."""
        # The nodes of a target are among those of a wider one, which is cheaper to look up: mostly none of them is at fault.
        if anywhere and not self.violations(shape, anywhere):
            return set()
        return {v.focus for v in self.violations(shape, target)}


def _values(path: str, node: str = "?value") -> str:
    """Writes the group of all values of a path, each once: many nodes share a value. A test would be moved inside DISTINCT, not inside GROUP BY."""
    return f"{{ SELECT {node} WHERE {{ ?subject {path} {node} }} GROUP BY {node} }}"
