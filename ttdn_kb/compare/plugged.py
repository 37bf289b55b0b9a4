"""An extractor of somebody's own, plugged into the evaluation.

Takes the name of a class, "package.module:Class"; gives an extractor that says in plain words what the class does wrong, and where; knows nothing of
what is measured. How to write one: docs/how-to/extractor.md.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from ttdn_kb.foundation.errors import TtdnError, UsageError
from ttdn_kb.foundation.model import Metadata, Norm, Provision, Remark
from ttdn_kb.graph.norm_records import ROLES
from ttdn_kb.norms.extractor import Extractor

_PAGE = "cách viết: docs/how-to/extractor.md"


class Plugged:
    """A foreign extractor; what it gives is checked before it is measured.

    Args:
        called: "package.module:Class", as typed.
        made: an instance of that class.
    """

    def __init__(self, called: str, made: Any) -> None:
        self.name: str = made.name
        self._called, self._made = called, made

    def read(self, text: str, tree: Provision, metadata: Metadata) -> tuple[tuple[Norm, ...], tuple[Remark, ...]]:
        """Gives what the extractor found.

        Raises:
            TtdnError: `extractor-failed` where it raises, or gives what is no reading of this text.
        """
        try:
            found = self._made.read(text, tree, metadata)
        except Exception as error:
            raise self._failed(metadata, _told(error)) from error
        if fault := next(_faults(found, text), ""):
            raise self._failed(metadata, fault)
        norms, remarks = found
        return tuple(norms), tuple(remarks)

    def _failed(self, metadata: Metadata, why: str) -> TtdnError:
        document = " ".join(part for part in (metadata.kind, metadata.number or metadata.title) if part)
        where = f"{self._called}, khi đọc {document}" if document else self._called
        return TtdnError("extractor-failed", "Bộ đọc không đọc được văn bản", where, why, f"sửa phương thức read của lớp ấy; {_PAGE}")


def plugged(called: str) -> Extractor:
    """Gives the extractor of a class that stands in another package.

    Args:
        called: "package.module:Class"; the class is made without arguments and has `name` and `read`.

    Raises:
        UsageError: `no-such-extractor`, with the reason.
    """
    module, _, attribute = called.partition(":")
    try:
        made = getattr(import_module(module), attribute)()
    except ModuleNotFoundError as error:
        raise _not_there(called, f"không thấy mô-đun {error.name}", "đặt PYTHONPATH tới thư mục chứa mô-đun ấy") from error
    except Exception as error:
        raise _not_there(called, _told(error), "lớp phải tạo được không cần tham số") from error
    there = {"name": isinstance(getattr(made, "name", None), str), "read": callable(getattr(made, "read", None))}
    if lacking := [name for name, has in there.items() if not has]:
        raise _not_there(called, f"lớp không có {' và '.join(lacking)}", "lớp phải có thuộc tính name (chuỗi chữ) và phương thức read")
    return Plugged(called, made)


def _not_there(called: str, why: str, fix: str) -> UsageError:
    return UsageError("no-such-extractor", "Không nạp được bộ đọc", called, why, f"{fix}; {_PAGE}")


def _told(error: Exception) -> str:
    """What a foreign class raised, with the line that raised it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = "" if last.filename == __file__ or last.filename.startswith("<") else f" ({os.path.basename(last.filename)}, dòng {last.lineno})"
    return f"{type(error).__name__}: {error}{place}"


def _faults(found: Any, text: str) -> Iterator[str]:
    """What keeps a result from being a reading of a text."""
    if not isinstance(found, Sequence) or len(found) != 2 or not all(isinstance(part, tuple | list) for part in found):
        yield f"read phải trả về hai dãy (các Norm, các Remark), không phải {type(found).__name__}"
        return
    for number, norm in enumerate(found[0], 1):
        if not isinstance(norm, Norm):
            yield f"mục thứ {number} không phải Norm mà là {type(norm).__name__}"
            return
        if not norm.quote or norm.span.slice(text) != norm.quote:
            yield f"quy định thứ {number}: quote không phải nguyên văn ở vị trí {norm.span.start}–{norm.span.end}"
        for one in norm.assignments:
            if one.role not in ROLES:
                yield f"quy định thứ {number}: không có vai trò {one.role}; các vai trò: {', '.join(ROLES)}"
            if not 0 <= one.confidence <= 1:
                yield f"quy định thứ {number}: độ tin {one.confidence} không nằm từ 0 đến 1"
