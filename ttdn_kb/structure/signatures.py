"""Who signed a document and as what.

Takes the words of a signature; gives the name and the position; knows nothing of the rest of the document.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ttdn_kb.text.clean import clean, fold
from ttdn_kb.text.vocabulary import pattern, rows, words

_BREAK = re.compile(r"[\r\n]+|<br\s*/?>", re.IGNORECASE)
_COLUMN = re.compile(r"(?:\t|[ \u00a0]{4,})((?!\s)(?:(?!\t|[ \u00a0]{4,}).)+)$")


@lru_cache(maxsize=1)
def _positions() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((fold(row["printed"]), row["position"]) for row in rows("metadata_positions")), key=lambda pair: -len(pair[0])))


def position_in(text: str) -> str:
    """Gives the position that a line of a signature names, "" for none.

    >>> position_in("PHÓ CHỦ TỊCH"), position_in("KT. BỘ TRƯỞNG"), position_in("Nguyễn Văn A")
    ('Phó Chủ tịch', 'Bộ trưởng', '')
    """
    folded = fold(text)
    return next((position for printed, position in _positions() if re.search(rf"(?<!\w){re.escape(printed)}(?!\w)", folded)), "")


def name_in(text: str) -> str:
    """Gives the person's name in a line: the last two to five words with a capital and small letters, "" for none.

    >>> name_in("TRƯỞNG BAN PHÓ THỦ TƯỚNG Nguyễn Thiện Nhân"), name_in("PHÓ CHỦ TỊCH"), name_in("(đã ký)")
    ('Nguyễn Thiện Nhân', '', '')
    """
    run: list[str] = []
    best: list[str] = []
    for word in [*text.split(), ""]:
        if len(word) > 1 and word[0].isupper() and word[1:].islower() and word.isalpha():
            run.append(word)
            continue
        best = run if 2 <= len(run) <= 5 else best
        run = []
    return " ".join(best)


def right_column(text: str) -> str:
    """Gives the words of the right column of recipients and a signature that stand side by side, parted by a tab or by wide space.

    >>> right_column("Nơi nhận:            TM. ỦY BAN NHÂN DÂN\\n- Như Điều 2;              CHỦ TỊCH\\n- UBND cấp xã;\\tTrần Văn A\\n- Lưu: VT.")
    'TM. ỦY BAN NHÂN DÂN\\nCHỦ TỊCH\\nTrần Văn A'
    """
    found = (_COLUMN.search(line.rstrip()) for line in text.split("\n"))
    return "\n".join(match.group(1).strip() for match in found if match is not None)


def read_signature(text: str) -> tuple[str, str]:
    """Gives the signatory's name and position, each "" where the words do not say it.

    Args:
        text: the signature's stored words.

    >>> read_signature("TM. ỦY BAN NHÂN DÂN\\nKT. CHỦ TỊCH\\nPHÓ CHỦ TỊCH\\n\\nĐặng Quốc Vinh")
    ('Đặng Quốc Vinh', 'Phó Chủ tịch')
    """
    lines = [clean(line).text.strip("*_ |") for line in _BREAK.split(text)]
    name = ""
    printed: list[str] = []
    for line in lines:
        if not line:
            continue
        found = name_in(pattern("signatures-ranks").sub("", line))
        if found:
            name = found
            line = line[: line.find(found)]
        if line.strip():
            printed += [part.strip() for part in pattern("signatures-position-break").split(line)]
    return name, _position(printed)


def _position(lines: list[str]) -> str:
    on_behalf = pattern("signatures-on-behalf")
    deputies = tuple(mark for mark in words("signature-mark") if not on_behalf.match(mark))
    deputy = False
    found = ""
    for line in lines:
        if on_behalf.match(line):
            continue
        position = position_in(line)
        if line.startswith(deputies):
            deputy, found = True, ""
        elif position and (not found or deputy):
            found, deputy = position, False
    if found:
        return found
    # "KT. CHỦ TỊCH" without the line below it: the position itself is not said.
    return ""
