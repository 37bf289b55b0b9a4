"""`ttdn parse`: the structure of a text."""

from __future__ import annotations

import click

from ttdn_kb.cli.options import lang_option, output_option, write


@click.command()
@click.argument("file", metavar="TỆP")
@click.option("--format", "form", type=click.Choice(["text", "json", "akn"]), default="text", show_default=True, help="akn: Akoma Ntoso 3.0 (XML).")
@lang_option
@output_option
def parse(file: str, form: str, lang: str, output: str) -> None:
    """Tách văn bản thành cây phần, chương, điều, khoản, điểm, mục, gạch đầu dòng.

    \b
    Ví dụ:
      ttdn parse quyet-dinh.docx
      ttdn parse ke-hoach.txt --format akn --output ke-hoach.xml
    """
    import json

    from ttdn_kb.structure.akn import to_akoma_ntoso
    from ttdn_kb.structure.metadata import read_metadata
    from ttdn_kb.structure.show import outline, to_dict
    from ttdn_kb.structure.tree import parse as parse_text
    from ttdn_kb.text.readers import read_source

    text = read_source(file).text
    tree = parse_text(text)
    if form == "json":
        write(json.dumps(to_dict(tree, text), ensure_ascii=False, indent=2) + "\n", output)
    elif form == "akn":
        write(to_akoma_ntoso(text, tree, read_metadata(text, tree)).decode(), output)
    else:
        write(outline(tree, text, lang), output)
