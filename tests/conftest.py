"""Shared by all tests: one base, built once, in a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.query import build_place
from ttdn_kb.query.answers import AnswerFile


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The folder of a build of the repository's own data; TTDN_STORE points to it for the whole run."""
    before = os.environ.get("TTDN_STORE")
    os.environ["TTDN_STORE"] = str(tmp_path_factory.mktemp("store"))
    from ttdn_kb.query.building import build

    yield build()
    if before is None:
        del os.environ["TTDN_STORE"]
    else:
        os.environ["TTDN_STORE"] = before


@pytest.fixture(scope="session")
def base(built: str) -> OxigraphStore:
    """The whole base in memory, asserted and inferred."""
    store = OxigraphStore()
    store.load_quads(str(Path(built) / build_place.QUADS))
    return store


@pytest.fixture(scope="session")
def answers(built: str) -> AnswerFile:
    return AnswerFile(str(Path(built) / build_place.ANSWERS))
