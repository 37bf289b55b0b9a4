"""Takes drafts of norms in clean text; gives norms with places in the stored text; knows nothing of how they were read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from ttdn_kb.foundation.model import Assignment, Metadata, Norm, Provision, ProvisionKind, Remark, Span
from ttdn_kb.norms import dates, labels, topics
from ttdn_kb.norms.agents import AgentParser, Mention
from ttdn_kb.norms.asides import asides, notes
from ttdn_kb.norms.blocks import Block, BlockReader
from ttdn_kb.norms.clauses import trim
from ttdn_kb.norms.confidence import Confidence, Signals, assignment_confidence
from ttdn_kb.norms.context import ContextReader
from ttdn_kb.norms.detect import Detector
from ttdn_kb.norms.lexicon import Lexicon, key, mend, pair_counts, pattern, read_table
from ttdn_kb.norms.mentions import Text
from ttdn_kb.norms.roles import Cast, Frame, RoleReader
from ttdn_kb.norms.slips import SlipMender
from ttdn_kb.structure.references import find_references
from ttdn_kb.text.clean import CleanText, clean

K = ProvisionKind
SMUDGES = " |^~'\"_"  # what a scanner leaves at the end of a line
_SEATS_LAST = pattern("writing-seats-last")
SILENT = frozenset((K.LETTERHEAD, K.TITLE, K.LEGAL_BASIS, K.RECIPIENTS, K.SIGNATURE, K.LACUNA))


@dataclass(slots=True)
class Draft:
    """A norm under construction: its place in the leaf's clean text and what its clauses said."""

    start: int
    end: int
    cast: Cast
    modality: str
    signals: Signals
    notes: tuple[str, ...] = ()


def _province_name(metadata: Metadata) -> str:
    names = {row["notation"]: row["name"] for row in read_table("metadata_provinces")}  # the provinces of 2025 too
    return {**names, **{row["slug"]: row["place"] for row in read_table("places")}}.get(metadata.province, "") if metadata.province else ""


class Writer:
    """Holds the state of one reading and writes down its norms."""

    def __init__(self, text: str, tree: Provision, metadata: Metadata, lexicon: Lexicon, confidence: Confidence = assignment_confidence) -> None:
        self.confidence = confidence
        self.text, self.tree, self.metadata, self.lexicon = text, tree, metadata, lexicon
        self.parser = AgentParser(lexicon, province=_province_name(metadata))
        self.roles = RoleReader(self.parser, issuer=metadata.issuer)
        self.context = ContextReader(self.parser, self.roles, lexicon)
        self.blocks = BlockReader(self.parser, self.roles, lexicon)
        self.detector = Detector(lexicon)
        self.last = Frame()
        self.among: set[Span] = set()
        self.norms: list[Norm] = []
        self.short: dict[str, str] = {}
        self.remarks: list[Remark] = []
        self.asides, self.notes = asides(text), notes(text)
        self._cache: dict[tuple[int, int], CleanText] = {}
        self.counts = pair_counts(unicodedata.normalize("NFC", text))
        self.slips = SlipMender.of(lexicon, self.counts)
        self.title = key(metadata.title)
        self.year = (pattern("writing-year").search(metadata.title) or [None, metadata.issued[:4]])[1] or ""

    def clean(self, span: Span | None) -> CleanText:
        if span is None:
            return clean(self.text, Span(0, 0))
        place = (span.start, span.end)
        if place not in self._cache:
            plain = clean(self.text, span)
            paired = mend(plain.text, self.lexicon.pairs, self.counts, self.lexicon.core)
            self._cache[place] = replace(plain, text=self.slips.mend(paired))
        return self._cache[place]

    def words(self, span: Span | None) -> str:
        return self.clean(span).text.strip().rstrip(SMUDGES) if span is not None else ""

    def rejoined(self, node: Provision) -> Provision:
        """Gives a provision whose heading breaks off in a list ("... phối hợp với các Vụ: Kế hoạch, ...") with the heading in its text.

        So does an implementing sentence whose list of heads is broken into paragraphs at its semicolons.
        """
        if node.heading is None:
            return self.implementing(node)
        words = self.words(node.heading)
        first = node.children[0] if node.children else None
        if first is not None and first.kind is K.LEAD_IN and first.body is not None and self.opens_seats(words, self.words(first.body)):
            return replace(node, heading=Span(node.heading.start, first.body.end), children=node.children[1:])
        opens = pattern("reader-open-list").search(key(words).rstrip(" :")) is not None
        listed = opens or self.opens_fields(node, words) or self.opens_members(node, words)
        if not listed and (node.children or not self.sends(words)):
            return node
        start = node.heading.start
        if node.body is not None:
            return replace(node, heading=None, body=replace(node.body, start=start))
        if first is None or first.kind is not K.LEAD_IN or first.body is None:
            return node
        return replace(node, heading=None, children=(replace(first, body=replace(first.body, start=start)), *node.children[1:]))

    def implementing(self, node: Provision) -> Provision:
        """Gives a provision whose paragraphs are one implementing sentence with that sentence as its text, any other as it is."""
        parts = [child.body for child in node.children if child.kind is K.PARAGRAPH and not child.children]
        first, last = (parts[0], parts[-1]) if parts else (None, None)
        if node.body is not None or first is None or last is None or len(parts) < 2 or len(parts) != len(node.children):
            return node
        if not all(self.words(part).endswith(";") for part in parts[:-1]):
            return node
        whole = Span(first.start, last.end)
        text = Text(self.words(whole))
        return replace(node, body=whole, children=()) if self.roles.implementers(text, 0, len(text.raw)) else node

    def opens_seats(self, words: str, rest: str) -> bool:
        """True for a heading whose places stand behind its colon, and nothing else: "Ủy ban nhân dân các xã: Gia Thuận, Tân Điền"."""
        if _SEATS_LAST.search(key(words)) is None:
            return False
        whole = Text(f"{words}: {rest.rstrip(' .:*')}")
        found, stop = self.parser.list_at(whole, 0, len(whole.raw))
        return len(found) > 1 and stop == len(whole.raw)

    def opens_members(self, node: Provision, words: str) -> bool:
        """True for "Đề nghị Ủy ban A, các tổ chức chính trị - xã hội" before "Hội B, Hội C phối hợp ...": whom the order names behind its colon."""
        if node.body is None or node.heading is None or node.children or pattern("roles-directive").match(key(words)) is None:
            return False
        if ":" not in self.text[node.heading.end - 1 : node.body.start]:
            return False
        whole = self.words(Span(node.heading.start, node.body.end))
        asked, _, how = self.roles.find_subject(Text(whole), 0, len(whole), Frame())
        return how in ("order", "request") and asked[-1].start > len(words.rstrip(" :"))

    def opens_fields(self, node: Provision, words: str) -> bool:
        """True for the heading "Các Sở" over "Tài chính, Tư pháp và Thuế thành phố chịu trách nhiệm ...": its colon stands inside a list.

        So does that of "Ủy ban nhân dân các tỉnh, thành phố: Đồng Nai, Huế đẩy nhanh ...".
        """
        said = key(words).strip(" :")
        if node.body is None or node.heading is None:
            return False
        if _SEATS_LAST.search(said):
            below = self.words(node.body)
            first = pattern("agents-first-seat").match(below)
            return first is not None and pattern("agents-next-seat").match(below, first.end()) is not None
        if not pattern("reader-plural-alone").fullmatch(said):
            return False
        whole = self.words(Span(node.heading.start, node.body.end))
        return self.context.bearers(Text(whole))[1] > len(words) + 2

    def reopened(self, node: Provision) -> Provision:
        """Gives a provision whose heading is a sentence before a list ("Sở X phê duyệt phương án đối với:") with the heading as its lead-in."""
        if node.heading is None or node.body is not None or not node.children or node.kind not in (K.CLAUSE, K.ITEM, K.POINT, K.BULLET):
            return node
        colon = re.compile(r"[\s*_]*:").match(self.text, node.heading.end)
        text = Text(self.words(node.heading))
        _, stop, how = self.roles.find_subject(text, 0, len(text.raw), Frame())
        acts = how == "subject" and not self.context.only_role(text.key[stop:]) and self.roles.predicative(text, stop, len(text.raw), strict=True)
        return replace(node, heading=None, body=replace(node.heading, end=colon.end())) if colon is not None and acts else node

    def sends(self, words: str) -> bool:
        """True for a heading that is half a sentence of work: "Tổng hợp, báo cáo cấp có thẩm quyền quyết định: Bố trí kinh phí"."""
        said = self.roles.read(Text(words), 0, len(words), Frame())
        return self.detector.opens_with_work(key(words)) and any(role == "report_to" for role, _ in said.cast)

    def emit(self, node: Provision, drafts: list[Draft], heading: str, block: Block, clean_text: CleanText) -> None:
        """Turns drafts into norms with places in the stored text."""
        cited = find_references(clean_text) if drafts else ()
        for draft in drafts:
            start, end = trim(clean_text.text, draft.start, draft.end)
            if end - start < 4:
                continue
            words = clean_text.text[start:end]
            low = key(words)
            place = clean_text.span(start, end)
            due_start, due_end, value = dates.deadline(low, self.year)
            due = words[due_start:due_end]
            if not due and block.deadline:
                due = block.deadline
                value = dates.period(key(due), self.year)
            frequency = dates.frequency(low + (" " + key(block.deadline) if block.deadline else ""))
            known = tuple(self.assignment(role, mention, draft, clean_text) for role, mention in draft.cast if mention.label)
            self.norms.append(
                Norm(
                    provision=node.eid,
                    path=node.path,
                    span=place,
                    quote=self.text[place.start : place.end],
                    modality=draft.modality,
                    assignments=known,
                    topics=topics.topics(low, self.lexicon, heading, self.title),
                    object=topics.named_object(words),
                    place=topics.named_place(words) or block.place,
                    deadline=due,
                    deadline_value=value,
                    frequency=frequency,
                    references=tuple(r for r in cited if place.start <= r.span.start and r.span.end <= place.end),
                    confidence=min((a.confidence for a in known), default=0.6),
                    notes=draft.notes,
                )
            )
            self.remark(node, draft, known, place)

    def assignment(self, role: str, mention: Mention, draft: Draft, clean_text: CleanText) -> Assignment:
        inside = (
            draft.start <= mention.start < mention.end <= draft.end and mention.end > 0 and clean_text.text[mention.start : mention.end][:1].isalpha()
        )
        return Assignment(
            role=role,
            agent=self.written_out(labels.closed(mention.label)),
            generic=bool(mention.generic),
            collective=mention.collective and not mention.generic,
            confidence=self.confidence(role, mention, draft.signals),
            mention=clean_text.span(mention.start, mention.end) if inside else None,
            known=mention.known,
        )

    def written_out(self, label: str) -> str:
        """Gives a label with the document's own abbreviations written out."""
        return re.sub(r"(?<!\w)[A-ZĐ][A-ZĐ&,-]{1,9}(?!\w)", lambda m: self.short.get(m.group(), m.group()), label)

    def remark(self, node: Provision, draft: Draft, known: tuple[Assignment, ...], place: Span) -> None:
        quote = self.text[place.start : place.end]
        if not known:
            self.remarks.append(Remark("no-bearer", place, node.path, quote, "Câu nêu công việc nhưng không tìm thấy ai được giao."))
        if draft.signals.loose:
            self.remarks.append(Remark("loose-role", place, node.path, quote, "Có cụm từ phối hợp nhưng không đọc được phối hợp với ai."))
        for agent in known:
            if not agent.known:
                self.remarks.append(
                    Remark(
                        "unknown-agent",
                        agent.mention or place,
                        node.path,
                        agent.agent,
                        "Cơ quan này chỉ được nhận ra theo hình thức tên gọi, chưa có trong từ vựng.",
                    )
                )
