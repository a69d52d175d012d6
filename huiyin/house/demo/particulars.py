"""A step's particulars with handles and days turned into ids and dates, and the usual things filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from huiyin.house.demo.cast import Cast
from huiyin.house.demo.stories import Class, Step
from huiyin.house.demo.timetable import WORKING, Timetable
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.forms import FORMS
from huiyin.law.papers import Service
from huiyin.law.terms import Act, Channel, Role

PROCEDURE = "我们会派人核实，自今天起六十日内给您书面答复；您可以随时查询进展，对意见不服可以申请复查。"
OTHER_PROCEDURE = "这件事依照有关法律规定的程序办理，办好后书面答复您；您可以随时查询进展。"
HEARD = "承办人当面听取了信访人陈述事实和理由，记录经本人核对。"
SUFFICES = "有关部门的书面材料齐全，各方对事实没有争议。"
_SERVICE = {
    Channel.WEB: (Service.ELECTRONIC, "网上送达，系统显示本人已阅"),
    Channel.EMAIL: (Service.ELECTRONIC, "本人回信确认收到"),
    Channel.LETTER: (Service.POST, "挂号信回执"),
}
_BY_HAND = (Service.BY_HAND, "本人在送达回证上签名")


class Prompter:
    """Knows what every handle and day of a story means.

    :param number_of: the number of the matter a story opened.
    """

    def __init__(self, cast: Cast, table: Timetable, number_of: Callable[[str], str]) -> None:
        self._cast = cast
        self._table = table
        self._number_of = number_of

    def particulars(self, step: Step, facts: Facts, classes: Mapping[str, Class], day: date) -> dict[str, Any]:
        """Everything ``perform`` needs to be told for this step."""
        given = {**self._usual(step.act, facts, classes, day), **self._table.spell(step.given, day)}
        for field in FORMS[step.act]:
            if field.name in given:
                given[field.name] = self._plain(field.kind, given[field.name])
        given.pop("child", None)
        return given

    def _plain(self, kind: str, value: Any) -> Any:
        match kind:
            case "organ":
                return self._cast.organ(value)
            case "person":
                return value if isinstance(value, int) else self._cast.person(value)
            case "case":
                return self._number_of(value)
            case "date":
                return self._date(value)
            case "outcomes":
                return {str(claim): self._outcome(row) for claim, row in value.items()}
            case "routes":
                return {str(claim): {"route": route} for claim, route in value.items()}
        return value

    def _date(self, value: int | str | date) -> str:
        if isinstance(value, str) and (set_on := WORKING.fullmatch(value)):
            return self._table.working_day(int(set_on[1])).isoformat()
        return (self._table.day(value) if isinstance(value, int) else value).isoformat()  # type: ignore[union-attr]

    def _outcome(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._date(value) if name == "execute_by" else value for name, value in row.items()}

    def _usual(self, act: Act, facts: Facts, classes: Mapping[str, Class], day: date) -> dict[str, Any]:
        """What a story need not say because it is nearly always the same."""
        match act:
            case Act.CLASSIFY:
                return {"classes": {str(claim.id): _row(classes[str(claim.id)]) for claim in facts.claims}}
            case Act.ACCEPT:
                handler = self._cast.on_duty(facts.holder, Role.HANDLER, day).person
                return {"to_person": handler, "procedure": PROCEDURE if facts.needs_opinion else OTHER_PROCEDURE}
            case Act.ADMIT_REVIEW:
                return {"to_person": facts.owner}
            case Act.SERVE:
                method, proof = _SERVICE.get(facts.channel, _BY_HAND)
                return {"method": method.value, "receiver": "本人", "served_on": day, "proof": proof}
            case Act.INVESTIGATE | Act.LISTEN:
                return {"on": day}
            case Act.PROPOSE:
                return {} if facts.heard else {"heard": HEARD, "suffices": SUFFICES}
            case Act.BREAK_AGREEMENT:
                return {"party": "信访人", "proof": "本人书面意见"}
            case Act.EXECUTE:
                return {"claims": [claim.id for claim in facts.claims if claim.execute_by]}
        return {}


def _row(found: Class) -> dict[str, str]:
    return {"kind": found.kind.value, **({"ground": found.ground.value} if found.ground else {})}
