"""Bytes as text.

Takes the bytes of a text file; gives its characters and the name of the encoding; knows nothing of file kinds.
"""

from __future__ import annotations

import codecs
import re

from ttdn_kb.text.legacy import to_unicode

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65536


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

    UTF-8 comes out byte for byte: a byte order mark stays as U+FEFF, line ends stay as they are. Old Vietnamese encodings are converted.

    >>> decode("Điều 1".encode()), decode("Uû ban nh©n d©n tØnh ban hµnh".encode("latin-1"))
    (('Điều 1', 'UTF-8'), ('Uỷ ban nhân dân tỉnh ban hành', 'TCVN3'))
    """
    name = next((name for mark, name in _BOMS if data.startswith(mark)), "") or _wide(data)
    if name:
        # The mark of UTF-16 is dropped: offsets cannot point into the bytes of such a file anyway.
        text = data.decode(name, "replace").lstrip("\ufeff")
        name = name.upper()
    else:
        try:
            text, name = data.decode("utf-8"), "UTF-8"
        except UnicodeDecodeError as error:
            # A file cut inside a letter is still UTF-8.
            if error.start >= len(data) - 4 and error.start > 0:
                text, name = data.decode("utf-8", "replace"), "UTF-8"
            else:
                text, name = data.decode("cp1252", "replace") if b"\x00" not in data else "", "cp1252"
    if not is_text(text):
        return None
    converted, old = to_unicode(text)
    return converted, old or name


def is_text(text: str) -> bool:
    """Says whether characters are those of a text: hardly any control characters or unreadable ones, and letters among them."""
    sample = text[:_SAMPLE] + text[-4096:]
    if not sample.strip("\ufeff \t\r\n"):
        return False
    bad = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    letters = sum(character.isalpha() for character in sample)
    return bad * 50 <= len(sample) and letters * 5 >= len(sample.replace(" ", "").replace("\n", ""))
