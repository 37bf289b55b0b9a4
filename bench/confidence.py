"""Holds confidences against readings, and draws the table of confidences from them: `python bench/confidence.py FOLDER... [--write]`.

A folder holds readings as `bench/corpus` does. Shown is how often assignments of about one confidence are in the readings, and the mean error; with
`--write` data/lexicon/confidence.csv is made anew from these readings. A table is honest for documents that neither it nor the rules were made from.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from ttdn_kb.compare.measuring import Reviewed, measure, reviewed_of_folder
from ttdn_kb.norms import calibrate
from ttdn_kb.norms.extractor import extractor
from ttdn_kb.norms.lexicon import load
from ttdn_kb.structure.metadata import read_metadata
from ttdn_kb.structure.tree import parse

TABLE = Path(__file__).parents[1] / "data" / "lexicon" / "confidence.csv"


def case(document: Reviewed) -> calibrate.Case:
    tree = parse(document.text)
    return document.text, tree, read_metadata(document.text, tree), document.norms


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folders", nargs="+")
    words.add_argument("--write", action="store_true")
    said = words.parse_args()
    documents = [document for folder in said.folders for document in reviewed_of_folder(folder)]
    if said.write:
        rows = calibrate.table(calibrate.outcomes(map(case, documents), load()))
        with TABLE.open("w", encoding="utf-8", newline="") as table:
            out = csv.writer(table, lineterminator="\n")
            out.writerow(("signal", "accuracy", "count"))
            out.writerows(rows)
        print(f"{TABLE.name}: {len(rows)} signals from {len(documents)} documents")
        return
    shown = measure(documents, lambda province: extractor("grammar", province)).reliability()
    for confidence, right, count in shown:
        print(f"said {confidence:.2f}  right {right:.2f}  assignments {count}")
    total = sum(count for *_, count in shown)
    print(f"mean error {sum(abs(said - right) * count for said, right, count in shown) / total:.3f} on {total} assignments")


if __name__ == "__main__":
    main()
