"""The form of what addresses and folders are made of.

Takes the fields of source.toml; refuses an id or a province that would make no address; knows nothing of which documents and provinces there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ttdn_kb.foundation.errors import TtdnError

_STEP = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID = re.compile(rf"{_STEP.pattern}(?:/{_STEP.pattern}){{2,}}")


def check(where: str, fields: Mapping[str, Any]) -> None:
    """Refuses an id that is no path of three steps or more, and a province that is no notation; a province that nobody knows yet is "".

    Args:
        where: the file that has the fields.

    Raises:
        TtdnError: `bad-source`.
    """
    if not fields.get("id"):
        raise TtdnError("bad-source", "Thiếu mã văn bản", where, "source.toml không có trường id", 'thêm dòng: id = "tinh/loai/so-nam"')
    identifier, province = fields["id"], fields.get("province")
    if not isinstance(identifier, str) or not _ID.fullmatch(identifier):
        raise TtdnError(
            "bad-source",
            "Mã văn bản viết sai",
            where,
            f"id là “{identifier}”, không phải các bước chữ thường không dấu, số và gạch nối, cách nhau bằng /",
            'sửa trường id theo mẫu tinh/loai/so-nam, như id = "quang-tri/quyet-dinh/25-2019"',
        )
    if province is None:
        raise TtdnError("bad-source", "Thiếu tỉnh của văn bản", where, "source.toml không có trường province", 'thêm dòng: province = "ký hiệu tỉnh"')
    if not isinstance(province, str) or (province and not _STEP.fullmatch(province)):
        raise TtdnError(
            "bad-source",
            "Tỉnh của văn bản viết sai",
            where,
            f"province là “{province}”, không phải ký hiệu (chữ thường không dấu, số và gạch nối)",
            f"ghi ký hiệu của tỉnh: province = {_meant(str(province))}",
        )


def _meant(typed: str) -> str:
    """The notations that a name may stand for, an example where it is none."""
    from ttdn_kb.graph.provinces import units_named  # reads the events, which stand above the documents

    return " hoặc ".join(f'"{unit}"' for unit in units_named(typed)) or '"quang-tri" là một ví dụ; các ký hiệu có trong ontology/vocab/provinces.ttl'
