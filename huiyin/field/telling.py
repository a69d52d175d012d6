"""Whom a dispute tells beside whoever mediates: of an instalment that was not paid, who leads there and above.

The mediator urges (tiaojie2010 Art. 31 ¶2); whether somebody does is for the township to see before a petition comes of
it. What was agreed is the parties' own debt: nobody at an office is ordered to pay it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from huiyin.field.models import Dispute
from huiyin.law.dispute.procedure import DISPUTE
from huiyin.law.dispute.vocabulary import DisputeAct, DisputeClock
from huiyin.law.terms import Role
from huiyin.people.posts import people_of
from huiyin.record.kinds import Tells
from huiyin.record.models import Event
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day

#: The name of the notification (huiyin.together.kinds).
OVERDUE: Final = "overdue"


def tells(row: Dispute, event: Event) -> Iterator[Tells]:
    if event.act != DisputeAct.NOTE_OVERDUE or json.loads(event.payload)["said"]["clock"] != DisputeClock.PERFORM:
        return
    facts, on = facts_from(DISPUTE, row.facts), beijing_day(event.at)
    for organ in sorted({facts.holder, *facts.organs}):
        for member in people_of(organ, on=on):
            if Role.HEAD in member.roles and member.person != facts.owner:
                yield member.person, organ, OVERDUE
