"""Citations: what they point to, and that they come back from Turtle as they were written."""

from __future__ import annotations

import pytest

from ttdn_kb.foundation.model import Norm, Reference, Span
from ttdn_kb.graph.citations import target
from ttdn_kb.graph.emitting import norms_turtle
from ttdn_kb.graph.norm_records import read_norms

OWN = "https://w3id.org/ttdn/id/x/quyet-dinh/1-2019"
AT = Span(0, 1)
EIDS = {"qd/dieu-1", "qd/dieu-3", "dieu-8", "dieu-8/khoan-2", "dieu-8/khoan-2/diem-dd", "dieu-26"}


@pytest.mark.parametrize(
    ("reference", "here", "expected"),
    [
        pytest.param(Reference(AT, kind="Quy chế"), "dieu-8", OWN, id="this regulation"),
        pytest.param(Reference(AT, kind="Quy chế", provision="Điều 26"), "dieu-8", OWN + "/dieu-26", id="an article of it"),
        pytest.param(Reference(AT, kind="Quy chế", provision="Điều 36"), "dieu-8", OWN + "/dieu-36", id="an article it lacks, for the check"),
        pytest.param(Reference(AT, provision="Khoản 2 Điều này"), "dieu-8/khoan-3", OWN + "/dieu-8/khoan-2", id="a clause of this article"),
        pytest.param(Reference(AT, provision="điểm đ khoản 2 Điều 8"), "dieu-26", OWN + "/dieu-8/khoan-2/diem-dd", id="a point"),
        pytest.param(Reference(AT, kind="Quyết định", provision="Điều 1"), "qd/dieu-3", OWN + "/qd/dieu-1", id="in the deciding part"),
        pytest.param(Reference(AT, provision="Điều 36"), "dieu-8", "", id="an article of who knows what"),
        pytest.param(Reference(AT, kind="Quy chế", provision="các Điều 5, 6"), "dieu-8", OWN, id="several articles: the document"),
        pytest.param(Reference(AT, kind="Luật", title="Luật Báo chí"), "dieu-8", "", id="a law of no year"),
        pytest.param(
            Reference(AT, number="22/2016/TT-BTTTT", kind="Thông tư", provision="Phụ lục 01"),
            "dieu-8",
            "https://w3id.org/ttdn/id/trung-uong/thong-tu/22-2016-tt-btttt",
            id="a ministry's circular",
        ),
        pytest.param(
            Reference(AT, number="25/2019/QĐ-UBND", kind="Quyết định"),
            "dieu-8",
            OWN.replace("1-2019", "25-2019"),
            id="of the own province",
        ),
        pytest.param(Reference(AT, number="1191/QĐ-TTg", kind="Quyết định"), "dieu-8", "", id="a number without year"),
        pytest.param(Reference(AT, number="12/2020/QĐ-ABC", kind="Quyết định"), "dieu-8", "", id="an issuer unknown"),
    ],
)
def test_what_a_reference_points_to(reference: Reference, here: str, expected: str) -> None:
    assert target(reference, OWN, here, "x", EIDS) == expected


def test_references_come_back_as_written() -> None:
    quote = "theo Phụ lục 01 của Thông tư số 22/2016/TT-BTTTT ngày 19/10/2016 và Quy chế này"
    first, second = quote.index("Phụ"), quote.index("Quy chế")
    references = (
        Reference(
            Span(100 + first, 100 + quote.index(" và")),
            "22/2016/TT-BTTTT",
            "Thông tư",
            "2016-10-19",
            "Phụ lục 01",
            "hướng dẫn",
            "https://w3id.org/ttdn/id/trung-uong/thong-tu/22-2016-tt-btttt",
        ),
        Reference(Span(100 + second, 100 + len(quote)), kind="Quy chế", target=OWN),
    )
    norm = Norm("dieu-8", "", Span(100, 100 + len(quote)), quote, references=references)
    text = norms_turtle(OWN, [norm], {}, {})
    (entry,) = read_norms(text.encode(), "test", OWN, {}, {})
    assert entry.norm.references == references
    assert text.count("ttdn:refersTo") == 1 and 'oa:exact "Quy chế này"@vi' in text


def test_a_reference_outside_the_quote_is_not_written() -> None:
    norm = Norm("dieu-8", "", Span(100, 110), "a" * 10, references=(Reference(Span(90, 99), kind="Quy chế", target=OWN),))
    assert "citation" not in norms_turtle(OWN, [norm], {}, {})
