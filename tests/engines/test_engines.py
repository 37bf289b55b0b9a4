"""Every query gives the same rows on the embedded store, on rdflib, and from the compiled answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.rdflib_store import RdflibStore
from ttdn_kb.graph.store import Rows, Term
from ttdn_kb.query import build_place
from ttdn_kb.query.answers import AnswerFile
from ttdn_kb.sparql.binding import bind
from ttdn_kb.sparql.query_file import read

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "queries").rglob("*.rq"))
QUESTIONS = sorted((ROOT / "queries" / "questions").glob("*.rq"))
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="session")
def reference(built: str) -> RdflibStore:
    return RdflibStore(str(Path(built) / build_place.QUADS))


def plain(rows: Rows) -> list[tuple[str, ...]]:
    """Cells as sorted text; numbers by value, since engines write 1.0 and 1 alike."""

    def cell(term: Term | None) -> str:
        if term is None:
            return ""
        if term.datatype in (XSD + "decimal", XSD + "double", XSD + "integer"):
            return f"{float(term.value):g}"
        return f"{term.value}@{term.lang}" if term.lang else term.value

    return sorted(tuple(cell(t) for t in row) for row in rows.rows)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_same_rows_on_both_engines(path: Path, base: OxigraphStore, reference: RdflibStore) -> None:
    text = read(str(path)).text
    assert plain(base.select(text)) == plain(reference.select(text))


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda p: p.stem)
def test_compiled_answers_are_the_query_for_every_choice(path: Path, base: OxigraphStore, answers: AnswerFile) -> None:
    question = read(str(path))
    compiled = answers.question(question.id)
    compared = 0
    for parameter in question.parameters:
        for (value,) in answers.fetch("SELECT DISTINCT value FROM choice WHERE list = ?", (parameter.choices,)):
            rows = base.select(bind(question, {parameter.name: [Term("iri", value)]}))
            expected = sorted(tuple("" if t is None else t.value for t in row) for row in rows.rows)
            got = sorted(answers.answer(compiled, {parameter.name: [value]}))
            assert got == expected, f"{parameter.name} = {value}"
            compared += 1
    assert compared > 0
