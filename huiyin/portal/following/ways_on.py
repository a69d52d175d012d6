"""Ways on (接下来怎么办) where a page would else end: an answer that is late, an answer that did not help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from huiyin.law.frame.deadlines import Due, due
from huiyin.law.terms import Act, ClockKind, Rating
from huiyin.portal.following.matter import Contact, Matter
from huiyin.portal.following.standing import Coming

_ANSWERED: Final = frozenset({Act.SERVE, Act.REPLY, Act.ANSWER_ON_SPOT})
#: What somebody may do who is not content, the strongest first.
_AGAIN: Final = (Act.SEEK_REVIEW, Act.SEEK_REREVIEW, Act.DENY_EXECUTION, Act.REOPEN)


@dataclass(frozen=True, slots=True)
class Late:
    """The last day has passed.

    :param days: by how many; ``above`` who stands above whoever is late.
    :param urge: the button of a reminder (催办); ``urged`` instead by when one that was given must be answered.
    """

    days: int
    above: Contact | None
    urge: dict[str, Any] | None
    urged: Due | None


def late(matter: Matter, following: Coming, possible: Sequence[dict[str, Any]]) -> Late | None:
    """What one may do when the day that counts has passed; None while it has not."""
    if following.due is None or following.due.on >= matter.today:
        return None
    above = matter.world.chart.superior(matter.facts.holder) if matter.facts.holder else None
    reminder = matter.facts.running(ClockKind.REMINDER)
    return Late(
        days=(matter.today - following.due.on).days,
        above=matter.contact(None, above) if above else None,
        urge=next(({**each, "first": True} for each in possible if each.get("act") is Act.URGE), None),
        urged=due(reminder, matter.world.calendar) if reminder else None,
    )


def unhappy(matter: Matter, possible: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The ways open to whoever said that they are not content, the strongest as the first button; empty otherwise.

    What they said counts for the answer that they had then: a newer one has not been rated.
    """
    since = [each.act for each in matter.told if each.act in _ANSWERED or each.act is Act.RATE]
    said = matter.rating if since and since[-1] is Act.RATE else None
    if said is None or Rating.DISSATISFIED.value not in (said.office, said.unit):
        return []
    again = [each for act in _AGAIN for each in possible if each.get("act") is act]
    return [{**each, "first": place == 0} for place, each in enumerate(again)]
