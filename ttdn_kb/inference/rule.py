"""A compiled rule and what it derives.

Takes nothing; gives the records of a rule, its patterns and its derivations; knows nothing of files, stores or how rules run.
"""

from __future__ import annotations

from typing import NamedTuple

from ttdn_kb.graph.namespaces import GRAPH, RDF
from ttdn_kb.graph.store import Term, Triple

INFERRED = GRAPH + "inferred/"
TYPE = RDF + "type"
#: Languages that a rule speaks, in the order of the sentences of a derivation.
LANGUAGES = ("vi", "en")

#: A place of a pattern: a term, or the name of a variable.
Slot = Term | str


class Pattern(NamedTuple):
    """A triple pattern."""

    subject: Slot
    predicate: Slot
    object: Slot

    def variables(self) -> tuple[str, ...]:
        return tuple(slot for slot in self if isinstance(slot, str))

    def key(self) -> str:
        """Gives what the pattern reads: the predicate, for rdf:type with the class; "*" where the predicate is a variable.

        >>> Pattern("a", Term("iri", "http://x/p"), "b").key()
        'http://x/p'
        """
        if isinstance(self.predicate, str):
            return "*"
        if self.predicate.value == TYPE:
            return f"{TYPE} {'*' if isinstance(self.object, str) else self.object.value}"
        return self.predicate.value


class Rule(NamedTuple):
    """A rule as it runs.

    Attributes:
        id: file name without ending, named by the consequence.
        header: every header field of the file (title@vi, basis@vi, reads, writes, absent@vi, ...).
        select: the SPARQL SELECT over all variables of the WHERE part.
        template: what is concluded.
        premises: the positive patterns; each solution makes them true.
        negative: groups of patterns whose absence the rule needs.
        constants: variable to the terms that VALUES gives it.
        where: offset in `select` just after the opening brace of WHERE.
    """

    id: str
    header: dict[str, str]
    select: str
    template: tuple[Pattern, ...]
    premises: tuple[Pattern, ...]
    negative: tuple[tuple[Pattern, ...], ...]
    constants: dict[str, tuple[Term, ...]]
    where: int

    @property
    def graph(self) -> str:
        """The named graph that holds what the rule derives."""
        return INFERRED + self.id

    def label(self, key: str, lang: str) -> str:
        """Gives a header field in a language, Vietnamese where the language is missing."""
        return self.header.get(f"{key}@{lang}") or self.header.get(f"{key}@vi") or self.header.get(key, "")

    def reads(self) -> frozenset[str]:
        """Gives the keys of the premises."""
        return frozenset(k for p in self.premises for k in self._keys(p))

    def watches(self) -> frozenset[str]:
        """Gives the keys whose absence counts."""
        return frozenset(k for group in self.negative for p in group for k in self._keys(p))

    def writes(self) -> frozenset[str]:
        """Gives the keys of the conclusions."""
        return frozenset(k for p in self.template for k in self._keys(p))

    def wanted(self, written: set[str]) -> tuple[dict[str, bool], dict[str, bool]]:
        """Gives the keys of premises and of negative parts, each with whether it is asked of stated subjects only.

        A subject is a stated one where the same group names it as the object of a predicate that no rule writes: in
        `?norm ttdn:hasAssignment ?a . ?a ttdn:agent ?b` no derived assignment can stand for ?a.
        """
        found: tuple[dict[str, bool], dict[str, bool]] = ({}, {})
        for keys, groups in zip(found, ((self.premises,), self.negative), strict=True):
            for group in groups:
                stated = {p.object for p in group if not any(touches(k, written) for k in self._keys(p))}
                for pattern in group:
                    for key in self._keys(pattern):
                        keys[key] = keys.get(key, True) and isinstance(pattern.subject, str) and pattern.subject in stated
        return found

    def mints(self, key: str) -> bool:
        """Tells whether the rule writes a key only on subjects that it mints itself."""
        known = {v for p in self.premises for v in p.variables()}
        mine = [p for p in self.template if key in self._keys(p)]
        return all(isinstance(p.subject, str) and p.subject not in known for p in mine)

    def _keys(self, pattern: Pattern) -> set[str]:
        """Gives a pattern's keys; a variable that VALUES fixes gives one for each of its values."""
        if isinstance(pattern.predicate, str) and pattern.predicate in self.constants:
            return {pattern._replace(predicate=term).key() for term in self.constants[pattern.predicate]}
        if isinstance(pattern.object, str) and pattern.object in self.constants:
            return {pattern._replace(object=term).key() for term in self.constants[pattern.object]}
        return {pattern.key()}


def touches(key: str, keys: frozenset[str] | set[str]) -> bool:
    """Tells whether a key names something among keys, "*" and "rdf:type *" taken as any.

    >>> touches("http://x/p", {"*"}), touches("http://x/p", {"http://x/q"})
    (True, False)
    """
    if key in keys or "*" in keys or (key == "*" and keys):
        return True
    if key.startswith(TYPE + " "):
        return f"{TYPE} *" in keys or (key.endswith(" *") and any(k.startswith(TYPE + " ") for k in keys))
    return False


class Derivation(NamedTuple):
    """One way in which a statement follows.

    Attributes:
        rule: id of the rule.
        conclusion: the statement, with the rule's named graph.
        premises: the statements that it follows from, in the order of the rule.
        absent, absent_en: sentences on what nothing was said of, IRIs in angle brackets.
    """

    rule: str
    conclusion: Triple
    premises: tuple[Triple, ...]
    absent: tuple[str, ...]
    absent_en: tuple[str, ...]
