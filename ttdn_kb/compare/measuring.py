"""How well an extractor reads: its norms beside reviewed ones.

Takes reviewed readings (documents of the base, or a folder of readings) and an extractor; gives measures by field and document; knows nothing of how
they are shown. The extractor sees the text alone.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ttdn_kb.compare.base_norms import norms_of
from ttdn_kb.foundation.errors import TtdnError, cause
from ttdn_kb.foundation.model import Assignment, Norm, Span
from ttdn_kb.graph.agents_index import load
from ttdn_kb.graph.documents import read_sources
from ttdn_kb.graph.norm_records import ROLES
from ttdn_kb.graph.store import Store
from ttdn_kb.norms.evaluate import Evaluation, agreed, evaluate, faults_met, reliability
from ttdn_kb.norms.extractor import Extractor
from ttdn_kb.structure.metadata import read_metadata
from ttdn_kb.structure.tree import parse

_REMEDY = "sửa theo bench/corpus/README.md"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document with reviewed norms; `province` is the notation, "" where it does not matter."""

    name: str
    province: str
    text: str
    norms: tuple[Norm, ...]


@dataclass(slots=True)
class Measured:
    """Measures of an extractor: by document, together, and (confidence, was right) of every assignment it gave."""

    documents: dict[str, Evaluation] = field(default_factory=dict)
    total: Evaluation = field(default_factory=Evaluation)
    confidences: list[tuple[float, bool]] = field(default_factory=list)

    def reliability(self) -> list[tuple[float, float, int]]:
        """Gives the reliability table: mean confidence, share that was right, number."""
        return reliability(self.confidences)

    def faults_met(self, part: float = 0.2) -> float:
        """Gives the share of all faults that lie in the least certain `part` of the assignments."""
        return faults_met(self.confidences, part)


def reviewed_of_base(store: Store) -> list[Reviewed]:
    """Gives the documents of the base with their reviewed norms."""
    return [Reviewed(s.fields["label"], s.fields["province"], s.text, tuple(norms_of(store, s.iri))) for s in read_sources()]


def reviewed_of_folder(folder: str) -> list[Reviewed]:
    """Gives the readings of a folder: pairs NAME.txt and NAME.jsonl, one norm or one stretch without norm a line (see bench/corpus/README.md).

    Raises:
        TtdnError: `bad-reading`, naming file and line.
    """
    try:
        files = sorted(file for file in os.listdir(folder) if file.endswith(".jsonl"))
    except OSError as error:
        raise TtdnError("bad-reading", "Không mở được thư mục bản đọc mẫu", folder, cause(error), "xem lại tên thư mục") from error
    if not files:
        raise TtdnError("bad-reading", "Thư mục không có bản đọc mẫu nào", folder, "không thấy tệp .jsonl", _REMEDY)
    found = []
    for file in files:
        path = os.path.join(folder, file)
        try:
            with open(path[: -len(".jsonl")] + ".txt", encoding="utf-8", newline="") as source, open(path, encoding="utf-8") as lines:
                text, said = source.read(), list(lines)
        except (OSError, UnicodeDecodeError) as error:
            why = f"{getattr(error, 'filename', None) or path}: {cause(error)}"
            raise TtdnError("bad-reading", "Không đọc được bản đọc mẫu", path, why, _REMEDY) from error
        found.append(Reviewed(file[: -len(".jsonl")], "", text, tuple(_norms(text, said, path))))
    return found


def _norms(text: str, lines: list[str], path: str) -> list[Norm]:
    norms, here = [], 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            quote = re.compile(r"(?:\s|\*|\n\s*\d{1,3}\s*\n)+".join(re.escape(word) for word in said["q"].split()))
            place = quote.search(text, here) or quote.search(text)
            if place is None:
                raise ValueError("trích dẫn không có trong văn bản")
            here = place.start()
            if "none" not in said:
                norms.append(_norm(said, Span(*place.span()), place.group()))
        except KeyError as error:
            raise _bad(path, number, f"thiếu trường {error}") from error
        except (ValueError, AttributeError, TypeError, IndexError) as error:
            raise _bad(path, number, str(error)) from error
    return norms


def _norm(said: dict[str, Any], place: Span, quote: str) -> Norm:
    cast = tuple(Assignment(a[0], a[1], generic=len(a) > 2 and a[2] == "generic") for a in said["asg"])
    strange = {a.role for a in cast} - set(ROLES)
    if strange:
        raise ValueError(f"vai trò {', '.join(sorted(strange))} không có; các vai trò: {', '.join(ROLES)}")
    topics = tuple(said.get("topics", ()))
    return Norm("", said["p"], place, quote, said["mod"], cast, topics, deadline_value=said.get("dl", ""), frequency=said.get("freq", ""))


def _bad(path: str, number: int, why: str) -> TtdnError:
    return TtdnError("bad-reading", "Dòng đọc mẫu sai", f"{path}, dòng {number}", why, _REMEDY)


def measure(documents: Sequence[Reviewed], reader: Callable[[str], Extractor], without_own_province: bool = False) -> Measured:
    """Gives the measures of an extractor on documents.

    Args:
        reader: gives the extractor, its lexicon without the names known only from a province ("" keeps all).
        without_own_province: reads each document with a lexicon that never saw its province.
    """
    result = Measured()
    for document in documents:
        tree = parse(document.text)
        extractor = reader(document.province if without_own_province else "")
        found, _ = extractor.read(document.text, tree, read_metadata(document.text, tree))
        found = _registered(found, document.province)
        one = evaluate(document.norms, found)
        result.documents[document.name] = one
        result.total.add(one)
        result.confidences += _judged(document.norms, found)
    return result


def _registered(found: Sequence[Norm], province: str) -> tuple[Norm, ...]:
    """Gives the norms with the register's own name for each agent that it knows, as a draft has it; unchanged where the province is not known."""
    if not province:
        return tuple(found)
    index = load()

    def named(one: Assignment) -> Assignment:
        iri = "" if one.generic else index.known(one.agent, province)
        return replace(one, agent=index.labels[iri]) if iri else one

    return tuple(replace(norm, assignments=tuple(named(a) for a in norm.assignments)) for norm in found)


def _judged(reviewed: Sequence[Norm], found: Sequence[Norm]) -> list[tuple[float, bool]]:
    return [(a.confidence, right) for norm in found for a, right in zip(norm.assignments, agreed(norm, reviewed), strict=True)]
