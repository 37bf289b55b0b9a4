"""Measures and baseline do what their tables are read for."""

from __future__ import annotations

import pytest

from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.foundation.model import Assignment, Metadata, Norm, Span
from ttdn_kb.norms.evaluate import evaluate, faults_met, reliability, same_agent
from ttdn_kb.norms.extractor import extractor
from ttdn_kb.structure.tree import parse

TEXT = "Điều 15. Sở Ngoại vụ\n1. Chủ trì, phối hợp với Công an tỉnh tổ chức họp báo.\n2. Báo cáo Ủy ban nhân dân tỉnh.\n"


def norm(start: int, end: int, *cast: tuple[str, str]) -> Norm:
    return Norm("x", "Điều 1", Span(start, end), "q", assignments=tuple(Assignment(role, agent) for role, agent in cast))


def test_precision_and_recall_count_assignments_of_norms_that_meet() -> None:
    reviewed = [norm(0, 10, ("lead", "Sở Y tế"), ("partner", "Công an tỉnh")), norm(20, 30, ("lead", "Sở Y tế"))]
    found = [norm(1, 9, ("lead", "Sở y tế"), ("coordinator", "Công an tỉnh"))]
    count = evaluate(reviewed, found).counts["assignment"]
    assert (count.found, count.right_found, count.reviewed, count.right_reviewed) == (2, 1, 3, 1)
    assert evaluate(reviewed, found).counts["norm"].recall == 0.5


def test_every_miss_is_listed_with_its_place() -> None:
    misses = evaluate([norm(0, 10, ("lead", "Sở Y tế"))], []).misses
    assert [(m.kind, m.field, m.value, m.path) for m in misses] == [
        ("missing", "norm", "norm", "Điều 1"),
        ("missing", "assignment", "lead: so y te", "Điều 1"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Các sở, ban, ngành cấp tỉnh", "sở, ban, ngành tỉnh"),
        ("các cơ quan, đơn vị liên quan", "các sở, ngành có liên quan"),
        ("Sở Ngoại vụ tỉnh Hà Tĩnh", "Sở Ngoại vụ"),
    ],
)
def test_agents_that_are_the_same(one: str, other: str) -> None:
    assert same_agent(one) == same_agent(other)


def test_agents_that_are_not_the_same() -> None:
    assert same_agent("Sở Y tế") != same_agent("Phòng Y tế")


def test_the_baseline_reads_less_than_the_grammar() -> None:
    tree = parse(TEXT)
    sizes = {name: sum(len(n.assignments) for n in extractor(name).read(TEXT, tree, Metadata())[0]) for name in ("baseline", "grammar")}
    assert 0 < sizes["baseline"] <= sizes["grammar"] == 4


def test_an_unknown_extractor_is_refused() -> None:
    with pytest.raises(UsageError):
        extractor("oracle")


def test_reliability_is_a_table_of_filled_bins() -> None:
    assert reliability([(0.2, False), (0.6, True), (0.8, False)], bins=2) == [(0.2, 0.0, 1), (0.7, 0.5, 2)]


def test_whoever_reads_the_least_certain_first_meets_the_faults_there() -> None:
    pairs = [(0.3, False), (0.5, True), (0.6, False), (0.8, True), (0.9, False)]
    assert faults_met(pairs, 0.2) == pytest.approx(1 / 3) and faults_met(pairs, 1.0) == 1.0
    assert faults_met([(0.9, True)]) == 0.0 == faults_met([])
