"""A build that cannot be written: said in words, with the build in use as it was."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ttdn_kb.foundation.errors import TtdnError
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


def test_a_fault_that_is_not_of_the_disk_is_not_laid_on_it(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_assemble", _fails(errno.ENOENT))
    with pytest.raises(FileNotFoundError):
        building.build()
    assert len(list(store.iterdir())) == 2
