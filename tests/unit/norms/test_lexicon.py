"""The lexicon's files are sorted, have no row twice, compile, and the views keep a text's length."""

from __future__ import annotations

import csv
import glob
import os
import re

import pytest

from ttdn_kb import compare, structure
from ttdn_kb.foundation.resources import folder
from ttdn_kb.norms import aliases, definitions, labels
from ttdn_kb.norms.agents import AgentParser, Text
from ttdn_kb.norms.dates import deadline
from ttdn_kb.norms.lexicon import label_word, load, pattern, read_table
from ttdn_kb.norms.words import bare, key, sentence_case

FOLDER = os.path.join(folder("data"), "lexicon")
OURS = sorted(f for f in glob.glob(os.path.join(FOLDER, "*.csv")) if not os.path.basename(f).startswith(("structure_", "metadata_")))


@pytest.mark.parametrize("path", OURS, ids=[os.path.basename(path) for path in OURS])
def test_a_table_has_a_header_and_no_row_twice(path: str) -> None:
    with open(path, encoding="utf-8", newline="") as handle:
        rows = [tuple(row) for row in csv.reader(handle)]
    assert len(rows) > 1
    assert len(set(rows)) == len(rows)
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("name", ["cue_traits", "label_words", "patterns", "time_units", "word_sets"])
def test_a_table_whose_order_means_nothing_is_sorted(name: str) -> None:
    rows = [tuple(row.values()) for row in read_table(name)]
    assert rows == sorted(rows)


def words_of(path: str) -> str:
    with open(path, encoding="utf-8") as handle:
        return handle.read()


CODE = "".join(words_of(path) for path in glob.glob(os.path.join(os.path.dirname(labels.__file__), "*.py")))
STRUCTURE = "".join(words_of(path) for path in glob.glob(os.path.join(os.path.dirname(structure.__file__), "*.py")))
COMPARE = "".join(words_of(path) for path in glob.glob(os.path.join(os.path.dirname(compare.__file__), "*.py")))
PATTERNS = {row["name"]: row["pattern"] for row in read_table("patterns")}


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_is_used_and_compiles(name: str) -> None:
    assert pattern(name).pattern
    assert re.search(rf"""["']{name}["']""", CODE) or any(f"<<{name}>>" in other for other in PATTERNS.values())


@pytest.mark.parametrize("name", sorted({row["set"] for row in read_table("word_sets")}))
def test_every_word_set_is_used(name: str) -> None:
    assert f'word_set("{name}")' in CODE


@pytest.mark.parametrize("row", read_table("label_words"), ids=lambda row: row["name"])
def test_every_label_word_is_used_as_it_is_printed(row: dict[str, str]) -> None:
    assert any(re.search(rf"""label_word\([^)]*["']{row["name"]}["']""", code) for code in (CODE, STRUCTURE, COMPARE))
    assert label_word(row["name"]) == row["word"]


@pytest.mark.parametrize("unit", [row["unit"] for row in read_table("time_units")])
def test_every_unit_of_time_ends_a_deadline(unit: str) -> None:
    assert deadline(f"trong thời hạn 5 {unit} kể từ ngày nhận")[2].startswith("P")


TRAITS = read_table("cue_traits")


@pytest.mark.parametrize("row", TRAITS, ids=[f"{row['kind']}: {row['cue']}" for row in TRAITS])
def test_every_trait_is_used_and_its_cue_is_known(row: dict[str, str]) -> None:
    assert any((cue["kind"], cue["cue"]) == (row["kind"], row["cue"]) for cue in read_table("role_cues"))
    assert row["traits"].split() == sorted(set(row["traits"].split())) != []
    assert all(f'cues_with("{row["kind"]}", "{trait}")' in CODE for trait in row["traits"].split())


@pytest.mark.parametrize("text", ["UỶ ban Hoà Bình, quý I", "Đài PT-TH “Sao”", "İstanbul ß", ""])
def test_views_keep_the_length(text: str) -> None:
    assert len(key(text)) == len(bare(text)) == len(text)


def test_a_heading_in_capitals_gets_sentence_case() -> None:
    assert sentence_case("CÔNG AN TỈNH VÀ SỞ NGOẠI VỤ") == "Công an tỉnh và Sở Ngoại vụ"


def test_abbreviations_of_the_document_are_read_from_their_letters() -> None:
    texts = ["an toàn, an ninh thông tin (sau đây viết tắt là ATANTT)", "không khớp (ABC)"]
    assert definitions.abbreviations(texts) == {"ATANTT": "an toàn, an ninh thông tin"}


def test_a_common_name_stands_for_all_bodies_it_names() -> None:
    parser = AgentParser(load())
    definitions.define(parser, ["Các sở, ban, ngành; Ủy ban nhân dân các huyện (sau đây gọi chung là các cơ quan, đơn vị) có trách nhiệm"])
    words = "các cơ quan, đơn vị báo cáo"
    assert [m.label for m in parser.list_at(Text(words), 0, len(words))[0]] == ["Các cơ quan, đơn vị"]


def test_labels_of_one_body_become_one() -> None:
    table = aliases.aliases(["Cơ quan được giao chủ trì soạn thảo", "Cơ quan chủ trì soạn thảo", "Sở Y tế"])
    assert table == {"Cơ quan được giao chủ trì soạn thảo": "Cơ quan chủ trì soạn thảo"}


def test_no_vocabulary_of_a_single_province_stands_among_the_names() -> None:
    places = [row["place"] for row in read_table("places") if row["slug"] not in ("ha-noi", "ho-chi-minh")]
    names = [row["name"] for row in read_table("agency_names")]
    assert not [(n, p) for n in names for p in places if re.search(rf"\b{re.escape(p)}\b", n)]


@pytest.mark.parametrize(
    ("held_out", "name", "known"),
    [
        pytest.param("ha-tinh", "Báo và phát thanh, truyền hình", False, id="a name of the held-out province alone is hidden"),
        pytest.param("hau-giang", "Báo và phát thanh, truyền hình", True, id="it stays for another province"),
        pytest.param("", "Báo và phát thanh, truyền hình", True, id="it stays where nothing is held out"),
        pytest.param("ha-tinh", "Thông tấn xã Việt Nam", True, id="a national body stays"),
        pytest.param("quang-tri", "Bộ Chỉ huy Bộ đội Biên phòng", True, id="a name of two provinces stays"),
    ],
)
def test_the_held_out_lexicon(held_out: str, name: str, known: bool) -> None:
    assert (bare(name) in load(held_out).names) is known


def test_a_reader_that_never_saw_the_name_does_not_read_it() -> None:
    words = "Báo và Phát thanh, Truyền hình, Sở Y tế"

    def read(held_out: str) -> list[str]:
        return [m.label for m in AgentParser(load(held_out)).list_at(Text(words), 0, len(words))[0]]

    assert read("quang-tri") == ["Báo và phát thanh, truyền hình", "Sở Y tế"] and read("ha-tinh") == []


def test_a_name_of_common_form_is_read_by_one_who_never_saw_it() -> None:
    words = "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch, Sở Y tế"
    found, _ = AgentParser(load("quang-tri")).list_at(Text(words), 0, len(words))
    assert [m.label for m in found] == ["Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch", "Sở Y tế"]
