"""One sentence for each act. What is between offices is told with restraint: that it happened, not the inside of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from huiyin.law.papers import Service
from huiyin.law.terms import Act
from huiyin.law.words import P, Phrase
from huiyin.portal.telling import handling, reviewing
from huiyin.portal.telling.step import Step, Teller

TELL: Final[Mapping[Act, Callable[[Teller], Step]]] = {
    Act.LODGE: handling.lodged,
    Act.CLASSIFY: handling.classified,
    Act.REPORT_URGENT: lambda t: Step(P("{organ}按重大紧急的事报告了上级", organ=t.organ)),
    Act.NOTE_REPLY: lambda t: Step(P("上级对这件事有了批示反馈"), by=t.organ),
    Act.INFORM_PERSONNEL: lambda t: Step(P("{organ}按规定向主管干部的部门通报了", organ=t.organ)),
    Act.ASK_DECISION: lambda t: Step(P("{organ}报请{holder}决定", organ=t.organ, holder=t.holder), state="moved"),
    Act.CONSULT: lambda t: Step(P("几个单位在商量由谁办"), by=t.organ),
    Act.ASK_RECUSAL: lambda t: Step(P("您申请有关工作人员回避")),
    Act.URGE: lambda t: Step(P("您催办了")),
    Act.ANSWER_URGE: handling.answered_reminder,
    Act.DECIDE_RECUSAL: lambda t: Step(P("对您的回避申请作了决定"), by=t.organ, words=t.words("reason")),
    Act.RECONCILE: handling.mediated,
    Act.REWARD: lambda t: Step(P("您的建议得到奖励"), by=t.organ, words=t.words("award"), state="ok"),
    Act.COLLECT_IDEA: lambda t: Step(P("您的建议列入了人民建议征集"), by=t.organ),
    Act.OFFER_RELIEF: lambda t: Step(P("{organ}告诉您可以申请救助", organ=t.organ), words=t.words("where")),
    Act.FOLLOW_RELIEF: lambda t: Step(P("{organ}记录了救助的结果", organ=t.organ), words=t.words("account")),
    Act.PUBLISH: lambda t: Step(P("复核意见经过听证，向社会公示，隐去了您的个人信息"), by=t.organ),
    Act.ANSWER_ON_SPOT: lambda t: Step(P("{organ}当场答复了您", organ=t.organ)),
    Act.DIRECT_ELSEWHERE: lambda t: Step(P("{organ}告诉您应当向哪里提出", organ=t.organ)),
    Act.NO_FURTHER: lambda t: Step(P("这件事以前已经终结，{organ}不再受理", organ=t.organ)),
    Act.CONCLUDE_CHECK: lambda t: Step(
        P("{organ}核查完毕，经审核同意，这件事终结", organ=t.organ), words=t.words("conclusion")
    ),
    Act.GUIDE: lambda t: Step(P("{organ}告诉您该走的法定途径", organ=t.organ)),
    Act.TRANSFER: handling.transferred,
    Act.ASSIGN: handling.assigned,
    Act.ACCEPT: handling.accepted,
    Act.TAKE_BACK: lambda t: Step(P("{organ}发现转错了，收回来重新转", organ=t.organ), state="moved"),
    Act.OBJECT: lambda t: Step(P("{organ}认为不归它办，由{holder}核实", organ=t.organ, holder=t.holder), state="moved"),
    Act.AGREE_OBJECTION: lambda t: Step(P("{organ}收回来，重新看该由谁办", organ=t.organ), state="moved"),
    Act.REJECT_OBJECTION: lambda t: Step(P("{organ}核实了，还是由{holder}办", organ=t.organ, holder=t.holder)),
    Act.DETERMINE: handling.determined,
    Act.COORDINATE: handling.determined,
    Act.NAME_HANDLER: lambda t: Step(P("现在由{holder}的{owner}经办", holder=t.holder, owner=t.owner)),
    Act.RECUSE: lambda t: Step(P("有工作人员回避，现在由{owner}经办", owner=t.owner)),
    Act.CONTACT: lambda t: Step(P("{organ}联系了您", organ=t.organ), by=t.words("way")),
    Act.REQUEST_MATERIAL: handling.asked,
    Act.SUPPLEMENT: handling.supplemented,
    Act.JOIN: lambda t: Step(P("又有一个人一起提出")),
    Act.LEAVE: lambda t: Step(P("有一个人退出了")),
    Act.LISTEN: lambda t: Step(P("{organ}听了您的陈述", organ=t.organ), by=t.words("way")),
    Act.INVESTIGATE: handling.investigated,
    Act.INVITE: lambda t: Step(
        P("请{other}一起办", other=t.matter.organ_name(t.said["to_organ"])), by=t.organ
    ),
    Act.CO_REPORT: lambda t: Step(P("{organ}办好了它那一部分", organ=t.organ)),
    Act.OPEN_HEARING: handling.hearing,
    Act.CLOSE_HEARING: lambda t: Step(P("听证会开完了"), by=t.organ, words=t.words("conclusion")),
    Act.SIMPLIFY: lambda t: Step(P("按简易程序办，会快一些"), by=t.organ),
    Act.ASK_EXTENSION: lambda t: Step(P("经办人申请延长办理时间，等负责人决定"), by=t.organ),
    Act.EXTEND: handling.extended,
    Act.MEDIATE: handling.mediated,
    Act.BREAK_AGREEMENT: lambda t: Step(P("协议没有履行，{holder}重新办理", holder=t.holder)),
    Act.REPLY: lambda t: Step(P("{organ}答复了您", organ=t.organ), by=Service(t.said["method"]).label),
    Act.PROPOSE: lambda t: Step(P("写好了处理意见，等负责人审签"), by=t.organ),
    Act.SEND_BACK: lambda t: Step(P("负责人要求再办得细一些"), by=t.organ),
    Act.SIGN: lambda t: Step(P("负责人签发了处理意见"), by=t.organ),
    Act.SERVE: reviewing.served,
    Act.REPORT_CONCLUSION: lambda t: Step(P("{organ}向交办机关报了办结报告", organ=t.organ)),
    Act.EXECUTE: handling.executed,
    Act.CONFIRM_EXECUTION: lambda t: Step(P("您确认已经落实"), state="ok", note=handling.at_counter(t)),
    Act.CHANGE_PROMISE: handling.promise_changed,
    Act.NOTE_PROMISE: handling.promise_noted,
    Act.DENY_EXECUTION: handling.denied,
    Act.RATE: lambda t: Step(P("您作了评价")),
    Act.WITHDRAW: lambda t: Step(P("您撤回了这件事") if t.by_petitioner else P("按您的要求撤回了这件事")),
    Act.SPLIT: handling.split,
    Act.MERGE: handling.merged,
    Act.ABSORB: lambda t: Step(P("另一件相同的事并到了这里"), by=t.organ),
    Act.SEEK_REVIEW: reviewing.sought,
    Act.SEEK_REREVIEW: reviewing.sought,
    Act.ADMIT_REVIEW: reviewing.admitted,
    Act.DECLINE_REVIEW: reviewing.declined,
    Act.PROPOSE_REVIEW: lambda t: Step(P("写好了意见，等负责人审签"), by=t.organ),
    Act.DECIDE_REVIEW: reviewing.reviewed,
    Act.CLOSE: handling.closed,
    Act.REOPEN: reviewing.reopened,
    Act.NAME_ROOT: lambda t: Step(P("{organ}分析了起因，用来改进工作", organ=t.organ)),
    Act.ARCHIVE: lambda t: Step(P("归了档，随时可以查")),
    Act.NOTE_VISIT: handling.visited,
    Act.NOTE_CONFERENCE: handling.conferred,
    Act.NOTE_CHARGE: handling.charged,
    Act.NOTE_CONDITION: handling.awaited,
    Act.SHOW_DOOR: handling.shown_the_door,
    Act.SUPERVISE: handling.supervised,
    Act.ANSWER_SUPERVISION: lambda t: Step(P("{organ}向督办机关说明了情况", organ=t.organ)),
    Act.LAPSE: reviewing.lapsed,
    Act.NOTE_OVERDUE: handling.overdue,
}  # fmt: skip

OF_OTHERS: Final[Mapping[Act, Phrase]] = {
    Act.SUPPLEMENT: P("一起提出的人补充了情况"),
    Act.CONFIRM_EXECUTION: P("提出的人确认已经落实"),
    Act.DENY_EXECUTION: P("提出的人说没有落实"),
    Act.RATE: P("提出的人作了评价"),
    Act.WITHDRAW: P("提出的人撤回了这件事"),
    Act.URGE: P("提出的人催办了"),
    Act.ASK_RECUSAL: P("提出的人申请有关工作人员回避"),
    Act.SEEK_REVIEW: P("替大家申请了复查，由{holder}接收"),
    Act.SEEK_REREVIEW: P("替大家申请了复核，由{holder}接收"),
    Act.REOPEN: P("提出的人要求重新办，现在由{holder}办"),
}
"""What somebody else of the same petition did: that it was done, without their words."""
