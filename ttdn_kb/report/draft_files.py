"""What a draft would change, as text for a terminal and as JSON for a program.

Takes a draft study; gives a file's content; what a person reads comes from the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from ttdn_kb.compare.draft_changes import Change
from ttdn_kb.compare.drafting import DraftStudy
from ttdn_kb.compare.laying_in import DONE
from ttdn_kb.report.draft_page import draft_page, summary
from ttdn_kb.report.page_text import page_text
from ttdn_kb.report.unit_words import unit_notes


def draft_text(study: DraftStudy, tasks: Mapping[str, str], as_of: str) -> str:
    """Gives the page as text; of the gaps that the draft leaves as they are only the number.

    Args:
        tasks: label of each task by notation.
        as_of: ISO 8601 day of the data.
    """
    page = draft_page(study, tasks, as_of)
    *shown, last = page.sections
    return f"{page_text(page._replace(sections=tuple(shown)))}\n{last.heading}: {len(study.left)} (xem bản HTML)\n"


def draft_json(study: DraftStudy) -> str:
    """Gives the study as JSON: counts, every change with its places, gaps by identifier, the fate of every order of an amending draft."""
    found = {
        "draft": study.name,
        "day": study.day,
        "amends" if study.amended else "replaces": study.replaced,
        "orders": [
            {"said": order.said, "places": [p.words for p in order.places], "kind": order.kind, "done": why == DONE, "why_not": why}
            for order, why in (study.amended.fates if study.amended else ())
        ],
        "province": study.unit,
        "notes": unit_notes(study.unit, study.day),
        "summary": [{"what": kind, "count": count} for kind, count in summary(study)],
        "changes": list(map(_change, study.changes)),
        "gaps": {name: [f.id for f in getattr(study, name)] for name in ("opened", "closed", "left", "absent")},
        "unchecked": study.unchecked,
        "dropped": [d.task for d in study.dropped],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _change(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind,
        "old": change.old_path,
        "new": change.new_path,
        "start": change.place.start,
        "end": change.place.end,
        "lost": change.lost,
        "gained": change.gained,
        "time_was": change.time_was,
        "time_now": change.time_now,
        "was": change.was,
        "now": change.now,
        "gives_work": bool(change.old or change.new),
    }
