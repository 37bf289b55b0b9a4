"""The language of rules: a small part of SPARQL CONSTRUCT.

Takes the text of a rule; gives its template, premises and negative parts as patterns; knows nothing of files or stores. Everything outside the part
(UNION, property paths, sub-queries, blank nodes, EXISTS) is refused, because a premise could then not be named. A reader of its own and not
rdflib's: rdflib's parser takes longer for the rules than the rules take for the corpus; the tests hold the two to the same patterns.
"""

from __future__ import annotations

from typing import NamedTuple

from ttdn_kb.graph.namespaces import RDF, XSD
from ttdn_kb.graph.store import Term
from ttdn_kb.inference.rule import Pattern, Slot
from ttdn_kb.inference.rule_tokens import NotARule, Token, line_of, scan


class Syntax(NamedTuple):
    """What a rule's text says; the fields as in `Rule`."""

    select: str
    template: tuple[Pattern, ...]
    premises: tuple[Pattern, ...]
    negative: tuple[tuple[Pattern, ...], ...]
    constants: dict[str, tuple[Term, ...]]
    where: int


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.prefixes: dict[str, str] = {}
        self.tokens = scan(text)
        self.at = 0
        self.premises: list[Pattern] = []
        self.negative: list[tuple[Pattern, ...]] = []
        self.constants: dict[str, tuple[Term, ...]] = {}

    def fail(self, why: str) -> NotARule:
        token = self.tokens[min(self.at, len(self.tokens) - 1)]
        return NotARule(f"dòng {line_of(self.text, token.start)}: {why} (gặp {token.text!r})")

    def peek(self) -> Token:
        if self.at >= len(self.tokens):
            self.at = len(self.tokens) - 1
            raise self.fail("luật kết thúc dở dang")
        return self.tokens[self.at]

    def take(self, text: str = "") -> Token:
        token = self.peek()
        if text and token.text.upper() != text:
            raise self.fail(f"cần {text}")
        self.at += 1
        return token

    def is_next(self, text: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].text.upper() == text

    def read(self) -> Syntax:
        while self.is_next("PREFIX"):
            self.take()
            name = self.take().text.removesuffix(":")
            self.prefixes[name] = self.take().text[1:-1]
        start = self.take("CONSTRUCT").start
        self.take("{")
        template: list[Pattern] = []
        self.triples(template)
        self.take("}")
        self.take("WHERE")
        opening = self.take("{")
        self.group()
        closing = self.take("}")
        if self.at != len(self.tokens):
            raise self.fail("sau WHERE {...} không được có gì nữa")
        head = self.text[:start] + "SELECT * WHERE "
        select = head + self.text[opening.start : closing.end]
        return Syntax(select, tuple(template), tuple(self.premises), tuple(self.negative), self.constants, len(head) + 1)

    def group(self) -> None:
        while not self.is_next("}"):
            token = self.peek()
            word = token.text.upper() if token.kind == "word" else ""
            if word == "FILTER":
                self.filter()
            elif word == "BIND":
                self.take()
                self.balanced()
            elif word == "VALUES":
                self.values()
            elif word == "OPTIONAL":
                self.take()
                self.negative.append(self.missing())
            elif word == "MINUS":
                self.take()
                self.negative.append(self.inner())
            elif self.is_next("."):
                self.take()
            else:
                self.triples(self.premises)

    def filter(self) -> None:
        self.take()
        if self.is_next("NOT"):
            self.take()
            self.take("EXISTS")
            inside = self.inner()
            if len(inside) > 1:
                raise self.fail("FILTER NOT EXISTS với nhiều mẫu chạy rất chậm: dùng MINUS")
            self.negative.append(inside)
            return
        if self.is_next("EXISTS"):
            raise self.fail("EXISTS giấu tiền đề: viết thành mẫu thường")
        if self.peek().kind == "word":
            self.take()
        self.balanced()

    def missing(self) -> tuple[Pattern, ...]:
        """Reads `OPTIONAL { ... } FILTER (!BOUND(?v))`, the way to say that nothing fits which FILTER limits by outer variables.

        An OPTIONAL that may hold or not is no premise and no absence: a proof could not tell which, so it is refused.
        """
        inside = self.inner()
        words = [self.take().text.upper() for _ in range(8)]
        known = {v for p in self.premises for v in p.variables()}
        own = {v.upper() for p in inside for v in p.variables() if v not in known}
        if words[:5] != ["FILTER", "(", "!", "BOUND", "("] or words[5][1:] not in own or words[6:] != [")", ")"]:
            self.at -= 8
            raise self.fail("OPTIONAL chỉ để nói điều không có: theo ngay sau phải là FILTER (!BOUND(?biến_của_nó))")
        return inside

    def inner(self) -> tuple[Pattern, ...]:
        self.take("{")
        found: list[Pattern] = []
        while not self.is_next("}"):
            if self.is_next("FILTER"):
                self.take()
                if self.peek().kind == "word":
                    self.take()
                self.balanced()
            elif self.is_next("VALUES"):
                self.values()
            elif self.is_next("."):
                self.take()
            else:
                self.triples(found)
        self.take("}")
        return tuple(found)

    def balanced(self) -> None:
        self.take("(")
        depth = 1
        while depth:
            token = self.take()
            if token.text.upper() == "EXISTS":
                self.at -= 1
                raise self.fail("EXISTS giấu tiền đề: viết thành mẫu thường")
            depth += {"(": 1, ")": -1}.get(token.text, 0)

    def values(self) -> None:
        self.take("VALUES")
        many = self.is_next("(")
        names: list[str] = []
        if many:
            self.take("(")
        while self.peek().kind == "variable":
            names.append(self.take().text[1:])
        if many:
            self.take(")")
        self.take("{")
        rows: list[list[Term]] = []
        while not self.is_next("}"):
            row = []
            if many:
                self.take("(")
            for _ in names:
                slot = self.slot()
                if isinstance(slot, str):
                    raise self.fail("VALUES chỉ nhận giá trị cụ thể")
                row.append(slot)
            if many:
                self.take(")")
            rows.append(row)
        self.take("}")
        for place, name in enumerate(names):
            self.constants[name] = tuple(row[place] for row in rows)

    def triples(self, out: list[Pattern]) -> None:
        while self.peek().kind in ("variable", "iri", "name"):
            subject = self.slot()
            while True:
                predicate = self.slot(verb=True)
                out.append(Pattern(subject, predicate, self.slot()))
                while self.is_next(","):
                    self.take()
                    out.append(Pattern(subject, predicate, self.slot()))
                if not self.is_next(";"):
                    break
                while self.is_next(";"):
                    self.take()
                if self.is_next(".") or self.is_next("}"):
                    break
            if not self.is_next("."):
                break
            self.take()
        if self.peek().text.upper() not in ("}", "FILTER", "BIND", "VALUES", "OPTIONAL", "MINUS"):
            raise self.fail("ngoài phần SPARQL mà luật được dùng")

    def slot(self, verb: bool = False) -> Slot:
        token = self.take()
        if token.kind == "variable":
            return token.text[1:]
        if token.kind == "iri":
            return Term("iri", token.text[1:-1])
        if token.kind == "name":
            return Term("iri", self.expand(token.text))
        if verb and token.text == "a":
            return Term("iri", RDF + "type")
        if token.term is not None and not verb:
            datatype = token.term.datatype
            if datatype:
                datatype = datatype[1:-1] if datatype.startswith("<") else self.expand(datatype)
            return token.term._replace(datatype="" if datatype == XSD + "string" else datatype)
        if token.kind == "number" and not verb:
            return Term("literal", token.text, XSD + ("decimal" if "." in token.text else "integer"))
        if token.text in ("true", "false") and not verb:
            return Term("literal", token.text, XSD + "boolean")
        self.at -= 1
        raise self.fail("cần một biến hoặc một từ cụ thể; đường dẫn thuộc tính và nút trắng không dùng được trong luật")

    def expand(self, name: str) -> str:
        prefix, local = name.split(":", 1)
        if prefix not in self.prefixes:
            raise self.fail(f"chưa khai báo PREFIX {prefix}:")
        return self.prefixes[prefix] + local


def read_syntax(text: str) -> Syntax:
    """Reads a rule's text.

    Raises:
        NotARule: for text outside the part of SPARQL that rules may use, with the line.

    >>> s = read_syntax("PREFIX x: <http://x/> CONSTRUCT { ?a x:q ?b } WHERE { ?a x:p ?b . FILTER (?a != ?b) MINUS { ?a x:r ?b } }")
    >>> [p.key() for p in s.template], [p.key() for p in s.premises], [p.key() for g in s.negative for p in g]
    (['http://x/q'], ['http://x/p'], ['http://x/r'])
    """
    return _Reader(text).read()
