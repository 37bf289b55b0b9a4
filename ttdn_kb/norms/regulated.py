"""Takes a document that lays down what a body does; gives that body and the short words the text calls it by; knows nothing of what it does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ttdn_kb.norms import labels
from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.lexicon import bare, key, pattern, sentence_case, word_set
from ttdn_kb.norms.mentions import Mention, Text, elsewhere

_PARENTS, _LONE = word_set("parents"), word_set("lone-heads")


def by_title(parser: AgentParser, title: str, bodies: Sequence[str] = ()) -> tuple[Mention, ...]:
    """Gives the body whose duties the document lays down by its title, or to which it hands powers down; () where it is of another kind.

    Args:
        bodies: the document's first words, which spell a name that the title prints without capitals.
    """
    text = Text(sentence_case(title))
    of = pattern("regulated-title").search(text.key) or pattern("regulated-delegation").search(text.key)
    return _named_in_title(parser, text, of, bodies)


def by_statute(parser: AgentParser, title: str, bodies: Sequence[str] = ()) -> tuple[Mention, ...]:
    """Gives the body whose statute the document is ("Điều lệ tổ chức và hoạt động của Quỹ X"), () where it is of another kind.

    Args:
        bodies: the document's words, which spell a name that the title prints without capitals.
    """
    text = Text(sentence_case(title))
    return _named_in_title(parser, text, pattern("regulated-statute").search(text.key), bodies)


def _named_in_title(parser: AgentParser, text: Text, of: re.Match[str] | None, bodies: Sequence[str]) -> tuple[Mention, ...]:
    """Gives the one body that a title names behind a match, as the text spells it."""
    if of is None:
        return ()
    said = text.key[of.end() :].strip()
    spelled = next(
        (words[at : at + len(said)] for words in bodies if (at := key(words).find(said)) >= 0 and words[at].isupper()), text.raw[of.end() :]
    )
    found = parser.list_at(Text(spelled), 0, len(spelled))[0]
    return elsewhere(found) if len(found) == 1 and not found[0].collective and not found[0].generic else ()


def own_units(parser: AgentParser, openings: Iterable[str]) -> None:
    """Lets the parser know the units that sentences place and charge ("Phòng Tổng hợp và quản lý dự án trực thuộc Vụ X có chức năng ...")."""
    for words in openings:
        unit = pattern("regulated-unit").match(words)
        if unit is not None and parser.lexicon.heads_re.match(key(unit["name"])) is not None:
            parser.own.setdefault(bare(unit["name"]), labels.expand(unit["name"], parser.lexicon))


def by_position(parser: AgentParser, provisions: Iterable[tuple[str, str]]) -> tuple[Mention, ...]:
    """Gives the body of the article on position and functions ("Chi cục X là tổ chức hành chính thuộc Sở Y"), and the body it belongs to.

    The first sentence spells the name to its end, which running text does not: the parser knows it from then on.

    Args:
        parser: gets the name.
        provisions: heading and first words of each article.
    """
    first = next((words for heading, words in provisions if pattern("regulated-heading").match(key(heading))), "")
    text = Text(first)
    said = pattern("regulated-is").match(text.key)
    if said is None or not text.raw[said.start("name")].isupper() or parser.lexicon.heads_re.match(text.key, said.start("name")) is None:
        return ()
    name = text.raw[said.start("name") : said.end("name")]
    label = labels.without_province(labels.official(labels.expand(name, parser.lexicon), parser.lexicon), parser.province)
    parser.own.setdefault(bare(label), label)
    found, stop = parser.list_at(text, said.start("name"), len(text.raw))
    if len(found) != 1 or found[0].collective or stop < said.start("name") + len(label):
        return ()
    seated = pattern("regulated-own-seat").fullmatch(found[0].label)
    if seated is not None:  # "Chi cục Kiểm lâm tỉnh X", elsewhere in the document "Chi cục Kiểm lâm"
        parser.called[key(found[0].label)] = seated["name"]
        found = (replace(found[0], label=seated["name"]),)
    of = pattern("regulated-parent").match(text.key, said.end("name"))
    above = parser.list_at(text, of.end(), len(text.raw))[0][:1] if of is not None else ()
    return elsewhere((*found, *(m for m in above if m.known and not m.collective and m.head in _PARENTS)))


def short_names(parser: AgentParser, bodies: Iterable[str]) -> dict[str, str]:
    """Gives for each body the head of its name, by which the text calls it ("Chi cục"), the first body of a head before later ones.

    A head that names the field too is shortened further: "Hạt Kiểm lâm huyện X" is "Hạt".
    """
    out: dict[str, str] = {}
    for label in bodies:
        head = parser.lexicon.heads_re.match(key(label))
        if head is not None and head.end() < len(label):
            out.setdefault(label[: head.end()], label)
            for lone in _LONE & {head.group().partition(" ")[0], " ".join(head.group().split()[:2])}:
                out.setdefault(label[: len(lone)], label)
    return out
