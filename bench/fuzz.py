"""Reads every file of a folder, whole or damaged at random, and says what happened: `python bench/fuzz.py FOLDER [--damage SEED] [--seconds 600]`.

A text that is read must have quotes that are verbatim; a file that is refused must be refused with a message of its own. Anything else is a crash.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
import traceback
import unicodedata
from collections import Counter
from pathlib import Path

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.norms.reader import read
from ttdn_kb.structure.metadata import read_metadata
from ttdn_kb.structure.tree import parse
from ttdn_kb.text.readers import read_source

_TEXTS = (".txt", ".md", ".html")


def damaged(data: bytes, suffix: str, chance: random.Random) -> bytes:
    """Gives a copy of a file with one kind of damage."""
    kind = chance.choice(["cut", "tail", "bytes", "nul", "lines", "drop", "bars", "upper", "nfd"])
    place = chance.randrange(1, max(2, len(data)))
    if kind == "cut":
        return data[:place]
    if kind == "tail":
        return data[place:]
    if kind == "bytes" or (kind in ("lines", "drop", "bars", "upper", "nfd") and suffix not in _TEXTS):
        out = bytearray(data)
        for _ in range(chance.randrange(1, 200)):
            out[chance.randrange(len(out))] = chance.randrange(256)
        return bytes(out)
    if kind == "nul":
        return data[:place] + bytes(chance.randrange(1, 50)) + data[place:]
    lines = data.decode("utf-8", "replace").split("\n")
    if kind == "lines":
        chance.shuffle(lines)
    elif kind == "drop":
        lines = [line for line in lines if chance.random() > 0.2]
    elif kind == "bars":
        lines = [line.replace(" ", " | ", chance.randrange(5)) if chance.random() < 0.3 else line for line in lines]
    elif kind == "upper":
        lines = [line.upper() if chance.random() < 0.5 else line for line in lines]
    else:
        lines = [unicodedata.normalize("NFD", line) for line in lines]
    return "\n".join(lines).encode()


def outcome(path: Path) -> str:
    """Gives "read", "refused <code>" or "CRASH", which it also prints."""
    try:
        text = read_source(path).text
        tree = parse(text)
        norms, _ = read(text, tree, read_metadata(text, tree))
        assert all(norm.quote == text[norm.span.start : norm.span.end] for norm in norms)
    except TtdnError as error:
        return f"refused {error.code}"
    except Exception:
        traceback.print_exc(limit=-3)
        return "CRASH"
    return "read"


def main() -> None:
    """Prints how many files were read, refused and how, or crashed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--damage", type=int, metavar="SEED", help="damage each file at random, over and over until the time is up")
    parser.add_argument("--seconds", type=float, default=600.0)
    options = parser.parse_args()
    files = sorted(path for path in options.folder.rglob("*") if path.is_file())
    chance, begun, counts = random.Random(options.damage), time.monotonic(), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        while files and time.monotonic() - begun < options.seconds:
            path = chance.choice(files) if options.damage is not None else files.pop()
            if options.damage is not None:
                copy = Path(folder) / f"damaged{path.suffix}"
                copy.write_bytes(damaged(path.read_bytes(), path.suffix, chance))
                path = copy
            counts[outcome(path)] += 1
    for name, count in counts.most_common():
        print(f"{count:6d} {name}")


if __name__ == "__main__":
    main()
