"""Holds what governs a clause and what was read in it; gives the clause's cast; knows nothing of words."""

from __future__ import annotations

from dataclasses import dataclass, field

from ttdn_kb.norms.mentions import Mention

Cast = tuple[tuple[str, Mention], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What governs a clause from outside.

    Attributes:
        bearers: who bears the work where the clause names nobody.
        lead, coordinates: the bearer is said to lead / to coordinate.
        partners: the X of "phối hợp với X".
        advised: the X of "tham mưu X:" before a colon; report_to: the X of "Trình X:".
        request: "Đề nghị X".
        open_with: the phrase ends in "phối hợp (với)" without X, so a list that opens the next text is X.
        ordered: the bearers are those whom the document itself orders ("UBND tỉnh yêu cầu các sở thực hiện:"), so a further order is its own again.
    """

    bearers: tuple[Mention, ...] = ()
    lead: bool = False
    coordinates: bool = False
    partners: tuple[Mention, ...] = ()
    advised: tuple[Mention, ...] = ()
    report_to: tuple[Mention, ...] = ()
    request: bool = False
    open_with: bool = False
    explicit: bool = False
    ordered: bool = False

    @property
    def acts(self) -> bool:
        """True where an order below is the bearers' own act, not the document's."""
        return bool(self.bearers) and not self.ordered


NOBODY = Frame()


@dataclass(slots=True)
class Clause:
    """What was read in a clause."""

    start: int
    end: int
    bearers: tuple[Mention, ...] = ()
    cast: list[tuple[str, Mention]] = field(default_factory=list)
    lead: bool = False
    both: bool = False
    coordinates: bool = False
    own: bool = False
    partners: tuple[Mention, ...] = ()
    advised: tuple[Mention, ...] = ()
    role_phrase: bool = False
    request: bool = False
    power: bool = False
    subject: bool = False
    directive: bool = False
    body: int = 0
    advises: bool = False
    open_with: bool = False
    does: bool = False
    acts_first: bool = False
    loose: bool = False
    passive: bool = False
    helps: bool = False


def cast_of(clause: Clause, frame: Frame) -> Cast:
    """Gives the full cast of a clause: its bearers in their role, its partners, and everybody its verbs name."""
    bearers, out = clause.bearers, []
    lead, coordinates = clause.lead, clause.coordinates
    partners = clause.partners
    if not clause.role_phrase and (frame.lead or frame.coordinates) and (not clause.subject or frame.explicit):
        lead, coordinates, partners = frame.lead, frame.coordinates, frame.partners
    if lead:
        out += [("lead", m) for m in bearers]
    if clause.both or (frame.lead and frame.coordinates and not clause.role_phrase) or (coordinates and not lead):
        out += [("coordinator", m) for m in bearers]
    reached = coordinates and clause.acts_first and frame.lead and not (clause.lead or frame.explicit or clause.subject)
    if (not lead and not coordinates) or (coordinates and not lead and clause.own) or (clause.lead and clause.does):
        out += [("lead" if reached else "responsible", m) for m in bearers]  # "Chủ trì A; kiểm tra B và phối hợp với Y": B is led
    leading = lead or clause.both or reached
    out += [("coordinator" if leading else "partner", m) for m in partners]
    out += [c for c in clause.cast if c[0] != "empowered"]
    out += [("advised", m) for m in frame.advised]
    if not clause.subject and not any(role == "report_to" for role, _ in clause.cast):  # who is named here sends what he sends to whom he says
        out += [("report_to", m) for m in frame.report_to]
    unique: dict[tuple[str, str], tuple[str, Mention]] = {}
    for role, mention in out:
        unique.setdefault((role, mention.label), (role, mention))
    names = {(role, m.label) for role, m in unique.values()}
    both = clause.both or reached or (frame.lead and frame.coordinates)
    return tuple((role, m) for role, m in unique.values() if not (role in ("partner", "coordinator") and ("lead", m.label) in names and not both))
