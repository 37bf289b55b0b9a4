"""Ids and citations of provisions.

Takes a finished tree of mutable nodes; gives records with ids from position and the citation a lawyer would write; knows nothing of how the tree
was found.
"""

from __future__ import annotations

import re
from collections import Counter

from ttdn_kb.foundation.model import Provision, ProvisionKind, Span
from ttdn_kb.structure.draft import Node
from ttdn_kb.structure.marks import Rank
from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import pattern

_ZONES = {
    ProvisionKind.LETTERHEAD: ("phan-dau", "Phần đầu"),
    ProvisionKind.TITLE: ("ten", "Tên văn bản"),
    ProvisionKind.PREAMBLE: ("loi-dan", "Lời dẫn"),
    ProvisionKind.LEGAL_BASIS: ("can-cu", "Căn cứ"),
    ProvisionKind.RECIPIENTS: ("noi-nhan", "Nơi nhận"),
    ProvisionKind.SIGNATURE: ("ky", "Chữ ký"),
}
# How an act's decision and a part are cited.
_DECISION, PART = "QĐ", "Phần"


def slug(text: str) -> str:
    """Gives ASCII for an id: "đ" as "dd", so that it differs from "d".

    >>> slug("đ"), slug("4.5"), slug("IV")
    ('dd', '4.5', 'iv')
    """
    return re.sub(r"[^a-z0-9.]+", "-", fold(text.replace("đ", "dd").replace("Đ", "Dd"))).strip("-")


class _Namer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.used: Counter[str] = Counter()
        self.annexes = 0

    def unique(self, eid: str) -> tuple[str, int]:
        self.used[eid] += 1
        times = self.used[eid]
        return (eid, 1) if times == 1 else (f"{eid}_{times}", times)

    def build(self, node: Node, parent: Provision | None, scope: str, citing: str, count: int, several: bool, *, beside: bool = False) -> Provision:
        """Makes the record of a node and of all below it.

        Args:
            parent: a record without children that carries the parent's kind, id and path.
            scope: prefix of the ids of articles.
            citing: prefix of their citations.
            count: the node's place among the siblings of its kind.
            several: it has siblings of its kind.
            beside: bullets stand beside it.
        """
        eid, path = self.name(node, parent, scope, citing, count, several)
        eid, times = self.unique(eid) if parent is not None else ("", 1)
        if times > 1 and path:
            path = f"{path} (lần {times})"
        if node.kind is ProvisionKind.DECISION:
            scope, citing = eid, _DECISION
        elif node.kind is ProvisionKind.ANNEX:
            scope, citing = eid, path
        # Bullets under a plan block's label are cited as the item's own, which has none beside the block.
        bare = node.kind is ProvisionKind.BLOCK and not node.number and parent is not None and not beside
        head = Provision(node.kind, node.number, Span(node.start, node.end), eid=eid, path=parent.path if bare and parent is not None else path)
        totals = Counter(child.kind for child in node.children)
        met: Counter[ProvisionKind] = Counter()
        children = []
        for child in node.children:
            met[child.kind] += 1
            lone = child.kind is ProvisionKind.PARAGRAPH and totals[child.kind] == 1
            several_here = totals[child.kind] > 1 and not lone
            children.append(self.build(child, head, scope, citing, met[child.kind], several_here, beside=totals[ProvisionKind.BULLET] > 0))
        start = min([node.start, *(child.span.start for child in children)])
        end = max([node.end, *(child.span.end for child in children)])
        if parent is None:
            start, end = 0, len(self.text)
        return Provision(
            kind=node.kind,
            number=node.number,
            span=Span(start, end),
            heading=node.heading,
            body=node.own if not children else None,
            eid=eid,
            path=path,
            children=tuple(children),
            note=node.note,
        )

    def name(self, node: Node, parent: Provision | None, scope: str, citing: str, count: int, several: bool) -> tuple[str, str]:
        if parent is None:
            return "", ""
        kind = node.kind
        base = parent.eid + "/" if parent.eid else ""
        if kind in _ZONES:
            tag, said = _ZONES[kind]
            many = kind in {ProvisionKind.LEGAL_BASIS, ProvisionKind.PREAMBLE}
            return f"{base}{tag}-{count}" if many else f"{base}{tag}", self.cite(parent, f"{said} {count}" if many and several else said)
        if kind is ProvisionKind.DECISION:
            return "qd", _DECISION
        if kind is ProvisionKind.ANNEX:
            return self.annex(node)
        if kind is ProvisionKind.ARTICLE:
            before = f"{scope}/" if scope else ""
            glue = " " if citing == _DECISION else ", "
            return f"{before}dieu-{slug(node.number)}", f"{citing}{glue}Điều {node.number}" if citing else f"Điều {node.number}"
        if kind in {ProvisionKind.CHAPTER, ProvisionKind.SECTION} or (kind is ProvisionKind.PART and node.rank == Rank.PART):
            tag, said = {ProvisionKind.CHAPTER: ("chuong", "Chương"), ProvisionKind.SECTION: ("muc", "Mục")}.get(kind, ("phan", PART))
            if node.rank == Rank.SUBSECTION:
                tag, said = "tieu-muc", "Tiểu mục"
            return f"{base}{tag}-{slug(node.number)}", self.cite(parent, f"{said} {node.number}")
        if kind is ProvisionKind.PART:
            glued = parent.kind is ProvisionKind.PART and PART not in parent.path.rsplit(", ", 1)[-1]
            said = node.number.upper()
            return f"{base}phan-{slug(said)}", f"{parent.path}.{said}" if glued else self.cite(parent, said)
        return self.name_inner(node, parent, base, count, several)

    def name_inner(self, node: Node, parent: Provision, base: str, count: int, several: bool) -> tuple[str, str]:
        kind, number = node.kind, node.number
        if node.number and (node.rank < Rank.BULLET or kind is ProvisionKind.POINT) and kind not in {ProvisionKind.ROW, ProvisionKind.LACUNA}:
            if kind is ProvisionKind.CLAUSE or (kind is ProvisionKind.BLOCK and parent.kind is ProvisionKind.ARTICLE):
                return f"{base}khoan-{slug(number)}", self.cite(parent, f"khoản {number}")
            if kind is ProvisionKind.POINT or node.rank == Rank.POINT:
                return f"{base}diem-{slug(number)}", self.cite(parent, f"điểm {number}")
            glued = parent.kind is ProvisionKind.PART and "." not in number and PART not in parent.path.rsplit(", ", 1)[-1]
            return f"{base}muc-{slug(number)}", f"{parent.path}.{number}" if glued else self.cite(parent, f"mục {number}")
        if kind is ProvisionKind.BULLET:
            inner = parent.kind is ProvisionKind.BULLET
            return f"{base}{'gach-con' if inner else 'gach'}-{count}", self.cite(parent, f"{'gạch con' if inner else 'gạch'} {count}")
        if kind is ProvisionKind.BLOCK:
            return f"{base}khoi-{count}", self.cite(parent, node.label)
        if kind is ProvisionKind.LEAD_IN:
            return f"{base}mo-dau", parent.path or "Lời dẫn"
        if kind is ProvisionKind.CLOSING:
            if not several:
                return f"{base}doan-cuoi", self.cite(parent, "đoạn cuối")
            return f"{base}doan-cuoi/doan-{count}", self.cite(parent, f"đoạn cuối, đoạn {count}")
        if kind is ProvisionKind.PARAGRAPH:
            return f"{base}doan-{count}", self.cite(parent, f"đoạn {count}") if several or not parent.path else parent.path
        if kind is ProvisionKind.LACUNA:
            return f"{base}thieu-{slug(number)}", self.cite(parent, f"(thiếu {number.replace('-', ' đến ')})")
        tag, said = {ProvisionKind.TABLE: ("bang", "bảng"), ProvisionKind.ROW: ("dong", "dòng")}.get(kind, ("cot", "cột"))
        lone = kind is ProvisionKind.TABLE and not several
        return f"{base}{tag}-{count}", self.cite(parent, said if lone else f"{said} {count}")

    def annex(self, node: Node) -> tuple[str, str]:
        self.annexes += 1
        if node.scope:
            return node.scope, f"Văn bản kèm theo {node.scope.rsplit('-', 1)[-1]}"
        said = fold(self.text[node.start : node.end][:60])
        match = pattern("naming-annex-number").match(said)
        number = match.group(1) if match else None
        node.number = number.upper() if number else ""
        word = "Biểu" if said.startswith("bieu") else "Mẫu" if said.startswith("mau") else "Phụ lục"
        return (f"{slug(word)}-{number}", f"{word} {node.number}") if number else (slug(word), word)

    @staticmethod
    def cite(parent: Provision, part: str) -> str:
        return f"{parent.path}, {part}" if parent.path else part


def name_tree(text: str, root: Node) -> Provision:
    """Gives the tree as records.

    Args:
        text: the stored text.
        root: the root of the finished tree.
    """
    return _Namer(text).build(root, None, "", "", 1, False)
