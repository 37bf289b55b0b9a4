"""The assignment table that others build on: its columns, its rows, its files."""

from __future__ import annotations

import csv
import io
import json

import pytest

from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.query.assignment_table import COLUMNS, AssignmentRow, rows_of_store
from ttdn_kb.query.assignment_words import HEADINGS, frequency_words
from ttdn_kb.query.history import naming
from ttdn_kb.report.assignment_files import assignments_bytes
from ttdn_kb.report.table_files import table_bytes

PROMISED = [
    *("source_sha256", "document", "province", "provision", "norm", "start", "end", "quote", "modality", "agent", "agent_iri", "generic"),
    *("role", "topics", "tasks", "object", "place", "deadline", "frequency", "status", "confidence"),
]


@pytest.fixture(scope="module")
def rows(base: OxigraphStore) -> list[AssignmentRow]:
    return rows_of_store(base)


def test_columns_are_those_promised() -> None:
    assert list(COLUMNS[: len(PROMISED)]) == PROMISED


def test_one_row_an_assignment_and_one_for_work_of_nobody(rows: list[AssignmentRow], base: OxigraphStore) -> None:
    count = "PREFIX ttdn: <https://w3id.org/ttdn/ontology#> SELECT (COUNT(*) AS ?n) WHERE { ?n ttdn:hasAssignment ?a }"
    cell = base.select(count).rows[0][0]
    assert cell is not None and sum(1 for r in rows if r.agent) == int(cell.value)
    nobody = [r for r in rows if not r.agent]
    assert nobody and all(not r.role and not r.agent_iri and not r.generic for r in nobody)
    assert not {r.norm for r in nobody} & {r.norm for r in rows if r.agent}


def test_every_norm_has_topic_and_task(rows: list[AssignmentRow]) -> None:
    assert [r.norm for r in rows if not r.topics or not r.tasks] == []


def test_hau_giang_report_has_its_deadlines(rows: list[AssignmentRow]) -> None:
    found = [r for r in rows if r.province == "hau-giang" and r.provision == "Điều 25, khoản 2" and "20 tháng 6" in r.quote]
    assert found and {r.deadline_value for r in found} == {"--06-20;--11-20"} and all("P6M" in r.frequency for r in found)


def test_several_named_things_stand_in_one_cell(rows: list[AssignmentRow]) -> None:
    found = {r.object for r in rows if r.provision == "II.4, mục 4.4, gạch 6"}
    assert len(found) == 1 and "Cầu Treo" in next(iter(found)) and "Vũng Áng" in next(iter(found))


def test_as_of_a_day_only_what_holds(base: OxigraphStore) -> None:
    assert {r.document for r in rows_of_store(base, at="2020-06-01")} & {
        r.document for r in rows_of_store(base, at="2026-01-01") if "Kế hoạch" in r.document
    } == set()


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "parquet"])
def test_every_format_holds_every_row(rows: list[AssignmentRow], form: str) -> None:
    data = table_bytes(form, COLUMNS, rows, "Bảng phân công")
    if form == "csv":
        assert data.startswith(b"\xef\xbb\xbf")
        read = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    elif form == "json":
        read = json.loads(data)
    elif form == "xlsx":
        import openpyxl

        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
        head, *body = sheet.iter_rows(values_only=True)
        read = [dict(zip(head, row, strict=True)) for row in body]
    else:
        import pyarrow.parquet

        read = pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist()
    assert len(read) == len(rows)
    assert [str(r["agent"] or "") for r in read] == [r.agent for r in rows]


@pytest.mark.parametrize(
    ("lang", "sheets", "told"),
    [
        ("vi", ["Phân công", "Dữ liệu"], ("Tỉnh Hậu Giang", "Sở Thông tin và Truyền thông", "chủ trì", "nghĩa vụ", "đích danh")),
        ("en", ["Assignments", "Data"], ("Hau Giang Province", "Hau Giang Department of Information and Communications", "lead", "duty", "by name")),
    ],
)
def test_a_workbook_opens_in_words_and_keeps_the_columns_for_programs(
    rows: list[AssignmentRow], base: OxigraphStore, lang: str, sheets: list[str], told: tuple[str, ...]
) -> None:
    import openpyxl

    some = [r for r in rows if r.province == "hau-giang"]
    book = openpyxl.load_workbook(io.BytesIO(assignments_bytes("xlsx", some, lang, naming(base, lang))))
    said, data = ([tuple("" if v is None else v for v in row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets)
    assert book.sheetnames == sheets and said[0] == tuple(h.words.of(lang) for h in HEADINGS)
    assert data == [COLUMNS, *(tuple(r) for r in some)]
    place = next(i for i, r in enumerate(some, 1) if (r.agent, r.role, r.modality) == ("Sở Thông tin và Truyền thông", "lead", "duty"))
    assert {said[place][0], said[place][3], said[place][4], said[place][12], said[place][13]} == set(told)
    notations = {r.role for r in some} | {t for r in some for t in f"{r.topics};{r.tasks}".split(";")}
    assert lang == "en" or not notations - {""} & {part for row in said for cell in row for part in str(cell).split("; ")}
    assert next(row for row, r in zip(said[1:], some, strict=True) if not r.agent)[3] == {"vi": "không nêu ai làm", "en": "names nobody"}[lang]


@pytest.mark.parametrize(
    ("value", "vi", "en"), [("P1M", "mỗi tháng một lần", "every month"), ("PT12H", "12 giờ một lần", "every 12 hours"), ("x", "x", "x")]
)
def test_a_frequency_is_told_in_words(value: str, vi: str, en: str) -> None:
    assert (frequency_words(value), frequency_words(value, "en")) == (vi, en)


def test_files_for_programs_are_the_same_whichever_the_language(rows: list[AssignmentRow]) -> None:
    assert assignments_bytes("csv", rows, "en") == assignments_bytes("csv", rows, "vi") == table_bytes("csv", COLUMNS, rows)
