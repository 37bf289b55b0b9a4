"""What can be searched: agencies with their names, norms, provisions.

Takes a built store and the sources; gives the items of the search index; knows nothing of the index.
"""

from __future__ import annotations

from ttdn_kb.foundation.days import day_words
from ttdn_kb.graph.documents import read_sources
from ttdn_kb.graph.minting import provision_iri
from ttdn_kb.graph.store import Store
from ttdn_kb.query.search import Item
from ttdn_kb.structure.tree import parse
from ttdn_kb.text.clean import clean

_PREFIXES = """PREFIX ttdn: <https://w3id.org/ttdn/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
_AGENCIES = """SELECT ?agent ?label ?name ?province ?until WHERE {
  ?agent ttdn:shortName ?short ; skos:prefLabel ?label . FILTER (lang(?label) = "vi")
  { ?agent skos:altLabel ?name } UNION { ?agent ttdn:shortName ?name } UNION { ?agent skos:prefLabel ?name }
  OPTIONAL { ?agent ttdn:jurisdiction ?place . ?place skos:prefLabel ?province . FILTER (lang(?province) = "vi") }
  OPTIONAL { ?agent ttdn:existsUntil ?until }
} ORDER BY ?label ?name"""
_FATES = """SELECT ?agent ?date ?kind ?successor WHERE {
  ?event org:originalOrganization ?agent ; dcterms:date ?date ; ttdn:changeKind ?changeKind .
  ?changeKind skos:notation ?kind .
  OPTIONAL { ?event org:resultingOrganization ?next . ?next skos:prefLabel ?successor . FILTER (lang(?successor) = "vi") }
} ORDER BY ?agent ?date ?successor"""
_NORMS = """SELECT ?norm ?quote ?document ?path ?province ?agent WHERE {
  ?norm ttdn:evidence ?evidence ; ttdn:inDocument ?doc ; ttdn:statedIn ?provision .
  ?evidence oa:exact ?quote . ?provision ttdn:path ?path . ?doc rdfs:label ?document ; ttdn:province ?place .
  ?place skos:prefLabel ?province . FILTER (lang(?province) = "vi")
  OPTIONAL { ?norm ttdn:hasAssignment ?a . ?a ttdn:agent ?who . ?who ttdn:shortName ?agent }
} ORDER BY ?norm ?agent"""


def items(store: Store) -> list[Item]:
    """Gives everything that can be found, agencies first."""
    return [*_agencies(store), *_norms(store), *_provisions(store)]


def _cells(store: Store, query: str) -> list[dict[str, str]]:
    rows = store.select(_PREFIXES + query)
    return [{v: ("" if c is None else c.value) for v, c in zip(rows.variables, row, strict=True)} for row in rows.rows]


def _agencies(store: Store) -> list[Item]:
    fates: dict[str, list[dict[str, str]]] = {}
    for row in _cells(store, _FATES):
        fates.setdefault(row["agent"], []).append(row)
    names: dict[str, list[dict[str, str]]] = {}
    for row in _cells(store, _AGENCIES):
        names.setdefault(row["agent"], []).append(row)
    found = []
    for agent, rows in names.items():
        known = list(dict.fromkeys(r["name"] for r in rows))
        found.append(
            Item("agency", agent, rows[0]["label"], rows[0]["province"], "", "", _fate(fates.get(agent, []), rows[0]["until"]), "; ".join(known))
        )
    return found


def _fate(events: list[dict[str, str]], until: str) -> str:
    """Says what became of a body. A field that moved to another body makes that body no successor to the rest of the work."""
    moved = [e for e in events if e["kind"] == "field-transferred" and e["successor"]]
    ended = [e for e in events if e["kind"] != "field-transferred"]
    said = []
    if ended:
        date = ended[0]["date"]
        heirs = list(dict.fromkeys(e["successor"] for e in ended if e["date"] == date and e["successor"]))
        said.append(f"không còn từ {day_words(date)}; " + (f"kế thừa: {', '.join(heirs)}" if heirs else "kho chưa có văn bản nêu cơ quan kế thừa"))
    elif until:
        said.append(f"không còn từ {day_words(until)}; kho chưa có văn bản nêu cơ quan kế thừa")
    said += [f"một phần lĩnh vực chuyển sang {name}" for name in dict.fromkeys(e["successor"] for e in moved)]
    return "; ".join(said)


def _norms(store: Store) -> list[Item]:
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in _cells(store, _NORMS):
        grouped.setdefault(row["norm"], []).append(row)
    found = []
    for norm, rows in grouped.items():
        who = ", ".join(dict.fromkeys(r["agent"] for r in rows if r["agent"])) or "không nêu ai làm"
        head = rows[0]
        found.append(Item("norm", norm, who, head["province"], head["document"], head["path"], "", " ".join(head["quote"].split())))
    return found


def _provisions(store: Store) -> list[Item]:
    provinces = {
        r["doc"]: r["province"]
        for r in _cells(
            store, "SELECT ?doc ?province WHERE { ?doc ttdn:province ?p . ?p skos:prefLabel ?province . FILTER (lang(?province) = 'vi') }"
        )
    }
    found = []
    for source in read_sources():
        for node in parse(source.text).walk():
            own = node.body or (node.heading if node.children else node.span)
            if not node.eid or own is None:
                continue
            body = " ".join(clean(source.text, own).text.split())
            if body:
                heading = " ".join(clean(source.text, node.heading).text.split()) if node.heading else ""
                found.append(
                    Item(
                        "provision",
                        provision_iri(source.iri, node.eid),
                        heading,
                        provinces.get(source.iri, ""),
                        source.fields["label"],
                        node.path,
                        "",
                        body,
                    )
                )
    return found
