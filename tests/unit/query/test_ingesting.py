"""Reading files nobody has seen: what becomes of good, strange and hostile ones."""

from __future__ import annotations

import hashlib
import os
import random
import runpy
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from ttdn_kb.foundation.errors import TtdnError, UsageError
from ttdn_kb.foundation.model import Provision
from ttdn_kb.query.assignment_table import COLUMNS
from ttdn_kb.query.file_runs import Order, files_of, run, run_one, sharing_an_id
from ttdn_kb.query.ingesting import Ingested, ingest, settle

hostile = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("hostile.py"))))
ROOT = Path(__file__).parents[3]
TEXT = ROOT / "data" / "sources" / "quang-tri" / "quyet-dinh-25-2019" / "text.txt"
OTHER = ROOT / "data" / "sources" / "ha-tinh" / "ke-hoach-2020" / "text.txt"
# What follows the plan's first item is this test's own.
HEAD = ROOT / "tests" / "cases" / "ingest" / "plan-head.txt"
SMALL = f"""{HEAD.read_text(encoding="utf-8")}\
2. Cục Phòng cháy Miền Tây phối hợp với các cơ quan, đơn vị liên quan tuyên truyền trên địa bàn tỉnh.
3. Kinh phí được bố trí từ ngân sách tỉnh theo phân cấp hiện hành.
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "Kế hoạch 12.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_every_quote_is_the_stored_text_at_its_offsets() -> None:
    found = ingest(str(TEXT), {})
    rows = list(found.rows())
    assert len(rows) > 150
    assert all(found.reading.text[r.start : r.end] == r.quote for r in rows)
    assert {r.status for r in rows} == {"draft"} and all(0 < r.confidence <= 1 for r in rows)


def test_source_mark_of_a_plain_text_is_that_of_its_bytes(small: Path) -> None:
    assert {r.source_sha256 for r in ingest(str(small), {}).rows()} == {hashlib.sha256(small.read_bytes()).hexdigest()}


def test_document_of_the_base_keeps_its_address() -> None:
    assert ingest(str(OTHER), {}).fields["id"] == "ha-tinh/ke-hoach/ttdn-2020"


def test_agents_are_found_in_the_register_and_the_rest_proposed(small: Path) -> None:
    found = ingest(str(small), {})
    iris = {r.agent: r.agent_iri for r in found.rows() if r.agent}
    assert iris["Sở Tài chính"] == "https://w3id.org/ttdn/id/agency/an-giang/so-tai-chinh"
    proposed = {p.label: p for p in found.proposals}
    assert proposed["Sở Tài chính"].type == "so-tai-chinh" and proposed["Sở Tài chính"].name == "Sở Tài chính tỉnh An Giang"
    assert any(p.kind == "GenericAgent" for p in found.proposals)
    known = {r.agent_iri for r in ingest(str(TEXT), {}).rows()}
    assert "https://w3id.org/ttdn/id/agency/quang-tri/so-ngoai-vu" in known


def test_two_full_names_of_one_level_are_one_agent_each_as_printed(small: Path) -> None:
    more = "4. Ủy ban nhân dân cấp xã tuyên truyền.\n5. Ủy ban nhân dân xã, phường báo cáo Sở Tài chính.\n"
    small.write_text(SMALL + more, encoding="utf-8")
    iris = {r.agent: r.agent_iri for r in ingest(str(small), {}).rows() if r.agent}
    assert iris["Ủy ban nhân dân cấp xã"] == iris["Ủy ban nhân dân xã, phường"]


def test_user_words_stand_over_what_was_read(small: Path) -> None:
    given = settle({"number": "99/KH-UBND", "province": "Cà Mau", "issued": "01/02/2022", "signer": ""}, "2026-01-01")
    found = ingest(str(small), given)
    assert (found.fields["number"], found.fields["province"], found.fields["issued"]) == ("99/KH-UBND", "ca-mau", "2022-02-01")
    assert found.fields["id"] == "ca-mau/ke-hoach/99-2022"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"province": "Atlantis"}, "unknown-value"),
        ({"issued": "31/02/2024"}, "bad-date"),
        ({"issued": "31/12/2025", "expires": "01/01/2024"}, "bad-date"),
    ],
    ids=["a province that does not exist is refused", "a day that does not exist is refused", "an end before the beginning is refused"],
)
def test_wrong_words_of_the_user(typed: dict[str, str], code: str) -> None:
    with pytest.raises(UsageError) as error:
        settle(typed, "2026-01-01")
    assert error.value.code == code


def test_end_before_the_day_that_the_text_gives_is_refused(small: Path) -> None:
    with pytest.raises(UsageError) as error:
        ingest(str(small), settle({"expires": "01/01/2000"}, "2026-01-01"))
    assert error.value.code == "bad-date" and ingest(str(small), {}).reading.metadata.issued in error.value.why
    later = settle({"expires": "31/12/2030"}, "2026-01-01")
    assert ingest(str(small), later).fields["expires"] == "2030-12-31"


@pytest.mark.parametrize(("province", "told"), [("quang-tri", True), ("an-giang", False)])
def test_issuer_of_another_province_than_the_stated_one_keeps_its_name_and_is_told(small: Path, province: str, told: bool) -> None:
    result = run_one(str(small), Order({"province": province}))
    assert result.label == "Kế hoạch 12/KH-UBND của Ủy ban nhân dân tỉnh An Giang"
    assert any("xem lại" in note.vi and "An Giang" in note.vi and "--province says" in note.en for note in result.notes) == told


def test_different_texts_under_one_id_are_told(small: Path) -> None:
    other, same = small.with_name("khac.txt"), small.with_name("ban-sao.txt")
    same.write_text(SMALL, encoding="utf-8")
    other.write_text(SMALL + "4. Sở Y tế tổ chức tập huấn.\n", encoding="utf-8")
    first, second, third = (run_one(str(path), Order({})) for path in (small, other, same))
    assert sharing_an_id([first, second, third]) == [(first.id, [str(small), str(other)])]
    assert sharing_an_id([first, third]) == []
    assert sharing_an_id([first, run_one(str(other), Order({"number": "13/KH-UBND"}))]) == []


def test_unread_work_is_listed_with_its_place(small: Path) -> None:
    found = ingest(str(small), {})
    by_code = {r.code: r for r in found.reading.remarks}
    assert by_code["no-bearer"].path and found.reading.text[by_code["no-bearer"].span.start :].startswith("Kinh phí")
    assert by_code["unknown-agent"].text == "Cục Phòng cháy Miền Tây"


def test_no_words_are_lost_between_quotes_and_remarks() -> None:
    """Every sentence of a body is in a quote or named as left aside, lists of a few words apart."""
    found = ingest(str(OTHER), {})
    text = found.reading.text
    covered = bytearray(len(text))
    for span in [n.span for n in found.reading.norms] + [r.span for r in found.reading.remarks]:
        covered[span.start : span.end] = b"\1" * len(span)
    silent = {"letterhead", "title", "legal-basis", "preamble", "recipients", "signature", "block", "lacuna"}

    def bare(node: Provision, hidden: bool = False) -> Iterator[str]:
        hidden = hidden or node.kind.value in silent
        if not hidden and node.body is not None:
            body = node.body
            words = "".join(c if not covered[body.start + i] else "\0" for i, c in enumerate(body.slice(text))).split("\0")
            yield from (w.strip(" .;:,-+*/\n\r\t") for w in words if len(w.split()) > 8)
        for child in node.children:
            yield from bare(child, hidden)

    assert list(bare(found.reading.tree)) == []


HOSTILE = [
    ("a scanned PDF without text", lambda p: hostile.pdf(p / "quet.pdf"), "pdf-without-text"),
    ("an encrypted PDF", lambda p: hostile.pdf(p / "khoa.pdf", encrypted=True), "source-encrypted"),
    ("a PDF cut in half", lambda p: _written(p / "cut.pdf", hostile.pdf(p / "x.pdf", b"BT (abc) Tj ET").read_bytes()[:120]), "source-damaged"),
    ("a zip bomb .docx", lambda p: hostile.bomb(p / "bom.docx"), "source-unpacks-too-large"),
    ("a legacy .doc", lambda p: hostile.legacy(p / "cu.doc"), "legacy-word-file"),
    ("a .docx of random bytes", lambda p: _written(p / "x.docx", b"PK\x03\x04" + random.Random(3).randbytes(5000)), "source-damaged"),
    ("an empty file", lambda p: _written(p / "trong.txt", b""), "source-empty"),
    ("a file of fifty megabytes", lambda p: hostile.sparse(p / "to.txt", 50_000_001), "source-too-large"),
    ("random bytes named .txt", lambda p: _written(p / "x.txt", random.Random(5).randbytes(20_000)), "source-not-text"),
    ("a file that does not exist", lambda p: p / "khong-co.txt", "no-such-file"),
    ("a folder taken for a file", lambda p: p, "source-is-folder"),
]


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(("make", "code"), [h[1:] for h in HOSTILE], ids=[h[0] for h in HOSTILE])
def test_hostile_file_gives_one_clear_message_and_leaves_nothing(make: Callable[[Path], Path], code: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    drafts = tmp_path / "drafts"
    result = run_one(str(make(tmp_path / "in")), Order({}, str(drafts)))
    assert result.error is not None and result.error.code == code
    assert len(str(result.error).split("\n")) == 3 and "Traceback" not in str(result.error)
    assert not drafts.exists() or not any(drafts.iterdir())


@pytest.mark.parametrize("share", [0.001, 0.03, 0.2, 0.37, 0.5, 0.73, 0.9, 0.999])
def test_text_cut_anywhere_is_read_as_far_as_it_goes(share: float, tmp_path: Path) -> None:
    data = TEXT.read_bytes()
    result = run_one(str(_written(tmp_path / "cut.txt", data[: int(len(data) * share)])), Order({}, str(tmp_path / "d")))
    assert result.error is None or result.error.code in ("source-empty", "source-not-text"), result.error


@pytest.mark.parametrize("seed", range(3))
def test_text_with_its_bytes_or_lines_shuffled_never_breaks_the_reader(seed: int, tmp_path: Path) -> None:
    mixed = run_one(str(hostile.shuffled(tmp_path / "a.txt", OTHER.read_bytes(), seed)), Order({}))
    lines = OTHER.read_text(encoding="utf-8").splitlines()
    random.Random(seed).shuffle(lines)
    words = OTHER.read_text(encoding="utf-8").split(" ")
    random.Random(seed).shuffle(words)
    by_line = run_one(str(_written(tmp_path / "b.txt", "\n".join(lines).encode())), Order({}))
    by_word = run_one(str(_written(tmp_path / "c.txt", " ".join(words).encode())), Order({}))
    assert mixed.error is None or mixed.error.code == "source-not-text", mixed.error
    assert by_line.error is None and by_word.error is None, (by_line.error, by_word.error)


def test_a_bad_file_among_many_does_not_stop_the_others(small: Path, tmp_path: Path) -> None:
    files = [str(small), str(hostile.legacy(tmp_path / "cu.doc")), str(TEXT), str(hostile.pdf(tmp_path / "q.pdf"))]
    told: list[str] = []
    results = run(files, Order({}), 2, lambda r: told.append(r.path))
    assert [r.path for r in results] == files and sorted(told) == sorted(files)
    assert [r.error.code if r.error else "" for r in results] == ["", "legacy-word-file", "", "pdf-without-text"]


def test_several_processes_read_what_one_reads(small: Path) -> None:
    files = [str(small), str(OTHER)]
    assert [r.rows for r in run(files, Order({}), 2, lambda _: None)] == [r.rows for r in run(files, Order({}), 1, lambda _: None)]


@pytest.mark.skipif(sys.platform != "linux", reason="the killed process must inherit the trap, which only a fork does")
def test_a_reader_killed_midway_loses_only_its_own_file(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ttdn_kb.query import file_runs

    true_ingest = file_runs.ingest

    def deadly(path: str, given: dict[str, str]) -> Ingested:
        if path == str(OTHER):
            os.kill(os.getpid(), signal.SIGKILL)
        return true_ingest(path, given)

    monkeypatch.setattr(file_runs, "ingest", deadly)
    monkeypatch.setattr(file_runs.threading, "active_count", lambda: 1)
    results = run([str(small), str(OTHER), str(TEXT)], Order({}), 2, lambda _: None)
    assert [r.error.code if r.error else "" for r in results] == ["", "reading-failed", ""]


def test_files_are_taken_once_and_drafts_never(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "van-ban"
    (folder / "sau").mkdir(parents=True)
    (folder / "nhap-1").mkdir()
    (folder / "nhap-1" / "draft.ttl").write_text("")
    (folder / "nhap-1" / "text.txt").write_text("x")
    (folder / "sau" / "a.md").write_text("x")
    (folder / "b.xyz").write_text("x")
    (folder / ".an.txt").write_text("x")
    names = [Path(p).name for p in files_of([str(small), str(folder), str(small), str(folder / "sau" / "a.md")])[0]]
    assert names == [small.name, "a.md"]
    (tmp_path / "rong").mkdir()
    with pytest.raises(TtdnError) as error:
        files_of([str(tmp_path / "rong")])
    assert error.value.code == "no-texts"


def test_files_of_other_kinds_in_a_folder_are_told(tmp_path: Path) -> None:
    for name in ("a.txt", "bang.xlsx", "sau/KHONG_DUOI", ".an.xlsx", "~$a.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "sau" / "b.txt").write_text("x")
    text, table, inner, other = (str(tmp_path / name) for name in ("a.txt", "bang.xlsx", "sau/b.txt", "sau/KHONG_DUOI"))
    assert files_of([str(tmp_path), str(tmp_path / "sau")]) == ([text, inner], [table, other])
    assert files_of([str(tmp_path), table]) == ([text, inner, table], [other])
    assert files_of([text]) == ([text], [])


def test_table_of_a_draft_has_the_columns_of_the_base() -> None:
    assert next(ingest(str(TEXT), {}).rows())._fields == COLUMNS
