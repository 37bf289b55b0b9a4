"""Holds confidences against readings, and draws the tables of confidence from them: `python bench/confidence.py FOLDER... [--write TABLE]`.

A folder holds readings as `bench/corpus` does. Shown are how often assignments of about one confidence are in the readings, the mean error, and how
many of all faults lie in the least certain fifth; with `--write signals` data/lexicon/confidence.csv is made anew from these readings, with
`--write evidence` data/lexicon/confidence_evidence.csv. Shares of signals are honest for documents that neither they nor the rules were made from;
evidence only says who is surer than whom, so that it may be drawn from any readings.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from ttdn_kb.compare.measuring import Reviewed, measure, reviewed_of_folder
from ttdn_kb.norms import calibrate
from ttdn_kb.norms.extractor import extractor
from ttdn_kb.norms.lexicon import load, read_table
from ttdn_kb.structure.metadata import read_metadata
from ttdn_kb.structure.tree import parse

LEXICON = Path(__file__).parents[1] / "data" / "lexicon"


def case(document: Reviewed) -> calibrate.Case:
    tree = parse(document.text)
    return document.text, tree, read_metadata(document.text, tree), document.norms


def write(table: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with (LEXICON / table).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folders", nargs="+")
    words.add_argument("--write", choices=("signals", "evidence"))
    said = words.parse_args()
    documents = [document for folder in said.folders for document in reviewed_of_folder(folder)]
    if said.write == "signals":
        write("confidence.csv", ("signal", "accuracy", "count"), calibrate.table(calibrate.outcomes(map(case, documents), load())))
    elif said.write == "evidence":
        accuracies = {row["signal"]: float(row["accuracy"]) for row in read_table("confidence")}
        found = calibrate.outcomes(map(case, documents), load())
        write("confidence_evidence.csv", ("evidence", "shift", "count"), calibrate.shifts(found, accuracies))
    if said.write:
        print(f"{said.write} written from {len(documents)} documents")
        return
    measured = measure(documents, lambda province: extractor("grammar", province))
    shown = measured.reliability()
    for confidence, right, count in shown:
        print(f"said {confidence:.2f}  right {right:.2f}  assignments {count}")
    total = sum(count for *_, count in shown)
    print(f"mean error {sum(abs(said - right) * count for said, right, count in shown) / total:.3f} on {total} assignments")
    print(f"the least certain fifth holds {measured.faults_met():.0%} of the faults")


if __name__ == "__main__":
    main()
