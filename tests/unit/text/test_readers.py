"""Files of every kind become stored text; a damaged, empty, locked or hostile one becomes one clear error."""

from __future__ import annotations

import hashlib
import io
import os
import random
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.resources import folder
from ttdn_kb.structure.tree import parse
from ttdn_kb.text import limits
from ttdn_kb.text.readers import read_source

CASES = os.path.join(os.path.dirname(__file__), "..", "..", "cases", "text")
SENTENCE = "Điều 1. Sở Y tế chủ trì, phối hợp với Ủy ban nhân dân các huyện tổ chức khám bệnh.\n"


def put(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def a_pdf(pages: list[list[str]], extra: str = "", drawn: str = "", stamps: Sequence[tuple[str, int, int]] = ()) -> bytes:
    """A PDF whose glyph codes are the code points of its letters.

    Args:
        drawn: drawn on each page after its lines; stamps: words in form fields over the last page, with the letter and the line where they stand.
    """
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{7 + 2 * k} 0 R' for k in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/Arial/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Arial/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        "/FontDescriptor 5 0 R/DW 500>>",
        "<</Type/FontDescriptor/FontName/Arial/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>",
        "cmap",
    ]
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> "
        "endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
    )
    objects[5] = f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream"
    for lines in pages:
        shown = "".join(f"BT /F 12 Tf 50 {780 - 16 * k} Td <{line.encode('utf-16-be').hex()}> Tj ET\n" for k, line in enumerate(lines))
        shown += drawn
        number = len(objects) + 1
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {number + 1} 0 R>>")
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}\nendstream")
    for word, column, line in stamps:
        left, low, wide = 50 + 6 * column, 778 - 16 * line, 6 * len(word)
        drawing = f"BT /F 12 Tf 0 2 Td <{word.encode('utf-16-be').hex()}> Tj ET"
        look = f"/Subtype/Form/BBox[0 0 {wide} 14]/Resources<</Font<</F 3 0 R>>>>/Length {len(drawing)}"
        objects.append(f"<</Type/XObject{look}>>stream\n{drawing}\nendstream")
        objects.append(f"<</Type/Annot/Subtype/Widget/FT/Tx/F 4/Rect[{left} {low} {left + wide} {low + 14}]/AP<</N {len(objects)} 0 R>>>>")
    if stamps:
        fields = " ".join(f"{len(objects) - 2 * k} 0 R" for k in range(len(stamps)))
        objects[-2 - 2 * len(stamps)] = objects[-2 - 2 * len(stamps)].replace("/Contents", f"/Annots[{fields}]/Contents")
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010d} 00000 n \n" for place in places)
    return (out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R{extra}>>\nstartxref\n{start}\n%%EOF\n").encode("latin-1")


LOCK = f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>"


def a_docx(build: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            after.writestr(entry.filename, content if entry.filename == part else before.read(entry.filename))
    return out.getvalue()


def plain_docx() -> bytes:
    return a_docx(lambda document: [document.add_paragraph(SENTENCE) for _ in range(30)] and None)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plain.txt", SENTENCE.encode()),
        ("bom.txt", b"\xef\xbb\xbf" + SENTENCE.encode()),
        ("crlf.txt", SENTENCE.replace("\n", "\r\n").encode()),
        ("lone-cr.md", ("# Kế hoạch\r" + SENTENCE).encode()),
        ("decomposed.txt", "Sở Y tế chủ trì".encode()),
    ],
)
def test_a_utf8_file_is_stored_byte_for_byte(tmp_path: Path, name: str, data: bytes) -> None:
    stored = read_source(put(tmp_path, name, data))
    assert stored.text.encode("utf-8") == data
    assert stored.sha256 == hashlib.sha256(data).hexdigest()
    assert stored.encoding == "UTF-8"
    assert stored.notes == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    assert read_source(put(tmp_path, "a.txt", (SENTENCE * 3).encode(encoding))).text == SENTENCE * 3


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
@pytest.mark.parametrize("coding", ["latin-1", "cp1252", "utf-8"])
def test_an_old_encoding_is_recognised_and_converted(tmp_path: Path, name: str, coding: str) -> None:
    with open(os.path.join(CASES, f"{name}.txt"), encoding="latin-1", newline="") as handle:
        old = handle.read()
    with open(os.path.join(CASES, f"{name}.expected.txt"), encoding="utf-8", newline="") as handle:
        expected = handle.read()
    stored = read_source(put(tmp_path, "old.txt", old.encode(coding, "replace")))
    assert stored.text == expected
    assert stored.encoding == name.upper()


def test_old_lines_pasted_into_a_unicode_file_are_converted_alone(tmp_path: Path) -> None:
    with open(os.path.join(CASES, "tcvn3.txt"), encoding="latin-1", newline="") as handle:
        old = handle.read().splitlines()[3]
    stored = read_source(put(tmp_path, "mixed.txt", (SENTENCE * 40 + old + "\n" + SENTENCE * 40).encode()))
    assert stored.text.count(SENTENCE) == 80
    assert "©" not in stored.text


def test_a_foreign_language_is_no_old_encoding(tmp_path: Path) -> None:
    text = "Le président de la République a déclaré à l'Assemblée que la forêt brûle, señor Muñoz über Straße.\n" * 20
    assert read_source(put(tmp_path, "fr.txt", text.encode())).text == text


def number(paragraph: docx.text.paragraph.Paragraph, list_id: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    listed = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", list_id)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), str(value))
        listed.append(child)
    properties.append(listed)


def define_list(document: docx.document.Document, list_id: int, levels: list[tuple[str, str]]) -> None:
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), str(900 + list_id))
    for depth, (form, label) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", label)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    root.insert(0, abstract)
    item = OxmlElement("w:num")
    item.set(qn("w:numId"), str(list_id))
    base = OxmlElement("w:abstractNumId")
    base.set(qn("w:val"), str(900 + list_id))
    item.append(base)
    root.append(item)


def a_plan(document: docx.document.Document) -> None:
    define_list(document, 77, [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\uf0b7")])
    for text, level in (("NỘI DUNG", 0), ("Tuyên truyền", 1), ("Viết bài;", 2), ("Phát sóng.", 2), ("Tập huấn", 1), ("hai lớp", 3), ("TỔ CHỨC", 0)):
        number(document.add_paragraph(text), 77, level)
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate([("TT", "Nội dung", "Chủ trì"), ("1", "Viết bài", "Sở Y tế"), ("2", "Phát sóng | ghi hình", "")]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(1, 1).add_paragraph("đăng báo")


def test_word_numbers_are_printed_and_tables_are_rows_between_bars(tmp_path: Path) -> None:
    stored = read_source(put(tmp_path, "plan.docx", a_docx(a_plan)))
    assert stored.text == (
        "I. NỘI DUNG\n1. Tuyên truyền\na) Viết bài;\nb) Phát sóng.\n2. Tập huấn\n- hai lớp\nII. TỔ CHỨC\n\n"
        "| TT | Nội dung | Chủ trì |\n| 1 | Viết bài<br>đăng báo | Sở Y tế |\n| 2 | Phát sóng / ghi hình | Sở Y tế |\n"
    )
    assert [note.vi for note in stored.notes] == ["ô gộp nhiều dòng được nhắc lại ở từng dòng"]
    rows = [node.path for node in parse(stored.text).walk() if node.kind.value == "row"]
    assert rows == ["II, bảng, dòng 1", "II, bảng, dòng 2", "II, bảng, dòng 3"]


def test_a_run_in_an_old_font_is_converted_and_its_capital_font_heeded(tmp_path: Path) -> None:
    def build(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph()
        for text, font in (("quyÕt ®Þnh", ".VnTimeH"), (" cña Uû ban", ".VnTime"), (" nhaân daân", "VNI-Times"), (" tỉnh", "Times New Roman")):
            run = paragraph.add_run(text)
            run.font.name = font

    stored = read_source(put(tmp_path, "old.docx", a_docx(build)))
    assert stored.text == "QUYẾT ĐỊNH của Uỷ ban nhân dân tỉnh\n"
    assert [note.vi for note in stored.notes] == ["phông TCVN3 được đổi sang Unicode", "phông VNI được đổi sang Unicode"]


def a_ruled_table() -> str:
    """Three columns and three rows drawn with rules; the number of the second row stands in the middle of its two lines."""
    rules = [f"{x} 600 1 90 re f" for x in (50, 90, 330, 540)] + [f"50 {y} 490 1 re f" for y in (600, 630, 660, 690)]
    words = [(55, 672, "TT"), (95, 672, "Nội dung"), (335, 672, "Cơ quan chủ trì")]
    words += [(95, 650, "Tổ chức tập huấn nghiệp vụ cho"), (55, 642, "1"), (335, 642, "Sở Y tế"), (95, 634, "cán bộ xã")]
    words += [(55, 612, "2"), (95, 612, "Cấp kinh phí"), (335, 612, "Sở Tài chính")]
    shown = [f"BT /F 8 Tf {x} {y} Td <{said.encode('utf-16-be').hex()}> Tj ET" for x, y, said in words]
    return "\n".join([*rules, *shown]) + "\n"


def test_a_ruled_table_of_a_pdf_gives_its_rows_between_bars(tmp_path: Path) -> None:
    stored = read_source(put(tmp_path, "a.pdf", a_pdf([["PHỤ LỤC"]], drawn=a_ruled_table())))
    rows = [
        "| TT | Nội dung | Cơ quan chủ trì |",
        "| 1 | Tổ chức tập huấn nghiệp vụ cho cán bộ xã | Sở Y tế |",
        "| 2 | Cấp kinh phí | Sở Tài chính |",
    ]
    assert stored.text.split("\n") == ["PHỤ LỤC", "", *rows, ""]


def test_a_cell_across_columns_of_a_pdf_is_not_cut(tmp_path: Path) -> None:
    # The row in the middle has no rules inside; in the last one the rule between the second and the third column is short.
    rules = (
        [f"{x} 600 1 90 re f" for x in (50, 540)] + [f"{x} 660 1 30 re f" for x in (90, 330)] + [f"50 {y} 490 1 re f" for y in (600, 630, 660, 690)]
    )
    rules += ["90 600 1 30 re f", "330 600 1 12 re f"]
    words = [(55, 672, "TT"), (95, 672, "Nội dung"), (335, 672, "Cơ quan chủ trì"), (72, 642, "Nhóm hai"), (300, 612, "Cấp"), (335, 612, "Sở Y tế")]
    shown = [f"BT /F 8 Tf {x} {y} Td <{said.encode('utf-16-be').hex()}> Tj ET" for x, y, said in words]
    stored = read_source(put(tmp_path, "a.pdf", a_pdf([["PHỤ LỤC"]], drawn="\n".join([*rules, *shown]) + "\n")))
    assert stored.text.split("\n")[2:] == ["| TT | Nội dung | Cơ quan chủ trì |", "| Nhóm hai |  |  |", "|  | Cấp | Sở Y tế |", ""]


def test_a_ruled_table_of_a_pdf_goes_on_overleaf(tmp_path: Path) -> None:
    stored = read_source(put(tmp_path, "a.pdf", a_pdf([["PHỤ LỤC"], ["2"]], drawn=a_ruled_table())))
    lines = stored.text.split("\n")
    assert len([line for line in lines if line.startswith("| ")]) == 6
    assert "2" not in lines
    assert "" not in lines[2:8]


def test_a_pdf_with_text_gives_its_lines(tmp_path: Path) -> None:
    stored = read_source(put(tmp_path, "a.pdf", a_pdf([["Điều 1. Sở Y tế chủ trì khám bệnh."], ["Điều 2. Sở Tài chính cấp kinh phí."]])))
    assert [line for line in stored.text.splitlines() if line] == ["Điều 1. Sở Y tế chủ trì khám bệnh.", "Điều 2. Sở Tài chính cấp kinh phí."]
    assert stored.kind == "pdf"


def test_number_and_day_stamped_into_a_pdf_fill_their_blanks(tmp_path: Path) -> None:
    lines = ["Số:    /2025/QĐ-UBND", "Hà Nội, ngày    tháng    năm 2025", "Điều 1. Sở Y tế chủ trì khám bệnh."]
    stamps = [("16", 4, 0), ("28", 13, 1), ("02", 22, 1), ("Signature Not Verified", 60, 30)]
    stored = read_source(put(tmp_path, "a.pdf", a_pdf([lines], stamps=stamps)))
    said = [" ".join(line.split()) for line in stored.text.splitlines()]
    assert said[:3] == ["Số: 16/2025/QĐ-UBND", "Hà Nội, ngày 28 tháng 02 năm 2025", "Điều 1. Sở Y tế chủ trì khám bệnh."]
    assert "Signature" not in stored.text


def test_pages_without_text_are_named(tmp_path: Path) -> None:
    stored = read_source(put(tmp_path, "a.pdf", a_pdf([["Điều 1. Sở Y tế chủ trì khám bệnh."], []])))
    assert stored.notes == (("trang 2 không có lớp chữ (ảnh quét)", "pages without a text layer (scanned): 2"),)


PAGE = """<!DOCTYPE html><html><head><title>x</title><style>p {color: red}</style></head><body><nav>Trang chủ</nav>
<h2>KẾ HOẠCH</h2><p>Căn cứ <b>Luật</b> Báo chí&nbsp;năm
2016;</p><ol type="I"><li>NỘI DUNG</li></ol><ul><li>Viết bài</li><li>Phát sóng</li></ul><script>alert(1)</script>
<table><tr><th>TT</th><th>Việc</th><th>Chủ trì</th></tr><tr><td>1</td><td>Viết<br>bài</td><td rowspan=2>Sở Y tế</td></tr>
<tr><td>2</td><td>Đăng</td></tr></table>
</body></html>"""


def test_a_page_gives_blocks_list_marks_and_tables(tmp_path: Path) -> None:
    stored = read_source(put(tmp_path, "a.html", PAGE.encode()))
    assert stored.text.splitlines() == [
        "KẾ HOẠCH",
        "Căn cứ Luật Báo chí\u00a0năm 2016;",
        "I. NỘI DUNG",
        "- Viết bài",
        "- Phát sóng",
        "| TT | Việc | Chủ trì |",
        "| 1 | Viết<br>bài | Sở Y tế |",
        "| 2 | Đăng | Sở Y tế |",
    ]


def test_the_content_tells_the_kind_where_the_ending_does_not(tmp_path: Path) -> None:
    assert read_source(put(tmp_path, "a.txt", plain_docx())).kind == "docx"
    assert read_source(put(tmp_path, "a.docx", PAGE.encode())).kind == "html"


def bomb(declared: bool) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:document>" + b" " * (limits.MOST_PART + limits.MEGABYTE))
    data = out.getvalue()
    if not declared:
        # The central directory and the local header claim a small size; the bytes inflate to all of it.
        small = (5000).to_bytes(4, "little")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            true = archive.infolist()[0].file_size.to_bytes(4, "little")
        data = data.replace(true, small)
    return data


ERRORS: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "an empty file": ("a.txt", "source-empty", lambda: b""),
    "a file of blanks": ("a.txt", "source-empty", lambda: b" \n\t\r\n" * 50),
    "binary junk": ("a.txt", "source-not-text", lambda: random.Random(5).randbytes(40_000)),
    "zeros and junk named .md": ("a.md", "source-not-text", lambda: bytes(range(256)) * 40),
    "a text of 50 MB": ("a.txt", "source-too-large", lambda: (SENTENCE * 10).encode() * 50_000),
    "a scanned PDF": ("a.pdf", "pdf-without-text", lambda: a_pdf([[], [], []])),
    "an encrypted PDF": ("a.pdf", "source-encrypted", lambda: a_pdf([["Điều 1. Sở Y tế"]], LOCK)),
    "a PDF cut at the head": ("a.pdf", "source-damaged", lambda: a_pdf([["Điều 1. Sở Y tế"]])[:60]),
    "a PDF by name only": ("a.pdf", "source-damaged", lambda: b"no pdf at all" * 30),
    "a docx cut in the middle": ("a.docx", "source-damaged", lambda: plain_docx()[:9000]),
    "a docx by name only": ("a.docx", "source-damaged", lambda: b"no zip at all" * 30),
    "a docx whose XML is broken": ("a.docx", "source-damaged", lambda: repacked(plain_docx(), "word/document.xml", b"<w:document><w:body>")),
    "a zip that is no Word file": ("a.docx", "unknown-source-kind", lambda: other_zip()),
    "a zip bomb that says so": ("a.docx", "source-unpacks-too-large", lambda: bomb(True)),
    "a zip bomb that lies": ("a.docx", "source-damaged", lambda: bomb(False)),
    "a legacy Word file": ("a.doc", "legacy-word-file", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 3000),
    "an encrypted Word file": (
        "a.docx",
        "source-encrypted",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 99,
    ),
    "an RTF file": ("a.rtf", "unknown-source-kind", lambda: b"{\\rtf1\\ansi Dieu 1}"),
    "a Word file of pictures only": ("a.docx", "source-empty", lambda: a_docx(lambda _: None)),
    "a page without words": ("a.html", "source-empty", lambda: b"<html><body><script>var a = 1</script></body></html>"),
}


def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("sheet.xml", "<a/>")
    return out.getvalue()


@pytest.mark.parametrize("case", ERRORS)
def test_a_file_that_cannot_be_read_is_one_clear_error(tmp_path: Path, case: str) -> None:
    name, code, make = ERRORS[case]
    path = put(tmp_path, name, make())
    with pytest.raises(TtdnError) as caught:
        read_source(path)
    assert caught.value.code == code
    assert caught.value.where == path
    assert caught.value.exit_code == 3
    assert all(part and part == part.strip() for part in (caught.value.what, caught.value.why, caught.value.fix))


def test_a_missing_file_and_a_folder_are_errors(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.txt", "no-such-file"), (tmp_path, "source-is-folder"), (tmp_path / "a\0b", "file-unreadable")):
        with pytest.raises(TtdnError) as caught:
            read_source(str(path))
        assert caught.value.code == code


def test_a_bomb_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = put(tmp_path, "bomb.docx", bomb(True))
    tracemalloc.start()
    with pytest.raises(TtdnError):
        read_source(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * limits.MEGABYTE


SOUND = {
    "a.docx": plain_docx,
    "b.pdf": lambda: a_pdf([[SENTENCE.strip()] * 20] * 3),
    "c.html": PAGE.encode,
    "d.txt": (SENTENCE * 50).encode,
}


@pytest.mark.parametrize("name", SOUND)
def test_cut_and_shuffled_bytes_raise_nothing_but_our_error(tmp_path: Path, name: str) -> None:
    data = SOUND[name]()
    chance = random.Random(11)
    for turn in range(60):
        bad = bytearray(data)
        if turn % 3 == 0:
            bad = bad[: chance.randrange(1, len(bad))]
        elif turn % 3 == 1:
            for _ in range(chance.randrange(1, 40)):
                bad[chance.randrange(len(bad))] = chance.randrange(256)
        else:
            one, two = sorted(chance.randrange(len(bad)) for _ in range(2))
            bad = bad[two:] + bad[one:two] + bad[:one]
        try:
            parse(read_source(put(tmp_path, name, bytes(bad))).text)
        except TtdnError as error:
            assert error.code


# The second and third lines are of a court's decision whose PDF has lost its table of letters.
LETTERS = {
    "swapped letters": ("Các cơ quan, tә chӭc chtnh trị - xm hội cyng cấp cNJng phải bảo vӋ.", True),
    "an eth is đ": ("Ðiều 1. Ðiều chỉnh Quy chế kèm theo Quyết ðịnh số 12.", False),
    "formulas": ("Nồng độ bụi PM₂,₅ (μg/m³), diện tích m², mức x̄ ± 2σ.", False),
    "one foreign name in many words": ("Công ước Genève và thỏa thuận Łódź. " + "Các sở, ban, ngành, địa phương phối hợp. " * 40, False),
}


@pytest.mark.parametrize(("text", "odd"), LETTERS.values(), ids=LETTERS)
def test_a_text_whose_letters_are_swapped_is_told(tmp_path: Path, text: str, odd: bool) -> None:
    notes = read_source(put(tmp_path, "a.txt", (text + "\n" + SENTENCE).encode())).notes
    assert any("từ mang chữ không có trong tiếng Việt" in note.vi for note in notes) is odd


def test_sources_have_no_strange_letters() -> None:
    sources = list(Path(folder("data/sources")).glob("*/*/text.txt"))
    assert sources and not any(read_source(str(path)).notes for path in sources)


NOTES_XML = (
    '<?xml version="1.0"?><w:{kind}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>{notes}</w:{kind}s>'
)


def with_notes(kind: str, notes: dict[str, str], cited: Sequence[str]) -> bytes:
    """A Word file whose first paragraph cites notes by their ids."""

    def build(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("Sở Y tế khám bệnh")
        for name in cited:
            reference = OxmlElement(f"w:{kind}Reference")
            reference.set(qn("w:id"), name)
            paragraph.add_run()._r.append(reference)
        paragraph.add_run(".")

    said = "".join(f'<w:{kind} w:id="{name}"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{kind}>' for name, words in notes.items())
    out = io.BytesIO(a_docx(build))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(f"word/{kind}s.xml", NOTES_XML.format(kind=kind, notes=said))
    return out.getvalue()


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_of_a_word_file_stand_behind_its_text(tmp_path: Path, kind: str) -> None:
    data = with_notes(kind, {"7": "Sở Tài chính cấp kinh phí.", "8": "Không được dẫn.", "9": "Theo Luật Y tế."}, ["9", "7", "9", "33"])
    stored = read_source(put(tmp_path, "a.docx", data))
    assert stored.text == "Sở Y tế khám bệnh[1][2][1].\n\n[1] Theo Luật Y tế.\n[2] Sở Tài chính cấp kinh phí.\n"
    assert len(stored.notes) == 1
    assert stored.notes[0].vi.startswith("2 chú thích (footnote, endnote) được đặt ở cuối bản chữ")


def test_notes_that_nothing_cites_are_left_out(tmp_path: Path) -> None:
    stored = read_source(put(tmp_path, "a.docx", with_notes("footnote", {"8": "Không được dẫn."}, [])))
    assert (stored.text, stored.notes) == ("Sở Y tế khám bệnh.\n", ())


def test_hidden_words_of_a_word_file_are_read_and_told(tmp_path: Path) -> None:
    def build(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("Sở Y tế khám bệnh. ")
        paragraph.add_run("Sở Nội vụ tuyển dụng. ").font.hidden = True
        paragraph.add_run(" ").font.hidden = True
        paragraph.add_run("Hết").font.hidden = False

    stored = read_source(put(tmp_path, "a.docx", a_docx(build)))
    assert stored.text == "Sở Y tế khám bệnh. Sở Nội vụ tuyển dụng.  Hết\n"
    assert [note.vi for note in stored.notes] == ["1 đoạn chữ ẩn của tệp Word vẫn được đọc: hãy đối chiếu với bản in"]
