"""The numbers that Word prints before paragraphs and does not write into their text.

Takes the numbering part of a .docx; gives the printed label of each numbered paragraph in turn; knows nothing of the rest of the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_DEEPEST = 9
_HIGHEST = 100_000


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def printed(number: int, form: str) -> str:
    """Gives a number as Word prints it in a numbering format.

    >>> printed(4, "upperRoman"), printed(28, "lowerLetter"), printed(3, "decimalZero"), printed(5, "decimal")
    ('IV', 'bb', '03', '5')
    """
    if number < 1 or number > 5000:
        return str(number)
    if form in {"upperRoman", "lowerRoman"}:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form in {"upperLetter", "lowerLetter"}:
        return _letters(number).upper() if form == "upperLetter" else _letters(number)
    return f"{number:02d}" if form == "decimalZero" else str(number)


@dataclass(slots=True)
class Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document and where each stands."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, level: int) -> str:
        """Gives the label of the next paragraph of a list at a level, "" where the list prints none.

        Args:
            number: the list's id ("numId").
            level: its depth, counted from 0.
        """
        if number not in self.lists:
            return ""
        base, overrides = self.lists[number]
        levels = self.levels.get(base, {})
        if level not in levels:
            return ""
        key = base if not overrides else f"{base}/{number}"
        counters = self.counters.setdefault(key, {})
        here = levels[level]
        counters[level] = counters.get(level, overrides.get(level, here.start) - 1) + 1
        for deeper in [deeper for deeper in counters if deeper > level]:
            del counters[deeper]
        if here.form == "none":
            return ""
        if here.form == "bullet":
            return "+" if here.text == "+" else "-"
        label = here.text
        for depth in range(_DEEPEST):
            if f"%{depth + 1}" in label:
                at = levels.get(depth, Level())
                # "1.1" under a Roman "I" is printed in Arabic where the level says so; Word keeps the level's own form.
                label = label.replace(f"%{depth + 1}", printed(counters.get(depth, overrides.get(depth, at.start)), at.form))
        return label.strip()


def _number(element: etree._Element | None, default: int) -> int:
    value = element.get(f"{W}val") if element is not None else None
    try:
        return min(max(int(value), 0), _HIGHEST) if value is not None else default
    except ValueError:
        return default


def read_numbering(root: etree._Element | None) -> Numbering:
    """Gives the lists of a numbering part; None gives a numbering without lists."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.iterfind(f"{W}abstractNum"):
        levels = {}
        for level in abstract.iterfind(f"{W}lvl"):
            form, text = level.find(f"{W}numFmt"), level.find(f"{W}lvlText")
            levels[_number_of(level, "ilvl")] = Level(
                form.get(f"{W}val", "decimal") if form is not None else "decimal",
                (text.get(f"{W}val") or "") if text is not None else "",
                _number(level.find(f"{W}start"), 1),
            )
        numbering.levels[abstract.get(f"{W}abstractNumId", "")] = levels
    for item in root.iterfind(f"{W}num"):
        base = item.find(f"{W}abstractNumId")
        overrides = {
            _number_of(override, "ilvl"): _number(override.find(f"{W}startOverride"), 1)
            for override in item.iterfind(f"{W}lvlOverride")
            if override.find(f"{W}startOverride") is not None
        }
        numbering.lists[item.get(f"{W}numId", "")] = (base.get(f"{W}val", "") if base is not None else "", overrides)
    return numbering


def _number_of(element: etree._Element, name: str) -> int:
    value = element.get(f"{W}{name}", "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 3 else 0
