"""Somebody is taken into a matter (加入): once, however often the button is pressed; whoever left may come again."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from django.utils import timezone

from huiyin.cases.acts import perform
from huiyin.cases.identity import Identity, seal_identity
from huiyin.cases.lodging import Capacity, PartyText
from huiyin.cases.models import Case, Party
from huiyin.joint import codes
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.terms import Act
from huiyin.record import keys
from huiyin.record.models import Event
from huiyin.store.locks import writing

_MOST_RETURNS: Final = 10


def take_in(case: Case, given: dict[str, Any]) -> tuple[Event, str]:
    capacity = Capacity.REPRESENTATIVE if given.get("speaks") else Capacity.COSIGNER
    who = Identity(given["name"], phone=given["phone"])
    with writing():
        key, event = _unused(case, _key(case, who))
        if event is None:
            joining, now = PartyText(capacity, who), timezone.now()
            event = perform(case=case.id, act=Act.JOIN, by=PETITIONER, at=now, key=key, joining=joining)
        return event, codes.admit(case, event)


def _unused(case: Case, key: str) -> tuple[str, Event | None]:
    """Under which key to join, and the event if they did: whoever has left may join again, under the next one."""
    for each in (key, *(f"{key}.{again}" for again in range(1, _MOST_RETURNS))):
        event = keys.done_under(case.id, Act.JOIN, each)
        if event is None or still_in(event):
            return each, event
    return each, None


def _key(case: Case, who: Identity) -> str:
    """The same name and phone join once, however often the button is pressed and on however many phones."""
    row = Party(id=0)
    seal_identity(row, who)
    parts = (str(case.id).encode(), row.name_index or who.name.encode(), row.phone_index or b"")
    return "join:" + hashlib.sha256(b"\0".join(parts)).hexdigest()[:48]


def still_in(event: Event) -> bool:
    return Party.objects.filter(id=json.loads(event.payload)["said"]["party"]).exists()
