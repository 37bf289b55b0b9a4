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
# Gap checks are held to both engines by their own cases.
FILES = sorted(p for p in (ROOT / "queries").rglob("*.rq") if p.parent.name != "checks")
QUESTIONS = sorted((ROOT / "queries" / "questions").glob("*.rq"))
XSD = "http://www.w3.org/2001/XMLSchema#"


# rdflib needs minutes for what the embedded store does at once, so both engines get the base without these documents.
LEFT_OUT = tuple(f"<https://w3id.org/ttdn/id/{document}" for document in ("ha-tinh/", "quang-tri/", "trung-uong/nghi-dinh/72-2015"))


@pytest.fixture(scope="session")
def one_document(built: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base with the norms of one province only, inferred statements included."""
    path = tmp_path_factory.mktemp("engines") / "base.nq"
    with (Path(built) / build_place.QUADS).open(encoding="utf-8") as lines, path.open("w", encoding="utf-8") as out:
        out.writelines(line for line in lines if not line.startswith(LEFT_OUT))
    return path


@pytest.fixture(scope="session")
def reference(one_document: Path) -> RdflibStore:
    return RdflibStore(str(one_document))


@pytest.fixture(scope="session")
def embedded(one_document: Path) -> OxigraphStore:
    store = OxigraphStore()
    store.load_quads(str(one_document))
    return store


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
def test_same_rows_on_both_engines(path: Path, embedded: OxigraphStore, reference: RdflibStore) -> None:
    text = read(str(path)).text
    rows = plain(embedded.select(text))
    assert rows == plain(reference.select(text))


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda p: p.stem)
def test_the_shared_base_is_no_empty_base(path: Path, embedded: OxigraphStore) -> None:
    assert embedded.select(read(str(path)).text).rows


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda p: p.stem)
def test_compiled_answers_are_the_query_for_every_choice(path: Path, base: OxigraphStore, answers: AnswerFile) -> None:
    question = read(str(path))
    compiled = answers.question(question.id)
    compared = 0
    for parameter in question.parameters:
        choices = answers.fetch("SELECT DISTINCT value FROM choice WHERE list = ? ORDER BY value", (parameter.choices,))
        # All provinces, documents and topics; of the long lists every ninth value.
        for (value,) in choices if len(choices) < 30 else choices[::9]:
            rows = base.select(bind(question, {parameter.name: [Term("iri", value)]}))
            expected = sorted(tuple("" if t is None else t.value for t in row) for row in rows.rows)
            got = sorted(answers.answer(compiled, {parameter.name: [value]}))
            assert got == expected, f"{parameter.name} = {value}"
            compared += 1
    assert compared > 0
