"""Takes a norm's words; gives its topics, the named thing it works on and the named place; knows nothing of agents or roles."""

from __future__ import annotations

from ttdn_kb.norms.lexicon import Lexicon, pattern

_OBJECT = pattern("topics-object")
_PLACE = pattern("topics-place")
_WEAK, _STRONG = 1.5, 3.0


def topics(key: str, lexicon: Lexicon, heading: str = "", title: str = "") -> tuple[str, ...]:
    """Gives one to three topics, the strongest first; that of the whole document, then ("other",), where no cue is strong enough.

    Args:
        key: the norm's words in key form.
        heading: the words of the heading above it, counted at a third.
        title: what the document is about, in key form.
    """
    ranked = _ranked(key, lexicon, heading)
    if ranked and ranked[0][1] >= _WEAK:
        return tuple(topic for topic, score in ranked[:3] if score >= max(2.0, 0.55 * ranked[0][1])) or (ranked[0][0],)
    about = _ranked(title, lexicon)
    return (about[0][0],) if about and about[0][1] >= _STRONG else ("other",)


def _ranked(key: str, lexicon: Lexicon, heading: str = "") -> list[tuple[str, float]]:
    scores: dict[str, float] = {}
    for topic, cue, weight in lexicon.topics:
        score = weight * key.count(cue) ** 0.5 if cue in key else 0.0
        if heading and cue in heading:
            score += weight / 3
        if score:
            scores[topic] = scores.get(topic, 0.0) + score
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def named_object(words: str) -> str:
    """Gives the named thing worked on, "" where none.

    >>> named_object("Quản lý, vận hành Cụm thông tin đối ngoại tại Khu kinh tế Vũng Áng")
    'Cụm thông tin đối ngoại tại Khu kinh tế Vũng Áng'
    """
    match = _OBJECT.search(words)
    return match.group().strip() if match else ""


def named_place(words: str) -> str:
    """Gives the named place of the work, "" where none.

    >>> named_place("vận hành Cụm Thông tin đối ngoại Cửa khẩu quốc tế Lao Bảo theo nhiệm vụ")
    'Cửa khẩu quốc tế Lao Bảo'
    """
    match = _PLACE.search(words)
    return match.group().strip() if match else ""
