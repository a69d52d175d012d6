"""What the letter of an order asks for, by its cause; whoever sends it may write it otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.order.vocabulary import Cause

DEMANDS: Mapping[Cause, str] = {
    Cause.OVERDUE: "这件事已经超过期限。请尽快办理，书面告知信访人，并反馈超期的原因和办理情况。",
    Cause.SILENCE: "这件事很久没有进展。请反馈办到哪一步、下一步什么时候办完。",
    Cause.PINGPONG: "这件事转来转去没有人接。请先联系信访人；确实不归你单位的，写明依据，报共同的上一级机关指定。",
    Cause.UNSERVED: "意见已经作出，还没有送达。请马上送达信访人，登记送达凭证。",
    Cause.PROMISE: "答应的事已经到期。请按意见落实，并反馈落实的凭据；一时办不到的，向信访人说明并报告原因。",
    Cause.DENIED: "信访人反映处理意见没有落实。请到现场核实，按意见落实，并反馈落实的凭据。",
    Cause.CAME_AGAIN: "原来的事项按已经解决办结，信访人又来反映。请说明当时怎样解决、为什么又来，并配合现在的办理。",
    Cause.UNHEARD: "作出意见以前没有听取陈述或者没有调查核实。请补听、补查，意见有错的，重新办理。",
    Cause.NOT_REDONE: "原意见已经被撤销，责令重新办理。请尽快查清事实，作出新的意见并送达信访人。",
}
