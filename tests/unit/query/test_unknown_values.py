"""A value that nobody knows: what may be meant comes first, in words, and long lists are cut."""

from __future__ import annotations

import pickle

import pytest
from click.testing import CliRunner

from ttdn_kb.cli.main import cli
from ttdn_kb.foundation.errors import UnknownValue
from ttdn_kb.query.answers import AnswerFile
from ttdn_kb.query.units import units_typed
from ttdn_kb.query.unknown_values import LISTS
from ttdn_kb.validation.catalogue import load_catalogue


@pytest.mark.parametrize(
    ("choices", "typed", "begins", "listed"),
    [
        ("topics", "bao-chi", "có phải là: theo dõi dư luận báo chí; báo chí, phóng viên nước ngoài;", "xem tất cả: ttdn ask --list topic)"),
        ("topics", "foreign pres", "có phải là: báo chí, phóng viên nước ngoài", "ttdn ask --list topic)"),
        ("topics", "zzzz", "gõ một giá trị có trong kho; các giá trị có: báo chí, phóng viên nước ngoài; ", "(26 giá trị, "),
        ("tasks", "hop bao", "có phải là: ", "ttdn ask --list task)"),
        ("provinces", "thanh hoaa", "có phải là: Tỉnh Thanh Hóa", "Các giá trị có: Tỉnh Hà Tĩnh; Tỉnh Hậu Giang; Tỉnh Quảng Trị; Trung ương"),
        ("documents", "99", "gõ một giá trị có trong kho; ", "Quy chế 03-QC/TU của Tỉnh ủy Hà Tĩnh"),
    ],
    ids=["part of names", "a slip", "nothing near", "a task", "a unit without documents", "no mark of a text"],
)
def test_what_may_be_meant_comes_first_and_long_lists_are_cut(choices: str, typed: str, begins: str, listed: str, answers: AnswerFile) -> None:
    with pytest.raises(UnknownValue, match="unknown-value") as caught:
        answers.resolve(choices, typed, "--x")
    error = caught.value
    assert error.fix.startswith(begins) and listed in error.fix and len(str(error)) < 1000
    assert "border-" not in str(error) and str(pickle.loads(pickle.dumps(error))) == str(error)


def test_units_and_checks_are_told_alike() -> None:
    with pytest.raises(UnknownValue) as unit:
        units_typed("quangtri", "--province", "2026-03-01")
    assert unit.value.fix.startswith("có phải là: Tỉnh Quảng Trị") and unit.value.fix.endswith("ttdn ask --list province)")
    with pytest.raises(UnknownValue) as check:
        load_catalogue().chosen(["no-leadd"])
    assert check.value.fix.startswith("có phải là: no-lead;") and check.value.fix.endswith("ttdn check --list)")


@pytest.mark.parametrize("name", LISTS)
def test_the_whole_list_is_shown_on_request_and_each_line_may_be_typed(name: str, answers: AnswerFile, built: str) -> None:
    assert built
    result = CliRunner().invoke(cli, ["ask", "--list", name], catch_exceptions=False)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0 and lines and len(lines) == len(set(lines))
    for line in lines[:: max(1, len(lines) // 7)]:
        label = line.removesuffix(" – kho chưa có văn bản").rsplit(" (", 1)[0] if line.endswith((")", "văn bản")) else line
        assert answers.resolve(LISTS[name], label, "--x")


@pytest.mark.parametrize(("role", "code"), [("chu tri", 0), ("lead", 0), ("all", 0), ("chu", 2)])
def test_a_role_that_nobody_knows_is_no_empty_history(role: str, code: int, built: str) -> None:
    assert built
    result = CliRunner().invoke(cli, ["history", "foreign-press", "--role", role], catch_exceptions=False)
    assert result.exit_code == code and ("có phải là: chủ trì?" in result.stderr) is bool(code)
    assert "Không có nhiệm vụ nào" not in result.stdout
