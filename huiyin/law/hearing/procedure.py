"""The law of a hearing (听证) as one value. Its days and its conclusion are written into the journal of the matter."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.frame.common import noted_by
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.verdict import Also
from huiyin.law.frame.waiting import Waiting
from huiyin.law.hearing.facts import CHANGES, HearingFacts, HearingSituation, newborn, periods
from huiyin.law.hearing.forms import FORMS
from huiyin.law.hearing.guards import handles_matters
from huiyin.law.hearing.table import MOVES, TURNS
from huiyin.law.hearing.vocabulary import HearingAct, HearingClock, HearingStage, Openness, Piece
from huiyin.law.sources.articles import Citation
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import Act, Role, Seat
from huiyin.law.words import P

A = HearingAct
#: What the record knows of the matter and tells the law; the journal of the hearing does not keep it.
ASKED = frozenset({"matter_stage", "matter_holder", "matter_report", "investigators", "another", "left"})
#: Acts of which a local regulation has an article of its own with those on hearings.
_HEARD = (A.OPEN, A.GRANT, A.REFUSE, A.ARRANGE, A.DRAW, A.NOTIFY, A.POSTPONE, A.START, A.CONCLUDE, A.CANCEL)


def _says(move: Move, s: HearingSituation) -> Particulars:
    return {name: value for name, value in (s.given or {}).items() if name not in ASKED}


def _basis(book: RuleBook) -> Mapping[A, Citation]:
    own = book.basis.get(Act.OPEN_HEARING)
    return dict.fromkeys(_HEARD, own) if own else {}


def _waits(facts: HearingFacts) -> Waiting:
    if facts.stage is HearingStage.NOTICED and facts.day is not None:
        return Waiting(P("等听证的日子"), until=facts.day)
    return Waiting(P("等下一步"), facts.moved_on or facts.lodged_on)


def _also(move: Move, s: HearingSituation) -> tuple[Also, ...]:
    """What the journal of the matter says of its hearing: the notice with day, hour, place and panel, what was handed
    in, the conclusion. From these it counts its own days (Art. 36 ¶2)."""
    if s.given is None:
        return ()
    said = _WRITTEN.get(move.act)
    return () if said is None else said(s)


def _of_matter(s: HearingSituation, act: Act, **given: object) -> tuple[Also, ...]:
    return (Also("matter", s.facts.matter, act.value, given),)


def _notice(s: HearingSituation) -> tuple[Also, ...]:
    facts = s.facts
    given: dict[str, object] = {"on": _iso(facts), "hour": facts.hour, "place": facts.place}
    if s.act is A.POSTPONE:
        given = {"on": s.value("day"), "hour": s.value("hour"), "place": s.value("place"), "postponed": True}
    note = "\n".join(each for each in (_OPENNESS[facts.openness], s.value("reason"), s.value("note")) if each)
    return _of_matter(s, Act.OPEN_HEARING, **given, panel=s.value("panel_named"), note=note)


def _iso(facts: HearingFacts) -> str:
    return facts.day.isoformat() if facts.day else ""


#: In the language of the paper, which is Chinese whoever reads the page.
_OPENNESS = {Openness.PUBLIC: "本次听证公开举行，可以旁听。", Openness.CLOSED: "本次听证不公开举行。", None: ""}


def _cancelled(s: HearingSituation) -> tuple[Also, ...]:
    if s.facts.noticed_on is None:
        return ()
    return _of_matter(s, Act.CLOSE_HEARING, conclusion=f"听证取消：{s.value('reason')}", cancelled=True)


def _concluded(s: HearingSituation) -> tuple[Also, ...]:
    return _of_matter(s, Act.CLOSE_HEARING, conclusion=s.value("conclusion"))


def _attached(s: HearingSituation) -> tuple[Also, ...]:
    text = f"听证材料：{Piece(s.value('piece')).label}"
    note = f"{text}。{s.value('note')}" if s.value("note") else text
    return _of_matter(s, Act.SUPPLEMENT, text=note, files=s.value("files"))


def _published(s: HearingSituation) -> tuple[Also, ...]:
    names = ("place", "on", "until", "account", "masked")
    return _of_matter(s, Act.PUBLISH, **{name: s.value(name) for name in names})


_WRITTEN = {
    A.NOTIFY: _notice, A.POSTPONE: _notice, A.CONCLUDE: _concluded, A.CANCEL: _cancelled, A.ATTACH: _attached,
    A.PUBLISH: _published,
}  # fmt: skip


def _at_the_table(s: HearingSituation) -> bool:
    """A member of the panel comes with a slip and from no organ; whoever holds a post there sits elsewhere."""
    return s.by.organ is None and Role.PANELIST in s.by.roles


HEARING = Procedure(
    key="hearing",
    label="听证",
    facts=HearingFacts,
    acts=HearingAct,
    stages=HearingStage,
    clocks=HearingClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.OPEN,
    newborn=newborn,
    seats={**SEATS, Seat.LINKED: lambda s: True, Seat.PANEL: _at_the_table},
    turns=TURNS,
    changes=CHANGES,
    situation=HearingSituation,
    begins=handles_matters,
    over=frozenset({HearingStage.CONCLUDED, HearingStage.REFUSED, HearingStage.CANCELLED}),
    basis=_basis,
    hands=A.NAME_HANDLER,
    runs_out=noted_by(A.NOTE_OVERDUE),
    waits=_waits,
    says=_says,
    periods=periods,
    also=_also,
)
