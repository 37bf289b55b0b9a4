"""Findings that somebody accepted.

Takes the ttdn:Waiver statements of a store (data/waivers.ttl); gives the waiver of a finding; knows nothing of checks.
"""

from __future__ import annotations

from ttdn_kb.validation.findings import Finding, Waiver
from ttdn_kb.validation.places import Places


def read_waivers(places: Places) -> dict[tuple[str, str], Waiver]:
    """Gives waivers by ("", finding id) or (check id, IRI of a norm or other focus)."""
    found: dict[tuple[str, str], Waiver] = {}
    for row in places.rows("waivers"):
        waiver = Waiver(row["by"], row["on"], row["because"])
        if row["finding"]:
            found["", row["finding"]] = waiver
        elif row["check"] and row["node"]:
            found[row["check"], row["node"]] = waiver
    return found


def waived(finding: Finding, waivers: dict[tuple[str, str], Waiver]) -> Waiver | None:
    """Gives the waiver of a finding, None where nobody accepted it.

    A waiver that names a node holds for a finding about that node alone: every norm of the finding has to be waived, or the node be its whole
    focus. A clause that joins the gap later opens it again.
    """
    by_id = waivers.get(("", finding.id))
    if by_id:
        return by_id
    if finding.norms:
        each = [waivers.get((finding.check, norm)) for norm in finding.norms]
        if all(each):
            return each[0]
    return waivers.get((finding.check, finding.focus[0])) if len(finding.focus) == 1 else None
