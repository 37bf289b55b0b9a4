"""The file that a text was drawn from goes into the base with it, byte for byte."""

from __future__ import annotations

import hashlib
import os
import tomllib
from pathlib import Path

import docx
import pytest

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.graph.documents import document_triples, read_sources
from ttdn_kb.graph.review_records import Decision
from ttdn_kb.query.drafts import Draft, ingest_to, keep_decisions, load
from ttdn_kb.query.publishing import publish
from ttdn_kb.query.reviewing import items

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "tests" / "cases" / "ingest" / "plan-head.txt").read_text(encoding="utf-8")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PLACE = "data/sources/an-giang/ke-hoach-12-2021"


def written(folder: Path, kind: str) -> Path:
    """A plan as a file of a kind."""
    path = folder / f"Kế hoạch.{kind}"
    if kind == "docx":
        document = docx.Document()
        for line in TEXT.splitlines():
            document.add_paragraph(line)
        document.save(str(path))
    elif kind == "html":
        path.write_text("<html><body>" + "".join(f"<p>{line}</p>" for line in TEXT.splitlines()) + "</body></html>", encoding="utf-8")
    else:
        path.write_text(TEXT, encoding="utf-8")
    return path


def at_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes a folder the base in use."""
    for name in ("ontology", "queries", "data/lexicon"):
        (folder / name).symlink_to(ROOT / name)
    monkeypatch.setenv("TTDN_HOME", str(folder))


def draft_of(folder: Path, kind: str) -> Draft:
    return load(ingest_to(str(folder / "d"), str(written(folder, kind)), {})[1])


@pytest.mark.parametrize(("kind", "media"), [("docx", WORD), ("html", "text/html")])
def test_the_file_received_lies_beside_its_text_and_is_told_in_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, media: str
) -> None:
    draft = draft_of(tmp_path, kind)
    done = publish(draft, str(tmp_path), partial=True)
    received = (tmp_path / f"Kế hoạch.{kind}").read_bytes()
    stored = tmp_path / PLACE / f"original.{kind}"
    assert f"{PLACE}/original.{kind}" in done.files and stored.read_bytes() == received
    fields = tomllib.loads((tmp_path / PLACE / "source.toml").read_text(encoding="utf-8"))
    digest = hashlib.sha256(received).hexdigest()
    assert (fields["original"], fields["original_sha256"], fields["media_type"]) == (stored.name, digest, media)
    at_home(tmp_path, monkeypatch)
    (source,) = read_sources()
    said = {(t.subject.value.rsplit("/", 1)[-1], t.predicate.value.rsplit("#", 1)[-1]): t.object.value for t in document_triples(source, frozenset())}
    assert said["text", "wasDerivedFrom"] == source.iri + "/original" and said["original", "sha256"] == digest
    assert said["original", "mediaType"].endswith(media) and said["original", "filePath"] == f"{PLACE}/{stored.name}"
    again = load(ingest_to(str(tmp_path / "e"), str(stored), {})[1])
    assert (again.source.text, again.source.id) == (source.text, source.id)


def test_a_text_has_no_file_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = publish(draft_of(tmp_path, "txt"), str(tmp_path), partial=True)
    assert sorted(p.name for p in (tmp_path / PLACE).iterdir()) == ["source.toml", "text.txt"] and not any("original" in f for f in done.files)
    assert "original" not in tomllib.loads((tmp_path / PLACE / "source.toml").read_text(encoding="utf-8"))
    at_home(tmp_path, monkeypatch)
    assert not any("original" in t.object.value for t in document_triples(read_sources()[0], frozenset()))


def test_the_file_received_is_replaced_with_its_text_only(tmp_path: Path) -> None:
    word = draft_of(tmp_path, "docx")
    publish(word, str(tmp_path), partial=True)
    before = (tmp_path / PLACE / "original.docx").read_bytes()
    page = draft_of(tmp_path, "html")
    with pytest.raises(TtdnError) as error:
        publish(page, str(tmp_path), partial=True)
    assert error.value.code == "document-exists"
    assert sorted(p.name for p in (tmp_path / PLACE).iterdir()) == ["original.docx", "source.toml", "text.txt"]
    assert (tmp_path / PLACE / "original.docx").read_bytes() == before
    publish(page, str(tmp_path), partial=True, replace=True)
    assert sorted(p.name for p in (tmp_path / PLACE).iterdir()) == ["original.html", "source.toml", "text.txt"]


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_file_that_is_not_the_one_received_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    draft = draft_of(tmp_path, "docx")
    publish(draft, str(tmp_path), partial=True)
    at_home(tmp_path, monkeypatch)
    kept, stored = Path(draft.folder) / draft.source.fields["original"], tmp_path / PLACE / "original.docx"
    for path in (kept, stored):
        path.unlink() if damage == "gone" else path.write_bytes(b"another")
    with pytest.raises(TtdnError) as error:
        read_sources()
    assert error.value.code == ("bad-source" if damage == "gone" else "source-changed") and error.value.where == str(stored)
    with pytest.raises(TtdnError) as error:
        publish(draft, str(tmp_path), partial=True, replace=True)
    assert error.value.code == "bad-draft" and error.value.where == str(kept)


@pytest.mark.parametrize("fails", range(1, 6))
@pytest.mark.parametrize("standing", [True, False], ids=["over a document", "a new document"])
def test_a_publication_that_fails_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int, standing: bool) -> None:
    (tmp_path / "data").mkdir()
    if standing:
        publish(draft_of(tmp_path, "docx"), str(tmp_path), partial=True)
    page = draft_of(tmp_path, "html")
    page = keep_decisions(page, [Decision(i.key, "accept", (), "A", "2026-11-22T09:00:00+07:00") for i in items(page)])
    before = {path: path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file()}
    calls, replace = iter(range(1, 20)), os.replace

    def failing(source: str, target: str) -> None:
        if next(calls) == fails:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(TtdnError) as error:
        publish(page, str(tmp_path), replace=True)
    assert error.value.code == "not-writable"
    assert {path: path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file()} == before
