"""Whatever the text, reading raises nothing, quotes the stored text letter by letter, and takes time in step with its length."""

from __future__ import annotations

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ttdn_kb.foundation.model import Metadata
from ttdn_kb.norms.agents import AgentParser, Text
from ttdn_kb.norms.extractor import extractor
from ttdn_kb.norms.lexicon import load
from ttdn_kb.norms.reader import read
from ttdn_kb.structure.tree import parse

ROLES = {"lead", "responsible", "coordinator", "partner", "advised", "report_to"}
PIECES = st.sampled_from(
    [
        "Điều 1. ",
        "\n1. ",
        "\na) ",
        "\n- ",
        "\n",
        "; ",
        ". ",
        ", ",
        ": ",
        " và ",
        "(",
        ")",
        "“",
        "”",
        "…",
        "Sở Ngoại vụ",
        "Sở Văn hóa, Thể thao và Du lịch",
        "UBND tỉnh",
        "các sở, ban, ngành",
        "các cơ quan liên quan",
        "cấp có thẩm quyền",
        "Công an tỉnh",
        " chủ trì",
        " phối hợp với ",
        " phối hợp",
        " tham mưu ",
        " báo cáo ",
        " gửi ",
        " để tổng hợp",
        " chỉ đạo ",
        " có trách nhiệm ",
        " được ",
        " do ",
        " đề nghị ",
        "tổ chức họp báo",
        "xây dựng kế hoạch",
        "Đơn vị chủ trì: ",
        "Thời gian: Quý I",
        "trước ngày 15 tháng 12",
        "Hằng năm, ",
        "căn cứ ",
        "Trường hợp ",
        "Nguyên tắc",
        "là ",
        "**",
        " ",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))
QUIET = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUIET
@given(TEXTS)
def test_reading_any_text_keeps_to_the_text(text: str) -> None:
    tree = parse(text)
    norms, remarks = read(text, tree, Metadata())
    for norm in norms:
        assert 0 <= norm.span.start < norm.span.end <= len(text)
        assert norm.quote == text[norm.span.start : norm.span.end]
        assert norm.modality in ("duty", "request", "power")
        assert {a.role for a in norm.assignments} <= ROLES
        assert all(a.agent and not (a.generic and a.collective) and 0 <= a.confidence <= 1 for a in norm.assignments)
        assert len({(a.role, a.agent) for a in norm.assignments}) == len(norm.assignments)
    assert all(0 <= r.span.start <= r.span.end <= len(text) for r in remarks)
    assert [n.span.start for n in norms] == sorted(n.span.start for n in norms)


@QUIET
@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    tree = parse(text)
    assert read(text, tree, Metadata()) == read(text, tree, Metadata())


@QUIET
@given(TEXTS)
def test_the_baseline_raises_nothing(text: str) -> None:
    for norm in extractor("baseline").read(text, parse(text), Metadata())[0]:
        assert norm.quote == text[norm.span.start : norm.span.end]


@QUIET
@given(st.lists(PIECES, max_size=20).map("".join))
def test_an_agent_begins_where_it_was_looked_for_and_ends_inside(words: str) -> None:
    parser, text = AgentParser(load()), Text(words)
    for place in range(len(words)):
        found, stop = parser.list_at(text, place, len(words))
        assert place <= stop <= len(words)
        assert not found or found[0].start >= place


def test_time_grows_in_step_with_length() -> None:
    article = "Điều {}. Sở Ngoại vụ\n1. Chủ trì, phối hợp với Công an tỉnh, các cơ quan liên quan tổ chức họp báo; báo cáo UBND tỉnh.\n2. Tham mưu.\n"

    def seconds(count: int) -> float:
        text = "".join(article.format(i) for i in range(1, count + 1))
        tree = parse(text)
        start = time.process_time()
        read(text, tree, Metadata())
        return time.process_time() - start

    seconds(20)
    short, long = min(seconds(60) for _ in range(3)), min(seconds(240) for _ in range(2))
    assert long < 8 * short + 0.05


def test_a_long_line_of_agencies_takes_no_time_out_of_step() -> None:
    line = "Phối hợp với " + ", ".join(["Sở Văn hóa, Thể thao và Du lịch"] * 400) + " tổ chức hội nghị."
    text = "Điều 1. Sở Ngoại vụ\n1. " + line + "\n"
    start = time.process_time()
    read(text, parse(text), Metadata())
    assert time.process_time() - start < 10
