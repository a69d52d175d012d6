"""Changes (改动) of what an office stands on, made at the desk: organs, calendars, competences, books, people, posts.

A change is the rows of a file (huiyin.people.loading) or the taking back of an earlier one. It is prepared and shown
first; then it is done at once or, where it gives somebody more to read or to decide, after a second person's yes, as a
post is (:mod:`huiyin.gate.namings`). Each step is bound to the ledger of the reference data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from huiyin.gate import widening
from huiyin.gate.changing_people import PEOPLE, completed, faults_of, hire
from huiyin.gate.models import Change
from huiyin.gate.resets import asked_of
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import WORKERS
from huiyin.law.terms import Role
from huiyin.people import ledgers
from huiyin.people.loading.sheets import Row
from huiyin.people.loading.tally import Rejected, Told
from huiyin.people.loading.undoing import calendar_again, inverse, take_back
from huiyin.people.loading.write import CALENDAR_TABLE, load, rehearse
from huiyin.people.posts import actor_of
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing

GOOD_FOR: Final = timedelta(days=7)
OPEN: Final = Q(done_at__isnull=True, ended_at__isnull=True)
MIXED: Final = "people and posts go into a sheet of their own"
NO_ADMIN: Final = "whoever asked for it administers here no more"


def prepare(title: str, rows: Iterable[Row], *, by: Actor, at: datetime) -> Change:
    """Keep rows to be looked at; nothing follows from them yet."""
    assert by.person is not None
    said = [{"table": row.table, "place": row.place, "values": dict(row.values)} for row in rows]
    change = Change(title=title[:80], rows=said, by=by.person, under=by.organ or 0, at=at, until=at + GOOD_FOR)
    return _kept(change, "prepare", by, insert=True)


def undo(done: Change, title: str, *, by: Actor, at: datetime) -> Change:
    """Prepare the taking back of a change that was done. Ask :func:`can_undo` first."""
    lines = told_of(done)
    if lines and lines[0].table == CALENDAR_TABLE:
        rows = [row for each in lines if (row := calendar_again(each)) is not None]
        return prepare(title, rows, by=by, at=at)
    assert by.person is not None
    change = Change(title=title[:80], rows=[], undoes=done.id, by=by.person, under=by.organ or 0, at=at)
    change.until = at + GOOD_FOR
    return _kept(change, "prepare", by, insert=True)


def can_undo(change: Change) -> bool:
    """Whether something of it can be taken back here; people and posts are on the pages of accounts."""
    lines = told_of(change)
    if change.done_at is None or not lines or lines[0].table in PEOPLE:
        return False
    return any(each.was for each in lines) if lines[0].table == CALENDAR_TABLE else bool(inverse(lines))


def told_of(change: Change) -> list[Told]:
    """What it did, row by row."""
    return [Told(**each) for each in change.told]


def rehearsed(change: Change, on: date) -> list[Told]:
    """What it would do on a day.

    :raises Rejected: with every reason why it cannot be done.
    """
    by = actor_of(change.by, on=on, organ=change.under)
    if Role.ADMIN not in by.roles or by.organ != change.under:
        raise Rejected([NO_ADMIN])
    if change.undoes is not None:
        lines = inverse(told_of(Change.objects.get(id=change.undoes)))
    else:
        rows = completed(rows_of(change), on)
        mixed = {row.table in PEOPLE for row in rows}
        if len(mixed) > 1:
            raise Rejected([MIXED])
        lines = [each for tally in rehearse(rows, on=on) for each in tally.told]
    faults = [*widening.out_of_range(lines, by, on), *faults_of(lines, by, on)]
    if faults:
        raise Rejected(faults)
    return lines


def rows_of(change: Change) -> list[Row]:
    return [Row(each["table"], each["place"], each["values"]) for each in change.rows]


def ask(change: Change, *, by: Actor, at: datetime) -> bool:
    """Its administrator wants it; whether it is done now, or waits for a second person.

    :raises Rejected: it cannot be done as things stand.
    """
    on = beijing_day(at)
    waits = widening.widens(rehearsed(change, on))
    with writing():
        if not Change.objects.filter(OPEN, id=change.id, asked_at__isnull=True).update(asked_at=at):
            return False
        change.asked_at = at
        _kept(change, "ask", by)
        return not waits and _done(change, by, at)


def waiting(at: datetime) -> QuerySet[Change]:
    """What a second person may still say yes to, the newest first."""
    return Change.objects.filter(OPEN, asked_at__isnull=False, until__gt=at).order_by("-at", "-id")


def to_agree(actor: Actor, at: datetime) -> list[Change]:
    """What waits for the actor's yes."""
    if actor.person is None or not actor.roles & WORKERS:
        return []
    on = beijing_day(at)
    return [each for each in waiting(at).exclude(by=actor.person) if asked_of(each, each.under, on) == actor.organ]


def agree(change: Change, *, by: Actor, at: datetime) -> bool:
    """A second person says yes: it is done. Ask :func:`to_agree` who may.

    :raises Rejected: it cannot be done any more as things stand.
    """
    with writing():
        if not Change.objects.filter(OPEN, id=change.id, agreed_by__isnull=True).update(agreed_by=by.person):
            return False
        change.agreed_by = by.person
        return _done(change, by, at)


def end(change: Change, *, by: Actor, at: datetime) -> bool:
    """The administrator or whoever was asked does not want it."""
    with writing():
        if not Change.objects.filter(OPEN, id=change.id).update(ended_at=at):
            return False
        change.ended_at = at
        _kept(change, "drop", by)
        return True


def _done(change: Change, by: Actor, at: datetime) -> bool:
    on = beijing_day(at)
    lines = rehearsed(change, on)
    asker = actor_of(change.by, on=on, organ=change.under)
    if change.undoes is not None:
        lines = take_back(told_of(Change.objects.get(id=change.undoes)), on=on)
    elif any(each.table in PEOPLE for each in lines):
        hire(lines, by=asker, at=at)
    else:
        lines = [each for tally in load(rows_of(change), on=on, demo_allowed=False) for each in tally.told]
    change.done_at, change.told = at, _as_json(lines)
    Change.objects.filter(id=change.id).update(done_at=at, told=change.told)
    _kept(change, "do", by)
    return True


def _as_json(lines: Sequence[Told]) -> list[dict[str, Any]]:
    return [asdict(each) for each in lines]


def _kept(change: Change, step: str, by: Actor, *, insert: bool = False) -> Change:
    with writing():
        if insert:
            change.save(force_insert=True)
        ledgers.bind(ledgers.REFERENCE, f"change-{step}", [change], by=by.person, organ=by.organ)
    return change
