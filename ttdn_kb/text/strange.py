"""Letters that a damaged file has lost, and words whose letters a damaged font layer has swapped.

Takes a text; gives the places of U+FFFD, and the words that mix Vietnamese letters with letters of other scripts; knows nothing of files.
"""

from __future__ import annotations

import re

from ttdn_kb.text.composing import compose

# The letters of Vietnamese with all their marks, and those that names and units borrow (f, j, w, z).
_LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
_OWN = _LETTERS + _LETTERS.upper()
_WORD = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*[\u0300-\u036f]*[^\W\d_\u0300-\u036f]*")
# Formulas and units have Greek letters, raised and lowered signs.
_MIXED = re.compile(rf"(?=.*[{_OWN}])(?=.*[^{_OWN}\u0300-\u036f\u0370-\u03ff\u00aa-\u00ba\u02b0-\u02ff\u1d00-\u1dbf\u2070-\u209f])")
# A scan's stamp or a foreign name gives a few such words; a font without a right table of its letters gives one in every line.
_SHARE = 1 / 200
_LOST = re.compile(r"\S{0,12}\ufffd\S{0,12}")


def strange_words(text: str) -> list[str]:
    """Gives the words with a letter that Vietnamese does not have, in order, once each; [] where they are too few to mean anything.

    >>> strange_words("các tổ chӭc, đơn vị")
    ['chӭc']
    >>> strange_words("Công ước Genève; " + "các sở, ban, ngành " * 60)
    []
    """
    composed = compose(text)  # an eth is read as "đ"
    words = _WORD.findall(composed.text if composed is not None else text)
    odd = [word for word in words if _MIXED.match(word)]
    return list(dict.fromkeys(odd)) if len(odd) > len(words) * _SHARE else []


def lost_letters(text: str) -> list[tuple[int, str]]:
    """Gives line, counted from 1, and word of every word with a letter that could not be read (U+FFFD).

    >>> lost_letters("Điều 1.\\nS\ufffd Y tế")
    [(2, 'S\ufffd')]
    """
    found = []
    line, counted = 1, 0
    for word in _LOST.finditer(text):
        line += text.count("\n", counted, word.start())
        counted = word.start()
        found.append((line, word.group()))
    return found
