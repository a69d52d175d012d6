"""Authenticator apps (验证器): a code of six figures that changes every thirty seconds (RFC 6238), by pyotp."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import pyotp
from django.conf import settings
from django.utils.translation import gettext

from huiyin.gate.factors.keeping import add, factors_of, secret_of, used
from huiyin.gate.models import Factor
from huiyin.people.models import Person

#: A clock may be wrong by one step, thirty seconds, in either direction.
LEEWAY: Final = 1
INTERVAL: Final = 30


def new_secret() -> str:
    """160 bits in base 32, as apps take them."""
    return pyotp.random_base32()


def address(person: Person, secret: str) -> str:
    """What the square code says to the app."""
    issuer = settings.HUIYIN_SITE_NAME or gettext("回音")
    return pyotp.TOTP(secret).provisioning_uri(name=person.username, issuer_name=issuer)


def enrol(person: Person, secret: str, code: str, *, name: str, at: datetime) -> Factor | None:
    """Keep a new app if its first code is right."""
    step = _step(secret, code, at)
    return None if step is None else add(person, Factor.APP, name, secret.encode(), at=at, step=step)


def shown(person: int, code: str, at: datetime) -> Factor | None:
    """The app that shows this code now; the same code never counts twice."""
    for factor in factors_of(person).filter(kind=Factor.APP):
        step = _step(secret_of(factor).decode(), code, at)
        if step is not None and step > factor.step and used(factor, step, at):
            return factor
    return None


def _step(secret: str, code: str, at: datetime) -> int | None:
    """The step of the clock whose code this is."""
    typed = "".join(char for char in code if not char.isspace())
    now = int(at.timestamp()) // INTERVAL
    steps = range(now - LEEWAY, now + LEEWAY + 1)
    totp = pyotp.TOTP(secret)
    return next((step for step in steps if pyotp.utils.strings_equal(typed, totp.generate_otp(step))), None)
