"""What fails again and again is set aside (搁置): the others go on, and the administrator is told what to do.

Of what it was only its kind and the kind of fault are kept: words of a fault may hold what an administrator, who keeps
the house and reads no matters, must not see.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from huiyin.record.models import Message, RunningClock, SetAside
from huiyin.store.locks import writing

TRIES = 5
#: When a message is looked at again that is set aside: not before somebody asks for it.
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
CLOCK, PAPER = "clock", "paper"


def failed(what: str, row: int, fault: Exception, now: datetime, *, most: int = TRIES) -> SetAside:
    """Note that something failed once more; after ``most`` times it is ``given_up``.

    :param what: ``clock``, ``paper``, or the topic of a message; ``row`` its id.
    """
    with writing():
        found, _ = SetAside.objects.select_for_update().get_or_create(
            what=what, row=row, defaults={"since": now, "last": now}
        )
        found.tries, found.last, found.fault = found.tries + 1, now, type(fault).__name__[:80]
        found.given_up = found.tries >= most
        found.save(update_fields=["tries", "last", "fault", "given_up"])
    return found


def pause_after(tries: int) -> timedelta:
    """How long to wait before the next try."""
    return timedelta(minutes=2 ** min(tries, 6))


def resting(what: str, now: datetime) -> list[int]:
    """The ids of what is set aside, and of what failed so lately that it is not yet tried again."""
    rows = SetAside.objects.filter(what=what)
    return [each.row for each in rows if each.given_up or each.last + pause_after(each.tries) > now]


def waiting() -> list[SetAside]:
    """What waits for somebody to look, the oldest first; not what came right meanwhile by an act of its matter."""
    rows = list(SetAside.objects.filter(given_up=True).order_by("since", "id"))
    clocks = {row.row for row in rows if row.what == CLOCK}
    still = set(RunningClock.objects.filter(id__in=clocks, look_at=None).values_list("id", flat=True))
    return [row for row in rows if row.row not in clocks - still]


def try_again(row: SetAside, now: datetime) -> None:
    """Somebody mended it, or believes so: from now on it is tried as if it were new."""
    with writing():
        if row.what == CLOCK:
            RunningClock.objects.filter(id=row.row).update(look_at=now)
        elif row.what != PAPER:
            Message.objects.filter(id=row.row).update(ready_at=now, attempts=0)
        SetAside.objects.filter(id=row.id).delete()
