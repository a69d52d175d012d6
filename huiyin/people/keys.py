"""Keys of people and of organs (密封): who can open reports of wrongdoing, given from colleague to colleague.

A person's private key rests under their password. An organ's rests in a box for each person who reads its reports, and
under two secrets that two persons keep on paper. Neither lies open anywhere; nobody who keeps the machine has one.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from huiyin.law.chart.organs import Organ, OrganKind
from huiyin.law.reading import CONFIDANTS, WORKERS
from huiyin.people import ledgers
from huiyin.people.charts import chart_on
from huiyin.people.hashing import dear, from_secret
from huiyin.people.key_models import HeldKey, OrganKey, PersonKey
from huiyin.people.posts import Member, actors_of, people_of
from huiyin.store.locks import writing
from huiyin.vault import boxes
from huiyin.vault.errors import FieldRefused
from huiyin.vault.receipts import LETTERS

KEY: Final = "key"
#: Whom the law gives reports of wrongdoing (xf2022 Art. 22 ¶2), and who takes them down.
TAKE_REPORTS: Final = frozenset({OrganKind.DISCIPLINE, OrganKind.PETITION_OFFICE})
#: Letters of each of the two paper secrets: 130 bits of chance.
ON_PAPER: Final = 26
_MISREAD: Final = str.maketrans("OIL", "011", "- ")


# One's own -----------------------------------------------------------------------------------------------------------


def own_key(person: int, password: str, at: datetime, on: date) -> bytes | None:
    """The person's private key, opened by the password they just showed; made if they have none and may need one.

    One that the password does not open is of before a reset: another is made, and colleagues give the rest anew.
    """
    row = PersonKey.objects.filter(person=person).first()
    if row is not None:
        try:
            key = from_secret(password, bytes(row.salt), (row.rounds, row.memory))
            return boxes.unlock(key, bytes(row.box), _context(person))
        except FieldRefused:
            pass
    if not any(actor.roles & WORKERS for actor in actors_of(person, on=on)):
        return None
    return _made(person, password, at)


def _made(person: int, password: str, at: datetime) -> bytes | None:
    pair = boxes.new_pair()
    row = PersonKey(person=person, public=pair.public, made_at=at)
    _lock(row, pair.private, password)
    try:
        with writing(), transaction.atomic():
            gone = list(HeldKey.objects.filter(person=person))
            HeldKey.objects.filter(person=person).delete()
            PersonKey.objects.filter(person=person).delete()
            row.save(force_insert=True)
            ledgers.bind(ledgers.ACCOUNTS, KEY, [row], gone=gone, by=person)
    except IntegrityError:
        return None  # made at this moment from another device; the next sign-in opens that one
    return pair.private


def lock_anew(person: int, private: bytes, password: str) -> None:
    """The person chose another password; the key under it stays the same."""
    row = PersonKey.objects.filter(person=person).first()
    if row is not None and bytes(row.public) == boxes.pair_of(private).public:
        _lock(row, private, password)
        row.save(update_fields=["salt", "rounds", "memory", "box"])


def _lock(row: PersonKey, private: bytes, password: str) -> None:
    row.salt, (row.rounds, row.memory) = os.urandom(boxes.SALT), dear()
    key = from_secret(password, bytes(row.salt), (row.rounds, row.memory))
    row.box = boxes.lock(key, private, _context(row.person))


def _context(person: int) -> str:
    return f"person-key:{person}"


# An organ's ----------------------------------------------------------------------------------------------------------


def current(organ: int) -> OrganKey | None:
    """The key under which the organ's reports lie now."""
    return OrganKey.objects.filter(organ=organ, ended_at=None).first()


def entitled(organ: int, on: date) -> list[Member]:
    """Who reads all reports of the organ: who dispatches, decides or supervises there (Art. 30 ¶3)."""
    return [each for each in people_of(organ, on=on) if each.roles & CONFIDANTS]


def opened_by(person: int, private: bytes) -> dict[int, bytes]:
    """The private keys of organs that a person has, by the id of each key."""
    found: dict[int, bytes] = {}
    for row in HeldKey.objects.filter(person=person):
        try:
            found[row.key_id] = boxes.take_out(private, bytes(row.box), _held(row))
        except FieldRefused:
            continue  # of a key of theirs that is no more
    return found


def begin(organ: int, person: int, at: datetime) -> tuple[OrganKey, bytes]:
    """The organ's first key, or another in place of the one before; the person who makes it has it.

    :returns: its row and its private half, for the transaction in which it is given on.
    """
    pair = boxes.new_pair()
    row = OrganKey(organ=organ, public=pair.public, made_at=at)
    old = list(OrganKey.objects.select_for_update().filter(organ=organ, ended_at=None))
    for each in old:
        each.ended_at = at
        each.save(update_fields=["ended_at"])
    row.save(force_insert=True)
    ledgers.bind(ledgers.ACCOUNTS, KEY, [row, *old], by=person, organ=organ)
    give(row, pair.private, [person], by=person, at=at)
    return row, pair.private


def give(key: OrganKey, private: bytes, people: Iterable[int], *, by: int, at: datetime) -> list[int]:
    """Give the organ's key to colleagues, those who have a key of their own.

    :returns: who has it now and had not.
    """
    publics = dict(PersonKey.objects.filter(person__in=list(people)).values_list("person", "public"))
    known = set(HeldKey.objects.filter(key=key, person__in=publics).values_list("person", flat=True))
    rows = []
    for person, public in publics.items():
        if person not in known:
            row = HeldKey(key=key, person=person, by=by, at=at)
            row.box = boxes.put_in(bytes(public), private, _held(row))
            rows.append(row)
    with writing():
        HeldKey.objects.bulk_create(rows)
        ledgers.bind(ledgers.ACCOUNTS, KEY, rows, by=by, organ=key.organ)
    return [row.person for row in rows]


def holders(key: OrganKey) -> set[int]:
    return set(HeldKey.objects.filter(key=key).values_list("person", flat=True))


def is_keyed(organs: Iterable[int]) -> bool:
    """Whether one of these organs has a key."""
    return OrganKey.objects.filter(organ__in=list(organs), ended_at=None).exists()


def keyless(on: date) -> list[Organ]:
    """Organs whose work brings them reports of wrongdoing and that have made no key yet: whoever has the key ring reads
    theirs. Whether there is such a report nobody learns from it."""
    keyed = set(OrganKey.objects.filter(ended_at=None).values_list("organ", flat=True))
    there = (each for each in chart_on(on).organs.values() if each.kind in TAKE_REPORTS and each.id not in keyed)
    return sorted((each for each in there if entitled(each.id, on)), key=lambda each: (each.area, each.id))


def has_key(organ: int, person: int) -> bool:
    return HeldKey.objects.filter(key__organ=organ, key__ended_at=None, person=person).exists()


def take_from_those_who_left(on: date) -> int:
    """Whoever lost the post that entitled them has the key no more; colleagues make another. How many boxes went."""
    gone = 0
    for key in OrganKey.objects.filter(ended_at=None):
        may = {each.person for each in entitled(key.organ, on)}
        rows = [row for row in HeldKey.objects.filter(key=key) if row.person not in may]
        if rows:
            with writing():
                HeldKey.objects.filter(id__in=[row.id for row in rows]).delete()
                OrganKey.objects.filter(id=key.id).update(left=True)
                key.left = True
                ledgers.bind(ledgers.ACCOUNTS, "key-left", [key], gone=rows)
            gone += len(rows)
    return gone


def forget_ended() -> None:
    """Boxes of keys that were followed by others: nothing lies under them any more."""
    rows = list(HeldKey.objects.filter(key__ended_at__isnull=False)[:500])
    if rows:
        with writing():
            HeldKey.objects.filter(id__in=[row.id for row in rows]).delete()
            ledgers.bind(ledgers.ACCOUNTS, KEY, gone=rows)


def _held(row: HeldKey) -> str:
    return f"held-key:{row.key_id}:{row.person}"


# On paper ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Slips:
    """Two secrets for two persons; each alone opens nothing. Shown once."""

    first: str
    second: str


def on_paper(key: OrganKey, private: bytes, *, by: int) -> Slips:
    """Lock the organ's key under two new secrets; slips printed before open nothing any more."""
    first, second = ("".join(secrets.choice(LETTERS) for _ in range(ON_PAPER)) for _ in range(2))
    key.paper = boxes.lock(_of_paper(key, first, second), private, f"paper:{key.id}")
    with writing():
        key.save(update_fields=["paper"])
        ledgers.bind(ledgers.ACCOUNTS, "key-paper", [key], by=by, organ=key.organ)
    return Slips(spaced(first), spaced(second))


def from_paper(key: OrganKey, first: str, second: str) -> bytes | None:
    """The organ's key, from both slips as typed, in whichever order; nothing if they are not the ones."""
    a, b = plain(first), plain(second)
    for one, other in ((a, b), (b, a)):
        try:
            return boxes.unlock(_of_paper(key, one, other), bytes(key.paper or b""), f"paper:{key.id}")
        except FieldRefused:
            continue
    return None


def _of_paper(key: OrganKey, first: str, second: str) -> bytes:
    return boxes.from_parts((first.encode(), b"\0", second.encode()), f"huiyin/paper/1:{key.id}")


def plain(typed: str) -> str:
    """A secret as typed: spaces, dashes and letters taken for others are forgiven."""
    return "".join(typed.upper().split()).translate(_MISREAD)


def spaced(secret: str) -> str:
    return " ".join(secret[at : at + 5] for at in range(0, len(secret), 5))
