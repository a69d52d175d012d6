"""Who looked: at the person's identity, and into a report of wrongdoing (谁看过)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from huiyin.law.terms import Act, Role
from huiyin.portal.following.matter import Matter


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked: in what role, of which organ, on which day."""

    role: Role
    organ: str
    on: date


def unmaskings(matter: Matter) -> list[Look]:
    """Who looked at the person's identity, newest first, once a day for each office and role."""
    rows = (
        Look(Role(each.event.role), matter.organ_name(each.event.organ), each.day)
        for each in reversed(matter.told)
        if each.act is Act.UNMASK
    )
    return list(dict.fromkeys(rows))


def readings(matter: Matter) -> list[Look]:
    """Who opened a report of wrongdoing: role, office and day, no names."""
    rows = (Look(Role(each.role), matter.organ_name(each.organ), each.on) for each in matter.readings)
    return list(dict.fromkeys(rows))
