"""The keys of whoever uses this browser (密封): in the session under a secret that only the browser's cookie holds.

The row of a session alone opens nothing, the cookie alone neither; a key is in the clear only while a request asks for
it. What the program itself may open it opens for everybody who may read it.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huiyin.cases.envelopes import ORGAN, PERSON, under_ring, unwrapped
from huiyin.cases.models import KeyWrap, MatterKey
from huiyin.people.accounts import signed_in
from huiyin.people.keys import opened_by
from huiyin.vault import boxes, opening
from huiyin.vault.errors import FieldRefused

COOKIE: Final = f"{settings.HUIYIN_COOKIES}huiyin_keys"
_SESSION: Final = "keys"
_OWN: Final = "own"
_CONTEXT: Final = "session-keys"
#: So many of the newest are asked for together: a list of reports is opened by two statements.
TOGETHER: Final = 200


class Pocket:
    """What one browser has: the private key of whoever signed in (``own``), and those of matters opened by a code."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self._secret = request.COOKIES.get(COOKIE, "")
        self._held: dict[str, str] | None = None

    @property
    def held(self) -> dict[str, str]:
        if self._held is None:
            self._held = self._opened() if self._secret else {}
        return self._held

    def _opened(self) -> dict[str, str]:
        box = self.request.session.get(_SESSION)
        try:
            found: dict[str, str] = json.loads(boxes.unlock(self._key(), b64decode(box or ""), _CONTEXT))
        except (FieldRefused, ValueError):
            return {}
        return found

    def _key(self) -> bytes:
        return boxes.from_parts((self._secret.encode(),), "huiyin/session-keys/1")

    @property
    def own(self) -> bytes | None:
        found = self.held.get(_OWN)
        return b64decode(found) if found else None

    def matter(self, case: int) -> bytes | None:
        found = self.held.get(str(case))
        return b64decode(found) if found else None

    def put(self, keys: Mapping[str, bytes]) -> None:
        """Keep keys in this session; the browser gets a secret of its own with the answer if it has none."""
        held = {**self.held, **{name: b64encode(key).decode() for name, key in keys.items()}}
        if not self._secret or not self.held:
            self._secret = secrets.token_urlsafe(32)
        self._held = held
        box = boxes.lock(self._key(), json.dumps(held).encode(), _CONTEXT)
        self.request.session[_SESSION] = b64encode(box).decode()
        self.request.COOKIES[COOKIE] = self._secret
        self.request.new_secret = self._secret  # type: ignore[attr-defined]  # for the answer

    def put_own(self, private: bytes | None) -> None:
        if private is not None:
            self.put({_OWN: private})

    def put_matters(self, keys: Mapping[int, bytes]) -> None:
        if keys:
            self.put({str(case): key for case, key in keys.items()})

    def forget_matters(self) -> None:
        """Close what codes opened."""
        own = self.own
        self.request.session.pop(_SESSION, None)
        self._held = {}
        self.put_own(own)


def pocket(request: HttpRequest) -> Pocket:
    """The one of this request."""
    found = getattr(request, "pocket", None)
    if found is None:
        found = request.pocket = Pocket(request)  # type: ignore[attr-defined]
    assert isinstance(found, Pocket)
    return found


class OfRequest:
    """The keys at hand while a request is answered: asked for when the first envelope is met, and not before."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._known: dict[int, bytes | None] = {}
        self._organs: dict[int, bytes] | None = None
        self._own: bytes | None = None
        self._person = 0

    def private_of(self, matter: int) -> bytes | None:
        if matter not in self._known:
            first = self._organs is None
            self._look()
            if first:
                self._learn(Q(), TOGETHER)
            if self._known.get(matter) is None:
                self._learn(Q(case=matter), 0)
            self._known.setdefault(matter, None)
        return self._known[matter]

    def hand(self, matter: int, private: bytes) -> None:
        self._known[matter] = private

    def forget(self) -> None:
        """What is at hand changed."""
        self._known, self._organs, self._own = {}, None, None

    def organ(self, key: int) -> bytes | None:
        """The private half of an organ's key."""
        self._look()
        return (self._organs or {}).get(key)

    def _look(self) -> None:
        if self._organs is not None:
            return
        self._organs = {}
        own = pocket(self._request).own
        person = signed_in(self._request.session) if own else None
        if own is not None and person is not None:
            self._own, self._organs = own, opened_by(person.id, own)
            self._person = person.id

    def _learn(self, which: Q, most: int) -> None:
        rings = MatterKey.objects.filter(which, ring__isnull=False).values_list("case", "ring")
        for case, kept in self._newest(rings, most):
            self._known[case] = under_ring(case, kept)
        for name, shown in pocket(self._request).held.items():
            if name.isdecimal():
                self._known[int(name)] = b64decode(shown)
        if self._own is None:
            return
        mine = Q(holder=ORGAN, of__in=list(self._organs or ())) | Q(holder=PERSON, of=self._person)
        for row in self._newest(KeyWrap.objects.filter(which, mine), most):
            key = (self._organs or {}).get(row.of) if row.holder == ORGAN else self._own
            try:
                self._known[row.case] = unwrapped(row, key or b"")
            except (FieldRefused, ValueError):
                continue

    def _newest(self, rows: Any, most: int) -> Any:
        return rows.order_by("-case")[:most] if most else rows


class HoldsKeys:
    """Middleware: while a request is answered the keys of its session are at hand, and no others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        keys = OfRequest(request)
        request.keys = keys  # type: ignore[attr-defined]
        with opening.holding(keys):
            response = self.get_response(request)
        if secret := getattr(request, "new_secret", ""):
            response.set_cookie(COOKIE, secret, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """What somebody may do by law and has no key for is told in its own words, not as a failure."""
        if isinstance(fault, opening.Shut):
            return render(request, "shut.html", status=403)
        return None
