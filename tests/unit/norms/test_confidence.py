"""A confidence is a share, moves with what the document shows, and its tables are drawn from readings."""

from __future__ import annotations

import random

import pytest

from ttdn_kb.foundation.model import Assignment, Metadata, Norm, Span
from ttdn_kb.norms import calibrate
from ttdn_kb.norms.confidence import Signals, assignment_confidence, borne_out, log_odds
from ttdn_kb.norms.extractor import extractor
from ttdn_kb.norms.lexicon import load
from ttdn_kb.norms.mentions import Mention
from ttdn_kb.norms.reader import GrammarReader
from ttdn_kb.structure.tree import parse

TEXT = "Điều 15. Sở Ngoại vụ\n1. Chủ trì, phối hợp với Công an tỉnh tổ chức họp báo.\n2. Báo cáo Ủy ban nhân dân tỉnh.\n"


def test_calibration_counts_what_reviewers_kept() -> None:
    tree = parse(TEXT)
    norms = extractor("grammar").read(TEXT, tree, Metadata())[0]
    kept = calibrate.outcomes([(TEXT, tree, Metadata(), norms)], load())
    lost = calibrate.outcomes([(TEXT, tree, Metadata(), ())], load())
    assert [one.right for one in kept] == [True] * 4
    assert [one.right for one in lost] == [False] * 4
    table = {name: accuracy for name, accuracy, _ in calibrate.table(kept * 9 + lost)}
    assert table["lead"] == 0.9


def test_confidences_are_shares() -> None:
    for role in ("lead", "partner", "advised", "report_to", "coordinator", "responsible"):
        for source in ("subject", "heading", "block", "passive", "carried"):
            assert 0.0 <= assignment_confidence(role, Mention(0, 0, "Sở Y tế"), Signals(source)) <= 1.0


def given(agent: str, modality: str = "duty") -> Norm:
    return Norm("", "", Span(0, 1), "", modality, (Assignment("responsible", agent, confidence=0.8),), confidence=0.8)


def test_an_agent_that_a_document_names_again_and_again_is_surer() -> None:
    rare, often = "Trạm Khí tượng", "Sở Y tế"
    weighed = {n.assignments[0].agent: n for n in borne_out([given(rare), *[given(often)] * 10])}
    assert weighed[rare].confidence < 0.8 < weighed[often].confidence
    assert all(n.confidence == n.assignments[0].confidence for n in weighed.values())


def test_a_very_long_name_is_less_sure() -> None:
    long = "Cơ quan được giao nhiệm vụ tiếp nhận, tổng hợp và xử lý hồ sơ đề nghị hỗ trợ của người lao động"
    assert borne_out([given(long)])[0].confidence < borne_out([given("Cơ quan tiếp nhận hồ sơ")])[0].confidence


def test_a_reading_without_assignments_is_weighed_as_it_is() -> None:
    bare = Norm("", "", Span(0, 1), "", "duty", (), confidence=0.6)
    assert borne_out([bare]) == (bare,) and borne_out([]) == ()


def test_the_reader_weighs_what_it_read() -> None:
    tree = parse(TEXT)
    unweighed = GrammarReader(weigh=tuple).read(TEXT, tree, Metadata())[0]
    assert GrammarReader().read(TEXT, tree, Metadata())[0] == borne_out(unweighed) != unweighed


def test_shifts_are_found_again() -> None:
    """Evidence drawn at random with known odds is fitted near them, and evidence that says nothing near none."""
    chance = random.Random(3)
    said = [(("lead",), ("recurrence/1" if chance.random() < 0.5 else "recurrence/10", chance.choice(("words/1", "words/4")))) for _ in range(4000)]
    found = [calibrate.Outcome(s, e, chance.random() < (0.6 if "recurrence/1" in e else 0.9)) for s, e in said]
    fitted = {name: shift for name, shift, _ in calibrate.shifts(found, {"lead": 0.75})}
    assert fitted["recurrence/10"] - fitted["recurrence/1"] == pytest.approx(log_odds(0.9) - log_odds(0.6), abs=0.25)
    assert abs(fitted["words/1"] - fitted["words/4"]) < 0.25
