"""Proofs end in quotes or sourced events, name every derivation, and fall with their leaves."""

from __future__ import annotations

import json
import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from ttdn_kb.foundation.errors import TtdnError, UsageError
from ttdn_kb.graph.loading import load_asserted
from ttdn_kb.graph.namespaces import DCTERMS, ID, RDF, TTDN, vocab
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.graph.store import Term, Triple
from ttdn_kb.inference.engine import infer
from ttdn_kb.inference.explain import Explanation, explain
from ttdn_kb.inference.ledger import Inference
from ttdn_kb.inference.proof_drawing import to_svg
from ttdn_kb.inference.proof_file import ProofFile, write_proofs
from ttdn_kb.inference.proof_html import to_html
from ttdn_kb.inference.proof_text import to_json, to_text
from ttdn_kb.inference.rule import INFERRED, Rule
from ttdn_kb.inference.rule_file import load_rules
from ttdn_kb.inference.updating import update

KY_ANH = ID + "ha-tinh/ke-hoach/ttdn-2025/phan-iv/muc-8/norm-1/responsible-1"


class Corpus(NamedTuple):
    store: OxigraphStore
    inference: Inference
    proofs: ProofFile


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    store = OxigraphStore()
    load_asserted(store)
    inference = infer(store)
    path = str(tmp_path_factory.mktemp("proofs") / "proofs.sqlite")
    write_proofs(inference, store, path)
    yield Corpus(store, inference, ProofFile(path))


def sample(inference: Inference, size: int, seed: int) -> list[Triple]:
    """A random sample that holds something of every rule that fired."""
    by_rule: dict[str, list[Triple]] = {}
    for said in inference.inferred():
        by_rule.setdefault(said.graph, []).append(said)
    chance = random.Random(seed)
    one_each = [chance.choice(found) for _, found in sorted(by_rule.items())]
    return one_each + chance.sample([t for found in by_rule.values() for t in found], size)


def supported(evidence: dict[str, object]) -> bool:
    if evidence.get("kind") == "quote":
        return bool(evidence["text"]) and bool(evidence["sha256"])
    if evidence.get("kind") == "event":
        return bool(evidence["source"]) and bool(evidence["ground"]) and bool(evidence["date"])
    if evidence.get("kind") == "document":
        quotes = evidence["quotes"]
        return isinstance(quotes, list) and bool(quotes) and all(q["text"] for q in quotes)
    quote = evidence.get("quote")
    return bool(evidence.get("named")) or (isinstance(quote, dict) and bool(quote.get("text")))


def test_leaves_of_a_random_sample_are_quotes_or_sourced_events(corpus: Corpus) -> None:
    for said in sample(corpus.inference, 250, 5):
        (proof,) = explain(corpus.proofs, said).proofs
        assert proof.inferred, said
        leaves = proof.leaves()
        assert leaves, said
        for leaf in leaves:
            assert leaf.files, leaf.statement
            assert supported(leaf.evidence), (said, leaf.statement, leaf.evidence)


class Small(NamedTuple):
    """A small base whose statements can all be tried one by one."""

    stated: frozenset[Triple]
    rules: tuple[Rule, ...]

    def run(self, without: Triple | None = None) -> Inference:
        store = OxigraphStore()
        store.add(t._replace(graph="urn:stated") for t in self.stated if t != without)
        return infer(store, self.rules)


@pytest.fixture(scope="module")
def small() -> Small:
    store = OxigraphStore()
    file = Path(__file__).parents[2] / "cases" / "incremental" / "base.ttl"
    store.load(file.read_bytes(), "urn:stated", str(file))
    return Small(frozenset(t._replace(graph="") for t in store.triples("urn:stated")), load_rules())


def essential(inference: Inference, stated: frozenset[Triple], said: Triple, above: frozenset[Triple] = frozenset()) -> frozenset[Triple] | None:
    """The stated statements that every proof of a statement needs; None for a path that leads back to itself."""
    derivations = inference.derivations(said)
    if said in stated or not derivations:
        return frozenset([said])
    if said in above:
        return None
    ways = []
    for derivation in derivations:
        needed = [essential(inference, stated, premise, above | {said}) for premise in derivation.premises]
        if all(n is not None for n in needed):
            ways.append(frozenset[Triple]().union(*(n for n in needed if n is not None)))
    return frozenset.intersection(*ways) if ways else None


def test_removing_a_leaf_and_running_again_removes_the_statement(small: Small) -> None:
    """Each stated statement is taken out in turn: what needed it goes.

    Very few come back, by a proof that was not there before: with the earlier of two ends gone, the later one counts, and the standing is the same.
    """
    whole = small.run()
    derived = {t._replace(graph="") for t in whole.inferred()} - small.stated
    needs = {said: essential(whole, small.stated, said) or frozenset() for said in derived}
    assert sum(bool(leaves) for leaves in needs.values()) > 0.9 * len(derived)
    tried = back = 0
    for leaf in sorted(frozenset[Triple]().union(*needs.values())):
        rest = small.run(without=leaf)
        for said in (s for s, leaves in needs.items() if leaf in leaves):
            tried += 1
            found = rest.derivations(said)
            back += bool(found)
    assert tried > 1000
    assert back < 0.01 * tried


def test_a_leaf_taken_from_the_corpus_takes_its_statement_along(corpus: Corpus) -> None:
    """The quote of a provision, the date of an event and the date of a document, each on the whole base."""
    plan = Term("iri", ID + "ha-tinh/ke-hoach/ttdn-2025")
    event = Term("iri", ID + "event/2025-07-01/cap-huyen-cham-dut")
    norm = KY_ANH.rsplit("/", 1)[0]
    day = Term("literal", "2025-07-01", "http://www.w3.org/2001/XMLSchema#date")
    for leaf, said in [
        (_said(norm, TTDN + "evidence", norm + "/quote"), _said(norm, TTDN + "hasResponsible", ID + "agency/ha-tinh/uy-ban-nhan-dan-thi-xa-ky-anh")),
        (Triple(event, Term("iri", DCTERMS + "date"), day), Triple(Term("iri", KY_ANH), Term("iri", TTDN + "validUntil"), day)),
        (
            Triple(plan, Term("iri", RDF + "type"), Term("iri", TTDN + "Plan")),
            _said(norm, TTDN + "validityAfterEnd", vocab("validity", "plan-ended")),
        ),
    ]:
        assert leaf in {p.statement for p in explain(corpus.proofs, said).proofs[0].leaves()}
        kept = {
            g: ts for g in corpus.store.graphs() if not g.startswith(INFERRED) for ts in [corpus.store.triples(g)] if leaf._replace(graph=g) in ts
        }
        for graph, triples in kept.items():
            corpus.store.drop(graph)
            corpus.store.add(t for t in triples if t != leaf._replace(graph=graph))
        update(corpus.store, corpus.inference, [leaf], [])
        assert corpus.inference.derivations(said) == []
        for graph, triples in kept.items():
            corpus.store.drop(graph)
            corpus.store.add(triples)
        update(corpus.store, corpus.inference, [], [leaf])
        assert corpus.inference.derivations(said)


def _said(subject: str, predicate: str, value: str) -> Triple:
    return Triple(Term("iri", subject), Term("iri", predicate), Term("iri", value))


def test_file_gives_the_same_derivations_as_the_run(corpus: Corpus) -> None:
    for said in sample(corpus.inference, 150, 3):
        plain = said._replace(graph="")
        assert sorted(corpus.proofs.derivations(plain)) == sorted(corpus.inference.derivations(plain))


@pytest.fixture(scope="module")
def orphan(corpus: Corpus) -> Explanation:
    return explain(corpus.proofs, KY_ANH)


def test_the_vung_ang_cluster_is_left_without_a_holder_by_the_end_of_the_district_level(orphan: Explanation) -> None:
    said = {(p.statement.predicate.value.split("#")[-1], p.statement.object.value) for p in orphan.proofs}
    assert ("validUntil", "2025-07-01") in said
    assert ("orphanedFrom", "2025-07-01") in said
    text = to_text(orphan)
    assert "Khu kinh tế Vũng Áng" in text
    assert "Nghị quyết 203/2025/QH15" in text
    assert "● " in text and "○ " in text and "suy ra" in text and "được nêu" in text


@pytest.mark.parametrize(
    ("norm", "told"),
    [("trung-uong/nghi-dinh/72-2015/dieu-4/khoan-1/diem-b/norm-1", True), ("ha-tinh/ke-hoach/ttdn-2025/phan-iv/muc-8/norm-1", False)],
    ids=["a document that is amended", "one that is not"],
)
def test_evidence_from_an_amended_document_says_so(corpus: Corpus, norm: str, told: bool) -> None:
    text = to_text(explain(corpus.proofs, ID + norm))
    assert ("Lưu ý: Nghị định 148/2026/NĐ-CP của Chính phủ sửa đổi văn bản này từ 01/07/2026" in text) is told


def test_every_derivation_is_shown_not_one(corpus: Corpus) -> None:
    many = next(t for t in corpus.inference.inferred() if len(corpus.inference.derivations(t)) > 1)
    (proof,) = explain(corpus.proofs, many._replace(graph="")).proofs
    assert len(proof.steps) == len({(d.rule, d.premises) for d in corpus.inference.derivations(many)}) > 1


def test_json_holds_the_whole_tree(orphan: Explanation) -> None:
    data = json.loads(to_json(orphan))
    assert data["iri"] == KY_ANH
    kinds = set(re.findall(r'"kind": "(stated|inferred)"', json.dumps(data)))
    assert kinds == {"stated", "inferred"}
    assert any(d["rule"] == "orphaned_duty" and d["absent"] for p in data["proofs"] for d in p["derivations"])


@pytest.mark.parametrize(
    ("lang", "told", "not_told"),
    [
        ("vi", "– Xét thấy: không có sự kiện nào chấm dứt Ủy ban nhân dân thị xã Kỳ Anh tỉnh Hà Tĩnh trước 01/07/2025", "no event"),
        ("en", "– Given that: no event ends People's Committee of Ky Anh Town, Ha Tinh before 2025-07-01", "không có sự kiện"),
    ],
)
def test_what_nothing_was_said_of_is_told_in_the_language_asked_for(orphan: Explanation, lang: str, told: str, not_told: str) -> None:
    text = to_text(orphan, lang)
    assert told in text and not_told not in text
    assert not_told not in to_html(orphan, lang) and not_told not in to_svg(orphan, lang)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_page_stands_alone_and_every_number_leads_to_its_evidence(orphan: Explanation, lang: str) -> None:
    page = to_html(orphan, lang)
    assert f'<html lang="{lang}">' in page
    assert not re.search(r'(?:src|href)="(?!#)', page) and "<script" not in page and "@import" not in page
    links = set(re.findall(r'href="#(e\d+)"', page))
    assert links and links == set(re.findall(r'id="(e\d+)"', page))


def test_drawing_is_svg_whose_boxes_do_not_overlap(orphan: Explanation) -> None:
    root = ElementTree.fromstring(to_svg(orphan))
    space = "{http://www.w3.org/2000/svg}"
    boxes = [tuple(float(r.get(k, "0")) for k in ("x", "y", "width", "height")) for r in root.iter(space + "rect")][1:]
    assert len(boxes) > 10
    for n, (x, y, w, h) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[n + 1 :]:
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    assert all(x + w <= width and y + h <= height for x, y, w, h in boxes)


def test_norm_explains_its_assignments(corpus: Corpus) -> None:
    found = explain(corpus.proofs, KY_ANH.rsplit("/", 1)[0])
    assert found.evidence["kind"] == "quote"
    assert any(p.statement.subject.value == KY_ANH for p in found.proofs)


def test_what_nobody_says_cannot_be_explained(corpus: Corpus) -> None:
    with pytest.raises(UsageError) as error:
        explain(corpus.proofs, ID + "khong-co")
    assert error.value.code == "nothing-to-explain"
    said = Triple(Term("iri", KY_ANH), Term("iri", TTDN + "agent"), Term("iri", ID + "agency/ha-tinh/so-ngoai-vu"))
    with pytest.raises(UsageError):
        explain(corpus.proofs, said)


def test_a_file_that_is_no_proof_file_is_named(tmp_path: object) -> None:
    with pytest.raises(TtdnError) as error:
        ProofFile(f"{tmp_path}/khong-co.sqlite")
    assert error.value.code == "store-damaged"
