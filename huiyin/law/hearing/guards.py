"""When a hearing may be opened, arranged, called, held and concluded.

What the record knows (``prepare`` of the kind) comes with the particulars: ``matter_stage`` and ``matter_holder`` of
the matter, ``investigators`` who looked into it, ``another`` the number of another hearing on it that is open,
``drawn`` the panel by lot, ``leaving`` whom a ruling sends away.
"""

from __future__ import annotations

from datetime import date, timedelta

from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.verdict import Refusal
from huiyin.law.hearing.facts import HearingSituation
from huiyin.law.hearing.vocabulary import HearingAct, Openness, Reading
from huiyin.law.matter.table import HEARING
from huiyin.law.sources.articles import cite
from huiyin.law.terms import RecusalRuling, Role
from huiyin.law.words import P

#: Who may lead one: whoever may conclude it in the journal of the matter.
HOSTS = frozenset({Role.HANDLER, Role.HEAD, Role.REVIEWER})


def handles_matters(by: Actor, world: World) -> bool:
    """Whether hearings are opened at somebody's organ at all: any that handles or reviews."""
    return by.organ in world.chart.organs


def matter_is_here(s: HearingSituation) -> Refusal | None:
    """Whoever handles or reviews it holds the hearing, while it does (Art. 31 (6), 36 ¶2)."""
    if s.given is None or s.value("matter_stage") is None:
        return None
    if s.value("matter_stage") not in HEARING:
        return s.no(P("这件信访事项现在不在办理、复查或者复核中，不能听证。"))
    if s.world.standing(int(s.value("matter_holder"))) != s.holder:
        return s.no(P("听证由正在办理这件事的机关举行。"))
    return None


def no_report(s: HearingSituation) -> Refusal | None:
    """A hearing brings both sides to one table; whoever reports wrongdoing must not be brought there (Art. 30 ¶3)."""
    if not s.value("matter_report"):
        return None
    return s.no(P("检举控告不举行听证。"), P("请单独听取反映人的陈述。"), cite("xf2022", 30, 3))


def only_one(s: HearingSituation) -> Refusal | None:
    number = s.value("another")
    if not number:
        return None
    return s.no(P("这件事的听证还没有了结，编号{number}。", number=number), P("请在那一件里继续。"))


# Who --------------------------------------------------------------------------------------------------------------


def host_apart(s: HearingSituation) -> Refusal | None:
    """Whoever looked into the matter does not lead its hearing, nor whoever judged it in another instance."""
    named = [s.value("host"), s.value("heir")] if s.act is not HearingAct.NOTIFY else [s.facts.host]
    for person in (each for each in named if each is not None):
        if person in (s.value("investigators") or ()):
            return s.no(P("主持人要由没有参与调查办理的人担任。"), P("请另选主持人。"), cite("xf2022", 28, 3))
        if not s.world.able(person, s.holder, HOSTS):
            return s.no(P("主持人要是本机关的承办人、负责人或者复查复核员。"), P("请另选主持人。"))
    return None


def recorder_apart(s: HearingSituation) -> Refusal | None:
    """One leads, another one writes."""
    if s.given is None or s.value("recorder") != s.value("host"):
        return None
    return s.no(P("主持人和记录人不能是同一个人。"))


def by_host(s: HearingSituation) -> Refusal | None:
    if s.by.person == s.facts.host:
        return None
    return s.no(P("这一步由主持人办理。"))


def by_host_or_recorder(s: HearingSituation) -> Refusal | None:
    if s.by.person in (s.facts.host, s.facts.recorder):
        return None
    return s.no(P("这一步由主持人或者记录人办理。"))


def by_petitioner_or_table(s: HearingSituation) -> Refusal | None:
    return None if Role.PETITIONER in s.by.roles else by_host_or_recorder(s)


def drawn_from_the_list(s: HearingSituation) -> Refusal | None:
    if s.given is None:
        return None
    if not (s.value("count") or s.value("named")):
        return s.no(P("请写明随机抽几名，或者点名请谁。"))
    least = s.facts.book.options.hearing_panel
    if len(s.value("drawn") or ()) < least:
        return s.no(P("听证员至少{n}名，名册里合适的人不够。", n=least), P("请补充听证员名册，或者放宽条件。"))
    return None


# When -------------------------------------------------------------------------------------------------------------


def closed_with_a_reason(s: HearingSituation) -> Refusal | None:
    """A hearing is public, unless it says why not (xf2005 Art. 31 ¶2; secrets and privacy)."""
    if s.value("openness") == Openness.CLOSED and not s.value("why_closed"):
        return s.no(P("不公开举行的，要写明理由。"))
    if s.value("openness") == Openness.PUBLIC and not s.value("subject"):
        return s.no(P("公开举行的听证要公告，请写公告里的事由。"), P("不写姓名，不写住址。"))
    return None


def arranged(s: HearingSituation) -> Refusal | None:
    facts = s.facts
    if facts.host is None or facts.recorder is None or facts.day is None:
        return s.no(P("还没有定下主持人、记录人、时间和地点。"), P("请先“安排听证”。"))
    least = facts.book.options.hearing_panel
    if len(facts.panel) < least:
        return s.no(P("听证员至少{n}名，还没有定齐。", n=least), P("请先“确定听证员”。"))
    return None


def told_in_time(s: HearingSituation) -> Refusal | None:
    """Notice is given some days before, its own day not counted; later only if the petitioner agrees."""
    day = s.day("day") or s.facts.day
    if s.given is None or day is None:
        return None
    if s.value("early"):
        return None if s.value("proof") else s.no(P("信访人同意提前的，请写明凭证。"))
    least = s.facts.book.options.hearing_notice
    if day >= s.on + timedelta(days=least):
        return None
    first: date = s.on + timedelta(days=least)
    return s.no(
        P("听证通知要提前{n}日发出，最早只能定在{day}。", n=least, day=first),
        P("请改期；信访人同意提前的，写明凭证。"),
    )


def on_its_day(s: HearingSituation) -> Refusal | None:
    """A hearing begins and ends on its day or after."""
    day = s.facts.day
    if day is None or s.on >= day:
        return None
    return s.no(P("听证定在{day}，还没有到。", day=day), P("请在听证当天办理。"))


def objections_ruled(s: HearingSituation) -> Refusal | None:
    waiting = s.facts.undecided
    if waiting is None:
        return None
    return s.no(
        P("申请“{whom}”回避，还没有决定。", whom=waiting.whom), P("请先“决定回避申请”。"), cite("xf2022", 28, 3)
    )


def of_the_panel(s: HearingSituation) -> Refusal | None:
    """A slip opens one seat of one panel; whoever withdrew has none any more."""
    if s.given is None or s.facts.sitting(str(s.value("member") or "").strip()):
        return None
    return s.no(P("这次听证的听证员里没有这个名字。"), P("请照听证员名单写。"))


def not_declared_yet(s: HearingSituation) -> Refusal | None:
    waiting = (each.whom for each in s.facts.objections if each.own and each.ruling is None)
    if s.given is None or s.value("member") not in waiting:
        return None
    return s.no(P("已经申请过回避，等负责人决定。"))


# Objections -------------------------------------------------------------------------------------------------------


def objection_waits(s: HearingSituation) -> Refusal | None:
    if s.facts.undecided is not None:
        return None
    return s.no(P("现在没有要决定的回避申请。"))


def leaves_the_table(s: HearingSituation) -> Refusal | None:
    """Who withdraws is somebody of this table, and whoever led or wrote leaves an heir."""
    if s.given is None or s.value("ruling") != RecusalRuling.GRANTED:
        return None
    gone = s.value("leaving")
    if not gone:
        return s.no(P("请写明谁回避：主持人、记录人或者听证员的姓名。"))
    if gone.get("person") is None:
        return None
    heir = s.value("heir")
    if heir is None or heir in (s.facts.host, s.facts.recorder):
        return s.no(P("主持人、记录人回避的，请指定接替的人。"))
    if not s.world.serves(heir, s.holder):
        return s.no(P("接替的人要是本机关的工作人员。"))
    return None


def heir_of_host_apart(s: HearingSituation) -> Refusal | None:
    gone = s.value("leaving")
    if gone and gone.get("person") == s.facts.host and s.value("heir") is not None:
        return host_apart(s)
    return None


def not_ones_own(s: HearingSituation) -> Refusal | None:
    gone = s.value("leaving")
    if s.given is None or not gone or gone.get("person") != s.by.person:
        return None
    return s.no(P("自己的回避要由别人决定。"), P("请报告本机关其他负责人。"), cite("xf2022", 28, 3))


# Holding it -------------------------------------------------------------------------------------------------------


def petitioner_heard(s: HearingSituation) -> Refusal | None:
    """Nobody says that all has been said before anything was written down."""
    if s.facts.spoken or s.facts.absent:
        return None
    return s.no(P("还没有记录任何发言。"), P("请先“记录发言”。"))


def refusal_explained(s: HearingSituation) -> Refusal | None:
    if s.value("reading") not in (Reading.CORRECTED, Reading.REFUSED) or s.value("remarks"):
        return None
    return s.no(P("要求更正或者拒绝签名的，请写明是什么、为什么。"))


def read_back(s: HearingSituation) -> Refusal | None:
    """The record is read back before anything follows from it."""
    if s.facts.to_correct:
        return s.no(P("笔录有人要求更正，还没有改正后再核对。"), P("请记录更正的内容，再“核对听证笔录”。"))
    if s.facts.petitioner_read or s.facts.absent:
        return None
    return s.no(P("信访人还没有核对笔录。"), P("请念给本人听、请本人签名；本人拒绝的，也要记下。"))


def of_a_rereview(s: HearingSituation) -> Refusal | None:
    """Only what a re-review decided after a hearing is made public (Art. 36 ¶2); the matter's own law says when."""
    if s.facts.published:
        return s.no(P("已经公示过。"))
    return None


def with_the_matter(s: HearingSituation) -> Refusal | None:
    """Done by the matter, when it leaves the hands in which it was to be heard; never by hand."""
    if s.given is not None and s.value("left"):
        return None
    return s.no(P("信访事项撤回、并案或者转出时，自动记在这里。"), P("要取消，请用“取消听证”。"))


def noted_once(s: HearingSituation) -> Refusal | None:
    from_clock = [clock for clock in s.facts.clocks if clock.running and not clock.overdue]
    return None if from_clock else s.no(P("这个时限没有逾期，或已经记录。"))
