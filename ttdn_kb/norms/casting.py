"""Takes a clause as it was read and what governs it; gives its norm's cast, how that was found and the next frame; knows no text."""

from __future__ import annotations

from dataclasses import replace

from ttdn_kb.norms.blocks import Block
from ttdn_kb.norms.confidence import Signals
from ttdn_kb.norms.context import Context
from ttdn_kb.norms.frames import Cast, Clause, Frame, cast_of


def given_lead(clause: Clause, context: Context) -> None:
    """Makes "sở, ban, ngành được giao chủ trì phải ..." a lead: the heading's bearers where these are a group, else the body as described."""
    if context.frame.bearers and all(m.collective and m.label.startswith("Các ") for m in context.frame.bearers):
        clause.bearers = context.frame.bearers
    clause.lead, clause.coordinates, clause.role_phrase, clause.own = True, False, True, False


def next_frame(clause: Clause, running: Frame, standing: Frame) -> Frame:
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


def block_cast(clause: Clause, running: Frame, block: Block) -> Cast:
    """Gives the cast of an item under a block: a doer named in the sentence takes the lead's place for itself."""
    leads = [(r, m) for r, m in block.cast if r in ("lead", "responsible")]
    others = [(r, m) for r, m in (*block.cast, *block.recipients) if r not in ("lead", "responsible")]
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
    # Of a collective named in both columns one leads and the others take part; a single body that leads takes part anyway.
    out += [(r, m) for r, m in others if (r, m.label) not in seen and (m.collective or ("lead", m.label) not in seen)]
    return tuple(out)


def signals(clause: Clause, running: Frame, block: Block, context: Context) -> Signals:
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
