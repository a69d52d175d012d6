"""When a matter may be put before the joint conference, decided on, handed to the organs of law and laid to rest.

What the record knows of the matter and of the meeting comes with the particulars: ``secret`` whether it is a report of
wrongdoing or lies behind one, ``archived``, ``urgent``, ``taken`` the number of another open topic on it;
``conference_id``, ``conference_stage`` and ``members`` of the meeting that is named, ``open_tasks`` what was set here
and is not carried out, ``of_law`` whether the organ named is one of law (公检法司).
"""

from __future__ import annotations

from huiyin.law.conference.vocabulary import ConferenceStage
from huiyin.law.frame.common import NO_SUCH_ORGAN
from huiyin.law.frame.deadlines import ran_out
from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.situation import OFFICES
from huiyin.law.sources.articles import cite
from huiyin.law.topic.facts import TopicSituation
from huiyin.law.topic.vocabulary import Cause, TopicAct, TopicClock
from huiyin.law.words import P


def about_no_report(s: TopicSituation) -> Refusal | None:
    """A report of wrongdoing is on no agenda: whoever it is about may sit at the table (Art. 30 ¶3)."""
    if s.given is None or not s.value("secret"):
        return None
    why = P("检举控告不上联席会议。")
    return s.no(why, P("请按“分类定性”转有管理权限的机关。"), cite("xf2022", 30, 3))


def of_a_living_matter(s: TopicSituation) -> Refusal | None:
    if s.given is None or not s.value("archived"):
        return None
    return s.no(P("这件事已经归档。"), P("有新的事实，请先登记新的事项，注明原编号。"))


def not_raised_twice(s: TopicSituation) -> Refusal | None:
    number = s.value("taken")
    if not number:
        return None
    return s.no(P("这件事已经提了议题，编号{number}，还没有了结。", number=number), P("请在那一件里继续。"))


def urgent_in_fact(s: TopicSituation) -> Refusal | None:
    """What is urgent was reported as such (Art. 25); nobody jumps the queue by a word."""
    if s.given is None or s.facts.cause is not Cause.URGENT or s.value("urgent"):
        return None
    return s.no(P("这件事没有按重大紧急报告过。"), P("请先“报告重大紧急”，会自动列上来。"), cite("xf2022", 25, 1))


def office_is_there(s: TopicSituation) -> Refusal | None:
    if s.given is None or s.facts.office:
        return None
    return s.no(P("本地没有信访工作联席会议办公室。"), P("请提请上一级。"), cite("xf2022", 24, 1))


def meeting_is_ahead(s: TopicSituation) -> Refusal | None:
    """On the agenda of a meeting of this office that is still prepared, called or sitting."""
    if s.given is None:
        return None
    if not s.value("conference_id"):
        return s.no(P("没有找到这次会议，或者不是本办公室的会议。"), P("请核对会议编号。"))
    if s.value("conference_stage") in (ConferenceStage.PREPARING, ConferenceStage.CALLED, ConferenceStage.SITTING):
        return None
    return s.no(P("这次会议已经开过，或者取消了。"), P("请列入下一次会议。"))


def sheet_is_written(s: TopicSituation) -> Refusal | None:
    """Nobody is asked to decide on what they could not read; what is urgent is told at the table."""
    if s.facts.sheet or s.facts.cause is Cause.URGENT:
        return None
    return s.no(P("还没有写议题单。"), P("请先写清经过和建议。"))


def at_the_table(s: TopicSituation) -> Refusal | None:
    """Decided while the meeting sits, by whoever leads it."""
    if s.value("conference_stage") in (None, ConferenceStage.SITTING):
        return None
    return s.no(P("会议没有在开，不能议定。"), P("请先在会议里“宣布开会”。"))


def not_by_an_office(s: TopicSituation) -> Refusal | None:
    """An office that only passes on neither accepts nor leads (Art. 14, 24 ¶1)."""
    for name in ("competent", "lead", "helper", "to_organ"):
        organ = s.organ(s.value(name))
        if s.value(name) is not None and organ is None:
            return s.no(*NO_SUCH_ORGAN)
        if organ is not None and organ.kind in OFFICES:
            return s.no(P("信访部门和联席会议办公室不能受理、牵头，也不能配合。"), P("请选有权处理的单位。"))
    return None


def competent_where_disputed(s: TopicSituation) -> Refusal | None:
    """What came because nobody took it leaves with somebody who does (Art. 24 ¶1)."""
    if s.given is None or not s.value("remit_open") or s.value("competent"):
        return None
    return s.no(P("这件事还没有定由谁受理。"), P("请选受理的单位。"), cite("xf2022", 24, 1))


def part_is_whole(s: TopicSituation) -> Refusal | None:
    if s.given is None or bool(s.value("helper")) == bool(s.value("part")):
        return None
    return s.no(P("配合单位和它要办的事，要么都写，要么都不写。"))


def leads_and_helps_apart(s: TopicSituation) -> Refusal | None:
    helper, lead = s.value("helper"), s.value("lead")
    if helper is None or s.world.standing(helper) != s.world.standing(lead):
        return None
    return s.no(P("牵头和配合要是两个单位。"))


def to_an_organ_of_law(s: TopicSituation) -> Refusal | None:
    if s.given is None or s.value("of_law"):
        return None
    return s.no(P("只能转给公安、检察、法院、司法行政等政法单位。"), None, cite("xf2022", 22, 1))


def by_the_taker(s: TopicSituation) -> Refusal | None:
    if s.by.organ == s.world.standing(s.facts.taker or s.holder):
        return None
    return s.no(P("由收到转交的政法单位办理。"))


def of_a_member(s: TopicSituation) -> Refusal | None:
    """The office writes the sheet; the others say what they think."""
    if s.by.organ != s.world.standing(s.facts.office):
        return None
    return s.no(P("成员单位在这里提意见，办公室写在议题单里。"))


def tasks_carried_out(s: TopicSituation) -> Refusal | None:
    left = s.value("open_tasks") or ()
    if not left:
        return None
    return s.no(P("落实事项{left}还没有落实。", left=tuple(left)), P("请催办，落实了再了结。"), cite("xf2022", 32, 2))


def with_the_meeting(s: TopicSituation) -> Refusal | None:
    """Written by the meeting that is cancelled, and by nobody."""
    if s.given is not None and s.value("from") and s.act is TopicAct.UNLIST:
        return None
    return s.no(P("会议取消时自动移出议程。"))


def ran_out_unnoted(s: TopicSituation) -> Refusal | None:
    """Only a clock that has run out, and that nobody has noted yet."""
    kind = TopicClock(str(s.value("clock"))) if s.given is not None else None
    clock = s.facts.running(kind) if kind is not None else None
    if s.given is None or (clock is not None and not clock.overdue and ran_out(clock, s.world.calendar, s.on)):
        return None
    return s.no(P("这个时限没有逾期，或已经记录。"))


def on_the_chart(by: Actor, world: World) -> bool:
    """Any organ that deals with petitions may bring one before the conference."""
    return by.organ in world.chart.organs
