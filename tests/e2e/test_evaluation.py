"""The extractor reads at least as well as it once did; the bars are those of the product, not of the last run."""

from __future__ import annotations

from pathlib import Path

import pytest

from ttdn_kb.compare.measuring import Measured, measure, reviewed_of_base, reviewed_of_folder
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.norms.extractor import extractor

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def own(base: OxigraphStore) -> Measured:
    return measure([d for d in reviewed_of_base(base) if d.province != "trung-uong"], lambda p: extractor("grammar", p))


def test_provincial_regulations_from_the_text_alone(own: Measured) -> None:
    assert own.total.counts["assignment"].f1 >= 0.93
    assert own.total.counts["norm"].f1 >= 0.97


def test_a_province_the_lexicon_never_saw(base: OxigraphStore) -> None:
    documents = [d for d in reviewed_of_base(base) if d.province != "trung-uong"]
    assert measure(documents, lambda p: extractor("grammar", p), without_own_province=True).total.counts["assignment"].f1 >= 0.93


def test_documents_of_other_fields() -> None:
    documents = reviewed_of_folder(str(ROOT / "bench" / "corpus"))
    found = measure(documents, lambda p: extractor("grammar", p)).total
    assert found.counts["assignment"].f1 >= 0.85 and found.counts["norm"].f1 >= 0.93
    assert found.counts["assignment"].f1 > 2 * measure(documents, lambda p: extractor("baseline", p)).total.counts["assignment"].f1


def test_higher_confidence_is_more_often_right(own: Measured) -> None:
    rows = [row for row in own.reliability() if row[2] >= 20]
    assert all(right >= confidence - 0.15 for confidence, right, _ in rows)
