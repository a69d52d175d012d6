"""What the law wants next: for each stage the acts in the order in which a clerk should think of them.

The table only orders what ``openings`` allows; it opens nothing. A stage missing here would leave a page without
its card, so a test walks all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import Act, ClockKind, Execution, Stage
from huiyin.law.words import P, Phrase

A, S = Act, Stage
Wanted = Callable[[Facts], bool]


def _always(facts: Facts) -> bool:
    return True


def _unclassed(facts: Facts) -> bool:
    return not facts.classed


def _mixed_with_report(facts: Facts) -> bool:
    return facts.report and not all(claim.accusation for claim in facts.claims)


def _not_looked_into(facts: Facts) -> bool:
    return facts.needs_opinion and not facts.investigations


def _without_opinion(facts: Facts) -> bool:
    return not facts.needs_opinion


def _hearing(facts: Facts) -> bool:
    return facts.hearing_since is not None


def _to_carry_out(facts: Facts) -> bool:
    return any(claim.execution in (Execution.DUE, Execution.DENIED) for claim in facts.claims)


def _report_due(facts: Facts) -> bool:
    return facts.running(ClockKind.ASSIGNMENT) is not None


def _extension_asked(facts: Facts) -> bool:
    return facts.extension_asked > 0


def _not_heard(facts: Facts) -> bool:
    return facts.needs_opinion and not facts.heard


@dataclass(frozen=True, slots=True)
class Step:
    """An act worth thinking of, when it is, and the sentence that says why."""

    act: Act
    because: Phrase
    when: Wanted = _always


_CLASSIFY = Step(A.CLASSIFY, P("先逐项分类定性，才知道走哪个程序。"), _unclassed)
_SPLIT = Step(A.SPLIT, P("检举控告和别的诉求写在一起，先分案，再分别转送。"), _mixed_with_report)
_HEARING = Step(A.CLOSE_HEARING, P("听证正在进行，结束后记录结论。"), _hearing)
_EXECUTE = Step(A.EXECUTE, P("意见里答应的事要落实，落实了请记录凭据。"), _to_carry_out)
_REPORT = Step(A.REPORT_CONCLUSION, P("这是交办件，要提交办结报告。"), _report_due)
_CLOSE = Step(A.CLOSE, P("程序已经走完，可以办结。"))

STEPS: Mapping[Stage, tuple[Step, ...]] = {
    S.NEW: (),
    S.REGISTERED: (
        _CLASSIFY,
        _SPLIT,
        Step(A.ACCEPT, P("归本机关办理的，接收并书面告知信访人。")),
        Step(A.TRANSFER, P("转送给有权处理的机关，并告知信访人去向。")),
        Step(A.ASSIGN, P("重要的事项可以交办，定下期限和反馈要求。")),
        Step(A.ANSWER_ON_SPOT, P("能当场说清的，当场答复。")),
        Step(A.GUIDE, P("应当走法定途径的，告诉信访人怎么走、期限到哪天。")),
    ),
    S.TRANSFERRED: (
        _CLASSIFY,
        Step(A.ACCEPT, P("接收，并书面告知信访人处理途径和程序。")),
        Step(A.REPLY, P("不需要出具意见书的，可以直接答复。"), _without_opinion),
        Step(A.OBJECT, P("不归本机关管的，5个工作日内提出异议。")),
        Step(A.TRANSFER, P("归本系统下级管的，可以再转。")),
        Step(A.GUIDE, P("应当走法定途径的，告诉信访人怎么走、期限到哪天。")),
        Step(A.TAKE_BACK, P("转错了的，在对方着手以前可以更正。")),
    ),
    S.OBJECTED: (
        Step(A.AGREE_OBJECTION, P("核实异议：理由成立就同意，重新分流。")),
        Step(A.REJECT_OBJECTION, P("理由不成立就退回原单位办理。")),
    ),
    S.DISPUTED: (Step(A.DETERMINE, P("两家各执一词，由共同的上一级指定受理机关。")),),
    S.CONFERENCE: (Step(A.COORDINATE, P("没有共同上级，由联席会议协调确定。")),),
    S.HANDLING: (
        _HEARING,
        _CLASSIFY,
        Step(A.EXTEND, P("承办人申请了延期，请决定是否批准。"), _extension_asked),
        Step(A.INVESTIGATE, P("先调查核实：去现场、听取说明、留下记录。"), _not_looked_into),
        Step(A.LISTEN, P("还要听取信访人陈述事实和理由，留下记录。"), _not_heard),
        Step(A.PROPOSE, P("逐项拟定处理意见，报负责人签发。")),
        Step(A.REPLY, P("不需要出具意见书的，可以直接答复。"), _without_opinion),
        Step(A.INVESTIGATE, P("还可以继续调查核实。")),
        Step(A.ASK_EXTENSION, P("到期办不完的，提前申请延期。")),
        Step(A.MEDIATE, P("双方愿意的，可以调解。")),
    ),
    S.AGREED: (_EXECUTE, _REPORT, _CLOSE, Step(A.BREAK_AGREEMENT, P("协议没有履行的，转回办理。"))),
    S.PROPOSED: (
        Step(A.SIGN, P("意见已经拟好，请审核签发。")),
        Step(A.SEND_BACK, P("还要修改的，写明理由退回。")),
        Step(A.EXTEND, P("期限不够的，可以批准延期。")),
    ),
    S.DECIDED: (Step(A.SERVE, P("把意见书送到信访人手上，登记送达凭证；从送达起才算申请复查的期限。")),),
    S.SERVED: (_EXECUTE, _REPORT, _CLOSE, Step(A.SEEK_REVIEW, P("信访人不服的，可以代为登记复查申请。"))),
    S.REVIEW_SOUGHT: (
        Step(A.ADMIT_REVIEW, P("接收复查申请，指定没有参与过的人。")),
        Step(A.DECLINE_REVIEW, P("不符合条件的，说明理由。")),
    ),
    S.REVIEWING: (
        _HEARING,
        Step(A.DECIDE_REVIEW, P("审核拟定的复查意见，签发：维持、变更或者撤销重办。")),
        Step(A.PROPOSE_REVIEW, P("查明后拟定复查意见：维持、变更或者撤销重办，报负责人签发。")),
        Step(A.INVESTIGATE, P("需要的，可以再调查核实。")),
        Step(A.OPEN_HEARING, P("重大、复杂、疑难的，可以听证。")),
    ),
    S.REVIEW_DECIDED: (Step(A.SERVE, P("把复查意见书送到信访人手上，登记送达凭证。")),),
    S.REVIEW_SERVED: (_EXECUTE, _REPORT, _CLOSE, Step(A.SEEK_REREVIEW, P("信访人不服的，可以代为登记复核申请。"))),
    S.REREVIEW_SOUGHT: (
        Step(A.ADMIT_REVIEW, P("接收复核申请，指定没有参与过的人。")),
        Step(A.DECLINE_REVIEW, P("不符合条件的，说明理由。")),
    ),
    S.REREVIEWING: (
        _HEARING,
        Step(A.DECIDE_REVIEW, P("审核拟定的复核意见，签发：维持、变更或者撤销重办。")),
        Step(A.PROPOSE_REVIEW, P("查明后拟定复核意见：维持、变更或者撤销重办，报负责人签发。")),
        Step(A.INVESTIGATE, P("需要的，可以再调查核实。")),
        Step(A.OPEN_HEARING, P("重大、复杂、疑难的，可以听证；听证时间不算在期限里。")),
    ),
    S.REREVIEW_DECIDED: (Step(A.SERVE, P("把复核意见书送到信访人手上，登记送达凭证。")),),
    S.REREVIEW_SERVED: (_EXECUTE, _REPORT, _CLOSE),
    S.CLOSED: (_REPORT, Step(A.ARCHIVE, P("整理材料，归档。"))),
    S.ARCHIVED: (),
}

#: Wanted at any stage, before everything else.
FIRST_OF_ALL = (
    Step(A.ANSWER_SUPERVISION, P("这件事正在督办，请反馈采纳和整改情况。")),
    Step(A.ANSWER_URGE, P("信访人催办了，请告诉他办到哪一步、什么时候办完。")),
    Step(A.CO_REPORT, P("请反馈协办的情况。"), lambda facts: bool(facts.co_handlers)),
)


def hindered(facts: Facts, answers: Iterable[Refusal], theirs: Callable[[Act], bool]) -> Refusal | None:
    """What this person is to do next once something is out of the way that is no matter of who they are: a paper not
    issued, a day not come."""
    closed = {answer.act: answer for answer in answers}
    steps = (step for step in STEPS[facts.stage] if step.act in closed and step.when(facts))
    return next((closed[step.act] for step in steps if theirs(step.act)), None)


def wanted(facts: Facts, open_acts: Iterable[Decision]) -> tuple[Step, ...]:
    """The steps that apply now and are open to this person, the most pressing first; each act once."""
    allowed = {decision.act for decision in open_acts}
    kept: dict[Act, Step] = {}
    for step in (*FIRST_OF_ALL, *STEPS[facts.stage]):
        if step.act in allowed and step.when(facts):
            kept.setdefault(step.act, step)
    return tuple(kept.values())
