"""The worker's part for the staff, and what came of it."""

from __future__ import annotations

from typing import Any

from huiyin.record.models import Message
from huiyin.together.kinds import How, Kind
from huiyin.together.models import Mailbox, Notification, Wish
from huiyin.together.telling import STAFF, hear
from tests.city import person

ADDRESS = "someone@example.org"


def work(matter: Any) -> None:
    """Hear what the outbox holds about a matter, in its order."""
    hear(list(Message.objects.filter(topic=STAFF, record=matter.id).order_by("seq", "id")))


def told(username: str, matter: Any) -> list[str]:
    rows = Notification.objects.filter(person=person(username), record=matter.id).order_by("id")
    return [row.kind for row in rows]


def told_to(person_id: int | None, matter: Any) -> list[str]:
    return [row.kind for row in Notification.objects.filter(person=person_id, record=matter.id).order_by("id")]


def wish(person_id: int | None, kind: Kind, how: How, address: str = ADDRESS) -> None:
    Wish.objects.create(person=person_id, kind=kind, how=how)
    Mailbox.objects.update_or_create(person=person_id, defaults={"address": address})
