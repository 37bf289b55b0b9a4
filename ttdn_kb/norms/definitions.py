"""Takes the document's own words; gives the names and abbreviations that it defines for itself; knows nothing of what they are used for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ttdn_kb.foundation.model import Metadata
from ttdn_kb.norms import labels
from ttdn_kb.norms.agents import AgentParser
from ttdn_kb.norms.context import ContextReader
from ttdn_kb.norms.described import parts_of
from ttdn_kb.norms.lexicon import bare, key, pattern, sentence_case, word_set
from ttdn_kb.norms.mentions import Mention, Text

_DEFINES = pattern("context-defines")
_CALLED = pattern("context-called")
_STANDING = pattern("context-standing")
_BOARD = pattern("context-board-head")
_OWN_BOARD = pattern("context-own-board")
_TERM, _PARTY = pattern("context-term"), pattern("context-party")
_COMPETENT = pattern("context-competent")
_HOUSES, _LONE = word_set("houses"), word_set("lone-heads")
_UNLETTERED = word_set("unlettered")
_MANY = pattern("labels-quantifier")
_COLLECTIVELY, _LEVEL_BODY = pattern("context-collectively"), pattern("context-level-body")
_FOUNDED = pattern("recurring-founded")
_LOWER_LEVEL = pattern("context-lower-level")
_OWN_LEVEL = pattern("context-own-level-body")
_LONGEST_TERM = 12  # words
_LEAST_NAME = 4  # words
_CUT, _ASIDE = re.compile(r"[;:.()]"), re.compile(r"\s*\([^()]{1,40}\)")


def define(parser: AgentParser, texts: Iterable[str]) -> None:
    """Adds to the parser the short names that the document defines ("sau đây gọi tắt là Ban Chỉ đạo") and its standing bodies.

    A name for several bodies ("gọi chung là") is itself the label of that collective; a short form stands for the full name. A body that its duty
    tells by what it is competent for ("Cơ quan có thẩm quyền cấp phép có trách nhiệm ...") has that name wherever the same words stand.
    """
    for words in texts:
        text = Text(words)
        for match in _DEFINES.finditer(words):
            name = match["name"].strip(" .,;")
            short = key(name)
            if not name or len(name.split()) > _LONGEST_TERM or pattern("context-level").fullmatch(short):
                continue  # "(gọi chung là cấp tỉnh)", "(viết tắt là Nghị định số 161)": a level or a thing, nobody's name
            whole = _list_before(parser, text, match.start())
            owner = bool(whole) and _BOARD.fullmatch(short) is not None and _BOARD.match(key(whole[-1].label)) is None
            begun = _begun_before(text, match.start(), short, parser) if owner or not whole else ()
            whole = begun or whole  # "Ban Chỉ đạo ... của Bộ Nội vụ (gọi tắt là Ban Chỉ đạo)": the name goes to its end
            own = _own_words(parser, text, match.start(), name, whole) if not begun else None
            if own is not None:
                parser.defined[key(own.label).removeprefix("các ")] = own
                continue
            if not whole:
                continue
            of_all = (_COLLECTIVELY.fullmatch(match["how"].lower()) or _LEVEL_BODY.fullmatch(short)) is not None
            all_of_them = _opens_with(parser, words, whole, short) if of_all else None
            if all_of_them is not None:
                parser.defined[short] = all_of_them
                continue
            if not of_all or short.split()[0] == key(whole[-1].label).split()[0]:
                whole = whole[-1:]
            singular = len(whole) == 1 and parser.lexicon.heads_re.match(short) is not None and _LEVEL_BODY.fullmatch(short) is None
            singular = singular and "," not in short  # "A, Công an tỉnh (gọi chung là Công an đơn vị, địa phương)": a collective of its own
            if of_all and len(whole) == 1 and whole[0].collective and (singular or _OWN_LEVEL.fullmatch(short)):
                parser.defined[short] = whole[0]  # "Ủy ban nhân dân các tỉnh (gọi chung là Ủy ban nhân dân tỉnh)": not that of one
            elif of_all and (len(whole) > 1 or whole[0].collective):
                parser.defined[short] = Mention(0, 0, labels.expand(re.sub(r"^các ", "Các ", name), parser.lexicon), collective=True)
                if len(whole) == 1 and " " in short and _LEVEL_BODY.fullmatch(short) is None:  # "gọi chung là sở" names no body
                    parser.called[key(whole[0].label)] = parser.defined[short].label
            elif len(whole) == 1 and (
                parser.lexicon.heads_re.match(short)
                or parser.lexicon.persons_re.match(short)
                or whole[0].collective
                or parser.lexicon.organs_re.match(short)
                or _initials(name, whole[0].label)
            ):
                parser.defined[short] = whole[0]
                if _BOARD.match(short) and _LOWER_LEVEL.search(short) is None:  # "Hội đồng X cấp cơ sở" is none that "Hội đồng" stands for
                    _name_board(parser, whole[0])
        _term(parser, text)
        for match in _COMPETENT.finditer(words):
            name = labels.expand(match["name"], parser.lexicon)
            parser.defined.setdefault(key(name), Mention(0, 0, name[:1].upper() + name[1:], collective=True))
        for match in _CALLED.finditer(words):
            found, stop = parser.list_at(text, match.end(), len(words))
            if (
                len(found) == 1
                and not found[0].collective
                and not found[0].generic
                and found[0].known
                and pattern("context-term-ends").match(text.key[stop:])
            ):
                parser.defined.setdefault(key(match["name"]), found[0])
        for match in _STANDING.finditer(words):
            whole = _list_before(parser, text, match.start())
            if whole and not whole[-1].collective and not whole[-1].label.lower().startswith(match["whom"].lower()):
                for joint in (" ", " của "):
                    parser.defined[key(match["what"]) + joint + key(match["whom"])] = whole[-1]


def _initials(short: str, label: str) -> bool:
    """True for capitals that are first letters of a name's words, in their order and from its first word on.

    >>> _initials("TTXT", "Trung tâm Xúc tiến đầu tư"), _initials("DA", "Sở Đầu tư")
    (True, False)
    """
    firsts = iter([word[0] for word in key(label).upper().split()])
    letters = [letter for letter in short if letter.isalpha()]
    return short.isupper() and key(short)[0] == key(label)[0] and all(letter in firsts for letter in letters)


def _opens_with(parser: AgentParser, words: str, whole: tuple[Mention, ...], short: str) -> Mention | None:
    """Gives all that a list names where its first words are the term that stands for it: "bộ, cơ quan ngang bộ (sau đây gọi chung là bộ)"."""
    said, short = words[whole[0].start : whole[-1].end], _MANY.sub("", short)
    if not pattern("context-list-goes-on").match(key(_MANY.sub("", said)).removeprefix(short)) or not key(_MANY.sub("", said)).startswith(short):
        return None
    label = labels.expand(said, parser.lexicon)
    return Mention(0, 0, label[:1].upper() + label[1:], collective=True, person=whole[0].person)


def _own_words(parser: AgentParser, text: Text, end: int, name: str, whole: tuple[Mention, ...]) -> Mention | None:
    """Gives what a definition names in words of its own, None where the name only shortens that of one body.

    A group ("các sở ...; Ủy ban nhân dân cấp xã (sau đây gọi là cơ quan, đơn vị)") is called what the document calls it; a name that already stands
    before it, with more words ("Chi nhánh Văn phòng X thuộc Văn phòng X (sau đây gọi là Chi nhánh Văn phòng X)"), stays as it is.
    """
    short, begin = key(name), max(0, end - 260)
    before = text.key.rfind(short, begin, end)
    named = before >= 0 and bool(whole) and parser.lexicon.heads_re.match(short) is not None and not re.search(r"[;:]", text.key[before:end])
    owned = named and before == whole[-1].start and pattern("names-under").match(text.key, before + len(short), end) is not None
    if owned or (named and before < whole[-1].start):
        return Mention(0, 0, labels.without_province(labels.official(labels.expand(name, parser.lexicon), parser.lexicon), parser.province))
    other = bool(whole) and key(whole[-1].label).split()[0] != short.split()[0]
    if other and pattern("context-levelled-term").fullmatch(short) is not None:  # "Trung tâm X xã, Bộ phận Y (gọi là Trung tâm X cấp xã)"
        return Mention(0, 0, labels.expand(name[:1].upper() + name[1:], parser.lexicon), collective=True)
    one = len(whole) == 1 and not (whole[0].collective or whole[0].generic)
    if one and not pattern("roles-behind-preposition").search(text.key[begin : whole[0].start]):
        return None
    if pattern("context-group-term").fullmatch(short) is None:
        return None
    label = labels.group_label(labels.expand(name, parser.lexicon))
    several = short.split()[0].rstrip(",") in _HOUSES  # "Bộ, ngành" are "Các Bộ, ngành" wherever they act
    return Mention(0, 0, f"Các {label}" if several else label, collective=True)


def _term(parser: AgentParser, text: Text) -> None:
    """Adds a kind of bodies or people that the document explains: "Đại lý Internet là tổ chức, cá nhân ...", "“Bên vay” là Chính phủ ..."."""
    match = _TERM.match(text.raw) or _PARTY.match(text.raw)
    if match is None:
        return
    head = parser.lexicon.heads_re.match(text.key, match.start("name"))
    if head is not None and text.raw[head.end() + 1].isupper():
        return  # "Vụ Kế hoạch và Tài chính là đơn vị thuộc Tổng cục X": a name, no kind
    found, stop = parser.list_at(text, match.start("name"), match.end("name"))
    if not found or ((stop < match.end("name") or found[0].collective) and not found[0].person):
        label = labels.expand(match["name"], parser.lexicon)
        parser.defined.setdefault(key(match["name"]), Mention(0, 0, label, collective=True))


def about_board(parser: AgentParser, metadata: Metadata, texts: Iterable[str]) -> None:
    """Adds to the parser the committee that issues the document or that its title or an article founds or regulates, under its short names.

    A committee that the document defines itself comes first; the full name is spelled as the text spells it.
    """
    texts = list(texts)
    for said in (metadata.issuer, metadata.title):
        found = _OWN_BOARD.search(sentence_case(said))
        if found is None:
            continue
        name = re.sub(r"\s+", " ", found["name"]).strip(" .")
        plain = (_ASIDE.sub("", words) for words in texts)
        spelled = next((words[at : at + len(name)] for words in plain if (at := key(words).find(key(name))) >= 0 and not words.isupper()), name)
        _name_board(parser, Mention(0, 0, labels.without_province(labels.expand(spelled, parser.lexicon), parser.province)))
    for words in texts:
        founded = _FOUNDED.match(key(words))
        if founded is not None and words[founded.start("name")].isupper():  # "Điều 1. Thành lập Ban Điều hành chương trình X."
            name = labels.expand(words[slice(*founded.span("name"))], parser.lexicon)
            if _LOWER_LEVEL.search(key(name)):
                continue  # "Thành lập Ban Chỉ đạo tổng kiểm kê cấp xã": what communes are told to found is not the board that the text is about
            _name_board(parser, Mention(0, 0, labels.without_province(name, parser.province)))


def _name_board(parser: AgentParser, board: Mention) -> None:
    """Lets the head of a committee's name, and the head with its level ("Ban Chỉ đạo quốc gia"), stand for the whole."""
    head = _BOARD.match(key(board.label))
    if head is None:
        return
    for short in (head["head"], head.group()):
        if short != key(board.label):
            parser.defined.setdefault(short, board)


def _begun_before(text: Text, end: int, short: str, parser: AgentParser) -> tuple[Mention, ...]:
    """Gives the body whose name no lexicon knows and that ends at `end`: it begins with the words of its short name.

    A committee by its long name ("Ban Chỉ đạo ... (gọi tắt là Ban Chỉ đạo)"), or a house whose name goes on in small letters and is called by its
    kind ("Quỹ nhà ở quốc gia (sau đây gọi là Quỹ)"); the parser knows the latter from then on.
    """
    head = _BOARD.match(short)
    kind = head["head"] if head is not None else short if short in _LONE or (" " in short and short in parser.lexicon.heads) else ""
    start = text.key.rfind(kind, 0, end) if kind else -1
    said = _ASIDE.sub("", text.raw[start:end]) if start >= 0 else ""  # "Diễn đàn Kinh tế Thế giới (WEF) về Đông Á"
    name = pattern("context-board-matter").split(said, maxsplit=1)[0].strip(" ,(")
    if not name[:1].isupper() or _CUT.search(name) or not _LEAST_NAME <= len(name.split()) <= 40:
        return ()
    label = labels.without_province(labels.expand(name, parser.lexicon), parser.province)
    if head is None:
        parser.own.setdefault(bare(name), label)
    return (Mention(0, 0, label),)


def abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Gives the abbreviations that the document itself writes out once: "an toàn, an ninh thông tin (sau đây viết tắt là ATANTT)".

    >>> abbreviations(["về an toàn, an ninh thông tin (sau đây viết tắt là ATANTT) đến năm 2020"])
    {'ATANTT': 'an toàn, an ninh thông tin'}
    """
    out: dict[str, str] = {}
    for words in texts:
        for match in pattern("context-abbreviates").finditer(words):
            letters = [c for c in match["short"] if c.isalpha()]
            tokens = list(re.finditer(r"[^\W\d_]+", words[: match.start()]))[-3 * len(letters) :]
            place = len(tokens)
            while letters and place:
                place -= 1
                if tokens[place].group()[0].upper() == letters[-1]:
                    letters.pop()
                elif key(tokens[place].group()) not in _UNLETTERED:
                    break
            if not letters:
                out.setdefault(match["short"], words[tokens[place].start() : match.start()])
    return out


def _list_before(parser: AgentParser, text: Text, end: int) -> tuple[Mention, ...]:
    """Gives the agents of the list that ends at `end`, reading from its earliest possible beginning."""
    floor = max(0, end - 260)
    for match in re.compile(r"(?<!\w)\w").finditer(text.raw, floor, end):
        found, stop = parser.list_at(text, match.start(), end)
        if found and not text.raw[stop:end].strip(" ,("):
            return found
    return ()


def own_names(parser: AgentParser, reader: ContextReader, headings: Iterable[str]) -> None:
    """Adds to the parser the bodies that stand alone in headings and blocks: their ends are certain there, in running text they are not."""
    for words in headings:
        if sentence_case(words) != words:
            continue
        text = Text(words)
        found, stop, _ = reader.bearers(text)
        if found and reader.only_role(text.key[stop:]):
            for mention in found:
                raw = words[mention.start : mention.end].strip(" .:*")
                if (
                    not mention.collective
                    and not mention.generic
                    and len(raw.split()) > 1
                    and "(" not in raw
                    and len(parts_of(raw)) < 2
                    and parser.lexicon.fields_bare_re.fullmatch(bare(raw)) is None  # "Các Sở: Kế hoạch và Đầu tư, Xây dựng": no names
                    and (not mention.known or parser.lexicon.groups_re.match(key(raw)) is None)
                ):
                    parser.own[bare(raw)] = raw
