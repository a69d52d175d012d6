"""The shapes a matter's life can take in the made-up city, and how often each is met.

A shape is a list of acts with the day on which each is done, counted from registration. One in twelve matters is
still open; those were brought in the last weeks, the ended ones in the last three years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from huiyin.law.terms import Act, ClaimKind, Ground

A = Act


@dataclass(frozen=True, slots=True)
class Shape:
    """One way through the law.

    :param weight: how many of ten thousand matters.
    :param ago: between how many days ago, the farthest first, such a matter was brought.
    :param direct: brought to the department itself, not to the petition office.
    """

    name: str
    weight: int
    ago: tuple[int, int]
    steps: tuple[tuple[int, Act], ...] = ()
    kind: ClaimKind = ClaimKind.GRIEVANCE
    ground: Ground = Ground.PETITION
    direct: bool = False


_SORTED = ((1, A.CLASSIFY), (2, A.TRANSFER))
_TAKEN = (*_SORTED, (7, A.ACCEPT))
_PROPOSED = (*_TAKEN, (18, A.INVESTIGATE), (30, A.PROPOSE))
_SIGNED = (*_PROPOSED, (32, A.SIGN))
_SERVED = (*_SIGNED, (34, A.SERVE))
_DONE = (*_SERVED, (45, A.EXECUTE), (47, A.CONFIRM_EXECUTION))
_CLOSED = (*_DONE, (48, A.RATE), (85, A.LAPSE), (86, A.CLOSE))
_SOUGHT = (*_SERVED, (45, A.EXECUTE), (50, A.SEEK_REVIEW), (53, A.ADMIT_REVIEW))
_REVIEWED = (*_SOUGHT, (70, A.DECIDE_REVIEW), (72, A.SERVE), (75, A.CONFIRM_EXECUTION))

LONG_AGO = (1090, 200)
SHAPES: tuple[Shape, ...] = (
    # Open
    Shape("registered", 80, (9, 1)),
    Shape("sorted", 60, (12, 3), _SORTED),
    Shape("handled", 250, (60, 8), _TAKEN),
    Shape("handled directly", 100, (50, 8), ((1, A.CLASSIFY), (3, A.ACCEPT)), direct=True),
    Shape("proposed", 60, (55, 31), _PROPOSED),
    Shape("signed", 40, (55, 33), _SIGNED),
    Shape("served", 120, (60, 36), _SERVED),
    Shape("carried out", 60, (80, 48), _DONE),
    Shape("a report", 40, (60, 8), _TAKEN, ClaimKind.ACCUSATION),
    Shape("sought review", 24, (100, 56), _SOUGHT),
    # Ended
    Shape("answered on the spot", 1500, LONG_AGO, ((0, A.CLASSIFY), (0, A.ANSWER_ON_SPOT)), ClaimKind.SUGGESTION),
    Shape("a suggestion", 800, LONG_AGO, (*_TAKEN, (12, A.REPLY), (40, A.CLOSE)), ClaimKind.SUGGESTION),
    Shape("guided", 900, LONG_AGO, (*_SORTED, (5, A.GUIDE)), ground=Ground.ARBITRATION),
    Shape("withdrawn", 300, LONG_AGO, (*_TAKEN, (15, A.WITHDRAW))),
    Shape("closed", 4666, LONG_AGO, _CLOSED),
    Shape("reviewed and closed", 1000, LONG_AGO, (*_REVIEWED, (125, A.LAPSE), (126, A.CLOSE))),
)  # fmt: skip


def given(act: Act, shape: Shape, *, department: int, handler: int, day: str, later: str) -> Mapping[str, Any]:
    """The particulars of an act in this city: always the same, because nothing here depends on them.

    :param day: the day of the act, ``later`` the day by which something is promised (ISO).
    """
    return dict(_said(act, shape, department, handler, day, later))


def _said(act: Act, shape: Shape, department: int, handler: int, day: str, later: str) -> Iterator[tuple[str, Any]]:
    match act:
        case A.CLASSIFY:
            ground = {"ground": shape.ground.value} if shape.kind is ClaimKind.GRIEVANCE else {}
            yield "classes", {"1": {"kind": shape.kind.value, **ground}}
        case A.TRANSFER:
            yield from {"to_organ": department, "reason": "这件事属于该单位的职权，请依法办理"}.items()
        case A.ACCEPT:
            yield "to_person", handler
            yield "procedure", "我们会派人核实，自今天起六十日内给您书面答复；对意见不服可以申请复查。"
        case A.ADMIT_REVIEW:
            yield "to_person", handler
        case A.INVESTIGATE:
            yield from {
                "on": day,
                "place": "现场",
                "heard": "信访人、物业、居委会",
                "account": "实地看过，所说情况基本属实。",
            }.items()
        case A.PROPOSE:
            outcome = {
                "finding": "现场核实，所反映情况属实，已要求限期整改",
                "outcome": "supported",
                "basis": "《信访工作条例》",
            }
            yield "outcomes", {"1": {**outcome, "execute_by": later}}
            yield "heard", "当面听取了本人陈述，记录经本人核对。"
        case A.SERVE:
            yield from {
                "method": "by_hand",
                "receiver": "本人",
                "served_on": day,
                "proof": "本人在送达回证上签名",
            }.items()
        case A.EXECUTE:
            yield from {"claims": [1], "evidence": "已经整改完毕，照片和验收单附后"}.items()
        case A.RATE:
            yield from {"office": "satisfied", "unit": "fair", "reason": "办得比我想的快"}.items()
        case A.REPLY:
            yield from {"answer": "您的建议很好，我们已经列入今年的计划，年底前做完。", "method": "electronic"}.items()
        case A.ANSWER_ON_SPOT:
            yield "answer", "已经当场说明办理条件和所需材料，本人表示清楚了。"
        case A.GUIDE:
            yield "routes", {"1": {"route": "labour_arbitration"}}
            yield "explanation", "您和用人单位之间的争议先申请劳动仲裁，不收费；法律援助中心可以免费咨询。"
        case A.WITHDRAW:
            yield "reason", "问题已经自己解决了"
        case A.SEEK_REVIEW:
            yield "reason", "整改得不彻底，请上级再看一看"
        case A.DECIDE_REVIEW:
            yield from {"ruling": "uphold", "reason": "经复查，原处理意见事实清楚、依据正确。"}.items()
