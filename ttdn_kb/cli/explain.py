"""`ttdn explain`: why the base says what it says, down to quoted provisions and sourced events."""

from __future__ import annotations

import click

from ttdn_kb.cli import opening
from ttdn_kb.cli.options import lang_option, output_option, write
from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.graph.namespaces import ID, PREFIXES
from ttdn_kb.graph.store import Term, Triple
from ttdn_kb.query import build_place


@click.command()
@click.argument("statement", nargs=-1, required=True, metavar="MỆNH_ĐỀ...")
@click.option("--format", "form", type=click.Choice(["text", "json", "html", "svg"]), default="text", show_default=True)
@lang_option
@output_option
def explain(statement: tuple[str, ...], form: str, lang: str, output: str) -> None:
    """Chứng minh một dòng trả lời hoặc một mệnh đề: cây chứng minh tới trích dẫn và sự kiện có nguồn, đủ mọi cách suy ra.

    MỆNH_ĐỀ là giá trị ở cột statement của một câu trả lời (--format csv hoặc json), phần sau …/id/ của nó,
    hoặc ba từ: chủ thể, thuộc
    tính, đối tượng.

    \b
    Ví dụ:
      ttdn explain quang-tri/quyet-dinh/25-2019/dieu-21/khoan-2/norm-1/coordinator-1
      ttdn explain ha-tinh/ke-hoach/ttdn-2025/iv-8/norm-1 --format svg --output vi-sao.svg
    """
    from ttdn_kb.inference.explain import explain as prove
    from ttdn_kb.inference.proof_drawing import to_svg
    from ttdn_kb.inference.proof_file import ProofFile
    from ttdn_kb.inference.proof_html import to_html
    from ttdn_kb.inference.proof_text import to_json, to_text

    if len(statement) not in (1, 3):
        raise UsageError(
            "bad-statement",
            "Không hiểu mệnh đề",
            " ".join(statement),
            "cần một địa chỉ, hoặc đủ ba từ: chủ thể, thuộc tính, đối tượng",
            "chép giá trị ở cột statement",
        )
    asked = (
        _iri(statement[0])
        if len(statement) == 1
        else Triple(Term("iri", _iri(statement[0])), Term("iri", _iri(statement[1])), Term("iri", _iri(statement[2])))
    )
    found = prove(ProofFile(f"{opening.ready()}/{build_place.PROOFS}"), asked)
    if form == "json":
        write(to_json(found), output)
    else:
        write({"text": to_text, "html": to_html, "svg": to_svg}[form](found, lang), output)


def _iri(typed: str) -> str:
    """Gives the IRI of what was typed: whole, with a known prefix, or from behind `…/id/`."""
    if "://" in typed:
        return typed
    prefix, colon, local = typed.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return ID + typed.lstrip("/")
