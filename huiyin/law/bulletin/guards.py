"""When a bulletin may be drawn up, sent, noted on and followed up (xf2022 Art. 25 ¶1)."""

from __future__ import annotations

from huiyin.law.accused.signs import reads_as_report
from huiyin.law.bulletin.facts import BulletinSituation
from huiyin.law.bulletin.vocabulary import BulletinClock, Part
from huiyin.law.frame.common import at_an_office, whole
from huiyin.law.frame.deadlines import ran_out
from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role
from huiyin.law.words import P

_TYPED = ("title", "note", "task_text", "done", "missing", "reason", *(part.value for part in Part))
#: Nobody looks at more in one bulletin.
MOST_DAYS = 400


def by_an_office(s: BulletinSituation) -> Refusal | None:
    return None if at_an_office(s.by, s.world) else s.no(P("信访信息由信访部门编制。"))


def of_days_begun(s: BulletinSituation) -> Refusal | None:
    if s.given is None:
        return None
    first, last = (str(s.value(name) or "") for name in ("first", "last"))
    if first > last:
        return s.no(P("起始的日子晚于截止的日子。"), P("请核对两个日子。"))
    days = s.value("days")
    return s.no(P("一期最多写{n}天。", n=MOST_DAYS)) if days is not None and int(days) > MOST_DAYS else None


def sent_to_somebody(s: BulletinSituation) -> Refusal | None:
    if s.facts.leaders:
        return None
    return s.no(P("还没有写送哪些领导。"), P("请在“修改信访信息”里补上。"))


def about_nobody(s: BulletinSituation) -> Refusal | None:
    """It goes to many: a report of wrongdoing stands in no word of it (Art. 30 ¶3)."""
    if s.given is None:
        return None
    if not any(reads_as_report(str(s.value(name) or "")) for name in _TYPED):
        return None
    return s.no(
        P("读起来像检举控告，不能写进信访信息。"),
        P("检举控告请走它自己的渠道；这里只写什么地方、什么事、多少件。"),
        cite("xf2022", 30, 3),
    )


def taken_over(s: BulletinSituation) -> Refusal | None:
    """What a machine wrote, somebody has read and made their own before it is submitted."""
    if not s.facts.drafted:
        return None
    return s.no(
        P("还有系统起草、没有人看过的段落。"),
        P("请打开“修改信访信息”看一遍，改好以后保存，再送签。"),
    )


def by_a_named_leader(s: BulletinSituation) -> Refusal | None:
    """The leader it was sent to, or whoever holds that post now."""
    if any(s.by.organ == s.world.standing(each.organ) for each in s.facts.leaders) and Role.HEAD in s.by.roles:
        return None
    return s.no(P("批示由收到这一期的领导写。"), P("纸上的批示，请信访部门登记。"))


def of_a_named_leader(s: BulletinSituation) -> Refusal | None:
    if s.given is None or any(each.name == s.value("leader") for each in s.facts.leaders):
        return None
    names = tuple(each.name for each in s.facts.leaders)
    return s.no(P("这一期没有送给这位领导。"), P("收到的有：{names}。", names=names))


task_is_whole = whole("task_text", "until")


def of_ones_own_task(s: BulletinSituation) -> Refusal | None:
    """The organ whose task it is says what it did; nobody says so for another."""
    if s.given is None:
        mine = any(task.open and s.by.organ == s.world.standing(task.organ) for task in s.facts.tasks)
        return None if mine else s.no(P("没有交给本机关、还没有报告的事。"))
    task = s.facts.task(s.value("task"))
    if task is None or not task.open:
        return s.no(P("没有这件交办的事，或者已经报告过。"), P("请核对是第几件。"))
    if s.by.organ == s.world.standing(task.organ):
        return None
    return s.no(P("交办的事由承担的机关报告。"))


def of_a_reported_task(s: BulletinSituation) -> Refusal | None:
    if s.given is None:
        return None if any(not task.open for task in s.facts.tasks) else s.no(P("还没有机关报告。"))
    task = s.facts.task(s.value("task"))
    if task is not None and not task.open:
        return None
    return s.no(P("没有这件交办的事，或者还没有报告。"), P("请核对是第几件。"))


def ran_out_untold(s: BulletinSituation) -> Refusal | None:
    """Only a clock that has run out, and that nobody has noted yet."""
    kind = BulletinClock(str(s.value("clock"))) if s.given is not None else None
    clock = s.facts.running(kind) if kind is not None else None
    if s.given is None or (clock is not None and not clock.overdue and ran_out(clock, s.world.calendar, s.on)):
        return None
    return s.no(P("这个时限没有逾期，或已经记录。"))
