"""Who of the staff is told of what happened to a record, whatever its kind: called with messages of ``staff``.

A notification is written only for somebody who may read the matter at that moment; what was told before is taken back
from those who may not read it any more, so that not even a number says that there was something.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from huiyin.cases.models import Case, Submission
from huiyin.law.danger import dangers_in
from huiyin.law.terms import Role
from huiyin.people.posts import people_of
from huiyin.record.kinds import KINDS
from huiyin.record.models import Event, Message, Recorded
from huiyin.record.reading import resting_on
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing
from huiyin.together.kinds import DEFAULT, How, Kind
from huiyin.together.mail import send_wanted
from huiyin.together.models import UNREAD, Notification, Wish
from huiyin.together.reading import may_read

STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell one person. ``of`` and the person make it once only."""

    person: int
    organ: int
    kind: Kind
    record: int
    of: str
    by: int | None = None
    record_kind: str = "matter"

    @property
    def key(self) -> str:
        return f"{self.of}.{self.person}"


def hear(batch: list[Message]) -> None:
    """The worker's door. The same message twice tells nobody twice.

    :raises NotSent: some mail must be tried again; what was sent is not sent again.
    """
    now = timezone.now()
    with writing():
        cases = rows_of((message.record_kind, message.record) for message in batch)
        forget(cases, beijing_day(now))
        tell([each for event, before in _events(batch) for each in _told(event, before, cases[event.record])], now)
    send_wanted(cases, now)


def rows_of(named: Iterable[tuple[str, int]]) -> dict[int, Recorded]:
    """The rows of these records, by id; one query for each kind."""
    by_kind: dict[str, set[int]] = {}
    for kind, record in named:
        by_kind.setdefault(kind, set()).add(record)
    found = [(KINDS.get(kind), ids) for kind, ids in by_kind.items()]
    return {row.id: row for kind, ids in found if kind for row in kind.model.objects.filter(id__in=ids)}


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
        person=told.person, organ=told.organ, kind=told.kind, record=told.record, record_kind=told.record_kind,
        by=told.by, at=at, key=told.key, mail=mail,
    )  # fmt: skip


def _permitted(told: Iterable[Told], on: date) -> Iterator[Told]:
    by_case: dict[tuple[str, int], list[Told]] = {}
    for each in told:
        by_case.setdefault((each.record_kind, each.record), []).append(each)
    for (kind, case), group in by_case.items():
        seeing = may_read(kind, case, {(each.person, each.organ) for each in group}, on)
        yield from (each for each in group if each.person in seeing)


def wishes_of(people: Iterable[int]) -> dict[int, dict[Kind, How]]:
    """For each person how they wish to be told each kind."""
    wishes = {person: dict(DEFAULT) for person in people}
    for person, kind, how in Wish.objects.filter(person__in=list(wishes)).values_list("person", "kind", "how"):
        if kind in list(Kind):
            wishes[person][Kind(kind)] = How(how)
    return wishes


def take_back(cases: Iterable[int]) -> None:
    """The same at once, for records that were closed to somebody just now."""
    forget(cases, beijing_day(timezone.now()))


def forget(cases: Iterable[int], on: date) -> None:
    """Take back what waits unread for those who may not read the record any more, or what rests on it."""
    rows: dict[tuple[str, int], list[Notification]] = {}
    for row in Notification.objects.filter(UNREAD, record__in=resting_on(cases)):
        rows.setdefault((row.record_kind, row.record), []).append(row)
    for (kind, case), told in rows.items():
        seeing = may_read(kind, case, {(row.person, row.organ) for row in told}, on)
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


def _told(event: Event, before: Event | None, case: Recorded) -> Iterator[Told]:
    named, kind_of = f"{case.id}.{event.seq}", KINDS[event.record_kind]
    follows = _follows(event)
    owner, holder = follows["owner"], follows["holder"]
    # What came to pass since has its own event; who is not the owner any more need not hear of this one.
    if owner == case.owner and owner != event.by and (kind := _kind(event, owner, before)):
        yield Told(owner, holder, kind, case.id, named, None, event.record_kind)
    for person, organ, why in kind_of.tells(case, event):
        if person != event.by:
            yield Told(person, organ, Kind(why), case.id, named, None, event.record_kind)
    if isinstance(case, Case):
        yield from _alarmed(event, holder)
        if before is not None and _follows(before)["holder"] != holder:
            yield from _alarmed_again(event, holder, case)
    if event.act in kind_of.for_heads and event.seq == case.seq:
        heads = (m.person for m in people_of(holder, on=beijing_day(event.at)) if Role.HEAD in m.roles)
        told = (Told(person, holder, Kind.APPROVAL, case.id, named, event.by, event.record_kind) for person in heads)
        yield from (each for each in told if each.person not in (event.by, owner))


#: Who answers for what comes in: they are told at once when it speaks of danger to somebody.
_ANSWERING = frozenset({Role.DISPATCHER, Role.HEAD, Role.CONVENER, Role.RECEPTION})


#: So long words of danger alarm whoever gets the matter: the days in which it must be sent on (Art. 22).
_ALARMING: Final = timedelta(days=15)


def _alarmed(event: Event, holder: int) -> Iterator[Told]:
    """Whoever answers for what comes in, when the words that came with this event speak of danger: of what a phrase
    tells they are alarmed; what only reads like danger is one more thing to look at."""
    said = Submission.objects.filter(case=event.record, event_seq=event.seq).values_list("text", flat=True)
    found = [each for text in said for each in dangers_in(text)]
    if found:
        kind = Kind.DANGER if any(each.sure for each in found) else Kind.MAYBE_DANGER
        yield from _answering(event, holder, kind)


def _alarmed_again(event: Event, holder: int, case: Case) -> Iterator[Told]:
    """The same at an organ that gets the matter now: whoever can go there must know what was said, and not only who
    sent it on. What only reads like danger stands on their card; nobody is alarmed a second time.
    """
    came = Submission.objects.filter(case=case.id, event_seq__lt=event.seq, event_seq__gt=case.screened)
    said = came.filter(received_at__gt=event.at - _ALARMING).values_list("text", flat=True)
    if any(each.sure for text in said for each in dangers_in(text)):
        told = Notification.objects.filter(record=case.id, kind=Kind.DANGER, organ=holder)
        knowing = set(told.values_list("person", flat=True))
        yield from (each for each in _answering(event, holder, Kind.DANGER) if each.person not in knowing)


def _answering(event: Event, holder: int, kind: Kind) -> Iterator[Told]:
    named = f"{event.record}.{event.seq}.danger"
    for member in people_of(holder, on=beijing_day(event.at)):
        if member.roles & _ANSWERING and member.person != event.by:
            yield Told(member.person, holder, kind, event.record, named, None, event.record_kind)


def _kind(event: Event, owner: int, before: Event | None) -> Kind | None:
    """Why the owner should look; nothing for what changes nothing for them."""
    if event.role == Role.PETITIONER and before is not None:
        return Kind.PETITIONER
    kind = KINDS[event.record_kind]
    if event.act in kind.for_heads and owner != _owner(before):
        return Kind.APPROVAL
    if event.act in kind.told:
        return Kind(kind.told[event.act])
    return Kind.ASSIGNED if owner != _owner(before) else None


def _owner(event: Event | None) -> Any:
    return _follows(event)["owner"] if event is not None else None


def _follows(event: Event) -> Any:
    return json.loads(event.payload)["follows"]
