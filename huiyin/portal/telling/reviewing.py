"""Sentences of what follows an answer: served, reviewed, reviewed again, begun anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from huiyin.law.papers import Service
from huiyin.law.terms import Act, Stage
from huiyin.law.words import P, Phrase
from huiyin.portal.telling.step import Step, Teller

_SERVED: Final[Mapping[str, Phrase]] = {
    Stage.SERVED: P("书面意见送到了您手上"),
    Stage.REVIEW_SERVED: P("复查意见送到了您手上"),
    Stage.REREVIEW_SERVED: P("复核意见送到了您手上"),
    Stage.HANDLING: P("原来的意见被撤销，{holder}重新办理"),
}


def served(t: Teller) -> Step:
    title = P(_SERVED[t.told.to].text, holder=t.holder)
    by = P("{organ}，{method}", organ=t.organ, method=Service(t.said["method"]))
    return Step(title, at=t.day("served_on"), by=by)


def sought(t: Teller) -> Step:
    what = P("复查") if t.told.act is Act.SEEK_REVIEW else P("复核")
    title = P("您申请{what}，由{holder}接收", what=what, holder=t.holder)
    return Step(title, words=t.words("reason") if t.matter.own else "")


def admitted(t: Teller) -> Step:
    return Step(P("{organ}接收了您的{what}申请，由{owner}办", organ=t.organ, what=_instance(t), owner=t.owner))


def declined(t: Teller) -> Step:
    title = P("{organ}没有受理您的{what}申请", organ=t.organ, what=_instance(t))
    return Step(title, state="late", words=t.words("reason"))


def reviewed(t: Teller) -> Step:
    return Step(P("{organ}作出了{what}意见，正在送给您", organ=t.organ, what=_instance(t)))


def _instance(t: Teller) -> Phrase:
    return P("复核") if t.told.to in (Stage.REREVIEWING, Stage.REVIEW_SERVED, Stage.REREVIEW_DECIDED) else P("复查")


def reopened(t: Teller) -> Step:
    title = P("您要求重新办，现在由{holder}办") if t.by_petitioner else P("重新启动，现在由{holder}办")
    return Step(P(title.text, holder=t.holder), words=t.words("reason") if t.by_petitioner and t.matter.own else "")


def lapsed(t: Teller) -> Step:
    what = P("复查") if t.told.to == Stage.SERVED else P("复核")
    return Step(P("申请{what}的期限到了", what=what))
