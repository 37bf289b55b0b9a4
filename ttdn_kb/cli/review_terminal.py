"""The review of a draft in the terminal, one item after the other."""

from __future__ import annotations

import textwrap

import click

from ttdn_kb.cli.options import say
from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.words import Words
from ttdn_kb.graph.review_records import Decision
from ttdn_kb.graph.vocabulary import concepts
from ttdn_kb.query import reviewing
from ttdn_kb.query.drafts import Draft, keep_decisions, now
from ttdn_kb.query.reviewing import Item
from ttdn_kb.report.wording import either
from ttdn_kb.text.clean import fold

# The first letter of what is typed; in Vietnamese the English letters do as well, where they are no others.
_ENGLISH = {"a": "accept", "c": "correct", "r": "reject", "s": "skip", "": "skip", "q": "quit"}
_KEYS = {"vi": _ENGLISH | {"n": "accept", "s": "correct", "l": "reject", "b": "skip", "t": "quit"}, "en": _ENGLISH}
_MENU = Words("[n] nhận  [s] sửa  [l] loại  [b] bỏ qua  [t] thoát", "[a] accept  [c] correct  [r] reject  [s] skip  [q] quit")
_ASKED = (
    ("agent", Words("Cơ quan", "Body")),
    ("role", Words("Vai trò", "Role")),
    ("modality", Words("Loại (duty, request, power)", "Kind (duty, request, power)")),
    ("deadline", Words("Thời hạn", "Deadline")),
    ("topics", Words("Chủ đề", "Topics")),
    ("quote", Words("Trích nguyên văn", "Quote")),
)

_MORE = (Words("loại", "kind"), Words("chủ đề", "topics"), Words("thời hạn", "deadline"))


def walk(draft: Draft, by: str, lang: str) -> None:
    """Shows the items that nobody decided on, least certain first, and keeps each decision as soon as it is made."""
    waiting = reviewing.least_certain(reviewing.items(draft))
    total = len(reviewing.items(draft))
    if not waiting:
        say(either(lang, "Mọi mục đã có quyết định. Công bố: ttdn review … --publish", "Every item is decided. Publish: ttdn review … --publish"))
        return
    head = either(
        lang,
        f"còn {len(waiting)}/{total} mục. Trống là bỏ qua; mỗi quyết định được ghi ngay.",
        f"items left {len(waiting)}/{total}. Enter skips; each decision is kept at once.",
    )
    say(f"{draft.source.fields.get('label', '')}: {head}")
    made = 0
    for number, item in enumerate(waiting, 1):
        _show(item, draft, f"{number}/{len(waiting)}", lang)
        try:
            decision = _ask(item, draft, by, lang)
        except click.Abort:
            # Ctrl-C or Ctrl-D at any question ends the walk: what was decided before stays, the item at hand is left open.
            decision = "quit"
        if decision == "quit":
            break
        if isinstance(decision, Decision):
            draft = keep_decisions(draft, [decision])
            made += 1
    left = len(reviewing.least_certain(reviewing.items(draft)))
    say(either(lang, f"Đã ghi {made} quyết định; còn {left} mục chưa quyết định.", f"Decisions kept: {made}; items left undecided: {left}."))


def _show(item: Item, draft: Draft, place: str, lang: str) -> None:
    row = item.row
    roles = concepts("roles")
    nobody = either(lang, "không nêu ai làm", "names nobody")
    who = f"{roles[row.role].called(lang) if row.role in roles else row.role}: {row.agent}" if row.agent else nobody
    norm = draft.entries[item.norm].norm
    known = either(lang, f"độ tin {row.confidence:.2f}, vị trí", f"confidence {row.confidence:.2f}, place")
    click.echo(f"\n[{place}] {row.provision}  ({known}, {row.start}-{row.end})")
    click.echo(textwrap.fill(f"“{' '.join(row.quote.split())}”", 100, initial_indent="    ", subsequent_indent="    "))
    click.echo(f"  → {who}" + (either(lang, " (chủ thể gọi chung)", " (named by its kind)") if row.generic == "true" else ""))
    others = [f"{roles[a.role].called(lang)}: {a.agent}" for a in norm.assignments if a.role in roles and (a.role, a.agent) != (row.role, row.agent)]
    if others:
        click.echo(f"    {either(lang, 'cùng việc', 'the same work')}: {'; '.join(others)}")
    more = [f"{name.of(lang)} {value}" for name, value in zip(_MORE, (row.modality, row.topics, row.deadline), strict=True) if value]
    click.echo(f"    {'; '.join(more)}")
    for note in norm.notes:
        click.echo(f"    {either(lang, 'nghi vấn', 'doubt')}: {note}")


def _ask(item: Item, draft: Draft, by: str, lang: str) -> Decision | str:
    while True:
        typed = click.prompt(_MENU.of(lang), default="", show_default=False, prompt_suffix=" > ")
        action = _KEYS[lang].get(fold(typed.strip())[:1] if typed.strip() else "", "")
        if action in ("skip", "quit"):
            return action
        if action in ("accept", "reject"):
            why = either(lang, "  Vì sao (có thể để trống)", "  Why (may stay empty)")
            note = click.prompt(why, default="", show_default=False) if action == "reject" else ""
            return Decision(item.key, action, (), by, now(), note)
        if action == "correct":
            try:
                new = reviewing.changes(item, _corrections(item, lang), draft.source.text)
            except TtdnError as error:
                click.echo(str(error))
                continue
            if new:
                return Decision(item.key, "correct", new, by, now())
            click.echo(either(lang, "  Không ô nào đổi; gõ n nếu muốn nhận.", "  No cell changed; type a to accept."))


def _corrections(item: Item, lang: str) -> dict[str, str]:
    """Asks for each field; Enter keeps it, a lone dash empties it."""
    click.echo(either(lang, "  Enter giữ nguyên; dấu - để trống.", "  Enter keeps; a dash - empties."))
    wanted = {}
    for column, label in _ASKED:
        now_said = " ".join(str(getattr(item.row, column)).split())
        typed = click.prompt(f"  {label.of(lang)} [{now_said if len(now_said) < 60 else now_said[:59] + '…'}]", default="", show_default=False)
        if typed.strip():
            wanted[column] = "" if typed.strip() == "-" else typed.strip()
    return wanted
