"""What a proof ends in.

Takes a store; gives, for every statement that rules rest on, the file that states it, and for every norm, event, document and agency the quote or
source that stands behind it; knows nothing of rules.
"""

from __future__ import annotations

from typing import Any

from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.namespaces import PREFIXES, VOCAB
from ttdn_kb.graph.store import Rows, Store
from ttdn_kb.inference.rule import INFERRED

_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

#: A piece of evidence: kind ("quote", "event", "document", "agency") and what a reader needs to find it.
Evidence = dict[str, Any]


def _rows(store: Store, body: str) -> list[tuple[str, ...]]:
    rows: Rows = store.select(_PREFIXES + body)
    return [tuple("" if cell is None else cell.value for cell in row) for row in rows.rows]


def stated(store: Store, predicates: list[str]) -> list[tuple[Any, ...]]:
    """Gives (subject, predicate, object, graph) terms of what files state with these predicates."""
    found: list[tuple[Any, ...]] = []
    for predicate in predicates:
        rows = store.select(f"SELECT ?s ?o ?g WHERE {{ GRAPH ?g {{ ?s <{predicate}> ?o }} FILTER (!STRSTARTS(STR(?g), '{INFERRED}')) }}")
        found += [(s, predicate, o, g) for s, o, g in rows.rows]
    return found


def labels(store: Store) -> dict[str, tuple[str, str]]:
    """Gives the Vietnamese and the English name of everything that has one; "" where a language is missing."""
    found: dict[str, list[str]] = {}
    for name in ("rdfs:label", "skos:prefLabel"):
        for iri, text, lang in _rows(store, f"SELECT ?x ?label (LANG(?label) AS ?lang) WHERE {{ ?x {name} ?label }}"):
            both = found.setdefault(iri, ["", ""])
            both[lang == "en"] = both[lang == "en"] or text
    for iri, text in _rows(store, "SELECT ?x ?label WHERE { ?x ttdn:shortName ?label }"):
        found.setdefault(iri, ["", ""])[0] = found[iri][0] or text
    return {iri: (vi, en) for iri, (vi, en) in found.items()}


def _amendments(store: Store) -> dict[str, list[tuple[str, str]]]:
    """Gives the name and the day of force of what amends a document, by the document's IRI."""
    found: dict[str, list[tuple[str, str]]] = {}
    for document, label, since in _rows(
        store,
        """SELECT ?document ?label ?since WHERE {
          ?amending ttdn:amends ?document ; rdfs:label ?label .
          OPTIONAL { ?amending eli:first_date_entry_in_force ?since } } ORDER BY ?since ?label""",
    ):
        found.setdefault(document, []).append((label, since))
    return found


def quotes(store: Store) -> dict[str, Evidence]:
    """Gives the quote of every norm, by the norm's IRI."""
    amended = _amendments(store)
    rows = _rows(
        store,
        """SELECT ?norm ?quote ?text ?start ?end ?provision ?path ?document ?label ?sha ?file WHERE {
          ?norm ttdn:evidence ?quote ; ttdn:inDocument ?document .
          ?quote oa:exact ?text ; oa:start ?start ; oa:end ?end .
          OPTIONAL { ?norm ttdn:statedIn ?provision . OPTIONAL { ?provision ttdn:path ?path } }
          OPTIONAL { ?document rdfs:label ?label }
          OPTIONAL { ?document ttdn:hasText ?source . ?source ttdn:sha256 ?sha ; ttdn:filePath ?file } }""",
    )
    found = {}
    for norm, quote, text, start, end, provision, path, document, label, sha, file in rows:
        found[norm] = {
            "kind": "quote",
            "iri": quote,
            "title": ", ".join(part for part in (path, label) if part),
            "path": path,
            "text": " ".join(text.split()),
            "provision": provision,
            "document": document,
            "start": int(start),
            "end": int(end),
            "sha256": sha,
            "file": file,
            "amended": amended.get(document, []),
        }
    return found


def events(store: Store) -> dict[str, Evidence]:
    """Gives every change event with its ground and sources."""
    found: dict[str, Evidence] = {}
    for event, date, certainty in _rows(
        store,
        """SELECT ?event ?date ?certainty WHERE { ?event ttdn:changeKind ?kind ; dcterms:date ?date .
           OPTIONAL { ?event ttdn:certainty ?level . ?level skos:prefLabel ?certainty FILTER (LANG(?certainty) = "vi") } }""",
    ):
        found[event] = {"kind": "event", "iri": event, "date": date, "certainty": certainty, "ground": [], "source": [], "note": "", "text": ""}
    for name, predicate in (("ground", "ttdn:legalGroundText"), ("source", "dcterms:source"), ("note", "ttdn:note")):
        for event, value in _rows(
            store, f"SELECT ?event ?value WHERE {{ ?event ttdn:changeKind ?kind ; {predicate} ?value }} ORDER BY ?event ?value"
        ):
            if event in found and name == "note":
                found[event]["note"] = value
            elif event in found:
                found[event][name].append(value)
    for event, value in _rows(store, "SELECT ?event ?value WHERE { ?event ttdn:legalGround ?doc . ?doc rdfs:label ?value }"):
        if event in found and not found[event]["ground"]:
            found[event]["ground"].append(value)
    return found


#: Which provision speaks for a document's dates: what it says of its effect, else its title or first words.
_SPEAKING = ("no-norm-reason/effect", "provision-kind/title", "provision-kind/letterhead", "provision-kind/preamble")


def documents(store: Store) -> dict[str, Evidence]:
    """Gives every stored document with the words on its entry into force, or its title where it says nothing of that."""
    amended = _amendments(store)
    found: dict[str, Evidence] = {}
    for document, label, sha, file in _rows(
        store,
        """SELECT ?document ?label ?sha ?file WHERE {
          ?document ttdn:hasText ?text ; rdfs:label ?label . ?text ttdn:sha256 ?sha ; ttdn:filePath ?file }""",
    ):
        found[document] = {
            "kind": "document",
            "iri": document,
            "title": label,
            "sha256": sha,
            "file": file,
            "quotes": [],
            "amended": amended.get(document, []),
        }
    places: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for document, reason, path, start, end in _rows(
        store,
        """SELECT ?document ?reason ?path ?start ?end WHERE {
          ?provision ttdn:inDocument ?document ; ttdn:start ?start ; ttdn:end ?end ; ttdn:noNormBecause|ttdn:kind ?reason .
          OPTIONAL { ?provision ttdn:path ?path } }""",
    ):
        places.setdefault((document, reason.removeprefix(VOCAB)), []).append((int(start), int(end), path))
    for document, entry in found.items():
        speaking = next((places[document, reason] for reason in _SPEAKING if (document, reason) in places), [])
        text = _text(entry["file"]) if speaking else ""
        entry["quotes"] = [{"path": path, "start": s, "end": e, "text": " ".join(text[s:e].split())} for s, e, path in sorted(speaking)]
    return found


def _text(file: str) -> str:
    try:
        with open(folder(file), encoding="utf-8", newline="") as stream:
            return stream.read()
    except OSError:
        # A base without its texts still has citations and offsets.
        return ""


def agencies(store: Store) -> dict[str, Evidence]:
    """Gives every agent with the documents that name it and a norm whose quote does."""
    found: dict[str, Evidence] = {}
    for agent, label in _rows(
        store, "SELECT ?agent ?label WHERE { ?agent ttdn:namedIn ?document . ?document rdfs:label ?label } ORDER BY ?agent ?label"
    ):
        found.setdefault(agent, {"kind": "agency", "iri": agent, "named": [], "norm": ""})["named"].append(label)
    for norm, agent in _rows(store, "SELECT ?norm ?agent WHERE { ?norm ttdn:hasAssignment ?a . ?a ttdn:agent ?agent } ORDER BY ?agent ?norm"):
        entry = found.setdefault(agent, {"kind": "agency", "iri": agent, "named": [], "norm": ""})
        entry["norm"] = entry["norm"] or norm
    return found


def members(store: Store) -> list[tuple[str, str, str, str]]:
    """Gives (assignment, norm, agent, role) of every assignment, stated or derived."""
    rows = _rows(store, "SELECT ?a ?norm ?agent ?role WHERE { ?a ttdn:assignmentOf ?norm ; ttdn:agent ?agent ; ttdn:role ?role }")
    return [(a, norm, agent, role) for a, norm, agent, role in rows]
