"""Drafts made from real regulations by random edits: every planted change is reported at its clause, and nothing else is."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import docx
import pytest

from ttdn_kb.compare.base_norms import norms_of
from ttdn_kb.compare.draft_changes import Change, study
from ttdn_kb.compare.draft_reading import read, read_old
from ttdn_kb.foundation.model import Norm, Provision, ProvisionKind
from ttdn_kb.graph.documents import Source, read_sources
from ttdn_kb.graph.oxigraph import OxigraphStore
from ttdn_kb.query import build_place
from ttdn_kb.structure.tree import parse
from ttdn_kb.text.readers import read_source

SEEDS = range(12)
LEAVES = {ProvisionKind.CLAUSE, ProvisionKind.POINT, ProvisionKind.ITEM, ProvisionKind.BULLET}
#: An agency that no document here names, so that its coming or going is seen.
STRANGER = "Sở Khoa học và Công nghệ"
DUTY = f"Chủ trì, phối hợp với {STRANGER} tổ chức diễn đàn thường niên về chuyển đổi số trong doanh nghiệp xuất khẩu."


#: Words that say how and for what work is done, not by whom.
ASIDES = (" bằng những hình thức thiết thực, tiết kiệm", ", phù hợp với điều kiện thực tế", " theo hướng tinh gọn, hiệu quả và bền vững")


class Edit(NamedTuple):
    start: int
    end: int
    words: str


class Planted(NamedTuple):
    """Edits with the (kind, old path) that they must be reported as, and (role, agent) pairs that must be among what came or went."""

    edits: tuple[Edit, ...]
    expected: tuple[tuple[str, str], ...]
    told: tuple[str, ...] = ()


class Document:
    """A regulation of the base as the edits see it."""

    def __init__(self, source: Source, norms: list[Norm]) -> None:
        self.source, self.text, self.norms = source, source.text, norms
        self.tree = parse(self.text)
        self.read = read_old(self.text)
        self.parents = {id(child): node for node in self.tree.walk() for child in node.children}
        self.leaves = [n for n in self.tree.walk() if not n.children and n.kind in LEAVES and n.body and len(n.body) > 30]

    def inside(self, node: Provision) -> list[Norm]:
        return [n for n in self.norms if node.span.start <= n.span.start and n.span.end <= node.span.end]

    def body(self, node: Provision) -> str:
        assert node.body is not None
        return node.body.slice(self.text)


def cut(document: Document, node: Provision) -> Edit:
    """The node with the line break after it."""
    end = node.span.end
    while end < len(document.text) and document.text[end] in " \t\r\n":
        end += 1
    start = document.text.rfind("\n", 0, node.span.start) + 1
    if document.text[start : node.span.start].strip(" #*>"):
        start = node.span.start
    return Edit(start, end, "")


def delete(document: Document, chance: random.Random) -> Planted:
    node = chance.choice(document.leaves)
    edits = [cut(document, node)]
    siblings = document.parents[id(node)].children
    if node.number.isdigit() and chance.random() < 0.5:
        for later in siblings[siblings.index(node) + 1 :]:
            mark = document.text.find(later.number, later.span.start, later.span.start + 12)
            if later.kind is node.kind and later.number.isdigit() and mark >= 0:
                edits.append(Edit(mark, mark + len(later.number), str(int(later.number) - 1)))
    return Planted(tuple(edits), (("removed", node.path),))


def delete_article(document: Document, chance: random.Random) -> Planted | None:
    articles = [n for n in document.tree.walk() if n.kind is ProvisionKind.ARTICLE and any(leaf.kind in LEAVES for leaf in n.leaves())]
    if not articles:
        return None
    node = chance.choice(articles)
    told = [leaf for leaf in node.leaves() if leaf.kind is not ProvisionKind.LEAD_IN or document.inside(leaf)]
    return Planted((cut(document, node),), tuple(("removed", leaf.path) for leaf in told))


def merge(document: Document, chance: random.Random) -> Planted | None:
    pairs = []
    for node in document.tree.walk():
        for one, two in zip(node.children, node.children[1:], strict=False):
            if one in document.leaves and two in document.leaves and one.kind is two.kind:
                pairs.append((one, two))
    if not pairs:
        return None
    one, two = chance.choice(pairs)
    second = document.body(two)
    joined = document.text[one.span.start : one.span.end].rstrip(" .;\n") + "; " + second[0].lower() + second[1:]
    return Planted((Edit(one.span.start, two.span.end, joined),), (("merged", f"{one.path}, {two.path}"),))


def split(document: Document, chance: random.Random) -> Planted | None:
    """A clause of two sentences becomes two clauses, the later ones counted on."""
    found = []
    for leaf in document.leaves:
        siblings, body = document.parents[id(leaf)].children, document.body(leaf)
        later = siblings[siblings.index(leaf) + 1 :]
        for m in re.finditer(r"(?<=[a-zà-ỹ])[.;] (?=[A-ZĐÀ-Ỹ])", body):
            halves = body[: m.start()], body[m.end() :]
            if _counted(leaf) and all(map(_counted, later)) and all(len(h.split()) > 8 for h in halves) and "\n" not in body:
                found.append((leaf, later, m))
    if not found:
        return None
    leaf, later, m = chance.choice(found)
    assert leaf.body is not None
    edits = [Edit(leaf.body.start + m.start(), leaf.body.start + m.end(), f".\n\n{int(leaf.number) + 1}. ")]
    for sibling in later:
        at = document.text.index(sibling.number, sibling.span.start)
        edits.append(Edit(at, at + len(sibling.number), str(int(sibling.number) + 1)))
    return Planted(tuple(edits), (("split", leaf.path),))


def swap_articles(document: Document, chance: random.Random) -> Planted | None:
    """Two neighbouring articles change places and numbers; the one with fewer clauses is told to have moved."""
    found = []
    for node in document.tree.walk():
        for one, two in zip(node.children, node.children[1:], strict=False):
            sizes = [len([c for c in a.children if c in document.leaves and _counted(c)]) for a in (one, two)]
            whole = all(len(a.children) == n and n > 1 for a, n in zip((one, two), sizes, strict=True))
            if one.kind is two.kind is ProvisionKind.ARTICLE and one.heading and two.heading and whole and sizes[0] != sizes[1]:
                found.append((one, two, one if sizes[0] < sizes[1] else two))
    if not found:
        return None
    one, two, fewer = chance.choice(found)
    texts = [document.text[a.span.start : a.span.end] for a in (one, two)]
    first = texts[1].replace(f"Điều {two.number}", f"Điều {one.number}", 1).rstrip("\n")
    second = texts[0].replace(f"Điều {one.number}", f"Điều {two.number}", 1).rstrip("\n")
    return Planted((Edit(one.span.start, two.span.end, f"{first}\n\n{second}\n"),), (("moved", fewer.path),))


def bearer_of_block(document: Document, chance: random.Random) -> Planted | None:
    """Another agency in a plan's "Đơn vị chủ trì" or in a lead-in: each clause below that it bears is reported."""
    found = []
    for node in document.tree.walk():
        if node.kind not in (ProvisionKind.BLOCK, ProvisionKind.LEAD_IN) or id(node) not in document.parents:
            continue
        words = document.text[node.span.start : node.span.end]
        below = [leaf for leaf in document.parents[id(node)].leaves() if leaf in document.leaves]
        names = {a.agent for leaf in below for n in document.inside(leaf) for a in n.assignments if a.role in ("lead", "responsible")}
        for name in sorted(names):
            start = words.find(name)
            opens = (start >= 0 and not words[:start].rstrip().rpartition("\n")[2].strip(" :-+*")) or words[:start].rstrip().endswith(":")
            alone = words.count(name) == 1 and not any(name in document.body(leaf) for leaf in below) and not document.inside(node)
            if start >= 0 and opens and alone:
                touched = [leaf for leaf in below if bears(document.inside(leaf), name)]
                found.append((node.span.start + start, name, touched))
    if not found:
        return None
    at, name, touched = chance.choice(found)
    return Planted((Edit(at, at + len(name), STRANGER),), tuple(("reassigned", leaf.path) for leaf in touched), (STRANGER, name))


def bearer_of_article(document: Document, chance: random.Random) -> Planted | None:
    """Another agency in a heading: each clause whose work the heading gives away is reported."""
    found = []
    for node in document.tree.walk():
        heading = node.heading.slice(document.text).strip(" .:*") if node.heading else ""
        touched = [leaf for leaf in node.leaves() if bears(document.inside(leaf), heading)]
        others = [document.text[leaf.span.start : leaf.span.end].lower() for leaf in node.leaves() if leaf is not node]
        if node.kind is ProvisionKind.BULLET or any(heading.lower() in words for words in others):
            continue
        alone = not node.children and bears(document.inside(node), heading)
        if heading and (touched or alone) and all(leaf in document.leaves or leaf is node for leaf in touched):
            found.append((node, heading, [node] if alone else touched))
    if not found:
        return None
    node, heading, touched = chance.choice(found)
    assert node.heading is not None
    at = document.text.index(heading, node.heading.start)
    return Planted((Edit(at, at + len(heading), STRANGER),), tuple(("reassigned", leaf.path) for leaf in touched), (STRANGER, heading))


def bears(norms: Iterable[Norm], agent: str) -> bool:
    return any(a.agent == agent for n in norms for a in n.assignments)


def bearer_in_sentence(document: Document, chance: random.Random) -> Planted | None:
    found = [
        (leaf, a.agent, n)
        for leaf in document.leaves
        for n in document.inside(leaf)
        for a in n.assignments
        if n.quote.startswith(a.agent + " ") and document.body(leaf).lower().count(a.agent.lower()) == 1 and a.role in ("lead", "responsible")
    ]
    if not found:
        return None
    leaf, agent, norm = chance.choice(found)
    return Planted((Edit(norm.span.start, norm.span.start + len(agent), STRANGER),), (("reassigned", leaf.path),), (agent, STRANGER))


def role_phrase(document: Document, chance: random.Random) -> Planted | None:
    swaps = (("Chủ trì, phối hợp với", "Phối hợp với"), ("chủ trì, phối hợp với", "phối hợp với"), ("Phối hợp với", "Chủ trì, phối hợp với"))
    found = [
        (leaf, leaf.body.start + document.body(leaf).index(was), was, now)
        for leaf in document.leaves
        for was, now in swaps
        if leaf.body
        and document.body(leaf).startswith(was)
        # In a plan the block names the lead, whatever the sentence says.
        and {a.role for n in document.inside(leaf) for a in n.assignments} & ({"lead"} if "hủ trì" in was else {"coordinator"})
    ]
    if not found:
        return None
    leaf, at, was, now = chance.choice(found)
    return Planted((Edit(at, at + len(was), now),), (("reassigned", leaf.path),))


def _listed(document: Document) -> list[tuple[Provision, str, int]]:
    """Partners that stand in a list, followed by another of the same norm."""
    found = []
    for leaf in document.leaves:
        for norm in document.inside(leaf):
            names = [a.agent for a in norm.assignments if a.role in ("coordinator", "partner")]
            for name in names:
                for other in names:
                    if norm.quote.count(f"{name}, {other}") == 1 and norm.quote.count(name) == 1:
                        found.append((leaf, name, norm.span.start + norm.quote.index(f"{name}, {other}")))
    return found


def drop_partner(document: Document, chance: random.Random) -> Planted | None:
    found = _listed(document)
    if not found:
        return None
    leaf, name, at = chance.choice(found)
    return Planted((Edit(at, at + len(name) + 2, ""),), (("reassigned", leaf.path),), (name,))


def add_partner(document: Document, chance: random.Random) -> Planted | None:
    found = [f for f in _listed(document) if STRANGER not in document.body(f[0])]
    if not found:
        return None
    leaf, _, at = chance.choice(found)
    return Planted((Edit(at, at, f"{STRANGER}, "),), (("reassigned", leaf.path),), (STRANGER,))


def add_duty(document: Document, chance: random.Random) -> Planted | None:
    last = [n.children[-1] for n in document.tree.walk() if n.children and n.children[-1] in document.leaves and n.children[-1].number.isdigit()]
    if not last:
        return None
    node = chance.choice(last)
    return Planted((Edit(node.span.end, node.span.end, f"\n\n{int(node.number) + 1}. {DUTY}"),), (("added", ""),))


def deadline(document: Document, chance: random.Random) -> Planted | None:
    found = [
        (leaf, norm.span.start + m.start(1), norm.span.start + m.end(1), m[1])
        for leaf in document.leaves
        for norm in document.inside(leaf)
        if norm.deadline and not document.text[leaf.span.start : leaf.span.end].count("Điều ")
        for m in re.finditer(r"ngày (\d\d?)\b", norm.quote)
        if norm.deadline in norm.quote and norm.quote.index(norm.deadline) <= m.start() < norm.quote.index(norm.deadline) + len(norm.deadline)
    ]
    if not found:
        return None
    leaf, start, end, day = chance.choice(found)
    return Planted((Edit(start, end, str(int(day) % 28 + 1)),), (("deadline", leaf.path),))


def reword(document: Document, chance: random.Random) -> Planted:
    node = chance.choice(document.leaves)
    assert node.body is not None
    end = node.body.start + len(document.body(node).rstrip(" .;/\n"))
    return Planted((Edit(end, end, chance.choice(ASIDES)),), (("reworded", node.path),))


def move_to_other(document: Document, chance: random.Random) -> Planted | None:
    """A clause goes, as it is, to the article of another agency."""
    found = []
    homes = [n for n in document.tree.walk() if n.heading and n.children and all(_counted(c) for c in n.children)]
    for node in homes:
        heading = node.heading.slice(document.text).strip(" .:*") if node.heading else ""
        movable = [
            c
            for c in node.children
            if c in document.leaves and bears(document.inside(c), heading) and heading.lower() not in document.body(c).lower()
        ]
        others = [o for o in homes if o is not node and bears([n for c in o.children for n in document.inside(c)], _heading(document, o))]
        found += [(c, heading, o) for c in movable for o in others if _heading(document, o) not in document.body(c)]
    if not found:
        return None
    node, heading, home = chance.choice(found)
    end = home.children[-1].span.end
    moved = Edit(end, end, f"\n\n{int(home.children[-1].number) + 1}. {document.body(node)}")
    return Planted((cut(document, node), moved), (("reassigned", node.path),), (heading, _heading(document, home)))


def _counted(node: Provision) -> bool:
    return node.kind is ProvisionKind.CLAUSE and node.number.isdigit()


def _heading(document: Document, node: Provision) -> str:
    return node.heading.slice(document.text).strip(" .:*") if node.heading else ""


MAKERS: tuple[Callable[[Document, random.Random], Planted | None], ...] = (
    delete, delete_article, merge, bearer_of_article, bearer_in_sentence, role_phrase, drop_partner, add_partner, add_duty, deadline, reword,
    move_to_other, split, swap_articles, bearer_of_block,
)  # fmt: skip


def plant(document: Document, chance: random.Random, most: int) -> tuple[str, list[Planted]]:
    """Gives a draft with one or several edits, no two in one article or part."""
    zones = [n for n in document.tree.walk() if n.kind is ProvisionKind.ARTICLE] or list(document.tree.children)
    taken: set[int] = set()
    done: list[Planted] = []
    for _ in range(chance.randint(1, most)):
        planted = chance.choice(MAKERS)(document, chance)
        if planted is None:
            continue
        own = {i for i, z in enumerate(zones) for e in planted.edits if e.start <= z.span.end and z.span.start <= max(e.end, e.start + 1)}
        if not own & taken:
            taken |= own
            done.append(planted)
    text = document.text
    for edit in sorted((e for p in done for e in p.edits), reverse=True):
        text = text[: edit.start] + edit.words + text[edit.end :]
    return text, done


def wrapped(text: str) -> str:
    """Breaks long lines where no line can be taken for a numbered one."""
    chance = random.Random(len(text))
    return re.sub(r"(?<=[a-zà-ỹ,]) (?=[a-zà-ỹ]{2,} [a-zà-ỹ])", lambda _: "\n" if chance.random() < 0.04 else " ", text)


def old_tones(text: str) -> str:
    moved = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "ủy": "uỷ", "úy": "uý", "ùy": "uỳ", "ụy": "uỵ", "Ủy": "Uỷ"}
    return re.sub("|".join(f"{k}(?!\\w)" for k in moved), lambda m: moved[m[0]], text)


def as_word(text: str, headings: bool, path: Path) -> str:
    """The text as Word file and read again, a paragraph a line, headings styled."""
    document = docx.Document()
    for line in text.splitlines():
        if line.strip():
            titled = headings and re.match(r"\W*(Chương|Mục|Điều) ", line)
            document.add_paragraph("".join(c for c in line if c == "\t" or ord(c) >= 32), style="Heading 2" if titled else None)
    document.save(str(path))
    return read_source(str(path)).text


DISGUISES: dict[str, Callable[[str, Path], str]] = {
    "as it is": lambda text, _: text,
    "other spaces": lambda text, _: re.sub(r"(?<=\w) (?=\w)", "  ", text).replace("\n", " \n"),
    "other line breaks": lambda text, _: wrapped(text),
    "blank lines": lambda text, _: text.replace("\n", "\n\n"),
    "carriage returns": lambda text, _: text.replace("\n", "\r\n"),
    "decomposed letters": lambda text, _: unicodedata.normalize("NFD", text),
    "older tone marks": lambda text, _: old_tones(text),
    "a Word file": lambda text, folder: as_word(text, False, folder / "a.docx"),
    "a Word file with headings": lambda text, folder: as_word(text, True, folder / "b.docx"),
}


@cache
def documents(quads: str) -> dict[str, Document]:
    store = OxigraphStore()
    store.load_quads(quads)
    return {source.id: Document(source, norms_of(store, source.iri)) for source in read_sources()}


def changes(document: Document, text: str) -> tuple[Change, ...]:
    return study(document.read, document.norms, read(text, document.read))[1]


def faults(found: Iterable[Change], planted: list[Planted]) -> list[str]:
    """Says what was planted and not reported, and what was reported and not planted."""
    wanted = sorted(e for p in planted for e in p.expected)
    got = sorted((c.kind, c.old_path) for c in found)
    missing, extra = list(wanted), []
    for pair in got:
        if pair in missing:
            missing.remove(pair)
        else:
            extra.append(pair)
    said = {" ".join(agent.split()) for c in found for _, agent in (*c.lost, *c.gained)}
    untold = [name for p in planted for name in p.told if name not in said]
    return [*(f"missing {m}" for m in missing), *(f"extra {e}" for e in extra), *(f"unsaid {u}" for u in untold)]


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_copy_in_another_layout_changes_nothing(built: str, disguise: str, tmp_path: Path) -> None:
    for name, document in documents(str(Path(built) / build_place.QUADS)).items():
        assert not changes(document, DISGUISES[disguise](document.text, tmp_path)), name


@pytest.mark.parametrize("seed", SEEDS)
def test_planted_changes_are_reported_and_nothing_else(built: str, seed: int, tmp_path: Path) -> None:
    for name, document in documents(str(Path(built) / build_place.QUADS)).items():
        chance = random.Random(f"{name} {seed}")
        text, planted = plant(document, chance, 4)
        disguise = chance.choice(list(DISGUISES))
        found = changes(document, DISGUISES[disguise](text, tmp_path))
        assert not faults(found, planted), (name, disguise, planted, found)
