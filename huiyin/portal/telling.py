"""The history of a matter in plain words (发生了什么), with honest silence.

Each act has one sentence. What is between offices is told with restraint: that it happened, not the inside of it.
Looking at a name is no progress and stands in a list of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from huiyin.law.terms import Act, Channel, ClaimKind, ClockKind, Ground, Role, Service, Stage, SupervisionGround, Wish
from huiyin.law.words import P, Phrase
from huiyin.portal.matter import Matter, Told

QUIET_DAYS: Final = 7
"""So many days without anything are shown as silence."""
LATE_ENTRY: Final = timedelta(days=2)
_OVER: Final = frozenset({Stage.CLOSED, Stage.ARCHIVED})
_NO_PROGRESS: Final = frozenset({Act.UNMASK, Act.NOTE_OVERDUE, Act.RATE})
_DECIDED_LATER: Final = frozenset({Act.UNMASK})

Said = Phrase | str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history, in the shape the timeline part takes.

    :param words: somebody's own words, shown as they were written.
    """

    title: Phrase
    at: date | None = None
    state: str = ""
    by: Said = ""
    text: Said = ""
    note: Said = ""
    words: str = ""
    links: tuple[Mapping[str, object], ...] = field(default=())


def history(matter: Matter) -> list[Step]:
    """The steps, newest first, with what has not happened between them."""
    events = [each for each in matter.told if each.act not in _DECIDED_LATER]
    steps = [(each.day, 1, number, _step(matter, each)) for number, each in enumerate(events)]
    steps += [(start, 0, 0, _silence(start, end)) for start, end in _gaps(matter, events)]
    # A silence begins the day after the step before it, so that by day the order is right; newest comes first.
    return [step for *_, step in sorted(steps, key=lambda row: row[:3], reverse=True)]


def _gaps(matter: Matter, events: Iterable[Told]) -> Iterator[tuple[date, date | None]]:
    days = sorted(each.day for each in events if each.act not in _NO_PROGRESS)
    for before, after in pairwise(days):
        if (after - before).days > QUIET_DAYS:
            yield before + timedelta(days=1), after - timedelta(days=1)
    if matter.facts.stage not in _OVER and (matter.today - days[-1]).days > QUIET_DAYS:
        yield days[-1] + timedelta(days=1), None


def _silence(start: date, end: date | None) -> Step:
    if end is None:
        return Step(P("从{start}到今天，没有新的进展。", start=start), state="silent")
    return Step(P("{start}到{end}没有新的进展。", start=start, end=end), state="silent")


def _step(matter: Matter, told: Told) -> Step:
    step = _TELL[told.act](_Teller(matter, told))
    if _of_another(matter, told):
        step = Step(P(_OF_OTHERS[told.act].text, holder=_Teller(matter, told).holder), state=step.state)
    late = told.event.recorded_at - told.event.at > LATE_ENTRY and told.act is not Act.LODGE
    note = step.note or (P("{day}补记", day=told.event.recorded_at) if late else "")
    return Step(step.title, step.at or told.day, step.state, step.by, step.text, note, step.words, step.links)


def _of_another(matter: Matter, told: Told) -> bool:
    theirs = told.event.role == Role.PETITIONER.value and not matter.by_visitor(told)
    return theirs and told.act in _OF_OTHERS


# One sentence for each act -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Teller:
    """An event with the names it needs."""

    matter: Matter
    told: Told

    @property
    def said(self) -> Mapping[str, Any]:
        return self.told.said

    @property
    def organ(self) -> str:
        """The organ that acted."""
        return self.matter.organ_name(self.told.event.organ) or self.holder

    @property
    def holder(self) -> str:
        """The organ that has it afterwards."""
        return self.matter.organ_name(self.told.follows["holder"])

    @property
    def owner(self) -> str:
        """The person who has it afterwards."""
        return self.matter.person_name(self.told.follows["owner"])

    @property
    def by_petitioner(self) -> bool:
        return self.told.event.role == Role.PETITIONER.value

    def words(self, name: str) -> str:
        return str(self.said.get(name) or "")

    def day(self, name: str) -> date | None:
        given = self.said.get(name)
        return date.fromisoformat(str(given)) if given else None


def _lodged(t: _Teller) -> Step:
    channel = Channel(t.said.get("channel", Channel.WEB))
    return Step(P("您的{channel}已登记", channel=channel), by=P("{organ} {owner}", organ=t.holder, owner=t.owner))


def _classified(t: _Teller) -> Step:
    rows = sorted(t.said["classes"].items(), key=lambda row: int(row[0]))
    what = [P("第{n}项 {kind}", n=number, kind=_class(row)) for number, row in rows]
    return Step(P("{organ}分清了该走哪个程序", organ=t.organ), text=P("{what}", what=what))


def _class(row: Mapping[str, str]) -> object:
    return Ground(row["ground"]) if row.get("ground") else ClaimKind(row["kind"])


def _transferred(t: _Teller) -> Step:
    title = P("{organ}转给{holder}", organ=t.organ, holder=t.holder)
    return Step(title, state="moved", words=t.words("reason"))


def _assigned(t: _Teller) -> Step:
    title = P("{organ}交给{holder}办，要求{until}前报结果", organ=t.organ, holder=t.holder, until=t.day("until"))
    return Step(title, state="moved", words=t.words("reason"))


def _determined(t: _Teller) -> Step:
    return Step(P("{organ}确定由{holder}办", organ=t.organ, holder=t.holder), state="moved")


def _accepted(t: _Teller) -> Step:
    title = P("{organ}收下了，由{owner}经办", organ=t.organ, owner=t.owner)
    return Step(title, words=t.words("procedure"))


def _asked(t: _Teller) -> Step:
    title = P("请您补充材料，最好在{until}前", until=t.day("until"))
    return Step(title, state="soon", by=t.organ, words=t.words("what"))


_WISHED: Final[Mapping[str, Phrase]] = {
    Wish.HEARING: P("您希望开听证会"),
    Wish.MEDIATION: P("您说愿意调解"),
    Wish.CORRECTION: P("您更正了我们的理解"),
}


def _supplemented(t: _Teller) -> Step:
    if t.by_petitioner:
        title = _WISHED.get(t.words("wish"), P("您补充了情况"))
        return Step(title, words=t.words("text") if t.matter.by_visitor(t.told) else "")
    return Step(P("{organ}记下了您补充的情况", organ=t.organ), words=t.words("text") if t.matter.own else "")


def _investigated(t: _Teller) -> Step:
    # Who was heard stays with the office: witnesses have names too. Of a report not even the place is told.
    if t.matter.case.report:
        return Step(P("{organ}做了调查核实", organ=t.organ))
    title = P("{organ}到{place}调查核实", organ=t.organ, place=t.words("place"))
    return Step(title, at=t.day("on"))


def _hearing(t: _Teller) -> Step:
    return Step(P("听证会：{day}，{place}", day=t.day("on"), place=t.words("place")), state="soon", by=t.organ)


def _extended(t: _Teller) -> Step:
    title = P("{organ}负责人批准延长 {n} 天", organ=t.organ, n=t.said["days"])
    return Step(title, state="soon", words=t.words("reason"))


def _mediated(t: _Teller) -> Step:
    return Step(P("达成了调解协议，{until}前履行", until=t.day("until")), words=t.words("terms"))


_OF_OTHERS: Final[Mapping[Act, Phrase]] = {
    Act.SUPPLEMENT: P("一起提出的人补充了情况"),
    Act.CONFIRM_EXECUTION: P("提出的人确认已经落实"),
    Act.DENY_EXECUTION: P("提出的人说没有落实"),
    Act.RATE: P("提出的人作了评价"),
    Act.WITHDRAW: P("提出的人撤回了这件事"),
    Act.SEEK_REVIEW: P("替大家申请了复查，由{holder}接收"),
    Act.SEEK_REREVIEW: P("替大家申请了复核，由{holder}接收"),
    Act.REOPEN: P("提出的人要求重新办，现在由{holder}办"),
}
"""What somebody else of the same petition did: that it was done, without their words."""


_SERVED: Final[Mapping[str, Phrase]] = {
    Stage.SERVED: P("书面意见送到了您手上"),
    Stage.REVIEW_SERVED: P("复查意见送到了您手上"),
    Stage.REREVIEW_SERVED: P("复核意见送到了您手上"),
    Stage.HANDLING: P("原来的意见被撤销，{holder}重新办理"),
}


def _served(t: _Teller) -> Step:
    title = P(_SERVED[t.told.to].text, holder=t.holder)
    by = P("{organ}，{method}", organ=t.organ, method=Service(t.said["method"]))
    return Step(title, at=t.day("served_on"), by=by)


def _executed(t: _Teller) -> Step:
    return Step(P("{organ}说已经落实，请您确认", organ=t.organ), state="soon", words=t.words("evidence"))


def _denied(t: _Teller) -> Step:
    return Step(P("您说没有落实"), words=t.words("reason") if t.matter.own else "")


def _split(t: _Teller) -> Step:
    return Step(P("第{claims}项另外单独办理", claims=[str(n) for n in t.said["claims"]]), by=t.organ)


def _merged(t: _Teller) -> Step:
    return Step(P("并到相同的另一件事里办理，编号 {number}", number=t.said["into"]), state="moved", by=t.organ)


def _sought(t: _Teller) -> Step:
    what = P("复查") if t.told.act is Act.SEEK_REVIEW else P("复核")
    title = P("您申请{what}，由{holder}接收", what=what, holder=t.holder)
    return Step(title, words=t.words("reason") if t.matter.own else "")


def _admitted(t: _Teller) -> Step:
    return Step(P("{organ}接收了您的{what}申请，由{owner}办", organ=t.organ, what=_instance(t), owner=t.owner))


def _declined(t: _Teller) -> Step:
    title = P("{organ}没有受理您的{what}申请", organ=t.organ, what=_instance(t))
    return Step(title, state="late", words=t.words("reason"))


def _reviewed(t: _Teller) -> Step:
    return Step(P("{organ}作出了{what}意见，正在送给您", organ=t.organ, what=_instance(t)))


def _instance(t: _Teller) -> Phrase:
    return P("复核") if t.told.to in (Stage.REREVIEWING, Stage.REVIEW_SERVED, Stage.REREVIEW_DECIDED) else P("复查")


def _reopened(t: _Teller) -> Step:
    title = P("您要求重新办，现在由{holder}办") if t.by_petitioner else P("重新启动，现在由{holder}办")
    return Step(P(title.text, holder=t.holder), words=t.words("reason") if t.by_petitioner and t.matter.own else "")


def _closed(t: _Teller) -> Step:
    return Step(P("{organ}办结了这件事", organ=t.organ))


def _supervised(t: _Teller) -> Step:
    title = P("{organ}督办，要求{until}前说明情况", organ=t.organ, until=t.day("until"))
    return Step(title, state="soon", text=SupervisionGround(t.said["ground"]).label)


def _lapsed(t: _Teller) -> Step:
    what = P("复查") if t.told.to == Stage.SERVED else P("复核")
    return Step(P("申请{what}的期限到了", what=what))


def _overdue(t: _Teller) -> Step:
    title = P("“{clock}”的期限过了，还没有办", clock=ClockKind(t.said["clock"]))
    return Step(title, state="late", by=t.holder)


_TELL: Final[Mapping[Act, Callable[[_Teller], Step]]] = {
    Act.LODGE: _lodged,
    Act.CLASSIFY: _classified,
    Act.REPORT_URGENT: lambda t: Step(P("{organ}按重大紧急的事报告了上级", organ=t.organ)),
    Act.ANSWER_ON_SPOT: lambda t: Step(P("{organ}当场答复了您", organ=t.organ)),
    Act.DIRECT_ELSEWHERE: lambda t: Step(P("{organ}告诉您应当向哪里提出", organ=t.organ)),
    Act.NO_FURTHER: lambda t: Step(P("这件事以前已经终结，{organ}不再受理", organ=t.organ)),
    Act.GUIDE: lambda t: Step(P("{organ}告诉您该走的法定途径", organ=t.organ)),
    Act.TRANSFER: _transferred,
    Act.ASSIGN: _assigned,
    Act.ACCEPT: _accepted,
    Act.OBJECT: lambda t: Step(P("{organ}认为不归它办，由{holder}核实", organ=t.organ, holder=t.holder), state="moved"),
    Act.AGREE_OBJECTION: lambda t: Step(P("{organ}收回来，重新看该由谁办", organ=t.organ), state="moved"),
    Act.REJECT_OBJECTION: lambda t: Step(P("{organ}核实了，还是由{holder}办", organ=t.organ, holder=t.holder)),
    Act.DETERMINE: _determined,
    Act.COORDINATE: _determined,
    Act.NAME_HANDLER: lambda t: Step(P("现在由{holder}的{owner}经办", holder=t.holder, owner=t.owner)),
    Act.RECUSE: lambda t: Step(P("有工作人员回避，现在由{owner}经办", owner=t.owner)),
    Act.CONTACT: lambda t: Step(P("{organ}联系了您", organ=t.organ), by=t.words("way")),
    Act.REQUEST_MATERIAL: _asked,
    Act.SUPPLEMENT: _supplemented,
    Act.JOIN: lambda t: Step(P("又有一个人一起提出")),
    Act.LEAVE: lambda t: Step(P("有一个人退出了")),
    Act.INVESTIGATE: _investigated,
    Act.INVITE: lambda t: Step(
        P("请{other}一起办", other=t.matter.organ_name(t.said["to_organ"])), by=t.organ
    ),
    Act.CO_REPORT: lambda t: Step(P("{organ}办好了它那一部分", organ=t.organ)),
    Act.OPEN_HEARING: _hearing,
    Act.CLOSE_HEARING: lambda t: Step(P("听证会开完了"), by=t.organ, words=t.words("conclusion")),
    Act.SIMPLIFY: lambda t: Step(P("按简易程序办，会快一些"), by=t.organ),
    Act.ASK_EXTENSION: lambda t: Step(P("经办人申请延长办理时间，等负责人决定"), by=t.organ),
    Act.EXTEND: _extended,
    Act.MEDIATE: _mediated,
    Act.BREAK_AGREEMENT: lambda t: Step(P("协议没有履行，{holder}重新办理", holder=t.holder)),
    Act.REPLY: lambda t: Step(P("{organ}答复了您", organ=t.organ), by=Service(t.said["method"]).label),
    Act.PROPOSE: lambda t: Step(P("写好了处理意见，等负责人审签"), by=t.organ),
    Act.SEND_BACK: lambda t: Step(P("负责人要求再办得细一些"), by=t.organ),
    Act.SIGN: lambda t: Step(P("负责人签发了处理意见"), by=t.organ),
    Act.SERVE: _served,
    Act.REPORT_CONCLUSION: lambda t: Step(P("{organ}向交办机关报了办结报告", organ=t.organ)),
    Act.EXECUTE: _executed,
    Act.CONFIRM_EXECUTION: lambda t: Step(P("您确认已经落实"), state="ok"),
    Act.DENY_EXECUTION: _denied,
    Act.RATE: lambda t: Step(P("您作了评价")),
    Act.WITHDRAW: lambda t: Step(P("您撤回了这件事") if t.by_petitioner else P("按您的要求撤回了这件事")),
    Act.SPLIT: _split,
    Act.MERGE: _merged,
    Act.ABSORB: lambda t: Step(P("另一件相同的事并到了这里"), by=t.organ),
    Act.SEEK_REVIEW: _sought,
    Act.SEEK_REREVIEW: _sought,
    Act.ADMIT_REVIEW: _admitted,
    Act.DECLINE_REVIEW: _declined,
    Act.DECIDE_REVIEW: _reviewed,
    Act.CLOSE: _closed,
    Act.REOPEN: _reopened,
    Act.ARCHIVE: lambda t: Step(P("归了档，随时可以查")),
    Act.SUPERVISE: _supervised,
    Act.ANSWER_SUPERVISION: lambda t: Step(P("{organ}向督办机关说明了情况", organ=t.organ)),
    Act.LAPSE: _lapsed,
    Act.NOTE_OVERDUE: _overdue,
}  # fmt: skip


def asked(matter: Matter) -> Step | None:
    """What the office still waits for from the person, if nothing has been added since."""
    for told in reversed(matter.told):
        if told.act is Act.SUPPLEMENT or matter.facts.stage in _OVER:
            return None
        if told.act is Act.REQUEST_MATERIAL:
            return _asked(_Teller(matter, told))
    return None


# Who looked ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked: in what role, of which organ, on which day."""

    role: Role
    organ: str
    on: date


def unmaskings(matter: Matter) -> list[Look]:
    """Who looked at the person's identity, newest first, once a day for each office and role."""
    rows = (
        Look(Role(each.event.role), matter.organ_name(each.event.organ), each.day)
        for each in reversed(matter.told)
        if each.act is Act.UNMASK
    )
    return list(dict.fromkeys(rows))


def readings(matter: Matter) -> list[Look]:
    """Who opened a report of wrongdoing: role, office and day, no names."""
    rows = (Look(Role(each.role), matter.organ_name(each.organ), each.on) for each in matter.readings)
    return list(dict.fromkeys(rows))
