"""The cast: a small province with named people, for the tests of the law. Pure values, no database.

Province → city → two counties (Liuxi and Dongling) → a township under Liuxi. Everybody's id begins with their organ's.
The story of most tests: Chen's irrigation ditch in a village of Liuxi was built over, and he petitions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from huiyin.law.chart.routing import Level, Organ, OrganChart, OrganKind
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import PETITIONER, Actor, World
from huiyin.law.frame.fold import evolve
from huiyin.law.frame.verdict import Decision, Event, Refusal
from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.fold import newborn
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act, Role

# The calendar ------------------------------------------------------------------------------------------------------

#: The days off of autumn 2026, with a Sunday and a Saturday worked instead; 2027 is not announced yet.
CALENDAR = WorkCalendar(
    version="cast",
    holidays=frozenset({date(2026, 9, day) for day in (25, 26, 27)} | {date(2026, 10, day) for day in range(1, 8)}),
    makeups=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    settled_years=frozenset({2025, 2026}),
)
MONDAY = date(2026, 11, 2)


def after(days: int) -> date:
    """So many days after that Monday."""
    return MONDAY + timedelta(days=days)


# The organs --------------------------------------------------------------------------------------------------------

PROVINCE_GOV, PROVINCE_OFFICE, PROVINCE_DISCIPLINE = 1, 2, 3
CITY_GOV, CITY_OFFICE, CITY_WATER, CITY_DISCIPLINE, CITY_CONFERENCE, CITY_COURT = 11, 12, 13, 14, 16, 15
LIUXI_GOV, LIUXI_OFFICE, LIUXI_WATER, LIUXI_DISCIPLINE, LIUXI_LAND, LIUXI_CONFERENCE = 21, 22, 23, 24, 25, 28
DONGLING_GOV, DONGLING_OFFICE, DONGLING_WATER = 31, 32, 33
TOWN_GOV, TOWN_STATION = 41, 42

_K, _L = OrganKind, Level
_PROVINCE, _CITY, _LIUXI, _DONGLING, _TOWN = (
    "990000000000", "990100000000", "990121000000", "990122000000", "990121101000",
)  # fmt: skip
_TABLE: tuple[tuple[int, str, str, Level, OrganKind, tuple[int, ...]], ...] = (
    (PROVINCE_GOV, _PROVINCE, "省政府", _L.PROVINCE, _K.GOVERNMENT, ()),
    (PROVINCE_OFFICE, _PROVINCE, "省信访局", _L.PROVINCE, _K.PETITION_OFFICE, (PROVINCE_GOV,)),
    (PROVINCE_DISCIPLINE, _PROVINCE, "省纪委", _L.PROVINCE, _K.DISCIPLINE, ()),
    (CITY_GOV, _CITY, "市政府", _L.CITY, _K.GOVERNMENT, (PROVINCE_GOV,)),
    (CITY_OFFICE, _CITY, "市信访局", _L.CITY, _K.PETITION_OFFICE, (CITY_GOV, PROVINCE_OFFICE)),
    (CITY_WATER, _CITY, "市水利局", _L.CITY, _K.DEPARTMENT, (CITY_GOV,)),
    (CITY_DISCIPLINE, _CITY, "市纪委", _L.CITY, _K.DISCIPLINE, (PROVINCE_DISCIPLINE,)),
    (CITY_COURT, _CITY, "市法院", _L.CITY, _K.POLITICAL_LEGAL, ()),
    (CITY_CONFERENCE, _CITY, "市联席办", _L.CITY, _K.JOINT_CONFERENCE, (CITY_GOV,)),
    (LIUXI_GOV, _LIUXI, "柳溪县政府", _L.COUNTY, _K.GOVERNMENT, (CITY_GOV,)),
    (LIUXI_OFFICE, _LIUXI, "柳溪县信访局", _L.COUNTY, _K.PETITION_OFFICE, (LIUXI_GOV, CITY_OFFICE)),
    (LIUXI_WATER, _LIUXI, "柳溪县水利局", _L.COUNTY, _K.DEPARTMENT, (LIUXI_GOV, CITY_WATER)),
    (LIUXI_LAND, _LIUXI, "柳溪县国土局", _L.COUNTY, _K.DEPARTMENT, (LIUXI_GOV,)),
    (LIUXI_DISCIPLINE, _LIUXI, "柳溪县纪委", _L.COUNTY, _K.DISCIPLINE, (CITY_DISCIPLINE,)),
    (LIUXI_CONFERENCE, _LIUXI, "柳溪县联席办", _L.COUNTY, _K.JOINT_CONFERENCE, (LIUXI_GOV,)),
    (DONGLING_GOV, _DONGLING, "东岭县政府", _L.COUNTY, _K.GOVERNMENT, (CITY_GOV,)),
    (DONGLING_OFFICE, _DONGLING, "东岭县信访局", _L.COUNTY, _K.PETITION_OFFICE, (DONGLING_GOV, CITY_OFFICE)),
    (DONGLING_WATER, _DONGLING, "东岭县水利局", _L.COUNTY, _K.DEPARTMENT, (DONGLING_GOV, CITY_WATER)),
    (TOWN_GOV, _TOWN, "清河镇政府", _L.TOWNSHIP, _K.GOVERNMENT, (LIUXI_GOV,)),
    (TOWN_STATION, _TOWN, "清河镇水管站", _L.TOWNSHIP, _K.STATION, (LIUXI_WATER, TOWN_GOV)),
)
ORGANS: Mapping[int, Organ] = {row[0]: Organ(row[0], row[1], row[2], row[2], row[3], row[4]) for row in _TABLE}
SUPERIORS: Mapping[int, tuple[int, ...]] = {row[0]: row[5] for row in _TABLE}
CHART = OrganChart(ORGANS, SUPERIORS)

# The people --------------------------------------------------------------------------------------------------------

_R = Role
_POSTS: tuple[tuple[int, frozenset[Role]], ...] = (
    (1, frozenset({_R.DISPATCHER, _R.RECEPTION})),
    (2, frozenset({_R.HANDLER})),
    (3, frozenset({_R.HEAD})),
    (4, frozenset({_R.REVIEWER})),
    (5, frozenset({_R.HANDLER, _R.DISPATCHER})),
    (6, frozenset({_R.SUPERVISOR, _R.CONVENER})),
    (7, frozenset({_R.REVIEWER})),
)


@dataclass(frozen=True)
class Post:
    """One person's post."""

    person: int
    organ: int
    roles: frozenset[Role]


PEOPLE: Mapping[int, Post] = {
    organ * 10 + n: Post(organ * 10 + n, organ, roles) for organ in ORGANS for n, roles in _POSTS
}
_SEATS = {
    _R.DISPATCHER: 1,
    _R.RECEPTION: 1,
    _R.HANDLER: 2,
    _R.HEAD: 3,
    _R.REVIEWER: 4,
    _R.SUPERVISOR: 6,
    _R.CONVENER: 6,
}


def who(organ: int, role: Role) -> Actor:
    """The first person of that role at that organ."""
    return person(organ * 10 + _SEATS[role])


def person(number: int) -> Actor:
    return Actor(number, PEOPLE[number].organ, PEOPLE[number].roles)


def dispatcher(organ: int) -> Actor:
    return who(organ, Role.DISPATCHER)


def handler(organ: int) -> Actor:
    return who(organ, Role.HANDLER)


def head(organ: int) -> Actor:
    return who(organ, Role.HEAD)


def reviewer(organ: int) -> Actor:
    return who(organ, Role.REVIEWER)


def supervisor(organ: int) -> Actor:
    return who(organ, Role.SUPERVISOR)


def duty(organ: int, roles: tuple[Role, ...], excluded: frozenset[int]) -> int | None:
    """The first person there who holds one of the roles, in the order of the roles; failing those, the head."""
    here = [post for post in (PEOPLE.get(organ * 10 + n) for n, _ in _POSTS) if post and post.person not in excluded]
    for role in (*roles, Role.HEAD):
        found = next((post.person for post in here if role in post.roles), None)
        if found is not None:
            return found
    return None


def organ_of(number: int) -> int | None:
    post = PEOPLE.get(number)
    return post.organ if post else None


WORLD = World(CHART, CALENDAR, duty, organ_of)

# The play ----------------------------------------------------------------------------------------------------------

PETITION = {"kind": "grievance", "ground": "6"}
DUTY = {"kind": "grievance", "ground": "5"}
SUIT = {"kind": "grievance", "ground": "1"}
ARBITRATION = {"kind": "grievance", "ground": "2"}
IDEA = {"kind": "suggestion"}
REPORT = {"kind": "accusation"}

SUPPORTED = {
    "finding": "现场丈量，占渠四十二米属实",
    "outcome": "supported",
    "basis": "《水法》",
    "execute_by": "2027-03-01",
}
#: How the person was heard, and why the papers suffice (Art. 31 (6)).
GROUNDS = {"heard": "11月2日当面听取，本人说水渠被占", "suffices": "已有丈量图和照片，事实清楚"}
#: The facts behind a supervision, confirmed (Art. 40 ¶1).
BREACH = {"facts": "收到以后二十天没有告知信访人", "confirmed": True}
NOT_SUPPORTED = {"finding": "未见损失", "outcome": "not_supported", "lacking": "facts", "basis": "《民法典》"}


def plain_event(act: Act, on: date, facts: Facts, organ: int | None = None) -> Event:
    """An event that moves nothing: only its act, its day and its organ are looked at."""
    return Event(act, on, facts.stage, facts.holder, facts.owner, organ, None, Role.HANDLER)


class Refused(AssertionError):
    """The law said no where the test expected yes; the message is its sentence."""


def lodging(*classes: Mapping[str, str], organ: int = CITY_OFFICE, on: date = MONDAY, **more: Any) -> dict[str, Any]:
    """A letter to the city's petition office with one claim per class given, at least one."""
    said = classes or ({},)
    values = {
        "book": "cn-2022",
        "channel": "letter",
        "lodged_on": on.isoformat(),
        "organ": organ,
        "owner": dispatcher(organ).person,
        "claims": [{"id": n, **row} for n, row in enumerate(said, 1)],
    }
    return {**values, **more}


def event_of(decision: Decision, by: Actor, on: date) -> Event:
    """The event that the journal would keep of a decision."""
    d = decision
    return Event(
        d.act, on, d.to, d.holder, d.owner, by.organ, by.person, d.role, d.opens, d.stops, d.papers, d.particulars
    )


def ask(
    facts: Facts, act: Act, by: Actor, on: date = MONDAY, /, *, world: World = WORLD, **given: Any
) -> Decision | Refusal:
    return decide(MATTER, act, facts, by, on, world, given)


def play(facts: Facts, act: Act, by: Actor, on: date = MONDAY, /, *, world: World = WORLD, **given: Any) -> Facts:
    """The facts after the act; fails with the sentence of the refusal."""
    verdict = ask(facts, act, by, on, world=world, **given)
    if isinstance(verdict, Refusal):
        raise Refused(f"{act.label}: {verdict.reason} {[str(why) for why in verdict.wrong.values()]}")
    return evolve(MATTER, facts, event_of(verdict, by, on))


def refusal(facts: Facts, act: Act, by: Actor, on: date = MONDAY, /, *, world: World = WORLD, **given: Any) -> Refusal:
    """The refusal of the act; fails if it is allowed."""
    verdict = ask(facts, act, by, on, world=world, **given)
    assert isinstance(verdict, Refusal), f"{act.label} is allowed"
    return verdict


# Where a story begins ----------------------------------------------------------------------------------------------


def lodged(*classes: Mapping[str, str], world: World = WORLD, **more: Any) -> Facts:
    """Registered; the claims are classed as told."""
    given = lodging(*classes, **more)
    by = PETITIONER if given["channel"] == "web" else person(given["owner"])
    return play(newborn(given), Act.LODGE, by, date.fromisoformat(given["lodged_on"]), world=world, **given)


def transferred(*classes: Mapping[str, str], to: int = LIUXI_WATER, **more: Any) -> Facts:
    """Passed on by the organ asked first, on the day it came."""
    facts = lodged(*(classes or (PETITION,)), **more)
    return play(facts, Act.TRANSFER, dispatcher(facts.holder), facts.lodged_on, to_organ=to, reason="归它管，请办理")


def handling(*classes: Mapping[str, str], to: int = LIUXI_WATER, **more: Any) -> Facts:
    """Accepted by the competent organ, on the day it came; the handler has it."""
    facts = transferred(*classes, to=to, **more)
    by = handler(to)
    return play(facts, Act.ACCEPT, by, facts.lodged_on, to_person=by.person, procedure="调查后书面答复您")


def proposed(facts: Facts, *rows: Mapping[str, Any], on: date = MONDAY) -> Facts:
    """The handler's proposal, one row for each claim that waits; nothing is supported unless told."""
    waiting = [claim.id for claim in facts.claims if claim.open]
    outcomes = {str(n): dict(row) for n, row in zip(waiting, rows or (NOT_SUPPORTED,) * len(waiting), strict=True)}
    return play(facts, Act.PROPOSE, handler(facts.holder), on, outcomes=outcomes, **GROUNDS)


def decided(*rows: Mapping[str, Any], facts: Facts | None = None, on: date = MONDAY) -> Facts:
    """Signed by the head, not served yet."""
    work = proposed(facts or handling(), *rows, on=on)
    return play(work, Act.SIGN, head(work.holder), on)


def served(*rows: Mapping[str, Any], facts: Facts | None = None, on: date = MONDAY) -> Facts:
    """Opinion handed to the petitioner."""
    return serve(decided(*rows, facts=facts, on=on), on)


def serve(facts: Facts, on: date = MONDAY) -> Facts:
    by = dispatcher(facts.holder)
    return play(facts, Act.SERVE, by, on, method="by_hand", receiver="陈大山", served_on=on.isoformat(), proof="签名")


def reviewing(facts: Facts | None = None, on: date = MONDAY) -> Facts:
    """Review or re-review asked for and taken up."""
    facts = facts or served()
    act = Act.SEEK_REVIEW if facts.stage == "served" else Act.SEEK_REREVIEW
    sought = play(facts, act, PETITIONER, on, reason="我不服")
    by = person(sought.owner)
    return play(sought, Act.ADMIT_REVIEW, by, on, to_person=by.person)


def ruled(ruling: str = "uphold", facts: Facts | None = None, on: date = MONDAY, **more: Any) -> Facts:
    """Review decided and served."""
    facts = facts or reviewing(on=on)
    by = head(facts.holder)
    return serve(play(facts, Act.DECIDE_REVIEW, by, on, ruling=ruling, reason="事实清楚，依据充分", **more), on)


def heard(facts: Facts, on: date = MONDAY) -> Facts:
    """A hearing of one day, held and ended."""
    by = person(facts.owner)
    facts = play(facts, Act.OPEN_HEARING, by, on, on=on.isoformat(), place="县政府", panel="王主持")
    return play(facts, Act.CLOSE_HEARING, by, on, conclusion="听证认为占渠属实")


def final(on: date = MONDAY) -> Facts:
    """Re-review upheld and served."""
    return ruled(facts=reviewing(ruled(on=on), on), on=on)
