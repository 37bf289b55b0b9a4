"""From typed names to the page of a report.

Takes the compiled answers, a store and what a user asked for; gives the page and sentences about what is missing; knows nothing of the command line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ttdn_kb.compare.comparison import Comparison, compare
from ttdn_kb.compare.material import Material, load
from ttdn_kb.compare.sides import Side, resolve_side
from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.graph.store import Store
from ttdn_kb.query.answers import AnswerFile
from ttdn_kb.report.agency_page import Agency, Shared, agency_page
from ttdn_kb.report.page import Page, Quote
from ttdn_kb.report.wording import either

# How a duty reaches a body that the clause does not name, by the `derivation` cell of the catalogue's answers.
_WAYS = {"inherited": ("tập thể", "group"), "position": ("chức danh", "post"), "standing": ("Ban Chỉ đạo", "committee")}


class Asked(NamedTuple):
    """What a user asked for.

    Attributes:
        names: as typed; what they name depends on the report.
        at, today, as_of: ISO 8601 days: the day asked about ("" for none), today, and the day of the data.
        form: "html", "docx" or "xlsx".
        province, document: as typed, "" for all.
        lang: "vi" or "en".
    """

    answers: AnswerFile
    names: tuple[str, ...] = ()
    at: str = ""
    today: str = ""
    as_of: str = ""
    form: str = "html"
    province: str = ""
    document: str = ""
    lang: str = "vi"

    @property
    def brief(self) -> bool:
        """Whether the report is for paper."""
        return self.form == "docx"


def _sides(asked: Asked, material: Material) -> list[Side]:
    names = asked.names or tuple(dict.fromkeys(d.province for d in material.documents.values()))
    return [resolve_side(asked.answers, material, name, asked.at, asked.today, asked.lang) for name in names]


def province_report(asked: Asked, store: Store) -> tuple[Page, list[str]]:
    """Gives the report on provinces or documents, as of today where no day is named; all provinces where none is named."""
    from ttdn_kb.report.province_page import province_page

    material = load(store)
    asked = asked._replace(at=asked.at or asked.today)  # what a body gone by now was given is not in order
    sides = _sides(asked, material)
    notes = _notes([compare(material, [s], lang=asked.lang, today=asked.today) for s in sides])
    return province_page(material, sides, asked.as_of, asked.today, asked.lang, asked.brief), notes


def topic_report(asked: Asked, store: Store) -> tuple[Page, list[str]]:
    """Gives the report on topics, as of today where no day is named; all topics where none is named."""
    from ttdn_kb.report.topic_page import topic_page

    material = load(store)
    asked = asked._replace(at=asked.at or asked.today)
    typed = asked.names or tuple(sorted({t for e in material.entries for t in e.topics}, key=lambda t: material.names.sort_key("topic", t)))
    topics = [asked.answers.resolve("topics", name, "chủ đề")[0].rsplit("/", 1)[-1] for name in typed]
    sides = _sides(asked._replace(names=(asked.province,) if asked.province else ()), material)
    if len({side.day for side in sides}) == 1:  # the page says it once
        sides = [side._replace(label=side.name) for side in sides]
    comparisons = [compare(material, sides, "task", topic, asked.lang, asked.today) for topic in topics]
    return topic_page(comparisons, asked.as_of, asked.today, asked.brief, asked.lang), _notes(comparisons)


def comparison_report(asked: Asked, store: Store) -> tuple[Page, list[str]]:
    """Gives the report that lays sides over one another; raises `too-few-sides`."""
    from ttdn_kb.report.comparison_page import comparison_page

    if len(asked.names) < 2:
        why = "so sánh cần ít nhất hai bên"
        raise UsageError("too-few-sides", "Chưa đủ để so sánh", " ".join(asked.names), why, "nêu thêm tỉnh hay văn bản, ví dụ: quang-tri ha-tinh")
    material = load(store)
    comparison = compare(material, _sides(asked, material), lang=asked.lang, today=asked.today)
    return comparison_page(comparison, asked.lang, asked.as_of, asked.brief), comparison.notes


def agency_report(asked: Asked, store: Store) -> tuple[Page, list[str]]:
    """Gives the report on agencies; a name shared by several provinces gives one part a province."""
    from ttdn_kb.query.history import agency_events

    answers = asked.answers
    provinces = answers.resolve("provinces", asked.province, "--province") if asked.province else []
    iris = list(dict.fromkeys(iri for name in asked.names for iri in answers.resolve("agencies", name, "cơ quan", provinces)))
    places = {row[0].rsplit("/", 1)[-1]: row[1] for row in answers.fetch("SELECT DISTINCT value, label FROM choice WHERE list = 'provinces'")}
    if provinces:
        wanted = {v.rsplit("/", 1)[-1] for v in provinces}
        kept = [iri for iri in iris if _province(iri) in wanted]
        if not kept:
            there = "; ".join(dict.fromkeys(places.get(_province(i), _province(i)) for i in iris))
            why, mend = f"cơ quan có ở: {there}", "bỏ hoặc đổi --province"
            raise UsageError("agency-not-there", "Tỉnh này không có cơ quan đó", " ".join(asked.names), why, mend)
        iris = kept
    labels = {row[0]: row[1] for row in answers.fetch("SELECT value, MIN(label) FROM choice WHERE list = 'agencies' GROUP BY value")}
    agencies = [
        Agency(
            iri,
            labels.get(iri, iri),
            places.get(_province(iri), _province(iri)),
            tuple((date, what, kind, others) for date, what, kind, _, others in agency_events(store, iri)),
            tuple(_shared(asked, iri)),
        )
        for iri in sorted(iris, key=lambda i: (_province(i), i))
    ]
    return agency_page(load(store), agencies, asked.at, asked.as_of, asked.lang), []


def gaps_report(asked: Asked, store: Store) -> tuple[Page, list[str]]:
    """Gives the report on gaps; names stand for provinces; raises `no-documents` for one of which the base has no text."""
    from ttdn_kb.report.findings.page import findings_page
    from ttdn_kb.validation.checking import run_checks
    from ttdn_kb.validation.scope import Scope, explained, held, narrowed

    typed = (*asked.names, *((asked.province,) if asked.province else ()))
    meant = {name: tuple(v.rsplit("/", 1)[-1] for v in asked.answers.resolve("provinces", name, "--province")) for name in typed}
    documents = tuple(asked.answers.resolve("documents", asked.document, "--document")) if asked.document else ()
    for name, units in meant.items():
        held(Scope(units, documents, words=(("--province", name), ("--document", asked.document))), store)
    provinces = tuple(unit for units in meant.values() for unit in units)
    words = (*((("--province", " ".join(typed)),) if typed else ()), *((("--document", asked.document),) if asked.document else ()))
    scope = Scope(provinces, documents, words=words)
    everything = run_checks(store, at=asked.at, today=asked.today)
    findings = narrowed(everything, scope)
    notes = [] if findings else explained(everything, scope, store, asked.at, asked.lang)
    title = "Responsibilities: gaps and conflicts" if asked.lang == "en" else "Khoảng trống và vướng mắc trong phân công"
    shown = "; ".join(dict.fromkeys(f.province for f in findings if provinces or documents)) or " ".join(w for _, w in words)
    return findings_page(findings, title, asked.at or asked.today, shown, notes, asked.lang, asked.as_of, asked.form), notes


def _province(agency: str) -> str:
    """The province of an agency stands in its IRI: id/agency/<province>/<name>."""
    return agency.rsplit("/", 2)[-2]


def _shared(asked: Asked, iri: str) -> list[Shared]:
    """Gives what reaches an agency through a group, a post or a committee on the day, or today."""
    from ttdn_kb.query.status import holds, status_of

    question = asked.answers.question("work-of-agency")
    day = asked.at or asked.today
    found: dict[tuple[str, str, str], Shared] = {}
    for row in asked.answers.answer(question, {"agency": [iri]}):
        cells = dict(zip(question.variables, row, strict=True))
        way = _WAYS.get(cells["derivation"])
        if way and holds(cells, day):
            role = cells["roleEn" if asked.lang == "en" and "roleEn" in cells else "roleVi"]
            quote = Quote(cells["quote"], cells["document"], cells["provision"], role, status_of(cells, day, asked.lang))
            found.setdefault((way[0], cells["role"], cells["norm"]), Shared(either(asked.lang, *way), role, quote))
    return list(found.values())


def _notes(comparisons: list[Comparison]) -> list[str]:
    return list(dict.fromkeys(note for c in comparisons for note in c.notes))


MAKERS: dict[str, Callable[[Asked, Store], tuple[Page, list[str]]]] = {
    "province": province_report,
    "agency": agency_report,
    "topic": topic_report,
    "gaps": gaps_report,
    "comparison": comparison_report,
}
