"""How often the members of each class have each property.

Takes a store; gives counts, taken in one query over all statements; knows nothing of shapes. Most shapes ask of a class that each member has a
property, or has it once: two equal counts answer that without a look at the members.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from ttdn_kb.graph.namespaces import RDF
from ttdn_kb.graph.store import Store

_COUNTED = (
    "SELECT ?class ?property (COUNT(*) AS ?said) (COUNT(DISTINCT ?s) AS ?having) WHERE { ?s a ?class ; ?property ?o } GROUP BY ?class ?property"
)


class Census:
    """Counts of one store, taken when first asked for.

    Args:
        store: raises TtdnError as it does.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _counts(self) -> Mapping[str, Mapping[str, tuple[int, int]]]:
        """Class to property to (statements, members that have it). A statement of two graphs may count twice."""
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for kind, name, said, having in self._store.select(_COUNTED).rows:
            if kind is not None and name is not None and said is not None and having is not None:
                found.setdefault(kind.value, {})[name.value] = (int(said.value), int(having.value))
        return found

    def classes(self) -> set[str]:
        """Gives the classes that have members."""
        return set(self._counts)

    def properties(self, classes: Iterable[str]) -> set[str]:
        """Gives the properties that members of the classes have."""
        return {name for c in classes for name in self._counts.get(c, {})}

    def all_have(self, classes: Iterable[str], name: str) -> bool:
        """Tells whether each member of the classes has a property."""
        return all(self._having(c, name) == self._having(c, RDF + "type") for c in classes)

    def all_once(self, classes: Iterable[str], name: str) -> bool:
        """Tells whether no member of the classes has a property twice; may say no where the same statement stands in two graphs."""
        return all(said == having for c in classes for said, having in [self._counts.get(c, {}).get(name, (0, 0))])

    def _having(self, kind: str, name: str) -> int:
        return self._counts.get(kind, {}).get(name, (0, 0))[1]
