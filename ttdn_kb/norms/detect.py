"""Takes a sentence and whether somebody bears it; tells whether it states work; knows nothing of roles.

Definitions, scope, effect, channels and sentences that only ask for compliance with the law state no work.
"""

from __future__ import annotations

import re

from ttdn_kb.norms.lexicon import Lexicon, compiled, pattern, read_table

_ADVERBS = pattern("openers-adverbs").pattern
_CASE = pattern("detect-case-must")
_OPENER = pattern("detect-opener")

_NOMINAL = pattern("detect-nominal")
_IS_AN_ACT = pattern("detect-is-an-act")  # "Gia hạn nợ là việc ...": a term whose first word is a verb


class Detector:
    """Recognises statements of work. Its patterns come from `data/lexicon/statement_cues.csv`: kind, pattern (a regex on the key text)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.verb = compiled(r"\s*" + _ADVERBS + r"(?:" + lexicon.verbs_re.pattern + ")" + pattern("detect-no-verb").pattern)
        self.bare_verb = lexicon.verbs_re
        rows = read_table("statement_cues")
        self.whole = [(row["kind"], compiled(row["pattern"])) for row in rows if row["kind"] not in ("act", "channel-lead", "content-lead")]
        self.acts = compiled("|".join(row["pattern"] for row in rows if row["kind"] == "act"))
        self.content_lead = compiled("|".join(row["pattern"] for row in rows if row["kind"] == "content-lead"))
        self.channel_lead = compiled("|".join(row["pattern"] for row in rows if row["kind"] == "channel-lead"))

    def opens_with_work(self, key: str) -> bool:
        """True where the words begin, after adverbs and adverbial phrases, with a verb of work."""
        if self.verb.match(key):
            return True
        if _OPENER.match(key):
            if any(self.verb.match(key, m.end()) is not None for m in re.finditer(r"(?:,?\s+thì|[,:])\s+", key[:420])):
                return True
            case = _CASE.match(key)  # "Đối với các vụ mất bí mật xảy ra phải báo cáo ngay ..."
            if case is not None and self.verb.match(key, case.end()) is not None:
                return True
            acting = pattern("detect-when-acting").match(key)  # "Khi xây dựng quy hoạch phải bảo đảm ...": who acts must
            return acting is not None and self.verb.match(key, acting.end("when")) is not None and self.verb.match(key, acting.end()) is not None
        return False

    def reason_against(self, key: str, bears: bool) -> str:
        """Gives why a sentence states no work ("definition", "scope", "compliance", "effect", ...), "" where it may.

        Args:
            key: the sentence in key form.
            bears: an agency is its subject or governs it.
        """
        for kind, statement in self.whole:
            found = statement.search(key)
            if found is None:
                continue
            if kind == "report" and self.verb.match(key):
                continue  # "Tiếp tục thực hiện các giải pháp đã triển khai": only what was told of is past
            if kind == "principle" and ";" in key[: found.start()] and self.verb.match(key):
                continue  # "Thực hiện chế độ báo cáo ...; chịu sự kiểm tra của ...": work stands before it
            if kind in ("definition", "principle") and pattern("detect-charged-body").search(key):
                continue  # the standing task of a body ("là cơ quan chuyên môn ..., có chức năng tham mưu, giúp ...") or of who heads it
            if kind == "definition" and self._acts_beside(key):
                continue  # "được thành lập Tổ giúp việc, gồm ...", "là nguồn ..., được tích hợp vào ...": an act beside the definition
            if not (bears and kind in ("compliance", "premise")):
                return kind
        return ""

    def _acts_beside(self, key: str) -> bool:
        """True where a sentence that defines something also opens with an act or goes on with one in the passive."""
        opens = self.verb.match(key) is not None and not _NOMINAL.match(key) and not _IS_AN_ACT.match(key)
        return opens or (pattern("detect-passive-goes-on").search(key) is not None and self.acts.search(key) is not None)

    def passive_act(self, key: str) -> bool:
        """True for a passive that states an act with nobody named: "Kinh phí ... được cân đối từ ngân sách"."""
        return self.acts.search(key) is not None
