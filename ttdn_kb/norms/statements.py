"""Takes a provision without children and what governs it; drafts the norms its sentences state; knows nothing of the provisions around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ttdn_kb.foundation.model import Provision, Remark, Span
from ttdn_kb.norms.blocks import Block
from ttdn_kb.norms.clauses import sentences
from ttdn_kb.norms.context import Context
from ttdn_kb.norms.frames import NOBODY, Frame
from ttdn_kb.norms.lexicon import compiled, key, pattern
from ttdn_kb.norms.mentions import Mention, Text, elsewhere
from ttdn_kb.norms.sentences import SentenceReader, merged
from ttdn_kb.norms.writing import Draft
from ttdn_kb.text.clean import CleanText

_GOES_ON, _OFFICER = pattern("reader-goes-on"), pattern("statements-officer")
_OBLIGED = compiled(r"\s*" + pattern("described-modal").pattern)
_TARGET, _TOWARD, _MEASURE = pattern("statements-target"), pattern("statements-toward"), pattern("statements-measure")
_DOERS, _GOAL, _PUBLIC = pattern("statements-doers"), pattern("statements-goal"), pattern("statements-public")


class StatementReader(SentenceReader):
    """Reads provisions without children."""

    def leaf(self, node: Provision, context: Context, heading: str, block: Block | None = None) -> None:
        """Reads a provision without children."""
        clean_text = self.clean(node.body)
        if self.opens(context.skip, clean_text.text):
            context = replace(context, skip="")
        if context.skip == "aim" and not _GOAL.search(heading):
            self.required(node, clean_text, context, heading)
        if context.skip and context.skip != "structure":
            return
        self.stretch(node, clean_text, 0, len(clean_text.text), context, heading, block or Block())

    def opens(self, skip: str, words: str) -> bool:
        """True where a provision below a heading that promises no work gives work after all."""
        if skip == "effect":
            return self.orders(words)  # "Giám đốc Sở X chịu trách nhiệm thi hành Quyết định này"
        if skip == "requirement" and self.obliges(words):
            return True  # "Việc thu gom phải tuân thủ các quy định sau:" over "Các đơn vị thu gom phải trang bị ..."
        if skip in ("content", "criterion", "requirement", "scope"):
            text = Text(words)
            return any(self.body_acts(text, *place, behind_case=skip == "scope") for place in sentences(words, 0, len(words)))
        if skip == "rates":
            text = Text(words)
            return any(self.roles.read(text, *place, NOBODY).cast or self.body_acts(text, *place) for place in sentences(words, 0, len(words)))
        if skip == "terms":
            text = Text(words)
            return any(self.roles.find_subject(text, *place, NOBODY)[2] == "subject" for place in sentences(words, 0, len(words)))
        return skip == "report" and self.obliges(words)

    def required(self, node: Provision, clean_text: CleanText, context: Context, heading: str) -> None:
        """Reads those sentences of a requirement that say who is to do something: "Các cơ quan, đơn vị ... chủ động triển khai Kế hoạch"."""
        text = Text(clean_text.text)
        for a, b in sentences(text.raw, 0, len(text.raw)):
            found, stop, how = self.roles.find_subject(text, _first_word(text, a, b), b, NOBODY)
            first = found[0] if how == "subject" and text.raw.find(":", a, stop) < 0 else None
            if first is None or _of_public(found):
                continue
            must = _OBLIGED.match(text.key, stop) is not None  # "Ủy ban nhân dân các cấp" + "phải"
            if first.generic or (first.known and (must or not first.collective)) or _DOERS.match(text.key, first.start):
                self.stretch(node, clean_text, a, b, replace(context, frame=NOBODY, skip=""), heading, Block())

    def body_acts(self, text: Text, start: int, end: int, behind_case: bool = False) -> bool:
        """True where a named body or post acts or is told to: "Tài khoản gồm: Sở X quản lý tài khoản cấp tỉnh; ...", "Giao Sở Y ...".

        Args:
            text: the provision with its views.
            start, end: one sentence of it; code points in the string.
            behind_case: only behind a case, "Trường hợp nhà ở chưa cho thuê được thì Sở X quyết định ...": whom a decree applies to acts there too.
        """
        found, stop, how = self.roles.find_subject(text, start, end, NOBODY)
        if behind_case and (not found or found[0].start <= _first_word(text, start, end) or _of_public(found)):
            return False
        rest = text.raw[stop:end].lstrip()
        named = how in ("subject", "order") and any((m.known or m.person) and not m.generic for m in found)
        return named and rest[:1].islower() and self.detector.verb.match(key(rest)) is not None

    def stretch(self, node: Provision, clean_text: CleanText, start: int, end: int, context: Context, heading: str, block: Block) -> None:
        """Reads the sentences of a stretch of clean text."""
        words = clean_text.text
        text = Text(words)
        if _inside(node, self.asides) and not (_inside(node, self.notes) and self.body_acts(text, start, end)):
            return  # "Ghi chú: (1) Tên cơ quan", but a plan's note "(1) Sở X bố trí kinh phí"
        drafts: list[Draft] = []
        standing = context.frame
        title = self.own_heading(text, start, end, context)
        if title is not None:
            start, context = title
            standing = context.frame
        explained = False
        for a, b in sentences(words, start, end):
            if drafts and _GOES_ON.match(text.key, a, b) and not self.acts_further(text, a, b, standing):
                drafts[-1].end = b  # "Trong đó, trọng tâm là ...", "Hoàn thành trong Quý III": more words on the same work
                continue
            if explained and not standing.bearers and not block.cast and not self.roles.find_subject(text, a, b, standing)[0]:
                continue  # "Cụm thông tin là ... Đồng thời giới thiệu ...": still the definition
            if pattern("reader-asks").match(text.key, a, b):
                standing = context.frame  # "Giao Sở A ... Đề nghị Ủy ban B ...": what is asked is no act of Sở A
            explained = explained or self.detector.reason_against(text.key[a:b].strip(), bears=False) == "definition"
            found = self.sentence(text, a, b, context, standing, block, node)
            if found is None:
                self.uncovered(node, clean_text, a, b, bool(standing.bearers or block.cast))
                continue
            new, standing = found
            drafts += new
        self.last = standing
        if block.cast:
            drafts = merged(drafts)
        self.emit(node, drafts, heading, block, clean_text)

    def acts_further(self, text: Text, start: int, end: int, standing: Frame) -> bool:
        """True for "Trong đó, phân định rõ mức vốn, gửi Sở Tài chính thẩm định": the sentence names a doer of its own, or who is told."""
        told = any(role == "report_to" for role, _ in self.roles.read(text, start, end, standing).cast)
        return told or bool(self.roles.find_subject(text, start, end, standing)[0])

    def uncovered(self, node: Provision, clean_text: CleanText, start: int, end: int, governed: bool) -> None:
        """Remarks on a sentence that begins like work below an agency but gave no norm."""
        words = clean_text.text[start:end]
        if governed and len(words.split()) > 5 and self.detector.verb.match(key(words)) and not self.detector.reason_against(key(words), bears=True):
            place = clean_text.span(start, end)
            quote = self.text[place.start : place.end]
            self.remarks.append(Remark("uncovered", place, node.path, quote, "Câu đứng dưới một cơ quan nhưng không đọc được việc được giao."))

    @staticmethod
    def measured(title: str, *below: str) -> bool:
        """True for "Đối với các bệnh viện công lập" over "Giữ nguyên các bệnh viện hiện có": what the measures are for, not who takes them.

        Args:
            title, below: the title and what stands below it, as key views.
        """
        return _TOWARD.match(title) is not None and any(_MEASURE.match(words) for words in below)

    def own_heading(self, text: Text, start: int, end: int, context: Context) -> tuple[int, Context] | None:
        """Reads "Sở Tài chính: Tham mưu ..." at the head of a leaf: the agencies before the colon bear what follows."""
        colon = text.raw.find(":", start, min(end, start + 400))
        if colon < 0 or not text.raw[colon + 1 : end].strip(" .") or _TARGET.match(text.key, start, end):
            return None
        if self.measured(text.key[start:colon], text.key[colon + 1 : end]):
            return None
        last = self.parser.list_at(text, start, end)[1]
        if last > colon + 1 and text.raw[last:end].lstrip().startswith(":"):
            colon = text.raw.index(":", last)  # "Các sở: Tài chính, Tư pháp và Ủy ban nhân dân cấp xã: Có ý kiến thẩm định ..."
        elif last > colon + 1:
            return None  # "Các Sở: Tài chính, Tư pháp và Thuế thành phố chịu trách nhiệm ..."
        given, _, how = self.roles.find_subject(text, start, end, NOBODY)
        if how in ("order", "request") and any(m.start > colon for m in given):
            return None  # "Giao các Bộ: Giao thông vận tải, Tài chính nghiên cứu ..."
        head = text.raw[start:colon]
        found, stop, _ = self.context.bearers(Text(head))
        officer = _OFFICER.fullmatch(text.key, start, colon)
        if officer is not None and not found:  # "Thủ quỹ: rút tiền mặt ...", "Kế toán: phải mở sổ ..."
            first, last = officer.span("who")
            name = text.raw[first].upper() + text.raw[first + 1 : last]
            doer = Mention(first, last, name, person=True, known=False)
            acts = self.roles.predicative(text, colon + 1, end, strict=True) or self.detector.opens_with_work(text.key[colon + 1 : end].strip())
            return (colon + 1, replace(context, frame=Frame(bearers=elsewhere((doer,))), skip="", charged=True)) if acts else None
        if not found or not self.context.only_role(key(head)[stop:]) or self.roles.implementers(text, start, end):
            return None
        behind = text.key[colon + 1 : end].strip()
        acts = self.detector.opens_with_work(key(head)[stop:].strip()) and not self.detector.opens_with_work(behind)
        if acts and not self.roles.find_subject(text, _first_word(text, colon + 1, end), end, NOBODY)[0]:
            return None  # "Các cơ quan tiếp tục thực hiện các chương trình: cải cách hành chính, ...": what the work is on
        return colon + 1, self.context.heading(head, replace(context, skip=""))


def _first_word(text: Text, start: int, end: int) -> int:
    """Gives where the first word of a stretch stands, behind a bullet."""
    return next((place for place in range(start, end) if text.raw[place].isalnum()), end)


def _of_public(doers: Sequence[Mention]) -> bool:
    """True where people are among the doers, or the State, which is nobody who could be asked."""
    return any(_PUBLIC.search(doer.label.lower()) for doer in doers)


def _inside(node: Provision, places: tuple[Span, ...]) -> bool:
    """True where a provision's text begins in one of the stretches."""
    return node.body is not None and any(place.start <= node.body.start < place.end for place in places)
