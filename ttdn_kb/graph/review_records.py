"""Decisions of reviewers as Turtle and back.

Takes decisions on proposed assignments; gives the text of reviews.ttl, each decision a PROV activity with who and when; reads it
again. Knows nothing of which proposals there are. A decision names its proposal by quote, offsets, role and agent, never by a
number, so that it stays true when the text is read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from ttdn_kb.graph import turtle
from ttdn_kb.graph.minting import slug
from ttdn_kb.graph.namespaces import ID, OA, PROV, RDFS, TTDN
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.store import Term

VERDICTS = ("accept", "correct", "reject", "add")
_GRAPH = "urn:x-ttdn:reviews"


@dataclass(frozen=True, slots=True)
class Key:
    """What a decision is about.

    Attributes:
        start, end: code points of the quote in the stored text.
        quote: the stored text there.
        role: notation of the proposed role, "" for work that nobody was given.
        agent: name of the proposed agent, "" likewise.
    """

    start: int
    end: int
    quote: str
    role: str = ""
    agent: str = ""

    @property
    def id(self) -> str:
        """A short mark of the key, the same on every machine.

        >>> Key(1, 3, "ab", "lead", "Sở Y tế").id == Key(1, 3, "ab", "lead", "Sở Y tế").id != Key(1, 3, "ab").id
        True
        """
        parts = (str(self.start), str(self.end), self.quote, self.role, self.agent)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a proposal.

    Attributes:
        key: the proposal; for "add" the place of the missing assignment.
        verdict: one of `VERDICTS`.
        changes: (column, former value, new value), for "correct" and "add".
        by: who.
        at: when, ISO 8601 with zone.
        note: why, in the reviewer's words.
    """

    key: Key
    verdict: str
    changes: tuple[tuple[str, str, str], ...]
    by: str
    at: str
    note: str = ""


def reviews_turtle(document: str, decisions: Iterable[Decision]) -> str:
    """Writes all decisions on a document, oldest first.

    Args:
        document: the document's IRI.
    """
    out = [turtle.prefixes()]
    people: dict[str, str] = {}
    counts: dict[str, int] = {}
    for decision in decisions:
        mark = decision.key.id
        counts[mark] = counts.get(mark, 0) + 1
        here = f"{document}/review/{mark}-{counts[mark]}"
        person = f"{ID}person/{slug(decision.by) or 'khong-ten'}"
        people[person] = decision.by
        changed = [(f"{here}/{number}", change) for number, change in enumerate(decision.changes, 1)]
        said = [
            ("a", "ttdn:Review"),
            ("ttdn:verdict", turtle.text(decision.verdict)),
            ("ttdn:proposedRole", turtle.text(decision.key.role)),
            ("ttdn:proposedAgent", turtle.text(decision.key.agent)),
            ("prov:used", turtle.iri(here + "/quote")),
            ("prov:wasAssociatedWith", turtle.iri(person)),
            ("prov:endedAtTime", turtle.typed(decision.at, "dateTime")),
            *(("ttdn:hasCorrection", turtle.iri(name)) for name, _ in changed),
        ]
        if decision.note:
            said.append(("rdfs:comment", turtle.text(decision.note, "vi")))
        out.append(turtle.subject(here, said))
        out.append(
            turtle.subject(
                here + "/quote",
                [
                    ("a", "ttdn:Quote"),
                    ("oa:start", str(decision.key.start)),
                    ("oa:end", str(decision.key.end)),
                    ("oa:exact", turtle.text(decision.key.quote, "vi")),
                    ("ttdn:ofText", turtle.iri(document + "/text")),
                ],
            )
        )
        for name, (column, former, new) in changed:
            said = [
                ("a", "ttdn:Correction"),
                ("ttdn:field", turtle.text(column)),
                ("ttdn:formerValue", turtle.text(former)),
                ("ttdn:newValue", turtle.text(new)),
            ]
            out.append(turtle.subject(name, [*said, ("prov:wasGeneratedBy", turtle.iri(here))]))
    for person, name in sorted(people.items()):
        out.append(turtle.subject(person, [("a", "prov:Person"), ("rdfs:label", turtle.text(name))]))
    return "\n".join(out)


def read_reviews(data: bytes, where: str) -> list[Decision]:
    """Gives the decisions of reviews.ttl, oldest first.

    Raises:
        TtdnError: `bad-turtle`.
    """
    store = OxigraphStore()
    store.load(data, _GRAPH, where)
    said: dict[str, dict[str, list[Term]]] = {}
    for triple in store.triples(_GRAPH):
        said.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object)

    def one(subject: str, predicate: str) -> str:
        return next((t.value for t in said.get(subject, {}).get(predicate, ())), "")

    found = []
    for iri in said:
        verdict = one(iri, TTDN + "verdict")
        if verdict not in VERDICTS:
            continue
        quote = one(iri, PROV + "used")
        key = Key(
            int(one(quote, OA + "start") or 0),
            int(one(quote, OA + "end") or 0),
            one(quote, OA + "exact"),
            one(iri, TTDN + "proposedRole"),
            one(iri, TTDN + "proposedAgent"),
        )
        names = sorted((t.value for t in said[iri].get(TTDN + "hasCorrection", ())), key=lambda n: (len(n), n))
        changes = tuple((one(n, TTDN + "field"), one(n, TTDN + "formerValue"), one(n, TTDN + "newValue")) for n in names)
        by = one(one(iri, PROV + "wasAssociatedWith"), RDFS + "label")
        number = iri.rpartition("-")[2]
        order = (one(iri, PROV + "endedAtTime"), key.start, int(number) if number.isdigit() else 0)
        found.append((order, key.id, Decision(key, verdict, changes, by, order[0], one(iri, RDFS + "comment"))))
    return [decision for _, _, decision in sorted(found, key=lambda f: f[:2])]
