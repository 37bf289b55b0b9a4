"""A build that cannot be written: said in words, with the build in use as it was."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ttdn_kb.foundation.errors import TtdnError, cause
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.query import building

CONNECT = sqlite3.connect


def _small(path: str) -> sqlite3.Connection:
    """An answer file on a disk that has room for two pages."""
    db = CONNECT(path)
    db.execute("PRAGMA max_page_count = 2")
    return db


def _fails(number: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with a build in use, and nothing to be said in the next one."""
    monkeypatch.setenv("TTDN_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(building, "_assemble", lambda _: (OxigraphStore(), None))
    monkeypatch.setattr(building, "write_proofs", lambda *_: None)
    building.build()
    return tmp_path / "store"


@pytest.mark.parametrize(
    ("module", "name", "broken"),
    [
        pytest.param(building.sqlite3, "connect", _small, id="while answers are written"),
        pytest.param(building, "write_proofs", _fails(errno.ENOSPC), id="while proofs are written"),
        pytest.param(building.os, "replace", _fails(errno.ENOSPC), id="while the build is put in place"),
    ],
)
def test_a_full_disk_is_named_and_the_build_in_use_stays(
    store: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, broken: Callable[..., Any]
) -> None:
    before = {p.name for p in store.iterdir()}
    monkeypatch.setattr(module, name, broken)
    with pytest.raises(TtdnError) as error:
        building.build()
    assert (error.value.code, error.value.where, error.value.why) == ("store-not-writable", str(store), "đĩa đã hết chỗ")
    assert {p.name for p in store.iterdir()} == before


def _no_question(*_: object) -> None:
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "queries/questions/no.rq")


def _bad_statement(*_: object) -> None:
    CONNECT(":memory:").execute("INSERT INTO nothing VALUES (1)")


@pytest.mark.parametrize(("fault", "kind"), [(_no_question, FileNotFoundError), (_bad_statement, sqlite3.OperationalError)])
def test_a_fault_met_while_answers_are_written_is_not_laid_on_the_disk(
    store: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[..., None], kind: type[Exception]
) -> None:
    monkeypatch.setattr(building, "compile_answers", fault)
    with pytest.raises(kind):
        building.build()
    assert len(list(store.iterdir())) == 2


@pytest.mark.parametrize("below", ["", "store"], ids=["the store's place is a file", "what is above it is a file"])
def test_a_store_that_can_have_no_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TTDN_STORE", str(tmp_path / "file" / "a" / below))
    with pytest.raises(TtdnError) as error:
        building.build()
    assert error.value.code == "store-not-writable" and error.value.why == cause(NotADirectoryError(errno.ENOTDIR, ""))


def test_a_fault_that_is_not_of_the_disk_is_not_laid_on_it(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_assemble", _fails(errno.ENOENT))
    with pytest.raises(FileNotFoundError):
        building.build()
    assert len(list(store.iterdir())) == 2
