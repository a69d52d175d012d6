"""What an event changes: facts are the fold of a matter's events, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.verdict import Event
from huiyin.law.matter.changes import answering, ending, handling, sorting
from huiyin.law.matter.facts import REREVIEW_STAGES, REVIEW_STAGES, ClaimFacts, Facts
from huiyin.law.terms import Act, Channel, ClaimKind, Closure, Ground, Stage

Change = Mapping[str, Any]


def newborn(lodging: Particulars) -> Facts:
    """The facts of a matter before it is registered, from the particulars of its lodging.

    :param lodging: ``book``, ``channel``, ``lodged_on`` (ISO day), ``organ``, ``owner``, ``claims`` (a list of
        ``{"id", "kind"?, "ground"?}``), and optionally ``petitioners``, ``anonymous``, ``repeat``,
        ``accused_organs``, ``accused_persons``, ``unsure``, ``unsure_organs``, ``unsure_persons``.
    """
    organ = int(lodging["organ"])
    return Facts(
        book_key=lodging["book"],
        stage=Stage.NEW,
        channel=Channel(lodging["channel"]),
        lodged_on=date.fromisoformat(lodging["lodged_on"]),
        coordinator=organ,
        holder=organ,
        owner=int(lodging["owner"]),
        claims=tuple(_claim(row) for row in lodging["claims"]),
        petitioners=int(lodging.get("petitioners", 1)),
        anonymous=bool(lodging.get("anonymous", False)),
        repeat=bool(lodging.get("repeat", False)),
        accused_organs=frozenset(lodging.get("accused_organs", ())),
        accused_persons=frozenset(lodging.get("accused_persons", ())),
        unsure=bool(lodging.get("unsure", False)),
        unsure_organs=frozenset(lodging.get("unsure_organs", ())),
        unsure_persons=frozenset(lodging.get("unsure_persons", ())),
    )


def _claim(row: Particulars) -> ClaimFacts:
    kind, ground = row.get("kind"), row.get("ground")
    return ClaimFacts(int(row["id"]), ClaimKind(kind) if kind else None, Ground(ground) if ground else None)


def everyday(facts: Facts, event: Event) -> Change:
    """What every act changes of a matter: an open hearing, and who has dealt with it in which instance."""
    hearing = event.to in _HEARING
    return {
        "hearing_since": facts.hearing_since if hearing else None,
        "hearing_on": facts.hearing_on if hearing else None,
        "untouched": facts.untouched and event.organ != facts.holder,
        **_taking_part(facts, event),
    }


_HEARING = frozenset({Stage.HANDLING, Stage.REVIEWING, Stage.REREVIEWING})
#: Looking at a name or passing on a request is not dealing with the matter.
_BYSTANDING = frozenset({
    Act.UNMASK, Act.NAME_ROOT, Act.SUPPLEMENT, Act.CONFIRM_EXECUTION, Act.DENY_EXECUTION, Act.NOTE_PROMISE, Act.ABSORB,
    Act.NOTE_VISIT, Act.NOTE_CONFERENCE, Act.NOTE_CHARGE, Act.NOTE_CONDITION, Act.URGE,
    Act.SEEK_REVIEW, Act.SEEK_REREVIEW,
})  # fmt: skip


def _taking_part(facts: Facts, event: Event) -> Change:
    """Who has dealt with the matter in which instance (xf2022 Art. 28 ¶3, 35, 36)."""
    if event.person is None or event.act in _BYSTANDING:
        return {}
    if facts.stage in REVIEW_STAGES:
        return {"reviewed_by": facts.reviewed_by | {event.person}}
    if facts.stage in REREVIEW_STAGES:
        return {"rereviewed_by": facts.rereviewed_by | {event.person}}
    return {"handled_by": facts.handled_by | {event.person}}


def _leader_reads(facts: Facts, event: Event) -> Change:
    """Whoever is to receive the person, or answers for the matter, must know it: the leader's own organ reads it from
    then on."""
    organ = event.particulars.get("leader_organ")
    return {"joining": frozenset({int(organ)})} if organ else {}


def _conference_reads(facts: Facts, event: Event) -> Change:
    """The office that prepares it, and whoever is to lead, help or take it, must know the matter."""
    named = (event.particulars.get("organ"), event.particulars.get("helper"))
    return {"joining": frozenset(int(each) for each in named if each)}


def _watcher_reads(facts: Facts, event: Event) -> Change:
    """Whoever watches a condition, or is asked for it, must know what waits for it."""
    organ = event.particulars.get("organ_named")
    return {"joining": frozenset({int(organ)})} if organ else {}


CHANGES: Mapping[Act, Callable[[Facts, Event], Change]] = {
    Act.LODGE: sorting.lodge,
    Act.CLASSIFY: sorting.classify,
    Act.REPORT_URGENT: sorting.report_urgent,
    Act.NOTE_REPLY: lambda facts, event: {"urgent_told": facts.urgent_told - {event.particulars["from_organ"]}},
    Act.ASK_DECISION: sorting.transfer,
    Act.CONSULT: lambda facts, event: {"consulted": True},
    Act.ASK_RECUSAL: lambda facts, event: {"recusal_asked": True},
    Act.DECIDE_RECUSAL: handling.decide_recusal,
    Act.OFFER_RELIEF: lambda facts, event: {"relief_open": True},
    Act.FOLLOW_RELIEF: lambda facts, event: {"relief_open": False},
    Act.NOTE_VISIT: _leader_reads,
    Act.NOTE_CONFERENCE: _conference_reads,
    Act.NOTE_CHARGE: _leader_reads,
    Act.NOTE_CONDITION: _watcher_reads,
    Act.RECONCILE: handling.mediate,
    Act.ANSWER_ON_SPOT: ending.closed_as(Closure.ON_SPOT),
    Act.CONCLUDE_CHECK: ending.closed_as(Closure.CHECKED),
    Act.DIRECT_ELSEWHERE: ending.closed_as(Closure.DIRECTED),
    Act.NO_FURTHER: ending.closed_as(Closure.NO_FURTHER),
    Act.WITHDRAW: ending.withdraw,
    Act.JOIN: sorting.join,
    Act.LEAVE: sorting.leave,
    Act.MERGE: ending.closed_as(Closure.MERGED),
    Act.GUIDE: sorting.guide,
    Act.SPLIT: sorting.split,
    Act.TRANSFER: sorting.transfer,
    Act.ASSIGN: sorting.transfer,
    Act.DETERMINE: sorting.transfer,
    Act.COORDINATE: sorting.transfer,
    Act.OBJECT: sorting.objected,
    Act.AGREE_OBJECTION: lambda facts, event: {"objections": 0},
    Act.ACCEPT: sorting.accept,
    Act.NAME_HANDLER: handling.name_handler,
    Act.RECUSE: handling.recuse,
    Act.INVESTIGATE: handling.investigate,
    Act.INVITE: handling.invite,
    Act.OPEN_HEARING: handling.open_hearing,
    Act.LISTEN: lambda facts, event: {"heard": True},
    Act.CO_REPORT: handling.co_report,
    Act.TAKE_BACK: sorting.take_back,
    Act.CLOSE_HEARING: handling.close_hearing,
    Act.SIMPLIFY: handling.simplify,
    Act.ASK_EXTENSION: lambda facts, event: {"extension_asked": event.particulars["days"]},
    Act.EXTEND: handling.extend,
    Act.MEDIATE: handling.mediate,
    Act.BREAK_AGREEMENT: handling.break_agreement,
    Act.REPLY: answering.reply,
    Act.PROPOSE: answering.propose,
    Act.SEND_BACK: answering.send_back,
    Act.SIGN: lambda facts, event: {"decided_on": event.on},
    Act.DECIDE_REVIEW: answering.decide_review,
    Act.SERVE: answering.serve,
    Act.EXECUTE: ending.execute,
    Act.CONFIRM_EXECUTION: ending.confirm,
    Act.DENY_EXECUTION: ending.deny,
    Act.CHANGE_PROMISE: ending.change_promise,
    Act.SEEK_REVIEW: answering.seek_review,
    Act.SEEK_REREVIEW: answering.seek_review,
    Act.CLOSE: ending.close,
    Act.REOPEN: ending.reopen,
    Act.NOTE_OVERDUE: ending.overdue,
}
