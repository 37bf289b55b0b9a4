"""The zones around the provisions: letterhead, title, legal bases, preamble, recipients, signature, titles of attached texts.

Takes the blocks of a document; gives the nodes of a zone and where it ends; knows nothing of how provisions nest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ttdn_kb.foundation.model import ProvisionKind, Span
from ttdn_kb.structure.blocks import Block
from ttdn_kb.structure.draft import Node, leaf
from ttdn_kb.structure.marks import Rank
from ttdn_kb.structure.openers import is_caps
from ttdn_kb.structure.tables import is_markdown_row, read_rows
from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import pattern, rows, words

_MOST_SIGNATURE = 60
_MOST_FRONT = 60
_NOTE = re.compile(r"\[(\d{1,3})\](?:\s|$)")
_FIRST_NOTE = "[1]"


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, str, str], ...]:
    return tuple(sorted(((fold(row["kind"]), row["kind"], row["group"]) for row in rows("document_kinds")), key=lambda row: -len(row[0])))


def kind_of(title: str) -> tuple[str, str]:
    """Gives the document kind and its group that a title begins with, ("", "") for none; a stray character of a scan before it does no harm.

    >>> kind_of("QUY CHẾ HOẠT ĐỘNG"), kind_of("Ộ CHỈ THỊ"), kind_of("Sở Y tế")
    (('Quy chế hoạt động', 'attached'), ('Chỉ thị', 'directive'), ('', ''))
    """
    folded = re.sub(r"^\W*\w\s+", "", fold(title).strip()) if re.match(r"\W*\w\s+\w{2}", title) else re.sub(r"^\W+", "", fold(title))
    for name, kind, group in _kinds():
        if folded == name or (folded.startswith(name) and not folded[len(name)].isalnum()):
            return kind, group
    return "", ""


def is_structural(block: Block) -> bool:
    """Says whether a block opens a provision that stands at the top of a text."""
    return block.mark is not None and block.mark.rank <= Rank.DEEP_ITEM


def _opens_body(block: Block) -> bool:
    return is_structural(block) or block.use in {"legal-basis", "enacting", "recipients", "annex", "label"}


def _is_title(block: Block, place: int) -> bool:
    if block.mark is not None:
        return False
    if block.use == "kind":
        return True
    said = block.words
    kind, _ = kind_of(said)
    if not kind or len(said) > 400:
        return False
    return is_caps(said) or said.split()[0].isupper() or (place <= 1 and not said.rstrip().endswith((":", ";")))


def front_title(blocks: Sequence[Block]) -> int:
    """Gives the place of the block that names the document's kind at its head, -1 for none."""
    for place, block in enumerate(blocks[:_MOST_FRONT]):
        if _is_title(block, place):
            return place
        if _opens_body(block) and not (block.use == "label" or block.mark is not None):
            return -1
        # Scans have stray numbers above the title; a chapter or an article is never one of them.
        if is_structural(block) and (block.mark is None or block.mark.rank <= Rank.ARTICLE or place > 25):
            return -1
        if is_structural(block) and not any(later.use == "kind" for later in blocks[place : place + 3]):
            return -1
    return -1


def _is_preamble(block: Block) -> bool:
    said = block.words
    return block.use in {"legal-basis", "enacting"} or len(said) > 330 or said.startswith(words("preamble")) or said.endswith((".", ":", ";"))


def title_end(blocks: Sequence[Block], place: int) -> int:
    """Gives the place after the title that begins at a place: the kind, what it is about, the note that says to what it is attached."""
    stop = place + 1
    kind = kind_of(blocks[place].words)[0]
    subject = len(pattern("zones-title-number").sub("", blocks[place].words)) > len(kind) + 12
    while stop < len(blocks) and stop <= place + 5:
        block = blocks[stop]
        said = block.words
        if block.mark is not None or block.use in {"table", "recipients", "annex", "kind", "enacting", "legal-basis"}:
            break
        if pattern("zones-attached").match(fold(said)) or said.startswith("("):
            stop += 1
            subject = True
            continue
        about = pattern("zones-about").match(fold(said)) is not None
        runs_on = not block.lines[0].blank and not block.lines[0].noise and not block.caps and not block.terminated and len(said) < 250
        named = not subject and not block.terminated and len(said) < 250
        if ((_is_preamble(block) and not named) or subject) and not (about and not subject) and not (subject and runs_on and stop > place + 1):
            break
        subject = True
        stop += 1
    return stop


def looks_like_letterhead(blocks: Sequence[Block]) -> bool:
    """Says whether blocks hold the name of the state, a number line or a name in capitals."""
    signs = tuple(fold(word) for word in words("letterhead"))
    for block in blocks:
        said = fold(block.words)
        if any(sign in said for sign in signs) or pattern("zones-number-line").match(said) or (block.caps and len(said) < 90):
            return True
    return False


def notes_start(blocks: Sequence[Block]) -> int:
    """Gives the place of the first of the footnotes that end a text ("[1] ...", "[2] ..."), the number of blocks where none do.

    Tasks may be numbered in the same way: the first note is cited before.
    """
    place = len(blocks)
    while place and _opens_note(blocks[place - 1]):
        place -= 1
    if place == len(blocks) or not blocks[place].words.startswith(_FIRST_NOTE):
        return len(blocks)
    cited = any(_FIRST_NOTE in block.words and not _opens_note(block) for block in blocks[:place])
    return place if cited else len(blocks)


def _opens_note(block: Block) -> bool:
    return block.mark is None and _NOTE.match(block.words) is not None


def whole(kind: ProvisionKind, blocks: Sequence[Block]) -> Node:
    """Makes one node of several blocks."""
    return Node(kind, blocks[0].start, blocks[-1].end, 1.0, own=Span(blocks[0].start, blocks[-1].end))


def preamble_node(block: Block) -> Node:
    """Makes the node of a block between the title and the first provision."""
    return leaf(ProvisionKind.LEGAL_BASIS if block.use == "legal-basis" else ProvisionKind.PREAMBLE, block, 1.0)


def is_attachment(blocks: Sequence[Block], place: int, *, closed: bool) -> bool:
    """Says whether a block that names a document kind begins an attached text.

    Args:
        blocks: all blocks.
        place: where the block stands.
        closed: recipients or a signature stand before it.
    """
    if not _is_title(blocks[place], 9):
        return False
    before = blocks[place - 1] if place else None
    if before is not None and before.mark is not None and before.mark.rank <= Rank.SUBSECTION and not before.words:
        # "QUY ĐỊNH CHUNG" after "Chương I" is the chapter's title.
        return False
    if closed:
        return True
    after = blocks[place + 1 : place + 6]
    if any(pattern("zones-attached").match(fold(block.words)) for block in after):
        return True
    first = next((block.mark for block in after if is_structural(block)), None)
    return first is not None and first.value == 1 and first.rank < Rank.NUMBER and blocks[place].use == "kind"


def addressees_end(blocks: Sequence[Block], place: int) -> int:
    """Gives the place after the bodies that a letter is sent to ("Kính gửi: ..."), the same place where the block names none."""
    if not pattern("zones-addressees").match(fold(blocks[place].words)):
        return place
    stop = place + 1
    while stop < len(blocks):
        block = blocks[stop]
        listed = block.mark is not None and block.mark.rank is Rank.BULLET
        named = block.mark is None and not block.use and len(block.words) < 120 and not block.words.endswith((".", ":"))
        if not listed and not named:
            break
        stop += 1
    return stop


def recipients_end(blocks: Sequence[Block], place: int) -> int:
    """Gives the place after the list of recipients that begins at a place."""
    stop = place + 1
    while stop < len(blocks):
        block = blocks[stop]
        after = blocks[stop + 1] if stop + 1 < len(blocks) else None
        beside = block.use == "signature" and after is not None and after.mark is not None and after.mark.rank is Rank.BULLET
        if beside and len(block.words) < _MOST_SIGNATURE:
            stop += 1  # a line of the signature that stands beside the recipients
            continue
        if block.use in {"signature", "annex", "kind", "table", "legal-basis", "enacting"} or _is_title(block, 9):
            break
        if block.mark is not None and block.mark.rank in {Rank.PART, Rank.CHAPTER, Rank.SECTION, Rank.ARTICLE, Rank.ROMAN}:
            break
        if block.mark is None and block.caps and len(block.words) > 12 and not block.words.endswith(";"):
            break
        stop += 1
    return stop


def signature_end(blocks: Sequence[Block], place: int) -> int:
    """Gives the place after the signature that begins at a place: the lines of the position and the name."""
    stop = place + 1
    names = 0
    while stop < len(blocks):
        block = blocks[stop]
        if block.use == "signature":
            stop += 1
            continue
        said = block.words.strip("*_ ")
        if block.use or (block.mark is not None) or len(said) > 60 or names >= 2 or block.terminated or _is_title(block, 9):
            break
        if names and (is_caps(said) or block.lines[0].heading):
            break
        names += not said.startswith("(")
        stop += 1
    return stop


def table_zone(text: str, block: Block) -> list[Node]:
    """Gives the nodes of a table that only lays out the recipients and the signature, none where it is a true table."""
    if not is_markdown_row(block.lines[0].text):
        return []
    cells = [cell for row in read_rows(text, block.lines) for cell in row.cells if len(cell)]
    opening = tuple(fold(word) for word in words("recipients"))
    if not cells or not fold(cells[0].slice(text).lstrip("*_ ")).startswith(opening):
        return []
    nodes = [Node(ProvisionKind.RECIPIENTS, cells[0].start, cells[0].end, 1.0, own=cells[0])]
    if len(cells) > 1:
        nodes.append(Node(ProvisionKind.SIGNATURE, cells[1].start, cells[-1].end, 1.0, own=Span(cells[1].start, cells[-1].end)))
    return nodes
