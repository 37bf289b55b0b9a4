"""Who answers for, does, is consulted on and hears of a task.

Takes a comparison; gives a RACI-like line a task and side, with a verdict; knows nothing of formats. The six roles map to RACI letters:
lead = accountable (A), responsible = R, coordinator and partner = C, advised and report_to = I. A task is in order with one lead (or one doer who
needs none) and at least one who leads or does it. Leads of different objects or places are leads of different works; tasks that are each body's own
(`ttdn:joint`) may have many.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ttdn_kb.compare.comparison import Comparison
from ttdn_kb.compare.material import Entry

LETTERS = {"A": ("lead",), "R": ("responsible",), "C": ("coordinator", "partner"), "I": ("advised", "report_to")}
# Verdicts, from fine to bad.
VERDICTS = ("in-order", "absent", "no-lead-named", "several-leads", "no-lead", "no-doer", "holder-gone", "nobody")


class RaciCell(NamedTuple):
    """One side's line on a task: entries by letter, and the verdict (one of `VERDICTS`)."""

    letters: dict[str, tuple[Entry, ...]]
    verdict: str
    entries: tuple[Entry, ...]


class RaciRow(NamedTuple):
    """A task with one cell a side."""

    task: str
    cells: tuple[RaciCell, ...]


def raci(comparison: Comparison) -> list[RaciRow]:
    """Gives one row a task, by name."""
    rows = []
    for task in comparison.tasks():
        held = comparison.on_task(task)
        joint = comparison.material.names.joint(task)
        rows.append(RaciRow(task, tuple(_cell(entries, comparison.sides[i].day, joint) for i, entries in enumerate(held))))
    return rows


def _cell(entries: tuple[Entry, ...], day: str, joint: bool) -> RaciCell:
    here = [e for e in entries if e.role and not e.orphaned(day)]
    letters = {letter: tuple(e for e in here if e.role in roles) for letter, roles in LETTERS.items()}
    return RaciCell(letters, _verdict(entries, here, letters, joint), entries)


def _verdict(entries: tuple[Entry, ...], here: list[Entry], letters: dict[str, tuple[Entry, ...]], joint: bool) -> str:
    if not entries:
        return "absent"
    if not here:
        return "holder-gone" if any(e.role for e in entries) else "nobody"
    if letters["A"]:
        return "in-order" if joint or _most_leads(letters["A"]) == 1 else "several-leads"
    if letters["R"]:
        return "in-order" if joint or len({e.agent_iri for e in letters["R"]}) == 1 else "no-lead-named"
    return "no-lead" if letters["C"] else "no-doer"


def _most_leads(leads: Iterable[Entry]) -> int:
    """Gives how many lead the same object at the same place, at most."""
    bodies: dict[tuple[str, str], set[str]] = {}
    for entry in leads:
        bodies.setdefault((entry.object, entry.place), set()).add(entry.agent_iri)
    return max(len(b) for b in bodies.values())
