"""Takes a stretch of clean text and what governs it; drafts the norms its sentences state; knows nothing of the provisions around it.

Each sentence gives clauses; each clause gives a cast. Neighbouring clauses of one sentence with the same cast are one norm.
"""

from __future__ import annotations

from dataclasses import replace

from ttdn_kb.foundation.model import Provision, ProvisionKind, Remark
from ttdn_kb.norms.blocks import Block
from ttdn_kb.norms.clauses import clauses, sentences
from ttdn_kb.norms.confidence import Signals
from ttdn_kb.norms.context import Context
from ttdn_kb.norms.frames import NOBODY
from ttdn_kb.norms.kinds import StatementKinds
from ttdn_kb.norms.lexicon import key, pattern
from ttdn_kb.norms.mentions import Mention, Text
from ttdn_kb.norms.roles import Cast, Clause, Frame, cast_of
from ttdn_kb.norms.writing import Draft
from ttdn_kb.text.clean import CleanText

K = ProvisionKind
_VAGUE_SUBJECT = pattern("reader-vague-subject")
_OF_MATTER = pattern("statements-of-matter")
_GOES_ON = pattern("reader-goes-on")
_IMPERSONAL = pattern("plans-impersonal")
_POWER_ACT = pattern("reader-power-act")
_SANCTION = pattern("statements-sanction")
_ACT_DONE = pattern("reader-act-done")


class StatementReader(StatementKinds):
    """Reads sentences."""

    def leaf(self, node: Provision, context: Context, heading: str, block: Block | None = None) -> None:
        """Reads a provision without children."""
        clean_text = self.clean(node.body)
        if context.skip == "effect" and self.orders(clean_text.text):
            context = replace(context, skip="")  # "Hiệu lực thi hành" over "Giám đốc Sở X chịu trách nhiệm thi hành Quyết định này"
        if context.skip and context.skip != "structure":
            return
        self.stretch(node, clean_text, 0, len(clean_text.text), context, heading, block or Block())

    def stretch(self, node: Provision, clean_text: CleanText, start: int, end: int, context: Context, heading: str, block: Block) -> None:
        """Reads the sentences of a stretch of clean text."""
        words = clean_text.text
        text = Text(words)
        drafts: list[Draft] = []
        standing = context.frame
        title = self.own_heading(text, start, end, context)
        if title is not None:
            start, context = title
            standing = context.frame
        explained = False
        for a, b in sentences(words, start, end):
            if drafts and _GOES_ON.match(text.key, a, b) and not self.roles.find_subject(text, a, b, standing)[0]:
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
            drafts = _merged(drafts)
        self.emit(node, drafts, heading, block, clean_text)

    def uncovered(self, node: Provision, clean_text: CleanText, start: int, end: int, governed: bool) -> None:
        """Remarks on a sentence that begins like work below an agency but gave no norm."""
        words = clean_text.text[start:end]
        if governed and len(words.split()) > 5 and self.detector.verb.match(key(words)) and not self.detector.reason_against(key(words), bears=True):
            place = clean_text.span(start, end)
            quote = self.text[place.start : place.end]
            self.remarks.append(Remark("uncovered", place, node.path, quote, "Câu đứng dưới một cơ quan nhưng không đọc được việc được giao."))

    def own_heading(self, text: Text, start: int, end: int, context: Context) -> tuple[int, Context] | None:
        """Reads "Sở Tài chính: Tham mưu ..." at the head of a leaf: the agencies before the colon bear what follows."""
        colon = text.raw.find(":", start, min(end, start + 400))
        if colon < 0 or not text.raw[colon + 1 : end].strip(" ."):
            return None
        if self.parser.list_at(text, start, end)[1] > colon + 1:
            return None  # "Các Sở: Tài chính, Tư pháp và Thuế thành phố chịu trách nhiệm ..."
        head = text.raw[start:colon]
        if pattern("statements-as-for").match(key(head)) and self.roles.find_subject(text, start, end, context.frame)[0]:
            return None
        found, stop, _ = self.context.bearers(Text(head))
        if not found or not self.context.only_role(key(head)[stop:]) or self.roles.implementers(text, start, end):
            return None
        behind = text.key[colon + 1 : end].strip()
        acts = self.detector.opens_with_work(key(head)[stop:].strip()) and not self.detector.opens_with_work(behind)
        if acts and not self.roles.find_subject(text, colon + 1, end, NOBODY)[0]:
            return None  # "Các cơ quan tiếp tục thực hiện các chương trình: cải cách hành chính, ...": what the work is on
        return colon + 1, self.context.heading(head, replace(context, skip=""))

    def sentence(
        self, text: Text, start: int, end: int, context: Context, standing: Frame, block: Block, node: Provision
    ) -> tuple[list[Draft], Frame] | None:
        """Reads one sentence; gives its drafts and the frame that stands for the next sentence, None where it states no work."""
        while start < end and not text.raw[start].isalnum() and text.raw[start] not in '(“"':
            start += 1
        announced = pattern("statements-announced").match(text.key, start, end)
        start = announced.end() if announced is not None else start  # "Bước 2: Sở X thẩm định ...": what stands before the work is its label
        words = text.key[start:end]
        if text.raw[start:end].isupper() or not text.raw[self.parser.list_at(text, start, end)[1] : end].strip(" .;:,"):
            return None
        if context.skip == "structure" and not self.charges(text, start, end, standing, node):
            return None
        frame = standing
        governed = bool(frame.bearers or block.cast)
        against = self.detector.reason_against(words.strip(), bears=False)
        below = node.kind in (K.POINT, K.BULLET, K.ITEM, K.CLAUSE)
        charged = context.charged and below and _OF_MATTER.match(words) is None
        if (charged or (below and context.frame.bearers)) and against == "effect" and "kèm theo" not in words:
            against = ""  # "Ban hành phương án ..." below "X có trách nhiệm:"
        if against == "definition":
            found, _, how = self.roles.find_subject(text, start, end, Frame())
            if how == "subject" and pattern("reader-defines").match(text.key, max(m.end for m in found)) is None:
                against = ""  # an agency acts here; "là" stands further on
        if against == "effect":
            how = self.roles.find_subject(text, start, end, Frame())[2]
            since = pattern("reader-since-effect").search(text.key, start, end) is not None
            if how in ("order", "request") or (since and how == "subject"):
                against = ""  # "Yêu cầu các sở xây dựng kế hoạch ...", "Trong 60 ngày kể từ ngày Thông tư này có hiệu lực, cơ sở ... phải"
        if against and against not in ("compliance", "premise"):
            return None
        lists = self.protected(text, start, end)
        drafts: list[Draft] = []
        running = before = frame
        carried: tuple[Mention, ...] = ()
        for a, b in clauses(text.raw, start, end, lambda place: any(x <= place < y for x, y in lists)):
            clause = self.roles.read(text, a, b, running)
            made = clause.passive and standing.bearers and pattern("reader-made-by").match(text.key[a:b])
            if drafts and (made or (not clause.subject and text.key.startswith("việc ", a))):
                drafts[-1].end = b  # "theo dõi đề án A; các chương trình do UBND tỉnh giao": one more object
                continue
            if (
                clause.subject
                and not clause.directive
                and (context.frame.bearers or (not clause.role_phrase and any(role in ("lead", "responsible") for role, _ in block.cast)))
                and all(_stands_for(m, context.frame.bearers) for m in clause.bearers)
            ):
                clause.bearers, clause.subject = context.frame.bearers, False
            if clause.subject and pattern("reader-given-lead").search(text.key, a, clause.body):
                self.given_lead(clause, context)
            if _SANCTION.match(text.key, a, b) and not clause.role_phrase:
                continue  # "Cá nhân vi phạm thì bị xử lý ...", "... được khen thưởng": what befalls somebody is no work
            own = (clause.subject or clause.directive) and not (drafts and pattern("reader-no-act").fullmatch(text.key, clause.body, b))
            if drafts and text.key.startswith("trừ ", a):
                drafts[-1].end = b  # "..., trừ trường hợp do cấp có thẩm quyền điều động": an exception, no work
                continue
            if node.kind is K.PREAMBLE and (not clause.directive or self.only_announces(text, clause)):
                return None
            if clause.directive and text.key.startswith("trên đây là", a):
                a = max(text.key.rfind(word, a, clause.body) for word in ("yêu cầu", "đề nghị", "giao"))
            verbal = self.detector.opens_with_work(text.key[a:b]) or clause.role_phrase or running.open_with
            verbal = verbal or (bool(frame.bearers) and pattern("reader-bare-modal").match(text.key, a, b) is not None)
            if not own and not clause.role_phrase and not block.cast and _ACT_DONE.match(text.key, a, b):
                clause.bearers = ()  # "Việc bàn giao phải được lập biên bản": an act is done, by nobody named
            if not own and not verbal and not drafts:
                if self.thing_must(text, a, b) or self.thing_done(text, a, b):
                    clause.bearers = ()
                elif context.nameless or not self.detector.passive_act(text.key[a:b]):
                    item = charged or (bool(block.cast) and node.kind in (K.ITEM, K.POINT, K.BULLET))  # of a plan: "Khóa đào tạo cho cán bộ quản lý"
                    if not item and (not (governed and self.detector.bare_verb.search(text.key[a:b])) or self.nominal(text.key[a:b])):
                        return None
                else:
                    clause.bearers = ()
            elif not own and not verbal:
                drafts[-1].end = b  # a further object of the clause before
                drafts[-1].cast = self.with_takers(text, drafts[-1], before)
                continue
            if against and not own:
                return None
            if not clause.bearers and not block.cast and not self.states_nameless(text, a, b, clause, governed):
                return None
            ruled = bool(block.cast) and not _IMPERSONAL.match(text.key, a)  # "Kinh phí ... được bảo đảm" in a plan is nobody's
            cast = self.block_cast(clause, running, block) if ruled else cast_of(clause, running)
            if carried and clause.advises and not clause.role_phrase and not clause.advised and not any(r == "advised" for r, _ in cast):
                cast += tuple(("advised", m) for m in carried)
            if clause.role_phrase and not clause.advised:
                carried = ()
            carried = clause.advised if clause.advises and clause.advised else carried
            before = running
            drafts.append(Draft(a, b, cast, self.modality(text, clause, context, running), self.signals(clause, running, block, context)))
            running = self.next_frame(clause, running, standing)
        if not drafts:
            return None
        self.parser.named = running.bearers if len(running.bearers) > 1 else ()
        same = not running.bearers or running.bearers == context.frame.bearers
        return _merged(drafts), context.frame if same else Frame(bearers=running.bearers, request=running.request)

    def with_takers(self, text: Text, draft: Draft, frame: Frame) -> Cast:
        """Gives a draft's cast with the recipients behind its further objects: "gửi danh sách A; kết quả B về Công an tỉnh"."""
        whole = self.roles.read(text, draft.start, draft.end, frame)
        if any(role == "report_to" for role, _ in draft.cast):
            return draft.cast
        here = {(role, m.label) for role, m in draft.cast}
        return draft.cast + tuple((r, m) for r, m in whole.cast if r in ("report_to", "responsible") and (r, m.label) not in here)

    def given_lead(self, clause: Clause, context: Context) -> None:
        """Makes "sở, ban, ngành được giao chủ trì phải ..." a lead: the heading's bearers where these are a group, else the body as described."""
        if context.frame.bearers and all(m.collective and m.label.startswith("Các ") for m in context.frame.bearers):
            clause.bearers = context.frame.bearers
        clause.lead, clause.coordinates, clause.role_phrase, clause.own = True, False, True, False

    def next_frame(self, clause: Clause, running: Frame, standing: Frame) -> Frame:
        """Gives the frame of the next clause: "chủ trì" reaches on to the end of its sentence, "phối hợp với X" gives way to the lead-in's role."""
        if clause.role_phrase and clause.lead:
            return Frame(
                bearers=clause.bearers,
                lead=True,
                coordinates=clause.both,
                partners=clause.partners,
                advised=running.advised,
                report_to=running.report_to,
                request=running.request or clause.request,
            )
        if (running.explicit and not clause.role_phrase and not clause.subject) or clause.passive:
            return running
        if clause.role_phrase and not clause.subject and standing.explicit and standing.bearers == clause.bearers:
            return standing
        if clause.role_phrase or clause.subject or clause.directive:
            return Frame(
                bearers=clause.bearers,
                advised=running.advised,
                report_to=running.report_to,
                request=(running.request and not clause.subject) or clause.request,
                open_with=False,
            )
        return running

    def block_cast(self, clause: Clause, running: Frame, block: Block) -> Cast:
        """Gives the cast of an item under a block: a doer named in the sentence takes the lead's place for itself."""
        leads = [(r, m) for r, m in block.cast if r in ("lead", "responsible")]
        others = [(r, m) for r, m in block.cast if r not in ("lead", "responsible")]
        if clause.subject or clause.directive:
            names = {m.label: r for r, m in leads}
            cast = cast_of(clause, running)
            out = [("lead" if r == "responsible" and names.get(m.label) == "lead" else r, m) for r, m in cast]
        else:
            out = list(leads)
            bearer_roles = {"lead", "responsible", "coordinator"}
            extra = [(r, m) for r, m in cast_of(replace(clause, bearers=()), Frame()) if r not in bearer_roles or m not in clause.bearers]
            out += [("coordinator" if r == "partner" and any(x == "lead" for x, _ in leads) else r, m) for r, m in extra]
        seen = {(r, m.label) for r, m in out}
        out += [(r, m) for r, m in others if (r, m.label) not in seen and ("lead", m.label) not in seen]
        return tuple(out)

    def modality(self, text: Text, clause: Clause, context: Context, running: Frame) -> str:
        if clause.request or (running.request and not clause.subject):
            return "request"
        if clause.power or context.power:
            return "power"
        if context.mixed and _POWER_ACT.match(text.key, clause.body, clause.end):
            return "power"
        return "duty"

    def signals(self, clause: Clause, running: Frame, block: Block, context: Context) -> Signals:
        if block.cast:
            source = "block"
        elif clause.directive:
            source = "directive"
        elif clause.subject:
            source = "passive" if clause.passive else "subject"
        elif context.frame.bearers and clause.bearers == context.frame.bearers:
            source = "heading"
        else:
            source = "carried"
        return Signals(source, role_phrase=clause.role_phrase, reached=not clause.role_phrase and running.lead, loose=clause.loose)


def _stands_for(said: Mention, above: tuple[Mention, ...]) -> bool:
    """True where a subject ("Các đơn vị") may stand for the heading's bearers; "Các địa phương" for none that have no place."""
    words = key(said.label)
    placed = "địa phương" not in words or not above or any(pattern("reader-of-places").search(key(m.label)) for m in above)
    return placed and _VAGUE_SUBJECT.fullmatch(words) is not None


def _merged(drafts: list[Draft]) -> list[Draft]:
    """Joins neighbouring drafts with the same cast and modality into one."""
    out: list[Draft] = []
    for draft in drafts:
        if out and {(r, m.label) for r, m in out[-1].cast} == {(r, m.label) for r, m in draft.cast} and out[-1].modality == draft.modality:
            out[-1] = replace(out[-1], end=draft.end)
        else:
            out.append(draft)
    return out
