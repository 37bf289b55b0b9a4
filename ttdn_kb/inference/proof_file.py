"""Derivations kept on disk.

Takes an inference and its store once, at build time; gives derivations, labels and evidence by look-up later; knows nothing of how they are shown.
A firing is kept as the numbers of its terms: its premises are read through the rule's patterns, which lie beside it, so that nothing is derived
twice and a later change of the rule files changes no proof of this build.
"""

from __future__ import annotations

import array
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.graph.store import Store, Term, Triple
from ttdn_kb.inference import evidence
from ttdn_kb.inference.ledger import Inference, Numbers, absent_sentences, fill
from ttdn_kb.inference.rule import LANGUAGES, Derivation

_SCHEMA = """
CREATE TABLE term (id INTEGER PRIMARY KEY, kind TEXT, value TEXT, datatype TEXT, lang TEXT);
CREATE INDEX term_value ON term (value);
CREATE TABLE rule (id INTEGER PRIMARY KEY, name TEXT, header TEXT, columns TEXT, premises TEXT);
CREATE TABLE firing (id INTEGER PRIMARY KEY, rule INTEGER, cells BLOB);
CREATE TABLE concludes (s INTEGER, p INTEGER, o INTEGER, firing INTEGER, PRIMARY KEY (s, p, o, firing)) WITHOUT ROWID;
CREATE INDEX concludes_object ON concludes (o, p);
CREATE TABLE stated (s INTEGER, p INTEGER, o INTEGER, graph INTEGER, PRIMARY KEY (s, p, o, graph)) WITHOUT ROWID;
CREATE TABLE graph (id INTEGER PRIMARY KEY, iri TEXT UNIQUE);
CREATE TABLE label (iri TEXT PRIMARY KEY, vi TEXT, en TEXT) WITHOUT ROWID;
CREATE TABLE evidence (iri TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;
CREATE TABLE assignment (iri TEXT PRIMARY KEY, norm TEXT, agent TEXT, role TEXT) WITHOUT ROWID;
CREATE INDEX assignment_norm ON assignment (norm);
"""


def write_proofs(inference: Inference, store: Store, path: str) -> None:
    """Writes every derivation, with what its leaves rest on, to a new SQLite file.

    Args:
        inference: from `infer` or `update`.
        store: the store that it ran on.
        path: a file that does not exist yet.
    """
    db = sqlite3.connect(path)
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
    predicates = sorted({inference.term(said[1]).value for said in _premises(inference)})
    graphs: dict[str, int] = {}
    rows = [
        (inference.number(s), inference.number(Term("iri", p)), inference.number(o), graphs.setdefault(g.value, len(graphs)))
        for s, p, o, g in evidence.stated(store, predicates)
    ]
    db.executemany("INSERT OR IGNORE INTO stated VALUES (?, ?, ?, ?)", rows)
    db.executemany("INSERT INTO graph VALUES (?, ?)", [(number, iri) for iri, number in graphs.items()])
    firing = 0
    for number, rule in enumerate(inference.rules):
        plan = inference.plan(number)
        premises = json.dumps(plan.premises)
        db.execute("INSERT INTO rule VALUES (?, ?, ?, ?, ?)", (number, rule.id, json.dumps(rule.header), json.dumps(plan.columns), premises))
        firings, conclusions = [], []
        for row in inference.firings[number]:
            firings.append((firing, number, array.array("i", row).tobytes()))
            conclusions += [(*said, firing) for said in inference.conclusions_of(number, row)]
            firing += 1
        db.executemany("INSERT INTO firing VALUES (?, ?, ?)", firings)
        db.executemany("INSERT OR IGNORE INTO concludes VALUES (?, ?, ?, ?)", conclusions)
    db.executemany("INSERT INTO term VALUES (?, ?, ?, ?, ?)", [(n, *term) for n, term in enumerate(inference.terms())])
    db.executemany("INSERT INTO label VALUES (?, ?, ?)", [(iri, vi, en) for iri, (vi, en) in evidence.labels(store).items()])
    db.executemany("INSERT OR REPLACE INTO assignment VALUES (?, ?, ?, ?)", evidence.members(store))
    for found in (evidence.agencies(store), evidence.documents(store), evidence.events(store), evidence.quotes(store)):
        db.executemany("INSERT OR REPLACE INTO evidence VALUES (?, ?)", [(iri, json.dumps(data, ensure_ascii=False)) for iri, data in found.items()])
    db.commit()
    db.close()


def _premises(inference: Inference) -> Iterator[Numbers]:
    for rule, rows in enumerate(inference.firings):
        for row in rows:
            yield from inference.premises_of(rule, row)


class ProofFile:
    """The derivations of one build.

    Args:
        path: a file that `write_proofs` wrote; opened read only.

    Raises:
        TtdnError: `store-damaged` where it is none.
    """

    def __init__(self, path: str) -> None:
        try:
            self._db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
            self._rules = {r[0]: r[1:] for r in self._db.execute("SELECT id, name, header, columns, premises FROM rule")}
        except sqlite3.Error as error:
            raise TtdnError("store-damaged", "Không đọc được tệp chứng minh", path, str(error), "dựng lại bằng lệnh: ttdn build") from error
        self._parsed: dict[int, tuple[str, dict[str, str], list[str], list[Any]]] = {}

    # Terms

    def _fetch(self, sql: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        return self._db.execute(sql, tuple(values)).fetchall()

    def term(self, number: int) -> Term:
        row = self._fetch("SELECT kind, value, datatype, lang FROM term WHERE id = ?", (number,))[0]
        return Term(*row)

    def number(self, term: Term) -> int:
        """Gives the number of a term, -1 for one that no derivation knows."""
        rows = self._fetch("SELECT id FROM term WHERE value = ? AND kind = ? AND datatype = ? AND lang = ?", (term.value, *term[:1], *term[2:]))
        return int(rows[0][0]) if rows else -1

    def _numbers(self, triple: Triple) -> Numbers:
        return (self.number(triple.subject), self.number(triple.predicate), self.number(triple.object))

    def _triple(self, said: Iterable[int], graph: str = "") -> Triple:
        s, p, o = said
        return Triple(self.term(s), self.term(p), self.term(o), graph)

    # Derivations

    def rule(self, number: int) -> tuple[str, dict[str, str], list[str], list[Any]]:
        """Gives a rule's name, header, columns and premise patterns as they ran."""
        if number not in self._parsed:
            name, header, columns, premises = self._rules[number]
            self._parsed[number] = (name, json.loads(header), json.loads(columns), json.loads(premises))
        return self._parsed[number]

    def header(self, name: str) -> dict[str, str]:
        """Gives the header of a rule by its name; {} for an unknown one."""
        return next((self.rule(number)[1] for number, row in self._rules.items() if row[0] == name), {})

    def derivations(self, triple: Triple) -> list[Derivation]:
        """Gives every way in which a statement follows; [] for one that does not."""
        said = self._numbers(triple)
        rows = self._fetch("SELECT f.rule, f.cells FROM concludes c JOIN firing f ON f.id = c.firing WHERE c.s = ? AND c.p = ? AND c.o = ?", said)
        return [self._derivation(triple, rule, cells) for rule, cells in rows]

    def _derivation(self, triple: Triple, number: int, cells: bytes) -> Derivation:
        from ttdn_kb.inference.rule import INFERRED

        name, header, columns, premises = self.rule(number)
        row = array.array("i")
        row.frombytes(cells)
        found = [fill(p, row) for p in premises]
        cells_of = dict(zip(columns, row, strict=True))
        absent = (absent_sentences(header.get(f"absent@{lang}", ""), cells_of, self.term) for lang in LANGUAGES)
        return Derivation(name, triple._replace(graph=INFERRED + name), tuple(self._triple(said) for said in dict.fromkeys(found)), *absent)

    def about(self, iri: str) -> list[Triple]:
        """Gives every derived statement with this subject, once."""
        number = self.number(Term("iri", iri))
        return [self._triple(row) for row in self._fetch("SELECT DISTINCT s, p, o FROM concludes WHERE s = ? ORDER BY p, o", (number,))]

    def pointing(self, predicate: str, iri: str) -> list[Triple]:
        """Gives every derived statement with this predicate and object."""
        values = (self.number(Term("iri", iri)), self.number(Term("iri", predicate)))
        return [self._triple(row) for row in self._fetch("SELECT DISTINCT s, p, o FROM concludes WHERE o = ? AND p = ? ORDER BY s", values)]

    def stated_in(self, triple: Triple) -> list[str]:
        """Gives the named graphs of the files that state it."""
        sql = "SELECT g.iri FROM stated s JOIN graph g ON g.id = s.graph WHERE s.s = ? AND s.p = ? AND s.o = ? ORDER BY 1"
        return [row[0] for row in self._fetch(sql, self._numbers(triple))]

    # What people read

    def label(self, iri: str, lang: str = "vi") -> str:
        """Gives the name of a thing in a language, the other language where that is missing, "" where it has none."""
        rows = self._fetch("SELECT vi, en FROM label WHERE iri = ?", (iri,))
        return "" if not rows else (rows[0][lang == "en"] or rows[0][lang != "en"] or "")

    def evidence(self, iri: str) -> evidence.Evidence:
        """Gives the quote, event, document or agency entry behind an IRI; {} where there is none."""
        rows = self._fetch("SELECT data FROM evidence WHERE iri = ?", (iri,))
        return json.loads(rows[0][0]) if rows else {}

    def assignment(self, iri: str) -> tuple[str, str, str]:
        """Gives an assignment's norm, agent and role; ("", "", "") for what is none."""
        rows = self._fetch("SELECT norm, agent, role FROM assignment WHERE iri = ?", (iri,))
        return rows[0] if rows else ("", "", "")

    def assignments_of(self, norm: str) -> list[str]:
        """Gives the assignments of a norm, stated and derived."""
        return [row[0] for row in self._fetch("SELECT iri FROM assignment WHERE norm = ? ORDER BY iri", (norm,))]

    def sample(self, step: int) -> Iterator[Triple]:
        """Gives every `step`-th derived statement."""
        for row in self._fetch(
            "SELECT s, p, o FROM (SELECT DISTINCT s, p, o, ROW_NUMBER() OVER (ORDER BY s, p, o) AS n FROM concludes) WHERE n % ? = 0", (step,)
        ):
            yield self._triple(row)
