"""Seats in the joint conference (成员单位) as a kind of record: who sits there, and who may know it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from huiyin.law.chart.organs import OrganKind
from huiyin.law.frame.facts import Actor
from huiyin.law.membership.procedure import MEMBERSHIP, MembershipFacts
from huiyin.law.membership.vocabulary import Branch, MembershipAct, MembershipStage
from huiyin.meeting.models import Membership
from huiyin.people.charts import chart_on
from huiyin.record import rows
from huiyin.record.kinds import Given, Kind, Moment, Prepared
from huiyin.record.places import kept_for_the_place
from huiyin.record.projection import with_columns
from huiyin.record.snapshots import facts_from

A = MembershipAct
#: So many organs sit in a conference at most before a page shows the first of them only.
MOST = 200


def seats_of(office: int) -> list[MembershipFacts]:
    """Who sits in the conference of an office, in the order in which they were seated."""
    rows_ = Membership.objects.filter(holder=office, stage=MembershipStage.SEATED.value).order_by("id")[:MOST]
    return [_facts(row) for row in rows_]


def of_law(organ: int | None, office: int, on: date) -> bool:
    """Whether an organ is one of law (公检法司): by its kind, or because it sits in the conference as one."""
    there = chart_on(on).organs.get(organ or 0)
    if there is None:
        return False
    seated = any(each.member_organ == organ and each.branch is Branch.LAW for each in seats_of(office))
    return there.kind is OrganKind.POLITICAL_LEGAL or seated


def _prepare(row: Membership, act: A, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is not A.SEAT:
        return given, ()
    organ = chart_on(moment.day).organs.get(int(given["to_organ"]))
    mine = Membership.objects.filter(holder=by.organ or 0, organ=given["to_organ"], stage=MembershipStage.SEATED.value)
    return {**given, "title": organ.name if organ else "", "twin": mine.exists()}, ()


def _columns(facts: MembershipFacts) -> Mapping[str, Any]:
    return {"organ": facts.member_organ}


def _caption(row: Membership) -> str:
    facts = _facts(row)
    return "；".join(part for part in (facts.member, facts.deputy) if part)


def _facts(row: Membership) -> MembershipFacts:
    facts: MembershipFacts = facts_from(MEMBERSHIP, row.facts)
    return facts


MEMBERSHIPS = Kind(
    MEMBERSHIP, Membership, with_columns(_columns), prepare=_prepare, derive=rows.with_columns(MEMBERSHIP, _columns),
    mark="M", readable=kept_for_the_place, shelf="all", caption=_caption,
)  # fmt: skip
