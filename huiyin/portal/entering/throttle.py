"""How often (频次): failed guesses per address and per number, filings and joinings per address.

A number's own brake is wide, and separate for browsers that did a little work (huiyin.gate.work), so that a stranger
who keeps guessing wrong does not shut its owner out; a device with which the number was opened before waits for nobody.
A whole office, school or village may share one address: its limits are generous.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from huiyin.gate.addresses import address_of as address_of
from huiyin.gate.limits import Brake, Held, Limit, Often, count, minutes, paused_until
from huiyin.gate.limits import taken as taken
from huiyin.gate.limits import too_often as too_often

MINUTE: Final = timedelta(minutes=1)
BY_ADDRESS: Final = Brake("address", 10, 15 * MINUTE, 15 * MINUTE)
BY_WORKER: Final = Brake("worker", 60, MINUTE, 5 * MINUTE)
"""Failures from one address by browsers that did their work; they do not wait for those that did not."""
BY_NUMBER: Final = Brake("number", 40, 5 * MINUTE, 15 * MINUTE)
BY_WORKED_NUMBER: Final = Brake("number-worked", 40, MINUTE, 5 * MINUTE)
BY_DEVICE: Final = Brake("device", 10, MINUTE, 15 * MINUTE)
"""Failures at a number from a browser that opened it before."""


FILING: Final = Often(Limit("file", 150, timedelta(hours=1)), Limit("file-worked", 1000, timedelta(hours=1)))
JOINING: Final = Often(Limit("join", 60, timedelta(hours=1)), Limit("join-worked", 1000, timedelta(hours=1)))
ENTERING: Final = Often(Limit("enter", 30, timedelta(hours=1)), Limit("enter-worked", 200, timedelta(hours=1)))
BOOKING: Final = Limit("reception", 3, timedelta(days=1))
"""Places on leaders' reception days for one telephone number or one matter, of whatever organ and from wherever."""
RENEWING: Final = Limit("renew", 20, timedelta(days=1))
"""Codes given anew in one matter by those who stand behind it."""
ASKING_BACK: Final = Often(Limit("back", 10, timedelta(hours=1)), Limit("back-worked", 100, timedelta(hours=1)))
BACK_BY_PHONE: Final = Limit("back-phone", 3, timedelta(days=1))
"""Numbers for one use sent to one telephone, whoever asks for them."""
BACK_TRIES: Final = Limit("back-tries", 5, timedelta(hours=1))
"""Tries at one of them."""
OWN_CODE: Final = Limit("own-code", 3, timedelta(days=1))
"""Times that a code is sent to one telephone."""
BY_LOGIN: Final = Brake("login", 20, 5 * MINUTE, 15 * MINUTE)
BY_WORKED_LOGIN: Final = Brake("login-worked", 20, MINUTE, 5 * MINUTE)
"""Tries at one phone number or e-mail address, from wherever they come."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Where a look-up comes from and what it is about; ``device`` is set where that was opened with it before."""

    address: str
    number: str
    worked: bool = False
    device: str = ""

    @property
    def held(self) -> tuple[Held, ...]:
        """The brakes that it may meet, the one first of which the person is told."""
        if self.device:
            return ((BY_DEVICE, f"{self.device} {self.number}"),)
        place, about = (BY_WORKER, BY_WORKED_NUMBER) if self.worked else (BY_ADDRESS, BY_NUMBER)
        return (place, self.address), (about, self.number)


def at_login(login: str, *, worked: bool, device: str) -> Held:
    """The brake for tries at the list of this phone number or e-mail address."""
    if device:
        return BY_DEVICE, f"{device} {login}"
    return (BY_WORKED_LOGIN if worked else BY_LOGIN), login


def wait_minutes(guess: Guess, at: datetime) -> int:
    """How many minutes to wait before another look-up counts; 0 for none."""
    until = paused_until(guess.held, at)
    return minutes(until, at) if until else 0


def count_failure(guess: Guess, at: datetime) -> int:
    """Count one more failure; how many tries are left."""
    place = guess.held[0][0]
    tried = count(guess.held, at)
    return 0 if tried.until or place.pause(tried.counts[place.kind]) else place.left(tried.counts[place.kind])
