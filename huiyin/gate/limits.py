"""Limits (限次) and brakes (缓试).

A *limit* says how often something may be done within a stretch of time. A *brake* slows down whoever is wrong again and
again, by pauses that grow and end by themselves; nobody is locked out by a stranger:

- whoever comes with a device that was right before is slowed only by the failures of that device;
- whoever lets the browser do a little work (huiyin.gate.work) does not wait for those who do not, and never long;
- whoever does neither waits for those who sit at the same place or try the same name, at most for the longest pause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max
from django.utils.crypto import salted_hmac

from huiyin.gate.models import Attempt
from huiyin.store.locks import writing
from huiyin.store.statements import answers

FORGOTTEN_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """``most`` times within ``span``."""

    kind: str
    most: int
    span: timedelta


@dataclass(frozen=True, slots=True)
class Often:
    """How often one address may do something: ``plain`` without JavaScript, ``worked`` after a little work."""

    plain: Limit
    worked: Limit


@dataclass(frozen=True, slots=True)
class Brake:
    """After ``most`` failures a pause of ``first``, after as many again twice that, up to ``longest``."""

    kind: str
    most: int
    first: timedelta
    longest: timedelta

    def pause(self, failures: int) -> timedelta | None:
        """The pause that this failure, the so-many-th, brings."""
        rounds, rest = divmod(failures, self.most)
        return None if rest or not rounds else min(self.first * 2 ** min(rounds - 1, 16), self.longest)

    def left(self, failures: int) -> int:
        """How many tries are left before the next pause."""
        return self.most - failures % self.most


Held = tuple[Brake, str]
"""A brake, and whom it slows: an address, a name, a device."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a try: heard (``until`` is empty) or not, and how often it went wrong under each brake."""

    until: datetime | None
    counts: dict[str, int]


# Limits --------------------------------------------------------------------------------------------------------------


def taken(limit: Limit, value: str, at: datetime) -> int:
    """Count one more; how many there have been within the span, this one included."""
    with writing():
        return _count(limit, key(limit, value), at)


def too_often(often: Often, address: str, at: datetime, *, worked: bool) -> int:
    """Count one more from this address; how many minutes to wait if that is too many, 0 if not."""
    limit = often.worked if worked else often.plain
    if taken(limit, address, at) <= limit.most:
        return 0
    since = Attempt.objects.values_list("since", flat=True).get(key=key(limit, address))
    return minutes(since + limit.span, at)


_COUNT: Final = """INSERT INTO gate_attempt (key, count, since) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN gate_attempt.since <= %s THEN 1 ELSE gate_attempt.count + 1 END,
    since = CASE WHEN gate_attempt.since <= %s THEN excluded.since ELSE gate_attempt.since END
    RETURNING count"""


def _count(limit: Limit, name: str, at: datetime) -> int:
    """One statement, so that many at once are counted rightly."""
    over = at - limit.span
    ((count,),) = answers(_COUNT, [name, at, over, over])
    return int(count)


# Brakes --------------------------------------------------------------------------------------------------------------


def paused_until(held: Sequence[Held], at: datetime) -> datetime | None:
    """From when another try is heard, if one of the brakes is on."""
    names = [key(brake, value) for brake, value in held]
    latest: datetime | None = Attempt.objects.filter(key__in=names, until__gt=at).aggregate(Max("until"))["until__max"]
    return latest


def count(held: Sequence[Held], at: datetime) -> Tried:
    """Count a try under all of these brakes, unless one of them is on: then none counts, and ``until`` says how long.

    A try is counted before it is looked at, so that a hundred at once are not looked at before the first one counts;
    see :func:`give_back`.
    """
    names = {key(brake, value): brake for brake, value in held}
    with writing():
        Attempt.objects.filter(since__lt=at - FORGOTTEN_AFTER).delete()
        Attempt.objects.bulk_create([Attempt(key=name, since=at) for name in names], ignore_conflicts=True)
        rows = list(Attempt.objects.select_for_update().filter(key__in=names).order_by("key"))
        if until := max((row.until for row in rows if row.until and row.until > at), default=None):
            return Tried(until, {})
        for row in rows:
            row.count, row.since = row.count + 1, at
            pause = names[row.key].pause(row.count)
            row.until = at + pause if pause else None
        Attempt.objects.bulk_update(rows, ["count", "since", "until"])
    return Tried(None, {names[row.key].kind: row.count for row in rows})


def give_back(held: Sequence[Held]) -> None:
    """A try that was counted was right: it counts no more, and brings no pause."""
    names = [key(brake, value) for brake, value in held]
    with writing():
        for row in Attempt.objects.select_for_update().filter(key__in=names, count__gt=0).order_by("key"):
            Attempt.objects.filter(key=row.key).update(count=row.count - 1, until=None)


def forget(held: Sequence[Held]) -> None:
    """What went wrong there before is forgotten."""
    with writing():
        Attempt.objects.filter(key__in=[key(brake, value) for brake, value in held]).delete()


def minutes(until: datetime, at: datetime) -> int:
    """So many whole minutes to wait, at least one."""
    return max(1, -int(-(until - at).total_seconds() // 60))


def key(limit: Limit | Brake, value: str) -> str:
    return salted_hmac(f"huiyin.gate.{limit.kind}", value, algorithm="sha256").hexdigest()
