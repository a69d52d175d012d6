"""The conditions an article adds to a row of the table, at registration and sorting.

Each looks at a Situation and returns a Refusal or nothing. Those on passing on and remit are in remit.py, on handling
in work.py, on answers, review and the end in answers.py and endings.py; the yes-or-no questions that choose between
rows are in situation.py.
"""

from __future__ import annotations

from huiyin.law.accused.heard import heard
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter import remit
from huiyin.law.matter.situation import Situation
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Channel, NonAcceptance, Role
from huiyin.law.words import P


def representatives_within_limit(s: Situation) -> Refusal | None:
    """Only who comes in person sends representatives (Art. 20 ¶3); anybody may sign a letter."""
    sent = int(s.value("representatives") or 0)
    rule = s.facts.book.representatives
    limit = rule.limit(s.facts.petitioners)
    if s.facts.channel is not Channel.VISIT or sent <= limit:
        return None
    people = s.facts.petitioners
    return s.no(
        P("{people}人共同走访，代表最多{limit}人，现在填了{sent}人。", people=people, limit=limit, sent=sent),
        P("请大家推选代表，其余的人照样登记为共同信访人。"),
        rule.citation,
    )


def holder_not_accused(s: Situation) -> Refusal | None:
    if s.holder not in s.world.barred(s.facts):
        return None
    return s.no(
        P("举报的对象就是这个机关或它的上级，不能由它接收。"),
        P("请改由上一级机关或纪检监察机关接收。"),
        cite("xf2022", 30, 3),
    )


def owner_fit(s: Situation) -> Refusal | None:
    owner = s.facts.owner
    if owner not in s.world.unfit(s.facts) and s.world.serves(owner, s.holder):
        return None
    return s.no(P("经办人要是本机关的工作人员，不能是被反映的人。"), P("请换一位经办人。"), cite("xf2022", 28, 3))


def claims_named_exist(s: Situation) -> Refusal | None:
    known = {str(claim.id) for claim in s.facts.claims}
    for name in ("claims", "classes", "routes", "outcomes"):
        value = s.value(name)
        if value is not None and not {str(key) for key in value} <= known:
            return s.no(P("有一项诉求的编号不存在。"), P("请刷新页面，按现有诉求填写。"))
    return None


def accused_known(s: Situation) -> Refusal | None:
    organ = s.value("accused_organ")
    return None if organ is None else remit.unknown_organ(s, organ)


def nothing_promised_is_left(s: Situation) -> Refusal | None:
    if not s.facts.execution_outstanding:
        return None
    return s.no(P("答应的事还没有落实，不能就此了结。"), P("请先落实并记录。"), cite("xf2022", 32, 2))


def not_a_report(s: Situation) -> Refusal | None:
    """Whoever joins a matter reads what it asks for; a report is read by nobody it was not made to (Art. 30 ¶3)."""
    if not s.facts.report:
        return None
    return s.no(P("检举控告要保密，不能请人加入。"), P("请大家各自提出，写上同一件事。"), cite("xf2022", 30, 3))


def adds_no_report(s: Situation) -> Refusal | None:
    """What is added to a matter is read by whoever has it in hand: what may be a report on them is asked about once."""
    if s.given is None or s.facts.report or s.value("no_report") or not heard(str(s.value("text") or "")):
        return None
    return s.no(
        P("也许是检举控告；补充在这里，承办的单位和人都看得到。"),
        P("请问本人：是的话，另外登记成检举控告；不是，勾明再补充。"),
        cite("xf2022", 30, 3),
    )


def has_joined(s: Situation) -> Refusal | None:
    """Who leaves must have joined; whoever brought the matter withdraws it instead."""
    if s.given is None or s.value("joined"):
        return None
    return s.no(P("您没有加入这件事，或者已经退出了。"), P("这件事是您提出的，请用“撤回”。"))


def nobody_else_joined(s: Situation) -> Refusal | None:
    """One of several does not withdraw for all; with everybody's word the counter may."""
    others = int(s.value("others") or 0)
    if not others or Role.PETITIONER not in s.by.roles:
        return None
    return s.no(
        P("还有{n}个人和您一起提出，您不能替他们撤回。", n=others), P("请大家各自退出以后再撤回，或者一起到窗口说明。")
    )


def earlier_matter_ended(s: Situation) -> Refusal | None:
    if s.given is None or s.value("earlier_closure") in s.facts.book.ends:
        return None
    return s.no(P("原事项没有终结，不能不再受理。"), P("请按重复信访并入原事项，或者照常办理。"))


def earlier_in_progress(s: Situation) -> Refusal | None:
    """Only an organ above the one that is dealing with the same matter refuses it for that reason (Art. 19 ¶3)."""
    if s.given is None or s.value("ground") != NonAcceptance.IN_PROGRESS:
        return None
    where = s.value("earlier_holder")
    if where is None:
        return s.no(
            P("没有找到正在办理的同一事项。"), P("请填写它的编号；已经办结的，请照常办理。"), cite("xf2022", 19, 3)
        )
    if s.holder in s.world.chart.overseers(s.world.standing(where)):
        return None
    return s.no(
        P("只有受理、办理机关的上级机关，才能以“正在办理”为由不予受理。"),
        P("同一事项请用“并案”。"),
        cite("xf2022", 19, 3),
    )


def something_remains(s: Situation) -> Refusal | None:
    if len(s.facts.claims) > 1 and (s.given is None or any(claim.open for claim in s.claims_after)):
        return None
    return s.no(P("分出去以后，这件事里要还有没办完的诉求。"), P("要换办理机关，请用转送。"))
