"""The notices in plain words (大字简明版): what was decided, why, what you can do, until when."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.terms import ClockKind
from huiyin.papers.clauses import sentence
from huiyin.papers.document import week_day
from huiyin.papers.facts import OrganText, PaperFacts
from huiyin.papers.instrument import Plain


def call_us(facts: PaperFacts) -> str:
    """Whom to ring up."""
    phone = facts.handler_phone or facts.organ.phone
    return f"有不明白的，打电话问{facts.handler}：{phone}。" if facts.handler else f"有不明白的，打电话：{phone}。"


def go_to(organ: OrganText) -> Iterator[str]:
    """Where an organ is, line by line."""
    yield f"机关：{organ.name}"
    if organ.address:
        yield f"地址：{organ.address}"
    if organ.phone:
        yield f"电话：{organ.phone}"


def asked(facts: PaperFacts) -> Iterator[str]:
    for claim in facts.claims:
        yield f"您的请求：{sentence(claim.request)}"


def by(facts: PaperFacts, *clocks: ClockKind, otherwise: str = "这张通知没有要您遵守的期限。") -> Iterator[str]:
    """The last day that matters to the reader: whose it is and when."""
    due = next((facts.dues[clock] for clock in clocks if clock in facts.dues), None)
    yield f"{week_day(due.on)}以前，我们给您书面的话。到时没有收到，请打电话催我们。" if due else otherwise


def _ask(facts: PaperFacts) -> Iterator[str]:
    yield f"用编号 {facts.case_number} 和查询码，随时查办到哪一步。"
    yield call_us(facts)


# 登记回执 -------------------------------------------------------------------------------------------------------------


def _received(facts: PaperFacts) -> Iterator[str]:
    yield "您反映的事，我们收到了，已经登记。"
    yield from asked(facts)
    yield f"编号：{facts.case_number}"
    yield f"查询码：{facts.query_code}"


def _receipt_why(facts: PaperFacts) -> Iterator[str]:
    yield "收到的每一件事都要登记，都要有回音。这张纸是您来过的凭证。"


def _receipt_can(facts: PaperFacts) -> Iterator[str]:
    yield "看看上面写得对不对。不对的，当场告诉我们改。"
    yield from _ask(facts)


RECEIPT = Plain(_received, _receipt_why, _receipt_can, lambda f: by(f, ClockKind.SORT, ClockKind.NOTIFY_DIRECT))


# 去向告知书 -----------------------------------------------------------------------------------------------------------


def _sent(facts: PaperFacts) -> Iterator[str]:
    assert facts.to is not None
    yield "您的事转给了管这件事的机关。"
    yield from go_to(facts.to)


def _sent_why(facts: PaperFacts) -> Iterator[str]:
    assert facts.to is not None
    yield sentence(facts.word("reason") or f"这类事由{facts.to.name}管")


def _sent_can(facts: PaperFacts) -> Iterator[str]:
    yield "不用再跑一趟，也不用再写一遍。"
    yield from _ask(facts)


DESTINATION = Plain(_sent, _sent_why, _sent_can, lambda facts: by(facts, ClockKind.NOTIFY))


# 去向更正告知书 ------------------------------------------------------------------------------------------------------


def _wrong(facts: PaperFacts) -> Iterator[str]:
    assert facts.to is not None
    yield f"上次告诉您转给{facts.to.name}，转错了，我们已经收回来了。"


def _wrong_why(facts: PaperFacts) -> Iterator[str]:
    yield sentence(facts.word("reason"))


CORRECTION = Plain(_wrong, _wrong_why, _sent_can, lambda facts: by(facts, ClockKind.SORT, ClockKind.NOTIFY_DIRECT))


# 接收（受理）告知书 --------------------------------------------------------------------------------------------------


def _accepted(facts: PaperFacts) -> Iterator[str]:
    yield "您的申请我们接收了，开始办理。" if facts.act == "admit_review" else "您的事我们接收了，开始办理。"
    yield f"经办人：{facts.handler}"


def _accepted_why(facts: PaperFacts) -> Iterator[str]:
    yield from asked(facts)
    yield sentence(facts.word("procedure") or "由没有办过这件事的人来办，重新看全部材料")


def _accepted_can(facts: PaperFacts) -> Iterator[str]:
    yield "可以补充材料。"
    yield "觉得经办人和这件事有利害关系，可以要求换人。"
    yield from _ask(facts)


ACCEPTANCE = Plain(
    _accepted, _accepted_why, _accepted_can, lambda f: by(f, ClockKind.HANDLE, ClockKind.REVIEW, ClockKind.REREVIEW)
)


# 程序引导告知书 ------------------------------------------------------------------------------------------------------


def _guided(facts: PaperFacts) -> Iterator[str]:
    yield "您的事要走另外的法定途径，才能真正解决。"
    for claim in facts.claims:
        if claim.route:
            yield f"您的请求：{sentence(claim.request)}"
            yield f"这一项走：{claim.route.name}"


def _guided_why(facts: PaperFacts) -> Iterator[str]:
    for claim in facts.claims:
        if claim.route:
            yield sentence(claim.route.why)


def _guided_can(facts: PaperFacts) -> Iterator[str]:
    for claim in facts.claims:
        if claim.route:
            yield f"到这里去：{sentence(claim.route.where)}"
    yield sentence(facts.word("explanation"))
    yield call_us(facts)


def _guided_until(facts: PaperFacts) -> Iterator[str]:
    limits = [limit for claim in facts.claims if claim.route for limit in claim.route.limits]
    yield from (sentence(limit) for limit in limits)
    yield "信访不会让期限停下来，请抓紧。" if limits else "没有统一的期限，请尽早。"


GUIDANCE = Plain(_guided, _guided_why, _guided_can, _guided_until)


# 不予受理、不再受理 --------------------------------------------------------------------------------------------------


def _not_here(facts: PaperFacts) -> Iterator[str]:
    declined = facts.act == "decline_review"
    yield "您的申请这一次没有受理。" if declined else "这件事不由我们受理。"


def _reason(facts: PaperFacts) -> Iterator[str]:
    yield sentence(facts.word("reason"))


def _elsewhere(facts: PaperFacts) -> Iterator[str]:
    if facts.word("where"):
        yield f"请到这里提出：{sentence(facts.word('where'))}"
    if facts.act == "decline_review":
        yield "补好以后可以再申请；认为应当受理的，可以向信访部门反映。"
    else:
        yield "有新的事实，可以再来找我们。"
    yield call_us(facts)


def _again_until(facts: PaperFacts) -> Iterator[str]:
    due = facts.due(ClockKind.SEEK_REREVIEW) or facts.due(ClockKind.SEEK_REVIEW)
    if facts.act == "decline_review" and due:
        yield f"再申请的，请在{week_day(due)}以前。"
    else:
        yield from by(facts)


NON_ACCEPTANCE = Plain(_not_here, _reason, _elsewhere, _again_until)


def _ended(facts: PaperFacts) -> Iterator[str]:
    yield f"这件事和编号 {facts.word('earlier')} 是同一件，已经办到最后一步，不再重新办理。"


def _new_facts(facts: PaperFacts) -> Iterator[str]:
    yield "有新的事实或者证据，请写出和原来有什么不同，我们重新登记。"
    yield call_us(facts)


NO_FURTHER = Plain(_ended, _reason, _new_facts, by)


# 补充材料、延期、听证 ------------------------------------------------------------------------------------------------


def _needed(facts: PaperFacts) -> Iterator[str]:
    yield "请您补充下面的东西："
    yield sentence(facts.word("what"))


def _needed_why(facts: PaperFacts) -> Iterator[str]:
    yield "有了它，您的事才能办清楚。"


def _hand_in(facts: PaperFacts) -> Iterator[str]:
    yield "寄来、送来、网上传来都可以。跑不动、写不了的，打电话，我们上门。"
    yield from go_to(facts.organ)
    yield call_us(facts)


def _until_day(facts: PaperFacts) -> Iterator[str]:
    day = facts.day("until")
    yield f"{week_day(day)}以前。来不及，打个电话就行。" if day else "请尽早。"


MATERIAL = Plain(_needed, _needed_why, _hand_in, _until_day)


def _longer(facts: PaperFacts) -> Iterator[str]:
    yield f"您的事还要多办{facts.word('days')}天。"


def _longer_can(facts: PaperFacts) -> Iterator[str]:
    yield "这段时间您可以继续补充材料、查询进度。"
    yield call_us(facts)


EXTENSION = Plain(_longer, _reason, _longer_can, lambda facts: by(facts, ClockKind.HANDLE))


def _done(facts: PaperFacts) -> Iterator[str]:
    yield "答应您的事，我们办好了，请您看看是不是真的。"
    yield from (f"您的请求：{claim.request}" for claim in facts.claims)


def _done_how(facts: PaperFacts) -> Iterator[str]:
    yield facts.word("evidence")


def _done_can(facts: PaperFacts) -> Iterator[str]:
    yield "真的办好了，就告诉我们“已经落实了”。"
    yield "没有办好，就告诉我们“还没有落实”，我们接着办。上网、打电话、到窗口都行。"
    yield call_us(facts)


def _done_when(facts: PaperFacts) -> Iterator[str]:
    yield f"最好在{facts.book.options.confirmation_days}天以内告诉我们。不说，不会当成您确认了。"


CARRIED_OUT = Plain(_done, _done_how, _done_can, _done_when)


def _changed(facts: PaperFacts) -> Iterator[str]:
    if facts.word("to_organ"):
        yield f"答应您的事，改由{facts.word('to_organ')}办。"
    if facts.day("until"):
        yield "答应您的事，原来的日子办不到，要往后推。"


def _changed_when(facts: PaperFacts) -> Iterator[str]:
    day = facts.day("until")
    yield f"改到{week_day(day)}以前办好。" if day else "原来答应的日子不变。"


PROMISE_CHANGED = Plain(_changed, _reason, _longer_can, _changed_when)


def _invited(facts: PaperFacts) -> Iterator[str]:
    yield "请您来参加听证会，当面把事情说清楚。"
    yield f"地点：{facts.word('place')}"


def _invited_why(facts: PaperFacts) -> Iterator[str]:
    yield "听证会上，您和经办的机关都可以说话、拿证据，大家听了再定。"


def _invited_can(facts: PaperFacts) -> Iterator[str]:
    yield "觉得主持人、听证员有利害关系，可以要求换人。"
    yield "请带身份证和证据。来不了，提前打电话告诉我们。"
    yield call_us(facts)


def _invited_when(facts: PaperFacts) -> Iterator[str]:
    day = facts.day("on")
    yield f"听证会在{week_day(day)}{facts.word('hour')}举行。" if day else "时间另行通知。"


HEARING = Plain(_invited, _invited_why, _invited_can, _invited_when)


def _not_heard(facts: PaperFacts) -> Iterator[str]:
    yield "您申请的听证会，这次不开。您的事照常办。"


def _not_heard_can(facts: PaperFacts) -> Iterator[str]:
    yield "您可以继续把情况说给我们听，当面说、写下来都行，也可以交证据。"
    yield call_us(facts)


NO_HEARING = Plain(_not_heard, _reason, _not_heard_can, lambda facts: iter(()))
