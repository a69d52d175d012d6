"""What visitors say of themselves, as ciphertext bound to its row and column."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model

from huiyin.cases.identity import ring
from huiyin.cases.rotation import Encrypted
from huiyin.reception.models import Appointment, ConductWords, Ticket, Word
from huiyin.vault import fields


def seal(row: Model, name: str, value: str) -> None:
    """Put a value into the row's column as ciphertext; nothing for an empty one."""
    setattr(row, name, fields.encrypt(ring(), value.strip(), _context(row, name)) if value.strip() else None)


def unseal(row: Model, name: str) -> str:
    """The value in the clear; empty when there is none, or no longer."""
    blob = getattr(row, name)
    return fields.decrypt(ring(), bytes(blob), _context(row, name)) if blob else ""


def _context(row: Model, name: str) -> str:
    return f"{row._meta.db_table}:{row.pk}:{name}"


def _bound(name: str) -> Callable[[Model], str]:
    return lambda row: _context(row, name)


TICKETS = Encrypted(Ticket, {"name": _bound("name")})
WORDS = Encrypted(Word, {"text": _bound("text")})
CONDUCT = Encrypted(ConductWords, {"words": _bound("words")})
APPOINTMENTS = Encrypted(Appointment, {name: _bound(name) for name in ("name", "phone", "about")})
