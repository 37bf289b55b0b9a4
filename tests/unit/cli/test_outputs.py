"""Where results are written: a file is replaced whole and stays what it was, anything else is written to."""

from __future__ import annotations

import errno
import io
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ttdn_kb.cli import outputs
from ttdn_kb.cli.failures import told
from ttdn_kb.cli.outputs import to_file
from ttdn_kb.foundation.errors import TtdnError, cause

NULL_DEVICE = os.makedev(1, 3) if sys.platform == "linux" else 0
WRITING = """
import sys
from ttdn_kb.cli import failures, outputs
try:
    outputs.{call}
except BaseException as error:
    sys.exit(failures.told(error))
"""


def writing(call: str) -> list[str]:
    """A command that writes; what it ends with is said as `ttdn` says it."""
    return [sys.executable, "-c", WRITING.format(call=call)]


def test_a_new_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    to_file(b"new", str(tmp_path / "a.csv"))
    (tmp_path / "b").touch()
    assert (tmp_path / "a.csv").read_bytes() == b"new"
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "b").stat().st_mode
    assert {p.name for p in tmp_path.iterdir()} == {"a.csv", "b"}


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_keeps_its_mode_and_is_replaced_in_one_step(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a long former table")
    path.chmod(mode)
    with path.open("rb") as reading:
        to_file(b"new", str(path))
        assert reading.read() == b"a long former table"
    assert path.read_bytes() == b"new" and stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize("former", [b"old", None], ids=["its target stands", "its target is still to come"])
def test_a_link_stays_and_its_target_is_written(tmp_path: Path, former: bytes | None) -> None:
    target, link = tmp_path / "sub" / "target.csv", tmp_path / "link.csv"
    target.parent.mkdir()
    if former is not None:
        target.write_bytes(former)
    link.symlink_to(Path("sub") / "target.csv")
    to_file(b"new", str(link))
    assert link.is_symlink() and target.read_bytes() == b"new" and [p.name for p in target.parent.iterdir()] == ["target.csv"]


def test_a_fifo_is_written_to(tmp_path: Path) -> None:
    path, got = tmp_path / "fifo", []
    os.mkfifo(path)
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()))
    reader.start()
    to_file(b"new", str(path))
    reader.join(10)
    assert got == [b"new"] and stat.S_ISFIFO(path.stat().st_mode)


def test_a_device_stays_a_device(tmp_path: Path) -> None:
    path = tmp_path / "device"
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, NULL_DEVICE)
        path.open("ab").close()
    except OSError:
        pytest.skip("nobody may make a device here")
    to_file(b"new", str(path))
    assert stat.S_ISCHR(path.lstat().st_mode) and [p.name for p in tmp_path.iterdir()] == ["device"]


def test_the_standard_output_by_its_path_is_added_to(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"before\n")
    with log.open("ab") as out:
        subprocess.run(writing(f"to_file(b'new', {str(log)!r})"), stdout=out, check=True)
    assert log.read_bytes() == b"before\nnew"


REFUSED = {
    "a folder that is not there": (lambda place: place / "no" / "x.csv", "không có tệp hay thư mục này"),
    "a folder": (lambda place: place, "đây là một thư mục"),
    "a file in a file": (lambda place: place / "file" / "x.csv", "không phải thư mục"),
    "a link to itself": (lambda place: place / "loop", "vòng quanh"),
}


@pytest.mark.parametrize(("where", "why"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_written_is_said_in_words(tmp_path: Path, where: object, why: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    assert callable(where)
    with pytest.raises(TtdnError) as error:
        to_file(b"new", str(where(tmp_path)))
    assert error.value.code == "not-writable" and why in error.value.why
    assert {p.name for p in tmp_path.iterdir()} == {"file", "loop"}


def _full() -> None:
    """A disk that takes no more, as far as this process is concerned."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_a_full_disk_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    done = subprocess.run(writing(f"to_file(b'new', {str(path)!r})"), preexec_fn=_full, capture_output=True, text=True, check=False)
    assert done.returncode == 3 and done.stderr.startswith("Lỗi [not-writable]") and "vượt quá" in done.stderr
    assert path.read_bytes() == b"old" and [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_a_standard_output_that_takes_no_more_is_named(tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(writing("to_screen(b'new')"), preexec_fn=_full, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 3 and done.stderr.startswith("Lỗi [not-writable]: Không in được kết quả: đầu ra chuẩn\n")
    assert len(done.stderr.splitlines()) == 3


def test_a_reader_that_goes_away_is_no_fault() -> None:
    done = subprocess.run(["sh", "-c", '"$@" | true', "sh", *writing("to_screen(b'new' * 99999)")], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stderr == ""


class Replaced(io.StringIO):
    """A standard output as tests and notebooks put in its place: no stream of the system, and one that takes no more."""

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "")


FAULTS = [OSError(errno.EIO, "no file is named"), BrokenPipeError()]


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
def test_a_fault_elsewhere_leaves_the_standard_output(fault: OSError) -> None:
    command = f"import sys; from ttdn_kb.cli.failures import told; told({fault!r}); print('new')"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "new\n"


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
@pytest.mark.parametrize("closed", [True, False])
def test_a_replaced_standard_output_hides_no_fault(monkeypatch: pytest.MonkeyPatch, fault: OSError, closed: bool) -> None:
    screen = io.StringIO() if closed else Replaced()
    if closed:
        screen.close()
    monkeypatch.setattr(sys, "stdout", screen)
    assert told(fault) == (0 if isinstance(fault, BrokenPipeError) else 3)


@pytest.mark.parametrize("other", [0, 1], ids=["the same owner", "another owner"])
def test_an_owner_is_given_only_where_it_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: int) -> None:
    path, given = tmp_path / "a.csv", []
    path.touch()
    there = path.stat()

    def refuse(_: str, *owner: int) -> None:
        given.append(owner)
        raise OSError(errno.EINVAL, "")

    monkeypatch.setattr(os, "chown", refuse)
    outputs._as_before(str(path), os.stat_result((*there[:4], there.st_uid, there.st_gid + other, *there[6:])))
    assert given == [(there.st_uid, there.st_gid + 1)] * other


def test_usual_causes_are_said_in_vietnamese() -> None:
    for number in (errno.ENOENT, errno.EISDIR, errno.EEXIST, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.ELOOP, errno.EBADF):
        assert cause(OSError(number, os.strerror(number))) != os.strerror(number)
    assert cause(ValueError("line 3")) == "line 3"
