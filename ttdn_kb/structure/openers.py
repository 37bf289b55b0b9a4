"""The words that open a zone of a document: recipients, signature, annex, legal basis, a document's kind, a plan block.

Takes the words of a line, or those on both sides of a colon; says what they open; knows nothing of blocks.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ttdn_kb.text.clean import fold
from ttdn_kb.text.labels import label_kind
from ttdn_kb.text.vocabulary import pattern, rows, words

# Ranges of code points would mix capitals and small letters.
_CAP = "A-ZÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬÈẺẼÉẸÊỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢÙỦŨÚỤƯỪỬỮỨỰỲỶỸÝỴĐ"


def is_caps(text: str) -> bool:
    """Says whether the letters of a text are capitals.

    >>> is_caps("TỔ CHỨC THỰC HIỆN (2025)"), is_caps("QUY CHẾ hoạt động"), is_caps("12")
    (True, False, False)
    """
    return text.upper() == text and sum(letter.isalpha() for letter in text) > 1


def _alternatives(use: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words(use), key=len, reverse=True))


@lru_cache(maxsize=1)
def _openers() -> tuple[tuple[re.Pattern[str], str], ...]:
    kinds = "|".join(re.escape(row["kind"].upper()) for row in sorted(rows("document_kinds"), key=lambda row: -len(row["kind"])))
    number = rf"(?:(?:{pattern('openers-number-word').pattern})?[\s:]*(?:[IVX]+|\d+|[A-H])[a-z]?\s*[.:)\-–]?\s*(?=$|[{_CAP}(]))"
    bodies = pattern("openers-signing-body").pattern
    return (
        (re.compile(rf"(?:{_alternatives('recipients')}){pattern('openers-recipients-end').pattern}", re.IGNORECASE), "recipients"),
        (re.compile(rf"(?:{_alternatives('signature-mark')})\s*(?=[{_CAP}])"), "signature"),
        (re.compile(rf"(?:{_alternatives('signature')})(?:\s+(?:{bodies})[^.:;]{{0,40}})?[\W\d_]*$"), "signature"),
        (re.compile(rf"(?:{_alternatives('enacting')})\s*:\s*$", re.IGNORECASE), "enacting"),
        (re.compile(rf"(?:{_alternatives('legal-basis')})(?!\w)"), "legal-basis"),
        (re.compile(rf"(?:{pattern('openers-annex').pattern})\s*(?:{number}|\W*$|(?=[{_CAP}]{{2}}))"), "annex"),
        (pattern("openers-form"), "annex"),
        (re.compile(rf"(?:{kinds}){pattern('openers-kind-end').pattern}"), "kind"),
    )


def opener(text: str) -> str:
    """Gives what a line opens by its words ("recipients", "signature", "enacting", "legal-basis", "annex", "kind"), "" for nothing.

    >>> opener("Nơi nhận:"), opener("TM. ỦY BAN NHÂN DÂN"), opener("PHỤ LỤC II"), opener("KẾ HOẠCH"), opener("Phụ lục 01 của Thông tư này")
    ('recipients', 'signature', 'annex', 'kind', '')
    """
    return next((use for form, use in _openers() if form.match(text)), "")


@lru_cache(maxsize=1)
def _whole_field() -> re.Pattern[str]:
    """Gives the pattern of an agency's field that is named to its end, with what may follow it in a list."""
    fields = sorted((row["field"] for row in rows("agency_fields")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(field) for field in fields)}){pattern('openers-field-next').pattern}", re.IGNORECASE)


def lists_fields(before: str, after: str) -> bool:
    """Says whether words name bodies by one head and their fields behind a colon, which is then no end of a title.

    Args:
        before: what stands before the colon, with or without it.
        after: what follows.

    >>> lists_fields("Trách nhiệm của các Sở:", "Xây dựng, Tài chính"), lists_fields("Các Sở", "Xây dựng kế hoạch")
    (True, False)
    """
    return pattern("openers-heads-of-fields").search(before) is not None and _whole_field().match(after) is not None


def names_issuer(text: str) -> bool:
    """Says whether words in capitals are the name of a body or an office that issues documents.

    >>> names_issuer("ỦY BAN NHÂN DÂN TỈNH THANH HÓA"), names_issuer("QUY CHẾ")
    (True, False)
    """
    return len(text) < 120 and pattern("openers-issuer").match(fold(text)) is not None


@lru_cache(maxsize=2)
def _labels(use: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words(use))


_LABEL = re.compile(r"(?P<label>[^:(.]{2,60}?)(?:\s*\([^()]*\))?\s*(?=:|$|\.$)")


def label_length(text: str, *, numbered: bool = False) -> int:
    """Gives the length of the block label ("Đơn vị chủ trì") that a text begins with before a colon, 0 for none.

    Args:
        text: words without their mark.
        numbered: the text stands after a number; fewer labels count, and one that is the whole text needs no colon.

    >>> label_length("Đơn vị chủ trì: Sở Y tế"), label_length("Chủ trì, phối hợp với Sở Y tế"), label_length("Cơ quan chủ trì", numbered=True)
    (14, 0, 15)
    >>> label_length("Chủ trì, phối hợp:", numbered=True)
    0
    """
    match = _LABEL.match(text[:80])
    if match is None:
        return 0
    label = " ".join(fold(match["label"]).split())
    role = numbered and pattern("openers-bare-role").match(label) is not None
    if label not in _labels("block-heading" if numbered else "block-label") and (not label_kind(label) or role):
        return 0
    ends = text[match.end() : match.end() + 1] == ":" or (numbered and match.end() >= len(text.rstrip(" .")))
    return len(match.group(0).rstrip()) if ends else 0
