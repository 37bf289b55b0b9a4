"""What the two sides of a comparison name.

Takes what a user typed: a draft's folder or name, a document of the base, or a file; gives its assignment rows; knows nothing of
commands.
"""

from __future__ import annotations

import os

from ttdn_kb.foundation.errors import TtdnError, UsageError
from ttdn_kb.foundation.resources import folder
from ttdn_kb.foundation.words import Words
from ttdn_kb.graph import agents_index
from ttdn_kb.graph.documents import Source, read_sources
from ttdn_kb.graph.norm_records import read_norms
from ttdn_kb.query.assignment_table import AssignmentRow
from ttdn_kb.query.drafts import DRAFT, Draft, drafts_folder, labels_for, load, place_of, read_again, rows_of
from ttdn_kb.query.former_drafts import drafts_of_file, former_wordings
from ttdn_kb.query.ingesting import ingest
from ttdn_kb.text.clean import fold
from ttdn_kb.text.readers import read_source

_NOW, _DRAFT, _READ_FROM = Words("đọc lại bây giờ", "read again now"), Words("bản nháp", "draft"), Words("đọc từ", "read from")


def find_draft(typed: str, drafts: str = "") -> Draft:
    """Gives the draft that was meant: its folder, its name below the folder of drafts, or the file that was read.

    Args:
        drafts: the folder of drafts as typed, "" for the usual one.

    Raises:
        TtdnError: `no-such-draft`, with the folder of drafts and what there is.
    """
    root = drafts_folder(drafts)
    for place in (typed, os.path.join(root, typed)):
        if _is_draft(place):
            return load(os.path.abspath(place))
    if os.path.isfile(typed):
        place = place_of(typed, read_source(typed), root)
        if _is_draft(place):
            return load(place)
        former = drafts_of_file(typed, root)
        raise TtdnError(
            "no-such-draft",
            "Văn bản này chưa có bản nháp",
            typed,
            f"tệp đã khác với khi được nạp vào {former[0]}" if former else f"chưa được nạp vào {root}",
            f"chạy trước: ttdn ingest {typed}{f' --drafts {drafts}' if drafts else ''}"
            + (" (các quyết định còn đúng chỗ được chuyển sang)" if former else "")
            + "; bản nháp ở thư mục khác thì nêu --drafts",
        )
    there = [n for n in sorted(os.listdir(root)) if _is_draft(os.path.join(root, n))] if os.path.isdir(root) else []
    names = ", ".join(there[:8]) + (" …" if len(there) > 8 else "")
    raise TtdnError(
        "no-such-draft",
        "Không có bản nháp này",
        typed,
        f"các bản nháp có trong {root}: {names or 'chưa có bản nào'}",
        "nêu thư mục mà lệnh ttdn ingest đã in ra; bản nháp ở thư mục khác thì nêu --drafts",
    )


def _is_draft(place: str) -> bool:
    return os.path.isfile(os.path.join(place, DRAFT))


def before_and_now(typed: str, drafts: str = "", lang: str = "vi") -> tuple[tuple[str, list[AssignmentRow]], tuple[str, list[AssignmentRow]]]:
    """Gives name and rows of the two readings of a document that are compared where one is named.

    Of a draft: as it was read, and its text read now. Of a file: the latest draft of another text of the document, and the file read now; its own
    draft where there is no other.

    Args:
        drafts: the folder of drafts as typed, "" for the usual one.
        lang: of the names.

    Raises:
        TtdnError: `no-such-draft`, or the fault of a draft that cannot be read.
    """
    former = drafts_of_file(typed, drafts_folder(drafts)) if os.path.isfile(typed) else []
    try:
        draft = find_draft(typed, drafts)
    except TtdnError as error:
        if error.code != "no-such-draft" or not former:
            raise
        return rows_named(former[0], drafts, lang), rows_named(typed, drafts, lang)
    others = former_wordings(draft.folder) if os.path.isfile(typed) else []
    before = load(others[0]) if others else draft
    return (_name(before, lang), draft_rows(before)), (_name(draft, lang, _NOW.of(lang)), list(read_again(draft).rows()))


def _name(draft: Draft, lang: str, *more: str) -> str:
    which = ", ".join((f"{_DRAFT.of(lang)} {os.path.basename(draft.folder)}", *more))
    return f"{draft.source.fields.get('label', '')} ({which})"


def draft_rows(draft: Draft) -> list[AssignmentRow]:
    """Gives the rows of a draft as it was read."""
    return rows_of([(e.iri, e.norm, e.status) for e in draft.entries], draft.source)


def rows_named(typed: str, drafts: str = "", lang: str = "vi") -> tuple[str, list[AssignmentRow]]:
    """Gives name and rows of a draft, of a document of the base (id, number, label or folder), or of a file, which is then read.

    Raises:
        UsageError: `unknown-document` where nothing has this name.
    """
    if _is_draft(typed) or _is_draft(os.path.join(drafts_folder(drafts), typed)):
        draft = find_draft(typed, drafts)
        return _name(draft, lang), draft_rows(draft)
    sources = read_sources()
    wanted = fold(" ".join(typed.split()))
    hits = [
        s for s in sources if wanted in {fold(str(v)) for v in (s.id, s.folder, s.iri, s.fields.get("number", ""), s.fields.get("label", "")) if v}
    ]
    if len(hits) == 1:
        return str(hits[0].fields.get("label", "")), source_rows(hits[0])
    if os.path.isfile(typed):
        found = ingest(typed, {})
        return f"{found.fields['label']} ({_READ_FROM.of(lang)} {typed})", list(found.rows())
    raise UsageError(
        "unknown-document",
        "Không có bản nháp, văn bản hay tệp này",
        typed,
        f"văn bản trong kho: {', '.join(s.id for s in sources[:12])}",
        "nêu thư mục bản nháp, mã văn bản trong kho, hoặc một tệp",
    )


def source_rows(source: Source) -> list[AssignmentRow]:
    """Gives the rows of a document of the base, as its data file states them."""
    from ttdn_kb.structure.tree import parse

    path = os.path.join(folder("data"), "norms", *f"{source.folder}.ttl".split("/"))
    if not os.path.isfile(path):
        return []
    with open(path, "rb") as file:
        data = file.read()
    paths = {node.eid: node.path for node in parse(source.text).walk()}
    entries = read_norms(data, path, source.iri, paths, labels_for(source), agents_index.load().generic)
    return rows_of([(e.iri, e.norm, e.status) for e in entries], source)
