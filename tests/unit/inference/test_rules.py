"""Each rule fires where it must, stays silent where it must, and says in its header what it reads and writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.graph.namespaces import PREFIXES, VOCAB
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.store import Term
from ttdn_kb.inference.engine import infer
from ttdn_kb.inference.rule import TYPE, Pattern, Rule
from ttdn_kb.inference.rule_file import compile_rule, load_rules, strata

CASES = Path(__file__).parents[2] / "cases" / "rules"
RULES = {rule.id: rule for rule in load_rules()}


def derived(rule: Rule, file: Path) -> set[tuple[Term, Term, Term]]:
    store = OxigraphStore()
    store.load(file.read_bytes(), "urn:case", str(file))
    return {t[:3] for t in infer(store, tuple(RULES.values())).inferred() if t.graph == rule.graph}


def stated(file: Path) -> set[tuple[Term, Term, Term]]:
    store = OxigraphStore()
    store.load(file.read_bytes(), "urn:case", str(file))
    return {t[:3] for t in store.triples("urn:case")}


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    assert {p.name for p in CASES.iterdir()} == set(RULES)


@pytest.mark.parametrize("name", sorted(RULES), ids=lambda n: f"{n} fires")
def test_rule_concludes_what_its_case_expects(name: str) -> None:
    expected = stated(CASES / name / "expected.ttl")
    assert expected
    assert expected <= derived(RULES[name], CASES / name / "fires.ttl")


@pytest.mark.parametrize("name", sorted(RULES), ids=lambda n: f"{n} stays silent")
def test_rule_concludes_nothing_where_one_condition_is_missing(name: str) -> None:
    assert stated(CASES / name / "silent.ttl")
    assert derived(RULES[name], CASES / name / "silent.ttl") == set()


def short(key: str) -> str:
    names = {**PREFIXES, **{s: f"{VOCAB}{s}/" for s in ("role", "level", "province", "validity", "agency-type")}, "kind": f"{VOCAB}change-kind/"}
    if key.startswith(TYPE + " "):
        return "a " + (key.split(" ")[1] if key.endswith("*") else short(key.split(" ")[1]))
    return next((f"{n}:{key[len(i) :]}" for n, i in names.items() if key.startswith(i)), key)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: f"{r.id} says what it reads and writes")
def test_header_tells_what_the_rule_reads_and_writes(rule: Rule) -> None:
    for field, keys in (("reads", rule.reads()), ("watches", rule.watches()), ("writes", rule.writes())):
        assert rule.header.get(field, "") == ", ".join(sorted(short(k) for k in keys)), field
    for field in ("title@vi", "title@en", "basis@vi", "basis@en"):
        assert rule.header[field]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: f"{r.id} is read as rdflib reads it")
def test_patterns_are_those_that_rdflib_finds(rule: Rule) -> None:
    from rdflib.plugins.sparql.algebra import translateQuery, traverse
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.term import Variable

    from ttdn_kb.graph.rdflib_store import to_term

    text = Path(f"{RULES_FOLDER}/{rule.id}.rq").read_text(encoding="utf-8")
    algebra = translateQuery(parseQuery(text)).algebra

    def pattern(triple: tuple[object, ...]) -> Pattern:
        s, p, o = (str(n) if isinstance(n, Variable) else to_term(n) for n in triple)
        return Pattern(s, p, o)

    found: set[Pattern] = set()
    traverse(algebra.p, lambda node: found.update(map(pattern, node.triples)) if getattr(node, "name", "") in ("BGP", "TriplesBlock") else None)
    negative = {p for group in rule.negative for p in group}
    # rdflib keeps what stands inside NOT EXISTS in the filter's expression, which traverse does not enter.
    assert set(rule.premises) <= found <= set(rule.premises) | negative
    assert set(rule.template) == set(map(pattern, algebra.template))


def _folder() -> str:
    from ttdn_kb.foundation.resources import folder

    return folder("ontology/rules")


RULES_FOLDER = _folder()

HEAD = "#+ title@vi: x\nPREFIX x: <http://x/>\nCONSTRUCT { ?a x:q ?b } WHERE "
REFUSED = [
    ("a property path hides premises", "{ ?a x:p/x:r ?b }"),
    ("a union leaves open which premise holds", "{ { ?a x:p ?b } UNION { ?a x:r ?b } }"),
    ("an undeclared prefix", "{ ?a y:p ?b }"),
    ("EXISTS hides a premise", "{ ?a x:p ?b . FILTER EXISTS { ?a x:r ?b } }"),
    ("NOT EXISTS with two patterns is quadratic", "{ ?a x:p ?b . FILTER NOT EXISTS { ?a x:r ?c . ?c x:r ?b } }"),
    ("a negative part without a sentence", "{ ?a x:p ?b . FILTER NOT EXISTS { ?a x:r ?b } }"),
    ("an OPTIONAL that may hold or not", "{ ?a x:p ?b . OPTIONAL { ?a x:r ?c } }"),
    ("a blank node", "{ ?a x:p [ x:r ?b ] }"),
    ("text after the pattern", "{ ?a x:p ?b } LIMIT 3"),
    ("an unclosed pattern", "{ ?a x:p ?b "),
]


@pytest.mark.parametrize("body", [b for _, b in REFUSED], ids=[n for n, _ in REFUSED])
def test_what_a_rule_may_not_say_is_refused_with_its_place(body: str) -> None:
    with pytest.raises(TtdnError) as error:
        compile_rule(HEAD + body, "ontology/rules/thu.rq")
    assert error.value.code == "bad-rule"
    assert error.value.where == "ontology/rules/thu.rq"


def test_a_rule_that_needs_the_absence_of_its_own_result_is_refused() -> None:
    absent = "#+ absent@vi: không\n#+ absent@en: nothing\n"
    one = compile_rule(absent + "PREFIX x: <http://x/>\nCONSTRUCT { ?a x:q ?b } WHERE { ?a x:p ?b . FILTER NOT EXISTS { ?a x:r ?b } }", "one.rq")
    two = compile_rule("PREFIX x: <http://x/>\nCONSTRUCT { ?a x:r ?b } WHERE { ?a x:q ?b }", "two.rq")
    with pytest.raises(TtdnError) as error:
        strata((one, two))
    assert error.value.code == "bad-rule"


def test_rules_run_after_what_they_need() -> None:
    rules = tuple(RULES.values())
    order = {rules[n].id: place for place, group in enumerate(strata(rules)) for n in group}
    assert order["body_ends_by_event"] < order["body_exists_until"] < order["orphaned_duty"] < order["candidate_after_split"]
    assert order["document_in_force_until"] < order["duty_passes_to_successor"] == order["member_inherits_duty_of_collective"]
