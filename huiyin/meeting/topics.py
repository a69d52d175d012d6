"""Topics of the joint conference (议题) as a kind of record: what matter and meeting show is asked first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from huiyin.cases.asked import asked
from huiyin.cases.models import Case
from huiyin.cases.queries import screened
from huiyin.cases.relations import CONFERRED
from huiyin.cases.snapshots import load_facts
from huiyin.field.models import Dispute
from huiyin.law.chart.organs import OrganKind
from huiyin.law.conference.vocabulary import ConferenceStage
from huiyin.law.dispute.vocabulary import DisputeStage
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import Also, Refusal, to_correct
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Stage
from huiyin.law.topic.facts import TopicFacts
from huiyin.law.topic.procedure import TOPIC
from huiyin.law.topic.vocabulary import Cause, TopicAct, TopicStage
from huiyin.law.words import P, Phrase
from huiyin.meeting import topic_shown as shown
from huiyin.meeting.conference_papers import topic_paper
from huiyin.meeting.memberships import of_law, seats_of
from huiyin.meeting.models import Conference, Topic
from huiyin.people.charts import chart_on
from huiyin.record import rows
from huiyin.record.door import FROM, Refused, open_record
from huiyin.record.kinds import KINDS, Choices, Given, Kind, Moment, Prepared
from huiyin.record.models import Link
from huiyin.record.projection import linked, with_columns
from huiyin.record.reading import find, near_a_report
from huiyin.record.snapshots import facts_from
from huiyin.typed.texts import line_of

A = TopicAct
#: The kind of a topic that is about no matter.
DISPUTE: Final = "dispute"
_MATTER: Final = "matter"
AHEAD: Final = (ConferenceStage.PREPARING, ConferenceStage.CALLED)
#: On whose agenda a topic may be put, at the table too; at which one may have looked at what came of it.
_OPEN: Final = (*AHEAD, ConferenceStage.SITTING)
_BEGUN: Final = (ConferenceStage.SITTING, ConferenceStage.WRITING, ConferenceStage.SIGNED)
#: Stages in which nobody has taken the matter, and a decision of the conference sends it to somebody (Art. 24 ¶1).
_LOOSE: Final = frozenset({Stage.REGISTERED, Stage.TRANSFERRED, Stage.OBJECTED, Stage.DISPUTED, Stage.CONFERENCE})
_DISPUTED: Final = frozenset({Stage.OBJECTED, Stage.DISPUTED, Stage.CONFERENCE})
#: Acts that ask nothing of the matter.
_PLAIN: Final = frozenset({A.OPINE, A.NAME_HANDLER, A.NOTE_OVERDUE, A.UNLIST})
#: Stages of an undertaking in which the organ has still to do something.
_TO_DO: Final = ("promised", "offered", "denied")


# Before the law is asked ----------------------------------------------------------------------------------------------


def _prepare(row: Topic, act: A, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is A.RAISE:
        return _raised(row, given, by, moment.day)
    if act in _PLAIN:
        return given, ()
    facts: TopicFacts = facts_from(TOPIC, row.facts)
    more = _MORE.get(act)
    return {**given, **_known(facts), **(more(row, facts, given, moment.day) if more else {})}, ()


def _known(facts: TopicFacts) -> dict[str, Any]:
    """What of the matter or the dispute the law must know."""
    if facts.subject == DISPUTE:
        return _of_dispute(Dispute.objects.get(id=facts.matter))
    return _of_matter(Case.objects.get(id=facts.matter), facts.office)


def _of_dispute(row: Dispute) -> dict[str, Any]:
    """Nobody has to accept a dispute; whoever was to decide on one that is over is told so."""
    over = row.stage in {DisputeStage.SOLVED, DisputeStage.PETITIONED, DisputeStage.VOID}
    return {"secret": near_a_report(row), "archived": over, "matter_number": row.number}


def _of_matter(case: Case, office: int) -> dict[str, Any]:
    """What of the matter the law must know; whom a report behind it is about stays out of this."""
    facts = load_facts(case.facts)
    mine = facts.stage is not Stage.CONFERENCE or facts.holder == office
    return {
        "secret": case.report or case.screened > 0, "archived": facts.stage is Stage.ARCHIVED,
        "urgent": facts.urgent, "moves_matter": facts.stage in _LOOSE and mine, "matter_number": case.number,
        "remit_open": facts.stage in _DISPUTED and mine,
    }  # fmt: skip


def _raised(row: Topic, given: Given, by: Actor, on: date) -> Prepared:
    about = _about(given, by, on)
    office = int(given.get("office") or 0) or office_for(by.organ, about, on)
    row.matter, row.office = about.id, office
    other = Topic.objects.filter(matter=about.id, closed_on__isnull=True).first()
    ahead = meetings_ahead(office).first() if given["cause"] == Cause.URGENT else None
    subject = DISPUTE if isinstance(about, Dispute) else _MATTER
    said = _of_dispute(about) if isinstance(about, Dispute) else _of_matter(about, office)
    known = {
        "subject": subject,
        "title": f"{shown.TITLES[subject]}{about.number}", "matter": about.number, "matter_id": about.id,
        "office": office, "taken": other.number if other else None, **said, **_named(ahead, office),
    }  # fmt: skip
    return {**given, **known}, (linked(row, TOPIC.key, about.id, subject, CONFERRED),)


def _about(given: Given, by: Actor, on: date) -> Case | Dispute:
    """The matter, as far as whoever raises it may read all of it, or the dispute; unknown and unreadable are one
    answer."""
    if given.get("from_matter"):
        return Case.objects.get(id=given["matter_id"])
    dispute: Dispute | None = find(KINDS[DISPUTE], by, on, line_of(str(given.get("matter") or "")))
    if dispute is not None:
        return dispute
    case = asked(given.get("matter"), by, on)
    if case is None or screened(case, by, on):
        wrong = {"matter": P("没有找到这件信访事项、矛盾纠纷，或者您不能看它。")}
        raise Refused(to_correct(A.RAISE, cite("xf2022", 13), wrong, P("请核对编号。")))
    return case


def office_for(organ: int | None, about: Case | Dispute, on: date) -> int:
    """The office of the conference of whoever raises it, if they are one; else the nearest that both it and the organ
    that has the matter belong to. 0 for none."""
    chart = chart_on(on)
    there = chart.organs.get(organ or 0)
    if there is None:
        return 0
    if there.kind is OrganKind.JOINT_CONFERENCE:
        return there.id
    return chart.joint_conference_for(there.id, chart.organ(about.holder).id) or 0


def meetings_ahead(office: int) -> Any:
    """The meetings of an office on whose agenda something may still go, the nearest first."""
    return _meetings(office, AHEAD)


def _meetings(office: int, stages: Iterable[ConferenceStage]) -> Any:
    found = Conference.objects.filter(holder=office, stage__in=[stage.value for stage in stages])
    return found.order_by("day", "id")


def _named(row: Conference | None, office: int) -> dict[str, Any]:
    """A meeting as the law is told of it, with who sits there."""
    if row is None:
        return {}
    return {
        "conference_id": row.id, "conference_stage": row.stage, "conference_day": row.day.isoformat(),
        "meeting": row.number, "members": [each.member_organ for each in seats_of(office)],
    }  # fmt: skip


def _of_office(given: Given, office: int) -> Conference | None:
    number = line_of(str(given.get("meeting") or ""))
    return Conference.objects.filter(number=number, holder=office).first() if number else None


def _listing(row: Topic, facts: TopicFacts, given: Given, on: date) -> dict[str, Any]:
    return _named(_of_office(given, facts.office), facts.office)


def _deciding(row: Topic, facts: TopicFacts, given: Given, on: date) -> dict[str, Any]:
    meeting = Conference.objects.filter(id=facts.conference).first()
    to = [given[name] for name in ("lead", "helper") if given.get(name)]
    day = meeting.day.isoformat() if meeting else ""
    return {"conference_stage": meeting.stage if meeting else "", "conference_day": day, "addressees": to}


def _tasking(row: Topic, facts: TopicFacts, given: Given, on: date) -> dict[str, Any]:
    return {"addressees": [given.get("to_organ")]}


def _following(row: Topic, facts: TopicFacts, given: Given, on: date) -> dict[str, Any]:
    """A meeting that is named is one of this office."""
    if given.get("meeting") and _of_office(given, facts.office) is None:
        wrong = {"meeting": P("没有找到这次会议，或者不是本办公室的会议。")}
        raise Refused(to_correct(A.FOLLOW, cite("xf2022", 13), wrong, P("请核对会议编号。")))
    return {}


def _settling(row: Topic, facts: TopicFacts, given: Given, on: date) -> dict[str, Any]:
    return {"open_tasks": [each.number for each in undertakings_of(row.id) if each.stage in _TO_DO]}


def _handing(row: Topic, facts: TopicFacts, given: Given, on: date) -> dict[str, Any]:
    return {"of_law": of_law(given.get("to_organ"), facts.office, on)}


def _taking(row: Topic, facts: TopicFacts, given: Given, on: date) -> dict[str, Any]:
    return {"addressees": [facts.office]}


_MORE: Final = {
    A.LIST: _listing, A.DECIDE: _deciding, A.SET_TASK: _tasking, A.FOLLOW: _following, A.SETTLE: _settling,
    A.HAND_OVER: _handing, A.TAKE: _taking,
}  # fmt: skip


def undertakings_of(topic: int) -> list[Any]:
    """What was set because of a topic, as promises to the person, in their order."""
    links = Link.objects.filter(other=topic, record_kind="undertaking", how=FROM)
    return list(KINDS["undertaking"].model.objects.filter(id__in=links.values("record")).order_by("id"))


# Opened by a matter ---------------------------------------------------------------------------------------------------


def _open(parent: Case, also: Also, by: Actor, moment: Moment) -> Any:
    """What was reported as urgent goes before the conference at once, once; where there is none nothing stands in the
    way of the report."""
    office = office_for(by.organ, parent, moment.day)
    if not office or parent.report or Topic.objects.filter(matter=parent.id, closed_on__isnull=True).exists():
        return None
    given = {**also.given, "matter": parent.number, "matter_id": parent.id, "office": office, "from_matter": True}
    try:
        row: Topic = open_record(TOPICS, by=by, at=moment.at, given=given)
    except Refused:
        # Nobody is on duty there today; the report itself went to the office by the law (Art. 25 ¶1).
        return None
    return row


# Beside the journal ---------------------------------------------------------------------------------------------------


def _columns(facts: TopicFacts) -> Mapping[str, Any]:
    return {
        "matter": facts.matter, "office": facts.office, "conference": facts.conference, "cause": facts.cause.value,
        "taker": facts.taker,
    }  # fmt: skip


def _first(record: int) -> Iterable[tuple[str, int]]:
    """What it is about changes with it, and is locked before it."""
    found = (shown.facts_of(row) for row in Topic.objects.filter(id=record))
    return ((facts.subject, facts.matter) for facts in found)


def _hinders(row: Topic, act: A, facts: TopicFacts, on: date) -> Refusal | None:
    """Nothing is decided before the meeting sits, nor put on the agenda of one that nobody called."""
    if act is A.LIST and not _meetings(facts.office, _OPEN).exists():
        return Refusal(act, P("还没有筹备下一次会议。"), cite("xf2022", 13), P("请先在“联席会议”里“筹备会议”。"))
    if act is not A.DECIDE:
        return None
    meeting = Conference.objects.filter(id=facts.conference).first()
    if meeting is None or meeting.stage == ConferenceStage.SITTING:
        return None
    why = P("会议定在{day}，还没有开。", day=meeting.day)
    return Refusal(A.DECIDE, why, cite("xf2022", 24, 1), P("请先在会议里“宣布开会”。"))


def _suggest(row: Topic, act: A, facts: TopicFacts, on: date) -> Given:
    """The meeting that is next, the views the journal holds already, the organ that has it now."""
    if act is A.LIST:
        ahead = meetings_ahead(facts.office).first()
        return {"meeting": ahead.number} if ahead else {}
    if act is A.FOLLOW:
        sitting = Conference.objects.filter(holder=facts.office, stage=ConferenceStage.SITTING.value).first()
        return {"meeting": sitting.number} if sitting else {}
    return shown.suggested(row, act, facts, on)


def _choose(row: Topic, act: A, facts: TopicFacts, on: date) -> Choices:
    """The meetings of the office: those to come, the nearest first; of those held the last first."""
    if act is A.LIST:
        return {"meeting": [_meeting(each) for each in _meetings(facts.office, _OPEN)]}
    if act is A.FOLLOW:
        held = _meetings(facts.office, _BEGUN).filter(day__gte=facts.decided_on or facts.lodged_on)
        return {"meeting": [_meeting(each) for each in held.reverse()]}
    return {}


def _meeting(row: Conference) -> tuple[str, Phrase]:
    return row.number, P("{day} {title}", day=row.day, title=row.title)


TOPICS = Kind(
    TOPIC, Topic, with_columns(_columns), prepare=_prepare, first=_first, open=_open,
    derive=rows.with_columns(TOPIC, _columns), suggest=_suggest, choose=_choose, mark="T", shows=shown.shows,
    caption=shown.caption, wants=shown.wants, hinders=_hinders, shown_with_forms=True,
    paper=topic_paper, borrows=shown.words,
    told={
        A.RAISE: "decided", A.REFUSE: "returned", A.CONCLUDE: "decided", A.TAKE: "decided", A.NOTE_OVERDUE: "overdue",
    },
)  # fmt: skip


def of_meeting(conference: int, stages: Iterable[TopicStage] = ()) -> list[Topic]:
    """The topics on the agenda of a meeting, in the order in which they were raised."""
    found = Topic.objects.filter(conference=conference)
    wanted = [stage.value for stage in stages]
    return list((found.filter(stage__in=wanted) if wanted else found).order_by("id"))
