"""One person's notifications and wishes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from huiyin.store.locks import writing
from huiyin.store.statements import answers
from huiyin.together.kinds import DEFAULT, How, Kind
from huiyin.together.models import UNREAD, Mailbox, Notification, Wish
from huiyin.together.telling import wishes_of

MOST = 60
#: Asked by every page of the desk, so in the fewest words; it stops at the hundredth.
UNREAD_OF = "SELECT 1 FROM together_notification WHERE person = %s AND read_at IS NULL LIMIT 100"


def bell(person: int) -> str:
    """How many notifications a person has not read, 99+ at most; empty for none."""
    return capped(len(answers(UNREAD_OF, [person])))


def capped(many: int) -> str:
    return "99+" if many > 99 else str(many or "")


def newest(person: int) -> QuerySet[Notification]:
    """The notifications of a person, unread or not, the newest first."""
    return Notification.objects.filter(person=person).order_by("-id")


def mark_read(person: int, number: int, at: datetime) -> Notification | None:
    """The notification, if it is the person's; whatever else waits about the same matter is read with it."""
    row = Notification.objects.filter(person=person, id=number).first()
    if row is not None:
        Notification.objects.filter(UNREAD, person=person, record=row.record).update(read_at=at)
    return row


def mark_all_read(person: int, at: datetime) -> None:
    Notification.objects.filter(UNREAD, person=person).update(read_at=at)


def wishes(person: int) -> dict[Kind, How]:
    return wishes_of([person])[person]


def choose(person: int, hows: Mapping[Kind, How], address: str, digest_hour: int | None, weekly: bool) -> None:
    """Keep a person's wishes; what is wished as usual leaves no row."""
    with writing():
        Wish.objects.filter(person=person).delete()
        unusual = [(kind, how) for kind, how in hows.items() if how is not DEFAULT[kind]]
        Wish.objects.bulk_create(Wish(person=person, kind=kind, how=how) for kind, how in unusual)
        values = {"address": address, "digest_hour": digest_hour, "weekly": weekly}
        Mailbox.objects.update_or_create(person=person, defaults=values)


def unread_again(person: int, at: datetime) -> None:
    """What was marked as read all at once at that moment is unread again."""
    with writing():
        Notification.objects.filter(person=person, read_at=at).update(read_at=None)
