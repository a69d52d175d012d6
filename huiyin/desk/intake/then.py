"""What becomes of a matter before the visitor leaves: answered on the spot, handed on in the house, or passed on.

Done in one transaction with the registration: if the law refuses it, nothing is registered and nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

from huiyin.cases.acts import Lodged, lodge, perform
from huiyin.cases.lodging import Lodging
from huiyin.desk.duty import dispatcher_for
from huiyin.desk.staff import Desk
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act, ClaimKind
from huiyin.store.locks import writing
from huiyin.typed.wholes import row_id

ANSWER, DUTY, TO = "answer", "duty", "to-"

Step = tuple[Act, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Then:
    """What the clerk chose.

    :param choice: empty (whoever registers keeps it), ``answer``, ``duty``, or ``to-`` with the organ's id.
    :param reason: why that organ, in the law's words.
    :param joined: who joined the call (三方通话), :param said: what each of them said; empty for two people talking.
    """

    choice: str = ""
    answer: str = ""
    reason: str = ""
    joined: str = ""
    said: str = ""

    @property
    def to_organ(self) -> int:
        organ = self.choice.removeprefix(TO)
        return (row_id(organ) or 0) if self.choice.startswith(TO) else 0


def may_transfer(desk: Desk) -> bool:
    """Whether the law lets this person pass matters on; a reception clerk hands them to the dispatcher instead."""
    return bool(desk.actor.roles & set(MATTER.by_act[Act.TRANSFER][0].by))


def register(desk: Desk, lodging: Lodging, then: Then, key: str) -> Lodged:
    """Register, and do at once what was chosen.

    :param key: of this sending of the form; the same form twice is one matter, with what was done to it then.
    :raises OtherContent: the form was sent before with other words.
    :raises Refused: by the first act that the law does not allow; nothing has been written then.
    """
    steps = list(_steps(desk, then))
    if then.choice == ANSWER:
        lodging = _told_or_suggested(lodging)
    with writing() if steps else nullcontext():
        lodged = lodge(lodging, by=desk.actor, key=key, also=replace(then, reason=""))
        for act, given in () if lodged.again else steps:
            perform(case=lodged.case.id, act=act, by=desk.actor, at=desk.now, given=given)
    return lodged


def _told_or_suggested(lodging: Lodging) -> Lodging:
    """Only what somebody tells or suggests (反映情况、建议意见) is answered at once; a complaint has its own procedure
    (Art. 29 ¶1, 31)."""
    claims = tuple(replace(claim, kind=claim.kind or ClaimKind.SUGGESTION) for claim in lodging.claims)
    return replace(lodging, claims=claims)


def _steps(desk: Desk, then: Then) -> Iterator[Step]:
    if then.joined or then.said:
        yield Act.CONTACT, {"way": f"三方通话：{then.joined}".rstrip("："), "account": then.said}
    if then.choice == ANSWER:
        yield Act.ANSWER_ON_SPOT, {"answer": then.answer}
    elif then.choice == DUTY and (person := dispatcher_for(desk)):
        yield Act.NAME_HANDLER, {"to_person": person}
    elif then.to_organ:
        yield Act.TRANSFER, {"to_organ": then.to_organ, "reason": then.reason}
