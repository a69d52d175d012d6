"""The conditions on handling: hearings, simplified handling, further time, agreements (Art. 31–34)."""

from __future__ import annotations

from datetime import date

from huiyin.law.frame.deadlines import last_day
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.documents import How, documents
from huiyin.law.matter.situation import Situation
from huiyin.law.sources.articles import cite
from huiyin.law.terms import ClaimKind, ClockKind
from huiyin.law.words import P, Phrase


def not_there_already(s: Situation) -> Refusal | None:
    """Nobody is asked for what any organ has in this matter, without a reason (Art. 28 ¶1: no shirking, no delay)."""
    held = s.value("held")
    if not held or s.value("despite"):
        return None
    known = documents()
    lines = tuple(
        P("{name}（{day}{how}）", name=known[row["key"]].name, day=date.fromisoformat(row["on"]), how=How(row["how"]))
        for row in held
        if row["key"] in known
    )
    return s.no(
        P("这些不用再请信访人拿：{lines}。", lines=lines),
        P("请先看卷里的；确实还要的，写明已有的为什么不行。"),
        cite("xf2022", 28, 1),
    )


def no_hearing_open(s: Situation) -> Refusal | None:
    if s.facts.hearing_since is not None:
        return s.no(P("听证还没有结束。"), P("请先记录听证结论。"))
    number = s.value("hearing")
    return None if number is None else s.no(*hearing_waits(number))


def hearing_waits(number: str) -> tuple[Phrase, Phrase]:
    """That a hearing which was asked for, or called, comes first, and what to do."""
    return P("听证还没有了结，编号{number}。", number=number), P("请先在那里决定、举行或者取消。")


def none_or_moved(s: Situation) -> Refusal | None:
    """A second notice only moves a hearing that is open to another day."""
    if s.value("postponed"):
        return hearing_open(s)
    return no_hearing_open(s)


def hearing_open(s: Situation) -> Refusal | None:
    if s.facts.hearing_since is not None:
        return None
    return s.no(P("现在没有正在进行的听证。"))


def simplified_offered(s: Situation) -> Refusal | None:
    if s.facts.book.options.simplified:
        return None
    return s.no(P("本规则书没有启用简易办理。"), P("请按普通程序办理。"))


def first_time_and_small(s: Situation) -> Refusal | None:
    facts = s.facts
    if facts.repeat or facts.petitioners >= 5 or facts.round > 1 or facts.simple or facts.extended or facts.report:
        return s.no(P("简易办理只用于初次、简单、人数少的事项。"))
    return None


def extension_possible(s: Situation) -> Refusal | None:
    clock = s.facts.running(ClockKind.HANDLE)
    period = s.facts.book.periods[ClockKind.HANDLE]
    article = period.extension_citation or period.citation
    if clock is None:
        return s.no(P("没有正在计算的办理期限，不需要延期。"), None, article)
    if s.facts.extended:
        return s.no(P("已经延期过一次，不能再延。"), P("请在期限内办结。"), article)
    if s.on > last_day(clock, s.world.calendar):
        return s.no(P("办理期限已经过了，不能补办延期。"), P("请尽快办结，并向信访人说明。"), article)
    days = s.value("days")
    if days is not None and days > period.longest_extension:
        return s.no(P("延期最多{n}日。", n=period.longest_extension), None, article)
    return None


def can_be_mediated(s: Situation) -> Refusal | None:
    """Mediation is for disputes (Art. 33); a suggestion left beside it would never be answered."""
    waiting = [claim for claim in s.facts.claims if claim.open]
    if waiting and all(claim.kind is ClaimKind.GRIEVANCE for claim in waiting) and not s.facts.report:
        return None
    return s.no(P("只有申诉求决类事项可以调解。"), P("有别类的诉求，请先分案。"))


def all_consent(s: Situation) -> Refusal | None:
    if s.given is None or s.value("consent"):
        return None
    return s.no(P("调解要各方自愿同意。"), P("有一方不同意，请照常办理。"))


def asked_by_the_petitioner(s: Situation) -> Refusal | None:
    """Staff take a matter back only for the petitioner, who must have said so in a way that can be shown."""
    if s.given is None or not s.by.staff or s.value("proof"):
        return None
    return s.no(P("代信访人撤回，要有本人同意的凭证。"), P("请写明凭证：签名的申请，或者哪天哪个电话说的。"))


def agreement_unkept(s: Situation) -> Refusal | None:
    if not s.facts.content:
        return None
    return s.no(P("信访人已经确认协议履行完毕。"))


def said_by_a_party(s: Situation) -> Refusal | None:
    """Whether an agreement was kept is for its parties to say, not for the organ (Art. 33)."""
    if s.given is None or not s.by.staff or (s.value("party") and s.value("proof")):
        return None
    return s.no(P("协议没有履行，要由当事一方提出。"), P("请写明是哪一方、哪天怎样说的，附上凭证。"))


def no_opinion_needed(s: Situation) -> Refusal | None:
    if not s.facts.needs_opinion:
        return None
    return s.no(
        P("适用信访程序的诉求要调查核实，出具信访处理意见书，不能直接答复。"),
        P("请接收办理，逐项拟定意见。"),
        cite("xf2022", 31, None, 6),
    )
