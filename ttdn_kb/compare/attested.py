"""From which province's texts alone a name of the lexicon is known.

Takes the base with its reviewed norms and the lexicon; gives the column `province` of the lexicon files that hold names of agents, by which the
held-out evaluation hides what it could not know; knows nothing of reading. `python -m ttdn_kb.compare.attested` rewrites the column.

A name is known from a document where an agent of its norms, or a quote, holds it as whole words. National bodies, and names that stand in
the documents of two provinces, of the nation or of none, belong to no province. Words that open names (`agency_heads`) are vocabulary rather
than names: one that the texts of bench/corpus use too is nobody's own.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping

from ttdn_kb.compare.base_norms import norms_of
from ttdn_kb.compare.measuring import reviewed_of_folder
from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph import agents_index
from ttdn_kb.graph.documents import read_sources
from ttdn_kb.graph.store import Store
from ttdn_kb.norms.lexicon import bare, read_table

# The files that hold names of agents, and the column with the name.
TABLES = {"agency_names": "name", "agency_fields": "field", "agency_heads": "head", "short_names": "full"}
_VOCABULARY = "agency_heads"
_NATIONAL = "trung-uong"
_AGENCY = f"/agency/{_NATIONAL}/"
_CORPUS = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "bench", "corpus")


def _plain(words: Iterable[str]) -> str:
    return "\n".join(" " + re.sub(r"\W+", " ", bare(w)) + " " for w in words)


class Attested:
    """The texts of each province, ready for look-ups.

    Args:
        texts: words of agents and quotes by notation of the province.
        elsewhere: texts that make a word common property.
    """

    def __init__(self, texts: Mapping[str, Iterable[str]], elsewhere: Iterable[str] = ()) -> None:
        self._texts = {province: _plain(words) for province, words in texts.items()}
        self._elsewhere = _plain(elsewhere)

    def province(self, name: str, vocabulary: bool = False) -> str:
        """Gives the one province whose texts hold a name, "" for none, several or the nation.

        Args:
            name: the name or word.
            vocabulary: a word; texts elsewhere free it.

        >>> known = Attested({"ha-tinh": ["Báo và phát thanh, truyền hình Hà Tĩnh", "Sở Y tế"], "hau-giang": ["Sở Y tế"], "trung-uong": []})
        >>> known.province("Báo và phát thanh, truyền hình"), known.province("Sở Y tế"), known.province("Sở Du lịch")
        ('ha-tinh', '', '')
        """
        words = _plain([name])
        where = [province for province, text in self._texts.items() if words in text]
        common = len(where) != 1 or where[0] == _NATIONAL or (vocabulary and words in self._elsewhere)
        return "" if common else where[0]


def of_base(store: Store) -> Attested:
    """Gives what the reviewed norms of the base attest; needs a checkout, for bench/corpus."""
    texts: dict[str, list[str]] = {_NATIONAL: [label for iri, label in agents_index.load().labels.items() if _AGENCY in iri]}
    for source in read_sources():
        words = texts.setdefault(source.fields["province"], [])
        for norm in norms_of(store, source.iri):
            words += [norm.quote, *(a.agent for a in norm.assignments)]
    return Attested(texts, [d.text for d in reviewed_of_folder(_CORPUS)])


def marked(table: str, known: Attested) -> str:
    """Gives a lexicon file with its column `province` as the base attests it."""
    rows = read_table(table)
    columns = [*(c for c in rows[0] if c != "province"), "province"]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row | {"province": known.province(row[TABLES[table]], table == _VOCABULARY)} for row in rows)
    return out.getvalue()


if __name__ == "__main__":
    from ttdn_kb.query.building import assemble

    attested = of_base(assemble())
    for name in TABLES:
        data = marked(name, attested)
        with open(os.path.join(folder("data"), "lexicon", name + ".csv"), "w", encoding="utf-8", newline="") as file:
            file.write(data)
