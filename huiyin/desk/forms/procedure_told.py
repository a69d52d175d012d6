"""With which words the notice begins that tells somebody by which way their matter goes (处理途径和程序, Art. 23 ¶3).

By the class of the claims and the periods of the matter's own rule book; whoever accepts reads it over and adds to it.
"""

from __future__ import annotations

from huiyin.law.matter.facts import Facts
from huiyin.law.terms import ClaimKind, ClockKind, Ground
from huiyin.law.words import P

_SUGGESTION = "您的建议，我们会研究论证；有采纳或者部分采纳的，在工作中落实，并把结果回复您。"
_REPORT = "您反映的问题，按照干部管理权限由有权处理的机关依规依纪依法处理；您的姓名和反映的内容依法保密。"
_BY_ROUTE = "您的请求，先由我们按照有关法律、法规规定的程序办理；导入哪一种程序、向谁提出，会写给您。"


def told_procedure(facts: Facts) -> str:
    """The beginning of the text; empty for what nobody has classed yet."""
    kinds = {claim.kind for claim in facts.claims if claim.kind}
    grounds = {claim.ground for claim in facts.claims if claim.kind is ClaimKind.GRIEVANCE}
    lines = [
        _petition(facts) if facts.needs_opinion else "",
        _BY_ROUTE if grounds - {Ground.PETITION, None} else "",
        _SUGGESTION if ClaimKind.SUGGESTION in kinds else "",
        _REPORT if ClaimKind.ACCUSATION in kinds else "",
    ]
    return "\n".join(line for line in lines if line)


def _petition(facts: Facts) -> str:
    """The way of petition work (信访程序) and what can be done against its end."""
    handle, review = (facts.book.periods[kind] for kind in (ClockKind.HANDLE, ClockKind.SEEK_REVIEW))
    phrase = P(
        "适用信访程序：调查核实后，自受理之日起{handle}日内办结并出具信访处理意见书；不服的，收到之日起{review}日内可以请求复查。",
        handle=handle.length,
        review=review.length,
    )
    return str(phrase)
