"""The task scheme: each work has names, a definition that draws its border, a topic, and real clauses that stand in the sources."""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, SKOS

ROOT = Path(__file__).parents[3]
T = Namespace("https://w3id.org/ttdn/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEME = URIRef("https://w3id.org/ttdn/vocab/task")
TOPICS = URIRef("https://w3id.org/ttdn/vocab/topic")


def collapsed(text: str) -> str:
    """Quotes keep every letter of the source; line breaks of the page may be blanks."""
    return " ".join(text.split())


@functools.cache
def scheme() -> Graph:
    return Graph().parse(ROOT / "ontology" / "vocab" / "tasks.ttl")


@functools.cache
def topics() -> Graph:
    return Graph().parse(ROOT / "ontology" / "vocab" / "topics.ttl")


@functools.cache
def sources() -> dict[str, str]:
    """Label of a document -> its text with blanks collapsed."""
    found = {}
    for toml in (ROOT / "data" / "sources").glob("*/*/source.toml"):
        label = tomllib.loads(toml.read_text(encoding="utf-8"))["label"]
        found[label] = collapsed((toml.parent / "text.txt").read_text(encoding="utf-8"))
    return found


@functools.cache
def clauses() -> dict[URIRef, list[str]]:
    """Task -> the quotes of the encoded norms that have it."""
    graph = Graph()
    for path in (ROOT / "data" / "norms").glob("*/*.ttl"):
        graph.parse(path)
    found: dict[URIRef, list[str]] = defaultdict(list)
    for norm, task in graph.subject_objects(T.task):
        for quote in graph.objects(norm, T.evidence):
            found[URIRef(str(task))] += [collapsed(str(exact)) for exact in graph.objects(quote, OA.exact)]
    return found


def tasks() -> list[URIRef]:
    return sorted(URIRef(str(s)) for s in scheme().subjects(SKOS.inScheme, SCHEME))


def texts(task: URIRef, of: URIRef, language: str) -> list[str]:
    return [str(o) for o in scheme().objects(task, of) if isinstance(o, Literal) and o.language == language]


def examples(task: URIRef) -> list[tuple[str, str, str]]:
    """Quote, label of the document, provision of each example."""
    out = []
    for text in texts(task, SKOS.example, "vi"):
        quote, _, place = text.rpartition(" — ")
        label = next((known for known in sources() if place.startswith(known + ", ")), "")
        out.append((quote, label, place[len(label) + 2 :]))
    return out


EVERY = pytest.mark.parametrize("task", tasks(), ids=lambda task: str(task).rpartition("/")[2])


def test_the_scheme_has_the_concepts_it_declares_and_no_others() -> None:
    assert (SCHEME, RDF.type, SKOS.ConceptScheme) in scheme()
    assert set(scheme().subjects(RDF.type, SKOS.Concept)) == set(tasks())
    assert len(tasks()) >= 70


@EVERY
def test_a_task_is_a_concept_named_by_its_notation(task: URIRef) -> None:
    notations = [str(o) for o in scheme().objects(task, SKOS.notation)]
    assert [f"{SCHEME}/{n}" for n in notations] == [str(task)]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", notations[0])


@EVERY
def test_a_task_has_one_label_in_each_language(task: URIRef) -> None:
    assert len(texts(task, SKOS.prefLabel, "vi")) == 1
    assert len(texts(task, SKOS.prefLabel, "en")) == 1


@EVERY
def test_a_definition_is_one_sentence_that_says_what_belongs_and_what_does_not(task: URIRef) -> None:
    (vi,) = texts(task, SKOS.definition, "vi")
    (en,) = texts(task, SKOS.definition, "en")
    assert vi.endswith(".") and en.endswith(".")
    assert re.search(r"không (gồm|dùng)", vi)
    assert re.search(r"\b(not|neither|never)\b", en)


@EVERY
def test_a_task_stands_under_one_topic_of_the_topic_scheme(task: URIRef) -> None:
    (topic,) = scheme().objects(task, T.underTopic)
    assert (topic, SKOS.inScheme, TOPICS) in topics()


@EVERY
def test_an_example_stands_letter_by_letter_in_its_source(task: URIRef) -> None:
    found = examples(task)
    assert len(found) in (1, 2)
    for quote, label, provision in found:
        assert label, "the example names no document of data/sources"
        assert quote in sources()[label]
        assert re.match(r"(QĐ )?Điều \d+|[IVX]+\b", provision)


@EVERY
def test_examples_are_two_unless_the_corpus_has_one_clause(task: URIRef) -> None:
    if not clauses():
        pytest.skip("data/norms names no tasks yet")
    quotes = clauses().get(task, [])
    assert quotes, "no clause of the corpus has this task"
    assert len(examples(task)) == min(2, len(quotes))
    for quote, _, _ in examples(task):
        assert quote in quotes


def test_no_two_tasks_have_the_same_name() -> None:
    for language in ("vi", "en"):
        names = Counter(name.casefold() for task in tasks() for name in texts(task, SKOS.prefLabel, language))
        assert [name for name, times in names.items() if times > 1] == []


def test_flags_are_plain_truths_and_reports_stand_under_reporting() -> None:
    for flag in (T.joint, T.mustBeReported):
        assert {o.toPython() for o in scheme().objects(None, flag) if isinstance(o, Literal)} == {True}
    for task in scheme().subjects(T.mustBeReported):
        assert (task, T.underTopic, URIRef(f"{TOPICS}/reporting")) in scheme()


def test_the_corpus_names_only_tasks_of_the_scheme() -> None:
    if not clauses():
        pytest.skip("data/norms names no tasks yet")
    assert set(clauses()) <= set(tasks())
