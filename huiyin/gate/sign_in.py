"""Signing in by name and password: what is checked, and who waits after failures (huiyin.gate.limits)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from huiyin.gate.limits import Brake, Held, count, forget, give_back, minutes
from huiyin.law.words import P, Phrase
from huiyin.people.hashing import fits
from huiyin.people.models import Person

MINUTE: Final = timedelta(minutes=1)
#: Without anything to show for oneself: for one name from one place, for one place, for one name from everywhere.
PAIR: Final = Brake("sign-in-pair", 5, 5 * MINUTE, 20 * MINUTE)
PLACE: Final = Brake("sign-in-place", 15, 5 * MINUTE, 20 * MINUTE)
NAME: Final = Brake("sign-in-name", 40, 5 * MINUTE, 20 * MINUTE)
#: After a little work by the browser.
WORKED_PAIR: Final = Brake("sign-in-worked-pair", 5, MINUTE / 2, 5 * MINUTE)
WORKED_PLACE: Final = Brake("sign-in-worked-place", 30, MINUTE / 2, 5 * MINUTE)
WORKED_NAME: Final = Brake("sign-in-worked-name", 20, MINUTE / 2, 5 * MINUTE)
#: On a device from which the name signed in before.
DEVICE: Final = Brake("sign-in-device", 5, MINUTE, 20 * MINUTE)
WRONG: Final = P("用户名或者密码不对，还可以再试{n}次").text
WRONG_NOW: Final = P("现在的密码不对，还可以再试{n}次").text


@dataclass(frozen=True, slots=True)
class From:
    """Where a try comes from.

    :param address: as huiyin.gate.addresses tells it.
    :param worked: whether the browser did its little work (huiyin.gate.work).
    :param device: of huiyin.gate.known, if this name signed in with it before.
    """

    address: str
    worked: bool = False
    device: str = ""

    def brakes(self, username: str) -> tuple[Held, ...]:
        """The brakes under which a try at this name counts; the first one is told of."""
        name = username.strip().casefold()
        if self.device:
            return ((DEVICE, f"{self.device} {name}"),)
        pair, place, all_over = (WORKED_PAIR, WORKED_PLACE, WORKED_NAME) if self.worked else (PAIR, PLACE, NAME)
        return (pair, f"{name}\n{self.address}"), (place, self.address), (all_over, name)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Name and password are right."""

    person: Person


@dataclass(frozen=True, slots=True)
class Declined:
    """Not signed in; ``phrase`` says why, ``until`` from when another try counts if there is a pause."""

    phrase: Phrase
    until: datetime | None = None


def authenticate_or_wait(*, username: str, password: str, come: From, at: datetime) -> SignedIn | Declined:
    """Check a name and a password. While a brake is on nothing is checked."""
    return tried(come.brakes(username), lambda: _matching(username, password), WRONG, at)


def confirm_or_wait(person: Person, *, password: str, come: From, at: datetime) -> SignedIn | Declined:
    """Check the password of somebody signed in who is about to change something of their account."""
    return tried(come.brakes(person.username), lambda: person if fits(person, password) else None, WRONG_NOW, at)


def tried(held: tuple[Held, ...], find: Callable[[], Person | None], wrong: str, at: datetime) -> SignedIn | Declined:
    """Look, unless a brake is on; what was right counts under none.

    :param wrong: what to say when nobody is found, with the number of tries left as ``n``.
    """
    trial = count(held, at)
    if trial.until:
        return _wait(trial.until, at)
    person = find()
    if person is not None:
        give_back(held[1:])
        forget(held[:1])
        return SignedIn(person)
    pause = max((pause for brake, _ in held if (pause := brake.pause(trial.counts[brake.kind]))), default=None)
    if pause:
        return _wait(at + pause, at, held[0][0] if held[0][0].pause(trial.counts[held[0][0].kind]) else None)
    return Declined(P(wrong, n=min(brake.left(trial.counts[brake.kind]) for brake, _ in held)))


def _wait(until: datetime, at: datetime, own: Brake | None = None) -> Declined:
    """:param own: the brake of the name at this place, if it is the one that holds."""
    if own:
        return Declined(P("密码连续输错{n}次，请{minutes}分钟后再试", n=own.most, minutes=minutes(until, at)), until)
    return Declined(P("试错的次数太多了，请{minutes}分钟后再试", minutes=minutes(until, at)), until)


def _matching(username: str, password: str) -> Person | None:
    person = Person.objects.filter(username=username.strip(), is_active=True).first()
    return person if fits(person, password) else None
