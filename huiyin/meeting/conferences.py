"""Meetings of the joint conference (联席会议) as a kind of record: who sits there, what is on the agenda."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q

from huiyin.law.conference.facts import ConferenceFacts
from huiyin.law.conference.procedure import CONFERENCE
from huiyin.law.conference.vocabulary import Coming, ConferenceAct, ConferenceStage
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import Refusal, to_correct
from huiyin.law.sources.articles import cite
from huiyin.law.topic.vocabulary import TopicStage
from huiyin.law.words import P, Phrase, plain
from huiyin.meeting.conference_papers import conference_paper
from huiyin.meeting.memberships import seats_of
from huiyin.meeting.models import Conference, Topic
from huiyin.meeting.rules import rules_on
from huiyin.meeting.telling import tells_of_meeting
from huiyin.meeting.topic_shown import agenda_of, followed_at, on_the_agenda, organ_name
from huiyin.meeting.topic_shown import facts_of as topic_facts
from huiyin.meeting.topics import of_meeting
from huiyin.people.charts import chart_on
from huiyin.record import rows
from huiyin.record.door import Refused
from huiyin.record.kinds import KINDS, Choices, Given, Kind, Moment, Prepared
from huiyin.record.projection import linked, with_columns
from huiyin.record.reading import linked_to, visible_to
from huiyin.record.sections import Cell, Section, Table
from huiyin.record.snapshots import facts_from

A = ConferenceAct
S = TopicStage
#: How a meeting whose minutes are out is linked to what was decided there.
MINUTED: Final = "minuted"
_APART: Final = re.compile(r"[、，,；;\s]+")
_SENT: Final = frozenset({Coming.COMES, Coming.DEPUTY})


# Before the law is asked ----------------------------------------------------------------------------------------------


def _prepare(row: Conference, act: A, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is A.SIGN:
        return _signing(row, given)
    more = _MORE.get(act)
    return (given if more is None else {**given, **more(row, given, moment.day)}), ()


def _notifying(row: Conference, given: Given, on: date) -> dict[str, Any]:
    members = [each.member_organ for each in seats_of(row.holder)]
    return {
        "members": members, "addressees": sorted(each for each in members if each != row.holder),
        "quorum": rules_on(on).least(len(members)), "agenda": [each.id for each in of_meeting(row.id, [S.LISTED])],
    }  # fmt: skip


def _moving(row: Conference, given: Given, on: date) -> dict[str, Any]:
    """Whoever was invited is told of the other day."""
    invited = sorted(facts_of(row).invited)
    return {"addressees": invited} if invited else {}


def _starting(row: Conference, given: Given, on: date) -> dict[str, Any]:
    """The organs that came, by the names that were written; a name that is none of theirs is no member."""
    chart, came = chart_on(on), list[int]()
    known = {name: organ for organ in facts_of(row).invited if (there := chart.organs.get(organ))
             for name in (there.name, there.short)}  # fmt: skip
    for name in filter(None, _APART.split(str(given.get("present") or ""))):
        if name not in known:
            wrong = {"present": P("“{name}”不是收到通知的成员单位。", name=name)}
            raise Refused(to_correct(A.START, cite("xf2022", 13), wrong, P("请写单位的全称或者简称。")))
        came.append(known[name])
    return {"came": sorted(set(came))}


def _of_stage(row: Conference, stage: TopicStage) -> list[Topic]:
    """The topics of a meeting in a stage; what rests on a report by now is nobody's topic any more."""
    return [each for each in agenda_of(row) if each.stage == stage.value]


def _finishing(row: Conference, given: Given, on: date) -> dict[str, Any]:
    return {"undealt": [each.number for each in _of_stage(row, S.LISTED)]}


def _closing(row: Conference, given: Given, on: date) -> dict[str, Any]:
    return {"unsettled": [each.number for each in _of_stage(row, S.DECIDED)]}


def _cancelling(row: Conference, given: Given, on: date) -> dict[str, Any]:
    return {"agenda": [each.id for each in of_meeting(row.id, [S.LISTED])]}


def _signing(row: Conference, given: Given) -> Prepared:
    """The minutes say what was decided and what became of what was decided before, and so rest on both: what closes
    there closes with them."""
    decided = on_the_agenda(row.id).filter(stage__in=[S.DECIDED.value, S.SETTLED.value])
    said = sorted({*decided.values_list("id", flat=True), *(topic.id for topic, _ in followed_at(row))})
    links = tuple(linked(row, CONFERENCE.key, each, "topic", MINUTED) for each in said)
    return {**given, "addressees": sorted(facts_of(row).invited)}, links


_MORE: Final = {
    A.NOTIFY: _notifying, A.MOVE: _moving, A.START: _starting, A.FINISH: _finishing, A.CLOSE: _closing,
    A.CANCEL: _cancelling,
}  # fmt: skip


# What its page shows --------------------------------------------------------------------------------------------------


def facts_of(row: Conference) -> ConferenceFacts:
    found: ConferenceFacts = facts_from(CONFERENCE, row.facts)
    return found


def _shows(row: Conference, actor: Actor, on: date) -> Iterator[Section]:
    facts = facts_of(row)
    if facts.invited:
        yield Section(P("到会情况"), rows=tuple(_arranged(facts)))
    agenda, earlier = topics_of(row, actor, on)
    if agenda:
        yield Section(P("议程"), table=_agenda(agenda, on))
    if earlier:
        yield Section(P("以前议定、还没有了结的"), table=_agenda(earlier, on), note=P("这次会上逐件回头看。"))
    if facts.invited:
        yield Section(P("成员单位"), table=_members(facts, on))


def _arranged(facts: ConferenceFacts) -> Iterator[tuple[Phrase, Any]]:
    coming = sum(each.coming in _SENT for each in facts.replies)
    yield P("成员"), P("{all}个成员单位，答复参加的{coming}个", all=len(facts.invited), coming=coming)
    yield P("最少到会"), P("{n}个单位", n=facts.quorum)
    if facts.begun_on:
        yield P("到会"), P("{n}个单位", n=len(facts.present))


def topics_of(row: Conference, actor: Actor, on: date) -> tuple[list[Topic], list[Topic]]:
    """What stands on the agenda, and what was decided at meetings before and is not settled (a meeting begins with what
    became of the last ones); as far as the reader may read it, and of the rest no gap tells."""
    over = row.closed_on is not None or row.stage == ConferenceStage.SIGNED
    beside = (each.row for each in linked_to(row, actor, on) if each.kind.key == "topic")
    minuted = {each.id: each for each in beside if each.conference == row.id}
    if over and minuted.keys() == {each.id for each in agenda_of(row)}:
        return [minuted[each] for each in sorted(minuted)], []  # the minutes rest on them all: they are read already
    found = visible_to(KINDS["topic"], actor, on).filter(
        Q(conference=row.id) | Q(office=row.holder, stage=S.DECIDED.value, queue_on__isnull=False)
    )
    rows_ = list(found.order_by("id"))
    agenda = [each for each in rows_ if each.conference == row.id]
    return agenda, [] if over else [each for each in rows_ if each.conference != row.id]


def _agenda(topics: list[Topic], on: date) -> Table:
    head = (P("议题"), P("为什么上会"), P("到哪一步"), P("谁牵头"), P("最迟哪天"))
    return Table.of_words(head, tuple(_line(row, on) for row in topics))


def _line(row: Topic, on: date) -> tuple[Cell, ...]:
    facts = topic_facts(row)
    due = P("{day}", day=row.queue_on) if row.queue_clock and row.queue_on else ""
    return (
        Cell(row.title, "record", ("topic", row.number), names=row),
        Cell(facts.cause.label),
        Cell(facts.stage.label),
        Cell(organ_name(facts.lead or facts.taker, on)),
        Cell(due),
    )


def _members(facts: ConferenceFacts, on: date) -> Table:
    lines = []
    for organ in sorted(facts.invited):
        reply = facts.reply_of(organ)
        came = "" if facts.begun_on is None else P("到会") if organ in facts.present else P("没有到")
        said = reply.coming.label if reply else P("还没有答复")
        lines.append((Cell(organ_name(organ, on)), Cell(said), Cell(reply.who if reply else ""), Cell(came)))
    return Table.of_words((P("单位"), P("答复"), P("谁来"), P("到会")), tuple(lines))


def _caption(row: Conference) -> str:
    facts = facts_of(row)
    return f"{plain(facts.day)}{facts.hour} {facts.place}"


def _wants(facts: ConferenceFacts, on: date) -> A | None:
    """What is to be done next, whoever does it."""
    match facts.stage:
        case ConferenceStage.PREPARING:
            return A.NOTIFY
        case ConferenceStage.CALLED:
            return A.START
        case ConferenceStage.SITTING:
            return A.FINISH
        case ConferenceStage.WRITING:
            return A.SIGN if facts.drafted else A.DRAFT
        case ConferenceStage.SIGNED:
            return A.CLOSE
    return None


def _hinders(row: Conference, act: A, facts: ConferenceFacts, on: date) -> Refusal | None:
    """What of its topics is still open keeps a meeting open, too."""
    if act not in (A.FINISH, A.CLOSE):
        return None
    stage = S.LISTED if act is A.FINISH else S.DECIDED
    left = tuple(each.number for each in _of_stage(row, stage))
    if not left:
        return None
    if act is A.FINISH:
        why = P("还有议题没有议定，也没有缓议：{left}。", left=left)
        return Refusal(act, why, cite("xf2022", 13), P("请逐件议定，或者缓议并写明原因。"))
    why = P("还有议定的事没有了结：{left}。", left=left)
    return Refusal(act, why, cite("xf2022", 13), P("请在下一次会议上回头看，落实了再了结。"))


def _suggest(row: Conference, act: A, facts: ConferenceFacts, on: date) -> Given:
    """Who said that they come, the day by which minutes are out, when and where it was to be."""
    if act is A.START:
        chart = chart_on(on)
        coming = [chart.organs[each.organ].short for each in facts.replies
                  if each.coming in _SENT and each.organ in chart.organs]  # fmt: skip
        return {"present": "、".join(coming)}
    if act is A.FINISH:
        return {"until": (on + timedelta(days=rules_on(on).minutes_days)).isoformat()}
    if act is A.MOVE:
        return {"hour": facts.hour, "place": facts.place}
    return {}


def _choose(row: Conference, act: A, facts: ConferenceFacts, on: date) -> Choices:
    """Whoever was invited may have come; of two with one short name the whole one is said."""
    if act is not A.START:
        return {}
    chart = chart_on(on)
    there = [chart.organs[each] for each in sorted(facts.invited) if each in chart.organs]
    shorts = [each.short for each in there]
    return {"present": [(each.short if shorts.count(each.short) == 1 else each.name, each.name) for each in there]}


def _columns(facts: ConferenceFacts) -> Mapping[str, Any]:
    return {"day": facts.day}


CONFERENCES = Kind(
    CONFERENCE, Conference, with_columns(_columns), prepare=_prepare, derive=rows.with_columns(CONFERENCE, _columns),
    suggest=_suggest, choose=_choose, mark="C", shelf="organ", shows=_shows, shown_with_forms=True, caption=_caption,
    wants=_wants, hinders=_hinders, tells=tells_of_meeting,
    paper=conference_paper, told={A.ANSWER: "decided", A.NOTE_OVERDUE: "overdue"},
)  # fmt: skip
