"""`ttdn ontology`: what a reasoner says of the ontology and the data."""

from __future__ import annotations

import click

from ttdn_kb.cli.options import output_option, say, write
from ttdn_kb.cli.wrong_calls import ToldGroup
from ttdn_kb.foundation.errors import EXIT_CLEAN, EXIT_FINDINGS


@click.group(cls=ToldGroup)
def ontology() -> None:
    """Kiểm tra bản thể luận bằng bộ suy diễn OWL (HermiT) và các tập con OWL 2.

    \b
    Ví dụ:
      ttdn ontology check --with-data
      ttdn ontology profile
    """


def _data_files(files: tuple[str, ...], with_data: bool) -> list[str]:
    from ttdn_kb.graph.loading import turtle_files

    return [*files, *([path for path, _ in turtle_files("data")] if with_data else [])]


@ontology.command()
@click.argument("files", nargs=-1, metavar="[TỆP ...]")
@click.option("--with-data", is_flag=True, help="Kiểm tra cả dữ liệu của kho, không chỉ bản thể luận.")
@output_option
def check(files: tuple[str, ...], with_data: bool, output: str) -> int:
    """Nhất quán không, lớp nào không thể có phần tử; nếu mâu thuẫn thì nêu tập nhỏ nhất các điều không thể cùng đúng.

    FILES là tệp Turtle kiểm tra thêm. Cần phần mở rộng owl (Java trong gói Python).

    \b
    Ví dụ:
      ttdn ontology check
      ttdn ontology check data/norms/ha-tinh/ke-hoach-2025.ttl
    """
    from ttdn_kb.inference import owl, owl_view
    from ttdn_kb.inference.owl_explain import explain_inconsistency
    from ttdn_kb.inference.owl_words import Labels

    wanted = _data_files(files, with_data)
    say("Bộ suy diễn HermiT đang chạy …")
    report = owl.check(wanted)
    labels = Labels(owl_view.read(dict.fromkeys([*owl_view.ontology_files(), *wanted])))
    lines = owl.report_lines(report, labels)
    if not report.consistent:
        found = explain_inconsistency(wanted)
        lines += [found.text()] if found else []
    write("\n".join(lines) + "\n", output)
    return EXIT_CLEAN if report.clean else EXIT_FINDINGS


@ontology.command()
@click.option("--with-data", is_flag=True, help="Xét cả dữ liệu của kho.")
@output_option
def profile(with_data: bool, output: str) -> int:
    """Bản thể luận có nằm trong OWL 2 DL, RL, EL không; mệnh đề nào nằm ngoài và vì sao.

    \b
    Ví dụ:
      ttdn ontology profile
    """
    from ttdn_kb.inference.owl_profile import profile as offences

    found = offences(_data_files((), with_data))
    lines = []
    for name in ("DL", "RL", "EL"):
        own = [o for o in found if o.profile == name]
        lines.append(f"OWL 2 {name}: {'đạt' if not own else f'{len(own)} mệnh đề nằm ngoài'}")
        lines += [f"  {o.statement}: {o.reason}" for o in own]
    write("\n".join(lines) + "\n", output)
    return EXIT_FINDINGS if any(o.profile == "DL" for o in found) else EXIT_CLEAN
