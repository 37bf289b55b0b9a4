"""A settled parser reads a place once, and gives what it gave before; one that still learns reads anew."""

from __future__ import annotations

from dataclasses import dataclass, field

from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.lexicon import key, load
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.remembering import Remembering, once


@dataclass
class _Reader(Remembering):
    asked: list[tuple[str, int]] = field(default_factory=list)

    @once
    def word(self, text: Text, start: int, end: int) -> str:
        self.asked.append((text.raw, start))
        return text.raw[start:end]


def test_a_settled_reader_answers_from_memory_by_string_and_place() -> None:
    reader, text, other = _Reader(), Text("Sở Y tế"), Text("Sở Tài chính")
    reader.settle()
    assert [reader.word(t, a, b) for t, a, b in ((text, 0, 2), (text, 0, 2), (text, 0, 7), (other, 0, 2))] == ["Sở", "Sở", "Sở Y tế", "Sở"]
    assert reader.asked == [("Sở Y tế", 0), ("Sở Y tế", 0), ("Sở Tài chính", 0)]


def test_a_reader_that_learns_asks_again() -> None:
    reader, text = _Reader(), Text("Sở Y tế")
    assert [reader.word(text, 0, 2), reader.word(text, 0, 2)] == ["Sở", "Sở"]
    assert len(reader.asked) == 2


def test_a_name_learnt_before_settling_is_read() -> None:
    parser, text = AgentParser(load()), Text("Trung tâm gửi báo cáo")
    before = parser.at(text, 0, len(text.raw))
    parser.defined[key("Trung tâm")] = Mention(0, 0, "Trung tâm Phục vụ hành chính công")
    parser.settle()
    found = parser.at(text, 0, len(text.raw))
    assert found is not None and found.label == "Trung tâm Phục vụ hành chính công" and found != before
    assert parser.at(text, 0, len(text.raw)) is found
