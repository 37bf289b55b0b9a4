"""Rule files.

Takes the folder ontology/rules; gives compiled rules in an order in which each runs after what it needs; knows nothing of stores.
"""

from __future__ import annotations

from collections.abc import Sequence

from ttdn_kb.foundation.errors import TtdnError
from ttdn_kb.foundation.resources import folder
from ttdn_kb.inference.rule import LANGUAGES, Rule, touches
from ttdn_kb.inference.rule_syntax import read_syntax
from ttdn_kb.inference.rule_tokens import NotARule
from ttdn_kb.sparql import query_file


def compile_rule(text: str, path: str) -> Rule:
    """Compiles a rule's text.

    Args:
        path: names the rule (its file name) and stands in error messages.

    Raises:
        TtdnError: `bad-rule`.
    """
    file = query_file.parse(text, path)
    try:
        said = read_syntax(text)
    except NotARule as error:
        raise _bad_rule(path, str(error)) from error
    known = {v for p in said.premises for v in p.variables()}
    for group in said.negative:
        if not any(v in known for p in group for v in p.variables()):
            raise _bad_rule(path, "phần phủ định không chung biến nào với tiền đề")
    for name in (f"absent@{lang}" for lang in LANGUAGES):
        if said.negative and not file.header.get(name):
            raise _bad_rule(path, f"luật có phần phủ định phải có dòng #+ {name}: nêu điều không được nói tới")
    return Rule(file.id, file.header, *said)


def load_rules(place: str = "") -> tuple[Rule, ...]:
    """Reads and compiles every rule of a folder, by name; ontology/rules where none is given.

    Raises:
        TtdnError: `bad-rule`, naming file and line.
    """
    return tuple(compile_rule(f.text, f.path) for f in query_file.read_folder(place or folder("ontology/rules")))


def strata(rules: Sequence[Rule]) -> list[list[int]]:
    """Groups rules so that each group needs only itself and groups before it; rules that need each other share a group.

    Returns:
        Groups of places in `rules`, in the order of running.

    Raises:
        TtdnError: `bad-rule` where a rule would need the absence of what depends on itself.
    """
    writes = [rule.writes() for rule in rules]
    written = {key for keys in writes for key in keys}
    needs: list[set[int]] = []
    watched: list[set[int]] = []
    for reading in rules:
        positive, negative = reading.wanted(written)
        needs.append({w for w, rule in enumerate(rules) if _feeds(rule, writes[w], positive)})
        watched.append({w for w, rule in enumerate(rules) if _feeds(rule, writes[w], negative)})
    needs = [p | n for p, n in zip(needs, watched, strict=True)]
    groups = _components(needs)
    for group in groups:
        for reader in group:
            if watched[reader] & set(group):
                names = ", ".join(rules[r].id for r in group)
                raise _bad_rule(rules[reader].id, f"phủ định điều phụ thuộc vào chính nó, qua vòng: {names}")
    return groups


def _feeds(writer: Rule, writes: frozenset[str], wanted: dict[str, bool]) -> bool:
    """Tells whether a rule writes what another wants; what is wanted of stated subjects only is not fed by statements on minted subjects."""
    return any(touches(w, {key}) and not (only and writer.mints(w)) for key, only in wanted.items() for w in writes)


def _components(needs: list[set[int]]) -> list[list[int]]:
    """Strongly connected components, each after those that it needs (Tarjan 1972)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    found: list[list[int]] = []

    def visit(node: int) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(needs[node]):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = []
            while True:
                member = stack.pop()
                group.append(member)
                if member == node:
                    break
            found.append(sorted(group))

    for node in range(len(needs)):
        if node not in index:
            visit(node)
    return found


def _bad_rule(path: str, why: str) -> TtdnError:
    return TtdnError("bad-rule", "Tệp luật sai", path, why, "sửa tệp luật theo mẫu các tệp trong ontology/rules/")
