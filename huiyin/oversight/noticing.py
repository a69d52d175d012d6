"""Early signs (苗头) of the record: looked for once a day, each put before a petition office as a question.

The machine opens a record and says where, what, since when, how many and how unusual; whether it is a sign, a person
says. A series that is being judged, or was judged not long ago, is quiet.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, OperationalError, close_old_connections, connection
from django.utils import timezone

from huiyin.insights.early import QUIET, SHUFFLES, Notice, Sign, signs_of
from huiyin.insights.gathering import SPAN, due, gather
from huiyin.insights.learned.grams import plain
from huiyin.insights.same.names import names_in
from huiyin.insights.spoken import Spoken, matters, thing_of
from huiyin.law.chart.organs import CODE_DIGITS, Level, OrganKind
from huiyin.law.frame.facts import SYSTEM, World
from huiyin.law.frame.turn import Holding
from huiyin.law.sign.vocabulary import Why
from huiyin.law.terms import Role
from huiyin.oversight import models
from huiyin.oversight.signs import SIGNS
from huiyin.papers.document import long_day
from huiyin.record.door import Refused, open_record
from huiyin.record.worlds import beijing_day, world_on

#: With fewer matters of a year, or a shorter past, nobody can say what is usual.
FEWEST_MATTERS, FEWEST_DAYS = 200, 90
#: A sign older than this was missed and is no early one any more.
FRESH: Final = timedelta(days=7)
#: What people said is known already is quiet for longer.
KNOWN_QUIET: Final = timedelta(days=180)
#: In a large city every shuffled year tells more.
MANY, FEWER_SHUFFLES = 20_000, 50
#: Of which so much was told already is told.
MOSTLY: Final = 0.6
IDLE_SECONDS: Final = 60.0
JUDGES: Final = (Role.SUPERVISOR, Role.DISPATCHER, Role.HEAD)
_COUNTY: Final = Level.COUNTY.width
logger = logging.getLogger(__name__)


def watch(stop: threading.Event, once: bool = False) -> None:
    """Beside the worker: whenever a new day has begun topics are gathered and signs looked for, until ``stop`` is set;
    or only now."""
    try:
        while not stop.is_set():
            try:
                close_old_connections() if not connection.in_atomic_block else None
                look(timezone.now())
            except OperationalError:
                connection.close()
            except Exception:
                logger.exception("gathering topics and looking for signs")
            if once:
                return
            stop.wait(IDLE_SECONDS)
    finally:
        if not once:
            connection.close()


def look(now: datetime) -> None:
    """What is due today: the topics first, then the signs."""
    if due(now):
        gather(now)
        notice(matters(now - SPAN), now)


def notice(rows: Sequence[Spoken], now: datetime) -> int:
    """Put what begins before the offices of its place; says how many signs were new."""
    today = beijing_day(now)
    read = [(row, _noticed(row)) for row in rows if row.place]
    if len(read) < FEWEST_MATTERS or (today - min(row.day for row, _ in read)).days < FEWEST_DAYS:
        return 0
    found = signs_of([each for _, each in read], shuffles=FEWER_SHUFFLES if len(read) > MANY else SHUFFLES)
    world = world_on(today)
    # An estate before its county: what is told of the one is not told of the other once more.
    fresh = sorted((sign for sign in found if sign.day > today - FRESH), key=lambda sign: " " not in sign.place)
    told, new = set[int](), 0
    for sign in fresh:
        behind = list(_behind(read, sign))
        if MOSTLY * len(behind) > sum(row.case in told for row in behind):
            new += _put(sign, behind, world, now)
        told |= {row.case for row in behind}
    return new


def _noticed(row: Spoken) -> Notice:
    """A matter counts for its county with its thing, and for each place that its title names there."""
    thing, county = thing_of(row), row.place[:_COUNTY]
    named = dict.fromkeys(name.whole for name in names_in(plain(row.title)) if name.kind not in "区县市")
    series = ((county, thing),) if thing else ()
    return Notice(row.day, row.person, thing, (*series, *((f"{county} {name}", "") for name in named)))


def _behind(read: Sequence[tuple[Spoken, Notice]], sign: Sign) -> Iterator[Spoken]:
    """The matters that made a sign, and those that came since."""
    since = sign.day - timedelta(days=sign.window)
    for row, noticed in read:
        of_it = (sign.place, "" if " " in sign.place else sign.thing) in noticed.series
        if of_it and row.day > since:
            yield row


def _put(sign: Sign, behind: Sequence[Spoken], world: World, now: datetime) -> int:
    code, _, named = sign.place.partition(" ")
    place, thing = code.ljust(CODE_DIGITS, "0"), sign.thing or "说不准是什么事"
    whose = _office(code, world)
    if whose is None or _quiet(place, named, "" if named else thing, beijing_day(now)):
        return 0
    since = min(row.day for row in behind).isoformat()
    given = {
        "place": place, "named": named, "thing": thing, "people": len({row.person for row in behind}),
        "account": _unusual(sign), "since": since, "cases": [row.case for row in behind],
    }  # fmt: skip
    try:
        open_record(SIGNS, by=SYSTEM, at=now, given=given, key=_key(sign), whose=whose)
    except (Refused, IntegrityError) as fault:
        logger.info("no sign is put: %s", fault if isinstance(fault, Refused) else type(fault).__name__)
        return 0
    return 1


def _key(sign: Sign) -> str:
    return f"sign:{sign.place}:{sign.thing}:{sign.day}"


def _unusual(sign: Sign) -> str:
    """In Chinese, because it is written into the record."""
    chance = f"一年约{sign.false_a_year:.1f}次" if sign.false_a_year >= 0.05 else "二十年不到一次"
    usual = f"平常约{sign.expected:.1f}个" if sign.expected >= 0.05 else "平常难得有一个"
    end = f"{usual}。把过去的日子打乱来算，碰巧这样的{chance}。"
    return f"到{long_day(sign.day)}，{sign.window}天里{sign.people}个人说到，{end}"


def _quiet(place: str, named: str, thing: str, today: date) -> bool:
    """Whether somebody judges it now, or judged it not long ago."""
    before = models.Sign.objects.filter(place=place, named=named)
    before = before if named else before.filter(thing=thing)
    lately, known = before.filter(lodged_at__date__gt=today - timedelta(days=QUIET)), before.filter(why=Why.KNOWN.value)
    return lately.exists() or known.filter(lodged_at__date__gt=today - KNOWN_QUIET).exists()


def _office(county: str, world: World) -> Holding | None:
    """The petition office of the county, and who there gets it."""
    offices = (each for each in world.chart.organs.values() if each.kind is OrganKind.PETITION_OFFICE)
    for office in sorted((each for each in offices if each.area == county), key=lambda each: each.id):
        if (person := world.duty(office.id, JUDGES, frozenset())) is not None:
            return Holding(office.id, person)
    return None
