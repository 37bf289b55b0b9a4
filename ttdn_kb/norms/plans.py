"""Takes provisions around a plan block or below a lead-in; gives who they name for the items they govern; reads no sentence of the items."""

from __future__ import annotations

from dataclasses import replace

from ttdn_kb.foundation.model import Assignment, Norm, Provision, ProvisionKind, Span
from ttdn_kb.norms.blocks import ASIDE, Block
from ttdn_kb.norms.clauses import clauses, sentences
from ttdn_kb.norms.confidence import Signals
from ttdn_kb.norms.context import Context
from ttdn_kb.norms.lexicon import key, pattern, word_set
from ttdn_kb.norms.mentions import Mention, Text, elsewhere
from ttdn_kb.norms.roles import Frame, cast_of
from ttdn_kb.norms.statements import StatementReader
from ttdn_kb.norms.writing import SILENT, SMUDGES

K = ProvisionKind
_ENACTING = word_set("enacting-words")
_LEAST_SENTENCE = 12  # words of a block line that is one
_LONGEST_TITLE = 7  # words of a lead-in that names nobody and only heads its points
_LONGEST_NAME = 16  # words of a point that is one
_LEAST_ORDER = 14  # words behind those who are ordered
_BENEFITS, _QUOTED_TITLE = pattern("plans-benefits"), pattern("plans-quoted-title")
_MEMBERS, _PARTS, _DETAILED_ACT = pattern("plans-members"), pattern("plans-parts"), pattern("plans-detailed-act")
_SENDS_BY = pattern("plans-sends-by")
_DOES_IT, _CARRIES_OUT = pattern("reader-does-it"), pattern("plans-carries-out")
_DUE_ALONE = pattern("plans-due-alone")
_NAMES_BELOW, _MORE_THAN_A_NAME = pattern("plans-names-below"), pattern("plans-more-than-a-name")
_LISTS_OBJECTS = pattern("plans-lists-objects")
_RULES = {"principle": pattern("reader-principles"), "requirement": pattern("reader-requirements")}  # what a lead-in says stands below it
_ADVISES_AHEAD, _HELPS = pattern("plans-advises-ahead"), pattern("plans-helps")
_POINTS = frozenset((K.POINT, K.BULLET, K.CLAUSE, K.ITEM))


class PlanReader(StatementReader):
    """Reads plan blocks and lead-ins."""

    def leaf(self, node: Provision, context: Context, heading: str, block: Block | None = None) -> None:
        """Reads a provision without children; one that names its doers in a remark at its end is a plan item with a block of its own."""
        words = self.words(node.body)
        cut, own = self.blocks.remark(words)
        if not own.cast or context.skip or not words[:cut].strip(" (.;-"):
            kind, rest = self.blocks.label(words) if node.heading is not None and node.kind is not K.BLOCK else ("", "")
            if kind in ("lead", "responsible") and rest:
                own = Block()
                self.blocks.add(own, kind, rest)
                if own.cast:  # "4. Phát triển thương mại điện tử" above "Phân công thực hiện: Sở X"
                    super().leaf(replace(node, body=node.heading, heading=None), context, heading, own)
                    return
            super().leaf(node, context, heading, block)
            return
        clean_text = self.clean(node.body)
        self.stretch(node, clean_text, 0, cut, context, heading, own)

    def doers(self, node: Provision, group: list[Provision]) -> list[tuple[str, Mention]]:
        """Reads "Vụ Pháp chế chủ trì phối hợp với các đơn vị thuộc Bộ thực hiện." below an item that names nobody."""
        if node.kind is not K.PARAGRAPH or node.children or not group or group[-1].kind is not K.PARAGRAPH or node.body is None:
            return []
        words = self.words(node.body)
        if len(words) > 300 or not _CARRIES_OUT.search(key(words)):
            return []
        text = Text(words)
        clause = self.roles.read(text, 0, len(words), Frame())
        if not clause.subject:
            return []
        last = max([m.end for m in clause.partners] + [m.end for m in clause.bearers])
        phrase = pattern("plans-role-word").match(text.key, last)
        if not _DOES_IT.match(text.key, phrase.end() if phrase else last):
            return []
        above = self.words(group[-1].body)
        return [] if self.names_somebody(above) else [(role, replace(m, start=0, end=0)) for role, m in cast_of(clause, Frame())]

    def later_block(self, node: Provision, following: list[Provision]) -> Block:
        """Gives the block of the next sibling that has one, for an item without any: a plan block belongs to every item above it that has none."""
        if node.kind not in (K.ITEM, K.POINT, K.CLAUSE, K.BULLET) or any(self.block_kind(n)[0] for n in node.walk()):
            return Block()
        for sibling in following:
            lines = self.block_lines(sibling)
            if lines:
                block = Block()
                for line in lines:
                    self.add_block(block, *self.block_kind(line), line)
                return block if any(role in ("lead", "responsible") for role, _ in block.cast) else Block()
        return Block()

    def block_lines(self, node: Provision) -> list[Provision]:
        """Gives the lines of the plan block that stands in an item."""
        return [] if self.offices(list(node.children)) else [n for n in node.children if self.block_kind(n)[0]]

    def block_kind(self, node: Provision) -> tuple[str, str]:
        """Gives the label kind of a node that is a plan block, and the words after its label."""
        if node.kind in SILENT or node.kind in (K.ARTICLE, K.CHAPTER, K.PART, K.SECTION, K.TABLE, K.ROW):
            return "", ""
        words = self.words(node.heading) or self.words(node.body)
        if not words and node.children and node.kind is K.BLOCK:
            words = self.words(node.span)
        if not words or len(words) > 4000 or node.kind is K.LEAD_IN:
            return "", ""
        due = _DUE_ALONE.fullmatch(key(words)) if node.kind in (K.PARAGRAPH, K.CLOSING) else None
        if due is not None:
            return "deadline", words[due.start("when") :]  # "Hoàn thành trong quý II năm 2010."
        kind, rest = self.blocks.label(words)
        if kind and node.heading is not None and node.body is not None:
            rest = rest or self.words(node.body)
        if kind in (*ASIDE, "funding") and any(self.stands_alone(c, acts=False) for c in node.children):
            return "", ""  # "Kinh phí thực hiện" above sentences that say who does what
        if kind == "work" or (kind in ASIDE and node.kind is not K.BLOCK):
            return "", ""
        if kind == "funding" and (node.children or self.names_somebody(rest)):
            return "", ""  # "7. Kinh phí thực hiện" over sentences that give work
        if kind == "responsible" and not rest and not node.children:
            return "", ""
        if kind == "responsible" and node.kind in (K.PART, K.SECTION, K.CLAUSE, K.ITEM) and node.children and not self.all_agents(node):
            return "", ""
        return kind, rest

    def offices(self, nodes: list[Provision]) -> list[tuple[Provision, Span, tuple[Mention, ...], str]]:
        """Gives whose work those lines of a list are that say which body does what ("Cơ quan thẩm định: Bộ Xây dựng"), none where it is one alone.

        They tell of one procedure step by step, and so are no block of the items above them.
        """
        out: list[tuple[Provision, Span, tuple[Mention, ...], str]] = []
        for node in nodes:
            place = Span((node.heading or node.body or node.span).start, (node.body or node.span).end)
            said = pattern("plans-office").match(self.words(place)) if not node.children else None
            found = self.blocks.listed(Text(said["who"]), 0, len(said["who"])) if said is not None else ()
            if said is not None and found:
                out.append((node, place, elsewhere(found), "lead" if said["leads"] else "responsible"))
        return out if len(out) > 1 else []

    def all_agents(self, node: Provision) -> bool:
        texts = [self.words(c.body) for c in node.walk() if c.body is not None and c is not node]
        hits = sum(bool(self.parser.list_at(Text(t.lstrip(" -+*")), 0, len(t.lstrip(" -+*")))[0]) for t in texts)
        return bool(texts) and hits * 3 >= len(texts) * 2 and sum(len(t) for t in texts) < 160 * len(texts)

    def add_block(self, block: Block, kind: str, rest: str, node: Provision) -> None:
        before = len(block.cast)
        if kind == "deadline" and not node.children and self.told_in_full(rest):
            block.sentences.append(self.behind_label(node, rest))  # "Thời hạn gửi báo cáo: Các cơ quan ... gửi báo cáo về Sở X trước ngày 15"
            return
        self.blocks.add(block, kind, rest)
        if kind in ("lead", "responsible") and not node.children and len(rest.split()) >= _LEAST_SENTENCE and self.full_sentence(rest):
            # "Cơ quan thực hiện: Sở X rà soát văn bản ..., gửi kết quả về Sở Y": who does the item's work, and what each of them does
            block.cast[before:] = [(role, m) for role, m in block.cast[before:] if role in ("lead", "responsible")]
            block.sentences.append(self.behind_label(node, rest))
        for child in node.children:
            inner, words = self.block_kind(child)
            if inner:
                self.add_block(block, inner, words, child)
                continue
            for leaf in child.leaves():
                title, line = self.words(leaf.heading), self.words(leaf.body)
                found = self.parser.list_at(Text(title), 0, len(title))[0] if title else ()
                if found and line and leaf.body is not None and kind in ("lead", "responsible") and self.detector.opens_with_work(key(line)):
                    # "+ Sở A: theo dõi báo chí trong nước": work of its own inside the block
                    block.work.append((leaf, leaf.body, elsewhere(found), kind))
                elif not title and kind in ("lead", "responsible", "deadline") and self.full_sentence(line):
                    block.sentences.append(leaf)  # also "Thời gian thực hiện:" over "+ Các bộ gửi kết quả rà soát về Bộ Công an trước ngày ..."
                    continue
                self.blocks.add(block, kind, title or line)

    def behind_label(self, node: Provision, rest: str) -> Provision:
        """Gives a block line without its label."""
        said = self.clean(node.body or node.heading)
        at = said.text.rfind(rest)
        return replace(node, body=said.span(at, at + len(rest)), heading=None)

    def full_sentence(self, line: str) -> bool:
        """True for "+ Sở Xây dựng đăng tải thông điệp ...": a line of a block that gives its body work beyond a part in the item's."""
        text = Text(line)
        found, stop = self.parser.list_at(text, len(line) - len(line.lstrip(" -+*•")), len(line))
        rest = text.key[stop:].lstrip()
        return bool(found) and self.detector.verb.match(rest) is not None and not pattern("blocks-role").match(rest)

    def told_in_full(self, line: str) -> bool:
        """True for a line of a block that says in full who does something, behind an adverbial too."""
        how = self.roles.find_subject(Text(line), 0, len(line), Frame())[2]
        return how in ("subject", "order", "request") and len(line.split()) >= _LEAST_SENTENCE

    def opens_list(self, node: Provision, following: Provision) -> bool:
        if node.children or node.body is None or node.kind not in (K.PARAGRAPH, K.PREAMBLE, K.LEAD_IN, K.CLOSING):
            return False
        words = self.words(node.body)
        if following.kind is K.PART and node.kind is K.PREAMBLE and words.endswith(":"):
            clause = self.roles.read(Text(words), 0, len(words), Frame())  # "UBND tỉnh yêu cầu các sở thực hiện những nội dung sau:" above "I. ..."
            named = any(m.person or not m.collective for m in clause.bearers)
            return clause.directive and named and not clause.role_phrase
        if following.kind is K.PARAGRAPH and words.endswith(";"):
            return _ADVISES_AHEAD.match(key(words)) is not None
        return words.endswith(":") and following.kind in (K.POINT, K.BULLET, K.CLAUSE, K.ITEM, K.PARAGRAPH)

    def lead_in(self, node: Provision, context: Context, heading: str, block: Block, below: list[Provision]) -> Context:
        """Reads a lead-in; gives the context of the points below it."""
        clean_text = self.clean(node.body)
        words = clean_text.text.rstrip(SMUDGES)
        parts = sentences(words, 0, len(words))
        if key(words).strip(" :") in _ENACTING or _QUOTED_TITLE.fullmatch(key(words)):
            return context
        if any(map(self.names_doer, below)) and pattern("plans-named-below").match(key(words)):
            return replace(context, frame=Frame(), skip="")  # "Những người sau đây có thẩm quyền xử phạt:": each point says who
        if not parts or not below:
            self.leaf(node, context, heading, block)
            return context
        if context.skip in ("definition", "scope", "principle", "beside-principles", "recipients"):
            return self.context.past_principles(words, context)
        if tail_colon(words) and self.blocks.label(self.words(below[0].heading) or self.words(below[0].body))[0] == "work":
            return context  # "1.2. Phát triển dữ liệu:" above "a) Nhiệm vụ: ..." is the item's title
        charge = pattern("context-role-only").fullmatch(key(words).strip(" :.*"))  # "Chủ trì, phối hợp" over the bodies to work with
        if (
            charge is None
            and not tail_colon(words)
            and not self.names_somebody(words)
            and sum(self.stands_alone(c, acts=False) for c in below) * 2 > len(below)
        ):
            return context  # an item whose bullets say who does what
        if parts[:-1]:
            self.stretch(node, clean_text, parts[0][0], parts[-2][1], context, heading, block)
            if not tail_colon(words) and self.last.bearers and not context.frame.bearers:
                context = replace(context, frame=Frame(bearers=elsewhere(self.last.bearers), request=self.last.request))
        last = words[self.past_purpose(Text(words), *parts[-1], bool(context.frame.bearers)) : parts[-1][1]]
        tail = key(last)
        if len(parts) > 1 and self.last.bearers and pattern("reader-bare-detail").fullmatch(tail):
            return replace(context, frame=Frame(bearers=elsewhere(self.last.bearers), request=self.last.request))  # "... xét duyệt. Cụ thể:"
        for_all = self.before_first(last, context, below)
        if for_all is not None:
            self.stretch(node, clean_text, *parts[-1], context, heading, block)
            return for_all
        inner, work = self.context.lead_in(last, context)
        named = bool(inner.frame.bearers)
        if inner.skip == "aim" and named and pattern("plans-hands-out").search(tail):
            inner = replace(inner, skip="")  # "Các cơ quan phối hợp thực hiện các hoạt động sau:" below a goal
        if tail_colon(words) and pattern("plans-answers").match(tail) and not self.roles.find_subject(Text(last), 0, len(last), Frame())[0]:
            return inner  # "1. Về kiến nghị bố trí vốn cho ...; sớm ban hành ...:" over who is to see to it
        if self.detector.channel_lead.search(tail) and (not named or pattern("plans-is-supplied").search(tail)):
            return replace(inner, skip="channels")
        if _NAMES_BELOW.fullmatch(tail) and self.only_names(below):
            return replace(inner, skip="content")  # "Các công ty liên kết:" over their names
        if _PARTS.match(tail):
            return replace(inner, skip="structure")  # "Chi cục có 04 phòng:"
        if named and _SENDS_BY.search(tail) and self.names_somebody(last):
            self.stretch(node, clean_text, *parts[-1], context, heading, block)
            return replace(inner, skip="channels")  # "Doanh nghiệp nộp hồ sơ đến Sở X theo một trong các hình thức sau:"
        if _BENEFITS.search(tail):
            return replace(context, frame=Frame(), skip="rates")  # "Hộ gia đình phải di chuyển chỗ ở thì được hỗ trợ như sau:": no work of theirs
        if _MEMBERS.match(tail):
            return replace(inner, skip="content")  # "Người có nghĩa vụ nộp chi phí bao gồm:" over who belongs to them
        if not (named and self.names_somebody(last)) and not context.nameless and self.detector.content_lead.search(tail):
            if named and _DETAILED_ACT.search(tail) and self.detector.opens_with_work(tail) and self.objects(below):
                self.stretch(node, clean_text, *parts[-1], context, heading, block)  # "Lập hồ sơ cho từng hộ, bao gồm:" below a bearer
            return replace(inner, skip="content")  # "Thông báo bao gồm các nội dung sau:", also below a bearer
        if pattern("reader-conditions").search(tail):
            self.stretch(node, clean_text, *parts[-1], context, heading, block)
            return replace(inner, skip="condition")
        if named and (pattern("plans-contents").search(tail) or self.lists_what_is_sent(last)):
            self.stretch(node, clean_text, *parts[-1], context, heading, block)
            return replace(inner, skip="content")
        rules = next((kind for kind, lead in _RULES.items() if lead.search(tail)), "")
        if rules:
            self.stretch(node, clean_text, *parts[-1], context, heading, block)
            return replace(inner, skip=rules)
        if pattern("reader-whose").search(tail) and not inner.frame.explicit:
            self.stretch(node, clean_text, *parts[-1], context, heading, block)
            return replace(inner, skip="content")  # "Vụ Tổ chức cán bộ quản lý hồ sơ của:" over those whose they are
        takers = self.takers(last, below)
        if takers:
            before = len(self.norms)
            self.stretch(node, clean_text, *parts[-1], context, heading, block)
            for place in range(before, len(self.norms)):
                self.norms[place] = self.sent_to(self.norms[place], takers)
            return replace(inner, skip="recipients")
        detailed = named and pattern("reader-detailed").search(tail) is not None and not self.announces(last)
        told = self.roles.find_subject(Text(last), 0, len(last), context.frame)[2] in ("subject", "order", "request")
        acts = work and (told or (named and self.detector.opens_with_work(tail))) and not self.detector.reason_against(tail, named)
        if acts and inner.skip in ("", "structure") and pattern("plans-objects").search(tail) and self.objects(below):
            self.stretch(node, clean_text, *parts[-1], context, heading, block)
            return replace(inner, skip="content")  # "Sở X quyết định thanh lý tài sản trong các trường hợp sau đây:" over the cases
        if self.acts_beside(last, context):
            self.stretch(node, clean_text, *parts[-1], context, heading, block)
            return inner
        if not work or (pattern("reader-as-follows").search(tail) and not detailed):
            own = clauses(words, *parts[-1], lambda place: any(a <= place < b for a, b in self.protected(Text(words), *parts[-1])))
            if len(own) == 1 and node.kind is K.PREAMBLE and self.orders_work(last):
                self.stretch(node, clean_text, *parts[-1], context, heading, block)
            if len(own) > 1 and not inner.skip:
                self.stretch(node, clean_text, parts[-1][0], own[-1][0], context, heading, block)
            return inner
        if not named and not context.nameless and self.detector.content_lead.search(tail):
            return replace(inner, skip="content")
        colon = tail.rstrip().endswith(":")
        alone = sum(self.stands_alone(c, acts=colon) for c in below)
        titled = colon and not named and len(tail.split()) <= _LONGEST_TITLE  # "2. Tổ chức khóa đào tạo:" over who does it
        announced = not detailed and not self.names_somebody(last) and (alone * 2 > len(below) or (titled and alone > 0))
        against = self.detector.reason_against(tail, named)
        if inner.skip in ("", "structure") and not announced and (not against or (against == "effect" and self.orders_work(last))):
            self.stretch(node, clean_text, *parts[-1], context, heading, block)
        return inner

    def before_first(self, words: str, context: Context, below: list[Provision]) -> Context | None:
        """Gives the context of the paragraphs below "Tham mưu, trình X: Chỉ đạo ...;", whose lead-in stands in one line with its first item."""
        colon = words.find(":")
        if _ADVISES_AHEAD.match(key(words)) is None or any(child.kind is not K.PARAGRAPH for child in below):
            return None
        inner, work = self.context.lead_in(words[: colon + 1], context)
        return inner if not work and (inner.frame.advised or inner.frame.report_to) else None

    def lists_what_is_sent(self, words: str) -> bool:
        """True for "Bảo hiểm xã hội Việt Nam tổng hợp dự toán, báo cáo Bộ Tài chính, bao gồm:": what stands below is sent to the last named."""
        text = Text(words)
        listed = _LISTS_OBJECTS.search(text.key)
        cast = self.roles.read(text, 0, len(words), Frame()).cast if listed is not None else []
        return listed is not None and any(role == "report_to" and m.end == listed.start() for role, m in cast)

    def acts_beside(self, words: str, context: Context) -> bool:
        """True for "Bộ X kiểm tra hồ sơ và thực hiện các công việc sau đây:": the lead-in states work beside what it announces."""
        also = pattern("plans-also").search(key(words))
        head = Text(words[: also.start()]) if also is not None else Text("")
        found, stop, how = self.roles.find_subject(head, 0, len(head.raw), context.frame)
        said = head.key[stop:].lstrip(" ,")
        acts = how == "subject" and not self.context.only_role(said) and self.detector.verb.match(said) is not None
        if also is not None and also["joint"] is None:  # "Tổ chức, cá nhân quản lý khu vực công cộng có trách nhiệm sau:": which of them
            found = tuple(m for m in found if not m.collective)
        helps = how == "subject" and _HELPS.match(said) is not None  # "Hội đồng thi tuyển giúp Bộ trưởng tổ chức thi và có nhiệm vụ sau đây:"
        return (acts or helps) and self.context.lead_in(head.raw, context)[1] and any(m.known or m.generic or (helps and m.head) for m in found)

    def only_names(self, below: list[Provision]) -> bool:
        """True for points that are names: all are short and open with a body, and one at least is no more than that ("Công ty Tư vấn xây dựng X")."""
        said = [self.words(node.body).strip(" ;.-+*") for node in below]
        opens = all(words[:1].isupper() and self.lexicon.heads_re.match(key(words)) is not None for words in said)
        short = all(len(words.split()) <= _LONGEST_NAME and _MORE_THAN_A_NAME.search(key(words)) is None for words in said)
        acting = (self.roles.find_subject(Text(words), 0, len(words), Frame())[0] for words in said) if opens and short else ()
        return opens and short and all(not m.known for found in acting for m in found)

    def objects(self, below: list[Provision]) -> bool:
        """True where most of the points below a lead-in state no work by themselves, but name objects or cases of the lead-in's."""
        points = all(node.kind in _POINTS and not node.children for node in below)
        return points and sum(self.stands_alone(node) for node in below) * 2 < len(below)

    def orders_work(self, words: str) -> bool:
        """True where an order before a colon says what to do beside "the following": "yêu cầu các sở xây dựng kế hoạch với những nội dung sau:"."""
        clause = self.roles.read(Text(words), 0, len(words), Frame())
        said = words[clause.body :]
        return clause.directive and len(said.split()) >= _LEAST_ORDER and not self.only_announces(Text(words), clause)

    def announces(self, words: str) -> bool:
        """True for a lead-in that only says that work follows: "Giao Ban Quản lý trực tiếp thực hiện một số nhiệm vụ cụ thể như sau:"."""
        return self.only_announces(Text(words), self.roles.read(Text(words), 0, len(words), Frame()))

    def takers(self, words: str, below: list[Provision]) -> tuple[Mention, ...]:
        """Gives the agents of the points below a lead-in that ends "... phải gửi thông báo đến:", () where the points are no list of recipients."""
        if pattern("roles-takers").search(key(words)) is None:
            return ()
        out: list[Mention] = []
        for node in below:
            text = Text(self.words(node.body).lstrip(" -+"))
            found, stop = self.parser.list_at(text, 0, len(text.raw))
            if not found or pattern("roles-takes-no-verb").match(text.key, stop):
                return ()
            out += found
        return tuple(out)

    def sent_to(self, norm: Norm, takers: tuple[Mention, ...]) -> Norm:
        """Gives the norm with further recipients."""
        more = tuple(
            Assignment(
                "report_to",
                m.label,
                generic=bool(m.generic),
                collective=m.collective and not m.generic,
                confidence=self.confidence("report_to", m, Signals("heading")),
                known=m.known,
            )
            for m in takers
        )
        return replace(norm, assignments=norm.assignments + more)

    def names_somebody(self, words: str) -> bool:
        """True where a sentence names an agent in a role of its own, its subject included."""
        clause = self.roles.read(Text(words), 0, len(words), Frame())
        return bool(clause.subject or clause.cast or clause.partners)

    def names_doer(self, node: Provision) -> bool:
        """True for a point whose subject is somebody in particular."""
        words = self.words(node.body)
        found = self.roles.find_subject(Text(words), 0, len(words), Frame())[0]
        return bool(found) and not any(m.generic for m in found)

    def stands_alone(self, node: Provision, acts: bool = True) -> bool:
        """True for a point that states work by itself, so that the lead-in above it only announces it."""
        words = self.words(node.heading) or self.words(next((leaf.body for leaf in node.leaves() if leaf.body), None))
        return (acts and self.detector.opens_with_work(key(words))) or bool(self.roles.find_subject(Text(words), 0, len(words), Frame())[0])


def tail_colon(words: str) -> bool:
    """True for words that end in a colon."""
    return words.rstrip().endswith(":")
