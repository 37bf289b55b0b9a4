"""Law lives in data: no module asks for a word of law that stands in its own code.

A word is asked for where code compares with it, looks whether it is in something, cuts it off, or puts it into a regular expression. Messages, labels
and doctests may hold any word. Words without Vietnamese letters ("giao", "qua") cannot be told from names of code and are not seen.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "ttdn_kb"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Particles that every sentence is glued together with: they say nothing of roles, bodies or documents, and no lawyer would add another.
ALLOWED = {
    "các": "marks a plural",
    "của": "marks a possessor",
    "và": "joins",
    "là": "equates",
    "thì": "parts a condition from what follows",
    "hôm": "of today, as users type it",
    "uỷ": "the old place of a tone mark, mended in spelling; the word itself is asked for nowhere",
}
ASKING = frozenset(("startswith", "endswith", "removeprefix", "removesuffix", "find", "rfind", "index", "count", "partition", "rpartition", "split"))
CLASS, ESCAPE, WORD = re.compile(r"\[(?:\\.|[^\]\\])*\]"), re.compile(r"\\[A-Za-z]"), re.compile(r"[^\W\d_]{2,}")


def asked(tree: ast.AST) -> Iterator[ast.AST]:
    """Gives the parts of a module that say what it asks for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            yield from (node.left, *node.comparators)
        elif isinstance(node, ast.Set | ast.MatchValue):
            yield node
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if of_re or node.func.attr in ASKING:
                yield from node.args[:1]


def literals(node: ast.AST) -> Iterator[ast.Constant]:
    """Gives the strings of an expression that are its value, not what it hands on to a call."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif not isinstance(node, ast.Call | ast.Subscript):
        for child in ast.iter_child_nodes(node):
            yield from literals(child)


def words_of_law(code: str) -> list[tuple[int, str]]:
    """Gives the words with Vietnamese letters that a module asks for, with their lines, particles left out."""
    found = {
        (literal.lineno, word.lower())
        for part in asked(ast.parse(code))
        for literal in literals(part)
        for word in WORD.findall(ESCAPE.sub(" ", CLASS.sub(" ", str(literal.value))))
        if not word.isascii()
    }
    return sorted((line, word) for line, word in found if word not in ALLOWED)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_word_of_law_is_asked_for_in_code(path: Path) -> None:
    found = words_of_law(path.read_text(encoding="utf-8"))
    assert not found, f"{path.relative_to(PACKAGE)} asks for {found}: put the word into data/lexicon (word_sets.csv, patterns.csv, cue_traits.csv)"


@pytest.mark.parametrize(
    "code",
    [
        'cue == "trình"',
        '"tham mưu" in cue',
        'opener.split(" ")[-1:] == ["bộ"]',
        'name in ("tỉnh", "xã")',
        'label.startswith("Chủ tịch")',
        'low.endswith(("quản lý", "thành viên"))',
        'low.endswith(f" thuộc quyền {owner}")',
        'label.removesuffix("cùng cấp")',
        r're.compile(r"\s+(?:được|bị)\s")',
        'HEADS = frozenset({"ủy ban"})',
    ],
)
def test_a_word_of_law_in_code_is_found(code: str) -> None:
    assert words_of_law(code)


@pytest.mark.parametrize(
    "code",
    [
        'label.startswith("Các ")',
        r're.compile(r"\s*(?:,|và)\s*(?=[A-ZĐ])")',
        'word in word_set("quantifiers")',
        'label = f"{body} có thẩm quyền"',
        'Remark("no-bearer", "Câu nêu công việc")',
        'number == "đ"',
        '''def f():\n    """
    >>> f("Sở Y tế") == "Sở Y tế"
    True
    """''',
    ],
)
def test_particles_labels_and_messages_are_let_through(code: str) -> None:
    assert not words_of_law(code)
