"""What a typed name of a body means where it is none of the recorded spellings.

Takes typed words and the choices of an answer file; gives the bodies meant; knows nothing of where a name was typed. Abbreviations are written out
with the reader's own table (`data/lexicon/abbreviations.csv`); commas, hyphens, "&" and "và" do not count; part of a name stands for the body that
has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ttdn_kb.foundation.errors import UnknownValue, UsageError
from ttdn_kb.query.answers import AnswerFile, fold, nearest
from ttdn_kb.text.vocabulary import rows

_SYLLABLE = 2  # letters; a longer abbreviation is no syllable of the language and may be typed in any case, without diacritics
_JOINING = "va"  # "và", folded
_TOLD = 8  # names in a message at the most


class _Named(NamedTuple):
    """A body under one of its spellings, with the words of the spelling."""

    value: str
    label: str
    words: tuple[str, ...]


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    """Finds abbreviations, the longest first; gives what each means, by its folded form."""
    full = {fold(row["abbreviation"]): row["full"] for row in rows("abbreviations")}
    printed = sorted((row["abbreviation"] for row in rows("abbreviations")), key=lambda a: (-len(a), a))
    loose = "|".join(re.escape(form) for a in printed if len(a) > _SYLLABLE for form in dict.fromkeys((a, fold(a))))
    strict = "|".join(re.escape(a) for a in printed if len(a) <= _SYLLABLE)
    return re.compile(rf"(?<!\w)(?:(?i:{loose})|{strict})(?!\w)"), full


def pieces(text: str) -> list[tuple[str, str]]:
    """Gives the abbreviations and the other words of a text in order, each with what it means; a word means itself.

    >>> pieces("so tt&tt tỉnh")
    [('so', 'so'), ('tt&tt', 'Thông tin và Truyền thông'), ('tỉnh', 'tỉnh')]
    """
    found, full = _abbreviations()
    parts = re.findall(rf"{found.pattern}|\S+", text)
    return [(part, full[fold(part)] if found.fullmatch(part) else part) for part in parts]


def written_out(text: str) -> str:
    """Gives the text with its abbreviations written out.

    >>> written_out("Sở VHTTDL"), written_out("bch bdbp tỉnh")
    ('Sở Văn hóa, Thể thao và Du lịch', 'Bộ Chỉ huy Bộ đội Biên phòng tỉnh')
    """
    found, full = _abbreviations()
    return found.sub(lambda m: full[fold(m.group())], text)


def name_words(text: str) -> tuple[str, ...]:
    """Gives what counts of a name.

    >>> name_words("Sở VH,TT&DL") == name_words("so van hoa the thao & du lich")
    True
    """
    return tuple(word for word in re.findall(r"[^\W_]+", fold(written_out(text))) if word != _JOINING)


def resolve(file: AnswerFile, typed: str, option: str, provinces: Iterable[str] = ()) -> list[str]:
    """Gives the bodies that a typed name means; a name that bodies of several provinces have means all of them.

    Args:
        option: where it was typed, for the message.
        provinces: IRIs of the provinces that are asked about, none for all.

    Raises:
        UsageError: `ambiguous-value`, with the bodies it may mean.
        UnknownValue: `agency-without-work` for a known kind of body that no text names, `unknown-value` for anything else.
    """
    listed = file.fetch("SELECT DISTINCT value, label, name FROM choice WHERE list = 'agencies'")
    named = [_Named(value, label, name_words(name)) for value, label, name in listed]
    wanted = name_words(typed)
    if same := [n for n in named if wanted and n.words == wanted]:
        return list(dict.fromkeys(n.value for n in same))
    part = _within([n for n in named if _begins(wanted, n.words)] or [n for n in named if _contains(wanted, n.words)], provinces)
    if _is_department(typed) or (not part and _is_named(typed)):
        raise _without_work(typed, option, part)
    if len({n.value.rsplit("/", 1)[-1] for n in part}) > 1:
        what, mend = f"Nhiều cơ quan có tên như vậy cho {option}", "gõ đủ tên một cơ quan trên"
        raise UsageError("ambiguous-value", what, typed, _labels(part), mend)
    if part:
        return list(dict.fromkeys(n.value for n in part))
    scattered = [n for n in named if _in_order(wanted, n.words)]
    near = tuple(dict.fromkeys(n.label for n in _within(scattered, provinces)))[:3] or nearest(written_out(typed), [row[2] for row in listed])
    raise UnknownValue(
        "unknown-value",
        f"Không có giá trị này cho {option}",
        typed,
        "kho không có cơ quan nào được giao việc mang tên đó",
        "đã tìm theo tên, chữ viết tắt, ký hiệu và một phần của tên",
        near,
        "gõ tên đầy đủ, hoặc tìm tên bằng lệnh ttdn search",
    )


def _within(found: Sequence[_Named], provinces: Iterable[str]) -> list[_Named]:
    """Keeps the bodies of the provinces where there are any; bodies are told from one another by their IRI: id/agency/<province>/<name>."""
    wanted = {p.rsplit("/", 1)[-1] for p in provinces}
    return [n for n in found if n.value.rsplit("/", 2)[-2] in wanted] or list(found)


def _begins(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return bool(wanted) and words[: len(wanted)] == wanted


def _contains(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(_begins(wanted, words[start:]) for start in range(len(words)))


def _in_order(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    left = iter(words)
    return bool(wanted) and all(word in left for word in wanted)


def _labels(found: Sequence[_Named]) -> str:
    labels = list(dict.fromkeys(n.label for n in found))
    return "; ".join(labels[:_TOLD]) + (" …" if len(labels) > _TOLD else "")


def _is_department(typed: str) -> bool:
    """Tells whether the words are the whole name of a body by its field: "Sở Văn hóa và Thể thao" is no short form of a longer one."""
    from ttdn_kb.norms.lexicon import bare, load

    lexicon, text = load(), bare(" ".join(written_out(typed).split()))
    heads = (bare(head) + " " for head in lexicon.heads)
    return any(text.startswith(head) and text[len(head) :] in lexicon.fields for head in heads)


def _is_named(typed: str) -> bool:
    """Tells whether the reader has the words as the name of a body."""
    from ttdn_kb.norms.lexicon import bare, load

    return bare(" ".join(written_out(typed).split())) in load().names


def _without_work(typed: str, option: str, like: Sequence[_Named]) -> UnknownValue:
    return UnknownValue(
        "agency-without-work",
        f"Kho không có việc nào của cơ quan này cho {option}",
        typed,
        "đúng là tên một cơ quan",
        "không văn bản nào của kho giao việc cho cơ quan đó",
        tuple(dict.fromkeys(n.label for n in like))[:3],
        "hỏi cơ quan khác, hoặc tìm chỗ văn bản nhắc đến bằng lệnh ttdn search",
    )
