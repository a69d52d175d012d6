"""Which second factors somebody has, who must have one, and how they rest: encrypted under the key ring."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Model, QuerySet

from huiyin.cases.rotation import Encrypted
from huiyin.gate.models import Factor, RecoveryCode
from huiyin.gate.resets import self_of
from huiyin.law.reading import WORKERS
from huiyin.law.terms import Role
from huiyin.people.account_acts import Kind, write
from huiyin.people.keyring import ring
from huiyin.people.models import Person
from huiyin.people.posts import actors_of
from huiyin.record.worlds import beijing_day
from huiyin.store.ids import new_id
from huiyin.store.locks import writing
from huiyin.vault.fields import decrypt_bytes, encrypt_bytes

MOST: Final = 8
REQUIRED: Final = "required"
#: Those who may be given a report of wrongdoing, administer or audit.
GUARDED: Final = WORKERS | {Role.ADMIN, Role.AUDITOR}


def factors_of(person: int) -> QuerySet[Factor]:
    return Factor.objects.filter(person=person).order_by("made_at", "id")


def must_have(person: int, at: datetime) -> bool:
    """Whether somebody must have a second factor in this installation, by any of their posts."""
    if settings.HUIYIN_SECOND_FACTOR != REQUIRED:
        return False
    return any(actor.roles & GUARDED for actor in actors_of(person, on=beijing_day(at)))


def add(
    person: Person, kind: str, name: str, secret: bytes, *, at: datetime, handle: str = "", step: int = 0
) -> Factor:
    """Keep a second factor that was just shown to work."""
    factor = Factor(id=new_id(), person=person.id, kind=kind, name=name, handle=handle, step=step, made_at=at)
    factor.secret = encrypt_bytes(ring(), secret, _context(factor))
    with writing():
        factor.save(force_insert=True)
        write(Kind.FACTOR, person.id, by=self_of(person, at), at=at)
    return factor


def secret_of(factor: Factor) -> bytes:
    return decrypt_bytes(ring(), bytes(factor.secret), _context(factor))


def used(factor: Factor, step: int, at: datetime) -> bool:
    """Note that a factor was shown; whether nobody has shown the same before."""
    with writing():
        fresh = Factor.objects.filter(id=factor.id, step__lt=step) if step else Factor.objects.filter(id=factor.id)
        return bool(fresh.update(step=step, used_at=at))


def remove(person: Person, factor: int, *, at: datetime) -> bool:
    """Take one of one's own factors away; not the last one where one must have one. Without any, no code is left."""
    with writing():
        mine = factors_of(person.id)
        if mine.count() <= 1 and must_have(person.id, at):
            return False
        gone: list[Model] = list(mine.filter(id=factor))
        if not mine.filter(id=factor).delete()[0]:
            return False
        if not mine.exists():
            gone += RecoveryCode.objects.filter(person=person.id)
            RecoveryCode.objects.filter(person=person.id).delete()
        write(Kind.NO_FACTOR, person.id, by=self_of(person, at), at=at, gone=gone)
    return True


def _context(factor: Factor) -> str:
    """What the ciphertext is bound to: this row and this person."""
    return f"factor:{factor.id}:{factor.person}"


SECRETS: Final = Encrypted(Factor, {"secret": _context}, needs=("person",))
