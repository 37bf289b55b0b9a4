"""Province-level units: by name, on a day, and what became of them.

Takes ontology/vocab/provinces.ttl and the events of data/agencies; gives notations of units; knows nothing of bodies and documents. A unit that
ended and a new one of the same name are two units with notations of their own (docs/decisions/0011).
"""

from __future__ import annotations

import datetime
import os
import re
from functools import lru_cache

from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph.loading import turtle_files
from ttdn_kb.graph.minting import year_of
from ttdn_kb.graph.namespaces import SKOS, TTDN, notation
from ttdn_kb.graph.vocabulary import Concept, concepts, describe
from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import pattern

NATIONAL = "trung-uong"


def official_name(province: str) -> str:
    """Gives the full name of a unit as documents print it, "" for none.

    >>> official_name("quang-tri-2025"), official_name("can-tho")
    ('Tỉnh Quảng Trị', 'Thành phố Cần Thơ')
    """
    known = concepts("provinces").get(province)
    return known.label.split(" (")[0] if known is not None else ""


def plain_name(province: str) -> str:
    """Gives the name of a unit without its level, "" for none.

    >>> plain_name("quang-tri-2025"), plain_name("trung-uong")
    ('Quảng Trị', 'Trung ương')
    """
    return pattern("provinces-level").sub("", official_name(province))


def renamed(label: str, before: str, after: str) -> str:
    """Gives the name of a body of one unit as a unit of another level has it, names that begin with the level left as they are.

    >>> renamed("Công an tỉnh", "hau-giang", "can-tho-2025"), renamed("Công an tỉnh", "quang-tri", "quang-tri-2025")
    ('Công an thành phố', 'Công an tỉnh')
    """
    was, now = (official_name(u).removesuffix(plain_name(u)).strip().lower() for u in (before, after))
    return re.sub(rf"(?<= ){was}(?!\w)", now, label) if was and now and was != now else label


def span_of(province: str) -> str:
    """Gives the words by which a unit is told from an older one of its name, "" for others.

    >>> span_of("quang-tri-2025"), span_of("quang-tri")
    ('từ 01/7/2025', '')
    """
    known = concepts("provinces").get(province)
    return known.label.partition(" (")[2].removesuffix(")") if known is not None else ""


def units_named(typed: str) -> tuple[str, ...]:
    """Gives the units that a word means, oldest first: the one of a notation, else all of a name, with or without its level; () for none.

    >>> units_named("quang-tri"), units_named("tinh quang tri"), units_named("Cần Thơ"), units_named("Atlantis")
    (('quang-tri',), ('quang-tri', 'quang-tri-2025'), ('can-tho', 'can-tho-2025'), ())
    """
    known = concepts("provinces")
    if typed in known:
        return (typed,)
    wanted = fold(" ".join(typed.split()))
    hits = [c for c in known.values() if any(fold(n) == wanted for n in (*c.names, official_name(c.notation)))]
    return tuple(c.notation for c in sorted(hits, key=lambda c: c.exists_from))


def namesakes(province: str) -> tuple[str, ...]:
    """Gives the other units of the same name.

    >>> namesakes("quang-tri-2025"), namesakes("ha-tinh")
    (('quang-tri',), ())
    """
    name = plain_name(province)
    return tuple(n for n in units_named(name) if n != province and plain_name(n) == name)


def exists_on(province: str, day: str) -> bool:
    """Says whether a unit exists on a day (ISO 8601); units that the base does not know do."""
    known = concepts("provinces").get(province)
    return known is None or _exists(known, day)


def last_day(province: str) -> str:
    """Gives the last day of a unit that ended, ISO 8601, "" for others.

    >>> last_day("quang-tri"), last_day("quang-tri-2025")
    ('2025-06-30', '')
    """
    known = concepts("provinces").get(province)
    until = known.exists_until if known is not None else ""
    return (datetime.date.fromisoformat(until) - datetime.timedelta(days=1)).isoformat() if until else ""


def one_on(units: tuple[str, ...], day: str) -> str:
    """Gives of units of one name the one that exists on a day, the oldest where none does or the day is not known.

    >>> one_on(("quang-tri", "quang-tri-2025"), "2026-03-01"), one_on(("quang-tri", "quang-tri-2025"), "")
    ('quang-tri-2025', 'quang-tri')
    """
    return next((n for n in units if day and exists_on(n, day)), units[0] if units else "")


def province_on(province: str, day: str) -> str:
    """Gives the unit of a province's name on a day, the province itself where the day is not known or no unit has the name then.

    Args:
        province: notation of either.
        day: ISO 8601 day.

    >>> province_on("quang-tri", "2019-04-16"), province_on("quang-tri", "2025-09-01"), province_on("hau-giang", "2025-09-01")
    ('quang-tri', 'quang-tri-2025', 'hau-giang')
    """
    return province if not day or exists_on(province, day) else one_on((province, *namesakes(province)), day)


def issuing_unit(province: str, number: str, day: str) -> str:
    """Gives the unit that issued a document cited by its number: the namesake of its day, or of its year where only that is known.

    Args:
        province: notation of the unit whose document cites it.
        number: of the cited document; day: its ISO 8601 day, "" where not known.

    >>> issuing_unit("quang-tri-2025", "25/2019/QĐ-UBND", ""), issuing_unit("quang-tri-2025", "07/2025/QĐ-UBND", "")
    ('quang-tri', 'quang-tri-2025')
    """
    year = year_of(number, "")
    if day or not year or exists_on(province, f"{year}-01-01") or exists_on(province, f"{year}-12-31"):
        return province_on(province, day)
    return province_on(province, f"{year}-12-31")


def predecessors(province: str) -> tuple[str, ...]:
    """Gives the units that became a unit, the one of its name first.

    >>> predecessors("quang-tri-2025"), predecessors("can-tho-2025"), predecessors("ha-tinh")
    (('quang-tri', 'quang-binh'), ('can-tho', 'hau-giang', 'soc-trang'), ())
    """
    before = {old for old, new in _events() if new == province}
    return tuple(sorted(before, key=lambda n: (plain_name(n) != plain_name(province), n)))


def successors(province: str) -> tuple[str, ...]:
    """Gives the units that a unit became part of.

    >>> successors("hau-giang"), successors("ha-tinh")
    (('can-tho-2025',), ())
    """
    return tuple(sorted(new for old, new in _events() if old == province))


def _exists(concept: Concept, day: str) -> bool:
    return (not concept.exists_until or day < concept.exists_until) and (not concept.exists_from or day >= concept.exists_from)


def _events() -> frozenset[tuple[str, str]]:
    return _read_events(folder("data"))


@lru_cache(maxsize=2)
def _read_events(_data: str) -> frozenset[tuple[str, str]]:
    """(unit before, unit after) as events and the vocabulary have them; units that go on are not before themselves."""
    found = set()
    vocabulary = os.path.join(folder("ontology"), "vocab", "provinces.ttl")
    places = [path for path, _ in turtle_files("data/agencies")] + ([vocabulary] if os.path.isfile(vocabulary) else [])
    for iri, said in describe(places).items():
        found |= {(notation(iri), notation(t.value)) for t in said.get(SKOS + "related", ())}
        before, after = ({notation(t.value) for t in said.get(TTDN + name, ())} for name in ("affectsProvince", "resultingProvince"))
        found |= {(old, new) for old in before - after for new in after - before}
    return frozenset(found)
