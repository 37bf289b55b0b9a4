"""From typed words to an answer table.

Takes an answer file, a question's name and typed values; gives a table with the status of each row on a day; knows nothing of terminals.
Stands on the cold path: imports only what `answers` imports.
"""

from __future__ import annotations

from ttdn_kb.foundation.days import day_words
from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.query.answers import AnswerFile, Question, project
from ttdn_kb.query.status import holds, status_of

# Variables that are names of units and bodies; one of the same name with "En" behind it has the English.
_NAMES = ("province", "agency", "recipient")
STATUS_LABELS = {"vi": "Hiệu lực", "en": "Status"}


class Table:
    """An answer to show; a plain class, since typing.NamedTuple would cost a tenth of the start-up budget.

    Attributes:
        title: the question in the user's language.
        columns: keys of the shown columns.
        labels: their names for people.
        rows: cells as text.
        words: per row, role names for people by column key (the data columns keep notations).
        notes: sentences about what is missing or filtered, for people.
    """

    __slots__ = ("columns", "labels", "notes", "rows", "title", "words")

    def __init__(
        self,
        title: str,
        columns: tuple[str, ...],
        labels: tuple[str, ...],
        rows: list[tuple[str, ...]],
        words: list[dict[str, str]],
        notes: list[str],
    ) -> None:
        self.title = title
        self.columns = columns
        self.labels = labels
        self.rows = rows
        self.words = words
        self.notes = notes


def ask(file: AnswerFile, name: str, typed: dict[str, str], lang: str = "vi", at: str = "", today: str = "") -> Table:
    """Answers a catalogue question.

    Args:
        typed: option name to the words that the user typed: a notation, a label or an alias, with or without diacritics.
        lang: "vi" or "en".
        at: ISO 8601 day; keeps what holds on that day. "" keeps everything recorded.
        today: ISO 8601 day against which the status of each row is told.

    Raises:
        UsageError: `unknown-question`, `unknown-value`, `unknown-option` or `missing-option`.
    """
    question = file.question(name)
    values = resolve(file, question, typed)
    rows = _named(question, file.answer(question, values), lang)
    takers = _takers(question, rows)
    if not at and "derivation" in question.variables:
        # Without a day the answer is what the texts say; what follows from later events is told for a day.
        place = question.variables.index("derivation")
        rows = [row for row in rows if not row[place]]
    total = len(project(question, rows))
    if at:
        rows = [row for row in rows if holds(dict(zip(question.variables, row, strict=True)), at)]
    columns = question.columns
    shown = project(question, rows)
    by_cells: dict[tuple[str, ...], dict[str, str]] = {}
    places = [question.variables.index(c) for c in columns]
    for row in rows:
        by_cells.setdefault(tuple(row[i] for i in places), dict(zip(question.variables, row, strict=True)))
    day = at or today
    statuses = [status_of({**by_cells[cells], "passedTo": _taken(by_cells[cells], takers, day, lang)}, day, lang) for cells in shown]
    words = [{"role": by_cells[cells].get("roleVi" if lang == "vi" else "roleEn", "")} for cells in shown]
    labels = question.labels if lang == "vi" else question.labels_en
    table = Table(
        question.title if lang == "vi" else question.title_en,
        (*columns, "status"),
        (*(labels or columns), STATUS_LABELS[lang]),
        [(*cells, state) for cells, state in zip(shown, statuses, strict=True)],
        words,
        [],
    )
    table.notes.extend(_notes(file, question, typed, values, rows, total, at, day, lang))
    return table


def _named(question: Question, rows: list[tuple[str, ...]], lang: str) -> list[tuple[str, ...]]:
    """Gives the rows with units and bodies named in the language; a name that has no English stays Vietnamese."""
    if lang != "en":
        return rows
    english = {question.variables.index(v): question.variables.index(v + "En") for v in _NAMES if v + "En" in question.variables}
    return [tuple((row[english[i]] if i in english else "") or cell for i, cell in enumerate(row)) for row in rows]


Takers = dict[tuple[str, str, str], dict[str, str]]


def _takers(question: Question, rows: list[tuple[str, ...]]) -> Takers:
    """Gives the bodies to which an event moved a duty, with the day on which they cease, by norm, role and the day on which they take it over."""
    found: Takers = {}
    columns = ("norm", "role", "validFrom", "agency", "validUntil", "derivation")
    if set(columns) <= set(question.variables):
        for norm, role, start, agency, until, derivation in project(question, rows, columns):
            if derivation in ("succession", "mandate"):
                found.setdefault((norm, role, start), {})[agency] = until
    return found


def _taken(cells: dict[str, str], takers: Takers, day: str, lang: str) -> str:
    """Names who took a duty over from a body that holds it no longer, and until when where they hold it no longer either."""
    over = cells.get("validUntil", "")
    found = takers.get((cells.get("norm", ""), cells.get("role", ""), over), {}) if over and day >= over else {}
    before = "đến trước" if lang == "vi" else "until before"
    told = [f"{agency} ({before} {day_words(until, lang)})" if until and day >= until else agency for agency, until in found.items()]
    return ", ".join(told)


def resolve(file: AnswerFile, question: Question, typed: dict[str, str]) -> dict[str, list[str]]:
    """Gives the values meant by what was typed; raises as `ask` does."""
    known = {p[0]: p for p in question.parameters}
    values: dict[str, list[str]] = {}
    for option, words in sorted(typed.items(), key=lambda item: item[0] != "province"):  # a body is looked for in its province
        if option not in known:
            raise UsageError(
                "unknown-option",
                f"Câu hỏi {question.id} không có lựa chọn này",
                f"--{option}",
                f"các lựa chọn có: {', '.join('--' + name for name in known)}",
                "bỏ lựa chọn đó, hoặc xem: ttdn ask " + question.id + " --help",
            )
        values[option] = file.resolve(known[option][2], words, "--" + option, values.get("province", ())) if known[option][2] else [words]
    for name, _, _, label, _, required in question.parameters:
        if required and name not in values:
            raise UsageError(
                "missing-option", f"Câu hỏi {question.id} cần thêm một giá trị", f"--{name}", f"chưa nói {label.lower()} nào", f'thêm: --{name} "…"'
            )
    return values


def asked_words(file: AnswerFile, name: str, typed: dict[str, str], lang: str) -> tuple[tuple[str, str], ...]:
    """Gives what was asked for, each parameter by its label with the names of the values meant; raises as `ask` does."""
    question = file.question(name)
    options = {option: words for option, words in typed.items() if option != "at"}
    values = resolve(file, question, options)
    return tuple(
        (label_en if lang == "en" else label, "; ".join(dict.fromkeys(file.called(choices, v, lang) for v in values[option])))
        for option, _, choices, label, label_en, _ in question.parameters
        if option in values
    )


def _notes(
    file: AnswerFile,
    question: Question,
    typed: dict[str, str],
    values: dict[str, list[str]],
    rows: list[tuple[str, ...]],
    total: int,
    at: str,
    day: str,
    lang: str,
) -> list[str]:
    notes = []
    shown = len(project(question, rows))
    if at and total > shown:
        gone = total - shown
        notes.append(
            f"{gone} dòng đã ghi nhưng không còn (hoặc chưa) áp dụng vào ngày {at}; bỏ --at để xem."
            if lang == "vi"
            else f"{gone} recorded rows do not hold on {at}; drop --at to see them."
        )
    names = {p[0]: (p[1], p[2]) for p in question.parameters}
    if "province" in names and "provinceIri" in question.variables:
        place = question.variables.index("provinceIri")
        present = {row[place] for row in rows}
        wanted = values.get("province")
        for (value,) in file.fetch("SELECT DISTINCT value FROM choice WHERE list = 'provinces' ORDER BY label"):
            if value not in present and (wanted is None or value in wanted) and not value.endswith("/trung-uong"):
                label = file.called("provinces", value, lang)
                notes.append(
                    f"{label}: không có quy định nào như vậy trong các văn bản của kho{f' vào ngày {at}' if at else ''}."
                    if lang == "vi"
                    else f"{label}: no such provision in the documents of the base{f' on {at}' if at else ''}."
                )
        notes.extend(without_documents(file, wanted or [], lang))
    notes.extend(_amendments(question, rows, day, lang))
    if not rows:
        notes.extend(_why_empty(file, question, typed, values, total, lang))
    return notes


def _amendments(question: Question, rows: list[tuple[str, ...]], day: str, lang: str) -> list[str]:
    """Names the documents of an answer that another one amends: their words in the base are those before the amendment."""
    if "amendedBy" not in question.variables:
        return []
    found = []
    for document, by, since in project(question, rows, ("document", "amendedBy", "amendedFrom")):
        if not by or day < since:
            continue
        if lang == "vi":
            when = f"từ {day_words(since)}" if since else "(chưa rõ ngày có hiệu lực)"
            found.append(f"{document}: được sửa đổi, bổ sung bởi {by} {when}; đối chiếu với văn bản sửa đổi trước khi dẫn.")
        else:
            when = f"since {since}" if since else "(date of effect not known)"
            found.append(f"{document}: amended by {by} {when}; compare with the amendment before citing.")
    return found


def without_documents(file: AnswerFile, wanted: list[str], lang: str) -> list[str]:
    """Says of units that the base has no document of them, and which unit of the same name it has documents of."""
    held = {row[0]: row[1] for row in file.fetch("SELECT DISTINCT value, notation FROM choice WHERE list = 'provinces'")}
    same = (
        "SELECT DISTINCT other.value FROM choice own JOIN choice other ON own.folded = other.folded"
        " WHERE own.list = 'units' AND other.list = 'provinces' AND own.value = ?"
    )
    notes = []
    for value in wanted:
        if value not in held:
            named = file.called("provinces", value, lang)
            others = ", ".join(f"{file.called('provinces', v, lang)} (--province {held[v]})" for (v,) in file.fetch(same, (value,)))
            vi = f"{named}: kho chưa có văn bản nào của đơn vị này{f'; có văn bản của đơn vị cùng tên: {others}' if others else ''}."
            en = f"{named}: the base has no document of this unit{f'; it has documents of a unit of the same name: {others}' if others else ''}."
            notes.append(vi if lang == "vi" else en)
    return notes


def _why_empty(file: AnswerFile, question: Question, typed: dict[str, str], values: dict[str, list[str]], total: int, lang: str) -> list[str]:
    """Says which single filter, once dropped, would give rows."""
    if total:
        return []
    notes = []
    for option in values:
        rest = {k: v for k, v in values.items() if k != option}
        count = len(project(question, file.answer(question, rest)))
        if count:
            notes.append(
                f'Không có dòng nào vì --{option} "{typed[option]}": bỏ điều kiện này thì có {count} dòng.'
                if lang == "vi"
                else f'No rows because of --{option} "{typed[option]}": without it there are {count} rows.'
            )
    if not notes and values:
        notes.append(
            "Không có dòng nào, kể cả khi bỏ từng điều kiện một; hãy bớt từ hai điều kiện trở lên."
            if lang == "vi"
            else "No rows, even with any single filter dropped; drop two or more."
        )
    elif not values:
        notes.append("Kho dữ liệu không có dòng nào cho câu hỏi này." if lang == "vi" else "The base has no rows for this question.")
    return notes
