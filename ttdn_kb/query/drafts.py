"""Drafts: what ingest keeps of a file.

Takes a reading; gives a folder with the original byte for byte, text.txt, source.toml, draft.ttl and remarks.json, put in place
in one move; reads it again. Knows nothing of terminals. What a person wrote (reviews.ttl, fields changed in source.toml) outlives
every new reading.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ttdn_kb import __version__
from ttdn_kb.foundation.errors import TtdnError, UsageError, cause
from ttdn_kb.foundation.model import Metadata, Norm, Provision, ProvisionKind, Reading, Remark, Span
from ttdn_kb.graph import agents_index
from ttdn_kb.graph.documents import Source, link_iri, read_source
from ttdn_kb.graph.draft_turtle import draft_turtle
from ttdn_kb.graph.minting import slug
from ttdn_kb.graph.norm_records import NormEntry, read_norms
from ttdn_kb.graph.review_records import Decision, read_reviews, reviews_turtle
from ttdn_kb.query.assignment_table import AssignmentRow, rows_of_reading
from ttdn_kb.query.days import parse_day
from ttdn_kb.query.ingesting import DAYS, Extractor, Ingested, read_stored, refuse_to_end_early
from ttdn_kb.query.source_fields import FIELDS, source_toml
from ttdn_kb.text.readers import StoredText
from ttdn_kb.text.readers import read_source as read_file

DRAFT, SOURCE, TEXT, REMARKS, REVIEWS, ORIGINAL = "draft.ttl", "source.toml", "text.txt", "remarks.json", "reviews.ttl", "original"
_METADATA = tuple(n for n in FIELDS if n in Metadata.__dataclass_fields__)
_STALE = 3600.0


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as stored.

    Attributes:
        folder: where it lies.
        source: document, text and fields.
        entries: its norms.
        decisions: of reviewers, oldest first.
        remarks: what could not be read.
        given: fields that a person stated or changed.
    """

    folder: str
    source: Source
    entries: tuple[NormEntry, ...]
    decisions: tuple[Decision, ...]
    remarks: tuple[Remark, ...]
    given: dict[str, str]

    @property
    def norms(self) -> tuple[Norm, ...]:
        return tuple(e.norm for e in self.entries)


def drafts_folder(typed: str = "") -> str:
    """Gives the folder of drafts: the one that was typed, TTDN_DRAFTS, or `ttdn-drafts` in the current folder."""
    return os.path.abspath(typed or os.environ.get("TTDN_DRAFTS") or "ttdn-drafts")


def place_of(path: str, stored: StoredText, root: str) -> str:
    """Gives the folder of a file's draft: the file's name and the mark of its bytes, so that the same file always has the same place."""
    return os.path.join(root, f"{stem_of(path)}-{stored.sha256[:8]}")


def stem_of(path: str) -> str:
    """Gives how the names of a file's drafts begin, whatever its bytes.

    >>> stem_of("a/Kế hoạch số 12.docx")
    'ke-hoach-so-12'
    """
    return slug(os.path.splitext(os.path.basename(path))[0])[:60].strip("-") or "van-ban"


def ingest_to(root: str, path: str, given: Mapping[str, str], extractor: Extractor | None = None) -> tuple[Ingested, str, tuple[Norm, ...] | None]:
    """Reads a file and keeps the draft.

    Returns:
        The reading, the draft's folder, and the norms of the draft that stood there before (None where there was none).

    Raises:
        TtdnError: where the file cannot be read or the folder cannot be written; nothing is changed then.
    """
    stored = read_file(path)
    place = place_of(path, stored, root)
    before = load(place) if os.path.isfile(os.path.join(place, DRAFT)) else None
    kept = {**(before.given if before else {}), **given}
    found = read_stored(path, stored, {n: v for n, v in kept.items() if n in _METADATA}, extractor)
    found.fields.update({n: v for n, v in kept.items() if n in ("id", "label", "missing")})
    _store(found, place, kept, before)
    return found, place, before.norms if before else None


def _store(found: Ingested, place: str, given: Mapping[str, str], before: Draft | None) -> None:
    root = os.path.dirname(place)
    try:
        os.makedirs(root, exist_ok=True)
        _sweep(root)
        temporary = tempfile.mkdtemp(prefix=".reading-", dir=root)
    except OSError as error:
        raise TtdnError(
            "not-writable", "Không ghi được bản nháp", root, cause(error), "đặt TTDN_DRAFTS hoặc --drafts tới một thư mục ghi được"
        ) from error
    try:
        os.chmod(temporary, 0o755)
        os.mkdir(os.path.join(temporary, ORIGINAL))
        name = os.path.basename(found.path)
        shutil.copyfile(found.path, os.path.join(temporary, ORIGINAL, name))
        _write(temporary, TEXT, found.reading.text)
        more = {"original": f"{ORIGINAL}/{name}", "original_sha256": found.stored.sha256, "encoding": found.stored.encoding or found.stored.kind}
        _write(temporary, SOURCE, source_toml(found.fields, more))
        _write(temporary, DRAFT, draft_turtle(found.iri, found.reading.norms, found.things, found.proposals, found.reader, now()))
        _write(temporary, REMARKS, json.dumps(_remarks(found, given), ensure_ascii=False, indent=1) + "\n")
        if before is not None and os.path.isfile(os.path.join(place, REVIEWS)):
            shutil.copyfile(os.path.join(place, REVIEWS), os.path.join(temporary, REVIEWS))
        _swap(temporary, place)
    except OSError as error:
        raise TtdnError("not-writable", "Không ghi được bản nháp", place, cause(error), "kiểm tra quyền và chỗ trống trên đĩa") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _swap(temporary: str, place: str) -> None:
    """Puts a finished folder in its place; the one that stood there goes only when the new one stands."""
    for _ in range(5):
        if not os.path.lexists(place):
            try:
                os.rename(temporary, place)
                return
            except OSError:
                # Another process read the same file and was first: take its place in turn.
                if not os.path.isdir(place):
                    raise
        aside = tempfile.mkdtemp(prefix=".reading-", dir=os.path.dirname(place))
        try:
            os.rename(place, aside)
        except OSError:
            os.rmdir(aside)
            continue
        try:
            os.rename(temporary, place)
        except OSError:
            if not os.path.lexists(place):
                os.rename(aside, place)
            continue
        shutil.rmtree(aside, ignore_errors=True)
        return
    raise OSError(None, "thư mục đang được một tiến trình khác ghi", place)


def _sweep(root: str) -> None:
    """Removes what a killed process left behind; a younger folder may belong to one that still writes."""
    for name in os.listdir(root):
        path = os.path.join(root, name)
        if name.startswith(".reading-") and time.time() - os.path.getmtime(path) > _STALE and not os.path.isfile(os.path.join(path, DRAFT)):
            shutil.rmtree(path, ignore_errors=True)


def _write(folder: str, name: str, text: str) -> None:
    with open(os.path.join(folder, name), "wb") as file:
        file.write(text.encode("utf-8", "surrogatepass"))


def _remarks(found: Ingested, given: Mapping[str, str]) -> dict[str, Any]:
    return {
        "version": __version__,
        "reader": found.reader,
        "given": dict(given),
        "fields": {n: str(found.fields.get(n, "")) for n in FIELDS},
        "notes": [note.vi for note in found.stored.notes],
        "remarks": [
            {"code": r.code, "provision": r.path, "start": r.span.start, "end": r.span.end, "text": r.text, "message": r.message}
            for r in found.reading.remarks
        ],
        "new_agents": [p._asdict() for p in found.proposals],
        "bases": [{k: v for k, v in asdict(r).items() if k != "span"} for r in found.reading.metadata.legal_bases],
    }


def load(place: str) -> Draft:
    """Reads a draft.

    Raises:
        TtdnError: `no-such-draft`, or the fault of the file that cannot be read.
    """
    path = os.path.join(place, DRAFT)
    if not os.path.isfile(path):
        raise TtdnError(
            "no-such-draft", "Không có bản nháp ở đây", place, f"thư mục không có tệp {DRAFT}", "nêu thư mục mà lệnh ttdn ingest đã in ra"
        )
    from ttdn_kb.structure.tree import parse

    source = read_source(place, os.path.basename(place))
    with open(path, "rb") as file:
        data = file.read()
    paths = {node.eid: node.path for node in parse(source.text).walk()}
    entries = read_norms(data, path, source.iri, paths, labels_for(source), agents_index.load().generic)
    said = _json(os.path.join(place, REMARKS))
    remarks = tuple(Remark(r["code"], Span(r["start"], r["end"]), r["provision"], r["text"], r["message"]) for r in said.get("remarks", ()))
    written = said.get("fields", {})
    changed = {n: str(source.fields.get(n, "")) for n in FIELDS if n != "sha256" and n in written and str(source.fields.get(n, "")) != written[n]}
    _check_days(os.path.join(place, SOURCE), source.fields, changed)
    return Draft(place, source, tuple(entries), tuple(decisions_of(place)), remarks, {**said.get("given", {}), **changed})


def _check_days(where: str, fields: Mapping[str, Any], changed: Mapping[str, str]) -> None:
    """Refuses days that a person wrote into source.toml and that cannot be."""
    try:
        for name in DAYS:
            if changed.get(name) and parse_day(changed[name], "") != changed[name]:
                raise UsageError("bad-date", "Ngày không hợp lệ", changed[name], "không viết theo mẫu năm-tháng-ngày", "viết như 2025-07-01")
        if any(name in changed for name in DAYS):
            refuse_to_end_early({name: str(fields.get(name, "")) for name in DAYS})
    except UsageError as error:
        raise TtdnError(
            "bad-source", "Ngày trong source.toml không dùng được", where, f"{error.where}: {error.why}", "sửa các trường issued, in_force, expires"
        ) from error


def labels_for(source: Source) -> dict[str, str]:
    """Gives names by IRI: of the register, of named things, of a document and of those it cites."""
    index = agents_index.load()
    cited = {link_iri(k): " ".join(p for p in (k["kind"], k["number"]) if p) if k["number"] else k["title"] for k in source.fields.get("links", ())}
    return {**cited, source.iri: str(source.fields.get("label", "")), **index.labels, **index.things}


def _json(path: str) -> dict[str, Any]:
    try:
        with open(path, encoding="utf-8") as file:
            said = json.load(file)
    except (OSError, ValueError) as error:
        raise TtdnError("bad-draft", "Không đọc được bản nháp", path, str(error), "nạp lại văn bản gốc bằng ttdn ingest") from error
    return said if isinstance(said, dict) else {}


def decisions_of(place: str) -> list[Decision]:
    """Gives the decisions kept beside a draft, oldest first."""
    path = os.path.join(place, REVIEWS)
    if not os.path.isfile(path):
        return []
    with open(path, "rb") as file:
        return read_reviews(file.read(), path)


def keep_decisions(draft: Draft, new: list[Decision]) -> Draft:
    """Adds decisions to reviews.ttl, which is replaced in one step; earlier ones stay."""
    every = [*decisions_of(draft.folder), *new]
    path = os.path.join(draft.folder, REVIEWS)
    temporary = f"{path}.{os.getpid()}"
    try:
        with open(temporary, "wb") as file:
            file.write(reviews_turtle(draft.source.iri, every).encode("utf-8", "surrogatepass"))
        os.replace(temporary, path)
    except OSError as error:
        raise TtdnError("not-writable", "Không ghi được quyết định rà soát", path, cause(error), "kiểm tra quyền và chỗ trống trên đĩa") from error
    return Draft(draft.folder, draft.source, draft.entries, tuple(every), draft.remarks, draft.given)


def read_again(draft: Draft, extractor: Extractor | None = None) -> Ingested:
    """Reads the stored text of a draft again with the reader of today; nothing is kept."""
    given = {n: v for n, v in draft.given.items() if n in _METADATA}
    found = read_stored(draft.folder, StoredText(draft.source.text, draft.source.sha256, "txt"), given, extractor)
    found.fields.update({n: str(draft.source.fields[n]) for n in ("id", "label")})
    return found


def rows_of(norms: list[tuple[str, Norm, str]], source: Source) -> list[AssignmentRow]:
    """Gives table rows of norms.

    Args:
        norms: (IRI, norm, status).
    """
    nowhere = Provision(ProvisionKind.DOCUMENT, "", Span(0, 0))
    rows: list[AssignmentRow] = []
    for iri, norm, status in norms:
        reading = Reading("", source.sha256, Metadata(province=source.fields.get("province", "")), nowhere, (norm,))
        rows += [row._replace(status=status) for row in rows_of_reading(reading, source.fields.get("label", ""), [iri])]
    return rows


def now() -> str:
    """Gives the time with its zone, to the second, ISO 8601."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")
