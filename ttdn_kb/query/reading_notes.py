"""What a person should know of a fresh reading.

Takes a reading and what the user stated; gives notes in both languages, each with what can be done; knows nothing of files and terminals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.proposals import province_named
from ttdn_kb.graph.provinces import namesakes, official_name, plain_name, units_named
from ttdn_kb.query.ingesting import Ingested
from ttdn_kb.query.source_fields import unsaid


def notes_on(found: Ingested, given: Mapping[str, str]) -> Iterator[Words]:
    """Gives what a person should know of a reading, and what they can do about it.

    Args:
        given: fields that the user stated.
    """
    yield from found.stored.notes
    # Nothing rests on the signer; the other three name the document and place it in time.
    if lacking := [(name, words) for name, words in unsaid(found.reading.metadata) if name != "signer"]:
        options = " ".join(f"--{name}" for name, _ in lacking)
        yield Words(
            f"văn bản không cho đọc được {', '.join(words.vi for _, words in lacking)}; biết thì nêu khi đọc lại: {options}",
            f"not to be read from the document: {', '.join(words.en for _, words in lacking)}; if you know, say so and read it again: {options}",
        )
    yield from _notes_on_place(found, given)
    if not found.reading.norms:
        yield Words(
            "không thấy quy định giao việc nào; nếu tệp không phải văn bản quy phạm hay hành chính thì bỏ qua kết quả này",
            "no provision that assigns work was found; if the file is no legal or administrative document, disregard this result",
        )


def _notes_on_place(found: Ingested, given: Mapping[str, str]) -> Iterator[Words]:
    """What makes it doubtful of which province a document is."""
    said = found.reading.metadata
    name, mine = official_name(said.province), said.province
    stated = units_named(given.get("province", "")) == (mine,)
    for other in () if stated or said.issued or said.in_force else namesakes(mine):
        units = f"{name} cũ hay mới: đọc như của {mine}; nếu là {other} thì nêu --province {other}"
        yield Words(
            f"văn bản không có ngày nên không rõ là của {units} hoặc nêu --issued",
            f"the document has no day, so that it may be of the old or the new {name}: read as of {mine}; if it is of {other}, "
            f"say --province {other} or --issued",
        )
    named = province_named(found.fields["issuer"])
    if given.get("province") and named and plain_name(named) != plain_name(mine):
        yield Words(
            f"văn bản nói cơ quan ban hành là {found.fields['issuer']}, còn --province nêu {name}; xem lại",
            f"the document says that {found.fields['issuer']} issued it, but --province says {name}; see which is right",
        )
