"""The Turtle of a draft.

Takes norms with resolved agents and the entries that the register lacks; gives draft.ttl: norms in the shape of data/norms with
status `draft`, proposed agents in the shape of data/agencies, and the extraction that made them, as PROV. Knows nothing of
folders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ttdn_kb import __version__
from ttdn_kb.foundation.model import Norm
from ttdn_kb.graph import turtle
from ttdn_kb.graph.emitting import norm_iris, norms_turtle
from ttdn_kb.graph.namespaces import BASE
from ttdn_kb.graph.proposals import Proposal, proposal_turtle


def draft_turtle(document: str, norms: Sequence[Norm], things: Mapping[str, str], proposals: Sequence[Proposal], reader: str, at: str) -> str:
    """Writes a draft.

    Args:
        document: the document's IRI.
        norms: in text order, agents resolved.
        things: IRI of each named thing by the words of the norms.
        proposals: entries that the register lacks.
        reader: name of the extractor.
        at: when it was read, ISO 8601 with zone.
    """
    activity = f"{document}/extraction"
    software = f"{BASE}software/ttdn-kb/{__version__}/{reader}"
    parts = [norms_turtle(document, norms, things, {}, "draft")]
    parts += [turtle.subject(iri, [("prov:wasGeneratedBy", turtle.iri(activity))]) for iri in norm_iris(document, norms)]
    parts += [proposal_turtle(made, document) for made in proposals]
    parts.append(
        turtle.subject(
            activity,
            [
                ("a", "prov:Activity"),
                ("prov:used", turtle.iri(document + "/text")),
                ("prov:wasAssociatedWith", turtle.iri(software)),
                ("prov:endedAtTime", turtle.typed(at, "dateTime")),
            ],
        )
    )
    parts.append(
        turtle.subject(
            software,
            [
                ("a", "prov:SoftwareAgent"),
                ("rdfs:label", turtle.text(f"ttdn-kb {__version__}, bộ đọc {reader}", "vi")),
                ("owl:versionInfo", turtle.text(__version__)),
            ],
        )
    )
    return "\n".join(parts)
