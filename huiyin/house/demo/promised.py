"""What a story of a matter tells of its promises, said in the undertakings that write it there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Act
from huiyin.law.undertaking.vocabulary import UndertakingAct as A
from huiyin.law.undertaking.vocabulary import UndertakingStage as S
from huiyin.oversight.models import Undertaking
from huiyin.oversight.undertakings import UNDERTAKINGS
from huiyin.record.door import perform
from huiyin.record.models import Event

#: What each is to an undertaking, and from which of its stages.
MEANT: Final = {
    Act.EXECUTE: (A.REPORT, (S.PROMISED, S.DENIED)),
    Act.CONFIRM_EXECUTION: (A.CONFIRM, (S.REPORTED, S.UNCONFIRMED)),
    Act.DENY_EXECUTION: (A.DENY, (S.REPORTED, S.UNCONFIRMED, S.KEPT)),
    Act.CHANGE_PROMISE: (A.EXTEND, (S.PROMISED, S.DENIED)),
}


def tell(case: int, act: Act, by: Actor, at: datetime, given: Mapping[str, Any], key: str) -> Event:
    """Do it to every undertaking that it means; the last entry that this made in the matter.

    :raises StopIteration: there is none.
    """
    which, stages = MEANT[act]
    rows = Undertaking.objects.filter(matter=case, stage__in=[stage.value for stage in stages]).order_by("id")
    if claims := given.get("claims"):
        rows = rows.filter(claim__in=claims)
    for row in list(rows):
        perform(UNDERTAKINGS, record=row.id, act=which, by=by, at=at, given=_said(which, given), key=f"{key}:{row.id}")
    return next(iter(Event.objects.filter(record=case, act=act.value).order_by("-seq")))


def _said(act: A, given: Mapping[str, Any]) -> dict[str, Any]:
    if act is A.REPORT:
        return {"account": given["evidence"], "kind": "site"}
    return {name: value for name, value in given.items() if name in ("note", "reason", "until")}
