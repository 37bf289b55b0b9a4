"""The review of a draft in the terminal, one item after the other."""

from __future__ import annotations

import textwrap

import click

from ttdn_kb.cli.options import say
from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.graph.review_records import Decision
from ttdn_kb.graph.vocabulary import concepts
from ttdn_kb.query import reviewing
from ttdn_kb.query.drafts import Draft, keep_decisions, now
from ttdn_kb.query.reviewing import Item
from ttdn_kb.text.clean import fold

_KEYS = {
    "n": "accept",
    "a": "accept",
    "s": "correct",
    "c": "correct",
    "l": "reject",
    "r": "reject",
    "b": "skip",
    "": "skip",
    "t": "quit",
    "q": "quit",
}
_MENU = "[n] nhận  [s] sửa  [l] loại  [b] bỏ qua  [t] thoát"
_ASKED = (
    ("agent", "Cơ quan"),
    ("role", "Vai trò"),
    ("modality", "Loại (duty, request, power)"),
    ("deadline", "Thời hạn"),
    ("topics", "Chủ đề"),
    ("quote", "Trích nguyên văn"),
)


def walk(draft: Draft, by: str) -> None:
    """Shows the items that nobody decided on, least certain first, and keeps each decision as soon as it is made."""
    waiting = reviewing.least_certain(reviewing.items(draft))
    total = len(reviewing.items(draft))
    if not waiting:
        say("Mọi mục đã có quyết định. Công bố: ttdn review … --publish")
        return
    say(f"{draft.source.fields.get('label', '')}: còn {len(waiting)}/{total} mục. Trống là bỏ qua; mỗi quyết định được ghi ngay.")
    made = 0
    for number, item in enumerate(waiting, 1):
        _show(item, draft, f"{number}/{len(waiting)}")
        try:
            decision = _ask(item, draft, by)
        except click.Abort:
            # Ctrl-C or Ctrl-D at any question ends the walk: what was decided before stays, the item at hand is left open.
            decision = "quit"
        if decision == "quit":
            break
        if isinstance(decision, Decision):
            draft = keep_decisions(draft, [decision])
            made += 1
    say(f"Đã ghi {made} quyết định; còn {len(reviewing.least_certain(reviewing.items(draft)))} mục chưa quyết định.")


def _show(item: Item, draft: Draft, place: str) -> None:
    row = item.row
    roles = concepts("roles")
    who = f"{roles[row.role].label if row.role in roles else row.role}: {row.agent}" if row.agent else "không nêu ai làm"
    norm = draft.entries[item.norm].norm
    click.echo(f"\n[{place}] {row.provision}  (độ tin {row.confidence:.2f}, vị trí {row.start}-{row.end})")
    click.echo(textwrap.fill(f"“{' '.join(row.quote.split())}”", 100, initial_indent="    ", subsequent_indent="    "))
    click.echo(f"  → {who}" + (" (chủ thể gọi chung)" if row.generic == "true" else ""))
    others = [f"{roles[a.role].label}: {a.agent}" for a in norm.assignments if a.role in roles and (a.role, a.agent) != (row.role, row.agent)]
    if others:
        click.echo(f"    cùng việc: {'; '.join(others)}")
    more = [f"{name} {value}" for name, value in (("loại", row.modality), ("chủ đề", row.topics), ("thời hạn", row.deadline)) if value]
    click.echo(f"    {'; '.join(more)}")
    for note in norm.notes:
        click.echo(f"    nghi vấn: {note}")


def _ask(item: Item, draft: Draft, by: str) -> Decision | str:
    while True:
        typed = click.prompt(_MENU, default="", show_default=False, prompt_suffix=" > ")
        action = _KEYS.get(fold(typed.strip())[:1] if typed.strip() else "", "")
        if action in ("skip", "quit"):
            return action
        if action in ("accept", "reject"):
            note = click.prompt("  Vì sao (có thể để trống)", default="", show_default=False) if action == "reject" else ""
            return Decision(item.key, action, (), by, now(), note)
        if action == "correct":
            try:
                new = reviewing.changes(item, _corrections(item), draft.source.text)
            except TtdnError as error:
                click.echo(str(error))
                continue
            if new:
                return Decision(item.key, "correct", new, by, now())
            click.echo("  Không ô nào đổi; gõ n nếu muốn nhận.")


def _corrections(item: Item) -> dict[str, str]:
    """Asks for each field; Enter keeps it, a lone dash empties it."""
    click.echo("  Enter giữ nguyên; dấu - để trống.")
    wanted = {}
    for column, label in _ASKED:
        now_said = " ".join(str(getattr(item.row, column)).split())
        typed = click.prompt(f"  {label} [{now_said if len(now_said) < 60 else now_said[:59] + '…'}]", default="", show_default=False)
        if typed.strip():
            wanted[column] = "" if typed.strip() == "-" else typed.strip()
    return wanted
