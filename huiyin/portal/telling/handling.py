"""Sentences of the way to an answer: registered, handed on, looked into, carried out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from huiyin.law.beside import Awaited, Charging, Conferred, Meeting
from huiyin.law.terms import Channel, ClaimKind, ClockKind, Ground, Progress, SupervisionGround, Wish
from huiyin.law.words import P, Phrase
from huiyin.portal.telling.step import Step, Teller


def lodged(t: Teller) -> Step:
    channel = Channel(t.said.get("channel", Channel.WEB))
    return Step(P("您的{channel}已登记", channel=channel), by=P("{organ} {owner}", organ=t.holder, owner=t.owner))


def classified(t: Teller) -> Step:
    rows = sorted(t.said["classes"].items(), key=lambda row: int(row[0]))
    alike: dict[Phrase, list[str]] = {}
    for number, row in rows:
        alike.setdefault(_class(row), []).append(number)
    what = [P("第{claims}项{way}", claims=numbers, way=way) for way, numbers in alike.items()]
    return Step(P("{organ}分清了该走哪个程序", organ=t.organ), text=P("{what}", what=what))


_WAYS: Final[Mapping[Ground | ClaimKind, Phrase]] = {
    Ground.LITIGATION: P("走诉讼等政法程序"),
    Ground.ARBITRATION: P("走仲裁"),
    Ground.PARTY_APPEAL: P("走党员申诉"),
    Ground.ADMINISTRATIVE: P("走行政复议等行政程序"),
    Ground.DUTY: P("由单位依法履行职责"),
    Ground.PETITION: P("走信访程序"),
    ClaimKind.SUGGESTION: P("是建议意见"),
    ClaimKind.ACCUSATION: P("是检举控告"),
    ClaimKind.GRIEVANCE: P("是申诉求决"),
}


def _class(row: Mapping[str, str]) -> Phrase:
    return _WAYS[Ground(row["ground"]) if row.get("ground") else ClaimKind(row["kind"])]


def transferred(t: Teller) -> Step:
    title = P("{organ}转给{holder}", organ=t.organ, holder=t.holder)
    return Step(title, state="moved", words=t.words("reason"))


def assigned(t: Teller) -> Step:
    title = P("{organ}交给{holder}办，要求{until}前报结果", organ=t.organ, holder=t.holder, until=t.day("until"))
    return Step(title, state="moved", words=t.words("reason"))


def determined(t: Teller) -> Step:
    return Step(P("{organ}确定由{holder}办", organ=t.organ, holder=t.holder), state="moved")


def accepted(t: Teller) -> Step:
    title = P("{organ}收下了，由{owner}经办", organ=t.organ, owner=t.owner)
    return Step(title, words=t.words("procedure"))


def asked(t: Teller) -> Step:
    title = P("请您补充材料，最好在{until}前", until=t.day("until"))
    return Step(title, state="soon", by=t.organ, words=t.words("what"))


_WISHED: Final[Mapping[str, Phrase]] = {
    Wish.HEARING: P("您希望开听证会"),
    Wish.MEDIATION: P("您说愿意调解"),
    Wish.CORRECTION: P("您更正了我们的理解"),
}


def supplemented(t: Teller) -> Step:
    if t.by_petitioner:
        title = _WISHED.get(t.words("wish"), P("您补充了情况"))
        return Step(title, words=t.words("text") if t.matter.by_visitor(t.told) else "")
    return Step(P("{organ}记下了您补充的情况", organ=t.organ), words=t.words("text") if t.matter.own else "")


def investigated(t: Teller) -> Step:
    # Who was heard stays with the office: witnesses have names too. Of a report not even the place is told.
    if t.matter.case.report:
        return Step(P("{organ}做了调查核实", organ=t.organ))
    title = P("{organ}到{place}调查核实", organ=t.organ, place=t.words("place"))
    return Step(title, at=t.day("on"))


def hearing(t: Teller) -> Step:
    return Step(P("听证会：{day}，{place}", day=t.day("on"), place=t.words("place")), state="soon", by=t.organ)


def extended(t: Teller) -> Step:
    title = P("{organ}负责人批准延长 {n} 天", organ=t.organ, n=t.said["days"])
    return Step(title, state="soon", words=t.words("reason"))


def mediated(t: Teller) -> Step:
    return Step(P("达成了调解协议，{until}前履行", until=t.day("until")), words=t.words("terms"))


def executed(t: Teller) -> Step:
    return Step(P("{organ}说已经落实，请您确认", organ=t.organ), state="soon", words=t.words("evidence"))


def answered_reminder(t: Teller) -> Step:
    return Step(P("{organ}答复了您的催办，说{by}前办完", organ=t.organ, by=t.day("by")), words=t.words("account"))


def denied(t: Teller) -> Step:
    return Step(P("您说没有落实"), words=t.words("reason") if t.matter.own else "", note=at_counter(t))


def at_counter(t: Teller) -> Phrase | str:
    """That the person's word was taken down at a counter."""
    return P("{organ}窗口代为登记", organ=t.organ) if t.told.event.organ is not None else ""


def promise_changed(t: Teller) -> Step:
    if t.said.get("to_organ"):
        other = t.matter.organ_name(t.said["to_organ"])
        return Step(P("答应您的事改由{other}落实", other=other), state="moved", words=t.words("reason"))
    return Step(P("{organ}把答应的日子改到{day}", organ=t.organ, day=t.day("until")), state="soon",
                words=t.words("reason"))  # fmt: skip


_PROMISED: Final[Mapping[str, tuple[Phrase, str]]] = {
    Progress.PROMISED: (P("{organ}答应了一件事"), "soon"),
    Progress.REPORTED: (P("{organ}说已经落实，请您确认"), "soon"),
    Progress.CONFIRMED: (P("您确认已经落实"), "ok"),
    Progress.DENIED: (P("您说没有落实"), ""),
    Progress.CHANGED: (P("{organ}变更了落实的安排"), "soon"),
    Progress.RELEASED: (P("{organ}收回了答应的事，说明了理由"), "late"),
}


def promise_noted(t: Teller) -> Step:
    title, state = _PROMISED[t.words("progress")]
    return Step(P(title.text, organ=t.organ), state=state, words=t.words("text"))


def split(t: Teller) -> Step:
    return Step(P("第{claims}项另外单独办理", claims=[str(n) for n in t.said["claims"]]), by=t.organ)


def merged(t: Teller) -> Step:
    return Step(P("并到相同的另一件事里办理，编号 {number}", number=t.said["into"]), state="moved", by=t.organ)


def closed(t: Teller) -> Step:
    return Step(P("{organ}办结了这件事", organ=t.organ))


_MET: Final[Mapping[str, Phrase]] = {
    Meeting.LAID: P("您的信送给{leader}看"),
    Meeting.INVITED: P("{leader}约您{day}当面谈"),
    Meeting.PLANNED: P("安排了{leader}{day}接访"),
    Meeting.MOVED: P("{leader}接访改到{day}"),
    Meeting.NOT_HELD: P("{leader}接访没有进行"),
    Meeting.HELD: P("{leader}当面听您说了，作了答复"),
    Meeting.NOTED: P("{leader}看了您的信，作了批示"),
    Meeting.TOLD: P("{leader}接访的结果告诉您了"),
}


def visited(t: Teller) -> Step:
    day = t.day("on") or t.told.day
    title = P(_MET[t.words("what")].text, leader=t.words("leader"), day=day)
    place = "，".join(filter(None, (t.words("time"), t.words("place"))))
    return Step(title, by=t.organ, text=place, words=t.words("account") if t.matter.told_all else "")


_CONFERRED: Final[Mapping[str, Phrase]] = {
    Conferred.RAISED: P("这件事提请联席会议研究"),
    Conferred.LISTED: P("联席会议{day}研究这件事"),
    Conferred.DECIDED: P("联席会议定下来了：由{organ}牵头办"),
    Conferred.ADDED: P("联席会议又交给{organ}一件事"),
    Conferred.DEFERRED: P("联席会议这次没有定，查清楚再议"),
    Conferred.DROPPED: P("这件事不用上联席会议"),
    Conferred.GUIDED: P("您的事涉及法律程序，转给了{organ}"),
    Conferred.TAKEN: P("{organ}接收了您的事"),
    Conferred.REFUSED: P("{organ}说不属于它办，退了回来"),
    Conferred.RESULT: P("联席会议安排的事有了结果"),
    Conferred.ANSWERED: P("{organ}告知了您的事的结果"),
}


def conferred(t: Teller) -> Step:
    """What the joint conference decided is told in full; what its office and an organ wrote to each other is not."""
    what, organ = t.words("what"), t.matter.organ_name(t.said.get("organ")) or t.organ
    title = P(_CONFERRED[what].text, organ=organ, day=t.day("on") or t.told.day)
    if what == Conferred.TAKEN and t.words("account"):
        return Step(title, by=t.organ, text=P("案号（受理编号）：{file}", file=t.words("account")))
    told = what in (Conferred.DECIDED, Conferred.RESULT, Conferred.ANSWERED) and t.matter.told_all
    until = P("{day}以前办好", day=t.day("on")) if what == Conferred.ADDED and t.day("on") else ""
    return Step(title, by=t.organ, text=until, words=t.words("account") if told else "")


_CHARGED: Final[Mapping[str, tuple[Phrase, str]]] = {
    Charging.TAKEN: (P("{leader}包案，{day}以前解决"), "soon"),
    Charging.HANDED_ON: (P("改由{leader}接着包案，{day}以前解决"), "moved"),
    Charging.MET: (P("{leader}{day}当面听您说了，作了答复"), ""),
    Charging.PROGRESS: (P("{leader}包案有了进展"), ""),
    Charging.EXTENDED: (P("{leader}包案，日子改到{day}"), "soon"),
    Charging.LEFT: (P("包案的{leader}离任了，由别的领导接手"), ""),
    Charging.DENIED: (P("您说{leader}包案没有兑现，{day}以前答复，督查的人也看得到"), "late"),
    Charging.ANSWERED: (P("{leader}包案的问题，答复您了"), ""),
    Charging.SOLVED: (P("{leader}包案，确认解决了"), "ok"),
    Charging.ENDED: (P("{leader}包案结束，没有解决，说明了理由"), "late"),
}


def charged(t: Teller) -> Step:
    title, state = _CHARGED[t.words("what")]
    day = t.day("on") or t.day("until") or t.told.day
    denied = t.words("what") == Charging.DENIED
    words = t.words("account") if t.matter.told_all and (t.matter.own or not denied) else ""
    note = at_counter(t) if denied else ""
    return Step(P(title.text, leader=t.words("leader"), day=day), state=state, by=t.organ, words=words, note=note)


_AWAITED: Final[Mapping[str, tuple[Phrase, str]]] = {
    Awaited.KEPT: (P("第{n}项请求合理，现在还办不到，等条件；{day}以前再看"), "soon"),
    Awaited.LOOKED: (P("又看了第{n}项请求的条件，还没有具备；{day}以前再看"), ""),
    Awaited.SAID: (P("您说第{n}项请求的条件有变化，{day}以前去看"), "soon"),
    Awaited.ENTRUSTED: (P("第{n}项请求的条件改由别的单位看着"), "moved"),
    Awaited.RAISED: (P("第{n}项请求要的条件，报告了上级"), ""),
    Awaited.ANSWERED: (P("第{n}项请求要的条件，上级答复了"), ""),
    Awaited.COME: (P("第{n}项请求的条件具备了，重新启动"), "ok"),
    Awaited.ENDED: (P("第{n}项请求不再等条件，说明了理由"), ""),
}


def awaited(t: Teller) -> Step:
    title, state = _AWAITED[t.words("what")]
    numbers = [str(number) for number in t.said.get("claims") or ()]
    condition = P("出现这种情况就重新启动：{what}", what=t.words("condition")) if t.words("condition") else ""
    own = t.matter.own or t.words("what") != Awaited.SAID
    return Step(
        P(title.text, n=numbers, day=t.day("until") or t.told.day), state=state, by=t.organ, text=condition,
        words=t.words("account") if own and t.matter.told_all else "",
        note=at_counter(t) if t.words("what") == Awaited.SAID else "",
    )  # fmt: skip


def shown_the_door(t: Teller) -> Step:
    title = P("告诉您该去{place}，{day}去", place=t.matter.organ_name(t.said.get("to_organ")), day=t.day("come_on"))
    return Step(title, state="soon", by=t.organ, text=P("带上：{what}", what=t.words("bring")), words=t.words("why"))


def supervised(t: Teller) -> Step:
    title = P("{organ}督办，要求{until}前说明情况", organ=t.organ, until=t.day("until"))
    return Step(title, state="soon", text=SupervisionGround(t.said["ground"]).label)


def overdue(t: Teller) -> Step:
    title = P("“{clock}”的期限过了，还没有办", clock=ClockKind(t.said["clock"]))
    return Step(title, state="late", by=t.holder)
