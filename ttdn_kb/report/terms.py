"""docs/terms.md, from the ontology.

Takes the modules of ontology/core and the schemes of ontology/vocab; gives the page of all own terms as Markdown; knows nothing of data. Run as a
module it writes the page; a test fails where the page is not what this module gives.
"""

from __future__ import annotations

import os

from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.namespaces import DCTERMS, OWL, PREFIXES, RDF, RDFS, SKOS, TTDN, VOCAB
from ttdn_kb.graph.store import Term
from ttdn_kb.graph.vocabulary import describe, first

_MODULES = ("documents", "agencies", "things", "norms", "kinds", "time", "inference", "evidence")
_KINDS = (
    ("Class", "lớp", "class"),
    ("ObjectProperty", "quan hệ", "relation"),
    ("DatatypeProperty", "giá trị", "value"),
    ("AnnotationProperty", "ghi chú", "note"),
)
_HEAD = """# Thuật ngữ · Terms

Trang này sinh từ `ontology/core/*.ttl` và `ontology/vocab/*.ttl`; sửa ở đó rồi chạy `python -m ttdn_kb.report.terms`.
This page is generated from `ontology/core/*.ttl` and `ontology/vocab/*.ttl`; change it there and run `python -m ttdn_kb.report.terms`.

Tiền tố · Prefix: `ttdn:` = `https://w3id.org/ttdn/ontology#`. Mỗi thuật ngữ có tên, định nghĩa, nguồn và ví dụ; lớp và thuộc tính của các chuẩn
(ELI, W3C ORG, PROV-O, SKOS, Web Annotation, OWL-Time) khai báo ở `ontology/align/`. · Terms of the standards are declared in `ontology/align/`.
"""

Said = dict[str, list[Term]]


def terms_page() -> str:
    """Gives the page: own terms module by module, then the concept schemes.

    Raises:
        TtdnError: `bad-turtle`, naming the file.
    """
    lines = [_HEAD]
    for module in _MODULES:
        lines += _module(os.path.join(folder("ontology/core"), module + ".ttl"), module)
    lines += ["## Bảng khái niệm · Concept schemes", "", "| | | tệp · file | số khái niệm · concepts |", "| --- | --- | --- | --: |"]
    for name in sorted(os.listdir(folder("ontology/vocab"))):
        said = describe([os.path.join(folder("ontology/vocab"), name)])
        for iri, facts in sorted(said.items()):
            if _is(facts, SKOS + "ConceptScheme"):
                count = sum(any(t.value == iri for t in other.get(SKOS + "inScheme", ())) for other in said.values())
                vi, en = first(facts, RDFS + "label", "vi"), first(facts, RDFS + "label", "en")
                lines.append(f"| {vi} | {en} | [`{iri.removeprefix(VOCAB)}`](../ontology/vocab/{name}) | {count} |")
    return "\n".join(lines) + "\n"


def _module(path: str, name: str) -> list[str]:
    said = describe([path])
    header = next(facts for facts in said.values() if _is(facts, OWL + "Ontology"))
    lines = [f"## {first(header, RDFS + 'label', 'vi')} · {first(header, RDFS + 'label', 'en')}", "", f"`ontology/core/{name}.ttl`", ""]
    lines += [f"{first(header, DCTERMS + 'abstract', lang)}" + ("" if lang == "en" else "\n") for lang in ("vi", "en")] + [""]
    for kind, vi, en in _KINDS:
        for iri, facts in sorted(said.items()):
            if iri.startswith(TTDN) and _is(facts, OWL + kind):
                lines += _term(iri, facts, f"{vi} · {en}")
    return lines


def _term(iri: str, facts: Said, kind: str) -> list[str]:
    lines = [
        f"### ttdn:{iri.removeprefix(TTDN)}",
        "",
        f"**{first(facts, RDFS + 'label', 'vi')}** · {first(facts, RDFS + 'label', 'en')} ({kind})",
        "",
    ]
    lines += [f"- {first(facts, SKOS + 'definition', 'vi')}", f"- {first(facts, SKOS + 'definition', 'en')}"]
    for predicate, words in (
        (RDFS + "subClassOf", "Thuộc lớp · subclass of"),
        (RDFS + "subPropertyOf", "Thuộc thuộc tính · subproperty of"),
        (OWL + "inverseOf", "Chiều ngược · inverse of"),
        (RDFS + "domain", "Của · domain"),
        (RDFS + "range", "Giá trị · range"),
    ):
        named = [f"`{_short(t.value)}`" for t in facts.get(predicate, ()) if t.kind == "iri"]
        if named:
            lines.append(f"- {words}: {', '.join(sorted(named))}")
    lines += [f"- Nguồn · source: {first(facts, DCTERMS + 'source')}", f"- Ví dụ · example: {first(facts, SKOS + 'example')}", ""]
    return lines


def _is(facts: Said, kind: str) -> bool:
    return any(t.value == kind for t in facts.get(RDF + "type", ()))


def _short(iri: str) -> str:
    for prefix, start in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def main() -> None:
    """Writes docs/terms.md beside the resource folders."""
    path = os.path.join(os.path.dirname(folder("queries")), "docs", "terms.md")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(terms_page())


if __name__ == "__main__":
    main()
