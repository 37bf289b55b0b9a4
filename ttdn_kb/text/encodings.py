"""Bytes as text.

Takes the bytes of a text file; gives its characters and the name of the encoding; knows nothing of file kinds.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from ttdn_kb.text.legacy import detect, to_unicode, vietnamese_share

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65536
# Of the letters beyond ASCII, how many whole ones must stand against one that is broken for bytes to be damaged UTF-8 and not another encoding.
_WHOLE_TO_BROKEN = 10
_LONGEST_LETTER = 4


def _wide(data: bytes) -> str:
    """The UTF-16 order of bytes without mark: every second byte of Western and Vietnamese text is zero or small."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(sample) % 2 or b"\x00" not in sample:
        return ""
    even, odd = sample[0::2], sample[1::2]
    half = len(even)
    if odd.count(0) + odd.count(1) + odd.count(0x1E) > half * 0.9:
        return "utf-16-le"
    if even.count(0) + even.count(1) + even.count(0x1E) > half * 0.9:
        return "utf-16-be"
    return ""


def decode(data: bytes) -> tuple[str, str] | None:
    """Gives the text of bytes and the name of its encoding, None where the bytes are no text.

    UTF-8 comes out byte for byte: a byte order mark stays as U+FEFF, line ends stay as they are; bytes that are no letter come out as U+FFFD. Old
    Vietnamese encodings are converted.

    >>> decode("Điều 1".encode()), decode("Uû ban nh©n d©n tØnh ban hµnh".encode("latin-1"))
    (('Điều 1', 'UTF-8'), ('Uỷ ban nhân dân tỉnh ban hành', 'TCVN3'))
    """
    name = next((name for mark, name in _BOMS if data.startswith(mark)), "") or _wide(data)
    if name:
        # The mark of UTF-16 is dropped: offsets cannot point into the bytes of such a file anyway.
        text = data.decode(name, "replace").lstrip("\ufeff")
        name = name.upper()
    else:
        text, name = _utf8(data) or _single_bytes(data)
    if not is_text(text):
        return None
    converted, old = to_unicode(text)
    return converted, old or name


def _utf8(data: bytes) -> tuple[str, str] | None:
    """The text of UTF-8, whole, cut inside a letter at an end, or with a few bytes damaged; None for other encodings."""
    text = data.decode("utf-8", "replace")
    inner = text[_LONGEST_LETTER:-_LONGEST_LETTER]
    broken = inner.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - text.count("\ufffd")
    if "\ufffd" in text and not data.startswith(codecs.BOM_UTF8) and (not whole or whole < broken * _WHOLE_TO_BROKEN):
        return None
    return text, "UTF-8"


def _single_bytes(data: bytes) -> tuple[str, str]:
    """The text of an encoding of one byte a letter: Windows-1258 where it makes Vietnamese words of the bytes and cp1252 does not."""
    if b"\x00" in data:
        return "", "cp1252"
    western, vietnamese = data.decode("cp1252", "replace"), data.decode("cp1258", "replace")
    vietnamese = unicodedata.normalize("NFC", vietnamese)
    if not detect(western) and _share(vietnamese) >= 0.8 and _share(western) < 0.5:
        return vietnamese, "Windows-1258"
    return western, "cp1252"


def _share(text: str) -> float:
    good, total = vietnamese_share(text[:_SAMPLE])
    return good / total if total >= 3 else 0.0


def is_text(text: str) -> bool:
    """Says whether characters are those of a text: hardly any control characters or unreadable ones, and letters among them."""
    sample = text[:_SAMPLE] + text[-4096:]
    if not sample.strip("\ufeff \t\r\n"):
        return False
    bad = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    letters = sum(character.isalpha() for character in sample)
    return bad * 50 <= len(sample) and letters * 5 >= len(sample.replace(" ", "").replace("\n", ""))
