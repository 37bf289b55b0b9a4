"""What is new since a revision or a day.

Takes a git revision of the data, or a day; gives the findings that were not there then; knows nothing of how findings are shown.

Meaning: in a git checkout the data and ontology of that revision are laid into a temporary folder beside today's queries and shapes, the base is
built there, and a finding is new when its id is not among those found there; so a new check is not taken for new gaps. A day stands for the last
revision before it. Without a checkout a day means: a finding is new when one of its norms has a ttdn:recordedAt on or after that day.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.store import Store
from ttdn_kb.validation.findings import Finding
from ttdn_kb.validation.places import Places

_HOME = "TTDN_HOME"


def new_findings(
    findings: Sequence[Finding],
    store: Store,
    since: str,
    day: str,
    assemble: Callable[[], Store],
    check: Callable[[Store], Sequence[Finding]],
) -> list[Finding]:
    """Gives the findings that were not there at a revision or on a day.

    Args:
        findings: the findings of now.
        store: the base of now.
        since: what was typed, for messages.
        day: ISO 8601 day where a day was typed, "" for a revision.
        assemble: builds the base of the resource folders.
        check: runs the same checks on a base.

    Raises:
        UsageError: `unknown-revision` or `no-history`.
    """
    root = os.path.dirname(folder("data"))
    if _git(root, "rev-parse", "--show-toplevel") is None:
        if not day:
            raise UsageError(
                "no-history", "Không so được với bản cũ", since, "thư mục dữ liệu không nằm trong một kho git",
                "dùng một ngày: --new-since 2026-01-01",
            )  # fmt: skip
        return _recorded_since(findings, store, day)
    revision = _revision(root, since, day)
    if not revision:
        return list(findings)
    with _laid_out(root, revision) as old_root:
        before = os.environ.get(_HOME)
        os.environ[_HOME] = old_root
        try:
            known = {f.id for f in check(assemble())}
        finally:
            if before is None:
                del os.environ[_HOME]
            else:
                os.environ[_HOME] = before
    return [f for f in findings if f.id not in known]


def _git(root: str, *words: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "-C", root, *words], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


def _revision(root: str, since: str, day: str) -> str:
    """Gives the commit meant, "" where the base did not exist yet on that day."""
    if day:
        found = _git(root, "rev-list", "-1", f"--before={day}T00:00:00", "HEAD", "--", "data")
        return (found or b"").decode().strip()
    found = None if since.startswith("-") else _git(root, "rev-parse", "--verify", "--quiet", f"{since}^{{commit}}")
    if not found:
        known = (_git(root, "log", "--oneline", "-3", "--", "data") or b"").decode("utf-8", "replace").replace("\n", "; ").strip("; ")
        raise UsageError(
            "unknown-revision", "Không có bản này trong lịch sử dữ liệu", since, f"các bản gần đây: {known or 'chưa có bản nào'}",
            "xem: git log -- data",
        )  # fmt: skip
    return found.decode().strip()


@contextmanager
def _laid_out(root: str, revision: str) -> Iterator[str]:
    place = tempfile.mkdtemp(prefix="ttdn-since-")
    try:
        for name in ("data", "ontology"):
            packed = _git(root, "archive", "--format=tar", revision, name)
            if packed is None:
                raise UsageError(
                    "unknown-revision", "Bản này không có dữ liệu", revision[:12], f"bản này chưa có thư mục {name}/", "chọn một bản sau đó"
                )
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                _unpack(archive, place)
        # What an older revision did not keep beside its data, but the build needs: words to read a text by, rules to infer by.
        for needed in ("data/lexicon", "ontology/rules"):
            if os.path.isdir(folder(needed)) and not os.path.isdir(os.path.join(place, needed)):
                shutil.copytree(folder(needed), os.path.join(place, needed))
        shutil.rmtree(os.path.join(place, "ontology", "shapes"), ignore_errors=True)
        shutil.copytree(folder("ontology/shapes"), os.path.join(place, "ontology", "shapes"))
        shutil.copytree(folder("queries"), os.path.join(place, "queries"))
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _unpack(archive: tarfile.TarFile, place: str) -> None:
    if hasattr(tarfile, "data_filter"):
        archive.extractall(place, filter="data")
    else:  # Python before 3.11.4; the archive is git's own, of this tree
        archive.extractall(place)


def _recorded_since(findings: Sequence[Finding], store: Store, day: str) -> list[Finding]:
    recorded = {row["norm"]: row["recorded"][:10] for row in Places(store).rows("recorded")}
    if not recorded:
        raise UsageError(
            "no-history", "Không so được với ngày cũ", day, "dữ liệu không ghi ngày nhập (ttdn:recordedAt) và không nằm trong một kho git",
            "chạy trong bản git của kho dữ liệu",
        )  # fmt: skip
    return [f for f in findings if any(recorded.get(n, "") >= day for n in f.norms)]
