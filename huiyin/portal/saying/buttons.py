"""The buttons under "you can" (您可以): open, or closed with the reason in plain words."""

from __future__ import annotations

from collections.abc import Container, Mapping
from enum import Enum
from typing import Any

from django.urls import reverse

from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act, ClockKind, Stage, Wish
from huiyin.law.words import P, Phrase
from huiyin.portal.following.matter import Matter
from huiyin.portal.saying.words import LABELS, WISHES


def button(matter: Matter, act: Act) -> dict[str, Any]:
    """One button for the part that draws them: open, or closed with its reason and article."""
    verdict = matter.openings[act]
    refusal = in_plain_words(matter, verdict) if isinstance(verdict, Refusal) else None
    number = matter.case.number
    own_page = act is Act.JOIN
    url = reverse("portal:together", args=(number,)) if own_page else reverse("portal:say", args=(number, act.value))
    return {"act": act, "label": LABELS.get(act, P(act.label)), "url": url, "refusal": refusal}


def wishes(matter: Matter, but: Container[Wish] = ()) -> list[dict[str, Any]]:
    """Buttons for what may be wished for now: a hearing, mediation.

    :param but: what is under way already.
    """
    if not isinstance(matter.openings.get(Act.SUPPLEMENT), Decision) or matter.case.report or not matter.own:
        return []
    url = reverse("portal:say", args=(matter.case.number, Act.SUPPLEMENT.value))
    return [
        {"label": label, "url": f"{url}?wish={wish.value}"}
        for wish, (label, _words, stages) in WISHES.items()
        if matter.facts.stage in stages and wish not in but
    ]


def anew(matter: Matter) -> list[dict[str, Any]]:
    """What is new when the matter itself takes nothing more: another petition, with its number as the earlier."""
    if matter.facts.stage is not Stage.ARCHIVED or not matter.own:
        return []
    return [{"label": P("有新的情况，再提出一件"), "url": f"{reverse('portal:submit')}?after={matter.case.number}"}]


def in_plain_words(matter: Matter, refusal: Refusal) -> Refusal:
    """A refusal for being too early or too late says from when on it is possible, instead of naming stages."""
    if any(matter.facts.stage in move.from_ for move in MATTER.by_act[refusal.act]):
        return refusal
    words = _when(matter).get(refusal.act)
    return refusal if words is None else Refusal(refusal.act, words, refusal.citation, refusal.instead)


def now_or_not(procedure: Procedure, stage: Enum, refusal: Refusal | None) -> Refusal | None:
    """The same for a record of any other kind: whoever comes back to a page reads no names of stages."""
    if refusal is None or any(stage in move.from_ for move in procedure.by_act[refusal.act]):
        return refusal
    return Refusal(refusal.act, P("这一步已经做过了，或者现在不用做。"), refusal.citation, refusal.instead)


def _when(matter: Matter) -> Mapping[Act, Phrase]:
    periods = matter.facts.book.periods
    review, rereview = periods[ClockKind.SEEK_REVIEW].length, periods[ClockKind.SEEK_REREVIEW].length
    return {
        Act.SEEK_REVIEW: P("收到书面处理意见后 {n} 天内可以申请", n=review),
        Act.SEEK_REREVIEW: P("收到复查意见后 {n} 天内可以申请", n=rereview),
        Act.RATE: P("答复您以后可以评价"),
        Act.LEAVE: P("已经办结，不用退出了"),
        Act.REOPEN: P("答复或者办结以后，没有解决的可以要求重新办"),
        Act.BREAK_AGREEMENT: P("达成调解协议以后才用得上"),
        Act.URGE: P("已经办结，不用催办了"),
        Act.ASK_RECUSAL: P("已经办结，不用申请回避了"),
        Act.WITHDRAW: P("已经作出意见，不能撤回了"),
        Act.JOIN: P("已经在写意见或者答复过了，不能再加人"),
        Act.SUPPLEMENT: P("已经办结。有新的事实，请要求重新办，或者作为新的事项提出"),
    }
