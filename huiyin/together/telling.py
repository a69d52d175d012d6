"""Who of the staff is told of what happened to a matter. Called by the worker with messages of the topic ``staff``.

A notification is written only for somebody who may read the matter at that moment; what was told before is taken back
from those who may not read it any more, so that not even a number says that there was something.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.law.terms import Act, Role
from huiyin.people.posts import people_of
from huiyin.record.models import Event, Message
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing
from huiyin.together.kinds import DEFAULT, How, Kind
from huiyin.together.mail import send_of_letters, send_wanted
from huiyin.together.models import UNREAD, Notification, Wish
from huiyin.together.reading import may_read

STAFF = "staff"
#: What is said of the matter's owner by the act itself; every other act tells only a new owner.
OF_THE_OWNER: Mapping[Act, Kind] = {
    Act.SEND_BACK: Kind.RETURNED, Act.AGREE_OBJECTION: Kind.RETURNED, Act.REJECT_OBJECTION: Kind.RETURNED,
    Act.REOPEN: Kind.RETURNED, Act.SIGN: Kind.DECIDED, Act.EXTEND: Kind.DECIDED, Act.SUPERVISE: Kind.PRESSED,
    Act.NOTE_OVERDUE: Kind.OVERDUE,
}  # fmt: skip
#: What waits for the word of whoever leads the organ that has the matter.
OF_THE_HEADS = frozenset({Act.PROPOSE, Act.ASK_EXTENSION, Act.OBJECT})


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell one person. ``of`` and the person make it once only."""

    person: int
    organ: int
    kind: Kind
    case: int
    of: str
    by: int | None = None

    @property
    def key(self) -> str:
        return f"{self.of}.{self.person}"


def hear(batch: list[Message]) -> None:
    """The worker's door. The same message twice tells nobody twice.

    :raises NotSent: some mail must be tried again; what was sent is not sent again.
    """
    now = timezone.now()
    with writing():
        cases = {case.id: case for case in Case.objects.filter(id__in={message.record for message in batch})}
        forget(cases.values(), beijing_day(now))
        tell([each for event, before in _events(batch) for each in _told(event, before, cases[event.record])], now)
    send_wanted(cases, now)
    send_of_letters({message.record for message in batch} - cases.keys(), now)


def tell(told: Iterable[Told], at: datetime) -> list[Notification]:
    """Write notifications for those who may read the matter and wish to be told; each at most once."""
    kept = list(_permitted(told, beijing_day(at)))
    return write(kept, wishes_of({each.person for each in kept}), at)


def write(told: Iterable[Told], wishes: Mapping[int, Mapping[Kind, How]], at: datetime) -> list[Notification]:
    """Write notifications for people who are known to be permitted to read of what they tell."""
    rows = [_row(each, how, at) for each in told if (how := wishes[each.person][each.kind]) is not How.OFF]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    return rows


def _row(told: Told, how: How, at: datetime) -> Notification:
    mail = {How.EMAIL: "wanted", How.DIGEST: "digest"}.get(how, "")
    return Notification(
        person=told.person, organ=told.organ, kind=told.kind, case=told.case, by=told.by, at=at, key=told.key, mail=mail
    )


def _permitted(told: Iterable[Told], on: date) -> Iterator[Told]:
    by_case: dict[int, list[Told]] = {}
    for each in told:
        by_case.setdefault(each.case, []).append(each)
    for case, group in by_case.items():
        seeing = may_read(case, {(each.person, each.organ) for each in group}, on)
        yield from (each for each in group if each.person in seeing)


def wishes_of(people: Iterable[int]) -> dict[int, dict[Kind, How]]:
    """For each person how they wish to be told each kind."""
    wishes = {person: dict(DEFAULT) for person in people}
    for person, kind, how in Wish.objects.filter(person__in=list(wishes)).values_list("person", "kind", "how"):
        if kind in list(Kind):
            wishes[person][Kind(kind)] = How(how)
    return wishes


def take_back(cases: Iterable[int]) -> None:
    """The same at once, for matters that were closed to somebody just now."""
    forget(Case.objects.filter(id__in=list(cases)), beijing_day(timezone.now()))


def forget(cases: Iterable[Case], on: date) -> None:
    """Take back what waits unread for those who may not read the matter any more."""
    rows: dict[int, list[Notification]] = {}
    for row in Notification.objects.filter(UNREAD, case__in=[case.id for case in cases]):
        rows.setdefault(row.case, []).append(row)
    for case, told in rows.items():
        seeing = may_read(case, {(row.person, row.organ) for row in told}, on)
        gone = [row.id for row in told if row.person not in seeing]
        if gone:
            Notification.objects.filter(id__in=gone).delete()


# What an event says, and to whom -------------------------------------------------------------------------------------


def _events(batch: Sequence[Message]) -> Iterator[tuple[Event, Event | None]]:
    """The events of the messages, each with the one before it, in two places of one query."""
    wanted = {(message.record, message.seq) for message in batch if message.seq}
    if not wanted:
        return
    near = Q()
    for case, seq in wanted:
        near |= Q(record=case, seq__in=(seq - 1, seq))
    found = {(event.record, event.seq): event for event in Event.objects.filter(near)}
    for case, seq in sorted(wanted & found.keys()):
        yield found[case, seq], found.get((case, seq - 1))


def _told(event: Event, before: Event | None, case: Case) -> Iterator[Told]:
    follows = json.loads(event.payload)["follows"]
    owner, holder = follows["owner"], follows["holder"]
    # What came to pass since has its own event; who is not the owner any more need not hear of this one.
    if owner == case.owner and owner != event.by and (kind := _kind(event, owner, before)):
        yield Told(owner, holder, kind, case.id, f"{case.id}.{event.seq}")
    if event.act in OF_THE_HEADS and event.seq == case.seq:
        heads = (m.person for m in people_of(holder, on=beijing_day(event.at)) if Role.HEAD in m.roles)
        told = (Told(person, holder, Kind.APPROVAL, case.id, f"{case.id}.{event.seq}", event.by) for person in heads)
        yield from (each for each in told if each.person not in (event.by, owner))


def _kind(event: Event, owner: int, before: Event | None) -> Kind | None:
    """Why the owner should look; nothing for what changes nothing for them."""
    if event.role == Role.PETITIONER and before is not None:
        return Kind.PETITIONER
    if event.act in OF_THE_HEADS and owner != _owner(before):
        return Kind.APPROVAL
    return OF_THE_OWNER.get(Act(event.act)) or (Kind.ASSIGNED if owner != _owner(before) else None)


def _owner(event: Event | None) -> Any:
    return json.loads(event.payload)["follows"]["owner"] if event is not None else None
