"""Takes a norm's words; gives the tasks of the task scheme that they state; knows nothing of agents or roles.

A cue is words of a clause, or several parted by " + " that must all be there; the longest cue wins, a second task needs words of its own.
"""

from __future__ import annotations

from functools import lru_cache

from ttdn_kb.norms.lexicon import key, read_table

Cue = tuple[int, str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _cues() -> tuple[Cue, ...]:
    found = []
    for row in read_table("task_cues"):
        for cue in row["cues"].split("|"):
            parts = tuple(key(part.strip()) for part in cue.split("+") if part.strip())
            if parts:
                found.append((sum(map(len, parts)), row["task"], parts))
    return tuple(sorted(found, key=lambda c: (-c[0], c[1])))


def tasks(words: str) -> tuple[str, ...]:
    """Gives at most two tasks, the main one first; () where no cue fits: work outside the scheme has no task.

    >>> tasks("Phối hợp quản lý, vận hành Cụm Thông tin đối ngoại Cửa khẩu quốc tế Lao Bảo theo nhiệm vụ được giao")
    ('run-information-cluster',)
    >>> tasks("Tổ chức tiêm phòng dại cho đàn chó")
    ()
    """
    plain = key(words)
    chosen: list[tuple[str, tuple[str, ...]]] = []
    for _, task, parts in _cues():
        if all(part in plain for part in parts) and task not in {name for name, _ in chosen}:
            taken = [part for _, others in chosen for part in others]
            if not any(part in other for part in parts for other in taken):
                chosen.append((task, parts))
        if len(chosen) == 2:
            break
    return tuple(name for name, _ in chosen)


def in_field(words: str, title: str = "") -> bool:
    """Tells whether a document is of the field that the task scheme was made for: its title names it, or its words stand in it often enough.

    Args:
        words: the document's; title: what it says it is about.

    >>> in_field("thông tin đối ngoại " * 6), in_field("phòng chống thiên tai"), in_field("", "Quy chế hoạt động thông tin đối ngoại")
    (True, False, True)
    """
    plain, about = key(words), key(title)
    return all(key(row["field"]) in about or plain.count(key(row["word"])) >= int(row["least"]) for row in read_table("task_field"))


def field_names() -> tuple[str, ...]:
    """Gives the name of the field of the task scheme.

    >>> field_names()
    ('thông tin đối ngoại',)
    """
    return tuple(dict.fromkeys(row["field"] for row in read_table("task_field")))


@lru_cache(maxsize=1)
def _topics() -> dict[str, str]:
    return {row["task"]: row["topic"] for row in read_table("task_cues") if row["topic"]}


def topics_with(found: tuple[str, ...], read: tuple[str, ...]) -> tuple[str, ...]:
    """Gives a norm's topics, those of its tasks first, then the strongest that its words gave; at most three.

    >>> topics_with(("run-information-cluster",), ("portal", "other"))
    ('border-information-clusters', 'portal')
    """
    own = [_topics()[task] for task in found if task in _topics()]
    if not own:
        return read
    return tuple(dict.fromkeys([*own, *(topic for topic in read[:1] if topic != "other")]))[:3]
