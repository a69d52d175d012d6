"""Plausible particulars and actors for every act: for walking the table and for generated histories."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from huiyin.law.frame.facts import PETITIONER, SYSTEM, Actor
from huiyin.law.frame.procedure import Move
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import Act, Role, Seat
from tests import cast

T = TypeVar("T")
Pick = Callable[[Sequence[T]], T]
Given = dict[str, Any]

RECEIVERS = (
    cast.LIUXI_WATER, cast.LIUXI_LAND, cast.LIUXI_DISCIPLINE, cast.CITY_WATER, cast.CITY_DISCIPLINE, cast.LIUXI_GOV,
    cast.LIUXI_OFFICE, cast.DONGLING_WATER, cast.TOWN_GOV, cast.TOWN_STATION, cast.CITY_OFFICE, cast.CITY_CONFERENCE,
)  # fmt: skip
CLASSES = (cast.PETITION, cast.PETITION, cast.DUTY, cast.SUIT, cast.IDEA, cast.REPORT)
ANSWERS: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "petition": (cast.SUPPORTED, cast.NOT_SUPPORTED, {**cast.NOT_SUPPORTED, "finding": "重新丈量，仍未见损失"}),
    "duty": ({"outcome": "performed", "finding": "已查处", "basis": "《水法》"},),
    "suggestion": ({"outcome": "adopted", "finding": "可行", "basis": "研究意见", "execute_by": "2027-05-01"},),
    "accusation": ({"outcome": "handled", "finding": "已核查", "basis": "纪律规定"},),
}
ROUTE_OF = {"2": "labour_arbitration", "3": "party_appeal", "4": "reconsideration"}
_WHY = "事情已经查清楚，材料附后，请按规定办理"


def actor(move: Move, facts: Facts, pick: Pick[Any]) -> Actor:
    """Somebody who may sit in the seat of the row: mostly the right person, sometimes a colleague."""
    if move.seat is Seat.SYSTEM:
        return SYSTEM
    if move.seat is Seat.PETITIONER:
        return PETITIONER
    if Role.PETITIONER in move.by and pick((True, False)):
        return PETITIONER
    if move.seat in (Seat.OVERSEER, Seat.LINKED):
        return cast.supervisor(pick((cast.CITY_OFFICE, cast.CITY_OFFICE, cast.LIUXI_OFFICE, cast.LIUXI_WATER)))
    organ = _organ(move, facts, pick)
    return cast.who(organ, pick([role for role in move.by if role not in (Role.PETITIONER, Role.SYSTEM)]))


def _organ(move: Move, facts: Facts, pick: Pick[Any]) -> int:
    if move.seat is Seat.SENDER and facts.sender is not None:
        return facts.sender
    if move.seat is Seat.RESPONSIBLE and facts.responsible is not None:
        return facts.responsible
    if move.act is Act.PUBLISH and facts.rereviewer is not None:
        return facts.rereviewer
    if move.seat is Seat.CO_HANDLER and facts.co_handlers:
        return int(pick(facts.co_handlers))
    if move.seat is Seat.INVOLVED:
        return int(pick(sorted(facts.organs | {facts.holder})))
    return facts.holder


def particulars(act: Act, facts: Facts, on: date, pick: Pick[Any]) -> Given:
    """What somebody might say with the act on that day."""
    return _SAY.get(act, lambda *_: {"reason": _WHY, "note": "好"})(facts, on, pick)


def _days(on: date, count: int) -> str:
    return (on + timedelta(days=count)).isoformat()


def _workday(on: date) -> str:
    """The next day on which an office is open."""
    return next(day for step in range(1, 20) if cast.CALENDAR.is_workday(day := on + timedelta(days=step))).isoformat()


def _somebody(facts: Facts, pick: Pick[Any]) -> int:
    return facts.holder * 10 + int(pick((2, 5, 4, 7, 3)))


def _open(facts: Facts) -> list[str]:
    return [str(claim.id) for claim in facts.claims if claim.open]


def _classify(facts: Facts, on: date, pick: Pick[Any]) -> Given:
    said: Given = {"classes": {str(claim.id): dict(pick(CLASSES)) for claim in facts.claims}}
    if pick((False, False, False, True)):
        said["accused_organ"] = pick((cast.LIUXI_WATER, cast.LIUXI_GOV, cast.CITY_WATER))
    if pick((False, False, False, True)):
        said["accused_person"] = facts.owner
    return said


def _guide(facts: Facts, on: date, pick: Pick[Any]) -> Given:
    named = [claim for claim in facts.claims if claim.open][: int(pick((1, 9)))]
    routes = {str(claim.id): {"route": ROUTE_OF.get(claim.ground or "", "civil_suit")} for claim in named}
    return {"routes": routes, "explanation": "请到法院起诉，期限三年"}


def _to(facts: Facts, on: date, pick: Pick[Any]) -> Given:
    return {"to_organ": pick(RECEIVERS), "reason": _WHY, "until": _days(on, int(pick((5, 40)))), "part": "请核实产权"}


def _investigate(facts: Facts, on: date, pick: Pick[Any]) -> Given:
    return {"on": on.isoformat(), "place": "柳溪村", "heard": "陈大山", "account": "现场丈量占渠四十二米"}


def _hearing(facts: Facts, on: date, pick: Pick[Any]) -> Given:
    return {"on": _days(on, int(pick((0, 0, 3)))), "place": "县政府", "panel": "王主持"}


def _mediate(facts: Facts, on: date, pick: Pick[Any]) -> Given:
    return {"terms": "恢复水渠四十二米", "parties": "陈大山、村委会", "until": _days(on, 20), "consent": True}


def _propose(facts: Facts, on: date, pick: Pick[Any]) -> Given:
    outcomes = {str(claim.id): dict(pick(_answers(claim))) for claim in facts.claims if claim.open}
    return {"outcomes": outcomes, **cast.GROUNDS}


def _answers(claim: Any) -> tuple[Mapping[str, str], ...]:
    if claim.kind is None:
        return ANSWERS["petition"]
    return ANSWERS["duty" if claim.ground == "5" else "petition" if claim.ground else claim.kind.value]


def _serve(facts: Facts, on: date, pick: Pick[Any]) -> Given:
    return {"method": "by_hand", "receiver": "陈大山", "served_on": on.isoformat(), "proof": "签名"}


def _decide_review(facts: Facts, on: date, pick: Pick[Any]) -> Given:
    said: Given = {"ruling": pick(("uphold", "redo", "change")), "reason": _WHY}
    if said["ruling"] == "change":
        said["outcomes"] = {str(claim.id): dict(cast.SUPPORTED) for claim in facts.claims if claim.petition}
    return said


def _execute(facts: Facts, on: date, pick: Pick[Any]) -> Given:
    claims = [claim.id for claim in facts.claims if claim.execute_by]
    return {"claims": claims, "evidence": "水渠已经恢复，有照片", "undertaken": True}


def _recuse(facts: Facts, on: date, pick: Pick[Any]) -> Given:
    return {"reason": _WHY, "to_person": _somebody(facts, pick), "who": pick((None, facts.owner))}


def _overdue(facts: Facts, on: date, pick: Pick[Any]) -> Given:
    running = [clock.kind.value for clock in facts.clocks if clock.running]
    return {"clock": pick(running or ["C1"])}


def _supervise(facts: Facts, on: date, pick: Pick[Any]) -> Given:
    facts_found = {"facts": "收到以后二十天没有告知信访人", "confirmed": True}
    return {
        "ground": "shirking",
        **facts_found,
        "demand": "限期办结并反馈",
        "until": _days(on, 10),
        "ordered": True,
        "addressed": facts.holder,
    }


def _fixed(**said: Any) -> Callable[[Facts, date, Pick[Any]], Given]:
    return lambda facts, on, pick: dict(said)


_Say = Callable[[Facts, date, Pick[Any]], Given]
_SAY: Mapping[Act, _Say] = {
    Act.CLASSIFY: _classify,
    Act.REPORT_URGENT: _fixed(reason=_WHY, measures="已派人到现场"),
    Act.NOTE_REPLY: lambda f, on, pick: {
        "from_organ": min(f.urgent_told, default=cast.CITY_GOV),
        "on": on.isoformat(),
        "account": "请县里今天到现场",
    },
    Act.ASK_DECISION: _fixed(reason="水渠塌了，下游三十户被淹", proposal="请市政府明确由水利局牵头处置"),
    Act.INFORM_PERSONNEL: lambda f, on, pick: {
        "to_organ": pick((cast.PROVINCE_GOV, cast.LIUXI_LAND)),
        "account": "反映虚报面积的情况一件",
    },
    Act.CONSULT: lambda f, on, pick: {
        "with_organ": cast.LIUXI_LAND,
        "on": on.isoformat(),
        "account": "各持己见，没有谈成",
    },
    Act.ASK_RECUSAL: _fixed(whom="承办人", reason="他是对方的亲戚"),
    Act.DECIDE_RECUSAL: lambda f, on, pick: {
        "ruling": pick(("granted", "refused")),
        "who": f.owner,
        "to_person": _somebody(f, pick),
        "reason": _WHY,
    },
    Act.OFFER_RELIEF: _fixed(relief="social", where="县民政局，府前街3号", account="本人低保，帮着填了申请"),
    Act.FOLLOW_RELIEF: _fixed(received=True, account="民政局已经批准"),
    Act.RECONCILE: _mediate,
    Act.REWARD: _fixed(award="奖金五百元", basis="人民建议奖励办法", reason="建议被采纳，少走了弯路"),
    Act.NAME_ROOT: _fixed(root="policy", rule="农田水利管护办法"),
    Act.COLLECT_IDEA: _fixed(topic="农田水利", account="建议修一条备用渠道"),
    Act.PUBLISH: lambda f, on, pick: {
        "place": "政府网站",
        "on": on.isoformat(),
        "until": _days(on, 7),
        "account": "经过听证，维持原意见",
        "masked": True,
    },
    Act.ANSWER_ON_SPOT: _fixed(answer="您可以到窗口办理，带上身份证就行"),
    Act.DIRECT_ELSEWHERE: _fixed(ground="not_ours", where="市法院立案庭，人民路1号", reason=_WHY),
    Act.CONCLUDE_CHECK: lambda f, on, pick: {
        "conclusion": "经核查，原意见事实清楚",
        "done": True,
        "approval": "沪信〔2026〕3号",
        "approved_on": on.isoformat(),
    },
    Act.NO_FURTHER: _fixed(earlier="9901", reason=_WHY, earlier_closure="final"),
    Act.GUIDE: _guide,
    Act.TAKE_BACK: _fixed(reason="填错了单位，不归它管"),
    Act.LISTEN: lambda f, on, pick: {"on": on.isoformat(), "way": "当面", "account": "水渠被占四十二米"},
    Act.SPLIT: lambda facts, on, pick: {"claims": [facts.claims[-1].id], "reason": _WHY},
    Act.MERGE: _fixed(into="9902", reason=_WHY),
    Act.WITHDRAW: _fixed(reason=_WHY, proof="签名的撤回申请"),
    Act.ABSORB: _fixed(**{"from": "9903"}),
    Act.TRANSFER: _to,
    Act.ASSIGN: _to,
    Act.DETERMINE: _to,
    Act.COORDINATE: _to,
    Act.INVITE: _to,
    Act.ACCEPT: lambda f, on, pick: {"to_person": _somebody(f, pick), "procedure": "调查后书面答复您"},
    Act.OBJECT: _fixed(
        reason="水渠权属归国土部门管理，我局只管水量分配，不管确权登记",
        basis="三定方案",
        consulted="通了电话，没有谈成",
    ),
    Act.NAME_HANDLER: lambda f, on, pick: {"to_person": _somebody(f, pick)},
    Act.ADMIT_REVIEW: lambda f, on, pick: {"to_person": _somebody(f, pick)},
    Act.RECUSE: _recuse,
    Act.CONTACT: _fixed(way="电话", account="谈了情况"),
    Act.REQUEST_MATERIAL: lambda f, on, pick: {"what": "请补充照片", "until": _days(on, 7)},
    Act.BREAK_AGREEMENT: _fixed(reason=_WHY, party="信访人", proof="签名的书面意见"),
    Act.SUPPLEMENT: _fixed(text="补一张照片"),
    Act.INVESTIGATE: _investigate,
    Act.CO_REPORT: _fixed(account="产权已经核实"),
    Act.OPEN_HEARING: _hearing,
    Act.CLOSE_HEARING: _fixed(conclusion="听证认为占渠属实"),
    Act.ASK_EXTENSION: _fixed(days=20, reason=_WHY),
    Act.EXTEND: lambda f, on, pick: {"days": pick((10, 30)), "reason": _WHY},
    Act.MEDIATE: _mediate,
    Act.REPLY: _fixed(answer="您好，已经办理", method="electronic"),
    Act.PROPOSE: _propose,
    Act.SERVE: _serve,
    Act.REPORT_CONCLUSION: _fixed(report="已经调查并答复信访人，正在落实"),
    Act.EXECUTE: _execute,
    Act.CONFIRM_EXECUTION: _fixed(note="修好了", undertaken=True),
    Act.DENY_EXECUTION: _fixed(reason=_WHY, undertaken=True),
    Act.CHANGE_PROMISE: _fixed(reason=_WHY, undertaken=True),
    Act.NOTE_PROMISE: _fixed(progress="promised", text="修一座桥", undertaken=True),
    Act.LEAVE: _fixed(joined=True),
    Act.RATE: _fixed(office="satisfied", unit="fair"),
    Act.PROPOSE_REVIEW: _decide_review,
    Act.DECIDE_REVIEW: _decide_review,
    Act.SHOW_DOOR: lambda f, on, pick: {
        "to_organ": pick((cast.LIUXI_WATER, cast.LIUXI_LAND)),
        "come_on": _workday(on),
        "bring": "身份证、回执",
        "why": "水渠由那里管",
    },
    Act.NOTE_CONFERENCE: _fixed(what="raised", conferred=True),
    Act.NOTE_VISIT: _fixed(what="held", leader="周平（局长）", account="已经答复", visiting=True),
    Act.NOTE_CHARGE: _fixed(what="taken", leader="周平（局长）", account="由我负责到底", charged=True),
    Act.NOTE_CONDITION: _fixed(what="kept", claims=[1], account="现在还办不到", awaited=True),
    Act.SUPERVISE: _supervise,
    Act.URGE: _fixed(reason="一直没有消息"),
    Act.ANSWER_URGE: lambda f, on, pick: {
        "account": "正在丈量，材料已经齐了",
        "by": (on + timedelta(days=7)).isoformat(),
    },
    Act.ANSWER_SUPERVISION: _fixed(account="已经整改"),
    Act.UNMASK: _fixed(purpose="电话联系本人"),
    Act.LAPSE: _fixed(),
    Act.NOTE_OVERDUE: _overdue,
}
