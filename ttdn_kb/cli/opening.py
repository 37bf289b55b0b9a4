"""The built base, made first where it is missing or out of date."""

from __future__ import annotations

from ttdn_kb.cli.options import language, say
from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.query import build_place
from ttdn_kb.query.answers import AnswerFile
from ttdn_kb.query.asking import without_documents

_BUILDING = Words("Đang dựng kho dữ liệu", "Building the base")
_DAMAGED = Words(
    "Kho dữ liệu đã hỏng hoặc dựng dở; đang dựng lại từ các tệp gốc.", "The base is damaged or was built in part; it is built anew from its files."
)


def answers() -> AnswerFile:
    """Gives the compiled answers of a base that is true to its files."""
    place = ready()
    return AnswerFile(f"{place}/{build_place.ANSWERS}")


def province(file: AnswerFile, typed: str) -> str:
    """Gives the IRI of the province that was typed, "" for ""; says where the base has no document of it."""
    value = file.resolve("provinces", typed, "--province")[0] if typed else ""
    for note in without_documents(file, [value] if value else [], language()):
        say(note)
    return value


def base() -> OxigraphStore:
    """Gives the whole base in memory, asserted and inferred."""
    store = OxigraphStore()
    store.load_quads(f"{ready()}/{build_place.QUADS}")
    return store


def ready(force: bool = False) -> str:
    """Gives the folder of a build that is true to its files, building it where needed."""
    place = build_place.current()
    if place and not force:
        try:
            if AnswerFile(f"{place}/{build_place.ANSWERS}").meta("fingerprint") == build_place.fingerprint():
                return place
        except TtdnError:
            say(_DAMAGED.of(language()))
    from ttdn_kb.query.building import build

    return build(lambda step: say(f"{_BUILDING.of(language())}: {step.of(language())} …"))
