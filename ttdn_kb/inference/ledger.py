"""What was derived, and from what.

Takes the solutions of rules; gives every derived statement with all its derivations; knows nothing of stores or of how rules are scheduled. A
firing is a rule with the terms of one solution; conclusions and premises are read from it through the rule's patterns, so that nothing is kept
twice. Terms and statements are numbered, because most statements share their terms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ttdn_kb.graph.store import Rows, Term, Triple
from ttdn_kb.inference.rule import LANGUAGES, Derivation, Pattern, Rule
from ttdn_kb.sparql.binding import written

#: Numbers of the terms of a solution, in the order of the rule's columns; -1 where unbound.
Row = tuple[int, ...]
#: A statement by the numbers of its terms.
Numbers = tuple[int, int, int]
_UNBOUND = -1
_HOLE = re.compile(r"\{(\w+)\}")


class Plan:
    """A rule's patterns with column places in place of names: a place counts up from 0, a constant's number n stands as -2 - n."""

    def __init__(self, ledger: Inference, rule: Rule, columns: Sequence[str]) -> None:
        place = {name: n for n, name in enumerate(columns)}

        def compiled(patterns: Iterable[Pattern]) -> list[Numbers]:
            out = []
            for pattern in patterns:
                slots = [place[s] if isinstance(s, str) else -2 - ledger.number(s) for s in pattern]
                out.append((slots[0], slots[1], slots[2]))
            return out

        self.columns = tuple(columns)
        self.template = compiled(rule.template)
        self.premises = compiled(rule.premises)


def fill(pattern: Sequence[int], row: Sequence[int]) -> Numbers:
    """Gives the statement that a compiled pattern makes of a row."""
    s, p, o = pattern
    return (row[s] if s >= 0 else -2 - s, row[p] if p >= 0 else -2 - p, row[o] if o >= 0 else -2 - o)


def absent_sentences(text: str, cells: Mapping[str, int], term: Callable[[int], Term]) -> tuple[str, ...]:
    """Gives the sentences of a header's `absent` field, each {variable} replaced by its term, an IRI in angle brackets."""

    def shown(match: re.Match[str]) -> str:
        number = cells.get(match.group(1), _UNBOUND)
        if number == _UNBOUND:
            return "?"
        found = term(number)
        return f"<{found.value}>" if found.kind == "iri" else found.value

    return tuple(_HOLE.sub(shown, part.strip()) for part in text.split("|")) if text else ()


class Inference:
    """Every firing of the rules over one base.

    Attributes:
        rules: as they ran.
        rounds: how often a rule was run.
        changed: statements that the last run or update made appear or disappear.
        homes: the rule in whose graph a derived statement lies; none for one that a file states too. A statement has one place, because a query over
            all graphs counts it once for each. housed: the same by rule.
        groups: places of rules that need each other, in the order of running.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.rounds = 0
        self.changed = 0
        self.homes: dict[Numbers, int] = {}
        self.housed: list[dict[Numbers, None]] = [{} for _ in self.rules]
        self.groups: list[list[int]] = []
        self._terms: list[Term] = []
        self._written: list[str] = []
        self._numbers: dict[Term, int] = {}
        self._plans: dict[int, Plan] = {}
        self.firings: list[dict[Row, None]] = [{} for _ in self.rules]
        self._by_conclusion: dict[Numbers, list[tuple[int, Row]]] = {}
        self._by_premise: dict[Numbers, set[tuple[int, Row]]] | None = None

    # Terms

    def number(self, term: Term) -> int:
        found = self._numbers.get(term)
        if found is None:
            found = self._numbers[term] = len(self._terms)
            self._terms.append(term)
        return found

    def term(self, number: int) -> Term:
        return self._terms[number]

    def written(self, number: int) -> str:
        """Gives a term as Turtle writes it."""
        while len(self._written) <= number:  # terms are numbered as they come
            self._written.append(written(self._terms[len(self._written)]))
        return self._written[number]

    def terms(self) -> Sequence[Term]:
        return self._terms

    def numbers(self, triple: Triple) -> Numbers:
        return (self.number(triple.subject), self.number(triple.predicate), self.number(triple.object))

    def triple(self, numbers: Numbers, graph: str = "") -> Triple:
        s, p, o = numbers
        return Triple(self._terms[s], self._terms[p], self._terms[o], graph)

    # Firings

    def record(self, rule: int, answer: Rows) -> list[Numbers]:
        """Keeps the solutions of a rule; gives what no rule concluded before, each statement once."""
        plan = self._plans.get(rule)
        if plan is None:
            plan = self._plans[rule] = Plan(self, self.rules[rule], answer.variables)
        order = [answer.variables.index(c) for c in plan.columns] if plan.columns != answer.variables else None
        known, conclusions, number = self.firings[rule], self._by_conclusion, self._numbers
        fresh: list[Numbers] = []
        for cells in answer.rows:
            if order:
                cells = tuple(cells[n] for n in order)
            row = tuple([-1 if c is None else (number[c] if c in number else self.number(c)) for c in cells])
            if row in known:
                continue
            known[row] = None
            firing = (rule, row)
            for pattern in plan.template:
                said = fill(pattern, row)
                if _UNBOUND in said:
                    continue
                others = conclusions.get(said)
                if others is None:
                    conclusions[said] = [firing]
                    fresh.append(said)
                else:
                    others.append(firing)
            if self._by_premise is not None:
                for said in self.premises_of(rule, row):
                    self._by_premise.setdefault(said, set()).add(firing)
        return fresh

    def drop(self, rule: int, row: Row) -> None:
        """Forgets a firing."""
        del self.firings[rule][row]
        firing = (rule, row)
        for said in self.conclusions_of(rule, row):
            others = self._by_conclusion[said]
            others.remove(firing)
            if not others:
                del self._by_conclusion[said]
        for said in self.premises_of(rule, row):
            self.by_premise()[said].discard(firing)

    def restore(self, rule: int, row: Row) -> None:
        """Takes back a firing that was dropped."""
        self.firings[rule][row] = None
        for said in self.conclusions_of(rule, row):
            self._by_conclusion.setdefault(said, []).append((rule, row))
        for said in self.premises_of(rule, row):
            self.by_premise().setdefault(said, set()).add((rule, row))

    def columns(self, rule: int) -> tuple[str, ...]:
        """Gives the variables of a rule's rows; () while it has not run."""
        plan = self._plans.get(rule)
        return plan.columns if plan else ()

    def plan(self, rule: int) -> Plan:
        """Gives a rule's patterns with column places; the rule has run."""
        return self._plans[rule]

    def conclusions_of(self, rule: int, row: Row) -> list[Numbers]:
        found = [fill(p, row) for p in self._plans[rule].template]
        return list(dict.fromkeys(t for t in found if _UNBOUND not in t))

    def premises_of(self, rule: int, row: Row) -> list[Numbers]:
        return list(dict.fromkeys(fill(p, row) for p in self._plans[rule].premises))

    def by_premise(self) -> dict[Numbers, set[tuple[int, Row]]]:
        """Gives the firings by premise; built when first asked for, since a full run does not need it."""
        if self._by_premise is None:
            self._by_premise = {}
            for rule, rows in enumerate(self.firings):
                for row in rows:
                    for said in self.premises_of(rule, row):
                        self._by_premise.setdefault(said, set()).add((rule, row))
        return self._by_premise

    def concluding(self, said: Numbers) -> list[tuple[int, Row]]:
        return self._by_conclusion.get(said, [])

    def conclusions(self, rule: int) -> dict[Numbers, None]:
        """Gives what a rule concludes, in the order of its firings."""
        return {said: None for row in self.firings[rule] for said in self.conclusions_of(rule, row)}

    # What a caller asks

    def derivations(self, triple: Triple) -> list[Derivation]:
        """Gives every way in which a statement follows; [] for one that does not. The triple's graph is not looked at."""
        return [self.derivation(rule, row, self.numbers(triple)) for rule, row in self.concluding(self.numbers(triple))]

    def derivation(self, rule: int, row: Row, said: Numbers) -> Derivation:
        made = self.rules[rule]
        premises = tuple(self.triple(t) for t in self.premises_of(rule, row))
        return Derivation(made.id, self.triple(said, made.graph), premises, *(self.absent(rule, row, lang) for lang in LANGUAGES))

    def absent(self, rule: int, row: Row, lang: str = "vi") -> tuple[str, ...]:
        """Gives what the rule found nothing said of, in a language, its variables replaced by terms."""
        cells = dict(zip(self.columns(rule), row, strict=True))
        return absent_sentences(self.rules[rule].header.get(f"absent@{lang}", ""), cells, self.term)

    def inferred(self) -> Iterator[Triple]:
        """Gives every derived statement, once for each rule that derives it, in that rule's graph."""
        for rule, made in enumerate(self.rules):
            for said in self.conclusions(rule):
                yield self.triple(said, made.graph)

    def counts(self) -> dict[str, int]:
        """Gives the number of derivations of each rule."""
        return {made.id: len(rows) for made, rows in zip(self.rules, self.firings, strict=True)}

    def __len__(self) -> int:
        return len(self._by_conclusion)
