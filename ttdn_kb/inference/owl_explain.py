"""Why statements cannot all be true.

Takes ontology and data files that contradict each other; gives a smallest set of statements that already do, in plain Vietnamese; knows nothing of
stores. Smallest means that without any one of them the rest can be true (a justification, found by testing parts; Kalyanpur and others, ISWC 2007).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ttdn_kb.graph.namespaces import ID, VOCAB
from ttdn_kb.inference import owl, owl_view
from ttdn_kb.inference.owl_view import Unit
from ttdn_kb.inference.owl_words import Labels, sentence

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_TESTS_A_RUN = 6  # starting Java costs more than testing a small set

Test = Callable[[Sequence[Sequence[Unit]]], int | None]


@dataclass(frozen=True, slots=True)
class Justification:
    """A smallest contradiction.

    Attributes:
        facts: statements about instances, in words.
        axioms: statements of the ontology, in words.
        nodes: IRIs of the instances in the facts.
    """

    facts: tuple[str, ...]
    axioms: tuple[str, ...]
    nodes: tuple[str, ...]

    def text(self) -> str:
        """Gives the contradiction as a short text."""
        lines = ["Các điều sau không thể cùng đúng:"]
        lines += [f"  Dữ liệu: {f}." for f in self.facts]
        lines += [f"  Bản thể học: {a}." for a in self.axioms]
        lines.append("Bỏ hoặc sửa một điều bất kỳ trong số đó thì mâu thuẫn này hết.")
        return "\n".join(lines)


def explain_inconsistency(files: Iterable[str] = (), ontology: Iterable[str] | None = None) -> Justification | None:
    """Finds one smallest contradiction, None where all statements can be true.

    Args:
        files: data files beside the ontology.
        ontology: ontology files; None takes the entry point and its imports.

    Raises:
        TtdnError: `no-java`, `bad-turtle`, `import-not-found`, `reasoner-failed`.
    """
    entry = owl_view.ontology_files() if ontology is None else list(ontology)
    graph = owl_view.read(dict.fromkeys([*entry, *files]))
    view = owl_view.logical(graph)
    background = _declarations(view)

    def test(sets: Sequence[Sequence[Unit]]) -> int | None:
        return owl.first_inconsistent([owl_view.named(_together(background, units)) for units in sets], short=True)

    everything = owl_view.units(view)
    facts = [u for u in everything if str(u.head[0]).startswith((ID, VOCAB))]
    rest = [u for u in everything if not str(u.head[0]).startswith((ID, VOCAB))]
    found = test([rest, everything])
    if found is None:
        return None
    if found == 0:
        facts = []
    near = _near(facts, rest, test) if facts else []
    core = _smallest(_ordered(near, rest), test)
    labels = Labels(graph)
    instance = [u for u in core if str(u.head[0]).startswith(ID)]
    return Justification(
        tuple(sentence(u, labels) for u in instance),
        tuple(sentence(u, labels) for u in core if u not in instance),
        tuple(sorted({str(u.head[0]) for u in instance})),
    )


def _declarations(view: Graph) -> Graph:
    from rdflib import RDF, Graph, URIRef

    declared = owl_view.declarations()
    out = Graph()
    for s, p, o in view.triples((None, RDF.type, None)):
        if o in declared and isinstance(s, URIRef):
            out.add((s, p, o))
    return out


def _together(background: Graph, units: Iterable[Unit]) -> Graph:
    from rdflib import Graph

    out = Graph()
    for triple in background:
        out.add(triple)
    for unit in units:
        for triple in unit.triples:
            out.add(triple)
    return out


def _near(facts: list[Unit], rest: list[Unit], test: Test) -> list[Unit]:
    """Narrows the facts to a few subjects with what is said of their neighbours; all facts where the contradiction reaches further."""
    about: dict[Node, list[Unit]] = {}
    pointing: dict[Node, set[Node]] = {}
    for unit in facts:
        s, _, o = unit.head
        about.setdefault(s, []).append(unit)
        pointing.setdefault(o, set()).add(s)

    def with_neighbours(subjects: Sequence[Node]) -> list[Unit]:
        chosen = dict.fromkeys(subjects)
        for s in subjects:
            for unit in about[s]:
                if unit.head[2] in about:
                    chosen.setdefault(unit.head[2])
            if len(pointing.get(s, ())) < 20:
                chosen.update(dict.fromkeys(pointing.get(s, ())))
        return [unit for s in chosen for unit in about[s]]

    subjects = list(about)
    while len(subjects) > 1:
        size = max(1, -(-len(subjects) // _TESTS_A_RUN))
        parts = [subjects[i : i + size] for i in range(0, len(subjects), size)]
        found = test([[*rest, *with_neighbours(part)] for part in parts])
        if found is None:
            break
        subjects = parts[found]
    return with_neighbours(subjects)


def _ordered(facts: list[Unit], rest: list[Unit]) -> list[Unit]:
    """Gives the facts, then the axioms by how many steps their terms are away from the facts."""
    known = {t for unit in facts for triple in unit.triples for t in triple}
    out, todo = list(facts), list(rest)
    if not facts:
        return todo
    while todo:
        reached: list[Unit] = []
        later: list[Unit] = []
        for unit in todo:
            (reached if unit.head[0] in known or unit.head[2] in known else later).append(unit)
        if not reached:
            return out + later
        out += reached
        known |= {t for unit in reached for triple in unit.triples for t in triple}
        todo = later
    return out


def _smallest(units: list[Unit], test: Test) -> list[Unit]:
    """Gives a smallest contradictory subset: again and again the unit that closes the shortest contradictory beginning is kept."""
    core: list[Unit] = []
    pool = units
    while True:
        low, high = -1, len(pool)  # core + pool[:low] can be true, core + pool[:high] cannot
        while high - low > 1:
            steps = min(_TESTS_A_RUN, high - low - 1)
            # The core alone first, then shorter beginnings closer together: the axioms near the facts are the likely ones.
            marks = sorted({low + max(1, round((high - low) * (i / (steps + 1)) ** 2.5)) for i in range(1, steps + 1)} - {high})
            found = test([[*core, *pool[:m]] for m in marks])
            if found is None:
                low = marks[-1]
            else:
                low, high = (marks[found - 1] if found else low), marks[found]
        if high == 0:
            return core
        core.append(pool[high - 1])
        pool = pool[: high - 1]
