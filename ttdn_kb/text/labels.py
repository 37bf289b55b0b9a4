"""Labels of plan blocks known by their form: bodies, then what they do ("Cơ quan, đơn vị chủ trì tham mưu").

Takes the words of a label; gives its kind; knows nothing of where the label stands. The forms are in `data/lexicon/label_forms.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import rows

_REMARK = re.compile(r"\s*\([^()]*\)$")
_NAMED = re.compile(r"<(\w+)>")


def forms(view: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """Gives the kinds of labels with the regular expression of each, for text seen through a view (lower case, diacritics kept or not)."""
    parts: dict[str, str] = {}
    for row in rows("label_forms"):
        form = _NAMED.sub(lambda m: parts[m[1]], view(row["form"]))
        parts[row["kind"]] = f"(?:{parts[row['kind']]}|{form})" if row["kind"] in parts else form
    return tuple((kind, parts[kind]) for kind in ("pair", "lead", "coordinator", "responsible", "deadline"))


@lru_cache(maxsize=1)
def _folded() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(form)) for kind, form in forms(fold))


@lru_cache(maxsize=4096)
def label_kind(words: str) -> str:
    """Gives the kind of a label ("lead", "coordinator", "responsible", "pair", "deadline"), "" for words that are none.

    >>> label_kind("Đơn vị chủ trì tham mưu thực hiện"), label_kind("Cơ quan/đơn vị phối hợp"), label_kind("Cơ quan chủ trì, phối hợp")
    ('lead', 'coordinator', 'pair')
    >>> label_kind("Tổ chức thực hiện"), label_kind("Đơn vị chủ trì cuộc họp")
    ('', '')
    >>> label_kind("Đơn vị phối hợp (Bộ/ngành/địa phương)")
    'coordinator'
    """
    plain = _REMARK.sub("", " ".join(fold(words).split()))
    return next((kind for kind, form in _folded() if form.fullmatch(plain)), "")
