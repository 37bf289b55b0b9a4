"""`ttdn build`: makes the base from its files."""

from __future__ import annotations

import click

from ttdn_kb.cli.opening import ready


@click.command()
@click.option("--force", is_flag=True, help="Dựng lại dù các tệp không đổi.")
def build(force: bool) -> None:
    """Dựng kho dữ liệu từ ontology/, data/ và queries/ (các lệnh khác tự gọi khi cần).

    \b
    Ví dụ:
      ttdn build --force
    """
    click.echo(ready(force))
