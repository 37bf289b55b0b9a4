"""What a document says of itself.

Takes stored text and its tree; gives a `Metadata` record; what the text does not say stays "". Knows nothing of other documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ttdn_kb.foundation.model import Metadata, Provision, ProvisionKind, Reference, Span
from ttdn_kb.structure import issuers
from ttdn_kb.structure.cards import card_of
from ttdn_kb.structure.dates import date_in, iso
from ttdn_kb.structure.openers import is_caps, names_issuer
from ttdn_kb.structure.references import find_references
from ttdn_kb.structure.segments import prefix
from ttdn_kb.structure.signatures import read_signature, right_column
from ttdn_kb.structure.validity import amended, ends_on, in_force_from, period_of, replaced
from ttdn_kb.structure.zones import kind_of
from ttdn_kb.text.clean import CleanText, clean, fold
from ttdn_kb.text.composing import compose, moved
from ttdn_kb.text.vocabulary import label_word, pattern, rows, words

# So many code points, marks and spaces included, hold the first words of a provision.
_OPENING = 60
_PLANS = frozenset({"plan", "attached"})


def read_metadata(text: str, tree: Provision) -> Metadata:
    """Gives what a document says of itself.

    Args:
        text: the stored text.
        tree: its tree.

    >>> from ttdn_kb.structure.tree import parse
    >>> text = "Số: 12/KH-UBND\\nHuế, ngày 05 tháng 3 năm 2021\\n\\nKẾ HOẠCH\\nTập huấn năm 2021\\n\\nI. MỤC ĐÍCH\\n1. Tập huấn."
    >>> found = read_metadata(text, parse(text))
    >>> found.number, found.kind, found.title, found.issued, found.expires
    ('12/KH-UBND', 'Kế hoạch', 'Kế hoạch tập huấn năm 2021', '2021-03-05', '2021-12-31')
    """
    composed = compose(text)
    if composed is None:
        return _Reader(text, tree).read()
    return moved(_Reader(composed.text, moved(tree, composed.forth)).read(), composed.back)


@lru_cache(maxsize=1)
def _number_line() -> re.Pattern[str]:
    return re.compile(rf"{pattern('metadata-number').pattern}({pattern('references-number').pattern})")


def _kind_by_number(number: str) -> str:
    match = re.search(r"[/-]([A-ZĐ][A-Za-zĐđ]*)[-/]", number)
    letters = match.group(1) if match else ""
    named = [row for row in rows("document_kinds") if letters and row["abbreviation"] == letters]
    # "QĐ" is short for a decision and for the rules attached to one: the number is the decision's.
    return next((row["kind"] for row in sorted(named, key=lambda row: row["group"] == "attached")), "")


def _general(kind: str) -> str:
    """The kind without what it is about: "Quy chế" for "Quy chế hoạt động"; two kinds are one where they share an abbreviation."""
    listed = {row["kind"]: row["abbreviation"] for row in rows("document_kinds")}
    same = [name for name, short in listed.items() if short and short == listed.get(kind) and kind.startswith(name)]
    return min(same, key=len) if same else kind


class _Reader:
    def __init__(self, text: str, tree: Provision) -> None:
        self.text = text
        self.tree = tree
        self.card = card_of(text)

    def nodes(self, *kinds: ProvisionKind) -> list[Provision]:
        return [node for node in self.tree.children if node.kind in kinds]

    def said(self, node: Provision | None) -> str:
        return clean(self.text, node.span).text if node is not None else ""

    def read(self) -> Metadata:
        first = {kind: next(iter(self.nodes(kind)), None) for kind in (ProvisionKind.LETTERHEAD, ProvisionKind.TITLE)}
        head, title_node = first[ProvisionKind.LETTERHEAD], first[ProvisionKind.TITLE]
        if head is not None and title_node is not None and head.span.start > title_node.span.start:
            head = None
        letterhead, headline = self.said(head), self.said(title_node)
        preamble = " ".join(self.said(node) for node in self.nodes(ProvisionKind.PREAMBLE, ProvisionKind.LEGAL_BASIS))
        number = self._number(letterhead, headline)
        issued = self._issued(letterhead, headline)
        kind, title = self._title(headline, preamble, number)
        if not headline:
            kind, title = self._letter(head, kind or self.card.get("kind", ""), title)
        issuer, province = self._issuer(head, headline, preamble, number, issued)
        signer, position = self._signature()
        issued = issued or self.card.get("issued", "")
        texts = [view.text for view in self._effect()]
        begins, ends = period_of(title) if kind in {row["kind"] for row in rows("document_kinds") if row["group"] in _PLANS} else ("", "")
        return Metadata(
            number=number,
            kind=kind,
            title=title,
            issuer=issuer,
            province=province,
            issued=issued,
            in_force=in_force_from(texts, issued) or self.card.get("in-force", "") or begins,
            expires=ends_on(texts) or ends,
            signer=signer or self.card.get("signer", ""),
            signer_position=position,
            replaces=replaced(self._effect()),
            amends=amended(self._openings(title), number),
            legal_bases=self._bases(),
        )

    def _number(self, letterhead: str, headline: str) -> str:
        if pattern("references-number").fullmatch(self.card.get("number", "")):
            return self.card["number"]
        attached = pattern("metadata-attached").search(headline)
        own = headline[: attached.start()] if attached else headline
        said = [letterhead, own, attached.group(0) if attached and not letterhead else "", self._note(letterhead)]
        kind = kind_of(headline)[0]
        if kind and pattern("validity-amending").match(headline[fold(headline).find(fold(kind)) + len(kind) :]):
            said = [letterhead]  # the numbers of the title are those of what is amended
        for words_of in said:
            matches = list(_number_line().finditer(words_of))
            match = next((m for m in matches if ":" in m.group(0)), matches[0] if matches else None)  # the line "Số: ..." before "Luật ... số ..."
            if match:
                return re.sub(r"\s", "", match.group(1))
        return ""

    def _note(self, letterhead: str) -> str:
        """What an attached text says of the document it came with, where the letterhead itself has no line for a number, or one that was damaged."""
        if pattern("metadata-number-blank").search(letterhead):
            return ""  # the number was left blank
        said = (self.said(node) for node in self.nodes(ProvisionKind.TITLE, ProvisionKind.ANNEX))
        return next((match.group(0) for words_of in said if (match := pattern("metadata-attached").search(words_of[:1500])) is not None), "")

    def _issued(self, letterhead: str, headline: str) -> str:
        dated = [match for match in pattern("dates-date").finditer(letterhead) if pattern("metadata-dated").match(match.group(0).lower())]
        if dated:
            return iso(dated[-1])
        # Where the letterhead is lost, the note under the title may still give the date.
        note = headline[headline.find("(") :] if "(" in headline else ""
        attached = self._note(letterhead)
        return date_in(note) if not letterhead else date_in(attached) if _number_line().search(attached) else ""

    def _title(self, headline: str, preamble: str, number: str) -> tuple[str, str]:
        kind = kind_of(headline)[0]
        if not kind:
            match = next((match for match in pattern("metadata-promulgates").finditer(preamble) if kind_of(preamble[match.end() :])[0]), None)
            if match:
                title = pattern("metadata-as-follows").sub("", preamble[match.end() :])
                return _general(kind_of(title)[0]), title
            return _kind_by_number(number), ""
        own = headline[: headline.find("(")] if "(" in headline and headline.find("(") > len(kind) else headline
        place = fold(own).find(fold(kind)) + len(kind)
        title_number = rf"{pattern('metadata-title-number').pattern}{pattern('references-number').pattern}"
        subject = re.sub(title_number, "", own[place:]).strip(" :*_.-")
        general = _general(kind)
        subject = issuers.without_body(subject)
        subject = issuers.proper(subject) if is_caps(subject) else issuers.with_province_names(subject)
        about = pattern("metadata-about").sub("", subject)
        if kind_of(headline)[1] in {"act", "law", "directive"} or pattern("metadata-about-start").match(subject):
            about = pattern("metadata-about-word").sub("", about)
            return general, about[:1].upper() + about[1:]
        if kind != general:
            # "Quy chế hoạt động": the words after the general kind belong to what the document is about.
            about = f"{kind[len(general) :].strip()} {about}".strip()
        return general, f"{general} {about[:1].lower() + about[1:]}".strip() if about else general

    def _letter(self, head: Provision | None, kind: str, title: str) -> tuple[str, str]:
        """A letter has no title: its subject stands under its number."""
        raw = head.span.slice(self.text) if head is not None and self.nodes(ProvisionKind.RECIPIENTS) else ""
        match = pattern("metadata-subject").search(raw)
        if not match or (kind and kind not in {row["kind"] for row in rows("document_kinds") if row["group"] == "letter"}):
            return kind, title
        lines = raw[match.end() :].split("\n")
        more = next((place for place, line in enumerate(lines) if place and not line.strip("*_ ")[:1].islower()), len(lines))
        about = clean(" ".join(lines[:more])).text
        return kind or label_word("letter"), about[:1].upper() + about[1:]

    def _issuer(self, head: Provision | None, headline: str, preamble: str, number: str, issued: str) -> tuple[str, str]:
        raw = head.span.slice(self.text) if head is not None else ""
        line = self._issuer_line()
        stated = issuers.stated_issuer(preamble)
        printed = issuers.own_body(issuers.letterhead_issuer(raw)) if raw else ""
        on_card = self.card.get("issuer", "")
        if on_card and not names_issuer(printed) and not pattern("metadata-place").match(fold(on_card)):
            printed = on_card
        by_number, scope = issuers.from_number(number)
        note = pattern("metadata-note-issuer").search(headline[headline.find("(") :]) if "(" in headline and not raw else None
        said = [issuers.proper(line) if line else "", stated, issuers.proper(printed), note.group(1).strip() if note else ""]
        issuer = issuers.agreed([name for name in said if name], by_number, scope)
        name, province = self._province(raw, issuer, headline, preamble, issued)
        national = issuers.is_national(issuer) if issuer else scope == "national"
        if national or (scope == "national" and not province) or (not province and issuers.is_national(printed)):
            return issuer, "trung-uong"
        committee = pattern("metadata-committee").match(fold(issuer)) and not pattern("metadata-lower-level").search(issuer)
        if name and committee and name not in issuer:
            level = label_word("city" if pattern("metadata-city-folded").search(fold(issuer)) else "province")
            issuer = f"{label_word('committee')} {level}"
        if name and name not in issuer and pattern("metadata-open-name").search(issuer):
            named_city = rf"{pattern('metadata-city-lead').pattern}{name}"
            city = pattern("metadata-city").search(issuer) or re.search(named_city, preamble + headline, re.IGNORECASE)
            level = "" if pattern("metadata-level-end").search(issuer) else f" {label_word('city' if city else 'province')}"
            issuer = f"{issuer}{level} {name}"
        return pattern("metadata-committee-short").sub(label_word("committee"), issuer), province

    def _issuer_line(self) -> str:
        """The line of the preamble that names the issuer, also where it is broken before its last word; "" for none."""
        lines = self.nodes(ProvisionKind.PREAMBLE)
        place = next((at for at, node in enumerate(lines) if self._names_issuer(node)), None)
        if place is None:
            return ""
        line, after = self.said(lines[place]), self.said(lines[place + 1]) if place + 1 < len(lines) else ""
        return f"{line} {after}" if is_caps(line) and after.isupper() and " " not in after else line

    def _names_issuer(self, node: Provision) -> bool:
        said = self.said(node)
        if len(said) > (120 if is_caps(said) else 50) or said.endswith((":", ";", ".")) or re.search(r"\d", said):
            return False
        return (is_caps(said) and names_issuer(said)) or pattern("metadata-issuer-line").match(fold(said)) is not None

    def _province(self, raw: str, issuer: str, headline: str, preamble: str, issued: str) -> tuple[str, str]:
        for said in (issuer, clean(raw).text, headline):
            name, notation = issuers.province_in(said, issued)
            if notation:
                return name, notation
        place = issuers.place_of(raw)
        if place and not issuers.is_national(issuer):
            name, notation = issuers.province_in(place, issued, marked=False)
            if notation:
                return name, notation
        name, notation = issuers.province_in(preamble, issued)
        if notation or issuers.is_national(issuer) or issuers.is_national(raw):
            return name, notation
        return issuers.province_in(clean(self.text[:20_000]).text, issued)

    def _signature(self) -> tuple[str, str]:
        for node in self.nodes(ProvisionKind.SIGNATURE):
            name, position = read_signature(node.span.slice(self.text))
            if name:
                return name, position
        for node in self.nodes(ProvisionKind.RECIPIENTS):
            name, position = read_signature(right_column(self.text[self.text.rfind("\n", 0, node.span.start) + 1 : node.span.end]))
            if name:
                return name, position
        return "", next((said[1] for node in self.nodes(ProvisionKind.SIGNATURE) if (said := read_signature(node.span.slice(self.text)))[1]), "")

    def _effect(self) -> Iterator[CleanText]:
        """The words of the provisions, those of the deciding part first."""
        deciding = [node for node in self.tree.children if node.kind is ProvisionKind.DECISION]
        outside = {ProvisionKind.DECISION, ProvisionKind.LEGAL_BASIS, ProvisionKind.LETTERHEAD}
        others = [node for node in self.tree.children if node.kind not in outside]
        for part in (*deciding, *(others if not deciding else ())):
            for leaf in part.leaves():
                if leaf.kind in {ProvisionKind.TITLE, ProvisionKind.RECIPIENTS, ProvisionKind.SIGNATURE, ProvisionKind.CELL, ProvisionKind.PREAMBLE}:
                    continue
                words_of = leaf.body or leaf.heading
                if words_of is not None and pattern("metadata-effect").search(self.text[prefix(leaf).start : leaf.span.end]):
                    yield clean(self.text, words_of)

    def _openings(self, title: str) -> Iterator[CleanText]:
        """What the document is about, and how each of its provisions begins."""
        yield clean(title)
        for part in self.tree.children:
            if part.kind not in {ProvisionKind.LEGAL_BASIS, ProvisionKind.LETTERHEAD, ProvisionKind.TITLE}:
                said = (node.heading or node.body for node in part.walk())
                yield from (clean(self.text, words_of) for words_of in said if words_of and self._may_amend(words_of))

    def _may_amend(self, words_of: Span) -> bool:
        """Whether the stored words of a provision are worth cleaning to see whether they amend: most are not."""
        return pattern("metadata-amends").search(self.text, words_of.start, min(words_of.end, words_of.start + _OPENING)) is not None

    def _bases(self) -> tuple[Reference, ...]:
        grounds = tuple(words("legal-ground"))
        found: list[Reference] = []
        for node in self.nodes(ProvisionKind.LEGAL_BASIS):
            view = clean(self.text, node.span)
            if not view.text.startswith(grounds):
                continue
            for part in re.finditer(r"[^;]+", view.text):
                inner = clean(self.text, view.span(part.start(), part.end()))
                cited = [one for one in find_references(inner) if one.number or one.title]
                found += [one for at, one in enumerate(cited) if at == 0 or self._beside(cited[at - 1], one)]
        return tuple(found)

    def _beside(self, before: Reference, after: Reference) -> bool:
        """A second document of one ground stands after "và" or amends the first; one named inside the title of the first is none."""
        between = self.text[before.span.end : after.span.start]
        if pattern("metadata-amended-by").search(between):
            return True
        return (pattern("metadata-and").search(between) is not None and len(between) < 12) or pattern("metadata-and-end").search(between) is not None
