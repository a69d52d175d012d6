"""Whom a grave or urgent matter is reported to at once (xf2022 Art. 25): every addressee the law names."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.chart.organs import Organ, OrganChart, OrganKind
from huiyin.law.matter.situation import Situation

K = OrganKind
#: ¶1, for every organ: its party committee and government, the office of the joint conference.
OWN_LEVEL = (K.PARTY_COMMITTEE, K.GOVERNMENT, K.JOINT_CONFERENCE)
#: ¶2, for local petition offices: the one above, and the national bureau, which stands on no chart.
NATIONAL_BUREAU = "国家信访局"


def addressees(s: Situation) -> list[int]:
    """The organs on the chart, the accused ones passed over for those above them (Art. 30 ¶3)."""
    here = s.organ(s.holder)
    if here is None:
        return []
    found = [_nearest(s.world.chart, here, kind, s.world.barred(s.facts)) for kind in OWN_LEVEL]
    found.append(s.value("department"))
    if here.kind is K.PETITION_OFFICE:
        found.append(_above(s.world.chart, here, s.world.barred(s.facts)))
    return list(dict.fromkeys(organ for organ in found if organ is not None and organ != here.id))


def _nearest(chart: OrganChart, here: Organ, kind: OrganKind, barred: frozenset[int]) -> int | None:
    return next(_of_kind(chart, here, kind, barred), None)


def _above(chart: OrganChart, here: Organ, barred: frozenset[int]) -> int | None:
    """The petition office of the next level up (上一级信访部门)."""
    return next((each for each in _of_kind(chart, here, K.PETITION_OFFICE, barred) if each != here.id), None)


def _of_kind(chart: OrganChart, here: Organ, kind: OrganKind, barred: frozenset[int]) -> Iterator[int]:
    return (organ.id for organ in chart.serving(here.area) if organ.kind is kind and organ.id not in barred)
