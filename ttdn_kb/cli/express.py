"""The entry point, with a short way for questions on a built base.

Takes the command line; gives an answer without loading the command library where it can, and hands over to the full commands otherwise
(help, faults in the call, a base that must be built first). Why: docs/decisions/0003-cold-start.md.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # for readers of types: the module that has the name in earnest takes a part of the start-up budget
    from collections.abc import Callable

    from ttdn_kb.query.asking import Table

_FORMATS = ("table", "csv", "json", "md")


def main() -> None:
    """Runs `ttdn`."""
    try:
        code = _express(sys.argv[1:])
    except (Exception, KeyboardInterrupt) as error:
        from ttdn_kb.cli.failures import told

        code = told(error)
    if code is None:
        from ttdn_kb.cli.main import cli

        cli(prog_name="ttdn")
    else:
        sys.exit(code)


def _express(argv: list[str]) -> int | None:
    if len(argv) < 2 or argv[0] != "ask" or argv[1].startswith("-"):
        return None
    options = read_options(argv[2:])
    if options is None or "output" in options or options.get("format", "table") not in _FORMATS or options.get("lang", "vi") not in ("vi", "en"):
        return None
    from ttdn_kb.query import build_place

    place = build_place.current()
    if not place:
        return None
    from ttdn_kb.foundation.errors import TtdnError
    from ttdn_kb.query.answers import AnswerFile

    try:
        file = AnswerFile(f"{place}/{build_place.ANSWERS}")
        if file.meta("fingerprint") != build_place.fingerprint():
            return None
        form, lang = options.pop("format", "table"), options.pop("lang", "vi")
        return answer(file, argv[1], options, form, lang)
    except TtdnError as error:
        if error.code == "store-damaged":
            return None
        raise


def answer(file: object, name: str, options: dict[str, str], form: str, lang: str, put: Callable[[str], None] | None = None) -> int:
    """Gives out the answer to a question as text; raises TtdnError. Both ways end here, so that both say the same.

    Args:
        put: takes the text; None prints it.
    """
    from ttdn_kb.cli.outputs import remark, to_screen
    from ttdn_kb.query.tables import render

    table = answered(file, name, options, lang)
    text = render(table, form, _width(), lang)
    put(text) if put else to_screen(text.encode())
    if form in ("csv", "json"):
        for note in table.notes:
            remark(note)
    return 0


def answered(file: object, name: str, options: dict[str, str], lang: str) -> Table:
    """Gives the answer to a question as of the day among the options, or today; raises TtdnError."""
    import time

    from ttdn_kb.query.answers import AnswerFile
    from ttdn_kb.query.asking import ask
    from ttdn_kb.query.days import parse_day

    assert isinstance(file, AnswerFile)
    today = time.strftime("%Y-%m-%d")
    typed = dict(options)
    at = parse_day(typed.pop("at", ""), today)
    return ask(file, name, typed, lang, at, today)


def read_options(argv: list[str]) -> dict[str, str] | None:
    """Gives `--name value` and `--name=value` pairs; None for anything else, which the full commands then explain."""
    options: dict[str, str] = {}
    rest = iter(argv)
    for word in rest:
        if not word.startswith("--") or word == "--help":
            return None
        name, equals, value = word[2:].partition("=")
        if not equals:
            following = next(rest, None)
            if following is None:
                return None
            value = following
        if name in options:
            return None
        options[name] = value
    return options


def _width() -> int:
    import os

    try:
        return max(60, min(140, os.get_terminal_size().columns))
    except OSError:
        return 100
