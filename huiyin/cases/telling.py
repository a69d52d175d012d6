"""Whom of the staff an act tells beside the owner of the matter: those who are asked to help with it (协办)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from huiyin.law.terms import Act, Role
from huiyin.people.posts import people_of
from huiyin.record.kinds import Tells
from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day

CO_HANDLE: Final = "co_handle"
#: Who takes in what an organ is asked for, and who answers for it.
_ANSWERING: Final = frozenset({Role.DISPATCHER, Role.HEAD})


def tells(case: Any, event: Event) -> Iterator[Tells]:
    """The invited organ: the matter stays with the one that leads, so that it stands in no list of theirs."""
    if event.act != Act.INVITE.value:
        return
    organ = json.loads(event.payload)["said"].get("to_organ")
    if isinstance(organ, int):  # of a report the words rest in its envelope, and whoever may read it is told there
        for member in people_of(organ, on=beijing_day(event.at)):
            if member.roles & _ANSWERING:
                yield member.person, organ, CO_HANDLE
