"""Takes the lines of a plan block ("Đơn vị chủ trì: ...", "Thời gian: ..."); gives who they name in which role; knows no item."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ttdn_kb.foundation.model import Provision, Span
from ttdn_kb.norms import labels
from ttdn_kb.norms.agents import AgentParser, Mention, Text
from ttdn_kb.norms.clauses import clauses, sentences
from ttdn_kb.norms.lexicon import Lexicon, compiled, key, pattern
from ttdn_kb.norms.roles import Frame, RoleReader, cast_of
from ttdn_kb.norms.words import alternatives
from ttdn_kb.text.labels import forms, label_kind

_LABEL, _SAID_BEHIND = pattern("blocks-label"), pattern("blocks-said-behind")
_PIECE = re.compile(r"(?:\([^()]*\)|[^,;])*")
_PIECE_END = re.compile(r"\s*[,;](?:\s*[-–+*])?\s*(?:và\s+)?")
_JOINED = pattern("blocks-joined")
_MOST_NAME = 14
_MOST_STAFF = 40
ASIDE = ("other", "result")  # labels of what names neither who nor when


@dataclass(slots=True)
class Block:
    """A plan block.

    Attributes:
        cast: who takes part in which role.
        recipients: who is sent what comes of the work ("Sản phẩm: Đề án trình Thủ tướng Chính phủ").
        deadline: the words after "Thời gian", place: after "Địa điểm".
        work: lines inside the block that state work of their own: the node, its words' place, who does it, in which role.
        sentences: lines inside the block that say in full what a body does.
        request: some of them are asked ("Đề nghị"), not ordered.
    """

    cast: list[tuple[str, Mention]] = field(default_factory=list)
    recipients: list[tuple[str, Mention]] = field(default_factory=list)
    deadline: str = ""
    place: str = ""
    request: bool = False
    work: list[tuple[Provision, Span, tuple[Mention, ...], str]] = field(default_factory=list)
    sentences: list[Provision] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.cast or self.deadline)


def _describes(rest: str, name: str) -> bool:
    """True for words behind a name that belong to it: "thuộc Bộ Y tế", behind a committee also its matter ("về các tổ chức phi chính phủ")."""
    own = pattern("blocks-described-on").match(key(rest)) is not None
    return own or pattern("blocks-committee").match(key(f"{name} {rest}")) is not None


class BlockReader:
    """Reads block lines of one document."""

    def __init__(self, parser: AgentParser, roles: RoleReader, lexicon: Lexicon) -> None:
        self.parser, self.roles, self.labels = parser, roles, lexicon.block_labels
        self.verb = compiled(rf"(?:{lexicon.verbs_re.pattern}){pattern('detect-no-verb').pattern}")
        known = "|".join([alternatives(self.labels), *(form for _, form in forms(key))])
        self.inner = compiled(rf"(?P<open>^|[;.,(]|[-–+*•])\s*(?P<label>{known})\s*:\s*")

    def kind(self, label: str) -> str:
        """Gives the kind of a label: one of the lexicon, or one known by its form ("Cơ quan, đơn vị chủ trì tham mưu"); "" for none."""
        plain = " ".join(key(label).split()).strip(" *_-:.")
        return self.labels.get(plain, "") or self.labels.get(plain.removeprefix("các "), "") or label_kind(plain)

    def label(self, words: str) -> tuple[str, str]:
        """Gives the kind of a block line and the words after its label; ("", words) where it is no block line.

        "Cơ quan chủ trì, phối hợp" alone, a heading over two lists, is of kind "pair".
        """
        match = _LABEL.match(words)
        if match is None:
            return "", words
        kind = self.kind(match["label"])
        if kind and match["rest"] is None and len(match["label"].split()) < 2:
            return "", words
        return kind, match["rest"] or ""

    def remark(self, words: str) -> tuple[int, Block]:
        """Reads "... (Chủ trì: Sở X; phối hợp: Sở Y)" or "... Đơn vị thực hiện: Sở X." at the end of an item; gives where it begins and its block."""
        said = _SAID_BEHIND.search(key(words))
        if said is not None:  # "(Sở X chủ trì, Sở Y phối hợp)"
            block = Block()
            for kind, name in (("lead", "lead"), ("coordinator", "beside"), ("coordinator", "with")):
                start, end = said.span(name)
                self.add(block, kind, words[max(start, 0) : max(end, 0)])
            if any(role == "lead" for role, _ in block.cast):
                return said.start(), block
        for match in self.inner.finditer(key(words)):
            kind, apart = self.kind(match["label"]), match["open"] == "("
            if not match.start() or kind not in ("lead", "responsible") or (not apart and len(match["label"].split()) < 3):
                continue
            block = Block()
            stop = words.rfind(")") if apart and words.rstrip(" .;").endswith(")") else len(words)
            self.add(block, kind, words[match.end() : stop])
            if block.cast:
                return match.start() + (not apart), block
        return len(words), Block()

    def add(self, block: Block, kind: str, words: str) -> None:
        """Adds one labelled line to a block; it may hold further labels ("...; đơn vị phối hợp: ...; thời gian: ...")."""
        for match in self.inner.finditer(key(words)):
            if match.start():
                self.add(block, kind, words[: match.start()])
                self.add(block, self.kind(match["label"]), words[match.end() :])
                return
        if kind == "deadline":
            # Below a label that was torn from its words stands anything.
            block.deadline = block.deadline or (words.strip(" .;") if pattern("blocks-says-when").search(key(words)) else "")
        elif kind == "place":
            block.place = block.place or words.strip(" .;")
        elif kind == "result":
            said = self.roles.read(Text(words), 0, len(words), Frame())
            block.recipients += [(role, replace(mention, start=0, end=0)) for role, mention in said.cast if role == "report_to"]
        elif kind in ("lead", "coordinator", "responsible", "pair", "directed"):
            for role, mention in self.cast(kind, words, block):
                if (role, mention.label) not in {(r, m.label) for r, m in block.cast}:
                    block.cast.append((role, replace(mention, start=0, end=0)))

    def listed(self, text: Text, start: int, end: int) -> tuple[Mention, ...]:
        """Gives the agents of a line or cell that is a list of agents from end to end; () where it holds sentences.

        The place says that they are agents, so a name never seen is one too, and the words after a collective belong to its name.
        """
        out: list[Mention] = []
        pos = start
        while pos < end:
            found, stop = self.parser.list_at(text, pos, end)
            beside = stop + len(text.raw[stop:end]) - len(text.raw[stop:end].lstrip())
            next_to = self.parser.list_at(text, beside, end) if found and beside > stop and text.raw[beside : beside + 1].isupper() else ((), stop)
            if len(next_to[0]) == 1 and pattern("blocks-staff").match(text.key, pos):
                name = f"{found[-1].label} {next_to[0][0].label}"  # "Bộ phận Văn thư Sở Y tế"
                found, stop = (*found[:-1], replace(found[-1], label=name, end=next_to[1])), next_to[1]
            elif next_to[0]:
                out, pos = [*out, *found], beside  # "Bộ Y tế Bộ Công an": two lines of a cell
                continue
            joined = _JOINED.match(text.raw, stop, end) if found else None
            if joined is not None:
                out, pos = [*out, *found], joined.end()  # "... và các Thương vụ của Việt Nam tại nước ngoài"
                continue
            until = _PIECE.match(text.raw, stop, end)
            rest = text.raw[stop : until.end() if until else end].strip(" .:-–+*\n")
            if rest and (self.verb.match(key(rest)) or pattern("blocks-role").search(key(rest)) or len(rest.split()) > _MOST_NAME):
                return ()
            if rest and found and not rest.startswith("("):
                if not (_describes(rest, found[-1].label) or rest[0].isupper() or found[-1].collective or found[-1].generic):
                    return ()
                found = (*found[:-1], replace(found[-1], label=f"{found[-1].label} {labels.expand(rest, self.parser.lexicon)}"))
            elif rest and not found:
                if not (rest[0].isupper() or pattern("agents-quantifier").match(rest)) or pattern("blocks-no-agent").match(key(rest)):
                    if not pattern("blocks-no-agent").match(key(rest)):
                        return ()
                    rest = ""
                name = labels.official(labels.expand(rest, self.parser.lexicon), self.parser.lexicon)
                found = (Mention(pos, stop, name[:1].upper() + name[1:], known=False),) if name else ()
            out += found
            gap = _PIECE_END.match(text.key, until.end() if until else end, end)
            pos = gap.end() if gap else end
            if gap is None and until is not None and until.end() < end:
                return ()
        return tuple(out)

    def cast(self, kind: str, words: str, block: Block | None = None) -> list[tuple[str, Mention]]:
        """Gives the agents of a block line in the role of its label, unless the line itself says another."""
        role = "lead" if kind == "pair" else kind
        words = pattern("blocks-stray-colon").sub(",", words)
        text, out, told = Text(words), [], False
        inner = re.fullmatch(r"([^()]+)\(([^()]+)\)[\s.]*", words) if kind == "directed" else None
        if inner is not None:  # "Cơ quan chỉ đạo/chủ trì": "Bộ Quốc phòng (Học viện Kỹ thuật quân sự)"
            return [*self.cast("responsible", inner[1], block), *self.cast("lead", inner[2], block)]
        role = "lead" if kind == "directed" else role
        found = self.listed(text, len(words) - len(words.lstrip(" -+*")), len(words))
        if found:
            return [(role, m) for m in found]
        for start, end in [c for s in sentences(words, 0, len(words)) for c in clauses(words, *s, lambda _: False)]:
            pos = start + len(words[start:end]) - len(words[start:end].lstrip(" -+*"))
            ask = pattern("blocks-asks").match(text.key, pos, end)
            if ask is not None:
                pos = ask.end()
                if block is not None and ask["ask"]:
                    block.request = True
            found, stop = self.parser.list_at(text, pos, end)
            if not found:
                out += [(role, m) for m in self.staff(words[pos:end])]
                continue
            rest = text.key[stop:end].strip(" .;:,")
            if pattern("blocks-opens-with-role").match(rest):
                clause = self.roles.read(text, stop, end, Frame(bearers=found))
                out += [c for c in cast_of(clause, Frame(bearers=found)) if c[0] != "report_to"]
                told = True
            else:
                said = self.roles.read(text, stop, end, Frame(bearers=found))
                own = "responsible" if told and self.verb.match(rest) else role  # "Sở X chủ trì hướng dẫn; các sở thực hiện công bố"
                out += [(own, m) for m in found] + [c for c in said.cast if c[0] == "report_to"]
        return out

    def staff(self, words: str) -> tuple[Mention, ...]:
        """Gives the people of a body that a line describes to its end ("Chuyên viên của Sở Y tế thực hiện nhiệm vụ tại ..."), () for any other."""
        if pattern("blocks-staff").match(key(words)) is None or len(words.split()) > _MOST_STAFF:
            return ()
        said = labels.expand(re.sub(r"\s*\([^()]*\)", "", words).strip(" .;"), self.parser.lexicon)
        return (Mention(0, 0, said[:1].upper() + said[1:], collective=True, known=False),)
