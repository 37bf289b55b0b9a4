"""Findings on the five regulations against two independent lists of gaps (bench/gaps/).

Each list was made from the texts and the encoding guide alone, without the base. A finding is on a list where it is of the same kind, in the same
document, and one of its clauses overlaps a quote of the list, or lies in the provision that the list names for a body's end or for leads of a plan's
block; a missing letterhead, number, date or signer where the list has one in that document. Doubtful entries are no loss where they are not found.

    python bench/gaps.py [--misses]
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from ttdn_kb.text.clean import fold

HERE = Path(__file__).parent
SOURCES = HERE.parent / "data" / "sources"
KINDS = ("no-assignee", "no-lead", "vague-assignee", "two-leads", "no-deadline", "lacuna", "abolished")
Entry = dict[str, Any]


def findings() -> list[Entry]:
    """Gives what `ttdn check` finds of the guide's kinds in the listed documents, with the document's folder."""
    run = subprocess.run(["ttdn", "check", "--format", "json", "--fail-on", "never"], capture_output=True, text=True, check=True)
    documents = {hashlib.sha256(path.read_bytes()).hexdigest(): str(path.parent.relative_to(SOURCES)) for path in SOURCES.glob("*/*/text.txt")}
    found = [f | {"folder": documents[f["source_sha256"]]} for f in json.loads(run.stdout) if f["check"] in KINDS]
    return [f for f in found if not f["folder"].startswith("trung-uong")]


def entries(number: int) -> list[Entry]:
    """Gives one of the two lists."""
    return [json.loads(line) for line in (HERE / "gaps" / f"list-{number}.jsonl").read_text(encoding="utf-8").splitlines()]


def same(entry: Entry, finding: Entry) -> bool:
    """True where a finding is what an entry of a list says."""
    if entry["document"] != finding["folder"] or entry["kind"] != finding["check"]:
        return False
    places = [(c["start"], c["end"]) for c in finding["clauses"] if c.get("start") is not None]
    if any(min(end, entry["end"]) > max(start, entry["start"]) for start, end in places):
        return True
    # A body's end is listed at the heading of its article, leads without division at the line of the plan's block: the clauses stand below or above.
    below = any(c["provision"] == entry["provision"] or c["provision"].startswith(entry["provision"] + ",") for c in finding["clauses"])
    return entry["kind"] == "lacuna" or (entry["kind"] in ("abolished", "two-leads") and below)


def alike(a: Entry, b: Entry) -> bool:
    """True where two lists name the same gap."""
    if (a["document"], a["kind"]) != (b["document"], b["kind"]):
        return False
    named = a["kind"] == "abolished" and (fold(a["quote"]) in fold(b["quote"]) or fold(b["quote"]) in fold(a["quote"]))
    return a["kind"] == "lacuna" or named or min(a["end"], b["end"]) > max(a["start"], b["start"])


def main() -> None:
    found, misses = findings(), "--misses" in sys.argv
    lists = [entries(1), entries(2)]
    print("| list | kind | listed | found of them | findings | on the list |\n|---|---|---|---|---|---|")
    for number, listed in enumerate(lists, 1):
        total = [0, 0, 0, 0]
        for kind in KINDS:
            firm = [e for e in listed if e["kind"] == kind and e["certainty"] != "doubtful"]
            ours = [f for f in found if f["check"] == kind]
            row = [len(firm), sum(any(same(e, f) for f in ours) for e in firm)]
            row += [len(ours), sum(any(same(e, f) for e in listed) for f in ours)]
            if any(row):
                print(f"| {number} | {kind} | " + " | ".join(map(str, row)) + " |")
            total = [a + b for a, b in zip(total, row, strict=True)]
        print(f"| {number} | all | " + " | ".join(map(str, total)) + f" | recall {total[1] / total[0]:.2f}, precision {total[3] / total[2]:.2f}")
        if misses:
            for e in listed:
                if e["certainty"] != "doubtful" and not any(same(e, f) for f in found):
                    print(f"  missing: {e['document']} {e['kind']} {e['provision']}: {e['why']}")
            for f in found:
                if not any(same(e, f) for e in listed):
                    print(f"  not on the list: {f['folder']} {f['check']} {f['provision']}: {f['message'][:140]}")
    for a, b in ((0, 1), (1, 0)):
        firm = [e for e in lists[a] if e["certainty"] != "doubtful"]
        print(f"list {a + 1} on list {b + 1}: {sum(any(alike(e, o) for o in lists[b]) for e in firm)} of {len(firm)}")


if __name__ == "__main__":
    main()
