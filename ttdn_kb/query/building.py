"""The build: files in, an answering base out.

Takes ontology/, data/ and queries/; gives a build folder with the whole base as N-Quads, an Oxigraph store and the compiled answers; knows nothing of
commands. Steps: load what is asserted, state documents and structure, infer, compile answers, put in place in one move.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ttdn_kb.foundation.errors import TtdnError, cause
from ttdn_kb.foundation.resources import folder, store_folder
from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.dataset import dataset_triples
from ttdn_kb.graph.loading import load_asserted
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.store import Store, Term
from ttdn_kb.inference.engine import infer
from ttdn_kb.inference.ledger import Inference
from ttdn_kb.inference.proof_file import write_proofs
from ttdn_kb.query import build_place, searchable
from ttdn_kb.query.answers import WIDER, fold
from ttdn_kb.query.search import store_items
from ttdn_kb.sparql import choices
from ttdn_kb.sparql.query_file import QueryFile, read_folder

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE question (id TEXT PRIMARY KEY, title TEXT, title_en TEXT, columns TEXT, labels TEXT, labels_en TEXT, variables TEXT);
CREATE TABLE parameter (question TEXT, name TEXT, variable TEXT, choices TEXT, label TEXT, label_en TEXT, required TEXT);
CREATE TABLE choice (list TEXT, value TEXT, notation TEXT, label TEXT, label_en TEXT, name TEXT, folded TEXT);
CREATE INDEX choice_folded ON choice (list, folded);
CREATE INDEX choice_value ON choice (list, value);
"""
# What SQLite calls the causes that lie in the folder.
_SAID = {
    "SQLITE_FULL": cause(OSError(errno.ENOSPC, "")),
    "SQLITE_READONLY": cause(OSError(errno.EROFS, "")),
    "SQLITE_IOERR": cause(OSError(errno.EIO, "")),
    "SQLITE_CANTOPEN": cause(OSError(errno.EACCES, "")),
}


def build(progress: Callable[[Words], None] = lambda _: None) -> str:
    """Builds the base and makes it the one in use.

    Args:
        progress: is told each step.

    Returns:
        The folder of the new build.

    Raises:
        TtdnError: for data that cannot be read; `store-not-writable` where the folder cannot be written. The build in use stays as it was.
    """
    root = store_folder()
    mark = build_place.fingerprint()
    with _writing(root):
        os.makedirs(root, exist_ok=True)
        place = tempfile.mkdtemp(prefix="build-", dir=root)
    try:
        progress(Words("đọc bản thể luận, dữ liệu và cấu trúc văn bản", "reading ontology, data and the structure of the texts"))
        store, inference = _assemble(progress)
        with _writing(root):
            write_proofs(inference, store, os.path.join(place, build_place.PROOFS))
            store.dump(os.path.join(place, build_place.QUADS))
            progress(Words("trả lời trước các câu hỏi", "answering the questions beforehand"))
            compile_answers(store, os.path.join(place, build_place.ANSWERS), mark)
            _put_in_place(root, place)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return place


@contextmanager
def _writing(root: str) -> Iterator[None]:
    """Turns what keeps the store from being written into the error that says so; a fault of the data or of a question stays what it is."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        why = _unwritten(error, root)
        if not why:
            raise
        raise TtdnError(
            "store-not-writable", "Không ghi được kho dữ liệu", root, why, "dọn chỗ trên đĩa, hoặc đặt biến TTDN_STORE tới một thư mục ghi được"
        ) from error


def _unwritten(error: OSError | sqlite3.Error, root: str) -> str:
    """Gives why a folder takes nothing, "" where the error is not about it."""
    if isinstance(error, sqlite3.Error):
        return _SAID.get("_".join(getattr(error, "sqlite_errorname", "").split("_")[:2]), "")
    if not isinstance(error.filename, str | bytes):
        return cause(error)  # A write that fails names no file; what cannot be opened or read is named.
    ours, path = Path(root), Path(os.path.abspath(os.fsdecode(error.filename)))
    return cause(error) if path.is_relative_to(ours) or ours.is_relative_to(path) else ""


def assemble(progress: Callable[[Words], None] = lambda _: None) -> OxigraphStore:
    """Gives the whole base in memory: asserted and inferred."""
    return _assemble(progress)[0]


def _assemble(progress: Callable[[Words], None]) -> tuple[OxigraphStore, Inference]:
    store = OxigraphStore()
    load_asserted(store)
    progress(Words("suy diễn", "inferring"))
    inference = infer(store)
    store.add(dataset_triples(store))
    return store, inference


def _put_in_place(root: str, place: str) -> None:
    pointer = os.path.join(root, "CURRENT")
    temporary = f"{pointer}.{os.getpid()}"
    try:
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(os.path.basename(place))
        os.replace(temporary, pointer)
    except OSError:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise
    for name in os.listdir(root):
        path = os.path.join(root, name)
        # A build younger than an hour may belong to another process that is still writing it.
        if name.startswith("build-") and path != place and os.path.getmtime(place) - os.path.getmtime(path) > 3600:
            shutil.rmtree(path, ignore_errors=True)


def compile_answers(store: Store, path: str, mark: str) -> None:
    """Runs every question with all parameters open and keeps the rows, the catalogue and the choices."""
    db = sqlite3.connect(path)
    db.executescript(_SCHEMA)
    db.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (mark,))
    lists: set[str] = set(WIDER.values())
    for question in read_folder(folder("queries/questions")):
        _compile_question(db, store, question)
        lists |= {p.choices for p in question.parameters if p.choices}
    for name in sorted(lists):
        for choice in choices.load(store, name):
            db.executemany(
                "INSERT INTO choice VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(name, choice.value, choice.notation, choice.label, choice.label_en, n, fold(n)) for n in choice.names],
            )
    store_items(db, searchable.items(store))
    db.commit()
    db.close()


def _compile_question(db: sqlite3.Connection, store: Store, question: QueryFile) -> None:
    rows = store.select(question.text)
    labels = {lang: "\x1f".join(_labels(question, lang)) for lang in ("vi", "en")}
    db.execute(
        "INSERT INTO question VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            question.id,
            question.label("title", "vi"),
            question.label("title", "en"),
            "\x1f".join(question.columns or rows.variables),
            labels["vi"],
            labels["en"],
            "\x1f".join(rows.variables),
        ),
    )
    for p in question.parameters:
        db.execute(
            "INSERT INTO parameter VALUES (?, ?, ?, ?, ?, ?, ?)",
            (question.id, p.name, p.variable, p.choices, p.label_vi, p.label_en, str(int(p.required))),
        )
    names = ", ".join(f'"{v}" TEXT' for v in rows.variables)
    db.execute(f'CREATE TABLE "answer:{question.id}" ({names})')
    marks = ", ".join("?" * len(rows.variables))
    db.executemany(f'INSERT INTO "answer:{question.id}" VALUES ({marks})', [tuple(map(cell_text, row)) for row in rows.rows])


def _labels(question: QueryFile, lang: str) -> list[str]:
    given = [c.strip() for c in question.label("labels", lang).split(",") if c.strip()]
    return given or list(question.columns)


def cell_text(cell: Term | None) -> str:
    """Gives the text of an answer cell: the lexical form or IRI, "" where unbound."""
    return "" if cell is None else cell.value
