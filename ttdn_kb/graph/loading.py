"""What is asserted, into a store.

Takes the resource folders; gives a store filled with ontology, vocabularies, agencies, changes, norms, documents and structure, each in its
named graph;
knows nothing of what follows from it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.documents import document_triples, provision_triples, read_sources
from ttdn_kb.graph.minting import graph_iri
from ttdn_kb.graph.store import Triple, WritableStore
from ttdn_kb.structure.tree import parse


def turtle_files(name: str) -> Iterator[tuple[str, str]]:
    """Gives (path, path relative to the resource root) of every Turtle file below a resource folder, by name."""
    root = folder(name)
    for place, folders, files in os.walk(root):
        folders.sort()
        for file in sorted(files):
            if file.endswith(".ttl"):
                path = os.path.join(place, file)
                yield path, name + "/" + os.path.relpath(path, root).replace(os.sep, "/")


def asserted_files() -> list[tuple[str, str, str]]:
    """Gives (path, relative path, named graph) of every Turtle file that states something, shapes left out."""
    found = []
    for name in ("ontology", "data"):
        for path, relative in turtle_files(name):
            if relative.startswith("ontology/shapes/"):
                continue
            found.append((path, relative, graph_iri(*relative.removesuffix(".ttl").split("/"))))
    return found


def load_asserted(store: WritableStore) -> None:
    """Fills a store with everything that the files state.

    Raises:
        TtdnError: `bad-turtle`, `bad-source` or `source-changed`, naming the file.
    """
    for path, relative, graph in asserted_files():
        with open(path, "rb") as file:
            store.load(file.read(), graph, relative)
    sources = read_sources()
    held = frozenset(source.iri for source in sources)
    for source in sources:
        graph = graph_iri("documents", source.id)
        triples: list[Triple] = [*document_triples(source, held), *provision_triples(source, parse(source.text))]
        store.add(t._replace(graph=graph) for t in triples)
