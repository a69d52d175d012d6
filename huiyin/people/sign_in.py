"""Signing in by name and password, with a pause after repeated failures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db import transaction

from huiyin.law.words import P, Phrase
from huiyin.people.models import Person, SignInFailure

FAILURES: Final = 5
PAUSE: Final = timedelta(minutes=5)
FORGOTTEN_AFTER: Final = timedelta(days=1)
WRONG: Final = P("用户名或者密码不对，还可以再试{n}次").text
WRONG_NOW: Final = P("现在的密码不对，还可以再试{n}次").text


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Name and password are right."""

    person: Person


@dataclass(frozen=True, slots=True)
class Declined:
    """Not signed in; ``phrase`` says why, ``until`` from when another try counts if there is a pause."""

    phrase: Phrase
    until: datetime | None = None


def authenticate_or_wait(*, username: str, password: str, address: str, at: datetime) -> SignedIn | Declined:
    """Check a name and a password typed at *address* (an IP address) at the moment *at*.

    After five failures for one name from one address nothing is checked for five minutes.
    """
    answer = _tried(_key(username, address), lambda: _matching(username, password), WRONG, at)
    if isinstance(answer, SignedIn) and answer.person.password_until and answer.person.password_until <= at:
        return Declined(P("这个临时密码已经过期，请找本单位的管理员再要一个。"))
    return answer


def confirm_or_wait(person: Person, *, password: str, address: str, at: datetime) -> SignedIn | Declined:
    """Check the password of somebody signed in who is about to change it; failures count like those of signing in."""
    found = lambda: person if person.check_password(password) else None  # noqa: E731
    return _tried(_key(person.username, address), found, WRONG_NOW, at)


def _key(username: str, address: str) -> str:
    return sha256(f"{username.strip().casefold()}\n{address}".encode()).hexdigest()


def _tried(key: str, find: Callable[[], Person | None], wrong: str, at: datetime) -> SignedIn | Declined:
    if until := _paused_until(key, at):
        return _wait(until, at)
    person = find()
    if person is not None:
        SignInFailure.objects.filter(key=key).delete()
        return SignedIn(person)
    left = FAILURES - _count_failure(key, at)
    if left <= 0:
        return _wait(at + PAUSE, at)
    return Declined(P(wrong, n=left))


def _paused_until(key: str, at: datetime) -> datetime | None:
    failure = SignInFailure.objects.filter(key=key, count__gte=FAILURES, last_at__gt=at - PAUSE).first()
    return failure.last_at + PAUSE if failure else None


def _wait(until: datetime, at: datetime) -> Declined:
    minutes = max(1, ceil((until - at) / timedelta(minutes=1)))
    return Declined(P("密码连续输错{n}次，请{minutes}分钟后再试", n=FAILURES, minutes=minutes), until)


def _matching(username: str, password: str) -> Person | None:
    person = Person.objects.filter(username=username.strip(), is_active=True).first()
    if person is None:
        make_password(password)  # takes as long as checking one, so that the time does not tell which names exist
        return None
    return person if person.check_password(password) else None


def _count_failure(key: str, at: datetime) -> int:
    """Count one more and give the number; a failure before the last pause, or of yesterday, counts no more."""
    with transaction.atomic():
        SignInFailure.objects.filter(last_at__lt=at - FORGOTTEN_AFTER).delete()
        SignInFailure.objects.filter(key=key, count__gte=FAILURES, last_at__lte=at - PAUSE).delete()
        SignInFailure.objects.get_or_create(key=key, defaults={"last_at": at})
        failure = SignInFailure.objects.select_for_update().get(key=key)
        failure.count += 1
        failure.last_at = at
        failure.save(update_fields=["count", "last_at"])
    return failure.count
