"""Abbreviated, shortened and loosely written names of bodies."""

from __future__ import annotations

import pytest

from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.graph.namespaces import ID, VOCAB
from ttdn_kb.query.agency_names import written_out
from ttdn_kb.query.answers import AnswerFile

QUANG_TRI = VOCAB + "province/quang-tri"
MEDIA, CULTURE = "so-thong-tin-va-truyen-thong", "so-van-hoa-the-thao-va-du-lich"
BORDER = "bo-chi-huy-bo-doi-bien-phong-tinh"


def _meant(answers: AnswerFile, typed: str, *provinces: str) -> list[str]:
    return [value.removeprefix(ID + "agency/") for value in answers.resolve("agencies", typed, "--agency", provinces)]


@pytest.mark.parametrize("typed", ["Sở TT&TT", "So TT&TT", "so tt&tt", "Sở TTTT", "STTTT", "Sở thông tin truyền thông"])
def test_short_forms_of_the_media_department_mean_it_in_every_province(answers: AnswerFile, typed: str) -> None:
    assert sorted(_meant(answers, typed)) == [f"{p}/{MEDIA}" for p in ("ha-tinh", "hau-giang", "quang-tri")]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Sở VHTTDL", CULTURE),
        ("Sở VH,TT&DL", CULTURE),
        ("Sở Văn hóa Thể thao và Du lịch", CULTURE),
        ("Sở Văn hóa, Thể thao & Du lịch", CULTURE),
        ("Sở KHĐT", "so-ke-hoach-va-dau-tu"),
        ("BCH BĐBP tỉnh", BORDER),
        ("BĐBP", BORDER),
        ("bien phong", BORDER),
        ("Bien phong tinh", BORDER),
        ("Công an", "cong-an-tinh"),
    ],
)
def test_part_of_a_name_means_the_one_body_of_the_province_that_has_it(answers: AnswerFile, typed: str, name: str) -> None:
    assert f"quang-tri/{name}" in _meant(answers, typed, QUANG_TRI)
    assert {value.rsplit("/", 1)[-1] for value in _meant(answers, typed, QUANG_TRI)} == {name}


def test_a_recorded_name_is_taken_as_it_is(answers: AnswerFile) -> None:
    assert _meant(answers, "Ban Chỉ đạo") == ["ha-tinh/ban-chi-dao-cong-tac-thong-tin-doi-ngoai-tinh-uy-ha-tinh"]


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("UBND", "ambiguous-value", "Ủy ban nhân dân tỉnh Quảng Trị"),
        ("Sở Y tế", "agency-without-work", "không văn bản nào"),
        ("so xay dung", "agency-without-work", "không văn bản nào"),
        ("Sở Văn hóa và Thể thao", "agency-without-work", "Sở Văn hóa, Thể thao và Du lịch tỉnh Quảng Trị"),
        ("Bộ chỉ huy biên phòng", "unknown-value", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh Quảng Trị"),
        ("zzzz", "unknown-value", "ttdn search"),
    ],
    ids=[
        "several",
        "a body without work",
        "without diacritics",
        "no short form of a longer one",
        "words left out are only proposed",
        "no name at all",
    ],
)
def test_what_cannot_be_taken_is_told_with_what_it_may_mean(answers: AnswerFile, typed: str, code: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        answers.resolve("agencies", typed, "--agency", (QUANG_TRI,))
    assert error.value.code == code and said in f"{error.value.why} {error.value.fix}"


@pytest.mark.parametrize(("typed", "means"), [("TƯ", "Trung ương"), ("đầu tư", "đầu tư"), ("ubnd huyen", "Ủy ban nhân dân huyen")])
def test_a_syllable_is_no_abbreviation(typed: str, means: str) -> None:
    assert written_out(typed) == means
