"""Who of the staff is told of letters of no single matter (发文): the head who is to sign, the organ they come to.

A notification of a letter names it where others name a matter, and is read, like them, only by those who may read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Role
from huiyin.papers.models import Outgoing
from huiyin.papers.outgoing import READERS
from huiyin.people.posts import people_of
from huiyin.record.models import Message
from huiyin.record.worlds import beijing_day
from huiyin.store.rows import insert
from huiyin.together.kinds import Kind
from huiyin.together.models import UNREAD, Notification
from huiyin.together.telling import STAFF, Told, wishes_of, write


def to_be_signed(letter: Outgoing, by: Actor, at: datetime) -> None:
    """Tell the heads of the organ that a letter waits for their name; every time it is handed in. In a transaction.

    :param by: who handed it in, who need not be told.
    """
    moment = f"sign.{letter.id}.{int(at.timestamp())}"
    _tell(_serving(letter.organ, frozenset({Role.HEAD}), at), Kind.TO_SIGN, letter, letter.organ, moment, by, at)


def has_come(letter: Outgoing, by: Actor, at: datetime) -> None:
    """Tell those who lead or dispatch at the organ it is addressed to, once. In a transaction."""
    people = _serving(letter.to_organ, READERS, at)
    _tell(people, Kind.LETTER, letter, letter.to_organ, f"letter.{letter.id}", by, at)


def settled(letter: Outgoing, kind: Kind, at: datetime) -> None:
    """Somebody signed, sent back or answered: what the others were told is read with it."""
    Notification.objects.filter(UNREAD, case=letter.id, kind=kind.value).update(read_at=at)


def _serving(organ: int, roles: frozenset[Role], at: datetime) -> list[int]:
    return [member.person for member in people_of(organ, on=beijing_day(at)) if roles & set(member.roles)]


def _tell(people: Iterable[int], kind: Kind, letter: Outgoing, organ: int, of: str, by: Actor, at: datetime) -> None:
    told = [Told(each, organ, kind, letter.id, of, by.person) for each in people if each != by.person]
    rows = write(told, wishes_of({each.person for each in told}), at)
    if any(row.mail == "wanted" for row in rows):
        insert([Message(topic=STAFF, record=letter.id, seq=0, ready_at=at)])
