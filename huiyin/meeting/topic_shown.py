"""What a topic of the joint conference shows of itself: its sheet, views, what was set, what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiyin.cases.lending import titles
from huiyin.cases.models import Case, Claim
from huiyin.field.models import Dispute
from huiyin.law.conference.procedure import CONFERENCE
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Act
from huiyin.law.topic.facts import TopicFacts
from huiyin.law.topic.procedure import TOPIC
from huiyin.law.topic.vocabulary import TopicAct, TopicStage
from huiyin.law.words import P, Phrase
from huiyin.meeting.models import Conference, Topic
from huiyin.reception.visits import promised_table
from huiyin.record.instruments import once
from huiyin.record.kinds import KINDS
from huiyin.record.models import Event
from huiyin.record.reading import linked_to, visible_to
from huiyin.record.sections import Cell, Section, Table
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import world_on
from huiyin.vault.opening import is_token, read_out, stored

A = TopicAct
_SHEET = (("background", P("事情的经过")), ("views", P("各单位的意见")), ("proposal", P("建议怎么定")))
_LAST = (A.DECIDE, A.DEFER, A.FOLLOW)
#: So much of what is asked stands in a list.
MOST_SAID: Final = 60
#: By what a topic is about what it is called before the number, and how papers name that.
TITLES: Final = {"matter": "议题：", "dispute": "纠纷议题："}
ABOUT: Final = {"matter": "信访事项", "dispute": "矛盾纠纷"}
#: An event of a topic, and what was said with it.
Spoken = tuple[Event, Mapping[str, Any]]


def facts_of(row: Topic) -> TopicFacts:
    found: TopicFacts = facts_from(TOPIC, row.facts)
    return found


def said_of(row: Topic, *acts: TopicAct) -> list[Spoken]:
    """What some acts said, the oldest first."""
    return [(event, read_out(event.payload)["said"]) for event in row.journal() if event.act in acts]


def _of(found: list[Spoken], *acts: TopicAct) -> list[Spoken]:
    return [(event, said) for event, said in found if event.act in acts]


def organ_name(organ: int | None, on: date) -> str:
    world = world_on(on)
    there = world.chart.organs.get(world.standing(int(organ or 0)))
    return there.name if there else ""


def shows(row: Topic, actor: Actor, on: date) -> Iterator[Section]:
    """In the order in which a meeting takes it up."""
    facts = facts_of(row)
    yield from _where(row, facts, actor, on)
    told_here = said_of(row, A.SHEET, A.OPINE, *_LAST, A.TAKE, A.CONCLUDE)
    if sheets := _of(told_here, A.SHEET):
        said = sheets[-1][1]
        words = tuple((label, said[name]) for name, label in _SHEET if said.get(name))
        yield Section(P("议题单"), rows=words)
    if opinions := _of(told_here, A.OPINE):
        told = tuple((organ_name(event.organ, on), said["opinion"]) for event, said in opinions)
        yield Section(P("成员单位的意见"), rows=told)
    yield from _decided(_of(told_here, *_LAST), on)
    if tasks := _tasks(row, actor, on):
        yield Section(P("交办的事"), table=tasks)
    yield from _at_law(_of(told_here, A.TAKE, A.CONCLUDE), facts, on)


def _beside(row: Topic, kind: str, actor: Actor, on: date) -> list[Any]:
    """What is linked with a topic of one kind, as far as the reader may read it: read once with all that is linked."""
    return [each.row for each in linked_to(row, actor, on) if each.kind.key == kind]


def _where(row: Topic, facts: TopicFacts, actor: Actor, on: date) -> Iterator[Section]:
    """On which agenda it stands, as far as the reader may read that meeting."""
    minuted = (each for each in _beside(row, "conference", actor, on) if each.id == facts.conference)
    meeting = next(minuted, None) or visible_to(KINDS["conference"], actor, on).filter(id=facts.conference).first()
    if meeting is not None:
        cell = Cell(meeting.number, "record", ("conference", meeting.number))
        held = (cell, Cell(meeting.title), Cell(P("{day}", day=meeting.day)))
        yield Section(P("哪一次会议"), table=Table.of_words((P("会议"), P("名称"), P("日期")), (held,)))


def _decided(found: list[Spoken], on: date) -> Iterator[Section]:
    for event, said in found:
        if event.act == A.DECIDE:
            told: list[tuple[Phrase, Any]] = [(P("怎么定的"), said["resolution"])]
            names = (("competent", P("由谁受理")), ("lead", P("谁牵头")), ("helper", P("谁配合")))
            told += [(label, organ_name(said[name], on)) for name, label in names if said.get(name)]
            told.append((P("最迟哪天"), P("{day}", day=date.fromisoformat(said["until"]))))
            yield Section(P("会议议定"), rows=tuple(told))
        elif event.act == A.FOLLOW:
            rows_ = [(P("落实到哪一步"), said["finding"])]
            if said.get("meeting"):
                rows_.insert(0, (P("在哪一次会议上"), said["meeting"]))
            if said.get("until"):
                rows_.append((P("重新限定"), P("{day}", day=date.fromisoformat(said["until"]))))
            yield Section(P("会上回头看"), rows=tuple(rows_))
        else:
            yield Section(P("缓议"), rows=((P("为什么缓议"), said["reason"]),))


def _tasks(row: Topic, actor: Actor, on: date) -> Table | None:
    """What was set: the promises that the decision opened."""
    found = _beside(row, "undertaking", actor, on)
    return promised_table(found, on) if found else None


def _at_law(found: list[Spoken], facts: TopicFacts, on: date) -> Iterator[Section]:
    """To whom it went among the organs of law, the receipt, and what became of it."""
    if not facts.taker:
        return
    told: list[tuple[Phrase, Any]] = [(P("转给谁"), organ_name(facts.taker, on))]
    for event, said in found:
        if event.act == A.TAKE:
            told += [(P("进了哪个程序"), facts.way or ""), (P("案号"), said["file"])]
            told.append((P("哪天接收的"), P("{day}", day=date.fromisoformat(said["taken_on"]))))
        else:
            told += [(P("结果"), facts.became or ""), (P("结果说明"), said["account"])]
    yield Section(P("法律程序"), rows=tuple(told))


def caption(row: Topic) -> str:
    """In lists: why it is there, and what is asked, for members who read no more of the matter."""
    facts = facts_of(row)
    asks = "" if is_token(stored(facts.asks)) else facts.asks
    return "：".join(filter(None, (facts.cause.label, asks[:MOST_SAID])))


def wants(facts: TopicFacts, on: date) -> A | None:
    """What is to be done next, whoever does it."""
    match facts.stage:
        case TopicStage.PROPOSED:
            return A.LIST if facts.sheet else A.SHEET
        case TopicStage.LISTED:
            return A.DECIDE
        case TopicStage.DECIDED:
            return A.FOLLOW if facts.decided_on is None or facts.decided_on < on else None
        case TopicStage.HANDED:
            return A.TAKE
        case TopicStage.TAKEN:
            return A.CONCLUDE
    return None


def suggested(row: Topic, act: A, facts: TopicFacts, on: date) -> Mapping[str, Any]:
    """The sheet as the record would write it; a person reads it and takes the names out before anybody else does."""
    if act is A.DECIDE:
        sheets = said_of(row, A.SHEET)
        return {"resolution": sheets[-1][1].get("proposal", "")} if sheets else {}
    if act is not A.SHEET:
        return {}
    if sheets := said_of(row, A.SHEET):
        return sheets[-1][1]
    case = Case.objects.filter(id=row.matter, report=False, screened=0).first()
    if case is None:
        return {}
    return {"background": "\n".join(_asked(case)), "views": "\n".join(_views(case, on))}


def _asked(case: Case) -> Iterator[str]:
    yield from (f"请求：{claim.request}" for claim in Claim.objects.filter(case=case).order_by("seq"))


def _views(case: Case, on: date) -> Iterator[str]:
    """What organs said when they would not take it, and when they were asked to help."""
    acts = [act.value for act in (Act.OBJECT, Act.REJECT_OBJECTION, Act.CO_REPORT)]
    for event in Event.objects.filter(record=case.id, act__in=acts).order_by("seq"):
        said = json.loads(event.payload)["said"]
        words = said.get("reason") or said.get("account") or said.get("report") or ""
        yield f"{organ_name(event.organ, on)}：{words}"


def on_the_agenda(conference: int) -> QuerySet[Topic]:
    """The topics of a meeting in the order in which they were raised; none that may not be told."""
    return _told_of().filter(conference=conference).order_by("id")


def _told_of() -> QuerySet[Topic]:
    """None whose matter is a report by now, or lies behind one: that stands in no paper and holds nothing up, and is
    told to nobody."""
    known = Case.objects.filter(id=OuterRef("matter"), report=False, screened__lte=0)
    before = Case.objects.filter(Q(report=True) | Q(screened__gt=0), id=OuterRef("matter"))
    quarrel = Dispute.objects.filter(~Exists(before), id=OuterRef("matter"))
    return Topic.objects.filter(Exists(known) | Exists(quarrel))


def followed_at(row: Conference) -> list[tuple[Topic, Mapping[str, Any]]]:
    """What was decided at meetings before and looked at again in this one (会上回头看), with what was found."""
    topics = {topic.id: topic for topic in _spoken_of(row)}
    said = ((topics[event.record], said) for event, said in _told_at(row) if event.act == A.FOLLOW)
    return [(topic, found) for topic, found in said if found.get("meeting") == row.number]


def decided_at(row: Conference) -> list[tuple[Topic, Mapping[str, Any]]]:
    """Each topic of its agenda that was decided, with what was said with it last."""
    last = {event.record: said for event, said in _told_at(row) if event.act == A.DECIDE}
    return [(topic, last[topic.id]) for topic in agenda_of(row) if topic.id in last]


def agenda_of(row: Conference) -> list[Topic]:
    """What :func:`on_the_agenda` finds, asked once for the row in hand, whatever a page draws of it."""
    return [topic for topic in _spoken_of(row) if topic.conference == row.id]


def _spoken_of(row: Conference) -> list[Topic]:
    """Its own topics, and once it has begun those of meetings before that changed since: one statement for the row in
    hand."""

    def ask() -> list[Topic]:
        begun, own = facts_from(CONFERENCE, row.facts).begun_on, on_the_agenda(row.id)
        if begun is None:
            return list(own)
        stages = [TopicStage.DECIDED.value, TopicStage.SETTLED.value]
        before = _told_of().filter(office=row.holder, stage__in=stages, last_on__gte=begun)
        return list(own.order_by().union(before).order_by("id"))

    return once(row, "spoken_of", ask)


def _told_at(row: Conference) -> list[Spoken]:
    """What was decided on these topics and looked at again, in one statement for the row in hand."""

    def ask() -> list[Spoken]:
        acts, topics = (A.DECIDE.value, A.FOLLOW.value), [topic.id for topic in _spoken_of(row)]
        events = Event.objects.filter(act__in=acts, record__in=topics).order_by("record", "seq")
        return [(event, read_out(event.payload)["said"]) for event in events]

    return once(row, "told_at", ask)


def about(row: Topic) -> str:
    """Which matter or dispute, as a paper names it: by its number alone."""
    return f"{ABOUT[facts_of(row).subject]}{row.title.rpartition('：')[2]}"


def words(rows: Sequence[Topic], actor: Actor, on: date, known: Mapping[int, Any]) -> Mapping[int, str]:
    """Those of the matter, or where and over what a dispute is, for whoever may read that."""
    quarrels = [row for row in rows if facts_of(row).subject == "dispute"]
    found = dict(titles([row for row in rows if row not in quarrels], actor, on, known))
    if quarrels:
        there = visible_to(KINDS["dispute"], actor, on).filter(id__in={row.matter for row in quarrels})
        lent = dict(there.values_list("id", "title"))
        found |= {row.id: lent[row.matter] for row in quarrels if row.matter in lent}
    return found


def agenda_words(rows: Sequence[Topic]) -> list[str]:
    """The agenda as a paper prints it: by number, never by name."""
    return [f"{place}. {about(row)}（{facts_of(row).cause.label}）" for place, row in enumerate(rows, 1)]


def meeting_of(row: Topic) -> Conference | None:
    return Conference.objects.filter(id=row.conference).first()
