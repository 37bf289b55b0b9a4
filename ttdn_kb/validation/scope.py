"""Which findings were asked for, and why none is left.

Takes findings and filters; gives the findings that pass and sentences that explain an empty result; knows nothing of the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ttdn_kb.foundation.days import day_words
from ttdn_kb.foundation.errors import UsageError
from ttdn_kb.graph.store import Store
from ttdn_kb.validation.findings import SEVERITIES, Finding
from ttdn_kb.validation.places import Document, Places


class Scope(NamedTuple):
    """What was asked for; an empty field does not limit.

    Attributes:
        provinces: notations.
        documents: IRIs.
        severity: the least grave severity to show.
        words: option to the name of what was asked for, for messages.
    """

    provinces: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    severity: str = "info"
    words: tuple[tuple[str, str], ...] = ()


def narrowed(findings: Iterable[Finding], scope: Scope) -> list[Finding]:
    """Gives the findings inside a scope, in the same order."""
    return [f for f in findings if all(test(f) for test in _tests(scope).values())]


def _tests(scope: Scope) -> dict[str, Callable[[Finding], bool]]:
    tests: dict[str, Callable[[Finding], bool]] = {}
    if scope.provinces:
        tests["--province"] = lambda f: f.province_id in scope.provinces
    if scope.documents:
        tests["--document"] = lambda f: f.document_iri in scope.documents
    if scope.severity != "info":
        tests["--severity"] = lambda f: SEVERITIES.index(f.severity) <= SEVERITIES.index(scope.severity)
    return tests


def explained(everything: Sequence[Finding], scope: Scope, store: Store, at: str, lang: str) -> list[str]:
    """Says why a scope has no findings: which filter hides some, or that no document holds on the day.

    Args:
        everything: the findings before the scope was applied.
        store: the base that was checked.
        at: ISO 8601 day, "" where none was asked for.

    Raises:
        UsageError: `no-documents`, see `held`.
    """
    vi = lang == "vi"
    notes = []
    documents = held(scope, store)
    if at and not any(d.holds(at) for d in documents):
        shown = day_words(at)
        names = "; ".join(d.label for d in documents[:3])
        notes.append(
            f"Vào ngày {shown} không văn bản nào trong phạm vi này có hiệu lực; bỏ --at để kiểm tra cả: {names}."
            if vi
            else f"On {at} no document in this scope is in force; without --at these are checked: {names}."
        )
    typed = dict(scope.words)
    tests = _tests(scope)
    for option in tests if not notes else ():
        left = [f for f in everything if all(test(f) for name, test in tests.items() if name != option)]
        if left:
            value = typed.get(option, scope.severity)
            notes.append(
                f'Không có phát hiện nào vì {option} "{value}": bỏ điều kiện này thì có {len(left)} phát hiện.'
                if vi
                else f'Nothing because of {option} "{value}": without it there are {len(left)} findings.'
            )
    if not notes:
        number = len(documents)
        notes.append(
            f"Đã kiểm tra {number} văn bản, mọi phép kiểm tra đã chọn đều đạt." if vi else f"{number} documents were checked; all chosen checks pass."
        )
    return notes


def held(scope: Scope, store: Store) -> list[Document]:
    """Gives the documents of a scope, whose texts the base holds.

    Raises:
        UsageError: `no-documents` where there is none: what nobody can check is not clean.
    """
    those = [d for d in Places(store).documents.values() if not scope.documents or d.iri in scope.documents]
    found = [d for d in those if not scope.provinces or _unit(d) in scope.provinces]
    if not found:
        asked = ", ".join(f"{option} {name}" for option, name in scope.words if name) or "toàn kho"
        having = ", ".join(sorted({_unit(d) for d in those})) or "không có đơn vị nào"
        why = f"các đơn vị có văn bản {'ấy' if scope.documents else 'trong kho'}: {having}; không có gì để kiểm tra"
        mend = "chọn một đơn vị trên cho --province; văn bản của đơn vị trước sắp xếp đứng ở ký hiệu của đơn vị ấy"
        raise UsageError("no-documents", "Kho không có toàn văn văn bản nào trong phạm vi này", asked, why, mend)
    return found


def _unit(document: Document) -> str:
    """Gives the notation of a document's province."""
    return document.province.rsplit("/", 1)[-1]
