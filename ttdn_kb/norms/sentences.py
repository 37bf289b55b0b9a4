"""Takes one sentence of clean text and what governs it; drafts the norms it states; knows nothing of the sentences around it.

What stands from before comes as a frame; whom the sentence names is left with the parser, for "các cơ quan này" further on. Each sentence
gives clauses; each clause gives a cast. Neighbouring clauses of one sentence with the same cast are one norm.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ttdn_kb.foundation.model import Provision, ProvisionKind
from ttdn_kb.norms.blocks import Block
from ttdn_kb.norms.casting import block_cast, given_lead, next_frame, signals
from ttdn_kb.norms.clauses import clauses
from ttdn_kb.norms.context import Context
from ttdn_kb.norms.described import many
from ttdn_kb.norms.kinds import StatementKinds
from ttdn_kb.norms.lexicon import key, pattern
from ttdn_kb.norms.mentions import Mention, Text, elsewhere
from ttdn_kb.norms.roles import Cast, Clause, Frame, cast_of
from ttdn_kb.norms.writing import Draft

K = ProvisionKind
_BELOW = frozenset((K.POINT, K.BULLET, K.ITEM, K.CLAUSE))
# Where the formula that enacts a document stands.
_FORMULA = frozenset((K.PREAMBLE, K.CLOSING))
_VAGUE_SUBJECT, _KIND_AND_TASK = pattern("reader-vague-subject"), pattern("reader-kind-and-task")
_KINDS_JOINT = pattern("described-joint")
_OF_MATTER = pattern("statements-of-matter")
_IMPERSONAL = pattern("plans-impersonal")
_POWER_ACT = pattern("reader-power-act")
_SANCTION, _HOLDS_POST = pattern("statements-sanction"), pattern("statements-holds-post")
_STEP = pattern("sentences-step")
_ACT_DONE = pattern("reader-act-done")
_ANNOUNCES, _ORDER = pattern("statements-above-is"), pattern("statements-order")
_PEOPLE, _FOR_PEOPLE, _NO_ACT = pattern("sentences-people"), pattern("sentences-for-people"), pattern("sentences-no-act")
_ATTACHED, _PLACES = pattern("sentences-attached"), pattern("sentences-places")
_EXCEPTION, _OBJECT = pattern("statements-exception"), pattern("statements-act-as-object")
_IN_ARTICLE, _BELOW_ARTICLE, _ISSUES = pattern("sentences-in-article"), pattern("sentences-below-article"), pattern("sentences-issues")
_ORGANISES = pattern("sentences-organises")
_HAS_DONE, _FOLLOWS = pattern("sentences-has-done"), pattern("sentences-follows")
_OWN_DIRECTION = pattern("sentences-own-direction")
_EVERY, _EVERYBODY = pattern("sentences-every"), pattern("sentences-everybody")
_SUPERIOR_ACT, _SUPERIOR_NEXT = pattern("sentences-superior-act"), pattern("sentences-superior-next")
_COLON, _ONLY_NAMED = pattern("sentences-colon"), pattern("sentences-only-named")
_ORDERS, _THEN_ORDERS = pattern("roles-directive"), pattern("sentences-then-orders")
_INFORMATION, _TITLE = pattern("statements-information"), pattern("statements-title")
_TITLE_OF_ALL = pattern("agents-title-of-all")


@dataclass
class _Sentence:
    """A sentence as far as it is read.

    Attributes:
        standing: the frame that stands before it.
        charged: a lead-in says that it is a duty, whatever word it begins with.
        against: why it may state no work, "" where nothing speaks against it.
        running: the frame of the next clause; before: the frame of the last one.
        carried: whom the last clause advised, for the next that advises somebody unnamed.
        superior: the last clause says what those advised or applied to are to decide.
        heard: whom the sentence advises stands before a colon, so that all that follows is advice.
    """

    text: Text
    node: Provision
    context: Context
    standing: Frame
    block: Block
    charged: bool
    against: str
    running: Frame
    before: Frame
    carried: tuple[Mention, ...] = ()
    superior: bool = False
    heard: bool = False
    drafts: list[Draft] = field(default_factory=list)

    @property
    def governed(self) -> bool:
        """True where somebody is named above."""
        return bool(self.standing.bearers or self.block.cast)


class SentenceReader(StatementKinds):
    """Reads sentences."""

    def sentence(
        self, text: Text, start: int, end: int, context: Context, standing: Frame, block: Block, node: Provision
    ) -> tuple[list[Draft], Frame] | None:
        """Reads one sentence; gives its drafts and the frame that stands for the next sentence, None where it states no work."""
        while start < end and not text.raw[start].isalnum() and text.raw[start] not in '(“"':
            start += 1
        announced = pattern("statements-announced").match(text.key, start, end)
        start = announced.end() if announced is not None else start  # "Bước 2: Sở X thẩm định ...": what stands before the work is its label
        step = _STEP.match(text.key, announced.start(), end) if announced is not None else None
        if step is not None and self.roles.find_subject(text, step.end(), end, standing)[0]:
            start = step.end()  # "Bước 3: Công khai quyết định: Trong 05 ngày, Sở X ...": a step with a title too
        start = self.past_purpose(text, self.past_title(text, start, end), end, bool(standing.bearers))
        if text.raw[start:end].isupper() or _ONLY_NAMED.fullmatch(text.key, self.parser.list_at(text, start, end)[1], end):
            return None
        if pattern("sentences-only-orders").fullmatch(text.key, start, end):
            return None  # "Để chủ động ứng phó với bão, Thủ tướng Chính phủ yêu cầu:": what is ordered stands below
        if context.skip == "structure" and not self.charges(text, start, end, standing, node):
            return None
        charged = context.charged and node.kind in _BELOW and _OF_MATTER.match(text.key[start:end]) is None
        below = (node.kind in _BELOW and bool(context.frame.bearers)) or bool(context.frame.advised or context.frame.report_to)
        against = self.against(text, start, end, node, charged or below)
        if against and against not in ("compliance", "premise"):
            behind, above = self.past_told(text, start, end, against, standing)
            return self.sentence(text, behind, end, context, above, block, node) if behind > start else None
        said = _Sentence(text, node, context, standing, block, charged, against, running=standing, before=standing)
        carried = {m.label for m in standing.bearers} != {m.label for m in context.frame.bearers}
        ordered = _ORDERS.match(text.key, start, end) if standing.bearers and not context.frame.bearers else None
        ordered = ordered or (_THEN_ORDERS.match(text.key, start, end) if carried else None)
        if ordered is not None and not _OWN_DIRECTION.match(text.key, start):
            said.running = Frame()  # "Giao Sở X ... . Yêu cầu Sở Y ...": the document orders again; "Chỉ đạo Chi cục Y ...": Sở X does
        lists = self.protected(text, start, end)
        for whole in clauses(text.raw, start, end, lambda place: any(x <= place < y for x, y in lists)):
            for a, b in self.roles.parted(text, *whole):
                if not self.clause(said, a, b):
                    behind, above = self.past_told(text, start, end, against, standing)
                    return self.sentence(text, behind, end, context, above, block, node) if behind > start else None
        if not said.drafts:
            return None
        bearers = said.running.bearers
        if bearers != context.frame.bearers and any(_EVERYBODY.search(m.label.lower()) or _EVERY.match(text.key, m.start) for m in bearers):
            return merged(said.drafts), context.frame  # "Mỗi cán bộ, đảng viên phải ...": no act of the next sentence is theirs
        self.parser.named = bearers if len(bearers) > 1 else ()
        same = not bearers or bearers == context.frame.bearers
        return merged(said.drafts), context.frame if same else Frame(bearers=bearers, request=said.running.request)

    def past_told(self, text: Text, start: int, end: int, against: str, standing: Frame) -> tuple[int, Frame]:
        """Gives where somebody acts behind words that state no work, and what stands there: whoever those words tell of may be who acts."""
        behind = self.past_statement(text, start, end, against)
        told = behind == start and against in ("", "definition", "nature")
        defined, place = self.defined_acts(text, start, end) if told else ((), start)
        return (place, Frame(bearers=elsewhere(defined))) if defined else (behind, standing)

    def past_title(self, text: Text, start: int, end: int) -> int:
        """Gives where a sentence begins behind a title of several parts: "Giấy khen của Thủ trưởng các cơ quan; Chủ tịch xã: Các sở quy định ..."."""
        title = _TITLE.match(text.key, start, end)
        if title is None or self.detector.opens_with_work(title.group()) or _TITLE_OF_ALL.search(text.key, start, title.end()):
            return start
        found, stop = self.parser.list_at(text, title.end(), end)
        return title.end() if found and self.roles.predicative(text, stop, end, strict=True) else start

    def against(self, text: Text, start: int, end: int, node: Provision, charged: bool) -> str:
        """Gives why a sentence states no work, "" where it does: somebody acts in it after all, or is charged with it from above."""
        why = self.detector.reason_against(text.key[start:end].strip(), bears=False)
        if why == "enacting" and node.kind not in _FORMULA and (node.kind is not K.PARAGRAPH or _IN_ARTICLE.search(node.path)):
            return ""  # "Chính phủ ban hành Nghị định ..." as a clause of a law is a charge, no formula
        if why == "compliance" and charged and _FOLLOWS.match(text.key, start) is not None:
            return ""  # "Thực hiện theo quy định của pháp luật về ..." below a body: what it does
        if why == "effect" and charged and not _ATTACHED.search(text.key, start, end):
            return ""  # "Ban hành phương án ..." below "X có trách nhiệm:"
        if why == "effect" and node.kind in _BELOW and not _BELOW_ARTICLE.search(node.path) and _ISSUES.match(text.key, start, end):
            return "" if not _ATTACHED.search(text.key, start, end) else why  # "- Ban hành quy chế ..." among the tasks of a plan
        if why in ("definition", "nature") and self.roles.composed(text, start, end) is not None:
            return ""  # "Đoàn kiểm tra gồm đại diện Sở Y tế, lập biên bản kiểm tra": work behind who belongs to it
        if why not in ("definition", "effect", "rate"):
            return why
        found, _, how = self.roles.find_subject(text, start, end, Frame())
        if why == "rate":  # "Sở Tài chính cấp kinh phí cho Trung tâm: 200 triệu đồng", but no "Thành viên tham gia đoàn: 100.000 đồng"
            return "" if how == "subject" and all(m.known and not (m.person or m.collective or m.generic) for m in found) else why
        if why == "definition":  # an agency acts here; "là" stands further on
            acts = how == "subject" and pattern("reader-defines").match(text.key, max(m.end for m in found)) is None
        else:  # "Yêu cầu các sở xây dựng kế hoạch ...", "Trong 60 ngày kể từ ngày Thông tư này có hiệu lực, cơ sở ... phải"
            since = pattern("reader-since-effect").search(text.key, start, end) is not None
            acts = how in ("order", "request") or (since and how in ("subject", "passive"))
        return "" if acts else why

    def clause(self, said: _Sentence, start: int, end: int) -> bool:
        """Reads one clause into its sentence; False where it shows that the sentence states no work."""
        text, context, block, drafts = said.text, said.context, said.block, said.drafts
        clause = self.roles.read(text, start, end, said.running)
        made = clause.passive and said.standing.bearers and pattern("reader-made-by").match(text.key[start:end])
        told = drafts and _INFORMATION.match(text.key, start) is not None and _INFORMATION.search(text.key, drafts[-1].start, start) is not None
        further = not clause.subject and (_OBJECT.match(text.key, start) is not None or told)  # "thông tin về A; thông tin về B"
        if drafts and (made or further or self.taught(said, clause, start)):
            drafts[-1].end = end  # "theo dõi đề án A; các chương trình do UBND tỉnh giao": one more object
            return True
        if drafts and self.superior_acts(said, clause, start):
            drafts[-1].end = end
            return True
        if self.stands_in(said, clause):
            clause.bearers, clause.subject = context.frame.bearers, False
        organises = _ORGANISES.match(text.key, start, end) if clause.subject and drafts and text.raw[start].islower() else None
        if organises is not None:
            clause = self.roles.read(text, organises.end("verb"), end, said.running)  # "...; tổ chức sản xuất lâm nghiệp": the verb, no body
            clause.start = start
        if clause.subject and pattern("reader-given-lead").search(text.key, start, clause.body):
            given_lead(clause, context)
        if _SANCTION.match(text.key, start, end) and not clause.role_phrase:
            return True  # "Cá nhân vi phạm thì bị xử lý ...", "... được khen thưởng": what befalls somebody is no work
        if not clause.directive and _HOLDS_POST.match(text.key, start, end):
            return True  # "Ban Chỉ đạo do Phó Chủ tịch làm Trưởng ban; Giám đốc Sở X làm Phó Trưởng ban": who belongs to it
        if self.told_of(text, clause, end):
            return True
        own = (clause.subject or clause.directive) and not (drafts and pattern("reader-no-act").fullmatch(text.key, clause.body, end))
        if drafts and _EXCEPTION.match(text.key, start):
            drafts[-1].end = end  # "..., trừ trường hợp do cấp có thẩm quyền điều động": an exception, no work
            return True
        if said.node.kind is K.PREAMBLE and (not clause.directive or self.only_announces(text, clause)):
            return False
        if clause.directive and _ANNOUNCES.match(text.key, start):
            start = max((order.start() for order in _ORDER.finditer(text.key, start, clause.body)), default=start)
        if not own and not clause.role_phrase and not block.cast and _ACT_DONE.match(text.key, start, end):
            clause.bearers = ()  # "Việc bàn giao phải được lập biên bản": an act is done, by nobody named
        if not own and not self.verbal(said, clause, start, end):
            if drafts:
                drafts[-1].end = end  # a further object of the clause before
                drafts[-1].cast = self.with_takers(text, drafts[-1], start, said.before)
                return True
            if not self.opens_without_verb(said, clause, start, end):
                return False
        if said.against and not own:
            return False
        if not clause.bearers and not block.cast and not self.states_nameless(text, start, end, clause, said.governed):
            return False
        self.draft(said, clause, start, end)
        return True

    @staticmethod
    def superior_acts(said: _Sentence, clause: Clause, start: int) -> bool:
        """True for one more act of those advised or applied to: "trình Chủ tịch X quyết định bổ nhiệm A; phê chuẩn B; công nhận C"."""
        plain = not (clause.subject or clause.directive or clause.role_phrase or clause.advises or clause.cast)
        return said.superior and plain and _SUPERIOR_NEXT.match(said.text.key, start, clause.end) is not None

    @staticmethod
    def taught(said: _Sentence, clause: Clause, start: int) -> bool:
        """True for people behind a semicolon for whom the act before it is: "tập huấn cho cán bộ cấp xã; báo cáo viên ở cơ sở"."""
        text = said.text
        people = clause.subject and not clause.directive and not clause.role_phrase and _PEOPLE.match(text.key, start) is not None
        listed = people and text.raw[start].islower() and _NO_ACT.match(text.key, clause.body) is not None
        return listed and _FOR_PEOPLE.search(text.key, said.drafts[-1].start, said.drafts[-1].end) is not None

    @staticmethod
    def told_of(text: Text, clause: Clause, end: int) -> bool:
        """True for what one body has done, "Thường trực Chính phủ đã họp và có quyết nghị ...", which is no work where nothing behind it must be."""
        one = clause.subject and not clause.directive and all((m.known or m.head) and not m.collective and not m.generic for m in clause.bearers)
        return one and _HAS_DONE.match(text.key, clause.body, end) is not None

    @staticmethod
    def stands_in(said: _Sentence, clause: Clause) -> bool:
        """True where the clause's subject only stands for those who bear it from above ("Các đơn vị")."""
        bearers = () if said.context.frame.ordered else said.context.frame.bearers  # those whom a whole letter orders are many
        above = bearers or (not clause.role_phrase and any(role in ("lead", "responsible") for role, _ in said.block.cast))
        return clause.subject and not clause.directive and bool(above) and all(_stands_for(m, bearers) for m in clause.bearers)

    def verbal(self, said: _Sentence, clause: Clause, start: int, end: int) -> bool:
        """True where a clause begins with work or a role phrase."""
        text = said.text
        if self.detector.opens_with_work(text.key[start:end]) or clause.role_phrase or said.running.open_with:
            return True
        if self.told_at_need(text, start, end, clause):
            return True
        return bool(said.standing.bearers) and pattern("reader-bare-modal").match(text.key, start, end) is not None

    def opens_without_verb(self, said: _Sentence, clause: Clause, start: int, end: int) -> bool:
        """True where a sentence may begin with this clause though it opens with no verb: things done bear nobody, items may be named by nouns."""
        text, words = said.text, said.text.key[start:end]
        things = self.thing_must(text, start, end) or self.thing_done(text, start, end)
        if things or not (said.context.nameless or not self.detector.passive_act(words)):
            clause.bearers = ()
            return True
        if said.charged or (said.block.cast and said.node.kind in (K.ITEM, K.POINT, K.BULLET)):
            return True  # of a plan: "Khóa đào tạo cho cán bộ quản lý"
        return said.governed and self.detector.bare_verb.search(words) is not None and not self.nominal(words)

    def draft(self, said: _Sentence, clause: Clause, start: int, end: int) -> None:
        """Adds the norm of a clause to its sentence; whom the last clause advised is advised by this one too where it names nobody."""
        running, block, context = said.running, said.block, said.context
        if said.heard and (clause.role_phrase or clause.subject):  # a new role phrase ends the reach of "tham mưu X:"
            running, said.heard = replace(running, advised=said.standing.advised, report_to=said.standing.report_to), False
        ruled = bool(block.cast) and not _IMPERSONAL.match(said.text.key, start)  # "Kinh phí ... được bảo đảm" in a plan is nobody's
        cast = block_cast(clause, running, block) if ruled else cast_of(clause, running)
        if said.carried and clause.advises and not clause.role_phrase and not clause.advised and not any(r == "advised" for r, _ in cast):
            cast += tuple(("advised", m) for m in said.carried)
        if clause.role_phrase and not clause.advised:
            said.carried = ()
        said.carried = clause.advised if clause.advises and clause.advised else said.carried
        said.before = running
        said.drafts.append(Draft(start, end, cast, self.modality(said.text, clause, context, running), signals(clause, running, block, context)))
        said.running = next_frame(clause, running, said.standing)
        told = [(r, m) for r, m in clause.cast if r in ("advised", "report_to")]
        said.superior = any(_SUPERIOR_ACT.match(said.text.key, m.end, end) for _, m in told)
        if any(r == "advised" and _COLON.match(said.text.key, m.end, end) for r, m in told):
            said.heard = True
            advised, sent = (elsewhere(m for r, m in told if r == role) for role in ("advised", "report_to"))
            said.running = replace(said.running, advised=advised, report_to=sent)  # "tham mưu giúp X: tiếp nhận A; công bố B": the colon governs all

    def with_takers(self, text: Text, draft: Draft, start: int, frame: Frame) -> Cast:
        """Gives a draft's cast with the recipients behind its further object at `start`: "gửi danh sách A; kết quả B về Công an tỉnh"."""
        if any(role == "report_to" for role, _ in draft.cast) or not self.roles.prep_x.search(text.key, start, draft.end):
            return draft.cast
        whole = self.roles.read(text, draft.start, draft.end, frame)
        here = {(role, m.label) for role, m in draft.cast}
        return draft.cast + tuple((r, m) for r, m in whole.cast if r in ("report_to", "responsible") and (r, m.label) not in here)

    def modality(self, text: Text, clause: Clause, context: Context, running: Frame) -> str:
        if clause.request or (running.request and not clause.subject):
            return "request"
        if clause.power or context.power:
            return "power"
        if context.mixed and not (running.advised or running.report_to) and _POWER_ACT.match(text.key, clause.body, clause.end):
            return "power"
        return "duty"


def _stands_for(said: Mention, above: tuple[Mention, ...]) -> bool:
    """True where a subject ("Các đơn vị") may stand for the bearers above: "Các địa phương" for none without a place, several for no one body."""
    words = key(said.label)
    if len(above) == 1 and _shortens(words, key(above[0].label)):
        return True
    placed = not _PLACES.search(words) or not above or any(pattern("reader-of-places").search(key(m.label)) for m in above)
    one = len(above) == 1 and above[0].known and not (above[0].collective or above[0].generic or many(above[0].label))
    return placed and not (one and many(said.label)) and _VAGUE_SUBJECT.fullmatch(words) is not None


def _shortens(words: str, whole: str) -> bool:
    """True where a subject says in fewer words who a heading describes: "Các cơ quan xử lý" under "... cơ quan, đơn vị xử lý phản ánh"."""
    short, full = (_KIND_AND_TASK.fullmatch(label) for label in (words, whole))
    if short is None or full is None or not full["task"]:
        return False
    kinds, all_kinds = (set(_KINDS_JOINT.split(one["kinds"])) for one in (short, full))
    return kinds == all_kinds if not short["task"] else kinds <= all_kinds and f"{full['task']} ".startswith(f"{short['task']} ")


def merged(drafts: list[Draft]) -> list[Draft]:
    """Joins neighbouring drafts with the same cast and modality into one."""
    out: list[Draft] = []
    for draft in drafts:
        if out and {(r, m.label) for r, m in out[-1].cast} == {(r, m.label) for r, m in draft.cast} and out[-1].modality == draft.modality:
            out[-1] = replace(out[-1], end=draft.end)
        else:
            out.append(draft)
    return out
