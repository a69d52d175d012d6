"""When a meeting of the joint conference may be called, opened, ended, written down and laid to rest.

What the record knows comes with the particulars: ``members`` the organs that sit in the conference, ``quorum`` how many
of them must be there, ``agenda`` the topics on it, ``undealt`` those of them nobody has decided or put off,
``unsettled`` those decided and not carried out yet, ``came`` the organs that are there.
"""

from __future__ import annotations

from huiyin.law.conference.facts import ConferenceSituation
from huiyin.law.frame.deadlines import ran_out
from huiyin.law.frame.verdict import Refusal
from huiyin.law.words import P


def has_members(s: ConferenceSituation) -> Refusal | None:
    if s.given is None or s.value("members"):
        return None
    return s.no(P("还没有成员单位。"), P("请先在“联席会议成员单位”里列入。"))


def has_an_agenda(s: ConferenceSituation) -> Refusal | None:
    """Nobody is called together without knowing for what."""
    if s.given is None or s.value("agenda"):
        return None
    return s.no(P("议程上还没有议题。"), P("请先把议题列入议程。"))


def day_is_ahead(s: ConferenceSituation) -> Refusal | None:
    if s.given is None or s.facts.day >= s.on:
        return None
    return s.no(P("定的开会日子{day}已经过去了。", day=s.facts.day), P("请先改期。"))


def of_a_member(s: ConferenceSituation) -> Refusal | None:
    """An organ answers for itself alone."""
    if any(s.by.organ == s.world.standing(organ) for organ in s.facts.invited):
        return None
    return s.no(P("只有收到会议通知的成员单位答复。"))


def on_its_day(s: ConferenceSituation) -> Refusal | None:
    if s.facts.day <= s.on:
        return None
    return s.no(P("会议定在{day}，还没有到。", day=s.facts.day), P("要提前，请先改期，让成员单位知道。"))


def quorum_is_there(s: ConferenceSituation) -> Refusal | None:
    """Too few cannot bind the others."""
    came = s.value("came")
    if came is None or len(came) >= s.facts.quorum:
        return None
    return s.no(
        P("到会的成员单位有{n}个，至少要{least}个。", n=len(came), least=s.facts.quorum), P("人不够，请改期再开。")
    )


def all_dealt_with(s: ConferenceSituation) -> Refusal | None:
    """Nothing that was on the agenda falls off the table unseen."""
    left = s.value("undealt") or ()
    if not left:
        return None
    return s.no(P("还有议题没有议定，也没有缓议：{left}。", left=tuple(left)), P("请逐件议定，或者缓议并写明原因。"))


def written_down(s: ConferenceSituation) -> Refusal | None:
    if s.facts.drafted:
        return None
    return s.no(P("还没有拟写纪要。"))


def all_settled(s: ConferenceSituation) -> Refusal | None:
    left = s.value("unsettled") or ()
    if not left:
        return None
    return s.no(P("还有议定的事没有了结：{left}。", left=tuple(left)), P("请在下一次会议上回头看，落实了再了结。"))


def ran_out_unnoted(s: ConferenceSituation) -> Refusal | None:
    """Only a clock that has run out, and that nobody has noted yet."""
    running = {clock.kind.value: clock for clock in s.facts.clocks if clock.running}
    clock = running.get(str(s.value("clock")))
    if s.given is None or (clock is not None and not clock.overdue and ran_out(clock, s.world.calendar, s.on)):
        return None
    return s.no(P("这个时限没有逾期，或已经记录。"))
