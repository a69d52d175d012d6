"""Resetting a password (重设密码) without anybody ever knowing another's.

An administrator does not choose a password: they have a link sent to the address that the person registered, or print a
slip that is shown once. Either lets the person choose their own, for three days and once. Whoever may read matters, and
so may be given a report of wrongdoing, also needs a second person of each organ at which they may (:func:`lacking`):
who stands before the administrator is not for one person alone to say. Every step is an account act.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from django.contrib.auth.hashers import make_password
from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from huiyin.gate.models import Agreement, Factor, RecoveryCode, Reset
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import WORKERS
from huiyin.people.account_acts import Kind, choose_password, write
from huiyin.people.accounts import end_sessions
from huiyin.people.charts import chart_on
from huiyin.people.models import AccountAct, Person
from huiyin.people.posts import actors_of, people_of
from huiyin.record.models import Message
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing
from huiyin.store.rows import insert

GOOD_FOR: Final = timedelta(hours=72)
#: Small letters and figures that nobody mistakes for one another, also read out over the telephone.
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4
TOPIC: Final = "reset"
#: Only who had a password, or once was to have another, was ever given one of these.
_HAD: Final = (Kind.PASSWORD, Kind.MAILED, Kind.PRINTED, Kind.CHANGED)
OPEN: Final = Q(used_at__isnull=True, ended_at__isnull=True)


def issue(person: Person, way: str, *, by: Actor, at: datetime, leaked: bool = False, factors: bool = False) -> Reset:
    """Give somebody a way to set a new password; an earlier way ends, and whoever is signed in is signed out.

    :param leaked: somebody else may know the password: it opens nothing any more. Otherwise it goes on, and whoever did
        not ask for a reset signs in with it and is told.
    :param factors: what else is asked for at sign-in is lost too, and goes with the old password.
    """
    reset = Reset(person=person.id, by=by.person or 0, organ=by.organ or 0, way=way, at=at, until=at + GOOD_FOR)
    reset.factors = factors
    reset.salt = get_random_string(32)
    first = never_had_one(person)
    with writing():
        waiting(person.id, at).update(ended_at=at)
        if leaked:
            person.password = make_password(None)
            person.save(update_fields=["password"])
        end_sessions(person)
        reset.save(force_insert=True)
        if way == Reset.MAIL:
            insert([Message(topic=TOPIC, record=reset.id, seq=0, ready_at=at)])
        write(Kind.INVITED if first else Kind.MAILED if way == Reset.MAIL else Kind.PRINTED, person.id, by=by, at=at)
    return reset


def never_had_one(person: Person) -> bool:
    """Whether nobody ever signed in to this account by a password: what is given is a first one, and reset is none."""
    before = AccountAct.objects.filter(person=person.id, what__in=[each.value for each in _HAD])
    return not person.has_usable_password() and not before.exists()


def first_of(rows: Iterable[Reset]) -> frozenset[int]:
    """Which of these gave their person a first password; by the account acts they were written with."""
    known = list(rows)
    given = AccountAct.objects.filter(person__in={row.person for row in known}, what=Kind.INVITED.value)
    moments = set(given.values_list("person", "at")) if known else set()
    return frozenset(row.id for row in known if (row.person, row.at) in moments)


def issue_by_machine(person: Person, at: datetime) -> Reset:
    """A slip from whoever keeps the machine: where nobody could be asked they are the second person, for who holds the
    disk holds all on it."""
    reset, on = issue(person, Reset.SLIP, by=Actor(0, None, frozenset()), at=at), beijing_day(at)
    alone = [organ for organ in lacking(reset, on) if asked_of(reset, organ, on) is None]
    Agreement.objects.bulk_create(Agreement(reset=reset, organ=organ, by=0, at=at) for organ in alone)
    return reset


def code_of(reset: Reset) -> str:
    """What its person types, in four groups of four."""
    return in_groups("huiyin.gate.reset", f"{reset.id}:{reset.salt}")


def in_groups(purpose: str, value: str) -> str:
    """What follows from a value and the installation's secret, for people to type."""
    digest = int(salted_hmac(purpose, value, algorithm="sha256").hexdigest(), 16)
    letters = []
    for _place in range(GROUPS * GROUP):
        digest, place = divmod(digest, len(LETTERS))
        letters.append(LETTERS[place])
    return "-".join("".join(letters[start : start + GROUP]) for start in range(0, len(letters), GROUP))


def waiting(person: int, at: datetime) -> QuerySet[Reset]:
    """What somebody could still use."""
    return Reset.objects.filter(OPEN, person=person, until__gt=at).order_by("-at")


def found(username: str, code: str, at: datetime) -> tuple[Person, Reset] | None:
    """Who may set a password with this code, agreed to or not."""
    person = Person.objects.filter(username=username.strip(), is_active=True).first()
    reset = waiting(person.id, at).first() if person else None
    return (person, reset) if person and reset and typed_right(code, code_of(reset)) else None


def typed_right(typed: str, code: str) -> bool:
    """Whether somebody typed a code, with its groups told apart or not."""
    letters = "".join(char for char in typed.lower() if char in LETTERS)
    return constant_time_compare(letters, code.replace("-", ""))


def use(person: Person, reset: Reset, password: str, at: datetime) -> None:
    """The person's own new password; the way is closed behind them."""
    with writing():
        Reset.objects.filter(id=reset.id).update(used_at=at)
        choose_password(person, password, by=self_of(person, at), at=at)
        if reset.factors:
            forget_factors(person.id, by=self_of(person, at), at=at)


def forget_factors(person: int, *, by: Actor, at: datetime) -> None:
    """All that somebody showed besides their password is gone, the codes for a lost telephone too."""
    codes, factors = RecoveryCode.objects.filter(person=person), Factor.objects.filter(person=person)
    gone = [*codes, *factors]
    codes.delete()
    if factors.delete()[0]:
        write(Kind.NO_FACTOR, person, by=by, at=at, gone=gone)


def cancel(reset: Reset, *, by: Actor, at: datetime) -> None:
    """The person, the administrator or a colleague who was asked does not want it: it opens nothing any more."""
    with writing():
        if Reset.objects.filter(OPEN, id=reset.id).update(ended_at=at):
            write(Kind.CANCELLED, reset.person, by=by, at=at)


def self_of(person: Person, at: datetime) -> Actor:
    """Somebody as they act on their own account without a desk."""
    return next(iter(actors_of(person.id, on=beijing_day(at))), Actor(person.id, None, frozenset()))


# The second person ---------------------------------------------------------------------------------------------------


def lacking(reset: Reset, on: date) -> list[int]:
    """The organs of which a second person has yet to agree."""
    agreed = set(reset.agreements.values_list("organ", flat=True))
    return [organ for organ in reads_at(reset.person, on) if organ not in agreed]


def reads_at(person: int, on: date) -> list[int]:
    """The organs at which somebody may read matters. Not who holds a report now: even that would tell of one."""
    return [actor.organ for actor in actors_of(person, on=on) if actor.organ is not None and actor.roles & WORKERS]


class Asking(Protocol):
    """What one person asks for another, and a second person must say yes to."""

    @property
    def person(self) -> int: ...

    @property
    def by(self) -> int: ...

    @property
    def under(self) -> int: ...


def asked_of(asking: Asking, organ: int, on: date) -> int | None:
    """The organ whose people are asked for one: itself, the nearest above where nobody else serves there, and where
    nobody serves up to the top either, as in a place that begins, that of whoever asks (docs/decisions, the first
    office)."""
    for each in (organ, *chart_on(on).primary_line(organ), asking.under):
        if _others(each, asking, on):
            return each
    return None


def may_agree(reset: Reset, actor: Actor, on: date) -> list[int]:
    """The organs for which the actor may be the second person, of those still lacking.

    Only whoever could not be stood in for without a second person either: an administrator who resets an analyst's
    password alone and signs in as the analyst must not agree to the next reset.
    """
    if actor.person in (reset.person, reset.by) or not actor.roles & WORKERS:
        return []
    return [organ for organ in lacking(reset, on) if asked_of(reset, organ, on) == actor.organ]


def agree(reset: Reset, *, by: Actor, at: datetime) -> bool:
    """A second person agrees; whether they were one who may."""
    assert by.person is not None
    organs = may_agree(reset, by, beijing_day(at))
    with writing():
        rows = [Agreement(reset=reset, organ=organ, by=by.person, at=at) for organ in organs]
        Agreement.objects.bulk_create(rows, ignore_conflicts=True)
        if rows:
            write(Kind.AGREED, reset.person, by=by, at=at)
    return bool(rows)


def to_agree(actor: Actor, at: datetime) -> list[Reset]:
    """What waits for the actor's agreement, the newest first."""
    on = beijing_day(at)
    open_ones = Reset.objects.filter(OPEN, until__gt=at).exclude(person=actor.person or 0).order_by("-at")
    return [reset for reset in open_ones if may_agree(reset, actor, on)]


def _others(organ: int, asking: Asking, on: date) -> list[int]:
    """Who else may read matters at an organ, and can sign in."""
    serving = [each.person for each in people_of(organ, on=on) if each.roles & WORKERS]
    return _able(person for person in serving if person not in (asking.person, asking.by))


def _able(people: Iterable[int]) -> list[int]:
    """Those of them who have a password to sign in with."""
    rows = Person.objects.filter(id__in=list(people), is_active=True).exclude(password__startswith="!")
    return list(rows.values_list("id", flat=True))


# What the person is told ---------------------------------------------------------------------------------------------


def untold(person: int) -> list[Reset]:
    """What was done to somebody's password, and they have not been told yet."""
    return list(Reset.objects.filter(person=person, told_at__isnull=True).order_by("at"))


def told(rows: Iterable[Reset], at: datetime) -> None:
    Reset.objects.filter(id__in=[row.id for row in rows]).update(told_at=at)
