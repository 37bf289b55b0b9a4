"""The data sheet says what the data say."""

from __future__ import annotations

from pathlib import Path

from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.report.data_sheet import page

ROOT = Path(__file__).parents[2]


def test_data_sheet_has_not_drifted(base: OxigraphStore) -> None:
    assert (ROOT / "docs" / "data-sheet.md").read_text(encoding="utf-8") == page(base), "run: python -m ttdn_kb.report.data_sheet"
