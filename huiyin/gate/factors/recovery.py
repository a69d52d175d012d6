"""Codes for a lost telephone (备用码): ten, shown once, each good once; only digests are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.crypto import get_random_string, salted_hmac

from huiyin.gate.models import RecoveryCode
from huiyin.gate.resets import LETTERS, self_of
from huiyin.people.account_acts import Kind, write
from huiyin.people.models import Person
from huiyin.store.locks import writing

MANY: Final = 10
HALF: Final = 5


def new_codes(person: Person, at: datetime) -> list[str]:
    """New codes in place of all earlier ones."""
    codes = [f"{get_random_string(HALF, LETTERS)}-{get_random_string(HALF, LETTERS)}" for _ in range(MANY)]
    with writing():
        gone = list(RecoveryCode.objects.filter(person=person.id))
        RecoveryCode.objects.filter(person=person.id).delete()
        rows = [RecoveryCode(person=person.id, digest=_digest(person.id, code)) for code in codes]
        RecoveryCode.objects.bulk_create(rows)
        write(Kind.CODES, person.id, by=self_of(person, at), at=at, gone=gone)
    return codes


def left(person: int) -> int:
    return RecoveryCode.objects.filter(person=person, used_at__isnull=True).count()


def shown(person: Person, code: str, at: datetime) -> bool:
    """Whether this is one of the person's codes; it is used up by that."""
    with writing():
        unused = RecoveryCode.objects.filter(person=person.id, digest=_digest(person.id, code), used_at__isnull=True)
        if not unused.update(used_at=at):
            return False
        write(Kind.RECOVERED, person.id, by=self_of(person, at), at=at)
    return True


def _digest(person: int, code: str) -> str:
    """Fifty bits drawn by chance need no slow hash; without the installation's secret they cannot be tried out."""
    typed = "".join(char for char in code.lower() if char in LETTERS)
    return salted_hmac("huiyin.gate.recovery", f"{person}:{typed}", algorithm="sha256").hexdigest()
