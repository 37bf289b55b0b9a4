"""What a document says of itself is found; what it does not say stays missing."""

from __future__ import annotations

import csv
import glob
import os
import re
import tomllib
from dataclasses import fields

import pytest

from ttdn_kb.foundation.model import Metadata
from ttdn_kb.foundation.resources import folder
from ttdn_kb.structure.metadata import read_metadata
from ttdn_kb.structure.tree import parse

CASES = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "structure", "heads.txt")
SOURCES = sorted(glob.glob(os.path.join(folder("data/sources"), "*", "*", "text.txt")))


def read(path: str) -> str:
    with open(path, encoding="utf-8", newline="") as handle:
        return handle.read()


def heads() -> list[tuple[str, str, dict[str, str]]]:
    found = []
    for part in read(CASES).split("=== ")[1:]:
        head, expected = part.split("--- expected\n")
        name, text = head.split("\n", 1)
        found.append((name, text, dict(line.split(" = ", 1) for line in expected.splitlines() if line)))
    return found


def said(metadata: Metadata) -> dict[str, str]:
    values = {one.name: getattr(metadata, one.name) for one in fields(metadata)}
    values["replaces"] = "; ".join(metadata.replaces)
    values["amends"] = "; ".join(metadata.amends)
    values["legal_bases"] = "; ".join(f"{one.kind}|{one.number}|{one.date}" for one in metadata.legal_bases)
    return {name: value for name, value in values.items() if value}


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in heads()], ids=[case[0] for case in heads()])
def test_a_head_is_read(text: str, expected: dict[str, str]) -> None:
    assert said(read_metadata(text, parse(text))) == expected


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: os.path.basename(os.path.dirname(path)))
def test_a_source_says_what_its_reviewed_record_says(path: str) -> None:
    with open(os.path.join(os.path.dirname(path), "source.toml"), "rb") as handle:
        record = tomllib.load(handle)
    text = read(path)
    metadata = read_metadata(text, parse(text))
    for name in ("number", "kind", "title", "province", "issued", "in_force", "expires", "signer", "signer_position"):
        assert getattr(metadata, name) == record[name], name
    assert metadata.issuer.startswith(record["issuer"])
    replaced = tuple(link["number"] for link in record["links"] if link["relation"] == "replaces")
    assert metadata.replaces == replaced and not metadata.amends
    # The reviewed record mends a number that a text prints without its year.
    based = [(link["number"].split("/")[0], link["issued"]) for link in record["links"] if link["relation"] == "based_on"]
    assert [(one.number.split("/")[0], one.date) for one in metadata.legal_bases if one.number or one.date] == [pair for pair in based if any(pair)]


def test_every_province_of_the_vocabulary_is_known_by_name() -> None:
    with open(os.path.join(folder("ontology/vocab"), "provinces.ttl"), encoding="utf-8") as handle:
        notations = set(re.findall(r'skos:notation "([^"]+)"', handle.read())) - {"trung-uong"}
    with open(os.path.join(folder("data/lexicon"), "metadata_provinces.csv"), encoding="utf-8", newline="") as handle:
        assert {row["notation"] for row in csv.DictReader(handle)} == notations


KINDS = {
    "a decision, whose letters rules attached to one share": ("77/QĐ-UBND", "Quyết định"),
    "a decision of the party": ("307-QĐ/TU", "Quyết định"),
    "attached rules that have letters of their own": ("03-QC/TU", "Quy chế"),
    "letters that no kind has": ("5/XYZ-UBND", ""),
}


@pytest.mark.parametrize(("number", "kind"), KINDS.values(), ids=KINDS)
def test_the_number_tells_the_kind_where_no_title_does(number: str, kind: str) -> None:
    text = f"ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN\nSố: {number}\nBắc Kạn, ngày 05 tháng 3 năm 2024\nĐiều 1. Sở Y tế khám bệnh."
    assert read_metadata(text, parse(text)).kind == kind
