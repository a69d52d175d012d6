"""Who asks: the key of a request, the service account behind it and the post it acts from."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation

from huiyin.api import tokens
from huiyin.api.keys import PREFIX, Scope, opened_by, used
from huiyin.api.models import Key
from huiyin.api.problems import NO_KEY, NO_SCOPE, TOO_MANY, Problem
from huiyin.law.chart.organs import Organ
from huiyin.law.frame.facts import Actor, World
from huiyin.law.words import P
from huiyin.people.charts import chart_on
from huiyin.people.posts import actor_of
from huiyin.record.worlds import beijing_day, world_on

MINUTE: Final = 60.0
#: Told with every 401, so that a client knows what is wanted (RFC 6750).
ASK_FOR_KEY: Final = {"WWW-Authenticate": 'Bearer realm="huiyin"'}


@dataclass(frozen=True, slots=True)
class Caller:
    """One request's client.

    :param actor: the capacity its service account acts in; its organ is never ``None``.
    :param scopes: what the key, or the token drawn from it, is good for.
    """

    key: Key
    actor: Actor
    organ: Organ
    scopes: frozenset[Scope]
    now: datetime

    @property
    def today(self) -> date:
        return beijing_day(self.now)

    @property
    def world(self) -> World:
        return world_on(self.today)

    def needs(self, scope: Scope) -> Caller:
        """:raises Problem: the key is not good for that."""
        if scope not in self.scopes:
            raise Problem(403, "no-scope", P(NO_SCOPE.text, scope=scope), scope=scope.value)
        return self


def caller_of(request: HttpRequest) -> Caller:
    """The client of a request.

    :raises Problem: 401 without a good key, 429 when it asks too often.
    """
    text = request.headers.get("Authorization", "")
    scheme, _, shown = text.partition(" ")
    word = shown.strip() if scheme.lower() == "bearer" else request.headers.get("X-API-Key", "")
    return calling(word)


def calling(word: str) -> Caller:
    """Whoever shows this key or token."""
    now = timezone.now()
    key, scopes = _opened(word, now)
    if key is None:
        raise Problem(401, "no-key", NO_KEY, headers=ASK_FOR_KEY)
    day = beijing_day(now)
    actor, chart = actor_of(key.person, on=day, organ=key.organ), chart_on(day)
    if actor.organ is None or actor.organ not in chart.organs:
        raise Problem(401, "no-key", NO_KEY, headers=ASK_FOR_KEY)
    _refuse_too_many(key)
    used(key, day)
    return Caller(key, actor, chart.organ(actor.organ), scopes, now)


def is_known(authorization: str) -> bool:
    """Whether a request with this header comes from a client that may send papers; nothing is counted."""
    scheme, _, word = authorization.partition(" ")
    key, scopes = _opened(word.strip(), timezone.now()) if scheme.lower() == "bearer" else (None, frozenset())
    return key is not None and bool(scopes & {Scope.FILE, Scope.ACT})


def _opened(word: str, now: datetime) -> tuple[Key | None, frozenset[Scope]]:
    if word.startswith(PREFIX):
        key = opened_by(word, now)
        return key, scopes_of(key) if key else frozenset()
    return tokens.opened_by(word, now)


def scopes_of(key: Key) -> frozenset[Scope]:
    return frozenset(Scope(each) for each in key.scopes.split())


# How often: counted in each web process, so that counting costs no request a write ------------------------------------

_asked: dict[int, deque[float]] = {}
_lock: Final = Lock()


def _refuse_too_many(key: Key) -> None:
    """Each of several web processes lets its share through."""
    most, now = max(1, key.most // settings.CONFIG.workers), time.monotonic()
    with _lock:
        asked = _asked.setdefault(key.id, deque())
        while asked and asked[0] <= now - MINUTE:
            asked.popleft()
        if len(asked) >= most:
            wait = int(asked[0] + MINUTE - now) + 1
            raise Problem(429, "too-many", P(TOO_MANY.text, seconds=wait), headers={"Retry-After": str(wait)})
        asked.append(now)


def authenticated(request: HttpRequest) -> Any:
    """For the operations of the API: the caller, who is ``request.auth`` from then on; in English if they ask so."""
    if request.headers.get("Accept-Language", "").lower().startswith("en"):
        translation.activate("en")
    return caller_of(request)
