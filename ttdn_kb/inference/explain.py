"""Why a statement holds.

Takes the derivations of a build and a statement, or the IRI of an assignment, norm, agency or document; gives its proof tree down to quoted
provisions and sourced events; knows nothing of how it is drawn. Only looks up: nothing is derived here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ttdn_kb.foundation.days import day_words
from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.graph.namespaces import TTDN, notation
from ttdn_kb.graph.store import Term, Triple
from ttdn_kb.inference.evidence import Evidence
from ttdn_kb.inference.proof_file import ProofFile
from ttdn_kb.inference.proof_words import DATE, place_of, shortened
from ttdn_kb.inference.rule import TYPE

#: Deeper than any proof of the rules; a guard against a circle in the data.
_DEPTH = 30
#: Said only on the way to something else; shown inside a proof, not asked about by itself.
_BETWEEN = {TTDN + "mayBeginOn", TTDN + "mustEndBy", TTDN + "forceEndsBy", TTDN + "assignmentOf", TTDN + "role", TTDN + "derivedFrom", TTDN + "via"}
#: What a reader wants to know first.
_ORDER = [
    "validFrom",
    "validUntil",
    "inForceFrom",
    "inForceUntil",
    "existsFrom",
    "existsUntil",
    "endedBy",
    "endsBecause",
    "validityAfterEnd",
    "passedTo",
]


@dataclass(frozen=True, slots=True)
class Step:
    """One derivation of a statement.

    Attributes:
        rule: id of the rule.
        title, title_en: its consequence in words.
        basis, basis_en: what the rule rests on.
        premises: the proofs of what it follows from.
        absent, absent_en: what nothing was said of, names in place of IRIs.
        repeated: the same derivation, with its premises, was given above.
    """

    rule: str
    title: str
    title_en: str
    basis: str
    basis_en: str
    premises: tuple[Proof, ...]
    absent: tuple[str, ...]
    absent_en: tuple[str, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """A statement with everything that it rests on.

    Attributes:
        statement: the statement.
        text, text_en: the statement in words.
        files: the files that state it; () for one that only follows.
        steps: every way in which it follows; () for one that is only stated.
        evidence: for a stated one, the quote, event, document or agency entry behind it, else {}.
        repeated: its steps were given above and are left out here.
    """

    statement: Triple
    text: str
    text_en: str
    files: tuple[str, ...]
    steps: tuple[Step, ...]
    evidence: Evidence
    repeated: bool = False

    @property
    def inferred(self) -> bool:
        return bool(self.steps) or (self.repeated and not self.files)

    def leaves(self) -> list[Proof]:
        """Gives the stated statements that the proof ends in, each once."""
        if not self.steps:
            return [] if self.repeated else [self]
        found = {leaf.statement: leaf for step in self.steps for premise in step.premises for leaf in premise.leaves()}
        return list(found.values())


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer to "why".

    Attributes:
        iri: what was asked about; "" for a single statement.
        title, title_en: its name.
        evidence: its own quote or source, {} where it has none.
        proofs: one for each statement on it.
    """

    iri: str
    title: str
    title_en: str
    evidence: Evidence
    proofs: tuple[Proof, ...]


def explain(file: ProofFile, asked: str | Triple) -> Explanation:
    """Gives the proofs of a statement, or of all that is derived about a thing.

    Args:
        file: the derivations of a build.
        asked: a statement, or the IRI of an assignment, norm, agency or document.

    Raises:
        UsageError: `nothing-to-explain` for what no file and no rule says anything of.
    """
    teller = _Teller(file)
    if isinstance(asked, Triple):
        proof = teller.proof(asked)
        if not proof.files and not proof.steps:
            raise _nothing(" ".join(t.value for t in asked[:3]))
        return Explanation("", proof.text, proof.text_en, {}, (proof,))
    statements = _statements(file, asked)
    if not statements and not file.evidence(asked):
        raise _nothing(asked)
    proofs = tuple(teller.proof(statement) for statement in statements)
    return Explanation(asked, teller.name(asked, "vi"), teller.name(asked, "en"), file.evidence(asked), proofs)


def _statements(file: ProofFile, iri: str) -> list[Triple]:
    norm, agent, _ = file.assignment(iri)
    found = [_triple(iri, "agent", agent)] if norm else []
    for assignment in file.assignments_of(iri):
        _, holder, _ = file.assignment(assignment)
        found.append(_triple(assignment, "agent", holder))
    known = [said for said in file.about(iri) if said.predicate.value not in _BETWEEN]
    known.sort(key=lambda said: _ORDER.index(notation(said.predicate.value)) if notation(said.predicate.value) in _ORDER else len(_ORDER))
    return list(dict.fromkeys(found + known))


def _triple(subject: str, predicate: str, value: str) -> Triple:
    return Triple(Term("iri", subject), Term("iri", TTDN + predicate), Term("iri", value))


def _nothing(what: str) -> UsageError:
    return UsageError(
        "nothing-to-explain",
        "Không có gì để giải thích",
        what,
        "không tệp nào và không luật nào nói điều này",
        "chép lại IRI hoặc mã dòng từ một kết quả của ttdn ask",
    )


class _Teller:
    def __init__(self, file: ProofFile) -> None:
        self.file = file
        self.told: set[Triple] = set()
        self.fired: set[tuple[str, tuple[Triple, ...]]] = set()
        self.names: dict[tuple[str, str], str] = {}

    def proof(self, statement: Triple, depth: int = 0) -> Proof:
        statement = statement._replace(graph="")
        vi, en = self.sentence(statement, "vi"), self.sentence(statement, "en")
        files = tuple(place_of(graph) for graph in self.file.stated_in(statement))
        derivations = self.file.derivations(statement)
        behind = self.behind(statement) if files or not derivations else {}
        if derivations and (statement in self.told or depth > _DEPTH):
            return Proof(statement, vi, en, files, (), behind, repeated=True)
        self.told.add(statement)
        steps = []
        for derivation in derivations:
            header = self.file.header(derivation.rule)
            key = (derivation.rule, derivation.premises)
            again = key in self.fired
            self.fired.add(key)
            steps.append(
                Step(
                    derivation.rule,
                    header.get("title@vi", derivation.rule),
                    header.get("title@en", derivation.rule),
                    header.get("basis@vi", ""),
                    header.get("basis@en", ""),
                    () if again else tuple(self.proof(premise, depth + 1) for premise in derivation.premises),
                    () if again else tuple(self.named(sentence, "vi") for sentence in derivation.absent),
                    () if again else tuple(self.named(sentence, "en") for sentence in derivation.absent_en),
                    again,
                )
            )
        return Proof(statement, vi, en, files, tuple(steps), behind)

    def behind(self, statement: Triple) -> Evidence:
        """Gives the evidence of a stated statement: of its subject, else of its object."""
        for term in (statement.subject, statement.object):
            if term.kind != "iri":
                continue
            iri = term.value.removesuffix("/quote") if term.value.endswith("/quote") else term.value
            norm = self.file.assignment(iri)[0] or iri
            found = self.file.evidence(norm)
            if found.get("kind") == "agency" and found.get("norm"):
                # A statement of the register: the quote that names the agent stands behind it.
                return {**found, "quote": self.file.evidence(found["norm"])}
            if found:
                return found
        return {}

    def sentence(self, statement: Triple, lang: str) -> str:
        parts = [self.name(statement.subject.value, lang), self.name(statement.predicate.value, lang)]
        value = statement.object
        parts.append(self.name(value.value, lang) if value.kind == "iri" else day_words(value.value, lang))
        return " · ".join(parts)

    def named(self, sentence: str, lang: str) -> str:
        """Puts names in place of the IRIs in angle brackets."""
        for part in sentence.split("<")[1:]:
            iri = part.split(">")[0]
            sentence = sentence.replace(f"<{iri}>", self.name(iri, lang))
        return DATE.sub(lambda match: day_words(match.group(), lang), sentence)

    def name(self, iri: str, lang: str) -> str:
        """Gives what a reader calls a thing: its label; for a norm its citation; for an assignment agent, role and citation."""
        key = (iri, lang)
        if key not in self.names:
            self.names[key] = self._name(iri, lang)
        return self.names[key]

    def _name(self, iri: str, lang: str) -> str:
        if iri == TYPE:
            return "là" if lang == "vi" else "is a"
        label = self.file.label(iri, lang)
        if label:
            return label
        norm, agent, role = self.file.assignment(iri)
        if norm:
            return f"{self.name(agent, lang)} ({self.name(role, lang)}, {self.name(norm, lang)})"
        quote = self.file.evidence(iri.removesuffix("/quote"))
        if quote.get("text") and iri.endswith("/quote"):
            return "“" + shortened(quote["text"]) + "”"
        return str(quote.get("path") or quote.get("title") or notation(iri))


def notes(explanation: Explanation) -> dict[str, tuple[int, Evidence]]:
    """Numbers the evidence of a tree in the order of reading, each piece once; the key is that of `note_key`."""
    found: dict[str, tuple[int, Evidence]] = {}

    def walk(proof: Proof) -> Iterator[Evidence]:
        yield proof.evidence
        for step in proof.steps:
            for premise in step.premises:
                yield from walk(premise)

    for evidence in (explanation.evidence, *(e for proof in explanation.proofs for e in walk(proof))):
        if evidence:
            found.setdefault(note_key(evidence), (len(found) + 1, evidence))
    return found


def note_key(evidence: Evidence) -> str:
    """Gives what makes two pieces of evidence the same; "" for none."""
    return str(evidence.get("iri", ""))
